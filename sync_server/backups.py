"""Backups of the whole database: made, tried, brought back."""

import os
import subprocess
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, make_url, text

from shared import chain
from sync_server import database
from sync_server.kernel.catalogue import make_roles
from sync_server.kernel.embedded import EmbeddedPostgres, postgres_program
from sync_server.kernel.session import Database

_BACKUP_ROLE = "usher_backup"


class OperationFailed(Exception):
    """Something that could not be done, in a sentence."""


def backup(urls: database.DatabaseUrls, file: Path) -> int:
    """Dump the database in pg_dump's own format; the size in bytes.

    As the role that row security does not bind and that can do nothing else.
    """
    _run("pg_dump", urls.admin, "--format=custom", f"--role={_BACKUP_ROLE}", f"--file={file}")
    return file.stat().st_size


def restore(urls: database.DatabaseUrls, file: Path) -> list[str]:
    """Bring a dump into an empty database; the revisions applied on top of it.

    Every kiosk takes a fresh snapshot afterwards and offers its journal again, so what happened
    since the dump comes back from the doors.
    """
    with database.admin(urls.admin) as connection:
        held = connection.execute(
            text("SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', 'ops')")
        ).scalar_one()
        if held:
            raise OperationFailed(f"The database is not empty: it has {held} tables.")
        make_roles(connection)
    _run("pg_restore", urls.admin, "--exit-on-error", "--single-transaction", str(file))
    applied = database.migrate(urls.admin)
    with database.admin(urls.admin) as connection:
        database.forget_cursors(connection)
    return applied


@dataclass(frozen=True)
class Held:
    """What a backup holds of a device; `head` is the end of its chain, where that is whole.

    None where it was copied and has several ends, too.
    """

    name: str
    entries: int
    head: tuple[int, bytes] | None
    flaw: str | None = None


@dataclass(frozen=True)
class Verified:
    """A backup that came back; by organization and device."""

    held: Mapping[UUID, Mapping[UUID, Held]]

    @property
    def flaws(self) -> list[str]:
        """What is wrong with journals in it, in sentences."""
        return [
            f"{device.name}: {device.flaw}"
            for devices in self.held.values()
            for device in devices.values()
            if device.flaw
        ]


def verify(file: Path, folder: Path, watch: Callable[[int, int], None]) -> Verified:
    """Bring a dump back into a PostgreSQL of its own, and check every device's chain there.

    That PostgreSQL lies in `folder` until it is done, and needs as much room as the database.
    `watch` is told how many entries were checked, and of how many. Raises OperationFailed.
    """
    with TemporaryDirectory(prefix="verify-", dir=folder) as scratch:
        embedded = EmbeddedPostgres(Path(scratch))
        try:
            restore(database.DatabaseUrls(embedded.url("usher_app"), embedded.admin_url), file)
            with database.admin(embedded.admin_url) as connection:
                return examine(connection, watch)
        finally:
            embedded.stop()


def examine(connection: Connection, watch: Callable[[int, int], None]) -> Verified:
    """Check every device's chain in a database, as somebody whom row security does not bind."""
    devices = connection.execute(
        text(
            "SELECT d.organization_id, d.id, d.name, d.public_key, d.heads, count(e.id) AS entries"
            " FROM devices d LEFT JOIN journal_entries e"
            "  ON e.organization_id = d.organization_id AND e.device_id = d.id"
            " GROUP BY d.organization_id, d.id"
        )
    ).all()
    held: dict[UUID, dict[UUID, Held]] = defaultdict(dict)
    total, checked = sum(device.entries for device in devices), 0
    for device in devices:
        held[device.organization_id][device.id] = _held(connection, device)
        checked += device.entries
        watch(checked, total)
    return Verified(held)


def note_verified(
    connected: Database, verified: Verified, organizations: Collection[UUID] = ()
) -> int:
    """Tell each device how much of its journal the backup holds; how many have something in it.

    Those of `organizations` that are not in the backup have nothing in it.
    """
    for organization_id in {*verified.held, *organizations}:
        devices = verified.held.get(organization_id, {})
        heads = {device_id: held.head for device_id, held in devices.items() if held.head}
        with connected.tenant(organization_id) as session:
            session.execute(
                text(
                    "UPDATE devices d SET safe_seq = s.seq, safe_hash = s.hash FROM devices o"
                    " LEFT JOIN unnest(CAST(:ids AS uuid[]), CAST(:seqs AS bigint[]),"
                    "  CAST(:hashes AS bytea[])) AS s(id, seq, hash) ON s.id = o.id"
                    " WHERE o.organization_id = :organization AND d.id = o.id"
                    " AND d.organization_id = o.organization_id"
                    " AND (d.safe_seq, d.safe_hash) IS DISTINCT FROM (s.seq, s.hash)"
                ),
                {
                    "organization": organization_id,
                    "ids": list(heads),
                    "seqs": [seq for seq, _ in heads.values()],
                    "hashes": [digest for _, digest in heads.values()],
                },
            )
    return sum(bool(held.head) for devices in verified.held.values() for held in devices.values())


def _held(connection: Connection, device: Row[Any]) -> Held:
    """Walk a device's chain back from its end; what was put aside is no part of it."""
    if len(device.heads) != 1:
        return Held(device.name, device.entries, None)
    rows = connection.execution_options(stream_results=True).execute(
        text(
            "SELECT seq, body, prev_hash, hash, signature FROM journal_entries"
            " WHERE organization_id = :organization AND device_id = :device"
        ),
        {"organization": device.organization_id, "device": device.id},
    )
    sound: dict[bytes, tuple[int, bytes]] = {}
    for row in rows:
        digest = bytes(row.hash)
        is_whole = chain.link_hash(row.prev_hash, row.body) == digest
        if is_whole and chain.is_signed(device.public_key or b"", digest, row.signature):
            sound[digest] = row.seq, bytes(row.prev_hash)
    end = int(device.heads[0]["seq"]), bytes.fromhex(device.heads[0]["hash"])
    seq, digest = end
    while seq > 0 and sound.get(digest, (0,))[0] == seq:
        seq, digest = seq - 1, sound[digest][1]
    if seq > 0 or digest != chain.genesis(device.id):
        return Held(device.name, device.entries, None, f"entry {max(seq, 1)} is missing or altered")
    return Held(device.name, device.entries, end)


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a PostgreSQL program; the password goes by the environment, not by the command line."""
    parts = make_url(url)
    environment = os.environ | ({"PGPASSWORD": parts.password} if parts.password else {})
    plain = parts.set(drivername="postgresql", password=None).render_as_string()
    ran = subprocess.run(  # noqa: S603 - our own program with our own arguments
        [postgres_program(program), f"--dbname={plain}", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = ran.stderr.strip().splitlines()
        raise OperationFailed(f"{program}: {said[-1] if said else 'it failed'}")

"""A whole organization as a zip that another server takes in: its data are its own.

One file of JSON lines for each table, the stored files, and a manifest with the counts. Left out is
what belongs to this installation: the sealed audit log, log-ins, kept answers, deletions marks.
Secrets stay as ciphertext: a server with another secret key can read everything else.
"""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import Column, Table, text
from sqlmodel import Session

from sync_server.domains.identity.service import CARRIED
from sync_server.domains.registry import METADATA
from sync_server.kernel import storage
from sync_server.kernel.catalogue import APPEND_ONLY
from sync_server.kernel.errors import Conflict, Invalid, NotFound
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION
from sync_server.settings import Settings

FORMAT = 1
STAYS = frozenset(
    {
        "organizations", "audit_logs", "audit_seals", "auth_sessions", "auth_tokens",
        "idempotency_keys", "sync_tombstones",
    }
)  # fmt: skip
_BATCH = 1_000


@dataclass(frozen=True)
class Moved:
    """How many rows of each table, and how many files."""

    tables: dict[str, int]
    files: int

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.tables.values())


def travelling() -> list[Table]:
    """The tables of an export, parents first."""
    return [table for table in METADATA.sorted_tables if table.name not in STAYS]


def export(session: Session, settings: Settings, out: BinaryIO | Path) -> Moved:
    """Write the session's organization to a zip."""
    counts: dict[str, int] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in travelling():
            with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as lines:
                counts[table.name] = 0
                for line in _lines(session, table):
                    lines.write(line.encode() + b"\n")
                    counts[table.name] += 1
        files = 0
        for (file_id,) in session.execute(
            text("SELECT id FROM files WHERE organization_id = :org"), _mine(session)
        ):
            try:
                archive.writestr(f"files/{file_id}", storage.get(session, settings, file_id))
                files += 1
            except NotFound:
                continue  # the row says it was there; its absence is not this export's to mend
        organization = session.execute(
            text(f"SELECT {', '.join(CARRIED)} FROM organizations WHERE id = :org"), _mine(session)
        ).mappings()
        manifest = {
            "format": FORMAT,
            "organization": dict(organization.one()),
            "tables": counts,
            "files": files,
        }
        archive.writestr("manifest.json", json.dumps(manifest, default=str, indent=2))
    session.execute(text("SELECT audit_note('export', 'organizations', :org)"), _mine(session))
    return Moved(counts, files)


def read_manifest(source: BinaryIO | Path) -> dict[str, Any]:
    """What an export says of itself. Raises `Invalid` for anything else."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read("manifest.json"))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise Invalid("This is no export of an organization.") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Invalid("This export is of a format that this program does not know.")
    return manifest


def take_in(session: Session, settings: Settings, source: BinaryIO | Path) -> Moved:
    """Fill the session's organization, which must be empty, from an export."""
    manifest = read_manifest(source)
    _check_empty(session)
    counts: dict[str, int] = {}
    with zipfile.ZipFile(source) as archive:
        present = set(archive.namelist())
        for table in travelling():
            name = f"tables/{table.name}.jsonl"
            counts[table.name] = 0
            for lines in _batches(archive, name) if name in present else ():
                counts[table.name] += _insert(session, table, lines)
        for table in travelling():
            name = f"tables/{table.name}.jsonl"
            if _late(table) and name in present:
                for lines in _batches(archive, name):
                    _link(session, table, lines)
        files = 0
        for name in present:
            if name.startswith("files/"):
                storage.restore(session, settings, UUID(name[6:]), archive.read(name))
                files += 1
    if counts != manifest["tables"]:
        raise Invalid("The export is not whole: its tables hold other counts than its manifest.")
    return Moved(counts, files)


def _lines(session: Session, table: Table) -> Iterator[str]:
    dropped = "".join(f" - '{column.name}'" for column in table.columns if not _travels(column))
    found = session.execute(
        text(
            f"SELECT (to_jsonb(t){dropped})::text FROM {table.name} t WHERE t.{ORGANIZATION} = :org"
        ).execution_options(yield_per=_BATCH),
        _mine(session),
    )
    for (line,) in found:
        yield line


def _travels(column: Column[Any]) -> bool:
    everywhere = column.info.get("references") == "organizations"
    return not everywhere and column.name != "changed_xid" and column.computed is None


def _order(table: Table) -> str:
    """The oldest rows first: what is never changed afterwards may then refer to what is there."""
    return "t.seq" if "seq" in table.columns else "t.created_at"


def _late(table: Table) -> list[str]:
    """References that must wait until every row is there: to the same table, or in a circle."""
    return [
        column.name
        for column in table.columns
        if table.name not in APPEND_ONLY
        and (
            column.info.get("late")
            or column.info.get("references") == table.name
            or (table.name, column.name) == ("users", "role_id")
        )
    ]


def _batches(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """The lines of a table, so many at a time, as JSON arrays."""
    with archive.open(name) as lines:
        batch: list[str] = []
        for line in lines:
            batch.append(line.decode())
            if len(batch) == _BATCH:
                yield f"[{','.join(batch)}]"
                batch = []
        if batch:
            yield f"[{','.join(batch)}]"


def _insert(session: Session, table: Table, lines: str) -> int:
    later = _late(table)
    columns = [c.name for c in table.columns if _travels(c) and c.name not in later]
    listed = ", ".join(f'"{name}"' for name in columns)
    # A stored file's key begins with its organization.
    own_key = "CAST(:org AS text) || '/' || id"
    values = listed.replace('"key"', own_key) if table.name == "files" else listed
    result = session.execute(
        text(
            f"INSERT INTO {table.name} ({ORGANIZATION}, {listed}) OVERRIDING SYSTEM VALUE"
            f" SELECT :org, {values}"
            f" FROM jsonb_populate_recordset(NULL::{table.name}, CAST(:lines AS jsonb))"
            " RETURNING 1"
        ),
        _mine(session) | {"lines": lines},
    )
    return len(result.all())


def _link(session: Session, table: Table, lines: str) -> None:
    names = _late(table)
    assigned = ", ".join(f"{name} = r.{name}" for name in names)
    given = " OR ".join(f"r.{name} IS NOT NULL" for name in names)
    session.execute(
        text(
            f"UPDATE {table.name} t SET {assigned}"
            f" FROM jsonb_populate_recordset(NULL::{table.name}, CAST(:lines AS jsonb)) r"
            f" WHERE t.{ORGANIZATION} = :org AND t.id = r.id AND ({given})"
        ),
        _mine(session) | {"lines": lines},
    )


def _check_empty(session: Session) -> None:
    for table in travelling():
        found = session.execute(
            text(f"SELECT 1 FROM {table.name} WHERE {ORGANIZATION} = :org LIMIT 1"),
            _mine(session),
        ).scalar()
        if found:
            raise Conflict(f"The organization is not empty: it has {table.name}.")


def _mine(session: Session) -> dict[str, Any]:
    return {"org": organization_of(session)}

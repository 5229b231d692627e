"""Imports: read, mapped, checked to the last row, then written in chunks that can be resumed (PL-5).

The table of contents of the API says which tables can be imported (`register`); each goes through
the same checks as a create over HTTP.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from sync_server.domains.platform.transfers.importable import Importable
from sync_server.domains.platform.transfers.importable import Problem as Problem
from sync_server.domains.platform.transfers.importable import Written as Written
from sync_server.domains.platform.transfers.models import Transfer as Transfer
from sync_server.domains.platform.transfers.models import TransferError
from sync_server.domains.platform.transfers.rows import Entity
from sync_server.kernel import clock, jobs, outbox, sheets, storage
from sync_server.kernel.errors import Conflict, Invalid
from sync_server.kernel.resource import Resource, table_of
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of
from sync_server.kernel.strangers import read_apart
from sync_server.kernel.tables import ORGANIZATION

CHECK, RUN = "transfers.check", "transfers.run"
CHUNK = 500
_CHUNKS_PER_TRANSACTION = 20
MAX_ERRORS = 5_000
"""Wrong rows that are written down; more are only counted."""
OPEN = ("pending", "ready", "failed")


_entities: dict[str, Importable] = {}


def register(resources: Iterable[Resource[Any]]) -> None:
    """Let these tables be imported: those that can be created and patched."""
    for resource in resources:
        if {"create", "patch"} <= set(resource.writes):
            _entities[resource.path.strip("/")] = Entity(resource)
    jobs.register(CHECK, check)
    jobs.register(RUN, run)


def register_importable(name: str, importable: Importable) -> None:
    """Let something be imported that is more than rows of one table."""
    _entities[name] = importable


def entity_of(name: str) -> Importable:
    """The table of that name, or 422 naming those that there are."""
    found = _entities.get(name)
    if found is None:
        raise Invalid(
            f"entity: there is no {name!r} to import; there are {', '.join(sorted(_entities))}."
        )
    return found


def begin(
    session: Session,
    settings: Any,
    entity: str,
    filename: str,
    content: bytes,
    options: Mapping[str, Any] | None = None,
) -> Transfer:
    """Keep a file, find out what it is and suggest what its columns mean."""
    known = entity_of(entity)
    known.check_options(session, options or {})
    sheet = read_apart(sheets.read, content, most=0)
    file_id = storage.put(session, settings, filename, "application/octet-stream", content)
    transfer = Transfer(
        organization_id=organization_of(session),
        direction="import",
        entity_type=entity,
        format=sheet.format,
        file_id=file_id,
        mapping=known.suggest(sheet.columns),
        options={
            "columns": list(sheet.columns),
            "encoding": sheet.encoding,
            "delimiter": sheet.delimiter,
            "keys": list(known.keys),
            "skip_wrong": False,
            **(options or {}),
        },
        total_rows=sheet.total,
        created_by=session.info.get("user_id"),
    )
    session.add(transfer)
    session.flush()
    return transfer


def ask_check(session: Session, transfer: Transfer, sent: dict[str, Any]) -> None:
    """Take a mapping and options, and have every row checked."""
    if transfer.status not in OPEN:
        raise Conflict(f"This import is {transfer.status}.")
    known = entity_of(transfer.entity_type)
    mapping = sent.get("mapping") or transfer.mapping
    columns = transfer.options["columns"]
    for column, name in mapping.items():
        if column not in columns:
            raise Invalid(f"mapping: the file has no column {column!r}.")
        if name not in known.columns:
            raise Invalid(f"mapping: {transfer.entity_type} have no column {name!r}.")
    if len(set(mapping.values())) < len(mapping):
        raise Invalid("mapping: two columns of the file are mapped to the same one.")
    transfer.mapping = dict(mapping)
    transfer.options = {
        **transfer.options,
        "skip_wrong": sent.get("skip_wrong", transfer.options["skip_wrong"]),
        "create_types": sent.get("create_types", transfer.options.get("create_types", False)),
        "keys": _keys(known, sent.get("keys") or transfer.options["keys"]),
    }
    transfer.status, transfer.processed_rows = "validating", 0
    session.flush()
    jobs.defer(session, CHECK, transfer_id=str(transfer.id))


def ask_run(session: Session, transfer: Transfer) -> None:
    """Have a checked import written. A failed one goes on where it stopped."""
    resumes = transfer.status == "failed" and transfer.started_at is not None
    if transfer.status != "ready" and not resumes:
        raise Conflict(f"This import is {transfer.status}; it must be checked first.")
    transfer.status, transfer.started_at = "running", transfer.started_at or clock.now()
    session.flush()
    jobs.defer(session, RUN, transfer_id=str(transfer.id))


def cancel(session: Session, settings: Any, transfer: Transfer) -> None:
    """Stop an import; what is written stays, and what was sent is kept no longer."""
    if transfer.status in ("completed", "cancelled"):
        raise Conflict(f"This import is {transfer.status}.")
    transfer.status = "cancelled"
    _drop_file(session, settings, transfer)


def check(runtime: jobs.Runtime, organization_id: UUID, transfer_id: str) -> None:
    """The job: check every row; nothing is written but what is wrong."""
    with runtime.database.tenant(organization_id) as session:
        transfer = _locked(session, transfer_id, "validating")
        if transfer is None:
            return
        content = storage.get(session, runtime.settings, _file(transfer))
        sheet = read_apart(sheets.read, content)
        known = entity_of(transfer.entity_type)
        problems = list(known.problems(session, transfer, sheet.rows))
        session.execute(
            delete(table_of(TransferError)).where(
                table_of(TransferError).c[ORGANIZATION] == organization_id,
                table_of(TransferError).c.import_export_id == transfer.id,
            )
        )
        _note(session, transfer, problems)
        transfer.error_rows = len({problem.row for problem in problems})
        goes = not problems or transfer.options["skip_wrong"]
        transfer.status = "ready" if goes else "failed"


def run(runtime: jobs.Runtime, organization_id: UUID, transfer_id: str) -> None:
    """The job: write chunk by chunk, each with its progress in one transaction."""
    while True:
        with runtime.database.tenant(organization_id) as session:
            transfer = _locked(session, transfer_id, "running")
            if transfer is None:
                return
            session.info["user_id"] = transfer.created_by
            if transfer.created_by is not None:
                session.connection().exec_driver_sql(
                    f"SET LOCAL app.actor_user = '{transfer.created_by}'"
                )
            content = storage.get(session, runtime.settings, _file(transfer))
            first, most = transfer.processed_rows, CHUNK * _CHUNKS_PER_TRANSACTION
            sheet = read_apart(sheets.read, content, first, most)
            for start in range(0, len(sheet.rows), CHUNK):
                rows = sheet.rows[start : start + CHUNK]
                _write_chunk(session, transfer, list(enumerate(rows, first + start + 1)))
            if transfer.processed_rows >= sheet.total:
                transfer.status, transfer.completed_at = "completed", clock.now()
                outbox.record(session, "import.completed", "import", transfer.id)
                _drop_file(session, runtime.settings, transfer)
                return


def _write_chunk(
    session: Session, transfer: Transfer, chunk: list[tuple[int, dict[str, str]]]
) -> None:
    known = entity_of(transfer.entity_type)
    done = known.write(session, transfer, chunk)
    _note(session, transfer, done.problems)
    transfer.created_rows += done.created
    transfer.updated_rows += done.updated
    transfer.skipped_rows += done.skipped
    transfer.processed_rows += len(chunk)
    session.flush()


def _keys(known: Importable, asked: list[str]) -> list[str]:
    links = known.resource.links if isinstance(known, Entity) else ()
    for key in asked:
        if key not in known.columns or key in links:
            raise Invalid(f"keys: one cannot find rows by {key!r}.")
    return asked


def _locked(session: Session, transfer_id: str, status: str) -> Transfer | None:
    table = table_of(Transfer)
    found = session.execute(
        select(table.c.status)
        .where(table.c[ORGANIZATION] == organization_of(session), table.c.id == UUID(transfer_id))
        .with_for_update()
    ).scalar_one_or_none()
    return get_row(session, Transfer, UUID(transfer_id)) if found == status else None


def _drop_file(session: Session, settings: Any, transfer: Transfer) -> None:
    """What people sent is in the tables now, or unwanted; the copy would outlive their erasure."""
    file_id, transfer.file_id = _file(transfer), None
    session.flush()
    storage.remove(session, settings, file_id)


def _file(transfer: Transfer) -> UUID:
    assert transfer.file_id is not None
    return transfer.file_id


def _note(session: Session, transfer: Transfer, problems: Iterable[Problem]) -> None:
    rows = [
        {
            ORGANIZATION: transfer.organization_id,
            "id": clock.new_id(),
            "import_export_id": transfer.id,
            "row_number": problem.row,
            "column_name": problem.column,
            "error": problem.error,
            "raw_row": dict(problem.raw),
        }
        for problem in problems
    ][:MAX_ERRORS]
    if rows:
        session.execute(insert(table_of(TransferError)), rows)

"""Imports: read, mapped, checked to the last row, then written in chunks that can be resumed (PL-5).

The table of contents of the API says which tables can be imported (`register`); each goes through
the same checks as a create over HTTP.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import from_json
from sqlalchemy import any_, delete, func, insert, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from sync_server.domains.platform.transfers.models import Transfer as Transfer
from sync_server.domains.platform.transfers.models import TransferError
from sync_server.kernel import clock, jobs, outbox, sheets, storage
from sync_server.kernel.errors import Conflict, Invalid, ServerError, sentence_of
from sync_server.kernel.resource import (
    Resource,
    change_row,
    get_row,
    insert_rows,
    table_of,
)
from sync_server.kernel.schemas import Input
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION

CHECK, RUN = "transfers.check", "transfers.run"
CHUNK = 500
_CHUNKS_PER_TRANSACTION = 20
MAX_ERRORS = 5_000
"""Wrong rows that are written down; more are only counted."""
OPEN = ("pending", "ready", "failed")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row: which column, and why."""

    row: int
    column: str | None
    error: str
    raw: Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """How a chunk went."""

    created: int = 0
    updated: int = 0
    skipped: int = 0
    problems: tuple[Problem, ...] = ()


class Importable(Protocol):
    """What can be imported from a file. Writing it takes `permission`."""

    @property
    def permission(self) -> str:
        """The subject of the permission that writing it takes."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What a row of a file may hold."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What known rows are found by, in this order."""

    def suggest(self, columns: Sequence[str]) -> dict[str, str]:
        """Which of `columns` each column of a file probably is."""

    def problems(
        self, session: Session, transfer: Transfer, rows: list[dict[str, str]]
    ) -> Iterable[Problem]:
        """Whatever is wrong with the rows; nothing is written."""

    def write(
        self, session: Session, transfer: Transfer, chunk: list[tuple[int, dict[str, str]]]
    ) -> Written:
        """Upsert numbered rows. Wrong ones are left out and named; the others are kept."""


@dataclass(frozen=True)
class Entity:
    """A table that can be imported; `id` finds a known row."""

    resource: Resource[Any]

    @property
    def permission(self) -> str:
        """As over HTTP."""
        return self.resource.permission

    @property
    def columns(self) -> tuple[str, ...]:
        """As a create takes them."""
        return ("id", *self.resource.create.model_fields)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The resource's own, and the id."""
        return (*self.resource.keys, "id")

    def suggest(self, columns: Sequence[str]) -> dict[str, str]:
        """By names that people use."""
        return sheets.suggest(columns, self.columns)

    def problems(
        self, _session: Session, transfer: Transfer, rows: list[dict[str, str]]
    ) -> Iterable[Problem]:
        """As a create over HTTP would refuse it, and rows that are there twice."""
        return _problems(self, transfer, rows)

    def write(
        self, session: Session, transfer: Transfer, chunk: list[tuple[int, dict[str, str]]]
    ) -> Written:
        """A row the database refuses is left out and named; the others are kept."""
        return write(session, self, transfer.mapping, transfer.options["keys"], chunk)


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
    sheet = sheets.read(content)
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
        total_rows=len(sheet.rows),
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


def check(runtime: jobs.Runtime, organization_id: UUID, transfer_id: str) -> None:
    """The job: check every row; nothing is written but what is wrong."""
    with runtime.database.tenant(organization_id) as session:
        transfer = _locked(session, transfer_id, "validating")
        if transfer is None:
            return
        sheet = sheets.read(storage.get(session, runtime.settings, _file(transfer)))
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
            sheet = sheets.read(storage.get(session, runtime.settings, _file(transfer)))
            for _ in range(_CHUNKS_PER_TRANSACTION):
                if transfer.processed_rows >= len(sheet.rows):
                    break
                _write_chunk(session, transfer, sheet.rows)
            if transfer.processed_rows >= len(sheet.rows):
                transfer.status, transfer.completed_at = "completed", clock.now()
                outbox.record(session, "import.completed", "import", transfer.id)
                # What people sent is in the tables now; the copy would outlive their erasure.
                file_id, transfer.file_id = _file(transfer), None
                session.flush()
                storage.remove(session, runtime.settings, file_id)
                return


def _write_chunk(session: Session, transfer: Transfer, rows: list[dict[str, str]]) -> None:
    known = entity_of(transfer.entity_type)
    chunk = list(sheets.numbered(rows, transfer.processed_rows))[:CHUNK]
    done = known.write(session, transfer, chunk)
    _note(session, transfer, done.problems)
    transfer.created_rows += done.created
    transfer.updated_rows += done.updated
    transfer.skipped_rows += done.skipped
    transfer.processed_rows += len(chunk)
    session.flush()


def write(
    session: Session,
    known: Entity,
    mapping: Mapping[str, str],
    keys: list[str],
    chunk: list[tuple[int, dict[str, str]]],
) -> Written:
    """Upsert some rows. A row the database refuses is left out and named; the others are kept."""
    try:
        with session.begin_nested():
            return _write_all(session, known, mapping, keys, chunk)
    except (DBAPIError, ServerError) as problem:
        if len(chunk) == 1:
            number, raw = chunk[0]
            return Written(skipped=1, problems=(Problem(number, None, sentence_of(problem), raw),))
    middle = len(chunk) // 2
    first, second = (
        write(session, known, mapping, keys, part) for part in (chunk[:middle], chunk[middle:])
    )
    return Written(
        first.created + second.created,
        first.updated + second.updated,
        first.skipped + second.skipped,
        (*first.problems, *second.problems),
    )


def _write_all(
    session: Session,
    known: Entity,
    mapping: Mapping[str, str],
    keys: list[str],
    chunk: list[tuple[int, dict[str, str]]],
) -> Written:
    read = [(number, raw, *_read(known, mapping, raw)) for number, raw in chunk]
    wrong = [r for r in read if isinstance(r[2], list)]
    good = [(number, body, sent) for number, _, body, sent in read if isinstance(body, Input)]
    found = _known_rows(session, known, keys, [sent for _, _, sent in good])
    fresh: dict[Any, tuple[Input, dict[str, Any]]] = {}
    updated = 0
    for number, body, sent in good:
        match = next((found[k] for k in _key_values(keys, sent) if k in found), None)
        if match is None:
            place = next(iter(_key_values(keys, sent)), number)
            fresh[place] = (body, sent)
            continue
        row_id, was_merged = match
        values = _only(body, sent)
        if was_merged:  # whoever they are now keeps their own address
            values = {name: value for name, value in values.items() if name not in known.keys}
        change_row(session, known.resource, row_id, values, told=False)
        updated += 1
    bodies = [body for body, _ in fresh.values()]
    insert_rows(
        session,
        known.resource,
        bodies,
        ids=[_given_id(sent) for _, sent in fresh.values()],
        told=False,
    )
    return Written(len(bodies), updated, len(wrong) + len(good) - len(bodies) - updated)


def _problems(known: Entity, transfer: Transfer, rows: list[dict[str, str]]) -> Iterable[Problem]:
    seen: dict[Any, int] = {}
    for number, raw in sheets.numbered(rows, 0):
        body, sent = _read(known, transfer.mapping, raw)
        if isinstance(body, list):
            for column, error in body:
                yield Problem(number, column, error, raw)
            continue
        for place in _key_values(transfer.options["keys"], sent):
            if seen.setdefault(place, number) != number:
                yield Problem(number, place[0], f"the same as in row {seen[place]}", raw)


def _read(
    known: Entity, mapping: Mapping[str, str], raw: Mapping[str, str]
) -> tuple[Input | list[tuple[str | None, str]], dict[str, Any]]:
    """A row as the body of a create, or what is wrong with it; and the cells that were filled."""
    sent: dict[str, Any] = {}
    problems: list[tuple[str | None, str]] = []
    back = {name: column for column, name in mapping.items()}
    for head, name in mapping.items():
        if raw.get(head, "") == "":
            continue
        try:
            sent[name] = _value(known, name, raw[head])
        except ValueError as problem:
            problems.append((head, str(problem)))
    try:
        body = known.resource.create.model_validate({k: v for k, v in sent.items() if k != "id"})
    except ValidationError as problem:
        for error in problem.errors():
            place = str(error["loc"][0]) if error["loc"] else ""
            column = back.get(place, place) or None
            problems.append((column, error["msg"].removeprefix("Value error, ")))
        return problems, sent
    return (problems, sent) if problems else (body, sent)


def _value(known: Entity, name: str, cell: str) -> Any:
    if name == "id":
        return UUID(cell)
    if name in known.resource.links:
        return [word.strip() for word in cell.split(";") if word.strip()]
    kind = known.resource.sql.c[name].type
    if isinstance(kind, ARRAY):
        return [word.strip() for word in cell.split(";") if word.strip()]
    if isinstance(kind, JSONB):
        return from_json(cell)
    return cell


def _only(body: Input, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What a file said of a known row; empty cells leave what is there."""
    return {name: getattr(body, name) for name in sent if name != "id"}


def _given_id(sent: Mapping[str, Any]) -> UUID:
    given = sent.get("id")
    return given if isinstance(given, UUID) else clock.new_id()


def _key_values(keys: list[str], sent: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for key in keys:
        if sent.get(key) not in (None, ""):
            said = str(sent[key])
            yield key, said.lower() if key in ("email", "domain") else said


def _known_rows(
    session: Session, known: Entity, keys: list[str], sent: list[dict[str, Any]]
) -> dict[tuple[str, str], tuple[UUID, bool]]:
    """Ids of the rows that these would update, by key and value.

    Of one that was merged into another it is that other one; and that it is.
    """
    table = known.resource.sql
    merged = table.c["merged_into_id"] if "merged_into_id" in table.c else literal(None)
    found: dict[tuple[str, str], tuple[UUID, bool]] = {}
    for key in keys:
        wanted = [v for row in sent for k, v in _key_values([key], row)]
        if not wanted:
            continue
        # A stored lower-case column uses its index under row security; lower(…) would not.
        stored = f"{key}_key" if f"{key}_key" in table.c else key
        column = table.c[stored]
        compared = func.lower(column) if stored == key and key in ("email", "domain") else column
        values: list[Any] = [UUID(v) for v in wanted] if key == "id" else wanted
        query = select(compared, table.c["id"], merged).where(
            table.c[ORGANIZATION] == organization_of(session),
            compared == any_(literal(values, ARRAY(column.type))),
        )
        for value, row_id, into in session.execute(query):
            match = (into or row_id, into is not None)
            if into is None:
                found[key, str(value)] = match
            else:
                found.setdefault((key, str(value)), match)
    return found


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

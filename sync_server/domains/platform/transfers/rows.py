"""Rows of a table as files have them: read, checked as a create over HTTP is, and upserted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import from_json
from sqlalchemy import any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from sync_server.domains.platform.transfers.importable import Problem, Written
from sync_server.domains.platform.transfers.models import Transfer
from sync_server.kernel import clock, sheets
from sync_server.kernel.errors import ServerError, sentence_of
from sync_server.kernel.resource import Resource
from sync_server.kernel.rows import change_row, insert_rows
from sync_server.kernel.schemas import Input
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION


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

    def check_options(self, _session: Session, _options: Mapping[str, Any]) -> None:
        """Rows of a table need to be told nothing."""

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
    for number, raw in enumerate(rows, 1):
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

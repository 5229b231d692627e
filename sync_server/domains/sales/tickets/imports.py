"""Tickets from elsewhere: a CSV or JSON of codes becomes tickets, upserted by code.

All rows are checked before anything is written. Codes may be anybody's. A row speaks of the ticket
that its code would present at a door, in whatever spelling (`shared.credentials`).
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Text, Uuid, any_, literal, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col

from shared import credentials
from shared.credentials import Credential, Medium
from sync_server.domains.sales.tickets import service
from sync_server.domains.sales.tickets.events import TicketsChanged
from sync_server.domains.sales.tickets.models import Ticket, TicketType
from sync_server.domains.sales.tickets.schemas import (
    ImportAnswer,
    ImportedRow,
    ImportRequest,
    ImportRow,
)
from sync_server.kernel import bulk, clock
from sync_server.kernel.errors import Invalid
from sync_server.kernel.events import emit
from sync_server.kernel.session import organization_of
from sync_server.kernel.sheets import Limits

T = TypeVar("T")

HEADERS: Mapping[str, str] = {
    "code": "code", "ticket code": "code", "ticketcode": "code", "barcode": "code",
    "qr code": "code", "ticket": "code", "secret": "code",
    "holder": "holder", "holder name": "holder", "name": "holder", "attendee": "holder",
    "attendee name": "holder", "guest": "holder", "full name": "holder",
    "email": "email", "e-mail": "email", "holder email": "email",
    "ticket type": "ticket_type", "type": "ticket_type", "tickettype": "ticket_type",
    "product": "ticket_type", "category": "ticket_type",
    "seat": "seat", "place": "seat",
    "status": "status",
    "payment": "payment", "payment status": "payment", "paid": "payment",
    "approval": "approval", "approval status": "approval",
    "attention": "attention", "flags": "attention",
    "note": "note", "door note": "note",
    "external reference": "external_reference", "reference": "external_reference",
    "order": "external_reference", "order number": "external_reference",
    "admits": "admits", "persons": "admits",
    "event date": "event_date", "date": "event_date",
    "valid from": "valid_from", "valid until": "valid_until",
    "nom": "holder", "invité": "holder", "gast": "holder", "nombre": "holder", "invitado": "holder",
    "catégorie": "ticket_type", "type de billet": "ticket_type", "kategorie": "ticket_type",
    "ticketart": "ticket_type", "categoría": "ticket_type", "siège": "seat", "platz": "seat",
    "sitz": "seat", "asiento": "seat", "statut": "status", "remarque": "note", "bemerkung": "note",
}  # fmt: skip
"""Column names in the wild, folded, and the field each means."""

_GUARDED = re.compile(r"=\"([^\"]*)\"|'([0-9][^']*)")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {"": "valid", "ok": "valid", "active": "valid", "canceled": "cancelled",
               "void": "cancelled", "stolen": "blocked", "banned": "blocked",
               "revoked": "transferred"},
    "payment": {"yes": "paid", "true": "paid", "1": "paid", "no": "pending", "false": "pending",
                "0": "pending", "unpaid": "pending", "open": "pending", "free": "comp",
                "complimentary": "comp"},
}  # fmt: skip
_FIELDS = {
    "holder": "holder_name",
    "email": "holder_email",
    "seat": "seat_label",
    "attention": "attention",
    "note": "door_note",
    "external_reference": "external_reference",
    "admits": "admits",
    "event_date": "event_date",
    "valid_from": "valid_from",
    "valid_until": "valid_until",
    "status": "status",
    "payment": "payment_status",
    "approval": "approval_status",
}
MAX_ROWS = 250_000
LIMITS = Limits(rows=MAX_ROWS)
_HEAD = 100_000
"""Letters in which the first line ends."""
_NEW: Mapping[str, Any] = {
    **dict.fromkeys(_FIELDS.values()),
    "attention": [],
    "admits": 1,
    "status": "valid",
    "payment_status": "paid",
    "approval_status": "none",
}
"""What a new ticket is where the import says nothing. Plain rows: there may be very many."""


@dataclass
class Plan:
    """What an import would do, before it is done."""

    created: list[dict[str, Any]] = field(default_factory=list)
    updated: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    rows: list[ImportedRow] = field(default_factory=list)

    def wrong(self) -> int:
        """How many rows cannot be taken."""
        return sum(row.status == "wrong" for row in self.rows)


def read_csv(content: bytes, limits: Limits = LIMITS) -> list[dict[str, Any]]:
    """Rows of a CSV as people export them: any delimiter, BOM or not, Excel's encodings."""
    text = _decoded(content)
    head = text[:_HEAD].splitlines(keepends=True)
    if head and head[0].lower().startswith("sep="):
        text = text[len(head.pop(0)) :]
    delimiter = max(";,\t|", key=head[0].count) if head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names: list[str] = []
    rows: list[dict[str, Any]] = []
    try:
        for row in _said(reader, limits):
            if names:
                rows.append(_cells(names, row))
                limits.check(len(rows), len(names))
            else:
                limits.check(0, len(row))
                names = _names(row)
    except csv.Error as problem:
        raise Invalid(f"The file is not a CSV: {problem}.") from None
    if not names:
        raise Invalid("The file is empty: it needs a header line and at least one ticket.")
    return rows


def _said(lines: Iterable[list[str]], limits: Limits) -> Iterator[list[str]]:
    """Lines that hold a word, and no more of others than there may be of these."""
    empty = 0
    for line in lines:
        if any(cell.strip() for cell in line):
            yield line
            continue
        empty += 1
        if empty > limits.rows:
            raise Invalid(f"A file may have {limits.rows:,} empty rows.")


_ROWS = TypeAdapter(list[dict[str, Any]])


def read_json(content: bytes, limits: Limits = LIMITS) -> list[dict[str, Any]]:
    """Either `{"tickets": [...]}` or the bare list."""
    limits.check_nesting(content)
    try:
        if content.lstrip().startswith(b"["):
            return _ROWS.validate_json(content)
        return ImportRequest.model_validate_json(content).tickets
    except ValidationError as problem:
        raise Invalid(f"This is no list of tickets: {problem.errors()[0]['msg']}.") from None


def told(rows: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """The rows of a spreadsheet as an import takes them."""
    return [{name.strip().lower(): cell for name, cell in row.items() if cell} for row in rows]


def meaning_of(header: str) -> str:
    """The field that a column of this name holds; empty where nobody knows."""
    return HEADERS.get(header.strip().casefold().replace("_", " "), "")


def mapped(mapping: Mapping[str, str], raw: Mapping[str, str]) -> dict[str, Any]:
    """A row of a file as an import takes it; `mapping` says what its columns are."""
    return _cells(list(mapping.values()), [raw.get(column, "") for column in mapping])


def find_problems(
    session: Session, event_id: UUID, rows: Sequence[Mapping[str, Any]], *, create_types: bool
) -> list[ImportedRow]:
    """The rows that could not be imported; nothing is written."""
    before = session.begin_nested()
    plan = _plan(session, event_id, rows, create_types=create_types)
    before.rollback()
    return [row for row in plan.rows if row.status == "wrong"]


def import_tickets(
    session: Session,
    event_id: UUID,
    rows: Sequence[Mapping[str, Any]],
    *,
    skip_wrong: bool,
    create_types: bool,
    at: datetime,
) -> ImportAnswer:
    """Upsert tickets by code. Nothing is written where a row is wrong, unless asked to skip."""
    if len(rows) > MAX_ROWS:
        raise Invalid(f"That is more than {MAX_ROWS:,} rows; split the file.")
    plan = _plan(session, event_id, rows, create_types=create_types)
    written = skip_wrong or not plan.wrong()
    if written:
        _write(session, event_id, plan, at)
    counts = {
        status: sum(row.status == status for row in plan.rows)
        for status in ("created", "updated", "unchanged", "wrong")
    }
    return ImportAnswer(written=written, rows=plan.rows, **counts)


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _names(header: Sequence[str]) -> list[str]:
    names = [meaning_of(cell) for cell in header]
    unknown = [cell.strip() for cell, name in zip(header, names, strict=True) if not name]
    twice = {name for name in names if name and names.count(name) > 1}
    if "code" not in names:
        raise Invalid(
            "The file has no column 'code'. Known columns: "
            + ", ".join(dict.fromkeys(HEADERS.values()))
            + f". Found: {', '.join(header)[:300]}."
        )
    if unknown:
        raise Invalid(f"Unknown columns: {', '.join(unknown)[:300]}. Rename or remove them.")
    if twice:
        raise Invalid(f"Two columns mean the same: {', '.join(sorted(twice))}.")
    return names


def _cells(names: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    """Empty cells say nothing; flags are split; words of other systems become ours."""
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        return {"too many cells": len(row)}
    cells: dict[str, Any] = {}
    for name, cell in zip(names, row, strict=False):
        value = _unguarded(cell.strip())
        if name in _WORDS and value:
            value = _WORDS[name].get(value.casefold(), value.casefold())
        if value:
            cells[name] = value
    if "attention" in cells:
        flags = str(cells["attention"]).replace("|", ",").replace(";", ",").split(",")
        cells["attention"] = [flag.strip() for flag in flags if flag.strip()]
    return cells


def _unguarded(cell: str) -> str:
    """Without what people write around a code so that a spreadsheet leaves its zeros: ="0012", '0012."""
    found = _GUARDED.fullmatch(cell)
    return next(filter(None, found.groups()), "") if found else cell


def _plan(
    session: Session, event_id: UUID, rows: Sequence[Mapping[str, Any]], *, create_types: bool
) -> Plan:
    plan, seen = Plan(), dict[bytes, int]()
    types = dict(service.ticket_type_names(session, event_id))
    written = [str(row.get("code", "")).strip() for row in rows]
    codes = {code: credentials.from_text(code, Medium.API) for code in written}
    known = _known(session, event_id, {c: shown for c, shown in codes.items() if "\0" not in c})
    for number, (sent, code) in enumerate(
        zip(rows, map(codes.__getitem__, written), strict=True), 1
    ):
        parsed = _parsed(sent, number)
        if isinstance(parsed, ImportedRow):
            plan.rows.append(parsed)
            continue
        ticket = _first(known, code)
        problem = _problem(
            parsed, code, event_id, types, ticket, _first(seen, code), create_types=create_types
        )
        for digest in _told_apart_by(parsed.code, code):
            seen.setdefault(digest, number)
        if problem:
            plan.rows.append(
                ImportedRow(row=number, code=parsed.code, status="wrong", problem=problem)
            )
            continue
        if parsed.ticket_type and parsed.ticket_type.casefold() not in types:
            types[parsed.ticket_type.casefold()] = _new_type(session, event_id, parsed.ticket_type)
        status = _take(session, plan, event_id, parsed, types, ticket)
        plan.rows.append(ImportedRow(row=number, code=parsed.code, status=status))
    return plan


def _parsed(sent: Mapping[str, Any], number: int) -> ImportRow | ImportedRow:
    try:
        return ImportRow.model_validate(sent)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "row"
        code = sent.get("code")
        return ImportedRow(
            row=number,
            code=str(code)[:255] if code else None,
            status="wrong",
            problem=f"{where}: {first['msg']}",
        )


def _told_apart_by(text: str, code: Credential) -> list[bytes]:
    """What no other row may have: the code, and what it carries where it is a link."""
    carried = credentials.carried_by(text)
    return [code.digest, *([credentials.from_text(carried, Medium.API).digest] if carried else [])]


def _first(found: Mapping[bytes, T], code: Credential) -> T | None:
    """What is found under a code, in the first of its spellings that is there."""
    return next((found[digest] for digest in code.digests if digest in found), None)


def _problem(
    row: ImportRow,
    code: Credential,
    event_id: UUID,
    types: Mapping[str, UUID],
    ticket: Ticket | None,
    same_as: int | None,
    *,
    create_types: bool,
) -> str | None:
    if len(row.code.encode()) > credentials.MAX_BYTES:
        return "code: it is longer than what a scanner reads, 4,096 bytes"
    if code.unreadable or "\0" in row.code:
        return "code: it holds nothing a scanner could read"
    if same_as is not None:
        return f"code: the same as in row {same_as}"
    if ticket is not None and ticket.event_id != event_id:
        return "code: it belongs to another event of yours"
    if _is_backwards(row, ticket):
        return "valid_until: it must come after valid_from"
    if ticket is None and not row.ticket_type:
        return "ticket_type: a new ticket needs one"
    if row.ticket_type and row.ticket_type.casefold() not in types and not create_types:
        listed = ", ".join(sorted(types)) or "none yet"
        return f"ticket_type: '{row.ticket_type}' is none of this event's ({listed})"
    return None


def _is_backwards(row: ImportRow, ticket: Ticket | None) -> bool:
    """Whether the ticket would end before it begins, with what is known of it already."""
    begins = row.valid_from or (ticket.valid_from if ticket else None)
    ends = row.valid_until or (ticket.valid_until if ticket else None)
    return begins is not None and ends is not None and ends <= begins


def _take(
    session: Session,
    plan: Plan,
    event_id: UUID,
    row: ImportRow,
    types: Mapping[str, UUID],
    ticket: Ticket | None,
) -> Any:
    sent = row.model_dump(exclude_unset=True, exclude={"code", "ticket_type"})
    values = {_FIELDS[name]: value for name, value in sent.items() if value is not None}
    if row.ticket_type:
        values["ticket_type_id"] = types[row.ticket_type.casefold()]
    if ticket is None:
        plan.created.append(
            {
                "organization_id": organization_of(session),
                "id": clock.new_id(),
                "event_id": event_id,
                "ticket_code": service.listed_as(row.code),
                # What the code of a printed ticket holds, where the other is only its name.
                "qr_payload": row.code if len(row.code) > service.LONGEST_LISTED else None,
                **_NEW,
                **values,
            }
        )
        return "created"
    changed = {name: value for name, value in values.items() if getattr(ticket, name) != value}
    if not changed:
        return "unchanged"
    plan.updated[ticket.id] = changed
    return "updated"


def _known(
    session: Session, event_id: UUID, codes: Mapping[str, Credential]
) -> dict[bytes, Ticket]:
    """The tickets that codes present at this event, a live credential before a revoked one.

    And those that have just this code, at any event: no two tickets of an organization may.
    """
    shown = {(event_id, digest) for code in codes.values() for digest in code.digests}
    found = service.find_credentials(shown).fetch(session)
    ids = {digest: credential.ticket_id for (_, digest), credential in found.items()}
    rows = session.scalars(
        select(Ticket).where(
            col(Ticket.organization_id) == organization_of(session),
            # One array, not a parameter each: a statement takes 65,535 of those.
            or_(
                col(Ticket.id) == any_(literal(list(ids.values()), ARRAY(Uuid))),
                col(Ticket.ticket_code) == any_(literal(list(codes), ARRAY(Text))),
            ),
        )
    ).all()
    by_id = {row.id: row for row in rows}
    has_code = {codes[row.ticket_code].digest: row for row in rows if row.ticket_code in codes}
    return has_code | {digest: by_id[ticket_id] for digest, ticket_id in ids.items()}


def _new_type(session: Session, event_id: UUID, name: str) -> UUID:
    currency = session.scalars(
        select(TicketType.currency).where(  # type: ignore[call-overload]
            col(TicketType.organization_id) == organization_of(session),
            col(TicketType.event_id) == event_id,
        )
    ).first()
    kind = TicketType(
        organization_id=organization_of(session),
        event_id=event_id,
        name=name,
        currency=currency or "CAD",
    )
    session.add(kind)
    session.flush()
    return kind.id


def _write(session: Session, event_id: UUID, plan: Plan, at: datetime) -> None:
    if plan.created:
        columns = list(plan.created[0])
        bulk.insert_many(
            session, "tickets", columns, [[row[name] for name in columns] for row in plan.created]
        )
    service.add_credentials(
        session,
        [
            service.credential_of(
                event_id, row["id"], "code", row["qr_payload"] or row["ticket_code"]
            )
            for row in plan.created
        ]
        + [
            service.credential_of(event_id, row["id"], "code", carried)
            for row in plan.created
            if (carried := credentials.carried_by(row["qr_payload"] or row["ticket_code"]))
        ],
    )
    for ticket_id, values in plan.updated.items():
        session.execute(
            update(Ticket)
            .where(
                col(Ticket.organization_id) == organization_of(session),
                col(Ticket.id) == ticket_id,
            )
            .values(**values)
        )
    _write_states(session, plan, at)
    if plan.updated:
        emit(session, TicketsChanged(event_id, frozenset(plan.updated)))


def _write_states(session: Session, plan: Plan, at: datetime) -> None:
    """A ticket first seen canceled was so since ever; a known one is from now on."""
    fresh: list[tuple[UUID, str, datetime | None]] = [
        (row["id"], state, None)
        for row in plan.created
        for state in _states(row["status"], row["payment_status"], row["approval_status"])
    ]
    touched = {
        ticket_id: values
        for ticket_id, values in plan.updated.items()
        if {"status", "payment_status", "approval_status"} & values.keys()
    }
    holding = service.open_states(session, list(touched))
    for ticket_id, values in touched.items():
        wanted = set(_states_of_change(values))
        ruled = set(_ruled_states(values))
        for name, row in holding.get(ticket_id, {}).items():
            if name in ruled and name not in wanted:
                row.until = max(at, row.since) if row.since else at
        fresh += [(ticket_id, name, at) for name in wanted - holding.get(ticket_id, {}).keys()]
    session.flush()
    organization = organization_of(session)
    bulk.insert_many(
        session,
        "ticket_states",
        ("organization_id", "id", "ticket_id", "state", "since"),
        [(organization, clock.new_id(), *row) for row in fresh],
    )


def _states(status: str, payment: str, approval: str) -> Iterable[str]:
    if status in service.STATUS_STATES:
        yield service.STATUS_STATES[status]
    if payment in ("pending", "failed"):
        yield "unpaid"
    if approval in ("pending", "denied"):
        yield "unapproved"


def _states_of_change(values: Mapping[str, Any]) -> Iterable[str]:
    return _states(
        values.get("status", "valid"),
        values.get("payment_status", "paid"),
        values.get("approval_status", "none"),
    )


def _ruled_states(values: Mapping[str, Any]) -> Iterable[str]:
    """The states that the sent columns speak of, and may therefore end."""
    if "status" in values:
        yield from service.STATUS_STATES.values()
    if "payment_status" in values:
        yield "unpaid"
    if "approval_status" in values:
        yield "unapproved"

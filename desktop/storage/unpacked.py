"""Entries laid open for decisions, in tables beside the journal; its own and others' alike."""

import logging
from uuid import UUID

from pydantic import ValidationError

from desktop.clock import to_ms
from desktop.storage.database import Database
from shared.ledger import Status
from shared.protocol import (
    AnnulBody,
    EntryBody,
    LinkBody,
    PaymentBody,
    ScanBody,
    SeatBody,
    parse_body,
)
from shared.seating import Move

log = logging.getLogger(__name__)


def understood(text: str | bytes) -> EntryBody | None:
    """What an entry says; one that a newer kiosk wrote may be beyond this one, and is kept."""
    try:
        body: EntryBody = parse_body(text, lenient=True)
    except ValidationError:
        log.warning("an entry of another device is not understood here")
        return None
    return body


def unpack(database: Database, body: EntryBody, *, own: bool) -> set[tuple[str, str]]:
    """Lay an entry open for decisions; the passages it touches."""
    if isinstance(body, ScanBody):
        database.execute(
            "INSERT OR IGNORE INTO scans (entry_id, list_id, ticket_id, at_ms, device_id, seq,"
            " judged_at_ms, direction, persons, verdict, reason, warnings, bypassed, answered,"
            " medium, gate_id, own) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                str(body.entry_id), str(body.list_id), _text(body.ticket_id), body.stamp.at_ms,
                str(body.device_id), body.seq, to_ms(body.judged_at), body.direction.value,
                body.persons, body.verdict.value, body.reason, ",".join(body.warnings),
                ",".join(body.bypassed), ",".join(map(str, body.answered)), body.medium,
                _text(body.gate_id), int(own),
            ),
        )  # fmt: skip
        if body.ticket_id and body.verdict is Status.ACCEPTED:
            return {(str(body.list_id), str(body.ticket_id))}
    elif isinstance(body, AnnulBody):
        database.execute(
            "INSERT OR IGNORE INTO annuls (scan_id, annul_id) VALUES (?, ?)",
            (str(body.annuls), str(body.entry_id)),
        )
        return {(str(body.list_id), str(body.ticket_id))}
    elif isinstance(body, LinkBody):
        database.execute(
            "INSERT OR IGNORE INTO links (entry_id, digest, ticket_id, at_ms, label, replaces,"
            " kind, scan_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                str(body.entry_id), body.digest, str(body.ticket_id), body.stamp.at_ms,
                body.label, body.replaces, body.credential_kind, _text(body.scan_id),
            ),
        )  # fmt: skip
    elif isinstance(body, SeatBody):
        _unpack_seat(database, body.move())
    elif isinstance(body, PaymentBody):
        database.execute(
            "INSERT OR IGNORE INTO payments (entry_id, ticket_id, at_ms, amount, currency,"
            " method) VALUES (?, ?, ?, ?, ?, ?)",
            (
                str(body.entry_id), str(body.ticket_id), to_ms(body.judged_at), body.amount,
                body.currency, body.method,
            ),
        )  # fmt: skip
    return set()


def take_out(database: Database, body: EntryBody) -> None:
    """What an entry said is not so. In a transaction."""
    for table in ("scans", "links", "seat_moves"):
        database.execute(f"DELETE FROM {table} WHERE entry_id = ?", (str(body.entry_id),))
    if isinstance(body, AnnulBody):
        database.execute("DELETE FROM annuls WHERE annul_id = ?", (str(body.entry_id),))
    _unpack_what_it_hid(database, body)


def _unpack_what_it_hid(database: Database, gone: EntryBody) -> None:
    """What others say by the same id, and who else took the same scan back."""
    annuls = gone.annuls if isinstance(gone, AnnulBody) else None
    rows = database.all(
        "SELECT body, 1 FROM entries WHERE entry_id = ?1 OR (?2 AND kind = 'annul') UNION ALL"
        " SELECT body, 0 FROM foreign_entries"
        " WHERE (entry_id = ?1 OR (?2 AND kind = 'annul')) AND counts = 1",
        (str(gone.entry_id), annuls is not None),
    )
    for text, own in rows:
        body = understood(bytes(text))
        if body and (body.entry_id == gone.entry_id or getattr(body, "annuls", 0) == annuls):
            unpack(database, body, own=bool(own))


def _unpack_seat(database: Database, move: Move) -> None:
    person, origin, other = move.person, move.origin, move.other
    database.execute(
        "INSERT OR IGNORE INTO seat_moves (entry_id, at_ms, device_id, seq, action, seat_id,"
        " place, ticket_id, person, from_seat_id, from_place, other_ticket_id, other_person,"
        " reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            str(move.id), move.stamp.at_ms, str(move.stamp.device_id), move.stamp.seq,
            move.action.value, str(move.spot.seat_id), move.spot.place,
            *((str(person.ticket_id), person.number) if person else (None, None)),
            *((str(origin.seat_id), origin.place) if origin else (None, None)),
            *((str(other.ticket_id), other.number) if other else (None, None)),
            move.reason,
        ),
    )  # fmt: skip


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None

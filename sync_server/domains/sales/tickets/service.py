"""Tickets: issued, re-issued, their states, and what a decision must know of them."""

import secrets as randomness
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import Table, Uuid, any_, func, literal, or_, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col

from shared import admission, credentials
from shared.credentials import SignedTicket
from sync_server.domains.sales.tickets.claims import Claim as Claim  # for other domains
from sync_server.domains.sales.tickets.claims import Loss as Loss
from sync_server.domains.sales.tickets.claims import presented_before as presented_before
from sync_server.domains.sales.tickets.claims import settle_claims as settle_claims
from sync_server.domains.sales.tickets.events import TicketsChanged
from sync_server.domains.sales.tickets.models import (
    Ticket,
    TicketCredential,
    TicketSigningKey,
    TicketState,
    TicketType,
)
from sync_server.kernel import bulk, clock
from sync_server.kernel.events import emit
from sync_server.kernel.secrets import SecretBox, public_bytes
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Query, Rows
from sync_server.kernel.windows import require_forward

_TICKETS: Table = Ticket.__table__  # type: ignore[attr-defined]
LONGEST_LISTED = 255
_CODE_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
STATUS_STATES = {
    "cancelled": "canceled",
    "refunded": "refunded",
    "blocked": "blocked",
    "transferred": "revoked",
}
"""Stored status words and the state each means (`admission.md`, "Small decisions")."""


@dataclass(frozen=True)
class FoundCredential:
    """Which ticket a digest presents, and since when it no longer does."""

    ticket_id: UUID
    revoked_at: datetime | None


class NewCredential(NamedTuple):
    """A row of `ticket_credentials` to be stored; plain, because there may be very many."""

    event_id: UUID
    ticket_id: UUID
    kind: str
    digest: bytes
    label: str


@dataclass(frozen=True)
class TicketCard:
    """What people at the door may see of a ticket."""

    id: UUID
    event_id: UUID
    holder_name: str | None
    seat: str | None
    door_note: str | None
    issue_number: int


def new_code() -> str:
    """A ticket code of 80 random bits, in letters that nobody confuses."""
    return "".join(randomness.choice(_CODE_ALPHABET) for _ in range(16))


def admission_tickets(ids: Collection[UUID]) -> Query[dict[UUID, admission.Ticket]]:
    """The tickets as `shared.admission.decide` wants them."""
    return Query(
        # Materialised, so that no planner without statistics walks all tickets of a type.
        "WITH k AS MATERIALIZED (SELECT * FROM tickets"
        "  WHERE organization_id = %(organization)s AND id = ANY(%(ids)s))"
        " SELECT k.id, k.ticket_type_id, y.name AS ticket_type, k.admits, k.valid_from,"
        " k.valid_until, y.valid_from AS type_from, y.valid_until AS type_until, k.event_date,"
        " k.product_id, k.attention, y.valid_while_pending, y.requires_wristband,"
        " (SELECT array_agg(ARRAY[s.state, s.since::text, s.until::text]) FROM ticket_states s"
        "  WHERE s.organization_id = k.organization_id AND s.ticket_id = k.id) AS states"
        " FROM k JOIN ticket_types y"
        " ON y.organization_id = k.organization_id AND y.id = k.ticket_type_id",
        _read_tickets,
        {"ids": list(ids)},
    )


def _read_tickets(rows: Rows) -> dict[UUID, admission.Ticket]:
    tickets = {}
    for row in rows:
        start, end = admission.validity(
            (row.valid_from, row.valid_until), (row.type_from, row.type_until)
        )
        tickets[row.id] = admission.Ticket(
            id=row.id,
            ticket_type_id=row.ticket_type_id,
            ticket_type=row.ticket_type,
            admits=row.admits,
            states=tuple(
                admission.State(name, _parsed(since), _parsed(until))
                for name, since, until in row.states or ()
            ),
            valid_from=start,
            valid_until=end,
            event_date=row.event_date,
            product_id=row.product_id,
            attention=tuple(row.attention),
            valid_while_pending=row.valid_while_pending,
            requires_wristband=row.requires_wristband,
        )
    return tickets


def cards(ids: Collection[UUID]) -> Query[dict[UUID, TicketCard]]:
    """What to show of tickets."""
    return Query(
        "SELECT id, event_id, holder_name, seat_label, door_note, issue_number FROM tickets"
        " WHERE organization_id = %(organization)s AND id = ANY(%(ids)s)",
        lambda rows: {row.id: TicketCard(*row) for row in rows},
        {"ids": list(ids)},
    )


def find_credentials(
    presented: Collection[tuple[UUID, bytes]],
) -> Query[dict[tuple[UUID, bytes], FoundCredential]]:
    """The ticket that each digest presents at its event: a live link before a revoked one."""
    return Query(
        "SELECT c.event_id, c.digest, c.ticket_id, c.revoked_at"
        " FROM unnest(CAST(%(events)s AS uuid[]), CAST(%(digests)s AS bytea[])) p(event_id, digest)"
        " JOIN ticket_credentials c ON c.organization_id = %(organization)s"
        "  AND c.event_id = p.event_id AND c.digest = p.digest"
        " ORDER BY c.revoked_at NULLS LAST",
        lambda rows: {
            (row.event_id, bytes(row.digest)): FoundCredential(row.ticket_id, row.revoked_at)
            for row in rows
        },
        {
            "events": [event_id for event_id, _ in presented],
            "digests": [digest for _, digest in presented],
        },
    )


def as_listed(session: Session, said: str) -> str:
    """What to search for: the code of the ticket that this text would present, else the text itself."""
    shown = credentials.from_text(said, credentials.Medium.TYPED)
    found = session.execute(
        text(
            "SELECT t.ticket_code FROM events e JOIN ticket_credentials c"
            " ON c.organization_id = e.organization_id AND c.event_id = e.id"
            " AND c.digest = ANY(:digests)"
            " JOIN tickets t ON t.organization_id = c.organization_id AND t.id = c.ticket_id"
            " WHERE e.organization_id = :organization ORDER BY c.revoked_at IS NOT NULL LIMIT 1"
        ),
        {"organization": organization_of(session), "digests": list(shown.digests)},
    ).scalar()
    return found or said


def event_presenting(session: Session, event_id: UUID, digests: Sequence[bytes]) -> str | None:
    """The name of another event, within seven days of this one, whose ticket this is."""
    return session.execute(
        text(
            "SELECT o.name FROM ticket_credentials c JOIN events o"
            " ON o.organization_id = c.organization_id AND o.id = c.event_id"
            " JOIN events e ON e.organization_id = c.organization_id AND e.id = :event"
            " WHERE c.organization_id = :organization AND c.digest = ANY(:digests)"
            " AND c.event_id <> :event AND c.revoked_at IS NULL AND o.starts_at"
            " BETWEEN e.starts_at - interval '7 days' AND e.starts_at + interval '7 days' LIMIT 1"
        ),
        {
            "organization": organization_of(session),
            "event": event_id,
            "digests": list(digests),
        },
    ).scalar()


def revocations(ticket_ids: Collection[UUID]) -> Query[dict[tuple[UUID, bytes], datetime]]:
    """When each (ticket, digest) of these tickets stopped being good, where it did."""
    return Query(
        "SELECT ticket_id, digest, max(revoked_at) AS revoked_at FROM ticket_credentials"
        " WHERE organization_id = %(organization)s AND ticket_id = ANY(%(tickets)s)"
        " GROUP BY ticket_id, digest HAVING bool_and(revoked_at IS NOT NULL)",
        lambda rows: {(row.ticket_id, bytes(row.digest)): row.revoked_at for row in rows},
        {"tickets": list(ticket_ids)},
    )


def has_wristband(session: Session, ticket_id: UUID) -> bool:
    """Whether a live wristband or tag is linked to the ticket."""
    query = select(TicketCredential.id).where(  # type: ignore[call-overload]
        col(TicketCredential.organization_id) == organization_of(session),
        col(TicketCredential.ticket_id) == ticket_id,
        col(TicketCredential.kind).in_(("nfc", "rfid", "wristband")),
        col(TicketCredential.revoked_at).is_(None),
    )
    return session.execute(query).first() is not None


def addons(session: Session, ticket_id: UUID, product_ids: Collection[UUID]) -> list[UUID]:
    """Add-on tickets of a base ticket for one of these products."""
    query = select(Ticket.id).where(  # type: ignore[call-overload]
        col(Ticket.organization_id) == organization_of(session),
        col(Ticket.addon_to_id) == ticket_id,
        col(Ticket.product_id).in_(product_ids),
    )
    return list(session.scalars(query.order_by(col(Ticket.id))))


def set_state(session: Session, ticket: Ticket, state: str, *, holds: bool, at: datetime) -> None:
    """Begin or end something that holds for a ticket; what depends on it is judged again."""
    open_state = session.scalars(
        select(TicketState).where(
            col(TicketState.organization_id) == organization_of(session),
            col(TicketState.ticket_id) == ticket.id,
            col(TicketState.state) == state,
            col(TicketState.until).is_(None),
        )
    ).first()
    if holds and open_state is None:
        session.add(
            TicketState(
                organization_id=organization_of(session),
                ticket_id=ticket.id,
                state=state,
                since=at,
            )
        )
    elif not holds and open_state is not None:
        open_state.until = max(at, open_state.since) if open_state.since else at
    else:
        return
    session.flush()
    emit(session, TicketsChanged(ticket.event_id, frozenset({ticket.id})))


def set_status(session: Session, ticket: Ticket, status: str, at: datetime) -> None:
    """Cancel, refund, block, transfer or restore a ticket."""
    for word, state in STATUS_STATES.items():
        set_state(session, ticket, state, holds=word == status, at=at)
    ticket.status = status
    if status == "cancelled":
        ticket.canceled_at = at
    elif status == "refunded":
        ticket.refunded_at = at
    elif status == "blocked":
        ticket.blocked_at = at
    session.flush()


def set_payment(session: Session, ticket: Ticket, payment_status: str, at: datetime) -> None:
    """Record that a ticket was paid, or is not.

    Several may have taken the money, and who did first may be heard of last: it is paid from the
    earliest of these moments on.
    """
    if payment_status in ("pending", "failed"):
        set_state(session, ticket, "unpaid", holds=True, at=at)
    else:
        _end_by(session, ticket, "unpaid", at)
    ticket.payment_status = payment_status
    session.flush()


def _end_by(session: Session, ticket: Ticket, state: str, at: datetime) -> None:
    """End this at the latest then, also where it is known to have ended later."""
    ended = session.scalars(
        update(TicketState)
        .where(
            col(TicketState.organization_id) == organization_of(session),
            col(TicketState.ticket_id) == ticket.id,
            col(TicketState.state) == state,
            or_(col(TicketState.until).is_(None), col(TicketState.until) > at),
        )
        .values(until=func.greatest(at, col(TicketState.since)))
        .returning(col(TicketState.id))
    ).all()
    if ended:
        emit(session, TicketsChanged(ticket.event_id, frozenset({ticket.id})))


def signing_key(session: Session, box: SecretBox) -> tuple[TicketSigningKey, Ed25519PrivateKey]:
    """The organization's current key for signing tickets, made on first use."""
    row = session.scalars(
        select(TicketSigningKey)
        .where(
            col(TicketSigningKey.organization_id) == organization_of(session),
            col(TicketSigningKey.revoked_at).is_(None),
            col(TicketSigningKey.private_key).is_not(None),
        )
        .order_by(col(TicketSigningKey.not_before).desc())
    ).first()
    if row is not None and row.private_key is not None:
        return row, Ed25519PrivateKey.from_private_bytes(box.open(row.private_key))
    private = Ed25519PrivateKey.generate()
    raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    row = TicketSigningKey(
        organization_id=organization_of(session),
        key_id=randomness.token_bytes(4),
        public_key=public_bytes(private),
        private_key=box.seal(raw),
    )
    session.add(row)
    session.flush()
    return row, private


def issue(session: Session, box: SecretBox, tickets: Sequence[Ticket]) -> None:
    """Store tickets of our own: signed, with the credentials that present them."""
    row, private = signing_key(session, box)
    for ticket in tickets:
        require_forward(
            _TICKETS, {"valid_from": ticket.valid_from, "valid_until": ticket.valid_until}
        )
        _sign(ticket, row, private)
    columns = [name for name in Ticket.model_fields if name != "changed_xid"]
    bulk.insert_many(
        session, "tickets", columns, [[getattr(t, name) for name in columns] for t in tickets]
    )
    add_credentials(session, [c for ticket in tickets for c in own_credentials(ticket)])


def reissue(session: Session, box: SecretBox, ticket: Ticket, at: datetime) -> None:
    """A new code and QR for a ticket; the old ones are revoked from this moment on."""
    session.execute(
        update(TicketCredential)
        .where(
            col(TicketCredential.organization_id) == organization_of(session),
            col(TicketCredential.ticket_id) == ticket.id,
            col(TicketCredential.kind).in_(("qr", "signed_qr", "code", "barcode")),
            col(TicketCredential.revoked_at).is_(None),
        )
        .values(revoked_at=at, revoke_reason="re-issued")
    )
    ticket.issue_number += 1
    ticket.ticket_code = new_code()
    _sign(ticket, *signing_key(session, box))
    session.flush()
    add_credentials(session, own_credentials(ticket))
    emit(session, TicketsChanged(ticket.event_id, frozenset({ticket.id})))


def own_credentials(ticket: Ticket) -> list[NewCredential]:
    """What presents a ticket of our own: its typed code and its signed QR."""
    made = [credential_of(ticket.event_id, ticket.id, "code", ticket.ticket_code)]
    if ticket.qr_payload:
        made.append(credential_of(ticket.event_id, ticket.id, "signed_qr", ticket.qr_payload))
    return made


def listed_as(code: str) -> str:
    """What a ticket is called by in lists: its code, or the beginning of one too long for a line.

    Other systems put whole records into a QR; the digest at the end keeps two of them apart.
    """
    if len(code) <= LONGEST_LISTED:
        return code
    digest = credentials.from_text(code, credentials.Medium.API).digest.hex()
    return f"{code[: LONGEST_LISTED - len(digest) - 1]}…{digest}"


def credential_of(event_id: UUID, ticket_id: UUID, kind: str, code: str) -> NewCredential:
    """The stored form of a code: its digest, and the last four characters for people."""
    shown = credentials.from_text(code, credentials.Medium.API)
    return NewCredential(event_id, ticket_id, kind, shown.digest, shown.tail)


def add_credentials(session: Session, rows: Iterable[NewCredential]) -> None:
    """Store credentials; one that is live at this event already stays as it is."""
    organization = organization_of(session)
    bulk.insert_many(
        session,
        "ticket_credentials",
        ("organization_id", "id", *NewCredential._fields),
        [(organization, clock.new_id(), *row) for row in rows],
        "ON CONFLICT (organization_id, event_id, digest) WHERE revoked_at IS NULL DO NOTHING",
    )


def ticket_type_names(session: Session, event_id: UUID) -> Mapping[str, UUID]:
    """The event's ticket types by lower-case name."""
    rows = session.execute(
        select(TicketType.name, TicketType.id).where(  # type: ignore[call-overload]
            col(TicketType.organization_id) == organization_of(session),
            col(TicketType.event_id) == event_id,
        )
    )
    return {row.name.casefold(): row.id for row in rows}


def open_states(
    session: Session, ticket_ids: Collection[UUID]
) -> dict[UUID, dict[str, TicketState]]:
    """The states that hold without an end, by ticket and name."""
    rows = session.scalars(
        select(TicketState).where(
            col(TicketState.organization_id) == organization_of(session),
            col(TicketState.ticket_id) == any_(literal(list(ticket_ids), ARRAY(Uuid))),
            col(TicketState.until).is_(None),
        )
    )
    found: dict[UUID, dict[str, TicketState]] = defaultdict(dict)
    for row in rows:
        found[row.ticket_id][row.state] = row
    return found


def _sign(ticket: Ticket, row: TicketSigningKey, private: Ed25519PrivateKey) -> None:
    signed = credentials.sign(
        SignedTicket(
            key_id=row.key_id,
            ticket_id=ticket.id,
            event_id=ticket.event_id,
            ticket_type_id=ticket.ticket_type_id,
            issue_number=ticket.issue_number,
            admits=min(255, ticket.admits),
            valid_from=ticket.valid_from,
            valid_until=ticket.valid_until,
            signature=b"",
        ),
        private,
    )
    ticket.signing_key_id, ticket.qr_payload = row.id, signed.text()


def _parsed(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment).astimezone(clock.UTC) if moment else None


def settle_at_door(session: Session, ticket_id: UUID, at: datetime) -> None:
    """A door took the money: the ticket is paid from that moment on."""
    ticket = session.get(Ticket, (organization_of(session), ticket_id))
    if ticket is not None:
        set_payment(session, ticket, "paid", at)

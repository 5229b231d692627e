"""What the database knows, gathered into the `Facts` that `shared.admission.decide` reads."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared import rules
from shared.admission import CheckInList, Facts, Question, Room, Ticket
from shared.credentials import Credential, SignedTicket
from shared.ids import NIL
from shared.ledger import (
    Annul,
    Direction,
    Passage,
    Policy,
    Scan,
    Stamp,
    Status,
    Terms,
    fold,
    last_check_out,
)
from sync_server.domains.sales.tickets import service as sales
from sync_server.kernel.session import organization_of

Key = tuple[UUID, UUID]
"""A list and a ticket: what one passage is of."""


_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class DoorList:
    """A check-in list with what only the server needs of it."""

    list: CheckInList
    event_id: UUID
    zone_id: UUID | None
    capacity: int | None
    refuses: bool


@dataclass(frozen=True)
class Presented:
    """What a credential turned out to be."""

    ticket_id: UUID | None = None
    carried: Ticket | None = None
    forged: bool = False
    revoked_at: datetime | None = None
    other_event: str | None = None


def load_lists(session: Session, ids: Collection[UUID]) -> dict[UUID, DoorList]:
    """Lists by id, with the ticket types and products they take."""
    rows = session.execute(
        text(
            "SELECT l.*, e.timezone,"
            " ARRAY(SELECT y.ticket_type_id FROM check_in_list_ticket_types y"
            "  WHERE y.organization_id = l.organization_id AND y.check_in_list_id = l.id) AS types,"
            " ARRAY(SELECT p.product_id FROM check_in_list_products p"
            "  WHERE p.organization_id = l.organization_id AND p.check_in_list_id = l.id) AS products"
            " FROM check_in_lists l"
            " JOIN events e ON e.organization_id = l.organization_id AND e.id = l.event_id"
            " WHERE l.organization_id = :organization AND l.id = ANY(:ids)"
        ),
        {"organization": organization_of(session), "ids": list(ids)},
    )
    return {
        row.id: DoorList(
            list=CheckInList(
                id=row.id,
                name=row.name,
                policy=Policy(row.entry_policy),
                all_ticket_types=row.all_ticket_types,
                ticket_type_ids=frozenset(row.types),
                product_ids=frozenset(row.products),
                match_addons=row.match_addons,
                admits_pending=row.admits_pending,
                opens_at=row.opens_at,
                closes_at=row.closes_at,
                event_date=row.event_date,
                acknowledge_attention=row.acknowledge_attention,
                exit_all_at=row.exit_all_at,
                rule=rules.parse(row.rules),
                timezone=row.timezone,
            ),
            event_id=row.event_id,
            zone_id=row.zone_id,
            capacity=row.capacity,
            refuses=row.capacity_mode == "refuse",
        )
        for row in rows
    }


def load_scans(session: Session, keys: Collection[Key]) -> dict[Key, list[Scan | Annul]]:
    """The accepted scans of each ticket on each list, and which of them were taken back."""
    rows = session.execute(
        text(
            "SELECT s.id, s.check_in_list_id, s.ticket_id, s.stamp_ms, s.device_id, s.seq,"
            " s.judged_at, s.direction, s.persons, s.bypassed, s.gate_id, s.annulled_by"
            " FROM scans s JOIN unnest(CAST(:lists AS uuid[]), CAST(:tickets AS uuid[]))"
            " AS k(list_id, ticket_id)"
            " ON s.ticket_id = k.ticket_id AND s.check_in_list_id = k.list_id"
            " WHERE s.organization_id = :organization AND s.verdict = 'accepted'"
        ),
        {
            "organization": organization_of(session),
            "lists": [key[0] for key in keys],
            "tickets": [key[1] for key in keys],
        },
    )
    found: dict[Key, list[Scan | Annul]] = defaultdict(list)
    for row in rows:
        entries = found[row.check_in_list_id, row.ticket_id]
        entries.append(
            Scan(
                stamp=Stamp(row.stamp_ms, row.device_id or NIL, row.seq or 0, row.id),
                judged_at=row.judged_at,
                direction=Direction(row.direction),
                persons=row.persons,
                status=Status.ACCEPTED,
                bypassed=frozenset(row.bypassed),
                gate_id=row.gate_id,
            )
        )
        if row.annulled_by:
            entries.append(Annul(row.id))
    return found


def present(session: Session, event_id: UUID, credential: Credential) -> Presented:
    """Look a credential up."""
    if credential.unreadable:
        return Presented()
    signed = credential.signed
    keys = signing_keys(session) if signed is not None else {}
    verified = False
    if signed is not None and signed.key_id in keys:
        verified = signed.verifies(keys[signed.key_id])
        if not verified:
            return Presented(forged=True)
    digests = (credential.digest, *credential.alternatives)
    found = sales.find_credential(session, event_id, digests)
    if found is not None:
        return Presented(found.ticket_id, revoked_at=found.revoked_at)
    other = sales.event_presenting(session, event_id, digests)
    if other is None and signed is not None and verified and signed.event_id == event_id:
        return _signed(session, signed)
    return Presented(other_event=other)


def _signed(session: Session, signed: SignedTicket) -> Presented:
    """A verified code that is not listed: the ticket may still be here, re-issued since."""
    card = sales.card(session, signed.ticket_id)
    if card is None:
        return Presented(signed.ticket_id, carried=carried_ticket(signed))
    old = signed.issue_number < card.issue_number
    return Presented(signed.ticket_id, revoked_at=_EVER if old else None)


def carried_ticket(signed: SignedTicket) -> Ticket:
    """What a verified code says of itself, for a ticket that is not in the list yet."""
    return Ticket(
        id=signed.ticket_id,
        ticket_type_id=signed.ticket_type_id,
        admits=signed.admits,
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
    )


def signing_keys(session: Session) -> dict[bytes, bytes]:
    """Public keys of the organization by key id."""
    rows = session.execute(
        text(
            "SELECT key_id, public_key FROM ticket_signing_keys"
            " WHERE organization_id = :organization AND revoked_at IS NULL"
        ),
        {"organization": organization_of(session)},
    )
    return {bytes(row.key_id): bytes(row.public_key) for row in rows}


def open_questions(session: Session, event_id: UUID, ticket: Ticket) -> tuple[Question, ...]:
    """Questions for this ticket that no accepted scan of this event has answered."""
    rows = session.execute(
        text(
            "SELECT q.id, q.required FROM check_in_questions q"
            " WHERE q.organization_id = :organization AND q.event_id = :event"
            " AND (NOT EXISTS (SELECT 1 FROM check_in_question_ticket_types y"
            "   WHERE y.organization_id = q.organization_id AND y.check_in_question_id = q.id)"
            "  OR EXISTS (SELECT 1 FROM check_in_question_ticket_types y"
            "   WHERE y.organization_id = q.organization_id AND y.check_in_question_id = q.id"
            "   AND y.ticket_type_id = :type))"
            " AND NOT EXISTS (SELECT 1 FROM scans s WHERE s.organization_id = q.organization_id"
            "  AND s.event_id = :event AND s.ticket_id = :ticket AND s.verdict = 'accepted'"
            "  AND s.annulled_by IS NULL AND q.id::text = ANY(s.answered))"
            " ORDER BY q.sort_order, q.id"
        ),
        {
            "organization": organization_of(session),
            "event": event_id,
            "type": ticket.ticket_type_id,
            "ticket": ticket.id,
        },
    )
    return tuple(Question(row.id, row.required) for row in rows)


def better_list(session: Session, event_id: UUID, ticket: Ticket) -> str | None:
    """The name of a list of this event that takes the ticket."""
    return session.execute(
        text(
            "SELECT l.name FROM check_in_lists l WHERE l.organization_id = :organization"
            " AND l.event_id = :event AND (l.all_ticket_types OR EXISTS"
            " (SELECT 1 FROM check_in_list_ticket_types y WHERE y.organization_id ="
            "  l.organization_id AND y.check_in_list_id = l.id AND y.ticket_type_id = :type))"
            " ORDER BY l.name LIMIT 1"
        ),
        {
            "organization": organization_of(session),
            "event": event_id,
            "type": ticket.ticket_type_id,
        },
    ).scalar()


def rooms(session: Session, door_list: DoorList, at: datetime) -> tuple[Room, ...]:
    """The list and its zone, where they have a capacity, and how many are in them now."""
    found = []
    if door_list.capacity is not None:
        heads = heads_in(session, [door_list.list.id], at)
        found.append(Room(door_list.capacity, heads, door_list.refuses))
    if door_list.zone_id is not None:
        zone = session.execute(
            text(
                "SELECT z.capacity, z.capacity_mode, ARRAY(SELECT l.id FROM check_in_lists l"
                " WHERE l.organization_id = z.organization_id AND l.zone_id = z.id) AS lists"
                " FROM zones z WHERE z.organization_id = :organization AND z.id = :zone"
            ),
            {"organization": organization_of(session), "zone": door_list.zone_id},
        ).one()
        if zone.capacity is not None:
            heads = heads_in(session, zone.lists, at)
            found.append(Room(zone.capacity, heads, zone.capacity_mode == "refuse"))
    return tuple(found)


def heads_in(session: Session, list_ids: Collection[UUID], at: datetime) -> int:
    """How many persons are in these lists: the open stays since the last automatic check-out."""
    total = 0
    for door_list in load_lists(session, list_ids).values():
        since = last_check_out(door_list.list.terms(1), at)
        total += session.execute(
            text(
                "SELECT coalesce(sum(persons - persons_out), 0) FROM check_ins"
                " WHERE organization_id = :organization AND check_in_list_id = :list"
                " AND is_present AND (CAST(:since AS timestamptz) IS NULL"
                "  OR checked_in_at > :since)"
            ),
            {
                "organization": organization_of(session),
                "list": door_list.list.id,
                "since": since,
            },
        ).scalar_one()
    return total


def list_passages(
    session: Session, lists: Mapping[UUID, DoorList], at: datetime
) -> dict[Key, Passage]:
    """Every passage of these lists."""
    rows = session.execute(
        text(
            "SELECT DISTINCT check_in_list_id, ticket_id FROM scans"
            " WHERE organization_id = :organization AND check_in_list_id = ANY(:lists)"
            " AND verdict = 'accepted' AND ticket_id IS NOT NULL"
        ),
        {"organization": organization_of(session), "lists": list(lists)},
    )
    return passages(session, lists, [(row[0], row[1]) for row in rows], at)


def passages(
    session: Session, lists: Mapping[UUID, DoorList], keys: Sequence[Key], at: datetime
) -> dict[Key, Passage]:
    """The folded state of each key at a moment."""
    tickets = sales.admission_tickets(session, {ticket_id for _, ticket_id in keys})
    scans = load_scans(session, keys)
    return {key: fold(_terms(lists, tickets, key), scans.get(key, []), at) for key in keys}


def _terms(lists: Mapping[UUID, DoorList], tickets: Mapping[UUID, Ticket], key: Key) -> Terms:
    admits = tickets[key[1]].admits if key[1] in tickets else 1
    return lists[key[0]].list.terms(admits)


def last_stamp_ms(session: Session, ticket_id: UUID) -> int:
    """The latest stamp of an accepted scan of a ticket on any list: a new one must come after."""
    found: int | None = session.execute(
        text(
            "SELECT max(stamp_ms) FROM scans WHERE organization_id = :organization"
            " AND ticket_id = :ticket AND verdict = 'accepted'"
        ),
        {"organization": organization_of(session), "ticket": ticket_id},
    ).scalar()
    return -1 if found is None else found


def gather(
    session: Session,
    door_list: DoorList,
    presented: Presented,
    ticket: Ticket | None,
    at: datetime,
    *,
    unreadable: bool,
    direction: Direction,
    persons: int | None,
    answers: Mapping[UUID, str],
    override: bool,
    with_wristband: bool,
    device_id: UUID,
) -> Facts:
    """Everything one online decision reads."""
    if ticket is None:
        return Facts(
            list=door_list.list,
            unreadable=unreadable,
            forged=presented.forged,
            other_event=presented.other_event,
            direction=direction,
            override=override,
        )
    listed = door_list.list.takes(ticket)
    key = (door_list.list.id, ticket.id)
    passage = fold(door_list.list.terms(ticket.admits), load_scans(session, [key]).get(key, []), at)
    return Facts(
        list=door_list.list,
        passage=passage,
        ticket=ticket,
        direction=direction,
        persons=persons,
        credential_revoked_at=presented.revoked_at,
        better_list=None if listed else better_list(session, door_list.event_id, ticket),
        has_wristband=with_wristband
        or not ticket.requires_wristband
        or sales.has_wristband(session, ticket.id),
        open_questions=open_questions(session, door_list.event_id, ticket),
        answers=answers,
        rooms=rooms(session, door_list, at),
        override=override,
        device_id=device_id,
    )

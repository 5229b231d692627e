"""What the database knows, gathered into the `Facts` that `shared.admission.decide` reads."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared import rules
from shared.admission import CheckInList, Question, Ticket
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
)
from sync_server.domains.sales.tickets import service as sales
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Query, Rows

Key = tuple[UUID, UUID]
"""A list and a ticket: what one passage is of."""


@dataclass(frozen=True)
class DoorList:
    """A check-in list with what only the server needs of it."""

    list: CheckInList
    event_id: UUID
    zone_id: UUID | None
    capacity: int | None
    refuses: bool
    gates: Mapping[UUID, str] = field(default_factory=dict)
    """The event's gates by name, where the list's rules may look at them."""

    @property
    def room(self) -> UUID | None:
        """What its guests fill, where that may have a capacity: its zone, or the list itself."""
        return self.zone_id or (self.list.id if self.capacity is not None else None)


def lists_of(ids: Collection[UUID]) -> Query[dict[UUID, DoorList]]:
    """Lists by id, with the ticket types and products they take."""
    return Query(
        "SELECT l.*, e.timezone,"
        " ARRAY(SELECT y.ticket_type_id FROM check_in_list_ticket_types y"
        "  WHERE y.organization_id = l.organization_id AND y.check_in_list_id = l.id) AS types,"
        " ARRAY(SELECT p.product_id FROM check_in_list_products p"
        "  WHERE p.organization_id = l.organization_id AND p.check_in_list_id = l.id) AS products,"
        " CASE WHEN strpos(l.rules::text, '\"gate\"') > 0"
        "  THEN (SELECT jsonb_object_agg(g.id, g.name) FROM gates g"
        "  WHERE g.organization_id = l.organization_id AND g.event_id = l.event_id) END AS gates"
        " FROM check_in_lists l"
        " JOIN events e ON e.organization_id = l.organization_id AND e.id = l.event_id"
        " WHERE l.organization_id = %(organization)s AND l.id = ANY(%(ids)s)",
        _read_lists,
        {"ids": list(ids)},
    )


def _read_lists(rows: Rows) -> dict[UUID, DoorList]:
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
            gates={UUID(gate): name for gate, name in (row.gates or {}).items()},
        )
        for row in rows
    }


_SCANS = (
    "SELECT s.id, s.check_in_list_id, s.ticket_id, s.stamp_ms, s.device_id, s.seq,"
    " s.judged_at, s.direction, s.persons, s.bypassed, s.gate_id, s.annulled_by FROM scans s"
)


Scans = Mapping[Key, Sequence[Scan | Annul]]


def scans_of(keys: Collection[Key]) -> Query[Scans]:
    """The accepted scans of each ticket on each list, and which of them were taken back."""
    return Query(
        f"{_SCANS} JOIN unnest(CAST(%(lists)s AS uuid[]), CAST(%(tickets)s AS uuid[]))"
        " AS k(list_id, ticket_id)"
        " ON s.ticket_id = k.ticket_id AND s.check_in_list_id = k.list_id"
        " WHERE s.organization_id = %(organization)s AND s.verdict = 'accepted'",
        _by_key,
        {"lists": [key[0] for key in keys], "tickets": [key[1] for key in keys]},
    )


def scans_everywhere(ticket_ids: Collection[UUID]) -> Query[Scans]:
    """As `scans_of`, of tickets on all lists."""
    return Query(
        f"{_SCANS} JOIN unnest(CAST(%(tickets)s AS uuid[])) AS k(ticket_id)"
        " ON s.ticket_id = k.ticket_id"
        " WHERE s.organization_id = %(organization)s AND s.verdict = 'accepted'"
        " AND s.check_in_list_id IS NOT NULL",
        _by_key,
        {"tickets": list(ticket_ids)},
    )


def _by_key(rows: Rows) -> Scans:
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


def open_questions(
    tickets: Collection[tuple[UUID, UUID]], carried: Collection[tuple[Ticket, UUID]]
) -> Query[dict[UUID, tuple[Question, ...]]]:
    """Questions for each ticket, given with an event, that no accepted scan there has answered.

    `tickets` are stored here, `carried` ones may be: as they are stored, they count.
    """
    return Query(
        "SELECT t.ticket_id, q.id, q.required FROM (SELECT g.ticket_id, g.event_id,"
        "  coalesce(k.ticket_type_id, g.ticket_type_id) AS ticket_type_id"
        "  FROM unnest(CAST(%(tickets)s AS uuid[]), CAST(%(events)s AS uuid[]),"
        "   CAST(%(types)s AS uuid[])) AS g(ticket_id, event_id, ticket_type_id)"
        "  LEFT JOIN tickets k ON k.organization_id = %(organization)s AND k.id = g.ticket_id) t"
        " JOIN check_in_questions q ON q.organization_id = %(organization)s"
        "  AND q.event_id = t.event_id"
        " WHERE (NOT EXISTS (SELECT 1 FROM check_in_question_ticket_types y"
        "   WHERE y.organization_id = q.organization_id AND y.check_in_question_id = q.id)"
        "  OR EXISTS (SELECT 1 FROM check_in_question_ticket_types y"
        "   WHERE y.organization_id = q.organization_id AND y.check_in_question_id = q.id"
        "   AND y.ticket_type_id = t.ticket_type_id))"
        " AND NOT EXISTS (SELECT 1 FROM scans s WHERE s.organization_id = q.organization_id"
        "  AND s.event_id = t.event_id AND s.ticket_id = t.ticket_id"
        "  AND s.verdict = 'accepted' AND s.annulled_by IS NULL AND q.id::text = ANY(s.answered))"
        " ORDER BY q.sort_order, q.id",
        _read_questions,
        {
            "tickets": [*(ticket_id for ticket_id, _ in tickets), *(t.id for t, _ in carried)],
            "events": [event_id for _, event_id in (*tickets, *carried)],
            "types": [*(None for _ in tickets), *(t.ticket_type_id for t, _ in carried)],
        },
    )


def _read_questions(rows: Rows) -> dict[UUID, tuple[Question, ...]]:
    found: dict[UUID, tuple[Question, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.ticket_id] += (Question(row.id, row.required),)
    return found


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
    tickets = sales.admission_tickets({ticket_id for _, ticket_id in keys}).fetch(session)
    scans = scans_of(keys).fetch(session)
    return {key: fold(_terms(lists, tickets, key), scans.get(key, []), at) for key in keys}


def _terms(lists: Mapping[UUID, DoorList], tickets: Mapping[UUID, Ticket], key: Key) -> Terms:
    admits = tickets[key[1]].admits if key[1] in tickets else 1
    return lists[key[0]].list.terms(admits)

"""Persons expected, come and inside at an event: the ledger's scans through `shared.counting`.

Most tickets have one entry and no more. PostgreSQL adds those up by kind, and only the others are
folded one by one; `tests/contract/test_counting_everywhere.py` compares both with the plain sum.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.admission import Room, Ticket, validity
from shared.counting import SHUT_OUT, Count, in_house, is_for, on_list, stands
from shared.ids import NIL
from shared.ledger import Passage, Policy, fold, last_check_out
from shared.rooms import arrivals, in_room
from sync_server.domains.door.facts import DoorList, Key, Scans, lists_of, scans_everywhere
from sync_server.domains.sales.tickets import service as sales
from sync_server.kernel.clock import to_ms
from sync_server.kernel.session import organization_of


@dataclass
class Counted:
    """An event's lists and zones, and the whole house, at a moment."""

    lists: dict[UUID, Count] = field(default_factory=dict)
    zones: dict[UUID, int] = field(default_factory=dict)
    house: Count = field(default_factory=Count)


def count(session: Session, event_id: UUID, at: datetime) -> Counted:
    """The numbers of an event."""
    event = _Event.read(session, event_id, at)
    told = Counted({list_id: Count() for list_id in event.lists}, dict.fromkeys(event.zones, 0))
    for kind, persons in event.kinds():
        event.promise(told, kind, persons)
    for row in event.simple():
        event.add_simple(told, row)
    for ticket, passages in event.folded():
        event.add_folded(told, ticket, passages)
    return told


def rooms(
    session: Session, door_list: DoorList, ticket: Ticket, scans: Scans, at: datetime
) -> tuple[Room, ...]:
    """The list and its zone, where they have a capacity, and how many are in them now.

    `scans` are those of the ticket, on all lists.
    """
    found = []
    mine = _passage(door_list, ticket, scans, at)
    if door_list.capacity is not None:
        heads = _in_list(session, door_list, at)
        found.append(Room(door_list.capacity, heads, door_list.refuses, mine.heads))
    if door_list.zone_id is not None:
        zone = session.execute(
            text(
                "SELECT z.capacity, z.capacity_mode, ARRAY(SELECT l.id FROM check_in_lists l"
                " WHERE l.organization_id = z.organization_id AND l.zone_id = z.id) AS lists"
                " FROM zones z WHERE z.organization_id = :organization AND z.id = :zone"
            ),
            {"organization": organization_of(session), "zone": door_list.zone_id},
        ).one()
        refuses = zone.capacity_mode == "refuse"
        others = [list_id for list_id in zone.lists if list_id != door_list.list.id]
        if zone.capacity is not None and not others:
            heads = _in_list(session, door_list, at)
            found.append(Room(zone.capacity, heads, refuses, mine.heads))
        elif zone.capacity is not None:
            lists = lists_of(zone.lists).fetch(session)
            there = in_room(
                [mine, *(_passage(lists[other], ticket, scans, at) for other in others)], at
            ).by_list
            heads = sum(_Event(session, door_list.event_id, lists, at).heads().values())
            found.append(Room(zone.capacity, heads, refuses, there[0], sum(there[1:])))
    return tuple(found)


def _passage(door_list: DoorList, ticket: Ticket, scans: Scans, at: datetime) -> Passage:
    mine = scans.get((door_list.list.id, ticket.id), ())
    return fold(door_list.list.terms(ticket.admits), mine, at)


def _in_list(session: Session, door_list: DoorList, at: datetime) -> int:
    """Persons in a list: the open stays since its last automatic check-out."""
    since = last_check_out(door_list.list.terms(1), at)
    inside: int = session.execute(
        text(
            "SELECT coalesce(sum(persons - persons_out), 0) FROM check_ins"
            " WHERE organization_id = :organization AND check_in_list_id = :list"
            " AND is_present AND (CAST(:since AS timestamptz) IS NULL"
            "  OR checked_in_at > :since)"
        ),
        {"organization": organization_of(session), "list": door_list.list.id, "since": since},
    ).scalar_one()
    return inside


def missing(session: Session, event_id: UUID, at: datetime) -> tuple[list[str], dict[UUID, int]]:
    """Who is expected and has not come: keys of kinds of tickets (`KIND`) of which everybody counts who
    has no entry, and tickets of which some came, with the persons who did not.
    """
    event = _Event.read(session, event_id, at)
    lists = [one.list for one in event.lists.values()]
    keys = [
        key
        for key, kind, _ in event.keyed_kinds()
        if kind.product_id is None and any(is_for(one, kind) for one in lists)
    ]
    some = {}
    for ticket, passages in event.folded(groups=True):
        left = in_house(lists, ticket, list(passages.values()), at).expected
        if left:
            some[ticket.id] = left
    return keys, some


def came(session: Session, event_id: UUID, at: datetime) -> Counter[int]:
    """Persons by the minute (of Unix time) in which they came first."""
    event = _Event.read(session, event_id, at)
    found: Counter[int] = Counter()
    for row in event.simple(by_minute=True):
        if row.key is None or row.product_id is None:
            found[row.minute] += row.come
    for ticket, passages in event.folded():
        if ticket.product_id is None:
            for at_ms, persons in arrivals(list(passages.values())):
                found[at_ms // 60_000] += persons
    return found


KIND = (
    "ROW(t.ticket_type_id, t.attention, t.event_date, t.valid_from, t.valid_until,"
    " t.product_id)::text"
)
"""What lists tell tickets apart by, as one value."""
_SHUT_OUT = ", ".join(f"'{reason}'" for reason in sorted(SHUT_OUT))
STANDS = (
    "NOT EXISTS (SELECT 1 FROM ticket_states s WHERE s.organization_id = t.organization_id"
    f" AND s.ticket_id = t.id AND s.state IN ({_SHUT_OUT})"
    " AND (s.since IS NULL OR s.since <= :at) AND (s.until IS NULL OR s.until > :at))"
)
"""Whether nothing keeps a ticket out for good (`shared.counting.stands`)."""
_COLUMNS = (
    "t.ticket_type_id, y.name AS ticket_type, t.attention, t.event_date, t.valid_from,"
    " t.valid_until, y.valid_from AS type_from, y.valid_until AS type_until, t.product_id"
)
_KINDS = f"""
SELECT {KIND} AS key, {_COLUMNS}, sum(t.admits)::int AS persons
FROM tickets t JOIN ticket_types y
 ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id
WHERE t.organization_id = :organization AND t.event_id = :event AND {STANDS}
GROUP BY 1, t.ticket_type_id, y.name, t.attention, t.event_date, t.valid_from, t.valid_until,
 y.valid_from, y.valid_until, t.product_id
"""
_LIVE = """
SELECT ticket_id, count(*) AS scans, min(check_in_list_id::text)::uuid AS list_id,
 min(direction) AS direction, min(persons) AS persons, min(stamp_ms) AS stamp_ms
FROM scans WHERE organization_id = :organization AND check_in_list_id = ANY(:lists)
 AND verdict = 'accepted' AND annulled_by IS NULL AND ticket_id IS NOT NULL GROUP BY ticket_id
"""
_SIMPLE = f"""
SELECT l.list_id, {KIND} AS key, coalesce({STANDS}, false) AS stands, {_COLUMNS},
 {{minute}} AS minute,
 sum(least(coalesce(t.admits, 1), l.persons))::int AS come,
 sum(CASE WHEN l.stamp_ms <= k.since THEN 0
  WHEN k.is_multiple THEN least(coalesce(t.admits, 1), l.persons) ELSE l.persons END)::int AS inside
FROM ({_LIVE}) l
JOIN unnest(CAST(:lists AS uuid[]), CAST(:since AS bigint[]), CAST(:multiple AS boolean[]))
 AS k(list_id, since, is_multiple) ON k.list_id = l.list_id
LEFT JOIN tickets t ON t.organization_id = :organization AND t.id = l.ticket_id
LEFT JOIN ticket_types y ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id
WHERE l.scans = 1 AND l.direction = 'entry'
GROUP BY l.list_id, 2, 3, t.ticket_type_id, y.name, t.attention, t.event_date, t.valid_from,
 t.valid_until, y.valid_from, y.valid_until, t.product_id, minute
"""
_SEVERAL = f"SELECT ticket_id FROM ({_LIVE}) l WHERE l.scans > 1"
_GROUPS = f"""
SELECT l.ticket_id FROM ({_LIVE}) l
JOIN tickets t ON t.organization_id = :organization AND t.id = l.ticket_id
WHERE l.scans > 1 OR t.admits > 1 OR l.direction = 'exit'
"""


@dataclass
class _Event:
    """An event's lists, and what is asked of the database for them."""

    session: Session
    event_id: UUID
    lists: Mapping[UUID, DoorList]
    at: datetime

    @classmethod
    def read(cls, session: Session, event_id: UUID, at: datetime) -> "_Event":
        ids = session.execute(
            text(
                "SELECT id FROM check_in_lists"
                " WHERE organization_id = :organization AND event_id = :event ORDER BY name, id"
            ),
            {"organization": organization_of(session), "event": event_id},
        ).scalars()
        found = lists_of(list(ids)).fetch(session)
        return cls(session, event_id, found, at)

    @property
    def zones(self) -> set[UUID]:
        return {one.zone_id for one in self.lists.values() if one.zone_id}

    def promise(self, told: Counted, kind: Ticket, persons: int) -> None:
        """So many persons are expected, wherever their kind is; who came is taken off later."""
        expected = Count(expected=persons)
        takers = [list_id for list_id, one in self.lists.items() if is_for(one.list, kind)]
        for list_id in takers:
            told.lists[list_id] += expected
        if kind.product_id is None and takers:
            told.house += expected

    def add_simple(self, told: Counted, row: Any) -> None:
        """Tickets of one kind with one entry each, by the same list."""
        kind = _kind(row) if row.key is not None and row.ticket_type_id else None
        takers = (
            [list_id for list_id, one in self.lists.items() if is_for(one.list, kind)]
            if kind is not None and row.stands
            else []
        )
        there = Count(-row.come if row.list_id in takers else 0, row.come, row.inside)
        told.lists[row.list_id] += there
        if kind is None or kind.product_id is None:
            told.house += Count(-row.come if takers else 0, row.come, row.inside)
        zone_id = self.lists[row.list_id].zone_id
        if zone_id:
            told.zones[zone_id] += row.inside

    def add_folded(self, told: Counted, ticket: Ticket, passages: Mapping[UUID, Passage]) -> None:
        """One ticket that was scanned more than once."""
        is_expected = ticket.id != NIL and stands(ticket, self.at)
        for list_id, passage in passages.items():
            one = self.lists[list_id].list
            now = on_list(one, ticket, passage, self.at)
            taken = now.come if is_expected and is_for(one, ticket) else 0
            told.lists[list_id] += Count(-taken, now.come, now.inside)
        house = in_house(
            [one.list for one in self.lists.values()], ticket, list(passages.values()), self.at
        )
        awaited = is_expected and any(is_for(x.list, ticket) for x in self.lists.values())
        told.house += Count(-house.come if awaited else 0, house.come, house.inside)
        for zone_id, heads in self._heads_of(passages).items():
            told.zones[zone_id] += heads

    def heads(self) -> Counter[UUID]:
        """Persons in each zone of these lists."""
        found: Counter[UUID] = Counter()
        for row in self.simple():
            zone_id = self.lists[row.list_id].zone_id
            if zone_id:
                found[zone_id] += row.inside
        for _, passages in self.folded():
            found.update(self._heads_of(passages))
        return found

    def kinds(self) -> Iterator[tuple[Ticket, int]]:
        """Kinds of tickets that nothing keeps out, and the persons of each."""
        for _, kind, persons in self.keyed_kinds():
            yield kind, persons

    def keyed_kinds(self) -> Iterator[tuple[str, Ticket, int]]:
        for row in self.session.execute(text(_KINDS), self._bound()):
            yield row.key, _kind(row), row.persons

    def simple(self, *, by_minute: bool = False) -> Sequence[Any]:
        """Tickets with a single entry and nothing else, added up by list and kind."""
        sql = _SIMPLE.format(minute="l.stamp_ms / 60000" if by_minute else "NULL::bigint")
        lists = list(self.lists.values())
        cuts = [last_check_out(one.list.terms(1), self.at) for one in lists]
        bound = {
            "since": [to_ms(cut) - 1 if cut else -1 for cut in cuts],
            "multiple": [one.list.policy is Policy.MULTIPLE for one in lists],
        }
        return self.session.execute(text(sql), self._bound() | bound).all()

    def folded(self, *, groups: bool = False) -> Iterator[tuple[Ticket, dict[UUID, Passage]]]:
        """Tickets with several scans, with their passages; `groups`: also those for several persons."""
        rows = self.session.execute(text(_GROUPS if groups else _SEVERAL), self._bound())
        ids: Collection[UUID] = [row.ticket_id for row in rows]
        if not ids:
            return
        tickets = sales.admission_tickets(ids).fetch(self.session)
        mine: dict[UUID, dict[Key, Any]] = defaultdict(dict)
        for key, scans in scans_everywhere(ids).fetch(self.session).items():
            if key[0] in self.lists:
                mine[key[1]][key] = scans
        for ticket_id, scanned in mine.items():
            ticket = tickets.get(ticket_id, _NOBODYS)
            yield (
                ticket,
                {
                    key[0]: fold(self.lists[key[0]].list.terms(ticket.admits), scans, self.at)
                    for key, scans in scanned.items()
                },
            )

    def _heads_of(self, passages: Mapping[UUID, Passage]) -> Counter[UUID]:
        rooms: dict[UUID, list[Passage]] = defaultdict(list)
        for list_id, passage in passages.items():
            zone_id = self.lists[list_id].zone_id
            if zone_id:
                rooms[zone_id].append(passage)
        return Counter({zone: in_room(inside, self.at).heads for zone, inside in rooms.items()})

    def _bound(self) -> dict[str, Any]:
        return {
            "organization": organization_of(self.session),
            "event": self.event_id,
            "lists": list(self.lists),
            "at": self.at,
        }


_NOBODYS = Ticket(id=NIL, ticket_type_id=NIL)
"""A signed ticket that a door let in and that is not stored here."""


def _kind(row: Any) -> Ticket:
    start, end = validity((row.valid_from, row.valid_until), (row.type_from, row.type_until))
    return Ticket(
        id=NIL,
        ticket_type_id=row.ticket_type_id,
        ticket_type=row.ticket_type,
        valid_from=start,
        valid_until=end,
        event_date=row.event_date,
        product_id=row.product_id,
        attention=tuple(row.attention or ()),
    )

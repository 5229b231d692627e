"""Lists and zones that held more persons than there is room for (ledger rule 15)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.ledger import Conflict, Passage
from shared.rooms import stretches_over
from sync_server.domains.door import conflicts
from sync_server.domains.door.conflicts import OVER_CAPACITY, Stated
from sync_server.domains.door.facts import DoorList, list_passages, lists_of
from sync_server.kernel import clock
from sync_server.kernel.session import organization_of

Room = tuple[int, list[UUID]]
"""A capacity, and the lists that fill it."""


def restate(session: Session, touched: Mapping[UUID, DoorList], at: datetime) -> None:
    """State anew where the touched lists, and the zones they fill, were over capacity."""
    if all(door.room is None for door in touched.values()):
        return
    rooms = _rooms(session, touched)
    _state(session, rooms, {list_id for _, members in rooms for list_id in members}, at)


def restate_event(session: Session, event_id: UUID, at: datetime) -> None:
    """State anew where any list or zone was over capacity, after there is more or less room."""
    rows = session.execute(
        text(
            "SELECT id FROM check_in_lists"
            " WHERE organization_id = :organization AND event_id = :event"
        ),
        {"organization": organization_of(session), "event": event_id},
    )
    list_ids = list(rows.scalars())
    _state(session, _rooms(session, list_ids), list_ids, at)


def _state(
    session: Session, rooms: Sequence[Room], list_ids: Collection[UUID], at: datetime
) -> None:
    """Write which of these rooms were over capacity; what else is stored of the lists is withdrawn."""
    stored = conflicts.of_full_lists(session, list_ids)
    if not stored and not any(_ever_full(session, *room) for room in rooms):
        return
    lists = lists_of(list_ids).fetch(session)
    folded = list_passages(session, lists, at)
    entry_lists = {scan.id: key[0] for key, p in folded.items() for scan in p.entries}
    excused = frozenset(
        scan.id for p in folded.values() for scan in p.entries if "full" in scan.bypassed
    )
    stated: dict[UUID, Stated] = {}
    for capacity, members in rooms:
        of_tickets: dict[UUID, list[Passage]] = defaultdict(list)
        for (list_id, ticket_id), passage in folded.items():
            if list_id in members:
                of_tickets[ticket_id].append(passage)
        for stretch in stretches_over(capacity, of_tickets.values(), at, excused):
            list_id = entry_lists[stretch.entry_id]
            over = Conflict(OVER_CAPACITY, stretch.entry_id, None, stretch.peak - capacity)
            ended = None if stretch.ended_ms is None else clock.from_ms(stretch.ended_ms)
            now = Stated(lists[list_id].event_id, list_id, None, over, ended)
            stated.setdefault(now.id, now)
    conflicts.write(session, list(stated.values()), stored, at)


def _rooms(session: Session, touched: Iterable[UUID]) -> list[Room]:
    """Capacities with the lists that fill them: the touched lists' zones, and every list in one."""
    rows = session.execute(
        text(
            "WITH zone_lists AS (SELECT l.id, l.capacity, l.zone_id FROM check_in_lists l"
            "  WHERE l.organization_id = :organization AND (l.id = ANY(:lists) OR l.zone_id IN"
            "   (SELECT t.zone_id FROM check_in_lists t WHERE t.organization_id = :organization"
            "    AND t.id = ANY(:lists) AND t.zone_id IS NOT NULL)))"
            " SELECT capacity, ARRAY[id] AS members FROM zone_lists WHERE capacity IS NOT NULL"
            " UNION ALL SELECT z.capacity, array_agg(m.id) FROM zone_lists m JOIN zones z"
            "  ON z.organization_id = :organization AND z.id = m.zone_id"
            "  WHERE z.capacity IS NOT NULL GROUP BY z.id, z.capacity"
        ),
        {"organization": organization_of(session), "lists": list(touched)},
    )
    return [(row.capacity, list(row.members)) for row in rows]


def _ever_full(session: Session, capacity: int, members: Collection[UUID]) -> bool:
    """Whether more persons ever entered than there is room for; if not, it was never full."""
    entered: int = session.execute(
        text(
            "SELECT coalesce(sum(persons), 0) FROM check_ins"
            " WHERE organization_id = :organization AND check_in_list_id = ANY(:lists)"
        ),
        {"organization": organization_of(session), "lists": list(members)},
    ).scalar_one()
    return entered > capacity

"""Evenings side by side: how many came, when, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sync_server.kernel.session import organization_of

MOST = 6
"""As many as a plot can show and tell apart."""
_WINDOW = timedelta(hours=24)


@dataclass(frozen=True)
class Evening:
    """One of them. `busiest`: persons let in within its busiest five minutes; `come` counts each
    guest once; `arrivals` are (minutes since the doors opened, guests who had come until then).
    """

    id: UUID
    name: str
    opens_at: datetime
    timezone: str
    expected: int
    come: int
    busiest: int
    half_after: int | None
    refused: int
    overridden: int
    conflicts: int
    arrivals: Sequence[tuple[int, int]]

    @property
    def absent(self) -> float | None:
        """The share of those expected who did not come."""
        return 1 - self.come / self.expected if self.expected else None


def side_by_side(session: Session, ids: Sequence[UUID]) -> list[Evening]:
    """These events, the latest first; ids of nothing are left out."""
    bound = {"organization": organization_of(session), "ids": list(ids)[:MOST], "window": _WINDOW}
    arrivals: dict[UUID, list[tuple[int, int]]] = {}
    for row in session.execute(text(_ARRIVALS), bound):
        arrivals.setdefault(row.event_id, []).append((row.minute, row.persons))
    return [
        _evening(row._mapping, arrivals.get(row.id, []))
        for row in session.execute(text(_EVENTS), bound)
    ]


def _evening(row: object, minutes: Sequence[tuple[int, int]]) -> Evening:
    said = dict(row)  # type: ignore[call-overload]
    come, total = [], 0
    for minute, persons in minutes:
        total += persons
        come.append((minute, total))
    half = next((minute for minute, so_far in come if so_far * 2 >= total), None)
    busiest: dict[int, int] = {}
    for minute, persons in minutes:
        busiest[minute // 5] = busiest.get(minute // 5, 0) + persons
    return Evening(
        **said, come=total, busiest=max(busiest.values(), default=0), half_after=half, arrivals=come
    )


_EVENTS = """
SELECT e.id, e.name, coalesce(e.doors_open_at, e.starts_at) AS opens_at, e.timezone,
 coalesce((SELECT sum(t.admits) FROM tickets t WHERE t.organization_id = e.organization_id
  AND t.event_id = e.id AND t.status IN ('valid', 'used') AND t.product_id IS NULL), 0)::int AS expected,
 (SELECT count(*) FROM scans s WHERE s.organization_id = e.organization_id AND s.event_id = e.id
  AND s.verdict = 'refused') AS refused,
 (SELECT count(*) FROM scans s WHERE s.organization_id = e.organization_id AND s.event_id = e.id
  AND s.override_reason IS NOT NULL) AS overridden,
 (SELECT count(*) FROM check_in_conflicts c WHERE c.organization_id = e.organization_id
  AND c.event_id = e.id AND c.withdrawn_at IS NULL) AS conflicts
FROM events e WHERE e.organization_id = :organization AND e.id = ANY(:ids) ORDER BY e.starts_at DESC
"""
_ARRIVALS = """
WITH first AS (
 SELECT c.event_id, c.ticket_id, min(c.checked_in_at) AS at, max(c.persons) AS persons
 FROM check_ins c WHERE c.organization_id = :organization AND c.event_id = ANY(:ids)
 GROUP BY c.event_id, c.ticket_id)
SELECT f.event_id, floor(extract(epoch FROM f.at - coalesce(e.doors_open_at, e.starts_at)) / 60)::int
 AS minute, sum(f.persons)::int AS persons
FROM first f JOIN events e ON e.organization_id = :organization AND e.id = f.event_id
WHERE abs(extract(epoch FROM f.at - e.starts_at)) < extract(epoch FROM CAST(:window AS interval))
GROUP BY 1, 2 ORDER BY 1, 2
"""

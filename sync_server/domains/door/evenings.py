"""Evenings side by side: how many came, when, and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.door import persons as persons_of
from sync_server.kernel.session import organization_of

MOST = 6
"""As many as a plot can show and tell apart."""
_WINDOW = timedelta(hours=24)


@dataclass(frozen=True)
class Evening:
    """One of them. `busiest`: persons who came within its busiest five minutes; `expected`: all who
    came or should have; `arrivals` are (minutes since the doors opened, persons who had come until then).
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


def side_by_side(session: Session, ids: Sequence[UUID], at: datetime) -> list[Evening]:
    """These events, the latest first; ids of nothing are left out."""
    bound = {"organization": organization_of(session), "ids": list(ids)[:MOST]}
    return [_evening(session, row, at) for row in session.execute(text(_EVENTS), bound)]


def _evening(session: Session, row: Any, at: datetime) -> Evening:
    opens = int(row.opens_at.timestamp()) // 60
    near = range(*(int((row.starts_at + side).timestamp()) // 60 for side in (-_WINDOW, _WINDOW)))
    minutes = sorted(
        (minute - opens, persons)
        for minute, persons in persons_of.came(session, row.id, at).items()
        if minute in near and persons
    )
    come, total = [], 0
    for minute, persons in minutes:
        total += persons
        come.append((minute, total))
    half = next((minute for minute, so_far in come if so_far * 2 >= total), None)
    busiest: dict[int, int] = {}
    for minute, persons in minutes:
        busiest[minute // 5] = busiest.get(minute // 5, 0) + persons
    house = persons_of.count(session, row.id, at).house
    said = {name: value for name, value in row._mapping.items() if name != "starts_at"}
    return Evening(
        **said,
        expected=house.of,
        come=house.come,
        busiest=max(busiest.values(), default=0),
        half_after=half,
        arrivals=come,
    )


_EVENTS = """
SELECT e.id, e.name, e.starts_at, coalesce(e.doors_open_at, e.starts_at) AS opens_at, e.timezone,
 (SELECT count(*) FROM scans s WHERE s.organization_id = e.organization_id AND s.event_id = e.id
  AND s.verdict = 'refused') AS refused,
 (SELECT count(*) FROM scans s WHERE s.organization_id = e.organization_id AND s.event_id = e.id
  AND s.override_reason IS NOT NULL) AS overridden,
 (SELECT count(*) FROM check_in_conflicts c WHERE c.organization_id = e.organization_id
  AND c.event_id = e.id AND c.withdrawn_at IS NULL) AS conflicts
FROM events e WHERE e.organization_id = :organization AND e.id = ANY(:ids) ORDER BY e.starts_at DESC
"""

"""An evening like an earlier one: its set-up copied to another day, without guests and devices."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ARRAY, Table, insert, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session

from shared import moving
from sync_server.domains.venues import service as venues
from sync_server.kernel import clock
from sync_server.kernel.errors import Invalid
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION, ServerTable

COPIED = (
    ("zones", "event_id"), ("gates", "event_id"), ("ticket_types", "event_id"),
    ("products", "event_id"), ("capacity_pools", "event_id"),
    ("capacity_pool_ticket_types", "capacity_pool_id"), ("pricing_rules", "event_id"),
    ("check_in_lists", "event_id"), ("check_in_list_ticket_types", "check_in_list_id"),
    ("check_in_list_products", "check_in_list_id"), ("check_in_questions", "event_id"),
    ("check_in_question_ticket_types", "check_in_question_id"), ("event_staff", "event_id"),
    ("seat_maps", "event_id"), ("seats", "seat_map_id"),
)  # fmt: skip
"""What belongs to the set-up of an evening, each after what it refers to."""
_ANEW = frozenset(
    {
        "created_at", "updated_at", "changed_xid", "published_at", "slug", "sold_count",
        "reserved_count", "used_count", "oversold_count", "is_blocked", "block_reason",
        "held_by_staff_id", "held_by_order_id", "held_until", "hold_reason", "sku",
    }
)  # fmt: skip
"""What happened to the earlier evening, and what only one of them can have."""
_PART = 1_000
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")


def clone(
    session: Session, event_id: UUID, name: str, starts_at: datetime, *, as_it_is: bool = False
) -> UUID:
    """The event anew, at another time: every time of it moves along on the clocks of its doors.

    A draft; gates, areas, lists with their rules, ticket types, products, questions, staff with
    their PINs and seat maps come along. 422 for a time without a zone, and for what cannot move,
    unless it is to be copied `as_it_is`.
    """
    if starts_at.tzinfo is None:
        raise Invalid("starts_at: say its time zone too.")
    event = venues.require_event(session, event_id)
    moved = _Moved(ZoneInfo(event.timezone), event.starts_at, starts_at)
    if not as_it_is and (stays := _cannot_move(session, event_id, moved)):
        raise CannotMove(f"These parts of rules cannot move to the other day: {'; '.join(stays)}.")
    new: dict[UUID, UUID] = {event.id: clock.new_id()}
    tables = ServerTable.metadata.tables
    given = {"name": name, "status": "draft", "starts_at": starts_at,
             "created_by": session.info.get("user_id")}  # fmt: skip
    _copy(session, tables["events"], "id", [event.id], new, moved, given)
    for table, parent in COPIED:
        _copy(session, tables[table], parent, list(new), new, moved, {})
    return new[event.id]


class CannotMove(Invalid):
    """What it says would mean something else on the other day."""


def _cannot_move(session: Session, event_id: UUID, moved: "_Moved") -> list[str]:
    """Parts of the rules of lists that would be wrong on the other day, each after its list."""
    rows = session.execute(
        text(
            "SELECT name, rules FROM check_in_lists WHERE organization_id = :organization"
            " AND event_id = :event ORDER BY name, id"
        ),
        {"organization": organization_of(session), "event": event_id},
    )
    return [f"{row.name}: {part}" for row in rows for part in moved.rule(row.rules)[1]]


class _Moved:
    """Times as long after the new beginning as they were after the old one, by the clocks there."""

    def __init__(self, zone: ZoneInfo, before: datetime, after: datetime) -> None:
        self._zone = zone
        self._by: timedelta = self._local(after) - self._local(before)
        self._days = self._local(after).date() - self._local(before).date()

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone).replace(tzinfo=None)

    def rule(self, document: Any) -> tuple[Any, list[str]]:
        """A list's rule there, and what of it cannot go there."""
        rest = self._by - self._days
        return moving.moved(document, self._days.days, rest // timedelta(minutes=1))

    def document(self, said: Any) -> Any:
        """A document with the dates and moments that stand in it."""
        if isinstance(said, dict):
            return {name: self.document(part) for name, part in said.items()}
        if isinstance(said, list):
            return [self.document(part) for part in said]
        if not isinstance(said, str) or not _MOMENT.fullmatch(said):
            return said
        try:
            if "T" not in said:
                return self.value(date.fromisoformat(said)).isoformat()
            at = datetime.fromisoformat(said)
            there = self.value(at) if at.tzinfo else at + self._by
        except (ValueError, OverflowError):
            return said
        return there.isoformat()

    def value(self, said: Any) -> Any:
        if isinstance(said, datetime):
            return (self._local(said) + self._by).replace(tzinfo=self._zone)
        return said + self._days if isinstance(said, date) else said


def _copy(
    session: Session,
    table: Table,
    parent: str,
    parents: list[UUID],
    new: dict[UUID, UUID],
    moved: _Moved,
    given: Mapping[str, Any],
) -> None:
    """Rows of a table that belong to what was copied before, with ids of their own."""
    columns = [c for c in table.columns if c.name not in _ANEW and c.computed is None]
    rows = session.execute(
        select(*columns).where(
            table.c[ORGANIZATION] == organization_of(session), table.c[parent].in_(parents)
        )
    ).mappings()
    made = []
    for row in rows.all():
        if row.get("revoked_at") is not None:
            continue
        if "id" in row:
            new.setdefault(row["id"], clock.new_id())
        sent = {c.name: _value(c, row[c.name], new, moved) for c in columns}
        made.append(sent | dict(given))
    for start in range(0, len(made), _PART):
        session.execute(insert(table), made[start : start + _PART])


def _value(column: Any, said: Any, new: Mapping[UUID, UUID], moved: _Moved) -> Any:
    if isinstance(said, UUID):
        return new.get(said, said if _outlives(column) else None)
    if isinstance(column.type, ARRAY):
        return [new.get(one, one) for one in said]
    if isinstance(column.type, JSONB) and said:
        written = json.dumps(said)
        for old, fresh in new.items():
            written = written.replace(str(old), str(fresh))
        document = json.loads(written)
        is_rule = column.table.name == "check_in_lists" and column.name == "rules"
        return moved.rule(document)[0] if is_rule else moved.document(document)
    return moved.value(said)


def _outlives(column: Any) -> bool:
    """Whether what a column refers to, and was not copied, is there for the new evening too.

    Of a table that is copied it is no row of the old evening, but one of the whole organization.
    """
    referred = column.info.get("references")
    if referred is None or referred in dict(COPIED):
        return True
    return "event_id" not in ServerTable.metadata.tables[referred].c

"""A row of any table, with the rows it needs: made from the catalogue, so no table is forgotten."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from psycopg.types.range import Range
from sqlalchemy import Column, Table, insert
from sqlmodel import Session

from sync_server.domains.registry import METADATA
from sync_server.kernel.tables import ORGANIZATION, python_type

AT = datetime(2026, 11, 21, 20, tzinfo=UTC)
_numbers = count(1)
_LATER = datetime(2026, 11, 22, 2, tzinfo=UTC)
_SPECIAL: dict[str, dict[str, Any]] = {
    "automation_rules": {"actions": []},
    "events": {"ends_at": _LATER, "timezone": "America/Toronto"},
    "sessions": {"end_time": _LATER},
    "webhooks": {"url": "https://example.org"},
    "contacts": {"email": lambda: f"guest{next(_numbers)}@example.org"},
    "resource_allocations": {"during": Range(AT, _LATER)},
    "embeddings": {"embedding": [0.5] * 384},
    "token_transactions": {"type": "purchase", "amount": 5, "balance_before": 0, "balance_after": 5},
    "audit_logs": {"digest": b"x"},
    "promoters": {"commission_rate": Decimal(5)},
    "vouchers": {"discount_value": Decimal(5)},
    "poll_votes": {"allow_multiple": False},
}  # fmt: skip
_ONE_OF = {
    "order_items": ("ticket_type_id", "product_id", "bundle_id"),
    "payments": ("order_id", "token_purchase_id"),
    "tracked_links": ("campaign_id", "promoter_id"),
    "preferences": ("contact_id", "user_id"),
}
"""References of which a check asks for exactly one; the first unless another is given."""
_BY_TYPE: dict[type, Callable[[], Any]] = {
    str: lambda: f"w{next(_numbers)}",
    int: lambda: next(_numbers) % 90 + 1,
    bool: lambda: False,
    Decimal: lambda: Decimal(1),
    datetime: lambda: AT,
    date: lambda: AT.date(),
    time: lambda: time(4),
    bytes: lambda: uuid4().bytes,
    UUID: uuid4,
    dict: dict,
    list: list,
}


class Rows:
    """Rows of one organization, one of each table unless asked again."""

    def __init__(self, session: Session, organization_id: UUID) -> None:
        self._session, self._organization_id = session, organization_id
        self.made: dict[str, dict[str, Any]] = {}

    def row(self, name: str) -> dict[str, Any]:
        """The row of a table, made with what it needs on first use."""
        if name not in self.made:
            self.made[name] = self.insert(name)
        return self.made[name]

    def insert(self, name: str, /, **given: Any) -> dict[str, Any]:
        """A fresh row of a table."""
        table = METADATA.tables[name]
        values = self.values(table)
        alternatives = set(_ONE_OF.get(name, ()))
        if alternatives & given.keys():
            values = {c: value for c, value in values.items() if c not in alternatives}
        values |= given
        self._session.execute(insert(table).values(values).inline())
        return values

    def values(self, table: Table) -> dict[str, Any]:
        """What a row of a table may hold: whatever it must, and nothing else."""
        found: dict[str, Any] = {}
        for column in table.columns:
            special = column.name in _SPECIAL.get(table.name, {})
            if not special and self._is_needed(table, column):
                found[column.name] = self._value(table, column)
        found |= {
            name: value() if callable(value) else value
            for name, value in _SPECIAL.get(table.name, {}).items()
        }
        if table.name == "networking_connections":
            found["target_id"] = self.insert("attendees")["id"]
        if table.name == "poll_votes":
            found["option_id"] = self.row("poll_options")["option_id"]
        return found

    def _is_needed(self, table: Table, column: Column[Any]) -> bool:
        if column.name in _ONE_OF.get(table.name, ())[:1] or column.primary_key:
            return True
        given = column.server_default is not None or column.computed or column.identity
        return not column.nullable and not given

    def _value(self, table: Table, column: Column[Any]) -> Any:
        if column.name == ORGANIZATION:
            return self._organization_id
        target = column.info.get("references")
        if target == "organizations":
            return self._organization_id
        if target is not None:
            return self.row(target)["id"]
        if words := column.info.get("choices"):
            return words[0]
        made = _BY_TYPE[python_type(column)]()
        length = getattr(column.type, "length", None)
        return made[:length] if isinstance(made, str) and length else made

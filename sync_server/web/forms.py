"""Forms of plain tables: which columns they have, and how what is written becomes what the API takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.venues.models import Event
from sync_server.kernel.resource import Resource
from sync_server.kernel.session import organization_of

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """A field. `kind`: text, number, check, choice, moment (a day and a time of the event's zone),
    time, lines (a list, one entry on each line), many (several of the choices).
    """

    name: str
    text: str
    kind: str = "text"
    required: bool = False
    choices: Choices | Callable[[Session, Any], Choices] = ()
    hint: str = ""

    def options(self, session: Session, event: Event | None) -> Choices:
        """What may be chosen."""
        found = self.choices(session, event) if callable(self.choices) else self.choices
        empty: Choices = () if self.required or self.kind == "many" else (("", ""),)
        return (*empty, *found)


@dataclass(frozen=True)
class Kind:
    """Rows of one table that belong to an event: what they are called, shown and asked."""

    path: str
    title: str
    one: str
    resource: Resource[Any]
    columns: Sequence[Column]
    about: str = ""


def resource_of(table: type[Any], *routers: Any) -> Resource[Any]:
    """How the API takes rows of a table."""
    return next(one for part in routers for one in part.RESOURCES if one.table is table)


def named(table: str) -> Any:
    """Rows of the event as choices."""

    def found(session: Session, event: Event) -> Choices:
        rows = session.execute(
            text(f"SELECT id, name FROM {table} WHERE organization_id = :organization"
                 " AND event_id = :event ORDER BY name"),
            {"organization": organization_of(session), "event": event.id},
        )  # fmt: skip
        return [(str(row.id), row.name) for row in rows]

    return found


def sent(
    columns: Sequence[Column], fields: Mapping[str, Any], event: Event | None
) -> dict[str, Any]:
    """What a form says, as the API takes it. What is empty is none. Moments take an event."""
    told: dict[str, Any] = {}
    for column in columns:
        said = fields.get(column.name)
        if column.kind == "check":
            told[column.name] = said is not None
        elif column.kind in ("lines", "many"):
            many = said if isinstance(said, list) else str(said or "").splitlines()
            told[column.name] = [one.strip() for one in many if one.strip()]
        elif column.kind == "moment":
            told[column.name] = _moment(said, event)
        elif said is not None or not column.required:
            told[column.name] = said
    return told


def said_of(
    columns: Sequence[Column], row: Mapping[str, Any], event: Event | None
) -> dict[str, Any]:
    """A row as its form says it."""
    told: dict[str, Any] = {}
    zone = _zone(event)
    for column in columns:
        value = row.get(column.name)
        if column.kind == "moment" and isinstance(value, datetime):
            value = value.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
        elif column.kind == "lines":
            value = "\n".join(value or ())
        elif column.kind == "many":
            value = [str(one) for one in value or ()]
        told[column.name] = "" if value is None else value
    return told


def _zone(event: Event | None) -> ZoneInfo:
    return ZoneInfo(event.timezone if event else "UTC")


def _moment(said: Any, event: Event | None) -> str | None:
    if not said:
        return None
    try:
        local = datetime.fromisoformat(str(said))
    except ValueError:
        return str(said)  # the API says what is wrong with it
    return local.replace(tzinfo=_zone(event)).isoformat()

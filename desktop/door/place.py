"""Where the organizer put this kiosk, as the attached guest list has it."""

from uuid import UUID

from desktop.storage.database import Database
from desktop.storage.journal import Station
from shared.protocol import ToldEvent


def station_of(database: Database, device_id: UUID) -> Station | None:
    """Event, gate and lists of a device; None for one that is not in the list or serves none."""
    row = database.one(
        "SELECT event_id, gate_id FROM replica.devices WHERE id = ?", (str(device_id),)
    )
    lists = database.all(
        "SELECT check_in_list_id FROM replica.device_lists WHERE device_id = ? ORDER BY id",
        (str(device_id),),
    )
    if row is None or row[0] is None or not lists:
        return None
    gate_id = UUID(row[1]) if row[1] else None
    return Station(UUID(row[0]), gate_id, tuple(UUID(item[0]) for item in lists))


def event_of(database: Database, station: Station) -> ToldEvent | None:
    """The event of a station; None where the list is of another one."""
    row = database.one(
        "SELECT id, name, timezone, starts_at, ends_at FROM replica.events WHERE id = ?",
        (str(station.event_id),),
    )
    names = ("id", "name", "timezone", "starts_at", "ends_at")
    return ToldEvent.model_validate(dict(zip(names, row, strict=True))) if row else None

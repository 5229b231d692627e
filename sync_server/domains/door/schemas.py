"""What the door's API takes and tells."""

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from sync_server.domains.door.models import CheckInConflict, Device, DeviceAlert, Scan
from sync_server.kernel.schemas import Input, Output, read_schema

DeviceRead: Any = read_schema(
    Device,
    "name", "event_id", "gate_id", "enrolled_at", "platform", "app_version", "last_seen_at",
    "confirmed_seq", "queue_depth", "clock_offset_ms", "battery_percent", "revoked_at",
    "revoke_reason",
)  # fmt: skip
ScanRead: Any = read_schema(
    Scan,
    "event_id", "check_in_list_id", "gate_id", "device_id", "seq", "stamp_ms", "judged_at",
    "raw_clock", "clock_offset_ms", "clock_measured_at", "ticket_id", "medium", "direction",
    "persons", "verdict", "reason", "warnings", "bypassed", "override_reason", "operator_id",
    "supervisor_id", "annulled_by", "answers", "replica_cursor",
)  # fmt: skip
ConflictRead: Any = read_schema(
    CheckInConflict,
    "event_id", "check_in_list_id", "ticket_id", "kind", "entry_id", "winner_entry_id", "persons",
    "ended_at", "restated_at", "withdrawn_at", "status", "resolution", "resolution_note",
    "resolved_at",
)  # fmt: skip
AlertRead: Any = read_schema(DeviceAlert, "device_id", "kind", "journal_entry_id", "detail")


class DeviceCreate(Input):
    """A kiosk to be enrolled. No lists named: every list of the event."""

    name: str = Field(min_length=1, max_length=100)
    event_id: UUID
    gate_id: UUID | None = None
    list_ids: list[UUID] = []


class DeviceChange(Input):
    """Rename a device, or move it to another gate or other lists."""

    name: str | None = Field(default=None, min_length=1, max_length=100)
    gate_id: UUID | None = None
    list_ids: list[UUID] | None = None


class EnrolmentCode(Output):
    """A one-use code; `code` is the text of the QR. Shown this once."""

    device_id: UUID
    code: str
    expires_at: AwareDatetime


class Revocation(Input):
    """Why a device is no longer believed."""

    reason: str = Field(default="", max_length=500)


class Resolution(Input):
    """What an organizer found out about a conflict."""

    resolution: Literal["legitimate", "fraud", "staff_error", "other"]
    note: str = Field(default="", max_length=2000)

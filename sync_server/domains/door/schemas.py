"""What the door's API takes and tells."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from sync_server.kernel.schemas import Input, Output


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

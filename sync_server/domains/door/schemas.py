"""What the door's API takes and tells."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from sync_server.kernel.schemas import Input, Moment, Output


class DeviceCreate(Input):
    """A kiosk to be enrolled. No lists named: every list of the event."""

    name: str = Field(min_length=1, max_length=100)
    event_id: UUID
    gate_id: UUID | None = None
    list_ids: list[UUID] = []


class DeviceChange(Input):
    """Rename a device, or move it to another gate, other lists or another event.

    At another event it stands at no gate and serves every list, unless these are named too.
    """

    name: str | None = Field(default=None, min_length=1, max_length=100)
    event_id: UUID | None = None
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


class ConflictSide(Output):
    """One of the two entries. `judged_at` is the corrected time, `raw_clock` the device's own.

    `direction` and `medium` are of a scan; `action` and `seat` of what a host did at the seat map.
    """

    scan_id: UUID
    device_id: UUID | None
    device: str | None
    gate: str | None
    operator: str | None
    supervisor: str | None
    direction: str | None
    persons: int
    medium: str | None
    action: str | None = None
    seat: str | None = None
    judged_at: AwareDatetime
    raw_clock: AwareDatetime | None
    clock_offset_ms: int | None
    clock_measured_at: AwareDatetime | None
    override_reason: str | None
    bypassed: list[str]
    taken_back: bool
    received_at: AwareDatetime | None
    received_from: str | None


class ConflictStory(Output):
    """A conflict with both doors, both people and both clocks."""

    id: UUID
    kind: str
    persons: int
    status: str
    withdrawn_at: AwareDatetime | None
    loser: ConflictSide | None
    winner: ConflictSide | None


class SequenceGap(Output):
    """Numbers of a journal that are not here, both ends included."""

    first: int
    last: int


class OpenAlert(Output):
    """Something about a device that was put before the organizer."""

    kind: str
    raised_at: AwareDatetime
    detail: dict[str, object]


class DeviceJournal(Output):
    """What of a device's journal is here. `waiting` is what the device said last.

    `safe_seq`: up to there it is in the last backup that was verified; None where none was.
    """

    device_id: UUID
    name: str
    last_seen_at: AwareDatetime | None
    clock_offset_ms: int | None
    waiting: int | None
    revoked_at: AwareDatetime | None
    entries: int
    last_seq: int
    last_received_at: AwareDatetime | None
    confirmed_seq: int
    confirmed_hash: str
    safe_seq: int | None
    branches: int
    gaps: list[SequenceGap]
    questioned: dict[str, int]
    alerts: list[OpenAlert]


class JournalKey(Output):
    """What opens a dead kiosk's journal file, in hex."""

    journal_key: str


class NotSeated(Output):
    """A ticket that got no seat, and why."""

    ticket_id: UUID
    reason: str


class Assigned(Output):
    """How many persons got a seat, and which tickets did not."""

    seated: int
    unseated: list[NotSeated]


class CloneAsked(Input):
    """What is different of the new evening. `as_it_is`: what cannot move there is copied all the same."""

    name: str = Field(min_length=1, max_length=255)
    starts_at: Moment
    as_it_is: bool = False


class Cloned(Output):
    """The new event, a draft."""

    event_id: UUID

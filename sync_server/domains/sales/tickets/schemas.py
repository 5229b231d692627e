"""What the ticket API takes and tells."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from shared.credentials import MAX_BYTES
from sync_server.kernel.schemas import Input, Output


class TicketIssue(Input):
    """A ticket of our own, to be given a code and a signed QR."""

    event_id: UUID
    ticket_type_id: UUID
    holder_name: str | None = Field(default=None, max_length=255)
    holder_email: str | None = Field(default=None, max_length=255)
    payment_status: Literal["pending", "paid", "comp"] = "paid"
    product_id: UUID | None = None
    addon_to_id: UUID | None = None
    seat_label: str | None = None
    external_reference: str | None = None
    admits: int = Field(default=1, ge=1, le=255)
    event_date: date | None = None
    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime | None = None
    attention: list[str] = []
    door_note: str | None = None


class TicketChange(Input):
    """What may be changed of a ticket. Moments default to now."""

    holder_name: str | None = Field(default=None, max_length=255)
    seat_label: str | None = None
    attention: list[str] | None = None
    door_note: str | None = None
    status: Literal["valid", "cancelled", "refunded", "blocked", "transferred"] | None = None
    payment_status: Literal["pending", "paid", "refunded", "comp", "failed"] | None = None
    approval_status: Literal["none", "pending", "approved", "denied"] | None = None


class ImportRow(Input):
    """One ticket of an import. Only the code is needed; known tickets keep what is not sent."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    code: str = Field(min_length=1, max_length=MAX_BYTES)
    holder: str | None = Field(default=None, max_length=255)
    email: str | None = Field(default=None, max_length=255)
    ticket_type: str | None = None
    seat: str | None = None
    status: Literal["valid", "cancelled", "refunded", "blocked", "transferred", "used"] | None = (
        None
    )
    payment: Literal["pending", "paid", "refunded", "comp", "failed"] | None = None
    approval: Literal["none", "pending", "approved", "denied"] | None = None
    attention: list[str] | None = None
    note: str | None = None
    external_reference: str | None = None
    admits: int | None = Field(default=None, ge=1, le=10_000)
    event_date: date | None = None
    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime | None = None


class ImportRequest(Input):
    """A JSON import; rows are checked one by one, so each can be named when it is wrong."""

    tickets: list[dict[str, Any]]


class ImportedRow(Output):
    """What became of one row; rows count from 1, below the header."""

    row: int
    code: str | None
    status: Literal["created", "updated", "unchanged", "wrong"]
    problem: str | None = None


class ImportAnswer(Output):
    """The result of an import. `written` is false where a wrong row stopped everything."""

    written: bool
    created: int
    updated: int
    unchanged: int
    wrong: int
    rows: list[ImportedRow]

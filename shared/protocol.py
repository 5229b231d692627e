"""Wire types of the sync API, version 1 (`docs/protocol.md`).

What the server reads forbids fields it does not know; what a kiosk reads ignores them, so that a
kiosk of the previous version keeps working beside a newer server.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, Self
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    TypeAdapter,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from shared import chain
from shared.ledger import Direction, Scan, Stamp, Status
from shared.seating import Move, may_be_noted
from shared.times import FIRST_TIME, LAST_TIME, ms_of

PROTOCOL_VERSION = 1
PROTOCOL_HEADER = "Usher-Protocol"
MAX_BATCH = 1000

QuarantineReason = Literal[
    "malformed", "unknown_list", "bad_signature", "seq_reused", "id_reused", "broken_chain",
    "after_revocation",
]  # fmt: skip
WAITS = frozenset({"malformed", "unknown_list", "bad_signature", "id_reused", "after_revocation"})
"""Quarantined for these an entry stays outside the fold, until an organizer releases it."""
KINDS = ("scan", "annul", "link", "payment", "seat")
SHARED_KINDS = ("scan", "annul", "link", "seat")
"""Kinds that other doors learn of; a payment is the organizer's business."""


def _is_hex(text: str) -> str:
    bytes.fromhex(text)
    if text != text.lower():
        raise ValueError("hex is lower-case on this wire")
    return text


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a time without a zone means nothing here")
    return moment


BEYOND_TIME = "beyond_time"
"""The type of the error where an entry tells a time that no door has been open at."""
A_DAY_AHEAD = timedelta(days=1)


def _of_this_age(moment: datetime) -> datetime:
    if not FIRST_TIME <= moment < LAST_TIME:
        raise PydanticCustomError(BEYOND_TIME, "a time before 1900 or after 2199")
    return moment


def _ms_of_this_age(ms: int) -> int:
    if not 0 <= ms < ms_of(LAST_TIME):
        raise PydanticCustomError(BEYOND_TIME, "milliseconds before 1970 or after 2199")
    return ms


Hex = Annotated[str, AfterValidator(_is_hex)]
Place = Annotated[int, Field(ge=1, lt=2**31)]
"""A place at a seat, or a person of a ticket."""
Hash = Annotated[str, Field(min_length=64, max_length=64), AfterValidator(_is_hex)]
Moment = Annotated[
    datetime,
    AfterValidator(_aware),
    PlainSerializer(lambda moment: rfc3339(moment), when_used="json"),
]


class Asked(BaseModel):
    """What a kiosk or client sends."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(BaseModel):
    """What the server answers."""

    model_config = ConfigDict(frozen=True, extra="ignore")


# Journal entries (up)
WrittenAt = Annotated[Moment, AfterValidator(_of_this_age)]
"""A time in a journal. What calendars cannot reckon with must not get into anything that is counted."""


class WireStamp(Asked):
    """A stamp without the scan id, which is the entry's."""

    at_ms: Annotated[int, AfterValidator(_ms_of_this_age)]
    device_id: UUID
    seq: int = Field(ge=0, lt=2**53)


class EntryBody(Asked):
    """What every journal entry says of itself (ledger rule 14)."""

    entry_id: UUID
    kind: str
    device_id: UUID
    seq: int = Field(ge=1, lt=2**53)
    stamp: WireStamp
    judged_at: WrittenAt
    raw_clock: WrittenAt
    clock_offset_ms: int = Field(gt=-(2**53), lt=2**53)
    clock_measured_at: WrittenAt | None = None

    def is_ahead_of(self, now: datetime) -> bool:
        """Whether it claims to be of another day than any clock that was set, `now` being right."""
        latest = now + A_DAY_AHEAD
        return self.judged_at > latest or self.stamp.at_ms > ms_of(latest)


class ScanBody(EntryBody):
    """One presentation with its verdict."""

    kind: Literal["scan"] = "scan"
    scan_id: UUID
    list_id: UUID
    gate_id: UUID | None = None
    ticket_id: UUID | None = None
    credential_digest: Hash | None = None
    medium: Literal["qr", "nfc", "rfid", "barcode", "typed", "search", "api"]
    direction: Direction
    persons: int = Field(ge=1, le=10_000)
    verdict: Status
    reason: str | None = None
    warnings: list[str] = []
    bypassed: list[str] = []
    override_reason: str | None = None
    operator_id: UUID | None = None
    supervisor_id: UUID | None = None
    answered: list[UUID] = []
    answers_hash: Hash | None = None
    product_id: UUID | None = None
    replica_cursor: str | None = None

    def scan(self) -> Scan:
        """What the fold reads of it."""
        return Scan(
            stamp=Stamp(self.stamp.at_ms, self.stamp.device_id, self.stamp.seq, self.entry_id),
            judged_at=self.judged_at,
            direction=self.direction,
            persons=self.persons,
            status=self.verdict,
            bypassed=frozenset(self.bypassed),
            gate_id=self.gate_id,
        )


def answers_hash(answers: Mapping[UUID, str]) -> str | None:
    """What a scan signs of its answers, by question; None where there are none.

    Raises ValueError where one is no valid Unicode.
    """
    document = {str(question): answer for question, answer in answers.items()}
    return chain.link_hash(b"", chain.canonical(document)).hex() if document else None


class AnnulBody(EntryBody):
    """Takes back one scan (ledger rule 13)."""

    kind: Literal["annul"] = "annul"
    annuls: UUID
    ticket_id: UUID
    list_id: UUID
    reason: str
    operator_id: UUID | None = None
    supervisor_id: UUID | None = None


class LinkBody(EntryBody):
    """A wristband linked to a ticket, together with the accepted scan it belongs to."""

    kind: Literal["link"] = "link"
    ticket_id: UUID
    digest: Hash
    credential_kind: Literal["qr", "signed_qr", "code", "nfc", "rfid", "wristband", "barcode"]
    label: str = ""
    replaces: Hash | None = None
    scan_id: UUID | None = None


class PaymentBody(EntryBody):
    """An unpaid ticket settled at the door. `amount` is decimal text, never a float."""

    kind: Literal["payment"] = "payment"
    ticket_id: UUID
    amount: str = Field(pattern=r"^\d{1,10}(\.\d{1,2})?$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    method: str
    operator_id: UUID | None = None


class SeatBody(EntryBody):
    """A change on the seat map. Holds and blocks are of the whole seat: `place` is 1 then.

    The person comes from `from_seat_id`, or sat nowhere; with `other_ticket_id` the two swap. A
    note is the `reason`, of the person or else of the seat; without one the note there is gone.
    """

    kind: Literal["seat"] = "seat"
    seat_id: UUID
    place: Place
    action: Literal["place", "clear", "hold", "release", "block", "unblock", "note"]
    ticket_id: UUID | None = None
    person: Place | None = None
    from_seat_id: UUID | None = None
    from_place: Place | None = None
    other_ticket_id: UUID | None = None
    other_person: Place | None = None
    reason: str | None = None
    operator_id: UUID | None = None

    @model_validator(mode="after")
    def _is_writable(self) -> Self:
        if self.action == "note" and not may_be_noted(self.reason or ""):
            raise ValueError("a note is one short line of text")
        return self

    def move(self) -> Move:
        """What is walked of it."""
        return Move.of(
            self, Stamp(self.stamp.at_ms, self.stamp.device_id, self.stamp.seq, self.entry_id)
        )


Body = Annotated[
    ScanBody | AnnulBody | LinkBody | PaymentBody | SeatBody, Field(discriminator="kind")
]
BODY: TypeAdapter[ScanBody | AnnulBody | LinkBody | PaymentBody | SeatBody] = TypeAdapter(Body)


class WireEntry(Asked):
    """One journal entry as it travels. `body` is the canonical JSON text that was hashed.

    The texts are not checked here: an entry that makes no sense is quarantined by itself, and the
    rest of its batch is stored.
    """

    seq: int = Field(ge=1, lt=2**53)
    kind: str
    body: str
    prev_hash: str | None = None
    hash: str
    signature: str
    answers: dict[UUID, str] | None = None


class Head(Asked):
    """An end of a chain."""

    seq: int = Field(ge=0)
    hash: Hash


class Certificate(Asked):
    """What the server signed at enrolment, so that a device can be known again (rule 5)."""

    body: str
    signature: Hex


class PushRequest(Asked):
    """`POST /sync/scans`. `kept_from`: what came before was safe, and the device has forgotten it.

    `queue_depth`: how many entries wait on the device, with those of this batch.
    """

    device_id: UUID
    device_time: Moment
    journal_head: Head | None = None
    entries: list[WireEntry] = Field(max_length=MAX_BATCH)
    kept_from: int | None = Field(default=None, ge=1, lt=2**53)
    certificate: Certificate | None = None
    queue_depth: int | None = Field(default=None, ge=0, lt=2**31)
    battery_percent: int | None = Field(default=None, ge=0, le=100)
    app_version: str | None = Field(default=None, max_length=50)


class ToldConflict(Told):
    """A conflict as the answer to an upload names it."""

    kind: str
    entry_id: UUID
    winner_entry_id: UUID | None = None
    persons: int = 1


class EntryResult(Told):
    """What became of one uploaded entry."""

    entry_id: UUID
    status: Literal["stored", "already_stored", "quarantined"]
    quarantined_reason: QuarantineReason | None = None
    conflicts: list[ToldConflict] = []


class ToldHead(Told):
    """An end of the asking device's chain as the server holds it."""

    seq: int
    hash: str


class SyncState(Told):
    """What every answer below `/sync` carries (rule 4)."""

    server_time: Moment
    database_id: str
    epoch: int
    heads: list[ToldHead] = []
    safe: ToldHead | None = None


class HeldHead(Head):
    """The newest entry of a device that a kiosk holds, and the server too."""

    device_id: UUID


class SafeRequest(Asked):
    """`POST /sync/safe`: which entries may be forgotten, of devices whose entries the kiosk holds."""

    held: list[HeldHead] = Field(max_length=MAX_BATCH)


class SafeHead(ToldHead):
    """Up to where entries of a device may be forgotten."""

    device_id: UUID


class SafeAnswer(SyncState):
    """Up to where a backup is known to hold what was written at events that are over (rule 6)."""

    forget: list[SafeHead]


class PushAnswer(SyncState):
    """The answer to `POST /sync/scans`: one result per entry, in their order."""

    results: list[EntryResult]
    expected_seq: int
    confirmed: ToldHead


# Enrolment


class EnrolRequest(Asked):
    """`POST /devices/enrol`."""

    token: str = Field(max_length=200)
    public_key: Hash
    name: str = Field(default="", max_length=100)
    platform: str = Field(default="", max_length=100)
    app_version: str = Field(default="", max_length=50)
    journal_key: Hash | None = None


class RenewRequest(Asked):
    """`POST /devices/renew`: a new id for a restored or copied kiosk, signed with its old key."""

    device_id: UUID
    public_key: Hash
    signature: Hex
    journal_key: Hash | None = None


class ReadmitRequest(Asked):
    """`POST /devices/readmit`: a server restored from a backup may not know a device (rule 5).

    `token_hash` is the SHA-256 of the token the device goes on with; `signature` is its own, over
    `usher readmit` and the hash. Sent again by somebody else it changes nothing.
    """

    certificate: Certificate
    token_hash: Hash
    signature: Hex


class ReadmitAnswer(Told):
    """The device may go on with the token it named."""

    device_id: UUID
    server_time: Moment


class Named(Told):
    """An id with the name people know it by."""

    id: UUID
    name: str


class ToldEvent(Named):
    """The event a device is enrolled for."""

    timezone: str
    starts_at: Moment
    ends_at: Moment


class SigningKey(Told):
    """A public key that verifies signed tickets."""

    key_id: str
    public_key: str
    not_before: Moment
    revoked_at: Moment | None = None


class EnrolAnswer(Told):
    """Everything a kiosk needs to begin; `device_token` is shown this once."""

    device_id: UUID
    device_token: str
    organization: Named
    event: ToldEvent
    gate: Named | None
    lists: list[Named]
    server_time: Moment
    signing_keys: list[SigningKey]
    server_key: str
    certificate: Certificate


class EnrolCode(Told):
    """What the organizer's QR code holds. The fingerprint is of the TLS key, or empty."""

    url: str
    token: str
    fingerprint: str = ""

    def text(self) -> str:
        """The content of the QR code."""
        query = urlencode({"url": self.url, "token": self.token, "fp": self.fingerprint})
        return f"usher://enrol?{query}"

    @classmethod
    def parse(cls, text: str) -> "EnrolCode | None":
        """The code of a scanned or pasted text, or None where it is something else."""
        parts = urlsplit(text.strip())
        if (parts.scheme, parts.netloc) != ("usher", "enrol"):
            return None
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if not query.get("url") or not query.get("token"):
            return None
        return cls(url=query["url"], token=query["token"], fingerprint=query.get("fp", ""))


# Online redeem


class RedeemOverride(Asked):
    """A supervisor lets somebody in against a refusal."""

    supervisor_id: UUID
    pin: str = Field(max_length=32)
    reason: str = Field(min_length=1, max_length=500)


class RedeemRequest(Asked):
    """`POST /check-ins/redeem`. Redeem is now: there is no `at` (rule 16)."""

    list_id: UUID
    credential: str = Field(max_length=8192)
    medium: Literal["qr", "nfc", "rfid", "barcode", "typed", "api"] = "api"
    direction: Direction = Direction.ENTRY
    persons: int | None = Field(default=None, ge=1, le=10_000)
    scan_id: UUID | None = None
    answers: dict[UUID, str] = {}
    wristband: str | None = Field(default=None, max_length=4096)
    product_id: UUID | None = None
    override: RedeemOverride | None = None

    @field_validator("credential", "wristband")
    @classmethod
    def _no_nul(cls, text: str | None) -> str | None:
        return text.replace("\0", "") if text is not None else None


class AskOption(Told):
    """One way to answer an `ask`."""

    id: UUID | None = None
    label: str


class Ask(Told):
    """What the guest or staff must say before the answer can be yes."""

    what: Literal["questions", "exchange", "addon", "persons"]
    options: list[AskOption] = []


class ToldTicket(Told):
    """The ticket as door staff may see it."""

    id: UUID
    holder_name: str | None
    ticket_type: str
    attention: list[str]
    door_note: str | None


class ToldPassage(Told):
    """The folded state of the ticket on the list after this scan."""

    inside: int
    entries: int
    exits: int
    first_entry: Moment | None
    last_entry: Moment | None


class RedeemAnswer(Told):
    """The verdict; a refusal is an answer, not an HTTP error."""

    scan_id: UUID
    status: Status
    reason: str | None
    ask: Ask | None
    stale: bool
    explanation: str | None
    ticket: ToldTicket | None
    seat: str | None
    warnings: list[str]
    bypassed: list[str]
    places_left: int | None
    passage: ToldPassage | None
    list: Named


def rfc3339(moment: datetime) -> str:
    """A UTC time with milliseconds, as every journal body writes it."""
    utc = moment.astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def parse_body(text: str | bytes, *, lenient: bool = False) -> Any:
    """The typed body of an entry; a kiosk reads leniently what a newer peer wrote."""
    return BODY.validate_json(text, extra="ignore" if lenient else None)


def body_document(body: EntryBody) -> Mapping[str, Any]:
    """The document whose canonical JSON is hashed: every field, nothing left out."""
    return body.model_dump(mode="json")

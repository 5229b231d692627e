"""Tables of door and check-in."""

from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Computed, Index, text
from sqlalchemy.dialects.postgresql import INET
from sqlmodel import Field

from sync_server.kernel import clock
from sync_server.kernel.tables import (
    NOW,
    ORGANIZATION,
    ChangingTable,
    Replicated,
    ServerTable,
    TenantTable,
    Xid8,
    big,
    check,
    choice,
    count,
    flag,
    index,
    json,
    link,
    stamped,
    unique,
    unique_where,
    words,
)

ALERTS = ("tampered", "gap", "cloned", "clock", "rolled_back", "beyond_role")


class Zone(ChangingTable, Replicated, table=True):
    """An area with a capacity that several lists fill."""

    __tablename__ = "zones"
    __table_args__ = (unique("event_id", "name"), check("capacity", "capacity >= 0"))

    event_id: UUID = link("events", cascade=True)
    name: str
    capacity: int | None = None
    capacity_mode: str = choice("warn", "refuse", default="warn")


class Gate(ChangingTable, Replicated, table=True):
    """A physical door."""

    __tablename__ = "gates"
    __table_args__ = (unique("event_id", "name"),)

    event_id: UUID = link("events", cascade=True)
    name: str
    zone_id: UUID | None = link("zones", clear=True, default=None)
    sort_order: int = count(at_least=None)


class Device(ChangingTable, Replicated, table=True):
    """A kiosk, or the server itself as the device of online redeems.

    `heads` are the ends of its chains as stored without a gap: more than one after a clone.
    `safe_seq` and `safe_hash` are the end of its chain in the last backup that was verified.
    """

    __tablename__ = "devices"
    __table_args__ = (unique("token_hash"),)

    name: str
    event_id: UUID | None = link("events", clear=True, default=None)
    gate_id: UUID | None = link("gates", clear=True, default=None)
    enrolled_at: datetime | None = None
    public_key: bytes | None = None
    certificate: str | None = None
    token_hash: bytes | None = None
    journal_key: bytes | None = None
    platform: str | None = None
    app_version: str | None = None
    last_seen_at: datetime | None = None
    last_cursor: str | None = None
    confirmed_seq: int = big(default=0, sa_column_kwargs={"server_default": "0"})
    confirmed_hash: bytes | None = None
    safe_seq: int | None = big(default=None)
    safe_hash: bytes | None = None
    heads: list[Any] = json("[]")
    queue_depth: int | None = None
    clock_offset_ms: int | None = big(default=None)
    battery_percent: int | None = None
    revoked_at: datetime | None = None
    revoke_reason: str | None = None


class DeviceEnrolment(TenantTable, table=True):
    """A one-use enrolment token."""

    __tablename__ = "device_enrolments"
    __table_args__ = (unique("token_hash"),)

    device_id: UUID = link("devices", cascade=True)
    token_hash: bytes
    created_by: UUID | None = link("users", clear=True, default=None)
    expires_at: datetime
    used_at: datetime | None = None


class CheckInList(ChangingTable, Replicated, table=True):
    """Who may pass, and under which rules."""

    __tablename__ = "check_in_lists"
    __table_args__ = (unique("event_id", "name"), check("capacity", "capacity >= 0"))

    event_id: UUID = link("events", cascade=True)
    session_id: UUID | None = link("sessions", cascade=True, default=None)
    event_date: date | None = None
    zone_id: UUID | None = link("zones", clear=True, default=None)
    name: str
    all_ticket_types: bool = flag(True)
    entry_policy: str = choice("single", "reentry", "multiple", default="single")
    admits_pending: bool = flag()
    match_addons: bool = flag()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    capacity: int | None = None
    capacity_mode: str = choice("warn", "refuse", default="warn")
    acknowledge_attention: bool = flag()
    exit_all_at: time | None = None
    rules: dict[str, Any] = json()
    older_symbologies: bool = flag()


class CheckInListTicketType(TenantTable, Replicated, table=True):
    """A ticket type that a list takes."""

    __tablename__ = "check_in_list_ticket_types"
    __table_args__ = (unique("check_in_list_id", "ticket_type_id"),)

    check_in_list_id: UUID = link("check_in_lists", cascade=True)
    ticket_type_id: UUID = link("ticket_types", cascade=True)


class CheckInListProduct(TenantTable, Replicated, table=True):
    """An add-on product that a list takes."""

    __tablename__ = "check_in_list_products"
    __table_args__ = (unique("check_in_list_id", "product_id"),)

    check_in_list_id: UUID = link("check_in_lists", cascade=True)
    product_id: UUID = link("products", cascade=True)


class DeviceList(TenantTable, Replicated, table=True):
    """A list that a device serves."""

    __tablename__ = "device_lists"
    __table_args__ = (unique("device_id", "check_in_list_id"),)

    device_id: UUID = link("devices", cascade=True)
    check_in_list_id: UUID = link("check_in_lists", cascade=True)


class CheckInQuestion(ChangingTable, Replicated, table=True):
    """Something asked at the door, of all ticket types or of those linked to it."""

    __tablename__ = "check_in_questions"

    event_id: UUID = link("events", cascade=True)
    prompt: str
    answer_kind: str = choice("text", "boolean", "choice", "number", "date", "photo")
    options: list[str] = json("[]")
    required: bool = flag()
    sort_order: int = count(at_least=None)


class CheckInQuestionTicketType(TenantTable, Replicated, table=True):
    """A ticket type that is asked a question."""

    __tablename__ = "check_in_question_ticket_types"
    __table_args__ = (unique("check_in_question_id", "ticket_type_id"),)

    check_in_question_id: UUID = link("check_in_questions", cascade=True)
    ticket_type_id: UUID = link("ticket_types", cascade=True)


class JournalEntry(TenantTable, Replicated, table=True):
    """One entry of a device's journal, exactly as it came; everything else is derived from it.

    `event_id` is the event whose doors should learn of it: the list's, else the device's.
    """

    __tablename__ = "journal_entries"
    __table_args__ = (
        index("device_id", "seq"),
        index("entry_id"),
        unique_where("counts", "device_id", "hash", name="uq_journal_entries_hash"),
        index("quarantined_reason", where="NOT counts", name="ix_journal_entries_waiting"),
        unique_where("annuls IS NOT NULL", "annuls", "entry_id", name="uq_journal_entries_annuls"),
    )

    event_id: UUID | None = link("events", default=None)
    device_id: UUID = link("devices")
    seq: int = big()
    entry_id: UUID
    kind: str = choice("scan", "annul", "link", "payment", "seat", "unknown")
    body: bytes
    prev_hash: bytes
    hash: bytes
    signature: bytes
    annuls: UUID | None = None
    received_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )
    received_from: UUID | None = link("devices", clear=True, default=None)
    quarantined_reason: str | None = choice(
        "malformed", "unknown_list", "bad_signature", "seq_reused", "id_reused", "broken_chain",
        "after_revocation", default=None,
    )  # fmt: skip
    released_at: datetime | None = None
    counts: bool = flag(True)


class DeviceAlert(TenantTable, Replicated, table=True):
    """Something about a device that an organizer must see."""

    __tablename__ = "device_alerts"

    device_id: UUID = link("devices")
    kind: str = choice(*ALERTS)
    journal_entry_id: UUID | None = link("journal_entries", default=None)
    detail: dict[str, Any] = json()


class Scan(TenantTable, table=True):
    """A scan entry unpacked for queries; its id is the entry's."""

    __tablename__ = "scans"
    __table_args__ = (
        index("device_id", "seq"),
        index("event_id", "ticket_id", "stamp_ms"),
        index("event_id", "stamp_ms"),
        index("ticket_id", "check_in_list_id"),
        check("persons", "persons >= 1"),
    )

    event_id: UUID = link("events")
    check_in_list_id: UUID | None = link("check_in_lists", default=None)
    gate_id: UUID | None = link("gates", clear=True, default=None)
    device_id: UUID | None = link("devices", default=None)
    seq: int | None = big(default=None)
    journal_entry_id: UUID | None = link("journal_entries", default=None)
    stamp_ms: int = big()
    judged_at: datetime
    raw_clock: datetime | None = None
    clock_offset_ms: int | None = big(default=None)
    clock_measured_at: datetime | None = None
    ticket_id: UUID | None = None
    credential_digest: bytes | None = None
    medium: str = choice("qr", "nfc", "rfid", "barcode", "typed", "search", "api")
    direction: str = choice("entry", "exit", default="entry")
    persons: int = count(1, at_least=None)
    verdict: str = choice("accepted", "refused", "ask")
    reason: str | None = None
    warnings: list[str] = words()
    bypassed: list[str] = words()
    override_reason: str | None = None
    operator_id: UUID | None = link("event_staff", default=None)
    supervisor_id: UUID | None = link("event_staff", default=None)
    annulled_by: UUID | None = None
    answered: list[str] = words()
    answers: dict[str, Any] = json()
    replica_cursor: str | None = None
    ip_address: str | None = Field(default=None, sa_type=cast(Any, INET))
    user_agent: str | None = None


class CredentialLink(TenantTable, table=True):
    """A link entry unpacked for queries; its id is the entry's. The ticket may not be here."""

    __tablename__ = "credential_links"
    __table_args__ = (
        index("event_id", "digest"),
        index("event_id", "replaces"),
        index("ticket_id"),
        index("scan_id"),
    )

    event_id: UUID = link("events", cascade=True)
    ticket_id: UUID
    digest: bytes
    replaces: bytes | None = None
    scan_id: UUID | None = None
    credential_kind: str
    label: str
    stamp_ms: int = big()
    judged_at: datetime


class CheckIn(TenantTable, table=True):
    """One counted entry and its end; its id is the entry's (ledger rule 22)."""

    __tablename__ = "check_ins"
    __table_args__ = (
        unique("entry_scan_id"),
        check("out_after_in", "checked_out_at IS NULL OR checked_out_at >= checked_in_at"),
        index("event_id", "checked_in_at"),
        index("ticket_id", "check_in_list_id"),
        Index(
            "ix_check_ins_present",
            ORGANIZATION,
            "check_in_list_id",
            postgresql_where=text("is_present"),
        ),
    )

    event_id: UUID = link("events", cascade=True)
    attendee_id: UUID | None = link("attendees", cascade=True, default=None)
    ticket_id: UUID | None = link("tickets", clear=True, default=None)
    check_in_list_id: UUID | None = link("check_in_lists", clear=True, default=None)
    session_id: UUID | None = link("sessions", clear=True, default=None)
    entry_scan_id: UUID = link("scans")
    exit_scan_id: UUID | None = link("scans", default=None)
    checked_in_at: datetime = stamped()
    checked_out_at: datetime | None = None
    check_in_method: str | None = choice(
        "qr_code", "manual", "nfc", "rfid", "app", "kiosk", default=None
    )
    check_in_location: str | None = None
    device_id: str | None = None
    device_ref: UUID | None = link("devices", clear=True, default=None)
    ip_address: str | None = Field(default=None, sa_type=cast(Any, INET))
    user_agent: str | None = None
    validated_by: UUID | None = link("users", clear=True, default=None)
    validation_notes: str | None = None
    duration_minutes: int | None = Field(
        default=None,
        sa_column_args=[
            Computed(
                "(EXTRACT(EPOCH FROM (checked_out_at - checked_in_at)) / 60)::integer",
                persisted=True,
            )
        ],
    )
    persons: int = count(1, at_least=None)
    persons_out: int = count()
    is_present: bool = flag(True)
    updated_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )


class CheckInConflict(ChangingTable, Replicated, table=True):
    """An accepted scan that the rules, seen with all facts, would not have accepted.

    Its id follows from kind and entry, so a door and the server write the same row. The stored
    resolution stays when the facts change; `restated_at` then is later than `resolved_at`.
    """

    __tablename__ = "check_in_conflicts"
    __table_args__ = (unique("kind", "entry_id"), index("event_id", "ticket_id"))

    event_id: UUID = link("events", cascade=True)
    check_in_list_id: UUID | None = link("check_in_lists", clear=True, default=None)
    ticket_id: UUID | None = None
    kind: str = choice(
        "duplicate_entry", "entered_canceled", "entered_refunded", "entered_blocked",
        "entered_revoked", "entered_unknown", "entered_unpaid", "entered_unapproved",
        "entered_out_of_hours", "entered_wrong_date", "entered_against_rules",
        "entered_over_capacity", "entered_wrong_list", "double_seating", "credential_reused",
    )  # fmt: skip
    entry_id: UUID
    winner_entry_id: UUID | None = None
    persons: int = count(1, at_least=None)
    ended_at: datetime | None = None
    restated_at: datetime | None = None
    withdrawn_at: datetime | None = None
    status: str = choice("open", "resolved", default="open")
    resolution: str | None = choice("legitimate", "fraud", "staff_error", "other", default=None)
    resolution_note: str | None = None
    resolved_by: UUID | None = link("users", clear=True, default=None)
    resolved_at: datetime | None = None


class SyncBatch(TenantTable, table=True):
    """One upload and what became of it."""

    __tablename__ = "sync_batches"

    device_id: UUID = link("devices", cascade=True)
    first_seq: int = big()
    last_seq: int = big()
    stored: int = count(at_least=None)
    already_stored: int = count(at_least=None)
    quarantined: int = count(at_least=None)
    app_version: str | None = None


class SyncTombstone(ServerTable, table=True):
    """A replicated row that is gone, or has left an event."""

    __tablename__ = "sync_tombstones"
    __table_args__ = (index("changed_xid"),)

    organization_id: UUID = Field(
        primary_key=True, sa_column_kwargs={"info": {"references": "organizations"}}
    )
    table_name: str = Field(primary_key=True)
    row_id: UUID = Field(primary_key=True)
    event_id: UUID | None = None
    changed_xid: int | None = Field(
        default=None,
        sa_type=cast(Any, Xid8),
        sa_column_kwargs={"server_default": text("pg_current_xact_id()"), "nullable": False},
    )
    created_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )

"""Every table of the domains, what of them travels to kiosks, and what is audited."""

from sqlalchemy import MetaData, Table

import sync_server.domains.billing.models
import sync_server.domains.content.models
import sync_server.domains.crm.activities.models
import sync_server.domains.crm.people.models
import sync_server.domains.crm.pipeline.models
import sync_server.domains.crm.scoring.models
import sync_server.domains.exhibitors.models
import sync_server.domains.hypecards.models
import sync_server.domains.identity.models
import sync_server.domains.knowledge.models
import sync_server.domains.marketing.audience.models
import sync_server.domains.marketing.campaigns.models
import sync_server.domains.marketing.tracking.models
import sync_server.domains.messaging.models
import sync_server.domains.platform.automation.models
import sync_server.domains.platform.consent.models
import sync_server.domains.platform.inbox.models
import sync_server.domains.platform.transfers.models
import sync_server.domains.platform.webhooks.models
import sync_server.domains.program.analytics.models
import sync_server.domains.program.community.models
import sync_server.domains.program.sessions.models
import sync_server.domains.program.sponsors.models
import sync_server.domains.sales.promoters.models
import sync_server.domains.sales.vouchers.models
import sync_server.domains.surveys.models
import sync_server.kernel.records  # noqa: F401
from shared.protocol import SHARED_KINDS
from sync_server.domains.door import models as door
from sync_server.domains.program.publications import models as publications
from sync_server.domains.sales.catalog import models as catalog
from sync_server.domains.sales.orders import models as orders
from sync_server.domains.sales.tickets import models as sales
from sync_server.domains.seating import models as seating
from sync_server.domains.venues import models as venues
from sync_server.kernel.replicas import Replica
from sync_server.kernel.tables import ServerTable

METADATA: MetaData = ServerTable.metadata

_OF_LIST = (
    "EXISTS (SELECT 1 FROM check_in_lists l WHERE l.organization_id = t.organization_id"
    " AND l.id = t.check_in_list_id AND l.event_id = p_event)"
)
_OF_TICKET = (
    "EXISTS (SELECT 1 FROM tickets k WHERE k.organization_id = t.organization_id"
    " AND k.id = t.ticket_id AND k.event_id = p_event)"
)
_OF_MAP = (
    "EXISTS (SELECT 1 FROM seat_maps m WHERE m.organization_id = t.organization_id"
    " AND m.id = t.seat_map_id AND m.event_id = p_event)"
)
_OF_QUESTION = (
    "EXISTS (SELECT 1 FROM check_in_questions q WHERE q.organization_id = t.organization_id"
    " AND q.id = t.check_in_question_id AND q.event_id = p_event)"
)
_NEARBY = (
    "EXISTS (SELECT 1 FROM events e, events o WHERE e.organization_id = t.organization_id"
    " AND o.organization_id = t.organization_id AND e.id = p_event AND o.id = {event}"
    " AND o.starts_at BETWEEN e.starts_at - interval '7 days' AND e.starts_at + interval '7 days')"
)
_ENTRY_KINDS = ", ".join(f"'{kind}'" for kind in SHARED_KINDS)


def _table(model: type[ServerTable]) -> Table:
    return METADATA.tables[str(model.__tablename__)]


REPLICAS: tuple[Replica, ...] = (
    Replica(
        _table(venues.Event),
        ("name", "timezone", "currency", "starts_at", "ends_at", "doors_open_at", "capacity",
         "status"),
        scope="(t.id = p_event OR " + _NEARBY.format(event="t.id") + ")",
    ),
    Replica(_table(door.Zone), ("event_id", "name", "capacity", "capacity_mode")),
    Replica(_table(door.Gate), ("event_id", "name", "zone_id", "sort_order")),
    Replica(
        _table(sales.TicketType),
        ("event_id", "name", "ticket_category", "valid_from", "valid_until",
         "valid_while_pending", "requires_wristband", "sort_order"),
    ),
    Replica(
        _table(catalog.Product),
        ("event_id", "name", "product_type"),
        scope="(t.event_id = p_event OR t.event_id IS NULL)",
    ),
    Replica(
        _table(door.CheckInList),
        ("event_id", "event_date", "zone_id", "name", "all_ticket_types", "entry_policy",
         "admits_pending", "match_addons", "opens_at", "closes_at", "capacity", "capacity_mode",
         "acknowledge_attention", "exit_all_at", "rules", "older_symbologies"),
    ),
    Replica(
        _table(door.CheckInListTicketType), ("check_in_list_id", "ticket_type_id"), scope=_OF_LIST
    ),
    Replica(_table(door.CheckInListProduct), ("check_in_list_id", "product_id"), scope=_OF_LIST),
    Replica(
        _table(door.Device),
        ("event_id", "name", "gate_id", "public_key", "certificate", "revoked_at"),
        scope="(t.event_id = p_event OR t.event_id IS NULL)",
    ),
    Replica(_table(door.DeviceList), ("device_id", "check_in_list_id"), scope=_OF_LIST),
    Replica(
        _table(door.CheckInQuestion),
        ("event_id", "prompt", "answer_kind", "options", "required", "sort_order"),
    ),
    Replica(
        _table(door.CheckInQuestionTicketType),
        ("check_in_question_id", "ticket_type_id"),
        scope=_OF_QUESTION,
    ),
    Replica(
        _table(venues.EventStaff),
        ("event_id", "display_name", "staff_role", "gate_id", "pin_hash", "is_supervisor",
         "shift_start", "shift_end", "revoked_at"),
    ),
    Replica(
        _table(sales.TicketSigningKey),
        ("key_id", "public_key", "not_before", "revoked_at"),
        scope="true",
    ),
    Replica(
        _table(orders.Order),
        ("event_id", "order_number", "company_name"),
        computed={
            "company_name": "(SELECT c.name FROM companies c"
            " WHERE c.organization_id = t.organization_id AND c.id = t.company_id)"
        },
        watched=("company_id",),
    ),
    Replica(
        _table(sales.Ticket),
        ("event_id", "ticket_type_id", "order_id", "holder_name", "issue_number", "product_id",
         "addon_to_id",
         "seat_label", "external_reference", "admits", "event_date", "valid_from", "valid_until",
         "attention", "door_note"),
    ),
    Replica(
        _table(sales.TicketState), ("ticket_id", "state", "since", "until"), scope=_OF_TICKET
    ),
    Replica(
        _table(sales.TicketCredential),
        ("event_id", "ticket_id", "kind", "digest", "label", "revoked_at"),
    ),
    Replica(
        _table(sales.TicketCredential),
        ("event_id", "digest"),
        scope="t.event_id <> p_event AND t.revoked_at IS NULL AND "
        + _NEARBY.format(event="t.event_id"),
        name="other_credentials",
    ),
    Replica(
        _table(seating.SeatMap),
        ("event_id", "name", "map_type", "total_capacity", "svg_content", "layout"),
    ),
    # What is held, blocked and taken follows from the entries; kiosks of the version before read it here.
    Replica(
        _table(seating.Seat),
        ("seat_map_id", "guid", "section_name", "row_label", "row_number", "seat_number",
         "seat_label", "kind", "capacity", "x", "y", "width", "height", "rotation", "category",
         "is_accessible", "min_spend", "is_blocked", "block_reason", "held_by_staff_id",
         "hold_reason"),
        scope=_OF_MAP,
    ),
    Replica(
        _table(seating.SeatAssignment),
        ("seat_map_id", "seat_id", "ticket_id", "seat_label", "place", "person",
         "accessibility_needs", "dietary_restrictions", "host"),
        computed={
            "host": "(SELECT trim(u.first_name || ' ' || u.last_name) FROM users u WHERE u.organization_id = t.organization_id"
            " AND u.id = t.vip_host_id)"
        },
        watched=("vip_host_id",),
        scope=_OF_MAP,
    ),
    Replica(
        _table(door.JournalEntry),
        ("event_id", "device_id", "seq", "entry_id", "kind", "body", "prev_hash", "hash",
         "signature"),
        watched=("counts",),  # an organizer may release what was put aside
        scope=f"t.event_id = p_event AND t.counts AND t.kind IN ({_ENTRY_KINDS})",
        texts=("body",),
        name="entries",
    ),
    Replica(
        _table(door.CheckInConflict),
        ("event_id", "check_in_list_id", "ticket_id", "kind", "entry_id", "winner_entry_id",
         "persons", "restated_at", "withdrawn_at", "status"),
    ),
    Replica(
        _table(publications.EventAnnouncement),
        ("event_id", "title", "content", "priority", "status", "sent_at"),
    ),
)  # fmt: skip
"""In an order that satisfies references."""

_UNAUDITED = frozenset(
    {
        # the machinery itself
        "audit_logs", "audit_seals", "domain_events", "idempotency_keys", "sync_batches",
        "sync_tombstones", "auth_sessions", "auth_tokens", "device_enrolments",
        # the door keeps a signed, chained journal; these are that journal and what follows from it
        "journal_entries", "scans", "credential_links", "seat_moves", "check_ins", "check_in_conflicts", "device_alerts",
        "ticket_states", "ticket_credentials",
        # rolled up or derived from other rows
        "contact_metrics", "event_analytics", "predictions", "lead_score_events", "price_changes",
        "opportunity_stage_history", "segment_members", "embeddings", "conversation_states",
        "survey_response_items", "material_downloads", "poll_votes", "tracking_events",
        # one row for each recipient or run
        "campaign_recipients", "broadcast_recipients", "announcement_deliveries",
        "webhook_deliveries", "inbound_webhook_events", "automation_runs", "notifications",
        "import_row_errors", "messages",
    }
)  # fmt: skip
_QUIET: dict[str, tuple[str, ...]] = {
    "devices": ("last_seen_at", "last_cursor", "confirmed_seq", "confirmed_hash", "safe_seq",
                "safe_hash", "heads", "queue_depth", "clock_offset_ms", "battery_percent",
                "app_version", "platform"),
    "users": ("last_login_at", "failed_login_attempts", "totp_last_step"),
    "api_keys": ("last_used_at",),
    "import_exports": ("processed_rows", "created_rows", "updated_rows", "skipped_rows"),
    "documents": ("content",),
    "prediction_models": ("artifact",),
    "seat_maps": ("svg_content",),
}  # fmt: skip
AUDITED: dict[str, tuple[str, ...]] = {
    name: _QUIET.get(name, ()) for name in sorted(METADATA.tables) if name not in _UNAUDITED
}
"""The tables whose changes the audit log holds, and the columns that are not worth a row."""

"""Tables of what was said, noted and is to be done."""

from datetime import date, datetime
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    check,
    choice,
    flag,
    index,
    link,
    search,
    stamped,
)


class Interaction(ChangingTable, table=True):
    """A call, mail or meeting with somebody."""

    __tablename__ = "interactions"
    __table_args__ = (
        index("contact_id", "occurred_at DESC", name="ix_interactions_contact_id_occurred_at"),
        check("duration_minutes", "duration_minutes >= 0"),
        search("interactions", "subject", "content"),
    )

    contact_id: UUID | None = link("contacts", cascade=True, default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    event_id: UUID | None = link("events", clear=True, default=None)
    opportunity_id: UUID | None = link("opportunities", clear=True, default=None)
    conversation_id: UUID | None = link("conversations", clear=True, default=None)
    campaign_recipient_id: UUID | None = link("campaign_recipients", clear=True, default=None)
    interaction_type: str = choice(
        "email", "phone", "sms", "whatsapp", "meeting", "demo", "proposal", "follow_up", "complaint"
    )
    subject: str | None = None
    content: str | None = None
    direction: str | None = choice("inbound", "outbound", default=None)
    scheduled_at: datetime | None = None
    occurred_at: datetime = stamped()
    duration_minutes: int | None = None
    outcome: str | None = None
    next_action: str | None = None
    next_action_date: date | None = None
    created_by: UUID | None = link("users", clear=True, default=None)


class Task(ChangingTable, table=True):
    """Something to be done."""

    __tablename__ = "tasks"
    __table_args__ = (
        check("completed", "status <> 'completed' OR completed_at IS NOT NULL"),
        index("assigned_to", "status", "due_date"),
        index("reminder_date", where="NOT reminder_sent", name="ix_tasks_reminder_date"),
        index("due_date", "id"),
        search("tasks", "title", "description"),
    )

    title: str
    description: str | None = None
    task_type: str | None = choice(
        "call",
        "email",
        "meeting",
        "follow_up",
        "proposal",
        "demo",
        "admin",
        "research",
        default=None,
    )
    priority: str = choice("low", "medium", "high", "urgent", default="medium")
    due_date: datetime | None = None
    completed_at: datetime | None = None
    status: str = choice("pending", "in_progress", "completed", "cancelled", default="pending")
    assigned_to: UUID | None = link("users", clear=True, default=None)
    created_by: UUID | None = link("users", clear=True, default=None)
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    opportunity_id: UUID | None = link("opportunities", clear=True, default=None)
    event_id: UUID | None = link("events", clear=True, default=None)
    lead_id: UUID | None = link("leads", clear=True, default=None)
    automation_rule_id: UUID | None = link("automation_rules", clear=True, default=None)
    reminder_sent: bool = flag()
    reminder_date: datetime | None = None


class Note(ChangingTable, table=True):
    """Something written down; a private one is its author's."""

    __tablename__ = "notes"
    __table_args__ = (search("notes", "title", "content"),)

    title: str | None = None
    content: str
    note_type: str = choice(
        "general", "meeting", "call", "email", "internal", "customer_feedback", default="general"
    )
    is_private: bool = flag()
    is_important: bool = flag()
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    opportunity_id: UUID | None = link("opportunities", clear=True, default=None)
    event_id: UUID | None = link("events", clear=True, default=None)
    interaction_id: UUID | None = link("interactions", clear=True, default=None)
    created_by: UUID | None = link("users", clear=True, default=None)

"""Tables of feedback and notifications."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    index,
    link,
    number,
    worded,
)


class Feedback(ChangingTable, table=True):
    """What somebody told the organization."""

    __tablename__ = "feedback"
    __table_args__ = (
        check("rating", "rating BETWEEN 0 AND 10"),
        check("sentiment_score", "sentiment_score BETWEEN -1 AND 1"),
    )

    contact_id: UUID | None = link("contacts", clear=True, default=None)
    event_id: UUID | None = link("events", clear=True, default=None)
    channel: str = worded("web")
    category: str | None = choice(
        "complaint", "suggestion", "praise", "bug", "question", "nps", default=None
    )
    rating: int | None = None
    content: str | None = None
    sentiment_score: Decimal | None = number(3, 2, default=None)
    status: str = choice("new", "in_review", "resolved", "dismissed", default="new")
    assigned_to: UUID | None = link("users", clear=True, default=None)
    resolved_at: datetime | None = None
    task_id: UUID | None = link("tasks", clear=True, default=None)


class Notification(TenantTable, table=True):
    """Something a user should know."""

    __tablename__ = "notifications"
    __table_args__ = (
        index(
            "user_id",
            "created_at DESC",
            where="read_at IS NULL",
            name="ix_notifications_user_id_created_at",
        ),
    )

    user_id: UUID = link("users", cascade=True)
    kind: str
    title: str
    body: str | None = None
    link: str | None = None
    read_at: datetime | None = None

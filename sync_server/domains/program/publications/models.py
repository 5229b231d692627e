"""Tables of materials and announcements."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    Replicated,
    TenantTable,
    big,
    check,
    choice,
    count,
    flag,
    json,
    link,
    search,
    unique,
    worded,
    words,
)


class EventMaterial(ChangingTable, table=True):
    """Slides, handouts and recordings."""

    __tablename__ = "event_materials"
    __table_args__ = (
        check("pw", "NOT password_protected OR password_hash IS NOT NULL"),
        check("file_size", "file_size >= 0"),
        search("event_materials", "title", "description"),
    )

    event_id: UUID = link("events", cascade=True)
    session_id: UUID | None = link("sessions", clear=True, default=None)
    uploaded_by: UUID | None = link("users", clear=True, default=None)
    file_id: UUID | None = link("files", clear=True, default=None)
    title: str
    description: str | None = None
    material_type: str | None = choice(
        "presentation", "document", "video", "audio", "image", "link", "handout", default=None
    )
    file_url: str | None = None
    file_size: int | None = big(default=None)
    file_format: str | None = None
    file_duration: int | None = None
    download_count: int = count(at_least=None)
    access_level: str = choice(
        "public",
        "attendees_only",
        "speakers_only",
        "sponsors_only",
        "organizers_only",
        default="attendees_only",
    )
    requires_download: bool = flag(True)
    password_protected: bool = flag()
    password_hash: str | None = None
    tags: list[str] = words()
    language: str = worded("en")
    category: str | None = None


class MaterialDownload(TenantTable, table=True):
    """One download of a material."""

    __tablename__ = "material_downloads"

    material_id: UUID = link("event_materials", cascade=True)
    attendee_id: UUID | None = link("attendees", clear=True, default=None)
    user_id: UUID | None = link("users", clear=True, default=None)


class EventAnnouncement(ChangingTable, Replicated, table=True):
    """Something told to those at an event; what is urgent and sent stands on its kiosks too."""

    __tablename__ = "event_announcements"
    __table_args__ = (
        check(
            "delivery_method",
            "delivery_method <@ ARRAY['email','push','in_app','sms','website','whatsapp']",
        ),
        search("event_announcements", "title", "content"),
    )

    event_id: UUID = link("events", cascade=True)
    session_id: UUID | None = link("sessions", clear=True, default=None)
    author_id: UUID | None = link("users", clear=True, default=None)
    title: str
    content: str
    priority: str = choice("low", "normal", "high", "urgent", default="normal")
    target_audience: str | None = choice(
        "all", "attendees", "speakers", "sponsors", "organizers", "vip", default=None
    )
    target_segments: dict[str, Any] = json()
    delivery_method: list[str] = words("in_app")
    scheduled_for: datetime | None = None
    sent_at: datetime | None = None
    status: str = choice("draft", "scheduled", "sent", "cancelled", default="draft")
    delivery_count: int = count(at_least=None)
    open_count: int = count(at_least=None)
    click_count: int = count(at_least=None)


class AnnouncementDelivery(ChangingTable, table=True):
    """An announcement on its way to one person by one channel."""

    __tablename__ = "announcement_deliveries"
    __table_args__ = (unique("announcement_id", "contact_id", "channel"),)

    announcement_id: UUID = link("event_announcements", cascade=True)
    contact_id: UUID = link("contacts", cascade=True)
    channel: str
    status: str = choice("pending", "sent", "failed", "opened", "clicked", default="pending")
    sent_at: datetime | None = None
    opened_at: datetime | None = None
    clicked_at: datetime | None = None

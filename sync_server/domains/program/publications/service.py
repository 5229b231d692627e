"""Announcements that stand on the kiosks of an event until somebody there has read them."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from sync_server.domains.program.publications.models import EventAnnouncement
from sync_server.kernel import clock, outbox
from sync_server.kernel.errors import Invalid
from sync_server.kernel.notify import announce
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of

MOST_LETTERS = 300
"""More cannot be read at a door."""


def tell_doors(session: Session, event_id: UUID, said: str, at: datetime) -> UUID:
    """Put a sentence on every kiosk of an event. 422 for an empty or a long one."""
    content = " ".join(said.split())
    if not content or len(content) > MOST_LETTERS:
        raise Invalid(f"content: one to {MOST_LETTERS} letters.")
    made = EventAnnouncement(
        organization_id=organization_of(session), id=clock.new_id(), event_id=event_id,
        author_id=session.info.get("user_id"), title=content[:80], content=content,
        priority="urgent", target_audience="organizers", delivery_method=["in_app"],
        status="sent", sent_at=at,
    )  # fmt: skip
    session.add(made)
    session.flush()
    outbox.record(session, "announcement.sent", "event_announcement", made.id)
    announce(session, event_id)
    return made.id


def take_back(session: Session, announcement_id: UUID) -> UUID:
    """Take it from the kiosks again; the event it belonged to."""
    found = get_row(session, EventAnnouncement, announcement_id)
    found.status = "cancelled"
    session.flush()
    announce(session, found.event_id)
    return found.event_id


def on_doors(session: Session, event_id: UUID) -> list[EventAnnouncement]:
    """What was put on kiosks of an event, the newest first."""
    return list(
        session.scalars(
            select(EventAnnouncement)
            .where(
                col(EventAnnouncement.organization_id) == organization_of(session),
                col(EventAnnouncement.event_id) == event_id,
                col(EventAnnouncement.priority) == "urgent",
                col(EventAnnouncement.sent_at).is_not(None),
            )
            .order_by(col(EventAnnouncement.sent_at).desc())
        )
    )

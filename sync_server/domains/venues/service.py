"""What other domains may ask about events."""

from uuid import UUID

from sqlmodel import Session

from sync_server.domains.venues.models import Event
from sync_server.kernel.resource import get_row


def require_event(session: Session, event_id: UUID) -> Event:
    """The event, or 404."""
    return get_row(session, Event, event_id)

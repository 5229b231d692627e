"""Telling every worker that an event's rows changed: NOTIFY, delivered by the commit itself.

Rows that the organizer changes tell of it by their triggers (`kernel/catalogue.py`).
"""

from uuid import UUID

from sqlmodel import Session

from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import execute

CHANNEL = "usher_changes"


def announce(session: Session, event_id: UUID) -> None:
    """Wake the streams of an event once this transaction is durable."""
    execute(
        session,
        "SELECT pg_notify(%(channel)s, %(payload)s)",
        channel=CHANNEL,
        payload=f"{organization_of(session)}:{event_id}",
    )

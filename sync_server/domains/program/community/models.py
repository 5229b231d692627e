"""Tables of feedback and of people meeting each other."""

from datetime import date, datetime
from uuid import UUID

from sync_server.kernel.tables import ChangingTable, check, choice, flag, link, unique, unique_where


class EventFeedback(ChangingTable, table=True):
    """What somebody thought of an event; an anonymous one names nobody."""

    __tablename__ = "event_feedback"
    __table_args__ = (
        check("anon", "NOT is_anonymous OR attendee_id IS NULL"),
        unique_where(
            "respondent_hash IS NOT NULL",
            "event_id",
            "session_id",
            "respondent_hash",
            name="uq_event_feedback_event_id_session_id",
            nulls=False,
        ),
        check("overall_rating", "overall_rating BETWEEN 1 AND 5"),
        check("content_rating", "content_rating BETWEEN 1 AND 5"),
        check("speaker_rating", "speaker_rating BETWEEN 1 AND 5"),
        check("venue_rating", "venue_rating BETWEEN 1 AND 5"),
        check("organization_rating", "organization_rating BETWEEN 1 AND 5"),
        check("value_rating", "value_rating BETWEEN 1 AND 5"),
        check("session_rating", "session_rating BETWEEN 1 AND 5"),
    )

    event_id: UUID = link("events", cascade=True)
    session_id: UUID | None = link("sessions", clear=True, default=None)
    attendee_id: UUID | None = link("attendees", cascade=True, default=None)
    overall_rating: int | None = None
    content_rating: int | None = None
    speaker_rating: int | None = None
    venue_rating: int | None = None
    organization_rating: int | None = None
    value_rating: int | None = None
    comments: str | None = None
    suggestions: str | None = None
    best_aspects: str | None = None
    improvement_areas: str | None = None
    would_recommend: bool | None = None
    would_attend_again: bool | None = None
    session_rating: int | None = None
    session_comments: str | None = None
    is_anonymous: bool = flag()
    respondent_hash: bytes | None = None


class NetworkingConnection(ChangingTable, table=True):
    """Two attendees who met, or would like to."""

    __tablename__ = "networking_connections"
    __table_args__ = (
        unique("event_id", "requester_id", "target_id"),
        unique_where(
            "status IN ('pending','accepted')",
            "event_id",
            "least(requester_id, target_id)",
            "greatest(requester_id, target_id)",
            name="uq_networking_connections_event_id_requester_id",
        ),
        check("not_self", "requester_id <> target_id"),
    )

    event_id: UUID = link("events", cascade=True)
    requester_id: UUID = link("attendees", cascade=True)
    target_id: UUID = link("attendees", cascade=True)
    connection_type: str | None = choice(
        "business", "collaboration", "mentorship", "friendship", "partnership", default=None
    )
    connection_reason: str | None = None
    status: str = choice("pending", "accepted", "declined", "blocked", default="pending")
    message: str | None = None
    meeting_requested: bool = flag()
    meeting_scheduled: datetime | None = None
    meeting_location: str | None = None
    meeting_notes: str | None = None
    follow_up_scheduled: bool = flag()
    follow_up_date: date | None = None
    follow_up_notes: str | None = None

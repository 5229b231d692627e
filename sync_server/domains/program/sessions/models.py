"""Tables of sessions, speakers and who attends them."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    LinkTable,
    big,
    check,
    choice,
    computed,
    count,
    flag,
    index,
    json,
    link,
    number,
    search,
    unique,
    unique_where,
    words,
)


class Speaker(ChangingTable, table=True):
    """Somebody who speaks at an event."""

    __tablename__ = "speakers"
    __table_args__ = (
        unique("event_id", "contact_id"),
        check("years_experience", "years_experience >= 0"),
        check("presentation_duration", "presentation_duration > 0"),
        check("speaker_fee", "speaker_fee >= 0"),
        search("speakers", "presentation_title", "company_affiliation", "bio"),
    )

    event_id: UUID = link("events", cascade=True)
    contact_id: UUID | None = link("contacts", cascade=True, default=None)
    bio: str | None = None
    expertise_areas: list[str] = words()
    years_experience: int | None = None
    certifications: list[str] = words()
    presentation_title: str | None = None
    presentation_description: str | None = None
    presentation_duration: int | None = None
    presentation_slides_url: str | None = None
    handout_materials: list[str] = words()
    website_url: str | None = None
    linkedin_url: str | None = None
    twitter_handle: str | None = None
    company_affiliation: str | None = None
    speaker_fee: Decimal | None = number(12, 2, default=None)
    travel_arrangements: str | None = None
    accommodation_needs: str | None = None
    dietary_restrictions: list[str] = words()
    headshot_url: str | None = None
    bio_image_url: str | None = None
    video_intro_url: str | None = None
    status: str = choice("pending", "confirmed", "cancelled", "replaced", default="pending")
    confirmation_date: datetime | None = None
    contract_signed: bool = flag()
    assigned_to: UUID | None = link("users", clear=True, default=None)


class Session(ChangingTable, table=True):
    """A part of an event's programme."""

    __tablename__ = "sessions"
    __table_args__ = (
        check("times", "end_time > start_time"),
        check("capacity", "max_attendees IS NULL OR current_registrations <= max_attendees"),
        index("event_id", "start_time"),
        check("max_attendees", "max_attendees >= 0"),
        search("sessions", "title", "description", "room"),
    )

    event_id: UUID = link("events", cascade=True)
    speaker_id: UUID | None = link("speakers", clear=True, default=None)
    venue_id: UUID | None = link("venues", clear=True, default=None)
    room: str | None = None
    title: str
    description: str | None = None
    session_type: str | None = choice(
        "keynote", "workshop", "panel", "networking", "break", "lunch", "demo", default=None
    )
    difficulty_level: str | None = choice(
        "beginner", "intermediate", "advanced", "expert", default=None
    )
    start_time: datetime
    end_time: datetime
    duration_minutes: int | None = computed(
        "(EXTRACT(EPOCH FROM (end_time - start_time)) / 60)::integer"
    )
    max_attendees: int | None = None
    current_registrations: int = count()
    registration_required: bool = flag()
    registration_deadline: datetime | None = None
    waitlist_enabled: bool = flag()
    resources: list[Any] = json("[]")
    materials_urls: list[str] = words()
    recording_url: str | None = None
    chat_enabled: bool = flag(True)
    qa_enabled: bool = flag(True)
    status: str = choice(
        "scheduled", "live", "completed", "cancelled", "postponed", default="scheduled"
    )


class SessionSpeaker(LinkTable, table=True):
    """A speaker of a session and their part in it."""

    __tablename__ = "session_speakers"

    session_id: UUID = link("sessions", cascade=True, primary_key=True)
    speaker_id: UUID = link("speakers", cascade=True, primary_key=True)
    role: str = choice("speaker", "moderator", "panelist", "host", default="speaker")
    sort_order: int = count(at_least=None)


class SessionRegistration(ChangingTable, table=True):
    """An attendee's place in a session, or on its waiting list."""

    __tablename__ = "session_registrations"
    __table_args__ = (
        unique_where(
            "status <> 'cancelled'",
            "session_id",
            "attendee_id",
            name="uq_session_registrations_session_id_attendee_id",
        ),
        index(
            "session_id",
            "waitlist_position",
            where="status = 'waitlisted'",
            name="ix_session_registrations_session_id_waitlist_position",
        ),
    )

    session_id: UUID = link("sessions", cascade=True)
    attendee_id: UUID = link("attendees", cascade=True)
    status: str = choice(
        "registered",
        "waitlisted",
        "offered",
        "attended",
        "no_show",
        "cancelled",
        default="registered",
    )
    waitlist_position: int | None = big(default=None)
    offered_at: datetime | None = None
    offer_expires_at: datetime | None = None


class LearningRecord(ChangingTable, table=True):
    """What an attendee completed."""

    __tablename__ = "learning_records"
    __table_args__ = (
        unique_where(
            "",
            "attendee_id",
            "session_id",
            "verb",
            name="uq_learning_records_attendee_id_session_id",
            nulls=False,
        ),
    )

    attendee_id: UUID = link("attendees", cascade=True)
    session_id: UUID | None = link("sessions", clear=True, default=None)
    verb: str = choice("attended", "completed", "passed", "failed")
    credit_hours: Decimal | None = number(5, 2, default=None)
    score: Decimal | None = number(5, 2, default=None)
    certificate_url: str | None = None
    statement: dict[str, Any] = json()
    exported_at: datetime | None = None

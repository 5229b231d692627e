"""Sessions and speakers over HTTP. Places in a session are taken by verbs."""

from typing import Any

from sync_server.domains.program.sessions.models import (
    LearningRecord,
    Session,
    SessionRegistration,
    SessionSpeaker,
    Speaker,
)
from sync_server.kernel.resource import NOTHING, Many, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Speaker,
        path="/speakers",
        permission="program",
        read_only=("status", "confirmation_date"),
    ),
    Resource(
        table=Session,
        path="/sessions",
        permission="program",
        read_only=("current_registrations",),
        links={"speaker_ids": Many(SessionSpeaker, "session_id", "speaker_id")},
    ),
    Resource(
        table=SessionRegistration,
        path="/session-registrations",
        permission="program",
        writes=NOTHING,
    ),
    Resource(
        table=LearningRecord,
        path="/learning-records",
        permission="program",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

"""Programmes, broadcasts and polls over HTTP. Sending and voting are verbs."""

from typing import Any

from sync_server.domains.content import service
from sync_server.domains.content.models import (
    Broadcast,
    BroadcastRecipient,
    ContentItem,
    Poll,
    PollOption,
    PollVote,
    Program,
    ProgramSegment,
)
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Program,
        path="/programs",
        permission="content",
    ),
    Resource(
        table=ProgramSegment,
        path="/program-segments",
        permission="content",
    ),
    Resource(
        table=ContentItem,
        path="/content-items",
        permission="content",
        read_only=("status", "published_at"),
    ),
    Resource(
        table=Broadcast,
        path="/broadcasts",
        permission="content",
        read_only=(
            "status",
            "recipient_count",
            "started_at",
            "completed_at",
            "sent_count",
            "delivered_count",
            "read_count",
            "failed_count",
            "tokens_reserved",
        ),
    ),
    Resource(
        table=BroadcastRecipient,
        path="/broadcast-recipients",
        permission="content",
        writes=NOTHING,
    ),
    Resource(
        table=Poll,
        path="/polls",
        permission="content",
        checked=service.check_options,
        changed=service.write_options,
    ),
    Resource(
        table=PollOption,
        path="/poll-options",
        permission="content",
        writes=NOTHING,
    ),
    Resource(
        table=PollVote,
        path="/poll-votes",
        permission="content",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

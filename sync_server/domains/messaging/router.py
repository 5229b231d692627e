"""Conversations over HTTP. Messages are sent by verbs."""

from typing import Any

from sync_server.domains.messaging.models import Conversation, ConversationState, Message
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Conversation,
        path="/conversations",
        permission="messages",
        writes=NOTHING,
    ),
    Resource(
        table=Message,
        path="/messages",
        permission="messages",
        writes=NOTHING,
    ),
    Resource(
        table=ConversationState,
        path="/conversation-states",
        permission="messages",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

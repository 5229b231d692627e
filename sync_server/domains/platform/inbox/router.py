"""Feedback and notifications over HTTP."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from sync_server.domains.platform.inbox.models import Feedback, Notification
from sync_server.kernel.auth import Caller
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

NIL = UUID(int=0)


def _own(caller: Caller) -> ColumnElement[bool]:
    return col(Notification.user_id) == (caller.user_id or NIL)


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Feedback,
        path="/feedback",
        permission="feedback",
        read_only=("task_id", "resolved_at"),
    ),
    Resource(
        table=Notification,
        path="/notifications",
        permission="users",
        visible=_own,
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

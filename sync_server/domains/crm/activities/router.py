"""Interactions, tasks and notes over HTTP."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col

from sync_server.domains.crm.activities.models import Interaction, Note, Task
from sync_server.kernel import clock
from sync_server.kernel.auth import Caller
from sync_server.kernel.resource import Resource
from sync_server.kernel.routes import build_router


def _complete(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    """A task that is completed says when (CR-8)."""
    if "status" in sent and "completed_at" not in sent:
        sent["completed_at"] = clock.now() if sent["status"] == "completed" else None
    elif sent.get("status") == "completed" and sent["completed_at"] is None:
        sent["completed_at"] = clock.now()
    return sent


def _readable(caller: Caller) -> ColumnElement[bool]:
    """A private note is its author's (CR-9), in lists, searches and exports alike."""
    public = col(Note.is_private).is_(False)
    if caller.user_id is None:
        return public
    return or_(public, col(Note.created_by) == caller.user_id)


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Interaction,
        path="/interactions",
        permission="activities",
    ),
    Resource(
        table=Task,
        path="/tasks",
        permission="activities",
        read_only=("reminder_sent", "automation_rule_id"),
        checked=_complete,
    ),
    Resource(
        table=Note,
        path="/notes",
        permission="activities",
        visible=_readable,
    ),
)

router = build_router(RESOURCES)

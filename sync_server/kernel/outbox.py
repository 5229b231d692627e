"""What happened, written in the transaction that made it so and delivered after its commit (X-4).

`record` is called by whoever changes something. A job dispatches a moment later, so a process that dies
after the commit loses nothing. Each subscriber sees an event once: what it does
about it commits together with the mark that it was told.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from pydantic_core import from_json
from sqlalchemy import insert, select, update
from sqlmodel import Session

from sync_server.kernel import clock, files, jobs
from sync_server.kernel.records import DomainEvent
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION

Subscriber = Callable[[Session, DomainEvent], None]
Hears = Callable[[Session, str], bool]
_subscribers: dict[str, list[tuple[Subscriber, Hears]]] = defaultdict(list)
_BATCH = 200
DISPATCH = "outbox.dispatch"
_GATHER = timedelta(seconds=1)
"""Events of a busy moment are told together; a sweep each minute finds what fell between two jobs."""


def _always(_session: Session, _event_type: str) -> bool:
    return True


def subscribe(pattern: str, subscriber: Subscriber, hears: Hears = _always) -> None:
    """Call `subscriber` for events of a type, of `subject.*`, or of `*`, in a transaction of its own.

    `hears` says whether this organization has any use for it. What nobody hears is not told.
    """
    if (subscriber, hears) not in _subscribers[pattern]:
        _subscribers[pattern].append((subscriber, hears))


def is_heard(session: Session, event_type: str) -> bool:
    """Whether anybody is told of such an event. A process that knows no subscribers says yes."""
    return not _subscribers or any(
        hears(session, event_type) for _, hears in _subscribers_of(event_type)
    )


def record(
    session: Session,
    event_type: str,
    aggregate: str,
    aggregate_id: UUID,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Write down that something happened; whoever hears of it does once this is durable."""
    is_told = is_heard(session, event_type)
    session.execute(
        insert(DomainEvent.__table__).values(  # type: ignore[attr-defined]
            organization_id=organization_of(session),
            id=clock.new_id(),
            event_type=event_type,
            aggregate_type=aggregate,
            aggregate_id=aggregate_id,
            payload=from_json(files.as_json(dict(payload or {}))),
            actor_user_id=session.info.get("user_id"),
            dispatched_at=None if is_told else clock.now(),
        )
    )
    if is_told:
        ask_dispatch(session)


def ask_dispatch(session: Session) -> None:
    """Have what this transaction wrote down delivered once it is durable."""
    if not session.info.get("dispatch_deferred"):
        session.info["dispatch_deferred"] = True
        jobs.defer_once(session, DISPATCH, _GATHER)


def dispatch(session: Session) -> int:
    """Tell the subscribers of this organization what they have not been told; how many events."""
    table = DomainEvent.__table__  # type: ignore[attr-defined]
    waiting = (
        select(DomainEvent)
        .where(table.c[ORGANIZATION] == organization_of(session), table.c.dispatched_at.is_(None))
        .order_by(table.c.seq)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    done = 0
    while events := list(session.scalars(waiting)):
        for event in events:
            for subscriber, _ in _subscribers_of(event.event_type):
                subscriber(session, event)
        session.execute(
            update(table)
            .where(
                table.c[ORGANIZATION] == organization_of(session),
                table.c.id.in_([event.id for event in events]),
            )
            .values(dispatched_at=clock.now())
        )
        done += len(events)
        session.expire_all()
    return done


def _subscribers_of(event_type: str) -> list[tuple[Subscriber, Hears]]:
    subject = event_type.split(".")[0]
    return [one for name in (event_type, f"{subject}.*", "*") for one in _subscribers.get(name, ())]


def register() -> None:
    """Make the work known."""
    jobs.register(DISPATCH, _dispatch)
    jobs.every("* * * * *", "outbox.sweep", _sweep)


def _sweep(runtime: jobs.Runtime) -> None:
    for organization_id in jobs.organizations_with(runtime, "untold"):
        _dispatch(runtime, organization_id)


def _dispatch(runtime: jobs.Runtime, organization_id: UUID) -> None:
    with runtime.database.tenant(organization_id) as session:
        dispatch(session)

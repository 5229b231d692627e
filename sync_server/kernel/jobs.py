"""Work done after an answer: jobs in the same PostgreSQL, asked for in the same transaction (X-5).

A task is a function of the runtime and an organization. It must bear being run twice, is retried
with growing pauses, and ends as `failed` in `usher jobs` and in the metrics, not in silence.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import procrastinate
import psycopg
from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.types import TimeDeltaParams
from sqlalchemy import text
from sqlmodel import Session

from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import APP_ROLE, Database, organization_of, raw_connection
from sync_server.settings import Settings

log = logging.getLogger(__name__)
RETRIES = 6
CONCURRENCY = 2
GRACE_SECONDS = 10
POLL_SECONDS = 1.0
STALLED_AFTER_SECONDS = 60


@dataclass(frozen=True)
class Runtime:
    """What a job may use."""

    database: Database
    settings: Settings
    box: SecretBox


Task = Callable[..., None]
_tasks: dict[str, Task] = {}
_periodic: dict[str, tuple[str, Callable[[Runtime], None]]] = {}
_deferring = App(connector=SyncPsycopgConnector())


def register(name: str, task: Task) -> None:
    """Make a task known: `task(runtime, organization_id, **arguments)`."""
    _tasks[name] = task


def every(cron: str, name: str, task: Callable[[Runtime], None]) -> None:
    """Run something for the whole installation, by the clock (UTC)."""
    _periodic[name] = (cron, task)


def defer(session: Session, name: str, *, at: datetime | None = None, **arguments: Any) -> None:
    """Ask for a job; it exists once this transaction is committed, and only then."""
    _deferring.configure_task(
        name,
        connection=raw_connection(session),
        schedule_at=at,
    ).defer(organization_id=str(organization_of(session)), **arguments)


def defer_once(session: Session, name: str, pause: timedelta) -> None:
    """Ask for a job after a pause, unless one for this organization waits already.

    The one that waits may begin before this transaction is committed and not see it: whoever calls
    this needs a sweep as well.
    """
    key = f"{name}:{organization_of(session)}"
    waits = session.execute(
        text(
            "SELECT 1 FROM ops.procrastinate_jobs"
            " WHERE task_name = :name AND lock = :key AND status = 'todo' LIMIT 1"
        ),
        {"name": name, "key": key},
    ).scalar()
    if waits is None:
        # No queueing lock: writers would wait for each other's, and a second job does no harm.
        _deferring.configure_task(
            name, connection=raw_connection(session), lock=key, schedule_in=_seconds(pause)
        ).defer(organization_id=str(organization_of(session)))


def _seconds(pause: timedelta) -> TimeDeltaParams:
    return {"seconds": int(pause.total_seconds())}


def worker_app(url: str, runtime: Runtime) -> App:
    """The jobs of this program on a connection of their own (LISTEN passes no pooler)."""
    app = App(
        connector=PsycopgConnector(
            conninfo=url.replace("+psycopg", ""), min_size=1, max_size=6, configure=_become_app
        )
    )
    retry = RetryStrategy(max_attempts=RETRIES, exponential_wait=3)
    for name, task in _tasks.items():
        app.task(name=name, retry=retry)(_of_tenant(task, runtime))
    for name, (cron, whole) in _periodic.items():
        app.periodic(cron=cron)(
            app.task(name=name, queueing_lock=name)(_of_everybody(whole, runtime))
        )

    @app.periodic(cron="* * * * *")
    @app.task(name="jobs.retry_stalled", queueing_lock="jobs.retry_stalled", pass_context=True)
    async def retry_stalled(context: procrastinate.JobContext, timestamp: int) -> None:
        """A worker that died took its jobs with it: give them to another."""
        manager = context.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            log.warning("job %s of %s was left by a dead worker", job.id, job.task_name)
            await manager.retry_job(job, retry_at=datetime.fromtimestamp(timestamp, UTC))

    return app


@asynccontextmanager
async def working(url: str, runtime: Runtime) -> AsyncIterator[None]:
    """Do jobs beside whatever runs inside this; one under way at the end is finished first."""
    app = worker_app(url, runtime)
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                concurrency=CONCURRENCY,
                fetch_job_polling_interval=POLL_SECONDS,
                install_signal_handlers=False,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE_SECONDS,
            )
        )
        try:
            yield
        finally:
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker


def drain(runtime: Runtime, url: str) -> None:
    """Do every waiting job now; for commands and tests."""
    asyncio.run(_drain(runtime, url))


async def _drain(runtime: Runtime, url: str) -> None:
    app = worker_app(url, runtime)
    async with app.open_async():
        await app.run_worker_async(
            wait=False, install_signal_handlers=False, delete_jobs="successful"
        )


def waiting(database: Database) -> dict[str, int]:
    """How many jobs there are in each state."""
    with database.nobody() as connection:
        rows = connection.execute(
            text("SELECT status::text, count(*) FROM ops.procrastinate_jobs GROUP BY 1")
        )
        return {str(status): int(count) for status, count in rows}


def failed(database: Database) -> list[dict[str, Any]]:
    """The jobs that were tried often enough, newest first."""
    with database.nobody() as connection:
        rows = connection.execute(
            text(
                "SELECT id, task_name AS task, attempts, args ->> 'organization_id' AS organization"
                " FROM ops.procrastinate_jobs WHERE status = 'failed' ORDER BY id DESC LIMIT 200"
            )
        )
        return [dict(row) for row in rows.mappings()]


def retry_failed(database: Database) -> int:
    """Give every failed job its tries back; how many."""
    with database.nobody() as connection:
        return connection.execute(
            text(
                "UPDATE ops.procrastinate_jobs SET status = 'todo', attempts = 0,"
                " scheduled_at = now() WHERE status = 'failed'"
            )
        ).rowcount


def organizations_with(runtime: Runtime, work: str) -> list[UUID]:
    """The organizations that have a kind of work waiting (`ops.organizations_with`)."""
    with runtime.database.nobody() as connection:
        return list(
            connection.execute(
                text("SELECT ops.organizations_with(:work)"), {"work": work}
            ).scalars()
        )


def _of_tenant(task: Task, runtime: Runtime) -> Callable[..., None]:
    def run(organization_id: str, **arguments: Any) -> None:
        task(runtime, UUID(organization_id), **arguments)

    return run


def _of_everybody(task: Callable[[Runtime], None], runtime: Runtime) -> Callable[[int], None]:
    def run(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says for when
        task(runtime)

    return run


async def _become_app(connection: "psycopg.AsyncConnection[Any]") -> None:
    cursor = await connection.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    row = await cursor.fetchone()
    if row is not None and row[0]:
        await connection.execute(f"SET ROLE {APP_ROLE}")
    await connection.execute("SET search_path = public, ops")
    await connection.commit()

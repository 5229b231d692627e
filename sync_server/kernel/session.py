"""Sessions bound to one tenant: one transaction per request, committed at its edge."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors as pg
from psycopg import sql
from psycopg.abc import Buffer
from psycopg.types.array import ListDumper
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

APP_ROLE = "usher_app"
_DRIVER = "driver"
_KEEPS_PLANS = "keeps_plans"


@dataclass(frozen=True)
class Database:
    """The engine, and the only way to a session: with a tenant, or explicitly without one."""

    engine: Engine

    @contextmanager
    def tenant(self, organization_id: UUID, *, keeps_plans: bool = False) -> Iterator[Session]:
        """A session that sees one organization. Commits on success, rolls back on any error.

        `keeps_plans`: its statements, which look up rows by key, are planned once for a connection;
        planning anew for each list of keys takes PostgreSQL as long as finding them.
        """
        session = Session(self.engine, expire_on_commit=False)
        session.info["organization_id"] = organization_id
        session.info[_KEEPS_PLANS] = keeps_plans
        session.info["after_commit"] = []
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()
        for action in session.info["after_commit"]:
            action()

    @contextmanager
    def nobody(self) -> Iterator[Connection]:
        """A connection without a tenant: sees no row of anybody, only functions and `ops`."""
        with self.engine.begin() as connection:
            yield connection


def open_database(url: str, pool_size: int = 20, *, pooled: bool = False) -> Database:
    """An engine whose every connection works as a role that row-level security binds.

    `pooled`: a pooler in between hands each transaction another connection, so that nothing may
    be prepared on one.
    """
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_use_lifo=True,  # the one that has its statements prepared and its caches filled
        pool_pre_ping=True,
        connect_args={"prepare_threshold": None} if pooled else {},
    )
    event.listen(engine, "connect", _become_app)
    return Database(engine)


def after_commit(session: Session, action: Callable[[], None]) -> None:
    """Do something outside the database once the transaction is durable, and only then."""
    session.info["after_commit"].append(action)


def organization_of(session: Session) -> UUID:
    """The tenant this session is bound to."""
    organization_id = session.info["organization_id"]
    assert isinstance(organization_id, UUID)
    return organization_id


def raw_connection(session: Session) -> "psycopg.Connection[Any]":
    """The psycopg connection of the session's transaction."""
    if _DRIVER not in session.info:
        session.info[_DRIVER] = session.connection().connection.driver_connection
    driver = session.info[_DRIVER]
    assert isinstance(driver, psycopg.Connection)
    return driver


class ListOfIds(ListDumper):
    """Lists of ids go ten times as fast as they would item by item; all others as ever."""

    def dump(self, obj: list[Any]) -> Buffer | None:
        """The array as text."""
        if not all(type(item) is UUID for item in obj):
            return super().dump(obj)
        return f"{{{','.join([item.hex for item in obj])}}}".encode()


def _become_app(connection: Any, _record: object) -> None:
    """Refuse to serve with a role that row-level security would not bind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APP_ROLE)))
            cursor.execute("SET search_path = public, ops")
    connection.commit()
    connection.adapters.register_dumper(list, ListOfIds)


@event.listens_for(Session, "after_begin")
def _set_tenant(session: Any, _transaction: object, connection: Connection) -> None:
    organization_id = session.info.get("organization_id")
    if isinstance(organization_id, UUID):
        # A literal: SET takes no parameters, and set_config() would not reach Citus workers.
        said = f"SET LOCAL app.current_org = '{organization_id}'"
        if session.info.get(_KEEPS_PLANS):
            said += "; SET LOCAL plan_cache_mode = force_generic_plan"
        connection.exec_driver_sql(said)


@event.listens_for(Session, "after_transaction_end")
def _forget_driver(session: Any, _transaction: object) -> None:
    session.info.pop(_DRIVER, None)


def is_away(problem: Exception) -> bool:
    """Whether it is the database that is gone: asking it again for something else would not help."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(cause, pg.OperationalError):
        return (cause.sqlstate or "08")[:2] in ("08", "53", "57")
    return isinstance(cause, PoolTimeout)

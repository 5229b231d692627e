"""Statements of the paths that every guest waits for, given to psycopg as they are.

SQLAlchemy takes as long to prepare a statement of text as PostgreSQL takes to answer it, and a way
there and back takes as long again: what can be asked together is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from psycopg.pq import PipelineStatus
from psycopg.rows import namedtuple_row
from sqlmodel import Session

from sync_server.kernel.session import organization_of, raw_connection

T = TypeVar("T")
Rows = Sequence[Any]


@dataclass(frozen=True)
class Query(Generic[T]):
    """What is asked, and how the rows are read. `%(organization)s` is the session's own."""

    statement: str
    read: Callable[[Rows], T]
    given: Mapping[str, Any] = field(default_factory=dict)

    def fetch(self, session: Session) -> T:
        """Ask it alone."""
        return self.read(fetch(session, self.statement, **self.given))


@dataclass(frozen=True)
class Batch:
    """Sends queries of one session without waiting for the answers to those before."""

    session: Session

    def send(self, query: Query[T]) -> Callable[[], T]:
        """What gives the answer, best called when all are sent."""
        cursor = raw_connection(self.session).cursor(row_factory=namedtuple_row)
        given = {"organization": organization_of(self.session), **query.given}
        cursor.execute(query.statement, given)
        return lambda: query.read(cursor.fetchall())


def fetch(session: Session, query: str, **given: Any) -> Rows:
    """The rows of a statement, with names; `%(organization)s` is the session's own.

    What the session holds back is written first, as with its own `execute`.
    """
    session.flush()
    with raw_connection(session).cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(query, {"organization": organization_of(session)} | given).fetchall()


def execute(session: Session, statement: str, **given: Any) -> None:
    """As `fetch`, where nothing comes back."""
    session.flush()
    with raw_connection(session).cursor() as cursor:
        cursor.execute(statement, {"organization": organization_of(session)} | given)


@contextmanager
def without_waiting(session: Session) -> Iterator[Batch]:
    """PostgreSQL works on what it was told while the next is put together.

    What went wrong is raised at the end at the latest. Nothing inside may go through
    SQLAlchemy, which looks at each result at once. One inside another is part of it.
    """
    session.flush()
    connection = raw_connection(session)
    if connection.pgconn.pipeline_status != PipelineStatus.OFF:
        yield Batch(session)
        return
    with connection.pipeline():
        yield Batch(session)

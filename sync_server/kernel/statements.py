"""Statements of the paths that every guest waits for, given to psycopg as they are.

SQLAlchemy takes as long to prepare a statement of text as PostgreSQL takes to answer it.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from psycopg.rows import namedtuple_row
from sqlmodel import Session

from sync_server.kernel.session import organization_of, raw_connection

Rows = Sequence[Any]
Statement = tuple[str, Mapping[str, Any]]
"""A statement with what stands for its `%(name)s`."""


def fetch(session: Session, query: str, **given: Any) -> Rows:
    """The rows of a statement, with names; `%(organization)s` is the session's own.

    What the session holds back is written first, as with its own `execute`.
    """
    session.flush()
    with raw_connection(session).cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(query, {"organization": organization_of(session)} | given).fetchall()


def fetch_each(session: Session, *statements: Statement) -> list[Rows]:
    """The rows of several statements, in one round trip."""
    session.flush()
    connection, shared = raw_connection(session), {"organization": organization_of(session)}
    with connection.pipeline():
        cursors = [
            connection.cursor(row_factory=namedtuple_row).execute(query, {**shared, **given})
            for query, given in statements
        ]
        return [cursor.fetchall() for cursor in cursors]


def execute(session: Session, statement: str, **given: Any) -> None:
    """As `fetch`, where nothing comes back."""
    session.flush()
    with raw_connection(session).cursor() as cursor:
        cursor.execute(statement, {"organization": organization_of(session)} | given)


def without_waiting(session: Session) -> AbstractContextManager[object]:
    """PostgreSQL works on what it was told while the next is put together.

    What went wrong is raised at the end at the latest. Nothing inside may go through
    SQLAlchemy, which looks at each result at once.
    """
    session.flush()
    return raw_connection(session).pipeline()

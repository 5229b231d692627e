"""Many rows at once. COPY is refused on tables with row-level security; they travel as JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from psycopg import sql
from pydantic_core import to_json
from sqlmodel import Session

from sync_server.kernel.session import raw_connection

_AT_ONCE = 2_000
_MANY = 2_000
_FIRST_LOOK = 100
_CAN_ANALYZE = 170_000
"""PostgreSQL 17 lets the application's role be granted this; older ones leave it to autovacuum."""


def insert_many(
    session: Session,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    on_conflict: str = "",
) -> None:
    """Insert rows. `on_conflict` is a literal SQL clause.

    Values are what JSON can say, and ids, times and bytes; lists for arrays, dicts for JSON.
    """
    if not rows:
        return
    statement = _insertion(table, tuple(columns), on_conflict)
    with raw_connection(session).cursor() as cursor:
        for first in range(0, len(rows), _AT_ONCE):
            cursor.execute(statement, [_document(columns, rows[first : first + _AT_ONCE])])
    if _GROWTH.is_worth_a_look(table, len(rows)):
        _refresh_statistics(session, table, len(rows))


def update_many(
    session: Session, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Give rows that are there other values; `columns` name their organization and id too."""
    if rows:
        with raw_connection(session).cursor() as cursor:
            cursor.execute(_change(table, tuple(columns)), [_document(columns, rows)])


@cache
def _change(table: str, columns: tuple[str, ...]) -> str:
    new = [
        sql.SQL("{0} = r.{0}").format(sql.Identifier(column))
        for column in columns
        if column not in ("organization_id", "id")
    ]
    statement = sql.SQL(
        "UPDATE {table} t SET {new} FROM json_populate_recordset(NULL::{table}, %s::json) r"
        " WHERE t.organization_id = r.organization_id AND t.id = r.id"
    ).format(table=sql.Identifier(table), new=sql.SQL(", ").join(new))
    return statement.as_string()


@cache
def _insertion(table: str, columns: tuple[str, ...], on_conflict: str) -> str:
    statement = sql.SQL(
        "INSERT INTO {table} ({listed}) SELECT {listed}"
        " FROM json_populate_recordset(NULL::{table}, %s::json) "
    ).format(table=sql.Identifier(table), listed=sql.SQL(", ").join(map(sql.Identifier, columns)))
    return statement.as_string() + on_conflict


def _document(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows as a list of objects."""
    documents = [
        {
            name: "\\x" + value.hex() if type(value) is bytes else value
            for name, value in zip(columns, row, strict=True)
        }
        for row in rows
    ]
    return to_json(documents).decode()


class Growth:
    """How many rows this process has put into each table; worth a look whenever they doubled."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._next: dict[str, int] = {}

    def is_worth_a_look(self, table: str, inserted: int) -> bool:
        """Whether the planner may know far less of the table than there is now."""
        rows = self._rows[table] = self._rows[table] + inserted
        if inserted < _MANY and rows < self._next.get(table, _FIRST_LOOK):
            return False
        self._next[table] = 2 * rows
        return True

    def rows(self, table: str) -> int:
        """How many rows went in."""
        return self._rows[table]


_GROWTH = Growth()


def _refresh_statistics(session: Session, table: str, fresh: int) -> None:
    """Let the planner know of new rows at once, where they are many beside those it knows.

    With the statistics of an empty table, or of many small organizations, it takes any index that
    begins with the organization for as good as the primary key, and checks each foreign key by
    walking all rows of its organization: quadratic time, until autovacuum comes by.
    """
    with raw_connection(session).cursor() as cursor:
        if cursor.connection.info.server_version < _CAN_ANALYZE:
            return
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)", [table])
        [known] = cursor.fetchone() or (0,)
        if fresh < _MANY and known > _GROWTH.rows(table):
            return
        if fresh < _MANY:  # somebody waits: a tenth of the rows tell enough of keys
            cursor.execute("SET LOCAL default_statistics_target = 10")
        cursor.execute(sql.SQL("ANALYZE (SKIP_LOCKED) {}").format(sql.Identifier(table)))
        cursor.execute("DISCARD PLANS")

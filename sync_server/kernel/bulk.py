"""Many rows at once. COPY is refused on tables with row-level security, so it goes by a detour."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection, sql
from sqlmodel import Session

_FEW = 100
_MANY = 2_000
_FIRST_LOOK = 100
_CAN_ANALYZE = 170_000
"""PostgreSQL 17 lets the application's role be granted this; older ones leave it to autovacuum."""


def raw_connection(session: Session) -> "Connection[Any]":
    """The psycopg connection of the session's transaction."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, Connection)
    return driver


def stage(
    session: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], name: str
) -> None:
    """COPY rows into a temporary table `name` shaped like these columns of `table`."""
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    with raw_connection(session).cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "DROP TABLE IF EXISTS {name}; CREATE TEMP TABLE {name} ON COMMIT DROP AS"
                " SELECT {listed} FROM {table} WITH NO DATA"
            ).format(name=sql.Identifier(name), listed=listed, table=sql.Identifier(table))
        )
        with cursor.copy(
            sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), listed)
        ) as copy:
            for row in rows:
                copy.write_row(row)


def insert_many(
    session: Session,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    on_conflict: str = "",
) -> int:
    """Insert rows; how many were new. `on_conflict` is a literal SQL clause.

    A few rows go one by one, which is cheaper than a temporary table; many go by COPY.
    """
    if not rows:
        return 0
    if len(rows) <= _FEW:
        inserted = _insert_few(session, table, columns, rows, on_conflict)
    else:
        staging = f"staged_{table}"
        stage(session, table, columns, rows, staging)
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        with raw_connection(session).cursor() as cursor:
            cursor.execute(
                sql.SQL("INSERT INTO {} ({listed}) SELECT {listed} FROM {} ").format(
                    sql.Identifier(table), sql.Identifier(staging), listed=listed
                )
                + sql.SQL(on_conflict)
            )
            inserted = cursor.rowcount
    if _GROWTH.is_worth_a_look(table, inserted):
        _refresh_statistics(session, table, len(rows))
    return inserted


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
        cursor.execute(sql.SQL("ANALYZE (SKIP_LOCKED) {}").format(sql.Identifier(table)))
        cursor.execute("DISCARD PLANS")


def _insert_few(
    session: Session,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    on_conflict: str,
) -> int:
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
    ) + sql.SQL(on_conflict)
    with raw_connection(session).cursor() as cursor:
        cursor.executemany(statement, rows)  # in one round trip
        return cursor.rowcount

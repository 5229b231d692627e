"""Many rows at once. COPY is refused on tables with row-level security, so it goes by a detour."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection, Cursor, sql
from sqlmodel import Session

_FEW = 20
_MANY = 2_000
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
    if len(rows) <= _FEW:
        return _insert_few(session, table, columns, rows, on_conflict)
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
        if len(rows) >= _MANY and cursor.connection.info.server_version >= _CAN_ANALYZE:
            _refresh_statistics(cursor, table)
        return inserted


def _refresh_statistics(cursor: Cursor[Any], table: str) -> None:
    """Let the planner know of the new rows at once.

    With the statistics of many small organizations it takes any index that begins with the
    organization for as good as the primary key, and checks each foreign key of a large import by
    walking all rows of its organization: quadratic time.
    """
    cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
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
    inserted = 0
    with raw_connection(session).cursor() as cursor:
        for row in rows:
            inserted += cursor.execute(statement, row).rowcount
    return inserted

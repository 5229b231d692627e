"""Many rows at once. COPY is refused on tables with row-level security, so it goes by a detour."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Connection, sql
from sqlmodel import Session


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
    """Insert rows in one statement; how many were new. `on_conflict` is a literal SQL clause."""
    if not rows:
        return 0
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
        return cursor.rowcount

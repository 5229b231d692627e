"""The live database against `docs/schema.dsl`: everything on that page is there.

The page is built as a schema of its own, so PostgreSQL writes both sides in the same words. The
live database may hold more; what it holds otherwise is listed here with its reason.
"""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text

from sync_server.database import DatabaseUrls
from sync_server.domains.registry import METADATA
from tests import schema_dsl

OTHERWISE = {
    # other vendors' codes are long, and are looked up as they are
    ("tickets", "ticket_code"): "character varying(255)",
    # offsets of a clock set wrong by years
    ("devices", "clock_offset_ms"): "bigint",
    ("scans", "clock_offset_ms"): "bigint",
}
CHOICES_ADDED = {
    ("journal_entries", "kind"),  # 'unknown': an entry of a newer kiosk is kept, not refused
    ("check_in_conflicts", "kind"),  # 'credential_reused'
    ("device_alerts", "kind"),
}


@pytest.fixture(scope="module")
def live(urls: DatabaseUrls) -> Iterator[Connection]:
    """The live database, with the page built beside it for the length of a transaction."""
    engine = create_engine(urls.admin)
    with engine.connect() as connection:
        connection.execute(text("CREATE SCHEMA page"))
        connection.execute(text("SET LOCAL search_path = page, public"))
        for statement in schema_dsl.ddl():
            connection.exec_driver_sql(statement)
        connection.execute(text("SET LOCAL search_path = pg_catalog, public"))
        yield connection
        connection.rollback()
    engine.dispose()


def _columns(connection: Connection, schema: str) -> dict[tuple[str, str], tuple[str, ...]]:
    rows = connection.execute(
        text(
            "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
            " coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS value, a.attgenerated, a.attidentity"
            " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
            " WHERE c.relnamespace = CAST(:schema AS regnamespace) AND c.relkind = 'r'"
            " AND a.attnum > 0 AND NOT a.attisdropped"
        ),
        {"schema": schema},
    )
    return {
        (row.relname, row.attname): (
            row.format_type,
            str(row.attnotnull),
            _same(row.value),
            row.attgenerated,
            row.attidentity,
        )
        for row in rows
    }


def _same(value: str) -> str:
    """PostgreSQL keeps '0' and 0 apart, which mean the same as a default."""
    return re.sub(r"^'(\d+)'::(bigint|numeric|integer)$", r"\1", value)


def _constraints(connection: Connection, schema: str) -> set[tuple[str, str]]:
    rows = connection.execute(
        text(
            "SELECT c.relname, pg_get_constraintdef(k.oid) AS said"
            " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
            " WHERE c.relnamespace = CAST(:schema AS regnamespace) AND k.contype <> 'n'"
        ),
        {"schema": schema},
    )
    return {
        (row.relname, re.sub(r"(page|public)\.", "", row.said).replace("> 0))", ">= 1))"))
        for row in rows
    }


def _indexes(connection: Connection, schema: str) -> set[tuple[str, str]]:
    rows = connection.execute(
        text(
            "SELECT c.relname, pg_get_indexdef(i.indexrelid) AS said"
            " FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
            " WHERE c.relnamespace = CAST(:schema AS regnamespace)"
        ),
        {"schema": schema},
    )
    return {
        (row.relname, re.sub(r"INDEX \S+ ON \S+ ", "INDEX ", row.said).replace("public.", ""))
        for row in rows
    }


def test_no_table_is_missing(live: Connection) -> None:
    page = {table.name for table in schema_dsl.read()}

    assert page <= set(METADATA.tables)
    assert len(page) > 130


def test_every_column_is_as_the_page_says(live: Connection) -> None:
    page, here = _columns(live, "page"), _columns(live, "public")

    assert {
        at: (said, here.get(at))
        for at, said in page.items()
        if here.get(at) != said and here.get(at, ("",))[0] != OTHERWISE.get(at)
    } == {}


def test_every_constraint_is_there(live: Connection) -> None:
    missing = {
        (table, said)
        for table, said in _constraints(live, "page") - _constraints(live, "public")
        if not any(t == table and said.startswith(f"CHECK (({c} = ANY") for t, c in CHOICES_ADDED)
    }

    assert missing == set()


def test_every_index_is_there(live: Connection) -> None:
    better = {
        # an entry may be kept twice while one of the two is in quarantine
        ("journal_entries", "CREATE UNIQUE INDEX USING btree (organization_id, device_id, hash)"),
        # under row security only a stored column uses its index: `email_key`
        ("users", "CREATE INDEX USING btree (organization_id, lower(email))"),
    }

    assert _indexes(live, "page") - _indexes(live, "public") == better


def test_indexes_leave_out_what_the_models_say(live: Connection) -> None:
    """Above all rows that refer to nothing, in the index of an optional reference."""
    rows = live.execute(
        text(
            "SELECT c.relname, i.indpred IS NOT NULL AS partial FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid"
            " WHERE c.relnamespace = CAST('public' AS regnamespace)"
        )
    )
    partial = {row.relname: row.partial for row in rows}
    names = live.dialect.identifier_preparer
    declared = {
        names.format_index(index): index.dialect_options["postgresql"]["where"] is not None
        for table in METADATA.tables.values()
        for index in table.indexes
    }
    assert {name: partial.get(name) for name in declared} == declared
    assert declared["ix_scans_organization_id_operator_id"]


def test_search_indexes_hold_the_words_they_declare(live: Connection) -> None:
    held = {
        (table, tuple(re.findall(r"COALESCE\(\(?(\w+)", said)))
        for table, said in _indexes(live, "public")
        if "search_words" in said
    }

    assert held == {
        (table.name, index.info["search"])
        for table in METADATA.tables.values()
        for index in table.indexes
        if "search" in index.info
    }
    assert len(held) > 20

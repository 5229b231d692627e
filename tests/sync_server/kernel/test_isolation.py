"""Isolation proved over the catalogue: a table that forgets any of it fails here by itself."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sync_server.database import DatabaseUrls
from sync_server.domains.registry import METADATA
from sync_server.kernel.session import Database
from tests.evening import Evening

TABLES = sorted(METADATA.tables)


def test_tests_run_as_a_role_that_security_binds(server_database: Database) -> None:
    with server_database.nobody() as connection:
        row = connection.execute(
            text(
                "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
        ).one()
        owned = connection.execute(
            text("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        ).scalar()

    assert tuple(row) == ("usher_app", False, False)
    assert owned == 0


def test_every_table_of_the_database_is_one_we_know(server_database: Database) -> None:
    with server_database.nobody() as connection:
        found = connection.execute(
            text(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
        ).scalars()

        assert sorted(found) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_row_security_is_on_and_forced(server_database: Database, table: str) -> None:
    with server_database.nobody() as connection:
        security = connection.execute(
            text(
                "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = to_regclass(:t)"
            ),
            {"t": f"public.{table}"},
        ).one()
        policies = connection.execute(
            text("SELECT cmd, qual, with_check FROM pg_policies WHERE tablename = :t"), {"t": table}
        ).all()

    column = "id" if table == "organizations" else "organization_id"
    condition = f"({column} = app_current_org())"
    assert tuple(security) == (True, True)
    assert [tuple(p) for p in policies] == [("ALL", condition, condition)]


@pytest.mark.parametrize("table", [t for t in TABLES if t != "organizations"])
def test_keys_begin_with_the_organization(server_database: Database, table: str) -> None:
    with server_database.nobody() as connection:
        keys = connection.execute(
            text(
                "SELECT c.contype, c.confdeltype, c.conname, a.attname FROM pg_constraint c"
                " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
                " WHERE c.conrelid = to_regclass(:t) AND c.contype IN ('p', 'u', 'f')"
            ),
            {"t": f"public.{table}"},
        ).all()
        indexes = connection.execute(
            text(
                "SELECT a.attname FROM pg_index i JOIN pg_attribute a"
                " ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
                " WHERE i.indrelid = to_regclass(:t) AND i.indisunique"
            ),
            {"t": f"public.{table}"},
        ).scalars()

        assert {key.attname for key in keys} == {"organization_id"}
        assert set(indexes) == {"organization_id"}
        # Citus refuses SET NULL and SET DEFAULT on keys that hold the distribution column.
        assert not [key.conname for key in keys if key.confdeltype in (b"n", b"d", "n", "d")]


def test_another_tenant_is_invisible_and_unwritable(
    evening: Evening, server_database: Database, box: object
) -> None:
    ticket = evening.issue()
    other = Evening.begin(server_database, evening.box, "Other Hall")

    with other.session() as session:
        seen = session.execute(
            text("SELECT count(*) FROM tickets WHERE id = :id"), {"id": ticket.id}
        ).scalar()
        changed = session.execute(
            text("UPDATE tickets SET holder_name = 'x' WHERE id = :id"), {"id": ticket.id}
        ).rowcount

    assert (seen, changed) == (0, 0)


def test_no_row_can_name_another_tenants_row(evening: Evening, server_database: Database) -> None:
    other = Evening.begin(server_database, evening.box, "Other Hall")

    with (
        pytest.raises(DBAPIError, match="fk_gates_organization_id_event_id"),
        other.session() as session,
    ):
        session.execute(
            text(
                "INSERT INTO gates (organization_id, id, event_id, name) VALUES (:o, :o, :e, 'x')"
            ),
            {"o": other.organization_id, "e": evening.event_id},
        )
    with pytest.raises(DBAPIError, match="row-level security"), other.session() as session:
        session.execute(
            text(
                "INSERT INTO gates (organization_id, id, event_id, name) VALUES (:o, :o, :e, 'x')"
            ),
            {"o": evening.organization_id, "e": evening.event_id},
        )


def test_without_a_tenant_nothing_is_visible(evening: Evening, server_database: Database) -> None:
    with server_database.nobody() as connection:
        for table in TABLES:
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_a_superuser_connection_serves_as_the_application(urls: DatabaseUrls) -> None:
    from sync_server.kernel.session import open_database  # noqa: PLC0415

    database = open_database(urls.admin, 1)
    with database.nobody() as connection:
        assert connection.execute(text("SELECT current_user")).scalar() == "usher_app"
    database.engine.dispose()

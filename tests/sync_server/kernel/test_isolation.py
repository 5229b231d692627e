"""Isolation proved over the catalogue: a table that forgets any of it fails here by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from sync_server.database import DatabaseUrls
from sync_server.domains.identity import service as identity
from sync_server.domains.registry import METADATA
from sync_server.kernel.catalogue import EXHIBITOR_TABLES, VIEWS
from sync_server.kernel.session import Database, open_database
from sync_server.kernel.tables import ORGANIZATION
from tests.evening import Evening
from tests.rows import Rows

TABLES = sorted(METADATA.tables)
TENANT_TABLES = [table for table in TABLES if table != "organizations"]
NO_CHANGE = {"audit_logs", "audit_seals", "consents", "token_transactions"}
"""Append-only: the application may not change them at all."""


@dataclass(frozen=True)
class TwoTenants:
    """One organization with a row in every table, and another that should see none of it."""

    database: Database
    full: UUID
    other: UUID
    rows: Rows


@pytest.fixture(scope="module")
def tenants(server_database: Database) -> TwoTenants:
    full, other = uuid4(), uuid4()
    for organization_id in (full, other):
        with server_database.tenant(organization_id) as session:
            slug = f"t-{organization_id.hex}"
            identity.bootstrap(session, name="Tenant", slug=slug, email="o@example.org")
    with server_database.tenant(full) as session:
        rows = Rows(session, full)
        rows.made["organizations"] = {"id": full}
        for table in TENANT_TABLES:
            rows.row(table)
    return TwoTenants(server_database, full, other, rows)


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
        policies = {
            policy.policyname: policy
            for policy in connection.execute(
                text(
                    "SELECT policyname, cmd, qual, with_check, roles::text FROM pg_policies"
                    " WHERE schemaname = 'public' AND tablename = :t"
                ),
                {"t": table},
            )
        }

    column = "id" if table == "organizations" else ORGANIZATION
    condition = f"({column} = app_current_org())"
    own = policies.pop("org_isolation")
    assert tuple(security) == (True, True)
    assert (own.cmd, own.qual, own.with_check, own.roles) == (
        "ALL", condition, condition, "{public}"
    )  # fmt: skip
    theirs = policies.pop("exhibitor_reads", None)
    assert (theirs is not None) == (table in EXHIBITOR_TABLES)
    assert theirs is None or theirs.cmd == "SELECT"
    # What remains is for the role that owns the look-up functions and that nobody logs in as.
    assert {policy.roles for policy in policies.values()} <= {"{usher_lookup}"}
    for policy in policies.values():
        assert "SELECT" not in f"{policy.qual}{policy.with_check}"


def test_nobody_logs_in_as_the_role_of_the_lookups(server_database: Database) -> None:
    with server_database.nobody() as connection:
        row = connection.execute(
            text("SELECT rolcanlogin, rolbypassrls FROM pg_roles WHERE rolname = 'usher_lookup'")
        ).one()
        bare = connection.execute(
            text(
                "SELECT p.proname FROM pg_proc p WHERE p.prosecdef AND p.pronamespace IN"
                " ('public'::regnamespace, 'ops'::regnamespace) AND (p.proconfig IS NULL OR"
                " NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%'))"
            )
        ).scalars()

        assert tuple(row) == (False, False)
        assert list(bare) == []


def test_every_lookup_repeats_the_tenant(server_database: Database) -> None:
    with server_database.nobody() as connection:
        bodies = connection.execute(
            text(
                "SELECT proname, prosrc FROM pg_proc WHERE prosecdef"
                " AND pronamespace = 'public'::regnamespace"
            )
        ).all()

    assert len(bodies) > 20
    for name, body in bodies:
        assert "organization_id = app_current_org()" in body, name


@pytest.mark.parametrize("table", TENANT_TABLES)
def test_keys_begin_with_the_organization(server_database: Database, table: str) -> None:
    with server_database.nobody() as connection:
        keys = connection.execute(
            text(
                "SELECT c.contype, c.confdeltype, c.conname, c.confrelid::regclass::text AS target,"
                " a.attname FROM pg_constraint c"
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

        # `organizations` is a reference table: it has no tenant to lead its key.
        assert {key.attname for key in keys if key.target != "organizations"} == {ORGANIZATION}
        assert set(indexes) == {ORGANIZATION}
        # Citus refuses SET NULL and SET DEFAULT on keys that hold the distribution column.
        assert not [key.conname for key in keys if key.confdeltype in (b"n", b"d", "n", "d")]


def test_triggers_stay_within_the_organization(server_database: Database) -> None:
    """Citus runs triggers where the tenant lives, so they may touch no other's rows."""
    with server_database.nobody() as connection:
        bodies = connection.execute(
            text(
                "SELECT DISTINCT p.proname, p.prosrc FROM pg_trigger t"
                " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
            )
        ).all()

    assert {name for name, _ in bodies} == {
        "touch_updated_at", "touch_changed_xid", "leave_tombstone", "audit_row",
        "audit_only_sealed", "tell_of_new",
    }  # fmt: skip
    for name, body in bodies:
        assert not re.search(
            r"\b(FROM|UPDATE|DELETE FROM)\s+(?!jsonb|unnest|SET)[a-z_]+s\b", body
        ), name


@pytest.mark.parametrize("table", TENANT_TABLES)
def test_another_tenants_row_is_out_of_reach(tenants: TwoTenants, table: str) -> None:
    row = tenants.rows.row(table)
    key = " AND ".join(
        f"{column.name} = :{column.name}" for column in METADATA.tables[table].primary_key.columns
    )
    bound = {c.name: row[c.name] for c in METADATA.tables[table].primary_key.columns}

    with tenants.database.tenant(tenants.full) as session:
        assert session.execute(text(f"SELECT count(*) FROM {table} WHERE {key}"), bound).scalar()
    with tenants.database.tenant(tenants.other) as session:
        seen = session.execute(text(f"SELECT count(*) FROM {table} WHERE {key}"), bound).scalar()
        changed = deleted = 0
        if table not in NO_CHANGE:
            changed = _touched(session, f"UPDATE {table} SET created_at = now() WHERE {key}", bound)
            deleted = _touched(session, f"DELETE FROM {table} WHERE {key}", bound)
    assert (seen, changed, deleted) == (0, 0, 0)


def _touched(session: Session, statement: str, bound: dict[str, Any]) -> int:
    return len(session.execute(text(f"{statement} RETURNING 1"), bound).all())


@pytest.mark.parametrize("table", TENANT_TABLES)
def test_no_row_can_be_written_for_another_tenant(tenants: TwoTenants, table: str) -> None:
    with (
        pytest.raises(DBAPIError, match=r"row-level security|append-only|permission denied"),
        tenants.database.tenant(tenants.other) as session,
    ):
        Rows(session, tenants.full).insert(table, **_parents(tenants, table))


REFERENCES = [
    (table, column.name)
    for table in TENANT_TABLES
    for column in METADATA.tables[table].columns
    if column.info.get("references") not in (None, "organizations")
]


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_no_row_can_name_another_tenants_row(tenants: TwoTenants, table: str, column: str) -> None:
    """Foreign-key checks bypass row security: only the composite key stops this."""
    target = METADATA.tables[table].c[column].info["references"]
    foreign = tenants.rows.row(target)["id"]

    with (
        pytest.raises(DBAPIError, match=r"violates foreign key") as caught,
        tenants.database.tenant(tenants.other) as session,
    ):
        Rows(session, tenants.other).insert(table, **{column: foreign})
    # The message names the row that was sent, and says the same of an id that exists nowhere.
    assert "is not present in table" in str(caught.value)


@pytest.mark.parametrize("table", TENANT_TABLES)
def test_the_same_values_may_stand_in_two_tenants(tenants: TwoTenants, table: str) -> None:
    """A unique key that saw through row security would tell what another tenant has."""
    mine = tenants.rows.row(table)
    columns = METADATA.tables[table].columns
    same = {
        name: value
        for name, value in mine.items()
        if name != ORGANIZATION and "references" not in columns[name].info
    }
    with tenants.database.tenant(tenants.other) as session:
        rows = Rows(session, tenants.other)
        rows.made["organizations"] = {"id": tenants.other}
        if table == "poll_votes":
            same["option_id"] = rows.row("poll_options")["option_id"]
        rows.insert(table, **same)
        session.rollback()


def _parents(tenants: TwoTenants, table: str) -> dict[str, object]:
    return {
        column.name: tenants.rows.row(column.info["references"])["id"]
        for column in METADATA.tables[table].columns
        if column.info.get("references") not in (None, "organizations") and not column.nullable
    }


def test_without_a_tenant_nothing_is_visible(
    tenants: TwoTenants, server_database: Database
) -> None:
    with server_database.nobody() as connection:
        for name in (*TABLES, *VIEWS):
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 0, name


def test_views_run_with_the_rights_of_whoever_asks(tenants: TwoTenants) -> None:
    with tenants.database.tenant(tenants.full) as session:
        mine = {v: session.execute(text(f"SELECT count(*) FROM {v}")).scalar() for v in VIEWS}
    with tenants.database.tenant(tenants.other) as session:
        theirs = {v: session.execute(text(f"SELECT count(*) FROM {v}")).scalar() for v in VIEWS}

    assert all(mine.values())
    assert theirs == {"accounts": 1, "participants": 0, "catalog_items": 0}


def test_an_exhibitors_own_organization_reads_its_rows(tenants: TwoTenants) -> None:
    with tenants.database.tenant(tenants.full) as session:
        rows = Rows(session, tenants.full)
        made = rows.insert("exhibitors", exhibitor_organization_id=tenants.other)

    with tenants.database.tenant(tenants.other) as session:
        seen = session.execute(
            text("SELECT count(*) FROM exhibitors WHERE id = :id"), {"id": made["id"]}
        ).scalar()
        rename = "UPDATE exhibitors SET name = 'mine' WHERE id = :id"
        changed = _touched(session, rename, {"id": made["id"]})
    assert (seen, changed) == (1, 0)


def test_a_search_finds_only_ones_own(tenants: TwoTenants) -> None:
    with tenants.database.tenant(tenants.other) as session:
        for table in TABLES:
            if any("search" in index.info for index in METADATA.tables[table].indexes):
                found = session.execute(
                    text(f"SELECT count(*) FROM search_{table}('w:*', NULL, 1000)")
                ).scalar()
                assert found == 0, table


@pytest.fixture
def admin(urls: DatabaseUrls) -> Iterator[Database]:
    database = open_database(urls.admin, 1)
    yield database
    database.engine.dispose()


def test_a_superuser_connection_serves_as_the_application(admin: Database) -> None:
    with admin.nobody() as connection:
        assert connection.execute(text("SELECT current_user")).scalar() == "usher_app"


def test_a_tenant_condition_costs_no_scan(evening: Evening) -> None:
    """Row security adds a condition that the key itself answers."""
    with evening.session() as session:
        session.execute(
            text(
                "INSERT INTO contacts (organization_id, id, email)"
                " SELECT app_current_org(), gen_random_uuid(), n || '@example.org'"
                " FROM generate_series(1, 3000) n"
            )
        )
        session.execute(text("ANALYZE contacts"))
        plan = session.execute(
            text("EXPLAIN SELECT * FROM contacts WHERE id = :id"), {"id": uuid4()}
        ).scalars()
        said = "\n".join(plan)

    assert "Index Scan using pk_contacts" in said
    assert "app.current_org" in said.split("Index Cond:")[1].split("\n")[0]
    assert "Filter" not in said

"""What the database itself guarantees, put in place after every migration.

Row-level security, grants, triggers and functions follow from the tables, so they are made anew
from the catalogue each time instead of being repeated in migrations: a table cannot forget them.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, MetaData, Table, text

from sync_server.kernel.replicas import Replica, changes_sql
from sync_server.kernel.tables import ORGANIZATION

ROLES = {
    "usher_owner": "NOLOGIN",
    "usher_app": "LOGIN",
    "usher_report": "LOGIN",
    "usher_lookup": "NOLOGIN",
    "usher_backup": "LOGIN BYPASSRLS",
}

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION app_current_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.current_org', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.updated_at := now(); RETURN NEW; END $$;

CREATE OR REPLACE FUNCTION touch_changed_xid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.changed_xid := pg_current_xact_id(); RETURN NEW; END $$;

CREATE OR REPLACE FUNCTION leave_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sync_tombstones (organization_id, table_name, row_id, event_id)
    VALUES (OLD.organization_id, TG_TABLE_NAME, OLD.id,
            nullif(to_jsonb(OLD) ->> 'event_id', '')::uuid)
    ON CONFLICT (organization_id, table_name, row_id)
    DO UPDATE SET event_id = excluded.event_id, changed_xid = pg_current_xact_id();
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ops.current_epoch() RETURNS TABLE (n bigint, system_identifier text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ops AS $$
DECLARE
    here bigint := (SELECT c.system_identifier FROM pg_control_system() c);
    last ops.epochs;
BEGIN
    SELECT * INTO last FROM ops.epochs e ORDER BY e.n DESC LIMIT 1;
    IF last.n IS NULL OR last.system_identifier <> here
       OR last.started <> pg_postmaster_start_time() THEN
        PERFORM pg_advisory_xact_lock(hashtext('ops.epochs'));
        DELETE FROM ops.epochs e WHERE e.system_identifier <> here;
        SELECT * INTO last FROM ops.epochs e ORDER BY e.n DESC LIMIT 1;
        IF last.n IS NULL OR last.started <> pg_postmaster_start_time() THEN
            INSERT INTO ops.epochs (system_identifier, started, first_xid)
            VALUES (here, pg_postmaster_start_time(), pg_snapshot_xmax(pg_current_snapshot()))
            RETURNING * INTO last;
        END IF;
    END IF;
    RETURN QUERY SELECT last.n, last.system_identifier::text;
END $$;

CREATE OR REPLACE FUNCTION ops.cursor_is_valid(p_n bigint, p_xid xid8) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, ops AS $$
    SELECT EXISTS (SELECT 1 FROM ops.epochs e WHERE e.n = p_n)
       AND NOT EXISTS (SELECT 1 FROM ops.epochs e WHERE e.n > p_n AND e.first_xid < p_xid)
$$;
"""


def make_roles(connection: Connection) -> None:
    """Create the roles that are missing. Needs a role that may create roles."""
    present = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    for role, attributes in ROLES.items():
        if role not in present:
            connection.execute(text(f"CREATE ROLE {role} NOSUPERUSER {attributes}"))
    connection.execute(text("GRANT usher_owner, usher_app, usher_lookup TO CURRENT_USER"))
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS ops"))
    connection.execute(text("GRANT USAGE ON SCHEMA ops TO usher_owner, usher_app, usher_lookup"))
    connection.execute(text("GRANT CREATE ON SCHEMA ops TO usher_owner, usher_lookup"))
    connection.execute(text("GRANT CREATE, USAGE ON SCHEMA public TO usher_owner"))


def secure(connection: Connection, metadata: MetaData, replicas: Sequence[Replica]) -> None:
    """Put functions, policies, triggers and grants in place for every table."""
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    connection.exec_driver_sql(_FUNCTIONS)
    connection.exec_driver_sql(changes_sql(replicas))
    for table in metadata.sorted_tables:
        for statement in _isolation(table):
            connection.exec_driver_sql(statement)
        for statement in _triggers(table, [r for r in replicas if r.table is table]):
            connection.exec_driver_sql(statement)
        if version >= 170_000:
            connection.exec_driver_sql(f"GRANT MAINTAIN ON {table.name} TO usher_app")
    for statement in _ops_grants():
        connection.exec_driver_sql(statement)


def renew_cursors(connection: Connection, replicas: Iterable[Replica]) -> bool:
    """After a restore into another cluster, give every row a transaction id of this one.

    Ledger rule 3. Needs a role that row-level security does not bind; returns whether it was due.
    """
    foreign = connection.execute(
        text(
            "SELECT EXISTS (SELECT 1 FROM ops.epochs WHERE system_identifier <> "
            "(SELECT system_identifier FROM pg_control_system()))"
        )
    ).scalar_one()
    if foreign:
        for table in {replica.table.name for replica in replicas} | {"sync_tombstones"}:
            connection.execute(text(f"UPDATE {table} SET changed_xid = pg_current_xact_id()"))
        connection.execute(text("SELECT ops.current_epoch()"))
    return bool(foreign)


def _isolation(table: Table) -> Iterable[str]:
    column = "id" if ORGANIZATION not in table.columns else ORGANIZATION
    mine = f"{column} = app_current_org()"
    yield f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS org_isolation ON {table.name}"
    yield f"CREATE POLICY org_isolation ON {table.name} USING ({mine}) WITH CHECK ({mine})"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.name} TO usher_app"
    yield f"GRANT SELECT ON {table.name} TO usher_report, usher_backup"


def _triggers(table: Table, replicas: list[Replica]) -> Iterable[str]:
    name = table.name
    if "updated_at" in table.columns:
        yield (
            f"CREATE OR REPLACE TRIGGER touch_updated_at BEFORE UPDATE ON {name} "
            "FOR EACH ROW EXECUTE FUNCTION touch_updated_at()"
        )
    if not replicas:
        return
    scope = [c for c in ("event_id",) if c in table.columns]
    columns = sorted({c for replica in replicas for c in replica.columns} | set(scope))
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    yield (
        f"CREATE OR REPLACE TRIGGER touch_changed_xid BEFORE UPDATE ON {name} FOR EACH ROW "
        f"WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION touch_changed_xid()"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER leave_tombstone AFTER DELETE ON {name} "
        "FOR EACH ROW EXECUTE FUNCTION leave_tombstone()"
    )
    if scope:
        yield (
            f"CREATE OR REPLACE TRIGGER leave_event AFTER UPDATE OF event_id ON {name} FOR EACH ROW "
            "WHEN (OLD.event_id IS DISTINCT FROM NEW.event_id) EXECUTE FUNCTION leave_tombstone()"
        )


def _ops_grants() -> Iterable[str]:
    yield "GRANT SELECT ON ops.alembic_version TO usher_app"
    yield "GRANT SELECT, INSERT, DELETE ON ops.epochs TO usher_lookup"
    for function in ("current_epoch()", "cursor_is_valid(bigint, xid8)"):
        yield f"ALTER FUNCTION ops.{function} OWNER TO usher_lookup"
        yield f"REVOKE ALL ON FUNCTION ops.{function} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION ops.{function} TO usher_app, usher_owner"

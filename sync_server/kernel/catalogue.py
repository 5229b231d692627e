"""What the database itself guarantees, put in place after every migration.

Row-level security, grants, triggers and functions follow from the tables, so they are made anew
from the catalogue each time instead of being repeated in migrations: a table cannot forget them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Index, MetaData, Table, text

from shared.folding import UNSPACED
from sync_server.kernel import audit
from sync_server.kernel.listing import has_index
from sync_server.kernel.replicas import Replica, changes_sql
from sync_server.kernel.tables import ORGANIZATION, search_expression

VIEWS = {
    "accounts": "SELECT id, id AS organization_id, name, slug, type, email, phone, website, status,"
    " trial_ends_at, default_currency, default_timezone, default_country, default_tax_rate,"
    " created_at, updated_at FROM organizations",
    "participants": "SELECT organization_id, id, event_id, order_id, contact_id, company_id,"
    " first_name, last_name, email, phone, job_title, badge_name, status, created_at, updated_at"
    " FROM attendees",
    "catalog_items": "SELECT organization_id, id, 'ticket' AS kind, event_id, name, price,"
    " currency, status FROM ticket_types"
    " UNION ALL SELECT organization_id, id, 'bundle', event_id, name, price, currency, status"
    " FROM bundles"
    " UNION ALL SELECT organization_id, id, 'product', event_id, name, price, currency, status"
    " FROM products",
}
"""Other names for what is there; they run with the rights of whoever asks."""

READ_BY_LOOKUPS = ("organizations", "audit_logs", "idempotency_keys", "domain_events")
APPEND_ONLY = ("consents", "token_transactions")
"""Rows of these are never changed by the application."""

EXHIBITOR_TABLES = ("exhibitors", "exhibitor_staff", "exhibitor_products", "exhibitor_leads")
"""Read by the exhibitor's own organization too: the one exception, on a single PostgreSQL."""

ROLES = {
    "usher_owner": "NOLOGIN",
    "usher_app": "LOGIN",
    "usher_report": "LOGIN",
    "usher_lookup": "NOLOGIN",
    "usher_backup": "LOGIN BYPASSRLS",
}

_INDEXED_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION search_words(said text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(
        regexp_replace(normalize(replace(
            regexp_replace(lower(normalize(said, NFKD)), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), NFC),
            '([{UNSPACED}])', ' \\1 ', 'g'),
        '@.+-_/:,;()''"&|!*<>', '                    ')
$$;
"""
"""What indexes are made of, so it must be there before any migration."""

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION app_current_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.current_org', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.updated_at := now(); RETURN NEW; END $$;

CREATE OR REPLACE FUNCTION tell_doors(p_organization uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_organization IS NOT NULL THEN
        PERFORM pg_notify('usher_changes', p_organization::text || ':');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION touch_changed_xid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_xid := pg_current_xact_id();
    PERFORM tell_doors(NEW.organization_id);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION tell_of_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM tell_doors(app_current_org()); RETURN NULL; END $$;

CREATE OR REPLACE FUNCTION leave_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sync_tombstones (organization_id, table_name, row_id, event_id)
    VALUES (OLD.organization_id, TG_TABLE_NAME, OLD.id,
            nullif(to_jsonb(OLD) ->> 'event_id', '')::uuid)
    ON CONFLICT (organization_id, table_name, row_id)
    DO UPDATE SET event_id = excluded.event_id, changed_xid = pg_current_xact_id();
    PERFORM tell_doors(OLD.organization_id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ops.organization_by_slug(p_slug text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT id FROM organizations WHERE slug = p_slug
$$;

CREATE OR REPLACE FUNCTION ops.organizations_with(p_work text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT o.id FROM organizations o WHERE CASE p_work
        WHEN 'unsealed' THEN EXISTS (SELECT 1 FROM audit_logs a
            WHERE a.organization_id = o.id AND a.seal_id IS NULL)
        WHEN 'untold' THEN EXISTS (SELECT 1 FROM domain_events e
            WHERE e.organization_id = o.id AND e.dispatched_at IS NULL)
        WHEN 'expired_keys' THEN EXISTS (SELECT 1 FROM idempotency_keys k
            WHERE k.organization_id = o.id AND k.expires_at < now())
        WHEN 'ended_trial' THEN o.status = 'trial' AND o.trial_ends_at <= now()
        WHEN 'all' THEN true
        ELSE false END
$$;

CREATE OR REPLACE FUNCTION ops.hit(p_key text, p_limit int, p_seconds int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ops AS $$
DECLARE found ops.throttles;
BEGIN
    INSERT INTO ops.throttles AS t VALUES (p_key, 1, now() + make_interval(secs => p_seconds))
    ON CONFLICT (key) DO UPDATE SET
        hits = CASE WHEN t.ends <= now() THEN 1 ELSE t.hits + 1 END,
        ends = CASE WHEN t.ends <= now() THEN excluded.ends ELSE t.ends END
    RETURNING * INTO found;
    RETURN CASE WHEN found.hits <= p_limit THEN 0
           ELSE ceil(extract(epoch FROM found.ends - now()))::int END;
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
    connection.execute(
        text("GRANT usher_owner, usher_app, usher_lookup, usher_backup TO CURRENT_USER")
    )
    connection.execute(text("ALTER ROLE usher_app SET search_path = public, ops"))


def prepare(connection: Connection) -> None:
    """Roles, and what must be there before any migration: schema, extension, indexed functions."""
    make_roles(connection)
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS ops"))
    connection.execute(text("GRANT USAGE ON SCHEMA ops TO usher_owner, usher_app, usher_lookup"))
    connection.execute(text("GRANT CREATE ON SCHEMA ops TO usher_owner, usher_lookup"))
    connection.execute(text("GRANT CREATE, USAGE ON SCHEMA public TO usher_owner"))
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
    connection.exec_driver_sql(_INDEXED_FUNCTIONS)


def drop_views(connection: Connection) -> None:
    """Take the views away, so that a migration may change the tables under them."""
    for view in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view}")


def secure(
    connection: Connection,
    metadata: MetaData,
    replicas: Sequence[Replica],
    audited: Mapping[str, Sequence[str]],
) -> None:
    """Put functions, policies, triggers, views and grants in place for every table.

    `audited` names the tables that the audit log covers, with the columns it does not care for.
    """
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    connection.exec_driver_sql(_FUNCTIONS)
    connection.exec_driver_sql(audit.FUNCTIONS)
    connection.exec_driver_sql(changes_sql(replicas))
    for table in metadata.sorted_tables:
        for statement in _isolation(table):
            connection.exec_driver_sql(statement)
        for statement in _triggers(table, [r for r in replicas if r.table is table]):
            connection.exec_driver_sql(statement)
        if version >= 170_000:
            connection.exec_driver_sql(f"GRANT MAINTAIN ON {table.name} TO usher_app")
        for statement in _lookups(table):
            connection.exec_driver_sql(statement)
        if table.name in audited:
            connection.exec_driver_sql(audit.trigger(table, audited[table.name]))
        else:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_row ON {table.name}")
    for statement in (*audit.LOG_STATEMENTS, *_views(), *_ops_grants()):
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
    if table.name in APPEND_ONLY:
        yield f"REVOKE UPDATE, DELETE, TRUNCATE ON {table.name} FROM usher_app"
    if table.name in EXHIBITOR_TABLES:
        theirs = "exhibitor_organization_id = app_current_org()"
        yield f"DROP POLICY IF EXISTS exhibitor_reads ON {table.name}"
        yield f"CREATE POLICY exhibitor_reads ON {table.name} FOR SELECT USING ({theirs})"


def _lookups(table: Table) -> Iterable[str]:
    """Functions that use indexes which row security would keep a query from using."""
    name = table.name
    functions = [
        (f"search_{name}(p_query text, p_after uuid, p_most int)", _search_body(name, index))
        for index in table.indexes
        if "search" in index.info
    ] + [
        (
            f"having_{name}_{column.name}(p_word text)",
            f"BEGIN RETURN QUERY SELECT id FROM {name} WHERE {column.name} @> ARRAY[p_word]"
            " AND organization_id = app_current_org(); END",
        )
        for column in table.columns
        if has_index(table, column.name)
    ]
    if functions or name in READ_BY_LOOKUPS:
        yield f"GRANT SELECT ON {name} TO usher_lookup"
        yield f"DROP POLICY IF EXISTS lookup ON {name}"
        yield f"CREATE POLICY lookup ON {name} FOR SELECT TO usher_lookup USING (true)"
    for signature, body in functions:
        yield (
            f"CREATE OR REPLACE FUNCTION {signature} RETURNS SETOF uuid LANGUAGE plpgsql STABLE"
            " SECURITY DEFINER SET search_path = pg_catalog, public"
            # Planned for the words and the page at hand: a plan for any would sort the whole table.
            f" SET plan_cache_mode = force_custom_plan AS $$ {body} $$"
        )
        bare = re.sub(r"p_\w+ ", "", signature)
        yield f"ALTER FUNCTION {bare} OWNER TO usher_lookup"
        yield f"REVOKE ALL ON FUNCTION {bare} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {bare} TO usher_app, usher_report"


def _search_body(table: str, index: Index) -> str:
    """Words that every other row has fill a page from the next rows by id; others ask the index,
    which would gather all matches of a common word before it gave the first."""
    matches = (
        f"{search_expression(index.info['search'])}"
        " @@ ($q$'$q$ || app_current_org()::text || $q$' & $q$ || p_query)::tsquery"
    )
    beyond = "organization_id = app_current_org() AND (p_after IS NULL OR id > p_after)"
    return f"""
DECLARE near uuid[];
BEGIN
    near := ARRAY(
        SELECT id FROM (SELECT * FROM {table} WHERE {beyond} ORDER BY id LIMIT 2 * p_most) t
        WHERE p_most <= 201 AND {matches} ORDER BY id LIMIT p_most
    );
    IF cardinality(near) = p_most THEN
        RETURN QUERY SELECT unnest(near);
    ELSE
        RETURN QUERY SELECT id FROM {table} WHERE {matches} AND {beyond} ORDER BY id LIMIT p_most;
    END IF;
END"""


def _views() -> Iterable[str]:
    for name, query in VIEWS.items():
        yield f"DROP VIEW IF EXISTS {name}"
        yield f"CREATE VIEW {name} WITH (security_invoker = true) AS {query}"
        yield f"ALTER VIEW {name} OWNER TO usher_owner"
        yield f"GRANT SELECT ON {name} TO usher_app, usher_report, usher_backup"


_TOLD_BY_EVENT = ("journal_entries", "check_in_conflicts")
"""What doors write all the time; whoever stores it tells only the doors of its event."""


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
    columns = sorted({c for replica in replicas for c in replica.own_columns} | set(scope))
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    yield (
        f"CREATE OR REPLACE TRIGGER touch_changed_xid BEFORE UPDATE ON {name} FOR EACH ROW "
        f"WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION touch_changed_xid()"
    )
    if name not in _TOLD_BY_EVENT:
        yield (
            f"CREATE OR REPLACE TRIGGER tell_of_new AFTER INSERT ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tell_of_new()"
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
    yield "GRANT SELECT, INSERT, UPDATE, DELETE ON ops.throttles TO usher_lookup"
    yield "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ops TO usher_app"
    yield "REVOKE INSERT, UPDATE, DELETE ON ops.alembic_version, ops.epochs FROM usher_app"
    yield "REVOKE ALL ON ops.throttles FROM usher_app"
    yield "GRANT USAGE ON ALL SEQUENCES IN SCHEMA ops TO usher_app"
    yield "GRANT SELECT ON ALL TABLES IN SCHEMA ops TO usher_backup"
    yield "GRANT USAGE ON SCHEMA ops TO usher_backup"
    yield "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public, ops TO usher_backup"
    for function in (
        "current_epoch()",
        "cursor_is_valid(bigint, xid8)",
        "organization_by_slug(text)",
        "organizations_with(text)",
        "hit(text, int, int)",
    ):
        yield f"ALTER FUNCTION ops.{function} OWNER TO usher_lookup"
        yield f"REVOKE ALL ON FUNCTION ops.{function} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION ops.{function} TO usher_app, usher_owner"

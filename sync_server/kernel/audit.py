"""The audit log: written by triggers, sealed in hash-chained ranges, checked by a command (PL-3).

Each row holds a digest of its old and new values, and seals are over rows with their digests, so
that erasing somebody's values (CR-11) leaves the chain whole.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Table, insert, text
from sqlmodel import Session

from sync_server.kernel import clock, files, jobs
from sync_server.kernel.records import AuditSeal
from sync_server.kernel.schemas import is_secret
from sync_server.kernel.session import Database, organization_of

START = bytes(32)
_ROWS_PER_SEAL = 1_000

FUNCTIONS = """
CREATE OR REPLACE FUNCTION audit_setting(p_name text) RETURNS text LANGUAGE sql STABLE
AS $$ SELECT nullif(current_setting('app.' || p_name, true), '') $$;

CREATE OR REPLACE FUNCTION audit_digest(p_old jsonb, p_new jsonb) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(coalesce(p_old::text, '') || E'\\n' || coalesce(p_new::text, ''), 'UTF8'))
$$;

CREATE OR REPLACE FUNCTION audit_write(
    p_org uuid, p_action text, p_entity text, p_id uuid, p_old jsonb, p_new jsonb, p_changed text[]
) RETURNS void LANGUAGE sql AS $$
    INSERT INTO audit_logs (organization_id, id, actor_user_id, actor_api_key_id, actor_device_id,
        action, entity_type, entity_id, old_values, new_values, changed_fields, ip_address,
        request_id, digest)
    VALUES (p_org, gen_random_uuid(), audit_setting('actor_user')::uuid,
        audit_setting('actor_api_key')::uuid, audit_setting('actor_device')::uuid,
        p_action, p_entity, p_id, p_old, p_new, p_changed, audit_setting('ip_address')::inet,
        audit_setting('request_id'),
        audit_digest(p_old, p_new))
$$;

CREATE OR REPLACE FUNCTION audit_note(p_action text, p_entity text, p_id uuid) RETURNS void
LANGUAGE sql AS $$
    SELECT audit_write(app_current_org(), p_action, p_entity, p_id, NULL, NULL, NULL)
$$;

CREATE OR REPLACE FUNCTION audit_masked(p_row jsonb, p_secret text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_row || coalesce((
        SELECT jsonb_object_agg(k, '***') FROM unnest(p_secret) k
        WHERE p_row -> k IS NOT NULL AND p_row -> k <> 'null'::jsonb
    ), '{}'::jsonb)
$$;

CREATE OR REPLACE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    secret text[] := string_to_array(TG_ARGV[0], ',');
    quiet text[] := string_to_array(TG_ARGV[1], ',');
    before jsonb; after jsonb; changed text[]; whole jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD) - quiet; whole := before; END IF;
    IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW) - quiet; whole := after; END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(k ORDER BY k) INTO changed FROM jsonb_object_keys(after) k
        WHERE before -> k IS DISTINCT FROM after -> k;
        IF changed IS NULL THEN RETURN NULL; END IF;
        SELECT jsonb_object_agg(k, before -> k), jsonb_object_agg(k, after -> k)
        INTO before, after FROM unnest(changed) k;
    END IF;
    IF cardinality(secret) > 0 THEN
        before := audit_masked(before, secret);
        after := audit_masked(after, secret);
    END IF;
    PERFORM audit_write(
        coalesce(whole ->> 'organization_id', whole ->> 'id')::uuid, lower(TG_OP), TG_TABLE_NAME,
        (whole ->> 'id')::uuid, before, after, changed);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit_only_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seal_id IS NOT NULL AND NEW.seal_id IS DISTINCT FROM OLD.seal_id THEN
        RAISE EXCEPTION 'a sealed row of the audit log stays as it is';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION audit_erase(p_entities text[], p_ids uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE erased integer;
BEGIN
    UPDATE audit_logs SET old_values = NULL, new_values = NULL, erased_at = now()
    WHERE organization_id = app_current_org() AND entity_type = ANY (p_entities)
      AND entity_id = ANY (p_ids) AND erased_at IS NULL;
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$;
"""
LOG_STATEMENTS = (
    "REVOKE UPDATE, DELETE, TRUNCATE ON audit_logs, audit_seals FROM usher_app",
    "GRANT UPDATE (seal_id) ON audit_logs TO usher_app",
    "CREATE OR REPLACE TRIGGER audit_only_sealed BEFORE UPDATE ON audit_logs"
    " FOR EACH ROW EXECUTE FUNCTION audit_only_sealed()",
    "GRANT SELECT, UPDATE ON audit_logs TO usher_lookup",
    "DROP POLICY IF EXISTS erase ON audit_logs",
    "CREATE POLICY erase ON audit_logs FOR UPDATE TO usher_lookup"
    " USING (organization_id = app_current_org())",
    "ALTER FUNCTION audit_erase(text[], uuid[]) OWNER TO usher_lookup",
    "REVOKE ALL ON FUNCTION audit_erase(text[], uuid[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION audit_erase(text[], uuid[]) TO usher_app",
)


def trigger(table: Table, quiet: Sequence[str] = ()) -> str:
    """The statement that audits a table. `quiet` columns change without being worth a row."""
    secret = [column.name for column in table.columns if is_secret(column)]
    silent = [c for c in ("updated_at", "changed_xid", *quiet) if c in table.columns]
    silent += [c.name for c in table.columns if c.computed is not None]
    return (
        f"CREATE OR REPLACE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON {table.name}"
        f" FOR EACH ROW EXECUTE FUNCTION audit_row('{','.join(secret)}', '{','.join(silent)}')"
    )


@dataclass(frozen=True)
class Broken:
    """Something wrong in an audit log: where, and what."""

    seal: UUID | None
    problem: str


@dataclass(frozen=True)
class Verified:
    """What a check of one organization's log found. `head` is worth noting down elsewhere."""

    seals: int
    rows: int
    unsealed: int
    head: str
    broken: tuple[Broken, ...]


def seal(session: Session) -> int:
    """Put the next seal on rows that none covers yet; how many rows it covers."""
    mine = organization_of(session)
    session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 1))"), {"key": str(mine)}
    )
    rows = _rows(session, "seal_id IS NULL", {}, _ROWS_PER_SEAL)
    if rows:
        _seal_rows(session, mine, rows)
    return len(rows)


def _seal_rows(session: Session, mine: UUID, rows: Sequence[RowMapping]) -> None:
    previous, row_id = _last_hash(session), clock.new_id()
    session.execute(
        insert(AuditSeal.__table__).values(  # type: ignore[attr-defined]
            organization_id=mine,
            id=row_id,
            first_seq=rows[0]["seq"],
            last_seq=rows[-1]["seq"],
            rows=len(rows),
            prev_hash=previous,
            hash=_hash(previous, rows),
        )
    )
    session.execute(
        text(
            "UPDATE audit_logs SET seal_id = :seal WHERE organization_id = :org AND id = ANY(:ids)"
        ),
        {"seal": row_id, "org": mine, "ids": [row["id"] for row in rows]},
    )


def verify(session: Session) -> Verified:
    """Walk the chain of seals and compare every row with its seal and its digest."""
    seals = {
        bytes(row["prev_hash"]): row
        for row in session.execute(
            text("SELECT id, prev_hash, hash, rows FROM audit_seals WHERE organization_id = :org"),
            {"org": organization_of(session)},
        ).mappings()
    }
    broken = list(_altered(session))
    counted, rows, head = 0, 0, START
    while (found := seals.get(head)) is not None:
        covered = _rows(session, "seal_id = :seal", {"seal": found["id"]}, None)
        if len(covered) != found["rows"]:
            missing = found["rows"] - len(covered)
            broken.append(Broken(found["id"], f"{missing} of {found['rows']} rows are missing"))
        elif _hash(head, covered) != bytes(found["hash"]):
            broken.append(Broken(found["id"], "a row was changed"))
        counted, rows, head = counted + 1, rows + len(covered), bytes(found["hash"])
    if counted < len(seals):
        broken.append(Broken(None, f"{len(seals) - counted} seals hang on no chain"))
    unsealed = len(_rows(session, "seal_id IS NULL", {}, None))
    return Verified(counted, rows, unsealed, head.hex(), tuple(broken))


def register() -> None:
    """Make the sealing known: once a minute."""
    jobs.every("* * * * *", "audit.seal", seal_everywhere)


def seal_everywhere(runtime: jobs.Runtime) -> None:
    """Seal the logs of all organizations that have something new."""
    for organization_id in jobs.organizations_with(runtime, "unsealed"):
        seal_in_parts(runtime.database, organization_id)


def seal_in_parts(database: Database, organization_id: UUID) -> None:
    """A large import leaves much to seal. Every other moment is left to the doors."""
    while True:
        began = time.monotonic()
        with database.tenant(organization_id) as session:
            if seal(session) < _ROWS_PER_SEAL:
                return
        time.sleep(time.monotonic() - began)


def _altered(session: Session) -> Iterator[Broken]:
    """Rows whose values do not match their digest; erased ones have none to match."""
    for row in session.execute(
        text(
            "SELECT seal_id, seq FROM audit_logs WHERE organization_id = :org"
            " AND erased_at IS NULL AND digest <> audit_digest(old_values, new_values)"
        ),
        {"org": organization_of(session)},
    ):
        yield Broken(row.seal_id, f"the values of row {row.seq} were changed")


def _last_hash(session: Session) -> bytes:
    """The hash of the seal that no other seal follows."""
    found = session.execute(
        text(
            "SELECT s.hash FROM audit_seals s WHERE s.organization_id = :org AND NOT EXISTS"
            " (SELECT 1 FROM audit_seals n WHERE n.organization_id = s.organization_id"
            "  AND n.prev_hash = s.hash)"
        ),
        {"org": organization_of(session)},
    ).scalar()
    return START if found is None else bytes(found)


def _rows(
    session: Session, condition: str, bound: dict[str, Any], most: int | None
) -> Sequence[RowMapping]:
    return (
        session.execute(
            text(
                "SELECT id, seq, created_at, actor_user_id, actor_api_key_id, actor_device_id,"
                " action, entity_type, entity_id, changed_fields, request_id,"
                " encode(digest, 'hex') AS digest FROM audit_logs"
                f" WHERE organization_id = :org AND {condition} ORDER BY seq LIMIT :most"
            ),
            {"org": organization_of(session), "most": most, **bound},
        )
        .mappings()
        .all()
    )


def _hash(previous: bytes, rows: Sequence[RowMapping]) -> bytes:
    digest = hashlib.sha256(previous)
    for row in rows:
        digest.update(files.as_json(dict(row)) + b"\n")
    return digest.digest()

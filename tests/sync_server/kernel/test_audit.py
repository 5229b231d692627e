"""The audit log says who changed what, holds no secret, and tells when it was tampered with."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from sync_server.database import DatabaseUrls
from sync_server.domains.registry import AUDITED, METADATA
from sync_server.kernel import audit
from sync_server.kernel.session import Database
from tests.evening import Evening
from tests.serving import Served, created


@pytest.fixture
def client(served: Served, evening: Evening) -> Iterator[httpx.Client]:
    with served.client(evening.api_key) as opened:
        yield opened


def _logs(client: httpx.Client, **params: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = created(
        client.get("/audit-logs", params={"sort": "seq", **params})
    )["items"]
    return rows


def test_a_change_says_who_what_and_in_which_request(client: httpx.Client) -> None:
    made = client.post("/venues", json={"name": "Hall"}, headers={"X-Request-Id": "req-1"})
    venue = made.json()
    created(client.patch(f"/venues/{venue['id']}", json={"city": "Toronto"}))
    client.patch(f"/venues/{venue['id']}", json={"city": "Toronto"})
    client.delete(f"/venues/{venue['id']}")
    insert, update, delete = _logs(client, where=f"entity_id:eq:{venue['id']}")

    assert made.headers["x-request-id"] == insert["request_id"] == "req-1"
    assert (insert["action"], insert["new_values"]["name"]) == ("insert", "Hall")
    assert insert["actor_api_key_id"] is not None
    assert (update["changed_fields"], update["old_values"]) == (["city"], {"city": None})
    assert (delete["action"], delete["old_values"]["city"]) == ("delete", "Toronto")


def test_secrets_are_masked(evening: Evening) -> None:
    with evening.session() as session:
        session.execute(text("UPDATE users SET password_hash = 'argon', totp_secret = 'x'"))
        row = session.execute(
            text("SELECT new_values FROM audit_logs WHERE entity_type = 'users' AND action = 'update'"
                 " ORDER BY seq DESC LIMIT 1")
        ).scalar_one()  # fmt: skip
        keys = session.execute(
            text("SELECT new_values FROM audit_logs WHERE entity_type = 'api_keys'")
        ).scalar_one()

    assert row == {"password_hash": "***", "totp_secret": "***"}
    assert keys["key_hash"] == "***"


def test_every_table_is_audited_or_named_as_not(server_database: Database) -> None:
    with server_database.nobody() as connection:
        found = connection.execute(
            text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'audit_row'")
        ).scalars()

        assert set(found) == set(AUDITED)
    assert set(METADATA.tables) - set(AUDITED) < set(METADATA.tables)
    assert len(AUDITED) > 90


def test_the_log_cannot_be_changed_by_the_application(evening: Evening) -> None:
    for statement in (
        "UPDATE audit_logs SET action = 'login'",
        "DELETE FROM audit_logs",
        "TRUNCATE audit_logs",
        "DELETE FROM audit_seals",
    ):
        with pytest.raises(DBAPIError, match="permission denied"), evening.session() as session:
            session.execute(text(statement))
    with evening.session() as session:
        audit.seal(session)
    with pytest.raises(DBAPIError, match="stays as it is"), evening.session() as session:
        session.execute(text("UPDATE audit_logs SET seal_id = NULL"))


def test_sealing_covers_everything_once(evening: Evening) -> None:
    with evening.session() as session:
        sealed = audit.seal(session)
        again = audit.seal(session)
        found = audit.verify(session)

    assert sealed == found.rows > 5
    assert (again, found.unsealed, found.broken) == (0, 0, ())
    with evening.session() as session:
        session.execute(text("UPDATE events SET name = 'Later'"))
        assert audit.verify(session).unsealed == 1
        audit.seal(session)
        assert audit.verify(session).seals == 2


def test_what_a_large_import_leaves_is_sealed_in_parts(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part in a transaction of its own, so that doors are served between them."""
    pauses: list[float] = []
    monkeypatch.setattr(audit, "_ROWS_PER_SEAL", 3)
    monkeypatch.setattr("time.sleep", pauses.append)
    with evening.session() as session:
        waiting = audit.verify(session).unsealed
    audit.seal_in_parts(evening.database, evening.organization_id)
    with evening.session() as session:
        found = audit.verify(session)
    assert (found.unsealed, found.broken, found.rows) == (0, (), waiting)
    assert found.seals > 2
    assert len(pauses) >= found.seals - 1


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE audit_logs SET new_values = '{}' WHERE seq = :seq", "were changed"),
        ("UPDATE audit_logs SET actor_api_key_id = NULL, action = 'login' WHERE seq = :seq", "a row was changed"),
        ("DELETE FROM audit_logs WHERE seq = :seq", "1 of"),
        ("UPDATE audit_seals SET hash = '\\x00'", "changed"),
        ("UPDATE audit_seals SET prev_hash = '\\x01'", "hang on no chain"),
    ],
)  # fmt: skip
def test_tampering_is_found(
    evening: Evening, urls: DatabaseUrls, tampering: str, said: str
) -> None:
    with evening.session() as session:
        audit.seal(session)
        seq = session.execute(text("SELECT max(seq) FROM audit_logs")).scalar_one()
    engine = create_engine(urls.admin)
    scoped = tampering + (" AND" if "WHERE" in tampering else " WHERE") + " organization_id = :org"
    with engine.begin() as superuser:
        superuser.execute(text("SET LOCAL session_replication_role = replica"))
        bound = {"org": evening.organization_id} | ({"seq": seq} if ":seq" in tampering else {})
        superuser.execute(text(scoped), bound)
    engine.dispose()

    with evening.session() as session:
        broken = audit.verify(session).broken
    assert any(said in problem.problem for problem in broken), broken


def test_erasing_values_leaves_the_chain_whole(evening: Evening) -> None:
    with evening.session() as session:
        session.execute(text("UPDATE events SET description = 'Ada was here'"))
        audit.seal(session)
        erased = session.execute(
            text("SELECT audit_erase(ARRAY['events'], ARRAY[CAST(:id AS uuid)])"),
            {"id": evening.event_id},
        ).scalar_one()
        left = session.execute(
            text("SELECT count(*) FROM audit_logs WHERE new_values::text LIKE '%Ada was here%'")
        ).scalar_one()
        found = audit.verify(session)

    assert erased >= 2
    assert (left, found.broken) == (0, ())

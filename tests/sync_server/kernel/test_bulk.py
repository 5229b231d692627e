"""Many rows at once, and a planner that knows of them."""

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import text

from sync_server.kernel import bulk, clock
from sync_server.kernel.statements import fetch, without_waiting
from tests.evening import Evening

COLUMNS = ("organization_id", "id", "event_id", "name")


def rows(evening: Evening, count: int) -> list[tuple[object, ...]]:
    return [
        (evening.organization_id, clock.new_id(), evening.event_id, f"Zone {clock.new_id()}")
        for _ in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 60, 300])
def test_few_and_many_rows_arrive_once(evening: Evening, count: int) -> None:
    made = rows(evening, count)
    again = "ON CONFLICT (organization_id, id) DO NOTHING"
    with evening.session() as session:
        bulk.insert_many(session, "zones", COLUMNS, made, again)
        bulk.insert_many(session, "zones", COLUMNS, made, again)
        found = session.execute(text("SELECT count(*) FROM zones")).scalar_one()
    assert found == count


def test_every_kind_of_value_arrives_as_it_was(evening: Evening) -> None:
    """Bytes, times, lists and documents travel as JSON."""
    columns = ("organization_id", "id", "name", "public_key", "last_seen_at", "heads",
               "queue_depth", "app_version")  # fmt: skip
    hostile = 'a "b" \\x41 \\u0041 é 🎟 \u2028'
    row = (evening.organization_id, clock.new_id(), hostile, bytes(range(256)), clock.now(),
           [{"seq": 7, "hash": "\\x00"}], 7, None)  # fmt: skip
    read = text(f"SELECT {', '.join(columns)} FROM devices WHERE id = :id")
    with evening.session() as session:
        bulk.insert_many(session, "devices", columns, [row])
        assert tuple(session.execute(read, {"id": row[1]}).one()) == row
        other: tuple[object, ...] = (*row[:2], "B", b"\\x41", None, [], None, "1.0")
        bulk.update_many(session, "devices", columns, [other])
        assert tuple(session.execute(read, {"id": row[1]}).one()) == other


def test_many_rows_go_in_parts(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", 7)
    with evening.session() as session:
        bulk.insert_many(session, "zones", COLUMNS, rows(evening, 15))
        assert session.execute(text("SELECT count(*) FROM zones")).scalar_one() == 15


def test_what_fails_without_waiting_is_raised_and_nothing_stays(evening: Evening) -> None:
    """At the end at the latest: earlier where its answer came while others were sent."""
    one, other = rows(evening, 1), rows(evening, 1)

    def thrice() -> None:
        with evening.session() as session, without_waiting(session):
            for made in (one, one, other):
                bulk.insert_many(session, "zones", COLUMNS, made)

    with pytest.raises(UniqueViolation):
        thrice()
    with evening.session() as session:
        assert fetch(session, "SELECT count(*) AS n FROM zones")[0].n == 0


def test_statistics_follow_a_table_as_it_doubles(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Foreign keys of a fresh event were checked by walking all rows until autovacuum came by."""
    monkeypatch.setattr(bulk, "_GROWTH", bulk.Growth())
    looked: list[int] = []
    plain = bulk._refresh_statistics

    def counted(session: object, table: str, fresh: int) -> None:
        looked.append(bulk._GROWTH.rows(table))
        plain(session, table, fresh)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "_refresh_statistics", counted)
    with evening.session() as session:
        for _ in range(20):
            bulk.insert_many(session, "zones", COLUMNS, rows(evening, 50))
        known = session.execute(
            text("SELECT reltuples FROM pg_class WHERE oid = to_regclass('zones')")
        ).scalar_one()
    assert looked == [100, 200, 400, 800]
    assert known >= 400

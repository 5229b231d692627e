"""Lists, searches and writes in a large tenant beside 200 others. `python -m bench.api [rows]`.

100,000 contacts, 100,000 tickets and 10,000 events in one organization. Times are the server's own
(`Server-Timing`), taken while 8 clients ask as fast as they are answered.
"""

import http.client
import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from sqlalchemy import create_engine, text

from bench.evening import Evening, evening
from bench.table import Result, begin, percentile
from sync_server import database
from sync_server.settings import Settings

CLIENTS, EACH = 8, 40
READ_MS, WRITE_MS = 50, 40
_CITIES = ["Toronto", "Montréal", "Nairobi", "Lagos", "Paris", "Lima", "Oslo", "Pune"]
Ask = tuple[str, str, bytes | None]


def main() -> None:
    """Seed, measure everything and print it."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    result = begin(f"API, {rows:,} contacts and tickets beside 200 organizations")
    with evening(rows) as stage:
        seed(stage, rows)
        limit = _query_limit(stage)
        for name, make in _reads(stage, rows).items():
            _measure(result, stage, name, make, READ_MS, limit)
        for name, make in _writes(stage).items():
            _measure(result, stage, name, make, WRITE_MS, limit)
        _pages(result, stage)
    result.finish()


def seed(stage: Evening, rows: int) -> None:
    """Contacts, events and 200 other organizations, straight into the tables."""
    urls = database.locate(Settings(data_dir=stage.root, database_url=None))
    engine = create_engine(urls.admin)
    cities = ", ".join(f"'{city}'" for city in _CITIES)
    contacts = f"""
        INSERT INTO contacts (organization_id, id, first_name, last_name, name, email, phone, city,
            country, lead_score, tags)
        SELECT o, gen_random_uuid(), 'First' || n % 977, 'Last' || n % 7919,
            'First' || n % 977 || ' Last' || n % 7919, 'c' || n || '@example.org', '+1416' ||
            (1000000 + n), (ARRAY[{cities}])[1 + n % 8], 'Country ' || n % 50, n % 101,
            CASE WHEN n % 100 = 0 THEN ARRAY['vip'] ELSE '{{}}' END
        FROM unnest(CAST(:orgs AS uuid[])) o, generate_series(1, :rows) n"""
    events = """
        INSERT INTO events (organization_id, id, name, starts_at, ends_at, timezone, currency, status)
        SELECT o, gen_random_uuid(), 'Event ' || n, now() + n * interval '1 hour',
            now() + n * interval '1 hour' + interval '4 hours', 'UTC', 'CAD',
            (ARRAY['draft','published','completed'])[1 + n % 3]
        FROM unnest(CAST(:orgs AS uuid[])) o, generate_series(1, :rows) n"""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        others = list(
            connection.execute(
                text(
                    "INSERT INTO organizations (id, name, slug) SELECT gen_random_uuid(), 'Other',"
                    " 'other-' || n FROM generate_series(1, 200) n RETURNING id"
                )
            ).scalars()
        )
        mine = [stage.organization_id]
        for statement, own, each in ((contacts, rows, 500), (events, rows // 10, 50)):
            connection.execute(text(statement), {"orgs": mine, "rows": own})
            connection.execute(text(statement), {"orgs": others, "rows": each})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def _query_limit(stage: Evening) -> float:
    """One look-up by key through the same driver, in milliseconds."""
    with stage.database.tenant(stage.organization_id) as session:
        started = time.perf_counter()
        for _ in range(200):
            session.execute(
                text("SELECT * FROM events WHERE organization_id = :org AND id = :id"),
                {"org": stage.organization_id, "id": stage.event_id},
            ).all()
        return (time.perf_counter() - started) * 1000 / 200


def _get(path: str, **params: Any) -> Ask:
    return "GET", f"/api/v1{path}?{urlencode(params, doseq=True, quote_via=quote)}", None


def _reads(stage: Evening, rows: int) -> dict[str, Callable[[int], Ask]]:
    ids = _ids(stage, "/contacts")
    return {
        "get one by id": lambda n: _get(f"/contacts/{ids[n % len(ids)]}"),
        "contacts, first page": lambda _: _get("/contacts"),
        "tickets of an event, first page": lambda _: _get("/tickets", event_id=stage.event_id),
        "events, published": lambda _: _get("/events", status="published"),
        "contacts by name": lambda _: _get("/contacts", sort="name"),
        "contacts by score, largest first": lambda _: _get("/contacts", sort="-lead_score"),
        "contacts, newest first": lambda _: _get("/contacts", sort="-created_at"),
        "contacts of a city by name": lambda n: _get(
            "/contacts", where=f"city:eq:{_CITIES[n % 8]}", sort="name"
        ),
        "contacts by e-mail": lambda n: _get(
            "/contacts", where=f"email:eq:c{1 + n * 37 % rows}@example.org"
        ),
        "contacts with a tag": lambda _: _get("/contacts", where="tags:has:vip"),
        "events between two days": lambda _: _get(
            "/events",
            where=["starts_at:gte:2027-01-01T00:00:00Z", "starts_at:lt:2027-01-08T00:00:00Z"],
        ),
        "search contacts, a whole name": lambda n: _get("/contacts", q=f"first{n % 977} last{n}"),
        "search contacts, a common beginning": lambda _: _get("/contacts", q="fir"),
        "search contacts, by name order": lambda _: _get("/contacts", q="first7", sort="name"),
        "search tickets": lambda n: _get("/tickets", q=f"guest {n}"),
        "only three columns": lambda _: _get("/contacts", fields="id,name,email", limit=200),
        "no match without an index": lambda _: _get("/contacts", where="industry:eq:none"),
    }


def _writes(stage: Evening) -> dict[str, Callable[[int], Ask]]:
    ids, numbers = _ids(stage, "/contacts"), itertools.count()

    def create(_: int) -> Ask:
        body = {"name": "New Person", "email": f"new{next(numbers)}@example.org"}
        return "POST", "/api/v1/contacts", json.dumps(body).encode()

    def patch(n: int) -> Ask:
        body = {"job_title": f"Title {random.random()}"}
        return "PATCH", f"/api/v1/contacts/{ids[n % len(ids)]}", json.dumps(body).encode()

    return {"create a contact": create, "patch a contact": patch}


def _pages(result: Result, stage: Evening) -> None:
    """Walk a sorted list to its thousandth page; the last pages against the first."""
    spent: list[float] = []
    after: str | None = None
    connection = _connect(stage)
    for _ in range(1_000):
        path = _get("/contacts", sort="name", **({"after": after} if after else {}))[1]
        started = time.perf_counter()
        connection.request("GET", path, headers=_headers(stage))
        page = json.loads(connection.getresponse().read())
        spent.append((time.perf_counter() - started) * 1000)
        after = page["next"]
    result.add("pages 1 to 20, p50 (one client, round trip)", percentile(spent[:20], 50), "ms")
    result.add(
        "pages 981 to 1,000, p50 (one client, round trip)", percentile(spent[-20:], 50), "ms"
    )


def _measure(
    result: Result,
    stage: Evening,
    name: str,
    make: Callable[[int], Ask],
    target: float,
    limit: float,
) -> None:
    def work(client: int) -> Iterator[float]:
        connection = _connect(stage)
        for n in range(EACH):
            method, path, body = make(client * EACH + n)
            connection.request(method, path, body, _headers(stage))
            answer = connection.getresponse()
            told = answer.read()
            assert answer.status < 300, (path, told)
            yield float(answer.headers["Server-Timing"].partition("dur=")[2])
        connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        spent = [ms for part in pool.map(lambda c: list(work(c)), range(CLIENTS)) for ms in part]
    result.add(f"{name}, p50", percentile(spent, 50), "ms", limit=limit)
    result.add(f"{name}, p95", percentile(spent, 95), "ms", target=target, limit=limit)


def _ids(stage: Evening, path: str) -> list[str]:
    connection = _connect(stage)
    connection.request("GET", _get(path, limit=200)[1], headers=_headers(stage))
    return [row["id"] for row in json.loads(connection.getresponse().read())["items"]]


def _connect(stage: Evening) -> http.client.HTTPConnection:
    parts = urlsplit(stage.url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)


def _headers(stage: Evening) -> dict[str, str]:
    return {"Authorization": f"Bearer {stage.api_key}", "Content-Type": "application/json"}


if __name__ == "__main__":
    main()

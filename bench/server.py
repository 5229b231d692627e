"""The server alone: online redeem, imports, commits. `python -m bench.server [tickets]`."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
from sqlalchemy import text

from bench.evening import Evening, evening
from bench.table import Result, begin, percentile, timed

CLIENTS, EACH = 8, 150


def main() -> None:
    """Measure everything and print it."""
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    result = begin(f"Server, {tickets:,} tickets")
    with evening(tickets) as stage:
        limit = _commit_limit(stage)
        _redeem(result, stage, 1, 10_000, limit)
        _redeem(result, stage, CLIENTS, 20_000, limit)
        _import(result, stage)
    result.finish()


def _redeem(result: Result, stage: Evening, clients: int, first: int, limit: float) -> None:
    def work(client_number: int) -> list[float]:
        spent = []
        headers = {"Authorization": f"Bearer {stage.api_key}"}
        with httpx.Client(base_url=stage.url, headers=headers, timeout=30) as client:
            for number in range(EACH):
                body = {
                    "list_id": str(stage.list_id),
                    "credential": stage.code(first + client_number * EACH + number),
                }
                started = time.perf_counter()
                answer = client.post("/api/v1/check-ins/redeem", json=body).json()
                spent.append((time.perf_counter() - started) * 1000)
                assert answer["status"] == "accepted", answer
        return spent

    with ThreadPoolExecutor(clients) as pool:
        started = time.perf_counter()
        spent = [ms for part in pool.map(work, range(clients)) for ms in part]
        rate = len(spent) / (time.perf_counter() - started)
    name = f"online redeem, {clients} client{'s' if clients > 1 else ''}"
    many = clients > 1
    result.add(f"{name}, p50", percentile(spent, 50), "ms", target=8 if many else None, limit=limit)
    result.add(
        f"{name}, p95", percentile(spent, 95), "ms", target=25 if many else None, limit=limit
    )
    result.add(f"{name}, rate", rate, "/s")


def _import(result: Result, stage: Evening) -> None:
    lines = "\n".join(f"NEW-{n:06d},Guest {n},General" for n in range(20_000))
    response = httpx.post(
        f"{stage.url}/api/v1/events/{stage.event_id}/tickets/import",
        content=f"code,name,type\n{lines}\n".encode(),
        headers={"Authorization": f"Bearer {stage.api_key}", "Content-Type": "text/csv"},
        timeout=300,
    )
    assert response.json()["created"] == 20_000
    result.add("import of 20,000 tickets from CSV", response.elapsed.total_seconds(), "s")


def _commit_limit(stage: Evening) -> float:
    """One small durable commit on this PostgreSQL, in milliseconds."""
    spent = []
    for _ in range(200):
        with stage.database.tenant(stage.organization_id) as session:
            session.execute(text("SELECT 1"))
            spent.append(
                timed(
                    lambda s=session: (  # type: ignore[misc]
                        s.execute(text("UPDATE organizations SET website = now()::text")),
                        s.commit(),
                    )
                )
                * 1000
            )
    return percentile(spent, 50)


if __name__ == "__main__":
    main()

"""The server alone: online redeem, imports. `python -m bench.server [tickets]`."""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx

from bench.evening import Evening, evening
from bench.table import Result, begin, percentile

CLIENTS, EACH = 8, 150


def main() -> None:
    """Measure everything and print it."""
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    result = begin(f"Server, {tickets:,} tickets")
    with evening(tickets) as stage:
        _redeem(result, stage, 1, 10_000)
        _redeem(result, stage, CLIENTS, 20_000)
        _import(result, stage)
    result.finish()


def _redeem(result: Result, stage: Evening, clients: int, first: int) -> None:
    """Beside the same requests with no token, which are refused before anything is looked up."""
    bodies = [
        {"list_id": str(stage.list_id), "credential": stage.code(first + number)}
        for number in range(clients * EACH)
    ]
    floor, _ = _ask(stage, clients, bodies, {}, 401)
    spent, rate = _ask(stage, clients, bodies, {"Authorization": f"Bearer {stage.api_key}"}, 200)
    name = f"online redeem, {clients} client{'s' if clients > 1 else ''}"
    for percent, target in ((50, 8), (95, 25)):
        result.add(f"{name}, p{percent}", percentile(spent, percent), "ms",
                   target=target if clients > 1 else None,
                   limit=percentile(floor, percent))  # fmt: skip
    result.add(f"{name}, rate", rate, "/s")


def _ask(
    stage: Evening,
    clients: int,
    bodies: Sequence[dict[str, str]],
    headers: dict[str, str],
    expected: int,
) -> tuple[list[float], float]:
    """Milliseconds of each request, and how many a second they were together."""

    def work(own: Sequence[dict[str, str]]) -> list[float]:
        spent = []
        with httpx.Client(base_url=stage.url, headers=headers, timeout=30) as client:
            for body in own:
                started = time.perf_counter()
                answer = client.post("/api/v1/check-ins/redeem", json=body)
                spent.append((time.perf_counter() - started) * 1000)
                assert answer.status_code == expected, answer.text
                assert expected != 200 or answer.json()["status"] == "accepted", answer.text
        return spent

    with ThreadPoolExecutor(clients) as pool:
        started = time.perf_counter()
        parts = pool.map(work, [bodies[n::clients] for n in range(clients)])
        spent = [ms for part in parts for ms in part]
        return spent, len(spent) / (time.perf_counter() - started)


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


if __name__ == "__main__":
    main()

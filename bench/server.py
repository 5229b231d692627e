"""The server alone: online redeem, imports. `python -m bench.server [tickets]`."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence

import httpx

from bench.evening import Evening, evening
from bench.line import Line
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
    codes = [stage.code(first + number) for number in range(clients * EACH)]
    floor, _ = asyncio.run(_ask(stage, clients, codes, "", 401))
    token = f"Authorization: Bearer {stage.api_key}\r\n"
    spent, rate = asyncio.run(_ask(stage, clients, codes, token, 200))
    name = f"online redeem, {clients} client{'s' if clients > 1 else ''}"
    for percent, target in ((50, 8), (95, 25)):
        result.add(f"{name}, p{percent}", percentile(spent, percent), "ms",
                   target=target if clients > 1 else None,
                   limit=percentile(floor, percent))  # fmt: skip
    result.add(f"{name}, rate", rate, "/s")


async def _ask(
    stage: Evening, clients: int, codes: Sequence[str], token: str, expected: int
) -> tuple[list[float], float]:
    """Milliseconds of each request, and how many a second they were together."""
    headers = f"Host: x\r\nContent-Type: application/json\r\n{token}"
    spent: list[float] = []

    async def work(own: Sequence[str]) -> None:
        line = Line(int(stage.url.rpartition(":")[2]), headers)
        for code in own:
            body = json.dumps({"list_id": str(stage.list_id), "credential": code}).encode()
            started = time.perf_counter()
            status, _, answer = await line.ask("POST", "/api/v1/check-ins/redeem", body)
            spent.append((time.perf_counter() - started) * 1000)
            assert status == expected, answer
            assert expected != 200 or json.loads(answer)["status"] == "accepted", answer

    started = time.perf_counter()
    await asyncio.gather(*(work(codes[n::clients]) for n in range(clients)))
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

"""A thousand kiosks on one server. `python -m bench.crowd [kiosks] [seconds] [rate] [--plot FILE.svg]`.

Simulated devices that speak the real protocol with real keys: each holds its stream, takes the pages
that come over it, and sends what it has scanned as soon as its last batch is answered, or when the
server says to come back. Server, PostgreSQL and all of the devices share the machine.
"""

import asyncio
import base64
import contextlib
import json
import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from bench.evening import Evening, evening
from bench.line import Line, read_head
from bench.plot import Series, plot
from bench.table import Result, begin, percentile
from desktop.clock import from_ms, new_id, to_ms
from shared import chain
from shared.protocol import EnrolRequest, ScanBody, WireStamp, body_document
from sync_server.domains.door import devices
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import clock
from sync_server.kernel.notify import announce

LEAST_TICKETS = 20_000
_USUAL = [1_000, 120, 300]
_PROGRESS_SECONDS = 15.0


@dataclass(frozen=True)
class _Page:
    """What came over the stream, unpacked; by the end of its data, which names where it leads."""

    since: str
    cursor: str
    rows: bytes


@dataclass(frozen=True)
class _Stretch:
    """What was measured in a few seconds, until so many seconds after the first scan."""

    until: float
    stored_per_second: float
    waiting: int
    told_to_wait: int
    p50: float
    p95: float

    def __str__(self) -> str:
        return (
            f"  {self.until:4.0f} s: {self.stored_per_second:3.0f} stored a second, batch p50"
            f" {self.p50:4.0f} ms, p95 {self.p95:4.0f} ms, {self.waiting} waiting,"
            f" {self.told_to_wait} told to come back"
        )


@dataclass
class Crowd:
    """What all kiosks measure together."""

    port: int
    evening: Evening
    kiosks: "list[Kiosk]" = field(default_factory=list)
    batches: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    told_to_wait: int = 0
    stored: int = 0
    received: int = 0
    strayed: int = 0
    heard_at: dict[str, float] = field(default_factory=dict)
    pages: "dict[bytes, _Page]" = field(default_factory=dict)
    wanted: str = "-"
    stretches: list[_Stretch] = field(default_factory=list)


@dataclass
class Kiosk:
    """A device with its journal in memory."""

    crowd: Crowd
    device_id: Any
    key: Ed25519PrivateKey
    token: str
    cursor: str = ""
    seq: int = 0
    head: bytes = b""
    queue: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    work: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def headers(self) -> str:
        return (
            f"Host: x\r\nAuthorization: Bearer {self.token}\r\nUsher-Protocol: 1\r\n"
            "Accept-Encoding: zstd\r\nContent-Type: application/json\r\n"
        )

    async def listen(self) -> None:
        """Hold the stream, from where this kiosk stands; come back when it ends."""
        while True:
            try:
                reader, writer = await asyncio.open_connection(
                    "127.0.0.1", self.crowd.port, limit=2**24
                )
                path = f"/api/v1/sync/stream?cursor={self.cursor}"
                writer.write(f"GET {path} HTTP/1.1\r\n{self.headers}\r\n".encode())
                while line := await reader.readline():
                    if line.startswith(b"data: ") and not line.startswith(b"data: {"):
                        self._take(line.removeprefix(b"data: "))
            except OSError:
                pass
            await asyncio.sleep(1 + random.random() * 2)

    def _take(self, data: bytes) -> None:
        """A page that came over the stream.

        A thousand kiosks have a thousand processors to unpack it; here one does it for all.
        """
        crowd, end = self.crowd, data[-400:]
        crowd.received += len(data)
        if end not in crowd.pages:
            rows, rest = _frame(base64.b64decode(data))
            trailer = json.loads(_frame(rest)[0])
            crowd.pages[end] = _Page(trailer["since"], trailer["cursor"], rows)
            if len(crowd.pages) > 100:
                del crowd.pages[next(iter(crowd.pages))]
        page = crowd.pages[end]
        crowd.strayed += page.since != self.cursor
        self.cursor = page.cursor
        if crowd.wanted and crowd.wanted.encode() in page.rows:
            crowd.heard_at.setdefault(str(self.device_id), time.perf_counter())

    async def send(self) -> None:
        """Send what waits, a batch after the other."""
        line = Line(self.crowd.port, self.headers)
        while True:
            await self.work.wait()
            self.work.clear()
            while self.queue:
                batch = self.queue[:1000]
                body = json.dumps({
                    "device_id": str(self.device_id), "device_time": clock.now().isoformat(),
                    "entries": [entry for _, entry in batch],
                }).encode()  # fmt: skip
                began = time.perf_counter()
                status, _, answer = await line.ask("POST", "/api/v1/sync/scans", body)
                if status != 200:
                    self.crowd.told_to_wait += 1
                    pause = float(json.loads(answer).get("retry_after", 1))
                    await asyncio.sleep(pause * (1 + random.random() / 2))
                    continue
                done = time.perf_counter()
                self.crowd.batches.append(done - began)
                self.crowd.delays += [done - scanned for scanned, _ in batch]
                self.crowd.stored += len(batch)
                del self.queue[: len(batch)]

    def scan(self, ticket_id: Any, list_id: Any) -> None:
        """Sign an entry and queue it."""
        self.seq += 1
        entry_id, at = new_id(), from_ms(to_ms(clock.now()))
        body = ScanBody(
            entry_id=entry_id, scan_id=entry_id, device_id=self.device_id, seq=self.seq,
            stamp=WireStamp(at_ms=to_ms(at), device_id=self.device_id, seq=self.seq),
            judged_at=at, raw_clock=at, clock_offset_ms=0, list_id=list_id, ticket_id=ticket_id,
            medium="qr", direction="entry", persons=1, verdict="accepted",
        )  # fmt: skip
        raw = chain.canonical(body_document(body))
        previous = self.head or chain.genesis(self.device_id)
        link = chain.append(self.key, previous, self.seq, raw)
        self.head = link.hash
        self.queue.append((time.perf_counter(), {
            "seq": self.seq, "kind": "scan", "body": raw.decode(), "prev_hash": previous.hex(),
            "hash": link.hash.hex(), "signature": link.signature.hex(),
        }))  # fmt: skip
        self.work.set()


def main() -> None:
    """Measure and print."""
    words = sys.argv[1:]
    drawing = Path(words.pop(words.index("--plot") + 1)) if "--plot" in words else None
    given = [int(word) for word in words if word.isdecimal()]
    kiosks, seconds, rate = (given + _USUAL[len(given) :])[:3]
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # two connections for each kiosk
    result = begin(f"{kiosks:,} connected kiosks, {rate} scans a second for {seconds} s")
    # A ticket for each scan: an evening of guests, not of conflicts.
    with evening(max(LEAST_TICKETS, seconds * rate)) as stage:
        stretches = asyncio.run(_measure(result, stage, kiosks, seconds, rate))
    result.finish()
    if drawing is not None:
        drawing.write_text(_drawn(stretches))


async def _measure(
    result: Result, stage: Evening, kiosks: int, seconds: int, rate: int
) -> list[_Stretch]:
    crowd = Crowd(int(stage.url.rsplit(":", 1)[1]), stage)
    crowd.kiosks = [_enrolled(crowd, number) for number in range(kiosks)]
    cursor = await _first_cursor(crowd.kiosks[0])
    tasks = []
    for kiosk in crowd.kiosks:
        kiosk.cursor = cursor
        tasks += [asyncio.create_task(work()) for work in (kiosk.listen, kiosk.send)]
        await asyncio.sleep(0.005)
    await asyncio.sleep(10)
    before = _used(stage)
    await asyncio.sleep(20)
    idle = _used(stage)
    result.add("idle: CPU of server and PostgreSQL", idle.since(before) / 20 * 100, "%")
    spent = [await _change(crowd, number) for number in range(5)]
    result.add("one change reaches all (worst of 5)", max(spent), "s", target=2)
    crowd.wanted = ""
    await _scan(crowd, seconds, rate)
    after = _used(stage)
    result.add("batch, p50", percentile(crowd.batches, 50) * 1000, "ms")
    result.add("batch, p95", percentile(crowd.batches, 95) * 1000, "ms", target=250)
    result.add("scan to stored, p95", percentile(crowd.delays, 95), "s")
    result.add("changes sent to all kiosks", crowd.received / 1e6, "MB")
    result.add("pages that did not follow", crowd.strayed, "", target=0)
    result.add("told to come back later", crowd.told_to_wait, "")
    lost = seconds * rate - _stored(stage)
    result.add("scans not stored when measuring ended", lost, "", target=0)
    result.add("memory of server and PostgreSQL, idle", idle.memory / 1e6, "MB")
    result.add("memory of server and PostgreSQL, afterwards", after.memory / 1e6, "MB")
    result.add("database connections afterwards", _connections(stage), "")
    for task in tasks:
        task.cancel()
    return crowd.stretches


def _drawn(stretches: Sequence[_Stretch]) -> str:
    return plot(
        "seconds since the first scan",
        [f"{one.until:.0f}" if n % 8 == 7 else "" for n, one in enumerate(stretches)],
        [
            Series("batch p50, ms", "#57c", [one.p50 for one in stretches]),
            Series("batch p95, ms", "#0a7", [one.p95 for one in stretches]),
        ],
        target=250,
    )


async def _scan(crowd: Crowd, seconds: int, rate: int) -> None:
    with crowd.evening.database.tenant(crowd.evening.organization_id) as session:
        tickets = list(session.execute(text("SELECT id FROM tickets")).scalars())
    began, done = time.perf_counter(), 0
    watching = asyncio.create_task(_watch(crowd, began))
    while done < seconds * rate:
        due = min(seconds * rate, int((time.perf_counter() - began) * rate))
        for number in range(done, due):
            kiosk = random.choice(crowd.kiosks)
            kiosk.scan(tickets[number % len(tickets)], crowd.evening.list_id)
        done = due
        await asyncio.sleep(0.01)
    while crowd.stored < seconds * rate and time.perf_counter() - began < seconds + 60:
        await asyncio.sleep(0.1)
    watching.cancel()


async def _watch(crowd: Crowd, began: float) -> None:
    """Say every few seconds how it goes."""
    while True:
        seen, stored, at = len(crowd.batches), crowd.stored, time.perf_counter()
        await asyncio.sleep(_PROGRESS_SECONDS)
        fresh, now = crowd.batches[seen:], time.perf_counter()  # twice: percentiles need two
        stretch = _Stretch(
            until=now - began,
            stored_per_second=(crowd.stored - stored) / (now - at),
            waiting=sum(len(kiosk.queue) for kiosk in crowd.kiosks),
            told_to_wait=crowd.told_to_wait,
            p50=percentile(fresh * 2 or [0, 0], 50) * 1000,
            p95=percentile(fresh * 2 or [0, 0], 95) * 1000,
        )
        crowd.stretches.append(stretch)
        print(stretch, flush=True)


async def _change(crowd: Crowd, number: int) -> float:
    """A ticket is blocked; how long until the last kiosk has it."""
    stage = crowd.evening
    with stage.database.tenant(stage.organization_id) as session:
        ticket = session.scalars(
            text("SELECT id FROM tickets WHERE ticket_code = :code"),
            {"code": stage.code(number)},
        ).one()
        row = session.get(Ticket, (stage.organization_id, ticket))
        assert row is not None
        crowd.wanted, crowd.heard_at = str(ticket), {}
        sales.set_status(session, row, "blocked", clock.now())
        announce(session, stage.event_id)
    began = time.perf_counter()
    while len(crowd.heard_at) < len(crowd.kiosks) and time.perf_counter() - began < 10:
        await asyncio.sleep(0.01)
    await asyncio.sleep(6)
    return max(crowd.heard_at.values(), default=began + 10) - began


def _enrolled(crowd: Crowd, number: int) -> Kiosk:
    stage, key = crowd.evening, Ed25519PrivateKey.generate()
    code = stage.enrol_code(f"K{number}")
    with stage.database.tenant(stage.organization_id) as session:
        request = EnrolRequest(
            token=code.token, public_key=key.public_key().public_bytes_raw().hex()
        )
        answer = devices.enrol(session, stage.box, request, clock.now())
    return Kiosk(crowd, answer.device_id, key, answer.device_token)


async def _first_cursor(kiosk: Kiosk) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", kiosk.crowd.port)
    plain = kiosk.headers.replace("Accept-Encoding: zstd\r\n", "")
    writer.write(f"GET /api/v1/sync/snapshot HTTP/1.1\r\n{plain}\r\n".encode())
    await read_head(reader)
    await reader.readline()  # the length of the first chunk
    header = json.loads(await reader.readline())
    while b'{"end":' not in await reader.readline():
        pass
    writer.close()
    return str(header["cursor"])


def _frame(content: bytes) -> tuple[bytes, bytes]:
    """The first zstd frame unpacked, and what follows it."""
    unpacker = zstandard.ZstdDecompressor().decompressobj()
    return unpacker.decompress(content), unpacker.unused_data


@dataclass(frozen=True)
class Used:
    """CPU seconds by process, and the memory of all of them without counting shared pages twice."""

    cpu: dict[int, float]
    memory: int

    def since(self, before: "Used") -> float:
        """CPU seconds of the processes that were there at both times."""
        return sum(spent - before.cpu[pid] for pid, spent in self.cpu.items() if pid in before.cpu)


def _used(stage: Evening) -> Used:
    """What everything that belongs to this server uses: its workers and its PostgreSQL."""
    roots = [*psutil.Process().children(), *_postmasters(stage)]
    cpu, memory = {}, 0
    for process in {p for root in roots for p in (root, *root.children(recursive=True))}:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            cpu[process.pid] = times.user + times.system
            memory += process.memory_full_info().pss
    return Used(cpu, memory)


def _postmasters(stage: Evening) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(stage.root) in word for word in process.info["cmdline"] or [])
    ]


def _stored(stage: Evening) -> int:
    with stage.database.tenant(stage.organization_id) as session:
        found: int = session.execute(text("SELECT count(*) FROM scans")).scalar_one()
        return found


def _connections(stage: Evening) -> int:
    with stage.database.nobody() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM pg_stat_activity")).scalar_one()
        return found


if __name__ == "__main__":
    main()

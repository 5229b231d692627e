"""Sync between kiosks and server. `python -m bench.sync [tickets]`."""

import contextlib
import json
import multiprocessing
import queue
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import Connection
from sqlalchemy import text

from bench.door import KEY, rows
from bench.evening import Evening, evening
from bench.table import Result, begin, percentile, timed
from desktop import enrolment
from desktop.clock import DoorClock, new_id
from desktop.door.gate import Gate, Presentation
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaWriter
from desktop.sync.api import News, SyncApi, SyncError
from desktop.sync.engine import SyncEngine
from shared.credentials import Medium, from_text
from shared.protocol import EnrolCode
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import clock
from sync_server.kernel.session import raw_connection

QUEUED, KIOSKS, EACH, PROCESSES = 10_000, 100, 100, 4


class Kiosk:
    """A kiosk without a window."""

    def __init__(self, folder: Path, code: EnrolCode) -> None:
        folder.mkdir(parents=True)
        self.database = open_journal(folder / "journal.db", KEY)
        found = enrolment.enrol(code, folder.name, self.database, KEY)
        self.enrolled, clock_ = found, DoorClock()
        self.gate = Gate(self.database, found.identity, found.station, clock_, new_id)
        self.engine = SyncEngine(
            enrolment.line_to_server(found), self.gate, clock_, folder / "journal.db", KEY,
            found.identity,
        )  # fmt: skip

    def show(self, code: str) -> None:
        """Hold a ticket up."""
        self.gate.admit(Presentation(credential=from_text(code, Medium.QR)))

    def close(self) -> None:
        """Close files and connection."""
        self.engine.close()
        self.gate.use_replica(None)
        self.database.close()


def main() -> None:
    """Measure everything and print it."""
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    result = begin(f"Sync, {tickets:,} tickets")
    with evening(tickets) as stage, tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        kiosk = Kiosk(root / "one", stage.enrol_code("One"))
        spent = timed(kiosk.engine.sync_once)
        result.add("snapshot from server to usable encrypted replica", spent, "s", target=6,
                   limit=_load_limit(root, tickets))  # fmt: skip
        _changes(result, stage, kiosk)
        _drain(result, stage, kiosk)
        kiosk.close()
        _crowd(result, stage, root)
    result.finish()


def _changes(result: Result, stage: Evening, kiosk: Kiosk) -> None:
    """Ten tickets blocked at once, until a connected kiosk has them."""
    pages: queue.Queue[News] = queue.Queue()
    api = SyncApi(kiosk.enrolled.server_url, kiosk.enrolled.token)

    def listen() -> None:
        with contextlib.suppress(SyncError):  # ends with the server
            for news in api.stream(kiosk.engine.cursor):
                if news.kind == "page":
                    pages.put(news)

    def take() -> int:
        report = kiosk.engine.take_page(pages.get(timeout=10))
        assert report is not None
        return report.pulled

    threading.Thread(target=listen, daemon=True).start()
    take()  # the first comes at once
    spent = []
    for turn in range(5):
        with stage.database.tenant(stage.organization_id) as session:
            for number in range(10):
                ticket = _ticket(session, stage, 500 + turn * 10 + number)
                sales.set_status(session, ticket, "blocked", clock.now())
        started = time.perf_counter()
        pulled = 0
        while pulled < 10:
            pulled += take()
        spent.append(time.perf_counter() - started)
    api.hang_up()
    result.add("10 changes: commit to applied on a connected kiosk (worst of 5)", max(spent), "s",
               target=0.3)  # fmt: skip


def _drain(result: Result, stage: Evening, kiosk: Kiosk) -> None:
    for number in range(QUEUED):
        kiosk.show(stage.code(1_000 + number))
    spent = timed(lambda: _upload(kiosk))
    result.add("10,000 queued scans drained, folded, committed", spent, "s", target=2,
               limit=_copy_limit(stage))  # fmt: skip


def _upload(kiosk: Kiosk) -> float:
    """As the sync thread does: who is told to come back later does. How long the last try took."""
    while True:
        started = time.perf_counter()
        report = kiosk.engine.push_once()
        if not report.waiting:
            return time.perf_counter() - started
        time.sleep(report.retry_after * (1 + random.random() / 2))


def _crowd(result: Result, stage: Evening, root: Path) -> None:
    """A hundred kiosks send a hundred scans each, at once."""
    [guests] = (root / "one").glob("replica-*.db")
    names = iter(range(KIOSKS))
    tickets = iter(range(20_000, 20_000 + KIOSKS * EACH))
    parts = [
        [
            Doorway(root / f"k{n}", stage.enrol_code(f"K{n}"), guests,
                    [stage.code(number) for number in islice(tickets, EACH)])
            for n in islice(names, KIOSKS // PROCESSES)
        ]
        for _ in range(PROCESSES)
    ]  # fmt: skip
    before, spawn = _admitted(stage), multiprocessing.get_context("spawn")
    start, batches = spawn.Barrier(PROCESSES + 1), spawn.Queue()
    processes = [spawn.Process(target=_send, args=(part, start, batches)) for part in parts]
    for process in processes:
        process.start()
    start.wait()
    told: list[float] = []
    spent = timed(lambda: told.extend(batches.get() for _ in range(KIOSKS)))
    for process in processes:
        process.join()
    lost = KIOSKS * EACH - (_admitted(stage) - before)
    result.add("100 kiosks x 100 scans at once", spent, "s", target=4)
    result.add("100 kiosks x 100 scans: p95 of a batch", percentile(told, 95), "s", target=1)
    result.add("100 kiosks x 100 scans: lost", lost, "", target=0)


@dataclass(frozen=True)
class Doorway:
    """What makes a kiosk in another process, and whom it lets in."""

    folder: Path
    enrol: EnrolCode
    guests: Path
    codes: list[str]


def _send(doorways: list[Doorway], start: Barrier, batches: "Queue[float]") -> None:
    """Kiosks of one process: a hundred in one would wait for its interpreter, not for the server."""
    kiosks = [Kiosk(doorway.folder, doorway.enrol) for doorway in doorways]
    for kiosk, doorway in zip(kiosks, doorways, strict=True):
        kiosk.gate.use_replica(doorway.guests)  # one list for all: they differ in nothing
        for code in doorway.codes:
            kiosk.show(code)
    start.wait()
    with ThreadPoolExecutor(len(kiosks)) as pool:
        for spent in pool.map(_upload, kiosks):
            batches.put(spent)
    for kiosk in kiosks:
        kiosk.close()


def _ticket(session, stage: Evening, number: int) -> Ticket:  # type: ignore[no-untyped-def]
    ticket_id: UUID = session.execute(
        text("SELECT id FROM tickets WHERE ticket_code = :code"), {"code": stage.code(number)}
    ).scalar_one()
    found: Ticket = session.get(Ticket, (stage.organization_id, ticket_id))
    return found


def _admitted(stage: Evening) -> int:
    with stage.database.tenant(stage.organization_id) as session:
        found: int = session.execute(text("SELECT count(*) FROM check_ins")).scalar_one()
        return found


def _copy_limit(stage: Evening) -> float:
    """COPY and insert of as many rows of the same size, on the same PostgreSQL."""
    with stage.database.tenant(stage.organization_id) as session:
        session.execute(
            text("CREATE TEMP TABLE floor (id uuid PRIMARY KEY, body bytea) ON COMMIT DROP")
        )
        rows = [(new_id(), b"x" * 900) for _ in range(QUEUED)]
        return timed(lambda: _copy(raw_connection(session), rows))


def _copy(connection: Connection[Any], rows: Iterable[tuple[UUID, bytes]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE staged (id uuid, body bytea) ON COMMIT DROP")
        with cursor.copy("COPY staged FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("INSERT INTO floor SELECT * FROM staged")


def _load_limit(root: Path, tickets: int) -> float:
    """The same rows from memory into the same file format: what the disk and cipher cost."""
    parsed = [json.loads(json.dumps(row)) for row in rows(tickets)]
    writer = ReplicaWriter(root / "floor.db", KEY)
    spent = timed(lambda: writer.load(((t, r) for t, r in parsed), "x", 0))
    writer.close()
    return spent


if __name__ == "__main__":
    main()

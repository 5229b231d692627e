"""The host's seat map with 20,000 seats. `python -m bench.seats [seats]`

A real replica and journal, the real page in an offscreen window; every seat is taken.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID, uuid4

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import psutil
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from bench.door import KEY, rows
from bench.table import Result, begin, percentile, timed
from desktop.background import much_made
from desktop.clock import DoorClock, new_id, to_ms
from desktop.door.gate import Gate, Presentation
from desktop.seats.model import Room, SeatNow
from desktop.seats.reader import RoomReader
from desktop.storage.database import Database
from desktop.storage.journal import Identity, Station
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, ReplicaWriter
from desktop.ui.seats.page import SeatsPage
from desktop.ui.theme import Look, apply
from sync_server.domains.seating.halls import Hall, laid_out

SCREEN = QSize(1280, 800)
BURST, SECONDS = 300, 5


def main() -> None:
    """Measure everything and print it."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    app = QApplication([])
    look = Look()
    apply(app, look)
    with tempfile.TemporaryDirectory() as folder:
        gate, tickets = _gate(Path(folder), wanted)
        result = begin(f"Seat map, {wanted:,} seats, all taken")
        _measure(result, app, look, gate, tickets)
        result.finish()


def _measure(result: Result, app: QApplication, look: Look, gate: Gate, tickets: list[str]) -> None:
    before = psutil.Process().memory_info().rss
    page = SeatsPage(look)
    page.resize(SCREEN)
    page.show()
    app.processEvents()
    reader = RoomReader(gate.database, gate.book)
    room: Room | None = None

    def open_() -> None:
        nonlocal room
        [(map_id, name)] = reader.plans()
        with much_made():
            plan = reader.plan(map_id)
            assert plan is not None
            room = Room(plan, reader.now(plan.seats.keys()))
            page.show_room(room, [(map_id, name)], "UTC")
        app.processEvents()

    result.add("open: read, count, painted", timed(open_), "s", target=1)
    assert room is not None
    result.add("memory for the map", (psutil.Process().memory_info().rss - before) / 2**20, "MB",
               target=150)  # fmt: skip
    shown = room
    gate.take_seat_changes()

    def follow() -> Mapping[UUID, SeatNow]:
        changed = reader.seats_of(gate.take_seat_changes()) & shown.plan.seats.keys()
        return reader.now(changed)

    painted = []
    for number in range(100):
        gate.admit(Presentation(ticket_id=UUID(tickets[number])))
        started = time.perf_counter()
        now = follow()
        page.show_changes(now, [(s, g, False) for s, g in shown.take(now)])
        app.processEvents()
        painted.append((time.perf_counter() - started) * 1000)
    result.add("one change read and painted, whole room, p95", percentile(painted, 95), "ms",
               target=16)  # fmt: skip
    frames = _burst(app, page, shown, reader)
    result.add(f"{BURST} changes a second: slowest twentieth of frames", percentile(frames, 95),
               "ms", target=33)  # fmt: skip
    acts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("zoom", lambda: page.view.zoom(1.3)),
        ("whole room", page.view.fit),
    )
    for name, act in acts:
        spent = []
        for _ in range(5):
            act()
            spent.append(
                timed(lambda: (page.view.viewport().repaint(), app.processEvents())) * 1000
            )
        result.add(f"one frame after {name}", percentile(spent, 95), "ms")
    room.find("nobody")  # texts are made at the first search
    found = timed(lambda: room.find("guest 19") if room else []) * 1000
    result.add("search in the room", found, "ms", target=30)
    _around(result, reader, tickets)
    page.close()


def _around(result: Result, reader: RoomReader, tickets: list[str]) -> None:
    """What a verdict costs more where its ticket has a seat on a map."""
    some = [UUID(ticket) for ticket in tickets[:: max(1, len(tickets) // 100)]]
    spent = [timed(lambda one=one: reader.around(one)) * 1000 for one in some]  # type: ignore[misc]
    result.add("the part of the map for a verdict, p95", percentile(spent, 95), "ms")


def _burst(app: QApplication, page: SeatsPage, room: Room, reader: RoomReader) -> list[float]:
    """Changes all over the room for some seconds, painted thirty times a second."""
    ids = list(room.plan.seats)
    frames, number = [], 0
    for _ in range(30 * SECONDS):
        started = time.perf_counter()
        part = {ids[(number + n) * 37 % len(ids)] for n in range(BURST // 30)}
        number += BURST // 30
        now = reader.now(part)
        page.show_changes(now, [(s, g, False) for s, g in room.take(now)])
        app.processEvents()
        frames.append((time.perf_counter() - started) * 1000)
    return frames


def _gate(folder: Path, wanted: int) -> tuple[Gate, list[str]]:
    database: Database = open_journal(folder / "journal.db", KEY)
    made = list(rows(wanted))
    event = next(row["id"] for table, row in made if table == "events")
    list_id = next(row["id"] for table, row in made if table == "check_in_lists")
    tickets = [row["id"] for table, row in made if table == "tickets"]
    seats = _seats(event, wanted)
    path = ReplicaFiles(folder).next_path()
    writer = ReplicaWriter(path, KEY)
    writer.load([*made, *seats], "x", 0)
    writer.close()
    clock = DoorClock()
    identity = Identity(new_id(), Ed25519PrivateKey.generate())
    _sit(database, [str(row["id"]) for table, row in seats if table == "seats"], tickets,
         to_ms(clock.read().judged_at))  # fmt: skip
    gate = Gate(database, identity, Station(UUID(event), None, (UUID(list_id),)), clock, new_id)
    gate.use_replica(ReplicaFiles(folder).adopt(path))
    return gate, tickets


def _seats(event_id: str, wanted: int) -> list[tuple[str, dict[str, object]]]:
    """An arena: blocks of rows of fifty."""
    many = min(10, max(1, wanted // 2_000))
    blocks = [
        {"kind": "rows", "name": f"Block {n + 1}", "rows": wanted // many // 50,
         "seats_per_row": 50, "curve": 60, "aisles_after": [25]}
        for n in range(many)
    ]  # fmt: skip
    plan = laid_out(Hall.model_validate({"blocks": blocks}))
    map_id = str(uuid4())
    found: list[tuple[str, dict[str, object]]] = [
        ("seat_maps", {"id": map_id, "event_id": event_id, "name": "Arena", "map_type": "theater",
                       "total_capacity": plan.capacity, "svg_content": plan.background,
                       "layout": plan.layout()})
    ]  # fmt: skip
    found += [
        ("seats", {"id": str(uuid4()), "seat_map_id": map_id, "guid": seat.guid,
                   "section_name": seat.section, "row_label": seat.row,
                   "row_number": seat.row_number, "seat_number": seat.number,
                   "seat_label": seat.label, "kind": seat.kind, "capacity": seat.capacity,
                   "x": seat.x, "y": seat.y, "width": seat.width, "height": seat.height,
                   "rotation": seat.rotation, "category": "", "is_accessible": False, "is_blocked": False, "block_reason": None,
                   "held_by_staff_id": None, "hold_reason": None,
                   "min_spend": None})
        for seat in plan.seats
    ]  # fmt: skip
    return found


def _sit(database: Database, seats: list[str], tickets: list[str], at_ms: int) -> None:
    with database.writing():
        database.executemany(
            "INSERT INTO seat_moves (entry_id, at_ms, device_id, seq, action, seat_id, place,"
            " ticket_id, person, reason) VALUES (?, ?, ?, ?, 'place', ?, 1, ?, 1, '')",
            [
                (str(uuid4()), at_ms, str(UUID(int=1)), number, seat, ticket)
                for number, (seat, ticket) in enumerate(zip(seats, tickets, strict=False), 1)
            ],
        )


if __name__ == "__main__":
    main()

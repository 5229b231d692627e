"""The seat map of real-looking rooms in every state, for `docs/seats.md`. `python -m bench.rooms docs`

A real server and a real kiosk; guests come in, hosts move them, one of them without a network.
"""

import os
import random
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from bench import evening as server
from bench.pictures import _until
from desktop.app import Kiosk
from desktop.config import KioskConfig
from desktop.seats.model import Room, Shape
from desktop.ui.labels import image
from sync_server.domains.door import seats
from sync_server.domains.door.seats import Assign, MoveAsked
from sync_server.domains.seating import maps
from sync_server.domains.seating.maps import MapImport

FIRST = ["Amara", "Kwame", "Lena", "Ravi", "Sofia", "Marc", "Chloé", "Jonas", "Priya", "Kenji", "Mateo", "Nia", "Tom", "Ada", "Yusuf", "Ingrid", "Olu", "Mei", "Pedro", "Zoë"]  # fmt: skip
LAST = ["Osei", "Mensah", "Brandt", "Menon", "Ricci", "Tremblay", "Keller", "Raman", "Nakamura", "García", "Becker", "Adeyemi", "Demir", "Larsen", "Okafor", "Chen", "Silva", "Novak"]  # fmt: skip
SIZE, LARGE = QSize(1280, 800), QSize(1920, 1080)


def _rows(name: str, rows: int, seats_: int, **more: Any) -> dict[str, Any]:
    return {"kind": "rows", "name": name, "rows": rows, "seats_per_row": seats_, **more}


ROOMS: dict[str, tuple[int, dict[str, Any]]] = {
    "Theatre": (250, {"blocks": [
        _rows("Stalls", 9, 24, aisles_after=[12], curve=70, numbering="odd_even", left_out="I",
              wheelchair=["A1", "A2"]),
        _rows("Balcony", 4, 28, aisles_after=[8, 20], curve=80, first_row="K"),
    ]}),
    "Club": (70, {"stage": "DJ", "blocks": [
        {"kind": "tables", "name": "VIP", "tables": 8, "places": 6, "per_row": 4, "min_spend": "1200"},
        {"kind": "tables", "name": "Lounge", "tables": 10, "places": 4, "per_row": 5,
         "first_number": 9, "min_spend": "400"},
        {"kind": "standing", "name": "Dance floor", "places": 300},
    ]}),
    "Banquet": (150, {"stage": "Dais", "blocks": [
        {"kind": "tables", "name": "Hall", "tables": 21, "places": 10, "per_row": 7},
    ]}),
    "Arena": (1_500, {"blocks": [
        _rows(f"Tier {n}", 14, 60, aisles_after=[15, 30, 45], curve=90, first_row="1")
        for n in (1, 2, 3)
    ]}),
}  # fmt: skip


def main() -> None:
    """Every picture."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs") / "images" / "seats"
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    luck = random.Random(7)
    with server.evening(sum(count for count, _ in ROOMS.values())) as evening:
        _furnish(evening, luck)
        with tempfile.TemporaryDirectory() as data:
            kiosk = Kiosk(app, KioskConfig(data_dir=Path(data), key_store="file", source="none"))
            kiosk.window.resize(SIZE)
            kiosk.window.show()
            kiosk.start()
            refusal = kiosk.enrol(evening.enrol_code("Host").text(), "Host")
            if refusal:
                raise RuntimeError(refusal)
            _until(lambda: "●" in kiosk.window.header.fresh.text())
            _photograph(app, kiosk, evening, folder, luck)
            kiosk.stop()
            kiosk.window.close()


def _furnish(evening: server.Evening, luck: random.Random) -> None:
    with evening.database.tenant(evening.organization_id) as session:
        tickets: list[UUID] = list(session.scalars(text("SELECT id FROM tickets ORDER BY id")))
        for ticket in tickets:
            session.execute(
                text("UPDATE tickets SET holder_name = :n, attention = :a WHERE id = :i"),
                {"n": f"{luck.choice(FIRST)} {luck.choice(LAST)}", "i": ticket,
                 "a": luck.choices([[], ["vip"], ["accessibility"]], (60, 3, 1))[0]},
            )  # fmt: skip
        for name, (count, hall) in ROOMS.items():
            sent = MapImport.model_validate(
                {"event_id": evening.event_id, "name": name, "hall": hall}
            )
            made = maps.create(session, sent)
            taken, tickets = tickets[:count], tickets[count:]
            luck.shuffle(taken)
            for part in range(0, len(taken), 3):  # parties, spread over the room
                wanted = (
                    Assign(rule="best", ticket_ids=taken[part : part + 3])
                    if count < 200
                    else (Assign(rule="best", ticket_ids=taken))
                )
                seats.assign(session, evening.box, made, wanted)
                if count >= 200:
                    break
            for action, reason in (("block", "Broken"), ("hold", "For a guest")):
                free = _free(session, made.id)
                for seat_id in luck.sample(free, min(3, len(free))):
                    asked = MoveAsked.model_validate(
                        {"action": action, "seat_id": seat_id, "reason": reason}
                    )
                    seats.move(session, evening.box, made, [asked])
        session.execute(
            text("UPDATE seat_assignments SET dietary_restrictions = '{no shellfish}'"
                 " WHERE id IN (SELECT id FROM seat_assignments ORDER BY id LIMIT 40)")
        )  # fmt: skip


def _free(session: Any, map_id: UUID) -> list[UUID]:
    return list(
        session.scalars(
            text("SELECT s.id FROM seats s LEFT JOIN seat_assignments a ON a.seat_id = s.id"
                 " WHERE s.seat_map_id = :m AND a.id IS NULL AND s.kind <> 'standing_zone'"
                 " AND NOT s.is_blocked ORDER BY s.id"),
            {"m": map_id},
        )
    )  # fmt: skip


def _photograph(
    app: QApplication, kiosk: Kiosk, evening: server.Evening, folder: Path, luck: random.Random
) -> None:
    total = sum(count for count, _ in ROOMS.values())
    for number in luck.sample(range(1, total), total * 6 // 10):
        kiosk.stage.scan.emit(evening.code(number), "", "qr")
    _until(lambda: _inside(kiosk) >= total * 6 // 10 - 1, seconds=120)
    kiosk.office.do("seats")
    page = kiosk.window.seats
    for map_id, name in _maps(kiosk):
        kiosk.seats.open(map_id)
        _shoot(app, kiosk, folder / f"{name.lower()}.webp")
    by_name = {name: map_id for map_id, name in _maps(kiosk)}
    kiosk.seats.open(by_name["Club"])
    _shoot(app, kiosk, folder / "club-large.webp", LARGE)
    room, table = _table(kiosk)
    kiosk.seats.pick(table.id)
    page.view.go_to(table.id)
    _shoot(app, kiosk, folder / "table.webp")
    kiosk.seats.do("move", table.id)
    _shoot(app, kiosk, folder / "move.webp")
    kiosk.seats.choose("cancel")
    name = next(iter(room.at(table.id).guests.values())).name
    page.search.setText(name.split()[0])
    _shoot(app, kiosk, folder / "search.webp")
    page.search.clear()
    _photograph_verdict(app, kiosk, evening, folder)
    kiosk.office.do("seats")
    kiosk.seats.open(by_name["Theatre"])
    for theme, language in (("light", "en"), ("contrast", "en"), ("dark", "ar")):
        kiosk.stage.set(theme=theme, language=language)
        _shoot(app, kiosk, folder / f"theatre-{theme}-{language}.webp")


def _photograph_verdict(
    app: QApplication, kiosk: Kiosk, evening: server.Evening, folder: Path
) -> None:
    """Somebody of the theatre who has not come yet: the verdict with the seat, and the slip."""
    with evening.database.tenant(evening.organization_id) as session:
        code = session.execute(
            text("SELECT t.ticket_code FROM tickets t JOIN seat_assignments a ON a.ticket_id = t.id"
                 " JOIN seat_maps m ON m.id = a.seat_map_id LEFT JOIN check_ins c"
                 " ON c.ticket_id = t.id WHERE m.name = 'Theatre' AND c.id IS NULL"
                 " AND a.section_name = 'Stalls' AND a.row_number IS NOT NULL OFFSET 5 LIMIT 1")
        ).scalar_one()  # fmt: skip
    kiosk.stage.scan.emit(code, "", "qr")
    verdict = kiosk.window.scan.verdict
    _until(lambda: verdict.place is not None)
    _shoot(app, kiosk, folder / "verdict.webp")
    outcome = kiosk.verdicts.last
    if outcome is None or outcome.card is None:
        raise RuntimeError("nobody stands at the door")
    image(kiosk.prints.slip(outcome.card), 300).save(str(folder / "slip.png"))


def _inside(kiosk: Kiosk) -> int:
    digits = "".join(c for c in kiosk.window.footer.inside.text() if c.isdigit())
    return int(digits or 0)


def _maps(kiosk: Kiosk) -> list[tuple[UUID, str]]:
    gate = kiosk.door.gate
    assert gate is not None
    rows = kiosk.stage.ask(
        lambda: gate.database.all("SELECT id, name FROM replica.seat_maps ORDER BY name")
    )
    return [(UUID(row[0]), row[1]) for row in rows]


def _table(kiosk: Kiosk) -> tuple[Room, Shape]:
    """The fullest table."""
    room = kiosk.seats.room
    assert room is not None
    tables = [shape for shape in room.plan.seats.values() if shape.kind == "table"]
    return room, max(tables, key=lambda shape: (len(room.at(shape.id).guests), shape.label))


def _shoot(app: QApplication, kiosk: Kiosk, path: Path, size: QSize = SIZE) -> None:
    kiosk.window.resize(size)
    for _ in range(6):
        app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kiosk.window.grab().toImage().save(str(path), quality=80)
    print(path.name, flush=True)


if __name__ == "__main__":
    main()

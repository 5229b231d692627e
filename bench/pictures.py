"""Every screen and state of the running kiosk, for `docs/kiosk.md`. `python -m bench.pictures docs`

A real server, a real kiosk without a screen, real tickets. Each sheet shows one state in English
and Arabic, dark and light, at 1280 by 800 and 1920 by 1080.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
from argon2 import PasswordHasher
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from sqlalchemy import text
from sqlmodel import Session

from bench import evening as server
from desktop.app import Kiosk
from desktop.config import KioskConfig
from desktop.ui.labels import Label, image
from sync_server.demo.video import LOOKS, _held_up, _room
from sync_server.domains.door.models import CheckInQuestion
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket, TicketState, TicketType
from sync_server.domains.venues.models import EventStaff
from sync_server.kernel import clock

SIZES = (QSize(1280, 800), QSize(1920, 1080))
THEMES = ("dark", "light")
LANGUAGES = ("en", "ar")
PIN = "246810"
_TILE = 640


@dataclass
class Guests:
    """Codes of the tickets that the states need."""

    codes: dict[str, str] = field(default_factory=dict)


def main() -> None:
    """All sheets, or those whose names are given after the folder."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs") / "images" / "kiosk"
    wanted = set(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    shots: dict[str, list[QImage]] = {}
    with server.evening(400) as evening, tempfile.TemporaryDirectory() as data:
        guests = _prepare(evening)
        for language in LANGUAGES:
            kiosk = Kiosk(
                app,
                KioskConfig(data_dir=Path(data) / language, key_store="file", source="none",
                            language=language),
            )  # fmt: skip
            kiosk.window.show()
            kiosk.start()
            codes = {key[3:]: code for key, code in guests.codes.items() if key[:2] == language}
            for name, fill in _states(kiosk, evening, codes):
                if not wanted or name in wanted:
                    shots.setdefault(name, []).extend(_photographed(app, kiosk, fill))
                    print(f"{language} {name}", flush=True)
            kiosk.stop()
            kiosk.window.close()
    for name, pictures in shots.items():
        _sheet(pictures).save(str(folder / f"{name}.webp"), quality=80)
    for kind in ("badge", "wristband"):
        label = Label(kind, "Amara Osei", "VIP lounge", "Table 12, seat 3",
                      "Harbourfront Jazz Night", "HJAMARA234567ABC")  # fmt: skip
        image(label, 300).save(str(folder / f"label-{kind}.png"))
    print(f"{len(shots)} sheets in {folder}")


def _prepare(evening: server.Evening) -> Guests:
    guests, now = Guests(), clock.now()
    with evening.database.tenant(evening.organization_id) as session:
        _dress_up(session, evening)
        kinds = {
            name: _type(session, evening, name, **more)
            for name, more in (
                ("VIP lounge", {}), ("Festival pass", {"requires_wristband": True}),
                ("Group of four", {}), ("Workshop", {}),
            )
        }  # fmt: skip
        for language in LANGUAGES:
            for key, holder, kind, more in (
                ("welcome", "Amara Osei", "VIP lounge",
                 {"seat_label": "Table 12, seat 3", "door_note": "Give the gold wristband."}),
                ("attention", "Priya Raman", "VIP lounge", {"attention": ["wheelchair"]}),
                ("ask-persons", "Kenji Nakamura", "Group of four", {"admits": 4}),
                ("ask-wristband", "Chloé Tremblay", "Festival pass", {}),
                ("ask-question", "Jonas Keller", "Workshop", {}),
                ("unpaid", "Mateo García", "VIP lounge", {}),
                ("canceled", "Nia Mensah", "VIP lounge", {}),
                ("twin", "Amara Osei", "VIP lounge", {"seat_label": "Balcony, row C, 14"}),
            ):  # fmt: skip
                ticket = Ticket(
                    organization_id=evening.organization_id, event_id=evening.event_id,
                    ticket_type_id=kinds[kind], ticket_code=sales.new_code(), payment_status="paid",
                    holder_name=holder, **more,
                )  # fmt: skip
                sales.issue(session, evening.box, [ticket])
                guests.codes[f"{language}:{key}"] = ticket.ticket_code
                state = {"unpaid": "unpaid", "canceled": "canceled"}.get(key)
                if state:
                    session.add(TicketState(organization_id=evening.organization_id,
                                            ticket_id=ticket.id, state=state, since=now))  # fmt: skip
        question = CheckInQuestion(
            organization_id=evening.organization_id, event_id=evening.event_id,
            prompt="Any food allergies?", answer_kind="text", required=False,
        )  # fmt: skip
        session.add(question)
        session.flush()
        session.execute(
            text("INSERT INTO check_in_question_ticket_types"
                 " (organization_id, id, check_in_question_id, ticket_type_id)"
                 " VALUES (:o, :i, :q, :t)"),
            {"o": evening.organization_id, "i": clock.new_id(), "q": question.id,
             "t": kinds["Workshop"]},
        )  # fmt: skip
        for name, supervisor in (("Ama", True), ("Ben", False), ("Chidi", False)):
            session.add(
                EventStaff(
                    organization_id=evening.organization_id, event_id=evening.event_id,
                    display_name=name, staff_role="door", is_supervisor=supervisor,
                    pin_hash=PasswordHasher(time_cost=1, memory_cost=8_192).hash(PIN),
                )
            )  # fmt: skip
    return guests


def _dress_up(session: Session, evening: server.Evening) -> None:
    names = {"o": evening.organization_id, "e": evening.event_id, "l": evening.list_id,
             "s": clock.now() + timedelta(minutes=20), "x": clock.now() + timedelta(hours=5)}  # fmt: skip
    for statement in (
        "UPDATE events SET name = 'Harbourfront Jazz Night', starts_at = :s, ends_at = :x"
        " WHERE organization_id = :o AND id = :e",
        "UPDATE check_in_lists SET name = 'Main entrance', capacity = 600,"
        " acknowledge_attention = true WHERE organization_id = :o AND id = :l",
    ):
        used = {key: value for key, value in names.items() if f":{key}" in statement}
        session.execute(text(statement), used)


def _type(session: Session, evening: server.Evening, name: str, **more: object) -> UUID:
    kind = TicketType(organization_id=evening.organization_id, event_id=evening.event_id, name=name,
                      currency="CAD", **more)  # type: ignore[arg-type]  # fmt: skip
    session.add(kind)
    session.flush()
    return kind.id


State = tuple[str, Callable[[], None] | None]
"""A name, and what fills the page again after it was built anew."""


def _states(kiosk: Kiosk, evening: server.Evening, codes: dict[str, str]) -> Iterator[State]:
    """Bring the kiosk into one state after the other, as staff would."""
    yield "enrol", None
    refusal = kiosk.enrol(evening.enrol_code("Gate A left").text(), "Gate A left")
    if refusal:
        raise RuntimeError(refusal)
    kiosk.start_camera()
    _until(lambda: "●" in kiosk.window.header.fresh.text())
    _crowd(kiosk, evening)
    yield "ready", None
    for part in (_verdicts, _staff, _pages, _self_service, _special):
        yield from part(kiosk, evening, codes)


def _verdicts(kiosk: Kiosk, evening: server.Evening, codes: dict[str, str]) -> Iterator[State]:
    for name in ("welcome", "attention", "ask-persons", "ask-wristband", "ask-question", "canceled",
                 "unpaid"):  # fmt: skip
        _scan(kiosk, codes[name])
        yield name, None
    kiosk.verdicts.press("settle")
    yield "payment", None
    kiosk.verdicts.answer("45")
    yield "payment-method", None
    twice = evening.code(300 + LANGUAGES.index(kiosk.stage.preferences.language))
    for _ in range(2):
        _scan(kiosk, twice)
    yield "scanned-twice", None
    _scan(kiosk, "QX7-UNKNOWN-1")
    yield "not-found", None
    kiosk.verdicts.show_alarm("The disk is full or cannot be written. Free some space.")
    yield "not-saved", None
    kiosk.office.do("undo")
    yield "undo", None
    kiosk.stage.set(mode="info")
    _scan(kiosk, codes["twin"])
    yield "information", None
    kiosk.stage.set(mode="entry")
    time.sleep(31 if kiosk.stage.preferences.language == "en" else 1)
    _scan(kiosk, codes["welcome"])
    yield "already-inside", None


def _staff(kiosk: Kiosk, _evening: server.Evening, codes: dict[str, str]) -> Iterator[State]:
    window, stage = kiosk.window, kiosk.stage

    def search() -> None:
        kiosk.window.show_scan()
        kiosk.office.do("search")
        window.search.field.setText("amra osei")
        stage.search.emit("amra osei")
        _until(lambda: window.search.current() is not None)

    search()
    yield "search", search
    stage.set(keyboard="on")
    window.activateWindow()
    search()
    yield "keyboard", search
    stage.set(keyboard="auto")
    search()
    ticket_id = window.search.current()
    window.opened.emit(ticket_id)
    yield "ticket", lambda: window.opened.emit(ticket_id)

    def sign_in() -> None:
        kiosk.people.sign_in()
        window.pin.people[1].click()
        for digit in PIN[:4]:
            window.pin.type_digit(digit)

    sign_in()
    yield "sign-in", sign_in
    for digit in PIN[4:]:
        window.pin.type_digit(digit)
    window.pin.ok.click()

    def override() -> None:
        _scan(kiosk, codes["canceled"])
        kiosk.verdicts.press("override")

    override()
    yield "override", override
    window.show_scan()


def _pages(kiosk: Kiosk, _evening: server.Evening, _codes: dict[str, str]) -> Iterator[State]:
    for page in ("menu", "help", "numbers", "checklist"):
        kiosk.office.do(page)
        yield page, None
    kiosk.office.show_settings()
    yield "settings", None
    kiosk.window.show_scan()


def _self_service(kiosk: Kiosk, _evening: server.Evening, codes: dict[str, str]) -> Iterator[State]:
    kiosk.stage.set(self_service=True)
    yield "self-service", None
    _scan(kiosk, codes["twin"])
    yield "self-service-welcome", None
    _scan(kiosk, codes["canceled"])
    yield "self-service-refused", None
    kiosk.stage.set(self_service=False)


def _special(kiosk: Kiosk, _evening: server.Evening, codes: dict[str, str]) -> Iterator[State]:
    if kiosk.stage.preferences.language != "en":
        return
    kiosk.stage.set(theme="contrast")
    _scan(kiosk, codes["canceled"])
    yield "contrast", None
    kiosk.stage.set(theme="dark", text_percent=200)
    _scan(kiosk, codes["welcome"])
    yield "text-200", None
    kiosk.office.do("menu")
    yield "text-200-menu", None


def _crowd(kiosk: Kiosk, evening: server.Evening) -> None:
    for number in range(1, 160):
        kiosk.stage.scan.emit(evening.code(number), "", "qr")
    _until(lambda: kiosk.window.footer.inside.text() not in ("0", "") and _idle(kiosk))
    kiosk.window.scan.verdict.clear()
    noise = np.random.default_rng(1)
    frame = list(_held_up("HJ-100001-PREVIEW", LOOKS[0], _room(noise), noise))[24]
    rgb = np.ascontiguousarray(frame[:, :, ::-1])
    picture = QImage(rgb.data, 1280, 720, rgb.strides[0], QImage.Format.Format_RGB888).copy()
    kiosk.office.take_camera_state("")
    kiosk.window.scan.preview.show_picture(picture, ())
    kiosk.stage.rebuilt.connect(lambda: kiosk.window.scan.preview.show_picture(picture, ()))


def _idle(kiosk: Kiosk) -> bool:
    before = kiosk.door.seen_codes
    QApplication.processEvents()
    return kiosk.door.seen_codes == before


def _scan(kiosk: Kiosk, code: str) -> None:
    time.sleep(0.01)
    seen = kiosk.window.scan.verdict.spoken
    kiosk.stage.ask(kiosk.door._repeats.forget)
    kiosk.stage.scan.emit(code, "", "qr")
    _until(lambda: kiosk.window.scan.verdict.spoken is not seen)
    QApplication.processEvents()


def _until(reached: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > deadline:
            raise RuntimeError("the kiosk did not get there")
        QApplication.processEvents()
        time.sleep(0.01)
    for _ in range(5):
        QApplication.processEvents()


def _photographed(app: QApplication, kiosk: Kiosk, fill: Callable[[], None] | None) -> list[QImage]:
    """The state as it is now, in every size and colour."""
    kept, made = kiosk.stage.preferences.theme, []
    themes = THEMES if kept in THEMES else (kept, kept)
    for size in SIZES:
        for theme in themes:
            if theme != kiosk.stage.preferences.theme:
                kiosk.stage.set(theme=theme)
                if fill is not None:
                    fill()
            kiosk.window.resize(size)
            for _ in range(4):
                app.processEvents()
            # The pages that were replaced; a running event loop removes them by itself.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            made.append(kiosk.window.grab().toImage())
    if kiosk.stage.preferences.theme != kept:
        kiosk.stage.set(theme=kept)
        if fill is not None:
            fill()
    return made


def _sheet(pictures: list[QImage]) -> QImage:
    """Four in a row, each as wide as the others."""
    columns = 4
    tiles = [p.scaledToWidth(_TILE, Qt.TransformationMode.SmoothTransformation) for p in pictures]
    # Rows by size: two sizes for each language, two colours for each size.
    order = [place for size in range(len(SIZES)) for place in range(len(tiles))
             if place // len(THEMES) % len(SIZES) == size]  # fmt: skip
    rows = [order[i : i + columns] for i in range(0, len(order), columns)]
    height = sum(max(tiles[p].height() for p in row) + 8 for row in rows)
    width = max(len(row) for row in rows) * (_TILE + 8)
    sheet = QImage(width, height, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.gray)
    painter = QPainter(sheet)
    top = 4.0
    for row in rows:
        for column, place in enumerate(row):
            tile = tiles[place]
            painter.drawImage(
                QRectF(4 + column * (_TILE + 8), top, tile.width(), tile.height()), tile
            )
        top += max(tiles[p].height() for p in row) + 8
    painter.end()
    return sheet


if __name__ == "__main__":
    main()

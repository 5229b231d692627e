"""Random hands at the kiosk: never stuck, never crashed, never silent.

`USHER_MONKEY_SECONDS=600 make monkey` for longer; the seed of a run is in its name.
"""

import os
import random
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Kiosk
from desktop.scanning.nfc import Tag
from desktop.ui import language
from desktop.ui.theme import Look, apply
from sync_server.demo.relay import Relay
from sync_server.domains.door.models import Scan
from tests.desktop.ui.conftest import Hands
from tests.desktop.ui.test_flows import ask, hire
from tests.evening import Evening

pytestmark = [
    pytest.mark.qt_log_ignore(".*This plugin does not support.*"),
    pytest.mark.timeout(3_600),
]
SECONDS = float(os.environ.get("USHER_MONKEY_SECONDS", "10"))
SEED = int(os.environ.get("USHER_MONKEY_SEED", "7"))
KEYS = [Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7,
        Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab,
        Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Down]  # fmt: skip


class Monkey:
    """Does one random thing after the other."""

    def __init__(self, hands: Hands, codes: list[str], relay: Relay, seed: int) -> None:
        self.hands, self.codes, self.relay = hands, codes, relay
        self.random = random.Random(seed)
        self.did: list[str] = []

    def act(self) -> None:
        kinds = (self.scan, self.scan, self.rubbish, self.button, self.button, self.button, self.key,
                 self.write, self.choose, self.tap_tag, self.network, self.resize)  # fmt: skip
        kind = self.random.choice(kinds)
        self.did.append(kind.__name__)
        kind()
        QApplication.processEvents()

    def scan(self) -> None:
        self.hands.scan(self.random.choice(self.codes))

    def rubbish(self) -> None:
        letters = "ABC]\x1d017é€ \\\"'<>{}"
        text = "".join(self.random.choice(letters) for _ in range(self.random.randint(0, 60)))
        self.hands.kiosk.stage.scan.emit(text, "", self.random.choice(["qr", "typed"]))

    def button(self) -> None:
        self._pick(QAbstractButton, lambda found: self.hands.tap(found))

    def key(self) -> None:
        target = QApplication.focusWidget() or self.hands.window
        self.hands.qtbot.keyClick(target, self.random.choice(KEYS))

    def write(self) -> None:
        text = self.random.choice(["12", "-1", "1e9", "osei", "25.50", "ق", "0" * 40, "'; --"])
        self._pick(QLineEdit, lambda found: found.insert(text))

    def choose(self) -> None:
        def choose(found: QWidget) -> None:
            assert isinstance(found, QComboBox)
            if found.count():
                place = self.random.randrange(found.count())
                found.setCurrentIndex(place)
                found.activated.emit(place)

        if self.random.random() < 0.2:
            self._pick(QSlider, lambda found: found.sliderReleased.emit())
        else:
            self._pick(QComboBox, choose)

    def tap_tag(self) -> None:
        self.hands.kiosk.door._tag.emit(Tag(self.random.randbytes(self.random.choice([0, 4, 7]))))

    def network(self) -> None:
        if self.random.random() < 0.2:
            self.relay.cut()
        else:
            self.relay.restore()

    def resize(self) -> None:
        self.hands.window.resize(*self.random.choice([(1280, 800), (1920, 1080), (1024, 768)]))

    def _pick(self, kind: type[QWidget], then) -> None:  # type: ignore[no-untyped-def]
        seen = [w for w in self.hands.window.findChildren(kind) if w.isVisible() and w.isEnabled()]
        if seen:
            then(self.random.choice(seen))


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.use(qapp, "en")
    apply(qapp, Look())


@pytest.mark.usefixtures("english_again")
def test_a_monkey_leaves_the_door_open(
    hands: Hands, kiosk: Kiosk, evening: Evening, relay: Relay, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    hire(evening, "Ama", supervisor=True)
    hire(evening, "Ben")
    ask(evening, "text")
    band = evening.add_type("Pass", requires_wristband=True)
    tickets = [
        *(evening.issue(holder_name=f"Guest {n}") for n in range(6)),
        evening.issue(admits=20), evening.issue(ticket_type_id=band),
        evening.issue(states=[("unpaid", None)]), evening.issue(states=[("blocked", None)]),
        evening.issue(attention=["wheelchair"]),
    ]  # fmt: skip
    last = evening.issue(holder_name="Last Guest", states=[("canceled", None)])
    hands.ready()
    monkeypatch.setattr(kiosk.office, "leave", lambda _code: None)
    monkeypatch.setattr(kiosk.prints, "preview", lambda: None)
    monkeypatch.setattr(kiosk.office, "_support", lambda: None)
    monkey = Monkey(hands, [t.ticket_code for t in tickets] + ["NOT-A-TICKET"], relay, SEED)
    until = time.monotonic() + SECONDS
    slowest = 0.0
    while time.monotonic() < until:
        started = time.monotonic()
        monkey.act()
        slowest = max(slowest, time.monotonic() - started)

    # The door still decides, shows, saves and sends.
    relay.restore()
    assert slowest < 10, monkey.did[-20:]
    kiosk.stage.set(mode="entry", sign_in=False, self_service=False, language="en", theme="dark")
    qtbot.wait(100)
    hands.scan(last.ticket_code)
    hands.sees("Canceled", timeout=30_000)
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: kiosk.stage.ask(lambda: kiosk.door.gate.journal.waiting()) == 0,  # type: ignore[union-attr]
                    timeout=30_000)  # fmt: skip
    written = kiosk.stage.ask(
        lambda: kiosk.door.gate.database.all("SELECT entry_id FROM entries WHERE kind = 'scan'")  # type: ignore[union-attr]
    )
    assert len(written) == len(evening.rows(Scan)) > 1

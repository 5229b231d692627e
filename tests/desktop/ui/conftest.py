"""A real kiosk in an offscreen window, enrolled at a real server, and hands that work it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Kiosk
from desktop.config import KioskConfig
from shared.protocol import EnrolCode
from sync_server.demo.relay import Relay
from sync_server.domains.door import devices
from sync_server.kernel import clock
from tests.evening import Evening
from tests.printer import Printer

Make = Callable[..., Kiosk]


def enrol_code(evening: Evening, url: str) -> str:
    with evening.session() as session:
        made = devices.create(
            session,
            name="Kiosk",
            event_id=evening.event_id,
            gate_id=evening.gate_id,
            list_ids=[],
            at=clock.now(),
            lifetime=timedelta(minutes=5),
        )
    return EnrolCode(url=url, token=made.token).text()


@pytest.fixture
def make(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Make]:
    opened: list[Kiosk] = []

    def build(**config: Any) -> Kiosk:
        kiosk = Kiosk(
            qapp,
            KioskConfig(
                lan=False,
                data_dir=tmp_path / "kiosk",
                key_store="file",
                **{"source": "none", **config},
            ),
        )
        qtbot.addWidget(kiosk.window)
        kiosk.window.resize(1280, 800)
        kiosk.window.show()
        opened.append(kiosk)
        kiosk.start()
        kiosk.start_camera()
        return kiosk

    yield build
    for kiosk in opened:
        kiosk.stop()


@pytest.fixture
def kiosk(make: Make, evening: Evening, relay: Relay, qtbot: QtBot) -> Kiosk:
    evening.add_list(entry_policy="single")
    opened = make()
    assert opened.window.is_enrolling
    opened.window.enrol.code.setText(enrol_code(evening, relay.url))
    qtbot.mouseClick(opened.window.enrol.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not opened.window.is_enrolling, timeout=30_000)
    return opened


@pytest.fixture
def printer() -> Iterator[Printer]:
    made = Printer()
    yield made
    made.unplug()


class Hands:
    """What staff do, in few words."""

    def __init__(self, kiosk: Kiosk, qtbot: QtBot) -> None:
        self.kiosk, self.qtbot = kiosk, qtbot

    @property
    def window(self) -> Any:
        return self.kiosk.window

    def ready(self) -> None:
        """Wait until the list is here and fresh."""
        self.kiosk.hurry_sync()
        self.qtbot.waitUntil(
            lambda: "Up to date" in self.window.header.fresh.text(), timeout=30_000
        )
        self.qtbot.wait(300)

    def scan(self, text: str) -> None:
        """A hand scanner: all keys at once, then Return, wherever the focus is."""
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClicks(target, text)
        self.qtbot.keyClick(target, Qt.Key.Key_Return)

    def type(self, widget: Any, text: str) -> None:
        """A person at the keyboard."""
        for letter in text:
            self.qtbot.keyClick(widget, letter)
            self.qtbot.wait(60)

    def tap(self, widget: Any) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, text: str) -> None:
        """A button below the verdict, by its words."""
        found = [b for b in self.window.scan.verdict.choices() if b.text() == text]
        assert found, [b.text() for b in self.window.scan.verdict.choices()]
        self.tap(found[0])

    def pin(self, name: str, pin: str, reason: str = "") -> None:
        """Sign the PIN page as somebody."""
        page = self.window.pin
        self.tap(next(b for b in page.people if b.text().startswith(name)))
        if reason:
            self.tap(next(b for b in page.reasons if b.text() == reason))
        self.type(page, pin)
        if self.window.pin is page and self.window.page_name == "pin":
            self.tap(page.ok)

    def tile(self, key: str) -> None:
        """A tile of the menu."""
        self.tap(self.window.footer.menu)
        self.tap(self.window.menu.tiles[key])

    def sees(self, word: str, timeout: int = 5_000) -> None:
        """Wait for the word of a verdict."""
        self.qtbot.waitUntil(lambda: self.window.scan.verdict.spoken.word == word, timeout=timeout)


@pytest.fixture
def hands(kiosk: Kiosk, qtbot: QtBot) -> Hands:
    return Hands(kiosk, qtbot)

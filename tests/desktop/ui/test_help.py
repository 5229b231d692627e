"""Help: one screen, in every language, at every size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.preferences import LANGUAGES
from desktop.ui import language
from desktop.ui.help import Sign, keys
from desktop.ui.theme import Look, apply
from desktop.ui.window import SHORTCUTS, KioskWindow
from tests.desktop.ui.conftest import Hands
from tests.desktop.ui.test_sizes import SIZES

pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.use(qapp, "en")
    apply(qapp, Look())


def opened(size: tuple[int, int], look: Look, qtbot: QtBot) -> KioskWindow:
    window = KioskWindow(look)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.footer.show_numbers(12_345, 15_000, 117, 2_660)
    window.show_page("help")
    QApplication.processEvents()
    return window


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_one_screen(code: str, qapp: QApplication, qtbot: QtBot) -> None:
    language.use(qapp, code)
    apply(qapp, Look())
    window = opened((1280, 800), Look(), qtbot)
    page = window.help
    for size in SIZES:
        window.resize(*size)
        qapp.processEvents()
        content, room = page.sheet.widget(), page.sheet.viewport()
        assert content is not None
        layout = content.layout()
        assert layout is not None
        qtbot.waitUntil(lambda: page.sheet.verticalScrollBar().maximum() == 0, timeout=2_000)
        assert content.width() == room.width(), size
        assert layout.totalHeightForWidth(room.width()) <= room.height(), size
        assert page.sheet.pixels >= (13 if min(size) < 700 else 18), size
        assert {sign.isVisible() for sign in page.findChildren(Sign)} == {True}


@pytest.mark.usefixtures("english_again")
def test_larger_text_scrolls_instead_of_shrinking(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look.of("dark", 200)
    apply(qapp, look)
    page = opened((1280, 800), look, qtbot).help
    assert page.sheet.pixels >= 26
    assert page.sheet.verticalScrollBar().maximum() > 0


def test_every_key_it_names_is_one(qapp: QApplication) -> None:
    language.use(qapp, "en")
    named = {part.split("\u00a0")[0] for part in keys().split(" · ")}
    assert named - {"Esc"} <= {key for key, _ in SHORTCUTS}


def test_it_is_a_key_and_a_tile_away(hands: Hands, qtbot: QtBot) -> None:
    qtbot.keyClick(hands.window, Qt.Key.Key_F1)
    assert hands.window.page_name == "help"
    qtbot.keyClick(hands.window, Qt.Key.Key_F1)
    assert hands.window.page_name == "scan"
    hands.tile("help")
    assert hands.window.page_name == "help"
    hands.tap(hands.window.help.back)
    assert hands.window.page_name == "scan"

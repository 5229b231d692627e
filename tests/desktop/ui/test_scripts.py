"""Names in scripts that this machine may have no font for."""

from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.door.search import Hit
from desktop.ui.recent import Line
from desktop.ui.scripts import (
    Undrawable,
    Written,
    font_package,
    instead,
    is_latin,
    readable,
    reading,
    script_of,
    tally,
    undrawn,
    written,
)
from desktop.ui.search import SearchPage
from desktop.ui.theme import FAMILIES, Look, Tone, apply, load_typefaces
from desktop.ui.window import KioskWindow
from desktop.ui.words import Spoken

pytestmark = pytest.mark.qt_log_ignore(
    ".*OpenType support missing.*", ".*This plugin does not support.*"
)
NOBODYS = "\U0003fffd"
"""A sign that no font has."""
SCRIPTS = "Aéßšğ\u1ec7Дяה\u0634王さ김กन\u1794\u10d0\u0531\U0001f389\U0001f600→♥"


def drawn(text: str) -> np.ndarray:
    image = QImage(80, 80, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(48)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(image.rect(), int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(80, -1).copy()


@pytest.mark.parametrize("char", SCRIPTS, ids=lambda char: f"{ord(char):04x}")
def test_what_is_said_to_be_a_box_is_drawn_as_one(char: str, qapp: QApplication) -> None:
    """Whatever fonts are here: the two kinds of box that Qt draws are told from letters."""
    load_typefaces()
    picture = drawn(char)
    rows, columns = np.where(picture < 128)
    assert rows.size
    frame = picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] < 200
    edges = (frame[0], frame[-1], frame[:, 0], frame[:, -1])
    is_box = all(edge.mean() > 0.75 for edge in edges)
    assert (undrawn(char) == char) == (is_box or np.array_equal(picture, drawn(NOBODYS)))


def test_letters_of_the_shipped_fonts_are_drawn_everywhere(qapp: QApplication) -> None:
    assert undrawn("Ingrid Großmann-Łukasz, Nguyễn; محمد علي") == ""
    assert undrawn("Zoe\u0301 \u200eA\u200dB\ufe0f\u3000x\n") == ""
    assert undrawn(f"A{NOBODYS}B{NOBODYS}") == NOBODYS


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("王小明", "Wang Xiao Ming"),
        ("김민준", "Gim Min Jun"),
        ("さくら", "Sakura"),
        ("ジョン・スミス", "Jiyon Sumisu"),
        ("สมชาย ใจดี", "Smchay Aichdi"),
        ("محمد علي", "Mhmd Aly"),
        ("Дмитрий", "Dmitriy"),
        ("José 王", "José Wang"),
        ("Anna \U0001f389", "Anna"),
        ("O'Neil-Łukasz", "O'Neil-Łukasz"),
    ],
)
def test_names_read_in_latin_letters(name: str, told: str) -> None:
    assert reading(name) == told


def test_words_that_cannot_be_drawn_stand_in_latin_letters() -> None:
    assert instead("王小明 Smith", "明") == "Wang Xiao Ming Smith"
    assert instead("Anna \U0001f389", "\U0001f389") == "Anna"
    assert instead("\U0001f389", "\U0001f389") == "tada"
    assert instead("\ue123", "\ue123") == "\ue123"
    assert instead("Zoe\u0301", "") == "Zoé"
    assert instead("Ǝva", "Ǝ") == "Eva"


def test_a_name_on_paper_has_its_reading_below_or_instead() -> None:
    assert written("Ingrid Großmann", "") == Written("Ingrid Großmann")
    assert written("王小明", "") == Written("王小明", "Wang Xiao Ming")
    assert written("王小明", "王") == Written("Wang Xiao Ming")
    assert written("محمد 王", "王") == Written("محمد Wang", "Mhmd Wang")
    assert written("Anna \U0001f389", "") == Written("Anna \U0001f389")
    assert written("", "") == Written("")
    assert is_latin("D'Órs, 3ª ﬁ")
    assert not is_latin("Анна")


def test_on_the_screen_a_box_is_never_shown_for_a_letter(qapp: QApplication) -> None:
    assert readable("Amara Osei") == "Amara Osei"
    assert readable(f"Amara {NOBODYS} Osei") == "Amara Osei"
    assert undrawn(readable("王小明 สมชาย नरेंद्र Amara")) == ""


def test_names_are_counted_once_with_their_scripts(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.scripts._is_drawn", str.isascii)
    found = tally(["王小明", "王小明", "李", "สมชาย", "Anna", "김"])
    assert (found.names, found.scripts[0]) == (4, "Chinese")
    assert set(found.scripts) == {"Chinese", "Thai", "Korean"}
    assert tally(["Anna"]) == Undrawable()


@pytest.mark.parametrize(
    ("char", "script", "package"),
    [("王", "Chinese", "fonts-noto-cjk"), ("さ", "Japanese", "fonts-noto-cjk"),
     ("ก", "Thai", "fonts-noto-core"), ("\U0001f389", "Emoji", "fonts-noto-color-emoji"),
     ("न", "Devanagari", "fonts-noto-core"), (NOBODYS, "Emoji", "fonts-noto-color-emoji")],
)  # fmt: skip
def test_every_script_has_a_name_and_a_package(char: str, script: str, package: str) -> None:
    assert (script_of(char), font_package(script)) == (script, package)


def test_screens_say_a_name_in_latin_letters(qapp: QApplication, qtbot: QtBot) -> None:
    """Verdict, last scans and search show what cannot be drawn just as its reading is shown."""
    apply(qapp, Look())
    now = datetime(2026, 5, 2, 19, tzinfo=UTC)
    shots = []
    # Once before: large letters are drawn a little otherwise the first time.
    for name in ("Amara Osei", f"Amara {NOBODYS}Osei", "Amara Osei"):
        window = KioskWindow(Look())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        window.recent.add(Line("1", Tone.WELCOME, name, "VIP", now))
        window.scan.verdict.show_spoken(Spoken(Tone.WELCOME, "Welcome", "", name), stays=True)
        hit = Hit(UUID(int=1), name, "VIP", "Row C", "A-100", "XYZ9", 1, name)
        window.search.field.setText("a")
        window.search.show_hits("a", [hit])
        window.ticket.title.setText(name)
        for page in ("scan", "search", "ticket"):
            window.setFocus()
            window.show_page(page)
            qapp.processEvents()
            shots.append((page, window.grab().toImage()))
    for (page, boxed), (_, plain) in zip(shots[3:6], shots[6:], strict=True):
        assert boxed == plain, page


def test_a_long_name_does_not_lie_over_what_is_beside_it(qapp: QApplication, qtbot: QtBot) -> None:
    """In the list of guests, where "inside" stands at the end of the line."""
    apply(qapp, Look())
    shots = []
    for name in ("Jo", "Jo", "W" * 60):
        page = SearchPage(Look())
        qtbot.addWidget(page)
        page.resize(500, 500)
        page.show()
        page.field.setText("a")
        page.show_hits("a", [Hit(UUID(int=1), name, "VIP", "Row C", "A-100", "XYZ9", 1)])
        qapp.processEvents()
        shots.append(page.list.grab(QRect(page.list.width() - 90, 0, 90, 78)).toImage())
    assert shots[1] == shots[2]

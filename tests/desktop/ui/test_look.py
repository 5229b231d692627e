"""What everybody can see: colours for every eye, every text in every language, nothing cut off."""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.preferences import LANGUAGES
from desktop.ui import language
from desktop.ui.language import FROM_BELOW, TRANSLATIONS
from desktop.ui.theme import CONTRAST_TONES, TONES, Look, Tone, apply, largest_text
from desktop.ui.verdict import Action
from desktop.ui.window import KioskWindow
from desktop.ui.words import Spoken

pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")
ROOT = Path(__file__).parents[3]
# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    x, y, z = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


@pytest.mark.parametrize("kind", BLINDNESS)
def test_no_two_verdicts_that_matter_look_alike_to_any_eye(kind: str) -> None:
    """The fills alone; shapes and words come on top. Twenty is a difference nobody overlooks."""
    seen = {
        tone: lab(np.array(BLINDNESS[kind]) @ linear(fill)) for tone, (fill, _) in TONES.items()
    }
    for one, other in combinations((Tone.WELCOME, Tone.REFUSED, Tone.ATTENTION), 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 20, (kind, one, other)


def test_high_contrast_is_black_and_white() -> None:
    assert {colour for pair in CONTRAST_TONES.values() for colour in pair} == {"#000000", "#FFFFFF"}


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_every_text_is_translated_with_its_placeholders(code: str) -> None:
    messages = list(ET.parse(TRANSLATIONS / f"kiosk_{code}.ts").getroot().iter("message"))
    assert len(messages) > 300
    sources = set()
    for message in messages:
        source = message.findtext("source") or ""
        sources.add(source)
        node = message.find("translation")
        assert node is not None
        assert node.get("type") is None, source
        forms = [form.text or "" for form in node.iter("numerusform")] or [node.text or ""]
        for form in forms:
            assert form.strip(), source
            assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", source)), source
            assert not form.rstrip().endswith("!"), source
    assert set(FROM_BELOW) <= sources


def test_sentences_from_below_are_still_said_there() -> None:
    below = [p for p in (ROOT / "desktop").rglob("*.py") if not {"ui", "flows"} & set(p.parts)]
    said = {
        node.value
        for path in below
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    labels = ast.walk(ast.parse((ROOT / "desktop" / "ui" / "labels.py").read_text()))
    said |= {node.value for node in labels if isinstance(node, ast.Constant)}  # type: ignore[misc]
    assert set(FROM_BELOW) <= said


def test_the_collected_texts_are_those_of_the_code(tmp_path: Path) -> None:
    """`make translations` was run after the last change of a text."""
    files = [
        str(p) for folder in ("ui", "flows") for p in (ROOT / "desktop" / folder).rglob("*.py")
    ]
    made = tmp_path / "kiosk_de.ts"
    subprocess.run(
        [Path(sys.executable).parent / "pyside6-lupdate", *files, "-source-language", "en",
         "-target-language", "de", "-ts", str(made)],
        check=True, capture_output=True,
    )  # fmt: skip

    def sources(path: Path) -> set[str]:
        return {m.findtext("source") or "" for m in ET.parse(path).getroot().iter("message")}

    assert sources(made) == sources(TRANSLATIONS / "kiosk_de.ts")
    for ts in TRANSLATIONS.glob("*.ts"):
        again = tmp_path / "again.qm"
        subprocess.run(
            [Path(sys.executable).parent / "pyside6-lrelease", str(ts), "-qm", str(again)],
            check=True, capture_output=True,
        )  # fmt: skip
        assert again.read_bytes() == ts.with_suffix(".qm").read_bytes(), ts.name


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.use(qapp, "en")
    apply(qapp, Look())


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 200])
def test_no_button_is_cut_off_or_too_small_to_touch(
    code: str, percent: int, qapp: QApplication, qtbot: QtBot
) -> None:
    language.use(qapp, code)
    look = Look.of("dark", percent)
    apply(qapp, look)
    window = KioskWindow(look)
    qtbot.addWidget(window)
    window.resize(1280 if percent == 100 else 1920, 800 if percent == 100 else 1080)
    window.show()
    window.menu.show_tiles([(str(n), "Entry and exit") for n in range(6)], "", "")
    for page in ("scan", "search", "enrol", "ticket", "numbers", "checklist", "menu", "settings"):
        window.show_page(page)
        qapp.processEvents()
        for button in window.findChildren(QPushButton):
            if button.isVisibleTo(window) and button.isVisible():
                told = f"{code} {page} {button.text()}"
                assert button.width() >= button.minimumSizeHint().width(), told
                assert button.height() >= 48, told
                edge = button.mapTo(window, button.rect().bottomRight())
                assert edge.x() <= window.width(), told
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("percent", [100, 200])
def test_the_window_is_never_taller_than_its_screen(
    percent: int, qapp: QApplication, qtbot: QtBot
) -> None:
    look = Look.of("dark", percent)
    apply(qapp, look)
    window = KioskWindow(look)
    qtbot.addWidget(window)
    window.types_on_screen = True
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.show_search()
    qtbot.waitUntil(window.keyboard.isVisible, timeout=30_000)
    qapp.processEvents()

    assert window.height() == 800


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize(("width", "height"), [(946, 533), (1280, 800), (1920, 1080)])
def test_nothing_beside_the_verdict_lies_over_something_else(
    width: int, height: int, qapp: QApplication, qtbot: QtBot
) -> None:
    window = KioskWindow(Look())
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    window.show_page("scan")
    qapp.processEvents()
    preview = window.scan.preview
    side = preview.parentWidget()
    assert side is not None
    assert (window.width(), window.height()) == (width, height)
    there = [w for w in side.children() if isinstance(w, QWidget) and w.isVisible()]
    assert len(there) == 3
    for one, other in combinations(there, 2):
        assert not one.geometry().intersects(other.geometry()), (one, other)
        assert side.rect().contains(one.geometry())
    assert preview.height() == 270 or height < 800


@pytest.mark.usefixtures("english_again")
def test_everything_that_can_be_pressed_has_a_name_for_screen_readers(
    qapp: QApplication, qtbot: QtBot
) -> None:
    window = KioskWindow(Look())
    qtbot.addWidget(window)
    window.show()
    unnamed = [
        widget
        for kind in (QPushButton,)
        for widget in window.findChildren(kind)
        if not (widget.accessibleName() or widget.text())
    ]
    assert unnamed == []
    assert window.scan.verdict.field.accessibleName()
    assert window.search.field.accessibleName()


SIZES = [(800, 480), (1024, 600), (1280, 800), (800, 1280), (600, 1024), (1920, 1080)]
LONG = "Welchen Workshop möchte der Gast heute Nachmittag besuchen?"


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_leaves_the_screen_at_any_size(code: str, qapp: QApplication, qtbot: QtBot) -> None:
    """Offline, somebody signed in, a question with five answers: bars, buttons, word and name stay."""
    language.use(qapp, code)
    apply(qapp, Look())
    window = KioskWindow(Look())
    qtbot.addWidget(window)
    window.show()
    for size in SIZES:
        window.resize(*size)
        _stays_on_screen(
            window, code, ("scan", "search", "ticket", "menu", "settings", "numbers", "pin")
        )


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["de"])
def test_nor_with_large_text(
    code: str, size: tuple[int, int], qapp: QApplication, qtbot: QtBot
) -> None:
    """As large as was asked for, and as the screen has room for."""
    language.use(qapp, code)
    look = Look.of("dark", largest_text(*size))
    apply(qapp, look)
    window = KioskWindow(look)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    _stays_on_screen(window, code, ("scan",))


def _stays_on_screen(window: KioskWindow, code: str, pages: tuple[str, ...]) -> None:
    size = window.size().toTuple()
    window.header.show_place("Haupteingang + VIP + Balkon", "Harbourfront Jazz Night", "Tor A Nord")
    window.header.show_person("Ingrid Keller-Großmann")
    offline = language.tr("Offline since {time}").format(time="19:02")
    window.header.show_fresh(f"{offline} · 112 {language.tr('Up to date')}", good=False)
    window.header.clock.setText("19:30")
    window.footer.show_numbers(12_345, 15_000, 117, 2_660)
    window.menu.show_tiles([(str(n), language.tr("Entry and exit")) for n in range(11)], "", "")
    answers = [Action(str(n), f"Answer number {n} that is long") for n in range(5)]
    said = Spoken(Tone.ASK, language.tr("One question"), LONG, "Ingrid Keller-Großmann", "General",
                  language.tr("Choose or write the answer below."))  # fmt: skip
    window.scan.verdict.show_spoken(said, answers, stays=True)
    for page in pages:
        window.show_page(page)
        QApplication.processEvents()
        told = f"{code} {size} {page}"
        assert window.size().toTuple() == size, told
        bars = [*window.footer.buttons, window.header.clock, window.header.list_name]
        for part in bars + (window.scan.verdict.choices() if page == "scan" else []):
            place = part.rect().translated(part.mapTo(window, part.rect().topLeft()))
            assert part.isVisible(), told
            assert window.rect().contains(place), (told, part)
            if isinstance(part, QPushButton):
                assert part.width() >= part.minimumSizeHint().width(), (told, part.text())
                assert part.height() >= 48, (told, part.text())
    assert window.scan.verdict.says_all(), (code, size)


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("size", SIZES)
def test_a_refusal_never_loses_the_name(
    size: tuple[int, int], qapp: QApplication, qtbot: QtBot
) -> None:
    language.use(qapp, "de")
    apply(qapp, Look())
    window = KioskWindow(Look())
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.scan.verdict.show_spoken(
        Spoken(Tone.REFUSED, language.tr("Already inside"), "Eingetreten 19:02 an Tor A Nord, vor 41 min.",
               "Maximilian Alexander Freiherr von Hohenstein-Großmann", "General · Row C, 14",
               language.tr("Do not let in. Ask for ID, or call a supervisor.")),
        [Action("a", language.tr("Let in anyway"), main=True), Action("b", language.tr("Ticket"))],
        stays=True,
    )  # fmt: skip
    qapp.processEvents()

    assert window.scan.verdict.says_all()

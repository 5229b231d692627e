"""Labels: what comes out of the printer can be read by the door that printed it."""

import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from desktop import label_printer
from desktop.label_printer import Condition, Ink, LabelPrinter, PrintFailed, escpos, zpl
from desktop.scanning.decoder import read_zxing
from desktop.ui import labels
from desktop.ui.labels import Label, ink, to_pdf, to_system_printer
from tests.printer import ESCPOS_HEALTHY, HEAD_OPEN, HEALTHY, NO_PAPER, Printer

CODE = "ABCDEFGHIJKLMNOP"
LABELS = [
    Label(kind, name, "VIP lounge", "Table 12, seat 3", "Jazz Night", CODE)
    for kind in ("badge", "wristband")
    for name in ("Amara Osei", "محمد علي", "Wolfeschlegelsteinhausenbergerdorff-Smythe Jr", "")
]


def read(picture: Ink) -> list[bytes]:
    grey = np.where(np.pad(picture, 8), 0, 255).astype(np.uint8)
    return [found.content for found in read_zxing(grey)]


@pytest.mark.parametrize("label", LABELS, ids=lambda label: f"{label.kind} {label.name[:9]}")
def test_the_code_on_a_label_is_read_back(label: Label, qapp: QApplication) -> None:
    assert read(ink(label)) == [CODE.encode()]


def test_zpl_holds_the_picture(qapp: QApplication) -> None:
    picture = ink(LABELS[0])
    told = zpl(picture).decode()
    found = re.search(r"\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS", told)
    assert found is not None
    raw = np.frombuffer(bytes.fromhex(found[4]), np.uint8).reshape(-1, int(found[3]))
    assert read(np.unpackbits(raw, axis=1).astype(bool)) == [CODE.encode()]
    assert int(found[1]) == int(found[2]) == raw.size


def test_escpos_holds_the_picture(qapp: QApplication) -> None:
    content = escpos(ink(LABELS[4]))
    start = content.index(b"\x1dv0\x00")
    width, height = (int.from_bytes(content[start + n : start + n + 2], "little") for n in (4, 6))
    raw = np.frombuffer(content[start + 8 : start + 8 + width * height], np.uint8)
    picture = np.unpackbits(raw.reshape(height, width), axis=1).astype(bool)
    assert read(picture) == [CODE.encode()]


def test_a_label_is_a_page_of_its_own_size(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    to_pdf(LABELS[0], path)
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box is not None
    assert [round(float(side) / 72 * 25.4) for side in box.groups()] == [86, 54]


def test_printers_that_are_not_there_say_so(qapp: QApplication, tmp_path: Path) -> None:
    picture = ink(LABELS[0])
    device = tmp_path / "lp0"
    LabelPrinter("escpos", str(device)).send(picture)
    assert device.read_bytes() == escpos(picture)
    for address in ("127.0.0.1:1", "not a host", "/no/such/device", "host:port"):
        with pytest.raises(PrintFailed, match="does not answer"):
            LabelPrinter("zpl", address).send(picture)
    with pytest.raises(PrintFailed, match="no such printer"):
        to_system_printer(LABELS[0], "Nobody's printer")
    assert LabelPrinter.parse("system:Office") is None
    assert LabelPrinter.parse("zpl:10.0.0.9") == LabelPrinter("zpl", "10.0.0.9")


PAPER, HEAD = "Paper is out. Put a new roll in.", "The head is open. Close it."
COVER, HOT = "The cover is open. Close it.", "The print head is too hot. Let it cool."


@pytest.fixture
def stand_in() -> Iterator[Callable[..., Printer]]:
    made: list[Printer] = []

    def build(language: str, says: Mapping[bytes, bytes]) -> Printer:
        made.append(Printer(language, says))
        return made[-1]

    yield build
    for printer in made:
        printer.unplug()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_printer, "_ANSWER_SECONDS", 0.2)


FIRST, SECOND, _ = HEALTHY.splitlines(keepends=True)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (HEALTHY, Condition(answered=True)),
        (NO_PAPER, Condition(answered=True, stops=(PAPER,))),
        (HEAD_OPEN, Condition(answered=True, stops=(HEAD,))),
        (HEALTHY.replace(b"030,0,0", b"030,0,1"),
         Condition(answered=True, stops=("The printer is paused. Press its pause key.",))),
        (HEALTHY.replace(b"000,0,0,0,0", b"000,0,0,1,1"),
         Condition(answered=True, stops=("The ribbon is out. Put a new one in.",))),
        (HEALTHY.replace(b"000,0,0,0,0", b"000,0,0,1,0"), Condition(answered=True)),
        (HEALTHY.replace(b"0,0,0\x03\r\n\x02000", b"0,0,1\x03\r\n\x02000"),
         Condition(answered=True, stops=(HOT,))),
        (FIRST + SECOND, Condition(answered=True)),
        (NO_PAPER[:40], Condition(answered=True, stops=(PAPER,))),
        (FIRST, Condition()),
        (SECOND, Condition()),
        (HEAD_OPEN[len(FIRST):], Condition(answered=True, stops=(HEAD,))),
        (HEALTHY[:20], Condition()),
        (b"", Condition()),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Condition()),
        (bytes(range(256)) * 40, Condition()),
        (b"\x02030,x,0,1245,000,0,0,0,000,0,0,0\x03" + SECOND, Condition()),
        (b"\x02\x03" * 500, Condition()),
    ],
)  # fmt: skip
def test_zpl_printers_are_asked(
    stand_in: Callable[..., Printer], answer: bytes, told: Condition
) -> None:
    printer = stand_in("zpl", {b"~HS": answer})
    assert LabelPrinter("zpl", printer.address).ask() == told
    assert printer.paper == []


def answers(*bytes_: int) -> dict[bytes, bytes]:
    """To DLE EOT 1, 2, 3 and so on."""
    return {b"\x10\x04" + bytes([n]): bytes([b]) for n, b in enumerate(bytes_, 1)}


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    ("says", "told"),
    [
        (ESCPOS_HEALTHY, Condition(answered=True)),
        (answers(0x1A, 0x32, 0x12, 0x72), Condition(answered=True, stops=(PAPER,))),
        (answers(0x1A, 0x16, 0x12, 0x12), Condition(answered=True, stops=(COVER,))),
        (answers(0x1A, 0x36, 0x12, 0x7E), Condition(answered=True, stops=(PAPER, COVER))),
        (answers(0x12, 0x12, 0x12, 0x1E),
         Condition(answered=True, soon=("Paper is nearly out. Have a new roll ready.",))),
        (answers(0x1A, 0x52, 0x52, 0x12), Condition(answered=True, stops=(HOT,))),
        (answers(0x1A, 0x52, 0x1A, 0x12),
         Condition(answered=True, stops=("The cutter is stuck. Open the cover and free it.",))),
        (answers(0x1A, 0x52, 0x32, 0x12),
         Condition(answered=True, stops=("The printer reports a fault. Switch it off and on.",))),
        (answers(0x1A, 0x12, 0x12, 0x12),
         Condition(answered=True, stops=("The printer is offline. Look at its lights.",))),
        (answers(0x12), Condition()),
        (answers(0x12, 0x12), Condition()),
        (answers(0x12, 0x16), Condition(answered=True, stops=(COVER,))),
        ({}, Condition()),
        ({b"\x10\x04\x01": b"garbage \xff\x00\x80" * 9}, Condition()),
        ({b"\x10\x04" + bytes([n]): b"\x11\x13\x00\x12" for n in (1, 2, 3, 4)},
         Condition(answered=True)),
    ],
)  # fmt: skip
def test_escpos_printers_are_asked(
    stand_in: Callable[..., Printer], says: dict[bytes, bytes], told: Condition
) -> None:
    printer = stand_in("escpos", says)
    assert LabelPrinter("escpos", printer.address).ask() == told
    assert printer.paper == []


def test_a_silent_printer_is_not_waited_for_long(stand_in: Callable[..., Printer]) -> None:
    for language in ("zpl", "escpos"):
        since = time.monotonic()
        LabelPrinter(language, stand_in(language, {}).address).ask()
        assert time.monotonic() - since < 2


@pytest.mark.usefixtures("hasty")
@pytest.mark.skipif(sys.platform == "win32", reason="there are no device files")
def test_a_device_is_asked_where_it_can_answer(tmp_path: Path) -> None:
    ours, theirs = os.openpty()

    def serve() -> None:
        for _ in range(4):
            os.read(ours, 3)
            os.write(ours, b"\x12")

    thread = threading.Thread(target=serve)
    thread.start()
    assert LabelPrinter("escpos", os.ttyname(theirs)).ask() == Condition(answered=True)
    thread.join()
    assert LabelPrinter("zpl", os.ttyname(theirs)).ask() == Condition()
    os.close(ours)
    os.close(theirs)
    plain = tmp_path / "lp0"
    plain.write_bytes(b"")
    assert LabelPrinter("escpos", str(plain)).ask() == Condition()
    assert plain.read_bytes() == b""
    for address in ("127.0.0.1:1", "not a host", "/no/such/device", "host:port"):
        with pytest.raises(PrintFailed, match="does not answer"):
            LabelPrinter("zpl", address).ask()


NOBODYS = "\U0003fffd"
"""A sign that no font has."""


@pytest.mark.parametrize("kind", ["badge", "wristband", "slip"])
def test_a_name_that_cannot_be_drawn_is_printed_in_latin_letters(
    kind: str, qapp: QApplication
) -> None:
    boxed = Label(kind, f"Amara {NOBODYS}Osei", "VIP", "3", f"Jazz{NOBODYS} Night", CODE)
    plain = Label(kind, "Amara Osei", "VIP", "3", "Jazz Night", CODE)
    assert np.array_equal(ink(boxed), ink(plain))


@pytest.mark.parametrize("kind", ["badge", "wristband", "slip"])
def test_how_a_name_reads_stands_below_it(kind: str, qapp: QApplication) -> None:
    with_reading = Label(kind, "محمد علي", "VIP", "3", "Jazz Night")
    texts = [text for text, _, _ in labels._lines(with_reading)]
    assert texts[texts.index("محمد علي") + 1] == "Mhmd Aly"
    shares = sum(share for _, share, _ in labels._lines(with_reading))
    without = sum(share for _, share, _ in labels._lines(replace(with_reading, name="Ama")))
    assert shares <= without


@pytest.mark.parametrize("kind", ["badge", "wristband", "slip"])
@pytest.mark.parametrize("name", ["W" * 60, "Donaudampfschifffahrtsgesellschaftskapitänswitwe"])
def test_the_last_letter_of_a_long_word_is_on_the_badge(
    kind: str, name: str, qapp: QApplication
) -> None:
    """Another last letter is another badge."""
    one, other = (Label(kind, name + last, "VIP", "3", "Jazz Night", CODE) for last in "iM")
    assert not np.array_equal(ink(one), ink(other))

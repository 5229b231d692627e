"""Labels: what comes out of the printer can be read by the door that printed it."""

import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from desktop.label_printer import Ink, LabelPrinter, PrintFailed, escpos, zpl
from desktop.scanning.decoder import read_zxing
from desktop.ui.labels import Label, ink, to_pdf, to_system_printer

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

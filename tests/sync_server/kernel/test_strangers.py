"""Files that are made to hurt whoever reads them: refused with a sentence, at the cost of little."""

import io
import json
import os
import struct
import time
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from sync_server.kernel import sheets
from sync_server.kernel.errors import Invalid, Unavailable
from sync_server.kernel.strangers import Bounds, Readers, read_apart
from tests.costs import cost_of

SHEETS = "sync_server.kernel.sheets:read"
DRAWINGS = "sync_server.domains.seating.svg:read"
SHAPES = "sync_server.domains.seating.naming:sketch"
CODES = "sync_server.domains.sales.tickets.imports:read_csv"
TICKETS = "sync_server.domains.sales.tickets.imports:read_json"
_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
_OF_BOOK = f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'


def book(rows: str) -> bytes:
    """A spreadsheet of these rows."""
    file = io.BytesIO()
    links = f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    kind = f"{_OFFICE}/officeDocument/2006/relationships"
    parts = {
        "_rels/.rels": f'{links}<Relationship Id="rId1" Type="{kind}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {_MAIN} {_OF_BOOK}><sheets>"
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{links}<Relationship Id="rId1" Type="{kind}/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def cell(place: str) -> str:
    return f'<c r="{place}"><v>1</v></c>'


def far_apart() -> bytes:
    return book(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>')


def repeated() -> bytes:
    """Two hundred columns in a few rows that lie far apart."""
    return book(
        f'<row r="1">{cell("A1")}{cell("KN1")}</row><row r="399999">{cell("B399999")}</row>'
    )


def one_key_each() -> bytes:
    return json.dumps([{f"k{n}": n} for n in range(20_000)]).encode()


def drawing(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99">{inside}</svg>'.encode()


def huge_picture() -> bytes:
    """A PNG of two billion pixels in a hundred bytes: only its head is there."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 46_000, 46_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    png += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    return drawing(
        '<rect data-seat="A" width="5" height="5"/>'
        f'<image href="data:image/png;base64,{b64encode(png).decode()}"/>'
    )


CURVED = '<path data-seat="A" d="M0 0' + "c1 1 2 2 3 3" * 60_000 + '"/>'
COPIED = (
    f'<defs><path id="p" d="M0 0{"c1 1 2 2 3 3" * 250}"/></defs>'
    + "".join(f'<use data-seat="A{n}" href="#p" x="{n}"/>' for n in range(20_000))
)  # fmt: skip

CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "two cells far apart": (SHEETS, far_apart, "rows"),
    "few rows, much between them": (SHEETS, repeated, "cells"),
    "a sheet that unpacks to very much": (
        SHEETS, lambda: book(f'<row r="1">{cell("A1")}</row>' + " " * (600 * 2**20)), "unpacks"),
    "a key for each object": (SHEETS, one_key_each, "cells"),
    "objects without end": (SHEETS, lambda: b"[" + b"{}," * 10_000_000 + b"{}]", "rows"),
    "a header of many names": (
        SHEETS, lambda: ",".join(f"c{n}" for n in range(20_000)).encode() + b"\n1", "300 columns"),
    "a header of many gaps": (SHEETS, lambda: b"a" + b"," * 1_000_000 + b"b\n1", "300 columns"),
    "empty rows": (SHEETS, lambda: b"a,b\n" + b",\n" * 1_000_000, "empty rows"),
    "quotation marks for the guess": (
        SHEETS, lambda: b"a,b\n" + b"\n ''" * 4_900, "read"),
    "codes: a header of many names": (
        CODES, lambda: ",".join(f"c{n}" for n in range(50_000)).encode() + b"\n1", "300 columns"),
    "codes: empty rows": (CODES, lambda: b"code\n" + b"\n" * 30_000_000, "empty rows"),
    "a picture of billions of pixels": (DRAWINGS, huge_picture, "pixels"),
    "a seat of many curves": (DRAWINGS, lambda: drawing(CURVED), "curves"),
    "a shape of many curves": (SHAPES, lambda: drawing(CURVED), "no shape"),
    "copies of many curves": (DRAWINGS, lambda: drawing(COPIED), "curves"),
    "tickets: lists in lists": (TICKETS, lambda: b"[" + b"{}," * 10_000_000 + b"{}]", "rows"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_before_it_is_taken_in(name: str, tmp_path: Path) -> None:
    reader, make, said = CASES[name]
    file = tmp_path / "file"
    file.write_bytes(make())
    kind = ["text"] if reader in (DRAWINGS, SHAPES) else []
    least = cost_of(reader, Path(os.devnull), *kind)
    cost = cost_of(reader, file, *kind)

    assert said in cost.said
    assert cost.seconds - least.seconds < 3
    assert cost.megabytes - least.megabytes < 40 + 8 * file.stat().st_size / 2**20


def test_a_spreadsheet_of_real_size_is_read_apart() -> None:
    head = "".join(f'<c r="{letter}1" t="str"><v>{letter}</v></c>' for letter in "ABCDEFGHIJ")
    rows = (
        f'<row r="{n}">{"".join(cell(f"{letter}{n}") for letter in "ABCDEFGHIJ")}</row>'
        for n in range(2, 100_002)
    )
    content = book(f'<row r="1">{head}</row>{"".join(rows)}')

    sheet = read_apart(sheets.read, content)
    some = read_apart(sheets.read, content, 99_990, 50)

    assert (len(sheet.rows), sheet.total, sheet.columns) == (100_000, 100_000, tuple("ABCDEFGHIJ"))
    assert sheet.rows[-1] == dict.fromkeys("ABCDEFGHIJ", "1")
    assert (some.rows, some.total) == (sheet.rows[99_990:], 100_000)


def hoard(content: bytes) -> int:
    """A reader that asks for much at once, as a library does in C."""
    return len(bytearray(int(content)))


def loop(content: bytes) -> int:
    """A reader that does not end."""
    while content:
        pass
    return 0


def sleep(content: bytes) -> int:
    """A reader that waits, at no cost."""
    time.sleep(float(content))
    return 0


def crash(content: bytes) -> int:
    """A reader that takes its process along."""
    if content:
        os.abort()
    return 0


def surroundings(content: bytes) -> dict[str, str]:
    """What a reader could learn of the server's."""
    return dict(os.environ) if content else {}


def fails(content: bytes) -> int:
    """A reader that is wrong."""
    return len(content) // 0


@pytest.fixture(scope="module")
def readers() -> Readers:
    return Readers(Bounds(memory=600 * 2**20, cpu_seconds=1, seconds=4.0, patience=0.2), most=1)


@pytest.mark.parametrize(
    ("reader", "content", "said"),
    [
        (hoard, b"10000000000", "too much memory"),
        (crash, b"now", "too much memory"),
        (loop, b"on", "too long"),
        (sleep, b"60", "too long"),
        (fails, b"x", "cannot be read"),
    ],
)
def test_a_reader_that_fails_takes_only_its_process_along(
    readers: Readers, reader: Callable[[bytes], int], content: bytes, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        readers.read(reader, content)

    assert readers.read(sheets.read, b"a,b\n1,2").rows == [{"a": "1", "b": "2"}]
    readers.close()


def test_a_reader_knows_nothing_of_the_server(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USHER_SECRET_KEY", "ab" * 32)

    assert "USHER_SECRET_KEY" not in readers.read(surroundings, b"all")
    readers.close()


def test_whoever_comes_while_all_readers_work_is_told_when_to_come_back() -> None:
    nobody = Readers(Bounds(patience=0.01), most=0)

    with pytest.raises(Unavailable) as refused:
        nobody.read(sheets.read, b"a,b\n1,2")
    assert refused.value.headers["Retry-After"] == "5"

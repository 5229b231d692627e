"""Rows as files: CSV and JSON, streamed, with formulas made harmless."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape

from pydantic_core import to_json
from stream_zip import ZIP_32, stream_zip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def neutral(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; `plain` undoes it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def plain(cell: str) -> str:
    """A cell as it was before `neutral`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def as_json(value: Any) -> bytes:
    """JSON of rows as the API writes them."""
    return to_json(value, fallback=str)


def lines_of(
    kind: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> Iterator[bytes]:
    """A file of a kind of `MEDIA`, piece by piece."""
    if kind == "csv":
        return csv_lines(columns, rows)
    return json_lines(rows) if kind == "json" else xlsx_pieces(columns, rows)


def xlsx_pieces(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A spreadsheet that streams: nothing of it is kept, and its first bytes need no last row."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS.format(type="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELS.format(
            type="worksheet", target="worksheets/sheet1.xml"
        ),
    }
    members = [(name, [(_HEAD + text).encode()]) for name, text in parts.items()]
    members.append(("xl/worksheets/sheet1.xml", _sheet(columns, rows)))  # type: ignore[arg-type]
    return iter(stream_zip((name, _NEVER, 0o600, ZIP_32, content) for name, content in members))


_NEVER = datetime(1980, 1, 1)  # noqa: DTZ001 - a ZIP's times have no zone
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_RELS = (
    f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument/2006/relationships/{{type}}" Target="{{target}}"/>'
    "</Relationships>"
)
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
)
_BOOK = (
    f'<workbook xmlns="{_OFFICE}/spreadsheetml/2006/main"'
    f' xmlns:r="{_OFFICE}/officeDocument/2006/relationships">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_LONGEST = 32_767
"""Letters in a cell; more is what Excel calls a damaged file."""
_UNTOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would read as a letter's number."""


def _sheet(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    yield f'{_HEAD}<worksheet xmlns="{_OFFICE}/spreadsheetml/2006/main"><sheetData>'.encode()
    yield _row([*columns])
    gathered: list[bytes] = []
    for count, row in enumerate(rows, 1):
        gathered.append(_row([_cell(row[column]) for column in columns]))
        if count % 200 == 0:
            yield b"".join(gathered)
            gathered.clear()
    yield b"".join(gathered) + b"</sheetData></worksheet>"


def _row(cells: Sequence[Any]) -> bytes:
    return f"<row>{''.join(map(_xlsx_cell, cells))}</row>".encode()


def _xlsx_cell(value: Any) -> str:
    """Text stays text, whatever it begins with: a spreadsheet takes no formula from it."""
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float) and isfinite(value):
        return f"<c><v>{value}</v></c>"
    text = _ESCAPED.sub("_x005F_", _UNTOLD.sub("\ufffd", str(value)[:_LONGEST]))
    said = escape(text, {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A CSV file with a header; lists are joined by semicolons, documents are JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for count, row in enumerate(rows, 1):
        writer.writerow([neutral(_cell(row[column])) for column in columns])
        if count % 500 == 0:
            yield _drained(buffer)
    yield _drained(buffer)


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """One JSON array."""
    buffer = bytearray(b"[")
    for count, row in enumerate(rows):
        if count:
            buffer += b",\n"
        buffer += as_json(dict(row))
        if len(buffer) > 2**16:
            yield bytes(buffer)
            buffer.clear()
    yield bytes(buffer) + b"]\n"


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return ";".join(value)
    said = as_json(value).decode()
    return said[1:-1] if said.startswith('"') else said


def _drained(buffer: io.StringIO) -> bytes:
    said = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return said

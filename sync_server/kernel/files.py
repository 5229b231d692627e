"""Rows as files: CSV and JSON, streamed, with formulas made harmless."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter
from pydantic_core import to_json

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CHUNK = 2**16


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
    """A spreadsheet, written to disk row by row and then read out: memory stays flat."""
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                sheet.write(number, place, _cell(row[column]))
        book.close()
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


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

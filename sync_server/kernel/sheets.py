"""Tables as people send them: CSV in any encoding and with any delimiter, XLSX, JSON.

They are strangers' files: nothing is kept of them that is more than `Limits` before it is counted, and
who reads them for a request does so by `strangers.read_apart`.
"""

import csv
import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from charset_normalizer import from_bytes
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic_core import from_json
from python_calamine import CalamineError, CalamineWorkbook

from sync_server.kernel import files
from sync_server.kernel.errors import Invalid

_DELIMITERS = ",;\t|"
_PIECE = 2**20


@dataclass(frozen=True)
class Limits:
    """The largest table: `cells` are rows times columns, `unpacked` the bytes of a whole spreadsheet."""

    rows: int = 200_000
    columns: int = 300
    cells: int = 4_000_000
    unpacked: int = 512 * 2**20

    def check(self, rows: int, columns: int) -> None:
        """422 for more, before it is made."""
        if rows > self.rows:
            raise Invalid(f"A file may have {self.rows:,} rows.")
        if columns > self.columns:
            raise Invalid(f"A file may have {self.columns} columns.")
        if rows * columns > self.cells:
            raise Invalid(f"A file may have {self.cells:,} cells.")

    def check_nesting(self, document: bytes) -> None:
        """422 for JSON of very many lists and objects: each takes two bytes here, sixty in memory."""
        if document.count(b"[") + document.count(b"{") > 4 * self.rows:
            raise Invalid(f"A file may have {self.rows:,} rows.")


LIMITS = Limits()


@dataclass(frozen=True)
class Sheet:
    """A header and rows, all cells as text; `encoding` and `delimiter` as they were found.

    `total` is how many rows the file has, where only some were asked for.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    total: int = 0


def read(content: bytes, start: int = 0, most: int | None = None, limits: Limits = LIMITS) -> Sheet:
    """The table in a file, whatever it is. Raises `Invalid` saying what is wrong with it.

    All of it is read, and `most` rows are returned, after `start` of them.
    """
    if not content.strip():
        raise Invalid("The file is empty.")
    if content.startswith(b"PK\x03\x04"):
        sheet = _xlsx(content, limits)
    elif content.lstrip()[:1] in (b"[", b"{"):
        sheet = _json(content, limits)
    else:
        sheet = _csv(content, limits)
    asked = sheet.rows[start : None if most is None else start + most]
    return replace(sheet, rows=asked, total=len(sheet.rows))


def suggest(columns: Sequence[str], known: Iterable[str]) -> dict[str, str]:
    """Which of our columns each column of a file probably is."""
    plain = {_plain(name): name for name in known}
    plain |= {alias: name for alias, name in _ALIASES.items() if name in plain.values()}
    found = {column: plain[_plain(column)] for column in columns if _plain(column) in plain}
    taken: set[str] = set()
    return {
        column: name
        for column, name in found.items()
        if name not in taken and not taken.add(name)  # type: ignore[func-returns-value]
    }


_ALIASES = {
    "mail": "email", "emailaddress": "email", "courriel": "email", "firstname": "first_name",
    "givenname": "first_name", "prenom": "first_name", "lastname": "last_name",
    "surname": "last_name", "familyname": "last_name", "nom": "last_name", "fullname": "name",
    "phonenumber": "phone", "mobile": "phone", "telephone": "phone", "tel": "phone",
    "zip": "postal_code", "zipcode": "postal_code", "postcode": "postal_code", "ville": "city",
    "pays": "country", "province": "state_province", "state": "state_province",
    "street": "address_line1", "address": "address_line1", "birthday": "date_of_birth",
    "title": "job_title", "position": "job_title", "company": "name", "organisation": "name",
    "start": "start_time", "end": "end_time", "ticketcode": "code", "barcode": "code",
    "holdername": "holder", "guest": "holder", "tickettype": "ticket_type", "type": "ticket_type",
}  # fmt: skip
"""Words that people head columns with, without spaces, accents and capitals."""


def _plain(said: str) -> str:
    letters = unicodedata.normalize("NFKD", said.casefold())
    return re.sub(r"[^a-z0-9]", "", "".join(c for c in letters if not unicodedata.combining(c)))


def _csv(content: bytes, limits: Limits) -> Sheet:
    text, encoding = _decode(content)
    if not text.strip():
        raise Invalid("The file is empty.")
    if "\0" in text:
        raise Invalid("This is neither a table of text nor a spreadsheet.")
    delimiter = _delimiter(text[:20_000])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        columns, rows = _table(reader, limits)
    except csv.Error as problem:
        raise Invalid(f"This CSV cannot be read: {problem}.") from None
    return Sheet(columns, rows, "csv", encoding, delimiter)


def _delimiter(head: str) -> str:
    """The one that cuts the first lines into as many cells as the header has names.

    The standard library's guess goes through every letter with patterns that may take for ever.
    """

    def fits(delimiter: str) -> tuple[bool, int, int]:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, strict=False)
        try:
            widths = [len(line) for line in islice(reader, 20) if line]
        except csv.Error:
            widths = []
        if not widths:
            return False, 0, 0
        return widths[0] > 1, widths.count(widths[0]), widths[0]

    return max(_DELIMITERS, key=fits)


def _table(
    lines: Iterable[Sequence[Any]], limits: Limits
) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """The header and the rows below it. Lines without a word are passed over, up to as many as rows."""
    columns: tuple[str, ...] | None = None
    rows: list[dict[str, str]] = []
    empty = 0
    for line in lines:
        cells = _filled(line)
        if not cells:
            empty += 1
            if empty > limits.rows:
                raise Invalid(f"A file may have {limits.rows:,} empty rows.")
        elif columns is None:
            limits.check(0, len(cells))
            columns = _header(cells)
        else:
            rows.append(_row(columns, len(rows) + 1, cells))
            limits.check(len(rows), len(columns))
    if columns is None:
        raise Invalid("The first row must name the columns.")
    return columns, rows


def _filled(line: Sequence[Any]) -> list[str]:
    """The cells as text, up to the last that says something."""
    cells = [cell.strip() if isinstance(cell, str) else _cell(cell) for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _decode(content: bytes) -> tuple[str, str]:
    for encoding in (
        ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    best = from_bytes(content, cp_isolation=["cp1252", "mac_roman"]).best()
    if best is None:
        raise Invalid("The letters of this file cannot be made out; save it as UTF-8.")
    return str(best), best.encoding


def _xlsx(content: bytes, limits: Limits) -> Sheet:
    _check_book(content, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        lines = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (CalamineError, IndexError, OSError) as problem:
        raise Invalid(f"This spreadsheet cannot be read: {problem}.") from None
    columns, rows = _table(lines, limits)
    return Sheet(columns, rows, "xlsx")


def _check_book(content: bytes, limits: Limits) -> None:
    """422 where the first sheet would be too large: two cells far apart span all that is between."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > limits.unpacked:
                raise Invalid("This spreadsheet is too large: it unpacks to very much.")
            first = _first_sheet(archive)
            if first is not None:
                with archive.open(first) as sheet:
                    _check_area(sheet, limits)
    except (
        zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
        zlib.error, ParseError, DefusedXmlException,
    ) as problem:  # fmt: skip
        raise Invalid(f"This spreadsheet cannot be read: {problem}.") from None


_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def _first_sheet(archive: zipfile.ZipFile) -> str | None:
    """Where the sheet that is read lies; None in a file that is no XLSX."""
    names = set(archive.namelist())
    if not {_BOOK, _LINKS} <= names:
        return None
    sheet = next(_xml(archive, _BOOK).iter(_SHEETS), None)
    wanted = sheet.get(_LINK) if sheet is not None else None
    for link in _xml(archive, _LINKS):
        if link.get("Id") == wanted:
            place = posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
            return place if place in names else None
    return None


def _xml(archive: zipfile.ZipFile, name: str) -> Element:
    with archive.open(name) as file:
        found: Element = fromstring(file.read(_PIECE))
    return found


_PLACED = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"[^>/]*>')
"""Where a cell lies that holds something: what is only formatted ends with a slash."""


def _check_area(sheet: Any, limits: Limits) -> None:
    """Hold the rectangle around all cells against the limits, while they pass by.

    Rows that are empty are counted as well: the library keeps a place for each of their cells.
    """
    left, right, top, bottom = 2**14, 0, 2**20, 0
    rest = b""
    while piece := sheet.read(_PIECE):
        whole, closing, rest = (rest + piece).rpartition(b">")
        if len(rest) > _PIECE:
            raise Invalid("This spreadsheet cannot be read: a cell never ends.")
        found = set(_PLACED.findall(whole + closing))
        if not found:
            continue
        columns = [_column(letters) for letters in {letters for letters, _ in found}]
        rows = [int(number) for _, number in found]
        left, right = min(left, *columns), max(right, *columns)
        top, bottom = min(top, *rows), max(bottom, *rows)
        high, wide = bottom - top + 1, right - left + 1
        if high > 2 * limits.rows:
            raise Invalid(f"A file may have {limits.rows:,} rows.")
        limits.check(0, wide)
        if high * wide > 2 * limits.cells:
            raise Invalid(f"A file may have {limits.cells:,} cells.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _json(content: bytes, limits: Limits) -> Sheet:
    limits.check_nesting(content)
    try:
        found = from_json(content, allow_inf_nan=False)
    except ValueError as problem:
        raise Invalid(f"This is no JSON: {problem}.") from None
    items = found.get("items") if isinstance(found, dict) else found
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Invalid("Send a JSON list of objects.")
    columns: dict[str, None] = {}
    for item in items:
        columns |= dict.fromkeys(item)
        limits.check(len(items), len(columns))
    if not columns:
        raise Invalid("The first row must name the columns.")
    rows = [{name: _cell(item.get(name)) for name in columns} for item in items]
    return Sheet(tuple(columns), rows, "json")


def _header(columns: list[str]) -> tuple[str, ...]:
    if not all(columns):
        raise Invalid(f"Column {columns.index('') + 1} has no name.")
    name, times = Counter(columns).most_common(1)[0]
    if times > 1:
        raise Invalid(f"There are two columns named {name}.")
    return tuple(columns)


def _row(columns: tuple[str, ...], number: int, cells: list[str]) -> dict[str, str]:
    if len(cells) > len(columns):
        raise Invalid(
            f"Row {number} has more cells than the header has names; is a quotation mark missing?"
        )
    padded = cells + [""] * (len(columns) - len(cells))
    return {name: files.plain(cell) for name, cell in zip(columns, padded, strict=True)}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return ";".join(value)
    return files.as_json(value).decode() if isinstance(value, dict | list) else str(value)

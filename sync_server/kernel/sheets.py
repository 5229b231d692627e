"""Tables as people send them: CSV in any encoding and with any delimiter, XLSX, JSON."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from charset_normalizer import from_bytes
from pydantic_core import from_json
from python_calamine import CalamineError, CalamineWorkbook

from sync_server.kernel import files
from sync_server.kernel.errors import Invalid

MAX_ROWS, MAX_COLUMNS = 200_000, 300
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Sheet:
    """A header and its rows, all cells as text; `encoding` and `delimiter` as they were found."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    format: str
    encoding: str | None = None
    delimiter: str | None = None


def read(content: bytes) -> Sheet:
    """The table in a file, whatever it is. Raises `Invalid` saying what is wrong with it."""
    if not content.strip():
        raise Invalid("The file is empty.")
    if content.startswith(b"PK\x03\x04"):
        return _xlsx(content)
    if content.lstrip()[:1] in (b"[", b"{"):
        return _json(content)
    return _csv(content)


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


def _csv(content: bytes) -> Sheet:
    text, encoding = _decode(content)
    if not text.strip():
        raise Invalid("The file is empty.")
    if "\0" in text:
        raise Invalid("This is neither a table of text nor a spreadsheet.")
    head = text[:20_000]
    try:
        delimiter = csv.Sniffer().sniff(head, _DELIMITERS).delimiter
    except csv.Error:
        first = head.lstrip().splitlines()[0]
        delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as problem:
        raise Invalid(f"This CSV cannot be read: {problem}.") from None
    columns = _header(lines[0] if lines else [])
    rows = [_row(columns, number, line) for number, line in enumerate(lines[1:], 1)]
    return _checked(Sheet(columns, rows, "csv", encoding, delimiter))


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


def _xlsx(content: bytes) -> Sheet:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        lines = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (CalamineError, IndexError, OSError) as problem:
        raise Invalid(f"This spreadsheet cannot be read: {problem}.") from None
    lines = [line for line in lines if any(cell != "" for cell in line)]
    columns = _header([_cell(cell) for cell in lines[0]] if lines else [])
    rows = [
        _row(columns, number, [_cell(cell) for cell in line])
        for number, line in enumerate(lines[1:], 1)
    ]
    return _checked(Sheet(columns, rows, "xlsx"))


def _json(content: bytes) -> Sheet:
    try:
        found = from_json(content, allow_inf_nan=False)
    except ValueError as problem:
        raise Invalid(f"This is no JSON: {problem}.") from None
    items = found.get("items") if isinstance(found, dict) else found
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Invalid("Send a JSON list of objects.")
    columns = tuple(dict.fromkeys(name for item in items for name in item))
    rows = [{name: _cell(item.get(name)) for name in columns} for item in items]
    return _checked(Sheet(columns, rows, "json"))


def _header(cells: list[str]) -> tuple[str, ...]:
    columns = tuple(cell.strip() for cell in cells)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise Invalid("The first row must name the columns.")
    if not all(columns):
        raise Invalid(f"Column {columns.index('') + 1} has no name.")
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise Invalid(f"There are two columns named {twice}.")
    return columns


def _row(columns: tuple[str, ...], number: int, cells: list[str]) -> dict[str, str]:
    extra = [cell for cell in cells[len(columns) :] if cell.strip()]
    if extra:
        raise Invalid(
            f"Row {number} has more cells than the header has names; is a quotation mark missing?"
        )
    padded = cells + [""] * (len(columns) - len(cells))
    return {name: files.plain(cell.strip()) for name, cell in zip(columns, padded, strict=False)}


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


def _checked(sheet: Sheet) -> Sheet:
    if len(sheet.rows) > MAX_ROWS:
        raise Invalid(f"A file may have {MAX_ROWS:,} rows; this has {len(sheet.rows):,}.")
    if len(sheet.columns) > MAX_COLUMNS:
        raise Invalid(f"A file may have {MAX_COLUMNS} columns.")
    return sheet


def numbered(rows: list[dict[str, str]], start: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their numbers, counted from 1 below the header."""
    return enumerate(rows[start:], start + 1)

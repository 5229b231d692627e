"""Rows as files: what goes in comes out, and nothing waits for the last row."""

import io
import itertools
from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sync_server.kernel import files

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1)
CELLS = st.one_of(TEXT, st.integers(-(10**9), 10**9), st.booleans(), st.sampled_from(
    ["=1+1", "<b>", "&amp;", " a ", "\r\n", "'quoted", "]]>", "_x0041_"]
))  # fmt: skip


def read(rows: list[dict[str, Any]], columns: list[str]) -> list[list[Any]]:
    content = b"".join(files.xlsx_pieces(columns, rows))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_a_spreadsheet_says_what_was_written(cells: list[tuple[Any, Any]]) -> None:
    rows = [{"a": one, "b": other} for one, other in cells]
    told = read(rows, ["a", "b"])
    assert told == [["a", "b"], *([one, other] for one, other in cells)]


def test_what_no_spreadsheet_can_hold_is_told_as_text() -> None:
    assert read([{"a": "x\0\x1b", "b": None}], ["a", "b"])[1] == ["x\ufffd\ufffd", ""]
    assert read([{"a": float("nan"), "b": ["x", "y"]}], ["a", "b"])[1] == ["nan", "x;y"]
    assert len(read([{"a": "x" * 40_000}], ["a"])[1][0]) == 32_767


def test_a_spreadsheet_begins_before_its_rows_end() -> None:
    taken = itertools.count()
    endless = ({"a": sha256(b"%d" % next(taken)).hexdigest()} for _ in itertools.count())
    pieces = files.xlsx_pieces(["a"], endless)
    assert len(b"".join(next(pieces) for _ in range(40))) > 1_000
    assert next(taken) < 100_000

"""Finds the texts of the pages for `make translations`: also those of calls within calls."""

import ast
from collections.abc import Iterator
from typing import IO, Any

_PLACES = {"mark": (0,), "gettext": (0,), "said": (0,), "Column": (1,), "Kind": (1,)}
"""Which arguments of which calls are shown to people."""
_ERRORS = ("Conflict", "Forbidden", "Invalid", "NotFound", "TooLarge", "TooMany", "Unauthenticated",
           "ValueError")  # fmt: skip
_TABLES = ("SUBJECTS", "DOOR")
"""Which tables have texts that are shown to people."""

Found = tuple[int, str, str, list[str]]


def extract(file: IO[bytes], _keywords: Any, _tags: Any, **_options: Any) -> Iterator[Found]:
    """As Babel asks for it: line, function, text, comments."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id in _TABLES:
                for value in node.value.values:
                    if isinstance(value, ast.Constant):
                        yield value.lineno, "gettext", str(value.value), []
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        for place in _PLACES.get(name, ()):
            told = node.args[place] if len(node.args) > place else None
            if isinstance(told, ast.Constant) and isinstance(told.value, str):
                yield node.lineno, "gettext", told.value, []


def extract_sentences(
    file: IO[bytes], _keywords: Any, _tags: Any, **_options: Any
) -> Iterator[Found]:
    """What the layers below refuse with. What differs from case to case is numbered: {0}, {1}."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        told = node.args[0]
        if name not in _ERRORS:
            continue
        if isinstance(told, ast.Constant) and isinstance(told.value, str):
            yield node.lineno, "gettext", told.value, []
        elif isinstance(told, ast.JoinedStr):
            yield node.lineno, "gettext", _numbered(told), []


def _numbered(told: ast.JoinedStr) -> str:
    parts, number = [], 0
    for part in told.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("{", "{{").replace("}", "}}"))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)

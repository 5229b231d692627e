"""Finds the texts of the pages for `make translations`: also those of calls within calls."""

import ast
from collections.abc import Iterator
from typing import IO, Any

_PLACES = {"mark": (0,), "gettext": (0,), "said": (0,), "Column": (1,), "Kind": (1,)}
"""Which arguments of which calls are shown to people."""
_SENTENCES = {"CannotMove": 0, "Conflict": 0, "Forbidden": 0, "Invalid": 0, "NotFound": 0, "TooLarge": 0, "TooMany": 0,
              "Unauthenticated": 0, "Unavailable": 0, "ValueError": 0, "Problem": 2}  # fmt: skip
"""Which argument of which calls says what is wrong."""
_TELLING = ("_problem",)
"""Functions that return what is wrong: as a sentence, or as a word of the protocol, which stays."""
_TABLES = ("SUBJECTS", "DOOR")
"""Which tables have texts that are shown to people."""

Found = tuple[int, str, str, list[str]]


def extract(file: IO[bytes], *_asked: Any, **_options: Any) -> Iterator[Found]:
    """Texts and sentences of a page's module, as Babel asks for them: line, function, text, comments."""
    tree = ast.parse(file.read())
    yield from _texts(tree)
    yield from _sentences(tree)


def extract_sentences(file: IO[bytes], *_asked: Any, **_options: Any) -> Iterator[Found]:
    """What a module below the pages refuses with. What differs from case to case is numbered."""
    yield from _sentences(ast.parse(file.read()))


def _texts(tree: ast.Module) -> Iterator[Found]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id in _TABLES:
                for value in node.value.values:
                    yield from _told(value)
        if isinstance(node, ast.Call):
            for place in _PLACES.get(_name(node), ()):
                if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    yield from _told(node.args[place])


def _sentences(tree: ast.Module) -> Iterator[Found]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > _SENTENCES.get(_name(node), 99):
            yield from _told(node.args[_SENTENCES[_name(node)]])
        if isinstance(node, ast.FunctionDef) and node.name in _TELLING:
            for part in ast.walk(node):
                if isinstance(part, ast.Return) and part.value is not None:
                    yield from (found for found in _told(part.value) if " " in found[2])


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _told(said: ast.expr) -> Iterator[Found]:
    """A text, or one with gaps: {0}, {1}."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        yield said.lineno, "gettext", said.value, []
    elif isinstance(said, ast.JoinedStr):
        numbered = _numbered(said)
        if any(letter.isalpha() for letter in numbered):
            yield said.lineno, "gettext", numbered, []


def _numbered(told: ast.JoinedStr) -> str:
    parts, number = [], 0
    for part in told.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("{", "{{").replace("}", "}}"))
        else:
            parts.append(f"{{{number}}}")
            number += 1
    return "".join(parts)

"""API schemas derived from tables, so that a column is declared once.

No `from __future__ import annotations` here or where these are used: FastAPI must see the real
classes.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import isfinite
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    create_model,
    model_validator,
)
from sqlalchemy import Column, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from sync_server.kernel.tables import ORGANIZATION, ServerTable, python_type

LONG_TEXT, KEY_TEXT, MANY_WORDS = 100_000, 500, 1_000
"""Characters of a text, of one that is indexed, and entries of a list of words."""
INT32 = 2**31 - 1
AUTHORS = ("created_by", "uploaded_by", "author_id", "recorded_by")
"""Columns that hold whoever wrote the row; never taken from a body."""
OF_ORGANIZATION = {"currency": "default_currency", "timezone": "default_timezone"}
"""Required columns that may be left out of a body: the organization has its own for them."""
Shapes = Mapping[str, Any]
NONE: Shapes = MappingProxyType({})
_KEPT = ("id", ORGANIZATION, "created_at", "updated_at", "changed_xid")


def _sane(moment: datetime) -> datetime:
    if not 1900 <= moment.year <= 2200:
        raise ValueError("a time must lie between the years 1900 and 2200")
    return moment.astimezone(UTC)


Document = dict[str, Any] | list[Any]
Moment = Annotated[AwareDatetime, AfterValidator(_sane)]
"""A time with its zone, not absurdly far away; times without one are refused, not guessed."""


class Input(BaseModel):
    """What a client sends; unknown fields are refused by name."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, sent: Any) -> Any:
        """No text that PostgreSQL cannot hold, however deep in a document."""
        _refuse_unstorable(sent)
        return sent


def _refuse_unstorable(value: Any, depth: int = 0) -> None:
    if depth > 50:
        raise ValueError("a document may be nested 50 deep")
    if isinstance(value, str):
        _refuse_unstorable_text(value)
    elif isinstance(value, float) and not isfinite(value):
        raise ValueError("a number must be finite")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_unstorable(key, depth + 1)
            _refuse_unstorable(inner, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_unstorable(inner, depth + 1)


def _refuse_unstorable_text(value: str) -> None:
    if "\0" in value:
        raise ValueError("a text may not hold a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("a text may not hold half of a surrogate pair") from None


class Output(BaseModel):
    """What a client is told."""

    model_config = ConfigDict(from_attributes=True)


def is_secret(column: Column[Any]) -> bool:
    """Whether a column never leaves the server: keys, hashes and ciphertext."""
    return (
        isinstance(column.type, LargeBinary | TSVECTOR)
        or column.name.endswith(("_hash", "_hashes", "_secret"))
        or column.name == "embedding"
    )


def is_derived(column: Column[Any]) -> bool:
    """Whether the database makes the value."""
    return column.computed is not None or column.identity is not None


def shown_columns(table: type[ServerTable], hidden: Iterable[str] = ()) -> tuple[str, ...]:
    """The columns of a row as seen from outside, id first and times last."""
    columns = _columns(table)
    never = {ORGANIZATION, "changed_xid", *hidden}
    middle = [c.name for c in columns if c.name not in {*_KEPT, *never} and not is_secret(c)]
    ends = [name for name in ("created_at", "updated_at") if name in columns]
    return (*(["id"] if "id" in columns else []), *middle, *ends)


def written_columns(table: type[ServerTable], kept: Iterable[str] = ()) -> tuple[str, ...]:
    """The columns a client may write."""
    columns = _columns(table)
    never = {*AUTHORS, *_KEPT, *kept}
    return tuple(
        c.name for c in columns if c.name not in never and not is_secret(c) and not is_derived(c)
    )


def create_schema(
    table: type[ServerTable], columns: Iterable[str], links: Shapes = NONE, typed: Shapes = NONE
) -> type[Input]:
    """The body of a create: these columns, with the table's own defaults, lengths and words."""
    fields: dict[str, Any] = {name: _field(table, name) for name in columns}
    fields |= {name: (list[UUID], Field(default_factory=list)) for name in links}
    fields |= {name: (shape, ...) for name, shape in typed.items()}
    return create_model(
        f"{table.__name__}Create",
        __base__=Input,
        __doc__=f"A new row: {_first_sentence(table)}",
        **fields,
    )


def with_own_id(create: type[Input]) -> type[Input]:
    """The same body, where whoever sends it may choose the row's id."""
    return create_model(
        create.__name__, __base__=create, __doc__=create.__doc__, id=(UUID | None, None)
    )


def patch_schema(table: type[ServerTable], create: type[Input]) -> type[Input]:
    """The body of a patch: the same fields, each optional to send but as strict once sent."""
    fields: dict[str, Any] = {
        name: (
            _annotated(
                annotation_of(table, name) if name in OF_ORGANIZATION else field.annotation,
                [*field.metadata, Field(examples=field.examples)],
            ),
            None,
        )
        for name, field in create.model_fields.items()
    }
    return create_model(
        create.__name__.replace("Create", "Patch"),
        __base__=Input,
        __doc__="What is to change; everything else stays.",
        **fields,
    )


def read_schema(
    table: type[ServerTable], columns: Iterable[str], links: Shapes = NONE, typed: Shapes = NONE
) -> type[Output]:
    """What a row looks like from outside: id and times, and these columns."""
    return _output(table, "Read", columns, {**_ids(links), **typed}, required=True)


def listed_schema(
    table: type[ServerTable], columns: Iterable[str], links: Shapes = NONE, typed: Shapes = NONE
) -> type[Output]:
    """The same row in a list, where `fields` may leave out any of it."""
    return _output(table, "Listed", columns, {**_ids(links), **typed}, required=False)


def _ids(links: Shapes) -> dict[str, Any]:
    return dict.fromkeys(links, list[UUID])


def annotation_of(table: type[ServerTable], name: str) -> Any:
    """The type of a column's values on the wire."""
    column = _columns(table)[name]
    annotation = table.model_fields[_attribute(table, name)].annotation
    if annotation is Any and isinstance(column.type, JSONB):
        return Document | None if column.nullable else Document
    words = column.info.get("choices")
    if words:
        literal = Literal[tuple(words)]  # type: ignore[valid-type]
        return literal | None if column.nullable else literal
    return _aware(annotation)


def _output(
    table: type[ServerTable],
    suffix: str,
    names: Iterable[str],
    typed: Mapping[str, Any],
    *,
    required: bool,
) -> type[Output]:
    absent: Any = ... if required else None
    fields: dict[str, Any] = {
        name: (
            annotation_of(table, name),
            Field(absent, examples=[example_of(_columns(table)[name])]),
        )
        for name in names
    }
    fields |= {name: (shape, absent) for name, shape in typed.items()}
    return create_model(
        f"{table.__name__}{suffix}",
        __base__=Output,
        __doc__=_first_sentence(table),
        **fields,
    )


def _field(table: type[ServerTable], name: str) -> tuple[Any, Any]:
    field = table.model_fields[_attribute(table, name)]
    column = _columns(table)[name]
    metadata = [*field.metadata, *_limits(column)]
    examples = [example_of(column)]
    if name in OF_ORGANIZATION and field.is_required():
        return _annotated(annotation_of(table, name) | None, metadata), Field(
            None, examples=examples
        )
    annotation = _annotated(annotation_of(table, name), metadata)
    if field.is_required():
        return annotation, Field(..., examples=examples)
    if field.default_factory is not None:
        return annotation, Field(default_factory=field.default_factory)
    return annotation, Field(field.default, examples=examples)


def _limits(column: Column[Any]) -> list[Any]:
    """What the database would refuse, said in the schema."""
    if column.info.get("choices"):
        return []
    if isinstance(column.type, Text):
        return [Field(max_length=KEY_TEXT if _is_indexed(column) else LONG_TEXT)]
    if isinstance(column.type, ARRAY):
        return [Field(max_length=MANY_WORDS)]
    if python_type(column) is int:
        least = column.info.get("at_least")
        most = 2**53 if column.info.get("bigint") else INT32
        return [Field(ge=-INT32 if least is None else least, le=most)]
    return []


def _is_indexed(column: Column[Any]) -> bool:
    table = column.table
    assert isinstance(table, Table)
    keys = [c.columns for c in table.constraints if hasattr(c, "columns")]
    gin = {i for i in table.indexes if i.dialect_options["postgresql"]["using"]}
    keys += [i.columns for i in table.indexes if i not in gin]
    texts = " ".join(str(e) for i in table.indexes if i not in gin for e in i.expressions)
    return any(column.name in key for key in keys) or f"({column.name})" in texts


def _annotated(annotation: Any, metadata: list[Any]) -> Any:
    return Annotated[annotation, *metadata] if metadata else annotation


def _aware(annotation: Any) -> Any:
    if annotation is datetime:
        return Moment
    if get_origin(annotation) in (Union, UnionType):
        return Union[tuple(_aware(part) for part in get_args(annotation))]  # noqa: UP007
    return annotation


def _columns(table: type[ServerTable]) -> Any:
    return table.__table__.c  # type: ignore[attr-defined]


def _attribute(table: type[ServerTable], column: str) -> str:
    """`metadata` is SQLAlchemy's own name, so it is `metadata_` in Python."""
    return column if column in table.model_fields else f"{column}_"


def _first_sentence(table: type[ServerTable]) -> str:
    return (table.__doc__ or "").split("\n")[0]


_EXAMPLES: dict[str, Any] = {
    "name": "Autumn Gala", "title": "Autumn Gala", "first_name": "Ada", "last_name": "Okafor",
    "email": "ada@example.org", "phone": "+14165550100", "city": "Toronto", "country": "Canada",
    "currency": "CAD", "timezone": "America/Toronto", "description": "An evening by the lake.",
    "price": "45.00", "language": "en", "url": "https://example.org/hook", "slug": "autumn-gala",
    "permissions": ["events.read"], "tags": ["vip"], "code": "EARLYBIRD",
}  # fmt: skip
_BY_TYPE: dict[type, Any] = {
    UUID: "0190a6b2-7e5c-7c31-9c5e-6f3f1f0f2a11", datetime: "2026-11-21T20:00:00Z",
    date: "2026-11-21", time: "04:00:00", bool: False, int: 1, Decimal: "10.00", str: "text",
    list: [], dict: {},
}  # fmt: skip


def example_of(column: Column[Any]) -> Any:
    """A value such as the column might hold."""
    if words := column.info.get("choices"):
        return words[0]
    if column.name in _EXAMPLES:
        return _EXAMPLES[column.name]
    try:
        return _BY_TYPE.get(python_type(column))
    except NotImplementedError:  # a type of PostgreSQL's that Python has no word for
        return None

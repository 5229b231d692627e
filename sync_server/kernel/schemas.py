"""API schemas derived from tables, so that a column is declared once.

No `from __future__ import annotations` here or where these are used: FastAPI must see the real
classes.
"""

from datetime import datetime
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, create_model

from sync_server.kernel.tables import ServerTable


class Input(BaseModel):
    """What a client sends; unknown fields are refused by name."""

    model_config = ConfigDict(extra="forbid")


class Output(BaseModel):
    """What a client is told."""

    model_config = ConfigDict(from_attributes=True)


def create_schema(table: type[ServerTable], *columns: str, **links: Any) -> type[Input]:
    """The body of a create: these columns, with the table's own defaults, lengths and words."""
    fields: dict[str, Any] = {name: _field(table, name) for name in columns}
    fields |= {name: (list[UUID], Field(default_factory=list)) for name in links}
    return create_model(f"{table.__name__}Create", __base__=Input, **fields)


def patch_schema(create: type[Input]) -> type[Input]:
    """The body of a patch: the same fields, each optional to send but as strict once sent."""
    fields: dict[str, Any] = {
        name: (_annotated(field.annotation, field.metadata), None)
        for name, field in create.model_fields.items()
    }
    return create_model(create.__name__.replace("Create", "Patch"), __base__=Input, **fields)


def read_schema(table: type[ServerTable], *columns: str, **links: Any) -> type[Output]:
    """What a row looks like from outside: id and times, and these columns."""
    names = ["id", *columns, "created_at"]
    names += ["updated_at"] if "updated_at" in table.model_fields else []
    fields: dict[str, Any] = {name: (_annotation(table, name), ...) for name in names}
    fields |= dict.fromkeys(links, (list[UUID], ...))
    return create_model(f"{table.__name__}Read", __base__=Output, **fields)


def _field(table: type[ServerTable], name: str) -> tuple[Any, Any]:
    field = table.model_fields[name]
    annotation = _annotated(_annotation(table, name), field.metadata)
    if field.is_required():
        return annotation, ...
    if field.default_factory is not None:
        return annotation, Field(default_factory=field.default_factory)
    return annotation, field.default


def _annotated(annotation: Any, metadata: list[Any]) -> Any:
    return Annotated[annotation, *metadata] if metadata else annotation


def _annotation(table: type[ServerTable], name: str) -> Any:
    annotation = table.model_fields[name].annotation
    column = table.__table__.c[name]  # type: ignore[attr-defined]
    words = column.info.get("choices")
    if words:
        literal = Literal[tuple(words)]  # type: ignore[valid-type]
        return literal | None if column.nullable else literal
    return _aware(annotation)


def _aware(annotation: Any) -> Any:
    """Times without a zone are refused at the edge, not guessed."""
    if annotation is datetime:
        return AwareDatetime
    if get_origin(annotation) in (Union, UnionType):
        return Union[tuple(_aware(part) for part in get_args(annotation))]  # noqa: UP007
    return annotation

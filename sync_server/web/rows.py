"""Rows of plain tables, written by forms as the API would write them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from sync_server.kernel import outbox
from sync_server.kernel.errors import REFUSALS, sentence_of
from sync_server.kernel.resource import Resource
from sync_server.kernel.rows import change_row, insert_rows, remove_row
from sync_server.web.visit import filled

Problems = dict[str, str]
After = Callable[[UUID], None]
"""What else belongs to the row, in the same savepoint."""


def _nothing(_row_id: UUID) -> None: ...


def add(
    session: Session, resource: Resource[Any], wanted: Mapping[str, Any], after: After = _nothing
) -> tuple[UUID | None, Problems]:
    """A row, or what is wrong with it by field; what the form leaves empty is as the API has it."""
    body, problems = filled(resource.create, {n: v for n, v in wanted.items() if v is not None})
    if body is None:
        return None, problems
    try:
        with session.begin_nested():
            row_id = insert_rows(session, resource, [body])[0]
            after(row_id)
            outbox.record(session, f"{resource.name}.created", resource.name, row_id)
    except REFUSALS as problem:
        return None, {"": sentence_of(problem)}
    return row_id, {}


def change(
    session: Session,
    resource: Resource[Any],
    row_id: UUID,
    wanted: Mapping[str, Any],
    after: After = _nothing,
) -> Problems:
    """Change a row; what is wrong, by field."""
    body, problems = filled(resource.patch, dict(wanted))
    if body is None:
        return problems
    try:
        with session.begin_nested():
            change_row(session, resource, row_id, body.model_dump(exclude_unset=True))
            after(row_id)
    except REFUSALS as problem:
        return {"": sentence_of(problem)}
    return {}


def delete(session: Session, resource: Resource[Any], row_id: UUID) -> Problems:
    """Delete a row, unless something hangs on it."""
    try:
        with session.begin_nested():
            remove_row(session, resource, row_id)
    except REFUSALS as problem:
        return {"": sentence_of(problem)}
    return {}

"""Rows of resources, read and written: links, entity tags, what is told of a change."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import Range
from sqlmodel import Session

from sync_server.kernel import clock, errors, files, outbox
from sync_server.kernel.auth import Caller
from sync_server.kernel.resource import Many, Resource, Row, Sent, table_of, words_of
from sync_server.kernel.schemas import AUTHORS, OF_ORGANIZATION, Input
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION
from sync_server.kernel.windows import require_forward, windows_of


def get_row(session: Session, table: type[Row], row_id: UUID) -> Row:
    """A row of this tenant by id, or 404 with the table's name in words."""
    row = session.get(table, (organization_of(session), row_id))
    if row is None:
        raise errors.NotFound(f"There is no such {words_of(table)}.")
    return row


def find(
    session: Session,
    resource: Resource[Any],
    caller: Caller | None,
    row_id: UUID,
    *,
    lock: bool = False,
) -> dict[str, Any]:
    """A row as it is told, links included, or 404. Without a caller nothing is kept back."""
    table = resource.sql
    query = select(*(table.c[name] for name in resource.shown)).where(
        table.c[ORGANIZATION] == organization_of(session), table.c["id"] == row_id
    )
    if resource.visible and caller is not None:
        query = query.where(resource.visible(caller))
    row = session.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise errors.NotFound(f"There is no such {words_of(resource.table)}.")
    return with_links(session, resource, shaped(resource, [dict(row)]))[0]


def insert_rows(
    session: Session,
    resource: Resource[Any],
    bodies: Sequence[Input],
    *,
    ids: Sequence[UUID] | None = None,
    told: bool = True,
) -> list[UUID]:
    """Create rows from checked bodies; their ids. `told` says each in the outbox."""
    if not bodies:
        return []
    given = ids or [getattr(body, "id", None) or clock.new_id() for body in bodies]
    prepared = [
        _prepared(session, resource, row_id, body.model_dump(exclude={"id"}))
        for row_id, body in zip(given, bodies, strict=True)
    ]
    session.execute(insert(resource.sql), [row for row, _ in prepared])
    for (row, links), body in zip(prepared, bodies, strict=True):
        _relink_all(session, resource, row["id"], links)
        if resource.changed and not resource.changed_by:
            resource.changed(session, row["id"])
        if told:
            sent = {} if resource.visible else body.model_dump(exclude_unset=True)
            outbox.record(session, f"{resource.name}.created", resource.name, row["id"], sent)
    return list(given)


def change_row(
    session: Session, resource: Resource[Any], row_id: UUID, sent: Sent, *, told: bool = True
) -> None:
    """Change a row that is known to exist."""
    said = {} if resource.visible else dict(sent)
    sent, links = _split(resource, sent)
    if resource.checked:
        sent = resource.checked(session, sent)
    table = resource.sql
    if any(not set(pair).isdisjoint(sent) for pair in windows_of(table)):
        require_forward(table, {**_stored(session, table, row_id), **sent})
    if sent:
        session.execute(
            update(table)
            .where(table.c[ORGANIZATION] == organization_of(session), table.c["id"] == row_id)
            .values(sent)
        )
    _relink_all(session, resource, row_id, links)
    matters = not resource.changed_by or not {*sent, *links}.isdisjoint(resource.changed_by)
    if resource.changed and matters:
        resource.changed(session, row_id)
    if told:
        outbox.record(session, f"{resource.name}.updated", resource.name, row_id, said)


def _stored(session: Session, table: Table, row_id: UUID) -> dict[str, Any]:
    mine = table.c[ORGANIZATION] == organization_of(session)
    found = session.execute(select(table).where(mine, table.c["id"] == row_id))
    return dict(found.mappings().one())


def remove_row(session: Session, resource: Resource[Any], row_id: UUID) -> None:
    """Delete a row of a resource, and tell of it."""
    if resource.removing:
        resource.removing(session, row_id)
    delete_row(session, resource.sql, row_id)
    outbox.record(session, f"{resource.name}.deleted", resource.name, row_id)


def delete_row(session: Session, table: Table, row_id: UUID) -> None:
    """Delete a row and what cascades from it; references marked `clear` are set to null first.

    Found in the tables: PostgreSQL's own SET NULL would need a key without the organization.
    """
    _let_go(session, table, table.c["id"] == row_id, frozenset())
    mine = table.c[ORGANIZATION] == organization_of(session)
    session.execute(delete(table).where(mine, table.c["id"] == row_id))


def references_to(target: Table, kind: str) -> list[tuple[Table, str]]:
    """Columns that refer to a table and let go (`clear`) or go with it (`cascade`)."""
    return [
        (table, column.name)
        for table in target.metadata.sorted_tables
        for column in table.columns
        if column.info.get("references") == target.name and column.info.get(kind)
    ]


def etag(row: Mapping[str, Any]) -> str:
    """The entity tag of a row: it changes when anything that is told of it does."""
    return f'"{hashlib.sha256(files.as_json(dict(row))).hexdigest()[:20]}"'


def check_fresh(row: Mapping[str, Any], if_match: str | None) -> None:
    """Refuse a change of a row that is not as its writer saw it (X-7)."""
    if if_match is not None and if_match not in ("*", etag(row)):
        raise errors.Stale("Somebody changed this row since you read it; read it again.")


def with_links(
    session: Session, resource: Resource[Any], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows with the ids that link tables have of them."""
    for name, many in resource.links.items():
        table = table_of(many.table)
        found = session.execute(
            select(table.c[many.mine], table.c[many.other])
            .where(
                table.c[ORGANIZATION] == organization_of(session),
                table.c[many.mine].in_([row["id"] for row in rows]),
            )
            .order_by(table.c["created_at"], table.c[many.other])
        ).all()
        for row in rows:
            row[name] = [other for mine, other in found if mine == row["id"]]
    return rows


def shaped(resource: Resource[Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ranges as their two ends."""
    for name in resource.typed:
        for row in rows:
            if isinstance(row.get(name), Range):
                row[name] = {"lower": row[name].lower, "upper": row[name].upper}
    return rows


def _prepared(
    session: Session, resource: Resource[Any], row_id: UUID, sent: Sent
) -> tuple[Sent, Sent]:
    sent, links = _split(resource, sent)
    for column, default in OF_ORGANIZATION.items():
        if column in sent and sent[column] is None and not resource.sql.c[column].nullable:
            sent[column] = _organization_default(session, default)
    if resource.checked:
        sent = resource.checked(session, sent)
    require_forward(resource.sql, sent)
    for column in AUTHORS:
        if column in resource.sql.c:
            sent[column] = session.info.get("user_id")
    return {ORGANIZATION: organization_of(session), "id": row_id, **sent}, links


def _organization_default(session: Session, column: str) -> Any:
    known = session.info.setdefault("organization_defaults", {})
    if not known:
        row = session.execute(
            text("SELECT default_currency, default_timezone FROM organizations WHERE id = :id"),
            {"id": organization_of(session)},
        ).one()
        known.update(row._mapping)
    return known[column]


def _split(resource: Resource[Any], sent: Sent) -> tuple[Sent, Sent]:
    links = {name: sent[name] for name in resource.links if name in sent}
    return {name: value for name, value in sent.items() if name not in links}, links


def _relink_all(session: Session, resource: Resource[Any], row_id: UUID, links: Sent) -> None:
    for name, ids in links.items():
        _relink(session, resource.links[name], row_id, ids)


def _relink(session: Session, many: Many, row_id: UUID, ids: list[UUID]) -> None:
    table = table_of(many.table)
    organization_id = organization_of(session)
    mine = (table.c[ORGANIZATION] == organization_id) & (table.c[many.mine] == row_id)
    session.execute(delete(table).where(mine, table.c[many.other].not_in(ids)))
    present = set(session.scalars(select(table.c[many.other]).where(mine)))
    made = {"id": clock.new_id} if "id" in table.c else {}
    fresh = [
        {ORGANIZATION: organization_id, many.mine: row_id, many.other: other}
        | {name: make() for name, make in made.items()}
        for other in dict.fromkeys(ids)
        if other not in present
    ]
    if fresh:
        session.execute(insert(table), fresh)


def _let_go(
    session: Session, table: Table, which: ColumnElement[bool], passed: frozenset[str]
) -> None:
    """Clear the references to some rows, and to all that will go with them."""
    mine = organization_of(session)
    going = select(table.c["id"]).where(table.c[ORGANIZATION] == mine, which)
    for other, column in references_to(table, "clear"):
        session.execute(
            update(other)
            .where(other.c[ORGANIZATION] == mine, other.c[column].in_(going))
            .values({column: None})
        )
    for other, column in references_to(table, "cascade"):
        if "id" in other.c and other.name not in passed:
            _let_go(session, other, other.c[column].in_(going), passed | {table.name})

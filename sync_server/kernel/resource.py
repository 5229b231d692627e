"""Plain tables as REST resources: one declaration gives list, get, create, patch and delete."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, create_model
from pydantic import Field as PydanticField
from sqlalchemy import Table, delete, insert, select, update
from sqlmodel import Session

from sync_server.kernel import errors
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.schemas import Input, Output, create_schema, patch_schema, read_schema
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION, ServerTable, TenantTable

Row = TypeVar("Row", bound=TenantTable)
Item = TypeVar("Item")
MAX_PAGE = 200


class Page(BaseModel, Generic[Item]):
    """Some rows in id order, and where to go on: pass `next` as `after`."""

    items: list[Item]
    next: UUID | None


@dataclass(frozen=True)
class Many:
    """A link table shown as a list of ids on the resource."""

    table: type[TenantTable]
    mine: str
    other: str


@dataclass(frozen=True)
class Resource(Generic[Row]):
    """A plain table. `columns` can be written and read, `shown` only read, `filters` narrow lists.

    `changed` runs in the same transaction after a create or patch; `checked` may refuse a body.
    """

    table: type[Row]
    path: str
    permission: str
    columns: tuple[str, ...]
    shown: tuple[str, ...] = ()
    filters: tuple[str, ...] = ("event_id",)
    links: Mapping[str, Many] = field(default_factory=dict)
    checked: Callable[[Session, dict[str, Any]], dict[str, Any]] | None = None
    changed: Callable[[Session, Row], None] | None = None


def get_row(session: Session, table: type[Row], row_id: UUID) -> Row:
    """A row of this tenant by id, or 404 with the table's name in words."""
    row = session.get(table, (organization_of(session), row_id))
    if row is None:
        raise errors.NotFound(f"There is no such {_words(table)}.")
    return row


def delete_row(session: Session, row: TenantTable) -> None:
    """Delete a row; references marked `clear` are set to null first, found in the tables."""
    mine = type(row).__table__  # type: ignore[attr-defined]
    for table, column in clearing_references(mine):
        session.execute(
            update(table)
            .where(table.c[ORGANIZATION] == row.organization_id, table.c[column] == row.id)
            .values({column: None})
        )
    session.delete(row)
    session.flush()


def clearing_references(target: Table) -> list[tuple[Table, str]]:
    """Columns that let go of a row of `target` when it is deleted."""
    return [
        (table, column.name)
        for table in target.metadata.sorted_tables
        for column in table.columns
        if column.info.get("references") == target.name and column.info.get("clear")
    ]


def list_page(
    session: Session, table: type[Row], where: Mapping[str, Any], after: UUID | None, limit: int
) -> tuple[list[Row], UUID | None]:
    """A page of rows by id; page 1,000 costs what page 1 costs."""
    columns = table.__table__.c  # type: ignore[attr-defined]
    query = select(table).where(columns[ORGANIZATION] == organization_of(session))
    for name, value in where.items():
        if value is not None:
            query = query.where(columns[name] == value)
    if after is not None:
        query = query.where(columns["id"] > after)
    rows = list(session.scalars(query.order_by(columns["id"]).limit(limit + 1)))
    more = len(rows) > limit
    return rows[:limit], rows[limit - 1].id if more else None


def build_router(resource: Resource[Any]) -> APIRouter:
    """The five routes of a resource."""
    create = create_schema(resource.table, *resource.columns, **resource.links)
    patch = patch_schema(create)
    read = read_schema(resource.table, *resource.columns, *resource.shown, **resource.links)
    router = APIRouter(prefix=resource.path, tags=[resource.path.strip("/").replace("-", " ")])
    _add_reads(router, resource, read)
    _add_writes(router, resource, create, patch, read)
    return router


def _add_reads(router: APIRouter, resource: Resource[Any], read: type[Output]) -> None:
    filters = _filter_schema(resource)

    @router.get("", response_model=Page[read], responses=errors.responses(errors.Unauthenticated))  # type: ignore[valid-type]
    def list_rows(
        session: TenantSession,
        _caller: Annotated[Caller, requires(f"{resource.permission}.read")],
        query: Annotated[filters, Query()],  # type: ignore[valid-type]
    ) -> Any:
        """A page of rows, in id order."""
        sent = query.model_dump()  # type: ignore[attr-defined]
        after, limit = sent.pop("after"), sent.pop("limit")
        rows, following = list_page(session, resource.table, sent, after, limit)
        return {"items": _shown_many(session, resource, rows), "next": following}

    @router.get("/{row_id}", response_model=read, responses=errors.responses(errors.NotFound))
    def get_one(
        session: TenantSession,
        _caller: Annotated[Caller, requires(f"{resource.permission}.read")],
        row_id: UUID,
    ) -> Any:
        """One row."""
        return _shown(session, resource, get_row(session, resource.table, row_id))


def _add_writes(
    router: APIRouter,
    resource: Resource[Any],
    create: type[Input],
    patch: type[Input],
    read: type[Output],
) -> None:
    writes = f"{resource.permission}.write"

    @router.post(
        "",
        status_code=201,
        response_model=read,
        responses=errors.responses(errors.Conflict, errors.Invalid),
    )
    def create_row(
        session: TenantSession,
        _caller: Annotated[Caller, requires(writes)],
        body: create,  # type: ignore[valid-type]
    ) -> Any:
        """Create a row."""
        sent, links = _split(resource, body.model_dump())  # type: ignore[attr-defined]
        if resource.checked:
            sent = resource.checked(session, sent)
        row = resource.table(organization_id=organization_of(session), **sent)
        session.add(row)
        return _written(session, resource, row, links)

    @router.patch(
        "/{row_id}",
        response_model=read,
        responses=errors.responses(errors.NotFound, errors.Conflict, errors.Invalid),
    )
    def patch_row(
        session: TenantSession,
        _caller: Annotated[Caller, requires(writes)],
        row_id: UUID,
        body: patch,  # type: ignore[valid-type]
    ) -> Any:
        """Change what is sent; everything else stays."""
        row = get_row(session, resource.table, row_id)
        sent, links = _split(resource, body.model_dump(exclude_unset=True))  # type: ignore[attr-defined]
        if resource.checked:
            sent = resource.checked(session, sent)
        for name, value in sent.items():
            setattr(row, name, value)
        return _written(session, resource, row, links)

    @router.delete(
        "/{row_id}",
        status_code=204,
        responses=errors.responses(errors.NotFound, errors.Conflict),
    )
    def delete_one(
        session: TenantSession, _caller: Annotated[Caller, requires(writes)], row_id: UUID
    ) -> Response:
        """Delete a row; 409 while something that must stay refers to it."""
        delete_row(session, get_row(session, resource.table, row_id))
        return Response(status_code=204)


def _filter_schema(resource: Resource[Any]) -> type[BaseModel]:
    """The query parameters of a list."""
    fields: dict[str, Any] = dict.fromkeys(resource.filters, (UUID | None, None))
    fields["after"] = (UUID | None, None)
    fields["limit"] = (int, PydanticField(default=50, ge=1, le=MAX_PAGE))
    return create_model(f"{resource.table.__name__}Query", __base__=Input, **fields)


def _split(resource: Resource[Any], sent: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    links = {name: sent.pop(name) for name in resource.links if name in sent}
    return sent, links


def _written(
    session: Session, resource: Resource[Any], row: Any, links: Mapping[str, list[UUID]]
) -> dict[str, Any]:
    session.flush()
    for name, ids in links.items():
        _relink(session, resource.links[name], row, ids)
    if resource.changed:
        resource.changed(session, row)
    session.refresh(row)
    return _shown(session, resource, row)


def _relink(session: Session, many: Many, row: TenantTable, ids: list[UUID]) -> None:
    table = many.table.__table__  # type: ignore[attr-defined]
    mine = (table.c[ORGANIZATION] == row.organization_id) & (table.c[many.mine] == row.id)
    session.execute(delete(table).where(mine, table.c[many.other].not_in(ids)))
    present = set(session.scalars(select(table.c[many.other]).where(mine)))
    fresh = [
        many.table.model_validate(
            {ORGANIZATION: row.organization_id, many.mine: row.id, many.other: other}
        ).model_dump(exclude={"changed_xid"})
        for other in dict.fromkeys(ids)
        if other not in present
    ]
    if fresh:
        session.execute(insert(table), fresh)


def _shown(session: Session, resource: Resource[Any], row: Any) -> dict[str, Any]:
    return _shown_many(session, resource, [row])[0]


def _shown_many(session: Session, resource: Resource[Any], rows: list[Any]) -> list[dict[str, Any]]:
    shown = [row.model_dump() for row in rows]
    for name, many in resource.links.items():
        table = many.table.__table__  # type: ignore[attr-defined]
        found = session.execute(
            select(table.c[many.mine], table.c[many.other])
            .where(
                table.c[ORGANIZATION] == organization_of(session),
                table.c[many.mine].in_([row["id"] for row in shown]),
            )
            .order_by(table.c["id"])
        ).all()
        for row in shown:
            row[name] = [other for mine, other in found if mine == row["id"]]
    return shown


def _words(table: type[ServerTable]) -> str:
    return str(table.__tablename__).removesuffix("s").replace("_", " ")

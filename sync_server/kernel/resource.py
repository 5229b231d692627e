"""Plain tables as REST resources: one declaration gives every route.

List (filters, sort, search, pages, totals, chosen fields), export, get, create, bulk create,
patch and delete, with permissions, entity tags, events and audit. See `docs/api.md`.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, create_model
from pydantic.json_schema import models_json_schema
from sqlalchemy import ColumnElement, Table, delete, insert, select, text, update
from sqlalchemy.dialects.postgresql import Range
from sqlmodel import Session

from sync_server.kernel import clock, errors, files, outbox
from sync_server.kernel.auth import Caller, TenantSession, name_actor, requires
from sync_server.kernel.idempotency import Once
from sync_server.kernel.listing import Listing
from sync_server.kernel.schemas import (
    AUTHORS,
    OF_ORGANIZATION,
    Input,
    Output,
    create_schema,
    listed_schema,
    patch_schema,
    read_schema,
    shown_columns,
    with_own_id,
    written_columns,
)
from sync_server.kernel.session import Database, organization_of
from sync_server.kernel.tables import ORGANIZATION, ServerTable, TenantTable

Row = TypeVar("Row", bound=TenantTable)
API = "/api/v1"
Sent = dict[str, Any]
FileKind = Literal["csv", "xlsx", "json"]
MAX_BULK = 1_000
WRITES = ("create", "patch", "delete")
APPENDS = ("create",)
NOTHING: tuple[str, ...] = ()

IfMatch = Annotated[
    str | None, Header(description="The `ETag` of the row you saw; 412 if it has changed since.")
]


@dataclass(frozen=True)
class Many:
    """A link table shown as a list of ids on the resource."""

    table: type[ServerTable]
    mine: str
    other: str


@dataclass(frozen=True)
class Resource(Generic[Row]):
    """A table's place in the API. By default every column but secrets can be read and written.

    `read_only` columns are shown and never written, `hidden` ones neither. `writes` says which
    generic writes there are: a table with behaviour has none, or only some. With `archive` a
    delete sets that column instead. An import finds known rows by the first of `keys` that has a
    value. `typed` gives a column of many parts its shape. `checked` may change or refuse what was
    sent, `changed` runs after a create or patch, or with `changed_by` after a patch of one of these
    columns, and `removing` before a delete, all in the same transaction; `visible` narrows what a
    caller sees, and keeps the row's contents out of events. With `own_ids` who creates a row may
    say its id: one that this database has lost comes back as itself.
    """

    table: type[Row]
    path: str
    permission: str
    read_only: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    writes: tuple[str, ...] = WRITES
    archive: tuple[str, str] | None = None
    keys: tuple[str, ...] = ()
    links: Mapping[str, Many] = field(default_factory=dict)
    typed: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    checked: Callable[[Session, Sent], Sent] | None = None
    changed: Callable[[Session, UUID], None] | None = None
    changed_by: tuple[str, ...] = ()
    removing: Callable[[Session, UUID], None] | None = None
    own_ids: bool = False
    visible: Callable[[Caller], ColumnElement[bool]] | None = None

    @property
    def name(self) -> str:
        """What the resource is called in events and words."""
        return words_of(self.table).replace(" ", "_")

    @property
    def sql(self) -> Table:
        """The table itself."""
        return table_of(self.table)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The columns that are read."""
        return shown_columns(self.table, self.hidden)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The columns that are written."""
        return written_columns(self.table, (*self.read_only, *self.hidden))

    @cached_property
    def listing(self) -> Listing:
        """What its list can be asked."""
        return Listing(self.table, self.shown)

    @cached_property
    def create(self) -> type[Input]:
        """The body of a create."""
        return with_own_id(self._written_whole) if self.own_ids else self._written_whole

    @cached_property
    def patch(self) -> type[Input]:
        """The body of a patch."""
        return patch_schema(self.table, self._written_whole)

    @cached_property
    def _written_whole(self) -> type[Input]:
        return create_schema(self.table, self.written, self.links, self.typed)

    @cached_property
    def read(self) -> type[Output]:
        """A row as it is told."""
        return read_schema(self.table, self.shown, self.links, self.typed)

    @property
    def tag(self) -> str:
        """Where the documentation has it."""
        return self.path.strip("/").replace("-", " ")

    @cached_property
    def page(self) -> type[BaseModel]:
        """A page of its list."""
        return create_model(
            f"{self.table.__name__}Page",
            __doc__="Some rows, and where to go on: pass `next` as `after`.",
            items=(list[self.listed], ...),  # type: ignore[name-defined]
            next=(str | None, ...),
            total=(int | None, Field(None, description="Only where it was asked for.")),
        )

    @cached_property
    def listed(self) -> type[Output]:
        """A row of a list."""
        return listed_schema(self.table, self.shown, self.links, self.typed)


def table_of(model: type[ServerTable]) -> Table:
    """The SQL table of a model."""
    found = model.__table__  # type: ignore[attr-defined]
    assert isinstance(found, Table)
    return found


def words_of(model: type[ServerTable]) -> str:
    """The name of one row in words."""
    name = str(model.__tablename__).replace("_", " ")
    if name.endswith("ies"):
        return name.removesuffix("ies") + "y"
    return name.removesuffix("s") if not name.endswith("ss") else name


def get_row(session: Session, table: type[Row], row_id: UUID) -> Row:
    """A row of this tenant by id, or 404 with the table's name in words."""
    row = session.get(table, (organization_of(session), row_id))
    if row is None:
        raise errors.NotFound(f"There is no such {words_of(table)}.")
    return row


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


def references_to(target: Table, kind: str) -> list[tuple[Table, str]]:
    """Columns that refer to a table and let go (`clear`) or go with it (`cascade`)."""
    return [
        (table, column.name)
        for table in target.metadata.sorted_tables
        for column in table.columns
        if column.info.get("references") == target.name and column.info.get(kind)
    ]


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
    return _with_links(session, resource, _shaped(resource, [dict(row)]))[0]


def etag(row: Mapping[str, Any]) -> str:
    """The entity tag of a row: it changes when anything that is told of it does."""
    return f'"{hashlib.sha256(files.as_json(dict(row))).hexdigest()[:20]}"'


def build_router(resources: Iterable[Resource[Any]]) -> APIRouter:
    """The routes of some resources."""
    router = APIRouter(prefix=API)
    for resource in resources:
        _add_list(router, resource)
        if "create" in resource.writes:
            _add_creates(router, resource)
        _add_get(router, resource)
        if "patch" in resource.writes:
            _add_patch(router, resource)
        if "delete" in resource.writes:
            _add_delete(router, resource)
    return router


def tells(schema: str) -> dict[str, Any]:
    """A success in the API's description, by the name of its schema.

    By name, because FastAPI would build each schema several times over before the first request.
    `describe` adds them when somebody reads the description.
    """
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": "Done", "content": {"application/json": {"schema": reference}}}


def describe(resources: Iterable[Resource[Any]], found: dict[str, Any]) -> None:
    """Add to the API's description the schemas that routes name, and what lists can be asked."""
    models: list[type[BaseModel]] = [errors.ErrorBody, BulkAnswer]
    for resource in resources:
        models += [resource.read, resource.page]
        asked = resource.listing.parameters()
        for path in (resource.path, f"{resource.path}/export.{{kind}}"):
            route = found["paths"][f"{API}{path}"]["get"]
            route["parameters"] = [*route.get("parameters", ()), *asked]
    _, made = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in made["$defs"].items():
        schemas.setdefault(name, schema)


def answer(content: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer of rows; they are the database's, so they are not validated again."""
    return Response(files.as_json(content), status, headers, "application/json")


def _add_list(router: APIRouter, resource: Resource[Any]) -> None:
    listing = resource.listing
    reads = f"{resource.permission}.read"
    refusals = errors.responses(errors.Unauthenticated, errors.Forbidden, errors.Invalid)

    @router.get(
        resource.path,
        summary=f"List {resource.tag}",
        tags=[resource.tag],
        responses={200: tells(f"{resource.table.__name__}Page"), **refusals},
        response_class=Response,
    )
    def list_rows(
        request: Request,
        session: TenantSession,
        caller: Annotated[Caller, requires(reads)],
    ) -> Response:
        """A page of rows. Filter by category, by `where`, and search with `q` where there is one."""
        query = listing.parse(request.query_params)
        asked = _asked(resource, caller, query)
        columns = listing.chosen(query.fields)
        rows, following = listing.page(session, asked, columns)
        rows = _shaped(resource, rows)
        if query.fields is None:
            rows = _with_links(session, resource, rows)
        told: dict[str, Any] = {"items": rows, "next": following}
        if query.total:
            told["total"] = listing.count(session, asked)
        return answer(told)

    @router.get(
        f"{resource.path}/export.{{kind}}",
        summary=f"Export {resource.tag}",
        tags=[resource.tag],
        responses={200: {"content": {m: {} for m in files.MEDIA.values()}}, **refusals},
        response_class=Response,
    )
    def export_rows(
        request: Request,
        session: TenantSession,
        caller: Annotated[Caller, requires(reads)],
        kind: FileKind,
    ) -> Response:
        """All matching rows as a file, streamed; cells that look like formulas are neutralised."""
        query = listing.parse(request.query_params)
        asked = _asked(resource, caller, query)
        columns = listing.chosen(query.fields)
        note_export(session, resource.sql.name)
        database: Database = request.app.state.database

        def rows() -> Iterator[Mapping[str, Any]]:
            with database.tenant(caller.organization_id) as own:
                name_actor(own, caller)
                found = own.execute(
                    listing.every(own, asked, columns).execution_options(yield_per=1_000)
                )
                yield from map(dict, found.mappings())

        return StreamingResponse(
            files.lines_of(kind, columns, rows()),
            media_type=files.MEDIA[kind],
            headers={"Content-Disposition": f'attachment; filename="{resource.sql.name}.{kind}"'},
        )


def _add_get(router: APIRouter, resource: Resource[Any]) -> None:
    @router.get(
        f"{resource.path}/{{row_id}}",
        summary=f"Get {words_of(resource.table)}",
        tags=[resource.tag],
        responses={
            200: tells(f"{resource.table.__name__}Read"),
            304: {"description": "It is as you know it"},
            **errors.responses(
                errors.Unauthenticated, errors.Forbidden, errors.NotFound, errors.Invalid
            ),
        },
        response_class=Response,
    )
    def get_one(
        session: TenantSession,
        caller: Annotated[Caller, requires(f"{resource.permission}.read")],
        row_id: UUID,
        if_none_match: Annotated[str | None, Header()] = None,
    ) -> Response:
        """One row, with its entity tag."""
        row = find(session, resource, caller, row_id)
        if if_none_match == etag(row):
            return Response(status_code=304, headers={"ETag": etag(row)})
        return answer(row, ETag=etag(row))


def _add_creates(router: APIRouter, resource: Resource[Any]) -> None:
    create = resource.create
    writes = f"{resource.permission}.write"
    many = create_model(
        f"{resource.table.__name__}Bulk",
        __base__=Input,
        items=(list[create], Field(min_length=1, max_length=MAX_BULK)),  # type: ignore[valid-type]
    )
    refusals = errors.responses(
        errors.Unauthenticated, errors.Forbidden, errors.Conflict, errors.Invalid
    )

    @router.post(
        resource.path,
        summary=f"Create {words_of(resource.table)}",
        tags=[resource.tag],
        status_code=201,
        responses={201: tells(f"{resource.table.__name__}Read"), **refusals},
        response_class=Response,
    )
    def create_row(
        session: TenantSession,
        _caller: Annotated[Caller, requires(writes)],
        once: Once,
        body: create,  # type: ignore[valid-type]
    ) -> Response:
        """Create a row. With an `Idempotency-Key` it may be sent again."""

        def made() -> Response:
            row_id = insert_rows(session, resource, [body])[0]
            row = find(session, resource, None, row_id)
            return answer(row, 201, ETag=etag(row))

        return once(session, made)

    @router.post(
        f"{resource.path}/bulk",
        summary=f"Create many {resource.tag}",
        tags=[resource.tag],
        status_code=201,
        responses={201: tells(BulkAnswer.__name__), **refusals},
        response_class=Response,
    )
    def create_many(
        session: TenantSession,
        _caller: Annotated[Caller, requires(writes)],
        once: Once,
        body: many,
    ) -> Response:
        """Create up to 1,000 rows, all or none."""

        def made() -> Response:
            ids = insert_rows(session, resource, body.items)  # type: ignore[attr-defined]
            return answer({"created": len(ids), "ids": ids}, 201)

        return once(session, made)


class BulkAnswer(BaseModel):
    """The ids of the new rows, in the order they were sent."""

    created: int
    ids: list[UUID]


def _add_patch(router: APIRouter, resource: Resource[Any]) -> None:
    patch = resource.patch

    @router.patch(
        f"{resource.path}/{{row_id}}",
        summary=f"Change {words_of(resource.table)}",
        tags=[resource.tag],
        responses={
            200: tells(f"{resource.table.__name__}Read"),
            **errors.responses(
                errors.Unauthenticated,
                errors.Forbidden,
                errors.NotFound,
                errors.Conflict,
                errors.Stale,
                errors.Invalid,
            ),
        },
        response_class=Response,
    )
    def patch_row(
        session: TenantSession,
        caller: Annotated[Caller, requires(f"{resource.permission}.write")],
        row_id: UUID,
        body: patch,  # type: ignore[valid-type]
        if_match: IfMatch = None,
    ) -> Response:
        """Change what is sent; everything else stays."""
        check_fresh(find(session, resource, caller, row_id, lock=True), if_match)
        sent = body.model_dump(exclude_unset=True)  # type: ignore[attr-defined]
        change_row(session, resource, row_id, sent)
        row = find(session, resource, caller, row_id)
        return answer(row, ETag=etag(row))


def _add_delete(router: APIRouter, resource: Resource[Any]) -> None:
    @router.delete(
        f"{resource.path}/{{row_id}}",
        summary=f"Delete {words_of(resource.table)}",
        tags=[resource.tag],
        status_code=204,
        responses=errors.responses(
            errors.Unauthenticated,
            errors.Forbidden,
            errors.NotFound,
            errors.Conflict,
            errors.Stale,
            errors.Invalid,
        ),
        description=_delete_words(resource),
    )
    def delete_one(
        session: TenantSession,
        caller: Annotated[Caller, requires(f"{resource.permission}.write")],
        row_id: UUID,
        if_match: IfMatch = None,
    ) -> Response:
        check_fresh(find(session, resource, caller, row_id, lock=True), if_match)
        if resource.archive:
            change_row(session, resource, row_id, dict([resource.archive]))
        else:
            remove_row(session, resource, row_id)
        return Response(status_code=204)


def _delete_words(resource: Resource[Any]) -> str:
    if resource.archive:
        column, value = resource.archive
        return f"Put the row away: its {column} becomes `{value}`."
    return "Delete the row; 409 while something that must stay refers to it."


def check_fresh(row: Mapping[str, Any], if_match: str | None) -> None:
    """Refuse a change of a row that is not as its writer saw it (X-7)."""
    if if_match is not None and if_match not in ("*", etag(row)):
        raise errors.Stale("Somebody changed this row since you read it; read it again.")


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


def _prepared(
    session: Session, resource: Resource[Any], row_id: UUID, sent: Sent
) -> tuple[Sent, Sent]:
    sent, links = _split(resource, sent)
    for column, default in OF_ORGANIZATION.items():
        if column in sent and sent[column] is None and not resource.sql.c[column].nullable:
            sent[column] = _organization_default(session, default)
    if resource.checked:
        sent = resource.checked(session, sent)
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


def _asked(resource: Resource[Any], caller: Caller, query: Any) -> Any:
    asked = resource.listing.read(query)
    hidden: tuple[ColumnElement[bool], ...] = ()
    if resource.visible:
        hidden += (resource.visible(caller),)
    if resource.archive:
        column, value = resource.archive
        if not any(column in str(condition) for condition in asked.where):
            hidden += (resource.sql.c[column] != value,)
    return asked if not hidden else asked.narrowed(*hidden)


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


def _with_links(
    session: Session, resource: Resource[Any], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
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


def _shaped(resource: Resource[Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ranges as their two ends."""
    for name in resource.typed:
        for row in rows:
            if isinstance(row.get(name), Range):
                row[name] = {"lower": row[name].lower, "upper": row[name].upper}
    return rows


def note_export(session: Session, table: str) -> None:
    """Say in the audit log that somebody takes a table along."""
    session.execute(text("SELECT audit_note('export', :entity, NULL)"), {"entity": table})

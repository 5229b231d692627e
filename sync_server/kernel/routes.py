"""The routes of resources: list, export, get, create, bulk create, patch and delete.

With permissions, entity tags, events and audit. See `docs/api.md`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, create_model
from pydantic.json_schema import models_json_schema
from sqlalchemy import ColumnElement, text
from sqlmodel import Session

from sync_server.kernel import errors, files
from sync_server.kernel.auth import Caller, TenantSession, name_actor, requires
from sync_server.kernel.bodies import BULK_BYTES, takes
from sync_server.kernel.idempotency import Once
from sync_server.kernel.resource import API, MAX_BULK, Resource, words_of
from sync_server.kernel.rows import (
    change_row,
    check_fresh,
    etag,
    find,
    insert_rows,
    remove_row,
    shaped,
    with_links,
)
from sync_server.kernel.schemas import Input
from sync_server.kernel.session import Database

FileKind = Literal["csv", "xlsx", "json"]
_LIST_REFUSALS = errors.responses(errors.Unauthenticated, errors.Forbidden, errors.Invalid)

IfMatch = Annotated[
    str | None, Header(description="The `ETag` of the row you saw; 412 if it has changed since.")
]


class BulkAnswer(BaseModel):
    """The ids of the new rows, in the order they were sent."""

    created: int
    ids: list[UUID]


def build_router(resources: Iterable[Resource[Any]]) -> APIRouter:
    """The routes of some resources."""
    router = APIRouter(prefix=API)
    for resource in resources:
        _add_list(router, resource)
        _add_export(router, resource)
        if "create" in resource.writes:
            _add_creates(router, resource)
        _add_get(router, resource)
        if "patch" in resource.writes:
            _add_patch(router, resource)
        if "delete" in resource.writes:
            _add_delete(router, resource)
    return router


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


def tells(schema: str) -> dict[str, Any]:
    """A success in the API's description, by the name of its schema.

    By name, because FastAPI would build each schema several times over before the first request.
    `describe` adds them when somebody reads the description.
    """
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": "Done", "content": {"application/json": {"schema": reference}}}


def answer(content: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer of rows; they are the database's, so they are not validated again."""
    return Response(files.as_json(content), status, headers, "application/json")


def note_export(session: Session, table: str) -> None:
    """Say in the audit log that somebody takes a table along."""
    session.execute(text("SELECT audit_note('export', :entity, NULL)"), {"entity": table})


def _add_list(router: APIRouter, resource: Resource[Any]) -> None:
    listing = resource.listing

    @router.get(
        resource.path,
        summary=f"List {resource.tag}",
        tags=[resource.tag],
        responses={200: tells(f"{resource.table.__name__}Page"), **_LIST_REFUSALS},
        response_class=Response,
    )
    def list_rows(
        request: Request,
        session: TenantSession,
        caller: Annotated[Caller, requires(f"{resource.permission}.read")],
    ) -> Response:
        """A page of rows. Filter by category, by `where`, and search with `q` where there is one."""
        query = listing.parse(request.query_params)
        asked = _asked(resource, caller, query)
        columns = listing.chosen(query.fields)
        rows, following = listing.page(session, asked, columns)
        rows = shaped(resource, rows)
        if query.fields is None:
            rows = with_links(session, resource, rows)
        told: dict[str, Any] = {"items": rows, "next": following}
        if query.total:
            told["total"] = listing.count(session, asked)
        return answer(told)


def _add_export(router: APIRouter, resource: Resource[Any]) -> None:
    listing = resource.listing

    @router.get(
        f"{resource.path}/export.{{kind}}",
        summary=f"Export {resource.tag}",
        tags=[resource.tag],
        responses={200: {"content": {m: {} for m in files.MEDIA.values()}}, **_LIST_REFUSALS},
        response_class=Response,
    )
    def export_rows(
        request: Request,
        session: TenantSession,
        caller: Annotated[Caller, requires(f"{resource.permission}.read")],
        kind: FileKind,
    ) -> Response:
        """All matching rows as a file, streamed; cells that look like formulas are neutralised."""
        query = listing.parse(request.query_params)
        asked = _asked(resource, caller, query)
        columns = listing.chosen(query.fields)
        note_export(session, resource.sql.name)
        database: Database = request.app.state.database

        def matching() -> Iterator[Mapping[str, Any]]:
            with database.tenant(caller.organization_id) as own:
                name_actor(own, caller)
                found = listing.every(own, asked, columns).execution_options(yield_per=1_000)
                yield from map(dict, own.execute(found).mappings())

        return StreamingResponse(
            files.lines_of(kind, columns, matching()),
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
        openapi_extra=takes(BULK_BYTES),
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

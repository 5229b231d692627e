"""Imports over HTTP: upload, check, run; and what went wrong, as a file."""

from enum import Enum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy import select
from sqlmodel import Session

from sync_server.domains.platform.transfers import service
from sync_server.domains.platform.transfers.models import Transfer, TransferError
from sync_server.kernel import errors, files
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.bodies import FILE_BYTES, Body, takes
from sync_server.kernel.errors import Forbidden
from sync_server.kernel.resource import NOTHING, Resource, table_of
from sync_server.kernel.routes import answer, build_router, tells
from sync_server.kernel.rows import find, get_row
from sync_server.kernel.schemas import Input
from sync_server.kernel.tables import ORGANIZATION

TRANSFERS: Resource[Transfer] = Resource(
    table=Transfer, path="/import-exports", permission="transfers", writes=NOTHING
)
RESOURCES: tuple[Resource[Any], ...] = (
    TRANSFERS,
    Resource(
        table=TransferError, path="/import-row-errors", permission="transfers", writes=NOTHING
    ),
)

router = build_router(RESOURCES)
Writes = Annotated[Caller, requires("transfers.write")]
TAGS: list[str | Enum] = ["import exports"]
REFUSALS = errors.responses(
    errors.Unauthenticated,
    errors.Forbidden,
    errors.NotFound,
    errors.Conflict,
    errors.TooLarge,
    errors.Invalid,
)
DONE: dict[int | str, dict[str, Any]] = {200: tells("TransferRead"), **REFUSALS}


class Check(Input):
    """How a file is to be read. What is left out stays as it was suggested."""

    mapping: dict[str, str] | None = Field(
        default=None, description="Columns of the file to columns of the table."
    )
    keys: list[str] | None = Field(
        default=None, description="Columns that known rows are found by, in this order."
    )
    skip_wrong: bool = Field(default=False, description="Import the good rows all the same.")
    create_types: bool = Field(
        default=False, description="Of tickets: make types that are missing."
    )


@router.post(
    "/imports",
    status_code=201,
    tags=TAGS,
    responses={201: tells("TransferRead"), **REFUSALS},
    response_class=Response,
    openapi_extra={
        **takes(FILE_BYTES),
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        },
    },
)
def upload(
    request: Request,
    session: TenantSession,
    caller: Writes,
    content: Body,
    entity: Annotated[str, Query(max_length=100, description="The table, such as `contacts`.")],
    filename: Annotated[str, Query(max_length=255)] = "upload",
    event_id: Annotated[UUID | None, Query(description="Of tickets: whose they are.")] = None,
) -> Response:
    """Send a CSV, XLSX or JSON file as the body. The answer suggests what its columns mean."""
    _check_may_write(caller, entity)
    settings = request.app.state.settings
    options = {"event_id": str(event_id)} if event_id else {}
    transfer = service.begin(session, settings, entity, filename, content, options)
    return _told(session, caller, transfer, 201)


@router.post("/imports/{import_id}/check", tags=TAGS, responses=DONE, response_class=Response)
def check(session: TenantSession, caller: Writes, import_id: UUID, body: Check) -> Response:
    """Have every row checked; nothing is written. `status` becomes `ready` or `failed`."""
    transfer = _mine(session, caller, import_id)
    service.ask_check(session, transfer, body.model_dump())
    return _told(session, caller, transfer)


@router.post("/imports/{import_id}/run", tags=TAGS, responses=DONE, response_class=Response)
def run(session: TenantSession, caller: Writes, import_id: UUID) -> Response:
    """Have a checked import written, in chunks. One that stopped goes on where it was."""
    transfer = _mine(session, caller, import_id)
    service.ask_run(session, transfer)
    return _told(session, caller, transfer)


@router.post("/imports/{import_id}/cancel", tags=TAGS, responses=DONE, response_class=Response)
def cancel(request: Request, session: TenantSession, caller: Writes, import_id: UUID) -> Response:
    """Stop an import; what is written stays, the file does not."""
    transfer = _mine(session, caller, import_id)
    service.cancel(session, request.app.state.settings, transfer)
    return _told(session, caller, transfer)


@router.get(
    "/imports/{import_id}/result",
    tags=TAGS,
    responses={200: {"content": {files.MEDIA["csv"]: {}}}, **REFUSALS},
    response_class=Response,
)
def result(
    session: TenantSession,
    _caller: Annotated[Caller, requires("transfers.read")],
    import_id: UUID,
) -> Response:
    """The rows that were not taken, with the reason, as a CSV to be mended and sent again."""
    transfer, table = get_row(session, Transfer, import_id), table_of(TransferError)
    found = session.execute(
        select(table.c.row_number, table.c.column_name, table.c.error, table.c.raw_row)
        .where(
            table.c[ORGANIZATION] == transfer.organization_id,
            table.c.import_export_id == import_id,
        )
        .order_by(table.c.row_number, table.c.id)
    ).mappings()
    columns = transfer.options.get("columns", [])
    rows = [
        {"row": row["row_number"], "column": row["column_name"], "problem": row["error"]}
        | {f"file: {name}": (row["raw_row"] or {}).get(name, "") for name in columns}
        for row in found
    ]
    header = ["row", "column", "problem", *(f"file: {name}" for name in columns)]
    return Response(b"".join(files.csv_lines(header, rows)), media_type=files.MEDIA["csv"])


def _mine(session: Session, caller: Caller, import_id: UUID) -> Transfer:
    find(session, TRANSFERS, caller, import_id, lock=True)
    transfer = get_row(session, Transfer, import_id)
    _check_may_write(caller, transfer.entity_type)
    return transfer


def _check_may_write(caller: Caller, entity: str) -> None:
    """Importing is writing: it takes the same permission."""
    needed = f"{service.entity_of(entity).permission}.write"
    if not caller.may(needed):
        raise Forbidden(f"This needs the permission {needed}.")


def _told(session: Session, caller: Caller, transfer: Transfer, status: int = 200) -> Response:
    session.flush()
    return answer(find(session, TRANSFERS, caller, transfer.id), status)

"""Files that become rows: what their columns mean, what is wrong with them, and how far it is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session
from starlette.datastructures import UploadFile

from sync_server.domains.platform.transfers import router as api
from sync_server.domains.platform.transfers import service
from sync_server.domains.platform.transfers.models import Transfer
from sync_server.kernel import sheets, storage
from sync_server.kernel.bodies import FILE_BYTES, takes
from sync_server.kernel.errors import REFUSALS, Invalid, NotFound, sentence_of
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of
from sync_server.kernel.strangers import read_apart
from sync_server.web.templating import HEADERS, render
from sync_server.web.visit import Fields, Myself, PageRoute, PageSession, Visitor, check_may, go
from sync_server.web.words import mark

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_SAMPLE, _WRONG = 5, 50
BUSY = ("validating", "running")
TITLES = {
    "tickets": mark("Tickets from a file"),
    "contacts": mark("Contacts from a file"),
    "companies": mark("Companies from a file"),
}
"""What can be imported from the pages; the API takes more."""


@router.post("/imports", openapi_extra=takes(FILE_BYTES))
def take_file(request: Request, session: PageSession, fields: Fields, visitor: Myself) -> Response:
    """Keep a file, and ask what its columns mean."""
    entity = str(fields.get("entity", ""))
    if entity not in TITLES or entity == "tickets":
        raise NotFound("There is nothing here.")
    check_may(visitor, f"{service.entity_of(entity).permission}.write")
    return begin(request, session, entity, fields.get("file"), {})


def begin(
    request: Request,
    session: Session,
    entity: str,
    file: Any,
    options: Mapping[str, Any],
) -> Response:
    """To the page that asks what the columns of a file mean. 422 for what is no table."""
    if not isinstance(file, UploadFile):
        raise Invalid("Choose a file first.")
    file.file.seek(0)
    made = service.begin(
        session, request.app.state.settings, entity, file.filename or "upload", file.file.read(),
        options,
    )  # fmt: skip
    return go(f"/imports/{made.id}")


@router.get("/imports/{import_id}")
def show(request: Request, session: PageSession, import_id: UUID, visitor: Myself) -> Response:
    """What the columns mean, with the first rows; what is wrong; how far it is."""
    return _page(request, session, _mine(session, visitor, import_id), {})


@router.post("/imports/{import_id}")
def go_on(
    request: Request, session: PageSession, import_id: UUID, fields: Fields, visitor: Myself
) -> Response:
    """Have it checked as the form says, written, or dropped."""
    transfer = _mine(session, visitor, import_id)
    try:
        with session.begin_nested():
            if "cancel" in fields:
                service.cancel(session, request.app.state.settings, transfer)
                return go(_home(transfer))
            if "run" in fields:
                service.ask_run(session, transfer)
            else:
                service.ask_check(session, transfer, _said(transfer, fields))
        return go(f"/imports/{import_id}")
    except REFUSALS as problem:
        problems = {"": sentence_of(problem)}
    return _page(request, session, transfer, problems)


@router.get("/imports/{import_id}/wrong.csv")
def wrong_rows(session: PageSession, import_id: UUID, visitor: Myself) -> Response:
    """The rows that were not taken, to be mended and sent again."""
    _mine(session, visitor, import_id)
    told = api.result(session, visitor.caller, import_id)
    head = {"Content-Disposition": 'attachment; filename="wrong.csv"'}
    return Response(told.body, media_type="text/csv", headers=HEADERS | head)


def _said(transfer: Transfer, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The form numbers the columns: their names may be anything."""
    columns = transfer.options["columns"]
    chosen = {name: fields.get(f"column{n}") for n, name in enumerate(columns)}
    return {
        "mapping": {name: str(field) for name, field in chosen.items() if field},
        "skip_wrong": "skip_wrong" in fields,
        "create_types": "create_types" in fields,
    }


def _mine(session: Session, visitor: Visitor, import_id: UUID) -> Transfer:
    transfer = get_row(session, Transfer, import_id)
    if transfer.direction != "import" or transfer.entity_type not in TITLES:
        raise NotFound("There is no such import.")
    check_may(visitor, f"{service.entity_of(transfer.entity_type).permission}.write")
    return transfer


def _home(transfer: Transfer) -> str:
    if transfer.entity_type == "tickets":
        return f"/events/{transfer.options['event_id']}/tickets"
    return "/contacts" if transfer.entity_type == "contacts" else "/directory/companies"


def _page(
    request: Request,
    session: Session,
    transfer: Transfer,
    problems: dict[str, str],
) -> Response:
    rows = session.execute(
        text("SELECT row_number, column_name, error FROM import_row_errors"
             " WHERE organization_id = :organization AND import_export_id = :id"
             " ORDER BY row_number, id LIMIT :most"),
        {"organization": organization_of(session), "id": transfer.id, "most": _WRONG},
    ).all()  # fmt: skip
    part = request.headers.get("x-part")
    return render(
        request, "import_part.html" if part else "import.html", 422 if problems else 200,
        transfer=transfer, problems=problems, wrong=rows, busy=transfer.status in BUSY,
        sample=_sample(request, session, transfer), home=_home(transfer), title=TITLES[transfer.entity_type],
        known=service.entity_of(transfer.entity_type).columns,
    )  # fmt: skip


def _sample(request: Request, session: Session, transfer: Transfer) -> list[dict[str, str]]:
    """The first rows, while somebody explains the columns."""
    if transfer.file_id is None or transfer.status not in service.OPEN:
        return []
    content = storage.get(session, request.app.state.settings, transfer.file_id)
    return read_apart(sheets.read, content, most=_SAMPLE).rows

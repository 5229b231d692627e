"""Companies and venues: what the organization has beside single evenings."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.crm.people import router as crm
from sync_server.domains.crm.people.models import Company
from sync_server.domains.venues import router as venues
from sync_server.domains.venues.models import Venue
from sync_server.kernel.errors import NotFound
from sync_server.kernel.listing import containing
from sync_server.kernel.rows import find, insert_rows
from sync_server.kernel.session import organization_of
from sync_server.web import rows
from sync_server.web.contacts import NOTES, timeline
from sync_server.web.forms import Column, Kind, resource_of, said_of, sent
from sync_server.web.templating import render
from sync_server.web.visit import (
    Fields,
    Myself,
    PageRoute,
    PageSession,
    Visitor,
    allows,
    check_may,
    filled,
    go,
)
from sync_server.web.words import mark

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_SHOWN = 200
_PLACE = (
    Column("address_line1", "Address"),
    Column("postal_code", "Postal code"),
    Column("city", "City"),
    Column("country", "Country"),
)


@dataclass(frozen=True)
class Shelf:
    """Rows of one kind, and which others hang on them: their heading, permission, SQL and path."""

    kind: Kind
    base: str
    related: tuple[str, str, str, str]


SHELVES = {
    shelf.kind.path: shelf
    for shelf in (
        Shelf(
            Kind("companies", "Companies", mark("company"), resource_of(Company, crm), (
                Column("name", "Name", required=True),
                Column("domain", "Domain", hint=mark("Such as example.org: one company's only.")),
                Column("industry", "Industry"),
                Column("account_type", "Is", "choice", required=True, choices=(
                    ("prospect", mark("prospect")), ("customer", mark("customer")),
                    ("partner", mark("partner")), ("vendor", mark("vendor")))),
                Column("email", "E-mail"), Column("phone", "Phone"), Column("website", "Website"),
                *_PLACE,
                Column("tags", "Tags", "lines", hint=mark("One on each line.")),
            )),
            "people_base.html",
            (mark("People there"), "contacts.read",
             "SELECT id, coalesce(name, email, phone) AS name FROM contacts WHERE organization_id = :o"
             " AND company_id = :id AND merged_into_id IS NULL AND status <> 'deleted'"
             " ORDER BY name LIMIT 200", "/contacts/"),
        ),
        Shelf(
            Kind("venues", "Venues", mark("venue"), resource_of(Venue, venues), (
                Column("name", "Name", required=True),
                *_PLACE,
                Column("capacity", "Room for", "number"),
                Column("contact_name", "Whom to ask"), Column("contact_phone", "Phone"),
                Column("contact_email", "E-mail"),
            ), mark("Places where your events happen.")),
            "base.html",
            (mark("Events there"), "events.read",
             "SELECT id, name FROM events WHERE organization_id = :o AND venue_id = :id"
             " ORDER BY starts_at DESC LIMIT 200", "/events/"),
        ),
    )
}  # fmt: skip


@router.get("/directory/{path}")
def list_rows(
    request: Request, session: PageSession, path: str, visitor: Myself, q: str = ""
) -> Response:
    """All of a kind, found by name, and the form for another."""
    return _rows(request, session, visitor, _shelf(visitor, path, "read"), q, {}, {})


@router.post("/directory/{path}")
def add(
    request: Request, session: PageSession, path: str, fields: Fields, visitor: Myself
) -> Response:
    """One more."""
    shelf = _shelf(visitor, path, "write")
    wanted = sent(shelf.kind.columns, fields, None)
    row_id, problems = rows.add(session, shelf.kind.resource, wanted)
    if row_id is not None:
        return go(f"/directory/{path}/{row_id}")
    return _rows(request, session, visitor, shelf, "", fields, problems)


@router.get("/directory/{path}/{row_id}")
def show(
    request: Request, session: PageSession, path: str, row_id: UUID, visitor: Myself
) -> Response:
    """One of them, and what hangs on it."""
    return _row(request, session, visitor, _shelf(visitor, path, "read"), row_id, None, {})


@router.post("/directory/{path}/{row_id}")
def change(
    request: Request,
    session: PageSession,
    path: str,
    row_id: UUID,
    fields: Fields,
    visitor: Myself,
) -> Response:
    """Change it, or delete it."""
    shelf = _shelf(visitor, path, "write")
    resource = shelf.kind.resource
    find(session, resource, visitor.caller, row_id, lock=True)
    if "delete" in fields:
        problems, after = rows.delete(session, resource, row_id), f"/directory/{path}"
    else:
        wanted = sent(shelf.kind.columns, fields, None)
        problems, after = (
            rows.change(session, resource, row_id, wanted),
            f"/directory/{path}/{row_id}",
        )
    if not problems:
        return go(after)
    return _row(request, session, visitor, shelf, row_id, fields, problems)


@router.post("/directory/companies/{company_id}/notes")
def add_note(
    request: Request,
    session: PageSession,
    company_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("activities.write"),
) -> Response:
    """Write something down of a company."""
    shelf = _shelf(visitor, "companies", "read")
    find(session, shelf.kind.resource, visitor.caller, company_id)
    wanted = {"content": fields.get("content"), "company_id": str(company_id)}
    body, problems = filled(NOTES.create, wanted)
    if body is None:
        return _row(request, session, visitor, shelf, company_id, None, problems)
    insert_rows(session, NOTES, [body])
    return go(f"/directory/companies/{company_id}")


def _shelf(visitor: Visitor, path: str, what: str) -> Shelf:
    shelf = SHELVES.get(path)
    if shelf is None:
        raise NotFound("There is nothing here.")
    check_may(visitor, f"{shelf.kind.resource.permission}.{what}")
    return shelf


def _rows(
    request: Request,
    session: Session,
    visitor: Visitor,
    shelf: Shelf,
    q: str,
    said: dict[str, Any],
    problems: dict[str, str],
) -> Response:
    found = session.execute(
        text(f"SELECT * FROM {shelf.kind.resource.sql.name}"
             " WHERE organization_id = :o AND (:q = '' OR name ILIKE :like)"
             " ORDER BY name, id LIMIT :most"),
        {"o": organization_of(session), "q": q.strip(), "like": containing(q), "most": _SHOWN},
    ).all()  # fmt: skip
    return render(
        request, "directory.html", 422 if problems else 200, shelf=shelf, kind=shelf.kind, rows=found,
        q=q, said=said, problems=problems, options=_options(session, shelf),
        may_write=visitor.may(f"{shelf.kind.resource.permission}.write"),
    )  # fmt: skip


def _row(
    request: Request,
    session: Session,
    visitor: Visitor,
    shelf: Shelf,
    row_id: UUID,
    said: dict[str, Any] | None,
    problems: dict[str, str],
) -> Response:
    row = find(session, shelf.kind.resource, visitor.caller, row_id)
    _, permission, query, _ = shelf.related
    related = (
        session.execute(text(query), {"o": organization_of(session), "id": row_id}).all()
        if visitor.may(permission)
        else []
    )
    return render(
        request, "directory_row.html", 422 if problems else 200, shelf=shelf, kind=shelf.kind,
        row=row, said=said or said_of(shelf.kind.columns, row, None), problems=problems,
        related=related, options=_options(session, shelf),
        did=timeline(session, visitor, "company", row_id) if shelf.kind.path == "companies" else None,
        may_note=visitor.may("activities.write"),
        may_write=visitor.may(f"{shelf.kind.resource.permission}.write"),
    )  # fmt: skip


def _options(session: Session, shelf: Shelf) -> dict[str, Any]:
    return {one.name: one.options(session, None) for one in shelf.kind.columns if one.choices}

"""Everybody the organization knows, and what they did."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.crm.activities import router as activities
from sync_server.domains.crm.activities.models import Note
from sync_server.domains.crm.people import merging
from sync_server.domains.crm.people import router as crm
from sync_server.domains.crm.people.models import Company, Contact
from sync_server.kernel import outbox
from sync_server.kernel.errors import REFUSALS, Invalid, sentence_of
from sync_server.kernel.listing import containing
from sync_server.kernel.rows import change_row, find, get_row, insert_rows
from sync_server.kernel.session import organization_of
from sync_server.web.forms import Column, resource_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go
from sync_server.web.words import mark

router = APIRouter(route_class=PageRoute, include_in_schema=False)
CONTACTS, NOTES = resource_of(Contact, crm), resource_of(Note, activities)
COMPANIES = resource_of(Company, crm)
_SHOWN = 100
CONTACT = (
    Column("first_name", "First name"),
    Column("last_name", "Last name"),
    Column("email", "E-mail"),
    Column("phone", "Phone", hint=mark("With its country: +33612345678.")),
    Column("job_title", "Job"),
    Column("company", "Company", hint=mark("One that is not known yet is added.")),
    Column("city", "City"),
    Column("country", "Country"),
    Column("tags", "Tags", "lines", hint=mark("One on each line.")),
)


@router.get("/contacts")
def list_contacts(
    request: Request,
    session: PageSession,
    q: str = "",
    tag: str = "",
    visitor: Visitor = allows("contacts.read"),
) -> Response:
    """Everybody the organization knows, by name, mail, phone or tag."""
    return _contacts(request, session, visitor, q, tag)


@router.post("/contacts")
def add_contact(
    request: Request,
    session: PageSession,
    fields: Fields,
    visitor: Visitor = allows("contacts.write"),
) -> Response:
    """Somebody new."""
    before = session.begin_nested()
    try:
        body, problems = filled(CONTACTS.create, _sent(session, fields))
        if body is not None:
            contact_id = insert_rows(session, CONTACTS, [body])[0]
            outbox.record(session, "contact.created", "contact", contact_id)
            before.commit()
            return go(f"/contacts/{contact_id}")
    except REFUSALS as problem:
        problems = {"": sentence_of(problem)}
    before.rollback()
    return _contacts(request, session, visitor, "", "", said=fields, problems=problems)


@router.get("/contacts/{contact_id}")
def show_contact(
    request: Request,
    session: PageSession,
    contact_id: UUID,
    visitor: Visitor = allows("contacts.read"),
) -> Response:
    """What is known of somebody, and what they did."""
    return _contact(request, session, visitor, contact_id, {})


@router.post("/contacts/{contact_id}")
def change_contact(
    request: Request,
    session: PageSession,
    contact_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("contacts.write"),
) -> Response:
    """Change what is known."""
    find(session, CONTACTS, visitor.caller, contact_id, lock=True)
    before = session.begin_nested()
    try:
        body, problems = filled(CONTACTS.patch, _sent(session, fields, whole=True))
        if body is not None:
            change_row(session, CONTACTS, contact_id, body.model_dump(exclude_unset=True))
            before.commit()
            return go(f"/contacts/{contact_id}")
    except REFUSALS as problem:
        problems = {"": sentence_of(problem)}
    before.rollback()
    return _contact(request, session, visitor, contact_id, problems)


@router.post("/contacts/{contact_id}/notes")
def add_note(
    request: Request,
    session: PageSession,
    contact_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("activities.write"),
) -> Response:
    """Write something down."""
    find(session, CONTACTS, visitor.caller, contact_id)
    body, problems = filled(
        NOTES.create, {"content": fields.get("content"), "contact_id": str(contact_id)}
    )
    if body is None:
        return _contact(request, session, visitor, contact_id, problems)
    insert_rows(session, NOTES, [body])
    return go(f"/contacts/{contact_id}")


def said_of(session: Session, contact: Contact) -> dict[str, Any]:
    """What is known of somebody, as the form says it."""
    told = {c.name: getattr(contact, c.name, None) for c in CONTACT}
    told["tags"] = "\n".join(contact.tags)
    if contact.company_id is not None:
        told["company"] = get_row(session, Company, contact.company_id).name
    return {name: "" if value is None else value for name, value in told.items()}


def _sent(session: Session, fields: dict[str, Any], *, whole: bool = False) -> dict[str, Any]:
    told = {c.name: fields.get(c.name) for c in CONTACT if c.name in fields or whole}
    company = str(told.pop("company", None) or "").strip()
    if company or whole:
        told["company_id"] = _company(session, company) if company else None
    told["tags"] = [one.strip() for one in str(fields.get("tags", "")).splitlines() if one.strip()]
    for name in ("first_name", "last_name"):
        told[name] = told.get(name) or ""
    return told


def _company(session: Session, name: str) -> UUID:
    """The company of that name, or a new one."""
    found: UUID | None = session.execute(
        text("SELECT id FROM companies WHERE organization_id = :o AND lower(name) = lower(:name)"
             " ORDER BY created_at LIMIT 1"),
        {"o": organization_of(session), "name": name},
    ).scalar()  # fmt: skip
    body, problems = filled(COMPANIES.create, {"name": name})
    if body is None:
        raise Invalid(f"company: {problems['name']}")
    return found or insert_rows(session, COMPANIES, [body])[0]


def _contacts(
    request: Request,
    session: Session,
    visitor: Visitor,
    q: str,
    tag: str,
    *,
    said: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
) -> Response:
    rows = session.execute(
        text(
            "SELECT id, name, email, phone, city, tags FROM contacts"
            " WHERE organization_id = :organization AND status <> 'deleted'"
            " AND merged_into_id IS NULL AND (:q = '' OR name ILIKE :like OR email ILIKE :like"
            " OR phone ILIKE :like) AND (:tag = '' OR :tag = ANY(tags))"
            " ORDER BY name, id LIMIT :most"
        ),
        {"organization": organization_of(session), "q": q.strip(), "tag": tag, "most": _SHOWN,
         "like": containing(q)},
    ).all()  # fmt: skip
    return render(
        request, "contacts.html", 422 if problems else 200, rows=rows, q=q, tag=tag,
        said=said or {}, problems=problems or {}, columns=CONTACT,
        may_write=visitor.may("contacts.write"),
    )  # fmt: skip


def _contact(
    request: Request,
    session: Session,
    visitor: Visitor,
    contact_id: UUID,
    problems: dict[str, str],
) -> Response:
    find(session, CONTACTS, visitor.caller, contact_id)
    contact = get_row(session, Contact, contact_id)
    if contact.merged_into_id is not None:
        return go(f"/contacts/{merging.survivor_of(session, contact_id)}")
    return render(
        request, "contact.html", 422 if problems else 200, contact=contact, columns=CONTACT,
        said=said_of(session, contact), problems=problems,
        did=timeline(session, visitor, "contact", contact_id),
        alike=merging.likely(session, contact_id, 5),
        may_write=visitor.may("contacts.write"), may_note=visitor.may("activities.write"),
    )  # fmt: skip


def timeline(session: Session, visitor: Visitor, whose: str, whose_id: UUID) -> list[Any]:
    """What happened with a contact or a company's people, the newest first; as far as one may see.

    `whose` is `contact` or `company`.
    """
    parts = [sql.format(mine=_MINE[whose]) for permission, sql in _DID if visitor.may(permission)]
    if whose == "company" and visitor.may("activities.read"):
        parts.append(_OF_COMPANY)
    if not parts:
        return []
    query = f"SELECT * FROM ({' UNION ALL '.join(parts)}) did ORDER BY at DESC NULLS LAST LIMIT 200"
    bound = {"organization": organization_of(session), "whose": whose_id,
             "user": visitor.caller.user_id}  # fmt: skip
    return list(session.execute(text(query), bound))


_MINE = {
    "contact": "= :whose",
    "company": "IN (SELECT p.id FROM contacts p WHERE p.organization_id = :organization"
    " AND p.company_id = :whose)",
}
_OF_COMPANY = (
    "SELECT 'note', n.created_at AS at, coalesce(n.title, ''), n.content, n.id FROM notes n"
    " WHERE n.organization_id = :organization AND n.company_id = :whose AND n.contact_id IS NULL"
    " AND (NOT n.is_private OR n.created_by = :user)"
)
_DID = (
    ("tickets.read",
     "SELECT 'ticket' AS kind, t.created_at AS at, e.name AS title, t.ticket_code AS told, t.id AS id"
     " FROM tickets t JOIN events e ON e.organization_id = t.organization_id AND e.id = t.event_id"
     " WHERE t.organization_id = :organization AND t.contact_id {mine}"),
    ("scans.read",
     "SELECT 'scan', s.judged_at, e.name, s.verdict || coalesce(' ' || s.reason, ''), s.id"
     " FROM scans s JOIN tickets t ON t.organization_id = s.organization_id AND t.id = s.ticket_id"
     " JOIN events e ON e.organization_id = s.organization_id AND e.id = s.event_id"
     " WHERE s.organization_id = :organization AND t.contact_id {mine}"),
    ("messages.read",
     "SELECT 'message', m.created_at, m.direction, left(coalesce(m.content, m.type), 200), m.id FROM messages m"
     " JOIN conversations c ON c.organization_id = m.organization_id AND c.id = m.conversation_id"
     " WHERE m.organization_id = :organization AND c.contact_id {mine}"),
    ("activities.read",
     "SELECT 'note', n.created_at, coalesce(n.title, ''), n.content, n.id FROM notes n"
     " WHERE n.organization_id = :organization AND n.contact_id {mine}"
     " AND (NOT n.is_private OR n.created_by = :user)"),
)  # fmt: skip

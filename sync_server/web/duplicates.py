"""Contacts who may be the same person: found, compared side by side, made one and parted."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.crm.people import merging
from sync_server.domains.crm.people.models import Contact
from sync_server.kernel import clock
from sync_server.kernel.errors import REFUSALS, NotFound, sentence_of
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of
from sync_server.web.contacts import CONTACT, said_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, go

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/contacts/duplicates")
def list_duplicates(
    request: Request, session: PageSession, visitor: Visitor = allows("contacts.read")
) -> Response:
    """Pairs to be looked at, and what was merged in the last thirty days."""
    return render(
        request, "duplicates.html", pairs=merging.likely(session), merges=_merges(session),
        may_write=visitor.may("contacts.write"), problems={},
    )  # fmt: skip


@router.get("/contacts/{contact_id}/merge/{other_id}")
def compare(
    request: Request,
    session: PageSession,
    contact_id: UUID,
    other_id: UUID,
    visitor: Visitor = allows("contacts.read"),
) -> Response:
    """Two contacts side by side."""
    return _compare(request, session, visitor, contact_id, other_id, {})


@router.post("/contacts/{contact_id}/merge/{other_id}")
def decide(
    request: Request,
    session: PageSession,
    contact_id: UUID,
    other_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("contacts.write"),
) -> Response:
    """Make them one, of whom `keep` stays; or say that they are two."""
    try:
        with session.begin_nested():
            if "apart" in fields:
                merging.keep_apart(session, contact_id, other_id)
                return go("/contacts/duplicates")
            keep, gone = contact_id, other_id
            if fields.get("keep") == str(other_id):
                keep, gone = gone, keep
            merging.merge(session, keep, gone, clock.now())
            return go(f"/contacts/{keep}")
    except REFUSALS as problem:
        problems = {"": sentence_of(problem)}
    return _compare(request, session, visitor, contact_id, other_id, problems)


@router.post("/contacts/duplicates/undo/{merge_id}")
def undo(
    request: Request,
    session: PageSession,
    merge_id: UUID,
    _visitor: Visitor = allows("contacts.write"),
) -> Response:
    """Make them two again."""
    try:
        with session.begin_nested():
            made = merging.undo(session, merge_id, clock.now())
            return go(f"/contacts/{made.survivor_id}")
    except REFUSALS as problem:
        return render(
            request, "duplicates.html", 422, pairs=merging.likely(session),
            merges=_merges(session), may_write=True, problems={"": sentence_of(problem)},
        )  # fmt: skip


def _compare(
    request: Request,
    session: Session,
    visitor: Visitor,
    contact_id: UUID,
    other_id: UUID,
    problems: dict[str, str],
) -> Response:
    both = [get_row(session, Contact, one) for one in (contact_id, other_id)]
    if contact_id == other_id:
        raise NotFound("These are one contact.")
    counts = [_held(session, one.id) for one in both]
    said = [said_of(session, one) for one in both]
    return render(
        request, "compare_contacts.html", 422 if problems else 200, both=both, said=said, counts=counts,
        columns=CONTACT, problems=problems, may_write=visitor.may("contacts.write"),
    )  # fmt: skip


def _held(session: Session, contact_id: UUID) -> Any:
    return session.execute(
        text(
            "SELECT (SELECT count(*) FROM tickets WHERE organization_id = :o AND contact_id = :c)"
            " AS tickets, (SELECT count(*) FROM orders WHERE organization_id = :o AND contact_id = :c)"
            " AS orders, (SELECT count(*) FROM notes WHERE organization_id = :o AND contact_id = :c)"
            " AS notes"
        ),
        {"o": organization_of(session), "c": contact_id},
    ).one()


def _merges(session: Session) -> list[Any]:
    rows = session.execute(
        text(
            "SELECT m.id, m.created_at, s.id AS survivor_id, s.name AS survivor, g.name AS merged"
            " FROM contact_merges m"
            " JOIN contacts s ON s.organization_id = m.organization_id AND s.id = m.survivor_id"
            " JOIN contacts g ON g.organization_id = m.organization_id AND g.id = m.merged_id"
            " WHERE m.organization_id = :organization AND m.created_at > :since"
            " AND m.snapshot ->> 'undone_at' IS NULL AND g.merged_into_id = s.id"
            " ORDER BY m.created_at DESC LIMIT 100"
        ),
        {"organization": organization_of(session), "since": clock.now() - merging.UNDONE_WITHIN},
    )
    return list(rows)

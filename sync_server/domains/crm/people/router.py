"""People and companies over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Request, Response
from sqlmodel import Session

from sync_server.domains.crm.people import erasure, merging
from sync_server.domains.crm.people.models import Company, Contact, ContactMerge
from sync_server.kernel import clock, errors
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import answer, build_router, tells
from sync_server.kernel.rows import find
from sync_server.kernel.schemas import Input, Output

_PROJECTED = ("marketing_consent", "email_consent", "sms_consent", "phone_consent",
              "whatsapp_consent", "opted_in", "opted_in_at")  # fmt: skip


def _named(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    """Whichever of the name and its parts is missing follows from the other."""
    if sent.get("name") and not sent.get("first_name") and not sent.get("last_name"):
        first, _, last = sent["name"].strip().rpartition(" ")
        sent["first_name"], sent["last_name"] = first or last, last if first else ""
    elif "name" in sent and not sent["name"]:
        parts = (sent.get("first_name"), sent.get("last_name"))
        sent["name"] = " ".join(part for part in parts if part) or None
    return sent


MERGES: Resource[ContactMerge] = Resource(
    table=ContactMerge, path="/contact-merges", permission="contacts", writes=NOTHING
)
RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Contact,
        path="/contacts",
        permission="contacts",
        hidden=("email_key",),
        read_only=(
            *_PROJECTED,
            "lead_score",
            "engagement_score",
            "message_count",
            "merged_into_id",
            "anonymized_at",
        ),
        archive=("status", "deleted"),
        keys=("email", "phone", "whatsapp_id"),
        checked=_named,
    ),
    Resource(table=Company, path="/companies", permission="contacts", keys=("domain", "name")),
    MERGES,
)

router = build_router(RESOURCES)

REFUSALS = errors.responses(
    errors.Unauthenticated, errors.Forbidden, errors.NotFound, errors.Conflict, errors.Invalid
)


class Merge(Input):
    """Who is the same person."""

    merged_id: UUID


class Alike(Output):
    """One of two contacts who may be the same."""

    id: UUID
    name: str
    company: str


class AlikePair(Output):
    """Two contacts who may be the same, and how alike they are, of 100."""

    first: Alike
    second: Alike
    likeness: int


@router.get("/contact-duplicates", tags=["contacts"], responses=REFUSALS)
def list_duplicates(
    session: TenantSession,
    _caller: Annotated[Caller, requires("contacts.read")],
    contact_id: UUID | None = None,
) -> list[AlikePair]:
    """Contacts whose name and company are alike, the most alike first; all, or of one contact."""
    return [
        AlikePair(first=_alike(pair.first), second=_alike(pair.second), likeness=pair.likeness)
        for pair in merging.likely(session, contact_id)
    ]


@router.post(
    "/contacts/{contact_id}/merge",
    tags=["contacts"],
    responses={200: tells("ContactMergeRead"), **REFUSALS},
    response_class=Response,
)
def merge_contacts(
    session: TenantSession,
    caller: Annotated[Caller, requires("contacts.write")],
    contact_id: UUID,
    body: Merge,
) -> Response:
    """Make two contacts one. Everything of the merged one becomes this contact's."""
    made = merging.merge(session, contact_id, body.merged_id, clock.now())
    return answer(find(session, MERGES, caller, made.id))


@router.post(
    "/contact-merges/{merge_id}/undo",
    tags=["contacts"],
    responses={200: tells("ContactMergeRead"), **REFUSALS},
    response_class=Response,
)
def undo_merge(
    session: TenantSession,
    caller: Annotated[Caller, requires("contacts.write")],
    merge_id: UUID,
) -> Response:
    """Make them two again, within thirty days."""
    merging.undo(session, merge_id, clock.now())
    return answer(find(session, MERGES, caller, merge_id))


def _alike(one: merging.Known) -> Alike:
    return Alike(id=one.id, name=one.name, company=one.company)


@router.post(
    "/contacts/{contact_id}/anonymise",
    status_code=204,
    tags=["contacts"],
    responses=REFUSALS,
)
def anonymise_contact(
    request: Request,
    session: TenantSession,
    _caller: Annotated[Caller, requires("contacts.write")],
    contact_id: UUID,
) -> Response:
    """Erase who somebody was; what they bought stays. Cannot be undone."""
    state = request.app.state
    erasure.anonymise(session, state.settings, state.box, contact_id)
    return Response(status_code=204)

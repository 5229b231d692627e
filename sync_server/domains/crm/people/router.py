"""People and companies over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Request, Response
from sqlmodel import Session

from sync_server.domains.crm.people import erasure
from sync_server.domains.crm.people.models import Company, Contact, ContactMerge
from sync_server.kernel import errors
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.resource import NOTHING, Resource, build_router

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
    Resource(table=ContactMerge, path="/contact-merges", permission="contacts", writes=NOTHING),
)

router = build_router(RESOURCES)


@router.post(
    "/contacts/{contact_id}/anonymise",
    status_code=204,
    tags=["contacts"],
    responses=errors.responses(
        errors.Unauthenticated, errors.Forbidden, errors.NotFound, errors.Conflict, errors.Invalid
    ),
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

"""Consents: the latest row of a channel counts, and the contact's flags show it (PL-4)."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.crm.people.events import ContactsMerged, ContactsParted
from sync_server.kernel.events import subscribe
from sync_server.kernel.session import organization_of

FLAGS = {
    "marketing": "marketing_consent",
    "email": "email_consent",
    "sms": "sms_consent",
    "phone": "phone_consent",
    "whatsapp": "whatsapp_consent",
}
"""The flag of `contacts` that shows a channel; other channels have none."""


def register() -> None:
    """Subscribe to what happens to contacts."""
    subscribe(ContactsMerged, follow)
    subscribe(ContactsParted, part)


def follow(session: Session, happened: ContactsMerged) -> None:
    """What a merged contact said last counts for the survivor where they said nothing later."""
    _say(session, happened.survivor_id, _LATER, {"merged": happened.merged_id})


def part(session: Session, happened: ContactsParted) -> None:
    """What the survivor had said themselves counts again, and nothing that came by the merge."""
    _say(session, happened.survivor_id, _OWN, {"since": happened.merged_at})


def _say(session: Session, contact_id: UUID, which: str, bound: dict[str, Any]) -> None:
    """Consents are never changed: what counts now is said once more."""
    rows = session.execute(
        text(
            "INSERT INTO consents (organization_id, id, contact_id, channel, status, legal_basis,"
            " source, wording, wording_version, proof, expires_at, created_at)"
            " SELECT :org, gen_random_uuid(), :contact, said.channel, said.status,"
            f" said.legal_basis, '{MERGE}', said.wording, said.wording_version, said.proof,"
            f" said.expires_at, clock_timestamp() FROM ({which}) said RETURNING id"
        ),
        {"org": organization_of(session), "contact": contact_id} | bound,
    )
    for row in rows.all():
        project(session, row.id)


MERGE = "merge"
_LATER = """
SELECT DISTINCT ON (c.channel) c.* FROM consents c WHERE c.organization_id = :org
 AND c.contact_id = :merged AND NOT EXISTS (SELECT 1 FROM consents o
  WHERE o.organization_id = :org AND o.contact_id = :contact AND o.channel = c.channel
  AND o.created_at > c.created_at)
ORDER BY c.channel, c.created_at DESC, c.id DESC"""
_OWN = f"""
SELECT DISTINCT ON (c.channel) c.organization_id, c.channel, coalesce(o.status, 'withdrawn') AS status,
 coalesce(o.legal_basis, c.legal_basis) AS legal_basis, o.wording, o.wording_version,
 coalesce(o.proof, '{{}}') AS proof, o.expires_at
FROM consents c LEFT JOIN LATERAL (SELECT * FROM consents p WHERE p.organization_id = :org
  AND p.contact_id = :contact AND p.channel = c.channel AND p.source <> '{MERGE}'
  ORDER BY p.created_at DESC LIMIT 1) o ON true
WHERE c.organization_id = :org AND c.contact_id = :contact AND c.source = '{MERGE}'
 AND c.created_at >= :since"""


def project(session: Session, consent_id: UUID) -> None:
    """Bring the contact's flag in line with the latest consent of the same channel."""
    row = session.execute(
        text(
            "SELECT latest.contact_id, latest.channel,"
            " latest.status = 'granted' AND coalesce(latest.expires_at > now(), true) AS given"
            " FROM consents said JOIN LATERAL (SELECT * FROM consents c"
            "  WHERE c.organization_id = said.organization_id AND c.contact_id = said.contact_id"
            "  AND c.channel = said.channel ORDER BY c.created_at DESC, c.id DESC LIMIT 1)"
            " latest ON true WHERE said.organization_id = :org AND said.id = :id"
        ),
        {"org": organization_of(session), "id": consent_id},
    ).one()
    flag = FLAGS.get(row.channel)
    if flag is not None:
        session.execute(
            text(f"UPDATE contacts SET {flag} = :given WHERE organization_id = :org AND id = :id"),
            {"given": row.given, "org": organization_of(session), "id": row.contact_id},
        )

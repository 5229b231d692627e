"""Consents: the latest row of a channel counts, and the contact's flags show it (PL-4)."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sync_server.kernel.session import organization_of

FLAGS = {
    "marketing": "marketing_consent",
    "email": "email_consent",
    "sms": "sms_consent",
    "phone": "phone_consent",
    "whatsapp": "whatsapp_consent",
}
"""The flag of `contacts` that shows a channel; other channels have none."""


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

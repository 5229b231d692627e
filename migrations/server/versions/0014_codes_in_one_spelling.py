"""Codes in one spelling

Codes of imports were stored under the digest of their text as it was written; doors look for the one
form that `shared.credentials` gives every spelling. Those that differ get a credential of that form.

Revision ID: 0014
Revises: 0013
"""

import re
import unicodedata
import uuid

import sqlalchemy as sa
from alembic import op

from shared.credentials import Medium, digest_of, from_text


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT_ONCE = 10_000


def upgrade() -> None:
    connection = op.get_bind()
    tables = ("tickets", "ticket_credentials")
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")  # those of everybody
    after = uuid.UUID(int=0), uuid.UUID(int=0)
    while rows := _codes_after(connection, *after):
        _present_too(connection, rows)
        after = rows[-1].organization_id, rows[-1].id
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Nothing to take back: a further digest of the same code does no harm."""


def _codes_after(connection, organization_id, ticket_id):
    return connection.execute(
        sa.text(
            "SELECT organization_id, id, event_id, ticket_code FROM tickets"
            " WHERE (organization_id, id) > (:organization, :ticket)"
            " ORDER BY organization_id, id LIMIT :most"
        ),
        {"organization": organization_id, "ticket": ticket_id, "most": _AT_ONCE},
    ).all()


def _stored(code):
    """The digest that a code was stored under so far."""
    text = unicodedata.normalize("NFC", code).strip()
    compact = re.sub(r"[\s\-\u2010-\u2015_.]+", "", text).upper()
    return digest_of(compact if re.fullmatch("[A-Z2-7]{16}", compact) else text)


def _present_too(connection, rows) -> None:
    codes = [(row, from_text(row.ticket_code, Medium.API)) for row in rows]
    values = [
        {
            "organization": row.organization_id,
            "id": uuid.uuid4(),
            "event": row.event_id,
            "ticket": row.id,
            "digest": code.digest,
            "label": code.tail,
        }
        for row, code in codes
        if not code.unreadable and code.digest != _stored(row.ticket_code)
    ]
    if values:
        connection.execute(
            sa.text(
                "INSERT INTO ticket_credentials"
                " (organization_id, id, event_id, ticket_id, kind, digest, label)"
                " SELECT :organization, :id, :event, :ticket, 'code', :digest, :label"
                " WHERE NOT EXISTS (SELECT 1 FROM ticket_credentials c"
                "  WHERE c.organization_id = :organization AND c.event_id = :event"
                "  AND c.digest = :digest)"
            ),
            values,
        )

"""Anonymising a contact (CR-11): who they were goes, what was sold stays."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import Table, or_, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Session

from sync_server.domains.crm.people import merging
from sync_server.domains.crm.people.models import Contact
from sync_server.kernel import clock, outbox, storage
from sync_server.kernel.errors import Conflict
from sync_server.kernel.rows import get_row
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION, ServerTable
from sync_server.settings import Settings

ERASED: dict[str, tuple[str, ...]] = {
    "attendees": ("first_name", "last_name", "email", "phone", "job_title", "badge_name",
                  "dietary_restrictions", "accessibility_needs", "custom_answers"),
    "tickets": ("holder_name", "holder_email", "holder_phone", "door_note"),
    "orders": ("buyer_name", "buyer_email", "buyer_phone", "utm", "metadata"),
    "interactions": ("subject", "content", "outcome", "next_action"),
    "notes": ("title", "content"),
    "tasks": ("description",),
    "leads": ("requirements", "decision_makers", "pain_points"),
    "opportunities": ("description",),
    "feedback": ("content",),
    "campaign_recipients": ("address",),
    "speakers": ("bio", "website_url", "linkedin_url", "twitter_handle", "headshot_url",
                 "bio_image_url", "video_intro_url", "dietary_restrictions",
                 "travel_arrangements", "accommodation_needs"),
    "promoters": ("company_name", "tax_id", "phone", "email", "address"),
    "exhibitor_staff": ("name", "email", "phone"),
    "exhibitor_leads": ("notes",),
    "survey_responses": ("answers", "ai_summary"),
    "generated_cards": ("input_data", "image_url", "thumbnail_url"),
    "conversations": ("state_data",),
    "preferences": ("value",),
    "contact_merges": ("snapshot",),
}  # fmt: skip
"""What is blanked in rows that name the contact."""
KEPT = {
    "companies", "voucher_redemptions", "waitlist_entries", "contact_metrics", "lead_score_events",
    "segment_members", "suppressions", "sponsors", "announcement_deliveries",
    "broadcast_recipients", "poll_votes", "consents", "contacts",
}  # fmt: skip
"""Rows that name the contact and hold nothing of the person beside the id."""
_OF_CONTACT = (
    "first_name", "last_name", "name", "email", "phone", "whatsapp_id", "date_of_birth", "gender",
    "address_line1", "address_line2", "city", "state_province", "postal_code", "job_title",
    "annual_income_range", "profile", "tags", "industry",
)  # fmt: skip
_DIGEST = re.compile("[0-9a-f]{64}")
"""How a photo answers: its file's SHA-256."""
_CHANNELS = {"email": ("email",), "phone": ("sms", "phone"), "whatsapp_id": ("whatsapp",)}


def anonymise(session: Session, settings: Settings, box: SecretBox, contact_id: UUID) -> None:
    """Erase who somebody was, everywhere, the audit log's values included. Cannot be undone.

    With all the contacts that they were known as before these were merged, whichever is named.
    """
    contact_id = merging.survivor_of(session, contact_id)
    if get_row(session, Contact, contact_id).anonymized_at is not None:
        raise Conflict("This contact was anonymised before.")
    for one in (contact_id, *merging.merged_into(session, contact_id)):
        _anonymise_one(session, settings, box, one)


def _anonymise_one(session: Session, settings: Settings, box: SecretBox, contact_id: UUID) -> None:
    contact = get_row(session, Contact, contact_id)
    session.expunge(contact)
    _suppress(session, box, contact)
    _blank_notes(session, contact_id)
    files = _files_of(session, contact_id) + _blank_answers(session, contact_id)
    ids = [contact_id]
    for name, columns in ERASED.items():
        ids += _blank_rows(session, _table(name), columns, contact_id)
    ids += _blank_messages(session, contact_id)
    contacts = _table("contacts")
    session.execute(
        update(contacts)
        .where(_mine(session, contacts), contacts.c.id == contact_id)
        .values(
            {name: _blank(contacts, name) for name in _OF_CONTACT}
            | {"status": "deleted", "anonymized_at": clock.now()}
        )
    )
    _forget_copies(session, contact, ids)
    for file_id in files:
        storage.remove(session, settings, file_id)
    # The trigger has just written what was there once more; all of it goes.
    session.execute(
        text("SELECT audit_erase(:entities, :ids)"),
        {"entities": ["contacts", "messages", "files", *ERASED], "ids": ids + files},
    )
    session.execute(text("SELECT audit_note('delete', 'contacts', :id)"), {"id": contact_id})
    outbox.record(session, "contact.anonymised", "contact", contact_id)


def _suppress(session: Session, box: SecretBox, contact: Contact) -> None:
    """Keep the addresses as keyed hashes, so that an import does not bring them back."""
    for column, channels in _CHANNELS.items():
        address = getattr(contact, column)
        for channel in channels if address else ():
            session.execute(
                text(
                    "INSERT INTO suppressions (organization_id, id, channel, address, reason)"
                    " VALUES (:org, :id, :channel, :address, 'erasure') ON CONFLICT DO NOTHING"
                ),
                {
                    "org": organization_of(session),
                    "id": clock.new_id(),
                    "channel": channel,
                    "address": hashed_address(box, address),
                },
            )


def _forget_copies(session: Session, contact: Contact, ids: list[UUID]) -> None:
    """Events, kept answers and refused import rows hold what was once sent; that goes too."""
    mine = {"org": organization_of(session)}
    session.execute(
        text(
            "UPDATE domain_events SET payload = '{}'"
            " WHERE organization_id = :org AND aggregate_id = ANY(:ids)"
        ),
        mine | {"ids": ids},
    )
    session.execute(
        text(
            "DELETE FROM idempotency_keys WHERE organization_id = :org"
            " AND response_body #>> '{body,id}' = ANY(:ids)"
        ),
        mine | {"ids": [str(row_id) for row_id in ids]},
    )
    for address in filter(None, (contact.email, contact.phone, contact.whatsapp_id)):
        session.execute(
            text(
                "DELETE FROM import_row_errors WHERE organization_id = :org"
                " AND EXISTS (SELECT 1 FROM jsonb_each_text(raw_row) cell"
                "  WHERE lower(cell.value) = lower(:address))"
            ),
            mine | {"address": address},
        )


def hashed_address(box: SecretBox, address: str) -> str:
    """How an erased address is kept on the suppression list."""
    return "hash:" + box.keyed_hash("address", address.strip().lower()).hex()


def _files_of(session: Session, contact_id: UUID) -> list[UUID]:
    """Take the files from the contact's cards; their ids."""
    cards = _table("generated_cards")
    theirs = _mine(session, cards) & (cards.c.contact_id == contact_id)
    found = [f for f in session.scalars(select(cards.c.file_id).where(theirs)) if f is not None]
    session.execute(update(cards).where(theirs).values(file_id=None))
    return found


def _blank_rows(
    session: Session, table: Table, columns: tuple[str, ...], contact_id: UUID
) -> list[UUID]:
    names = [one.name for one in table.c if one.info.get("references") == "contacts"]
    return list(
        session.scalars(
            update(table)
            .where(_mine(session, table), or_(*(table.c[name] == contact_id for name in names)))
            .values({name: _blank(table, name) for name in columns})
            .returning(table.c.id)
        )
    )


def _blank_messages(session: Session, contact_id: UUID) -> list[UUID]:
    messages, conversations = _table("messages"), _table("conversations")
    theirs = select(conversations.c.id).where(
        _mine(session, conversations), conversations.c.contact_id == contact_id
    )
    return list(
        session.scalars(
            update(messages)
            .where(_mine(session, messages), messages.c.conversation_id.in_(theirs))
            .values(content=None, media_url=None, payload=None, entities=None)
            .returning(messages.c.id)
        )
    )


def _blank_answers(session: Session, contact_id: UUID) -> list[UUID]:
    """What was answered at the door for the contact's tickets; the pictures among it."""
    scans, tickets, files = _table("scans"), _table("tickets"), _table("files")
    theirs = select(tickets.c.id).where(_mine(session, tickets), tickets.c.contact_id == contact_id)
    answered = (_mine(session, scans), scans.c.ticket_id.in_(theirs), scans.c.answers != {})
    given = session.scalars(select(scans.c.answers).where(*answered)).all()
    session.execute(update(scans).where(*answered).values(answers={}))
    digests = [
        bytes.fromhex(text_)
        for answers in given
        for text_ in answers.values()
        if isinstance(text_, str) and _DIGEST.fullmatch(text_)
    ]
    pictures = select(files.c.id).where(_mine(session, files), files.c.sha256.in_(digests))
    return list(session.scalars(pictures))


def _blank_notes(session: Session, contact_id: UUID) -> None:
    """What hosts wrote on the map about the contact's tickets."""
    moves, tickets = _table("seat_moves"), _table("tickets")
    theirs = select(tickets.c.id).where(_mine(session, tickets), tickets.c.contact_id == contact_id)
    noted = (_mine(session, moves), moves.c.action == "note", moves.c.ticket_id.in_(theirs))
    session.execute(update(moves).where(*noted).values(reason=None))


def _blank(table: Table, name: str) -> Any:
    column = table.c[name]
    if isinstance(column.type, ARRAY):
        return []
    if isinstance(column.type, JSONB):
        return {}
    return None if column.nullable else ""


def _table(name: str) -> Table:
    return ServerTable.metadata.tables[name]


def _mine(session: Session, table: Table) -> Any:
    return table.c[ORGANIZATION] == organization_of(session)

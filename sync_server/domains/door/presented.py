"""What was shown at a door, looked up: a ticket of this event, of another one, or nothing known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from shared.admission import Ticket
from shared.credentials import Credential, SignedTicket
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.service import FoundCredential
from sync_server.kernel.statements import Query, without_waiting

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Presented:
    """What a credential turned out to be."""

    ticket_id: UUID | None = None
    carried: Ticket | None = None
    forged: bool = False
    revoked_at: datetime | None = None
    other_event: str | None = None
    digest: bytes | None = None
    """Under which of the credential's digests it was found."""


def present(session: Session, shown: Sequence[tuple[UUID, Credential]]) -> list[Presented]:
    """Look credentials up, each at its event."""
    readable = [(event_id, c) for event_id, c in shown if not c.unreadable]
    digests = [(event_id, digest) for event_id, c in readable for digest in c.digests]
    with without_waiting(session) as batch:
        found = batch.send(sales.find_credentials(digests))
        keys = batch.send(signing_keys()) if any(c.signed for _, c in readable) else dict
    known, sought = keys(), found()
    return [_present(session, event_id, c, known, sought) for event_id, c in shown]


def _present(
    session: Session,
    event_id: UUID,
    credential: Credential,
    keys: Mapping[bytes, bytes],
    found: Mapping[tuple[UUID, bytes], FoundCredential],
) -> Presented:
    if credential.unreadable:
        return Presented()
    signed = credential.signed
    verified = False
    if signed is not None and signed.key_id in keys:
        verified = signed.verifies(keys[signed.key_id])
        if not verified:
            return Presented(forged=True)
    digests = credential.digests
    here = [digest for digest in digests if (event_id, digest) in found]
    if here:  # a live one before a revoked one, the likeliest spelling before others
        best = min(here, key=lambda digest: found[event_id, digest].revoked_at is not None)
        one = found[event_id, best]
        return Presented(one.ticket_id, revoked_at=one.revoked_at, digest=best)
    other = sales.event_presenting(session, event_id, digests)
    if other is None and signed is not None and verified and signed.event_id == event_id:
        return _signed(session, signed)
    return Presented(other_event=other)


def _signed(session: Session, signed: SignedTicket) -> Presented:
    """A verified code that is not listed: the ticket may still be here, re-issued since."""
    card = sales.cards([signed.ticket_id]).fetch(session).get(signed.ticket_id)
    if card is None:
        return Presented(signed.ticket_id, carried=carried_ticket(signed))
    old = signed.issue_number < card.issue_number
    return Presented(signed.ticket_id, revoked_at=_EVER if old else None)


def carried_ticket(signed: SignedTicket) -> Ticket:
    """What a verified code says of itself, for a ticket that is not in the list yet."""
    return Ticket(
        id=signed.ticket_id,
        ticket_type_id=signed.ticket_type_id,
        admits=signed.admits,
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
    )


def signing_keys() -> Query[dict[bytes, bytes]]:
    """Public keys of the organization by key id."""
    return Query(
        "SELECT key_id, public_key FROM ticket_signing_keys"
        " WHERE organization_id = %(organization)s AND revoked_at IS NULL",
        lambda rows: {bytes(row.key_id): bytes(row.public_key) for row in rows},
    )

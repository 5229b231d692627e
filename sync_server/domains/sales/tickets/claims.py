"""Which ticket a wristband presents: what doors linked and what the organizer did, in their order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from sqlalchemy import select, text
from sqlmodel import Session, col

from sync_server.domains.sales.tickets.models import TicketCredential
from sync_server.kernel.session import organization_of

Linked = tuple[UUID, datetime]
"""A ticket that a door linked a wristband to, and when."""


@dataclass(frozen=True)
class Claim:
    """A ticket that a door linked a wristband to. It holds unless the scan was taken back."""

    ticket_id: UUID
    kind: str
    label: str
    at: datetime
    order: tuple[int, str]
    holds: bool


@dataclass(frozen=True)
class Loss:
    """A ticket whose wristband a door replaced by another one."""

    ticket_id: UUID
    at: datetime
    order: tuple[int, str]


ELSEWHERE, TAKEN_BACK, REPLACED = (
    "linked to another ticket", "taken back at the door", "replaced at the door",
)  # fmt: skip


@dataclass(frozen=True)
class _Hold:
    """A moment from which a wristband presents a ticket."""

    order: tuple[int, str]
    ticket_id: UUID
    at: datetime


def settle_claims(
    session: Session,
    event_id: UUID,
    digest: bytes,
    claims: Sequence[Claim],
    losses: Sequence[Loss],
) -> None:
    """Let a wristband present the ticket it was linked to last (rule 19).

    What the organizer linked takes part with its own time. The same claims in any order, at once
    or one after the other, come to the same rows.
    """
    linked = {(claim.ticket_id, claim.at) for claim in claims}
    rows = [x for x in _presenting(session, event_id, digest) if x.revoke_reason in _BY_DOORS]
    holds = [
        _Hold((_ms(row.linked_at), ""), row.ticket_id, row.linked_at)
        for row in rows
        if (row.ticket_id, row.linked_at) not in linked
    ]
    holds += [_Hold(claim.order, claim.ticket_id, claim.at) for claim in claims if claim.holds]
    holds.sort(key=lambda hold: hold.order)
    first = _first(claims)
    for row in rows:
        claim = first.pop(row.ticket_id, None)
        if claim is not None and (row.ticket_id, row.linked_at) in linked:
            row.linked_at = claim.at
    rows += [_credential(session, event_id, digest, x) for x in _here(session, first)]
    ends = {row.id: _end(holds, losses, row) for row in rows}
    for ending in (True, False):  # two may not present at once, not even in between
        for row in rows:
            if (ends[row.id][0] is not None) is ending:
                row.revoked_at, row.revoke_reason = ends[row.id]
                session.add(row)
        session.flush()


def _first(claims: Sequence[Claim]) -> dict[UUID, Claim]:
    """The first claim of each ticket, also of one whose scans were all taken back."""
    return {
        claim.ticket_id: claim for claim in sorted(claims, key=attrgetter("order"), reverse=True)
    }


def _end(
    holds: Sequence[_Hold], losses: Sequence[Loss], row: TicketCredential
) -> tuple[datetime | None, str | None]:
    """When and why a wristband stopped presenting a ticket; None where it still does."""
    mine = [place for place, hold in enumerate(holds) if hold.ticket_id == row.ticket_id]
    if not mine:
        return row.linked_at, TAKEN_BACK
    last = holds[mine[-1]].order
    after = [(hold.order, hold.at, ELSEWHERE) for hold in holds[mine[-1] + 1 :]]
    after += [
        (loss.order, loss.at, REPLACED)
        for loss in losses
        if loss.ticket_id == row.ticket_id and loss.order > last
    ]
    _, at, reason = min(after, default=(None, None, None))
    return at, reason


def _credential(session: Session, event_id: UUID, digest: bytes, claim: Claim) -> TicketCredential:
    return TicketCredential(
        organization_id=organization_of(session),
        event_id=event_id,
        ticket_id=claim.ticket_id,
        kind=claim.kind,
        digest=digest,
        label=claim.label,
        linked_at=claim.at,
    )


def presented_before(
    session: Session, event_id: UUID, digest: bytes, moment: datetime, linked: Collection[Linked]
) -> UUID | None:
    """The ticket that a wristband presented by then, of those that no door linked it to."""
    rows = [
        row
        for row in _presenting(session, event_id, digest)
        if row.linked_at < moment and (row.ticket_id, row.linked_at) not in linked
    ]
    return max(rows, key=lambda row: row.linked_at).ticket_id if rows else None


_BY_DOORS = (None, ELSEWHERE, TAKEN_BACK, REPLACED)
"""What doors did to a wristband, and may turn out differently when more of it is known."""


def _presenting(session: Session, event_id: UUID, digest: bytes) -> list[TicketCredential]:
    return list(
        session.scalars(
            select(TicketCredential).where(
                col(TicketCredential.organization_id) == organization_of(session),
                col(TicketCredential.event_id) == event_id,
                col(TicketCredential.digest) == digest,
            )
        )
    )


def _here(session: Session, claims: Mapping[UUID, Claim]) -> list[Claim]:
    """Those of tickets that are here; a door may have let in one that was sold since."""
    if not claims:
        return []
    rows = session.execute(
        text("SELECT id FROM tickets WHERE organization_id = :organization AND id = ANY(:ids)"),
        {"organization": organization_of(session), "ids": list(claims)},
    )
    return [claims[ticket_id] for ticket_id in rows.scalars()]


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)

"""Conflicts in the database: stated anew whenever the facts they follow from are folded again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col

from shared.ids import conflict_id
from shared.ledger import Conflict
from sync_server.domains.door.facts import Key
from sync_server.domains.door.models import CheckInConflict
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Query

OVER_CAPACITY, REUSED = "entered_over_capacity", "credential_reused"
SEATED_TWICE = "double_seating"


@dataclass(frozen=True)
class Stated:
    """A conflict as the facts now have it."""

    event_id: UUID
    list_id: UUID | None
    ticket_id: UUID | None
    conflict: Conflict
    ended_at: datetime | None = None

    @property
    def id(self) -> UUID:
        """The same on every door and here."""
        return conflict_id(self.conflict.kind, self.conflict.entry_id)


def of_passages(ticket_ids: Collection[UUID]) -> Query[list[tuple[Key, UUID]]]:
    """The ids of the stored conflicts that the passages of these tickets decide about."""
    return Query(
        "SELECT id, check_in_list_id, ticket_id FROM check_in_conflicts"
        " WHERE organization_id = %(organization)s AND ticket_id = ANY(%(tickets)s)"
        " AND kind <> ALL(%(others)s)",
        lambda rows: [((row.check_in_list_id, row.ticket_id), row.id) for row in rows],
        {"tickets": list(ticket_ids), "others": [OVER_CAPACITY, SEATED_TWICE, REUSED]},
    )


def of_entries(session: Session, kind: str, entry_ids: Collection[UUID]) -> list[CheckInConflict]:
    """The stored conflicts of a kind that these journal entries lost."""
    rows = session.scalars(
        select(CheckInConflict).where(
            col(CheckInConflict.organization_id) == organization_of(session),
            col(CheckInConflict.kind) == kind,
            col(CheckInConflict.entry_id) == any_(literal(list(entry_ids), ARRAY(Uuid))),
        )
    )
    return list(rows)


def by_id(session: Session, ids: Collection[UUID]) -> list[CheckInConflict]:
    """Stored conflicts, to be stated anew."""
    if not ids:
        return []
    rows = session.scalars(
        select(CheckInConflict).where(
            col(CheckInConflict.organization_id) == organization_of(session),
            col(CheckInConflict.id) == any_(literal(list(ids), ARRAY(Uuid))),
        )
    )
    return list(rows)


def of_full_lists(session: Session, list_ids: Collection[UUID]) -> list[CheckInConflict]:
    """The stored stretches of these lists over their capacity."""
    rows = session.scalars(
        select(CheckInConflict).where(
            col(CheckInConflict.organization_id) == organization_of(session),
            col(CheckInConflict.check_in_list_id).in_(list_ids),
            col(CheckInConflict.kind) == OVER_CAPACITY,
        )
    )
    return list(rows)


def write(
    session: Session,
    stated: Collection[Stated],
    standing: Collection[CheckInConflict],
    at: datetime,
) -> None:
    """Conflicts appear, are restated in place, are withdrawn and return; none is deleted."""
    rows = {row.id: row for row in standing}
    for now in stated:
        row = rows.pop(now.id, None)
        if row is None:
            session.add(
                CheckInConflict(
                    organization_id=organization_of(session),
                    id=now.id,
                    event_id=now.event_id,
                    check_in_list_id=now.list_id,
                    ticket_id=now.ticket_id,
                    kind=now.conflict.kind,
                    entry_id=now.conflict.entry_id,
                    winner_entry_id=now.conflict.winner_entry_id,
                    persons=now.conflict.persons,
                    ended_at=now.ended_at,
                )
            )
        else:
            _restate(row, now, at)
    for row in rows.values():
        if row.withdrawn_at is None:
            row.withdrawn_at = row.restated_at = at
    session.flush()


def _restate(row: CheckInConflict, now: Stated, at: datetime) -> None:
    facts = {
        "ticket_id": now.ticket_id,
        "check_in_list_id": now.list_id,
        "winner_entry_id": now.conflict.winner_entry_id,
        "persons": now.conflict.persons,
        "withdrawn_at": None,
        "ended_at": now.ended_at,
    }
    if any(getattr(row, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(row, name, value)
        row.restated_at = at

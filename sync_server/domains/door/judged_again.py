"""What is judged again when something changes that it was judged by (ledger rule 11)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import Session

from sync_server.domains.door import ledger
from sync_server.domains.door.facts import list_passages, lists_of
from sync_server.kernel import clock
from sync_server.kernel.statements import fetch


def tickets(session: Session, ticket_ids: Collection[UUID]) -> None:
    """Judge the scans of these tickets again, after something about them changed."""
    keys = ledger.keys_of_tickets(session, ticket_ids)
    if keys:
        ledger.restate(session, keys, clock.now())


def type_of_tickets(session: Session, ticket_type_id: UUID) -> None:
    """Judge the scans of all tickets of a type again."""
    rows = fetch(
        session,
        "SELECT id FROM tickets WHERE organization_id = %(organization)s"
        " AND ticket_type_id = %(type)s",
        type=ticket_type_id,
    )
    tickets(session, [row.id for row in rows])


def lists(session: Session, list_ids: Collection[UUID]) -> None:
    """Judge all scans of lists again, after what they are judged by changed."""
    keys = list(list_passages(session, lists_of(list_ids).fetch(session), clock.now()))
    if keys:
        ledger.restate(session, keys, clock.now())


def lists_at(session: Session, event_id: UUID, *, by_gate: bool = False) -> list[UUID]:
    """The lists of an event; `by_gate`: those whose rules look at the gate."""
    rows = fetch(
        session,
        "SELECT id FROM check_in_lists WHERE organization_id = %(organization)s"
        " AND event_id = %(event)s AND (NOT %(by_gate)s OR strpos(rules::text, '\"gate\"') > 0)",
        event=event_id,
        by_gate=by_gate,
    )
    return [row.id for row in rows]


def let_in_at(session: Session, gate_id: UUID, list_ids: Sequence[UUID]) -> bool:
    """Whether anybody came in at a gate by one of these lists."""
    rows = fetch(
        session,
        "SELECT 1 FROM scans WHERE organization_id = %(organization)s AND gate_id = %(gate)s"
        " AND check_in_list_id = ANY(%(lists)s) AND verdict = 'accepted' LIMIT 1",
        gate=gate_id,
        lists=list(list_ids),
    )
    return bool(rows)

"""What the door does when something below it changes."""

from sqlmodel import Session

from sync_server.domains.door import ledger
from sync_server.domains.sales.tickets.events import TicketsChanged
from sync_server.kernel.events import subscribe
from sync_server.kernel.notify import announce


def judge_again(session: Session, changed: TicketsChanged) -> None:
    """Scans of changed tickets are judged again in the same transaction, and doors are told."""
    ledger.restate_tickets(session, changed.ticket_ids)
    announce(session, changed.event_id)


def register() -> None:
    """Subscribe this domain's handlers."""
    subscribe(TicketsChanged, judge_again)

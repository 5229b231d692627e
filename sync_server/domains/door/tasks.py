"""What the door does when something below it changes."""

from sqlmodel import Session

from sync_server.domains.door import capacity, judged_again
from sync_server.domains.sales.tickets.events import TicketsChanged, TicketTypeChanged
from sync_server.domains.venues.events import TimezoneChanged
from sync_server.kernel import clock
from sync_server.kernel.events import subscribe
from sync_server.kernel.notify import announce


def judge_again(session: Session, changed: TicketsChanged) -> None:
    """Scans of changed tickets are judged again in the same transaction, and doors are told."""
    judged_again.tickets(session, changed.ticket_ids)
    announce(session, changed.event_id)


def judge_type_again(session: Session, changed: TicketTypeChanged) -> None:
    """The same for all tickets of a type."""
    judged_again.type_of_tickets(session, changed.ticket_type_id)
    announce(session, changed.event_id)


def judge_event_again(session: Session, changed: TimezoneChanged) -> None:
    """Local times of its lists fall on other moments: when everybody is checked out, what is today."""
    judged_again.lists(session, judged_again.lists_at(session, changed.event_id))
    capacity.restate_event(session, changed.event_id, clock.now())
    announce(session, changed.event_id)


def register() -> None:
    """Subscribe this domain's handlers."""
    subscribe(TicketsChanged, judge_again)
    subscribe(TicketTypeChanged, judge_type_again)
    subscribe(TimezoneChanged, judge_event_again)

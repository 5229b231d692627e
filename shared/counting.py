"""Persons expected, come and inside: the numbers of every door and page, and what they mean.

`docs/numbers.md` says it for people. Whoever counts many tickets may add up tickets of one kind; what
each kind and each passage comes to is told here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared import rules
from shared.admission import CheckInList, Reason, Ticket
from shared.ledger import Passage
from shared.rooms import come, in_room

SHUT_OUT = frozenset(
    {Reason.CANCELED, Reason.REFUNDED, Reason.BLOCKED, Reason.REVOKED, Reason.UNAPPROVED}
)
"""What a ticket may be that is expected nowhere. Who has not paid may pay at the door."""


@dataclass(frozen=True)
class Count:
    """Persons. `expected` have not come and still may; `taken` of those who came would be, too."""

    expected: int = 0
    come: int = 0
    inside: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.expected + other.expected, self.come + other.come, self.inside + other.inside
        )

    @property
    def of(self) -> int:
        """Everybody there is: who has come and who is expected."""
        return self.come + self.expected


def stands(ticket: Ticket, at: datetime) -> bool:
    """Whether nothing keeps this ticket out for good."""
    return not any(state.name in SHUT_OUT and state.holds(at) for state in ticket.states)


def is_for(one: CheckInList, ticket: Ticket) -> bool:
    """Whether a list could ever let this kind of ticket in, at some time and some gate.

    By its type or product, its date, its validity against the list's hours, and the list's rule.
    """
    dates = {one.event_date, ticket.event_date} - {None}
    return (
        one.takes(ticket)
        and len(dates) < 2
        and not _is_before(one.closes_at, ticket.valid_from)
        and not _is_before(ticket.valid_until, one.opens_at)
        and rules.may_hold(
            one.rule,
            {
                "ticket_type": ticket.ticket_type,
                "attention": ticket.attention,
                "list": one.name,
            },
        )
    )


def on_list(one: CheckInList, ticket: Ticket, passage: Passage, at: datetime) -> Count:
    """One ticket on one list."""
    arrived = come(passage)
    awaited = ticket.admits - arrived if stands(ticket, at) and is_for(one, ticket) else 0
    return Count(expected=max(0, awaited), come=arrived, inside=passage.heads)


def in_house(
    lists: Iterable[CheckInList], ticket: Ticket, passages: Sequence[Passage], at: datetime
) -> Count:
    """One ticket at the whole event, whichever of its lists it came by; `passages` are all it has.

    What is added to a ticket is no further guest.
    """
    if ticket.product_id is not None:
        return Count()
    there = in_room(passages, at)
    awaited = stands(ticket, at) and any(is_for(one, ticket) for one in lists)
    missing = max(0, ticket.admits - there.come) if awaited else 0
    return Count(expected=missing, come=there.come, inside=there.heads)


def _is_before(end: datetime | None, start: datetime | None) -> bool:
    return end is not None and start is not None and end < start

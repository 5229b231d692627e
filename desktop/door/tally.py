"""Notes what a ticket's scans come to on each list, for the sums that doors ask for with every scan."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from desktop.clock import from_ms
from desktop.door.catalogue import ListRow
from desktop.door.facts import FactReader
from desktop.storage.occupancy import Left, Occupancy
from shared.admission import Ticket
from shared.counting import is_for, stands
from shared.ledger import Annul, Passage, Scan, fold
from shared.rooms import come, in_room

Scans = Sequence[tuple[str, Scan | Annul]]
"""Accepted scans of one ticket with the lists they are on, and the annuls that name them."""


def tally(
    facts: FactReader,
    occupancy: Occupancy,
    ticket_id: str,
    ticket: Ticket | None,
    list_ids: Iterable[str],
    scans: Scans,
    at: datetime,
) -> None:
    """Note a ticket on these lists, and on the others of their zones. In a transaction.

    `ticket` is None where the guest list does not have it; of a list that is not there nothing can
    be folded, and nothing is counted until it comes.
    """
    done: set[str] = set()
    for list_id in list_ids:
        if list_id in done:
            continue
        row = facts.list_row(list_id)
        if row is None:
            occupancy.uncount(list_id, ticket_id)
            continue
        rows = _room(facts, row, {where for where, _ in scans})
        passages = [_as_left(one, ticket, scans) for one in rows]
        heads = in_room(passages, from_ms(0)).by_list
        for one, passage, share in zip(rows, passages, heads, strict=True):
            left = _left(one, ticket, passage, share, at)
            occupancy.occupy(str(one.list.id), ticket_id, left)
            done.add(str(one.list.id))


def _room(facts: FactReader, row: ListRow, where: set[str]) -> list[ListRow]:
    """The list, and the others of its zone that the ticket was scanned on."""
    others = facts.catalogue.lists_of_zone(row.zone_id) if row.zone_id and len(where) > 1 else []
    return [row, *(x for x in others if x.list.id != row.list.id and str(x.list.id) in where)]


def _as_left(row: ListRow, ticket: Ticket | None, scans: Scans) -> Passage:
    """The passage as its last scan left it, without the check-outs that came later."""
    terms = row.list.terms(ticket.admits if ticket else 1)
    return fold(terms, [scan for where, scan in scans if where == str(row.list.id)], from_ms(0))


def _left(row: ListRow, ticket: Ticket | None, passage: Passage, share: int, at: datetime) -> Left:
    arrived = come(passage)
    awaited = ticket is not None and stands(ticket, at) and is_for(row.list, ticket)
    at_ms = passage.live[-1].stamp.at_ms if passage.live else 0
    return Left(at_ms, passage.heads, share, arrived, arrived if awaited else 0)

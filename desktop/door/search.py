"""Finding a ticket by what a guest can say: name, order, seat, end of the code."""

import re
from dataclasses import dataclass
from uuid import UUID

from desktop.storage.database import Database

MAX_HITS = 50
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class Hit:
    """One ticket that fits; enough to tell two people of one name apart."""

    ticket_id: UUID
    holder: str
    ticket_type: str
    seat: str
    reference: str
    code_tail: str
    inside: int


def search(database: Database, text: str, list_id: str) -> list[Hit]:
    """Tickets whose every word begins with the typed words; accents do not matter."""
    words = _WORD.findall(text)[:8]
    if not words:
        return []
    query = " ".join(f'"{word}"*' for word in words)
    rows = database.all(
        "SELECT t.id, t.holder_name, y.name, t.seat_label, t.external_reference, s.code,"
        " coalesce(o.heads, 0)"
        " FROM (SELECT ticket_id, code FROM replica.ticket_search"
        "  WHERE ticket_search MATCH ? LIMIT ?) s"
        " JOIN replica.tickets t ON t.id = s.ticket_id"
        " JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
        " LEFT JOIN occupancy o ON o.ticket_id = t.id AND o.list_id = ?"
        " ORDER BY t.holder_name, t.external_reference",
        (query, MAX_HITS, list_id),
    )
    return [
        Hit(
            UUID(row[0]), row[1] or "", row[2], row[3] or "", row[4] or "",
            (row[5] or "").split(" ")[0], row[6],
        )
        for row in rows
    ]  # fmt: skip

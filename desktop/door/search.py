"""Finding a ticket by what a guest can say: name, order, company, seat, end of the code.

Words may be begun, mistyped, without their accents, or in Latin letters where the list has others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

from desktop.storage.database import Database

MAX_HITS = 50
_ENOUGH = 3
"""With fewer exact hits than this, words that look alike are tried too."""
_SHORTEST = 4
_LOOKALIKES = 12
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_VOCABULARY = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary"
    " USING fts5vocab('replica', 'ticket_search', 'col')"
)


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
    company: str = ""


class TicketSearch:
    """Searches the attached replica. Holds the words of all names, for the mistyped ones."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._words: Sequence[str] | None = None

    def forget(self) -> None:
        """The replica is another one, or names were added."""
        self._words = None
        self._db.execute("DROP TABLE IF EXISTS temp.vocabulary")

    def find(self, text: str, list_id: str) -> list[Hit]:
        """Tickets whose every word begins with, or looks like, a typed word; exact ones first."""
        words = [word.lower() for word in _WORD.findall(text)][:8]
        if not words:
            return []
        hits = self._match([_beginning(word) for word in words], list_id)
        if len(hits) < _ENOUGH and any(len(word) >= _SHORTEST for word in words):
            known = {hit.ticket_id for hit in hits}
            alike = self._match([self._alike(word) for word in words], list_id)
            hits += [hit for hit in alike if hit.ticket_id not in known]
        return hits[:MAX_HITS]

    def _alike(self, word: str) -> str:
        """The word's own beginning, or any word of a name within a slip or two of it."""
        folded = anyascii(word).lower()
        slips = 0 if len(folded) < _SHORTEST else 1 if len(folded) < 7 else 2
        if not slips:
            return _beginning(word)
        found = process.extract(
            folded, self._names(), scorer=OSA.distance, score_cutoff=slips, limit=_LOOKALIKES
        )
        return " OR ".join([_beginning(word), *(f'"{name}"' for name, _, _ in found)])

    def _names(self) -> Sequence[str]:
        if self._words is None:
            self._db.execute(_VOCABULARY)
            rows = self._db.all(
                "SELECT DISTINCT term FROM temp.vocabulary WHERE col IN ('holder', 'company')"
            )
            self._words = [row[0] for row in rows if not row[0].isdecimal()]
        return self._words

    def _match(self, words: Sequence[str], list_id: str) -> list[Hit]:
        query = " AND ".join(f"({word})" for word in words)
        rows = self._db.all(
            "SELECT t.id, t.holder_name, y.name, t.seat_label,"
            " coalesce(r.order_number, t.external_reference), s.code,"
            " CASE WHEN o.at_ms > l.since_ms THEN o.heads ELSE 0 END,"
            " r.company_name"
            " FROM (SELECT ticket_id, code FROM replica.ticket_search"
            "  WHERE ticket_search MATCH ? LIMIT ?) s"
            " JOIN replica.tickets t ON t.id = s.ticket_id"
            " JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
            " LEFT JOIN replica.orders r ON r.id = t.order_id"
            " LEFT JOIN occupancy o ON o.ticket_id = t.id AND o.list_id = ?"
            " LEFT JOIN list_totals l ON l.list_id = o.list_id"
            " ORDER BY t.holder_name, 5, t.id",
            (query, MAX_HITS, list_id),
        )
        return [
            Hit(
                UUID(row[0]), row[1] or "", row[2], row[3] or "", row[4] or "",
                (row[5] or "").split(" ")[0], row[6], row[7] or "",
            )
            for row in rows
        ]  # fmt: skip


def _beginning(word: str) -> str:
    """Anything that begins so, in its own letters or in Latin ones."""
    folded = "".join(_WORD.findall(anyascii(word).lower()))
    either = [f'"{word}"*', f'"{folded}"*' if folded and folded != word else ""]
    return " OR ".join(part for part in either if part)

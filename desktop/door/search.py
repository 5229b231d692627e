"""Finding a ticket by what a guest can say: name, order, company, seat, end of the code.

Words may be begun, mistyped, without their accents, or in Latin letters where the list has others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA

from desktop.storage.database import Database
from shared.folding import latin, words

MAX_HITS = 50
_ENOUGH = 3
"""With fewer exact hits than this, words that look alike are tried too."""
_SHORTEST = 4
_LOOKALIKES = 12
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
        """Tickets that have every typed word: whole words before beginnings, before what looks alike.

        Each kind is asked for by itself, so that no limit cuts off a better one.
        """
        typed = words(text)[:8]
        if not typed:
            return []
        whole, begun = [_whole(word) for word in typed], [_beginning(word) for word in typed]
        hits: dict[UUID, Hit] = {}
        for wanted in (whole, [*whole[:-1], begun[-1]], begun):
            if len(hits) < MAX_HITS:
                hits |= {
                    h.ticket_id: h for h in self._match(wanted, list_id) if h.ticket_id not in hits
                }
        if len(hits) < _ENOUGH and any(len(word) >= _SHORTEST for word in typed):
            alike = self._match([self._alike(word) for word in typed], list_id)
            hits |= {hit.ticket_id: hit for hit in alike if hit.ticket_id not in hits}
        return list(hits.values())[:MAX_HITS]

    def _alike(self, word: str) -> str:
        """The word's own beginning, or any word of a name within a slip or two of it."""
        folded = latin(word)
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

    def _match(self, wanted: Sequence[str], list_id: str) -> list[Hit]:
        """The shortest names first: who has just the name that was typed."""
        query = " AND ".join(f"({word})" for word in wanted)
        # Beginnings of a letter or two are in half of all names: those are taken as they come.
        order = "" if any(word.endswith("*") for word in wanted) else " ORDER BY length(holder)"
        rows = self._db.all(
            "SELECT t.id, t.holder_name, y.name, t.seat_label,"
            " coalesce(r.order_number, t.external_reference), s.code,"
            " CASE WHEN o.at_ms > l.since_ms THEN o.heads ELSE 0 END,"
            " r.company_name"
            " FROM (SELECT ticket_id, code FROM replica.ticket_search"
            f"  WHERE ticket_search MATCH ?{order} LIMIT ?) s"
            " JOIN replica.tickets t ON t.id = s.ticket_id"
            " JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
            " LEFT JOIN replica.orders r ON r.id = t.order_id"
            " LEFT JOIN occupancy o ON o.ticket_id = t.id AND o.list_id = ?"
            " LEFT JOIN list_totals l ON l.list_id = o.list_id"
            " ORDER BY length(t.holder_name), t.holder_name, 5, t.id",
            (query, MAX_HITS, list_id),
        )
        return [
            Hit(
                UUID(row[0]), row[1] or "", row[2], row[3] or "", row[4] or "",
                (row[5] or "").split(" ")[0], row[6], row[7] or "",
            )
            for row in rows
        ]  # fmt: skip


def _whole(word: str) -> str:
    """Just this word, in its own letters or in Latin ones."""
    return " OR ".join(f'"{form}"' for form in dict.fromkeys((word, latin(word))) if form)


def _beginning(word: str) -> str:
    """Anything that begins so, in its own letters or in Latin ones."""
    return " OR ".join(f'"{form}"*' for form in dict.fromkeys((word, latin(word))) if form)

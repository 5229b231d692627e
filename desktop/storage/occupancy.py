"""How many are inside each list, kept up with every scan instead of counted from all of them.

A ticket's row says how many its last scan left inside, whatever the time is; which check-outs have
passed since then is asked with the time. So it holds for a clock that goes back, too.
"""

from collections.abc import Sequence

from desktop.clock import from_ms, to_ms
from desktop.storage.database import Database
from shared.ledger import Passage, Terms, last_check_out


class Occupancy:
    """Tables of the journal's file. Writes happen in the transaction of whoever calls."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def occupy(self, list_id: str, ticket_id: str, passage: Passage) -> None:
        """Note how many of a ticket are in a list; in the same transaction as the scan.

        `passage` is as its last scan left it, without the check-outs that came later.
        """
        before = self._db.one(
            "SELECT heads, at_ms FROM occupancy WHERE list_id = ? AND ticket_id = ?",
            (list_id, ticket_id),
        )
        total = self._db.one("SELECT since_ms FROM list_totals WHERE list_id = ?", (list_id,))
        since = total[0] if total else 0
        counted = before[0] if before and before[1] > since else 0
        last_ms = passage.live[-1].stamp.at_ms if passage.live else 0
        counts = passage.heads if last_ms > since else 0
        self._db.execute(
            "INSERT OR REPLACE INTO occupancy (list_id, ticket_id, at_ms, heads)"
            " VALUES (?, ?, ?, ?)",
            (list_id, ticket_id, last_ms, passage.heads),
        )
        self._db.execute(
            "INSERT INTO list_totals (list_id, heads, since_ms) VALUES (?, ?, ?)"
            " ON CONFLICT (list_id) DO UPDATE SET heads = heads + ?",
            (list_id, counts, since, counts - counted),
        )

    def uncount(self, list_id: str, ticket_id: str) -> None:
        """Forget how many of a ticket are in a list, until it can be folded again."""
        row = self._db.one(
            "SELECT heads, at_ms FROM occupancy WHERE list_id = ? AND ticket_id = ?",
            (list_id, ticket_id),
        )
        if row is not None:
            self._db.execute(
                "UPDATE list_totals SET heads = heads - ? WHERE list_id = ? AND since_ms < ?",
                (row[0], list_id, row[1]),
            )
            self._db.execute(
                "DELETE FROM occupancy WHERE list_id = ? AND ticket_id = ?", (list_id, ticket_id)
            )

    def of(self, list_ids: Sequence[str], ticket_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Passages of any of these lists, and those of these tickets that were counted."""
        marks = [", ".join("?" * len(ids)) for ids in (list_ids, ticket_ids)]
        rows = self._db.all(
            "SELECT list_id, ticket_id FROM occupancy"
            f" WHERE list_id IN ({marks[0]}) OR ticket_id IN ({marks[1]})",
            [*list_ids, *ticket_ids],
        )
        waiting = [key for key in self.uncounted() if key[0] in list_ids] if list_ids else []
        return [(row[0], row[1]) for row in rows] + waiting

    def uncounted(self) -> list[tuple[str, str]]:
        """Passages with accepted scans that the occupancy does not know: their list was not here."""
        rows = self._db.all(
            "SELECT DISTINCT s.list_id, s.ticket_id FROM scans s LEFT JOIN occupancy o"
            " ON o.list_id = s.list_id AND o.ticket_id = s.ticket_id"
            " WHERE s.verdict = 'accepted' AND s.ticket_id IS NOT NULL AND o.list_id IS NULL"
        )
        return [(row[0], row[1]) for row in rows]

    def heads_in(self, list_id: str, terms: Terms, at_ms: int) -> int:
        """How many persons are in a list now; writes where a check-out came in between."""
        cut = last_check_out(terms, from_ms(at_ms))
        since = to_ms(cut) - 1 if cut else 0
        row = self._db.one("SELECT heads, since_ms FROM list_totals WHERE list_id = ?", (list_id,))
        if row is None:
            return 0
        if row[1] == since:
            return int(row[0])
        counted = self._db.one(
            "SELECT coalesce(sum(heads), 0) FROM occupancy WHERE list_id = ? AND at_ms > ?",
            (list_id, since),
        )
        heads = int(counted[0]) if counted else 0
        self._db.execute(
            "UPDATE list_totals SET heads = ?, since_ms = ? WHERE list_id = ?",
            (heads, since, list_id),
        )
        return heads

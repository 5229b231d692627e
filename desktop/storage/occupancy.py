"""Persons of each list, kept up with every scan instead of counted from all of them.

A ticket's row says what its last scan left, whatever the time is; which check-outs have passed since
then is asked with the time. So it holds for a clock that goes back, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.clock import from_ms, to_ms
from desktop.storage.database import Database
from shared.ledger import Terms, last_check_out


@dataclass(frozen=True)
class Left:
    """What the last scan of a ticket on a list, at `at_ms`, left of it (`shared.counting`).

    `in_room`: of the heads of the list's zone, those who came in by this list. `come`: persons who
    ever came by it; `taken`: of those who were expected.
    """

    at_ms: int
    heads: int = 0
    in_room: int = 0
    come: int = 0
    taken: int = 0


@dataclass(frozen=True)
class Totals:
    """The sums of a list."""

    heads: int = 0
    in_room: int = 0
    come: int = 0
    taken: int = 0


_WAS = "SELECT {} FROM occupancy o WHERE o.list_id = ?1 AND o.ticket_id = ?2"
_HERE = "(o.at_ms > list_totals.since_ms) * o."
_ADD = f"""
INSERT INTO list_totals (list_id, heads, in_room, come, taken, since_ms)
VALUES (?1, ?4, ?5, ?6, ?7, 0) ON CONFLICT (list_id) DO UPDATE SET
 heads = heads + (?3 > since_ms) * ?4 - coalesce(({_WAS.format(_HERE + "heads")}), 0),
 in_room = in_room + (?3 > since_ms) * ?5 - coalesce(({_WAS.format(_HERE + "in_room")}), 0),
 come = come + ?6 - coalesce(({_WAS.format("o.come")}), 0),
 taken = taken + ?7 - coalesce(({_WAS.format("o.taken")}), 0)
"""
"""Brings the sums of a list from what a ticket's row says to what it will say. Who was checked out
before is in no sum of heads."""


class Occupancy:
    """Tables of the journal's file. Writes happen in the transaction of whoever calls."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def occupy(self, list_id: str, ticket_id: str, left: Left) -> None:
        """Note what is left of a ticket in a list; in the same transaction as the scan."""
        numbers = (left.at_ms, left.heads, left.in_room, left.come, left.taken)
        self._db.execute(_ADD, (list_id, ticket_id, *numbers))
        self._db.execute(
            "INSERT OR REPLACE INTO occupancy"
            " (list_id, ticket_id, at_ms, heads, in_room, come, taken) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (list_id, ticket_id, *numbers),
        )

    def uncount(self, list_id: str, ticket_id: str) -> None:
        """Forget what is left of a ticket in a list, until it can be folded again."""
        self._db.execute(_ADD, (list_id, ticket_id, 0, 0, 0, 0, 0))
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

    def totals(self, lists: Mapping[str, Terms], at_ms: int) -> dict[str, Totals]:
        """The sums of lists now; writes where a check-out came in between."""
        marks = ", ".join("?" * len(lists))
        rows = self._db.all(
            "SELECT list_id, since_ms, heads, in_room, come, taken FROM list_totals"
            f" WHERE list_id IN ({marks})",
            list(lists),
        )
        told = dict.fromkeys(lists, Totals())
        for list_id, since_ms, *sums in rows:
            cut = last_check_out(lists[list_id], from_ms(at_ms))
            since = to_ms(cut) - 1 if cut else 0
            there = sums[:2] if since_ms == since else self._since(list_id, since)
            told[list_id] = Totals(*there, *sums[2:])
        return told

    def _since(self, list_id: str, since: int) -> Sequence[int]:
        """Heads of those who came after a check-out, counted anew and kept."""
        counted = self._db.one(
            "SELECT coalesce(sum(heads), 0), coalesce(sum(in_room), 0) FROM occupancy"
            " WHERE list_id = ? AND at_ms > ?",
            (list_id, since),
        )
        heads, in_room = counted or (0, 0)
        self._db.execute(
            "UPDATE list_totals SET heads = ?, in_room = ?, since_ms = ? WHERE list_id = ?",
            (heads, in_room, since, list_id),
        )
        return heads, in_room

"""What a journal may forget: the signed texts that a backup of the server holds (ledger rules 4, 6).

Numbers, hashes and what decisions read stay: forgetting changes no verdict and no count.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop.storage.database import Database

KEPT = "length(body) > 0"
"""In SQL: the text of an entry is still here."""
_OWN = f"status = 'stored' AND {KEPT}"
_OTHERS = f"at_server = 1 AND counts = 1 AND {KEPT}"


@dataclass(frozen=True)
class Remembered:
    """The newest entry of a device whose text is here, and that the server has."""

    device_id: str
    seq: int
    hash: bytes


def remembered(database: Database) -> list[Remembered]:
    """What might be forgotten, by device: own entries and others'."""
    rows = database.all(
        "SELECT device_id, max(seq), hash FROM ("
        f" SELECT device_id, seq, hash FROM entries WHERE {_OWN} UNION ALL"
        f" SELECT device_id, seq, hash FROM foreign_entries WHERE {_OTHERS})"
        " GROUP BY device_id ORDER BY device_id"
    )
    return [Remembered(device_id, seq, bytes(digest)) for device_id, seq, digest in rows]


def forgettable(database: Database, device_id: str, seq: int, digest: bytes) -> list[bytes]:
    """Hashes of what may be forgotten of a device up to the entry of this number and hash, each once.

    None where this kiosk knows another entry of that number: then a number says too little.
    """
    rows = database.all(
        f"SELECT seq, hash, {_OWN} FROM entries WHERE device_id = ?1 AND seq <= ?2 UNION ALL"
        f" SELECT seq, hash, {_OTHERS} FROM foreign_entries WHERE device_id = ?1 AND seq <= ?2",
        (device_id, seq),
    )
    if any(number == seq and bytes(found) != digest for number, found, _ in rows):
        return []
    # A kiosk on a restored disk has entries of its earlier device as its own and as another's.
    return list(dict.fromkeys(bytes(found) for _, found, may in rows if may))


def forget(database: Database, hashes: Sequence[bytes]) -> None:
    """Empty these entries, but for what the server does not have. In a transaction."""
    _empty(database, "entries", ("body", "signature"), hashes, _OWN)
    _empty(database, "foreign_entries", ("body", "signature"), hashes, _OTHERS)


def _empty(
    database: Database, table: str, emptied: Collection[str], hashes: Sequence[bytes], which: str
) -> None:
    """Take rows out and put them in their old places, emptied and without answers.

    An UPDATE would leave pages nearly empty for good: SQLite joins them where rows go, and not
    where they shrink.
    """
    info = database.all("SELECT name FROM pragma_table_info(?)", (table,))
    names = [name for (name,) in info if name != "answers"]
    columns = ", ".join(names)
    shown = ", ".join("x''" if name in emptied else name for name in names)
    rows = [
        row
        for digest in hashes
        for row in database.all(
            f"SELECT rowid, {shown} FROM {table} WHERE hash = ? AND {which}", (digest,)
        )
    ]
    database.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(row[0],) for row in rows])
    marks = ", ".join("?" * (len(names) + 1))
    database.executemany(f"INSERT INTO {table} (rowid, {columns}) VALUES ({marks})", rows)

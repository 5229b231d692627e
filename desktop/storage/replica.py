"""The replica: a mirror of what the server lets a door know. Disposable; written by sync only.

A snapshot is loaded into a new file and becomes the replica only when its end line is right.
"""

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from desktop.storage.database import Corrupted, Database
from shared.folding import searchable

TABLES: Mapping[str, tuple[str, ...]] = {
    "events": ("name", "timezone", "currency", "starts_at", "ends_at", "doors_open_at", "capacity",
               "status"),
    "zones": ("event_id", "name", "capacity", "capacity_mode"),
    "gates": ("event_id", "name", "zone_id", "sort_order"),
    "ticket_types": ("event_id", "name", "ticket_category", "valid_from", "valid_until",
                     "valid_while_pending", "requires_wristband", "sort_order"),
    "products": ("event_id", "name", "product_type"),
    "check_in_lists": ("event_id", "event_date", "zone_id", "name", "all_ticket_types",
                       "entry_policy", "admits_pending", "match_addons", "opens_at", "closes_at",
                       "capacity", "capacity_mode", "acknowledge_attention", "exit_all_at",
                       "rules", "older_symbologies"),
    "check_in_list_ticket_types": ("check_in_list_id", "ticket_type_id"),
    "check_in_list_products": ("check_in_list_id", "product_id"),
    "devices": ("event_id", "name", "gate_id", "public_key", "certificate", "revoked_at"),
    "device_lists": ("device_id", "check_in_list_id"),
    "check_in_questions": ("event_id", "prompt", "answer_kind", "options", "required",
                           "sort_order"),
    "check_in_question_ticket_types": ("check_in_question_id", "ticket_type_id"),
    "event_staff": ("event_id", "display_name", "staff_role", "gate_id", "pin_hash",
                    "is_supervisor", "shift_start", "shift_end", "revoked_at"),
    "ticket_signing_keys": ("key_id", "public_key", "not_before", "revoked_at"),
    "orders": ("event_id", "order_number", "company_name"),
    "tickets": ("event_id", "ticket_type_id", "order_id", "holder_name", "issue_number", "product_id",
                "addon_to_id", "seat_label", "external_reference", "admits", "event_date",
                "valid_from", "valid_until", "attention", "door_note"),
    "ticket_states": ("ticket_id", "state", "since", "until"),
    "ticket_credentials": ("event_id", "ticket_id", "kind", "digest", "label", "revoked_at"),
    "other_credentials": ("event_id", "digest"),
    "seat_maps": ("event_id", "name", "map_type", "total_capacity", "svg_content", "layout"),
    "seats": ("seat_map_id", "guid", "section_name", "row_label", "row_number", "seat_number",
              "seat_label", "kind", "capacity", "x", "y", "width", "height", "rotation",
              "category", "is_accessible", "min_spend", "is_blocked", "block_reason",
              "held_by_staff_id", "hold_reason"),
    "seat_assignments": ("seat_map_id", "seat_id", "ticket_id", "seat_label", "place", "person",
                         "accessibility_needs", "dietary_restrictions", "host"),
    "check_in_conflicts": ("event_id", "check_in_list_id", "ticket_id", "kind", "entry_id",
                           "winner_entry_id", "persons", "restated_at", "withdrawn_at", "status"),
    "event_announcements": ("event_id", "title", "content", "priority", "status", "sent_at"),
}  # fmt: skip
"""Mirrored tables and columns. What a newer server sends beside these is ignored."""

_JSON = frozenset(
    {"attention", "options", "rules", "accessibility_needs", "dietary_restrictions", "layout"}
)
_JSON_PLACES = {
    table: [place for place, column in enumerate(columns, 1) if column in _JSON]
    for table, columns in TABLES.items()
}
_GETTERS = {table: itemgetter("id", *columns) for table, columns in TABLES.items()}
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS ix_credentials_digest ON ticket_credentials (digest)",
    "CREATE INDEX IF NOT EXISTS ix_credentials_ticket ON ticket_credentials (ticket_id)",
    "CREATE INDEX IF NOT EXISTS ix_other_digest ON other_credentials (digest)",
    "CREATE INDEX IF NOT EXISTS ix_states_ticket ON ticket_states (ticket_id)",
    "CREATE INDEX IF NOT EXISTS ix_tickets_order ON tickets (order_id) WHERE order_id IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS ix_tickets_addon ON tickets (addon_to_id)"
    " WHERE addon_to_id IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS ix_conflicts_ticket ON check_in_conflicts (ticket_id)",
    "CREATE INDEX IF NOT EXISTS ix_seats_place ON seats (seat_map_id, y)",
)
_SEARCH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS ticket_search USING fts5("
    "holder, company, reference, seat, code, ticket_id UNINDEXED,"
    " tokenize = 'unicode61 remove_diacritics 2', prefix = '2')"
)
_FILL_SEARCH = (
    "INSERT INTO ticket_search (rowid, holder, company, reference, seat, code, ticket_id)"
    " SELECT t.rowid, searchable(t.holder_name), searchable(o.company_name), searchable("
    "  coalesce(t.external_reference, '') || ' ' || coalesce(o.order_number, '')),"
    " searchable(t.seat_label),"
    " (SELECT group_concat(c.label, ' ') FROM ticket_credentials c WHERE c.ticket_id = t.id"
    "  AND c.revoked_at IS NULL), t.id FROM tickets t LEFT JOIN orders o ON o.id = t.order_id"
)
_BATCH = 5_000
_VERSION = 7
UPGRADED = "upgraded"
"""The cursor of a replica brought up from an older layout: the server refuses it, and sends all."""


CATALOGUE = frozenset(TABLES) - {
    "devices", "device_lists", "event_staff", "orders", "tickets", "ticket_states",
    "ticket_credentials", "other_credentials", "seat_assignments", "check_in_conflicts",
    "event_announcements",
}  # fmt: skip
"""What the guest list says of the event itself; the others change with every guest."""


class ReplicaWriter:
    """Writes one replica file. Used by the sync thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.database = Database(path, key, durable=False)
        self.database.function("searchable", searchable)
        with self.database.writing():
            for table, columns in TABLES.items():
                listed = ", ".join(columns)
                # The search index of tickets needs their rowid; the others are one tree, not two.
                kind = "" if table == "tickets" else "WITHOUT ROWID"
                self.database.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (id TEXT PRIMARY KEY, {listed}) {kind}"
                )
            self.database.execute("CREATE TABLE IF NOT EXISTS meta (name PRIMARY KEY, value)")
        self._insert = {table: _insert_sql(table, columns) for table, columns in TABLES.items()}

    def load(self, rows: Iterable[tuple[str, Mapping[str, Any]]], cursor: str, at_ms: int) -> int:
        """Fill a new file; how many mirrored rows it holds. One transaction."""
        count = 0
        self.database.execute("PRAGMA cache_size = -200000")
        with self.database.writing():
            for table, batch in _batched(rows):
                self.database.executemany(self._insert[table], batch)
                count += len(batch)
            for index in _INDEXES:
                self.database.execute(index)
            self.database.execute(_SEARCH)
            self.database.execute(_FILL_SEARCH)
            self._set_meta(cursor=cursor, pulled_at_ms=at_ms, version=_VERSION, catalogue=cursor)
        return count

    def apply(
        self, rows: Iterable[tuple[str, Mapping[str, Any]]], cursor: str, at_ms: int, *, more: bool
    ) -> None:
        """Apply a page of changes; applying it twice is harmless."""
        touched: set[str] = set()
        listed = list(rows)
        with self.database.writing():
            for table, row in listed:
                if table not in TABLES:
                    continue
                touched |= _tickets_of(table, row)
                if row.get("deleted"):
                    self.database.execute(f"DELETE FROM {table} WHERE id = ?", (row["id"],))
                else:
                    self.database.execute(self._insert[table], _values(table, row))
                if table == "orders":
                    touched |= self._tickets_of_order(row["id"])
            self._refresh_search(touched)
            # Between pages the replica is not complete: it must not pass for fresh.
            fresh: dict[str, Any] = {} if more else {"pulled_at_ms": at_ms}
            if any(table in CATALOGUE for table, _ in listed):
                fresh["catalogue"] = cursor
            self._set_meta(cursor=cursor, **fresh)

    def touch(self, at_ms: int) -> None:
        """Nothing had changed: the replica is as fresh as this moment."""
        with self.database.writing():
            self._set_meta(pulled_at_ms=at_ms)

    def meta(self) -> dict[str, Any]:
        """Cursor, time of the last complete pull, version."""
        return dict(self.database.all("SELECT name, value FROM meta"))

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    def _refresh_search(self, ticket_ids: set[str]) -> None:
        for ticket_id in ticket_ids:
            row = self.database.one("SELECT rowid FROM tickets WHERE id = ?", (ticket_id,))
            self.database.execute(
                "DELETE FROM ticket_search WHERE rowid IN (SELECT rowid FROM tickets WHERE id = ?)",
                (ticket_id,),
            )
            if row is not None:
                self.database.execute(f"{_FILL_SEARCH} WHERE t.id = ?", (ticket_id,))

    def _tickets_of_order(self, order_id: str) -> set[str]:
        rows = self.database.all("SELECT id FROM tickets WHERE order_id = ?", (order_id,))
        return {row[0] for row in rows}

    def _set_meta(self, **values: Any) -> None:
        self.database.executemany(
            "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", list(values.items())
        )


class ReplicaFiles:
    """The replica's files in a data folder: the newest number is the one in use."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir

    def current(self) -> Path | None:
        """The newest complete replica."""
        files = sorted(self._folder.glob("replica-*.db"), key=_number)
        return files[-1] if files else None

    def next_path(self) -> Path:
        """Where the next snapshot is built; it counts only once `adopt`ed."""
        current = self.current()
        number = _number(current) + 1 if current else 1
        path = self._folder / f"replica-{number}.new"
        _remove(path)
        return path

    def adopt(self, path: Path) -> Path:
        """Make a complete file the replica."""
        final = path.with_suffix(".db")
        path.replace(final)
        return final

    def set_aside(self, path: Path) -> None:
        """Move a damaged replica out of the way, for those who want to look at it."""
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        path.replace(path.with_suffix(".corrupt"))

    def sweep(self, keep: Path) -> None:
        """Remove replicas that nobody reads any more."""
        for old in self._folder.glob("replica-*"):
            if not old.name.startswith(keep.name) and old.suffix != ".corrupt":
                with contextlib.suppress(OSError):
                    old.unlink()

    def wipe(self) -> None:
        """Remove every replica (a revoked device)."""
        for old in self._folder.glob("replica-*"):
            old.unlink(missing_ok=True)


def upgrade(path: Path, key: bytes) -> bool:
    """Bring a replica of an earlier version up in place, so that an updated kiosk opens offline.

    What the newer columns hold comes with the next contact. False where there was nothing to do.
    """
    database = Database(path, key, durable=False)
    try:
        row = database.one("SELECT value FROM meta WHERE name = 'version'")
        if row is None or row[0] >= _VERSION:
            return False
        with database.writing():
            for table, columns in TABLES.items():
                known = {line[1] for line in database.all(f"PRAGMA table_info({table})")}
                for column in columns if known else ():
                    if column not in known:
                        database.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
            database.execute("DROP TABLE IF EXISTS ticket_search")
    finally:
        database.close()
    writer = ReplicaWriter(path, key)  # makes the tables that are missing
    try:
        with writer.database.writing():
            for index in _INDEXES:
                writer.database.execute(index)
            writer.database.execute(_SEARCH)
            writer.database.execute(_FILL_SEARCH)
            writer.database.executemany(
                "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
                [("cursor", UPGRADED), ("version", _VERSION)],
            )
    finally:
        writer.close()
    return True


def check(path: Path, key: bytes, *, thorough: bool = False) -> None:
    """Raise `Corrupted` where a replica cannot be used; `thorough` reads every page of it."""
    database = Database(path, key, durable=False, read_only=True)
    try:
        row = database.one("SELECT value FROM meta WHERE name = 'version'")
        if row is None or row[0] != _VERSION:
            raise Corrupted("the replica has another layout")
        problem = database.one("PRAGMA quick_check(1)") if thorough else ("ok",)
        if problem != ("ok",):
            raise Corrupted(f"the replica is damaged: {problem}")
    finally:
        database.close()


def _insert_sql(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * (len(columns) + 1))
    return f"INSERT OR REPLACE INTO {table} (id, {', '.join(columns)}) VALUES ({marks})"


def _values(table: str, row: Mapping[str, Any]) -> Sequence[Any]:
    try:
        values: tuple[Any, ...] = _GETTERS[table](row)
    except KeyError:  # an older server sends fewer columns
        values = tuple(row.get(column) for column in ("id", *TABLES[table]))
    if not _JSON_PLACES[table]:
        return values
    changed = list(values)
    for place in _JSON_PLACES[table]:
        changed[place] = json.dumps(changed[place])
    return changed


def _batched(
    rows: Iterable[tuple[str, Mapping[str, Any]]],
) -> Iterable[tuple[str, list[Sequence[Any]]]]:
    table, batch = "", list[Sequence[Any]]()
    for name, row in rows:
        if name not in TABLES or row.get("deleted"):
            continue
        if name != table or len(batch) >= _BATCH:
            if batch:
                yield table, batch
            table, batch = name, []
        batch.append(_values(name, row))
    if batch:
        yield table, batch


def _tickets_of(table: str, row: Mapping[str, Any]) -> set[str]:
    """Tickets whose search text a row changes."""
    if table == "tickets":
        return {row["id"]}
    if table == "ticket_credentials" and "ticket_id" in row:
        return {row["ticket_id"]}
    return set()


def _number(path: Path) -> int:
    digits = path.stem.removeprefix("replica-")
    return int(digits) if digits.isdecimal() else 0


def _remove(path: Path) -> None:
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)

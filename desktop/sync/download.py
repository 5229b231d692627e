"""Down: the guest list and what changed of it, and what other doors wrote."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic_core import from_json

from desktop.clock import to_ms
from desktop.storage.database import Corrupted, Database, StorageError
from desktop.storage.replica import ReplicaFiles, ReplicaWriter, check
from desktop.sync.api import News, Offline, Revoked
from desktop.sync.line import Line
from desktop.sync.round import TURN, Round
from shared.protocol import Certificate

log = logging.getLogger(__name__)


_OF_ALL_LISTS = frozenset(
    {"events", "ticket_types", "check_in_list_ticket_types", "check_in_list_products"}
)


class BrokenSnapshot(Offline):
    """The stream ended early or arrived damaged."""


class Strayed(Offline):
    """What was sent does not follow what is here; asking does."""


class Download:
    """Owns the replica's files."""

    def __init__(self, line: Line, folder: Path, key: bytes) -> None:
        self._line, self._key = line, key
        self._files = ReplicaFiles(folder)
        self._replica: ReplicaWriter | None = None

    def close(self) -> None:
        """Close the replica."""
        if self._replica is not None:
            self._replica.close()
            self._replica = None

    def certificate_of(self, device_id: UUID) -> Certificate | None:
        """Another device's certificate, as it showed it itself or as the guest list has it."""
        stored = self._line.journal.setting(f"certificate:{device_id}")
        if stored is None and self._replica is not None:
            row = self._replica.database.one(
                "SELECT certificate FROM devices WHERE id = ?", (str(device_id),)
            )
            stored = row[0] if row else None
        return Certificate.model_validate_json(stored) if stored else None

    def fetch_again(self) -> None:
        """The door found the replica damaged: set it aside, so that the next round takes a new one.

        The journal is another file and is not touched.
        """
        path = self._files.current()
        if self._replica is not None:
            self._replica.close()
            self._replica = None
        if path is not None:
            self._line.door.use_replica(None)
            self._files.set_aside(path)

    def forget(self) -> None:
        """Revoked: no guest stays here."""
        self._line.door.use_replica(None)
        self.close()
        self._files.wipe()

    def pull(self, done: Round) -> None:
        """What changed since the cursor; a whole snapshot where there is no list yet.

        Raises CursorRefused where the server may have lost what this kiosk knows.
        """
        replica = self._open_replica()
        if replica is None:
            self.take_snapshot(done)
            return
        try:
            self._take_changes(replica, done)
        except Corrupted:
            if self._is_whole(replica.database.path):
                raise  # it is the journal that is damaged, and nothing can take its place
            log.warning("the replica is damaged; it is set aside and fetched again")
            self.fetch_again()
            self.take_snapshot(done)

    @property
    def cursor(self) -> str:
        """Where this kiosk is in the changes; empty where it has no list yet."""
        return str(self._replica.meta()["cursor"]) if self._replica is not None else ""

    def take_page(self, news: News, done: Round) -> None:
        """A page that the server sent by itself. Strayed where it does not follow what is here."""
        replica, lines = self._replica, news.page()
        trailer = _trailer(lines)
        if replica is None or trailer.get("since") != replica.meta()["cursor"]:
            raise Strayed("The server sent what follows another state than this one.")
        self._apply(replica, lines, trailer, done)

    def still_fresh(self, at: datetime) -> None:
        """The server said that nothing has changed until then."""
        if self._replica is not None:
            self._replica.touch(to_ms(at))

    def _open_replica(self) -> ReplicaWriter | None:
        if self._replica is not None:
            return self._replica
        path = self._files.current()
        if path is None:
            return None
        try:
            # Every page, on this thread: damage is better found now than by a guest.
            check(path, self._key, thorough=True)
            self._replica = ReplicaWriter(path, self._key)
        except Corrupted:
            log.warning("the replica is damaged; it is set aside and fetched again")
            self._line.door.use_replica(None)
            self._files.set_aside(path)
            return None
        self._line.door.use_replica(path)
        self._line.door.leave_out_revoked()  # it may have been killed before it did
        return self._replica

    def _is_whole(self, path: Path) -> bool:
        try:
            check(path, self._key, thorough=True)
        except StorageError:
            return False
        return True

    def take_snapshot(self, done: Round) -> None:
        """Into a new file, which becomes the replica only when its end line is right."""
        path = self._files.next_path()
        entries: list[Mapping[str, Any]] = []
        writer = ReplicaWriter(path, self._key)
        try:
            sent_at = self._line.clock.monotonic_ms()
            with self._line.api.snapshot() as lines:
                header = _document(next(lines, b""))
                if "cursor" not in header:
                    raise BrokenSnapshot("The server sent no snapshot.")
                at = _time(header["server_time"])
                self._line.contact(at, sent_at)
                rows = _checked_rows(lines, entries)
                done.pulled += writer.load(rows, header["cursor"], to_ms(at))
        except (
            BaseException
        ):  # whatever happened, a half-filled file must not stay; it is raised on
            writer.close()
            path.unlink(missing_ok=True)
            raise
        writer.close()
        self._learn(entries)
        final = self._files.adopt(path)
        self._line.door.use_replica(final)
        if self._replica is not None:
            self._replica.close()
        self._replica = ReplicaWriter(final, self._key)
        self._files.sweep(final)
        self._stand(final)
        self._line.door.leave_out_revoked()
        lists = self._replica.database.all("SELECT id FROM check_in_lists")
        self._judge_again([("check_in_lists", {"id": row[0]}) for row in lists])
        heads = [(head["seq"], head["hash"]) for head in header.get("heads", [])]
        self._line.confirm(self._line.identity.device_id, heads, done)

    def _take_changes(self, replica: ReplicaWriter, done: Round) -> None:
        more = True
        while more:
            sent_at = self._line.clock.monotonic_ms()
            lines = self._line.api.changes(str(replica.meta()["cursor"]))
            trailer = _trailer(lines)
            self._line.contact(_time(trailer["server_time"]), sent_at)
            self._apply(replica, lines, trailer, done)
            more = bool(trailer["more"])
            heads = [(head["seq"], head["hash"]) for head in trailer.get("heads", [])]
            self._line.confirm(self._line.identity.device_id, heads, done)

    def _apply(
        self, replica: ReplicaWriter, lines: list[bytes], trailer: Mapping[str, Any], done: Round
    ) -> None:
        """Rows of one page, into the replica and to the door."""
        rows = [_row(line) for line in lines]
        at = _time(trailer["server_time"])
        self._learn([row for table, row in rows if table == "entries" and "body" in row])
        if rows or replica.meta()["cursor"] != trailer["cursor"]:
            replica.apply(rows, trailer["cursor"], to_ms(at), more=bool(trailer["more"]))
        else:
            replica.touch(to_ms(at))
        if any(table == "devices" for table, _ in rows):
            self._line.door.leave_out_revoked()
        self._judge_again(rows)
        done.pulled += len(rows)
        done.conflicts += [row for table, row in rows if table == "check_in_conflicts"]
        if any(table in ("devices", "device_lists", "gates") for table, _ in rows):
            self._stand(replica.database.path)

    def _judge_again(self, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """A list that checks out at another time, a ticket that admits more: count anew (rule 11).

        What says whom lists are for, and an event in another time zone, concern all lists.
        """
        lists = [row["id"] for table, row in rows if table == "check_in_lists"]
        if self._replica is not None and any(table in _OF_ALL_LISTS for table, _ in rows):
            found = self._replica.database.all("SELECT id FROM check_in_lists")
            lists = [row[0] for row in found]
        tickets = [row["id"] for table, row in rows if table == "tickets"]
        tickets += [
            row["ticket_id"]
            for table, row in rows
            if table == "ticket_states" and row.get("ticket_id")
        ]
        for start in range(0, max(len(lists), len(tickets)), TURN):
            part = slice(start, start + TURN)
            keys = self._line.door.passages(lists[part], tickets[part])
            for first in range(0, len(keys), TURN):
                self._line.door.count_again(keys[first : first + TURN])

    def _learn(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Others' entries are durable in the journal before the cursor moves past them."""
        for start in range(0, len(entries), TURN):
            turn = entries[start : start + TURN]
            self._line.door.learn(turn)

    def _stand(self, path: Path) -> None:
        """Where the organizer put this device; raises Revoked where it is not believed any more."""
        database = Database(path, self._key, durable=False, read_only=True)
        try:
            row = database.one(
                "SELECT revoked_at FROM devices WHERE id = ?",
                (str(self._line.identity.device_id),),
            )
        finally:
            database.close()
        if row is not None and row[0] is not None:
            raise Revoked("This device was revoked.")
        self._line.door.stand_where_told()


def _checked_rows(
    lines: Iterator[bytes], entries: list[Mapping[str, Any]]
) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Rows of a snapshot; raises unless the end line confirms their number and digest."""
    digest = hashlib.sha256()
    for count, line in enumerate(lines):
        if line.startswith(b"{"):
            end = _document(line)
            if end.get("rows") != count or end.get("sha256") != digest.hexdigest():
                raise BrokenSnapshot("The snapshot arrived damaged.")
            return
        digest.update(line + b"\n")
        table, row = _row(line)
        if table == "entries":
            entries.append(row)
        else:
            yield table, row
    raise BrokenSnapshot("The snapshot ended early.")


def _row(line: bytes) -> tuple[str, Mapping[str, Any]]:
    try:
        table, row = from_json(line)
        row["id"]
    except (ValueError, TypeError, KeyError):
        raise Offline("The server's answer makes no sense.") from None
    return table, row


def _trailer(lines: list[bytes]) -> dict[str, Any]:
    """Takes the last line of a page off, which says where it ends."""
    trailer = _document(lines.pop()) if lines else {}
    if "cursor" not in trailer:
        raise Offline("The server's answer was cut off.")
    return trailer


def _document(line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except ValueError:
        raise Offline("The server's answer makes no sense.") from None
    return document if isinstance(document, dict) else {}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)

"""One round of synchronisation: push, settle, pull. Push and pull fail independently.

The engine owns the replica files and the connection. Whatever must be written to the journal it
hands to the door, in small turns between two scans.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic_core import from_json

from desktop.clock import DoorClock, to_ms
from desktop.storage.database import Corrupted, Database, StorageError
from desktop.storage.journal import Identity, Journal, Station
from desktop.storage.replica import ReplicaFiles, ReplicaWriter, check
from desktop.sync.api import (
    CursorRefused,
    Gap,
    NotEnrolled,
    Offline,
    Rejected,
    Revoked,
    SyncApi,
    SyncError,
)
from shared.protocol import (
    MAX_BATCH,
    Certificate,
    EnrolAnswer,
    Head,
    PushAnswer,
    PushRequest,
    ReadmitRequest,
    RenewRequest,
    WireEntry,
)

log = logging.getLogger(__name__)
_TURN = 250
"""Entries handed to the door at once, so that no scan waits for a turn to end."""
_ESCROW_AFTER_MS = 60_000
"""A neighbour uploads its own entries; what it has not brought by then, others bring for it."""


class Door(Protocol):
    """What the sync thread asks of the door; each call is one short turn between two scans."""

    def learn(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Keep other devices' entries."""

    def counted(self, list_ids: Sequence[str], ticket_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Passages whose count depends on these lists and tickets."""

    def count_again(self, keys: Sequence[tuple[str, str]]) -> None:
        """Fold these again."""

    def note_at_server(self, hashes: Sequence[bytes]) -> None:
        """The server has these entries of other devices."""

    def doubt_server(self) -> None:
        """The server may have lost entries of other devices."""

    def settle(self, results: Sequence[tuple[str, str, str | None]]) -> None:
        """Note what the server said of own entries."""

    def reopen_after(self, device_id: UUID, seq: int) -> int:
        """Own entries beyond `seq` are to be sent again."""

    def use_replica(self, path: Path | None) -> None:
        """Change over to another replica file."""

    def use_identity(self, identity: Identity) -> None:
        """Go on as another device."""

    def stand_at(self, station: Station) -> None:
        """Move to another gate or other lists."""

    def photo_is_sent(self, sha256: str) -> None:
        """The server has a picture."""

    def save_settings(self, **values: str) -> None:
        """Store settings of the kiosk."""


@dataclass(frozen=True)
class SyncReport:
    """What one round did. `problems` are sentences; empty when all went well."""

    pushed: int = 0
    pulled: int = 0
    brought: int = 0
    waiting: int = 0
    problems: tuple[str, ...] = ()
    offline: bool = False
    retry_after: float = 0.0
    revoked: bool = False
    renewed: UUID | None = None
    conflicts: tuple[Mapping[str, Any], ...] = ()
    resent_from: int | None = None


@dataclass
class _Round:
    pushed: int = 0
    pulled: int = 0
    brought: int = 0
    problems: list[str] = field(default_factory=list)
    offline: bool = False
    retry_after: float = 0.0
    revoked: bool = False
    unknown: bool = False
    renewed: UUID | None = None
    conflicts: list[Mapping[str, Any]] = field(default_factory=list)
    resent_from: int | None = None

    def note(self, problem: SyncError | StorageError) -> None:
        """Remember a failure; each half of the round goes on without the other."""
        self.problems.append(str(problem))
        self.offline |= isinstance(problem, Offline)
        self.revoked |= isinstance(problem, Revoked)
        self.unknown |= isinstance(problem, NotEnrolled)
        self.retry_after = max(self.retry_after, getattr(problem, "retry_after", 0.0))


class BrokenSnapshot(Offline):
    """The stream ended early or arrived damaged."""


class SyncEngine:
    """Used by the sync thread alone."""

    def __init__(
        self,
        api: SyncApi,
        door: Door,
        clock: DoorClock,
        journal_path: Path,
        key: bytes,
        identity: Identity,
        app_version: str = "",
    ) -> None:
        self._api = api
        self._door = door
        self._clock = clock
        self._key = key
        self._identity = identity
        self._app_version = app_version
        self._database = Database(journal_path, key, durable=True, read_only=True)
        self._journal = Journal(self._database)
        self._files = ReplicaFiles(journal_path.parent)
        self._replica: ReplicaWriter | None = None

    def close(self) -> None:
        """Close files and connection."""
        self._api.close()
        self._database.close()
        if self._replica is not None:
            self._replica.close()

    def sync_once(self) -> SyncReport:
        """Push what waits, then pull what is new; never raises for a network."""
        done = self._round()
        if done.unknown and self._readmitted():
            done = self._round()
        return self._report(done)

    def _readmitted(self) -> bool:
        """Show a server that does not know this device what it signed once (ledger rule 5)."""
        certificate, token = self._certificate(), self._journal.setting("device_token") or ""
        if certificate is None:
            return False
        hashed = hashlib.sha256(token.encode()).digest()
        signature = self._identity.key.sign(b"usher readmit" + hashed)
        try:
            self._api.readmit(
                ReadmitRequest(
                    certificate=certificate, token_hash=hashed.hex(), signature=signature.hex()
                )
            )
        except SyncError as problem:
            log.warning("the server does not take this device back: %s", problem)
            return False
        log.info("the server knows this device again")
        return True

    def _round(self) -> _Round:
        done = _Round()
        self._guarded(self._push, done)
        self._guarded(self._pull, done)
        if done.renewed is not None:
            # What the lost end of the journal knew comes back as known passages.
            self._guarded(self._take_snapshot, done)
        if done.revoked:
            self._leave_nothing(done)
        return done

    def _report(self, done: _Round) -> SyncReport:
        return SyncReport(
            pushed=done.pushed,
            pulled=done.pulled,
            brought=done.brought,
            waiting=self._journal.waiting(),
            problems=tuple(done.problems),
            offline=done.offline,
            retry_after=done.retry_after,
            revoked=done.revoked,
            renewed=done.renewed,
            conflicts=tuple(done.conflicts),
            resent_from=done.resent_from,
        )

    def push_once(self) -> SyncReport:
        """Only the upload half of a round."""
        done = _Round()
        self._guarded(self._push, done)
        return self._report(done)

    def bring_all(self) -> SyncReport:
        """Everything the server lacks, own entries and others', without waiting for anybody else."""
        done = _Round()
        self._guarded(self._push, done)
        if done.unknown and self._readmitted():
            done = _Round()
            self._guarded(self._push, done)
        self._guarded(self._escrow, done)
        return self._report(done)

    def fetch_again(self) -> None:
        """The door found the replica damaged: set it aside, so that the next round takes a new one.

        The journal is another file and is not touched.
        """
        path = self._files.current()
        if self._replica is not None:
            self._replica.close()
            self._replica = None
        if path is not None:
            self._door.use_replica(None)
            self._files.set_aside(path)

    def _guarded(self, half: Callable[[_Round], None], done: _Round) -> None:
        """One half of a round; its failure is noted and the other goes on."""
        try:
            half(done)
        except (SyncError, StorageError) as problem:
            done.note(problem)

    # Up

    def _push(self, done: _Round) -> None:
        for sha256, content in self._journal.unsent_photos():  # before the scans that name them
            try:
                self._api.put_file(sha256, content)
            except Rejected as problem:  # tried again next round; it never holds up the scans
                log.warning("the server does not take a photo: %s", problem)
            else:
                self._door.photo_is_sent(sha256)
        for device_id in self._journal.devices_with_pending():
            self._push_chain(device_id, done)
        self._escrow(done, to_ms(self._clock.read().judged_at) - _ESCROW_AFTER_MS)

    def _push_chain(self, device_id: UUID, done: _Round) -> None:
        gaps = 0
        while entries := self._journal.pending(device_id, MAX_BATCH):
            sent_at = self._clock.monotonic_ms()
            try:
                answer = self._api.push(self._request(device_id, entries))
            except Gap as gap:
                gaps += 1
                if gaps > 3:
                    raise
                expected = gap.expected_seq - 1
                self._door.reopen_after(device_id, expected)
                continue
            self._settle(answer, entries)
            self._contact(answer.server_time, sent_at)
            self._confirm(device_id, [(head.seq, head.hash) for head in answer.heads], done)
            done.pushed += len(entries)
            if all(result.quarantined_reason == "bad_signature" for result in answer.results):
                return  # tried again next round, not in a tight loop

    def _request(self, device_id: UUID, entries: Sequence[WireEntry]) -> PushRequest:
        head = self._journal.head(device_id)
        return PushRequest(
            device_id=device_id,
            device_time=self._clock.read().raw_clock,
            journal_head=Head(seq=head.seq, hash=bytes(head.hash).hex()),
            entries=list(entries),
            certificate=self._certificate(),
            queue_depth=self._journal.waiting(),
            app_version=self._app_version or None,
        )

    def _settle(self, answer: PushAnswer, entries: Sequence[WireEntry]) -> None:
        results = [
            (json.loads(entry.body)["entry_id"], result.status, result.quarantined_reason)
            for entry, result in zip(entries, answer.results, strict=False)
        ]
        for start in range(0, len(results), _TURN):
            turn = results[start : start + _TURN]
            self._door.settle(turn)

    def _confirm(self, device_id: UUID, heads: Sequence[tuple[int, str]], done: _Round) -> None:
        """The newest head found *by hash* is what is confirmed (ledger rules 4 and 7)."""
        if not heads:
            return
        name = f"confirmed:{device_id}"
        believed = int(self._journal.setting(name) or 0)
        confirmed = self._journal.confirmed_by(device_id, heads)
        foreign = [seq for seq, digest in heads if not self._holds(device_id, digest)]
        if foreign and device_id == self._identity.device_id:
            self._renew(done)
        if confirmed is None:
            return
        if confirmed < believed:
            log.warning(
                "the server lost entries it had confirmed; sending again from %d", confirmed
            )
            done.resent_from = confirmed + 1
            self._door.reopen_after(device_id, confirmed)
        if confirmed != believed:
            self._door.save_settings(**{name: str(confirmed)})

    def _holds(self, device_id: UUID, digest: str) -> bool:
        return self._journal.confirmed_by(device_id, [(1, digest)]) is not None

    def _renew(self, done: _Round) -> None:
        """This journal was rolled back or copied: go on as a new device, and never stop the door."""
        fresh = Ed25519PrivateKey.generate()
        public = fresh.public_key().public_bytes_raw().hex()
        signature = self._identity.key.sign(b"usher renew" + bytes.fromhex(public)).hex()
        answer = self._api.renew(
            RenewRequest(device_id=self._identity.device_id, public_key=public, signature=signature)
        )
        self._identity = Identity(answer.device_id, fresh)
        settings = enrolment_settings(answer, fresh)
        self._door.save_settings(**settings)
        self._door.use_identity(self._identity)
        stored = self._journal.settings()
        self._api.close()
        self._api = SyncApi(
            stored["server_url"], answer.device_token, stored.get("fingerprint", "")
        )
        done.renewed = answer.device_id

    def _escrow(self, done: _Round, learnt_before_ms: int = 2**53) -> None:
        """Bring the server what it lacks of other devices: one died, or the server lost it (rule 6)."""
        for device_id in self._journal.unbrought(learnt_before_ms):
            after = 0
            while entries := self._journal.to_bring(device_id, MAX_BATCH, after):
                after = entries[-1].seq
                try:
                    self._api.push(
                        PushRequest(
                            device_id=device_id,
                            device_time=self._clock.read().raw_clock,
                            entries=entries,
                            certificate=self._certificate(device_id),
                        )
                    )
                except Rejected as problem:
                    log.warning("the server does not take entries of %s: %s", device_id, problem)
                    break
                self._door.note_at_server([bytes.fromhex(entry.hash) for entry in entries])
                done.brought += len(entries)

    # Down

    def _pull(self, done: _Round) -> None:
        replica = self._open_replica()
        if replica is None:
            self._take_snapshot(done)
            return
        try:
            self._take_changes(replica, done)
        except Corrupted:
            if self._is_whole(replica.database.path):
                raise  # it is the journal that is damaged, and nothing can take its place
            log.warning("the replica is damaged; it is set aside and fetched again")
            self.fetch_again()
            self._take_snapshot(done)
        except CursorRefused:
            self._push(done)
            self._door.doubt_server()
            self._escrow(done)
            self._take_snapshot(done)

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
            self._door.use_replica(None)
            self._files.set_aside(path)
            return None
        self._door.use_replica(path)
        return self._replica

    def _is_whole(self, path: Path) -> bool:
        try:
            check(path, self._key, thorough=True)
        except StorageError:
            return False
        return True

    def _take_snapshot(self, done: _Round) -> None:
        """Into a new file, which becomes the replica only when its end line is right."""
        path = self._files.next_path()
        entries: list[Mapping[str, Any]] = []
        writer = ReplicaWriter(path, self._key)
        try:
            sent_at = self._clock.monotonic_ms()
            with self._api.snapshot() as lines:
                header = _document(next(lines, b""))
                if "cursor" not in header:
                    raise BrokenSnapshot("The server sent no snapshot.")
                at = _time(header["server_time"])
                self._contact(at, sent_at)
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
        self._door.use_replica(final)
        if self._replica is not None:
            self._replica.close()
        self._replica = ReplicaWriter(final, self._key)
        self._files.sweep(final)
        self._stand(final)
        lists = self._replica.database.all("SELECT id FROM check_in_lists")
        self._judge_again([("check_in_lists", {"id": row[0]}) for row in lists])
        heads = [(head["seq"], head["hash"]) for head in header.get("heads", [])]
        self._confirm(self._identity.device_id, heads, done)

    def _take_changes(self, replica: ReplicaWriter, done: _Round) -> None:
        more = True
        while more:
            sent_at = self._clock.monotonic_ms()
            lines = self._api.changes(str(replica.meta()["cursor"]))
            if not lines:
                raise Offline("The server's answer was cut off.")
            trailer = _document(lines.pop())
            if "cursor" not in trailer:
                raise Offline("The server's answer was cut off.")
            rows = [_row(line) for line in lines]
            at = _time(trailer["server_time"])
            self._contact(at, sent_at)
            self._learn([row for table, row in rows if table == "entries" and "body" in row])
            more = bool(trailer["more"])
            if rows or replica.meta()["cursor"] != trailer["cursor"]:
                replica.apply(rows, trailer["cursor"], to_ms(at), more=more)
            else:
                replica.touch(to_ms(at))
            self._judge_again(rows)
            done.pulled += len(rows)
            done.conflicts += [row for table, row in rows if table == "check_in_conflicts"]
            if any(table in ("devices", "device_lists", "gates") for table, _ in rows):
                self._stand(replica.database.path)
            heads = [(head["seq"], head["hash"]) for head in trailer.get("heads", [])]
            self._confirm(self._identity.device_id, heads, done)

    def _judge_again(self, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """A list that checks out at another time, a ticket that admits more: count anew (rule 11)."""
        lists = [row["id"] for table, row in rows if table == "check_in_lists"]
        tickets = [row["id"] for table, row in rows if table == "tickets"]
        for start in range(0, max(len(lists), len(tickets)), _TURN):
            part = slice(start, start + _TURN)
            keys = self._door.counted(lists[part], tickets[part])
            for first in range(0, len(keys), _TURN):
                self._door.count_again(keys[first : first + _TURN])

    def _learn(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Others' entries are durable in the journal before the cursor moves past them."""
        for start in range(0, len(entries), _TURN):
            turn = entries[start : start + _TURN]
            self._door.learn(turn)

    def _stand(self, path: Path) -> None:
        """Where the organizer put this device: gate and lists, and whether it is still believed."""
        database = Database(path, self._key, durable=False, read_only=True)
        me = str(self._identity.device_id)
        try:
            row = database.one(
                "SELECT event_id, gate_id, revoked_at FROM devices WHERE id = ?", (me,)
            )
            lists = database.all(
                "SELECT check_in_list_id FROM device_lists WHERE device_id = ? ORDER BY id", (me,)
            )
        finally:
            database.close()
        if row is None or row[0] is None or not lists:
            return
        if row[2] is not None:
            raise Revoked("This device was revoked.")
        station = Station(
            UUID(row[0]), UUID(row[1]) if row[1] else None, tuple(UUID(item[0]) for item in lists)
        )
        self._door.stand_at(station)

    def _leave_nothing(self, done: _Round) -> None:
        """Revoked: bring what is still here, then forget the guests. The journal stays."""
        try:
            self._push(done)
        except SyncError as problem:
            done.note(problem)
        self._door.use_replica(None)
        if self._replica is not None:
            self._replica.close()
            self._replica = None
        self._files.wipe()

    def _contact(self, server_time: datetime, sent_at_ms: int) -> None:
        round_trip = self._clock.monotonic_ms() - sent_at_ms
        offset = self._clock.contact(to_ms(server_time), round_trip)
        measured = {"clock_offset_ms": str(offset), "clock_measured_ms": str(to_ms(server_time))}
        self._door.save_settings(**measured)

    def _certificate(self, device_id: UUID | None = None) -> Certificate | None:
        """This device's own; another's as the guest list has it, or as it showed it itself."""
        stored = self._journal.setting(f"certificate:{device_id}" if device_id else "certificate")
        if stored is None and self._replica is not None:
            row = self._replica.database.one(
                "SELECT certificate FROM devices WHERE id = ?", (str(device_id),)
            )
            stored = row[0] if row else None
        return Certificate.model_validate_json(stored) if stored else None


def enrolment_settings(answer: EnrolAnswer, key: Ed25519PrivateKey) -> dict[str, str]:
    """What a kiosk keeps of its enrolment."""
    return {
        "device_id": str(answer.device_id),
        "device_token": answer.device_token,
        "private_key": key.private_bytes_raw().hex(),
        "organization": answer.organization.model_dump_json(),
        "event": answer.event.model_dump_json(),
        "gate": answer.gate.model_dump_json() if answer.gate else "",
        "lists": json.dumps([json.loads(item.model_dump_json()) for item in answer.lists]),
        "server_key": answer.server_key,
        "certificate": answer.certificate.model_dump_json(),
    }


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


def _document(line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except ValueError:
        raise Offline("The server's answer makes no sense.") from None
    return document if isinstance(document, dict) else {}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)

"""The gate: one presentation in, one durable outcome out.

`admit` reads facts, decides, and appends the scan in ONE transaction of the journal file; when it
returns, the scan is on disk. If it raises, nothing was written and nobody may be shown green.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.clock import DoorClock, Reading, from_ms, to_ms
from desktop.door.catalogue import Asked, ListRow
from desktop.door.facts import REPLICA, Card, FactReader, Presented
from desktop.door.place import station_of
from desktop.door.tally import tally
from desktop.storage import forgetting
from desktop.storage.database import Database, StorageError
from desktop.storage.journal import History, Identity, Journal, Station
from desktop.storage.replica import check
from shared.admission import (
    OWN_SECOND_SCAN,
    CheckInList,
    Reason,
    Ticket,
    Verdict,
    choose_addon,
    choose_list,
    decide,
)
from shared.credentials import Credential, Medium
from shared.ledger import Annul, Direction, Passage, Scan, Status, next_stamp_ms
from shared.protocol import LinkBody, ScanBody, WireStamp, answers_hash
from shared.seating import Book

log = logging.getLogger(__name__)
STALE_AFTER = timedelta(seconds=60)
CLOCK_TOLERANCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Override:
    """A supervisor, whose PIN was checked, lets somebody in."""

    supervisor_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class Presentation:
    """What was held up, or the ticket picked from search; and what staff said with it."""

    credential: Credential | None = None
    ticket_id: UUID | None = None
    direction: Direction | None = Direction.ENTRY
    """None: in or out by what is known, at a gate that serves both ways."""
    persons: int | None = None
    answers: Mapping[UUID, str] = field(default_factory=dict)
    wristband: Credential | None = None
    replaces: str | None = None
    product_id: UUID | None = None
    override: Override | None = None
    operator_id: UUID | None = None
    list_ids: tuple[UUID, ...] | None = None
    code: str = field(default="", repr=False)
    """The text that was read, for a badge that shall carry it; it is never stored."""

    @property
    def medium(self) -> Medium:
        """How it reached the door."""
        return self.credential.medium if self.credential else Medium.SEARCH


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the screen shows. It is on disk already."""

    scan_id: UUID
    verdict: Verdict
    list_name: str
    list_id: UUID
    at: datetime
    timezone: str
    direction: Direction
    presentation: Presentation
    card: Card | None = None
    prior_gate: str = ""
    prior_device: str = ""
    asked: tuple[Asked, ...] = ()
    options: tuple[tuple[UUID, str], ...] = ()
    acknowledge: bool = False
    list_as_of: datetime | None = None
    clock_alert: bool = False


@dataclass(frozen=True)
class Judged:
    """One list's answer, before one of them is chosen."""

    row: ListRow
    verdict: Verdict
    ticket: Ticket | None
    card: Card | None
    passage: Passage
    asked: tuple[Asked, ...] = ()
    options: tuple[tuple[UUID, str], ...] = ()


class Gate:
    """Used by the door thread alone."""

    def __init__(
        self,
        database: Database,
        identity: Identity,
        station: Station,
        clock: DoorClock,
        new_id: Callable[[], UUID],
    ) -> None:
        self._db = self.database = database
        self.journal = Journal(database)
        self.identity = identity
        self.station = station
        self.clock = clock
        self.new_id = new_id
        self._replica: Path | None = None
        self.book = Book()
        self._moves_read = 0
        self._seats_changed: set[UUID] = set()
        self.read_moves()
        self.facts = FactReader(database, self.journal, station.event_id, self.book)

    def use_replica(self, path: Path | None) -> None:
        """Change over to a replica file, between two scans."""
        if self._replica is not None:
            self._db.detach(REPLICA)
            self._replica = None
        if path is not None:
            self._db.attach(path, REPLICA)
            self._replica = path
            self.facts.forget()
            self.stand_where_told()
            self._count_what_came_first()

    def drop_damaged_replica(self) -> bool:
        """After a Corrupted: let go of the replica if it is the file that is damaged."""
        if self._replica is None or not _is_damaged(self._replica, self._db.key):
            return False
        self.use_replica(None)
        return True

    @property
    def has_list(self) -> bool:
        """Whether a guest list is here."""
        return self._replica is not None

    @property
    def serves_any(self) -> bool:
        """Whether a list of this door's is in the guest list; yes while there is none yet."""
        ids = self.station.list_ids
        return not self.has_list or any(self.list_row(list_id) is not None for list_id in ids)

    def list_row(self, list_id: UUID) -> ListRow | None:
        """A check-in list, if the guest list has it."""
        return self.facts.list_row(list_id) if self._replica is not None else None

    def use_identity(self, identity: Identity) -> None:
        """Go on as another device, after a renewal."""
        self.identity = identity

    def stand_where_told(self) -> None:
        """Where the organizer put this device, as far as the guest list knows it."""
        told = station_of(self._db, self.identity.device_id) if self._replica else None
        if told is not None and told != self.station:
            self.stand_at(told)

    def stand_at(self, station: Station) -> None:
        """Move to another gate or other lists."""
        self.station = station
        self.facts = FactReader(self._db, self.journal, station.event_id, self.book)

    @property
    def reads_older(self) -> bool:
        """Whether a list of this door has tickets with bar codes of older systems."""
        rows = map(self.list_row, self.station.list_ids)
        return any(row is not None and row.older_symbologies for row in rows)

    def presented(self, credential: Credential) -> Presented:
        """What a code in the picture is here; nothing is written."""
        return self.facts.present(credential) if self._replica is not None else Presented()

    def ticket_of(self, credential: Credential) -> str | None:
        """The ticket here that a code in the picture presents; nothing is written."""
        return self.presented(credential).ticket_id

    def knows(self, credential: Credential) -> bool:
        """Whether a code in the picture is a ticket here; nothing is written."""
        return self.ticket_of(credential) is not None

    def admit(self, presentation: Presentation, scan_id: UUID | None = None) -> Outcome:
        """Decide and record. Raises StorageError where nothing could be written."""
        reading = self.clock.read()
        with self._db.writing():
            return self.admit_within(presentation, reading, scan_id)

    def admit_within(
        self, presentation: Presentation, reading: Reading, scan_id: UUID | None = None
    ) -> Outcome:
        """`admit` inside a transaction that the caller holds."""
        with self._one_state():
            presentation = self._directed(presentation, reading.judged_at)
            judged, presented, history = self._judge(presentation, reading.judged_at)
            return self._record(
                presentation, judged, presented, history.scans, reading, scan_id or self.new_id()
            )

    def _one_state(self) -> AbstractContextManager[None]:
        """The replica as it is now, for all that one decision reads of it."""
        return self.facts.at_once() if self._replica is not None else nullcontext()

    def inspect(self, presentation: Presentation) -> Outcome:
        """What `admit` would say; nothing is written and nobody is let in on it."""
        reading = self.clock.read()
        # Counting a list may have to note a check-out that has passed.
        with self._db.writing(), self._one_state():
            presentation = self._directed(presentation, reading.judged_at)
            judged, _, history = self._judge(presentation, reading.judged_at)
            return self._outcome(presentation, judged, history.scans, reading, self.new_id())

    def _directed(self, presentation: Presentation, at: datetime) -> Presentation:
        """At a gate for both ways: out for who is inside, in for who is not.

        Shown again here within moments it is the same passing, not the way back.
        """
        if presentation.direction is not None:
            return presentation
        judged, _, _ = self._judge(replace(presentation, direction=Direction.ENTRY), at)
        direction = Direction.EXIT if judged.passage.heads else Direction.ENTRY
        last = judged.passage.live[-1] if judged.passage.live else None
        if last is not None and last.stamp.device_id == self.identity.device_id:
            direction = last.direction if at - last.judged_at < OWN_SECOND_SCAN else direction
        return replace(presentation, direction=direction)

    def look(self, ticket_id: UUID) -> tuple[Card, dict[UUID, Passage]] | None:
        """A ticket and its passages, for information: nothing is written."""
        if self._replica is None:
            return None
        found = self.facts.ticket(str(ticket_id))
        if found is None:
            return None
        ticket, card = found
        at, scans = self.clock.read().judged_at, self.journal.scans_of(str(ticket_id))
        rows = [row for list_id in self.station.list_ids if (row := self.facts.list_row(list_id))]
        return card, {row.list.id: self.facts.passage(row, ticket, scans, at) for row in rows}

    def learn(self, entries: Sequence[Mapping[str, Any]], *, at_server: bool = True) -> None:
        """Take in other devices' entries, from the server or a neighbour, a small turn at a time."""
        at = self.clock.read().judged_at
        with self._db.writing():
            touched = self.journal.learn(
                entries, self.identity.device_id, to_ms(at), at_server=at_server
            )
            self.occupy_again(touched)
        self.read_moves()
        if not at_server:  # who told it may not have heard of a revocation
            self.leave_out_revoked()

    def read_moves(self) -> None:
        """Walk what was added to the journal's seat entries; not within a transaction."""
        self._moves_read, moves = self.journal.moves_since(self._moves_read)
        if moves:
            self._seats_changed |= self.book.add(moves)

    def take_seat_changes(self) -> set[UUID]:
        """Seats and tickets of which something is different since this was asked before."""
        changed, self._seats_changed = self._seats_changed, set()
        return changed

    def passages(self, list_ids: Sequence[str], ticket_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Passages of these lists and of these tickets, whose count depends on them."""
        return self.journal.occupancy.of(list_ids, ticket_ids)

    def count_again(self, keys: Sequence[tuple[str, str]]) -> None:
        """Fold these again: something about their list or ticket changed (ledger rule 11)."""
        with self._db.writing():
            self.occupy_again(keys)

    def leave_out(self, hashes: Sequence[bytes]) -> None:
        """These entries of other devices do not count: the server put them aside."""
        with self._db.writing():
            touched, moves = self.journal.leave_out(hashes)
            self.occupy_again(touched)
        if moves:
            self._seats_changed |= self.book.remove(moves)
            self._moves_read = 0  # their numbers are given again

    def leave_out_revoked(self) -> None:
        """What revoked devices wrote since counts only where the server told of it (rule 8)."""
        for device_id, since in self.facts.revoked_devices() if self._replica else ():
            if hashes := self.journal.only_neighbours_told(device_id, since):
                self.leave_out(hashes)

    def forget(self, hashes: Sequence[bytes]) -> None:
        """The texts of these entries need not stay: a backup of the server holds them."""
        with self._db.writing():
            forgetting.forget(self._db, hashes)

    def note_at_server(self, hashes: Sequence[bytes]) -> None:
        """The server has these entries of other devices."""
        with self._db.writing():
            self.journal.note_at_server(hashes)

    def doubt_server(self) -> None:
        """The server may have lost entries of other devices."""
        with self._db.writing():
            self.journal.doubt_server()

    def settle(self, results: Sequence[tuple[str, str, str | None]]) -> None:
        """Note what the server said of own entries."""
        with self._db.writing():
            self.journal.settle(results)

    def reopen_after(self, device_id: UUID, seq: int) -> int:
        """Own entries beyond `seq` are to be sent again."""
        with self._db.writing():
            return self.journal.reopen_after(device_id, seq)

    def save_settings(self, **values: str) -> None:
        """Store settings of the kiosk."""
        with self._db.writing():
            self.journal.save_settings(**values)

    def photo_is_sent(self, sha256: str) -> None:
        """The server has a picture that answers a question."""
        with self._db.writing():
            self.journal.photo_is_sent(sha256)

    def freshness(self) -> tuple[datetime | None, bool]:
        """When the replica was last complete, and whether that is too long ago."""
        pulled_at_ms = self.facts.meta.pulled_at_ms if self._replica is not None else None
        if pulled_at_ms is None:
            return None, True
        pulled = from_ms(pulled_at_ms)
        return pulled, self.clock.read().judged_at - pulled > STALE_AFTER

    def _judge(self, presentation: Presentation, at: datetime) -> tuple[Judged, Presented, History]:
        list_ids = presentation.list_ids or self.station.list_ids
        if self._replica is None:
            return self._without_replica(list_ids[0]), Presented(), History()
        credential = presentation.credential
        presented = (
            self.facts.present(credential)
            if credential is not None
            else Presented(str(presentation.ticket_id))
        )
        ticket_id = presented.ticket_id
        history = self.journal.history_of(ticket_id) if ticket_id else History()
        rows = [row for list_id in list_ids if (row := self.facts.list_row(list_id))]
        if not rows:
            return self._without_replica(list_ids[0]), presented, history
        found = self.facts.ticket(ticket_id) if ticket_id else None
        judged = [
            self._judge_list(row, presentation, presented, found, history, at) for row in rows
        ]
        return judged[choose_list([j.verdict for j in judged])], presented, history

    def _judge_list(
        self,
        row: ListRow,
        presentation: Presentation,
        presented: Presented,
        found: tuple[Ticket, Card] | None,
        history: History,
        at: datetime,
    ) -> Judged:
        ticket, card = found or (presented.carried, None)
        base = self._decide(row, presentation, presented, ticket, card, history, at)
        if ticket is None or not row.list.match_addons:
            return base
        addons = []
        for addon_id in self.facts.addons(str(ticket.id), row.list.product_ids):
            addon = self.facts.ticket(addon_id)
            wanted = presentation.product_id
            if addon is not None and wanted in (None, addon[0].product_id):
                own = self.journal.history_of(addon_id)
                addons.append(self._decide(row, presentation, presented, *addon, own, at))
        choice = choose_addon(base.verdict, [addon.verdict for addon in addons])
        if choice is Reason.ADDON:
            asking = replace(base.verdict, status=Status.ASK, reason=Reason.ADDON)
            products = [a.ticket.product_id for a in addons if a.ticket and a.ticket.product_id]
            options = tuple(
                (product, self.facts.catalogue.product_name(product)) for product in products
            )
            return replace(base, verdict=asking, options=options)
        return addons[choice] if isinstance(choice, int) else base

    def _decide(
        self,
        row: ListRow,
        presentation: Presentation,
        presented: Presented,
        ticket: Ticket | None,
        card: Card | None,
        history: History,
        at: datetime,
    ) -> Judged:
        wristband = presentation.wristband
        facts = self.facts.gather(
            row,
            presented,
            ticket,
            history,
            at,
            unreadable=presentation.credential is not None and presentation.credential.unreadable,
            direction=_known(presentation),
            persons=presentation.persons,
            answers=presentation.answers,
            override=presentation.override is not None,
            with_wristband=wristband is not None and wristband.can_be_worn,
            device_id=self.identity.device_id,
            gate=self.facts.catalogue.gate_name(self.station.gate_id),
            stale=self.freshness()[1],
        )
        verdict = decide(facts, at)
        asked: tuple[Asked, ...] = ()
        if verdict.reason is Reason.QUESTIONS and ticket is not None:
            asked = tuple(
                question
                for question in self.facts.questions(ticket, history.answered)
                if question.id not in presentation.answers
                or (question.required and not presentation.answers[question.id].strip())
            )
        return Judged(row, verdict, ticket, card, facts.passage, asked)

    def _without_replica(self, list_id: UUID) -> Judged:
        """No list has arrived yet: nobody is known, and the screen must not call it fraud."""
        row = ListRow(CheckInList(id=list_id), None, None, False)
        verdict = Verdict(status=Status.REFUSED, reason=Reason.UNKNOWN, stale=True)
        return Judged(row, verdict, None, None, Passage())

    def _record(
        self,
        presentation: Presentation,
        judged: Judged,
        presented: Presented,
        scans: list[tuple[str, Scan | Annul]],
        reading: Reading,
        scan_id: UUID,
    ) -> Outcome:
        verdict, ticket, row = judged.verdict, judged.ticket, judged.row
        if ticket is not None and str(ticket.id) != presented.ticket_id:
            scans = self.journal.scans_of(str(ticket.id))  # an add-on was admitted
        head = self.head(reading, scans)
        body = self._scan_body(presentation, presented, judged, scan_id, head)
        self.journal.append(self.identity, body, presentation.answers)
        band = presentation.wristband
        if verdict.status is Status.ACCEPTED and ticket is not None:
            if band is not None and band.can_be_worn:
                self.link(band, ticket.id, scan_id, head, presentation.replaces)
            known = ticket if ticket is not presented.carried else None
            self._tally(str(ticket.id), known, [str(row.list.id)],
                        [*scans, (str(row.list.id), body.scan())], reading.judged_at)  # fmt: skip
        return self._outcome(presentation, judged, scans, reading, scan_id)

    def _outcome(
        self,
        presentation: Presentation,
        judged: Judged,
        scans: Sequence[tuple[str, Scan | Annul]],
        reading: Reading,
        scan_id: UUID,
    ) -> Outcome:
        verdict, ticket, row = judged.verdict, judged.ticket, judged.row
        assert presentation.direction is not None
        prior = verdict.prior.scan if verdict.prior else None
        ahead = any(
            isinstance(s, Scan) and s.judged_at - reading.judged_at > CLOCK_TOLERANCE
            for _, s in scans
        )
        return Outcome(
            scan_id=scan_id,
            verdict=verdict,
            list_name=row.list.name,
            list_id=row.list.id,
            at=reading.judged_at,
            timezone=row.list.timezone,
            direction=presentation.direction,
            presentation=presentation,
            card=judged.card or _bare_card(ticket),
            prior_gate=self.facts.catalogue.gate_name(prior.gate_id) if prior else "",
            prior_device=self.facts.device_name(prior.stamp.device_id) if prior else "",
            asked=judged.asked,
            options=judged.options,
            acknowledge=row.list.acknowledge_attention and bool(ticket and ticket.attention),
            list_as_of=self.freshness()[0],
            clock_alert=ahead,
        )

    def _scan_body(
        self,
        presentation: Presentation,
        presented: Presented,
        judged: Judged,
        scan_id: UUID,
        head: dict[str, Any],
    ) -> ScanBody:
        verdict, ticket = judged.verdict, judged.ticket
        override = presentation.override
        credential = presentation.credential
        return ScanBody(
            entry_id=scan_id,
            scan_id=scan_id,
            list_id=judged.row.list.id,
            gate_id=self.station.gate_id,
            ticket_id=ticket.id if ticket else None,
            credential_digest=presented.digest or (credential.digest.hex() if credential else None),
            medium=presentation.medium.value,
            direction=_known(presentation),
            persons=verdict.persons,
            verdict=verdict.status,
            reason=verdict.reason,
            warnings=list(verdict.warnings),
            bypassed=list(verdict.bypassed),
            override_reason=override.reason if override else None,
            operator_id=presentation.operator_id,
            supervisor_id=override.supervisor_id if override else None,
            answered=list(presentation.answers),
            answers_hash=answers_hash(presentation.answers),
            product_id=ticket.product_id if ticket else None,
            replica_cursor=self.cursor(),
            **head,
        )

    def link(
        self,
        wristband: Credential,
        ticket_id: UUID,
        scan_id: UUID,
        head: dict[str, Any],
        replaces: str | None = None,
        *,
        after: int = 1,
        badge: bool = False,
    ) -> None:
        """Link a wristband in the same commit as the accepted verdict it belongs to.

        It stands `after` places behind `head` in the chain; `replaces` is the digest of a lost one.
        """
        seq = head["seq"] + after
        stamp = head["stamp"].model_copy(update={"seq": seq})
        kind = "nfc" if wristband.medium in (Medium.NFC, Medium.RFID) else "wristband"
        kind = "code" if badge else kind
        self.journal.append(
            self.identity,
            LinkBody(
                entry_id=self.new_id(),
                ticket_id=ticket_id,
                digest=wristband.digest.hex(),
                credential_kind=kind,
                label=wristband.tail,
                replaces=replaces,
                scan_id=scan_id,
                **{**head, "seq": seq, "stamp": stamp},
            ),
        )

    def head(
        self,
        reading: Reading,
        scans: Iterable[tuple[str, Scan | Annul]],
        latest_ms: int = -1,
    ) -> dict[str, Any]:
        """What every entry begins with (ledger rule 14), for the next place in the chain.

        It is stamped after these scans, and after `latest_ms`.
        """
        device_id = self.identity.device_id
        seq = self.journal.head(device_id).seq + 1
        known = (s.stamp.at_ms for _, s in scans if isinstance(s, Scan))
        latest = max(known, default=latest_ms)
        at_ms = next_stamp_ms(reading.judged_at, latest)
        return {
            "device_id": device_id,
            "seq": seq,
            "stamp": WireStamp(at_ms=at_ms, device_id=device_id, seq=seq),
            "judged_at": reading.judged_at,
            "raw_clock": reading.raw_clock,
            "clock_offset_ms": reading.offset_ms,
            "clock_measured_at": reading.measured_at,
        }

    def occupy_again(self, keys: Iterable[tuple[str, str]]) -> None:
        """Fold these, as their last scans left them, and note what that comes to."""
        at = self.clock.read().judged_at
        lists_of: dict[str, list[str]] = {}
        for list_id, ticket_id in keys:
            lists_of.setdefault(ticket_id, []).append(list_id)
        with self._one_state():
            for ticket_id, list_ids in lists_of.items():
                found = self.facts.ticket(ticket_id) if self._replica is not None else None
                scans = self.journal.scans_of(ticket_id)
                self._tally(ticket_id, found[0] if found else None, list_ids, scans, at)

    def _tally(
        self,
        ticket_id: str,
        ticket: Ticket | None,
        list_ids: Sequence[str],
        scans: Sequence[tuple[str, Scan | Annul]],
        at: datetime,
    ) -> None:
        self._seats_changed.add(UUID(ticket_id))
        if self._replica is not None:
            tally(self.facts, self.journal.occupancy, ticket_id, ticket, list_ids, scans, at)
            return
        for list_id in list_ids:  # counted when there is a list again to fold it by
            self.journal.occupancy.uncount(list_id, ticket_id)

    def _count_what_came_first(self) -> None:
        """Scans that were learnt before there was a list to fold them by."""
        with self._db.writing():
            keys = self.journal.occupancy.uncounted()
            self.occupy_again(keys)

    def last_live(self, scans: Sequence[tuple[str, Scan | Annul]], list_id: str) -> Scan | None:
        gone = {entry.scan_id for _, entry in scans if isinstance(entry, Annul)}
        live = [
            entry
            for where, entry in scans
            if isinstance(entry, Scan) and where == list_id and entry.id not in gone
        ]
        return max(live, key=lambda scan: scan.stamp, default=None)

    def cursor(self) -> str | None:
        """What this replica knows: another one after every change."""
        return self.facts.meta.cursor if self._replica is not None else None


def _known(presentation: Presentation) -> Direction:
    assert presentation.direction is not None, "the gate settles the direction first"
    return presentation.direction


def _bare_card(ticket: Ticket | None) -> Card | None:
    """A signed ticket that the list does not have: all the code itself says."""
    if ticket is None:
        return None
    return Card(ticket.id, "", ticket.ticket_type, "", ticket.attention, "", "")


def _is_damaged(path: Path, key: bytes) -> bool:
    try:
        check(path, key, thorough=True)
    except StorageError:
        return True
    return False

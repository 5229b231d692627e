"""An evening whose time, network and disks are in the hands of a test."""

import contextlib
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from datetime import time as local_time
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from desktop.clock import to_ms
from desktop.door.desk import CannotDo, Desk, NothingToUndo
from desktop.door.gate import Override, Presentation
from desktop.storage.database import Corrupted
from desktop.sync.api import News
from shared.admission import Reason
from shared.credentials import Medium, from_text, from_uid
from shared.ledger import Direction, Status
from shared.protocol import RedeemRequest
from shared.seating import Action, Person, Spot, Step
from sync_server.domains.door import devices
from sync_server.domains.door.models import (
    CheckInQuestion,
    CheckInQuestionTicketType,
    Device,
    JournalEntry,
    Zone,
)
from sync_server.domains.door.service import redeem_together
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel.errors import Gone, ServerError
from sync_server.kernel.pages import Pages
from sync_server.sync.pull import reading
from tests.door import Door
from tests.evening import Evening
from tests.faults.checker import Done, Revocation, check
from tests.faults.injector import Injector
from tests.faults.kiosks import kept, tell
from tests.rooms import Room

BANDS = tuple(from_uid(bytes((4, 1, 2, number))) for number in range(2))
FURNITURE = {
    "blocks": [
        {"kind": "rows", "name": "Stalls", "rows": 1, "seats_per_row": 2},
        {"kind": "tables", "name": "Lounge", "tables": 1, "places": 2},
    ]
}
SUPERVISOR = UUID(int=7)
ADMITS = (1, 2, 1, 2)
ASKED, UNPAID = 2, 3
"""The ticket whose guest is asked something, and the one that nobody has paid for at first."""
MOST_ROUNDS = 40
"""Rounds after which everybody must be of one mind once the faults are over."""


@dataclass
class WorldTiming:
    """A kiosk's own clock: the world's time, wrong by `skew_ms`."""

    world: "World"
    skew_ms: int = 0

    def wall_ms(self) -> int:
        return to_ms(self.world.now) + self.skew_ms

    def monotonic_ms(self) -> int:
        return to_ms(self.world.now)


@dataclass(frozen=True)
class House:
    """The rules of an evening. `small`: the "list" or the "zone" that has room for two, if any."""

    policy: str
    checks_out: bool = False
    small: str = ""
    refuses: bool = False


@dataclass
class World:
    """Server, kiosks and tickets, and what a history does to them."""

    evening: Evening
    folder: Path
    server_port: int
    now: datetime
    kiosks: list[Door] = field(default_factory=list)
    injectors: list[Injector] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    sold: list[Ticket] = field(default_factory=list)
    chairs: list[Spot] = field(default_factory=list)
    done: Done = field(default_factory=Done)
    old_codes: dict[int, str] = field(default_factory=dict)
    zone_id: UUID | None = None
    on_their_way: dict[int, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    happened: Counter[str] = field(default_factory=Counter)

    def time(self) -> datetime:
        """The server's clock."""
        return self.now

    def __post_init__(self) -> None:
        self.read = reading(self.evening.database, Pages())

    def open(self, house: House, kiosks: int, codes: Sequence[str] = ()) -> None:
        """The lists, the tickets, the map and the doors, each of which has its guest list."""
        evening, small = (
            self.evening,
            {"capacity": 2, "capacity_mode": "refuse" if house.refuses else "warn"},
        )
        columns: dict[str, Any] = {"entry_policy": house.policy}
        if house.checks_out:
            columns["exit_all_at"] = local_time(1, 30)
        if house.small == "zone":
            ids = {"organization_id": evening.organization_id, "event_id": evening.event_id}
            zone = Zone.model_validate({"name": "Hall"} | ids | small)
            evening.add(zone)
            self.zone_id = zone.id
            columns["zone_id"] = zone.id
            evening.add_list("Balcony", **columns)
        evening.end(self.now - timedelta(days=2))  # what a backup holds may be forgotten
        asked = self._ask_something()
        evening.add_list(**columns | (small if house.small == "list" else {}))
        for number, admits in enumerate(ADMITS):
            about: dict[str, Any] = {"admits": admits}
            if codes:
                about["ticket_code"] = codes[number]
            if number == ASKED:
                about["ticket_type_id"] = asked
            if number == UNPAID:
                about |= {"states": [("unpaid", None)], "payment_status": "pending"}
            self.tickets.append(evening.issue(**about))
        self.furnish()
        for _ in range(kiosks):
            self.add_kiosk()
        if house.small != "zone":
            evening.add_list("Balcony", **columns)  # where kiosks may be moved to

    def _ask_something(self) -> UUID:
        """A ticket type whose guests must answer a question; its id."""
        evening = self.evening
        ids = {"organization_id": evening.organization_id}
        type_id = evening.add_type("Asked")
        question = CheckInQuestion.model_validate(
            ids | {"event_id": evening.event_id, "prompt": "Allergies?", "answer_kind": "text",
                   "required": True}
        )  # fmt: skip
        evening.add(question)
        link = {"check_in_question_id": question.id, "ticket_type_id": type_id}
        evening.add(CheckInQuestionTicketType.model_validate(ids | link))
        return type_id

    def add_kiosk(self) -> Door:
        """A kiosk with its own line to the server, its list fetched."""
        injector = Injector(self.server_port)
        name = f"kiosk {len(self.kiosks) + 1}"
        timing = WorldTiming(self)
        door = Door(self.folder / name, self.evening, injector.url, name, timing)
        self.injectors.append(injector)
        self.kiosks.append(door)
        report = door.engine.sync_once()
        assert report.problems == (), report.problems
        return door

    def furnish(self) -> None:
        """A map with two seats and a table of two."""
        room = Room(self.evening, FURNITURE)
        self.chairs = [room.spot("seat 1"), room.spot("seat 2"),
                       room.spot("table 1"), room.spot("table 1", 2)]  # fmt: skip

    def close(self) -> None:
        for door in self.kiosks:
            door.close()
        for injector in self.injectors:
            injector.close()

    # What happens

    def scan(self, kiosk: int, ticket: int, direction: Direction, persons: int) -> None:
        code = from_text(self.tickets[ticket].ticket_code or "", Medium.QR)
        self._show(kiosk, Presentation(credential=code, direction=direction, persons=persons))

    def band(self, kiosk: int, ticket: int, band: int) -> None:
        """A guest is let in and given a wristband, which somebody else may have had before."""
        code = from_text(self.tickets[ticket].ticket_code or "", Medium.QR)
        self._show(kiosk, Presentation(credential=code, persons=1, wristband=BANDS[band]))

    def insist(self, kiosk: int, ticket: int, persons: int) -> None:
        """A supervisor lets somebody in, whatever the door says."""
        code = from_text(self.tickets[ticket].ticket_code or "", Medium.QR)
        said = Override(SUPERVISOR, "known guest")
        self._show(kiosk, Presentation(credential=code, persons=persons, override=said))
        self.happened["supervisor insisted"] += 1

    def pay(self, kiosk: int) -> None:
        """A guest comes with the unpaid ticket, and pays if the door asks for it."""
        door, ticket = self.kiosks[kiosk], self.tickets[UNPAID]
        shown = Presentation(credential=from_text(ticket.ticket_code or "", Medium.QR), persons=1)
        try:
            if door.admit(shown).verdict.reason is Reason.UNPAID:
                Desk(door.gate).settle(shown, ticket.id, "20.00", "CAD", "cash")
                self.happened["paid at the door"] += 1
        except Corrupted:
            door.engine.fetch_again()
        self._remember(door)
        self.now += timedelta(seconds=31)

    def bill(self) -> None:
        """The organizer is paid for that ticket, and says so."""
        ticket = self.tickets[UNPAID]
        with self.evening.session() as session:
            row = session.get(Ticket, (self.evening.organization_id, ticket.id))
            assert row is not None
            sales.set_payment(session, row, "paid", self.now)
        self.done.paid.setdefault(str(ticket.id), self.now)

    def revoke(self) -> None:
        """The organizer revokes the last kiosk, which goes on until it hears of it."""
        device_id = self.kiosks[-1].gate.identity.device_id
        if self.done.revoked_devices:
            return
        with self.evening.session() as session:
            row = session.get(Device, (self.evening.organization_id, device_id))
            assert row is not None
            devices.revoke(session, row, "stolen", self.now)
        stored = self.evening.rows(JournalEntry, device_id=device_id)
        before = {bytes(entry.hash) for entry in stored}
        self.done.revoked_devices[str(device_id)] = Revocation(self.now, before)
        self.happened["kiosk revoked"] += 1

    def sell(self, kiosk: int, *, again: bool) -> None:
        """A guest buys a ticket in the street and shows it; or one who did comes once more.

        Its code is signed, so that a door that has not heard of it lets it in too.
        """
        if not (again and self.sold):
            self.sold.append(self.evening.issue())
            self.happened["ticket sold meanwhile"] += 1
        code = from_text(self.sold[-1].qr_payload or "", Medium.QR)
        self._show(kiosk, Presentation(credential=code, persons=1))

    def assign(self, kiosk: int, names: Sequence[str]) -> None:
        """The organizer puts a kiosk at other lists."""
        device_id = self.kiosks[kiosk].gate.identity.device_id
        lists = [str(self.evening.lists[name]) for name in names]
        self._patch(f"devices/{device_id}", {"list_ids": lists})
        self.happened["kiosk moved"] += 1

    def fate(self, ticket: int, status: str) -> None:
        """The organizer cancels or refunds a ticket, or takes that back."""
        with self.evening.session() as session:
            row = session.get(Ticket, (self.evening.organization_id, self.tickets[ticket].id))
            assert row is not None
            sales.set_status(session, row, status, self.now)
        self.happened["ticket canceled or refunded"] += 1

    def approve(self, ticket: int, what: str) -> None:
        """A ticket waits for approval, or gets it."""
        with self.evening.session() as session:
            row = session.get(Ticket, (self.evening.organization_id, self.tickets[ticket].id))
            assert row is not None
            sales.set_state(session, row, "unapproved", holds=what == "waits", at=self.now)

    def hours(self, opens: int | None, closes: int | None) -> None:
        """The list's doors open and close at other times, in minutes from now.

        What closes before it opens is refused; both are sent, the earlier one first.
        """
        if opens is not None and closes is not None:
            opens, closes = min(opens, closes), max(opens, closes)
            closes += opens == closes
        moments = (m if m is None else self.now + timedelta(minutes=m) for m in (opens, closes))
        opens_at, closes_at = (at and at.isoformat() for at in moments)
        self.rule({"opens_at": opens_at, "closes_at": closes_at})

    def takes(self, which: str) -> None:
        """The list takes every type of ticket, or only those without a question."""
        self.rule(
            {"all_ticket_types": which == "all", "ticket_type_ids": [str(self.evening.type_id)]}
        )

    def rule(self, change: Mapping[str, Any]) -> None:
        """The organizer changes the list while its doors are open."""
        list_id = self.evening.lists["Main entrance"]
        self._patch(f"check-in-lists/{list_id}", change)

    def enlarge(self, capacity: int | None) -> None:
        """The organizer says how many the zone has room for, if there is one."""
        if self.zone_id is not None:
            self._patch(f"zones/{self.zone_id}", {"capacity": capacity})

    def _patch(self, what: str, change: Mapping[str, Any]) -> None:
        answer = httpx.patch(
            f"http://127.0.0.1:{self.server_port}/api/v1/{what}", json=dict(change),
            headers={"Authorization": f"Bearer {self.evening.api_key}"}, timeout=60)  # fmt: skip
        assert answer.status_code == 200, answer.text
        self.happened["rules changed"] += 1

    def reissue(self, ticket: int) -> None:
        """A ticket gets another code; the old one counts no more."""
        old = self.tickets[ticket]
        with self.evening.session() as session:
            row = session.get(Ticket, (self.evening.organization_id, old.id))
            assert row is not None
            sales.reissue(session, self.evening.box, row, self.now)
            self.old_codes[ticket] = old.ticket_code or ""
            self.tickets[ticket] = Ticket.model_validate(row.model_dump())
        digest = from_text(self.old_codes[ticket], Medium.QR).digest.hex()
        self.done.revoked[digest] = self.now
        self.happened["ticket issued anew"] += 1

    def old(self, kiosk: int, ticket: int, direction: Direction) -> None:
        """A guest shows the code that a ticket had before."""
        if ticket in self.old_codes:
            code = from_text(self.old_codes[ticket], Medium.QR)
            self._show(kiosk, Presentation(credential=code, direction=direction, persons=1))

    def take_back(self, kiosk: int, ticket: int) -> None:
        """A supervisor takes back a ticket's last scan, whichever door made it."""
        door = self.kiosks[kiosk]
        with contextlib.suppress(CannotDo, NothingToUndo):
            try:
                Desk(door.gate).annul_last(self.tickets[ticket].id, "Wrong guest", None, SUPERVISOR)
                self.happened["taken back"] += 1
            except Corrupted:
                door.engine.fetch_again()
        self._remember(door)
        self.now += timedelta(seconds=1)

    def swap(self, kiosk: int, ticket: int, band: int) -> None:
        """A guest inside has lost a wristband and is given another one."""
        door = self.kiosks[kiosk]
        with contextlib.suppress(CannotDo):
            try:
                Desk(door.gate).replace_band(self.tickets[ticket].id, BANDS[band])
                self.happened["wristband replaced"] += 1
            except Corrupted:
                door.engine.fetch_again()
        self._remember(door)
        self.now += timedelta(seconds=1)

    def tap(self, kiosk: int, band: int, direction: Direction) -> None:
        """Somebody shows a wristband."""
        self._show(kiosk, Presentation(credential=BANDS[band], direction=direction, persons=1))

    def sit(self, kiosk: int, ticket: int, chair: int, what: str) -> None:
        """A host gives a chair to a guest, holds it or lets it go, as far as this kiosk knows."""
        door = self.kiosks[kiosk]
        spot, person = self.chairs[chair], Person(self.tickets[ticket].id)
        seating = door.gate.book.seating
        there = seating.sitting.get(spot)
        origin = seating.spot_of.get(person)
        step = Step(Action(what), spot)
        if what == "place":
            step = Step(
                Action.PLACE, spot, person, origin, there.person if there and origin else None
            )
        elif what == "clear":
            step = Step(Action.CLEAR, spot, there.person if there else person)
        try:
            Desk(door.gate).move([step])
        except CannotDo:
            return
        self.happened["host at the map"] += 1
        self._remember(door)
        self.now += timedelta(seconds=1)

    def _show(self, kiosk: int, shown: Presentation) -> None:
        door = self.kiosks[kiosk]
        try:
            outcome = door.admit(shown)
            if outcome.asked:
                answers = {one.id: f"told at {self.now}" for one in outcome.asked}
                outcome = door.admit(replace(shown, answers=answers))
                self.happened["question answered"] += 1
            accepted = outcome.verdict.status is Status.ACCEPTED
            self.happened["wristband linked"] += bool(shown.wristband) and accepted
        except Corrupted:  # the door says so, and the sync thread takes a new guest list
            door.engine.fetch_again()
        self._remember(door)
        self.now += timedelta(seconds=31)  # beyond a staff's own second scan

    def redeem(self, tickets: Sequence[int], direction: Direction) -> None:
        """Turnstiles of a partner ask the server itself, all at the same moment."""
        list_id = self.evening.lists["Main entrance"]
        waiting = [
            RedeemRequest(list_id=list_id, credential=self.tickets[number].ticket_code or "",
                          direction=direction, persons=1)
            for number in tickets
        ]  # fmt: skip
        self.happened["redeemed at the server"] += len(waiting)
        halves = [waiting[::2], waiting[1::2]]
        with ThreadPoolExecutor(len(halves)) as workers:
            list(workers.map(self._redeem_together, halves))
        for server in devices.server_ids(self.evening.organization_id):
            rows = self.evening.rows(JournalEntry, device_id=server)
            self.done.written |= {bytes(row.hash) for row in rows}
        self.now += timedelta(seconds=1)

    def _redeem_together(self, waiting: Sequence[RedeemRequest]) -> None:
        """What one worker of the server decides."""
        while waiting:
            with self.evening.session() as session:
                told = redeem_together(session, self.evening.box, waiting, self.now)
            assert not any(isinstance(answer, ServerError) for answer in told), told
            waiting = [one for one, answer in zip(waiting, told, strict=True) if answer is None]

    def undo(self, kiosk: int) -> None:
        door = self.kiosks[kiosk]
        desk = Desk(door.gate)
        try:
            last = desk.last_own()
            if last is None:
                return
            desk.undo(last, "Scanned by mistake")
        except NothingToUndo:
            return
        except Corrupted:  # as at a scan
            door.engine.fetch_again()
        self._remember(door)

    def sync(self, kiosk: int, faults: Sequence[str]) -> None:
        """One round, with these faults one request after the other."""
        injector = self.injectors[kiosk]
        injector.script.extend(faults)
        report = self.kiosks[kiosk].engine.sync_once()
        injector.script.clear()
        self.happened["entries forgotten"] += report.forgotten
        self.happened.update(injector.seen)
        injector.seen.clear()

    def send_page(self, kiosk: int) -> None:
        """The server sends what is new by itself; it is on its way until `take_page`."""
        door = self.kiosks[kiosk]
        if door.engine.cursor:
            organization_id = self.evening.organization_id
            with contextlib.suppress(Gone):
                sent = self.read(
                    organization_id, self.evening.event_id, door.engine.cursor, time.monotonic()
                )
                self.on_their_way[kiosk].append(sent.message)

    def take_page(self, kiosk: int, number: int) -> None:
        """One of the pages on their way arrives, late or twice as it may be."""
        if pages := self.on_their_way[kiosk]:
            data = pages[number % len(pages)].split(b"data: ")[1].decode().strip()
            followed = self.kiosks[kiosk].engine.take_page(News("page", data))
            self.happened["page followed" if followed else "page strayed"] += 1

    def deliver(self, kiosk: int) -> None:
        """Late requests arrive."""
        self.injectors[kiosk].deliver()

    def restart(self, kiosk: int) -> None:
        """The power fails and comes back: the files as they are, everything else forgotten."""
        self.kiosks[kiosk].reopen()
        self.happened["restart"] += 1

    def roll_back(self, kiosk: int) -> None:
        """The disk is restored from the copy made by `copy_disk`."""
        door = self.kiosks[kiosk]
        copy = door.folder.with_suffix(".copy")
        if copy.exists():
            door.shut()
            shutil.rmtree(door.folder)
            shutil.copytree(copy, door.folder)
            door.reopen()
            self.happened["disk restored"] += 1

    def copy_disk(self, kiosk: int) -> None:
        door = self.kiosks[kiosk]
        door.shut()
        shutil.rmtree(door.folder.with_suffix(".copy"), ignore_errors=True)
        shutil.copytree(door.folder, door.folder.with_suffix(".copy"))
        door.reopen()

    def lose_replica(self, kiosk: int) -> None:
        """The guest list's file is damaged in the middle."""
        door = self.kiosks[kiosk]
        door.shut()
        for path in door.folder.glob("replica-*.db"):
            content = bytearray(path.read_bytes())
            middle = len(content) // 2
            content[middle : middle + 64] = b"\x55" * 64
            path.write_bytes(bytes(content[: -len(content) // 3]))
        door.reopen()
        self.happened["replica damaged"] += 1

    def meet(self, one: int, other: int) -> None:
        """Two neighbours tell each other what the other lacks, as `desktop.sync.lan` has them do."""
        a, b = self.kiosks[one], self.kiosks[other]
        if one != other:
            for giver, taker in ((a, b), (b, a)):
                try:
                    tell(giver, taker)
                except Corrupted:  # who cannot read its own list believes nobody
                    taker.engine.fetch_again()
            self.happened["neighbours met"] += 1

    def skew(self, kiosk: int, milliseconds: int) -> None:
        """The kiosk's clock jumps."""
        timing = self.kiosks[kiosk].timing
        assert isinstance(timing, WorldTiming)
        timing.skew_ms += milliseconds
        self.happened["clock jumped"] += 1

    def block(self, ticket: int, *, blocked: bool) -> None:
        """The organizer blocks a ticket, or lets it go again."""
        with self.evening.session() as session:
            row = session.get(Ticket, (self.evening.organization_id, self.tickets[ticket].id))
            assert row is not None
            sales.set_status(session, row, "blocked" if blocked else "valid", self.now)
        self.happened["ticket blocked"] += 1

    def back_up(self) -> None:
        """A backup is made and verified; kiosks are told with their next round, and ask at once."""
        with self.evening.session() as session:
            stored = session.execute(text("SELECT hash FROM journal_entries"))
            self.done.backed_up |= {bytes(row[0]) for row in stored}
        self.evening.back_up()
        for door in self.kiosks:
            door.engine.close()
            door.engine = door.new_engine()
        self.happened["backup verified"] += 1

    # How it ends

    def heal(self) -> None:
        """The network is back; everybody talks until nobody has anything to say."""
        for number in range(len(self.kiosks)):
            self.deliver(number)
        quiet = 0
        for _ in range(MOST_ROUNDS):
            self.now += timedelta(minutes=2)
            reports = [door.engine.sync_once() for door in self.kiosks]
            for door, report in zip(self.kiosks, reports, strict=True):
                self._remember(door)
                self.happened["entries forgotten"] += report.forgotten
            heard = [r for r in reports if not r.revoked]
            busy = any(r.pushed or r.brought or r.waiting for r in reports)
            busy = busy or any(r.problems for r in heard)
            quiet = 0 if busy or any(r.renewed for r in reports) else quiet + 1
            if quiet == 3:
                return
        raise AssertionError(f"it never became quiet: {reports}")

    def verdict(self) -> list[str]:
        """What the checker says."""
        with self.evening.session() as session:
            over = "SELECT count(*) FROM check_in_conflicts WHERE kind = 'entered_over_capacity'"
            self.happened["house was full"] += session.execute(text(over)).scalar_one()
            return check(
                session,
                self.evening.event_id,
                [kept(door, self.done.revoked_devices) for door in self.kiosks],
                self.done, self.now,
            )  # fmt: skip

    def _remember(self, door: Door) -> None:
        rows = door.database.all("SELECT hash, kind FROM entries")
        self.done.written |= {bytes(row[0]) for row in rows}
        self.done.payments |= {bytes(row[0]) for row in rows if row[1] == "payment"}

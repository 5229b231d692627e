"""The host at the seat map: looking, finding, and moving guests, with or without a network."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.background import much_made
from desktop.door.desk import CannotDo
from desktop.door.gate import Gate
from desktop.flows.people import PeopleFlow
from desktop.flows.stage import Stage
from desktop.seats.model import Guest, Plan, Room, SeatNow, Shape, Tally
from desktop.seats.reader import RoomReader
from desktop.seats.targets import Landing, Whom, landing, target
from desktop.storage.database import StorageError
from desktop.ui.language import tr
from desktop.ui.seats.cards import May, Soon
from desktop.ui.ticket import describe
from shared.forecast import forecast
from shared.seating import Action, Person, Spot, Step, may_be_noted, may_move

_EVERY_MS = 200
_PART = 500
_MINE = "my_seats"
_SOON_EVERY = timedelta(seconds=30)


class SeatsFlow(QObject):
    """Signals:
    wrote: the journal has something new to send.
    """

    wrote = Signal()

    def __init__(self, stage: Stage, people: PeopleFlow) -> None:
        super().__init__()
        self._stage, self._people = stage, people
        self._room: Room | None = None
        self._moving: Whom = []
        self._swap: Step | None = None
        self._noting: Step | None = None
        self._picked: UUID | None = None
        self._marking: tuple[Action, UUID] | None = None
        self._undo: list[Step] = []
        self._mine: set[str] = set()
        self._starts_at: datetime | None = None
        self._soon_until = datetime.min.replace(tzinfo=UTC)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.follow)
        self._connect()
        stage.rebuilt.connect(self._rebuilt)

    def _connect(self) -> None:
        page = self._stage.window.seats
        page.left.connect(self._stage.window.show_scan)
        page.searched.connect(self.search)
        page.picked.connect(self.pick)
        page.asked.connect(self.do)
        page.guest_asked.connect(self.do_guest)
        page.chosen.connect(self.choose)
        page.noted.connect(self.note)
        page.map_asked.connect(self.open)

    @Slot()
    def _rebuilt(self) -> None:
        self._connect()
        if self._stage.window.page_name == "seats":
            self.show()

    @Slot()
    def show(self) -> None:
        """The page, with the map and the seat that were looked at, or the first map there is."""
        self._stage.window.show_page("seats")
        self._stage.window.seats.may = May(self._may_move, self._people.may_admit)
        picked = self._picked
        self.open(self._room.plan.id if self._room else None)
        if self._room is not None and picked in self._room.plan.seats:
            self.pick(picked)

    @Slot(object)
    def open(self, map_id: UUID | None) -> None:
        """A map of this event."""
        with much_made():
            self._open(map_id)

    def _open(self, map_id: UUID | None) -> None:
        page, gate = self._stage.window.seats, self._gate
        maps: list[tuple[UUID, str]] = []
        before, self._room, self._picked = self._room, None, None
        if gate is not None and gate.has_list:
            maps, plan, self._starts_at = self._stage.ask(lambda: _read(gate, map_id))
            self._room = Room(plan, self._everybody(gate, plan)) if plan else None
            self._mine = set(
                json.loads(self._stage.ask(lambda: gate.journal.setting(_MINE)) or "[]")
            )
        if self._room is None:
            page.show_nothing(tr("This event has no seat map."))
            return
        self._forget_plans()
        self._tell_soon(self._stage.now)
        page.show_room(self._room, maps, self._stage.timezone)
        if before is not None and before.plan.id == self._room.plan.id:
            page.show_changes({}, self._told(before.take(self._room.everything)))
        self._timer.start()

    def _everybody(self, gate: Gate, plan: Plan) -> dict[UUID, SeatNow]:
        """A large room in parts: a guest at the door waits for one of them at most."""
        reader, ids = RoomReader(gate.database, gate.book), list(plan.seats)
        now: dict[UUID, SeatNow] = {}
        for start in range(0, len(ids), _PART):
            part = ids[start : start + _PART]
            now |= self._stage.ask(lambda part=part: reader.now(part))  # type: ignore[misc]
        return now

    def stop(self) -> None:
        """Ask the door nothing any more."""
        self._timer.stop()

    @Slot()
    def follow(self) -> None:
        """What has changed since, as long as somebody looks."""
        window, gate, room = self._stage.window, self._gate, self._room
        if window.page_name != "seats" or gate is None or room is None or not gate.has_list:
            self._timer.stop()
            return

        def changes() -> dict[UUID, SeatNow]:
            reader = RoomReader(gate.database, gate.book)
            changed = reader.seats_of(gate.take_seat_changes())
            return reader.now(changed & room.plan.seats.keys())

        changed = self._stage.ask(changes)
        now = self._stage.now
        if changed or now >= self._soon_until:
            self._tell_soon(now)
        if changed:
            window.seats.show_changes(changed, self._told(room.take(changed)))

    def _tell_soon(self, now: datetime) -> None:
        """How many are expected within a quarter of an hour, from how evenings usually fill."""
        assert self._room is not None
        self._soon_until = now + _SOON_EVERY
        minutes = (now - self._starts_at).total_seconds() / 60 if self._starts_at else 0.0

        def soon(tally: Tally) -> int:
            come = tally.here + tally.left
            return forecast(come=come, tickets=tally.seated, minutes=minutes, per_hour=0).soon

        room, mine = self._room.tally(), self._room.tally_of(map(UUID, self._mine))
        self._stage.window.seats.show_soon(Soon(soon(room), soon(mine)))

    def _told(self, come: list[tuple[Shape, Guest]]) -> list[tuple[Shape, Guest, bool]]:
        """Who came, and whether to one of the host's own tables."""
        return [(shape, guest, str(shape.id) in self._mine) for shape, guest in come]

    @Slot(str)
    def search(self, text: str) -> None:
        """Find guests and seats, and guests who have no seat."""
        page, gate, room = self._stage.window.seats, self._gate, self._room
        if room is None or gate is None:
            return
        if not text.strip():
            page.end_search()
            return
        reader = RoomReader(gate.database, gate.book)
        unseated: Sequence[Guest] = self._stage.ask(lambda: reader.unseated(text))
        page.show_found(room.find(text), unseated)

    @Slot(object)
    def pick(self, seat_id: UUID | None) -> None:
        """A seat was tapped: look at it, or put there who is being moved."""
        if self._moving and seat_id is not None:
            self._move_to(seat_id)
        elif not self._moving:
            if self._noting is not None:
                self._forget_plans()
            self._picked = seat_id
            self._stage.window.seats.show_seat(seat_id, self._told_at_doors(seat_id))

    def _told_at_doors(self, seat_id: UUID | None) -> dict[UUID, str]:
        """The last thing that happened to each ticket of a seat or table, in words."""
        desk = self._stage.desk
        if desk is None or self._room is None or seat_id is None:
            return {}
        told = {}
        for guest in self._room.at(seat_id).guests.values():
            ticket_id = guest.person.ticket_id
            file = self._stage.ask(lambda of=ticket_id: desk.open(of))  # type: ignore[misc]
            if file is not None and file.lines:
                told[ticket_id] = describe(file.lines[-1], self._stage.timezone)
        return told

    @Slot(str, object)
    def do(self, what: str, seat_id: UUID) -> None:
        """A button of the seat's card."""
        room = self._room
        if room is None or (what != "mine" and not self._may_move):
            return
        now, shape = room.at(seat_id), room.plan.seats[seat_id]
        if what == "mine":
            self._toggle_mine(shape)
        elif what == "move":
            places = sorted(now.guests)
            self._begin_move([(now.guests[p].person, Spot(seat_id, p)) for p in places])
        elif what == "note":
            self._ask_note(Step(Action.NOTE, Spot(seat_id), reason=now.note), shape.label)
        elif what == "clear":
            self._write(
                [
                    Step(Action.CLEAR, Spot(seat_id, p), g.person)
                    for p, g in sorted(now.guests.items())
                ],
                tr("{seat} is cleared.").format(seat=shape.label),
            )
        elif what in ("hold", "block"):
            self._marking = Action(what), seat_id
            self._stage.window.seats.say(tr("Why?"), self._reasons(what))
        else:
            self._write([Step(Action(what), Spot(seat_id))], tr("Done."))

    @Slot(str, object)
    def do_guest(self, what: str, person: Person) -> None:
        """A button of one guest."""
        gate, window = self._gate, self._stage.window
        if what == "entry" and self._people.may_admit:
            window.picked.emit(person.ticket_id, False)  # as from the search
        elif what == "ticket":
            window.opened.emit(person.ticket_id)
        elif gate is not None and self._may_move:
            seating = gate.book.seating
            spot = seating.spot_of.get(person)
            if what == "move":
                self._begin_move([(person, spot)])
            elif what == "note" and spot is not None:
                step = Step(Action.NOTE, spot, person, reason=seating.note_on(person))
                self._ask_note(step, window.seats.person_name(person) or tr("this guest"))

    @Slot(str)
    def choose(self, key: str) -> None:
        """One of the choices that were offered."""
        marking, swap, undo = self._marking, self._swap, self._undo
        self._forget_plans()
        if key == "swap" and swap is not None:
            self._write([swap], tr("They have changed places."))
        elif key == "undo" and undo:
            self._write(undo, tr("Undone."))
        elif key.startswith("why:") and marking is not None:
            action, seat_id = marking
            self._write([Step(action, Spot(seat_id), reason=key.removeprefix("why:"))], tr("Done."))

    @Slot(str)
    def note(self, text: str) -> None:
        """A note was written, or an empty one in the place of what was there."""
        before = self._noting
        if before is None:
            return
        if not may_be_noted(text):
            self._stage.window.seats.say(tr("A note is one short line of text."))
            return
        kept = tr("The note is kept.") if text else tr("The note is gone.")
        self._write([replace(before, reason=text)], kept, back=[before])

    def undo(self) -> None:
        """The bar's button, while the map is open: what was done on the map last."""
        undo = self._undo
        if undo:
            self._forget_plans()
            self._write(undo, tr("Undone."))
        else:
            self._stage.window.seats.say(tr("There is nothing on the map to undo."))

    @property
    def room(self) -> Room | None:
        """The room that was opened last."""
        return self._room

    @property
    def _gate(self) -> Gate | None:
        return self._stage.door.gate

    @property
    def _may_move(self) -> bool:
        operator = self._stage.operator
        if operator is None:
            return not self._people.is_closed
        return may_move(operator.person.role, supervisor=operator.person.supervisor)

    def _ask_note(self, before: Step, about: str) -> None:
        self._forget_plans()
        self._noting = before
        page = self._stage.window.seats
        page.ask_note(tr("Note on {name}").format(name=about), before.reason)

    def _begin_move(self, whom: Whom) -> None:
        page = self._stage.window.seats
        page.search.clear()
        self._forget_plans()
        self._moving = whom
        page.view.offer(lambda shape, now: landing(shape, now, whom))
        name = page.person_name(whom[0][0]) if whom else ""
        sentence = (
            tr("Tap the new seat of {name}.").format(name=name or tr("this guest"))
            if len(whom) == 1
            else tr("Tap where the {n} are to sit.").format(n=len(whom))
        )
        page.say(sentence, [("cancel", tr("Cancel"))])

    def _move_to(self, seat_id: UUID) -> None:
        """Everybody who is being moved to one seat or table; one guest may change with another."""
        assert self._room is not None
        page, shape = self._stage.window.seats, self._room.plan.seats[seat_id]
        now, cancel = self._room.at(seat_id), ("cancel", tr("Cancel"))
        found = target(shape, now, self._moving)
        self._swap = None
        page.view.aim(seat_id if found.landing is Landing.SWAP else None)
        if found.landing is Landing.FREE:
            self._write(found.steps, tr("Now at {seat}.").format(seat=shape.label))
        elif found.landing is Landing.SWAP:
            self._swap = found.steps[0]
            name = now.guests[1].name or tr("this guest")
            page.say(
                tr("{name} sits at {seat}.").format(name=name, seat=shape.label),
                [("swap", tr("Swap")), cancel],
            )
        elif found.landing is Landing.SHUT:
            page.say(tr("{seat} is held or blocked.").format(seat=shape.label), [cancel])
        elif found.landing is Landing.FULL:
            told = tr("{seat} has {n} free places.").format(seat=shape.label, n=found.free)
            page.say(told, [cancel])
        else:
            self._forget_plans()

    def _write(self, steps: Sequence[Step], done: str, back: Sequence[Step] = ()) -> None:
        """Sign and keep it; the map follows at once, the others when they hear of it.

        `back` is what takes it back, where the steps themselves do not say.
        """
        desk, page, operator_id = (
            self._stage.desk,
            self._stage.window.seats,
            self._stage.operator_id,
        )
        self._forget_plans()
        if desk is None:
            return
        try:
            self._stage.ask(lambda: desk.move(steps, operator_id))
        except (CannotDo, StorageError) as problem:
            page.say(tr(str(problem)))
            return
        self._undo = [*back] or _reverse(steps)
        page.say(done, [("undo", tr("Undo"))] if self._undo else ())
        self.wrote.emit()
        self.follow()

    def _forget_plans(self) -> None:
        self._moving, self._swap, self._marking, self._undo = [], None, None, []
        self._noting = None
        page = self._stage.window.seats
        page.view.offer(None)
        page.say("")

    def _toggle_mine(self, shape: Shape) -> None:
        self._mine ^= {str(shape.id)}
        self._stage.remember(**{_MINE: json.dumps(sorted(self._mine))})
        self._tell_soon(self._stage.now)
        text = (
            tr("You are told who arrives at {seat}.")
            if str(shape.id) in self._mine
            else tr("{seat} is no longer one of yours.")
        )
        self._stage.window.seats.say(text.format(seat=shape.label))

    def _reasons(self, what: str) -> list[tuple[str, str]]:
        told = (
            [tr("Broken"), tr("Not clean"), tr("No view")]
            if what == "block"
            else [tr("For a guest"), tr("For crew"), tr("Walk-in")]
        )
        return [(f"why:{reason}", reason) for reason in told]


def _read(
    gate: Gate, map_id: UUID | None
) -> tuple[list[tuple[UUID, str]], Plan | None, datetime | None]:
    """Maps, one of them, and when the event begins; on the door thread."""
    reader = RoomReader(gate.database, gate.book)
    maps = reader.plans()
    wanted = map_id if map_id in dict(maps) else next((one for one, _ in maps), None)
    plan = reader.plan(wanted) if wanted else None
    gate.take_seat_changes()
    return maps, plan, gate.facts.catalogue.starts_at()


def _reverse(steps: Sequence[Step]) -> list[Step]:
    """What takes these back, the last first; nothing where they cannot be."""
    back = []
    for step in reversed(steps):
        if step.action is Action.PLACE and step.person is not None:
            if step.origin is None:
                back.append(Step(Action.CLEAR, step.spot, step.person, reason="undo"))
            else:
                back.append(
                    Step(Action.PLACE, step.origin, step.person, step.spot, step.other, "undo")
                )
        elif step.action is Action.CLEAR and step.person is not None:
            back.append(Step(Action.PLACE, step.spot, step.person, reason="undo"))
        elif step.action is Action.HOLD:
            back.append(Step(Action.RELEASE, step.spot, reason="undo"))
        elif step.action is Action.BLOCK:
            back.append(Step(Action.UNBLOCK, step.spot, reason="undo"))
    return back

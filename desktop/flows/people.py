"""Who stands at the door: signing in by PIN, and asking a supervisor."""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from desktop.door.staff import Attempts, Person
from desktop.flows.stage import Operator, Stage
from desktop.ui.language import number, tr
from desktop.ui.pin import Chosen

log = logging.getLogger(__name__)
_OPERATOR, _LENGTHS = "operator", "pin_lengths"
READERS_ONLY = frozenset({"runner", "av", "other"})
"""Roles that look guests up but let nobody in by hand."""

Then = Callable[[Person, str], None]


@dataclass(frozen=True)
class Question:
    """What a PIN is asked for, of whom, and what happens then."""

    people: tuple[Person, ...]
    then: Then


class PeopleFlow(QObject):
    """Signing in and out, and a supervisor's word."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._question: Question | None = None
        stage.window.pin_entered.connect(self.enter)

    def restore(self, stored: str | None) -> None:
        """Whoever was signed in before a restart still is, until the end of the shift."""
        if not stored:
            return
        document = json.loads(stored)
        until = datetime.fromisoformat(document["until"])
        person = next((p for p in self._stage.people() if str(p.id) == document["id"]), None)
        if person is not None and until > self._stage.now:
            self._become(Operator(person, until))

    @Slot()
    def sign_in(self) -> None:
        """Ask everybody who may; or sign out whoever is in."""
        if self._stage.operator is not None:
            self.sign_out()
        else:
            self._ask(self._stage.people(), tr("Sign in"), self._signed_in)

    def sign_out(self) -> None:
        """Nobody stands here any more."""
        self._become(None)

    def tick(self) -> None:
        """A shift may have ended."""
        operator = self._stage.operator
        if operator is not None and operator.until <= self._stage.now:
            self.sign_out()

    def ask_supervisor(self, purpose: str, then: Then, reasons: Sequence[str] = ()) -> bool:
        """Ask for a supervisor's PIN. False where no supervisor is known to this kiosk."""
        supervisors = [person for person in self._stage.people() if person.supervisor]
        if supervisors:
            self._ask(supervisors, purpose, then, reasons)
        return bool(supervisors)

    def as_supervisor(self, purpose: str, then: Callable[[], None]) -> None:
        """Go on as a supervisor: at once for one who is signed in, or where there is none yet."""
        operator = self._stage.operator
        if (operator is not None and operator.person.supervisor) or not self.ask_supervisor(
            purpose, lambda _person, _reason: then()
        ):
            then()

    @property
    def is_closed(self) -> bool:
        """Whether somebody must sign in before anything is decided or shown."""
        return self._stage.preferences.sign_in and self._stage.operator is None

    @property
    def may_admit(self) -> bool:
        """Whether whoever is signed in lets guests in by hand."""
        operator = self._stage.operator
        return operator is None or operator.person.role not in READERS_ONLY

    @Slot(object, str, str)
    def enter(self, person_id: UUID, pin: str, reason: str) -> None:
        """A PIN was typed."""
        question, desk = self._question, self._stage.desk
        person = next((p for p in question.people if p.id == person_id), None) if question else None
        if question is None or person is None or desk is None:
            return
        attempts, now = self._stage.ask(desk.attempts), self._stage.now
        wait = attempts.wait(person.id, now)
        if wait:
            self._refuse_for(wait.total_seconds())
            return
        right = person.believes(pin)
        attempts = attempts.succeeded(person.id) if right else attempts.failed(person.id, now)
        self._stage.ask(lambda: desk.note_attempts(attempts))
        if right:
            self._question = None
            self._learn(person, len(pin))
            self._stage.window.show_scan()
            question.then(person, reason)
        else:
            self._refuse(attempts, person, now)

    def _refuse(self, attempts: Attempts, person: Person, now: datetime) -> None:
        wait = attempts.wait(person.id, now)
        if wait:
            self._refuse_for(wait.total_seconds())
        else:
            self._stage.window.pin.show_problem(tr("This PIN is wrong."))

    def _refuse_for(self, seconds: float) -> None:
        told = tr("Too many wrong PINs. Try again in {n} seconds.").format(n=number(seconds + 0.5))
        self._stage.window.pin.show_problem(told)

    def _ask(
        self, people: Sequence[Person], purpose: str, then: Then, reasons: Sequence[str] = ()
    ) -> None:
        self._question = Question(tuple(people), then)
        self._stage.window.show_page("pin")
        lengths = self._known_lengths()
        chosen = Chosen(
            person=self._stage.operator_id,
            lengths={p.id: lengths[_mark(p)] for p in people if _mark(p) in lengths},
        )
        self._stage.window.pin.begin(people, purpose, reasons, chosen=chosen)

    def _known_lengths(self) -> dict[str, int]:
        """How many digits the PINs have that were typed here, so that the last one needs no OK."""
        stored = self._stage.setting(_LENGTHS)
        return dict(json.loads(stored)) if stored else {}

    def _learn(self, person: Person, digits: int) -> None:
        known = self._known_lengths()
        if known.get(_mark(person)) != digits:
            self._stage.remember(**{_LENGTHS: json.dumps({**known, _mark(person): digits})})

    def _signed_in(self, person: Person, _reason: str) -> None:
        self._become(Operator(person, person.signed_in_until(self._stage.now)))

    def _become(self, operator: Operator | None) -> None:
        stage = self._stage
        stage.operator = operator
        operator_id = stage.operator_id
        closed = self.is_closed
        stage.ask(lambda: stage.door.work_for(operator_id, closed=closed))
        stored = (
            json.dumps({"id": str(operator.person.id), "until": operator.until.isoformat()})
            if operator
            else ""
        )
        stage.remember(**{_OPERATOR: stored})
        self.show()

    @Slot()
    def show(self) -> None:
        """The name in the header."""
        operator = self._stage.operator
        self._stage.window.header.show_person(operator.person.name if operator else "")


def _mark(person: Person) -> str:
    """Names one PIN of one person: another PIN may have another length."""
    return hashlib.sha256(f"{person.id} {person.pin_hash}".encode()).hexdigest()[:16]

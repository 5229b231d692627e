"""One guest after the other: verdicts, what is asked of them, and what staff do about a refusal.

Whatever is open when the next ticket is shown is simply replaced by it.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from desktop.clock import from_ms
from desktop.door.desk import CannotDo
from desktop.door.gate import Outcome, Override, Presentation
from desktop.door.staff import Person
from desktop.door.worker import Undone
from desktop.flows.people import PeopleFlow
from desktop.flows.stage import Stage
from desktop.seats.reader import RoomReader
from desktop.ui import words
from desktop.ui.guest import speak_to_guest
from desktop.ui.language import QT_TR_NOOP, tr
from desktop.ui.recent import LENGTH, Line
from desktop.ui.theme import Tone
from desktop.ui.verdict import Action, Form
from desktop.ui.words import Spoken
from shared.admission import NEVER_BYPASSED, Reason
from shared.credentials import Credential
from shared.ledger import Direction, Status

log = logging.getLogger(__name__)
UNDO_REASONS = (
    QT_TR_NOOP("Wrong person"), QT_TR_NOOP("Did not go in"), QT_TR_NOOP("Scanned by mistake"),
)  # fmt: skip
OVERRIDE_REASONS = (
    QT_TR_NOOP("Known to the organizer"), QT_TR_NOOP("Identity checked"),
    QT_TR_NOOP("Mistake in the list"), QT_TR_NOOP("Medical or safety"),
)  # fmt: skip
_AMOUNT = re.compile(r"\d{1,10}(\.\d{1,2})?")
_MOST_BUTTONS = 8
_TONES = {
    Status.ACCEPTED.value: Tone.WELCOME, Status.REFUSED.value: Tone.REFUSED,
    Status.ASK.value: Tone.ASK,
}  # fmt: skip


class VerdictFlow(QObject):
    """Shows outcomes and takes the answers.

    Signals:
        decided: (Outcome, Spoken) after the verdict was shown.
        let_in: the Outcome of an accepted entry.
        print_asked: an Outcome whose badge is wanted now.
        slip_asked: the Card of a guest who wants their seat on paper.
        ticket_asked: the ticket id to open.
        wrote: the journal has something new to send.
    """

    decided = Signal(object, object)
    let_in = Signal(object)
    print_asked = Signal(object)
    slip_asked = Signal(object)
    ticket_asked = Signal(object)
    wrote = Signal()

    def __init__(self, stage: Stage, people: PeopleFlow) -> None:
        super().__init__()
        self._stage, self._people = stage, people
        self._press: Callable[[str], None] | None = None
        self._answer: Callable[[str], None] | None = None
        self.last: Outcome | None = None
        self._shown: Callable[[], None] | None = None
        self._band_for: UUID | None = None
        stage.window.pressed.connect(self.press)
        stage.window.answered.connect(self.answer)
        stage.rebuilt.connect(self.show_again)

    # Shown

    @Slot(object)
    def show_outcome(self, outcome: Outcome) -> None:
        """Paint a verdict; it is on disk."""
        self.last = outcome
        self._stop_waiting_for_band()
        guest = self._stage.preferences.self_service
        spoken = speak_to_guest(outcome) if guest else words.speak(outcome)
        status = outcome.verdict.status
        if status is Status.ASK:
            self._ask(outcome, spoken)
        else:
            self._show(
                spoken,
                [] if guest else self._actions(outcome),
                press=lambda key: self._act(key, outcome),
                stays=outcome.acknowledge and status is Status.ACCEPTED and not guest,
            )
        if outcome.card is not None and outcome.card.seat:
            self._show_place(outcome.card.ticket_id)
        self._stage.window.scan.add_line(outcome, words.speak(outcome))
        self._stage.sounds.play(spoken.tone)
        self.decided.emit(outcome, spoken)
        if status is Status.ACCEPTED and outcome.direction is Direction.ENTRY:
            self.let_in.emit(outcome)
        self.wrote.emit()

    def _show_place(self, ticket_id: UUID) -> None:
        """Where the guest who stands here sits, if that is on a map."""
        gate = self._stage.door.gate
        if gate is None or not gate.has_list:
            return
        place = self._stage.ask(lambda: RoomReader(gate.database, gate.book).around(ticket_id))
        if place is not None:
            self._stage.window.scan.verdict.show_place(place)

    def recall(self) -> None:
        """The last scans of before a restart, in their list again."""
        desk = self._stage.desk
        if desk is None:
            return
        for scan, card in reversed(self._stage.ask(lambda: desk.recent(LENGTH))):
            tone = _TONES[scan.verdict]
            told = words.refusal(scan.reason) if scan.reason else card.ticket_type if card else ""
            name = card.holder if card and card.holder else told
            ticket_id = card.ticket_id if card else None
            line = Line(scan.entry_id, tone, name, told, from_ms(scan.at_ms), ticket_id)
            self._stage.window.recent.add(line)
            if scan.annulled:
                self._stage.window.recent.mark_undone(scan.entry_id)

    @Slot(object)
    def show_looked(self, outcome: Outcome) -> None:
        """Only information: nothing is written, and it never looks like a yes."""
        desk, card = self._stage.desk, outcome.card
        file = self._stage.ask(lambda: desk.open(card.ticket_id)) if desk and card else None
        inside = sum(file.inside.values()) if file else 0
        actions = [Action("ticket", tr("Ticket"))] if file else []
        self._show(
            words.inform(outcome, inside=inside), actions, press=lambda key: self._act(key, outcome)
        )
        self._stage.sounds.play(Tone.SYSTEM)

    @Slot(str)
    def show_alarm(self, sentence: str) -> None:
        """Nothing could be saved."""
        self._show(words.alarm(sentence))
        self._stage.sounds.play(Tone.SYSTEM)

    @Slot()
    def show_closed(self) -> None:
        """Nobody is signed in, and the organizer wants to know who stands here.

        Guests who go on holding up tickets must not take the PIN page away from whoever signs in.
        """
        if self._stage.window.page_name == "pin":
            self._stage.window.pin.tell(tr("Sign in first"))
            return
        self._show(
            Spoken(Tone.SYSTEM, tr("Sign in first"), tr("Nobody is signed in at this door."),
                   advice=tr("Press Sign in and type your PIN.")),
            [Action("sign_in", tr("Sign in"), main=True)],
            press=lambda _key: self._people.sign_in(),
        )  # fmt: skip

    @Slot()
    def show_several(self) -> None:
        """Nobody is let in on a picture that shows two tickets."""
        if self._stage.window.scan.verdict.spoken != words.several_codes():
            self._show(words.several_codes())

    def show_trouble(self) -> None:
        """An error nobody expected; it is in the log, and the kiosk goes on."""
        self._show(
            Spoken(Tone.SYSTEM, tr("Call staff"), tr("Something went wrong in this kiosk."),
                   advice=tr("Scan again. If it stays, restart the kiosk."))
        )  # fmt: skip

    def ask_reason(
        self, word: str, told: str, reasons: Sequence[str], then: Callable[[str], None]
    ) -> None:
        """Ask why, or whether, before something that is hard to take back."""

        def chosen(reason: str) -> None:
            self._stage.window.scan.verdict.clear()
            if reason != "cancel":
                then(reason)

        actions = [
            *(Action(reason, tr(reason)) for reason in reasons),
            Action("cancel", tr("Cancel")),
        ]
        self._show(Spoken(Tone.ASK, word, told, advice=tr("Choose why.") if len(reasons) > 1 else ""),
                   actions, press=chosen, stays=True)  # fmt: skip

    def say(self, word: str, reason: str, advice: str = "") -> None:
        """Something to tell at the door that is no verdict."""
        self._show(Spoken(Tone.SYSTEM, word, reason, advice=advice))

    @Slot(str)
    def press(self, key: str) -> None:
        """A button below the verdict."""
        if self._press is not None:
            self._press(key)

    @Slot(str)
    def answer(self, text: str) -> None:
        """Something was written below the verdict."""
        if self._answer is not None:
            self._answer(text)

    @Slot()
    def forget(self) -> None:
        """The verdict left by itself: its buttons are gone."""
        self._press = self._answer = self._shown = None

    @Slot()
    def show_again(self) -> None:
        """The pages are new, in another size or colour: the guest who stands here still does."""
        if self._shown is not None and self._stage.window.page_name == "scan":
            self._shown()

    # Taking back

    @Slot()
    def ask_undo(self) -> None:
        """Say whose scan it is and ask why; the next scan simply replaces the question."""
        desk = self._stage.desk
        last = self._stage.ask(desk.last_own) if desk is not None else None
        if last is None:
            self.show_undo_refused(tr("There is no scan of this kiosk to undo."))
            return
        came = last.direction is Direction.ENTRY
        time = words.clock(last.at, self._stage.timezone)
        who = last.holder or tr("A guest")
        told = tr("{who}, in {time}") if came else tr("{who}, out {time}")
        spoken = Spoken(Tone.ASK, tr("Undo"), told.format(who=who, time=time), last.holder,
                        advice=tr("Choose why."))  # fmt: skip

        def chosen(reason: str) -> None:
            if reason == "cancel":
                self._cancel()
            else:
                self._stage.undo.emit(last, reason)

        actions = [Action(reason, tr(reason)) for reason in UNDO_REASONS]
        self._show(spoken, [*actions, Action("cancel", tr("Cancel"))], press=chosen, stays=True)

    @Slot(object)
    def show_undone(self, undone: Undone) -> None:
        """The scan is taken back."""
        self._stage.window.recent.mark_undone(str(undone.scan_id))
        who = undone.holder or tr("The last guest")
        told = tr("{who} does not count any more.").format(who=who)
        self._show(Spoken(Tone.SYSTEM, tr("Taken back"), told))
        self.wrote.emit()

    @Slot(str)
    def show_undo_refused(self, sentence: str) -> None:
        """Nothing was taken back."""
        self._show(Spoken(Tone.SYSTEM, tr("Nothing undone"), tr(sentence)))

    # Wristbands

    def ask_band(self, ticket_id: UUID, holder: str) -> None:
        """Wait for the wristband that takes the place of a lost one."""
        self._band_for = ticket_id
        self._stage.ask(lambda: self._stage.door.await_band(wanted=True))
        self._show(
            Spoken(Tone.ASK, tr("Wristband"), tr("The lost one opens no door any more."), holder,
                   advice=tr("Tap or scan the new wristband now.")),
            [Action("cancel", tr("Cancel"))],
            press=lambda _key: self._cancel(),
            stays=True,
        )  # fmt: skip

    @Slot(object)
    def take_band(self, band: Credential) -> None:
        """The wristband was shown."""
        ticket_id, desk = self._band_for, self._stage.desk
        self._band_for = None
        if ticket_id is None or desk is None:
            return
        try:
            self._stage.ask(lambda: desk.replace_band(ticket_id, band))
        except CannotDo as problem:
            self.say(tr("Not replaced"), tr(str(problem)))
        else:
            told = tr("The new wristband is linked.")
            self._show(Spoken(Tone.WELCOME, tr("Replaced"), told, advice=tr("Hand it over.")))
            self._stage.sounds.play(Tone.WELCOME)
            self.wrote.emit()

    @Slot()
    def refuse_band(self) -> None:
        """A phone was held to the reader instead; the wristband is still waited for."""
        told = tr("This chip has another number at each tap. Use a wristband.")
        self._show(
            Spoken(
                Tone.ASK, tr("Wristband"), told, advice=tr("Tap or scan the new wristband now.")
            ),
            [Action("cancel", tr("Cancel"))],
            press=lambda _key: self._cancel(),
            stays=True,
        )

    def _stop_waiting_for_band(self) -> None:
        if self._band_for is not None:
            self._band_for = None
            self._stage.ask(lambda: self._stage.door.await_band(wanted=False))

    def _cancel(self) -> None:
        self._stop_waiting_for_band()
        self._stage.window.scan.verdict.clear()

    # Asking

    def _ask(self, outcome: Outcome, spoken: Spoken) -> None:
        actions, form = _ways_to_answer(outcome)
        self._show(
            spoken,
            actions,
            form,
            press=lambda key: self._answered(outcome, key),
            answer=lambda text: self._written(outcome, text),
            stays=True,
        )

    def _answered(self, outcome: Outcome, key: str) -> None:
        """The presentation again, with what was chosen: a new scan."""
        presentation = outcome.presentation
        kind, _, value = key.partition(":")
        if kind == "photo":
            self._take_photo(outcome)
            return
        if kind == "persons":
            presentation = replace(presentation, persons=int(value))
        elif kind == "addon":
            presentation = replace(presentation, product_id=UUID(value))
        else:
            presentation = _with_answer(outcome, value)
        self.forget()
        self._stage.present.emit(presentation)

    def _written(self, outcome: Outcome, text: str) -> None:
        problem, answer = _checked(outcome, text)
        if problem:
            self._stage.window.scan.verdict.field.setPlaceholderText(problem)
            self._stage.window.scan.verdict.field.clear()
            return
        if outcome.verdict.reason is Reason.PERSONS:
            self._answered(outcome, f"persons:{answer}")
        else:
            self._answered(outcome, f"answer:{answer}")

    def _take_photo(self, outcome: Outcome) -> None:
        content, desk = self._stage.ask(self._stage.door.photo), self._stage.desk
        if content is None or desk is None:
            self.say(tr("No picture"), tr("The camera gives no picture. Check its cable."))
            return
        digest = hashlib.sha256(content).hexdigest()
        self._stage.ask(lambda: desk.keep_photo(digest, content))
        self._answered(outcome, f"answer:{digest}")

    # What staff can do

    def _actions(self, outcome: Outcome) -> list[Action]:
        verdict, actions = outcome.verdict, list[Action]()
        if verdict.status is Status.ACCEPTED:
            if outcome.acknowledge:
                actions.append(Action("understood", tr("Understood"), main=True))
            if self._prints and outcome.direction is Direction.ENTRY:
                actions.append(Action("print", tr("Print badge")))
                if outcome.card is not None and outcome.card.seat:
                    actions.append(Action("slip", tr("Seat slip")))
            return actions
        if verdict.reason is Reason.UNPAID:
            actions.append(Action("settle", tr("Take payment"), main=True))
        entering = outcome.direction is Direction.ENTRY
        if entering and verdict.reason is not None and verdict.reason not in NEVER_BYPASSED:
            actions.append(Action("override", tr("Let in anyway")))
        if outcome.card is not None:
            actions.append(Action("ticket", tr("Ticket")))
        return actions

    @property
    def _prints(self) -> bool:
        return bool(self._stage.preferences.printer)

    def _act(self, key: str, outcome: Outcome) -> None:
        if key == "understood":
            self._stage.window.scan.verdict.clear()
        elif key == "print":
            self.print_asked.emit(outcome)
        elif key == "slip":
            self.slip_asked.emit(outcome.card)
        elif key == "settle":
            self._ask_amount(outcome)
        elif key == "override":
            self._ask_override(outcome)
        elif key == "ticket" and outcome.card is not None:
            self.ticket_asked.emit(outcome.card.ticket_id)

    def _ask_override(self, outcome: Outcome) -> None:
        def go_on(person: Person, reason: str) -> None:
            override = Override(person.id, reason)
            self._stage.present.emit(replace(outcome.presentation, override=override))

        operator = self._stage.operator
        if operator is not None and operator.person.supervisor:
            self._ask_why(outcome, partial(go_on, operator.person))
        elif not self._people.ask_supervisor(tr("Let in anyway"), go_on, OVERRIDE_REASONS):
            self.say(tr("No supervisor"), tr("No supervisor with a PIN is known to this kiosk."),
                     tr("Ask the organizer to give one a PIN."))  # fmt: skip

    def _ask_why(self, outcome: Outcome, go_on: Callable[[str], None]) -> None:
        """A supervisor who is signed in has typed the PIN; in a queue of 300 it is not typed again."""
        card, reason = outcome.card, outcome.verdict.reason
        spoken = Spoken(
            Tone.ASK, tr("Let in anyway"), words.refusal(reason) if reason else "",
            card.holder if card else "", advice=tr("Choose why."),
        )  # fmt: skip

        def chosen(reason: str) -> None:
            if reason == "cancel":
                self._cancel()
            else:
                go_on(reason)

        actions = [Action(reason, tr(reason)) for reason in OVERRIDE_REASONS]
        self._show(spoken, [*actions, Action("cancel", tr("Cancel"))], press=chosen, stays=True)

    def _ask_amount(self, outcome: Outcome) -> None:
        desk, card = self._stage.desk, outcome.card
        currency = self._stage.ask(desk.currency) if desk else None
        if currency is None:
            self.say(tr("Not taken"), tr("The guest list does not say in which currency."),
                     tr("Connect this kiosk to fetch the list again."))  # fmt: skip
            return
        self._show(
            Spoken(Tone.ASK, tr("Take payment"), tr("How much was paid, in {currency}?").format(
                currency=currency), card.holder if card else "",
                   card.ticket_type if card else ""),
            form=Form("number", tr("Amount in {currency}").format(currency=currency)),
            answer=lambda text: self._ask_method(outcome, text, currency),
            stays=True,
        )  # fmt: skip

    def _ask_method(self, outcome: Outcome, text: str, currency: str) -> None:
        amount = text.replace(",", ".").strip()
        if not _AMOUNT.fullmatch(amount) or float(amount) == 0:
            field = self._stage.window.scan.verdict.field
            field.clear()
            field.setPlaceholderText(tr("An amount such as 25 or 12.50"))
            return
        card = outcome.card
        self._show(
            Spoken(Tone.ASK, f"{amount} {currency}", tr("How was it paid?"),
                   card.holder if card else ""),
            [Action("cash", tr("Cash")), Action("card", tr("Card terminal")),
             Action("cancel", tr("Cancel"))],
            press=lambda key: self._settle(outcome, amount, currency, key),
            stays=True,
        )  # fmt: skip

    def _settle(self, outcome: Outcome, amount: str, currency: str, method: str) -> None:
        desk, card = self._stage.desk, outcome.card
        if method == "cancel" or desk is None or card is None:
            self._stage.window.scan.verdict.clear()
            return
        presentation = replace(outcome.presentation, operator_id=self._stage.operator_id)
        settled = self._stage.ask(
            lambda: desk.settle(presentation, card.ticket_id, amount, currency, method)
        )
        self.show_outcome(settled)

    def _show(
        self,
        spoken: Spoken,
        actions: Sequence[Action] = (),
        form: Form | None = None,
        *,
        press: Callable[[str], None] | None = None,
        answer: Callable[[str], None] | None = None,
        stays: bool = False,
    ) -> None:
        def show() -> None:
            self._stage.window.scan.verdict.show_spoken(spoken, actions, form, stays=stays)

        self._press, self._answer, self._shown = press, answer, show
        self._stage.window.show_scan()
        show()


def _ways_to_answer(outcome: Outcome) -> tuple[list[Action], Form | None]:
    """Buttons and a field for what is asked."""
    if outcome.options:
        return [Action(f"addon:{key}", text) for key, text in outcome.options], None
    if outcome.verdict.reason is Reason.PERSONS:
        left = outcome.verdict.places_left
        most = left if left is not None else _MOST_BUTTONS
        actions = [Action(f"persons:{n}", str(n)) for n in range(1, min(most, _MOST_BUTTONS) + 1)]
        return actions, Form("number", tr("How many")) if most > _MOST_BUTTONS else None
    if not outcome.asked:
        return [], None
    question = outcome.asked[0]
    skip = [] if question.required else [Action("answer:", tr("Skip"))]
    if question.kind == "boolean":
        return [Action("answer:yes", tr("Yes")), Action("answer:no", tr("No")), *skip], None
    if question.kind == "choice" and question.options:
        return [*(Action(f"answer:{o}", o) for o in question.options), *skip], None
    if question.kind == "photo":
        return [Action("photo", tr("Take the picture"), main=True), *skip], None
    hint = {"number": tr("A number"), "date": tr("A date")}.get(question.kind, tr("The answer"))
    # A choice of nothing is written.
    return skip, Form("text" if question.kind == "choice" else question.kind, hint)


def _checked(outcome: Outcome, text: str) -> tuple[str, str]:
    """(problem, answer): a number must be one, and a required answer must not be empty."""
    question = outcome.asked[0] if outcome.asked else None
    if outcome.verdict.reason is Reason.PERSONS:
        left = outcome.verdict.places_left
        good = text.isdecimal() and 1 <= int(text) <= (left if left is not None else 10_000)
        return ("" if good else tr("A whole number of persons"), text)
    if question is not None and question.required and not text:
        return tr("This answer is needed."), ""
    if question is not None and question.kind == "number" and text:
        number = text.replace(",", ".")
        if not re.fullmatch(r"-?\d+(\.\d+)?", number):
            return tr("A number"), ""
        return "", number
    return "", text


def _with_answer(outcome: Outcome, answer: str) -> Presentation:
    presentation = outcome.presentation
    return replace(presentation, answers={**presentation.answers, outcome.asked[0].id: answer})

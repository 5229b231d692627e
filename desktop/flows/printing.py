"""Badges and labels: by themselves at an entry, on demand, and again with a reason."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from desktop.background import Errand
from desktop.door.desk import CannotDo
from desktop.door.facts import Card
from desktop.door.gate import Outcome
from desktop.flows.stage import Stage
from desktop.flows.verdicts import VerdictFlow
from desktop.label_printer import Condition, Ink, LabelPrinter, PrintFailed
from desktop.seats.reader import RoomReader
from desktop.ui.labels import (
    Label,
    find_system_printer,
    ink,
    system_printers,
    to_pdf,
    to_system_printer,
)
from desktop.ui.language import QT_TR_NOOP, tr

REPRINT_REASONS = (
    QT_TR_NOOP("Lost"), QT_TR_NOOP("Damaged"), QT_TR_NOOP("Misspelt"), QT_TR_NOOP("Printer jam"),
)  # fmt: skip
_SYSTEM = "system:"


class PrintFlow(QObject):
    """Turns outcomes into paper. A printer that fails is told and never holds up a guest.

    Signals:
        heard: the printer said how it is, or that it cannot be asked.
    """

    heard = Signal()

    def __init__(self, stage: Stage, verdicts: VerdictFlow) -> None:
        super().__init__()
        self._stage, self._verdicts = stage, verdicts
        self._errands: list[Errand] = []
        self._known: tuple[str, Condition] | None = None
        self.problem = ""
        verdicts.let_in.connect(self.let_in)
        verdicts.print_asked.connect(self.print_outcome)
        verdicts.slip_asked.connect(self.print_slip)

    @property
    def condition(self) -> Condition | None:
        """What the printer of the settings said last; None before it was asked."""
        known = self._known
        return known[1] if known and known[0] == self._stage.preferences.printer else None

    @Slot()
    def ask_printer(self) -> None:
        """How it is now; `heard` tells when that is known."""
        setting = self._stage.preferences.printer
        if setting:
            self._known = None
            self._run(_Asking(self, setting), lambda: _asked(setting))

    def take_condition(self, setting: str, condition: Condition) -> None:
        """What a printer said, which is newer than what went wrong before."""
        self._known = setting, condition
        if condition.answered:
            self.problem = ""

    @Slot(object)
    def let_in(self, outcome: Outcome) -> None:
        """Somebody came in: print where the settings say so."""
        preferences, desk, card = self._stage.preferences, self._stage.desk, outcome.card
        if not preferences.printer or card is None or desk is None:
            return
        if preferences.print_when == "demand":
            return
        printed = self._stage.ask(lambda: desk.times_printed(card.ticket_id))
        if preferences.print_when == "always" or not printed:
            self._print(card, outcome.presentation.code, "")

    @Slot(object)
    def print_outcome(self, outcome: Outcome) -> None:
        """The button below a welcome, and its key."""
        if outcome.card is not None and self._stage.preferences.printer:
            self.ask(outcome.card, outcome.presentation.code)

    @Slot(object)
    def print_slip(self, card: Card) -> None:
        """Where a guest sits, on paper to take along; it is no badge and may be printed again."""
        if self._stage.preferences.printer:
            self._send(self.slip(card), lambda: self._tell(tr("The seat slip was sent.")))

    def slip(self, card: Card) -> Label:
        """Seat, way, and the part of the map around it."""
        gate = self._stage.door.gate
        place = None
        if gate is not None and gate.has_list:
            reader = RoomReader(gate.database, gate.book)
            place = self._stage.ask(lambda: reader.around(card.ticket_id))
        event = self._stage.enrolled.event.name if self._stage.enrolled else ""
        return Label("slip", card.holder, card.ticket_type, card.seat, event,
                     way=card.way, place=place)  # fmt: skip

    def ask(self, card: Card, code: str) -> None:
        """Print for a guest; a second badge only with the reason for it."""
        desk = self._stage.desk
        if desk is None:
            return
        if not self._stage.ask(lambda: desk.times_printed(card.ticket_id)):
            self._print(card, code, "")
            return
        self._verdicts.ask_reason(
            tr("Print again"), card.holder, REPRINT_REASONS,
            lambda reason: self._print(card, code, reason),
        )  # fmt: skip

    def _print(self, card: Card, code: str, reason: str) -> None:
        """Without the code that was shown, the badge gets a new one."""
        desk = self._stage.desk
        if desk is None:
            return
        try:
            code = code or self._stage.ask(lambda: desk.badge_code(card.ticket_id))
        except CannotDo as problem:
            self._tell(tr(str(problem)))
            return
        operator_id = self._stage.operator_id

        def printed() -> None:
            self._stage.ask(lambda: desk.note_print(card.ticket_id, reason, operator_id))

        self._send(self.label(card, code), printed)

    def label(self, card: Card, code: str) -> Label:
        """What is printed for a guest."""
        event = self._stage.enrolled.event.name if self._stage.enrolled else ""
        kind = self._stage.preferences.label
        return Label(kind, card.holder, card.ticket_type, card.seat, event, code)

    @Slot()
    def test(self) -> None:
        """A label that shows what a real one looks like."""
        self._send(self._sample(), lambda: self._tell(tr("The test label was sent.")))

    @Slot()
    def preview(self) -> Path:
        """A sample as PDF, opened in whatever shows PDF here."""
        stage = self._stage
        path = stage.data_dir / "label-preview.pdf"
        to_pdf(self._sample(), path)
        opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._tell("" if opened else tr("The preview is at {path}.").format(path=path))
        return path

    def _tell(self, sentence: str) -> None:
        """Where whoever asked for it looks."""
        window = self._stage.window
        if window.page_name == "settings":
            window.settings.show_message(sentence)
        else:
            window.scan.show_notice(sentence)

    def _sample(self) -> Label:
        event = self._stage.enrolled.event.name if self._stage.enrolled else "Usher"
        return Label(self._stage.preferences.label, "Amara Osei", tr("VIP guest"), "12 · 3", event,
                     "USHERSAMPLE23456")  # fmt: skip

    def _send(self, label: Label, printed: Callable[[], None]) -> None:
        self._run(_Printing(self, self._stage.preferences.printer, printed), self._work(label))

    def _run(self, end: "_Printing | _Asking", work: Callable[[], Condition]) -> None:
        errand = Errand(work, (PrintFailed,))
        end.errand = errand
        errand.ends.done.connect(end.done)
        errand.ends.failed.connect(end.failed)
        self._errands.append(errand)
        errand.start()

    def _work(self, label: Label) -> Callable[[], Condition]:
        setting, known = self._stage.preferences.printer, self.condition
        direct = LabelPrinter.parse(setting)
        if direct is not None:
            picture = ink(label)
            # Who did not answer before is not waited for while a guest stands there.
            may_answer = known is None or known.answered
            return lambda: _print(direct, picture, asking=may_answer)
        name = setting.removeprefix(_SYSTEM)

        def print_through_system() -> Condition:
            to_system_printer(label, name)
            return Condition()

        return print_through_system

    def ended(self, errand: Errand, problem: str, *, aloud: bool = True) -> None:
        """An errand is over; `aloud` where somebody waits for paper."""
        self._errands.remove(errand)
        self.problem = problem
        if problem and aloud:
            self._tell(tr(problem))


class _Printing(QObject):
    """Hears on the UI thread how printing a label ended."""

    def __init__(self, flow: PrintFlow, setting: str, printed: Callable[[], None]) -> None:
        super().__init__(flow)
        self._flow, self._setting, self._printed = flow, setting, printed
        self.errand: Errand

    @Slot(object)
    def done(self, condition: Condition) -> None:
        """On paper."""
        self._printed()
        self._flow.ended(self.errand, "")
        self._flow.take_condition(self._setting, condition)
        self.deleteLater()

    @Slot(str)
    def failed(self, sentence: str) -> None:
        """Not on paper."""
        self._flow.ended(self.errand, sentence)
        self.deleteLater()


class _Asking(QObject):
    """Hears on the UI thread what a printer answered."""

    def __init__(self, flow: PrintFlow, setting: str) -> None:
        super().__init__(flow)
        self._flow, self._setting = flow, setting
        self.errand: Errand

    @Slot(object)
    def done(self, condition: Condition) -> None:
        """It is there, whether it answers or not."""
        self._end(self._flow.problem, condition)

    @Slot(str)
    def failed(self, sentence: str) -> None:
        """It is not there."""
        self._end(sentence, Condition())

    def _end(self, problem: str, condition: Condition) -> None:
        self._flow.ended(self.errand, problem, aloud=False)
        self._flow.take_condition(self._setting, condition)
        self._flow.heard.emit()
        self.deleteLater()


def _asked(setting: str) -> Condition:
    """How a printer is. The system's own are asked only whether they are there. Raises PrintFailed."""
    direct = LabelPrinter.parse(setting)
    if direct is not None:
        return direct.ask()
    find_system_printer(setting.removeprefix(_SYSTEM))
    return Condition()


def _print(printer: LabelPrinter, picture: Ink, *, asking: bool) -> Condition:
    """Nothing is sent to a printer that could not print it: it would come out once it can, and again
    when somebody has asked for another. Raises PrintFailed."""
    condition = printer.ask() if asking else Condition()
    if condition.stops:
        raise PrintFailed(condition.stops[0])
    printer.send(picture)
    return condition


def printers() -> list[tuple[str, str]]:
    """The system's printers as choices of the settings."""
    return [(f"{_SYSTEM}{name}", name) for name in system_printers()]

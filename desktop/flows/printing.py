"""Badges and labels: by themselves at an entry, on demand, and again with a reason."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from desktop.background import Errand
from desktop.door.desk import CannotDo
from desktop.door.facts import Card
from desktop.door.gate import Outcome
from desktop.flows.stage import Stage
from desktop.flows.verdicts import VerdictFlow
from desktop.label_printer import LabelPrinter, PrintFailed
from desktop.seats.reader import RoomReader
from desktop.ui.labels import Label, ink, system_printers, to_pdf, to_system_printer
from desktop.ui.language import QT_TR_NOOP, tr

REPRINT_REASONS = (
    QT_TR_NOOP("Lost"), QT_TR_NOOP("Damaged"), QT_TR_NOOP("Misspelt"), QT_TR_NOOP("Printer jam"),
)  # fmt: skip
_SYSTEM = "system:"


class PrintFlow(QObject):
    """Turns outcomes into paper. A printer that fails is told and never holds up a guest."""

    def __init__(self, stage: Stage, verdicts: VerdictFlow) -> None:
        super().__init__()
        self._stage, self._verdicts = stage, verdicts
        self._errands: list[Errand] = []
        self.problem = ""
        verdicts.let_in.connect(self.let_in)
        verdicts.print_asked.connect(self.print_outcome)
        verdicts.slip_asked.connect(self.print_slip)

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
        errand = Errand(self._work(label), (PrintFailed,))
        end = _End(self, errand, printed)
        errand.ends.done.connect(end.done)
        errand.ends.failed.connect(end.failed)
        self._errands.append(errand)
        errand.start()

    def _work(self, label: Label) -> Callable[[], None]:
        setting = self._stage.preferences.printer
        direct = LabelPrinter.parse(setting)
        if direct is not None:
            picture = ink(label)
            return lambda: direct.send(picture)
        name = setting.removeprefix(_SYSTEM)
        return lambda: to_system_printer(label, name)

    def ended(self, errand: Errand, problem: str) -> None:
        """An errand is over."""
        self._errands.remove(errand)
        self.problem = problem
        if problem:
            self._tell(tr(problem))


class _End(QObject):
    """Hears the end of one errand on the UI thread."""

    def __init__(self, flow: PrintFlow, errand: Errand, printed: Callable[[], None]) -> None:
        super().__init__(flow)
        self._flow, self._errand, self._printed = flow, errand, printed

    @Slot(object)
    def done(self, _result: object) -> None:
        """On paper."""
        self._printed()
        self._flow.ended(self._errand, "")
        self.deleteLater()

    @Slot(str)
    def failed(self, sentence: str) -> None:
        """Not on paper."""
        self._flow.ended(self._errand, sentence)
        self.deleteLater()


def printers() -> list[tuple[str, str]]:
    """The system's printers as choices of the settings."""
    return [(f"{_SYSTEM}{name}", name) for name in system_printers()]

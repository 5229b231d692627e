"""Badges and labels: by themselves at an entry, on demand, and again with a reason."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from desktop.door.desk import CannotDo
from desktop.door.facts import Card
from desktop.door.gate import Outcome
from desktop.flows.stage import Errand, Stage
from desktop.printing import LabelPrinter, PrintFailed
from desktop.ui.labels import Label, ink, system_printers, to_pdf, to_system_printer
from desktop.ui.language import QT_TR_NOOP, tr

REPRINT_REASONS = (
    QT_TR_NOOP("Lost"), QT_TR_NOOP("Damaged"), QT_TR_NOOP("Misspelt"), QT_TR_NOOP("Printer jam"),
)  # fmt: skip
_SYSTEM = "system:"


class PrintFlow(QObject):
    """Turns outcomes into paper. A printer that fails is told and never holds up a guest."""

    def __init__(self, stage: Stage, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._stage, self._tell = stage, tell
        self._errands: list[Errand] = []
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
            self.print_card(card, outcome.presentation.code, "")

    @Slot(object)
    def print_outcome(self, outcome: Outcome) -> None:
        """The button below a welcome."""
        if outcome.card is not None:
            self.print_card(outcome.card, outcome.presentation.code, "")

    def print_card(self, card: Card, code: str, reason: str) -> None:
        """Print for a guest; without the code that was shown, the badge gets a new one."""
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

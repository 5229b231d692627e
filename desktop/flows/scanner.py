"""Hand scanners: what staff are told when half a code arrives, and a scan to learn the settings from."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from desktop.flows.stage import Stage
from desktop.flows.verdicts import VerdictFlow
from desktop.scanning.wedge import Stroke, learn
from desktop.ui.language import tr
from desktop.ui.theme import Tone

SAMPLE = "USHER-4711"
"""What the code on the settings page says."""


class ScannerFlow(QObject):
    """Signals:
    waits: the next keys are a scan to learn from.
    """

    waits = Signal()

    def __init__(self, stage: Stage, verdicts: VerdictFlow) -> None:
        super().__init__()
        self._stage, self._verdicts = stage, verdicts

    @Slot()
    def ask(self) -> None:
        """Show a code and wait for it to be scanned."""
        page = self._stage.window.settings
        page.show_sample(SAMPLE)
        page.show_message(tr("Scan the code below with the hand scanner."))
        self.waits.emit()

    @Slot(object)
    def take(self, strokes: Sequence[Stroke]) -> None:
        """A scan came, or something else was typed."""
        page = self._stage.window.settings
        learned = learn(strokes, SAMPLE)
        page.show_sample("")
        if learned is None:
            page.show_message(tr("That was not the code on the screen. Nothing was changed."))
            return
        self._stage.set(
            scanner_prefix=learned.prefix[:20],
            scanner_suffix=learned.suffix[:20],
            scanner_end=learned.end,
            scanner_pace=learned.pace_ms,
        )
        page.show_message(tr("The scanner is set up as it read the code."))

    @Slot()
    def take_cut(self) -> None:
        """The end of a code, whose beginning went elsewhere: nothing is decided on it."""
        self._stage.window.show_scan()
        self._verdicts.say(
            tr("Read it again"),
            tr("Only a part of the code arrived."),
            tr("Scan the ticket again."),
        )
        self._stage.sounds.play(Tone.SYSTEM)

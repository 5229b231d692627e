"""Which names of the guest list this machine cannot draw, counted beside everything else."""

import threading
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import Errand
from desktop.flows.stage import Stage
from desktop.storage.database import StorageError
from desktop.ui.scripts import Undrawable, tally

_MANY = 2_000
"""Read in one turn of the door thread, where a guest may be waiting: some milliseconds."""


class LetteringFlow(QObject):
    """Reads the list in small turns and looks at the names on a thread of the pool.

    Signals:
        counted: `found` is new.
    """

    counted = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._errand: Errand | None = None
        self._over = threading.Event()
        self.found: Undrawable | None = None
        """What was found the last time; None before."""

    @Slot()
    def count(self) -> None:
        """Look again; never twice at a time."""
        desk = self._stage.desk
        if desk is None or self._errand is not None:
            return
        stage, over = self._stage, self._over

        def page(after: str) -> list[tuple[str, str]]:
            return [] if over.is_set() else stage.ask(lambda: desk.names(after, _MANY))

        self._errand = Errand(lambda: tally(_names(page)), (StorageError, TimeoutError))
        self._errand.ends.done.connect(self._take)
        self._errand.ends.failed.connect(self._give_up)
        self._errand.start()

    def stop(self) -> None:
        """The door thread answers no more."""
        self._over.set()

    @Slot(object)
    def _take(self, found: Undrawable) -> None:
        self._errand = None
        if not self._over.is_set():
            self.found = found
            self.counted.emit()

    @Slot(str)
    def _give_up(self, _sentence: str) -> None:
        self._errand = None


def _names(page: Callable[[str], list[tuple[str, str]]]) -> Iterator[str]:
    """Every name, as pages of (id, name) come."""
    after = ""
    while rows := page(after):
        yield from (name for _, name in rows)
        after = rows[-1][0]

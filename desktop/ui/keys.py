"""Hears keyboard-wedge scanners wherever the focus is, and keeps their keys out of text fields."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.scanning.wedge import Key, Wedge


class WedgeListener(QObject):
    """An event filter of the whole application.

    Signals:
        scanned: the text of one complete scan.
    """

    scanned = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._wedge = Wedge()
        self._field: QLineEdit | None = None
        self._before = ""
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or watched is not _receiver(watched):
            return False
        assert isinstance(event, QKeyEvent)
        modifiers = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if modifiers or event.isAutoRepeat():
            return False
        return self._judge(event)

    def _judge(self, event: QKeyEvent) -> bool:
        focus = QApplication.focusWidget()
        field = focus if isinstance(focus, QLineEdit) else None
        before = field.text() if field else ""
        verdict = self._wedge.key(event.text(), time.monotonic_ns() // 1_000_000)
        if verdict is Key.LEAVE:
            self._field, self._before = field, before
            return False
        if verdict is Key.DONE:
            self._take_back()
            self.scanned.emit(self._wedge.text)
        return True

    def _take_back(self) -> None:
        """The first key of a scan looked like a person's and reached the field."""
        if self._field is not None:
            self._field.setText(self._before)


def _receiver(watched: QObject) -> QObject | None:
    """Where a key is judged: once, at the focus; an unhandled key climbs through the parents."""
    if not isinstance(watched, QWidget):
        return None
    focus = QApplication.focusWidget()
    return focus if focus is not None else watched.window()

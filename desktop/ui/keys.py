"""Hears keyboard-wedge scanners wherever the focus is: in dialogs, lists and text fields too."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.scanning.wedge import Key, Stroke, Wedge, WedgeSettings, us_character

_LEARNED_MS = 800
"""A scan that is learned from is over after such a pause."""
_PATIENCE_MS = 20_000
"""How long is waited for its first key."""
TAKES_KEYS = "takesKeys"
"""A property of widgets that are typed at without being a field: a pad for PINs."""
_FOREIGN = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""No scanner holds these. Control it does: that is how separators inside a code are sent."""
_MODIFIER_KEYS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
})  # fmt: skip


class WedgeListener(QObject):
    """An event filter of the whole application.

    Keys are held back for one fast pause. If they were a scan, nobody else ever sees them; if not,
    they go on to where they were typed, in their order.

    Signals:
        scanned: (text, text as a US keyboard would have typed it) of one complete scan.
        cut: the end of a scan came whose beginning is lost.
        learned: the keys of a scan that was waited for, Strokes.
    """

    scanned = Signal(str, str)
    cut = Signal()
    learned = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.wedge = Wedge()
        self._held: list[QKeyEvent] = []
        self._learning: list[Stroke] | None = None
        self._replaying = False
        self._wait_started = 0.0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        self._wait.timeout.connect(self._nothing_more)
        app.installEventFilter(self)

    def close(self) -> None:
        """Hear nothing any more."""
        self._wait.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    @Slot(object)
    def set_up(self, settings: WedgeSettings) -> None:
        """How the scanner wraps and ends its codes."""
        self.wedge.settings = settings

    @Slot()
    def learn(self) -> None:
        """The next keys are a scan to learn from, and nobody's else."""
        self._give_back()
        self._learning = []
        self._wait_from_now(_PATIENCE_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._replaying:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self.wedge.length:
            # In the middle of a scan no key is a shortcut, nor a choice in an open list.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if watched is not _receiver(watched) or event.key() in _MODIFIER_KEYS:
            return False
        if event.modifiers() & _FOREIGN or event.isAutoRepeat():
            self._give_back()
            return False
        return self._judge(event)

    def _judge(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        us = _us(event, shift=shift)
        if self._learning is not None:
            self._learning.append(Stroke(us or event.text(), _time_of(event)))
            self._wait_from_now(_LEARNED_MS)
            return True
        verdict = self.wedge.key(event.text(), _time_of(event), us, in_field=_takes_text())
        if verdict is Key.HOLD:
            if self.wedge.length == 1:  # a new burst: what was held before is a person's
                self._give_back(keep_wedge=True)
            self._held.append(event.clone())
            self._wait_from_now(self.wedge.wait_ms)
            return True
        if verdict is Key.DONE:
            self._tell()
            return True
        if verdict is Key.AGAIN:
            self._wait.stop()
            self._held.clear()
            self.cut.emit()
            return True
        self._give_back()
        return False

    @Slot()
    def _nothing_more(self) -> None:
        """A pause. If this thread itself was busy, the next keys may only be waiting for it."""
        if time.monotonic() - self._wait_started > 3 * self._wait.interval() / 1000:
            self._wait_from_now(self._wait.interval())
            return
        if self._learning is not None:
            strokes, self._learning = self._learning, None
            self.learned.emit(tuple(strokes))
            return
        if self.wedge.settle() is Key.DONE:
            self._tell()
        else:
            self._give_back()

    def _wait_from_now(self, milliseconds: int) -> None:
        self._wait_started = time.monotonic()
        self._wait.start(milliseconds)

    def _tell(self) -> None:
        """A scan is complete; whatever list is open would only hide its verdict."""
        self._wait.stop()
        self._held.clear()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.scanned.emit(self.wedge.text, self.wedge.plain)

    def _give_back(self, *, keep_wedge: bool = False) -> None:
        """Let held keys go on to whoever has the focus."""
        self._wait.stop()
        held, self._held = self._held, []
        if not keep_wedge:
            self.wedge.forget()
        self._replaying = True
        try:
            for event in held:
                popup = QApplication.activePopupWidget()
                target = popup or QApplication.focusWidget() or QApplication.activeWindow()
                if target is not None:
                    QApplication.sendEvent(target, event)
        finally:
            self._replaying = False


def _takes_text() -> bool:
    """Whether keys that are typed now would stand somewhere, or choose in an open list."""
    if QApplication.activePopupWidget() is not None:
        return True
    focus = QApplication.focusWidget()
    if focus is None:
        return False
    above: QWidget | None = focus
    while above is not None:
        if above.property(TAKES_KEYS):
            return True
        above = above.parentWidget()
    read_only = bool(focus.property("readOnly"))
    return focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) and not read_only


def _receiver(watched: QObject) -> QObject | None:
    """Where a key is judged: once, at the focus; an unhandled key climbs through the parents."""
    if not isinstance(watched, QWidget):
        return None
    popup = QApplication.activePopupWidget()
    if popup is not None:  # an open list of choices, a calendar
        return popup.focusWidget() or popup
    focus = QApplication.focusWidget()
    return focus if focus is not None else watched.window()


def _time_of(event: QKeyEvent) -> int:
    """When the key was pressed, by the system's clock of key presses where it has one: a window
    that was busy for a moment then still sees the scanner's own rhythm."""
    return event.timestamp() or time.monotonic_ns() // 1_000_000


def _us(event: QKeyEvent, *, shift: bool) -> str:
    code = event.nativeScanCode()
    if code <= 0:
        return ""
    if sys.platform.startswith("linux"):
        code -= 8  # X11 and Wayland count from 8
    return us_character(code, shift=shift)

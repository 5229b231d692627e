"""A keyboard on the screen, for kiosks that have none: large keys, the letters of the language."""

from functools import partial

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from desktop.ui.language import tr
from desktop.ui.parts import button, empty
from desktop.ui.theme import Look

_LATIN = ("qwertyuiop", "asdfghjkl", "zxcvbnm-'")
_ROWS = {
    "en": _LATIN,
    "sw": _LATIN,
    "es": ("qwertyuiop", "asdfghjklñ", "zxcvbnm-'"),
    "fr": ("azertyuiop", "qsdfghjklm", "wxcvbnéèç-'"),
    "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnmß-"),
    "ar": ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظذأإ"),
}
_DIGITS = ("123", "456", "789", "0.,")
_NUMERIC = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhFormattedNumbersOnly


class OnScreenKeyboard(QFrame):
    """Types into whatever text field has the focus; never takes the focus itself."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._look = look
        self._capital = False
        self._numeric: bool | None = None
        self.keys: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 10)
        self._column.setSpacing(6)
        # Keys stand as on a real keyboard of the language, whichever way its text runs.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def show_for(self, field: QLineEdit) -> None:
        """Letters, or digits where the field wants a number."""
        self._build(numeric=bool(field.inputMethodHints() & _NUMERIC))
        self.show()

    def _build(self, *, numeric: bool) -> None:
        if numeric == self._numeric:
            return
        self._numeric = numeric
        self.keys = {}
        empty(self._column)
        language = QLocale().name()[:2]
        rows = _DIGITS if numeric else ("1234567890", *_ROWS.get(language, _LATIN))
        for letters in rows:
            line = self._line()
            for letter in letters:
                self._add(line, letter, letter, partial(self._type, letter))
        line = self._line()
        if not numeric:
            self._add(line, "shift", "⇧", self._shift, tr("Capital letters"))
            self._add(line, " ", tr("Space"), partial(self._type, " "), stretch=4)
        self._add(line, "delete", "⌫", self._delete, tr("Delete the last letter"))
        self._add(line, "enter", "⏎", self._enter, tr("Enter"), stretch=2)

    def _line(self) -> QHBoxLayout:
        holder = QFrame()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._column.addWidget(holder)
        return line

    def _add(
        self, line: QHBoxLayout, key: str, text: str, pressed: object, name: str = "",
        *, stretch: int = 1,
    ) -> None:  # fmt: skip
        made = button(text, pressed)
        made.setStyleSheet(f"min-height: 50px; padding: 0; font-size: {self._look.px(20)}px;")
        made.setAccessibleName(name or text)
        made.setAutoRepeat(key == "delete")
        line.addWidget(made, stretch)
        self.keys[key] = made

    def _type(self, letter: str) -> None:
        field = _field()
        if field is not None:
            field.insert(letter.upper() if self._capital else letter)
            if self._capital:
                self._shift()

    def _shift(self) -> None:
        self._capital = not self._capital
        for key, made in self.keys.items():
            if len(key) == 1 and key.isalpha():
                made.setText(key.upper() if self._capital else key)

    def _delete(self) -> None:
        field = _field()
        if field is not None:
            field.backspace()

    def _enter(self) -> None:
        field = _field()
        if field is not None:
            none = Qt.KeyboardModifier.NoModifier
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r")
            QApplication.postEvent(field, press)


def has_touch_screen() -> bool:
    """Whether this machine has a screen that is touched."""
    touch = QInputDevice.DeviceType.TouchScreen
    return any(device.type() == touch for device in QInputDevice.devices())


def _field() -> QLineEdit | None:
    focus = QApplication.focusWidget()
    return focus if isinstance(focus, QLineEdit) else None

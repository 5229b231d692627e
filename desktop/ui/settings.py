"""Settings: what a supervisor sets once, in groups, each in effect at once."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.preferences import LANGUAGES, Preferences
from desktop.scanning.decoder import SHARP_ENOUGH
from desktop.ui.labels import code_picture
from desktop.ui.language import tr
from desktop.ui.parts import Page, button, label, row, scrolled
from desktop.ui.preview import PreviewPane
from desktop.ui.theme import Look

_PACES = [(ms, f"{ms} ms") for ms in (35, 60, 90, 120, 200)]
_RESOLUTIONS = ("640x480", "1280x720", "1920x1080")


class SettingsPage(Page):
    """Signals:
    changed: the name and the new value of one preference.
    asked: `support`, `reset`, `test_print`, `preview_print` or `quit`.
    """

    changed = Signal(str, object)
    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(tr("Settings"))
        self._look = look
        self.fields: dict[str, QWidget] = {}
        self._filling = False
        self.preview = PreviewPane(look)
        self.preview.setMinimumHeight(look.px(200))
        self.focus = label("", "muted", wrap=True)
        self.readers = label("", "muted", wrap=True)
        self.sample = QLabel()
        self.sample.hide()
        self.message = label("", wrap=True)
        self.device = label("", "muted", wrap=True)
        inner = QWidget()
        self._columns = columns = QHBoxLayout(inner)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(18)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(18)
            columns.addLayout(column, 1)
        self._sides = (left, right)
        left.addWidget(self._look_group())
        self._guarded = (
            self._door_group(), self._device_group(),
            self._camera_group(), self._scanner_group(), self._print_group(),
        )  # fmt: skip
        for place, group in enumerate(self._guarded):
            (left if place < 2 else right).addWidget(group)
        self.guard(closed=True)
        left.addStretch(1)
        right.addStretch(1)
        self.content.addWidget(self.message)
        self.content.addWidget(scrolled(inner), 1)
        self.message.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns where both have room."""
        for group in self.findChildren(QFrame, "card"):
            inner = group.layout()
            assert inner is not None
            inner.invalidate()
        for column in self._sides:
            column.invalidate()
        wanted = sum(column.minimumSize().width() for column in self._sides) + 110
        narrow = self.width() < max(wanted, self._look.px(940))
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(below if narrow else beside)

    def guard(self, *, closed: bool) -> None:
        """Screen and sound are anybody's; the rest is a supervisor's."""
        self.title.setText(tr("Screen and sound") if closed else tr("Settings"))
        for group in self._guarded:
            group.setHidden(closed)
        self._columns.setStretch(1, 0 if closed else 1)
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        self._arrange()

    def show_preferences(
        self,
        preferences: Preferences,
        *,
        cameras: Sequence[tuple[str, str]],
        printers: Sequence[tuple[str, str]],
        device: str,
    ) -> None:
        """Fill every field."""
        self._filling = True
        self._offer("scanner_pace", _PACES, preferences.scanner_pace)
        self._offer("camera", [*cameras, ("none", tr("No camera"))], preferences.camera)
        self._offer("printer", [("", tr("No printer")), *printers], preferences.printer)
        stored = preferences.model_dump()
        stored["resolution"] = f"{preferences.width}x{preferences.height}"
        stored["exposure"] = "" if preferences.exposure is None else str(preferences.exposure)
        for name, field in self.fields.items():
            _set(field, stored.get(name))
        self.preview.mirror = preferences.mirror
        self.device.setText(device)
        self._filling = False

    def show_sharpness(self, value: float) -> None:
        """The meter below the camera picture."""
        told = tr("Sharp enough") if value >= SHARP_ENOUGH else tr("Not sharp: move the code")
        bar = "▮" * min(10, round(value / SHARP_ENOUGH * 5))
        self.focus.setText(" ".join((tr("Sharpness"), bar.ljust(10, "▯"), told)))

    def show_readers(self, names: Sequence[str]) -> None:
        """The NFC readers that are plugged in."""
        told = ", ".join(names) if names else tr("none")
        self.readers.setText(tr("NFC readers: {names}").format(names=told))

    def show_sample(self, text: str) -> None:
        """A code to scan from the screen; none where there is no text."""
        self.sample.setVisible(bool(text))
        if text:
            self.sample.setPixmap(code_picture(text, self._look.px(200)))

    def show_message(self, sentence: str) -> None:
        """What came of an action."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _look_group(self) -> QFrame:
        themes = [("dark", tr("Dark")), ("light", tr("Light")), ("contrast", tr("High contrast"))]
        keyboards = [("auto", tr("automatic")), ("on", tr("always")), ("off", tr("never"))]
        sizes = [(p, f"{p} %") for p in (100, 125, 150, 175, 200)]
        return self._group(
            tr("Screen and sound"),
            (tr("Language"), self._choice("language", list(LANGUAGES.items()))),
            (tr("Colours"), self._choice("theme", themes)),
            (tr("Text size"), self._choice("text_percent", sizes)),
            (tr("Keyboard on the screen"), self._choice("keyboard", keyboards)),
            (tr("Volume"), self._slider("volume")),
        )

    def _door_group(self) -> QFrame:
        return self._group(
            tr("Door"),
            (tr("Mode"), self._choice("mode", modes())),
            ("", self._switch("sign_in", tr("Staff must sign in to scan"))),
            ("", self._switch("self_service", tr("Self-service for guests"))),
        )

    def _camera_group(self) -> QFrame:
        return self._group(
            tr("Camera"),
            (tr("Camera"), self._choice("camera", [])),
            (tr("Resolution"), self._choice("resolution", [(r, r) for r in _RESOLUTIONS])),
            (tr("Exposure"), self._line("exposure", tr("automatic"))),
            ("", self._switch("mirror", tr("Mirror the picture"))),
            ("", self._switch("torch", tr("Lamp on, where the camera has one"))),
            ("", self.preview),
            ("", self.focus),
        )

    def _scanner_group(self) -> QFrame:
        ends = [("any", tr("Enter or Tab")), ("enter", tr("Enter")), ("tab", tr("Tab")),
                ("none", tr("nothing"))]  # fmt: skip
        return self._group(
            tr("Hand scanner and NFC"),
            (tr("Before each code"), self._line("scanner_prefix")),
            (tr("After each code"), self._line("scanner_suffix")),
            (tr("Ends with"), self._choice("scanner_end", ends)),
            (tr("Pause between keys"), self._choice("scanner_pace", _PACES)),
            ("", row(self._button("learn_scanner", tr("Learn from a scan")), None)),
            ("", self.sample),
            ("", self.readers),
        )

    def _print_group(self) -> QFrame:
        times = [("demand", tr("on demand")), ("once", tr("once for each guest")),
                 ("always", tr("at every entry"))]  # fmt: skip
        kinds = [("badge", tr("Badge")), ("wristband", tr("Wristband label"))]
        printer = self._choice("printer", [])
        printer.setEditable(True)
        typed = QLineEdit()
        typed.setPlaceholderText("zpl:192.168.1.40:9100")
        printer.setLineEdit(typed)
        typed.editingFinished.connect(lambda: self._tell("printer", _chosen(printer)))
        return self._group(
            tr("Printing"),
            (tr("Printer"), printer),
            (tr("What"), self._choice("label", kinds)),
            (tr("When"), self._choice("print_when", times)),
            ("", row(self._button("preview_print", tr("Preview")),
                     self._button("test_print", tr("Test")), None)),
        )  # fmt: skip

    def _device_group(self) -> QFrame:
        return self._group(
            tr("This kiosk"),
            ("", self.device),
            ("", row(self._button("support", tr("Support bundle")), None)),
            ("", row(self._button("reset", tr("Reset")), self._button("quit", tr("Close the app")),
                     None)),
        )  # fmt: skip

    def _group(self, title: str, *lines: tuple[str, QWidget]) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(title, "section"), 0, 0, 1, 2)
        for place, (name, field) in enumerate(lines, 1):
            if name:
                grid.addWidget(label(name), place, 0)
                grid.addWidget(field, place, 1)
                field.setAccessibleName(name)
            else:
                grid.addWidget(field, place, 0, 1, 2)
        return frame

    def _choice(self, name: str, options: Sequence[tuple[Any, str]]) -> QComboBox:
        field = QComboBox()
        for value, text in options:
            field.addItem(text, value)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(10)
        field.activated.connect(lambda _place: self._tell(name, field.currentData()))
        self.fields[name] = field
        return field

    def _offer(self, name: str, options: Sequence[tuple[Any, str]], chosen: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, QComboBox)
        field.clear()
        for value, text in options:
            field.addItem(text, value)
        if field.findData(chosen) < 0:
            field.addItem(str(chosen), chosen)

    def _switch(self, name: str, text: str) -> QCheckBox:
        field = QCheckBox(text)
        field.clicked.connect(lambda checked: self._tell(name, checked))
        self.fields[name] = field
        return field

    def _slider(self, name: str) -> QSlider:
        field = QSlider(Qt.Orientation.Horizontal)
        field.setRange(0, 100)
        field.sliderReleased.connect(lambda: self._tell(name, field.value()))
        self.fields[name] = field
        return field

    def _line(self, name: str, hint: str = "") -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setMaxLength(20)
        field.editingFinished.connect(lambda: self._tell(name, field.text()))
        self.fields[name] = field
        return field

    def _button(self, key: str, text: str) -> QWidget:
        made = button(text, lambda: self.asked.emit(key))
        self.fields[f"button:{key}"] = made
        return made

    def _tell(self, name: str, value: Any) -> None:
        if not self._filling:
            self.changed.emit(name, value)


def modes() -> list[tuple[str, str]]:
    """The ways a door can work, in words."""
    return [
        ("entry", tr("Entry")), ("exit", tr("Exit")), ("both", tr("Entry and exit")),
        ("info", tr("Info only")),
    ]  # fmt: skip


def _chosen(field: QComboBox) -> str:
    """What an editable list holds: the value of a line of it, or what was typed."""
    place = field.findText(field.currentText())
    return str(field.itemData(place)) if place >= 0 else field.currentText().strip()


def _set(field: QWidget, value: Any) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QSlider):
        field.setValue(int(value or 0))
    elif isinstance(field, QLineEdit):
        field.setText(str(value or ""))

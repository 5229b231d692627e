"""The enrolment page: scan the organizer's code with the camera, or paste it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.language import QT_TR_NOOP, tr
from desktop.ui.preview import PreviewPane
from desktop.ui.theme import Look
from shared.protocol import EnrolCode

WHY_NOT = (
    QT_TR_NOOP("No answer from the server."), QT_TR_NOOP("This is no server address."),
    QT_TR_NOOP("This is no enrolment code."),
)  # fmt: skip
"""What the way to a server may say, which knows no languages."""


class EnrolPage(QWidget):
    """Signals:
    enrol_asked: (code text, name of this kiosk).
    """

    enrol_asked = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.preview = PreviewPane(look)
        self.code, self.name = QLineEdit(), QLineEdit()
        self.code.setPlaceholderText("usher://enrol…")
        self.code.setAccessibleName(tr("Enrolment code"))
        self.name.setPlaceholderText(tr("Kiosk name, such as Gate A left"))
        self.name.setAccessibleName(tr("Name of this kiosk"))
        self.name.setMaxLength(100)
        self.message = QLabel("")
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.go = QPushButton(tr("Enrol this kiosk"))
        self._busy = False
        self._lay_out()
        self.go.clicked.connect(self._ask)
        self.code.returnPressed.connect(self._ask)
        self.name.returnPressed.connect(self._ask)

    def begin(self) -> None:
        """Ready for a code."""
        self.code.setFocus()

    @Slot(str)
    def take_code(self, text: str) -> None:
        """Something the camera or a scanner read."""
        if self._busy:
            return
        if EnrolCode.parse(text) is None:
            self.show_problem(tr("This code is not an enrolment code of an Usher server."))
            return
        self.code.setText(text)
        self._ask()

    @Slot(str)
    def show_problem(self, sentence: str) -> None:
        """Why it did not work, and the way to try again."""
        self._busy = False
        self.go.setEnabled(True)
        self.message.setText(tr(sentence))

    def _ask(self) -> None:
        text = self.code.text().strip()
        if EnrolCode.parse(text) is None:
            self.show_problem(tr("Paste the whole code that the organizer's page shows."))
            return
        self._busy = True
        self.go.setEnabled(False)
        self.message.setText(tr("Asking the server…"))
        self.enrol_asked.emit(text, self.name.text().strip())

    def _lay_out(self) -> None:
        title = QLabel(tr("Make this a door"))
        title.setObjectName("title")
        intro = QLabel(
            tr(
                "Ask the organizer for an enrolment code of this event. "
                "Hold it to the camera, or paste its text here."
            )
        )
        intro.setWordWrap(True)
        intro.setObjectName("muted")
        form = QVBoxLayout()
        form.setSpacing(16)
        for widget in (title, intro, self.code, self.name, self.go, self.message):
            form.addWidget(widget)
        form.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 48)
        layout.setSpacing(48)
        layout.addWidget(self.preview, 1)
        layout.addLayout(form, 1)

"""The scan page: camera and last scans at the left, the verdict over the rest."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from desktop.door.gate import Outcome
from desktop.ui.preview import PreviewPane
from desktop.ui.recent import Line, RecentDelegate, RecentModel
from desktop.ui.theme import Palette, Tone
from desktop.ui.verdict import VerdictPanel
from desktop.ui.words import Spoken

_SIDE = 432


class ScanPage(QWidget):
    """Told outcomes in words; holds no state of the door."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.preview = PreviewPane(palette)
        self.verdict = VerdictPanel(palette)
        self.recent = RecentModel()
        self.notice = QLabel("")
        self.notice.setWordWrap(True)
        self.notice.setObjectName("strong")
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side(palette))
        line = QFrame()
        line.setObjectName("rule")
        line.setFixedWidth(1)
        layout.addWidget(line)
        layout.addWidget(self.verdict, 1)

    def show_outcome(
        self, outcome: Outcome, spoken: Spoken, choices: list[str], *, writes: bool
    ) -> None:
        """A verdict, and its line in the list."""
        self.preview.tone = spoken.tone
        self.verdict.show_spoken(spoken, choices, writes=writes)
        name = spoken.name or spoken.word
        detail = (
            outcome.card.ticket_type
            if spoken.tone is Tone.WELCOME and outcome.card
            else spoken.word
        )
        shown = detail if spoken.name else spoken.reason
        self.recent.add(Line(str(outcome.scan_id), spoken.tone, name, shown, outcome.at))

    def tick(self, now: datetime) -> None:
        """Another second has passed."""
        self.recent.tick(now)

    def show_notice(self, sentence: str) -> None:
        """Something to know that is no verdict (a conflict, a renewed device)."""
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    def _side(self, palette: Palette) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 20, 20, 12)
        column.setSpacing(10)
        self.preview.setFixedHeight(270)
        column.addWidget(self.preview)
        column.addWidget(self.notice)
        title = QLabel("Last scans")
        title.setObjectName("muted")
        column.addWidget(title)
        view = QListView()
        view.setModel(self.recent)
        self._delegate = RecentDelegate(palette)
        view.setItemDelegate(self._delegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("Last scans")
        column.addWidget(view, 1)
        return side

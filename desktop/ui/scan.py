"""The scan page: camera and last scans at the left, the verdict over the rest."""

from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.door.gate import Outcome
from desktop.ui.guest import guest_idle
from desktop.ui.language import tr
from desktop.ui.parts import button, label, row
from desktop.ui.preview import PreviewPane
from desktop.ui.recent import Line, RecentDelegate, RecentModel
from desktop.ui.theme import Look, Tone
from desktop.ui.verdict import VerdictPanel
from desktop.ui.words import Spoken

_SIDE = 432
_PREVIEW = 270


class ScanPage(QWidget):
    """Told outcomes in words; holds no state of the door.

    Signals:
        opened: the ticket id of a line of the last scans, or of the notice, that was pressed.
        notice_read: the notice is not needed any more.
    """

    opened = Signal(object)
    notice_read = Signal()

    def __init__(self, look: Look, recent: RecentModel, *, guest: bool) -> None:
        super().__init__()
        self._look = look
        self.preview = PreviewPane(look)
        self.verdict = VerdictPanel(look)
        if guest:
            self.verdict.waiting = self.verdict.spoken = guest_idle()
        self.recent = recent
        self.notice = label("", "strong", wrap=True)
        self.notice.hide()
        self._noticed: UUID | None = None
        self.open_notice = button(tr("Open"), self._open_noticed)
        self.dismiss_notice = button(tr("Read"), self._dismiss)
        self._notice_row = row(self.open_notice, self.dismiss_notice, None)
        self._notice_row.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._beside = self._side(guest=guest)
        self.verdict.crowded.connect(self._fit)
        self._rule = QFrame()
        self._rule.setObjectName("rule")
        self._rule.setFixedWidth(1)
        # What must be known is told above the verdict where nothing stands beside it.
        self._above = QVBoxLayout()
        self._above.setContentsMargins(24, 0, 24, 0)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addLayout(self._above)
        main.addWidget(self.verdict, 1)
        layout.addWidget(self._beside)
        layout.addWidget(self._rule)
        layout.addLayout(main, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """The verdict owns the screen: what stands beside it goes where the screen is narrow."""
        roomy = self.width() >= _SIDE + max(self._look.px(480), self.verdict.wanted_width())
        if roomy is not self._beside.isHidden():
            return
        self._beside.setVisible(roomy)
        self._rule.setVisible(roomy)
        for place, part in enumerate((self.notice, self._notice_row)):
            if roomy:
                self._column.insertWidget(1 + place, part)
            else:
                self._above.addWidget(part)

    def add_line(self, outcome: Outcome, spoken: Spoken) -> None:
        """A verdict's line in the list."""
        self.preview.tone = spoken.tone
        name = spoken.name or spoken.word
        detail = (
            outcome.card.ticket_type
            if spoken.tone is Tone.WELCOME and outcome.card
            else spoken.word
        )
        shown = detail if spoken.name else spoken.reason
        ticket_id = outcome.card.ticket_id if outcome.card else None
        self.recent.add(Line(str(outcome.scan_id), spoken.tone, name, shown, outcome.at, ticket_id))

    def tick(self, now: datetime) -> None:
        """Another second has passed."""
        self.recent.tick(now)

    def show_notice(self, sentence: str, ticket_id: UUID | None = None) -> None:
        """Something to know that is no verdict (a conflict, a renewed device), until it is read.

        `ticket_id`: whom it is about, where that can be opened.
        """
        self._noticed = ticket_id
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
        self.open_notice.setVisible(ticket_id is not None)
        self._notice_row.setVisible(bool(sentence))

    @Slot()
    def _open_noticed(self) -> None:
        if self._noticed is not None:
            self.opened.emit(self._noticed)

    @Slot()
    def _dismiss(self) -> None:
        self.show_notice("")
        self.notice_read.emit()

    @Slot(QModelIndex)
    def _open(self, index: Any) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(line.ticket_id, UUID):
            self.opened.emit(line.ticket_id)

    def _side(self, *, guest: bool) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        self._column = column = QVBoxLayout(side)
        column.setContentsMargins(24, 20, 20, 12)
        column.setSpacing(10)
        column.addWidget(self.preview, 1)
        column.addWidget(self.notice)
        column.addWidget(self._notice_row)
        if guest:
            return side
        self.preview.setMaximumHeight(_PREVIEW)  # in a small window it gives way to the list
        column.addWidget(label(tr("Last scans"), "muted"))
        view = QListView()
        view.setModel(self.recent)
        self._delegate = RecentDelegate(self._look)
        view.setItemDelegate(self._delegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Last scans"))
        view.clicked.connect(self._open)
        column.addWidget(view, 1)
        return side

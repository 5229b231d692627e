"""The search page: type what the guest can say, pick the person, admit."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.door.search import Hit
from desktop.ui.fitting import Room, fit, on_one_line
from desktop.ui.flow import flowing
from desktop.ui.language import tr
from desktop.ui.theme import RADIUS, Look, colour

_WAIT_MS = 60
_ROW = 78
_AT_END = int(Qt.AlignmentFlag.AlignRight)
Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """What was found."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Replace the hits."""
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{hit.holder}, {hit.ticket_type}, {hit.company}, {hit.seat}, {hit.reference}"
        return None


class SearchPage(QWidget):
    """Signals:
    typed: the text to search for, once typing pauses.
    picked: (ticket id, is it an exit) of the person to admit.
    opened: ticket id of the person whose ticket shall be shown.
    coded: a whole code was typed and entered.
    left: back to the door.
    """

    typed = Signal(str)
    picked = Signal(object, bool)
    opened = Signal(object)
    coded = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            tr("Name, order number, company, seat, or the last letters of the code")
        )
        self.field.setAccessibleName(tr("Search for a guest"))
        self.field.setMaxLength(300)
        self._model = HitModel()
        self.list = QListView()
        self.list.setModel(self._model)
        self._delegate = HitDelegate(look)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(tr("Guests found"))
        self.hint = QLabel("")
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self.admit, self.exit, self.info, self.back = (
            QPushButton(tr("Let in")), QPushButton(tr("Let out")), QPushButton(tr("Ticket")),
            QPushButton(tr("Back")),
        )  # fmt: skip
        self.admit.setObjectName("main")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """An empty page with the cursor in the field."""
        self.field.clear()
        self.show_hits("", ())
        self.field.setFocus()

    @Slot(str, object)
    def show_hits(self, text: str, hits: Sequence[Hit]) -> None:
        """Show what was found, unless more was typed since."""
        if text != self.field.text().strip():
            return
        self._model.show(hits)
        if hits:
            self.list.setCurrentIndex(self._model.index(0))
        names = [hit.holder for hit in hits if hit.holder]
        if text and not hits:
            hint = tr("Nobody found. Check the spelling, or type less.")
        elif len(names) > len(set(names)):
            hint = tr("Several guests have the same name: compare order, seat and code.")
        else:
            hint = ""
        self.hint.setText(hint)
        for button in (self.admit, self.exit, self.info):
            button.setEnabled(bool(hits))

    def current(self) -> UUID | None:
        """The person chosen in the list."""
        row = self.list.currentIndex().row()
        return self._model.hits[row].ticket_id if 0 <= row < len(self._model.hits) else None

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(self.field)
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        buttons = flowing(self.back, self.info, self.exit, self.admit, at_end=3)
        for button in (self.back, self.info, self.exit, self.admit):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._wait.timeout.connect(self._ask)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._entered)
        self.list.activated.connect(self._admit)
        self.admit.clicked.connect(self._admit)
        self.exit.clicked.connect(self._let_out)
        self.info.clicked.connect(self._open)
        self.back.clicked.connect(self.left)
        for keys, step in (("Down", 1), ("Up", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._move, step))
        QShortcut(QKeySequence("Ctrl+I"), self, self._open)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._let_out)

    def _move(self, step: int) -> None:
        """The arrows walk through the list while the cursor stays in the field."""
        row = self.list.currentIndex().row() + step
        if 0 <= row < len(self._model.hits):
            self.list.setCurrentIndex(self._model.index(row))

    @Slot()
    def _typed(self) -> None:
        self._wait.start(_WAIT_MS)

    @Slot()
    def _ask(self) -> None:
        self.typed.emit(self.field.text().strip())

    @Slot()
    def _entered(self) -> None:
        """Return admits the chosen person; with nobody found, the text is tried as a code."""
        if self.current() is not None:
            self._admit()
        elif self.field.text().strip():
            self.coded.emit(self.field.text().strip())
            self.left.emit()

    @Slot()
    def _admit(self) -> None:
        self._pick(exit_=False)

    @Slot()
    def _let_out(self) -> None:
        self._pick(exit_=True)

    @Slot()
    def _open(self) -> None:
        ticket_id = self.current()
        if ticket_id is not None:
            self.opened.emit(ticket_id)

    def _pick(self, *, exit_: bool) -> None:
        ticket_id = self.current()
        if ticket_id is not None:
            self.picked.emit(ticket_id, exit_)
            self.left.emit()


class HitDelegate(QStyledItemDelegate):
    """Draws a guest: name, then what tells two of one name apart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(300, self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        palette = self._look.palette
        area = QRectF(option.rect).adjusted(0, 3, 0, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(colour(palette.accent if chosen else palette.line), 3 if chosen else 1))
        painter.setBrush(colour(palette.surface))
        painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), RADIUS, RADIUS)
        inner = area.adjusted(20, 8, -20, -8)
        room = inner.width()
        if hit.inside:
            painter.setPen(colour(palette.good))
            painter.setFont(self._look.font(18, semi=True))
            painter.drawText(inner, _AT_END | int(Qt.AlignmentFlag.AlignVCenter), tr("inside"))
            room -= painter.fontMetrics().horizontalAdvance(tr("inside")) + self._look.px(16)
        painter.setPen(colour(palette.text))
        # Some scripts are taller than Latin: they are smaller, or they would lie over what is below.
        fonts = [self._look.font(px, semi=True) for px in (24, 21, 18, 16)]
        line = Room(room, inner.height() * 0.72, 1, option.direction)
        name = fit(hit.holder or tr("No name"), fonts, line)
        if name is not None:
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            left = inner.right() - room if rtl else inner.left()
            name.draw(painter, QPointF(left, inner.top()))
        painter.setPen(colour(palette.muted))
        tail = tr("code …{tail}").format(tail=hit.code_tail) if hit.code_tail else ""
        parts = [hit.ticket_type, hit.company, hit.seat, hit.reference, tail]
        told = " · ".join(part for part in parts if part)
        told, font = on_one_line(told, [self._look.font(16)], room)
        painter.setFont(font)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom), told)
        painter.restore()

"""Who is it: choose a name, type a PIN, perhaps say why. A scan in the meantime simply goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.door.staff import Person
from desktop.ui.flow import Columns
from desktop.ui.keys import TAKES_KEYS
from desktop.ui.language import tr
from desktop.ui.parts import Page, button, empty, label, scrolled
from desktop.ui.theme import Look

SHORTEST, LONGEST = 4, 32
_COLUMNS = 2


@dataclass(frozen=True)
class Chosen:
    """What is known already: who stands here, and how many digits a PIN has."""

    person: UUID | None = None
    lengths: Mapping[UUID | None, int] = field(default_factory=dict)


NOTHING = Chosen()


class PinPage(Page):
    """Signals:
    entered: (person id, PIN, reason) when somebody pressed OK.
    """

    entered = Signal(object, str, str)

    def __init__(self, look: Look) -> None:
        super().__init__("")
        self._look = look
        self._person: UUID | None = None
        self._reason = ""
        self._needs_reason = False
        self._lengths: Mapping[UUID | None, int] = {}
        self.pin = ""
        self.people: list[QPushButton] = []
        self.reasons: list[QPushButton] = []
        self.message = label("", wrap=True)
        self.dots = label("", "big")
        self.dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.dots.setAccessibleName(tr("PIN"))
        self.dots.setStyleSheet(f"font-size: {look.px(32)}px;")
        self._names, self._why = Columns(_COLUMNS, spacing=6), Columns(_COLUMNS, spacing=6)
        self._why_title = label(tr("Why"), "section")
        self.ok = button(tr("OK"), self._enter, main=True)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(TAKES_KEYS, True)

    def begin(
        self,
        people: Sequence[Person],
        purpose: str,
        reasons: Sequence[str] = (),
        *,
        chosen: Chosen = NOTHING,
    ) -> None:
        """Ask these people for their PIN, and for one of these reasons, which are sources of texts."""
        self.title.setText(purpose)
        self._person, self.pin, self._reason = None, "", ""
        self._needs_reason = bool(reasons)
        self.people = self._fill_grid(people)
        self.reasons = self._fill_reasons(reasons)
        self._why_title.setVisible(bool(reasons))
        self.tell("" if people else tr("Nobody of this event can sign in here yet."))
        self._lengths = chosen.lengths
        ids = [person.id for person in people]
        if len(people) == 1 or chosen.person in ids:
            self.people[ids.index(chosen.person) if chosen.person in ids else 0].click()
        self._show()
        self.setFocus()

    @Slot(str)
    def show_problem(self, sentence: str) -> None:
        """Why it did not work; the PIN is asked again."""
        self.pin = ""
        self.tell(sentence)
        self._show()

    def tell(self, sentence: str) -> None:
        """Something to know here; no room is kept for nothing."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.text().isdecimal():
            self.type_digit(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self.take_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    @Slot()
    def type_digit(self, digit: str) -> None:
        """One more digit."""
        if len(self.pin) < LONGEST:
            self.pin += digit
            self._show()
            self._enter_when_complete()

    @Slot()
    def take_back(self) -> None:
        """One digit less."""
        self.pin = self.pin[:-1]
        self._show()

    @Slot()
    def _enter(self) -> None:
        if self.ok.isEnabled():
            self.entered.emit(self._person, self.pin, self._reason)

    def _enter_when_complete(self) -> None:
        """No OK after the last digit where it is known to be the last."""
        if len(self.pin) == self._lengths.get(self._person):
            self._enter()

    def _choose(self, person_id: UUID) -> None:
        self._person = person_id
        self._show()

    def _choose_reason(self, reason: str) -> None:
        self._reason = reason
        self._show()
        self._enter_when_complete()

    def _show(self) -> None:
        self.dots.setText("•" * len(self.pin) or " ")
        ready = self._person is not None and len(self.pin) >= SHORTEST
        self.ok.setEnabled(ready and (bool(self._reason) or not self._needs_reason))

    def _fill_grid(self, people: Sequence[Person]) -> list[QPushButton]:
        empty(self._names)
        made = []
        for person in people:
            text = person.name.replace("&", "&&")
            one = button(f"{text} ★" if person.supervisor else text)
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.clicked.connect(partial(self._choose, person.id))
            self._names.addWidget(one)
            made.append(one)
        return made

    def _fill_reasons(self, reasons: Sequence[str]) -> list[QPushButton]:
        empty(self._why)
        made = []
        for reason in reasons:
            one = button(tr(reason))
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.clicked.connect(partial(self._choose_reason, reason))
            self._why.addWidget(one)
            made.append(one)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(below if self.height() > self.width() else beside)

    def _lay_out(self) -> None:
        """Names scroll; the digits never do, on the lowest screen either."""
        names = QWidget()
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(label(tr("Who"), "section"))
        column.addLayout(self._names)
        column.addWidget(self._why_title)
        column.addLayout(self._why)
        column.addStretch(1)
        asked, pad = QVBoxLayout(), QVBoxLayout()
        asked.addWidget(self.title)
        asked.addWidget(scrolled(names), 1)
        asked.addWidget(self.message)
        asked.addWidget(self.back)
        pad.setSpacing(6)
        pad.addWidget(self.dots)
        pad.addWidget(self._keys(), 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(24)
        self._halves.addLayout(asked, 3)
        self._halves.addLayout(pad, 2)
        self.content.addLayout(self._halves, 1)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _keys(self) -> QWidget:
        keys = QWidget()
        # Digits stand as on every telephone, also where text runs from the right.
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        back = button("⌫", self.take_back)
        back.setAccessibleName(tr("Delete the last digit"))
        back.setObjectName("key")
        digits = [self._key(digit) for digit in "123456789"]
        for place, one in enumerate((*digits, back, self._key("0"), self.ok)):
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            one.setStyleSheet("min-height: 48px; padding: 0;")
            one.setMaximumHeight(self._look.px(110))
            grid.addWidget(one, place // 3, place % 3)
        return keys

    def _key(self, digit: str) -> QPushButton:
        made = button(digit, partial(self.type_digit, digit))
        made.setObjectName("key")
        return made

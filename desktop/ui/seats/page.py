"""The host's page: the map, who has just come, and what is to be known of the seat that was tapped."""

from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.seats.model import Found, Guest, Room, SeatNow, Shape
from desktop.ui.flow import Flow
from desktop.ui.language import tr
from desktop.ui.parts import TextButton, button, empty, fill, label, scrolled
from desktop.ui.seats.cards import Arrival, May, Overview, SeatCard, Soon
from desktop.ui.seats.legend import Legend
from desktop.ui.seats.minimap import Minimap
from desktop.ui.seats.view import SeatView
from desktop.ui.theme import Look
from shared.seating import LONGEST_NOTE, Person

_MOST_ARRIVALS = 3
_CARDS_EVERY_MS = 250
_LOW = 400


class SeatsPage(QWidget):
    """Told what to show.

    Signals:
        left: back to the door.
        searched: text of the search field.
        picked: the id of a seat that was tapped or found, or None.
        asked: (what, seat id): `move`, `clear`, `hold`, `release`, `block`, `unblock`, `note`, `mine`.
        guest_asked: (what, Person): `entry`, `ticket`, `note`, `move`.
        chosen: what was chosen of what `say` offered.
        noted: the note that was written.
        map_asked: the id of another map.
    """

    left = Signal()
    searched = Signal(str)
    picked = Signal(object)
    asked = Signal(str, object)
    guest_asked = Signal(str, object)
    chosen = Signal(str)
    noted = Signal(str)
    map_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._room: Room | None = None
        self._seat: UUID | None = None
        self._told: Mapping[UUID, str] = {}
        self._soon = Soon()
        self._timezone = "UTC"
        self.may = May()
        self.view = SeatView(look)
        self.minimap = Minimap(look, self.view)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find guest or seat"))
        self.search.setClearButtonEnabled(True)
        self.message = label("", "strong", wrap=True)
        self.message.hide()
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.setAccessibleName(tr("Note"))
        self.note.hide()
        self.note.returnPressed.connect(self._keep_note)
        self._arrivals: deque[tuple[Shape, Guest, bool]] = deque(maxlen=_MOST_ARRIVALS)
        self._choices, self._maps = Flow(spacing=8), Flow(spacing=8)
        self._cards, self._others = QVBoxLayout(), QWidget()
        self._others.setLayout(self._maps)
        self._refill = QTimer(self)
        self._refill.setSingleShot(True)
        self._refill.setInterval(_CARDS_EVERY_MS)
        self._refill.timeout.connect(self._fill_now)
        self.view.tapped.connect(self.picked)
        self.search.textChanged.connect(self.searched)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._side = self._panel()
        self._halves.addWidget(self.view, 1)
        self._halves.addWidget(self._side, 0)
        self._zooming = self._zoom_buttons()

    # What the flow tells

    def show_room(self, room: Room, maps: Sequence[tuple[UUID, str]], timezone: str) -> None:
        """Another room; `maps` are the others one may look at. Times are told in `timezone`."""
        self._room, self._seat, self._timezone = room, None, timezone
        self._arrivals.clear()
        self.view.show()
        self.view.show_room(room)
        self.minimap.forget()
        empty(self._maps)
        for map_id, name in maps if len(maps) > 1 else ():
            choice = TextButton(name, partial(self.map_asked.emit, map_id))
            choice.setCheckable(True)
            choice.setChecked(map_id == room.plan.id)
            self._maps.addWidget(choice)
        self.say("")
        self._fill_now()

    def show_nothing(self, sentence: str) -> None:
        """There is no map."""
        self._room = None
        empty(self._maps)
        empty(self._cards)
        self.view.hide()
        self._cards.addWidget(label(sentence, "section", wrap=True))

    def show_changes(
        self, changed: Mapping[UUID, SeatNow], come: Sequence[tuple[Shape, Guest, bool]]
    ) -> None:
        """These seats are different; these guests have just come, to the host's own tables or not."""
        self._arrivals.extendleft(come)
        self.view.repaint_seats(changed)
        if self._seat in changed:
            self._fill_now()
        elif not self._refill.isActive():
            self._refill.start()

    def show_soon(self, soon: Soon) -> None:
        """How many are expected soon."""
        if soon != self._soon:
            self._soon = soon
            if self._seat is None:
                self._refill.start()

    def show_seat(self, seat_id: UUID | None, told: Mapping[UUID, str] | None = None) -> None:
        """What is to be known of this seat, and what its tickets were told; that ends a search."""
        self._told = told or {}
        if seat_id is not None:
            self.search.clear()
        self._seat = seat_id
        self.view.choose(seat_id)
        self._fill_now()

    def show_found(self, found: Sequence[Found], unseated: Sequence[Guest]) -> None:
        """Who answers the search, lit on the map; the first of them in its middle."""
        self.view.light([shape.id for shape, _ in found])
        if found and len(found) <= _MOST_ARRIVALS:
            self.view.go_to(found[0][0].id)
        empty(self._cards)
        for shape, guest in found:
            text = f"{guest.name}\n{shape.label}" if guest else shape.label
            self._cards.addWidget(TextButton(text, partial(self._take_found, shape.id)))
        for guest in unseated if self.may.move else ():
            text = f"{guest.name}\n" + tr("has no seat · tap to give one")
            give = partial(self.guest_asked.emit, "move", guest.person)
            self._cards.addWidget(TextButton(text, give))
        if not found and not unseated:
            self._cards.addWidget(
                label(tr("Nobody and no seat is called that."), "muted", wrap=True)
            )
        self._cards.addStretch(1)

    def end_search(self) -> None:
        """Back to what was shown before."""
        self.view.light(())
        self._fill_now()

    def say(self, sentence: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        """A sentence above the cards, with (key, text) of what may be chosen."""
        if self.note.hasFocus():
            self.window().setFocus()  # or the next field has it, and its keyboard
        self.note.hide()
        self.search.show()
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        empty(self._choices)
        for key, text in choices:
            self._choices.addWidget(button(text, partial(self.chosen.emit, key)))
        if sentence:
            self._scroll.verticalScrollBar().setValue(0)

    def ask_note(self, sentence: str, text: str) -> None:
        """Ask for a note where there was this one; over a keyboard on the screen only the top is seen."""
        self.say(sentence)
        self._choices.addWidget(button(tr("Keep"), self._keep_note, main=True))
        self._choices.addWidget(button(tr("Cancel"), partial(self.chosen.emit, "cancel")))
        self.note.setText(text)
        self.search.hide()
        self.note.show()
        self.note.setFocus()

    # Building

    def _panel(self) -> QWidget:
        side = QFrame()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(22, 18, 22, 14)
        self._top, self._back = QHBoxLayout(), button(tr("Back"), self.left)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)
        # All but the search and the way back is scrolled: on a low screen none of it is cut.
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.message)
        inner.addLayout(self._choices)
        inner.addWidget(self._others)
        inner.addLayout(self._cards, 1)
        inner.addWidget(Legend(self._look))
        self._scroll = scrolled(holder)
        self._top.addWidget(self.search, 1)
        self._top.addWidget(self.note, 1)
        layout.addLayout(self._top)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._back)
        self._below = layout
        return side

    def _make_room(self) -> None:
        """On a low screen the way back stands beside the search, and what is told has the room."""
        low = self._side.height() < _LOW
        self._below.setContentsMargins(22, 8 if low else 18, 22, 8 if low else 14)
        self._below.setSpacing(8 if low else 12)
        (self._top if low else self._below).addWidget(self._back)

    @Slot()
    def _keep_note(self) -> None:
        if self.note.isVisible():
            self.noted.emit(self.note.text().strip())

    def _zoom_buttons(self) -> QWidget:
        """Over the corner of the map."""
        holder = QWidget(self.view)
        holder.setObjectName("clear")
        nearer = button("+", partial(self.view.zoom, 1.5))
        farther = button("\u2212", partial(self.view.zoom, 1 / 1.5))
        whole = button(tr("Whole room"), self._fit)
        fill(QHBoxLayout(holder), (whole, farther, nearer), spacing=8)
        for one in (nearer, farther):
            one.setFixedWidth(self._look.px(64))
            one.setStyleSheet("padding: 0;")
        holder.adjustSize()
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        upright = self.height() > self.width()
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(below if upright else beside)
        self._halves.setStretch(1, 1 if upright else 0)
        self._side.setFixedWidth(self.width() if upright else self._look.px(372))
        self._halves.activate()
        self._make_room()
        corner, size = self.view.geometry(), self._zooming.size()
        self._zooming.move(corner.width() - size.width() - 14, corner.height() - size.height() - 14)

    @Slot()
    def _fit(self) -> None:
        if self._room is not None:
            self.view.fit()

    def _take_found(self, seat_id: UUID) -> None:
        self.search.clear()
        self.view.go_to(seat_id)
        self.picked.emit(seat_id)

    @Slot()
    def _fill_now(self) -> None:
        """The cards beside the map. Where hundreds come in each second, not for each of them."""
        self._refill.stop()
        if self._room is None or self.search.text():
            return
        if self.minimap.isVisible():
            self.minimap.refresh()
        empty(self._cards)
        for shape, guest, mine in self._arrivals:
            self._cards.addWidget(Arrival(self._look, shape, guest, mine=mine))
        chosen = self._room.plan.seats.get(self._seat) if self._seat else None
        self._others.setVisible(chosen is None and self._maps.count() > 0)
        self._cards.addWidget(
            SeatCard(
                self._look, self._room, chosen, self._told, self._timezone,
                self.asked.emit, self.guest_asked.emit, may=self.may,
            )
            if chosen
            else Overview(self._room, self._soon, self.view.fit)
        )  # fmt: skip
        self._cards.addStretch(1)

    def person_name(self, person: Person) -> str:
        """Who that is, for a sentence."""
        if self._room is not None:
            for shape in self._room.plan.seats.values():
                for guest in self._room.at(shape.id).guests.values():
                    if guest.person == person:
                        return guest.name
        return ""

    def sizeHint(self) -> QSize:
        return QSize(1280, 640)

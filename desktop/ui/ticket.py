"""One ticket: who, what holds for it, what happened with it, and what staff can do."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.door.desk import HistoryLine, TicketFile
from desktop.ui import words
from desktop.ui.language import tr
from desktop.ui.parts import Page, button, card, empty, label, scrolling
from desktop.ui.theme import Look
from shared.ledger import Direction


class TicketPage(Page):
    """Signals:
    asked: (what, ticket id): `entry`, `exit`, `annul`, `band` or `print`.
    """

    asked = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__("")
        self._look = look
        self.ticket_id: UUID | None = None
        self.facts = label("", wrap=True)
        self.state = label("", "strong", wrap=True)
        self.message = label("", "section", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.verbs: dict[str, QPushButton] = {}
        history = QWidget()
        history.setLayout(self._lines)
        body = scrolling(self)
        for widget in (self.message, card(self.state, self.facts), label(tr("History"), "section")):
            body.addWidget(widget)
        body.addWidget(history)
        body.addStretch(1)
        for key, text in (
            ("print", tr("Print badge")), ("band", tr("Replace wristband")),
            ("annul", tr("Take back")), ("exit", tr("Let out")), ("entry", tr("Let in")),
        ):  # fmt: skip
            made = button(text, partial(self._ask, key), main=key == "entry")
            self.buttons.addWidget(made)
            self.verbs[key] = made

    def show_ticket(self, file: TicketFile, timezone: str, *, prints: bool) -> None:
        """Fill the page."""
        self.ticket_id = file.card.ticket_id
        self.title.setText(file.card.holder or tr("No name"))
        self.state.setText(" · ".join(self._states(file)))
        parts = [file.card.ticket_type, file.card.seat, file.card.company, file.card.reference,
                 file.card.note, *file.notes]  # fmt: skip
        bands = ", ".join(f"…{band}" for band in file.bands)
        if bands:
            parts.append(tr("Wristband {band}").format(band=bands))
        self.facts.setText(" · ".join(part for part in parts if part))
        self.message.setText("")
        self.message.hide()
        self.verbs["print"].setVisible(prints)
        self.verbs["print"].setText(tr("Print again") if file.printed else tr("Print badge"))
        self._show_lines(file, timezone)

    def show_message(self, sentence: str) -> None:
        """What came of an action."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def lines(self) -> list[str]:
        """The history as it is shown."""
        items = [self._lines.itemAt(place) for place in range(self._lines.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget.text() for widget in widgets if isinstance(widget, QLabel)]

    def _ask(self, key: str) -> None:
        if self.ticket_id is not None:
            self.asked.emit(key, self.ticket_id)

    def _states(self, file: TicketFile) -> list[str]:
        inside = [
            tr("Inside: {list}").format(list=name) for name, count in file.inside.items() if count
        ]
        return [*(words.state(name) for name in file.states), *(inside or [tr("Not inside")])]

    def _show_lines(self, file: TicketFile, timezone: str) -> None:
        empty(self._lines)
        if not file.lines:
            self._lines.addWidget(label(tr("Nothing yet."), "muted"))
        for line in reversed(file.lines):
            self._lines.addWidget(label(describe(line, timezone), wrap=True))
        self._lines.addStretch(1)


def describe(line: HistoryLine, timezone: str) -> str:
    """One thing that happened, as a line."""
    parts = [words.clock(line.at, timezone), _what(line)]
    parts += [part for part in (line.list_name, line.gate, line.device, line.operator) if part]
    if line.detail:
        told = map(words.warning, line.detail.split(", ")) if line.kind == "scan" else [line.detail]
        parts.append(", ".join(told))
    if line.annulled:
        parts.append(tr("taken back later"))
    return " · ".join(parts)


def _what(line: HistoryLine) -> str:
    if line.kind == "scan" and line.verdict == "accepted":
        done = tr("Let out") if line.direction is Direction.EXIT else tr("Let in")
        return f"{done} ({line.persons})" if line.persons > 1 else done
    if line.kind == "scan":
        return words.refusal(line.reason)
    return {
        "annul": tr("Taken back"), "link": tr("Wristband linked"), "payment": tr("Paid at the door"),
    }.get(line.kind, line.kind)  # fmt: skip

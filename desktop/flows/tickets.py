"""One ticket at a time: its page, letting in by hand, taking back, its badge."""

from uuid import UUID

from PySide6.QtCore import QObject, Slot

from desktop.door.desk import CannotDo, NothingToUndo, TicketFile
from desktop.door.gate import Presentation
from desktop.flows.people import PeopleFlow
from desktop.flows.printing import PrintFlow
from desktop.flows.stage import Stage
from desktop.flows.verdicts import UNDO_REASONS, VerdictFlow
from desktop.ui.language import tr
from shared.ledger import Direction


class TicketFlow(QObject):
    """The ticket's page and what its buttons do."""

    def __init__(
        self, stage: Stage, people: PeopleFlow, verdicts: VerdictFlow, prints: PrintFlow
    ) -> None:
        super().__init__()
        self._stage, self._people, self._verdicts, self._prints = stage, people, verdicts, prints
        stage.window.opened.connect(self.open)
        stage.window.ticket_asked.connect(self.do)
        stage.window.picked.connect(self.admit)
        verdicts.ticket_asked.connect(self.open)

    @Slot(object)
    def open(self, ticket_id: UUID, message: str = "") -> None:
        """The page of a ticket; not for guests who serve themselves."""
        stage, file = self._stage, self._file(ticket_id)
        if file is None or stage.preferences.self_service:
            return
        page = stage.window.ticket
        page.show_ticket(file, stage.timezone, prints=bool(stage.preferences.printer))
        page.show_message(message)
        for key in ("entry", "exit", "annul", "band"):
            page.verbs[key].setVisible(self._people.may_admit)
        stage.window.show_page("ticket")

    @Slot(str, object)
    def do(self, what: str, ticket_id: UUID) -> None:
        """A button of the ticket's page."""
        file = self._file(ticket_id)
        if what in ("entry", "exit"):
            self.admit(ticket_id, what == "exit")
        elif file is not None and what == "annul":
            self._verdicts.ask_reason(
                tr("Take back"), file.card.holder, UNDO_REASONS,
                lambda reason: self._annul(ticket_id, reason),
            )  # fmt: skip
        elif file is not None and what == "band":
            self._verdicts.ask_band(ticket_id, file.card.holder)
        elif file is not None and what == "print":
            self._prints.ask(file.card, "")

    @Slot(object, bool)
    def admit(self, ticket_id: UUID, exit_: bool) -> None:
        """A person chosen by hand; where the door only informs, nothing is written."""
        direction = Direction.EXIT if exit_ else Direction.ENTRY
        stage = self._stage
        picked = Presentation(
            ticket_id=ticket_id, direction=direction, operator_id=stage.operator_id
        )
        asked = stage.look_up if stage.preferences.mode == "info" else stage.present
        asked.emit(picked)

    def _annul(self, ticket_id: UUID, reason: str, supervisor_id: UUID | None = None) -> None:
        """One's own scan at once; another door's with a supervisor's PIN."""
        desk, operator_id = self._stage.desk, self._stage.operator_id
        if desk is None:
            return
        try:
            self._stage.ask(lambda: desk.annul_last(ticket_id, reason, operator_id, supervisor_id))
        except CannotDo as problem:
            if not self._people.ask_supervisor(
                tr("Take back"), lambda person, _: self._annul(ticket_id, reason, person.id)
            ):
                self.open(ticket_id, tr(str(problem)))
        except NothingToUndo as problem:
            self.open(ticket_id, tr(str(problem)))
        else:
            self._verdicts.wrote.emit()
            self.open(ticket_id, tr("Taken back."))

    def _file(self, ticket_id: UUID) -> TicketFile | None:
        desk = self._stage.desk
        return self._stage.ask(lambda: desk.open(ticket_id)) if desk is not None else None

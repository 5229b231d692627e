"""Tickets from a file whose columns somebody has explained, checked first and written in parts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.platform.transfers.service import Problem, Transfer, Written
from sync_server.domains.sales.tickets import imports
from sync_server.domains.sales.tickets.schemas import ImportRow
from sync_server.domains.venues import service as venues
from sync_server.kernel import clock, sheets
from sync_server.kernel.errors import Invalid


class TicketFile:
    """Codes from elsewhere that become tickets of the event which the transfer's options name."""

    permission = "tickets"
    columns = tuple(ImportRow.model_fields)
    keys = ("code",)

    def suggest(self, columns: Sequence[str]) -> dict[str, str]:
        """By what other systems call them."""
        found = {name: imports.meaning_of(name) for name in columns}
        taken = {field for field in found.values() if field}
        guessed = sheets.suggest([n for n in columns if not found[n]], set(self.columns) - taken)
        told = {name: found[name] or guessed.get(name, "") for name in columns}
        first: dict[str, str] = {}
        for name, field in told.items():
            if field and field not in first.values():
                first[name] = field
        return first

    def check_options(self, session: Session, options: Mapping[str, Any]) -> None:
        """They are an event's."""
        if "event_id" not in options:
            raise Invalid("event_id: whose tickets are these?")
        venues.require_event(session, UUID(str(options["event_id"])))

    def problems(
        self, session: Session, transfer: Transfer, rows: list[dict[str, str]]
    ) -> Iterable[Problem]:
        """Rows that are no tickets, codes that are there twice or belong elsewhere."""
        if "code" not in transfer.mapping.values():
            yield Problem(0, None, "Say which column holds the ticket's code.", {})
            return
        sent = [imports.mapped(transfer.mapping, row) for row in rows]
        found = imports.find_problems(
            session, _event(transfer), sent, create_types=_creates(transfer)
        )
        back = {field: column for column, field in transfer.mapping.items()}
        for one in found:
            field, _, _ = (one.problem or "").partition(":")
            yield Problem(one.row, back.get(field), one.problem or "", rows[one.row - 1])

    def write(
        self, session: Session, transfer: Transfer, chunk: list[tuple[int, dict[str, str]]]
    ) -> Written:
        """Upsert by code; what was found wrong in the whole file is left out, with what is wrong now."""
        wrong = _found_wrong(session, transfer, [number for number, _ in chunk])
        good = [raw for number, raw in chunk if number not in wrong]
        done = imports.import_tickets(
            session,
            _event(transfer),
            [imports.mapped(transfer.mapping, raw) for raw in good],
            skip_wrong=True,
            create_types=_creates(transfer),
            at=clock.now(),
        )
        left = len(chunk) - len(good)
        return Written(done.created, done.updated, done.unchanged + done.wrong + left)


def _event(transfer: Transfer) -> UUID:
    return UUID(str(transfer.options["event_id"]))


def _found_wrong(session: Session, transfer: Transfer, numbers: Sequence[int]) -> set[int]:
    """Rows of these that the check refused: the second of a code may stand far from the first."""
    rows = session.execute(
        text(
            "SELECT row_number FROM import_row_errors WHERE organization_id = :organization"
            " AND import_export_id = :transfer AND row_number = ANY(:numbers)"
        ),
        {
            "organization": transfer.organization_id,
            "transfer": transfer.id,
            "numbers": list(numbers),
        },
    )
    return set(rows.scalars())


def _creates(transfer: Transfer) -> bool:
    return bool(transfer.options.get("create_types"))

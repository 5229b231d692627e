"""What staff do beside scanning: look a ticket up, take a scan back, swap a wristband, take money.

Every verb is one transaction of the journal file, as a scan is.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.clock import Reading, from_ms, to_ms
from desktop.door.facts import Card
from desktop.door.gate import Gate, Outcome, Presentation
from desktop.door.staff import Attempts, Person, people
from desktop.storage.journal import RecentScan
from shared.credentials import Credential, Medium, from_text
from shared.ledger import Annul, Direction, Scan, Status
from shared.protocol import AnnulBody, EntryBody, LinkBody, PaymentBody, ScanBody, SeatBody
from shared.seating import Book, Step

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ATTEMPTS = "pin_attempts"


class CannotDo(Exception):
    """The sentence says why."""


@dataclass(frozen=True)
class LastOwn:
    """The scan that an undo would take back, and whose it is."""

    scan_id: UUID
    ticket_id: UUID
    list_id: UUID
    holder: str
    direction: Direction
    at: datetime


class NothingToUndo(Exception):
    """There is no live scan to take back; the sentence says where."""


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened with a ticket."""

    at: datetime
    kind: str
    verdict: str = ""
    reason: str = ""
    direction: Direction = Direction.ENTRY
    persons: int = 1
    gate: str = ""
    device: str = ""
    operator: str = ""
    list_name: str = ""
    detail: str = ""
    annulled: bool = False
    own: bool = False


@dataclass(frozen=True)
class TicketFile:
    """Everything staff may know of a ticket. `inside` is per list, by its name."""

    card: Card
    states: tuple[str, ...]
    inside: Mapping[str, int]
    bands: tuple[str, ...]
    lines: tuple[HistoryLine, ...]
    printed: int
    notes: tuple[str, ...] = ()
    """What hosts wrote of its persons at a map."""


@dataclass(frozen=True)
class Surroundings:
    """Tickets in the guest list, whether this door serves any check-in list in it, other doors, entries
    the server questions, age of the guest list."""

    tickets: int = 0
    serves_any: bool = False
    other_doors: int = 0
    questioned: int = 0
    list_as_of: datetime | None = None


class Desk:
    """Used by the door thread alone, beside the gate."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._db = gate.database
        self._journal = gate.journal

    def remember(self, **values: str) -> None:
        """Keep settings of this kiosk."""
        self._gate.save_settings(**values)

    # People

    def people(self) -> list[Person]:
        """Everybody who can sign in here; nobody before the first guest list."""
        return people(self._db, self._gate.station.event_id) if self._gate.has_list else []

    def attempts(self) -> Attempts:
        """Wrong PINs so far."""
        return Attempts.parse(self._journal.setting(_ATTEMPTS))

    def note_attempts(self, attempts: Attempts) -> None:
        """Remember them, also over a restart."""
        self._gate.save_settings(**{_ATTEMPTS: attempts.text()})

    # Seats

    def move(
        self,
        steps: Sequence[Step],
        operator_id: UUID | None = None,
    ) -> None:
        """Write seat entries, all in one transaction.

        Raises CannotDo where one could not happen as this kiosk knows the room.
        """
        book, reading = self._gate.book, self._gate.clock.read()
        touched = {node for step in steps for node in step.touched}
        latest = book.latest_ms(touched)
        tried = Book()
        tried.add(book.moves_of(touched))
        with self._db.writing():
            for step in steps:
                body = self._seat_body(step, operator_id, reading, latest)
                tried.add([body.move()])
                if any(clash.move.id == body.entry_id for clash in tried.seating.clashes):
                    raise CannotDo("This seat is not free any more. Look at the map again.")
                self._journal.append(self._gate.identity, body)
        self._gate.read_moves()

    def _seat_body(
        self, step: Step, operator_id: UUID | None, reading: Reading, latest_ms: int
    ) -> SeatBody:
        return SeatBody(
            entry_id=self._gate.new_id(),
            operator_id=operator_id,
            **step.fields(),
            **self._gate.head(reading, (), latest_ms),
        )

    # A ticket

    def open(self, ticket_id: UUID) -> TicketFile | None:
        """A ticket with its history; nothing is written."""
        looked = self._gate.look(ticket_id)
        found = self._gate.facts.ticket(str(ticket_id)) if looked else None
        if looked is None or found is None:
            return None
        card, passages = looked
        at = self._gate.clock.read().judged_at
        names = {p: row.list.name for p in passages if (row := self._gate.list_row(p))}
        return TicketFile(
            card=card,
            states=tuple(state.name for state in found[0].states if state.holds(at)),
            inside={names[p]: passage.inside for p, passage in passages.items() if p in names},
            bands=tuple(label for _, label in self._gate.facts.bands(str(ticket_id))),
            lines=tuple(self._lines(ticket_id)),
            printed=self._journal.times_printed(str(ticket_id)),
            notes=tuple(self._gate.book.notes_of_ticket(ticket_id)),
        )

    def recent(self, limit: int) -> list[tuple[RecentScan, Card | None]]:
        """The last own scans with their tickets, newest first."""
        return [
            (scan, self._card(scan.ticket_id) if scan.ticket_id else None)
            for scan in self._journal.recent(limit)
        ]

    def own(self, entry_ids: Sequence[str]) -> set[str]:
        """Which of these entries this kiosk wrote."""
        return self._journal.own(entry_ids)

    def surroundings(self) -> Surroundings:
        """What the checklist looks at beside this kiosk itself."""
        if not self._gate.has_list:
            return Surroundings()
        tickets = self._count("SELECT count(*) FROM replica.tickets")
        doors = self._count("SELECT count(*) FROM replica.devices WHERE revoked_at IS NULL")
        asked = self._count("SELECT count(*) FROM entries WHERE status = 'quarantined'")
        return Surroundings(
            tickets, self._gate.serves_any, max(0, doors - 1), asked, self._gate.freshness()[0]
        )

    def names(self, after: str, many: int) -> list[tuple[str, str]]:
        """Some tickets with their guests' names, in the order of their ids; from the first after ''."""
        if not self._gate.has_list:
            return []
        return self._db.all(
            "SELECT id, holder_name FROM replica.tickets WHERE id > ? AND holder_name IS NOT NULL"
            " ORDER BY id LIMIT ?",
            (after, many),
        )

    def _count(self, sql: str) -> int:
        row = self._db.one(sql)
        return int(row[0]) if row else 0

    def _card(self, ticket_id: str) -> Card | None:
        found = self._gate.facts.ticket(ticket_id) if self._gate.has_list else None
        return found[1] if found else None

    def annul_last(
        self,
        ticket_id: UUID,
        reason: str,
        operator_id: UUID | None,
        supervisor_id: UUID | None = None,
    ) -> UUID:
        """Take back the ticket's last live scan on this kiosk's lists.

        Another device's scan takes a supervisor, whose PIN was checked (ledger rule 13).
        """
        reading = self._gate.clock.read()
        with self._db.writing():
            scans = self._journal.scans_of(str(ticket_id))
            live = [
                (scan, list_id)
                for list_id in self._gate.station.list_ids
                if (scan := self._gate.last_live(scans, str(list_id))) is not None
            ]
            if not live:
                raise NothingToUndo("There is no scan of this ticket to take back here.")
            last, list_id = max(live, key=lambda item: item[0].stamp)
            if last.stamp.device_id != self._gate.identity.device_id and supervisor_id is None:
                raise CannotDo("Another door made this scan. Only a supervisor may take it back.")
            people = {"operator_id": operator_id, "supervisor_id": supervisor_id}
            self._annul(last.id, ticket_id, list_id, reason, people, reading, scans)
        return last.id

    def last_own(self) -> LastOwn | None:
        """This kiosk's last accepted scan that still counts, with its guest; None for none."""
        last = next(
            (s for s in self._journal.recent(50) if s.verdict == "accepted" and not s.annulled),
            None,
        )
        if last is None or last.ticket_id is None:
            return None
        card = self._card(last.ticket_id)
        return LastOwn(
            UUID(last.entry_id), UUID(last.ticket_id), UUID(last.list_id), card.holder if card else "",
            Direction(last.direction), from_ms(last.at_ms),
        )  # fmt: skip

    def undo(self, last: LastOwn, reason: str, operator_id: UUID | None = None) -> None:
        """Take back just this scan of this kiosk's; it stays in the journal."""
        reading, ticket_id = self._gate.clock.read(), str(last.ticket_id)
        with self._db.writing():
            scans = self._journal.scans_of(ticket_id)
            live = self._gate.last_live(scans, str(last.list_id))
            if live is None or live.id != last.scan_id:
                raise NothingToUndo("This guest was scanned again since; look at the ticket.")
            people = {"operator_id": operator_id}
            self._annul(last.scan_id, last.ticket_id, last.list_id, reason, people, reading, scans)

    def _annul(
        self,
        scan_id: UUID,
        ticket_id: UUID,
        list_id: UUID,
        reason: str,
        people: Mapping[str, UUID | None],
        reading: Reading,
        scans: Sequence[tuple[str, Scan | Annul]],
    ) -> None:
        body = AnnulBody(
            entry_id=self._gate.new_id(),
            annuls=scan_id,
            ticket_id=ticket_id,
            list_id=list_id,
            reason=reason,
            **people,
            **self._gate.head(reading, scans),
        )
        self._journal.append(self._gate.identity, body)
        self._gate.occupy_again({(str(list_id), str(ticket_id))})

    def replace_band(self, ticket_id: UUID, band: Credential) -> None:
        """Give a guest who is in another wristband; the lost one opens no door from now on."""
        if band.unreadable:
            raise CannotDo("This wristband cannot be read.")
        if not band.can_be_worn:
            raise CannotDo("This chip has another number at each tap. Use a wristband.")
        reading = self._gate.clock.read()
        with self._db.writing():
            scans = self._journal.scans_of(str(ticket_id))
            live = [scan for where, _ in scans if (scan := self._gate.last_live(scans, where))]
            if not live:
                raise CannotDo("Let the guest in first; the new wristband is linked with that.")
            lost = [digest for digest, _ in self._gate.facts.bands(str(ticket_id))]
            if band.digest.hex() in lost:
                raise CannotDo("This is the wristband the guest already has.")
            last = max(live, key=lambda scan: scan.stamp)
            head = self._gate.head(reading, scans)
            self._gate.link(
                band, ticket_id, last.id, head, replaces=lost[0] if lost else None, after=0
            )

    def settle(
        self, presentation: Presentation, ticket_id: UUID, amount: str, currency: str, method: str
    ) -> Outcome:
        """Take the money and decide again, in one commit: paid but refused is possible, and said."""
        reading = self._gate.clock.read()
        with self._db.writing():
            self._journal.append(
                self._gate.identity,
                PaymentBody(
                    entry_id=self._gate.new_id(),
                    ticket_id=ticket_id,
                    amount=amount,
                    currency=currency,
                    method=method,
                    operator_id=presentation.operator_id,
                    **self._gate.head(reading, []),
                ),
            )
            return self._gate.admit_within(presentation, reading)

    def currency(self) -> str | None:
        """The event's currency; None where the list, brought up from an older one, lacks it."""
        row = (
            self._db.one(
                "SELECT currency FROM replica.events WHERE id = ?",
                (str(self._gate.station.event_id),),
            )
            if self._gate.has_list
            else None
        )
        return row[0] if row else None

    # Printing

    def note_print(self, ticket_id: UUID, reason: str, operator_id: UUID | None) -> None:
        """Something went to the printer."""
        at_ms = to_ms(self._gate.clock.read().judged_at)
        operator = str(operator_id) if operator_id else None
        with self._db.writing():
            self._journal.note_print(str(ticket_id), at_ms, reason, operator)

    def times_printed(self, ticket_id: UUID) -> int:
        """How often this kiosk printed for a ticket."""
        return self._journal.times_printed(str(ticket_id))

    def badge_code(self, ticket_id: UUID) -> str:
        """A fresh code for a badge, linked to a guest who is in; doors know it like a wristband.

        The kiosk holds no ticket codes, only their digests, so a guest found by name gets a new one.
        """
        code = "".join(secrets.choice(_ALPHABET) for _ in range(16))
        credential = from_text(code, Medium.QR)
        reading = self._gate.clock.read()
        with self._db.writing():
            scans = self._journal.scans_of(str(ticket_id))
            live = [scan for where, _ in scans if (scan := self._gate.last_live(scans, where))]
            if not live:
                raise CannotDo("Let the guest in first, then print the badge.")
            last = max(live, key=lambda scan: scan.stamp)
            head = self._gate.head(reading, scans)
            self._gate.link(credential, ticket_id, last.id, head, after=0, badge=True)
        return code

    def keep_photo(self, sha256: str, content: bytes) -> None:
        """Keep a picture that answers a question until the server has it."""
        with self._db.writing():
            self._journal.keep_photo(sha256, content)

    def _lines(self, ticket_id: UUID) -> list[HistoryLine]:
        return [
            self._line(body, annulled=annulled)
            for body, annulled in self._journal.entries_of(str(ticket_id))
        ]

    def _line(self, body: EntryBody, *, annulled: bool) -> HistoryLine:
        facts = self._gate.facts
        line = HistoryLine(
            at=body.judged_at,
            kind=body.kind,
            device=facts.device_name(body.device_id),
            operator=self._staff_name(getattr(body, "operator_id", None)),
            annulled=annulled,
            own=body.device_id == self._gate.identity.device_id,
        )
        if isinstance(body, ScanBody):
            row = self._gate.list_row(body.list_id)
            return replace(
                line,
                verdict=body.verdict.value,
                reason=body.reason or "",
                direction=body.direction,
                persons=body.persons,
                gate=facts.catalogue.gate_name(body.gate_id),
                list_name=row.list.name if row else "",
                detail=", ".join(body.warnings) if body.verdict is Status.ACCEPTED else "",
            )
        if isinstance(body, AnnulBody):
            return replace(line, detail=body.reason)
        if isinstance(body, PaymentBody):
            return replace(line, detail=f"{body.amount} {body.currency}, {body.method}")
        return replace(line, detail=body.label) if isinstance(body, LinkBody) else line

    def _staff_name(self, staff_id: Any) -> str:
        if staff_id is None or not self._gate.has_list:
            return ""
        row = self._db.one(
            "SELECT display_name FROM replica.event_staff WHERE id = ?", (str(staff_id),)
        )
        return row[0] if row else ""

"""What the replica and the journal know, gathered into the `Facts` that `decide` reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from desktop.clock import from_ms, to_ms
from desktop.storage.database import Database
from desktop.storage.journal import Journal
from desktop.storage.occupancy import Totals
from shared import rules
from shared.admission import CheckInList, Facts, Question, Room, State, Ticket, validity
from shared.credentials import Credential, SignedTicket
from shared.ids import NIL
from shared.ledger import Annul, Direction, Passage, Policy, Scan, fold
from shared.rooms import in_room
from shared.seating import Book

REPLICA = "replica"


@dataclass(frozen=True)
class Card:
    """What door staff see of a ticket."""

    ticket_id: UUID
    holder: str
    ticket_type: str
    seat: str
    attention: tuple[str, ...]
    note: str
    reference: str
    company: str = ""
    way: str = ""
    """How one gets to the seat, from the notes of the map's section."""


@dataclass(frozen=True)
class Asked:
    """A check-in question as the screen shows it."""

    id: UUID
    prompt: str
    kind: str
    options: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Presented:
    """What a credential turned out to be on this replica."""

    ticket_id: str | None = None
    carried: Ticket | None = None
    forged: bool = False
    revoked_at: datetime | None = None
    other_event: str | None = None
    digest: str | None = None
    """Under which of the credential's digests it was found, in hex."""


@dataclass(frozen=True)
class ListRow:
    """A check-in list with what only the gate needs of it."""

    list: CheckInList
    zone_id: str | None
    capacity: int | None
    refuses: bool


class FactReader:
    """Reads over the door's connection, with the replica attached."""

    def __init__(self, database: Database, journal: Journal, event_id: UUID, book: Book) -> None:
        self._db = database
        self._book = book
        self._journal = journal
        self._event_id = str(event_id)

    def present(self, credential: Credential) -> Presented:
        """Look a credential up: a live link before a revoked one, own links of this evening too."""
        if credential.unreadable:
            return Presented()
        signed, verified = credential.signed, False
        if signed is not None:
            key = self._signing_key(signed.key_id)
            verified = key is not None and signed.verifies(key)
            if key is not None and not verified:
                return Presented(forged=True)
        found = [one for digest in credential.digests if (one := self._find(digest.hex()))]
        if found:  # a live one before a revoked one, the likeliest spelling before others
            return min(found, key=lambda one: one.revoked_at is not None)
        if signed is not None and verified and str(signed.event_id) == self._event_id:
            return self._signed(signed)
        return Presented(other_event=self._other_event(credential))

    def starts_at(self) -> datetime | None:
        """When the event begins."""
        row = self._db.one("SELECT starts_at FROM replica.events WHERE id = ?", (self._event_id,))
        return _moment(row[0]) if row else None

    def list_row(self, list_id: UUID | str) -> ListRow | None:
        """A list of the replica."""
        rows = self._lists("l.id = ?", str(list_id))
        return rows[0] if rows else None

    def lists_of_zone(self, zone_id: str) -> list[ListRow]:
        """The lists that lead into a zone."""
        return self._lists("l.zone_id = ?", zone_id)

    def _lists(self, which: str, value: str) -> list[ListRow]:
        rows = self._db.all(
            "SELECT l.id, l.name, l.entry_policy, l.all_ticket_types, l.match_addons,"
            " l.admits_pending, l.opens_at, l.closes_at, l.event_date, l.acknowledge_attention,"
            " l.exit_all_at, l.rules, l.zone_id, l.capacity, l.capacity_mode, e.timezone"
            " FROM replica.check_in_lists l JOIN replica.events e ON e.id = l.event_id"
            f" WHERE {which} ORDER BY l.id",
            (value,),
        )
        return [self._list(row) for row in rows]

    def _list(self, row: Sequence[Any]) -> ListRow:
        types = self._ids("ticket_type_id", "check_in_list_ticket_types", row[0])
        products = self._ids("product_id", "check_in_list_products", row[0])
        return ListRow(
            list=CheckInList(
                id=UUID(row[0]),
                name=row[1],
                policy=Policy(row[2]),
                all_ticket_types=bool(row[3]),
                ticket_type_ids=types,
                product_ids=products,
                match_addons=bool(row[4]),
                admits_pending=bool(row[5]),
                opens_at=_moment(row[6]),
                closes_at=_moment(row[7]),
                event_date=_date(row[8]),
                acknowledge_attention=bool(row[9]),
                exit_all_at=time.fromisoformat(row[10]) if row[10] else None,
                rule=rules.parse(json.loads(row[11] or "{}")),
                timezone=row[15],
            ),
            zone_id=row[12],
            capacity=row[13],
            refuses=row[14] == "refuse",
        )

    def ticket(self, ticket_id: str) -> tuple[Ticket, Card] | None:
        """A ticket of the replica, to decide on and to show."""
        row = self._db.one(
            "SELECT t.id, t.ticket_type_id, y.name, t.admits, t.valid_from, t.valid_until,"
            " y.valid_from, y.valid_until, t.event_date, t.product_id, t.attention,"
            " y.valid_while_pending, y.requires_wristband, t.holder_name, t.seat_label,"
            " t.door_note, coalesce(o.order_number, t.external_reference), o.company_name"
            " FROM replica.tickets t JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
            " LEFT JOIN replica.orders o ON o.id = t.order_id"
            " WHERE t.id = ?",
            (ticket_id,),
        )
        if row is None:
            return None
        start, end = validity(
            (_moment(row[4]), _moment(row[5])), (_moment(row[6]), _moment(row[7]))
        )
        attention = tuple(json.loads(row[10] or "[]"))
        seat, way = self._seat(UUID(row[0]))
        ticket = Ticket(
            id=UUID(row[0]),
            ticket_type_id=UUID(row[1]),
            ticket_type=row[2],
            admits=row[3],
            states=self._states(ticket_id),
            valid_from=start,
            valid_until=end,
            event_date=_date(row[8]),
            product_id=UUID(row[9]) if row[9] else None,
            attention=attention,
            valid_while_pending=bool(row[11]),
            requires_wristband=bool(row[12]),
        )
        card = Card(
            ticket_id=ticket.id,
            holder=row[13] or "",
            ticket_type=row[2],
            seat=seat or row[14] or "",
            attention=attention,
            note=row[15] or "",
            reference=row[16] or "",
            company=row[17] or "",
            way=way,
        )
        return ticket, card

    def _seat(self, ticket_id: UUID) -> tuple[str, str]:
        """Where a ticket sits on the map, its persons' seats one after the other; and the way there."""
        spots = self._book.spots_of_ticket(ticket_id)
        seats = dict.fromkeys(str(spot.seat_id) for spot in spots.values())
        rows = [
            row
            for seat_id in seats
            if (
                row := self._db.one(
                    "SELECT s.seat_label, s.section_name, m.layout FROM replica.seats s"
                    " JOIN replica.seat_maps m ON m.id = s.seat_map_id WHERE s.id = ?",
                    (seat_id,),
                )
            )
        ]
        ways = [json.loads(row[2] or "{}").get("ways", {}).get(row[1], "") for row in rows]
        return " · ".join(row[0] for row in rows), " · ".join(filter(None, dict.fromkeys(ways)))

    def addons(self, ticket_id: str, product_ids: frozenset[UUID]) -> list[str]:
        """Add-on tickets of a base ticket for one of these products."""
        rows = self._db.all(
            "SELECT id, product_id FROM replica.tickets WHERE addon_to_id = ? ORDER BY id",
            (ticket_id,),
        )
        return [row[0] for row in rows if row[1] and UUID(row[1]) in product_ids]

    def product_name(self, product_id: UUID) -> str:
        """What an add-on is called."""
        row = self._db.one("SELECT name FROM replica.products WHERE id = ?", (str(product_id),))
        return row[0] if row else "Add-on"

    def gate_name(self, gate_id: UUID | None) -> str:
        """What a gate is called."""
        row = self._db.one("SELECT name FROM replica.gates WHERE id = ?", (str(gate_id),))
        return row[0] if row else ""

    def device_name(self, device_id: UUID) -> str:
        """What a device is called."""
        row = self._db.one("SELECT name FROM replica.devices WHERE id = ?", (str(device_id),))
        return row[0] if row else ""

    def announcements(self) -> list[tuple[str, str, str]]:
        """What the organizer tells the doors, the newest first: id, sentence and when (RFC 3339)."""
        rows = self._db.all(
            "SELECT id, content, sent_at FROM replica.event_announcements WHERE event_id = ?"
            " AND priority = 'urgent' AND status = 'sent' ORDER BY sent_at DESC",
            (str(self._event_id),),
        )
        return list(rows)

    def questions(self, ticket: Ticket) -> tuple[Asked, ...]:
        """Questions for this ticket that nobody has answered yet."""
        rows = self._db.all(
            "SELECT q.id, q.prompt, q.answer_kind, q.options, q.required"
            " FROM replica.check_in_questions q"
            " WHERE NOT EXISTS (SELECT 1 FROM replica.check_in_question_ticket_types y"
            "  WHERE y.check_in_question_id = q.id) OR EXISTS (SELECT 1"
            "  FROM replica.check_in_question_ticket_types y"
            "  WHERE y.check_in_question_id = q.id AND y.ticket_type_id = ?)"
            " ORDER BY q.sort_order, q.id",
            (str(ticket.ticket_type_id),),
        )
        if not rows:
            return ()
        answered = self._journal.answered(str(ticket.id))
        return tuple(
            Asked(UUID(row[0]), row[1], row[2], tuple(json.loads(row[3] or "[]")), bool(row[4]))
            for row in rows
            if row[0] not in answered
        )

    def gather(
        self,
        row: ListRow,
        presented: Presented,
        ticket: Ticket | None,
        scans: Sequence[tuple[str, Scan | Annul]],
        at: datetime,
        *,
        unreadable: bool,
        direction: Direction,
        persons: int | None,
        answers: Mapping[UUID, str],
        override: bool,
        with_wristband: bool,
        device_id: UUID,
        gate: str,
        stale: bool,
    ) -> Facts:
        """Everything one decision reads."""
        if ticket is None:
            return Facts(
                list=row.list,
                unreadable=unreadable,
                forged=presented.forged,
                other_event=presented.other_event,
                direction=direction,
                override=override,
                stale=stale,
            )
        mine = [entry for where, entry in scans if where == str(row.list.id)]
        return Facts(
            list=row.list,
            passage=fold(row.list.terms(ticket.admits), mine, at),
            ticket=ticket,
            direction=direction,
            persons=persons,
            credential_revoked_at=presented.revoked_at,
            better_list=None if row.list.takes(ticket) else self._better_list(ticket),
            has_wristband=with_wristband
            or (ticket.requires_wristband and self._has_wristband(str(ticket.id))),
            open_questions=tuple(Question(q.id, q.required) for q in self.questions(ticket)),
            answers=answers,
            rooms=self._rooms(row, ticket, scans, at),
            override=override,
            gate=gate,
            device_id=device_id,
            stale=stale,
        )

    def passage(
        self, row: ListRow, ticket: Ticket, scans: Sequence[tuple[str, Scan | Annul]], at: datetime
    ) -> Passage:
        """The folded state of a ticket on a list."""
        mine = [entry for where, entry in scans if where == str(row.list.id)]
        return fold(row.list.terms(ticket.admits), mine, at)

    def _find(self, digest: str) -> Presented | None:
        row = self._db.one(
            "SELECT ticket_id, revoked_at FROM replica.ticket_credentials WHERE digest = ?"
            " ORDER BY revoked_at IS NOT NULL, revoked_at DESC LIMIT 1",
            (digest,),
        )
        linked = self._journal.linked(digest)
        ticket_id = linked.ticket_id if linked else row[0] if row else None
        if ticket_id is None:
            return None
        replaced = self._journal.replaced_at(digest, ticket_id, linked)
        lost = from_ms(replaced) if replaced is not None else None
        ended = _moment(row[1]) if row and row[0] == ticket_id else None
        if linked is None:
            return Presented(ticket_id, revoked_at=ended or lost, digest=digest)
        if lost is None and ended is not None and to_ms(ended) > linked.at_ms:
            lost = ended
        return Presented(ticket_id, revoked_at=lost, digest=digest)

    def _signed(self, signed: SignedTicket) -> Presented:
        """A verified code the replica does not list: the ticket may still be there, re-issued."""
        row = self._db.one(
            "SELECT issue_number FROM replica.tickets WHERE id = ?", (str(signed.ticket_id),)
        )
        if row is not None:
            old = signed.issue_number < row[0]
            epoch = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
            return Presented(str(signed.ticket_id), revoked_at=epoch if old else None)
        kind = self._db.one(
            "SELECT name, valid_while_pending, requires_wristband FROM replica.ticket_types"
            " WHERE id = ?",
            (str(signed.ticket_type_id),),
        )
        carried = Ticket(
            id=signed.ticket_id,
            ticket_type_id=signed.ticket_type_id,
            ticket_type=kind[0] if kind else "",
            admits=signed.admits,
            valid_from=signed.valid_from,
            valid_until=signed.valid_until,
            requires_wristband=bool(kind and kind[2]),
        )
        return Presented(str(signed.ticket_id), carried=carried)

    def _signing_key(self, key_id: bytes) -> bytes | None:
        row = self._db.one(
            "SELECT public_key FROM replica.ticket_signing_keys"
            " WHERE key_id = ? AND revoked_at IS NULL",
            (key_id.hex(),),
        )
        return bytes.fromhex(row[0]) if row else None

    def _other_event(self, credential: Credential) -> str | None:
        marks = ", ".join("?" * len(credential.digests))
        row = self._db.one(
            "SELECT e.name FROM replica.other_credentials o"
            f" JOIN replica.events e ON e.id = o.event_id WHERE o.digest IN ({marks}) LIMIT 1",
            [digest.hex() for digest in credential.digests],
        )
        return row[0] if row else None

    def _states(self, ticket_id: str) -> tuple[State, ...]:
        rows = self._db.all(
            'SELECT state, since, "until" FROM replica.ticket_states WHERE ticket_id = ?',
            (ticket_id,),
        )
        states = tuple(State(row[0], _moment(row[1]), _moment(row[2])) for row in rows)
        paid_ms = self._journal.paid_at(ticket_id)
        if paid_ms is None:
            return states
        paid = from_ms(paid_ms)
        return tuple(
            replace(state, until=min(paid, state.until or paid))
            if state.name == "unpaid"
            else state
            for state in states
        )

    def bands(self, ticket_id: str) -> list[tuple[str, str]]:
        """Digest and label of every wristband that opens doors for a ticket, the newest first."""
        rows = self._db.all(
            "SELECT digest, label FROM replica.ticket_credentials WHERE ticket_id = ?"
            " AND revoked_at IS NULL AND kind IN ('nfc', 'rfid', 'wristband')",
            (ticket_id,),
        )
        known = [(row[0], row[1] or "") for row in rows]
        linked = self._journal.bands_of(ticket_id)
        others = [band for band in known if band[0] not in {digest for digest, _ in linked}]
        return [b for b in (*linked, *others) if self._still_holds(b[0], ticket_id)]

    def _still_holds(self, digest: str, ticket_id: str) -> bool:
        found = self._find(digest)
        return found is not None and found.ticket_id == ticket_id and found.revoked_at is None

    def _has_wristband(self, ticket_id: str) -> bool:
        return bool(self.bands(ticket_id))

    def _better_list(self, ticket: Ticket) -> str | None:
        row = self._db.one(
            "SELECT l.name FROM replica.check_in_lists l WHERE l.event_id = ?"
            " AND (l.all_ticket_types OR EXISTS (SELECT 1"
            "  FROM replica.check_in_list_ticket_types y WHERE y.check_in_list_id = l.id"
            "  AND y.ticket_type_id = ?)) ORDER BY l.name LIMIT 1",
            (self._event_id, str(ticket.ticket_type_id)),
        )
        return row[0] if row else None

    def _rooms(
        self, row: ListRow, ticket: Ticket, scans: Sequence[tuple[str, Scan | Annul]], at: datetime
    ) -> tuple[Room, ...]:
        rooms = []
        if row.capacity is not None:
            here = self.passage(row, ticket, scans, at).heads
            rooms.append(Room(row.capacity, self.totals(row, at).heads, row.refuses, here))
        if row.zone_id is not None:
            zone = self._db.one(
                "SELECT capacity, capacity_mode FROM replica.zones WHERE id = ?", (row.zone_id,)
            )
            if zone and zone[0] is not None:
                lists = self.lists_of_zone(row.zone_id)
                heads = sum(self.totals(one, at).in_room for one in lists)
                lists.sort(key=lambda one: one.list.id != row.list.id)
                mine = in_room([self.passage(one, ticket, scans, at) for one in lists], at)
                rooms.append(
                    Room(
                        zone[0], heads, zone[1] == "refuse", mine.by_list[0], sum(mine.by_list[1:])
                    )
                )
        return tuple(rooms)

    def totals(self, row: ListRow, at: datetime) -> Totals:
        """Persons of a list now, as far as this kiosk knows."""
        return self._journal.occupancy.totals(str(row.list.id), row.list.terms(1), to_ms(at))

    def revoked_devices(self) -> list[tuple[str, datetime]]:
        """Who is no longer believed, and since when."""
        rows = self._db.all(
            "SELECT id, revoked_at FROM replica.devices WHERE revoked_at IS NOT NULL"
        )
        return [(row[0], datetime.fromisoformat(row[1])) for row in rows]

    def _ids(self, column: str, table: str, list_id: str) -> frozenset[UUID]:
        rows = self._db.all(
            f"SELECT {column} FROM replica.{table} WHERE check_in_list_id = ?",
            (list_id,),
        )
        return frozenset(UUID(row[0]) for row in rows)


def kind_of(
    type_id: str,
    type_name: str,
    attention: str | None,
    event_date: str | None,
    valid_from: str | None,
    valid_until: str | None,
    type_from: str | None,
    type_until: str | None,
    product_id: str | None,
) -> Ticket:
    """A ticket that stands for all of its kind: what lists tell tickets apart by."""
    own, kind = (valid_from, valid_until), (type_from, type_until)
    start, end = validity((_moment(own[0]), _moment(own[1])), (_moment(kind[0]), _moment(kind[1])))
    return Ticket(
        id=NIL,
        ticket_type_id=UUID(type_id),
        ticket_type=type_name,
        valid_from=start,
        valid_until=end,
        event_date=_date(event_date),
        product_id=UUID(product_id) if product_id else None,
        attention=tuple(json.loads(attention or "[]")),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

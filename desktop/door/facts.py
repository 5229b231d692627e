"""What the replica and the journal know, gathered into the `Facts` that `decide` reads."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.clock import from_ms, to_ms
from desktop.door.catalogue import NO_ZONE, Asked, Catalogue, ListRow, day, moment
from desktop.storage.database import Database
from desktop.storage.journal import LIVE_LINK, History, Journal, Linked
from desktop.storage.occupancy import Totals
from shared.admission import Facts, Question, Room, State, Ticket, validity
from shared.credentials import Credential, SignedTicket
from shared.ids import NIL
from shared.ledger import Annul, Direction, Passage, Scan, fold
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
class Meta:
    """The state of the replica: where it stands in the change feed, and when it was last complete."""

    cursor: str | None = None
    pulled_at_ms: int | None = None
    catalogue: str | None = None


class FactReader:
    """Reads over the door's connection, with the replica attached."""

    def __init__(self, database: Database, journal: Journal, event_id: UUID, book: Book) -> None:
        self._db = database
        self._book = book
        self._journal = journal
        self._event_id = str(event_id)
        self._catalogue = Catalogue(database, event_id)
        self._held: Meta | None = None

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Ask for the state of the replica once for all that is read within; in one transaction."""
        before, self._held = self._held, self.meta
        try:
            yield
        finally:
            self._held = before

    @property
    def meta(self) -> Meta:
        """The state of the replica now."""
        return self._held or self._read_meta()

    @property
    def catalogue(self) -> Catalogue:
        """Lists, gates and the rest of the event, as the replica has them now."""
        meta = self.meta
        # A replica of an earlier version does not say; its cursor moves with every change.
        self._catalogue.use(meta.catalogue or meta.cursor)
        return self._catalogue

    def forget(self) -> None:
        """Another file is the replica now."""
        self._catalogue = Catalogue(self._db, UUID(self._event_id))

    def _read_meta(self) -> Meta:
        rows: dict[str, Any] = dict(self._db.all("SELECT name, value FROM replica.meta"))
        return Meta(rows.get("cursor"), rows.get("pulled_at_ms"), rows.get("catalogue"))

    def present(self, credential: Credential) -> Presented:
        """Look a credential up: a live link before a revoked one, own links of this evening too."""
        if credential.unreadable:
            return Presented()
        signed, verified = credential.signed, False
        if signed is not None:
            key = self.catalogue.signing_key(signed.key_id)
            verified = key is not None and signed.verifies(key)
            if key is not None and not verified:
                return Presented(forged=True)
        found = self._find([digest.hex() for digest in credential.digests])
        if found:  # a live one before a revoked one, the likeliest spelling before others
            return min(found, key=lambda one: one.revoked_at is not None)
        if signed is not None and verified and str(signed.event_id) == self._event_id:
            return self._signed(signed)
        return Presented(other_event=self._other_event(credential))

    def list_row(self, list_id: UUID | str) -> ListRow | None:
        """A list of the replica."""
        return self.catalogue.list_row(str(list_id))

    def ticket(self, ticket_id: str) -> tuple[Ticket, Card] | None:
        """A ticket of the replica, to decide on and to show."""
        row = self._db.one(
            "SELECT t.id, t.ticket_type_id, y.name, t.admits, t.valid_from, t.valid_until,"
            " y.valid_from, y.valid_until, t.event_date, t.product_id, t.attention,"
            " y.valid_while_pending, y.requires_wristband, t.holder_name, t.seat_label,"
            " t.door_note, coalesce(o.order_number, t.external_reference), o.company_name,"
            ' (SELECT json_group_array(json_array(s.state, s.since, s."until"))'
            "  FROM replica.ticket_states s WHERE s.ticket_id = t.id),"
            " (SELECT min(p.at_ms) FROM payments p WHERE p.ticket_id = t.id)"
            " FROM replica.tickets t JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
            " LEFT JOIN replica.orders o ON o.id = t.order_id"
            " WHERE t.id = ?",
            (ticket_id,),
        )
        if row is None:
            return None
        start, end = validity((moment(row[4]), moment(row[5])), (moment(row[6]), moment(row[7])))
        attention = tuple(json.loads(row[10] or "[]"))
        seat, way = self._seat(UUID(row[0]))
        ticket = Ticket(
            id=UUID(row[0]),
            ticket_type_id=UUID(row[1]),
            ticket_type=row[2],
            admits=row[3],
            states=_states(row[18], row[19]),
            valid_from=start,
            valid_until=end,
            event_date=day(row[8]),
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
        if not spots:
            return "", ""
        catalogue = self.catalogue
        seats = dict.fromkeys(str(spot.seat_id) for spot in spots.values())
        named = [seat for seat_id in seats if (seat := catalogue.seat(seat_id))]
        ways = dict.fromkeys(way for _, way in named if way)
        return " · ".join(label for label, _ in named), " · ".join(ways)

    def addons(self, ticket_id: str, product_ids: frozenset[UUID]) -> list[str]:
        """Add-on tickets of a base ticket for one of these products."""
        rows = self._db.all(
            "SELECT id, product_id FROM replica.tickets WHERE addon_to_id = ? ORDER BY id",
            (ticket_id,),
        )
        return [row[0] for row in rows if row[1] and UUID(row[1]) in product_ids]

    def device_name(self, device_id: UUID) -> str:
        """What a device is called."""
        row = self._db.one("SELECT name FROM replica.devices WHERE id = ?", (str(device_id),))
        return row[0] if row else ""

    def open_conflicts(self) -> list[tuple[str, str, str | None, str, str | None]]:
        """What the organizer has not settled yet, the newest first: id, kind, ticket, entry, winner."""
        rows = self._db.all(
            "SELECT id, kind, ticket_id, entry_id, winner_entry_id FROM replica.check_in_conflicts"
            " WHERE event_id = ? AND withdrawn_at IS NULL AND coalesce(status, 'open') = 'open'"
            " ORDER BY restated_at DESC, id",
            (self._event_id,),
        )
        return list(rows)

    def announcements(self) -> list[tuple[str, str, str]]:
        """What the organizer tells the doors, the newest first: id, sentence and when (RFC 3339)."""
        rows = self._db.all(
            "SELECT id, content, sent_at FROM replica.event_announcements WHERE event_id = ?"
            " AND priority = 'urgent' AND status = 'sent' ORDER BY sent_at DESC",
            (str(self._event_id),),
        )
        return list(rows)

    def questions(self, ticket: Ticket, answered: Collection[str]) -> tuple[Asked, ...]:
        """Questions for this ticket that nobody has answered yet."""
        asked = self.catalogue.questions(ticket.ticket_type_id)
        return tuple(question for question in asked if str(question.id) not in answered)

    def gather(
        self,
        row: ListRow,
        presented: Presented,
        ticket: Ticket | None,
        history: History,
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
        return Facts(
            list=row.list,
            passage=self.passage(row, ticket, history.scans, at),
            ticket=ticket,
            direction=direction,
            persons=persons,
            credential_revoked_at=presented.revoked_at,
            better_list=None
            if row.list.takes(ticket)
            else self.catalogue.better_list(ticket.ticket_type_id),
            has_wristband=with_wristband
            or (ticket.requires_wristband and self._has_wristband(str(ticket.id))),
            open_questions=tuple(
                Question(q.id, q.required) for q in self.questions(ticket, history.answered)
            ),
            answers=answers,
            rooms=self._rooms(row, ticket, history.scans, at),
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

    def _find(self, digests: Sequence[str]) -> list[Presented]:
        """What each of these presents, in their order; those that present nothing are left out."""
        marks = ", ".join("?" * len(digests))
        listed: dict[str, tuple[str, str | None]] = {}
        links: dict[str, list[Linked]] = {digest: [] for digest in digests}
        losses: dict[str, list[Linked]] = {digest: [] for digest in digests}
        for kind, digest, ticket_id, at, entry_id in self._db.all(
            _PRESENTING.format(marks=marks), [*digests, *digests, *digests]
        ):
            if kind == "listed":
                listed.setdefault(digest, (ticket_id, at))
            else:
                there = links if kind == "linked" else losses
                there[digest].append(Linked(ticket_id, int(at), entry_id))
        return [
            found
            for digest in digests
            if (found := _presented(digest, listed.get(digest), links[digest], losses[digest]))
        ]

    def _signed(self, signed: SignedTicket) -> Presented:
        """A verified code the replica does not list: the ticket may still be there, re-issued."""
        row = self._db.one(
            "SELECT issue_number FROM replica.tickets WHERE id = ?", (str(signed.ticket_id),)
        )
        if row is not None:
            old = signed.issue_number < row[0]
            epoch = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
            return Presented(str(signed.ticket_id), revoked_at=epoch if old else None)
        kind = self.catalogue.kind(signed.ticket_type_id)
        carried = Ticket(
            id=signed.ticket_id,
            ticket_type_id=signed.ticket_type_id,
            ticket_type=kind.name,
            admits=signed.admits,
            valid_from=signed.valid_from,
            valid_until=signed.valid_until,
            requires_wristband=kind.requires_wristband,
        )
        return Presented(str(signed.ticket_id), carried=carried)

    def _other_event(self, credential: Credential) -> str | None:
        marks = ", ".join("?" * len(credential.digests))
        row = self._db.one(
            "SELECT e.name FROM replica.other_credentials o"
            f" JOIN replica.events e ON e.id = o.event_id WHERE o.digest IN ({marks}) LIMIT 1",
            [digest.hex() for digest in credential.digests],
        )
        return row[0] if row else None

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
        found = self._find([digest])
        return bool(found) and found[0].ticket_id == ticket_id and found[0].revoked_at is None

    def _has_wristband(self, ticket_id: str) -> bool:
        return bool(self.bands(ticket_id))

    def _rooms(
        self, row: ListRow, ticket: Ticket, scans: Sequence[tuple[str, Scan | Annul]], at: datetime
    ) -> tuple[Room, ...]:
        zone = self.catalogue.zone(row.zone_id) if row.zone_id is not None else NO_ZONE
        others = []
        if row.zone_id is not None and zone.capacity is not None:
            lists = self.catalogue.lists_of_zone(row.zone_id)
            others = [one for one in lists if one.list.id != row.list.id]
        elif row.capacity is None:
            return ()
        now = self._totals([row, *others], at)
        passages = [self.passage(one, ticket, scans, at) for one in (row, *others)]
        rooms = []
        if row.capacity is not None:
            heads = now[str(row.list.id)].heads
            rooms.append(Room(row.capacity, heads, row.refuses, passages[0].heads))
        if zone.capacity is not None:
            here, *elsewhere = in_room(passages, at).by_list
            heads = sum(one.in_room for one in now.values())
            rooms.append(Room(zone.capacity, heads, zone.refuses, here, sum(elsewhere)))
        return tuple(rooms)

    def totals(self, row: ListRow, at: datetime) -> Totals:
        """Persons of a list now, as far as this kiosk knows."""
        return self._totals([row], at)[str(row.list.id)]

    def _totals(self, rows: Sequence[ListRow], at: datetime) -> dict[str, Totals]:
        terms = {str(row.list.id): row.list.terms(1) for row in rows}
        return self._journal.occupancy.totals(terms, to_ms(at))

    def revoked_devices(self) -> list[tuple[str, datetime]]:
        """Who is no longer believed, and since when."""
        rows = self._db.all(
            "SELECT id, revoked_at FROM replica.devices WHERE revoked_at IS NOT NULL"
        )
        return [(row[0], datetime.fromisoformat(row[1])) for row in rows]


_PRESENTING = f"""
SELECT 'listed', digest, ticket_id, revoked_at, NULL FROM (SELECT digest, ticket_id, revoked_at
 FROM replica.ticket_credentials WHERE digest IN ({{marks}})
 ORDER BY revoked_at IS NOT NULL, revoked_at DESC)
UNION ALL SELECT 'linked', l.digest, l.ticket_id, l.at_ms, l.entry_id FROM links l
 WHERE l.digest IN ({{marks}}) AND {LIVE_LINK}
UNION ALL SELECT 'replaced', l.replaces, l.ticket_id, l.at_ms, l.entry_id FROM links l
 WHERE l.replaces IN ({{marks}}) AND {LIVE_LINK}
"""


def _presented(
    digest: str,
    listed: tuple[str, str | None] | None,
    links: Sequence[Linked],
    losses: Sequence[Linked],
) -> Presented | None:
    """Who a digest presents: whom a door gave it to last, before whom the guest list names.

    What a door replaced by another wristband before this link was given again by it (rule 19).
    """
    linked = max(links, key=_place, default=None)
    ticket_id = linked.ticket_id if linked else listed[0] if listed else None
    if ticket_id is None:
        return None
    since = _place(linked) if linked else (0, "")
    lost = min(
        (loss.at_ms for loss in losses if loss.ticket_id == ticket_id and _place(loss) > since),
        default=None,
    )
    ended = moment(listed[1]) if listed and listed[0] == ticket_id else None
    if linked is not None and ended is not None and to_ms(ended) <= linked.at_ms:
        ended = None
    replaced = from_ms(lost) if lost is not None else None
    first, second = (ended, replaced) if linked is None else (replaced, ended)
    return Presented(ticket_id, revoked_at=first or second, digest=digest)


def _place(link: Linked) -> tuple[int, str]:
    return link.at_ms, link.entry_id


def _states(states: str, paid_ms: int | None) -> tuple[State, ...]:
    """What holds for a ticket; one that was paid at this door is unpaid no longer."""
    found = (State(name, moment(since), moment(until)) for name, since, until in json.loads(states))
    if paid_ms is None:
        return tuple(found)
    paid = from_ms(paid_ms)
    return tuple(
        replace(state, until=min(paid, state.until or paid)) if state.name == "unpaid" else state
        for state in found
    )


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
    start, end = validity((moment(own[0]), moment(own[1])), (moment(kind[0]), moment(kind[1])))
    return Ticket(
        id=NIL,
        ticket_type_id=UUID(type_id),
        ticket_type=type_name,
        valid_from=start,
        valid_until=end,
        event_date=day(event_date),
        product_id=UUID(product_id) if product_id else None,
        attention=tuple(json.loads(attention or "[]")),
    )

"""The journal: what only this kiosk knows. Append-only, signed, written by the door thread alone."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.clock import from_ms
from desktop.storage.database import Database
from desktop.storage.forgetting import KEPT
from desktop.storage.occupancy import Occupancy
from desktop.storage.unpacked import take_out, understood, unpack
from shared import chain
from shared.ids import NIL
from shared.ledger import (
    Annul,
    Direction,
    Passage,
    Scan,
    Stamp,
    Status,
    Terms,
    fold,
)
from shared.protocol import (
    SHARED_KINDS,
    WAITS,
    AnnulBody,
    EntryBody,
    ScanBody,
    SeatBody,
    WireEntry,
    body_document,
    parse_body,
)
from shared.seating import Action, Move, Person, Spot

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
"""How often an own, sound entry that the server could not verify is sent again."""


@dataclass(frozen=True)
class Identity:
    """Who this device is. A chain belongs to one key."""

    device_id: UUID
    key: Ed25519PrivateKey


@dataclass(frozen=True)
class Station:
    """Where this kiosk stands."""

    event_id: UUID
    gate_id: UUID | None
    list_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class JournalHead:
    """The last own entry."""

    seq: int
    hash: bytes


@dataclass(frozen=True)
class RecentScan:
    """One line of the list of last scans."""

    entry_id: str
    ticket_id: str | None
    list_id: str
    verdict: str
    reason: str | None
    direction: str
    persons: int
    at_ms: int
    annulled: bool


@dataclass(frozen=True)
class Linked:
    """The ticket that a door linked a wristband to, and the link's place in their order."""

    ticket_id: str
    at_ms: int
    entry_id: str


@dataclass(frozen=True)
class History:
    """What is known of one ticket: accepted scans with the lists they are on and the annuls that name
    them, and the questions that live ones answered.
    """

    scans: list[tuple[str, Scan | Annul]] = field(default_factory=list)
    answered: frozenset[str] = frozenset()


_LIVE = "NOT EXISTS (SELECT 1 FROM annuls a WHERE a.scan_id = {}.scan_id)"
LIVE_LINK = _LIVE.format("l")
"""A link stands for as long as the scan it came with."""


class Journal:
    """Reads and writes the journal file over one connection."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.occupancy = Occupancy(database)
        self._head: tuple[int | None, UUID, JournalHead] | None = None

    # Settings

    def setting(self, name: str) -> str | None:
        """A stored setting."""
        row = self._db.one("SELECT value FROM settings WHERE name = ?", (name,))
        return row[0] if row else None

    def settings(self) -> dict[str, str]:
        """Every setting."""
        return dict(self._db.all("SELECT name, value FROM settings"))

    def save_settings(self, **values: str) -> None:
        """Store settings; the caller holds a transaction."""
        self._db.executemany(
            "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", list(values.items())
        )

    # Appending

    def head(self, device_id: UUID) -> JournalHead:
        """The end of a chain of this device."""
        turn = self._db.turn
        if turn is None or self._head is None or self._head[:2] != (turn, device_id):
            self._head = (turn, device_id, self._read_head(device_id))
        return self._head[2]

    def _read_head(self, device_id: UUID) -> JournalHead:
        row = self._db.one(
            "SELECT seq, hash FROM entries WHERE device_id = ? ORDER BY seq DESC LIMIT 1",
            (str(device_id),),
        )
        return JournalHead(*row) if row else JournalHead(0, chain.genesis(device_id))

    def append(
        self, identity: Identity, body: EntryBody, answers: Mapping[UUID, str] | None = None
    ) -> None:
        """Sign and write the next entry; the caller holds the transaction and made `body.seq`."""
        head = self.head(identity.device_id)
        if body.seq != head.seq + 1:
            raise ValueError(f"entry {body.seq} does not follow {head.seq}")
        link = chain.append(identity.key, head.hash, body.seq, chain.canonical(body_document(body)))
        self._db.execute(
            "INSERT INTO entries (device_id, seq, entry_id, kind, body, prev_hash, hash, signature,"
            " answers, status, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0)",
            (
                str(identity.device_id), link.seq, str(body.entry_id), body.kind, link.body,
                link.prev_hash, link.hash, link.signature,
                json.dumps({str(k): v for k, v in answers.items()}) if answers else None,
            ),
        )  # fmt: skip
        self._head = (self._db.turn, identity.device_id, JournalHead(link.seq, link.hash))
        unpack(self._db, body, own=True)

    def learn(
        self,
        entries: Iterable[Mapping[str, Any]],
        own_device_id: UUID,
        at_ms: int = 0,
        *,
        at_server: bool = True,
    ) -> set[tuple[str, str]]:
        """Keep other devices' entries; the (list, ticket) keys they touch. In a transaction.

        Entries of this device that its journal does not hold (a restored kiosk) are kept too.
        `at_server`: they came from there, and not from a neighbour.
        """
        touched: set[tuple[str, str]] = set()
        for entry in entries:
            if entry["device_id"] == str(own_device_id) and self._holds(entry["hash"]):
                self._send_what_was_released(bytes.fromhex(entry["hash"]))
                continue
            cursor = self._db.execute(
                "INSERT OR IGNORE INTO foreign_entries (hash, device_id, seq, entry_id, kind, body,"
                " prev_hash, signature, at_server, learnt_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    bytes.fromhex(entry["hash"]), entry["device_id"], entry["seq"],
                    entry["entry_id"], entry["kind"], entry["body"].encode(),
                    bytes.fromhex(entry["prev_hash"]), bytes.fromhex(entry["signature"]),
                    int(at_server), at_ms,
                ),
            )  # fmt: skip
            digest = bytes.fromhex(entry["hash"])
            if cursor.rowcount or (at_server and self._counts_again(digest)):
                body = understood(entry["body"])
                touched |= unpack(self._db, body, own=False) if body else set()
            if not cursor.rowcount and at_server:
                self.note_at_server([digest])
        return touched

    def _send_what_was_released(self, digest: bytes) -> None:
        """The server put an own entry aside, and counts it now: it lacks the answers still."""
        marks = ", ".join(f"'{reason}'" for reason in sorted(WAITS))
        self._db.execute(
            "UPDATE entries SET status = 'pending', attempts = 0, problem = NULL"
            f" WHERE hash = ? AND status = 'quarantined' AND problem IN ({marks}) AND {KEPT}",
            (digest,),
        )

    def _counts_again(self, digest: bytes) -> bool:
        """The server counts an entry: whether this kiosk had left it out."""
        changed = self._db.execute(
            "UPDATE foreign_entries SET counts = 1 WHERE hash = ? AND counts = 0", (digest,)
        )
        return bool(changed.rowcount)

    def only_neighbours_told(self, device_id: str, since: datetime) -> list[bytes]:
        """Hashes of what a device wrote from then on and the server has not told of."""
        rows = self._db.all(
            "SELECT hash, body FROM foreign_entries"
            " WHERE device_id = ? AND at_server = 0 AND counts = 1",
            (device_id,),
        )
        read = [(bytes(digest), understood(bytes(body))) for digest, body in rows]
        return [digest for digest, body in read if body and body.judged_at >= since]

    def leave_out(self, hashes: Iterable[bytes]) -> tuple[set[tuple[str, str]], list[UUID]]:
        """Others' entries that do not count: the keys they touch, the seat entries among them.

        They are kept, and may count again when the server tells of them. In a transaction.
        """
        touched: set[tuple[str, str]] = set()
        moves: list[UUID] = []
        for digest in hashes:
            row = self._db.one(
                "SELECT body FROM foreign_entries WHERE hash = ? AND counts = 1", (digest,)
            )
            body = understood(bytes(row[0])) if row else None
            if body is None:
                continue
            self._db.execute("UPDATE foreign_entries SET counts = 0 WHERE hash = ?", (digest,))
            take_out(self._db, body)
            if isinstance(body, SeatBody):
                moves.append(body.entry_id)
            if isinstance(body, ScanBody | AnnulBody) and body.ticket_id is not None:
                touched.add((str(body.list_id), str(body.ticket_id)))
        return touched, moves

    def note_at_server(self, hashes: Iterable[bytes]) -> None:
        """The server has these entries of other devices; nobody need bring them."""
        self._db.executemany(
            "UPDATE foreign_entries SET at_server = 1 WHERE hash = ? AND at_server = 0",
            [(digest,) for digest in hashes],
        )

    def doubt_server(self) -> None:
        """The server may have lost what it had: every entry of others may have to be brought."""
        self._db.execute(f"UPDATE foreign_entries SET at_server = 0 WHERE {KEPT}")

    def own(self, entry_ids: Sequence[str]) -> set[str]:
        """Which of these entries are this kiosk's."""
        marks = ", ".join("?" * len(entry_ids))
        rows = self._db.all(f"SELECT entry_id FROM entries WHERE entry_id IN ({marks})", entry_ids)
        return {row[0] for row in rows}

    # Uploading

    def pending(self, device_id: UUID, limit: int, after: int = 0) -> list[WireEntry]:
        """The next entries to send, in sequence order, beyond those that are on their way."""
        rows = self._db.all(
            "SELECT seq, kind, body, prev_hash, hash, signature, answers FROM entries"
            " WHERE status = 'pending' AND device_id = ? AND seq > ? ORDER BY seq LIMIT ?",
            (str(device_id), after, limit),
        )
        consecutive = [row for place, row in enumerate(rows) if row[0] == rows[0][0] + place]
        return [_wire(row) for row in consecutive]

    def devices_with_pending(self) -> list[UUID]:
        """Chains of this kiosk that still have something to send, the oldest id first."""
        rows = self._db.all(
            "SELECT DISTINCT device_id FROM entries WHERE status = 'pending' ORDER BY device_id"
        )
        return [UUID(row[0]) for row in rows]

    def waiting(self, first_seq: int = 0) -> int:
        """How many entries wait to be sent; `first_seq`: from this number of their chain on."""
        row = self._db.one(
            "SELECT count(*) FROM entries WHERE status = 'pending' AND seq >= ?", (first_seq,)
        )
        return int(row[0]) if row else 0

    def settle(self, results: Sequence[tuple[str, str, str | None]]) -> None:
        """Note what the server answered per entry: (entry id, status, quarantine reason)."""
        for entry_id, status, problem in results:
            if problem == "bad_signature":
                self._db.execute(
                    "UPDATE entries SET attempts = attempts + 1, problem = ?,"
                    " status = CASE WHEN attempts + 1 >= ? THEN 'quarantined' ELSE status END"
                    " WHERE entry_id = ?",
                    (problem, MAX_ATTEMPTS, entry_id),
                )
            else:
                stored = "quarantined" if status == "quarantined" else "stored"
                self._db.execute(
                    "UPDATE entries SET status = ?, problem = ? WHERE entry_id = ?",
                    (stored, problem, entry_id),
                )

    def reopen_after(self, device_id: UUID, seq: int) -> int:
        """Send again from there: the server lost what it had confirmed. How many entries."""
        cursor = self._db.execute(
            "UPDATE entries SET status = 'pending', attempts = 0"
            f" WHERE device_id = ? AND seq > ? AND status <> 'pending' AND {KEPT}",
            (str(device_id), seq),
        )
        return int(cursor.rowcount)

    def kept_from(self, device_id: UUID) -> int | None:
        """The first own entry that was not forgotten; None where none was."""
        forgotten = self.setting(f"forgotten:{device_id}")
        return int(forgotten) + 1 if forgotten else None

    def confirmed_by(self, device_id: UUID, heads: Iterable[tuple[int, str]]) -> int | None:
        """The newest of these heads that this journal holds, found by hash; None for none."""
        newest = None
        for seq, digest in heads:
            if digest == chain.genesis(device_id).hex() or self._holds(digest):
                newest = max(seq, newest or 0)
        return newest

    def sent_up_to(self, device_id: UUID) -> int:
        """The last entry of the unbroken beginning that the server has answered for."""
        row = self._db.one(
            "SELECT min(seq) FROM entries WHERE device_id = ? AND status = 'pending'",
            (str(device_id),),
        )
        if row and row[0] is not None:
            return int(row[0]) - 1
        return self.head(device_id).seq

    def unbrought(self, learnt_before_ms: int) -> list[UUID]:
        """Other devices of which this kiosk knows, for so long, what the server does not have."""
        rows = self._db.all(
            "SELECT DISTINCT device_id FROM foreign_entries WHERE at_server = 0 AND learnt_ms <= ?"
            " ORDER BY device_id",
            (learnt_before_ms,),
        )
        return [UUID(row[0]) for row in rows]

    def to_bring(self, device_id: UUID, limit: int, after: int = 0) -> list[WireEntry]:
        """Entries of another device that the server is not known to have, in sequence order."""
        rows = self._db.all(
            "SELECT seq, kind, body, prev_hash, hash, signature, NULL FROM foreign_entries"
            " WHERE at_server = 0 AND device_id = ? AND seq > ? ORDER BY seq, hash LIMIT ?",
            (str(device_id), after, limit),
        )
        return [_wire(row) for row in rows]

    def shared_since(
        self, own_row: int, foreign_row: int, limit: int
    ) -> tuple[int, int, list[tuple[str, int, bytes]]]:
        """What neighbours may ask for, beyond two row numbers: (device, seq, hash) of each.

        With the row numbers to go on from; an empty list is the end.
        """
        marks = ", ".join(f"'{kind}'" for kind in SHARED_KINDS)
        own = self._db.all(
            "SELECT rowid, device_id, seq, hash FROM entries WHERE rowid > ?"
            f" AND kind IN ({marks}) ORDER BY rowid LIMIT ?",
            (own_row, limit),
        )
        others = self._db.all(
            "SELECT rowid, device_id, seq, hash FROM foreign_entries WHERE rowid > ?"
            " ORDER BY rowid LIMIT ?",
            (foreign_row, limit),
        )
        found = [(row[1], row[2], bytes(row[3])) for row in (*own, *others)]
        last_own = own[-1][0] if own else own_row
        return last_own, others[-1][0] if others else foreign_row, found

    def by_hash(self, hashes: Sequence[bytes]) -> list[dict[str, Any]]:
        """Entries, own and others', as neighbours and the feed write them; not what was forgotten."""
        found = []
        for digest in hashes:
            row = self._db.one(
                "SELECT device_id, seq, entry_id, kind, body, prev_hash, hash, signature"
                f" FROM entries WHERE hash = ?1 AND {KEPT} UNION ALL SELECT device_id, seq,"
                " entry_id, kind, body, prev_hash, hash, signature FROM foreign_entries"
                f" WHERE hash = ?1 AND {KEPT}",
                (digest,),
            )
            if row is not None:
                device_id, seq, entry_id, kind, body, *texts = row
                names = ("prev_hash", "hash", "signature")
                hexes = {name: bytes(text).hex() for name, text in zip(names, texts, strict=True)}
                found.append({"device_id": device_id, "seq": seq, "entry_id": entry_id,
                              "kind": kind, "body": bytes(body).decode(), **hexes})  # fmt: skip
        return found

    # What decisions read

    def scans_of(self, ticket_id: str) -> list[tuple[str, Scan | Annul]]:
        """Accepted scans of a ticket on every list, with the annuls that name them."""
        return self.history_of(ticket_id).scans

    def history_of(self, ticket_id: str) -> History:
        """What is known of a ticket."""
        rows = self._db.all(
            "SELECT s.list_id, s.entry_id, s.at_ms, s.device_id, s.seq, s.judged_at_ms,"
            " s.direction, s.persons, s.bypassed, s.gate_id, a.annul_id, s.answered FROM scans s"
            " LEFT JOIN annuls a ON a.scan_id = s.entry_id"
            " WHERE s.ticket_id = ? AND s.verdict = 'accepted'",
            (ticket_id,),
        )
        found: list[tuple[str, Scan | Annul]] = []
        for row in rows:
            found.append((row[0], _scan(row[1:10])))
            if row[10]:
                found.append((row[0], Annul(UUID(row[1]))))
        answered = (row[11].split(",") for row in rows if row[11] and not row[10])
        return History(found, frozenset(question for listed in answered for question in listed))

    def bands_of(self, ticket_id: str) -> list[tuple[str, str]]:
        """Digest and label of the wristbands that doors linked to a ticket and that still hold."""
        rows = self._db.all(
            "SELECT l.digest, l.label FROM links l WHERE l.ticket_id = ? AND l.kind <> 'code'"
            f" AND {_LIVE.format('l')} AND NOT EXISTS (SELECT 1 FROM links n"
            "  WHERE (n.digest = l.digest OR (n.replaces = l.digest AND n.ticket_id = l.ticket_id))"
            "  AND (n.at_ms, n.entry_id) > (l.at_ms, l.entry_id)"
            f" AND {_LIVE.format('n')}) ORDER BY l.at_ms DESC",
            (ticket_id,),
        )
        return [(row[0], row[1]) for row in rows]

    def entries_of(self, ticket_id: str) -> list[tuple[EntryBody, bool]]:
        """Every entry about a ticket in the order of their stamps, and whether it was annulled.

        What was forgotten is not among them.
        """
        rows = self._db.all(
            "SELECT e.body, a.annul_id IS NOT NULL FROM (SELECT entry_id, body FROM entries"
            "  UNION ALL SELECT entry_id, body FROM foreign_entries) e"
            f" LEFT JOIN annuls a ON a.scan_id = e.entry_id WHERE {KEPT} AND e.entry_id IN ("
            "  SELECT entry_id FROM scans WHERE ticket_id = ?1 UNION SELECT entry_id FROM links"
            "  WHERE ticket_id = ?1 UNION SELECT entry_id FROM payments WHERE ticket_id = ?1"
            "  UNION SELECT a.annul_id FROM annuls a JOIN scans s ON s.entry_id = a.scan_id"
            "  WHERE s.ticket_id = ?1)",
            (ticket_id,),
        )
        found = {
            body.entry_id: (body, bool(annulled))
            for body, annulled in (
                (parse_body(bytes(row[0]), lenient=True), row[1]) for row in rows
            )
        }
        return sorted(found.values(), key=lambda item: item[0].stamp.at_ms)

    # What only this kiosk keeps

    def keep_photo(self, sha256: str, content: bytes) -> None:
        """Keep a picture until the server has it; the caller holds a transaction."""
        self._db.execute(
            "INSERT OR IGNORE INTO photos (sha256, content, sent) VALUES (?, ?, 0)",
            (sha256, content),
        )

    def unsent_photos(self) -> list[tuple[str, bytes]]:
        """Pictures that the server does not have yet."""
        rows = self._db.all("SELECT sha256, content FROM photos WHERE sent = 0 LIMIT 20")
        return [(row[0], bytes(row[1])) for row in rows]

    def photo_is_sent(self, sha256: str) -> None:
        """The server has it: the picture of a person need not stay here."""
        self._db.execute("UPDATE photos SET sent = 1, content = x'' WHERE sha256 = ?", (sha256,))

    def note_print(self, ticket_id: str, at_ms: int, reason: str, operator_id: str | None) -> None:
        """A badge or label went to the printer."""
        self._db.execute(
            "INSERT INTO prints (ticket_id, at_ms, reason, operator_id) VALUES (?, ?, ?, ?)",
            (ticket_id, at_ms, reason, operator_id),
        )

    def times_printed(self, ticket_id: str) -> int:
        """How often this kiosk printed for a ticket."""
        row = self._db.one("SELECT count(*) FROM prints WHERE ticket_id = ?", (ticket_id,))
        return int(row[0]) if row else 0

    def last_own_judged_ms(self) -> int:
        """The latest time at which this kiosk judged anything."""
        row = self._db.one(
            "SELECT judged_at_ms FROM scans WHERE own = 1 ORDER BY at_ms DESC LIMIT 1"
        )
        return int(row[0]) if row else 0

    def recent(self, limit: int) -> list[RecentScan]:
        """The last own scans, newest first."""
        rows = self._db.all(
            "SELECT s.entry_id, s.ticket_id, s.list_id, s.verdict, s.reason, s.direction,"
            " s.persons, s.judged_at_ms, a.annul_id IS NOT NULL FROM scans s"
            " LEFT JOIN annuls a ON a.scan_id = s.entry_id"
            " WHERE s.own = 1 ORDER BY s.at_ms DESC LIMIT ?",
            (limit,),
        )
        return [
            RecentScan(
                entry_id=row[0],
                ticket_id=row[1],
                list_id=row[2],
                verdict=row[3],
                reason=row[4],
                direction=row[5],
                persons=row[6],
                at_ms=row[7],
                annulled=bool(row[8]),
            )
            for row in rows
        ]

    def passage(self, list_id: str, ticket_id: str, terms: Terms) -> Passage:
        """The folded state of a ticket on a list, as its last scan left it."""
        entries = [entry for where, entry in self.scans_of(ticket_id) if where == list_id]
        return fold(terms, entries, from_ms(0))

    def _holds(self, digest: str) -> bool:
        found = self._db.one("SELECT 1 FROM entries WHERE hash = ?", (bytes.fromhex(digest),))
        return found is not None

    def moves_since(self, number: int) -> tuple[int, list[Move]]:
        """Seat entries beyond the first so many that came to be known, and how many those are."""
        rows = self._db.all(
            "SELECT number, entry_id, at_ms, device_id, seq, action, seat_id, place, ticket_id,"
            " person, from_seat_id, from_place, other_ticket_id, other_person, reason"
            " FROM seat_moves WHERE number > ? ORDER BY number",
            (number,),
        )
        return (rows[-1][0] if rows else number), [_move(row) for row in rows]


def _move(row: Sequence[Any]) -> Move:
    _, entry_id, at_ms, device_id, seq, action, seat_id, place, *people, reason = row
    ticket, person, from_seat, from_place, other, other_person = people
    return Move(
        Action(action),
        Spot(UUID(seat_id), place),
        Person(UUID(ticket), person) if ticket else None,
        Spot(UUID(from_seat), from_place) if from_seat else None,
        Person(UUID(other), other_person) if other else None,
        reason,
        stamp=Stamp(at_ms, UUID(device_id), seq, UUID(entry_id)),
    )


def _scan(row: Sequence[Any]) -> Scan:
    entry_id, at_ms, device_id, seq, judged_ms, direction, persons, bypassed, gate_id = row
    return Scan(
        stamp=Stamp(at_ms, UUID(device_id) if device_id else NIL, seq, UUID(entry_id)),
        judged_at=from_ms(judged_ms),
        direction=Direction(direction),
        persons=persons,
        status=Status.ACCEPTED,
        bypassed=frozenset(bypassed.split(",")) if bypassed else frozenset(),
        gate_id=UUID(gate_id) if gate_id else None,
    )


def _wire(row: Sequence[Any]) -> WireEntry:
    seq, kind, body, prev_hash, digest, signature, answers = row
    return WireEntry(
        seq=seq,
        kind=kind,
        body=bytes(body).decode(),
        prev_hash=bytes(prev_hash).hex(),
        hash=bytes(digest).hex(),
        signature=bytes(signature).hex(),
        answers=json.loads(answers) if answers else None,
    )

"""Did the promise hold? Written against the pages, with none of the product's own reckoning.

Everything is read from where it ended up: the kiosks' files, and the rows in PostgreSQL. Hashes and
signatures are worked out with hashlib and OpenSSL, passages by moving one token per person
(`passages`), chairs by moving one guest after the other (`seats`).
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text
from sqlmodel import Session

from shared.ids import conflict_id
from tests.faults.objections import objections
from tests.faults.passages import (
    Band,
    Entry,
    ListFacts,
    Tokens,
    bands_of,
    overfull,
    standing,
    walked,
)
from tests.faults.seats import Chair, Filed, Hall, Sitter, hall_of

_WAIT_OUTSIDE = {"malformed", "unknown_list", "bad_signature", "id_reused", "after_revocation"}


@dataclass(frozen=True)
class JournalRow:
    """An own entry as a kiosk's file holds it."""

    device_id: str
    seq: int
    kind: str
    body: bytes
    prev_hash: bytes
    hash: bytes
    signature: bytes
    status: str
    answers: str | None = None


@dataclass
class Kept:
    """What one kiosk's files say at the end; of a revoked one only what it wrote itself."""

    name: str
    device_id: str
    own: list[JournalRow]
    is_revoked: bool = False
    accepted: set[str] = field(default_factory=set)
    annulled: set[str] = field(default_factory=set)
    serves: set[str] = field(default_factory=set)
    heads: dict[str, int] = field(default_factory=dict)
    bands: dict[str, str] = field(default_factory=dict)
    seated: dict[Sitter, Chair] = field(default_factory=dict)
    replica: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Revocation:
    """When a device was revoked, and the hashes of what the server had of it."""

    at: datetime
    stored: set[bytes]

    def bars(self, row: Any) -> bool:
        """Whether an entry does not count: it was written later, and came later."""
        judged = datetime.fromisoformat(json.loads(row.body)["judged_at"])
        return judged >= self.at and bytes(row.hash) not in self.stored


@dataclass
class Done:
    """What the evening knows to have happened: hashes of all entries that ever were, of those in a
    backup, and of the payments among them, which no neighbour keeps; when the organizer was paid for a ticket, when a
    code stopped counting, and who was revoked."""

    written: set[bytes] = field(default_factory=set)
    backed_up: set[bytes] = field(default_factory=set)
    payments: set[bytes] = field(default_factory=set)
    paid: dict[str, datetime] = field(default_factory=dict)
    revoked: dict[str, datetime] = field(default_factory=dict)
    revoked_devices: dict[str, Revocation] = field(default_factory=dict)


@dataclass
class Found:
    """Sentences of what is wrong; empty when the promise held."""

    wrong: list[str] = field(default_factory=list)

    def expect(self, true: bool, sentence: str) -> None:
        """Note it where it is not so."""
        if not true:
            self.wrong.append(sentence)


def check(
    session: Session, event_id: UUID, kiosks: Sequence[Kept], done: Done, at: datetime
) -> list[str]:
    """Everything the promise says, of one event after everybody has talked to everybody."""
    found = Found()
    stored = _stored(session, event_id)
    _nothing_lost(found, stored, kiosks, done)
    _chains_hold(found, session, stored, done)
    kiosks = [kiosk for kiosk in kiosks if not kiosk.is_revoked]
    entries = [
        json.loads(row.body) for row in stored if row.quarantined_reason not in _WAIT_OUTSIDE
    ]
    _scans_are_the_entries(found, session, event_id, entries)
    _answers_are_there(found, session, event_id, kiosks)
    _kiosks_stand_where_told(found, session, kiosks)
    lists, admits = _lists(session, event_id), _admits(session, event_id)
    passages = {
        key: walked(lists[key[0]], admits[key[1]], scans, at)
        for key, scans in standing(entries).items()
    }
    bands = bands_of(entries, lists, admits)
    _bands_are_whose(found, session, event_id, kiosks, bands)
    hall = hall_of(entries)
    _everybody_sits_there(found, session, event_id, kiosks, hall)
    settled = _settled(entries, done.paid)
    _everybody_paid(found, session, event_id, settled)
    wanted = hall.clashes | {told for band in bands.values() for told in band.reused}
    wanted |= {told for tokens in passages.values() for told in tokens.conflicts}
    wanted |= objections(session, event_id, passages, bands, done.revoked, settled)
    wanted |= _overfull(session, event_id, lists, admits, entries)
    _conflicts_are_those(found, session, event_id, wanted)
    _inside_is_right(found, session, event_id, passages)
    _kiosks_agree(found, kiosks, entries, passages)
    return found.wrong


def _stored(session: Session, event_id: UUID) -> list[Any]:
    return list(
        session.execute(
            text("SELECT * FROM journal_entries WHERE event_id = :event"), {"event": event_id}
        )
    )


def _nothing_lost(found: Found, stored: Sequence[Any], kiosks: Sequence[Kept], done: Done) -> None:
    times = Counter(bytes(row.hash) for row in stored)
    by_hash = {bytes(row.hash): row for row in stored}
    for digest, count in times.items():
        found.expect(count == 1, f"entry {digest.hex()[:8]} is stored {count} times")
        found.expect(digest in done.written, f"entry {digest.hex()[:8]} was written by nobody")
    for kiosk in kiosks:
        for row in kiosk.own:
            name = f"{kiosk.name} #{row.seq} ({row.kind})"
            there = by_hash.get(row.hash)
            found.expect(there is not None, f"{name} is lost")
            found.expect(row.status != "pending", f"{name} still waits")
            if not row.body:
                found.expect(row.hash in done.backed_up, f"{name} is forgotten and in no backup")
            elif there is not None:
                same = (bytes(there.body), bytes(there.signature)) == (row.body, row.signature)
                found.expect(same, f"{name} is stored as something else")


def _chains_hold(found: Found, session: Session, stored: Sequence[Any], done: Done) -> None:
    """Every stored entry follows one that is stored, and its device signed it.

    It may follow a payment that was lost with a disk before it was sent.
    """
    keys = {
        row.id: bytes(row.public_key)
        for row in session.execute(text("SELECT id, public_key FROM devices"))
        if row.public_key
    }
    by_device: dict[UUID, list[Any]] = defaultdict(list)
    for row in stored:
        by_device[row.device_id].append(row)
    for device_id, rows in by_device.items():
        hashes = (
            done.payments
            | {bytes(row.hash) for row in rows}
            | {hashlib.sha256(device_id.bytes).digest()}
        )
        key = Ed25519PublicKey.from_public_bytes(keys[device_id])
        for row in rows:
            name = f"entry {row.seq} of {device_id}"
            digest = hashlib.sha256(bytes(row.prev_hash) + bytes(row.body)).digest()
            found.expect(digest == bytes(row.hash), f"{name} has another hash than its body")
            found.expect(bytes(row.prev_hash) in hashes, f"{name} follows nothing that is here")
            try:
                key.verify(bytes(row.signature), digest)
            except InvalidSignature:
                found.expect(False, f"{name} is not signed by its device")
            revocation = done.revoked_devices.get(str(device_id))
            problem = row.quarantined_reason
            late = revocation is not None and revocation.bars(row)
            right = problem == "after_revocation" if late else problem in (None, "seq_reused")
            found.expect(right, f"{name} is quarantined: {problem}")


def _scans_are_the_entries(
    found: Found, session: Session, event_id: UUID, entries: Iterable[Mapping[str, Any]]
) -> None:
    rows = session.execute(
        text("SELECT id FROM scans WHERE event_id = :event"), {"event": event_id}
    )
    scans = {str(row.id) for row in rows}
    wanted = {entry["scan_id"] for entry in entries if entry["kind"] == "scan"}
    found.expect(
        scans == wanted, f"{len(wanted - scans)} scans missing, {len(scans - wanted)} extra"
    )


def _answers_are_there(
    found: Found, session: Session, event_id: UUID, kiosks: Sequence[Kept]
) -> None:
    """Only the device that asked has them, so what it still has must be at the server."""
    rows = session.execute(
        text("SELECT id, answers FROM scans WHERE event_id = :event"), {"event": event_id}
    )
    there = {str(row.id): row.answers for row in rows}
    for kiosk in kiosks:
        for row in kiosk.own:
            if row.answers and row.body:
                given, scan_id = json.loads(row.answers), json.loads(row.body)["scan_id"]
                same = there.get(scan_id) == given
                found.expect(same, f"{kiosk.name} #{row.seq} was answered {given}")


def _kiosks_stand_where_told(found: Found, session: Session, kiosks: Sequence[Kept]) -> None:
    """One that a restored server made again from its certificate is told none, and stays."""
    served = defaultdict(set)
    for row in session.execute(text("SELECT device_id, check_in_list_id FROM device_lists")):
        served[str(row.device_id)].add(str(row.check_in_list_id))
    for kiosk in kiosks:
        told = served[kiosk.device_id]
        right = kiosk.serves == told or not told
        found.expect(right, f"{kiosk.name} serves {kiosk.serves}, not {told}")


def _lists(session: Session, event_id: UUID) -> dict[str, ListFacts]:
    return {
        str(row.id): ListFacts(str(row.id), row.entry_policy, row.exit_all_at, row.timezone)
        for row in session.execute(
            text(
                "SELECT l.id, l.entry_policy, l.exit_all_at, e.timezone FROM check_in_lists l"
                " JOIN events e ON e.id = l.event_id WHERE l.event_id = :event"
            ),
            {"event": event_id},
        )
    }


def _admits(session: Session, event_id: UUID) -> dict[str, int]:
    """How many persons each ticket is for."""
    return {
        str(row.id): row.admits
        for row in session.execute(
            text("SELECT id, admits FROM tickets WHERE event_id = :event"), {"event": event_id}
        )
    }


def _settled(entries: Sequence[Entry], paid: Mapping[str, datetime]) -> dict[str, datetime]:
    """When each ticket was first paid for, at a door or to the organizer."""
    settled = dict(paid)
    for entry in entries:
        if entry["kind"] == "payment":
            judged = datetime.fromisoformat(entry["judged_at"])
            settled[entry["ticket_id"]] = min(judged, settled.get(entry["ticket_id"], judged))
    return settled


def _everybody_paid(
    found: Found, session: Session, event_id: UUID, settled: Mapping[str, datetime]
) -> None:
    rows = session.execute(
        text(
            "SELECT t.id, t.payment_status, s.until FROM ticket_states s"
            " JOIN tickets t ON t.id = s.ticket_id WHERE t.event_id = :event AND s.state = 'unpaid'"
        ),
        {"event": event_id},
    )
    for row in rows:
        until, status = settled.get(str(row.id)), row.payment_status
        found.expect(row.until == until, f"a ticket is unpaid until {row.until}, not {until}")
        found.expect((status == "paid") == (until is not None), f"a ticket's payment is {status}")


def _overfull(
    session: Session,
    event_id: UUID,
    lists: Mapping[str, ListFacts],
    admits: Mapping[str, int],
    entries: Sequence[Entry],
) -> set[Filed]:
    """Lists that held too many, then zones; an entry that began both is told of once."""
    rows = session.execute(
        text(
            "SELECT capacity, ARRAY[id] AS members FROM check_in_lists WHERE event_id = :event"
            " AND capacity IS NOT NULL UNION ALL"
            " SELECT z.capacity, array_agg(l.id) FROM zones z JOIN check_in_lists l"
            " ON l.zone_id = z.id WHERE z.event_id = :event AND z.capacity IS NOT NULL GROUP BY z.id, z.capacity"
        ),
        {"event": event_id},
    )
    told: dict[str, Filed] = {}
    for capacity, members in rows:
        filling = {str(list_id): lists[str(list_id)] for list_id in members}
        for over in overfull(capacity, filling, admits, standing(entries)):
            told.setdefault(over[1], over)
    return set(told.values())


def _bands_are_whose(
    found: Found,
    session: Session,
    event_id: UUID,
    kiosks: Sequence[Kept],
    bands: Mapping[str, Band],
) -> None:
    rows = session.execute(
        text(
            "SELECT digest, ticket_id FROM ticket_credentials"
            " WHERE event_id = :event AND kind = 'nfc' AND revoked_at IS NULL"
        ),
        {"event": event_id},
    )
    stored = {bytes(row.digest).hex(): str(row.ticket_id) for row in rows}
    wanted = {digest: band.holder for digest, band in bands.items() if band.holder is not None}
    found.expect(stored == wanted, f"wristbands are those of {stored}, not of {wanted}")
    for kiosk in kiosks:
        same = kiosk.bands == wanted
        found.expect(same, f"{kiosk.name} takes wristbands for those of {kiosk.bands}")


def _everybody_sits_there(
    found: Found, session: Session, event_id: UUID, kiosks: Sequence[Kept], hall: Hall
) -> None:
    rows = session.execute(
        text(
            "SELECT a.ticket_id, a.person, a.seat_id, a.place FROM seat_assignments a"
            " JOIN seat_maps m ON m.id = a.seat_map_id WHERE m.event_id = :event"
        ),
        {"event": event_id},
    )
    stored = {(str(r.ticket_id), r.person): (str(r.seat_id), r.place) for r in rows}
    found.expect(stored == hall.where, f"the server has {stored}, they sit on {hall.where}")
    for kiosk in kiosks:
        same = kiosk.seated == hall.where
        found.expect(same, f"{kiosk.name} has {kiosk.seated}, they sit on {hall.where}")


def _conflicts_are_those(
    found: Found, session: Session, event_id: UUID, wanted: set[Filed]
) -> None:
    rows = session.execute(
        text("SELECT * FROM check_in_conflicts WHERE event_id = :event"), {"event": event_id}
    ).all()
    filed = {
        (row.kind, str(row.entry_id), str(row.winner_entry_id) if row.winner_entry_id else None,
         row.persons)
        for row in rows
        if row.withdrawn_at is None
    }  # fmt: skip
    for conflict in sorted(wanted - filed, key=str):
        found.expect(False, f"a conflict is missing: {conflict}")
    for conflict in sorted(filed - wanted, key=str):
        found.expect(False, f"a conflict is filed that is none: {conflict}")
    for row in rows:
        found.expect(row.id == conflict_id(row.kind, row.entry_id), f"conflict {row.id} is renamed")


def _inside_is_right(
    found: Found, session: Session, event_id: UUID, passages: Mapping[tuple[str, str], Tokens]
) -> None:
    rows = session.execute(
        text(
            "SELECT c.check_in_list_id, coalesce(sum(c.persons - c.persons_out)"
            " FILTER (WHERE c.is_present), 0) AS inside FROM check_ins c"
            " WHERE c.event_id = :event GROUP BY 1"
        ),
        {"event": event_id},
    )
    counted = {str(row.check_in_list_id): int(row.inside) for row in rows}
    # A check-out by time is written when a passage is folded again, so only lists without one
    # have it in the rows; the heads asked of the server take it into account.
    timed = {
        str(row.id)
        for row in session.execute(
            text("SELECT id FROM check_in_lists WHERE exit_all_at IS NOT NULL")
        )
    }
    wanted: dict[str, int] = defaultdict(int)
    for (list_id, _), tokens in passages.items():
        wanted[list_id] += tokens.heads
    for list_id in {*counted, *wanted} - timed:
        here, there = counted.get(list_id, 0), wanted[list_id]
        found.expect(here == there, f"the server counts {here} inside, there are {there}")


def _kiosks_agree(
    found: Found,
    kiosks: Sequence[Kept],
    entries: Sequence[Mapping[str, Any]],
    passages: Mapping[tuple[str, str], Tokens],
) -> None:
    accepted = {e["scan_id"] for e in entries if e["kind"] == "scan" and e["verdict"] == "accepted"}
    annulled = {e["annuls"] for e in entries if e["kind"] == "annul"}
    wanted: dict[str, int] = defaultdict(int)
    for (list_id, _), tokens in passages.items():
        wanted[list_id] += tokens.heads
    for kiosk in kiosks:
        missing, extra = accepted - kiosk.accepted, kiosk.accepted - accepted
        found.expect(not missing, f"{kiosk.name} does not know {len(missing)} scans")
        found.expect(not extra, f"{kiosk.name} knows {len(extra)} scans nobody else has")
        found.expect(kiosk.annulled == annulled, f"{kiosk.name} knows other undone scans")
        for list_id, heads in kiosk.heads.items():
            there = wanted[list_id]
            found.expect(heads == there, f"{kiosk.name} counts {heads} inside, there are {there}")
        for table, rows in kiosk.replica.items():
            same = rows == kiosks[0].replica[table]
            found.expect(same, f"{kiosk.name} and {kiosks[0].name} differ in {table}")

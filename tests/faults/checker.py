"""Did the promise hold? Written against the pages, with none of the product's own reckoning.

Everything is read from where it ended up: the kiosks' files, and the rows in PostgreSQL. Hashes and
signatures are worked out with hashlib and OpenSSL, passages by moving one token per person.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text
from sqlmodel import Session

from shared.ids import conflict_id
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


@dataclass
class Kept:
    """What one kiosk's files say at the end."""

    name: str
    own: list[JournalRow]
    accepted: set[str]
    annulled: set[str]
    heads: dict[str, int]
    bands: dict[str, str | None]
    seated: dict[Sitter, Chair]
    replica: dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class ListFacts:
    """What the pages let the passages of a list depend on."""

    id: str
    policy: str
    exit_all_at: Any
    timezone: str


@dataclass
class Found:
    """Sentences of what is wrong; empty when the promise held."""

    wrong: list[str] = field(default_factory=list)

    def expect(self, true: bool, sentence: str) -> None:
        """Note it where it is not so."""
        if not true:
            self.wrong.append(sentence)


def check(
    session: Session, event_id: UUID, kiosks: Sequence[Kept], written: set[bytes], at: datetime
) -> list[str]:
    """Everything the promise says, of one event after everybody has talked to everybody."""
    found = Found()
    stored = _stored(session, event_id)
    _nothing_lost(found, stored, kiosks, written)
    _chains_hold(found, session, stored)
    entries = [
        json.loads(row.body) for row in stored if row.quarantined_reason not in _WAIT_OUTSIDE
    ]
    _scans_are_the_entries(found, session, event_id, entries)
    passages = _passages(session, event_id, entries, at)
    bands = _bands(session, event_id, entries)
    _bands_are_whose(found, session, event_id, kiosks, bands)
    hall = hall_of(entries)
    _everybody_sits_there(found, session, event_id, kiosks, hall)
    _conflicts_are_those(found, session, event_id, passages, bands, hall.clashes)
    _inside_is_right(found, session, event_id, passages)
    _kiosks_agree(found, kiosks, entries, passages)
    return found.wrong


def _stored(session: Session, event_id: UUID) -> list[Any]:
    return list(
        session.execute(
            text("SELECT * FROM journal_entries WHERE event_id = :event"), {"event": event_id}
        )
    )


def _nothing_lost(
    found: Found, stored: Sequence[Any], kiosks: Sequence[Kept], written: set[bytes]
) -> None:
    times = Counter(bytes(row.hash) for row in stored)
    by_hash = {bytes(row.hash): row for row in stored}
    for digest, count in times.items():
        found.expect(count == 1, f"entry {digest.hex()[:8]} is stored {count} times")
        found.expect(digest in written, f"entry {digest.hex()[:8]} was written by nobody")
    for kiosk in kiosks:
        for row in kiosk.own:
            name = f"{kiosk.name} #{row.seq} ({row.kind})"
            there = by_hash.get(row.hash)
            found.expect(there is not None, f"{name} is lost")
            found.expect(row.status != "pending", f"{name} still waits")
            if there is not None:
                same = (bytes(there.body), bytes(there.signature)) == (row.body, row.signature)
                found.expect(same, f"{name} is stored as something else")


def _chains_hold(found: Found, session: Session, stored: Sequence[Any]) -> None:
    """Every stored entry follows one that is stored, and its device signed it."""
    keys = {
        row.id: bytes(row.public_key)
        for row in session.execute(text("SELECT id, public_key FROM devices"))
        if row.public_key
    }
    by_device: dict[UUID, list[Any]] = defaultdict(list)
    for row in stored:
        by_device[row.device_id].append(row)
    for device_id, rows in by_device.items():
        hashes = {bytes(row.hash) for row in rows} | {hashlib.sha256(device_id.bytes).digest()}
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
            problem = row.quarantined_reason
            found.expect(problem in (None, "seq_reused"), f"{name} is quarantined: {problem}")


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


# Passages, one token per person


@dataclass
class Tokens:
    """One ticket on one list, walked by hand."""

    inside: int = 0
    heads: int = 0
    conflicts: list[tuple[str, str, str | None, int]] = field(default_factory=list)
    entries: list[tuple[str | None, str, datetime, int]] = field(default_factory=list)


def _passages(
    session: Session, event_id: UUID, entries: Sequence[Mapping[str, Any]], at: datetime
) -> dict[tuple[str, str], Tokens]:
    lists = _lists(session, event_id)
    tickets = {
        str(row.id): row.admits
        for row in session.execute(
            text("SELECT id, admits FROM tickets WHERE event_id = :event"), {"event": event_id}
        )
    }
    states = defaultdict(list)
    for row in session.execute(
        text(
            "SELECT s.ticket_id, s.state, s.since, s.until FROM ticket_states s"
            " JOIN tickets t ON t.id = s.ticket_id WHERE t.event_id = :event"
        ),
        {"event": event_id},
    ):
        states[str(row.ticket_id)].append(row)
    return {
        key: _walk(lists[key[0]], tickets[key[1]], found, states[key[1]], at)
        for key, found in _standing(entries).items()
    }


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


def _standing(
    entries: Sequence[Mapping[str, Any]],
) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """Who was let in or out and not taken back, by list and ticket."""
    gone = {entry["annuls"] for entry in entries if entry["kind"] == "annul"}
    scans = defaultdict(list)
    for entry in entries:
        if _let_in(entry) and entry["scan_id"] not in gone:
            scans[entry["list_id"], entry["ticket_id"]].append(entry)
    return scans


# Wristbands


@dataclass
class Band:
    """Who had a wristband, from link to link."""

    tickets: list[str] = field(default_factory=list)
    since: list[datetime] = field(default_factory=list)
    reused: list[tuple[str, str, str | None, int]] = field(default_factory=list)

    def lost_at(self, ticket_id: str) -> datetime | None:
        """When it was given to somebody else for good; None where it is still this ticket's."""
        if ticket_id not in self.tickets:
            return None
        last = len(self.tickets) - 1 - self.tickets[::-1].index(ticket_id)
        after = self.since[last + 1 :]
        return after[0] if after else None


def _bands(
    session: Session, event_id: UUID, entries: Sequence[Mapping[str, Any]]
) -> dict[str, Band]:
    gone = {entry["annuls"] for entry in entries if entry["kind"] == "annul"}
    lists, scans = _lists(session, event_id), _standing(entries)
    bands: dict[str, Band] = defaultdict(Band)
    links = [entry for entry in entries if entry["kind"] == "link"]
    before: dict[str, Mapping[str, Any]] = {}
    for link in sorted(links, key=lambda x: (x["stamp"]["at_ms"], x["entry_id"])):
        band = bands[link["digest"]]
        if link["scan_id"] in gone:
            continue
        earlier = before.get(link["digest"])
        judged = datetime.fromisoformat(link["judged_at"])
        if earlier is not None and earlier["ticket_id"] != link["ticket_id"]:
            inside = 0
            for (list_id, ticket_id), found in scans.items():
                if ticket_id == earlier["ticket_id"]:
                    until = [s for s in found if s["stamp"]["at_ms"] < link["stamp"]["at_ms"]]
                    tokens = _walk(lists[list_id], 10**6, until, (), judged)
                    inside = max(inside, tokens.heads)
            if inside:
                told = ("credential_reused", link["entry_id"], earlier["entry_id"], inside)
                band.reused.append(told)
        before[link["digest"]] = link
        band.tickets.append(link["ticket_id"])
        band.since.append(judged)
    return bands


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
    wanted = {digest: band.tickets[-1] for digest, band in bands.items() if band.tickets}
    found.expect(stored == wanted, f"wristbands are those of {stored}, not of {wanted}")
    for kiosk in kiosks:
        known = {digest: ticket for digest, ticket in kiosk.bands.items() if ticket is not None}
        found.expect(known == wanted, f"{kiosk.name} takes wristbands for those of {known}")


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


def _let_in(entry: Mapping[str, Any]) -> bool:
    """A scan that was accepted; an exit is one too."""
    return bool(entry["kind"] == "scan" and entry["verdict"] == "accepted" and entry["ticket_id"])


def _walk(  # noqa: C901  one rule of the page after the other
    facts: ListFacts,
    admits: int,
    scans: Iterable[Mapping[str, Any]],
    states: Sequence[Any],
    at: datetime,
) -> Tokens:
    tokens, holding, entered = Tokens(), list[str](), 0
    reached: int | None = None
    in_order = sorted(scans, key=lambda s: (s["stamp"]["at_ms"], s["stamp"]["device_id"], s["seq"]))
    for scan in [*in_order, None]:
        now = scan["stamp"]["at_ms"] if scan else int(at.timestamp() * 1000)
        if reached is not None and _checked_out_between(facts, reached, now):
            tokens.inside = tokens.heads = 0
            if facts.policy != "single":
                holding.clear()
        reached = now
        if scan is None:
            break
        persons, scan_id = scan["persons"], scan["scan_id"]
        if scan["direction"] == "entry":
            taken = entered if facts.policy == "single" else tokens.inside
            fits = min(persons, admits - taken)
            if fits < persons:
                winner = holding[0] if holding else None
                tokens.conflicts.append(("duplicate_entry", scan_id, winner, persons - fits))
            holding += [scan_id] * fits
            entered = min(admits, entered + persons)
            tokens.inside = min(admits, tokens.inside + persons)
            tokens.heads += persons
            judged = datetime.fromisoformat(scan["judged_at"])
            tokens.entries.append((scan["credential_digest"], scan_id, judged, persons))
            if any(s.state == "blocked" and _holds(s, judged) for s in states):
                tokens.conflicts.append(("entered_blocked", scan_id, None, persons))
        else:
            tokens.inside = max(0, tokens.inside - persons)
            tokens.heads = max(0, tokens.heads - persons)
            if facts.policy != "single":
                del holding[:persons]
            if tokens.heads == 0:
                tokens.inside = 0
                if facts.policy != "single":
                    holding.clear()
    return tokens


def _holds(state: Any, moment: datetime) -> bool:
    begun = state.since is None or state.since <= moment
    return begun and (state.until is None or moment < state.until)


def _checked_out_between(facts: ListFacts, first_ms: int, last_ms: int) -> bool:
    """Whether the local check-out time fell after the one moment and not after the other.

    Every minute of the day is walked: a local time that is skipped counts as the next that exists,
    one that comes twice as its first.
    """
    if facts.exit_all_at is None:
        return False
    zone = ZoneInfo(facts.timezone)
    first = datetime.fromtimestamp(first_ms / 1000, UTC)
    last = datetime.fromtimestamp(last_ms / 1000, UTC)
    day = first.astimezone(zone).date() - timedelta(days=1)
    while day <= last.astimezone(zone).date():
        minute = datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
        while True:
            local = minute.astimezone(zone)
            if (local.date(), local.time()) >= (day, facts.exit_all_at):
                break
            minute += timedelta(minutes=1)
        if first < minute <= last:
            return True
        day += timedelta(days=1)
    return False


def _conflicts_are_those(
    found: Found,
    session: Session,
    event_id: UUID,
    passages: Mapping[tuple[str, str], Tokens],
    bands: Mapping[str, Band],
    clashes: set[Filed],
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
    wanted = {conflict for tokens in passages.values() for conflict in tokens.conflicts}
    wanted |= {conflict for band in bands.values() for conflict in band.reused} | clashes
    for (_, ticket_id), tokens in passages.items():
        for digest, scan_id, judged, persons in tokens.entries:
            lost = bands[digest].lost_at(ticket_id) if digest and digest in bands else None
            if lost is not None and lost <= judged:
                wanted.add(("entered_revoked", scan_id, None, persons))
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

"""The ledger in the database: passages folded again, and written as check-ins and conflicts.

Whatever happened to a scan, a ticket, a list or a credential, the same function states the result
anew for the keys it touches. Stating it twice changes nothing.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from shared.admission import CONFLICT_KINDS, Facts, Ticket, objection
from shared.ledger import (
    Annul,
    Conflict,
    Passage,
    Scan,
    Status,
    Terms,
    fold,
)
from shared.protocol import ScanBody
from shared.seating import Move
from sync_server.domains.door import capacity, conflicts, links
from sync_server.domains.door.conflicts import REUSED, SEATED_TWICE, Stated
from sync_server.domains.door.entries import Around
from sync_server.domains.door.facts import (
    DoorList,
    Key,
    Scans,
    lists_of,
    scans_of,
)
from sync_server.domains.door.links import Band
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.seating import service as seating
from sync_server.kernel import bulk, outbox
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Batch, Query, execute, fetch, without_waiting

_LOCKS = 256
"""Keys share this many locks per organization, so that a large batch cannot exhaust the table."""

_CHECKED_IN = "ticket.checked_in"


def lock(batch: Batch, keys: Collection[Key], bands: Collection[Band] = ()) -> None:
    """Serialise with everybody else who folds these (ledger rule 2). Sorted: no deadlock."""
    organization = organization_of(batch.session)
    slots = {_slot(organization, key[0].bytes + key[1].bytes) for key in keys}
    slots |= {_slot(organization, event_id.bytes + digest) for event_id, digest in bands}
    batch.send(
        Query(
            "SELECT pg_advisory_xact_lock(k) FROM unnest(CAST(%(slots)s AS bigint[])) AS k",
            lambda _rows: None,
            {"slots": sorted(slots)},
        )
    )


@dataclass(frozen=True)
class Standing:
    """What is stored of some tickets besides their scans: what their passages are stated against."""

    conflicts: Sequence[tuple[Key, UUID]]
    revoked: Mapping[tuple[UUID, bytes], datetime]
    passed_on: Collection[Band]
    is_told: bool


def standing(
    batch: Batch, ticket_ids: Collection[UUID], bands: Collection[Band] = ()
) -> Callable[[], Standing]:
    """Ask for what is stored of these tickets and wristbands, after their locks.

    Best asked last: somebody who hears of check-ins is waited for.
    """
    found = batch.send(conflicts.of_passages(ticket_ids))
    revoked = batch.send(sales.revocations(ticket_ids))
    passed_on = batch.send(links.passed_on(bands, ticket_ids))
    is_told = outbox.is_heard(batch.session, _CHECKED_IN)
    return lambda: Standing(found(), revoked(), passed_on(), is_told)


@dataclass(frozen=True)
class Loaded:
    """The lists and tickets of some keys, by id, what was scanned of them, and what stands.

    `fresh`: scans that nobody has folded yet, so that they have no check-in.
    """

    lists: Mapping[UUID, DoorList]
    tickets: Mapping[UUID, Ticket]
    scans: Scans
    standing: Standing
    fresh: Collection[UUID] = ()

    def storing(self, fresh: Sequence[ScanBody], around: Around) -> "Loaded":
        """What is read once these are stored too. An annul of one may have come before it."""
        scans = {key: list(entries) for key, entries in self.scans.items()}
        for body in fresh:
            if body.ticket_id is None or body.verdict is not Status.ACCEPTED:
                continue
            entries = scans.setdefault((body.list_id, body.ticket_id), [])
            entries.append(body.scan())
            if body.entry_id in around.annulled_by:
                entries.append(Annul(body.entry_id))
        return replace(self, scans=scans, fresh={body.entry_id for body in fresh})


@dataclass(frozen=True)
class Written:
    """Passages whose check-ins are on their way, and what is stated of them."""

    lists: Mapping[UUID, DoorList]
    stated: Sequence[Stated]
    conflict_ids: Sequence[UUID]
    passed_on: Collection[Band]
    asks_dispatch: bool


def load(batch: Batch, keys: Collection[Key], bands: Collection[Band] = ()) -> Callable[[], Loaded]:
    """Lock these, and only then read (ledger rule 2)."""
    ticket_ids = {ticket_id for _, ticket_id in keys}
    lock(batch, keys, bands)
    lists = batch.send(lists_of({list_id for list_id, _ in keys}))
    tickets = batch.send(sales.admission_tickets(ticket_ids))
    scans = batch.send(scans_of(keys))
    stored = standing(batch, ticket_ids, bands)
    return lambda: Loaded(lists(), tickets(), scans(), stored())


def restate(
    session: Session, keys: Collection[Key], at: datetime, bands: Collection[Band] = ()
) -> list[Stated]:
    """Fold these keys and wristbands and write what follows; their conflicts as they now stand.

    The caller wrote its scans and links before.
    """
    if bands:  # what they present is settled first
        with without_waiting(session) as batch:
            lock(batch, keys, bands)
        links.settle(session, bands)
    with without_waiting(session) as batch:
        loaded = load(batch, keys, bands)
    with without_waiting(session):
        written = write(session, keys, at, loaded())
    return settle(session, written, at)


def write(session: Session, keys: Collection[Key], at: datetime, loaded: Loaded) -> Written:
    """Fold these keys and write their check-ins; `settle` does the rest. Waits for nothing.

    `loaded` was read under their lock, and holds their scans as they are once all is stored.
    """
    lists, tickets = loaded.lists, loaded.tickets
    folded = {
        key: fold(_terms(lists, tickets, key), loaded.scans.get(key, ()), at)
        for key in dict.fromkeys(keys)
        if key[0] in lists
    }
    is_told = loaded.standing.is_told
    new, known = _write_check_ins(session, loaded, folded)
    _write_events(session, new, is_told=is_told)
    _write_events(session, known, "ON CONFLICT (organization_id, id) DO NOTHING", is_told=is_told)
    stated = [
        Stated(lists[key[0]].event_id, *key, conflict)
        for key, passage in folded.items()
        for conflict in passage.conflicts
    ]
    revoked = _revoked(session, folded, loaded.standing.revoked)
    return Written(
        {list_id: lists[list_id] for list_id, _ in folded},
        [*stated, *_objections(lists, tickets, folded, revoked)],
        [conflict_id for key, conflict_id in loaded.standing.conflicts if key in folded],
        loaded.standing.passed_on,
        is_told and bool(new or known),
    )


def settle(session: Session, written: Written, at: datetime) -> list[Stated]:
    """Write the conflicts of what was written; all as they now stand."""
    if written.asks_dispatch:
        outbox.ask_dispatch(session)
    conflicts.write(session, written.stated, conflicts.by_id(session, written.conflict_ids), at)
    capacity.restate(session, written.lists, at)
    reused = _restate_reuse(session, written.passed_on, at) if written.passed_on else []
    return [*written.stated, *reused]


def restate_seats(
    session: Session, event_id: UUID, moves: Collection[Move], at: datetime
) -> list[Stated]:
    """Who sits where after these moves, and which of all moves did not happen (ledger rule 18)."""
    clashes, walked = seating.restate(session, event_id, moves)
    stated = [
        Stated(
            event_id,
            None,
            clash.move.person.ticket_id if clash.move.person else None,
            Conflict(SEATED_TWICE, clash.move.id, clash.winner.id if clash.winner else None, 1),
        )
        for clash in clashes
    ]
    stored = conflicts.of_entries(session, SEATED_TWICE, walked)
    conflicts.write(session, stated, stored, at)
    return stated


def _restate_reuse(session: Session, bands: Collection[Band], at: datetime) -> list[Stated]:
    """A wristband that went to another ticket while its guest was inside (ledger rule 19)."""
    stated = [
        stated
        for band in sorted(bands)
        for handover in links.handovers(session, band)
        if (stated := _reused(session, handover)) is not None
    ]
    stored = conflicts.of_entries(session, REUSED, links.entries_of(session, bands))
    conflicts.write(session, stated, stored, at)
    return stated


def _reused(session: Session, handover: links.Handover) -> Stated | None:
    """The conflict, on the list where most of the ticket's guests were inside."""
    later, ticket_id = handover.later, handover.ticket_id
    keys = keys_of_tickets(session, [ticket_id])
    lists = lists_of({list_id for list_id, _ in keys}).fetch(session)
    tickets = sales.admission_tickets([ticket_id]).fetch(session)
    scans = scans_of(keys).fetch(session)
    inside: list[tuple[int, UUID]] = []
    for key in keys:
        taken_back = {entry.scan_id for entry in scans[key] if isinstance(entry, Annul)}
        before = [
            entry
            for entry in scans[key]
            if isinstance(entry, Scan)
            and entry.stamp.at_ms < later.stamp_ms
            and entry.id not in taken_back
        ]
        passage = fold(_terms(lists, tickets, key), before, later.judged_at)
        inside.append((passage.heads, key[0]))
    persons, list_id = max(inside, default=(0, None))
    if not persons or list_id is None:
        return None
    winner = handover.earlier.entry_id if handover.earlier else None
    conflict = Conflict(REUSED, later.entry_id, winner, persons)
    return Stated(later.event_id, list_id, ticket_id, conflict)


def keys_of_tickets(session: Session, ticket_ids: Collection[UUID]) -> list[Key]:
    """Every list on which these tickets were scanned."""
    rows = fetch(
        session,
        "SELECT DISTINCT check_in_list_id, ticket_id FROM scans"
        " WHERE organization_id = %(organization)s AND ticket_id = ANY(%(tickets)s)"
        " AND verdict = 'accepted' AND check_in_list_id IS NOT NULL",
        tickets=list(ticket_ids),
    )
    return [(row[0], row[1]) for row in rows]


def _slot(organization: UUID, key: bytes) -> int:
    digest = hashlib.blake2b(key, digest_size=2).digest()
    base = int.from_bytes(organization.bytes[-5:], "big") << 16
    return base + int.from_bytes(digest, "big") % _LOCKS


def _terms(lists: Mapping[UUID, DoorList], tickets: Mapping[UUID, Ticket], key: Key) -> Terms:
    return lists[key[0]].list.terms(tickets[key[1]].admits if key[1] in tickets else 1)


def _revoked(
    session: Session,
    folded: Mapping[Key, Passage],
    revoked: Mapping[tuple[UUID, bytes], datetime],
) -> dict[UUID, datetime]:
    """When what each of these entries was shown stopped being good, where it did; by scan."""
    entries = [(key[1], scan.id) for key, passage in folded.items() for scan in passage.entries]
    suspects = {ticket_id for ticket_id, _ in revoked}
    digests = _digests(
        session, [scan_id for ticket_id, scan_id in entries if ticket_id in suspects]
    )
    shown = {scan_id: (ticket_id, digests.get(scan_id, b"")) for ticket_id, scan_id in entries}
    return {scan_id: revoked[credential] for scan_id, credential in shown.items()
            if credential in revoked}  # fmt: skip


def _objections(
    lists: Mapping[UUID, DoorList],
    tickets: Mapping[UUID, Ticket],
    folded: Mapping[Key, Passage],
    revoked: Mapping[UUID, datetime],
) -> Iterable[Stated]:
    """Accepted entries that `decide`, with all facts, would have refused at their moment."""
    for key, scan in ((key, scan) for key, passage in folded.items() for scan in passage.entries):
        door_list, ticket = lists[key[0]], tickets.get(key[1])
        passage = folded[key]
        facts = Facts(
            list=door_list.list,
            ticket=ticket,
            credential_revoked_at=revoked.get(scan.id),
            passage=_before(passage, scan),
            persons=scan.persons,
            gate=door_list.gates.get(scan.gate_id, "") if scan.gate_id else "",
        )
        reason = objection(facts, scan.judged_at, scan.bypassed)
        if reason is not None:
            conflict = Conflict(CONFLICT_KINDS[reason], scan.id, None, scan.persons)
            yield Stated(door_list.event_id, key[0], key[1], conflict)


def _before(passage: Passage, scan: Scan) -> Passage:
    """The passage as it was when a scan was judged."""
    if passage.live and passage.live[0].id == scan.id:
        return Passage(passage.terms)
    earlier = [s for s in passage.live if s.stamp < scan.stamp]
    return fold(passage.terms, earlier, scan.judged_at)


def _digests(session: Session, scan_ids: Collection[UUID]) -> dict[UUID, bytes]:
    if not scan_ids:
        return {}
    rows = fetch(
        session,
        "SELECT id, credential_digest FROM scans WHERE organization_id = %(organization)s"
        " AND id = ANY(%(ids)s) AND credential_digest IS NOT NULL",
        ids=list(scan_ids),
    )
    return {row.id: bytes(row.credential_digest) for row in rows}


def _write_check_ins(
    session: Session, loaded: Loaded, folded: Mapping[Key, Passage]
) -> tuple[list[UUID], list[UUID]]:
    """The check-ins of these passages as they now stand; ids of new ones, and of those that may be
    here. Waits for nothing.

    Apart, because PostgreSQL looks twice, and writes more, where a row may be there already.
    """
    columns = ("organization_id", "id", "event_id", "ticket_id", "check_in_list_id",
               "entry_scan_id", "exit_scan_id", "checked_in_at", "checked_out_at", "device_ref",
               "check_in_method", "persons", "persons_out", "is_present")  # fmt: skip
    organization = organization_of(session)
    rows = [
        (
            organization,
            stay.entry.id,
            loaded.lists[key[0]].event_id,
            key[1] if key[1] in loaded.tickets else None,
            key[0],
            stay.entry.id,
            stay.exit_scan_id,
            stay.entry.judged_at,
            stay.left_at,
            stay.entry.stamp.device_id,
            "kiosk",
            stay.entry.persons,
            stay.persons_out,
            stay.left_at is None,
        )
        for key, passage in folded.items()
        for stay in passage.stays
    ]
    annulled = [scan_id for passage in folded.values() for scan_id in passage.annulled]
    if annulled:
        execute(
            session,
            "DELETE FROM check_ins WHERE organization_id = %(organization)s AND id = ANY(%(ids)s)",
            ids=annulled,
        )
    new = [row for row in rows if row[1] in loaded.fresh]
    known = [row for row in rows if row[1] not in loaded.fresh]
    bulk.insert_many(session, "check_ins", columns, new)
    bulk.insert_many(
        session,
        "check_ins",
        columns,
        known,
        "ON CONFLICT (organization_id, id) DO UPDATE SET exit_scan_id = excluded.exit_scan_id,"
        " checked_out_at = excluded.checked_out_at, persons_out = excluded.persons_out,"
        " is_present = excluded.is_present"
        " WHERE (check_ins.checked_out_at, check_ins.persons_out, check_ins.exit_scan_id)"
        " IS DISTINCT FROM (excluded.checked_out_at, excluded.persons_out, excluded.exit_scan_id)",
    )
    return [row[1] for row in new], [row[1] for row in known]


def _write_events(
    session: Session, check_in_ids: list[UUID], on_conflict: str = "", *, is_told: bool
) -> None:
    """An event for each of these check-ins that this transaction has made, whatever states it anew.

    Waits for nothing.
    """
    if not check_in_ids:
        return
    execute(
        session,
        "INSERT INTO domain_events (organization_id, id, event_type, aggregate_type,"
        " aggregate_id, payload, dispatched_at)"
        " SELECT c.organization_id, md5(%(type)s || c.id)::uuid, %(type)s, 'check_in', c.id,"
        " jsonb_build_object('ticket_id', c.ticket_id, 'event_id', c.event_id,"
        "  'check_in_list_id', c.check_in_list_id, 'checked_in_at', c.checked_in_at,"
        "  'persons', c.persons), CASE WHEN NOT %(is_told)s THEN now() END"
        " FROM check_ins c WHERE c.organization_id = %(organization)s AND c.id = ANY(%(ids)s)"
        f" AND c.created_at = now() {on_conflict}",
        ids=check_in_ids,
        type=_CHECKED_IN,
        is_told=is_told,
    )

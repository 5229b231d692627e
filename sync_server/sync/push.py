"""Uploads: batches of devices' journals become durable, judged and shared, in one transaction.

What batches of several devices cost together is little more than what one costs alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from shared import chain
from shared.ledger import Status
from shared.protocol import (
    AnnulBody,
    EntryBody,
    EntryResult,
    PaymentBody,
    PushAnswer,
    PushRequest,
    ScanBody,
    SeatBody,
    ToldConflict,
    ToldHead,
)
from shared.seating import Move, may_move
from sync_server.domains.door import devices, journal, ledger, links
from sync_server.domains.door.conflicts import Stated
from sync_server.domains.door.entries import Around, Received, look_around
from sync_server.domains.door.facts import Key
from sync_server.domains.door.journal import Brought
from sync_server.domains.door.models import Device
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.venues import service as venues
from sync_server.kernel import bulk, clock
from sync_server.kernel.auth import Caller
from sync_server.kernel.errors import Conflict, ServerError
from sync_server.kernel.notify import announce
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import without_waiting
from sync_server.kernel.turns import MustBeAlone
from sync_server.sync.state import EPOCH, SharedState, told_heads, told_safe

CLOCK_TOLERANCE = timedelta(minutes=2)
_ALERT_OF = {"broken_chain": "tampered", "bad_signature": "tampered", "seq_reused": "cloned",
             "id_reused": "cloned"}  # fmt: skip

_REASONS = {"tampered": "its answers are not those that were signed",
            "clock": "the device's clock is wrong",
            "beyond_role": "somebody moved guests who may only look at the map"}  # fmt: skip


@dataclass(frozen=True)
class Upload:
    """A batch of one device's entries, read, and who brings it."""

    caller: Caller
    request: PushRequest
    entries: Sequence[journal.Read]

    @property
    def is_own(self) -> bool:
        """Whether the device brings it itself; otherwise somebody escrows it."""
        return self.caller.id == self.request.device_id


def push(
    session: Session, box: SecretBox, uploads: Sequence[Upload], at: datetime
) -> list[PushAnswer | ServerError]:
    """Store batches of different devices; for each its answer, or why it was refused.

    409 `gap` where entries before a batch are missing here, 403 where nobody knows its device.
    Raises MustBeAlone, before it writes anything, where one of the batches changes what the audit
    log names somebody for.
    """
    brought: dict[UUID, Brought] = {}
    refused: dict[UUID, ServerError] = {}
    here = _look(session, {upload.request.device_id: upload.entries for upload in uploads})
    assert len(here.known) == len(uploads), "a device's batches are stored one after the other"
    if len(uploads) > 1 and any(_changes_device(u.request, here.devices) for u in uploads):
        raise MustBeAlone
    for upload in uploads:
        device_id = upload.request.device_id
        try:
            brought[device_id] = _take(session, box, upload, here, at)
        except ServerError as problem:
            refused[device_id] = problem
    stated, shared = _store(session, uploads, brought, here, at)
    told = _told_by_entry(stated)
    return [
        refused.get(upload.request.device_id)
        or _answer(brought[upload.request.device_id], told, shared, at)
        for upload in uploads
    ]


@dataclass(frozen=True)
class Here:
    """What is stored around some uploads. `loaded` is of all that they may change, if anything."""

    devices: Mapping[UUID, Device]
    known: Mapping[UUID, journal.Known]
    around: Around
    loaded: ledger.Loaded | None


def _look(session: Session, entries: Mapping[UUID, Sequence[journal.Read]]) -> Here:
    """Lock these devices, and read what is here of them.

    Of one device alone also what its scans are about, which is locked then: PostgreSQL stores them
    while they are folded. Groups of two workers are stored at the same moment; they take these
    locks, which are few, as late as they can.
    """
    bodies = [entry.body for read in entries.values() for entry in read]
    with without_waiting(session) as batch:
        found = batch.send(devices.locked(entries))
        known = journal.load_known(batch, entries)
        around = look_around(batch, bodies)
        keys = _keys_of(bodies)
        is_foldable = len(entries) == 1 and bool(keys) and _are_scans(bodies)
        loaded = ledger.load(batch, keys) if is_foldable else None
    return Here(found(), known(), around(), loaded and loaded())


def _are_scans(bodies: Sequence[EntryBody | None]) -> bool:
    """Whether nothing else is among them: others change more than passages."""
    return all(body is None or isinstance(body, ScanBody) for body in bodies)


def _keys_of(bodies: Iterable[EntryBody | None]) -> list[Key]:
    """Whose passages these change."""
    keys: dict[Key, None] = {}
    for body in bodies:
        if not isinstance(body, ScanBody | AnnulBody) or body.ticket_id is None:
            continue
        if isinstance(body, AnnulBody) or body.verdict is Status.ACCEPTED:
            keys[body.list_id, body.ticket_id] = None
    return list(keys)


def _store(
    session: Session,
    uploads: Sequence[Upload],
    brought: Mapping[UUID, Brought],
    here: Here,
    at: datetime,
) -> tuple[list[Stated], SharedState]:
    """Write what was brought and state anew what it is about; the conflicts, and the epoch."""
    fresh = [item for one in brought.values() for item in one.fresh]
    keys = _keys_of(item.body for item in fresh if item.counts)
    written = None
    with without_waiting(session) as batch:
        devices.save(session, [one.device for one in brought.values()])
        journal.store(session, brought.values(), here.around)
        for event_id in {item.event_id for item in fresh if item.counts and item.event_id}:
            announce(session, event_id)
        _record(session, uploads, brought)
        state = batch.send(EPOCH)
        if here.loaded:
            bodies = [one.body for one in fresh if one.counts and isinstance(one.body, ScanBody)]
            written = ledger.write(session, keys, at, here.loaded.storing(bodies, here.around))
    looking = _lookers(session, fresh)
    for one in brought.values():
        _raise_alerts(session, one.device, one.fresh, looking, at)
    stated = ledger.settle(session, written, at) if written else _judge(session, fresh, keys, at)
    return stated, state()


def _changes_device(request: PushRequest, locked: Mapping[UUID, Device]) -> bool:
    """Whether its certificate tells this server something of the device."""
    device = locked.get(request.device_id)
    return request.certificate is not None and (device is None or device.certificate is None)


def _take(session: Session, box: SecretBox, upload: Upload, here: Here, at: datetime) -> Brought:
    request = upload.request
    known = here.known[request.device_id]
    device = devices.known_device(
        session, box, here.devices.get(request.device_id), request.device_id, request.certificate
    )
    if upload.is_own:
        _refuse_gap(device, request, known)
        _note_contact(device, request, at)
    received = journal.classify(device, upload.entries, known, at)
    if upload.is_own and received and not received[0].known:
        _tell_of_loss(session, device, received[0].wire.seq, known)
    journal.advance_heads(device, received)
    return Brought(device, upload.caller.id, received)


def _judge(
    session: Session, fresh: Sequence[Received], keys: Sequence[Key], at: datetime
) -> list[Stated]:
    """State anew what these entries, which are stored, are about."""
    _settle_payments(session, fresh)
    return _restate(session, fresh, keys, at) + _restate_seats(session, fresh, at)


def _refuse_gap(device: Device, request: PushRequest, known: journal.Known) -> None:
    """A batch must follow what is here, entry by entry."""
    expected = None
    for entry in request.entries:
        if expected is None:
            follows = _follows(entry.seq, known) or _is_lost_before(entry.seq, device, request)
            expected = entry.seq if follows else device.confirmed_seq + 1
        if entry.seq != expected:
            raise Conflict(
                f"Entries are missing: send from number {expected} on.",
                error="gap",
                expected_seq=expected,
                heads=[head.model_dump() for head in told_heads(device.id, device.heads)],
            )
        expected = entry.seq + 1


def _follows(seq: int, known: journal.Known) -> bool:
    return seq == 1 or bool(known.by_seq.get(seq - 1))


def _is_lost_before(seq: int, device: Device, request: PushRequest) -> bool:
    """Whether what is missing before an entry was forgotten: this server is from an older backup."""
    kept_from = request.kept_from
    return kept_from is not None and device.confirmed_seq + 1 < kept_from <= seq


def _tell_of_loss(session: Session, device: Device, seq: int, known: journal.Known) -> None:
    if not _follows(seq, known):
        reason = "neither this server nor the device has what came before"
        devices.raise_alert(session, device.id, "gap", {"seq": seq, "reason": reason})


def _settle_payments(session: Session, fresh: Sequence[Received]) -> None:
    """Tickets that were paid at the door are paid here too."""
    for item in fresh:
        if item.counts and item.event_id is not None and isinstance(item.body, PaymentBody):
            sales.settle_at_door(session, item.body.ticket_id, item.body.judged_at)


def _restate(
    session: Session, fresh: Sequence[Received], keys: Sequence[Key], at: datetime
) -> list[Stated]:
    bands = links.bands_of(session, [(item.body, item.event_id) for item in fresh if item.counts])
    if bands:  # what was presented with one of these is judged again (ledger rule 11)
        also = ledger.keys_of_tickets(session, links.tickets_of(session, bands))
        keys = list(dict.fromkeys([*keys, *also]))
    return ledger.restate(session, keys, at, bands) if keys or bands else []


def _restate_seats(session: Session, fresh: Sequence[Received], at: datetime) -> list[Stated]:
    moves: dict[UUID, list[Move]] = defaultdict(list)
    for item in fresh:
        if item.counts and item.event_id is not None and isinstance(item.body, SeatBody):
            moves[item.event_id].append(item.body.move())
    return [
        stated
        for event_id in sorted(moves)
        for stated in ledger.restate_seats(session, event_id, moves[event_id], at)
    ]


def _lookers(session: Session, fresh: Sequence[Received]) -> set[UUID]:
    """Who of those that moved guests may only look at the map.

    Their kiosk should not have let them. What was written happened, and is kept like everything.
    """
    operators = {
        item.body.operator_id
        for item in fresh
        if isinstance(item.body, SeatBody) and item.body.operator_id is not None
    }
    people = venues.staff_of(session, operators) if operators else ()
    return {one.id for one in people if not may_move(one.staff_role, supervisor=one.is_supervisor)}


def _raise_alerts(
    session: Session,
    device: Device,
    fresh: Sequence[Received],
    looking: Collection[UUID],
    at: datetime,
) -> None:
    """One alert of a kind per batch, naming the first entry that caused it."""
    first: dict[str, Received] = {}
    for item in fresh:
        if item.problem in _ALERT_OF:
            first.setdefault(_ALERT_OF[item.problem], item)
        if item.counts and not item.answers_are_signed:
            first.setdefault("tampered", item)
        is_ahead = item.body is not None and item.body.judged_at > at + CLOCK_TOLERANCE
        if is_ahead or item.is_misdated:
            first.setdefault("clock", item)
        if isinstance(item.body, SeatBody) and item.body.operator_id in looking:
            first.setdefault("beyond_role", item)
    for kind, item in first.items():
        devices.raise_alert(
            session,
            device.id,
            kind,
            {"seq": item.wire.seq, "reason": _reason(kind, item)},
            item.row_id,
        )


def _reason(kind: str, item: Received) -> str:
    problem = None if item.is_misdated and kind == "clock" else item.problem
    return problem or _REASONS[kind]


def _note_contact(device: Device, request: PushRequest, at: datetime) -> None:
    """What a device says of itself; somebody who brings its entries knows nothing of that."""
    device.last_seen_at = at
    device.clock_offset_ms = (at - request.device_time) // timedelta(milliseconds=1)
    if request.queue_depth is not None:  # it counts what is in this batch
        device.queue_depth = max(0, request.queue_depth - len(request.entries))
    device.battery_percent = request.battery_percent
    device.app_version = request.app_version or device.app_version


def _record(session: Session, uploads: Sequence[Upload], brought: Mapping[UUID, Brought]) -> None:
    """One row for each upload, of what became of it."""
    columns = ("organization_id", "id", "device_id", "first_seq", "last_seq", "stored",
               "already_stored", "quarantined", "app_version")  # fmt: skip
    rows = []
    for request in (upload.request for upload in uploads):
        received = brought[request.device_id].received if request.device_id in brought else ()
        if received:
            statuses = Counter(map(_status, received))
            rows.append(
                (
                    organization_of(session),
                    clock.new_id(),
                    request.device_id,
                    received[0].wire.seq,
                    received[-1].wire.seq,
                    statuses["stored"],
                    statuses["already_stored"],
                    statuses["quarantined"],
                    request.app_version,
                )
            )
    bulk.insert_many(session, "sync_batches", columns, rows)


def _told_by_entry(stated: Sequence[Stated]) -> Mapping[UUID, list[ToldConflict]]:
    conflicts: dict[UUID, list[ToldConflict]] = defaultdict(list)
    for now in stated:
        told = ToldConflict(
            kind=now.conflict.kind,
            entry_id=now.conflict.entry_id,
            winner_entry_id=now.conflict.winner_entry_id,
            persons=now.conflict.persons,
        )
        for entry_id in {now.conflict.entry_id, now.conflict.winner_entry_id}:
            if entry_id is not None:
                conflicts[entry_id].append(told)
    return conflicts


def _answer(
    brought: Brought,
    conflicts: Mapping[UUID, list[ToldConflict]],
    shared: SharedState,
    at: datetime,
) -> PushAnswer:
    device = brought.device
    confirmed = ToldHead(
        seq=device.confirmed_seq,
        hash=(device.confirmed_hash or chain.genesis(device.id)).hex(),
    )
    return PushAnswer(
        server_time=at,
        database_id=shared.database_id,
        epoch=shared.epoch,
        heads=told_heads(device.id, device.heads),
        safe=told_safe(device.safe_seq, device.safe_hash),
        results=[
            EntryResult(
                entry_id=item.entry_id,
                status=_status(item),
                quarantined_reason=item.problem,
                conflicts=conflicts.get(item.entry_id, []),
            )
            for item in brought.received
        ],
        expected_seq=device.confirmed_seq + 1,
        confirmed=confirmed,
    )


def _status(item: Received) -> str:
    if item.problem is not None:
        return "quarantined"
    return "already_stored" if item.known else "stored"

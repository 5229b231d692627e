"""Uploads: a batch of one device's journal becomes durable, judged and shared, in one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from shared import chain
from shared.ledger import Status
from shared.protocol import (
    AnnulBody,
    EntryResult,
    LinkBody,
    PaymentBody,
    PushAnswer,
    PushRequest,
    ScanBody,
    ToldConflict,
    ToldHead,
)
from sync_server.domains.door import devices, journal, ledger
from sync_server.domains.door.facts import Key
from sync_server.domains.door.journal import Received
from sync_server.domains.door.models import Device, SyncBatch
from sync_server.domains.sales.tickets import service as sales
from sync_server.kernel.auth import Caller
from sync_server.kernel.errors import Conflict
from sync_server.kernel.notify import announce
from sync_server.kernel.secrets import SecretBox
from sync_server.sync.state import state_for, told_heads

CLOCK_TOLERANCE = timedelta(minutes=2)
_ALERT_OF = {"broken_chain": "tampered", "bad_signature": "tampered", "seq_reused": "cloned",
             "id_reused": "cloned"}  # fmt: skip


def push(
    session: Session, box: SecretBox, caller: Caller, request: PushRequest, at: datetime
) -> PushAnswer:
    """Store a batch; one result per entry. 409 `gap` where entries before it are missing here."""
    device = devices.known_device(session, box, request.device_id, request.certificate)
    bodies = journal.understand(request.entries)
    known = journal.load_known(session, device.id, request.entries, bodies)
    if caller.id == device.id:
        _refuse_gap(device, request, known)
    received = journal.classify(device, request.entries, bodies, known)
    fresh = journal.store(session, device, received, caller.id)
    journal.advance_heads(device, received)
    _raise_alerts(session, device, fresh, at)
    _unpack(session, fresh)
    stated = _restate(session, fresh, at)
    if caller.id == device.id:
        _note_contact(device, request, at)
    _record(session, device, request, received)
    for event_id in {item.event_id for item in fresh if item.counts and item.event_id}:
        announce(session, event_id)
    return _answer(session, device, received, stated, at)


def _refuse_gap(device: Device, request: PushRequest, known: journal.Known) -> None:
    """A batch must follow what is here, entry by entry."""
    expected = None
    for entry in request.entries:
        if expected is None:
            has_predecessor = entry.seq == 1 or bool(known.by_seq.get(entry.seq - 1))
            expected = entry.seq if has_predecessor else device.confirmed_seq + 1
        if entry.seq != expected:
            raise Conflict(
                f"Entries are missing: send from number {expected} on.",
                error="gap",
                expected_seq=expected,
                heads=[head.model_dump() for head in told_heads(device.id, device.heads)],
            )
        expected = entry.seq + 1


def _unpack(session: Session, fresh: Sequence[Received]) -> None:
    """Wristbands linked and tickets settled at the door take effect here too."""
    for item in fresh:
        if not item.counts or item.event_id is None:
            continue
        if isinstance(item.body, LinkBody):
            sales.link_credential(
                session,
                event_id=item.event_id,
                ticket_id=item.body.ticket_id,
                kind=item.body.credential_kind,
                digest=bytes.fromhex(item.body.digest),
                label=item.body.label,
                at=item.body.judged_at,
                replaces=bytes.fromhex(item.body.replaces) if item.body.replaces else None,
            )
        elif isinstance(item.body, PaymentBody):
            sales.settle_at_door(session, item.body.ticket_id, item.body.judged_at)


def _restate(session: Session, fresh: Sequence[Received], at: datetime) -> list[ledger.Stated]:
    keys: dict[Key, None] = {}
    for item in fresh:
        body = item.body
        if not item.counts or not isinstance(body, ScanBody | AnnulBody) or body.ticket_id is None:
            continue
        if isinstance(body, AnnulBody) or body.verdict is Status.ACCEPTED:
            keys[body.list_id, body.ticket_id] = None
    if not keys:
        return []
    ledger.lock(session, list(keys))
    return ledger.restate(session, list(keys), at)


def _raise_alerts(
    session: Session, device: Device, fresh: Sequence[Received], at: datetime
) -> None:
    """One alert of a kind per batch, naming the first entry that caused it."""
    first: dict[str, Received] = {}
    for item in fresh:
        if item.problem in _ALERT_OF:
            first.setdefault(_ALERT_OF[item.problem], item)
        if item.body is not None and item.body.judged_at > at + CLOCK_TOLERANCE:
            first.setdefault("clock", item)
    for kind, item in first.items():
        devices.raise_alert(
            session,
            device.id,
            kind,
            {"seq": item.wire.seq, "reason": item.problem or "the device's clock is ahead"},
            item.row_id,
        )


def _note_contact(device: Device, request: PushRequest, at: datetime) -> None:
    """What a device says of itself; somebody who brings its entries knows nothing of that."""
    device.last_seen_at = at
    device.clock_offset_ms = (at - request.device_time) // timedelta(milliseconds=1)
    device.queue_depth = request.queue_depth
    device.battery_percent = request.battery_percent
    device.app_version = request.app_version or device.app_version


def _record(
    session: Session, device: Device, request: PushRequest, received: Sequence[Received]
) -> None:
    if received:
        session.add(
            SyncBatch(
                organization_id=device.organization_id,
                device_id=device.id,
                first_seq=received[0].wire.seq,
                last_seq=received[-1].wire.seq,
                stored=sum(_status(item) == "stored" for item in received),
                already_stored=sum(_status(item) == "already_stored" for item in received),
                quarantined=sum(_status(item) == "quarantined" for item in received),
                app_version=request.app_version,
            )
        )
    session.flush()


def _answer(
    session: Session,
    device: Device,
    received: Sequence[Received],
    stated: Sequence[ledger.Stated],
    at: datetime,
) -> PushAnswer:
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
    state = state_for(session, device.id, at)
    confirmed = ToldHead(
        seq=device.confirmed_seq,
        hash=(device.confirmed_hash or chain.genesis(device.id)).hex(),
    )
    return PushAnswer(
        **state.model_dump(),
        results=[
            EntryResult(
                entry_id=item.entry_id,
                status=_status(item),
                quarantined_reason=item.problem,
                conflicts=conflicts.get(item.entry_id, []),
            )
            for item in received
        ],
        expected_seq=device.confirmed_seq + 1,
        confirmed=confirmed,
    )


def _status(item: Received) -> str:
    if item.problem is not None:
        return "quarantined"
    return "already_stored" if item.known else "stored"

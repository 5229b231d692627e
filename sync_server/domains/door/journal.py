"""Journal entries in the database: classified, stored as they came, and unpacked.

Nothing that reaches the server is dropped. What cannot be believed waits in quarantine; what is
rightly signed counts, even where the chain around it is broken (`docs/protocol.md`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import text
from sqlmodel import Session

from shared import certificates, chain
from shared.protocol import (
    BEYOND_TIME,
    KINDS,
    AnnulBody,
    EntryBody,
    PushRequest,
    ScanBody,
    SeatBody,
    WireEntry,
    parse_body,
)
from shared.seating import Move
from sync_server.domains.door.entries import Around, Received, add_answers, lay_open, look_around
from sync_server.domains.door.links import Band, bands_of
from sync_server.domains.door.models import Device, JournalEntry
from sync_server.kernel import bulk, clock
from sync_server.kernel.errors import Conflict
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Batch, Query, Rows, without_waiting


@dataclass(frozen=True)
class Stored:
    """What is remembered of an entry that is here already."""

    entry_id: UUID
    prev_hash: bytes
    problem: str | None


@dataclass(frozen=True)
class Brought:
    """The entries of one device in an upload, and which device sent it."""

    device: Device
    sender_id: UUID
    received: Sequence[Received]

    @property
    def fresh(self) -> list[Received]:
        """Those that were not here yet."""
        return [item for item in self.received if not item.known]


@dataclass
class Known:
    """What the server already holds around an upload.

    The last two are of the whole organization, and shared by what is stored together.
    """

    entry_ids: dict[UUID, set[bytes]]
    events_of_lists: dict[UUID, UUID]
    by_hash: dict[bytes, "Stored"] = field(default_factory=dict)
    by_seq: dict[int, set[bytes]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True)
class Read:
    """An entry as far as it can be understood without a database.

    `body` is None where it makes no sense, `hash` and `signature` where they are none at all.
    `signer` is a public key that is known to have signed it.
    """

    wire: WireEntry
    body: EntryBody | None
    text: bytes
    hash: bytes | None
    signature: bytes | None
    signer: bytes | None = None
    beyond_time: bool = False
    """It tells a time that is none."""


def read(request: PushRequest) -> list[Read]:
    """The entries of an upload, their signatures checked against the key its certificate names.

    That key proves nothing; whoever stores the entries compares it with the device's own.
    """
    claimed = certificates.claims(request.certificate) if request.certificate else None
    key = claimed.public_key if claimed else None
    return [_read(entry, key) for entry in request.entries]


def _read(wire: WireEntry, key: bytes | None) -> Read:
    digest, signature = _bytes(wire.hash, 32), _bytes(wire.signature, 64)
    text_ = wire.body.encode("utf-8", "surrogatepass")
    body, beyond_time = _body_of(text_)
    is_signed = key and digest and signature and chain.is_signed(key, digest, signature)
    return Read(
        wire=wire,
        body=body,
        text=text_,
        hash=digest,
        signature=signature,
        signer=key if is_signed else None,
        beyond_time=beyond_time,
    )


def load_known(
    batch: Batch, uploads: Mapping[UUID, Sequence[Read]]
) -> Callable[[], dict[UUID, Known]]:
    """Ask for the stored entries that the uploads of these devices repeat, follow or collide with."""
    bodies = [entry.body for entries in uploads.values() for entry in entries if entry.body]
    lists = {body.list_id for body in bodies if isinstance(body, ScanBody | AnnulBody)}
    same_ids = batch.send(_hashes_of([body.entry_id for body in bodies]))
    events_of_lists = batch.send(_events_of(lists))
    near = batch.send(_near(uploads))

    def known() -> dict[UUID, Known]:
        entry_ids, events = same_ids(), events_of_lists()
        found = {device_id: Known(entry_ids, events) for device_id in uploads}
        for row in near():
            of_device = found[row.device_id]
            of_device.by_seq[row.seq].add(row.hash)
            if row.quarantined_reason != "bad_signature":
                of_device.by_hash[row.hash] = Stored(
                    row.entry_id, row.prev_hash, row.quarantined_reason
                )
        return found

    return known


def _near(uploads: Mapping[UUID, Sequence[Read]]) -> Query[Rows]:
    spans = [
        (device_id, min(e.wire.seq for e in entries) - 1, max(e.wire.seq for e in entries))
        for device_id, entries in uploads.items()
        if entries
    ]
    return Query(
        "SELECT j.device_id, j.seq, j.hash, j.prev_hash, j.entry_id,"
        "  CASE WHEN j.released_at IS NULL THEN j.quarantined_reason END AS quarantined_reason"
        " FROM unnest(CAST(%(devices)s AS uuid[]), CAST(%(firsts)s AS bigint[]),"
        "  CAST(%(lasts)s AS bigint[])) AS span(device_id, first, last)"
        " JOIN journal_entries j ON j.organization_id = %(organization)s"
        "  AND j.device_id = span.device_id AND j.seq BETWEEN span.first AND span.last",
        lambda rows: rows,
        {
            "devices": [device_id for device_id, _, _ in spans],
            "firsts": [first for _, first, _ in spans],
            "lasts": [last for _, _, last in spans],
        },
    )


def _hashes_of(entry_ids: Collection[UUID]) -> Query[dict[UUID, set[bytes]]]:
    def read(rows: Rows) -> dict[UUID, set[bytes]]:
        found: dict[UUID, set[bytes]] = defaultdict(set)
        for row in rows:
            found[row.entry_id].add(row.hash)
        return found

    return Query(
        "SELECT entry_id, hash FROM journal_entries"
        " WHERE organization_id = %(organization)s AND entry_id = ANY(%(ids)s) AND counts",
        read,
        {"ids": list(entry_ids)},
    )


def _events_of(list_ids: Collection[UUID]) -> Query[dict[UUID, UUID]]:
    return Query(
        "SELECT id, event_id FROM check_in_lists"
        " WHERE organization_id = %(organization)s AND id = ANY(%(lists)s)",
        lambda rows: {row.id: row.event_id for row in rows},
        {"lists": list(list_ids)},
    )


def classify(device: Device, entries: Sequence[Read], known: Known, at: datetime) -> list[Received]:
    """Check each entry against the predecessor that was received, quarantined or not."""
    received: list[Received] = []
    for entry in entries:
        item = _receive(device, entry, known, at)
        received.append(item)
        known.by_seq[entry.wire.seq].add(item.hash)
        if item.authentic and not item.known:
            known.by_hash[item.hash] = Stored(item.entry_id, item.prev_hash, item.problem)
            known.entry_ids[item.entry_id].add(item.hash)
    return received


def store(session: Session, uploads: Iterable[Brought], around: Around) -> None:
    """Write new entries, the scans they hold, and answers to older ones too. Waits for nothing."""
    uploads = list(uploads)
    fresh = [(upload, item) for upload in uploads for item in upload.fresh]
    columns = ("organization_id", "id", "event_id", "device_id", "seq", "entry_id", "kind", "body",
               "prev_hash", "hash", "signature", "annuls", "received_from", "quarantined_reason",
               "counts")  # fmt: skip
    rows = [
        (
            upload.device.organization_id,
            item.row_id,
            item.event_id,
            upload.device.id,
            item.wire.seq,
            item.entry_id,
            item.wire.kind if item.wire.kind in KINDS else "unknown",
            item.wire.body.encode("utf-8", "surrogatepass"),
            item.prev_hash,
            item.hash,
            item.signature,
            item.body.annuls if isinstance(item.body, AnnulBody) else None,
            None if upload.sender_id == upload.device.id else upload.sender_id,
            item.problem,
            item.counts,
        )
        for upload, item in fresh
    ]
    bulk.insert_many(session, "journal_entries", columns, rows)
    lay_open(session, [item for _, item in fresh if item.counts], around)
    received = (item for upload in uploads for item in upload.received)
    add_answers(session, (item for item in received if item.counts))


def release(
    session: Session, entry: JournalEntry, at: datetime
) -> tuple[list[tuple[UUID, UUID]], set[Band], list[Move]]:
    """Let a quarantined entry count; the (list, ticket) keys, wristbands and seats it touches.

    409 where it counts already, or still cannot: nobody can count what makes no sense, or what
    names a list that is not here.
    """
    if entry.counts:
        raise Conflict("This entry counts already.")
    if entry.quarantined_reason == "id_reused":
        raise Conflict("Another entry has this id and counts; the two cannot both.")
    body, _ = _body_of(entry.body)
    if body is None:
        raise Conflict("This entry makes no sense, so there is nothing to count.")
    event_id = None
    if isinstance(body, ScanBody | AnnulBody):
        event_id = session.execute(
            text("SELECT event_id FROM check_in_lists WHERE organization_id = :o AND id = :l"),
            {"o": organization_of(session), "l": body.list_id},
        ).scalar()
        if event_id is None:
            raise Conflict(
                "The list this entry names is not here. Make one with this id, and the entry counts:"
                f" {body.list_id}."
            )
    entry.event_id = event_id or entry.event_id
    entry.counts, entry.released_at = True, at
    session.flush()
    wire = WireEntry(
        seq=entry.seq, kind=entry.kind, body=bytes(entry.body).decode(), hash=entry.hash.hex(),
        signature=entry.signature.hex(),
    )  # fmt: skip
    item = Received(
        entry.id, wire, body.entry_id, entry.prev_hash, entry.hash, entry.signature, body, None,
        authentic=True, event_id=entry.event_id,
    )  # fmt: skip
    with without_waiting(session) as batch:
        around = look_around(batch, [body])
    lay_open(session, [item], around())
    bands = bands_of(session, [(body, entry.event_id)])
    if isinstance(body, ScanBody | AnnulBody) and body.ticket_id is not None:
        return [(body.list_id, body.ticket_id)], bands, []
    return [], bands, [body.move()] if isinstance(body, SeatBody) else []


def advance_heads(device: Device, received: Iterable[Received]) -> None:
    """Move the ends of the device's chains over entries that follow them without a gap."""
    heads = {bytes.fromhex(head["hash"]): int(head["seq"]) for head in device.heads}
    heads = heads or {chain.genesis(device.id): 0}
    for item in received:
        if not item.authentic:
            continue
        if item.prev_hash in heads and heads[item.prev_hash] == item.wire.seq - 1:
            del heads[item.prev_hash]
            heads[item.hash] = item.wire.seq
        elif item.problem == "seq_reused":
            heads[item.hash] = item.wire.seq
    device.heads = [
        {"seq": seq, "hash": digest.hex()} for digest, seq in sorted(heads.items(), key=_by_seq)
    ]
    newest, seq = max(heads.items(), key=_by_seq)
    device.confirmed_seq, device.confirmed_hash = seq, newest


def _by_seq(head: tuple[bytes, int]) -> tuple[int, bytes]:
    return head[1], head[0]


def _receive(device: Device, entry: Read, known: Known, at: datetime) -> Received:
    wire, body = entry.wire, _fitting(device, entry)
    digest, signature = entry.hash, entry.signature
    entry_id = body.entry_id if body else clock.new_id()
    if digest is None or signature is None:
        raw = chain.link_hash(b"", entry.text)
        return Received(clock.new_id(), wire, entry_id, b"", raw, b"", None, "malformed", False)
    if digest in known.by_hash:
        stored = known.by_hash[digest]
        return Received(
            row_id=clock.new_id(),
            wire=wire,
            entry_id=stored.entry_id,
            prev_hash=stored.prev_hash,
            hash=digest,
            signature=signature,
            body=body,
            problem=stored.problem,
            authentic=True,
            known=True,
        )
    candidates = (
        known.by_seq.get(wire.seq - 1, set()) if wire.seq > 1 else {chain.genesis(device.id)}
    )
    previous = _previous(wire.prev_hash, candidates, entry.text, digest)
    authentic = previous is not None and _is_signed(device, entry, digest, signature)
    problem = _problem(device, wire, body, known, digest) if authentic else "bad_signature"
    ahead = body is not None and body.is_ahead_of(at)
    if problem is None and ahead:
        problem = "malformed"
    # Nothing can be said of what follows a gap: somebody else brought it, and payments are not told.
    if problem is None and candidates and previous not in candidates:
        problem = "broken_chain"
    event_id = device.event_id
    if body is not None:
        event_id = known.events_of_lists.get(getattr(body, "list_id", UUID(int=0)), event_id)
    return Received(
        row_id=clock.new_id(),
        wire=wire,
        entry_id=entry_id,
        prev_hash=previous or b"",
        hash=digest,
        signature=signature,
        body=body,
        problem=problem,
        authentic=authentic,
        event_id=event_id,
        is_misdated=ahead or entry.beyond_time,
    )


def _is_signed(device: Device, entry: Read, digest: bytes, signature: bytes) -> bool:
    key = device.public_key or b""
    return entry.signer == key or chain.is_signed(key, digest, signature)


def _previous(
    given: str | None, candidates: Iterable[bytes], body: bytes, digest: bytes
) -> bytes | None:
    """The hash this entry follows: the one it names, or a received one that fits.

    None where the hash does not belong to the body: the signature then says nothing about it.
    """
    named = _bytes(given, 32) if given is not None else None
    for previous in [named] if named is not None else candidates:
        if chain.link_hash(previous, body) == digest:
            return previous
    return None


def _problem(
    device: Device, wire: WireEntry, body: EntryBody | None, known: Known, digest: bytes
) -> str | None:
    if body is None:
        return "malformed"
    if device.revoked_at is not None and body.judged_at >= device.revoked_at:
        return "after_revocation"
    if known.entry_ids.get(body.entry_id, set()) - {digest}:
        return "id_reused"
    if isinstance(body, ScanBody | AnnulBody) and body.list_id not in known.events_of_lists:
        return "unknown_list"
    if any(other in known.by_hash for other in known.by_seq.get(wire.seq, set()) - {digest}):
        return "seq_reused"
    return None


_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""As JSON writes it. PostgreSQL has no text with such a character."""


def _body_of(text_: bytes) -> tuple[EntryBody | None, bool]:
    """What a body says, if it makes sense; whether it does not because of a time that is none."""
    if b"u0000" in text_ and _NUL.search(text_):
        return None, False
    try:
        body: EntryBody = parse_body(text_)
    except ValidationError as problem:
        return None, any(error["type"] == BEYOND_TIME for error in problem.errors())
    except ValueError:
        return None, False
    return body, False


def _fitting(device: Device, entry: Read) -> EntryBody | None:
    """The body, where it is what its envelope says."""
    body, wire = entry.body, entry.wire
    if body is None:
        return None
    envelope = (body.device_id, body.seq, body.kind, body.stamp.device_id, body.stamp.seq)
    if envelope != (device.id, wire.seq, wire.kind, device.id, wire.seq):
        return None
    if isinstance(body, ScanBody) and body.scan_id != body.entry_id:
        return None
    return body


def _bytes(text_: str, length: int) -> bytes | None:
    try:
        raw = bytes.fromhex(text_)
    except ValueError:
        return None
    return raw if len(raw) == length else None

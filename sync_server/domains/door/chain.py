"""The server's own chain: what it decides itself becomes entries, as at a kiosk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session

from shared import chain
from shared.protocol import LinkBody, ScanBody, SeatBody, WireEntry, body_document
from sync_server.domains.door import devices, journal
from sync_server.domains.door.entries import Around, Received
from sync_server.domains.door.models import Device
from sync_server.kernel import bulk, clock
from sync_server.kernel.secrets import SecretBox, public_bytes
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Query, fetch, without_waiting

_ALONE = Around()


@dataclass(frozen=True)
class Entry:
    """What is to be written, the event whose doors learn of it, and what a guest answered."""

    body: ScanBody | LinkBody | SeatBody
    event_id: UUID
    answers: Mapping[UUID, str] = field(default_factory=dict)


def free_chain(organization: UUID) -> Query[Device | None]:
    """A chain of the server's own that nobody writes now, locked; None where all are busy.

    One after the other may write to a chain, so a few let several workers decide at once.
    """
    return Query(
        "SELECT * FROM devices WHERE organization_id = %(organization)s AND id = ANY(%(ids)s)"
        " ORDER BY array_position(CAST(%(ids)s AS uuid[]), id) LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED",
        lambda rows: next(iter(devices.by_id(rows).values()), None),
        {"ids": devices.server_ids(organization)},
    )


def server_device(session: Session, box: SecretBox, free: Device | None = None) -> Device:
    """A device of the server's own in this organization, locked: a chain has one writer at a time.

    `free` is what `free_chain` found; without, one is looked for, made, or waited for.
    """
    organization = organization_of(session)
    free = free or free_chain(organization).fetch(session)
    server = free or _another_chain(session, box, organization)
    if server.certificate is None:  # used since before there were any
        server.certificate = devices.certificate_of(box, server, clock.now()).model_dump_json()
    return server


def append(
    session: Session,
    box: SecretBox,
    server: Device,
    entries: Iterable[Entry],
    around: Around = _ALONE,
) -> None:
    """Write entries to a chain of the server's own, as a kiosk would to its journal."""
    key = box.server_key(server.organization_id)
    previous = server.confirmed_hash or chain.genesis(server.id)
    received = []
    for entry in entries:
        body = entry.body
        raw = chain.canonical(body_document(body))
        made = chain.append(key, previous, body.seq, raw)
        wire = WireEntry(
            seq=made.seq,
            kind=body.kind,
            body=raw.decode(),
            hash=made.hash.hex(),
            signature=made.signature.hex(),
            answers=dict(entry.answers) or None,
        )
        received.append(
            Received(
                row_id=clock.new_id(),
                wire=wire,
                entry_id=body.entry_id,
                prev_hash=previous,
                hash=made.hash,
                signature=made.signature,
                body=body,
                problem=None,
                authentic=True,
                event_id=entry.event_id,
            )
        )
        previous = made.hash
    journal.advance_heads(server, received)
    with without_waiting(session):
        devices.save(session, [server])
        journal.store(session, [journal.Brought(server, server.id, received)], around)


def _another_chain(session: Session, box: SecretBox, organization: UUID) -> Device:
    ids = devices.server_ids(organization)
    rows = fetch(
        session,
        "SELECT id FROM devices WHERE organization_id = %(organization)s AND id = ANY(%(ids)s)",
        ids=ids,
    )
    used = {row.id for row in rows}
    device_id = next((one for one in ids if one not in used), ids[0])
    if device_id not in used:
        bulk.insert_many(
            session,
            "devices",
            ("organization_id", "id", "name", "public_key"),
            [(organization, device_id, devices.server_name(ids.index(device_id)),
              public_bytes(box.server_key(organization)))],
            "ON CONFLICT DO NOTHING",
        )  # fmt: skip
    return devices.locked([device_id]).fetch(session)[device_id]

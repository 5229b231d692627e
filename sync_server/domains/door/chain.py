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
from sync_server.kernel import clock
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.statements import without_waiting

_ALONE = Around()


@dataclass(frozen=True)
class Entry:
    """What is to be written, the event whose doors learn of it, and what a guest answered."""

    body: ScanBody | LinkBody | SeatBody
    event_id: UUID
    answers: Mapping[UUID, str] = field(default_factory=dict)


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

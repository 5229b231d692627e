"""Reading a kiosk's journal from outside: is it whole, and what does it say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.storage.database import Database
from desktop.storage.forgetting import KEPT
from desktop.storage.journal import Journal
from shared import chain


@dataclass(frozen=True)
class Chain:
    """One of the chains this kiosk wrote: it has another after a renewal.

    `forgotten` entries at its beginning are in a backup of the server, and cannot be checked here.
    """

    device_id: UUID
    entries: int
    forgotten: int
    waiting: int
    questioned: int
    flaw: chain.Flaw | None


def examine(database: Database) -> list[Chain]:
    """Every own chain, checked from the first entry that was not forgotten to its last.

    The key at hand is that of the device this kiosk is now; of earlier ones hashes are checked.
    """
    stored = Journal(database).settings()
    own, public = stored.get("device_id"), b""
    if "private_key" in stored:
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored["private_key"]))
        public = private.public_key().public_bytes_raw()
    rows = database.all(
        f"SELECT device_id, count(*), sum(NOT {KEPT}), sum(status = 'pending'),"
        " sum(status = 'quarantined')"
        " FROM entries GROUP BY device_id ORDER BY device_id"
    )
    return [
        Chain(
            UUID(device_id), entries, forgotten, waiting, questioned,
            _flaw(database, device_id, public if device_id == own else None),
        )
        for device_id, entries, forgotten, waiting, questioned in rows
    ]  # fmt: skip


def signed_lines(database: Database) -> Iterator[dict[str, Any]]:
    """Every entry as it was signed, own and others', by device and number; not what was forgotten."""
    rows = database.all(
        "SELECT device_id, seq, kind, body, prev_hash, hash, signature, 1 AS own FROM entries"
        f" WHERE {KEPT} UNION ALL SELECT device_id, seq, kind, body, prev_hash, hash, signature, 0"
        f" FROM foreign_entries WHERE {KEPT} ORDER BY 1, 2"
    )
    for device_id, seq, kind, body, prev_hash, digest, signature, own in rows:
        yield {
            "device_id": device_id, "seq": seq, "kind": kind, "body": bytes(body).decode(),
            "prev_hash": bytes(prev_hash).hex(), "hash": bytes(digest).hex(),
            "signature": bytes(signature).hex(), "own": bool(own),
        }  # fmt: skip


def _flaw(database: Database, device_id: str, public: bytes | None) -> chain.Flaw | None:
    """The first flaw behind what was forgotten. An entry that was put aside may be here before that."""
    row = database.one(
        f"SELECT seq, hash FROM entries WHERE device_id = ? AND NOT {KEPT}"
        " ORDER BY seq DESC LIMIT 1",
        (device_id,),
    )
    after = (int(row[0]), bytes(row[1])) if row else None
    links = _links(database, device_id, after[0] if after else 0)
    return chain.verify(UUID(device_id), public, links, after)


def _links(database: Database, device_id: str, after: int) -> Iterator[chain.Link]:
    rows = database.all(
        "SELECT seq, body, prev_hash, hash, signature FROM entries WHERE device_id = ? AND seq > ?"
        " ORDER BY seq",
        (device_id, after),
    )
    for seq, *blobs in rows:
        yield chain.Link(seq, *(bytes(blob) for blob in blobs))

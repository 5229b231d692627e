"""What every answer below `/sync` carries: epoch and the ends of the asking device's chains."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared import chain
from shared.protocol import SyncState, ToldHead
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Query


@dataclass(frozen=True)
class SharedState:
    """The part that is the same for every device."""

    epoch: int
    database_id: str


EPOCH = Query(
    "SELECT n, system_identifier FROM ops.current_epoch()",
    lambda rows: SharedState(rows[0].n, f"{rows[0].system_identifier}-{rows[0].n}"),
)
"""The database's epoch and identity; asking notices a restart or restore (ledger rule 3)."""


def state_for(session: Session, device_id: UUID, at: datetime) -> SyncState:
    """The state that an answer to this device carries."""
    shared = EPOCH.fetch(session)
    device = session.execute(
        text(
            "SELECT heads, safe_seq, safe_hash FROM devices"
            " WHERE organization_id = :organization AND id = :device"
        ),
        {"organization": organization_of(session), "device": device_id},
    ).one_or_none()
    return SyncState(
        server_time=at,
        database_id=shared.database_id,
        epoch=shared.epoch,
        heads=told_heads(device_id, device.heads if device else []),
        safe=told_safe(device.safe_seq, device.safe_hash) if device else None,
    )


def told_heads(device_id: UUID, heads: list[dict[str, object]]) -> list[ToldHead]:
    """The heads as they travel; a device without entries stands at its genesis."""
    told = [ToldHead.model_validate(head) for head in heads]
    return told or [ToldHead(seq=0, hash=chain.genesis(device_id).hex())]


def told_safe(seq: int | None, digest: bytes | None) -> ToldHead | None:
    """The end of a device's chain in the last verified backup, as it travels; None without one."""
    return None if seq is None or digest is None else ToldHead(seq=seq, hash=digest.hex())

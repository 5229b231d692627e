"""What every answer below `/sync` carries: epoch and the ends of the asking device's chains."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared import chain
from shared.protocol import SyncState, ToldHead
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import fetch


def current_epoch(session: Session) -> tuple[int, str]:
    """The database's epoch and identity; notices a restart or restore (ledger rule 3)."""
    [row] = fetch(session, "SELECT n, system_identifier FROM ops.current_epoch()")
    return row.n, row.system_identifier


@dataclass(frozen=True)
class SharedState:
    """The part that is the same for every device."""

    epoch: int
    database_id: str


def shared_state(session: Session) -> SharedState:
    """The database's epoch and identity, as they travel."""
    epoch, system = current_epoch(session)
    return SharedState(epoch, f"{system}-{epoch}")


def state_for(session: Session, device_id: UUID, at: datetime) -> SyncState:
    """The state that an answer to this device carries."""
    shared = shared_state(session)
    heads = session.execute(
        text("SELECT heads FROM devices WHERE organization_id = :organization AND id = :device"),
        {"organization": organization_of(session), "device": device_id},
    ).scalar()
    return SyncState(
        server_time=at,
        database_id=shared.database_id,
        epoch=shared.epoch,
        heads=told_heads(device_id, heads or []),
    )


def told_heads(device_id: UUID, heads: list[dict[str, object]]) -> list[ToldHead]:
    """The heads as they travel; a device without entries stands at its genesis."""
    told = [ToldHead.model_validate(head) for head in heads]
    return told or [ToldHead(seq=0, hash=chain.genesis(device_id).hex())]

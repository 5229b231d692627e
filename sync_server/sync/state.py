"""What every answer below `/sync` carries: epoch and the ends of the asking device's chains."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared import chain
from shared.ids import NIL
from shared.protocol import SyncState, ToldHead
from sync_server.kernel.errors import Gone
from sync_server.kernel.session import organization_of


@dataclass(frozen=True)
class Cursor:
    """Where a kiosk is in the change feed; opaque to it.

    `xid` is what it has, `next_xid` what it will have when the pages up to `place`, `after` end.
    """

    epoch: int
    event_id: UUID
    xid: int
    place: int = 0
    after: UUID = NIL
    next_xid: int = 0

    def text(self) -> str:
        """The form that travels."""
        return (
            f"1.{self.epoch}.{self.event_id.hex}.{self.xid}.{self.place}.{self.after.hex}"
            f".{self.next_xid}"
        )

    @classmethod
    def parse(cls, text_: str) -> "Cursor":
        """The cursor of a text; 410 where it is none of ours."""
        try:
            version, epoch, event, xid, place, after, following = text_.split(".")
            if version != "1":
                raise ValueError(version)
            return cls(
                int(epoch), UUID(hex=event), int(xid), int(place), UUID(hex=after), int(following)
            )
        except ValueError:
            raise cursor_refused() from None


def cursor_refused() -> Gone:
    """The answer to a cursor that means nothing here: the kiosk takes a fresh snapshot."""
    return Gone("This cursor is not valid here; take a fresh snapshot.", error="cursor_refused")


def current_epoch(session: Session) -> tuple[int, str]:
    """The database's epoch and identity; notices a restart or restore (ledger rule 3)."""
    row = session.execute(text("SELECT n, system_identifier FROM ops.current_epoch()")).one()
    return row.n, row.system_identifier


def is_valid(session: Session, cursor: Cursor) -> bool:
    """Whether this database still has what the cursor says was read of it."""
    return bool(
        session.execute(
            text("SELECT ops.cursor_is_valid(:epoch, CAST(:xid AS xid8))"),
            {"epoch": cursor.epoch, "xid": str(max(cursor.xid, cursor.next_xid))},
        ).scalar()
    )


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

"""Where a kiosk is in the change feed."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from shared.ids import NIL
from sync_server.kernel.errors import Gone
from sync_server.kernel.statements import fetch


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
    def parse(cls, text_: str, event_id: UUID) -> "Cursor":
        """The cursor of a text; 410 where it is none of ours, or of another event."""
        cursor = cls.read(text_)
        if cursor.event_id != event_id:
            raise _refused(moved=True)
        return cursor

    @classmethod
    def read(cls, text_: str) -> "Cursor":
        """The cursor of a text, of whichever event; 410 where it is none of ours."""
        try:
            version, epoch, event, xid, place, after, following = text_.split(".")
            if version != "1":
                raise ValueError(version)
            return cls(
                int(epoch), UUID(hex=event), int(xid), int(place), UUID(hex=after), int(following)
            )
        except ValueError:
            raise _refused() from None


def _refused(*, moved: bool = False) -> Gone:
    """The answer to a cursor that means nothing here: the kiosk takes a fresh snapshot.

    `moved`: it was taken to another event, and nothing is lost here.
    """
    sentence = "This cursor is not valid here; take a fresh snapshot."
    return Gone(sentence, error="cursor_refused", moved=moved)


def require_valid(session: Session, cursor: Cursor) -> None:
    """410 where this database no longer has what the cursor says was read of it."""
    [row] = fetch(
        session,
        "SELECT ops.cursor_is_valid(%(epoch)s, CAST(%(xid)s AS xid8)) AS is_valid",
        epoch=cursor.epoch,
        xid=str(max(cursor.xid, cursor.next_xid)),
    )
    if not row.is_valid:
        raise _refused()

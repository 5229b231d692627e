"""Which code of a picture counts. Pure.

A ticket's before a stranger's, a good one before a replaced one; two tickets are a question. Bar codes
have few checks: what is noise does not come again, and a part of one is part of the whole.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from desktop.door.facts import Presented
from desktop.scanning.decoder import SHORTEST, Found
from shared.credentials import Credential, Medium

Recent = deque[frozenset[bytes]]
"""The doubtful codes of the last frames that showed any, the newest last."""
REMEMBERED_FRAMES = 6
_KNOWN_AGAIN, _WEAK_AGAIN = 1, 2
"""So often must a doubtful code have been read before: one of a ticket here; a weak one that is nobody's,
or so short that a part of a longer one may be it."""


class Standing(IntEnum):
    """What this door makes of a code, the best first."""

    HERE = 0
    REPLACED = 1
    """Of a ticket here, but no longer good."""
    ELSEWHERE = 2
    """Of another event, or says to be a ticket of ours."""
    STRANGE = 3


@dataclass(frozen=True)
class Read:
    """One code of a frame, and what this door knows of it."""

    found: Found
    credential: Credential
    standing: Standing = Standing.STRANGE
    ticket_id: str | None = None

    @classmethod
    def of(cls, found: Found, credential: Credential, presented: Presented) -> "Read":
        """A code, once it was looked up."""
        ticket_id = presented.ticket_id
        if presented.carried is not None:
            ticket_id = str(presented.carried.id)
        if ticket_id is not None:
            is_good = presented.revoked_at is None
            return cls(
                found, credential, Standing.HERE if is_good else Standing.REPLACED, ticket_id
            )
        is_some = presented.forged or presented.other_event or credential.signed
        return cls(found, credential, Standing.ELSEWHERE if is_some else Standing.STRANGE)

    @property
    def is_doubtful(self) -> bool:
        """Whether it must be read more than once."""
        return self.found.weak or self.found.medium is Medium.BARCODE


def remembered() -> Recent:
    """No frames yet."""
    return deque(maxlen=REMEMBERED_FRAMES)


def doubtful(reads: Iterable[Read]) -> frozenset[bytes]:
    """What of a frame is to be compared with the next ones."""
    return frozenset(read.found.content for read in reads if read.is_doubtful)


def tickets(reads: Sequence[Read], recent: Recent) -> frozenset[str]:
    """The tickets of this event that are in the picture."""
    return frozenset(
        read.ticket_id
        for read in reads
        if read.ticket_id is not None and (not read.found.weak or _counts(read, reads, recent))
    )


def choose(reads: Sequence[Read], recent: Recent) -> Read | None:
    """The code of a frame that is decided about; None where none is, or not yet.

    The first look at a doubtful code of a ticket keeps worse ones beside it from being taken.
    """
    counting = [read for read in reads if _counts(read, reads, recent)]
    promising = [read for read in reads if not read.found.weak or read in counting]
    if not counting:
        return None
    best = min(read.standing for read in promising)
    return min((read for read in counting if read.standing is best), key=_order, default=None)


def _order(read: Read) -> tuple[bool, float]:
    return read.found.medium is Medium.BARCODE, -_area(read.found)


def _counts(read: Read, reads: Sequence[Read], recent: Recent) -> bool:
    """Whether a code was surely shown."""
    if not read.is_doubtful:
        return True
    content = read.found.content
    if read.found.weak and _is_part(content, reads, recent):
        return False
    is_strange, is_short = read.standing is Standing.STRANGE, len(content) < SHORTEST
    if read.found.weak and is_strange and is_short:
        return False
    before = sum(content in frame for frame in recent)
    return before >= (_WEAK_AGAIN if read.found.weak and (is_strange or is_short) else _KNOWN_AGAIN)


def _is_part(content: bytes, reads: Sequence[Read], recent: Recent) -> bool:
    """Whether a longer code was read that holds this one: it is cut at the edge, or held askew."""
    others = {read.found.content for read in reads}.union(*recent)
    return any(content in other for other in others if len(other) > len(content))


def _area(found: Found) -> float:
    xs = [x for x, _ in found.outline] or [0.0]
    ys = [y for _, y in found.outline] or [0.0]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))

"""What the server says is safe need not stay in this journal when its event is over."""

import logging

from desktop.storage import forgetting
from desktop.storage.database import Database
from desktop.sync.api import Rejected
from desktop.sync.line import Line
from desktop.sync.round import TURN, Round
from shared.protocol import MAX_BATCH, HeldHead, SafeHead, SafeRequest

log = logging.getLogger(__name__)
EVERY_MS = 6 * 3_600_000


class Forgetting:
    """Asks a few times a day; the door forgets in small turns between two scans."""

    def __init__(self, line: Line, journal: Database) -> None:
        self._line, self._journal = line, journal
        self._asked_at: int | None = None

    def ask(self, done: Round) -> None:
        """Forget what may be, if it was not asked lately."""
        now = self._line.clock.monotonic_ms()
        if self._asked_at is not None and now - self._asked_at < EVERY_MS:
            return
        held = [
            HeldHead(device_id=one.device_id, seq=one.seq, hash=one.hash.hex())
            for one in forgetting.remembered(self._journal)
        ]
        try:
            for start in range(0, len(held), MAX_BATCH):
                answer = self._line.api.safe(SafeRequest(held=held[start : start + MAX_BATCH]))
                done.forgotten += sum(map(self._forget, answer.forget))
        except Rejected as problem:  # an older server: everything is kept
            log.info("the server does not say what is safe: %s", problem)
        self._asked_at = now

    def _forget(self, head: SafeHead) -> int:
        found = forgetting.forgettable(
            self._journal, str(head.device_id), head.seq, bytes.fromhex(head.hash)
        )
        if found and self._line.journal.head(head.device_id).seq:  # a chain of this kiosk's own
            # Said before it is done: a kiosk that is killed must not say less than is true.
            self._line.door.save_settings(**{f"forgotten:{head.device_id}": str(head.seq)})
        for start in range(0, len(found), TURN):
            self._line.door.forget(found[start : start + TURN])
        return len(found)

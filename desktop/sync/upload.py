"""Up: this kiosk's journal, and what others' journals left with it."""

import json
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from uuid import UUID

from desktop.clock import to_ms
from desktop.sync.api import Gap, Rejected
from desktop.sync.line import Line
from desktop.sync.round import TURN, Round
from shared.protocol import MAX_BATCH, WAITS, Certificate, Head, PushAnswer, PushRequest, WireEntry

log = logging.getLogger(__name__)
ESCROW_AFTER_MS = 60_000
"""A neighbour uploads its own entries; what it has not brought by then, others bring for it."""
_AHEAD = 2
"""Batches of one chain on their way at once."""


@dataclass(frozen=True)
class _Sent:
    """A batch on its way, and when it left by the steady clock; None where it waits for another."""

    entries: Sequence[WireEntry]
    sent_at: int | None
    answer: "Future[PushAnswer]"


def _give_up(sent: deque[_Sent]) -> None:
    """What is on its way is sent again: who stored it already says so."""
    wait([batch.answer for batch in sent])
    sent.clear()


class Upload:
    """`certificate_of` is asked for the certificate of another device, to show it for its entries."""

    def __init__(self, line: Line, certificate_of: Callable[[UUID], Certificate | None]) -> None:
        self._line, self._certificate_of = line, certificate_of

    def push(self, done: Round) -> None:
        """Pictures, then every chain of this kiosk, then what others have not brought in time."""
        for (
            sha256,
            content,
        ) in self._line.journal.unsent_photos():  # before the scans that name them
            try:
                self._line.api.put_file(sha256, content)
            except Rejected as problem:  # tried again next round; it never holds up the scans
                log.warning("the server does not take a photo: %s", problem)
            else:
                self._line.door.photo_is_sent(sha256)
        for device_id in self._line.journal.devices_with_pending():
            self._send_chain(device_id, done)
        self.escrow(done, to_ms(self._line.clock.read().judged_at) - ESCROW_AFTER_MS)

    def _send_chain(self, device_id: UUID, done: Round) -> None:
        """Batch after batch. The server reads one while it stores the last, and this kiosk settles."""
        gaps = 0
        sent: deque[_Sent] = deque()
        with ThreadPoolExecutor(_AHEAD) as senders:
            while self._send_more(device_id, sent, senders):
                batch = sent.popleft()
                try:
                    answer = batch.answer.result()
                except Gap as gap:
                    _give_up(sent)
                    if batch.sent_at is None:
                        continue  # it overtook the one before it; now it goes first
                    gaps += 1
                    if gaps > 3:
                        raise
                    self._line.door.reopen_after(device_id, gap.expected_seq - 1)
                    continue
                before = (done.renewed, done.resent_from)
                self._take(device_id, batch, answer, done)
                if (done.renewed, done.resent_from) != before:
                    _give_up(sent)
                if all(result.quarantined_reason == "bad_signature" for result in answer.results):
                    return  # tried again next round, not in a tight loop

    def _take(self, device_id: UUID, batch: _Sent, answer: PushAnswer, done: Round) -> None:
        self._settle(answer, batch.entries)
        if batch.sent_at is not None:
            self._line.contact(answer.server_time, batch.sent_at)
        self._line.confirm(device_id, [(head.seq, head.hash) for head in answer.heads], done)
        done.pushed += len(batch.entries)

    def _send_more(self, device_id: UUID, sent: deque[_Sent], senders: ThreadPoolExecutor) -> bool:
        """Have as many batches on their way as may be; whether any is."""
        while len(sent) < _AHEAD:
            after = sent[-1].entries[-1].seq if sent else 0
            entries = self._line.journal.pending(device_id, MAX_BATCH, after)
            if not entries:
                break
            request = self._request(device_id, entries)
            sent_at = None if sent else self._line.clock.monotonic_ms()
            sent.append(_Sent(entries, sent_at, senders.submit(self._line.api.push, request)))
        return bool(sent)

    def escrow(self, done: Round, learnt_before_ms: int = 2**53) -> None:
        """Bring the server what it lacks of other devices: one died, or the server lost it (rule 6)."""
        for device_id in self._line.journal.unbrought(learnt_before_ms):
            after = 0
            while entries := self._line.journal.to_bring(device_id, MAX_BATCH, after):
                after = entries[-1].seq
                try:
                    answer = self._line.api.push(
                        PushRequest(
                            device_id=device_id,
                            device_time=self._line.clock.read().raw_clock,
                            entries=entries,
                            certificate=self._certificate_of(device_id),
                        )
                    )
                except Rejected as problem:
                    log.warning("the server does not take entries of %s: %s", device_id, problem)
                    break
                self._line.door.note_at_server([bytes.fromhex(entry.hash) for entry in entries])
                put_aside = [
                    bytes.fromhex(entry.hash)
                    for entry, result in zip(entries, answer.results, strict=False)
                    if result.quarantined_reason in WAITS
                ]
                if put_aside:
                    self._line.door.leave_out(put_aside)
                done.brought += len(entries)

    def _request(self, device_id: UUID, entries: Sequence[WireEntry]) -> PushRequest:
        head = self._line.journal.head(device_id)
        return PushRequest(
            device_id=device_id,
            device_time=self._line.clock.read().raw_clock,
            journal_head=Head(seq=head.seq, hash=bytes(head.hash).hex()),
            entries=list(entries),
            kept_from=self._line.journal.kept_from(device_id),
            certificate=self._line.certificate(),
            queue_depth=self._line.journal.waiting(entries[0].seq),
            app_version=self._line.app_version or None,
        )

    def _settle(self, answer: PushAnswer, entries: Sequence[WireEntry]) -> None:
        results = [
            (json.loads(entry.body)["entry_id"], result.status, result.quarantined_reason)
            for entry, result in zip(entries, answer.results, strict=False)
        ]
        for start in range(0, len(results), TURN):
            turn = results[start : start + TURN]
            self._line.door.settle(turn)

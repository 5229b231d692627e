"""Uploads of one worker: what comes while others are stored waits, and is stored together.

When guests arrive, hundreds of doors send a scan or two each second. A transaction for each would
cost some twenty statements for every scan; together they cost little more than one of them. An upload
that finds nobody at work is stored at once.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from shared.protocol import MAX_BATCH, PushAnswer, PushRequest
from sync_server.domains.door import journal
from sync_server.kernel import clock
from sync_server.kernel.auth import find_devices, name_actor, not_enrolled
from sync_server.kernel.errors import ServerError, Unavailable, later
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.kernel.turns import together_or_alone
from sync_server.sync.push import Upload, push

Outcome = PushAnswer | Exception
_TOGETHER = 1_000
"""Entries stored in one transaction, where more than one batch waits."""
_A_BATCH = 1 + MAX_BATCH
_MANY = 20
"""From how many entries on a batch is read while it waits for its turn."""
_REMEMBERED = 20_000
_PATIENCE_SECONDS = 0.4
"""Until it is a batch's turn; being stored takes as long again."""
_APART = 0.75
"""Of the time that its entries take: how long after the last one the next is told to come back."""
_LONGEST_SECONDS = 30.0
_ADDED = 1.25
"""What kiosks make of the seconds they are told, on average."""
_TELLING = 400
_FIRST_GUESS = 1_500.0
"""Entries a second, until it is known what this machine does."""
_ALONE = ("link", "payment", "seat")
"""What changes rows of the audit log, which names one device for each transaction."""


@dataclass(frozen=True, eq=False)
class Waiting:
    """A batch with its sender's token, and where its outcome is awaited."""

    http: Request
    token: str
    batch: PushRequest
    outcome: "asyncio.Future[PushAnswer]"
    reading: "asyncio.Task[list[journal.Read]] | None" = None

    @property
    def entries(self) -> int:
        """What it counts for; an empty batch is work too."""
        return 1 + len(self.batch.entries)

    def read(self) -> list[journal.Read]:
        """Its entries, read while it waited if there are many."""
        return self.reading.result() if self.reading else journal.read(self.batch)

    @property
    def is_alone(self) -> bool:
        """Whether it must have a transaction for itself."""
        return any(entry.kind in _ALONE for entry in self.batch.entries)


@dataclass
class _Line:
    """Those of one organization."""

    waiting: deque[Waiting] = field(default_factory=deque)
    work: "asyncio.Task[None] | None" = None


Store = Callable[[UUID, Sequence[Waiting]], list[Outcome]]


class Uploads:
    """One event loop's. `store` runs on a thread and returns an outcome for each."""

    def __init__(self, store: Store, at_once: int) -> None:
        self._store = store
        self._free = asyncio.Semaphore(at_once)
        self._reader = asyncio.Semaphore(1)
        self._lines: dict[UUID, _Line] = {}
        self._enrolled: dict[str, None] = {}
        self._entries: Counter[str] = Counter()
        self._per_second = _FIRST_GUESS
        self._next_turn = 0.0

    async def bring(
        self, organization_id: UUID, http: Request, token: str, batch: PushRequest
    ) -> PushAnswer:
        """Store a batch with whatever else waits. 503 where it would wait for too long.

        Behind others, that is: a kiosk alone may have its next batch here while one is stored.
        """
        loop = asyncio.get_running_loop()
        waiting = Waiting(http, token, batch, loop.create_future())
        ahead = self._entries.total() - min(self._entries[token], _A_BATCH)
        expected = ahead / self._per_second
        if expected > _PATIENCE_SECONDS:
            seconds = self._turn_of(waiting, expected)
            raise later(Unavailable("The server is busy; your scans are safe, try again."), seconds)
        if len(batch.entries) >= _MANY and token in self._enrolled:  # no work for strangers
            waiting = replace(waiting, reading=asyncio.create_task(self._read(batch)))
        self._entries[token] += waiting.entries
        line = self._lines.setdefault(organization_id, _Line())
        line.waiting.append(waiting)
        if line.work is None:
            line.work = asyncio.create_task(self._work_off(organization_id, line))
        return await waiting.outcome

    async def _read(self, batch: PushRequest) -> list[journal.Read]:
        """One after the other: threads that all want the interpreter only hinder each other."""
        async with self._reader:
            return await run_in_threadpool(journal.read, batch)

    def _turn_of(self, waiting: Waiting, expected: float) -> float:
        """In how many seconds to come back: one after the other, from when half is worked off.

        The server must neither run dry meanwhile nor see everybody at the same moment. Kiosks add up
        to half of what they are told.
        """
        now = time.monotonic()
        after = max(self._next_turn, now + expected / 2)
        turn = after + _APART * waiting.entries / self._per_second
        self._next_turn = min(turn, now + _LONGEST_SECONDS)
        return (self._next_turn - now) / _ADDED

    async def _work_off(self, organization_id: UUID, line: _Line) -> None:
        """Store group after group until nobody of this organization waits."""
        while line.waiting:
            async with self._free:
                group = _group(line.waiting)
                began = time.monotonic()
                try:
                    if reading := [one.reading for one in group if one.reading]:
                        await asyncio.wait(reading)
                    outcomes = await run_in_threadpool(self._store, organization_id, group)
                except Exception as problem:  # told to everybody who waits for it
                    outcomes = [problem] * len(group)
            self._note_pace(group, time.monotonic() - began)
            for waiting, outcome in zip(group, outcomes, strict=True):
                self._remember(waiting, outcome)
                _tell(waiting.outcome, outcome)
        del self._lines[organization_id]

    def _remember(self, waiting: Waiting, outcome: Outcome) -> None:
        if isinstance(outcome, PushAnswer):
            self._enrolled[waiting.token] = None
            if len(self._enrolled) > _REMEMBERED:
                del self._enrolled[next(iter(self._enrolled))]

    def _note_pace(self, group: Sequence[Waiting], seconds: float) -> None:
        """A small group says little of how fast many go."""
        entries = sum(waiting.entries for waiting in group)
        for waiting in group:
            self._entries[waiting.token] -= waiting.entries
        self._entries = +self._entries  # those who have something here
        weight = min(0.5, entries / _TELLING)
        self._per_second += (entries / max(seconds, 0.001) - self._per_second) * weight


def _group(waiting: deque[Waiting]) -> list[Waiting]:
    """The next to be stored together, in their order: no device twice, and not too much at once."""
    group = [waiting.popleft()]
    entries, devices = group[0].entries, {group[0].batch.device_id}
    while not group[0].is_alone and waiting and not waiting[0].is_alone:
        entries += waiting[0].entries
        if entries > _TOGETHER or waiting[0].batch.device_id in devices:
            break
        devices.add(waiting[0].batch.device_id)
        group.append(waiting.popleft())
    return group


def _tell(future: "asyncio.Future[PushAnswer]", outcome: Outcome) -> None:
    if future.done():
        return  # nobody waits for it any more
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)


def storing(database: Database, box: SecretBox) -> Store:
    """What stores a group in one transaction; each alone where the group fails together."""

    def store(organization_id: UUID, group: Sequence[Waiting]) -> list[Outcome]:
        return together_or_alone(partial(_store_together, database, box, organization_id), group)

    return store


def _store_together(
    database: Database, box: SecretBox, organization_id: UUID, group: Sequence[Waiting]
) -> list[Outcome]:
    with database.tenant(organization_id, keeps_plans=True) as session:
        callers = find_devices(session, [waiting.token for waiting in group])
        known = [(w, caller) for w, caller in zip(group, callers, strict=True) if caller]
        if len(group) == 1 and known:
            name_actor(session, known[0][1], group[0].http)
        uploads = [Upload(caller, waiting.batch, waiting.read()) for waiting, caller in known]
        answers = push(session, box, uploads, clock.now())
        outcomes: dict[Waiting, PushAnswer | ServerError] = dict(
            zip([w for w, _ in known], answers, strict=True)
        )
        return [outcomes.get(waiting) or not_enrolled() for waiting in group]

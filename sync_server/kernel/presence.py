"""Who was seen when, written now and then for all of them together instead of with every request."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

log = logging.getLogger(__name__)
EVERY_SECONDS = 10.0


class Presence:
    """Devices that asked for something, or that hold a stream. Of one worker.

    `write` is called on a thread with an organization and its devices that were there just now.
    """

    def __init__(self, write: Callable[[UUID, Collection[UUID]], None]) -> None:
        self._write = write
        self._seen: dict[UUID, set[UUID]] = defaultdict(set)
        self._staying: dict[UUID, Counter[UUID]] = defaultdict(Counter)

    def saw(self, organization_id: UUID, device_id: UUID) -> None:
        """It asked for something. May be called from any thread."""
        self._seen[organization_id].add(device_id)

    @contextmanager
    def staying(self, organization_id: UUID, device_id: UUID) -> Iterator[None]:
        """It is there as long as the block lasts."""
        here = self._staying[organization_id]
        here[device_id] += 1
        try:
            yield
        finally:
            here[device_id] -= 1
            if not here[device_id]:
                del here[device_id]

    async def keep(self) -> None:
        """Write for as long as the worker lives."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Write who was there since the last time."""
        seen, self._seen = self._seen, defaultdict(set)
        for organization_id, here in self._staying.items():
            seen[organization_id] |= set(here)
        for organization_id, device_ids in seen.items():
            if not device_ids:
                continue
            try:
                await run_in_threadpool(self._write, organization_id, device_ids)
            except SQLAlchemyError as problem:
                log.warning("could not note who is there: %s", type(problem).__name__)

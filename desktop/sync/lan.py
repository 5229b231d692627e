"""Neighbours on the same network: found by DNS-SD, talked to directly, with no server and no hub.

One thread with an event loop owns the sockets. What it learns it hands to the door in small turns,
as the sync thread does; what the door writes it passes on at once.
"""

import asyncio
import contextlib
import logging
import random
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import psutil
from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from desktop.storage.database import Database, StorageError
from desktop.storage.journal import Journal
from desktop.storage.replica import ReplicaFiles
from desktop.sync.gossip import (
    MOST_ENTRIES,
    Entries,
    GossipEntry,
    Hashes,
    Index,
    Known,
    Stretches,
    Sums,
    Trust,
    understood,
)
from desktop.sync.peers import Channel, Me, Refused, greet
from shared.protocol import Certificate

log = logging.getLogger(__name__)
SERVICE = "_usher._tcp.local."
COMPARE_SECONDS = 10.0
_GREETING_SECONDS = 5.0
_SILENCE_SECONDS = 3 * COMPARE_SECONDS
_DIAL_SECONDS = 2.0
_SHUN_SECONDS = 60.0
_MOST_SESSIONS = 64
_MOST_FROM_ONE_ADDRESS = 16
_PAGE = 5_000
_LONGEST_LINE = 2_000
_MOST_BYTES_A_MINUTE = 64 * 2**20
Address = tuple[str, int]
Message = Sums | Stretches | Hashes | Entries


class Door(Protocol):
    """What the neighbours' thread asks of the door; each call is one short turn."""

    def learn(self, entries: Sequence[Mapping[str, Any]], *, at_server: bool = True) -> None:
        """Keep other devices' entries."""

    def save_settings(self, **values: str) -> None:
        """Store settings of the kiosk."""


@dataclass(frozen=True)
class Neighbours:
    """Who answers now, and who was turned away: (address, why)."""

    devices: frozenset[UUID] = frozenset()
    refused: tuple[tuple[str, str], ...] = ()
    learnt: int = 0


@dataclass
class Session:
    """One conversation. What is to be said waits in a line, so that both can talk at once.

    Entries wait as hashes and are read when their turn comes: a long line costs little memory.
    """

    channel: Channel
    taken: float = 0.0
    line: asyncio.Queue[Message | list[bytes]] = field(
        default_factory=lambda: asyncio.Queue(_LONGEST_LINE)
    )

    def say(self, message: Message) -> None:
        """Say something when its turn comes. Raises Refused where the neighbour never listens."""
        self._put(message)

    def give(self, hashes: Sequence[bytes]) -> None:
        """Hand over these entries when their turn comes."""
        for start in range(0, len(hashes), MOST_ENTRIES):
            self._put(list(hashes[start : start + MOST_ENTRIES]))

    async def talk(self, journal: Journal) -> None:
        """Say what waits, for as long as the conversation lasts."""
        while True:
            item = await self.line.get()
            if isinstance(item, list):
                item = Entries(entries=journal.by_hash(item))
            await self.channel.send(item.model_dump(mode="json"))

    def _put(self, item: Message | list[bytes]) -> None:
        try:
            self.line.put_nowait(item)
        except asyncio.QueueFull:
            raise Refused("It does not listen.") from None


class Lan(threading.Thread):
    """Holds the conversations with every neighbour. `told` is called on this thread."""

    def __init__(
        self,
        me: Me,
        trust: Trust,
        door: Door,
        journal_path: Path,
        key: bytes,
        told: Callable[[Neighbours], None] = lambda _now: None,
        *,
        port: int = 0,
        peers: Sequence[str] = (),
        discover: bool = True,
    ) -> None:
        super().__init__(name="lan", daemon=True)
        self._me, self._trust, self._door, self._told = me, trust, door, told
        self._journal_path, self._key = journal_path, key
        self._wanted_port, self._discover = port, discover
        self._static = [_address(peer) for peer in peers]
        self._found: dict[UUID, list[Address]] = {}
        self._who: dict[Address, UUID] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._sessions: dict[UUID, Session] = {}
        self._shunned: dict[str, float] = {}
        self._refused: dict[str, str] = {}
        self._open: dict[str, int] = defaultdict(int)
        self._index = Index()
        self._taking = asyncio.Lock()  # what is being kept is not found in the journal beside it
        self._rows = (0, 0)
        self._learnt = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news: asyncio.Event | None = None
        self._ended: asyncio.Event | None = None
        self._listening = threading.Event()
        self.port = 0

    # From other threads

    def tell(self) -> None:
        """The journal has something new: pass it on now."""
        self._set(self._news)

    def stop(self) -> None:
        """Hang up everywhere and end the thread."""
        self._set(self._ended)
        if self.is_alive():
            self.join(5.0)

    def wait_until_listening(self, seconds: float = 10.0) -> bool:
        """Whether the port is open; `port` is known then."""
        return self._listening.wait(seconds)

    def _set(self, event: asyncio.Event | None) -> None:
        if self._loop is not None and event is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just ended
                self._loop.call_soon_threadsafe(event.set)

    # The thread

    def run(self) -> None:
        """Serve, dial, compare and pass on, until told to stop."""
        try:
            asyncio.run(self._main())
        except (OSError, StorageError) as problem:
            log.warning("no neighbours: %s", problem)
            self._note("0.0.0.0", "This kiosk cannot listen on the network.")  # noqa: S104

    async def _main(self) -> None:
        self._loop, self._news, self._ended = (
            asyncio.get_running_loop(), asyncio.Event(), asyncio.Event(),
        )  # fmt: skip
        self._database = Database(self._journal_path, self._key, durable=True, read_only=True)
        self._journal = Journal(self._database)
        self._read_trust()
        self._refresh()
        server = await asyncio.start_server(self._answer, "0.0.0.0", self._wanted_port)  # noqa: S104
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(self._database.close)
            stack.callback(server.close)
            if self._discover:
                await self._advertise(stack)
            works = (self._dial(), self._compare(), self._pass_on())
            tasks = [asyncio.create_task(work) for work in works]
            stack.callback(lambda: [task.cancel() for task in tasks])
            await self._ended.wait()
            for session in list(self._sessions.values()):
                session.channel.close()

    async def _advertise(self, stack: contextlib.AsyncExitStack) -> None:
        """Say where this kiosk is, and listen where the others are."""
        try:
            zeroconf = AsyncZeroconf()
            name = f"{self._me.device_id.hex}.{SERVICE}"
            info = AsyncServiceInfo(
                SERVICE, name, port=self.port, parsed_addresses=_own_addresses(),
                properties={"event": str(self._me.event_id), "version": "1"},
                server=f"{self._me.device_id.hex}.local.",
            )  # fmt: skip
            await zeroconf.async_register_service(info, allow_name_change=True)
            browser = AsyncServiceBrowser(zeroconf.zeroconf, SERVICE, handlers=[self._seen_service])
        except OSError as problem:
            log.warning("neighbours are not looked for: %s", problem)
            return
        stack.push_async_callback(zeroconf.async_close)
        stack.push_async_callback(browser.async_cancel)

    def _seen_service(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        if state_change is ServiceStateChange.Removed:
            return  # a neighbour that still answers is kept; one that does not is forgotten
        self._go_on(self._resolve(zeroconf, service_type, name))

    async def _resolve(self, zeroconf: Zeroconf, service_type: str, name: str) -> None:
        info = AsyncServiceInfo(service_type, name)
        try:
            device_id = UUID(hex=name.removesuffix(f".{SERVICE}")[:32])
        except ValueError:
            return
        if device_id == self._me.device_id or not await info.async_request(zeroconf, 3_000):
            return
        event = (info.properties or {}).get(b"event")
        if event == str(self._me.event_id).encode() and info.port:
            self._found[device_id] = [(a, info.port) for a in info.parsed_addresses()]

    def _go_on(self, work: Coroutine[Any, Any, None]) -> None:
        """Something beside what runs now; it ends with the thread."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # Conversations

    async def _dial(self) -> None:
        """Call whoever is known and not talked to. Of two, the one with the lower id calls."""
        while True:
            for device_id, addresses in list(self._found.items()):
                if device_id not in self._sessions and self._me.device_id < device_id:
                    for address in addresses:
                        await self._start(address)
            for address in self._static:
                if self._who.get(address) not in self._sessions:
                    await self._start(address)
            await asyncio.sleep(_DIAL_SECONDS * (0.75 + random.random() / 2))  # noqa: S311

    async def _start(self, address: Address) -> None:
        if self._is_shunned(address[0]):
            return
        try:
            async with asyncio.timeout(_GREETING_SECONDS):
                reader, writer = await asyncio.open_connection(*address)
        except (OSError, TimeoutError):
            return
        self._go_on(self._converse(reader, writer, address, first=True))

    def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = writer.get_extra_info("peername")[:2]
        crowded = len(self._sessions) >= _MOST_SESSIONS
        if (
            crowded
            or self._open[address[0]] >= _MOST_FROM_ONE_ADDRESS
            or self._is_shunned(address[0])
        ):
            writer.close()
            return
        self._go_on(self._converse(reader, writer, address, first=False))

    async def _converse(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        address: Address,
        *,
        first: bool,
    ) -> None:
        self._open[address[0]] += 1
        session = None
        try:
            async with asyncio.timeout(_GREETING_SECONDS):
                channel = await greet(reader, writer, self._me, self._known, first=first)
            channel.address = address
            if first:
                self._who[address] = channel.peer.device_id
            session = self._begin(channel)
            if session is not None:
                talking = asyncio.create_task(session.talk(self._journal))
                talking.add_done_callback(lambda _done: writer.close())
                try:
                    await self._listen(session)
                finally:
                    talking.cancel()
                    with contextlib.suppress(asyncio.CancelledError, OSError, StorageError):
                        await talking
        except Refused as problem:
            self._turn_away(address[0], str(problem))
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # gone; it is dialled again
        except StorageError as problem:
            log.warning("a neighbour's entries could not be kept: %s", problem)
        finally:
            self._open[address[0]] -= 1
            writer.close()
            if session is not None:
                self._end(session)

    def _known(self, device_id: UUID, certificate: Certificate | None) -> bytes:
        self._read_trust()
        before = device_id in self._trust.certificates
        key = self._trust.key_of(device_id, certificate)
        if certificate is not None and not before and device_id in self._trust.certificates:
            # Whoever brings this device's entries to a restored server shows it there.
            name = f"certificate:{device_id}"
            self._door.save_settings(**{name: certificate.model_dump_json()})
        return key

    def _begin(self, channel: Channel) -> Session | None:
        """None where this neighbour is talked to already."""
        device_id = channel.peer.device_id
        if device_id in self._sessions:
            return None
        session = Session(channel)
        self._sessions[device_id] = session
        self._refused.pop(channel.address[0], None)
        if device_id == self._me.device_id:
            self._refused[channel.address[0]] = "It has this kiosk's key: one of the two is a copy."
        self._tell()
        return session

    def _end(self, session: Session) -> None:
        device_id = session.channel.peer.device_id
        if self._sessions.get(device_id) is session:
            del self._sessions[device_id]
        self._tell()

    async def _listen(self, session: Session) -> None:
        session.say(Sums(sums=self._index.sums()))
        while True:
            async with asyncio.timeout(_SILENCE_SECONDS):
                message, size = await session.channel.receive()
            self._limit(session, size)
            await self._take(session, understood(message))

    def _limit(self, session: Session, size: int) -> None:
        """A leaking bucket of bytes: nobody floods a door."""
        session.taken = session.taken + size
        if session.taken > _MOST_BYTES_A_MINUTE:
            raise Refused("It sends more than a door can have to say.")

    async def _take(self, session: Session, message: Message) -> None:
        match message:
            case Sums():
                for device_id in self._index.differing(message.sums):
                    mine = self._index.stretches(device_id)
                    session.say(Stretches(device=device_id, sums=mine))
            case Stretches():
                hashes = self._index.hashes(message.device, message.sums)
                for number, listed in hashes.items():
                    session.say(Hashes(device=message.device, hashes={number: listed}))
            case Hashes():
                session.give(self._index.lacking(message.device, message.hashes))
            case Entries():
                await self._keep(session, message.entries)

    async def _keep(self, session: Session, documents: Sequence[Any]) -> None:
        """Everything of a message is believed, or nothing of it is kept."""
        believed = {_known(entry): entry for entry in map(self._trust.believed, documents) if entry}
        async with self._taking:
            new = {
                known: entry for known, entry in believed.items() if not self._index.holds(*known)
            }
            if not new:
                return
            told = [entry.model_dump(mode="json") for entry in new.values()]
            await asyncio.to_thread(self._door.learn, told, at_server=False)
            fresh = self._index.add(new)
        self._learnt += len(fresh)
        self._tell()
        self._spread(fresh, but=session)

    def _spread(self, hashes: Sequence[bytes], but: Session | None = None) -> None:
        for session in list(self._sessions.values()):
            if session is not but:
                with self._turning_away(session):
                    session.give(hashes)

    @contextlib.contextmanager
    def _turning_away(self, session: Session) -> Iterator[None]:
        try:
            yield
        except Refused as problem:
            self._turn_away(session.channel.address[0], str(problem))
            session.channel.close()

    async def _pass_on(self) -> None:
        """What the door just wrote, or the server just told, to every neighbour at once."""
        assert self._news is not None
        while True:
            await self._news.wait()
            self._news.clear()
            async with self._taking:
                fresh = self._refresh()
            self._spread(fresh)

    async def _compare(self) -> None:
        """Now and then everything is compared, so that nothing stays missing."""
        while True:
            await asyncio.sleep(COMPARE_SECONDS * (0.75 + random.random() / 2))  # noqa: S311
            self._read_trust()
            async with self._taking:
                fresh = self._refresh()
            self._spread(fresh)
            sums = self._index.sums()
            for session in list(self._sessions.values()):
                session.taken = max(0.0, session.taken - _MOST_BYTES_A_MINUTE / 6)
                with self._turning_away(session):
                    self._trust.key_of(session.channel.peer.device_id, None)  # revoked by now?
                    session.say(Sums(sums=sums))

    def _refresh(self) -> list[bytes]:
        """Take in what the journal has beyond what was read; the hashes that were new."""
        fresh: list[bytes] = []
        found: Sequence[Known] | None = None
        try:
            while found is None or found:
                own, others, found = self._journal.shared_since(*self._rows, _PAGE)
                self._rows = (own, others)
                fresh += self._index.add(found)
        except StorageError as problem:  # tried again with the next scan or comparison
            log.warning("the journal could not be read for neighbours: %s", problem)
        return fresh

    def _read_trust(self) -> None:
        path = ReplicaFiles(self._journal_path.parent).current()
        if path is None:
            return
        try:
            replica = Database(path, self._key, durable=False, read_only=True)
            try:
                self._trust.read(replica)
            finally:
                replica.close()
        except StorageError as problem:
            log.warning("the guest list could not be read for neighbours: %s", problem)

    # Who is not believed

    def _turn_away(self, host: str, why: str) -> None:
        log.warning("turned a neighbour away: %s", why)
        self._shunned[host] = time.monotonic() + _SHUN_SECONDS
        self._note(host, why)

    def _is_shunned(self, host: str) -> bool:
        return self._shunned.get(host, 0.0) > time.monotonic()

    def _note(self, host: str, why: str) -> None:
        self._refused[host] = why
        while len(self._refused) > 20:
            del self._refused[next(iter(self._refused))]
        self._tell()

    def _tell(self) -> None:
        refused = tuple(self._refused.items())
        self._told(Neighbours(frozenset(self._sessions), refused, self._learnt))


def _known(entry: GossipEntry) -> Known:
    return str(entry.device_id), entry.seq, bytes.fromhex(entry.hash)


def _own_addresses() -> list[str]:
    return [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    ] or ["127.0.0.1"]


def _address(text: str) -> Address:
    host, _, port = text.rpartition(":")
    return host, int(port)

"""What changes comes over the stream by itself, read once for all who stand at one place."""

import asyncio
import base64
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import httpx
import pytest
import zstandard
from sqlalchemy import text

from sync_server.domains.door import devices
from sync_server.domains.door.models import Device
from sync_server.domains.sales.tickets import imports
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import clock
from sync_server.kernel.auth import Caller
from sync_server.kernel.notify import announce
from sync_server.kernel.pages import Page
from sync_server.kernel.presence import Presence
from sync_server.kernel.secrets import new_token, token_hash
from sync_server.live.feed import Feed
from sync_server.live.router import _while_seen
from sync_server.sync import pull
from tests.evening import Evening
from tests.serving import Served


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list()
    return evening


def token_of(evening: Evening) -> str:
    token = new_token("usd", evening.organization_id)
    device = evening.device()
    with evening.session() as session:
        row = session.get(Device, (evening.organization_id, device.id))
        assert row is not None
        row.token_hash = token_hash(token)
    return token


def cursor_of(client: httpx.Client) -> str:
    with client.stream("GET", "/sync/snapshot") as response:
        lines = list(response.iter_lines())
    cursor: str = json.loads(lines[0])["cursor"]
    return cursor


def events(response: httpx.Response) -> Iterator[tuple[str, str]]:
    kind = ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, line.removeprefix("data: ")


def page(data: str) -> tuple[list[Any], dict[str, Any]]:
    frames = zstandard.ZstdDecompressor().stream_reader(
        base64.b64decode(data), read_across_frames=True
    )
    *rows, last = frames.read().splitlines()
    return [json.loads(row) for row in rows], json.loads(last)


def block(evening: Evening, ticket: Ticket) -> None:
    with evening.session() as session:
        row = session.get(Ticket, (evening.organization_id, ticket.id))
        assert row is not None
        sales.set_status(session, row, "blocked", clock.now())
        announce(session, evening.event_id)


def test_a_chain_of_pages_each_following_the_one_before(evening: Evening, served: Served) -> None:
    tickets = [evening.issue() for _ in range(3)]
    with served.client(token_of(evening)) as client:
        cursor = cursor_of(client)
        with client.stream("GET", "/sync/stream", params={"cursor": cursor}) as response:
            heard = events(response)
            assert next(heard)[0] == "hello"
            for ticket in (None, *tickets):
                if ticket is not None:
                    block(evening, ticket)
                kind, data = next(heard)
                assert kind == "page"
                rows, last = page(data)
                assert last["since"] == cursor
                assert not last["more"]
                cursor = last["cursor"]
                if ticket is not None:
                    assert str(ticket.id) in {row["ticket_id"] for name, row in rows
                                              if name == "ticket_states"}  # fmt: skip


def test_a_void_cursor_asks_for_a_snapshot(evening: Evening, served: Served) -> None:
    with served.client(token_of(evening)) as client:
        cursor = cursor_of(client)
        for void in ("nonsense", cursor.replace(evening.event_id.hex, evening.gate_id.hex)):
            answer = client.get("/sync/stream", params={"cursor": void})
            assert answer.status_code == 410
            assert answer.json()["error"] == "cursor_refused"


def test_a_revoked_device_hears_nothing_more(evening: Evening, served: Served) -> None:
    token, ticket = token_of(evening), evening.issue()
    with served.client(token) as client:
        asked = {"cursor": cursor_of(client)}
        with client.stream("GET", "/sync/stream", params=asked) as response:
            heard = events(response)
            assert [next(heard)[0], next(heard)[0]] == ["hello", "page"]
            with evening.session() as session:
                session.execute(
                    text("UPDATE devices SET revoked_at = now() WHERE token_hash = :hash"),
                    {"hash": token_hash(token)},
                )
                announce(session, evening.event_id)
            block(evening, ticket)
            assert list(heard) == []
        assert client.get("/sync/stream", params=asked).status_code == 403


def test_what_anybody_changes_comes_without_being_told_of(evening: Evening, served: Served) -> None:
    """The database tells, so that no part of the server can forget to."""
    with served.client(token_of(evening)) as client:
        asked = {"cursor": cursor_of(client)}
        with client.stream("GET", "/sync/stream", params=asked) as response:
            heard = events(response)
            assert [next(heard)[0], next(heard)[0]] == ["hello", "page"]
            for statement, table in (
                ("UPDATE gates SET name = 'Gate North'", "gates"),
                ("INSERT INTO zones (organization_id, id, event_id, name)"
                 " VALUES (:organization, :event, :event, 'Balcony')", "zones"),
                ("DELETE FROM zones", "zones"),
            ):  # fmt: skip
                with evening.session() as session:
                    session.execute(
                        text(statement),
                        {"organization": evening.organization_id, "event": evening.event_id},
                    )
                assert table in {name for name, _ in page(next(heard)[1])[0]}


def test_a_large_import_comes_in_parts(evening: Evening, served: Served) -> None:
    with served.client(token_of(evening)) as client:
        cursor = cursor_of(client)
        with evening.session() as session:
            rows = [
                {"code": f"BULK-{n:06d}", "holder": f"Guest {n}", "ticket_type": "Bulk"}
                for n in range(7_000)
            ]
            imports.import_tickets(
                session, evening.event_id, rows, skip_wrong=False, create_types=True,
                at=clock.now(),
            )  # fmt: skip
        found, parts, more = set(), 0, True
        with client.stream("GET", "/sync/stream", params={"cursor": cursor}) as response:
            heard = events(response)
            assert next(heard)[0] == "hello"
            while more:
                rows_, last = page(next(heard)[1])
                found |= {row["id"] for name, row in rows_ if name == "tickets"}
                parts, more = parts + 1, last["more"]
    assert len(found) == 7_000
    assert parts > 1


def test_old_kiosks_are_told_and_ask(evening: Evening, served: Served) -> None:
    ticket = evening.issue()
    token = token_of(evening)
    with served.client(token) as client, client.stream("GET", "/sync/stream") as response:
        heard = events(response)
        assert next(heard)[0] == "hello"
        block(evening, ticket)
        assert next(heard)[0] == "changed"


def test_who_holds_a_stream_is_seen_for_as_long_as_it_does(evening: Evening) -> None:
    device = evening.device()
    presence = Presence(partial(devices.note_seen, evening.database))
    long_ago = clock.now() - timedelta(hours=1)

    async def messages() -> AsyncIterator[bytes]:
        yield b"hello"

    def last_seen() -> Any:
        with evening.session() as session:
            return session.execute(
                text("SELECT last_seen_at FROM devices WHERE id = :id"), {"id": device.id}
            ).scalar_one()

    def be_seen_long_ago() -> None:
        with evening.session() as session:
            session.execute(
                text("UPDATE devices SET last_seen_at = :at WHERE id = :id"),
                {"at": long_ago, "id": device.id},
            )

    async def listen() -> None:
        caller = Caller("device", device.id, evening.organization_id, frozenset())
        be_seen_long_ago()
        await presence.flush()
        assert last_seen() == long_ago
        async for _ in _while_seen(presence, caller, messages()):
            await presence.flush()
        assert last_seen() > long_ago
        be_seen_long_ago()
        await presence.flush()
        assert last_seen() == long_ago
        presence.saw(evening.organization_id, device.id)
        await presence.flush()
        assert last_seen() > long_ago

    asyncio.run(listen())


def test_a_page_is_read_once_for_all_who_stand_at_one_place(
    evening: Evening, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty kiosks at one cursor, one change: a few reads, not thirty."""
    read: list[str] = []
    plain = pull._page

    def counted(session: Any, pages: Any, cursor: Any, begun: float) -> Any:
        if cursor.event_id == evening.event_id:
            read.append(cursor.text())
        return plain(session, pages, cursor, begun)

    monkeypatch.setattr(pull, "_page", counted)
    ticket = evening.issue()
    token = token_of(evening)
    got, ready = list[str](), threading.Barrier(31)

    def listen(cursor: str) -> None:
        asked = {"cursor": cursor}
        with (
            served.client(token) as client,
            client.stream("GET", "/sync/stream", params=asked) as response,
        ):
            heard = events(response)
            assert next(heard)[0] == "hello"
            page(next(heard)[1])
            ready.wait(20)
            rows, _ = page(next(heard)[1])
            got.extend(row["ticket_id"] for name, row in rows if name == "ticket_states")

    with served.client(token) as client:
        cursor = cursor_of(client)
    threads = [threading.Thread(target=listen, args=(cursor,)) for _ in range(30)]
    for thread in threads:
        thread.start()
    ready.wait(20)
    read.clear()
    block(evening, ticket)
    for thread in threads:
        thread.join(20)
    assert got.count(str(ticket.id)) >= 30
    assert len(read) <= 6


def test_a_crowd_that_stands_far_back_is_served_few_at_a_time() -> None:
    """Whoever asks for a page that nobody has begun to read shares it, however new the changes."""
    reading, most, asked, lock = 0, 0, list[str](), threading.Lock()

    def read(_organization: UUID, _event: UUID, cursor: str, _since: float) -> Page:
        nonlocal reading, most
        with lock:
            reading, most = reading + 1, max(most, reading + 1)
            asked.append(cursor)
        time.sleep(0.02)
        with lock:
            reading -= 1
        return Page(cursor, b"", "there", more=False, begun=time.monotonic(), at=clock.now())

    async def evening() -> None:
        feed = Feed("postgresql://nobody@nowhere/none", read, lambda _: iter(()))
        cursors = [f"cursor {number % 6}" for number in range(18)]
        places = [(UUID(int=1), UUID(int=2), cursor) for cursor in cursors]
        pages = await asyncio.gather(*(feed._page(place) for place in places))
        assert [page.since for page in pages] == cursors

    asyncio.run(evening())
    assert most == 2
    assert sorted(asked[2:]) == [f"cursor {n}" for n in range(2, 6)], asked


def test_a_stream_begun_anew_is_sent_what_the_others_were(
    evening: Evening, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand kiosks whose streams end stand at a thousand places; none is read for them."""
    tickets = [evening.issue() for _ in range(2)]
    read: list[str] = []
    plain = pull._page

    def counted(session: Any, pages: Any, cursor: Any, begun: float) -> Any:
        read.append(cursor.text())
        return plain(session, pages, cursor, begun)

    def hear(heard: Iterator[tuple[str, str]], ticket: Ticket) -> list[str]:
        """Where the pages began, until the ticket was told of."""
        began, told = list[str](), list[str]()
        while str(ticket.id) not in told:
            rows, last = page(next(heard)[1])
            began.append(last["since"])
            told = [row["ticket_id"] for name, row in rows if name == "ticket_states"]
        return began

    monkeypatch.setattr(pull, "_page", counted)
    with served.client(token_of(evening)) as client:
        asked, began = {"cursor": cursor_of(client)}, list[str]()
        with client.stream("GET", "/sync/stream", params=asked) as response:
            heard = events(response)
            assert next(heard)[0] == "hello"
            for ticket in tickets:
                block(evening, ticket)
                began += hear(heard, ticket)
        there = len(read)
        with client.stream("GET", "/sync/stream", params=asked) as response:
            heard = events(response)
            assert next(heard)[0] == "hello"
            assert set(hear(heard, tickets[-1])) <= set(began)
            assert not (set(began) - {began[-1]}) & set(read[there:])
            fresh = evening.issue()
            block(evening, fresh)
            hear(heard, fresh)

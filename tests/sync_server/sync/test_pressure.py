"""More than a server can carry: it says when to come back, and nobody starves or waits for ever."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.protocol import PushRequest
from sync_server.domains.door.models import Device, JournalEntry, Scan
from sync_server.kernel import clock
from sync_server.kernel.errors import Gone, TooMany, Unavailable
from sync_server.kernel.pages import LONGEST_SECONDS, Page, Pages
from sync_server.kernel.secrets import new_token, token_hash
from sync_server.kernel.turns import Places
from sync_server.live.feed import Feed
from sync_server.sync.pressure import Calm
from tests.evening import Evening, TestDevice, minutes
from tests.serving import Served


@pytest.fixture
def door(evening: Evening) -> TestDevice:
    evening.add_list()
    return evening.device()


def token_of(evening: Evening, device_id: UUID) -> str:
    token = new_token("usd", evening.organization_id)
    with evening.session() as session:
        row = session.get(Device, (evening.organization_id, device_id))
        assert row is not None
        row.token_hash = token_hash(token)
    return token


def test_a_device_that_went_wild_is_slowed_and_the_others_are_not() -> None:
    now = [0.0]
    calm = Calm(per_second=2, burst=3, timer=lambda: now[0])
    for _ in range(3):
        calm.take(b"wild")
    with pytest.raises(TooMany) as told:
        calm.take(b"wild")
    assert int(told.value.headers["Retry-After"]) >= 1
    calm.take(b"calm")
    now[0] = 1.0
    calm.take(b"wild")


def test_a_full_line_is_told_to_come_back_and_a_free_place_is_used() -> None:
    async def evening() -> list[str]:
        places = Places(most=1, line=2, patience=0.05)
        told: list[str] = []
        inside, leave = asyncio.Event(), asyncio.Event()

        async def work(hold: bool) -> None:
            try:
                async with places.place():
                    inside.set()
                    if hold:
                        await leave.wait()
                    told.append("done")
            except Unavailable as busy:
                told.append("busy" if 1 <= int(busy.headers["Retry-After"]) <= 4 else "for ever")

        holder = asyncio.create_task(work(hold=True))
        await inside.wait()
        await asyncio.gather(*(work(hold=False) for _ in range(4)))
        leave.set()
        await holder
        await work(hold=False)
        return told

    assert asyncio.run(evening()) == ["busy"] * 4 + ["done", "done"]


def test_many_more_requests_than_connections_are_all_answered(
    evening: Evening, served: Served
) -> None:
    """Threads once waited for connections whose holders waited for threads."""
    with ThreadPoolExecutor(120) as pool, served.client(evening.api_key) as client:
        limits = httpx.Limits(max_connections=120)
        with httpx.Client(
            base_url=client.base_url, headers=client.headers, limits=limits, timeout=25
        ) as many:
            answers = list(pool.map(lambda _: many.get("/events").status_code, range(240)))
    assert set(answers) == {200}


def test_kiosks_at_one_cursor_share_a_page_until_something_changes() -> None:
    now, made = [10.0], list[float]()
    pages = Pages(timer=lambda: now[0])
    key = (UUID(int=1), UUID(int=2), "cursor")

    def make(begun: float) -> Page:
        made.append(begun)
        return Page("cursor", b"[1]\n", "next", False, begun, clock.now())

    assert pages.take(key, 5.0, make) is pages.take(key, 9.0, make)
    assert made == [10.0]
    now[0] = 12.0
    assert pages.take(key, 11.0, make).begun == 12.0
    asked = list[Page]()
    threads = [
        threading.Thread(target=lambda: asked.append(pages.take(key, 12.0, make))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, asked))) == 1
    assert pages._making == {}
    with pytest.raises(Gone):
        pages.take((UUID(int=1), UUID(int=2), "void"), 12.0, _void)
    assert pages._making == {}
    assert pages.watermark(7, lambda: 9) == 9
    assert pages.watermark(9, lambda: 12) == 9
    assert pages.watermark(10, lambda: 12) == 12


def _void(_begun: float) -> Page:
    raise Gone("This cursor means nothing here.")


def _no_pages(*_asked: Any) -> Page:
    raise AssertionError("nobody asked for one")


def _none_kept(_key: Any) -> Iterator[Page]:
    return iter(())


def test_pages_lead_on_from_one_another_for_a_while() -> None:
    """Whoever is a few pages behind gets the same ones, not the whole way read anew."""
    now = [10.0]
    pages = Pages(timer=lambda: now[0])

    def page(since: str, following: str) -> Page:
        made = Page(since, b"x" * 8_000_000, following, False, now[0], clock.now())
        return pages.take(_place(since), now[0], lambda _: made)

    def walked(since: str) -> list[str]:
        return [page.following for page in pages.kept(_place(since))]

    page("a", "b"), page("b", "c"), page("c", "c")
    assert walked("a") == ["b", "c"]
    assert walked("c") == walked("elsewhere") == []
    page("d", "e"), page("e", "f")
    assert walked("a") == [], "there is room for 32 MB"
    assert walked("b") == ["c"]
    now[0] += LONGEST_SECONDS + 1
    page("f", "g")
    assert walked("b") == walked("d") == []
    assert walked("f") == ["g"]


def _place(cursor: str) -> tuple[UUID, UUID, str]:
    return UUID(int=1), UUID(int=2), cursor


def test_three_hundred_notices_become_a_few_messages() -> None:
    async def evening() -> list[str]:
        feed = Feed("postgresql://nobody@nowhere/none", _no_pages, _none_kept)
        organization, event = UUID(int=1), UUID(int=2)
        heard = list[str]()

        async def listen() -> None:
            async for message in feed.tell(organization, event):
                heard.append(message.split()[1].decode())

        listening = asyncio.create_task(listen())
        await asyncio.sleep(0.05)
        for _ in range(300):
            for news in feed._streams[f"{organization}:{event}"]:
                news.set()
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.6)
        feed.end_streams()
        await asyncio.wait_for(listening, 2)  # a stream ends by itself
        assert feed.streams == 0
        return heard

    heard = asyncio.run(evening())
    assert heard[0] == "hello"
    assert 2 <= heard.count("changed") <= 6


# Bodies


def send(served: Served, token: str, content: bytes, **headers: str) -> httpx.Response:
    with served.client(token) as client:
        return client.post("/sync/scans", content=content, headers=headers)


@given(
    junk=st.one_of(
        st.binary(max_size=300),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(st.text(max_size=8), inner, max_size=4)
            ),
            max_leaves=12,
        ).map(lambda value: repr(value).encode()),
    ),
    encoding=st.sampled_from(("", "gzip", "zstd", "br")),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_body_ever_breaks_the_server(
    evening: Evening, served: Served, junk: bytes, encoding: str
) -> None:
    evening.lists or evening.add_list()
    device = evening.device()
    headers = {"Content-Encoding": encoding} if encoding else {}
    answer = send(served, token_of(evening, device.id), junk, **headers)
    assert answer.status_code in (400, 413, 422), answer.text
    assert answer.json()["detail"]


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_batch_with_spoiled_entries_is_stored_whole_or_not_at_all(
    evening: Evening, served: Served, data: st.DataObject
) -> None:
    evening.lists or evening.add_list()
    device = evening.device()
    ticket = evening.issue()
    for at in range(3):
        device.scan(ticket.id, minutes(at))
    place = data.draw(st.integers(0, 2))
    name = data.draw(st.sampled_from(("body", "hash", "signature", "kind", "seq", "prev_hash")))
    value = data.draw(st.one_of(st.text(max_size=80), st.integers(-5, 5), st.none()))
    request = PushRequest(device_id=device.id, device_time=clock.now(), entries=device.entries)
    document: dict[str, Any] = request.model_dump(mode="json")
    document["entries"][place][name] = value
    before = len(evening.rows(JournalEntry))
    with served.client(token_of(evening, device.id)) as client:
        answer = client.post("/sync/scans", json=document)
    stored = len(evening.rows(JournalEntry)) - before
    if answer.status_code == 200:
        results = answer.json()["results"]
        assert stored == 3 == len(results)
        counted = {row.id for row in evening.rows(Scan, device_id=device.id)}
        fine = {r["entry_id"] for r in results if r["status"] == "stored"}
        assert {str(scan) for scan in counted} >= fine
    else:
        assert answer.status_code in (409, 422), answer.text
        assert stored == 0


def test_a_batch_that_is_too_large_is_refused_before_it_is_read(
    evening: Evening, served: Served, door: TestDevice
) -> None:
    answer = send(served, token_of(evening, door.id), b" " * (8 * 2**20 + 1))
    assert answer.status_code == 413


def test_a_leaked_token_reads_only_its_own_event(
    evening: Evening, served: Served, door: TestDevice
) -> None:
    token = token_of(evening, door.id)
    with served.client(token) as client:
        other = client.get("/sync/snapshot", params={"event": str(UUID(int=5))})
        lists = client.get("/contacts")
        events = client.get("/events")
    assert other.status_code == 403
    assert {lists.status_code, events.status_code} == {403}

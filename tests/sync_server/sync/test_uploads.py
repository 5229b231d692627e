"""Uploads that come at once are stored together, and each is answered as if it were alone."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import Request
from psycopg import errors as pg
from sqlalchemy import text
from sqlmodel import Session

from shared.protocol import Certificate, PushAnswer, PushRequest, ToldHead
from sync_server.domains.door import devices, journal
from sync_server.domains.door.models import Device, Scan
from sync_server.kernel import clock
from sync_server.kernel.errors import Conflict, Unavailable
from sync_server.kernel.secrets import new_token, token_hash
from sync_server.sync import uploads as module
from sync_server.sync.push import push
from sync_server.sync.uploads import Outcome, Store, Uploads, Waiting, storing
from tests.evening import Evening, TestDevice, minutes
from tests.serving import Served

HERE = UUID(int=1)
STORED = PushAnswer(
    server_time=clock.now(), database_id="1-1", epoch=1, results=[], expected_seq=1,
    confirmed=ToldHead(seq=0, hash=""),
)  # fmt: skip


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list()
    return evening


def batch(device: int, entries: int = 1, kind: str = "scan") -> PushRequest:
    return PushRequest.model_validate(
        {
            "device_id": UUID(int=device),
            "device_time": clock.now(),
            "entries": [
                {"seq": n + 1, "kind": kind, "body": "{}", "hash": "", "signature": ""}
                for n in range(entries)
            ],
        }
    )


def bring(uploads: Uploads, one: PushRequest) -> "asyncio.Task[PushAnswer]":
    http: Any = None
    return asyncio.create_task(uploads.bring(HERE, http, str(one.device_id), one))


def storing_after(go: threading.Event) -> Store:
    """Nothing is stored before; then everybody is told the same."""

    def store(_organization: UUID, group: Sequence[Waiting]) -> list[Outcome]:
        assert go.wait(5)
        return [Conflict("seen")] * len(group)

    return store


def groups_of(*batches: PushRequest) -> list[list[int]]:
    """How these are stored, where they come while the first is at work."""
    stored: list[list[int]] = []
    begun, go = threading.Event(), threading.Event()

    def store(_organization: UUID, group: Sequence[Waiting]) -> list[Outcome]:
        stored.append([waiting.batch.device_id.int for waiting in group])
        begun.set()
        assert go.wait(5)
        return [Conflict("seen")] * len(group)

    async def evening() -> None:
        uploads = Uploads(store, at_once=2)
        tasks = [bring(uploads, batches[0])]
        await asyncio.to_thread(begun.wait, 5)
        tasks += [bring(uploads, one) for one in batches[1:]]
        await asyncio.sleep(0.02)
        go.set()
        told = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(one, Conflict) for one in told)

    asyncio.run(evening())
    return stored


def test_what_comes_meanwhile_is_stored_together() -> None:
    assert groups_of(batch(1), batch(2), batch(3), batch(4)) == [[1], [2, 3, 4]]


def test_a_device_never_comes_twice_in_one_transaction() -> None:
    assert groups_of(batch(1), batch(2), batch(3), batch(2), batch(4)) == [[1], [2, 3], [2, 4]]


def test_what_the_audit_log_names_a_device_for_is_stored_alone() -> None:
    assert groups_of(batch(1), batch(2), batch(3, kind="payment"), batch(4)) == [
        [1], [2], [3], [4],
    ]  # fmt: skip


def test_a_certificate_that_comes_along_keeps_nobody_apart() -> None:
    """Every kiosk shows its own, in case the server was restored from before it was enrolled."""
    shown = Certificate(body="{}", signature="00")
    sent = [batch(n).model_copy(update={"certificate": shown}) for n in (1, 2, 3)]
    assert groups_of(*sent) == [[1], [2, 3]]


@pytest.mark.parametrize("spoiled", [False, True])
def test_a_long_batch_is_read_while_it_waits(
    monkeypatch: pytest.MonkeyPatch, spoiled: bool
) -> None:
    """Of a device that is known by now; one that cannot be read takes nothing from the others."""
    begun, read, real = threading.Event(), threading.Event(), journal.read
    seen: list[object] = []

    def reading(request: PushRequest) -> list[journal.Read]:
        if request.device_id.int != 2:
            return real(request)
        read.set()
        if spoiled:
            raise ValueError("a bug that one upload brings out")
        return real(request)

    def store(_organization: UUID, group: Sequence[Waiting]) -> list[Outcome]:
        if group[0].batch.device_id.int == 1:
            begun.set()
            seen.append(read.wait(5))
        for waiting in group:
            with contextlib.suppress(ValueError):
                seen.append(len(waiting.read()))
        return [STORED] * len(group)

    async def evening() -> None:
        uploads = Uploads(store, at_once=1)
        monkeypatch.setattr(journal, "read", real)
        await bring(uploads, batch(2))
        monkeypatch.setattr(journal, "read", reading)
        tasks = [bring(uploads, batch(1))]
        await asyncio.to_thread(begun.wait, 5)
        tasks += [bring(uploads, batch(2, 200)), bring(uploads, batch(3))]
        await asyncio.gather(*tasks)

    asyncio.run(evening())
    assert seen == [1, True, 1, *([] if spoiled else [200]), 1]


def test_nothing_is_read_ahead_for_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand signatures are a tenth of a second of work that nobody has asked for."""
    ahead: list[bool] = []

    def store(_organization: UUID, group: Sequence[Waiting]) -> list[Outcome]:
        ahead.extend(waiting.reading is not None for waiting in group)
        return [Conflict("not enrolled")] * len(group)

    async def evening() -> None:
        uploads = Uploads(store, at_once=1)
        for _ in range(2):
            await asyncio.gather(bring(uploads, batch(1, 200)), return_exceptions=True)

    asyncio.run(evening())
    assert ahead == [False, False]


def test_not_more_than_a_thousand_entries_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 5)
    assert groups_of(batch(1), batch(2, 500), batch(3, 450), batch(4, 100)) == [[1], [2, 3], [4]]


def test_who_would_wait_for_long_is_told_when_to_come_back() -> None:
    go = threading.Event()

    async def evening() -> list[object]:
        uploads = Uploads(storing_after(go), at_once=1)
        tasks = [bring(uploads, batch(n, 500)) for n in range(1, 9)]
        await asyncio.sleep(0.02)
        go.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    told = asyncio.run(evening())
    assert [type(one) for one in told] == [Conflict] * 2 + [Unavailable] * 6
    seconds = [int(one.headers["Retry-After"]) for one in told if isinstance(one, Unavailable)]
    assert seconds == sorted(seconds), "one after the other, not all at the same moment"
    assert (seconds[0], seconds[-1]) == (1, 2)
    exact = [one.more["retry_after"] for one in told if isinstance(one, Unavailable)]
    assert exact == sorted(exact), "to the tenth of a second"
    assert len(set(exact)) > 2


def test_a_long_queue_does_not_stand_in_its_own_way() -> None:
    """However slow this machine is, a kiosk's next batch is here while one is stored; no third."""
    go = threading.Event()

    async def evening() -> list[object]:
        uploads = Uploads(storing_after(go), at_once=1)
        uploads._per_second = 300.0
        tasks = [bring(uploads, batch(n, 1_000)) for n in (1, 1, 1, 2)]
        await asyncio.sleep(0.02)
        go.set()
        told = await asyncio.gather(*tasks, return_exceptions=True)
        return [*told, await asyncio.gather(bring(uploads, batch(2)), return_exceptions=True)]

    told = asyncio.run(evening())
    assert [type(one) for one in told[:4]] == [Conflict, Conflict, Unavailable, Unavailable]
    assert [type(one) for one in told[4]] == [Conflict], "what was stored stands in nobody's way"  # type: ignore[attr-defined]


def test_a_quiet_hour_says_nothing_of_how_much_goes_at_once() -> None:
    """One scan now and then takes as long as fifty together: no reason to turn the fifty away."""

    def store(_organization: UUID, group: Sequence[Waiting]) -> list[Outcome]:
        time.sleep(0.01)
        return [Conflict("seen")] * len(group)

    async def evening() -> list[object]:
        uploads = Uploads(store, at_once=1)
        for _ in range(40):
            await asyncio.gather(bring(uploads, batch(1)), return_exceptions=True)
        tasks = [bring(uploads, batch(number, 3)) for number in range(1, 121)]
        return await asyncio.gather(*tasks, return_exceptions=True)

    assert {type(told) for told in asyncio.run(evening())} == {Conflict}


@pytest.mark.parametrize(
    ("problem", "asked"),
    [
        (pg.DeadlockDetected("two waited for each other"), [3, 1, 1, 1]),
        (ValueError("a bug that one upload brings out"), [3, 1, 1, 1]),
        (pg.OperationalError("the connection is gone"), [3]),
    ],
)
def test_a_group_that_fails_is_stored_one_by_one_unless_the_database_is_gone(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, asked: list[int]
) -> None:
    sizes: list[int] = []

    def together(_d: Any, _b: Any, _organization: UUID, group: Sequence[Waiting]) -> list[Outcome]:
        sizes.append(len(group))
        if len(group) > 1 or group[0].batch.device_id.int == 2:
            raise problem
        return [Conflict("stored")]

    monkeypatch.setattr(module, "_store_together", together)
    anything: Any = None
    loop = asyncio.new_event_loop()
    group = [Waiting(anything, "", batch(n), loop.create_future()) for n in (1, 2, 3)]
    outcomes = storing(anything, anything)(HERE, group)
    loop.close()
    assert sizes == asked
    whole = [problem, problem, problem] if asked == [3] else [outcomes[0], problem, outcomes[2]]
    assert outcomes == whole


def test_who_must_be_made_again_from_a_certificate_is_stored_alone(evening: Evening) -> None:
    """A neighbour brings a dead door's scans to a server restored from before it was enrolled."""
    courier, dead, door = (evening.device(name) for name in ("Courier", "Dead", "Door"))
    with evening.session() as session:
        row = session.get(Device, (evening.organization_id, dead.id))
        assert row is not None
        certificate = devices.certificate_of(evening.box, row, minutes(0))
        session.delete(row)
    tokens = {one.id: token_of(evening, one) for one in (courier, door)}
    for number, one in enumerate((dead, door)):
        one.scan(evening.issue().id, minutes(number))
    sent = [
        (courier, PushRequest(device_id=dead.id, device_time=minutes(9), entries=dead.entries,
                              certificate=certificate)),
        (door, PushRequest(device_id=door.id, device_time=minutes(9), entries=door.entries)),
    ]  # fmt: skip
    group = [(tokens[one.id], batch) for one, batch in sent]
    outcomes = stored(evening, group)
    assert [type(outcome) for outcome in outcomes] == [PushAnswer, PushAnswer]
    with evening.session() as session:
        made_by = session.execute(
            text("SELECT actor_device_id FROM audit_logs WHERE action = 'insert'"
                 " AND entity_type = 'devices' AND entity_id = :id ORDER BY seq DESC LIMIT 1"),
            {"id": dead.id},
        ).scalar_one()  # fmt: skip
        assert made_by == courier.id


def stored(evening: Evening, group: Sequence[tuple[str, PushRequest]]) -> list[Outcome]:
    """What becomes of batches that wait together, each with its sender's token."""
    loop, http = asyncio.new_event_loop(), Request({"type": "http", "headers": []})
    waiting = [Waiting(http, token, batch, loop.create_future()) for token, batch in group]
    outcomes = storing(evening.database, evening.box)(evening.organization_id, waiting)
    loop.close()
    return outcomes


def test_one_entry_id_from_two_doors_at_once_counts_once(evening: Evening) -> None:
    """In one group neither sees the other; the second is told when each is stored alone."""
    first, second = evening.device(), evening.device()
    scan = first.scan(evening.issue().id, minutes(0))
    second.scan(evening.issue().id, minutes(1), entry_id=scan.entry_id)
    outcomes = stored(evening, [(token_of(evening, one), upload(one)) for one in (first, second)])
    assert told(outcomes) == [("stored", None), ("quarantined", "id_reused")]
    assert len(evening.rows(Scan)) == 1


def test_one_entry_id_from_two_workers_at_once_counts_once(evening: Evening) -> None:
    """The second waits for the first one's row, fails, and looks again."""
    first, second = evening.device(), evening.device()
    scan = first.scan(evening.issue().id, minutes(0))
    second.scan(evening.issue().id, minutes(1), entry_id=scan.entry_id)
    token = token_of(evening, second)
    with ThreadPoolExecutor(1) as worker, evening.session() as session:
        push(session, evening.box, [first.upload(first.entries)], minutes(2))
        outcome = worker.submit(stored, evening, [(token, upload(second))])
        while not is_waited_for(session):
            time.sleep(0.01)
        session.commit()
        assert told(outcome.result()) == [("quarantined", "id_reused")]
    assert len(evening.rows(Scan)) == 1


def is_waited_for(session: Session) -> bool:
    """Whether somebody waits for this transaction to end."""
    found = session.execute(
        text("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted"
             " AND transactionid = CAST(CAST(pg_current_xact_id() AS text) AS xid))")
    )  # fmt: skip
    return bool(found.scalar_one())


def upload(door: TestDevice) -> PushRequest:
    return PushRequest(device_id=door.id, device_time=minutes(9), entries=door.entries)


def told(outcomes: Sequence[Outcome]) -> list[tuple[str, str | None]]:
    return [
        (result.status, result.quarantined_reason)
        for outcome in outcomes
        if isinstance(outcome, PushAnswer)
        for result in outcome.results
    ]


def test_forty_doors_at_once_over_http(evening: Evening, served: Served) -> None:
    doors = [evening.device() for _ in range(40)]
    tickets = [evening.issue() for _ in range(40)]
    tokens = []
    for door, ticket in zip(doors, tickets, strict=True):
        door.scan(ticket.id, minutes(1))
        tokens.append(token_of(evening, door))
    tokens[7] = new_token("usd", evening.organization_id)  # nobody's

    def send(number: int) -> httpx.Response:
        request = PushRequest(
            device_id=doors[number].id, device_time=clock.now(), entries=doors[number].entries
        )
        with served.client(tokens[number]) as client:
            return client.post(
                "/sync/scans", content=request.model_dump_json(),
                headers={"Content-Type": "application/json"},
            )  # fmt: skip

    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(send, range(40)))
    assert [a.status_code for a in answers] == [401 if n == 7 else 200 for n in range(40)]
    assert answers[7].json()["error"] == "unauthenticated"
    for number, answer in enumerate(answers):
        if number != 7:
            told = PushAnswer.model_validate(answer.json())
            assert [r.status for r in told.results] == ["stored"]
            assert told.confirmed.seq == 1
    with evening.session() as session:
        assert session.execute(text("SELECT count(*) FROM check_ins")).scalar_one() == 39


def token_of(evening: Evening, door: TestDevice) -> str:
    """A token by which the server knows the device."""
    token = new_token("usd", evening.organization_id)
    with evening.session() as session:
        row = session.get(Device, (evening.organization_id, door.id))
        assert row is not None
        row.token_hash = token_hash(token)
    return token

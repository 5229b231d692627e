"""Neighbours on one network, without any server: real sockets, real journals."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from desktop import enrolment
from desktop.storage.journal import Journal
from desktop.sync import lan, upload
from desktop.sync.peers import Channel, Me, Refused, greet
from shared.admission import Reason
from shared.ids import uuid7
from shared.ledger import Status
from sync_server.domains.door import devices
from sync_server.domains.door.models import Device, Scan
from sync_server.kernel import clock as server_clock
from tests.door import Door
from tests.evening import Evening
from tests.serving import Served


@pytest.fixture
def doors(tmp_path: Path, evening: Evening, served: Served) -> Iterator[Callable[[str], Door]]:
    opened: list[Door] = []

    def make(name: str, *, sync: bool = True) -> Door:
        door = Door(tmp_path / name, evening, served.url, name)
        opened.append(door)
        if sync:
            assert door.engine.sync_once().problems == ()
        return door

    yield make
    for door in opened:
        door.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, "COMPARE_SECONDS", 0.3)
    monkeypatch.setattr(lan, "_DIAL_SECONDS", 0.2)


def until(true: Callable[[], Any], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def knows(door: Door, entries: int) -> bool:
    row = door.database.one("SELECT count(*) FROM scans WHERE verdict = 'accepted'")
    return row == (entries,)


def meet(*doors: Door) -> None:
    """Everybody talks to everybody who was there before."""
    for place, door in enumerate(doors):
        door.open_lan(*doors[:place])
    for door in doors:
        until(lambda d=door: len(d.neighbours.devices) == len(doors) - 1)  # type: ignore[misc]


def test_a_second_door_refuses_with_no_server_anywhere(
    doors: Callable[[str], Door], evening: Evening, served: Served
) -> None:
    ticket = evening.issue()
    a, b = doors("a"), doors("b")
    meet(a, b)
    assert a.show(ticket.ticket_code) == (Status.ACCEPTED, None)
    until(lambda: knows(b, 1), seconds=6)  # told at once: all is compared only every ten
    assert b.show(ticket.ticket_code) == (Status.REFUSED, Reason.ALREADY_INSIDE)
    assert evening.rows(Scan) == []


def test_what_happened_apart_is_told_when_they_meet_again(
    doors: Callable[[str], Door], evening: Evening, quick: None
) -> None:
    tickets = [evening.issue() for _ in range(6)]
    a, b = doors("a"), doors("b")
    meet(a, b)
    a.show(tickets[0].ticket_code)
    until(lambda: knows(b, 1))
    a.close_lan()
    until(lambda: not b.neighbours.devices)
    for ticket in tickets[1:3]:
        a.show(ticket.ticket_code)
    for ticket in tickets[3:]:
        b.show(ticket.ticket_code)
    a.open_lan(b)
    until(lambda: knows(a, 6) and knows(b, 6))
    for door in (a, b):
        for ticket in tickets:
            assert door.show(ticket.ticket_code)[0] is Status.REFUSED


def test_one_in_between_passes_on(
    doors: Callable[[str], Door], evening: Evening, quick: None
) -> None:
    ticket, later = evening.issue(), evening.issue()
    a, b, c = doors("a"), doors("b"), doors("c")
    a.show(ticket.ticket_code)
    a.open_lan()
    b.open_lan(a)
    c.open_lan(b)
    until(lambda: knows(c, 1))
    a.show(later.ticket_code)
    until(lambda: knows(c, 2), seconds=6)
    assert c.neighbours.devices == {b.enrolled.identity.device_id}


def test_thousands_missed_are_caught_up(
    doors: Callable[[str], Door], evening: Evening, quick: None
) -> None:
    tickets = [evening.issue(holder=f"Guest {n}") for n in range(700)]
    a, b = doors("a"), doors("b")
    for ticket in tickets[:600]:
        a.show(ticket.ticket_code)
    for ticket in tickets[600:]:
        b.show(ticket.ticket_code)
    meet(a, b)
    until(lambda: knows(a, 700) and knows(b, 700), seconds=20)
    # Once told, nothing is told again.
    until(lambda: (a.neighbours.learnt, b.neighbours.learnt) == (100, 600))
    time.sleep(1)
    assert (a.neighbours.learnt, b.neighbours.learnt) == (100, 600)


def test_a_dead_doors_scans_reach_the_server_through_a_neighbour(
    doors: Callable[[str], Door],
    evening: Evening,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upload, "ESCROW_AFTER_MS", -1_000)
    ticket = evening.issue()
    a, b = doors("a"), doors("b")
    meet(a, b)
    a.show(ticket.ticket_code)
    until(lambda: knows(b, 1))
    a.close()
    report = b.engine.sync_once()
    assert (report.brought, report.problems) == (1, ())
    (scan,) = evening.rows(Scan)
    assert scan.device_id == a.enrolled.identity.device_id
    with evening.session() as session:
        dead = session.get(Device, (evening.organization_id, scan.device_id))
        received = session.execute(text("SELECT received_from FROM journal_entries")).scalar()
    assert dead is not None
    assert received == b.enrolled.identity.device_id
    assert b.engine.sync_once().brought == 0


def test_who_was_enrolled_later_is_known_by_its_certificate(
    doors: Callable[[str], Door], evening: Evening
) -> None:
    ticket = evening.issue()
    a = doors("a")
    b = doors("b")  # a has not fetched its list since
    meet(a, b)
    b.show(ticket.ticket_code)
    until(lambda: knows(a, 1))
    kept = Journal(a.database).setting(f"certificate:{b.enrolled.identity.device_id}")
    assert kept is not None


def test_a_revoked_neighbour_is_turned_away(
    doors: Callable[[str], Door], evening: Evening, quick: None
) -> None:
    ticket = evening.issue()
    a, b = doors("a"), doors("b")
    a.engine.sync_once()
    meet(a, b)
    with evening.session() as session:
        row = session.get(Device, (evening.organization_id, b.enrolled.identity.device_id))
        assert row is not None
        devices.revoke(session, row, "stolen", server_clock.now())
    a.engine.sync_once()
    until(lambda: a.neighbours.refused)
    assert a.neighbours.refused[0][1] == "The organizer revoked it."
    b.show(ticket.ticket_code)
    time.sleep(0.5)
    assert knows(a, 0)
    assert a.show(ticket.ticket_code)[0] is Status.ACCEPTED


# Rogues


async def _call(
    port: int, me: Me, *, lie: Callable[[Channel], Any] | None = None, key: bytes = b"k" * 32
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        channel = await greet(reader, writer, me, lambda _id, _c: key, first=True)
        if lie is not None:
            await lie(channel)
        while True:
            await channel.receive()
    finally:
        writer.close()


def rogue(door: Door, me: Me, lie: Callable[[Channel], Any] | None, key: bytes) -> None:
    assert door.lan is not None
    with pytest.raises((OSError, EOFError, Refused)):
        asyncio.run(asyncio.wait_for(_call(door.lan.port, me, lie=lie, key=key), 5))


def me_of(door: Door) -> Me:
    return enrolment.among_neighbours(door.gate)[0]


def public(door: Door) -> bytes:
    return door.enrolled.identity.key.public_key().public_bytes_raw()


def test_nobody_without_an_enrolment_is_talked_to(
    doors: Callable[[str], Door], evening: Evening
) -> None:
    a = doors("a")
    a.open_lan()
    stranger = Me(uuid7(0, b"x" * 10), evening.event_id, Ed25519PrivateKey.generate(), None)
    rogue(a, stranger, None, public(a))
    until(lambda: a.neighbours.refused == (("127.0.0.1", "It is not enrolled for this event."),))


def test_another_key_under_a_known_name_is_found_out(
    doors: Callable[[str], Door], evening: Evening
) -> None:
    a, b = doors("a"), doors("b")
    a.engine.sync_once()
    a.open_lan()
    thief = Me(b.enrolled.identity.device_id, evening.event_id, Ed25519PrivateKey.generate(), None)
    rogue(a, thief, None, public(a))
    until(lambda: a.neighbours.refused == (("127.0.0.1", "It did not prove who it is."),))


def _altered(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "body": entry["body"].replace('"persons":1', '"persons":2')}


def _disguised(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "seq": entry["seq"] + 5}


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_altered, "It sent an entry that was altered."),
        (_disguised, "It sent an entry that is not what it says."),
        (lambda entry: {**entry, "signature": "00" * 64}, "It sent an entry that was altered."),
        (lambda _entry: {"nothing": 1}, "It sent an entry that makes no sense."),
        (lambda _entry: None, "It sent an entry that makes no sense."),
    ],
    ids=["altered", "disguised", "forged", "nothing known", "nothing"],
)
def test_an_enrolled_liar_changes_nothing(
    doors: Callable[[str], Door],
    evening: Evening,
    spoil: Callable[[dict[str, Any]], Any],
    why: str,
) -> None:
    ticket, other = evening.issue(), evening.issue()
    a, b = doors("a"), doors("b")
    b.show(ticket.ticket_code)
    b.show(other.ticket_code)
    row = b.database.all("SELECT hash FROM entries ORDER BY seq")
    good, bad = Journal(b.database).by_hash([bytes(r[0]) for r in row])
    a.open_lan()

    async def lie(channel: Channel) -> None:
        await channel.send({"type": "entries", "entries": [good, spoil(bad)]})

    rogue(a, me_of(b), lie, public(a))
    until(lambda: a.neighbours.refused == (("127.0.0.1", why),))
    assert knows(a, 0)


@pytest.mark.parametrize(
    "message",
    [{}, {"type": "sums", "sums": 5}, {"type": "hashes", "device": "x", "hashes": {"y": ["zz"]}},
     {"type": "stretches", "device": None, "sums": [1]}, {"type": "entries", "entries": 7}],
)  # fmt: skip
def test_nonsense_ends_the_conversation_and_nothing_else(
    doors: Callable[[str], Door], evening: Evening, message: dict[str, Any]
) -> None:
    a, b = doors("a"), doors("b")
    a.open_lan()

    async def lie(channel: Channel) -> None:
        await channel.send(message)

    rogue(a, me_of(b), lie, public(a))
    until(lambda: a.neighbours.refused)
    assert a.lan is not None
    assert a.lan.is_alive()


def test_a_repeated_frame_is_noticed(doors: Callable[[str], Door], evening: Evening) -> None:
    a, b = doors("a"), doors("b")
    a.open_lan()

    async def lie(channel: Channel) -> None:
        channel._sent -= 1
        await channel.send({"type": "sums", "sums": {}})

    rogue(a, me_of(b), lie, public(a))
    why = "It repeated, dropped or sent back a message."
    until(lambda: a.neighbours.refused == (("127.0.0.1", why),))


def test_a_flood_is_cut_off(
    doors: Callable[[str], Door], evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lan, "_MOST_BYTES_A_MINUTE", 200_000)
    a, b = doors("a"), doors("b")
    a.open_lan()

    async def lie(channel: Channel) -> None:
        for _ in range(1_000):
            await channel.send({"type": "sums", "sums": {"x" * 1000: [1, "00"]}})

    rogue(a, me_of(b), lie, public(a))
    until(lambda: a.neighbours.refused)
    assert a.neighbours.refused[0][1] == "It sends more than a door can have to say."


def test_noise_on_the_port_is_harmless(doors: Callable[[str], Door], evening: Evening) -> None:
    a = doors("a")
    port = a.open_lan().port

    async def shout(noise: bytes) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(noise)
        await reader.read(100_000)
        writer.close()

    asyncio.run(asyncio.wait_for(shout(b"GET / HTTP/1.1\r\nHost: kiosk\r\n\r\n"), 5))
    until(lambda: a.neighbours.refused)
    assert a.lan is not None
    assert a.lan.is_alive()

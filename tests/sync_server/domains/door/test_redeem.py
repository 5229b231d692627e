"""Redeems that come at the same moment: decided together as they would be one after the other."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import LockNotAvailable
from sqlalchemy import text

from shared import certificates, chain
from shared.protocol import Certificate, RedeemAnswer, RedeemRequest
from sync_server.domains.door import devices, judged_again, ledger
from sync_server.domains.door.models import CheckIn, Device, JournalEntry, Scan
from sync_server.domains.door.service import Outcome, redeem, redeem_together
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import clock, secrets
from sync_server.kernel.auth import DEVICE
from sync_server.kernel.errors import Conflict, NotFound
from sync_server.kernel.records import DomainEvent
from sync_server.kernel.statements import without_waiting
from tests.evening import Evening, minutes
from tests.serving import Served


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list()
    return evening


def asks(evening: Evening, ticket: Ticket | None, **more: Any) -> RedeemRequest:
    list_id = more.pop("list_id", None) or evening.lists["Main entrance"]
    credential = (ticket.qr_payload if ticket else None) or "NOBODY"
    return RedeemRequest(list_id=list_id, credential=credential, **more)


def told(outcomes: Sequence[Outcome | None]) -> list[str | None]:
    """The reason, or the status where there is none; what was refused by its class."""
    return [
        one.reason or one.status.value
        if isinstance(one, RedeemAnswer)
        else type(one).__name__
        if one
        else None
        for one in outcomes
    ]


def together(evening: Evening, *requests: RedeemRequest) -> list[Outcome | None]:
    with evening.session() as session:
        return redeem_together(session, evening.box, requests, minutes(1))


def redeem_in(evening: Evening, request: RedeemRequest) -> RedeemAnswer:
    with evening.session() as session:
        return redeem(session, evening.box, request, minutes(1))


def one_after_the_other(evening: Evening, requests: Sequence[RedeemRequest]) -> list[Any]:
    answers = []
    for request in requests:
        with evening.session() as session:
            answers.append(redeem(session, evening.box, request, minutes(1)))
    return answers


def in_groups(evening: Evening, requests: Sequence[RedeemRequest]) -> list[Any]:
    """As the server's line does it: what is left over comes first the next time."""
    answers: dict[int, Outcome] = {}
    waiting = list(range(len(requests)))
    while waiting:
        outcomes = together(evening, *(requests[place] for place in waiting))
        assert outcomes[0] is not None, "the first is always decided"
        answers |= {n: o for n, o in zip(waiting, outcomes, strict=True) if o is not None}
        waiting = [place for place in waiting if place not in answers]
    return [answers[place] for place in range(len(requests))]


def test_guests_who_come_together_are_written_one_after_the_other(evening: Evening) -> None:
    guests = [evening.issue(holder_name=f"Guest {n}") for n in range(4)]
    outcomes = together(evening, *(asks(evening, guest) for guest in guests), asks(evening, None))

    assert told(outcomes) == ["accepted"] * 4 + ["unknown"]
    assert [o.ticket and o.ticket.holder_name for o in outcomes if isinstance(o, RedeemAnswer)] == [
        "Guest 0", "Guest 1", "Guest 2", "Guest 3", None,
    ]  # fmt: skip
    assert {row.ticket_id for row in evening.rows(CheckIn)} == {guest.id for guest in guests}
    assert_the_chains_hold(evening, 5)


def test_who_shows_the_same_ticket_again_waits_for_the_first(evening: Evening) -> None:
    guest, other = evening.issue(), evening.issue()
    twice = asks(evening, guest)
    assert told(together(evening, twice, twice, asks(evening, other))) == [
        "accepted", None, "accepted",
    ]  # fmt: skip
    assert told(together(evening, twice)) == ["already_inside"]
    assert len(evening.rows(CheckIn)) == 2


def test_a_scan_id_that_comes_twice_is_answered_twice_and_written_once(evening: Evening) -> None:
    guest, scan_id = evening.issue(), clock.new_id()
    again = asks(evening, guest, scan_id=scan_id)
    first, second = in_groups(evening, [again, again])
    assert first == second
    stranger = asks(evening, evening.issue(), scan_id=scan_id)
    assert told(in_groups(evening, [stranger, asks(evening, evening.issue())])) == [
        Conflict.__name__, "accepted",
    ]  # fmt: skip
    assert len(evening.rows(Scan)) == 2


def test_what_is_wrong_with_one_is_told_to_that_one_alone(evening: Evening) -> None:
    nowhere = asks(evening, evening.issue(), list_id=clock.new_id())
    good = [asks(evening, evening.issue()) for _ in range(2)]
    assert told(together(evening, good[0], nowhere, good[1])) == [
        "accepted", NotFound.__name__, "accepted",
    ]  # fmt: skip


def test_where_there_is_room_for_one_more_one_gets_in(evening: Evening) -> None:
    small = evening.add_list("Loge", capacity=1, capacity_mode="refuse")
    guests = [asks(evening, evening.issue(), list_id=small) for _ in range(3)]
    main = asks(evening, evening.issue())
    assert told(together(evening, *guests)) == ["accepted", None, None]
    assert told(together(evening, main, *guests[1:])) == ["accepted", None, None]
    assert told(in_groups(evening, guests[1:])) == ["full", "full"]


def test_a_ticket_that_is_being_judged_elsewhere_is_waited_for(evening: Evening) -> None:
    """An upload of a kiosk, say; deciding meanwhile would let both in (ledger rule 2)."""
    guest = evening.issue()
    key = (evening.lists["Main entrance"], guest.id)
    with evening.session() as upload:
        with without_waiting(upload) as batch:
            ledger.lock(batch, [key])
        with evening.session() as session:
            session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            with pytest.raises(LockNotAvailable):
                redeem_together(session, evening.box, [asks(evening, guest)], minutes(1))
            session.rollback()


def test_who_decides_meanwhile_writes_another_chain(evening: Evening) -> None:
    """Several workers need not wait for one another; the chains are few, and are used again."""
    nobody, chains = asks(evening, None), devices.server_ids(evening.organization_id)

    @contextmanager
    def deciding(workers: int) -> Iterator[Any]:
        """So many have decided and not yet committed; a session for one more."""
        with ExitStack() as stack:
            for _ in range(workers):
                session = stack.enter_context(evening.session())
                redeem(session, evening.box, nobody, minutes(1))
            yield stack.enter_context(evening.session())

    for others in range(len(chains)):
        with deciding(others) as session:
            redeem(session, evening.box, nobody, minutes(1))
    lengths = [len(evening.rows(JournalEntry, device_id=device_id)) for device_id in chains]
    assert lengths == [4, 3, 2, 1]
    assert_the_chains_hold(evening, sum(lengths))

    with deciding(len(chains)) as late:
        late.execute(text("SET LOCAL lock_timeout = '100ms'"))
        with pytest.raises(LockNotAvailable):
            redeem(late, evening.box, nobody, minutes(1))
        late.rollback()


def test_kiosks_can_prove_the_servers_own_scans(evening: Evening) -> None:
    """After a restore from before its first one they bring them back (ledger rules 5 and 16)."""
    redeem_in(evening, asks(evening, None))
    server = devices.server_ids(evening.organization_id)[0]
    [row] = evening.rows(Device, id=server)
    certificate = Certificate.model_validate_json(row.certificate)
    key = evening.box.server_key(evening.organization_id).public_key().public_bytes_raw()
    claims = certificates.proven(certificate, key)
    assert claims is not None
    assert (claims.device_id, claims.public_key) == (server, key)


def test_a_wristband_is_linked_by_itself(evening: Evening) -> None:
    linked = asks(evening, evening.issue(), wristband="04A1B2C3D4E5F6")
    plain = asks(evening, evening.issue())
    assert told(together(evening, plain, linked)) == ["accepted", None]
    assert told(together(evening, linked, plain)) == ["accepted", None]
    assert len(evening.rows(DomainEvent, event_type="ticket.checked_in")) == 2, "each told once"
    assert told(together(evening, RedeemRequest(
        list_id=evening.lists["Main entrance"], credential="04a1b2c3d4e5f6", medium="nfc",
    ))) == ["already_inside"]  # fmt: skip


shown = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.sampled_from(["entry", "exit"])),
    min_size=2,
    max_size=9,
)


@given(shown)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_together_is_as_one_after_the_other(
    evening: Evening, presented: list[tuple[int, int, str]]
) -> None:
    lists = [evening.lists["Main entrance"], evening.lists.get("Bar") or bar(evening)]
    answers = []
    for way in (one_after_the_other, in_groups):
        tickets = [evening.issue(admits=admits) for admits in (1, 1, 3)]
        requests = [
            asks(evening, tickets[who], list_id=lists[where], direction=direction, persons=1)
            for who, where, direction in presented
        ]
        told = [comparable(answer) for answer in way(evening, requests)]
        answers.append((told, stays(evening, tickets)))
        with evening.session() as session:
            judged_again.tickets(session, [ticket.id for ticket in tickets])
        assert stays(evening, tickets) == answers[-1][1], "as the ledger reads it from the database"
    assert answers[0] == answers[1]


def bar(evening: Evening) -> UUID:
    return evening.add_list("Bar", entry_policy="reentry")


def stays(evening: Evening, tickets: Sequence[Ticket]) -> list[Any]:
    """What the ledger wrote of each ticket."""
    rows = [row for ticket in tickets for row in evening.rows(CheckIn, ticket_id=ticket.id)]
    place = {ticket.id: n for n, ticket in enumerate(tickets)}
    return sorted(
        (place[row.ticket_id], str(row.check_in_list_id), row.persons, row.persons_out,
         row.is_present)
        for row in rows
    )  # fmt: skip


def comparable(answer: RedeemAnswer) -> Any:
    passage = answer.passage
    assert passage is not None
    return (answer.status, answer.reason, answer.places_left, passage.inside, passage.entries,
            passage.exits)  # fmt: skip


def assert_the_chains_hold(evening: Evening, length: int) -> None:
    """Of all the devices that the server is here; `length`: of all together."""
    entries = sorted(evening.rows(JournalEntry), key=lambda entry: entry.seq)
    assert len(entries) == length
    key = evening.box.server_key(evening.organization_id).public_key().public_bytes_raw()
    for device_id in {entry.device_id for entry in entries}:
        own = [entry for entry in entries if entry.device_id == device_id]
        assert [entry.seq for entry in own] == list(range(1, len(own) + 1))
        links = [chain.Link(e.seq, e.body, e.prev_hash, e.hash, e.signature) for e in own]
        assert chain.verify(device_id, key, links) is None


def test_eight_turnstiles_let_one_ticket_in_once(evening: Evening, served: Served) -> None:
    """With a token that is none among them, which is told so and stops nobody."""
    same = asks(evening, evening.issue()).model_dump(mode="json")
    own = [asks(evening, evening.issue()).model_dump(mode="json") for _ in range(8)]
    wrong = f"{evening.api_key[:-4]}0000"

    def work(body: dict[str, Any]) -> list[Any]:
        with served.client(evening.api_key) as good, served.client(wrong) as bad:
            return [
                good.post("/check-ins/redeem", json=same).json()["status"],
                good.post("/check-ins/redeem", json=body).json()["status"],
                bad.post("/check-ins/redeem", json=body).status_code,
            ]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(work, own))
    assert sorted(first for first, _, _ in answers) == ["accepted"] + ["refused"] * 7
    assert {tuple(rest) for _, *rest in answers} == {("accepted", 401)}
    assert_the_chains_hold(evening, 16)


def test_a_device_redeems_at_its_own_event_only(evening: Evening, served: Served) -> None:
    """Of an organization with two events; among requests that are decided together, too."""
    ticket = evening.issue()
    elsewhere, nowhere = (evening.device(name) for name in ("Sunday", "Spare"))
    here = evening.device("Here")
    tokens = {}
    with evening.session() as session:
        for device, event_id in ((here, evening.event_id), (elsewhere, None), (nowhere, None)):
            tokens[device.id] = secrets.new_token(DEVICE, evening.organization_id)
            row = session.get_one(Device, (evening.organization_id, device.id))
            row.token_hash = secrets.token_hash(tokens[device.id])
            row.event_id = event_id
        session.flush()
        session.execute(
            text("INSERT INTO events (organization_id, id, name, starts_at, ends_at, timezone,"
                 " currency, status) SELECT organization_id, :id, 'Sunday', starts_at, ends_at,"
                 " timezone, currency, status FROM events"), {"id": elsewhere.id},
        )  # fmt: skip
        session.execute(text("UPDATE devices SET event_id = id WHERE name = 'Sunday'"))
    body = asks(evening, ticket).model_dump(mode="json")

    def work(device_id: UUID) -> tuple[int, str | None]:
        with served.client(tokens[device_id]) as client:
            answer = client.post("/check-ins/redeem", json=body)
        return answer.status_code, answer.json().get("error") or answer.json().get("status")

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(work, [elsewhere.id, nowhere.id, here.id]))
    assert answers == [(403, "other_event"), (403, "other_event"), (200, "accepted")]


@pytest.mark.parametrize("chip", ["08A1B2C3", "08:a1:b2:c3", "00000000", "00 00 00 00 00 00 00"])
def test_a_phone_is_linked_to_nobody(evening: Evening, served: Served, chip: str) -> None:
    """It has another number at each tap; the guest would be sent away at the next door."""
    kind = evening.add_type("Pass", requires_wristband=True)
    asking = asks(evening, evening.issue(ticket_type_id=kind), wristband=chip)
    with served.client(evening.api_key) as client:
        answer = client.post("/check-ins/redeem", json=asking.model_dump(mode="json"))

    assert answer.status_code == 422
    assert "another number at each tap" in answer.text
    assert evening.rows(Scan) == []

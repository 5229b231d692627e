"""The gate: durable before it is shown, undone with a reason, honest about what it knows."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.door.desk import Desk, LastOwn, NothingToUndo
from desktop.door.gate import Presentation
from desktop.door.numbers import Counter
from desktop.door.search import TicketSearch
from desktop.storage.database import DiskFull, StorageError
from desktop.storage.journal import Journal
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, ReplicaWriter
from shared import chain
from shared.admission import Reason
from shared.chain import Link
from shared.credentials import Medium, from_text
from shared.ledger import Direction, Status
from sync_server.domains.door.models import CheckInQuestion, Zone
from sync_server.domains.sales.catalog.models import Product
from sync_server.domains.sales.tickets.models import Ticket
from tests.evening import Evening, minutes
from tests.kiosk import KEY, BareKiosk


@pytest.fixture
def kiosk(evening: Evening, tmp_path: Path) -> BareKiosk:
    return BareKiosk.open(
        tmp_path, evening.event_id, evening.gate_id, [evening.add_list()], minutes(0)
    )


def undo(kiosk: BareKiosk, reason: str) -> LastOwn:
    last = Desk(kiosk.gate).last_own()
    assert last is not None
    Desk(kiosk.gate).undo(last, reason)
    return last


def show(kiosk: BareKiosk, ticket: Ticket, **more: object) -> tuple[Status, Reason | None]:
    credential = from_text(ticket.qr_payload or "", Medium.QR)
    verdict = kiosk.gate.admit(Presentation(credential=credential, **more)).verdict  # type: ignore[arg-type]
    return verdict.status, verdict.reason


def test_every_entry_is_chained_and_signed(kiosk: BareKiosk, evening: Evening) -> None:
    ticket = evening.issue()
    kiosk.take_snapshot(evening, minutes(0))
    for _ in range(3):
        show(kiosk, ticket)
    undo(kiosk, "Wrong person")

    device = kiosk.identity.device_id
    links = [
        Link(e.seq, e.body.encode(), bytes.fromhex(e.prev_hash or ""), bytes.fromhex(e.hash),
             bytes.fromhex(e.signature))
        for e in kiosk.gate.journal.pending(device, 10)
    ]  # fmt: skip
    assert len(links) == 4
    assert chain.verify(device, kiosk.identity.key.public_key().public_bytes_raw(), links) is None


def test_without_a_list_nobody_is_called_a_fraud(kiosk: BareKiosk) -> None:
    outcome = kiosk.gate.admit(Presentation(credential=from_text("X-123", Medium.QR)))

    assert (outcome.verdict.reason, outcome.verdict.stale) == (Reason.UNKNOWN, True)
    assert outcome.list_as_of is None


def test_a_list_grows_stale_after_a_minute(kiosk: BareKiosk, evening: Evening) -> None:
    kiosk.take_snapshot(evening, minutes(0))
    fresh = kiosk.gate.admit(Presentation(credential=from_text("X-123", Medium.QR)))
    kiosk.timing.pass_ms(61_000)
    stale = kiosk.gate.admit(Presentation(credential=from_text("X-124", Medium.QR)))

    assert (fresh.verdict.stale, stale.verdict.stale) == (False, True)


def test_undo_takes_the_last_live_scan_back(kiosk: BareKiosk, evening: Evening) -> None:
    ticket = evening.issue()
    kiosk.take_snapshot(evening, minutes(0))
    show(kiosk, ticket)

    last = undo(kiosk, "Did not go in")

    assert (last.holder, last.direction) == ("Amara Osei", Direction.ENTRY)
    assert Counter(kiosk.gate).bars().inside == 0
    assert show(kiosk, ticket) == (Status.ACCEPTED, None)
    assert kiosk.gate.journal.recent(5)[-1].entry_id == str(last.scan_id)
    undo(kiosk, "again")
    assert Desk(kiosk.gate).last_own() is None
    with pytest.raises(NothingToUndo):
        Desk(kiosk.gate).undo(last, "and again")


def test_undo_takes_back_whom_it_named(kiosk: BareKiosk, evening: Evening) -> None:
    """Another guest was let in between the question and its answer."""
    first, second = evening.issue(), evening.issue(holder_name="Tom Becker")
    kiosk.take_snapshot(evening, minutes(0))
    show(kiosk, first)
    asked = Desk(kiosk.gate).last_own()
    show(kiosk, second)
    assert asked is not None
    Desk(kiosk.gate).undo(asked, "Wrong person")

    assert show(kiosk, first) == (Status.ACCEPTED, None)
    assert show(kiosk, second) == (Status.REFUSED, Reason.ALREADY_INSIDE)


def test_a_full_disk_shows_no_green_and_scanning_goes_on(
    kiosk: BareKiosk, evening: Evening
) -> None:
    ticket = evening.issue()
    kiosk.take_snapshot(evening, minutes(0))
    pages = kiosk.database.one("PRAGMA main.page_count")
    assert pages is not None
    kiosk.database.execute(f"PRAGMA main.max_page_count = {pages[0]}")

    def fill() -> None:
        for _ in range(200):
            show(kiosk, ticket)

    with pytest.raises(DiskFull):
        fill()
    before = kiosk.gate.journal.head(kiosk.identity.device_id).seq
    with pytest.raises(StorageError):
        fill()
    kiosk.database.execute("PRAGMA main.max_page_count = 1000000")

    assert show(kiosk, ticket)[0] in (Status.ACCEPTED, Status.REFUSED)
    assert kiosk.gate.journal.head(kiosk.identity.device_id).seq >= before + 1


def test_search_finds_people_by_what_they_say(kiosk: BareKiosk, evening: Evening) -> None:
    evening.issue(holder_name="Zoë O'Brien-Nakamura", seat_label="Row C, seat 14")
    evening.issue(holder_name="Zora Silva", external_reference="HJ-4711")
    kiosk.take_snapshot(evening, minutes(0))
    list_id = str(kiosk.gate.station.list_ids[0])

    def found(text: str) -> list[str]:
        return [hit.holder for hit in TicketSearch(kiosk.database).find(text, list_id)]

    assert found("zoe naka") == ["Zoë O'Brien-Nakamura"]
    assert found("4711") == ["Zora Silva"]
    assert found("row c 14") == ["Zoë O'Brien-Nakamura"]
    assert found("zo") == ["Zora Silva", "Zoë O'Brien-Nakamura"]
    assert found('"; DROP TABLE') == []
    assert found("   ") == []


def test_a_picked_ticket_is_admitted_by_hand(kiosk: BareKiosk, evening: Evening) -> None:
    ticket = evening.issue()
    kiosk.take_snapshot(evening, minutes(0))
    outcome = kiosk.gate.admit(Presentation(ticket_id=ticket.id))

    assert outcome.verdict.status is Status.ACCEPTED
    assert outcome.presentation.medium is Medium.SEARCH


def test_two_addons_are_asked_for_and_the_chosen_one_is_admitted(
    evening: Evening, tmp_path: Path
) -> None:
    products = [
        Product(organization_id=evening.organization_id, event_id=evening.event_id, name=name,
                currency="CAD")
        for name in ("Dinner", "Parking")
    ]  # fmt: skip
    evening.add(*products)
    list_id = evening.add_list("Extras", all_ticket_types=False, match_addons=True)
    from sync_server.domains.door.models import CheckInListProduct  # noqa: PLC0415

    evening.add(
        *[
            CheckInListProduct(
                organization_id=evening.organization_id, check_in_list_id=list_id, product_id=p.id
            )
            for p in products
        ]
    )
    base = evening.issue()
    for product in products:
        evening.issue(product_id=product.id, addon_to_id=base.id)
    kiosk = BareKiosk.open(tmp_path, evening.event_id, evening.gate_id, [list_id], minutes(0))
    kiosk.take_snapshot(evening, minutes(0))
    credential = from_text(base.qr_payload or "", Medium.QR)

    asked = kiosk.gate.admit(Presentation(credential=credential))
    chosen = kiosk.gate.admit(Presentation(credential=credential, product_id=products[1].id))
    then = kiosk.gate.admit(Presentation(credential=credential))

    assert asked.verdict.reason is Reason.ADDON
    assert {name for _, name in asked.options} == {"Dinner", "Parking"}
    assert chosen.verdict.status is Status.ACCEPTED
    assert then.verdict.status is Status.ACCEPTED


def test_exits_count_out_and_numbers_follow(evening: Evening, tmp_path: Path) -> None:
    list_id = evening.add_list(entry_policy="reentry", capacity=10)
    kiosk = BareKiosk.open(tmp_path, evening.event_id, evening.gate_id, [list_id], minutes(0))
    ticket, other = evening.issue(), evening.issue()
    kiosk.take_snapshot(evening, minutes(0))
    show(kiosk, ticket)
    show(kiosk, other)
    bars = Counter(kiosk.gate).bars()
    assert (bars.inside, bars.capacity, bars.last_minute) == (2, 10, 2)
    show(kiosk, ticket, direction=Direction.EXIT)

    assert Counter(kiosk.gate).bars().inside == 1


_WRITER = """
import sys
from pathlib import Path
from typing import Any
from uuid import UUID
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from desktop.clock import DoorClock, new_id
from desktop.door.gate import Gate, Presentation
from desktop.storage.journal import Identity, Station
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, ReplicaWriter
from shared.credentials import Medium, from_text
database = open_journal(Path(sys.argv[1]) / "journal.db", b"k" * 32)
key = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
gate = Gate(database, Identity(UUID(int=7), key), Station(UUID(int=1), None, (UUID(int=2),)),
            DoorClock(), new_id)
for number in range(100000):
    outcome = gate.admit(Presentation(credential=from_text(f"CODE-{number}", Medium.QR)))
    print(outcome.scan_id, flush=True)
"""


def test_kill_9_loses_nothing_that_was_shown(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    shown = [process.stdout.readline().strip() for _ in range(60)]
    time.sleep(0.05)
    process.kill()
    shown += [line.strip() for line in process.stdout if len(line.strip()) == 36]
    process.wait()
    process.stdout.close()

    database = open_journal(tmp_path / "journal.db", KEY)
    kept = {row[0] for row in database.all("SELECT entry_id FROM entries")}
    head = Journal(database).head(UUID(int=7))
    database.close()

    assert set(shown) <= kept
    assert head.seq == len(kept)


def test_a_verdict_takes_few_statements(evening: Evening, tmp_path: Path) -> None:
    """What a verdict costs is its one durable commit; all it asks is asked in a dozen turns."""
    zone = Zone(organization_id=evening.organization_id, event_id=evening.event_id, name="Hall",
                capacity=9, capacity_mode="refuse")  # fmt: skip
    evening.add(zone)
    doors = [evening.add_list("Front", zone_id=zone.id, capacity=7)]
    question = CheckInQuestion(organization_id=evening.organization_id, event_id=evening.event_id,
                        prompt="Coat?", answer_kind="text")  # fmt: skip
    kiosk = BareKiosk.open(tmp_path, evening.event_id, evening.gate_id, doors, minutes(0))
    plain, group, canceled = (
        evening.issue(), evening.issue(admits=4), evening.issue(states=[("canceled", minutes(-9))])
    )  # fmt: skip
    kiosk.take_snapshot(evening, minutes(0))
    shown: list[tuple[Ticket | None, dict[str, Any]]] = [
        (plain, {}), (plain, {}), (group, {}), (group, {"persons": 3}), (canceled, {}),
        (plain, {"direction": Direction.EXIT}), (None, {}),
    ]  # fmt: skip
    taken = [_statements(kiosk, ticket, **more) for ticket, more in shown]
    evening.add(question)
    asked = [evening.issue() for _ in range(2)]
    kiosk.take_snapshot(evening, minutes(0))
    again = [_statements(kiosk, ticket) for ticket in asked]

    # The first one after the event's lists changed has those to read.
    assert max(taken[1:] + again[1:]) <= 12, (taken, again)


def _replica_of(kiosk: BareKiosk) -> Path:
    path = ReplicaFiles(kiosk.folder).current()
    assert path is not None
    return path


def _statements(kiosk: BareKiosk, ticket: Ticket | None, **more: object) -> int:
    seen: list[str] = []
    credential = from_text((ticket.qr_payload if ticket else None) or "NOBODYS", Medium.QR)
    kiosk.database._connection.set_trace_callback(seen.append)
    kiosk.gate.admit(Presentation(credential=credential, **more))  # type: ignore[arg-type]
    kiosk.database._connection.set_trace_callback(None)
    return len(seen)


def test_a_list_that_changes_is_read_again(kiosk: BareKiosk, evening: Evening) -> None:
    """What the guest list says of the event is remembered, as long as it says so."""
    ticket = evening.issue()
    kiosk.take_snapshot(evening, minutes(0))
    show(kiosk, ticket, direction=Direction.EXIT)
    writer = ReplicaWriter(_replica_of(kiosk), KEY)
    [list_id] = evening.lists.values()
    changed = {"id": str(list_id), "event_id": str(evening.event_id), "name": "Closed",
               "entry_policy": "single", "all_ticket_types": False, "rules": {}}  # fmt: skip
    writer.apply([("check_in_lists", changed)], "later", 0, more=False)
    writer.close()

    assert show(kiosk, ticket) == (Status.REFUSED, Reason.WRONG_LIST)

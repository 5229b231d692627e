"""What kiosks are told they may forget, on a real database."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from shared.protocol import HeldHead, PushAnswer
from sync_server.domains.door.models import CheckInList, Device, DeviceAlert, Scan
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.sync.push import push
from sync_server.sync.safe import forgettable
from sync_server.sync.state import state_for
from tests.evening import ZONE, Evening, TestDevice, minutes

OVER = minutes(300)
LATER = OVER + timedelta(days=1, minutes=1)


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list(entry_policy="multiple")
    evening.end(OVER)
    return evening


@pytest.fixture
def kiosk(evening: Evening) -> TestDevice:
    """A kiosk whose three entries the server has."""
    made = evening.device()
    for number in range(3):
        made.scan(None, minutes(number), verdict="refused", reason="unknown")
    made.push()
    return made


def held(device: TestDevice, number: int = -1) -> HeldHead:
    entry = device.entries[number]
    return HeldHead(device_id=device.id, seq=entry.seq, hash=entry.hash)


def told(evening: Evening, *heads: HeldHead, at: datetime = LATER) -> list[tuple[UUID, int, str]]:
    with evening.session() as session:
        return [(one.device_id, one.seq, one.hash) for one in forgettable(session, heads, at)]


def end_of(device: TestDevice, number: int = -1) -> tuple[UUID, int, str]:
    return device.id, device.entries[number].seq, device.entries[number].hash


def test_nothing_may_be_forgotten_before_a_backup_was_verified(
    evening: Evening, kiosk: TestDevice
) -> None:
    assert told(evening, held(kiosk)) == []
    evening.back_up()
    assert told(evening, held(kiosk)) == [end_of(kiosk)]


def test_nothing_may_be_forgotten_until_a_day_after_the_event(
    evening: Evening, kiosk: TestDevice
) -> None:
    evening.back_up()
    assert told(evening, held(kiosk), at=OVER + timedelta(hours=23)) == []
    evening.end(OVER + timedelta(days=3))  # one more evening was added
    assert told(evening, held(kiosk)) == []


def test_what_came_after_the_backup_stays(evening: Evening, kiosk: TestDevice) -> None:
    evening.back_up()
    kiosk.scan(None, minutes(9), verdict="refused", reason="unknown")
    kiosk.push()
    assert told(evening, held(kiosk)) == [end_of(kiosk, 2)]


def test_what_the_same_device_wrote_at_a_later_event_stays(
    evening: Evening, kiosk: TestDevice
) -> None:
    tomorrow = Event(
        organization_id=evening.organization_id, name="Next week", starts_at=LATER,
        ends_at=LATER + timedelta(hours=5), timezone=ZONE, currency="CAD",
    )  # fmt: skip
    evening.add(tomorrow)
    door = CheckInList(
        organization_id=evening.organization_id, event_id=tomorrow.id, name="Main entrance"
    )
    evening.add(door)
    kiosk.scan(None, LATER, list_id=door.id, verdict="refused", reason="unknown")
    kiosk.scan(None, minutes(20), verdict="refused", reason="unknown")  # back for a moment
    kiosk.push(at=LATER)
    evening.back_up()
    assert told(evening, held(kiosk)) == [end_of(kiosk, 2)]


def test_who_holds_nothing_of_a_device_learns_nothing_of_it(
    evening: Evening, kiosk: TestDevice
) -> None:
    evening.back_up()
    guess = HeldHead(device_id=kiosk.id, seq=3, hash="00" * 32)
    assert told(evening, guess) == []
    other = Evening.begin(evening.database, evening.box, "Other house")
    assert told(other, held(kiosk)) == []


def test_of_a_copied_device_nothing_may_be_forgotten(evening: Evening, kiosk: TestDevice) -> None:
    evening.back_up()
    copy = TestDevice(evening, kiosk.id, kiosk.key, kiosk.entries[:2],
                      bytes.fromhex(kiosk.entries[1].hash), 2)  # fmt: skip
    copy.scan(None, minutes(7), verdict="refused", reason="unknown")
    copy.push()
    assert told(evening, held(kiosk)) == []


def test_every_answer_tells_a_device_what_of_it_is_safe(
    evening: Evening, kiosk: TestDevice
) -> None:
    with evening.session() as session:
        assert state_for(session, kiosk.id, clock.now()).safe is None
    evening.back_up()
    with evening.session() as session:
        state = state_for(session, kiosk.id, clock.now())
    assert state.safe == state.heads[0]
    assert kiosk.push().safe == state.safe
    assert [(row.safe_seq, row.safe_hash) for row in evening.rows(Device)] == [(3, kiosk.head)]


def test_a_server_from_an_older_backup_takes_what_a_device_still_has(
    evening: Evening,
) -> None:
    kiosk = evening.device("As the older backup has it")
    for number in range(5):
        kiosk.scan(None, minutes(number), verdict="refused", reason="unknown")

    def bring(first: int, last: int, kept_from: int | None = 4) -> PushAnswer:
        upload = kiosk.upload(kiosk.entries[first - 1 : last])
        request = upload.request.model_copy(update={"kept_from": kept_from})
        with evening.session() as session:
            [answer] = push(session, evening.box, [replace(upload, request=request)], minutes(120))
        assert not isinstance(answer, Exception), answer
        return answer

    with pytest.raises(AssertionError, match="send from number 1"):
        bring(4, 4, kept_from=None)
    with pytest.raises(AssertionError, match="send from number 1"):
        bring(3, 4)  # it still has these: something else is wrong
    for _ in range(2):
        answer = bring(4, 4)
    assert [result.status for result in answer.results] == ["already_stored"]
    assert bring(5, 5).heads[0].seq == 0
    assert sorted(row.seq for row in evening.rows(Scan, device_id=kiosk.id)) == [4, 5]
    [alert] = evening.rows(DeviceAlert)
    assert (alert.device_id, alert.kind, alert.detail["seq"]) == (kiosk.id, "gap", 4)

"""What is held up to a door: one ticket in several spellings, phones and wristbands."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from desktop.door.gate import Outcome
from desktop.door.worker import DoorWorker
from desktop.scanning.camera import CameraSettings, Shot
from desktop.scanning.decoder import Found
from desktop.scanning.nfc import Tag
from shared.admission import Reason
from shared.credentials import Medium
from shared.ledger import Status
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk

PHONE = bytes.fromhex("08A1B2C3")
BAND = bytes.fromhex("04A1B2C3D4E580")


class Door:
    """A worker on this thread, and what it told."""

    def __init__(self, bare: BareKiosk) -> None:
        self.bare = bare
        self.worker = DoorWorker(CameraSettings(source="none"), bare.clock)
        self.worker.open_gate(bare.gate)
        self.outcomes: list[Outcome] = []
        self.refused_bands = 0
        self.worker.decided.connect(self.outcomes.append)
        self.worker.refused_band.connect(self._count_band)

    def _count_band(self) -> None:
        self.refused_bands += 1

    @property
    def verdicts(self) -> list[tuple[Status, Reason | None]]:
        return [(o.verdict.status, o.verdict.reason) for o in self.outcomes]

    @property
    def links(self) -> int:
        row = self.bare.database.one("SELECT count(*) FROM links")
        assert row is not None
        return int(row[0])


@pytest.fixture
def door(qapp: QApplication, bare: BareKiosk) -> Iterator[Door]:
    yield Door(bare)
    bare.close()


@pytest.mark.parametrize("medium", ["qr", "barcode", "typed"])
@pytest.mark.parametrize(
    "shown", ["ABCD-EFGH-IJKL-MNOP", "abcd efgh\u00a0ijkl mnop", "ABCDEFGHIJKLMNOP\x1d",
              "https://t.example.org/t/abcdefghijklmnop?from=mail"],
)  # fmt: skip
def test_a_code_is_known_in_any_spelling(
    door: Door, evening: Evening, shown: str, medium: str
) -> None:
    evening.issue(ticket_code="ABCDEFGHIJKLMNOP")
    door.bare.take_snapshot(evening, minutes(0))
    door.worker.scan_text(shown, "", medium)

    assert door.verdicts == [(Status.ACCEPTED, None)]


def test_a_phone_beside_its_own_code_is_no_second_guest(door: Door, evening: Evening) -> None:
    """It shows its QR to the camera while the reader hears its chip."""
    ticket = evening.issue()
    door.bare.take_snapshot(evening, minutes(0))
    door.worker.scan_text(ticket.qr_payload or "", "", "qr")
    door.worker.present_tag(Tag(PHONE))

    assert door.verdicts == [(Status.ACCEPTED, None)]


def test_a_phones_text_is_what_counts(door: Door, evening: Evening) -> None:
    ticket = evening.issue()
    door.bare.take_snapshot(evening, minutes(0))
    door.worker.present_tag(Tag(PHONE, ("nobody's",)))
    door.worker.present_tag(Tag(PHONE, (ticket.qr_payload or "",)))

    assert door.verdicts == [(Status.REFUSED, Reason.UNKNOWN), (Status.ACCEPTED, None)]


def test_a_chip_that_nobody_linked_is_told(door: Door, evening: Evening) -> None:
    evening.issue()
    door.bare.take_snapshot(evening, minutes(0))
    door.worker.present_tag(Tag(BAND))

    assert door.verdicts == [(Status.REFUSED, Reason.UNKNOWN)]


@pytest.mark.parametrize("uid", [PHONE, bytes(4), bytes(7), b"\xff" * 4])
def test_a_phone_is_no_wristband(door: Door, evening: Evening, uid: bytes) -> None:
    """It is said, nothing is written, and the wristband is still waited for."""
    kind = evening.add_type("Pass", requires_wristband=True)
    ticket = evening.issue(ticket_type_id=kind)
    door.bare.take_snapshot(evening, minutes(0))
    door.worker.scan_text(ticket.qr_payload or "", "", "qr")
    door.worker.present_tag(Tag(uid))

    assert (door.refused_bands, door.links, len(door.outcomes)) == (1, 0, 1)

    door.worker.present_tag(Tag(BAND))
    assert door.verdicts == [(Status.ASK, Reason.EXCHANGE), (Status.ACCEPTED, None)]
    assert door.links == 1


class Page:
    """A page held to the camera, with these codes on it."""

    def __init__(self, *codes: tuple[str, str]) -> None:
        self._found = [
            Found(text.encode(), Medium(medium), ((0, 0), (size, 0), (size, size), (0, size)))
            for size, (medium, text) in enumerate(codes, 50)
        ]

    def read(self, _frame: object) -> list[Found]:
        return self._found


def held_up(door: Door, *codes: tuple[str, str], frames: int = 5) -> None:
    """Thirty frames a second of it."""
    door.worker._decoder = Page(*codes)  # type: ignore[assignment]
    camera = door.worker._camera = Film(frames)  # type: ignore[assignment]
    while camera.left:
        door.worker._on_shot()
        door.bare.timing.pass_ms(33)


class Film:
    """So many frames, and no more."""

    def __init__(self, frames: int) -> None:
        self.left = frames

    def take(self) -> Shot:
        self.left -= 1
        return Shot(np.zeros((90, 160, 3), np.uint8), self.left, 0.0)


OWN = "ABCDEFGHIJKLMNOP"


def test_a_ticket_that_shows_its_code_twice_is_one(door: Door, evening: Evening) -> None:
    ticket = evening.issue(ticket_code=OWN)
    door.bare.take_snapshot(evening, minutes(0))
    several: list[int] = []
    door.worker.several_seen.connect(lambda: several.append(1))
    held_up(door, ("qr", ticket.qr_payload or ""), ("barcode", "ABCD-EFGH-IJKL-MNOP"))
    held_up(door, ("barcode", OWN))  # as it is turned away, only the bar code is in sight
    held_up(door, ("qr", OWN), ("qr", ticket.qr_payload or ""))

    assert (several, door.verdicts) == ([], [(Status.ACCEPTED, None)])


def test_two_tickets_on_a_page_are_a_question(door: Door, evening: Evening) -> None:
    tickets = [evening.issue() for _ in range(2)]
    door.bare.take_snapshot(evening, minutes(0))
    several: list[int] = []
    door.worker.several_seen.connect(lambda: several.append(1))
    held_up(door, *(("qr", ticket.qr_payload or "") for ticket in tickets))

    assert (len(several), door.verdicts) == (5, [])


def test_a_ticket_beside_an_advertisement_is_read(door: Door, evening: Evening) -> None:
    ticket = evening.issue()
    door.bare.take_snapshot(evening, minutes(0))
    held_up(door, ("qr", ticket.qr_payload or ""), ("qr", "https://example.org/shop"),
            ("barcode", "4006381333931"))  # fmt: skip

    assert door.verdicts == [(Status.ACCEPTED, None)]


def test_one_code_that_nobody_knows_twice_is_one(door: Door, evening: Evening) -> None:
    door.bare.take_snapshot(evening, minutes(0))
    held_up(door, ("qr", "NOBODY-1"), ("qr", "NOBODY-1"))

    assert door.verdicts == [(Status.REFUSED, Reason.UNKNOWN)]


def test_a_bar_code_before_a_striped_shirt_is_read(door: Door, evening: Evening) -> None:
    evening.issue(ticket_code="TKT-00000001")
    door.bare.take_snapshot(evening, minutes(0))
    for number in range(3):
        held_up(door, ("barcode", "TKT-00000001"), frames=1)
        held_up(door, ("barcode", f"NOISE-{number}"), frames=1)

    assert door.verdicts == [(Status.ACCEPTED, None)]


def test_the_new_code_of_a_ticket_is_decided_right_after_the_old(
    door: Door, evening: Evening
) -> None:
    """ "Replaced", says the door, and the guest finds the new one on the phone."""
    ticket = evening.issue(ticket_code=OWN)
    old = ticket.qr_payload or ""
    new = evening.reissue(ticket)
    door.bare.take_snapshot(evening, minutes(0))
    held_up(door, ("qr", old))
    held_up(door, ("qr", new))

    assert door.verdicts == [(Status.REFUSED, Reason.REVOKED), (Status.ACCEPTED, None)]


def test_the_good_code_beside_a_replaced_one_counts(door: Door, evening: Evening) -> None:
    ticket = evening.issue(ticket_code=OWN)
    old = ticket.qr_payload or ""
    new = evening.reissue(ticket)
    door.bare.take_snapshot(evening, minutes(0))
    held_up(door, ("qr", new), ("qr", old))  # the old one is held closer

    assert door.verdicts == [(Status.ACCEPTED, None)]


def test_older_symbologies_are_read_where_a_list_of_the_door_asks(
    door: Door, evening: Evening
) -> None:
    door.bare.take_snapshot(evening, minutes(0))
    held_up(door)
    assert not door.worker._decoder.reads_older  # type: ignore[union-attr]

    with evening.session() as session:
        session.execute(text("UPDATE check_in_lists SET older_symbologies = true"))
    door.bare.take_snapshot(evening, minutes(0))
    held_up(door)
    assert door.worker._decoder.reads_older  # type: ignore[union-attr]


@pytest.mark.parametrize("listed", ["036000291452", "0036000291452"])
def test_a_number_of_a_shop_is_known_with_its_zeros_and_without(
    door: Door, evening: Evening, listed: str
) -> None:
    """UPC-A is an EAN-13 that begins with a zero; scanners are set to either."""
    evening.issue(ticket_code=listed)
    door.bare.take_snapshot(evening, minutes(0))
    door.worker.scan_text("0036000291452", "", "barcode")
    door.bare.timing.pass_ms(5_000)
    door.worker.scan_text("036000291452", "", "barcode")

    assert [status for status, _ in door.verdicts] == [Status.ACCEPTED, Status.REFUSED]

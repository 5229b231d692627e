"""NFC through a real smart-card service, with a virtual reader and emulated tags."""

import queue
from collections.abc import Iterator
from importlib.util import find_spec

import ndef
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.scanning.nfc import Readers, Tag, has_arrived, read_tag
from shared.credentials import Medium, from_text, from_uid
from tests import tags

UID = bytes.fromhex("04A1B2C3D4E580")
needs_service = pytest.mark.skipif(
    tags.PCSCD is None or not tags.DRIVER.exists() or find_spec("smartcard") is None,
    reason="pcscd, vsmartcard-vpcd or the extra `nfc` is not here; .ci/setup installs them as root",
)


def message(*records: ndef.Record) -> bytes:
    return b"".join(ndef.message_encoder(records))


class Heard:
    """What a reader told."""

    def __init__(self) -> None:
        self.tags: queue.Queue[Tag] = queue.Queue()
        self.readers: queue.Queue[tuple[str, ...]] = queue.Queue()

    def tag(self) -> Tag:
        return self.tags.get(timeout=60)

    def wait_for_readers(self, *, some: bool) -> None:
        while bool(self.readers.get(timeout=20)) != some:
            pass


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    readers = Readers(heard.tags.put, heard.readers.put)
    readers.start()
    yield heard
    readers.stop()


@needs_service
def test_tags_come_and_go(heard: Heard) -> None:
    with tags.service():
        heard.wait_for_readers(some=True)
        with tags.held_up(tags.Type2(UID, None)):
            assert heard.tag() == Tag(UID)
        text = message(ndef.TextRecord("BAND-77"), ndef.UriRecord("https://example.org/t/X"))
        with tags.held_up(tags.Type2(UID, text)):
            assert heard.tag() == Tag(UID, ("BAND-77", "https://example.org/t/X"))
        with tags.held_up(tags.Type4(UID, text)):
            assert heard.tag().texts == ("BAND-77", "https://example.org/t/X")
        assert heard.tags.empty()


@pytest.mark.parametrize(
    ("before", "now", "came"),
    [(0x00000, 0x10020, True), (0x10020, 0x20010, False), (0x20010, 0x30020, True),
     (0x10020, 0x10020, False), (0x10020, 0x30020, True), (0x10010, 0x30010, False)],
)  # fmt: skip
def test_a_tag_that_came_while_nobody_looked_is_one(before: int, now: int, came: bool) -> None:
    """Two guests, a quarter of a second apart, at a door whose processor is busy."""
    assert has_arrived(before, now, 0x20) is came


@needs_service
def test_the_service_may_go_away_and_come_back(heard: Heard) -> None:
    with tags.service():
        heard.wait_for_readers(some=True)
    heard.wait_for_readers(some=False)
    with tags.service():
        heard.wait_for_readers(some=True)
        with tags.held_up(tags.Type2(UID, None)):
            assert heard.tag() == Tag(UID)


def transmit(tag: tags.Type2 | tags.Type4):  # type: ignore[no-untyped-def]
    def send(apdu: bytes) -> tuple[bytes, int]:
        answer = tag.answer(apdu)
        return answer[:-2], int.from_bytes(answer[-2:], "big")

    return send


@given(st.text(min_size=1, max_size=600).filter(str.isprintable))
def test_every_text_survives_both_kinds_of_tag(text: str) -> None:
    encoded = message(ndef.TextRecord(text))

    assert read_tag(transmit(tags.Type2(UID, encoded))) == Tag(UID, (text,))
    assert read_tag(transmit(tags.Type4(UID, encoded))) == Tag(UID, (text,))


@given(st.binary(max_size=200))
def test_rubbish_on_a_tag_is_only_its_number(rubbish: bytes) -> None:
    assert read_tag(transmit(tags.Type2(UID, rubbish))).uid == UID
    assert read_tag(transmit(tags.Type4(UID, rubbish))).uid == UID


def test_a_tag_that_answers_nothing_stands_for_nothing() -> None:
    assert read_tag(transmit(tags.Broken(UID, None))).credentials() == ()


def test_a_link_on_a_tag_may_carry_a_ticket() -> None:
    code = "ABCDEFGHIJKLMNOP"
    link, number = Tag(UID, (f"https://example.org/t/{code}",)).credentials()

    assert link.digest == from_text(code, Medium.NFC).digest
    assert number == from_uid(UID)

"""One code in every spelling is one credential, wherever it comes from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.scanning.wedge import clean
from shared.credentials import Credential, Medium, from_ndef, from_text, from_uid

OWN = "ABCDEFGHIJKLMNOP"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def meets(stored: Credential, shown: Credential) -> bool:
    """Whether a code that was stored under its first digest is found by what is shown."""
    return stored.digest in shown.digests


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("(01)09506000134352(21)AB-7", "010950600013435221AB-7"),
        ("(01) 09506000134352 (21) AB7", "010950600013435221AB7"),
        ("ABCD-EFGH", "ABCDEFGH"),
        ("1234-5678-90", "1234567890"),
        ("AB12-CD34", "ab12cd34"),
        ("TM-4417", "tm4417"),
        ("04a1 b2c3 d4e5 f6", "04A1B2C3D4E5F6"),
        ("TM-4417", "https://shop.example.org/check?code=TM-4417&lang=fr"),
        ("TM-4417", "https://shop.example.org/ticket/tm-4417"),
        ("04006381333931", "4006381333931"),
        ("00036000291452", "036000291452"),
        (OWN, "ABCD-EFGH-IJKL-MNOP"),
        (OWN, "abcd efgh\u00a0ijkl mnop"),
        (OWN, "\ufeffABCD\u200bEFGH\u2011IJKL\u2013MNOP\r\n"),
        (OWN, "https://tickets.example.org/t/abcd-efgh-ijkl-mnop"),
        (OWN, "HTTPS://TICKETS.EXAMPLE.ORG/T/ABCDEFGHIJKLMNOP?utm=mail"),
        (OWN, "https://tickets.example.org/check?code=abcdefghijklmnop&lang=fr"),
        (OWN, "\uff21\uff22\uff23\uff24efghijklmnop"),
        ("010950600013435221AB\x1d10LOT", "010950600013435221AB10LOT"),
        ("TM-4417", "tm-4417"),
        ("tm-4417", "TM-4417"),
        ("TM-4417", "TM\u20114417"),
        ("TM-4417", " TM-4417\u200e"),
        ("TM-4417", "https://shop.example.org/ticket/TM-4417"),
        ("TM 4417", "TM\u00a0 4417"),
        ("1234-5678-9012", "123456789012"),
        ("123456789012", "1234 5678 9012"),
        ("4006381333931", "4 006381 333931"),
        ("\u00e9t\u00e9-1", "e\u0301te\u0301-1"),
        ("12345678-9abc-4def-8123-456789abcdef", "123456789ABC4DEF8123456789ABCDEF"),
        ("04A1B2C3D4E5F6", "04:a1:b2:c3:d4:e5:f6"),
        ("04:A1:B2:C3:D4:E5:F6", "04A1B2C3D4E5F6"),
        ("04 A1 B2 C3", "04-a1-b2-c3"),
    ],
)
def test_spellings_of_one_code(stored: str, shown: str) -> None:
    for medium in (Medium.QR, Medium.BARCODE, Medium.NFC, Medium.API, Medium.TYPED):
        assert meets(from_text(stored, Medium.API), from_text(shown, medium))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12-3", "1-23"),
        ("aBcDe", "AbCdE"),
        ("AbCdE", "ABCDE"),
        ("ORDER1-12", "ORDER11-2"),
        ("TM-4417", "TM-4418"),
        ("https://example.org/menu?page=1", "https://example.org/menu?page=2"),
    ],
)
def test_other_codes_stay_others(one: str, other: str) -> None:
    assert not meets(from_text(one, Medium.API), from_text(other, Medium.QR))
    assert not meets(from_text(other, Medium.API), from_text(one, Medium.QR))


UID = bytes.fromhex("A4C6A8D7")


@pytest.mark.parametrize(
    "listed",
    ["a4c6a8d7", "A4C6A8D7", "A4:C6:A8:D7", "a4 c6 a8 d7", "A4-C6-A8-D7",
     str(0xA4C6A8D7), str(0xD7A8C6A4).zfill(10)],
)  # fmt: skip
def test_a_list_of_chips_in_any_notation_meets_the_chip(listed: str) -> None:
    assert meets(from_text(listed, Medium.API), from_uid(UID))
    assert meets(from_uid(UID), from_text(listed, Medium.BARCODE))


def test_a_small_chip_number_has_leading_zeros_in_decimals() -> None:
    assert meets(from_text("0000123456", Medium.API), from_uid((123456).to_bytes(4, "big")))


def test_seven_bytes_in_decimals() -> None:
    uid = bytes.fromhex("04A1B2C3D4E5F6")
    listed = from_text(str(int.from_bytes(uid, "big")).zfill(17), Medium.API)

    assert meets(listed, from_uid(uid))


@given(
    st.text(LETTERS, min_size=16, max_size=16),
    st.lists(st.sampled_from(["-", " ", "\u00a0", "\u2011", "\u200b", ".", "_", ""]), min_size=15, max_size=15),
    st.booleans(),
)  # fmt: skip
def test_our_codes_in_any_dress(code: str, between: list[str], lower: bool) -> None:
    dressed = "".join(a + b for a, b in zip(code, [*between, ""], strict=True))
    shown = from_text(dressed.lower() if lower else dressed, Medium.QR)

    assert shown.digest == from_text(code, Medium.API).digest


@given(st.text(min_size=1, max_size=40))
def test_what_a_scanner_types_is_what_a_camera_reads(text: str) -> None:
    """Scanners that act as a keyboard send no control characters; macOS decomposes letters."""
    typed = from_text(clean(text) or " ", Medium.BARCODE)
    read = from_text(text, Medium.QR)

    if not text.startswith("]") and not read.unreadable:
        assert meets(typed, read)
        assert meets(from_text(unicodedata.normalize("NFD", text), Medium.API), read)


@pytest.mark.parametrize("uid", ["08123456", "08A1B2C3", "00000000", "00000000000000", "FFFFFFFF",
                                 "01FE0102030405A6"])  # fmt: skip
def test_numbers_that_are_made_up_cannot_be_worn(uid: str) -> None:
    assert not from_uid(bytes.fromhex(uid)).can_be_worn
    assert not from_text(uid, Medium.NFC).can_be_worn
    spaced = " ".join(uid[i : i + 2] for i in range(0, len(uid), 2))
    assert not from_text(spaced, Medium.NFC).can_be_worn


@pytest.mark.parametrize("uid", ["04A1B2C3", "0401020304A5B6", "88123456", "18123456"])
def test_numbers_of_chips_that_stay_can(uid: str) -> None:
    assert from_uid(bytes.fromhex(uid)).can_be_worn


@given(st.sampled_from([4, 7, 8, 10]), st.data())
def test_a_chip_is_known_by_the_decimals_of_any_keyboard_reader(
    size: int, data: st.DataObject
) -> None:
    """From either end of the number, with the zeros in front or without."""
    uid = data.draw(st.binary(min_size=size, max_size=size))
    width = len(str((1 << 8 * size) - 1))
    either = [int.from_bytes(uid, "big"), int.from_bytes(uid, "little")]
    number = str(data.draw(st.sampled_from(either)))
    shown = data.draw(st.sampled_from([number.zfill(width), number]))
    if len(shown) >= width - 2:
        assert meets(from_text(shown, Medium.BARCODE), from_uid(uid))
        assert meets(from_uid(uid), from_text(shown, Medium.API))


def test_a_ticket_of_eight_digits_is_no_chip() -> None:
    assert from_text("08123456", Medium.QR).can_be_worn


def test_a_link_on_a_tag_and_in_a_qr_are_one() -> None:
    text = "https://t.example.org/t/abcdefghijklmnop"

    assert from_ndef("U", b"\x04t.example.org/t/abcdefghijklmnop").digest == (
        from_text(text, Medium.QR).digest
    )

"""What may be held up at a door, and what becomes of it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.credentials import (
    MAX_BYTES,
    Medium,
    SignedTicket,
    digest_of,
    from_ndef,
    from_text,
    from_uid,
    normalise,
    parse_signed,
    sign,
)

KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
TICKET = SignedTicket(
    b"abcd",
    UUID(int=1),
    UUID(int=2),
    UUID(int=3),
    2,
    4,
    datetime(2026, 1, 1, tzinfo=UTC),
    None,
    b"",
)


@pytest.mark.parametrize(
    ("shown", "means"),
    [
        ("abcd-efgh-ijkl-mnop", "ABCDEFGHIJKLMNOP"),
        (" ABCDEFGH IJKLMNOP\n", "ABCDEFGHIJKLMNOP"),
        ("us1.ab cd", "US1.ABCD"),
        ("TM-4417-0092", "TM44170092"),
        ("ABCD-EFGH", "ABCDEFGH"),
        ("ABC-DEF-GH", "ABCDEFGH"),
        ("SAT-1-12", "SAT-1-12"),
        ("12-3", "12-3"),
        (
            "https://t.example.org/harbour-jazz-night/1001",
            "https://t.example.org/harbour-jazz-night/1001",
        ),
        ("https://x.org/christmasconcert?id=1", "https://x.org/christmasconcert?id=1"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9"),
        ("https://example.org/A", "https://example.org/A"),
    ],
)
def test_normalised_forms(shown: str, means: str) -> None:
    assert normalise(shown) == means


@pytest.mark.parametrize(
    "content", ["", "   ", "\x00\x01\x1f", "\n", "x" * (MAX_BYTES + 1), b"\xff\xfe\xfd", "é" * 3000]
)
def test_what_nobody_could_read(content: str | bytes) -> None:
    assert from_text(content, Medium.QR).unreadable


@pytest.mark.parametrize("content", ["WIFI:S:guest;P:secret;;", "BEGIN:VCARD\nN:A\nEND:VCARD", "x"])
def test_other_peoples_content_is_just_unknown(content: str) -> None:
    credential = from_text(content, Medium.QR)

    assert not credential.unreadable
    assert credential.signed is None


def test_a_signed_ticket_survives_the_qr_and_verifies() -> None:
    text = sign(TICKET, KEY).text()
    credential = from_text(text.lower(), Medium.QR)

    assert text.startswith("US1.")
    assert text.isupper()
    assert credential.signed is not None
    assert credential.signed.verifies(KEY.public_key().public_bytes_raw())
    assert (credential.signed.admits, credential.signed.issue_number) == (4, 2)
    assert credential.signed.valid_from == TICKET.valid_from


@given(st.integers(4, 207), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_any_changed_letter_breaks_it(place: int, letter: str) -> None:
    text = sign(TICKET, KEY).text()
    changed = text[:place] + letter + text[place + 1 :]
    parsed = parse_signed(changed)

    assert (
        changed == text
        or parsed is None
        or not parsed.verifies(KEY.public_key().public_bytes_raw())
    )


def test_one_ticket_has_one_text() -> None:
    """Spare bits of the last letter would give a second text that no revocation names."""
    text = sign(TICKET, KEY).text()
    variants = {text[:-1] + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"}

    public = KEY.public_key().public_bytes_raw()
    assert [v for v in variants if (t := parse_signed(v)) and t.verifies(public)] == [text]


def test_a_new_issue_is_a_new_code() -> None:
    again = SignedTicket(**{**TICKET.__dict__, "issue_number": 3})

    assert sign(TICKET, KEY).text() == sign(TICKET, KEY).text()
    assert sign(again, KEY).text() != sign(TICKET, KEY).text()


def test_uids_are_lower_case_hex() -> None:
    assert from_uid(bytes.fromhex("04A1B2C3D4E5F6")).digest == digest_of("04a1b2c3d4e5f6")
    assert from_uid(b"").unreadable


def test_ndef_text_and_uri_records() -> None:
    assert from_ndef("T", b"\x02enTM-4417").digest == digest_of("TM4417")
    link = from_ndef("U", b"\x04t.example.org/t/abcdefghijklmnop")
    assert link.digest == digest_of("ABCDEFGHIJKLMNOP")
    assert from_ndef("U", b"\x04example.org/menu").digest == digest_of("https://example.org/menu")
    assert from_ndef("X", b"abc").unreadable
    assert from_ndef("T", b"\x82en\xd8").unreadable


def test_typed_codes_are_tried_in_other_cases() -> None:
    assert digest_of("ABC-1") in from_text("Abc-1", Medium.TYPED).alternatives
    assert from_text("Abc-1", Medium.QR).alternatives == ()


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_nothing_raises(content: str | bytes) -> None:
    from_text(content, Medium.QR)

"""A certificate read back, and what is none."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.certificates import Claims, claims, proven
from shared.protocol import Certificate

SERVER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
ENROLLED = Claims(
    device_id=UUID(int=1),
    public_key=b"k" * 32,
    organization_id=UUID(int=2),
    event_id=UUID(int=3),
    issued_at=datetime(2026, 11, 20, 18, tzinfo=UTC),
)


def issued(enrolled: Claims, by: Ed25519PrivateKey = SERVER) -> Certificate:
    body = enrolled.body()
    return Certificate(body=body.decode(), signature=by.sign(body).hex())


@pytest.mark.parametrize("enrolled", [ENROLLED, replace(ENROLLED, event_id=None)])
def test_what_the_server_signed_is_read_back(enrolled: Claims) -> None:
    assert proven(issued(enrolled), SERVER.public_key().public_bytes_raw()) == enrolled


def test_what_another_signed_is_claimed_and_not_proven() -> None:
    forged = issued(ENROLLED, STRANGER)
    assert claims(forged) == ENROLLED
    assert proven(forged, SERVER.public_key().public_bytes_raw()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"device_id": "no"},
        {"device_id": 5},
        {"public_key": "xx"},
        {"public_key": None},
        {"event": "None"},
        {"issued_at": "yesterday"},
    ],
)
def test_a_body_of_something_else_claims_nothing(change: dict[str, Any]) -> None:
    body = json.dumps(json.loads(ENROLLED.body()) | change)
    assert claims(Certificate(body=body, signature="00")) is None


@pytest.mark.parametrize("body", ["", "5", "[]", "{}", "[" * 100_000])
def test_a_body_that_is_no_certificate_claims_nothing(body: str) -> None:
    assert claims(Certificate(body=body, signature="00")) is None

"""The hash chain: what cannot be changed, removed or invented unnoticed."""

from dataclasses import replace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.chain import Flaw, Link, append, canonical, genesis, link_hash, verify

DEVICE = UUID(int=5)
KEY = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()


def chain_of(length: int) -> list[Link]:
    links, previous = [], genesis(DEVICE)
    for seq in range(1, length + 1):
        links.append(append(KEY, previous, seq, canonical({"seq": seq})))
        previous = links[-1].hash
    return links


def test_a_sound_chain() -> None:
    assert verify(DEVICE, PUBLIC, chain_of(5)) is None


@pytest.mark.parametrize(
    ("kind", "damage"),
    [
        ("broken_chain", lambda links: [links[0], replace(links[1], body=b"{}"), *links[2:]]),
        ("gap", lambda links: [links[0], *links[2:]]),
        ("seq_reused", lambda links: [links[0], links[0], *links[1:]]),
        ("bad_signature", lambda links: [links[0], replace(links[1], signature=b"0" * 64)]),
    ],
)
def test_damage_is_found_by_position(kind: str, damage: object) -> None:
    flaw = verify(DEVICE, PUBLIC, damage(chain_of(4)))  # type: ignore[operator]

    assert isinstance(flaw, Flaw)
    assert flaw.kind == kind


def test_another_devices_chain_does_not_fit() -> None:
    assert verify(UUID(int=6), PUBLIC, chain_of(1)) == Flaw("broken_chain", 1)


def test_canonical_json() -> None:
    assert (
        canonical({"b": [1, True, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize("document", [1.5, {"é": 1}, {1: 2}, 2**60, "\ud800", object()])
def test_what_has_no_exact_form_is_refused(document: object) -> None:
    with pytest.raises(ValueError):
        canonical(document)


@given(st.dictionaries(st.text("abc", max_size=3), st.integers(-(2**53) + 1, 2**53 - 1)))
def test_order_of_keys_does_not_matter(document: dict[str, int]) -> None:
    backwards = dict(reversed(list(document.items())))

    assert canonical(document) == canonical(backwards)
    assert link_hash(b"a", canonical(document)) != link_hash(b"b", canonical(document))

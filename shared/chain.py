"""The hash chain and signatures of a device's journal: what makes loss and tampering visible."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as UnusableKey
from nacl.signing import VerifyKey

_SAFE_INTEGER = 2**53 - 1


@dataclass(frozen=True)
class Link:
    """One entry of a chain. `body` is exactly the bytes that were hashed and signed."""

    seq: int
    body: bytes
    prev_hash: bytes
    hash: bytes
    signature: bytes


@dataclass(frozen=True)
class Flaw:
    """Where a chain first fails: ``gap``, ``broken_chain``, ``seq_reused`` or ``bad_signature``."""

    kind: str
    seq: int


def genesis(device_id: UUID) -> bytes:
    """The `prev_hash` of a device's first entry."""
    return hashlib.sha256(device_id.bytes).digest()


def canonical(document: object) -> bytes:
    """RFC 8785 JSON of strings, booleans, null, integers, lists and objects with ASCII keys.

    Raises ValueError for floats, integers beyond 2**53 and text that is not valid Unicode.
    """
    _refuse_inexact(document)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def link_hash(prev_hash: bytes, body: bytes) -> bytes:
    """SHA-256 of the previous hash followed by the body."""
    return hashlib.sha256(prev_hash + body).digest()


def append(key: Ed25519PrivateKey, prev_hash: bytes, seq: int, body: bytes) -> Link:
    """The next entry of a chain, signed by its device."""
    digest = link_hash(prev_hash, body)
    return Link(seq, body, prev_hash, digest, key.sign(digest))


def is_signed(public_key: bytes, digest: bytes, signature: bytes) -> bool:
    """Whether the device's key signed this hash. A text that is no key has signed nothing."""
    # libsodium takes half the time of OpenSSL for this, and leaves the interpreter free meanwhile.
    try:
        VerifyKey(public_key).verify(digest, signature)
    except (BadSignatureError, UnusableKey):
        return False
    return True


def verify(
    device_id: UUID,
    public_key: bytes | None,
    links: Iterable[Link],
    after: tuple[int, bytes] | None = None,
) -> Flaw | None:
    """The first flaw of a whole chain by position, or None where it is sound.

    Without a key only numbers and hashes are checked; from the entry `after` this one on, which is
    given by number and hash.
    """
    last, previous = after or (0, genesis(device_id))
    expected = last + 1
    for link in links:
        if link.seq != expected:
            return Flaw("gap" if link.seq > expected else "seq_reused", link.seq)
        if link.prev_hash != previous or link_hash(previous, link.body) != link.hash:
            return Flaw("broken_chain", link.seq)
        if public_key is not None and not is_signed(public_key, link.hash, link.signature):
            return Flaw("bad_signature", link.seq)
        expected, previous = expected + 1, link.hash
    return None


def _refuse_inexact(document: object) -> None:
    match document:
        case bool() | None:
            return
        case int():
            if abs(document) > _SAFE_INTEGER:
                raise ValueError("integers beyond 2**53 are not exact in JSON")
        case str():
            document.encode("utf-8")
        case list() | tuple():
            for item in document:
                _refuse_inexact(item)
        case dict():
            for key, item in document.items():
                if not (isinstance(key, str) and key.isascii()):
                    raise ValueError("keys must be ASCII text")
                _refuse_inexact(item)
        case _:
            raise ValueError(f"{type(document).__name__} has no canonical form")

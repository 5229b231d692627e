"""Talking to a neighbour: both prove who they are, and what they say stays between them.

Each side shows a fresh X25519 key; the transcript of both greetings is signed with the device's
own key (the one its journal is signed with), and everything after travels in a box that only the
two can open. Frames are numbered, so that one cannot be repeated, dropped or sent back.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey
from pydantic import BaseModel, ConfigDict, ValidationError

from shared import chain
from shared.protocol import Certificate, Hash

VERSION = 1
MAX_GREETING = 8_192
MAX_FRAME = 2**20
_CONTEXT = b"usher gossip 1"


class Refused(Exception):
    """A neighbour that is not believed; the sentence says why."""


class Greeting(BaseModel):
    """The only thing said in the open."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int
    device_id: UUID
    event_id: UUID
    key: Hash
    certificate: Certificate | None = None


@dataclass(frozen=True)
class Me:
    """Who this kiosk is among its neighbours."""

    device_id: UUID
    event_id: UUID
    key: Ed25519PrivateKey
    certificate: Certificate | None


Known = Callable[[UUID, Certificate | None], bytes]
"""The public key of a device; raises Refused for one that is unknown or revoked."""


class Channel:
    """A conversation with a neighbour who proved who it is."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        box: Box,
        *,
        first: bool,
        peer: Greeting,
    ) -> None:
        self._reader, self._writer, self._box = reader, writer, box
        self._mine, self._theirs = ("a", "b") if first else ("b", "a")
        self._sent = self._received = 0
        self.peer = peer
        self.address: tuple[str, int] = ("", 0)

    async def send(self, message: dict[str, Any]) -> None:
        """Say something; waits while the neighbour is slow to listen."""
        self._sent += 1
        text = json.dumps([self._mine, self._sent, message], separators=(",", ":")).encode()
        _write(self._writer, bytes(self._box.encrypt(text)))
        await self._writer.drain()

    async def receive(self) -> tuple[dict[str, Any], int]:
        """The next message and its size. Raises Refused for what the neighbour cannot have said."""
        frame = await _read(self._reader, MAX_FRAME)
        try:
            side, number, message = json.loads(self._box.decrypt(frame))
        except (CryptoError, ValueError):
            raise Refused("It sent something that cannot be opened.") from None
        self._received += 1
        if (side, number) != (self._theirs, self._received) or not isinstance(message, dict):
            raise Refused("It repeated, dropped or sent back a message.")
        return message, len(frame)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def greet(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    me: Me,
    known: Known,
    *,
    first: bool,
) -> Channel:
    """Find out who is there, and prove who this is. `first`: this side opened the connection.

    Raises Refused, or the errors of a connection that breaks.
    """
    secret = PrivateKey.generate()
    mine = Greeting(
        version=VERSION, device_id=me.device_id, event_id=me.event_id,
        key=bytes(secret.public_key).hex(), certificate=me.certificate,
    ).model_dump_json().encode()  # fmt: skip
    _write(writer, mine)
    await writer.drain()
    theirs = await _read(reader, MAX_GREETING)
    peer = _understood(theirs, me)
    public_key = known(peer.device_id, peer.certificate)
    box = Box(secret, PublicKey(bytes.fromhex(peer.key)))
    channel = Channel(reader, writer, box, first=first, peer=peer)
    transcript = _transcript(*((mine, theirs) if first else (theirs, mine)))
    await channel.send({"proof": me.key.sign(transcript + _side(first)).hex()})
    proof, _ = await channel.receive()
    try:
        signature = bytes.fromhex(proof["proof"])
    except (KeyError, TypeError, ValueError):
        raise Refused("It did not prove who it is.") from None
    if not chain.is_signed(public_key, transcript + _side(not first), signature):
        raise Refused("It did not prove who it is.")
    return channel


def _understood(text: bytes, me: Me) -> Greeting:
    try:
        peer = Greeting.model_validate_json(text)
    except ValidationError:
        raise Refused("It does not speak our language.") from None
    if peer.version != VERSION:
        raise Refused("It speaks another version.")
    if peer.event_id != me.event_id:
        raise Refused("It belongs to another event.")
    return peer


def _transcript(first: bytes, second: bytes) -> bytes:
    parts = (_CONTEXT, hashlib.sha256(first).digest(), hashlib.sha256(second).digest())
    return hashlib.sha256(b"".join(parts)).digest()


def _side(first: bool) -> bytes:
    return b"a" if first else b"b"


def _write(writer: asyncio.StreamWriter, frame: bytes) -> None:
    writer.write(len(frame).to_bytes(4, "big") + frame)


async def _read(reader: asyncio.StreamReader, most: int) -> bytes:
    length = int.from_bytes(await reader.readexactly(4), "big")
    if length > most:
        raise Refused("It sent more than a message may hold.")
    return await reader.readexactly(length)

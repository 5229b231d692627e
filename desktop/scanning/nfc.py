"""NFC tags at any PC/SC reader: UID, and the text and links of Type 2 and Type 4 tags.

Reading a tag is plain functions over `Transmit`; `Readers` watches the readers on a thread of its
own and survives readers and the smart-card service coming and going.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import ndef

from shared.credentials import Credential, Medium, from_text, from_uid

log = logging.getLogger(__name__)
Transmit = Callable[[bytes], tuple[bytes, int]]
"""Sends an APDU; the data of the answer and its status word."""

_OK = 0x9000
_GET_UID = bytes.fromhex("FFCA000000")
_SELECT_NDEF_APP = bytes.fromhex("00A4040007D276000085010100")
_SELECT_CC = bytes.fromhex("00A4000C02E103")
_NDEF_MAGIC, _TYPE_2_SIZE_UNIT = 0xE1, 8
_MAX_NDEF = 4096
_POLL_MS = 1_000
_RETRY_SECONDS = 2.0


@dataclass(frozen=True)
class Tag:
    """A tag on a reader. `texts` are its text records and links, in their order."""

    uid: bytes
    texts: tuple[str, ...] = ()

    def credentials(self) -> tuple[Credential, ...]:
        """What it may stand for, the most telling first: its texts, then its number."""
        told = tuple(from_text(text, Medium.NFC) for text in self.texts)
        return (*told, from_uid(self.uid)) if self.uid else told


class TagGone(Exception):
    """The tag left the reader before it was read."""


def read_tag(transmit: Transmit) -> Tag:
    """The UID of any NFC-A, B or V tag, and the records of a Type 4 or Type 2 one."""
    uid, status = transmit(_GET_UID)
    message = _type_4(transmit) or _type_2(transmit)
    return Tag(uid if status == _OK else b"", tuple(_texts(message)))


def _type_4(transmit: Transmit) -> bytes:
    if transmit(_SELECT_NDEF_APP)[1] != _OK or transmit(_SELECT_CC)[1] != _OK:
        return b""
    container, status = transmit(bytes.fromhex("00B000000F"))
    if status != _OK or len(container) < 13:
        return b""
    if transmit(bytes.fromhex("00A4000C02") + container[9:11])[1] != _OK:
        return b""
    head, status = transmit(bytes.fromhex("00B0000002"))
    if status != _OK or len(head) < 2:
        return b""
    length = min(int.from_bytes(head[:2], "big"), _MAX_NDEF)
    message = b""
    while len(message) < length:
        step = min(length - len(message), 0xF0)
        part, status = transmit(b"\x00\xb0" + (2 + len(message)).to_bytes(2, "big") + bytes([step]))
        if status != _OK or not part:
            return b""
        message += part
    return message


def _type_2(transmit: Transmit) -> bytes:
    """Pages of four bytes: the capability container is page 3, records begin at page 4."""
    container, status = transmit(bytes.fromhex("FFB0000310"))
    if status != _OK or len(container) < 4 or container[0] != _NDEF_MAGIC:
        return b""
    size = min(container[2] * _TYPE_2_SIZE_UNIT, _MAX_NDEF)
    memory = bytearray(container[4:])
    while len(memory) < size:
        page = 4 + len(memory) // 4
        part, status = transmit(b"\xff\xb0\x00" + bytes([page & 0xFF]) + b"\x10")
        if status != _OK or not part:
            break
        memory += part
    return _message_in(bytes(memory[:size]))


def _message_in(memory: bytes) -> bytes:
    """The first NDEF message of a tag's TLV blocks."""
    place = 0
    while place + 1 < len(memory):
        kind = memory[place]
        if kind == 0x00:
            place += 1
            continue
        if kind == 0xFE:
            return b""
        length, start = memory[place + 1], place + 2
        if length == 0xFF:
            length, start = int.from_bytes(memory[place + 2 : place + 4], "big"), place + 4
        if kind == 0x03:
            return memory[start : start + length]
        place = start + length
    return b""


def _texts(message: bytes) -> Iterator[str]:
    if not message:
        return
    try:
        for record in ndef.message_decoder(message, errors="strict"):
            if isinstance(record, ndef.TextRecord):
                yield record.text
            elif isinstance(record, ndef.UriRecord):
                yield record.iri
    except (ndef.DecodeError, ValueError) as problem:
        log.info("a tag holds records that make no sense: %s", problem)


def has_arrived(before: int, now: int, present: int) -> bool:
    """Whether a tag came since a reader was in the state `before`.

    The upper half of a state counts arrivals and departures: one tag may be taken away and the next
    be held up while the thread was busy with the first.
    """
    return bool(now & present) and (not before & present or before >> 16 != now >> 16)


class Readers:
    """Watches every reader of the machine.

    `on_tag` is told each tag that arrives, `on_readers` the names of the readers whenever they
    change, both on this object's own thread.
    """

    def __init__(
        self, on_tag: Callable[[Tag], None], on_readers: Callable[[tuple[str, ...]], None]
    ) -> None:
        self._on_tag, self._on_readers = on_tag, on_readers
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nfc", daemon=True)
        self._told: tuple[str, ...] | None = None

    def start(self) -> None:
        """Begin to watch; without the extra `nfc` there is nothing to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns within about a second."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        try:
            from smartcard import scard  # noqa: PLC0415  an extra; its service may be missing
        except ImportError as problem:
            log.info("no NFC: %s", problem)
            self._tell(())
            return
        told = scard.SCARD_S_SUCCESS
        while not self._stopping.is_set():
            status, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            if status != told:
                told = status
                log.info("smart-card service: %s", scard.SCardGetErrorMessage(status))
            if status == scard.SCARD_S_SUCCESS:
                try:
                    self._watch(scard, context)
                finally:
                    scard.SCardReleaseContext(context)
            self._tell(())
            self._stopping.wait(_RETRY_SECONDS)

    def _watch(self, scard: Any, context: Any) -> None:
        """Until the service goes away. The state of each reader tells an arrival from a stay."""
        states: dict[str, int] = {}
        while not self._stopping.is_set():
            status, names = scard.SCardListReaders(context, [])
            if status not in (scard.SCARD_S_SUCCESS, scard.SCARD_E_NO_READERS_AVAILABLE):
                return
            self._tell(tuple(names))
            states = {name: states.get(name, scard.SCARD_STATE_UNAWARE) for name in names}
            if not names:
                self._stopping.wait(_POLL_MS / 1000)
                continue
            # Waits no longer than this, so that a reader plugged in meanwhile is listed soon.
            status, found = scard.SCardGetStatusChange(context, _POLL_MS, list(states.items()))
            if status == scard.SCARD_E_TIMEOUT:
                continue
            if status != scard.SCARD_S_SUCCESS:
                return
            for name, state, _atr in found:
                before = states[name]
                states[name] = state & ~scard.SCARD_STATE_CHANGED
                if has_arrived(before, state, scard.SCARD_STATE_PRESENT):
                    self._read(scard, context, name)

    def _read(self, scard: Any, context: Any, reader: str) -> None:
        shared, either = scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        status, card, protocol = scard.SCardConnect(context, reader, shared, either)
        if status != scard.SCARD_S_SUCCESS:
            return

        def transmit(apdu: bytes) -> tuple[bytes, int]:
            result, answer = scard.SCardTransmit(card, protocol, list(apdu))
            if result != scard.SCARD_S_SUCCESS:
                raise TagGone(scard.SCardGetErrorMessage(result))
            return bytes(answer[:-2]), int.from_bytes(bytes(answer[-2:]), "big")

        try:
            tag = read_tag(transmit)
        except TagGone as problem:
            log.info("a tag left too early: %s", problem)
        else:
            if tag.uid or tag.texts:
                self._on_tag(tag)
        finally:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)

    def _tell(self, names: tuple[str, ...]) -> None:
        if names != self._told:
            self._told = names
            self._on_readers(names)

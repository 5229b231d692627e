"""Labels to printers that speak their own language: a picture in ZPL or ESC/POS, over a network
socket or a device file. What the picture shows is `ui.labels`' business.

Such printers are asked for paper and head first, where they can answer. Pictures are boolean arrays,
height by width, true where ink goes.
"""

import os
import re
import select
import socket
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

try:
    import tty
except ImportError:  # Windows, which has no device files
    tty = None  # type: ignore[assignment]

Ink = NDArray[np.bool_]
DOTS_PER_INCH = 203
"""What label printers of both kinds usually have."""
_PORT = 9100
_SECONDS = 5.0
_ANSWER_SECONDS = 1.0
_MOST_HEARD = 4_096


class PrintFailed(Exception):
    """The sentence is for the screen."""


@dataclass(frozen=True)
class Condition:
    """What a printer says of itself, in sentences for the screen: what stops it now, what will soon.

    Without `answered` nobody knows: it cannot be asked, said nothing, or only half of it.
    """

    answered: bool = False
    stops: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelPrinter:
    """A printer by its language (`zpl` or `escpos`) and its address: `host:port` or a device."""

    language: str
    address: str

    @classmethod
    def parse(cls, setting: str) -> "LabelPrinter | None":
        """The printer of a setting; None where it names none of this kind."""
        language, _, address = setting.partition(":")
        return cls(language, address) if language in ("zpl", "escpos") and address else None

    def ask(self) -> Condition:
        """Paper and head, within seconds. Raises PrintFailed where no printer is."""
        try:
            with _device(self.address) if self._is_device else _network(self.address) as line:
                if line is None:
                    return Condition()
                return _ask_zpl(line) if self.language == "zpl" else _ask_escpos(line)
        except (OSError, ValueError) as problem:
            raise PrintFailed("The printer does not answer.") from problem

    def send(self, picture: Ink) -> None:
        """Print one label. Raises PrintFailed."""
        content = zpl(picture) if self.language == "zpl" else escpos(picture)
        try:
            if self._is_device:
                with Path(self.address).open("wb") as device:
                    device.write(content)
            else:
                with _connected(self.address) as connection:
                    connection.sendall(content)
        except (OSError, ValueError) as problem:
            raise PrintFailed("The printer does not answer.") from problem

    @property
    def _is_device(self) -> bool:
        return self.address.startswith("/")


def zpl(picture: Ink) -> bytes:
    """A whole ZPL II label that is one graphic field; the label is as large as the picture."""
    height, width = picture.shape
    rows = np.packbits(picture, axis=1)
    size, step = rows.size, rows.shape[1]
    graphic = rows.tobytes().hex().upper()
    return (
        f"^XA^PW{width}^LL{height}^LH0,0^FO0,0^GFA,{size},{size},{step},{graphic}^FS^PQ1^XZ\n"
    ).encode("ascii")


def escpos(picture: Ink) -> bytes:
    """An ESC/POS raster picture, then feed and cut."""
    height, _ = picture.shape
    rows = np.packbits(picture, axis=1)
    head = b"\x1d\x76\x30\x00" + rows.shape[1].to_bytes(2, "little") + height.to_bytes(2, "little")
    return b"".join((b"\x1b\x40", head, bytes(rows), b"\x1b\x64\x03\x1d\x56\x42\x00"))


# What printers say

ZPL_QUESTION = b"~HS"
_ZPL_STRING = re.compile(rb"\x02([\x20-\x7e]*)\x03")
_ZPL_FIRST, _ZPL_SECOND = 12, 11
"""How many fields the two strings have that matter; the third is the password's."""


def zpl_condition(heard: bytes) -> Condition:
    """What the answer to `~HS` means: three strings of fields, each between STX and ETX."""
    strings = [found.split(b",") for found in _ZPL_STRING.findall(heard)]
    first = next((s for s in strings if _is_answer(s, _ZPL_FIRST, (1, 2, 11))), None)
    second = next((s for s in strings if _is_answer(s, _ZPL_SECOND, (2, 3, 4))), None)
    stops = []
    if first and first[1] == b"1":
        stops.append("Paper is out. Put a new roll in.")
    if second and second[2] == b"1":
        stops.append("The head is open. Close it.")
    # A printer without a ribbon may say that it is out; it matters where one is used.
    if second and second[3] == second[4] == b"1":
        stops.append("The ribbon is out. Put a new one in.")
    if first and first[11] == b"1":
        stops.append("The print head is too hot. Let it cool.")
    # Printers pause by themselves for all of these: then that is no news.
    if first and first[2] == b"1" and not stops:
        stops.append("The printer is paused. Press its pause key.")
    return Condition(bool(stops) or None not in (first, second), tuple(stops))


def _is_answer(fields: list[bytes], many: int, flags: tuple[int, ...]) -> bool:
    return len(fields) == many and all(fields[place] in (b"0", b"1") for place in flags)


_PRINTER, _OFFLINE, _ERROR, _ROLL = 1, 2, 3, 4
"""What `DLE EOT` asks for."""


def is_escpos_answer(byte: int) -> bool:
    """Whether this is the answer to a `DLE EOT`, which has four bits that never change."""
    return byte & 0b1001_0011 == 0b0001_0010


def escpos_condition(heard: Mapping[int, int]) -> Condition:
    """What the answers to `DLE EOT 1` to `4` mean, as far as they came."""
    printer, offline = heard.get(_PRINTER, 0), heard.get(_OFFLINE, 0)
    error, roll = heard.get(_ERROR, 0), heard.get(_ROLL, 0)
    stops = []
    if roll & 0x60 or offline & 0x20:
        stops.append("Paper is out. Put a new roll in.")
    if offline & 0x04:
        stops.append("The cover is open. Close it.")
    if error & 0x08:
        stops.append("The cutter is stuck. Open the cover and free it.")
    if error & 0x20:
        stops.append("The printer reports a fault. Switch it off and on.")
    if error & 0x40:
        stops.append("The print head is too hot. Let it cool.")
    if printer & 0x08 and not stops:
        stops.append("The printer is offline. Look at its lights.")
    low = roll & 0x0C and not stops
    soon = ("Paper is nearly out. Have a new roll ready.",) if low else ()
    return Condition(bool(stops) or {_OFFLINE, _ROLL} <= heard.keys(), tuple(stops), soon)


# How they are asked


class _Line(Protocol):
    """A way there and back."""

    def say(self, content: bytes) -> None:
        """Raises OSError."""

    def hear(self, seconds: float) -> bytes:
        """What has come; nothing once the time or the line is over."""


class _Network:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def say(self, content: bytes) -> None:
        self._connection.sendall(content)

    def hear(self, seconds: float) -> bytes:
        self._connection.settimeout(seconds)
        return self._connection.recv(_MOST_HEARD)


class _Device:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def say(self, content: bytes) -> None:
        os.write(self._descriptor, content)

    def hear(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        return os.read(self._descriptor, _MOST_HEARD) if ready else b""


def _connected(address: str) -> socket.socket:
    host, _, port = address.partition(":")
    return socket.create_connection((host, int(port or _PORT)), _SECONDS)


@contextmanager
def _network(address: str) -> Iterator[_Line | None]:
    with _connected(address) as connection:
        yield _Network(connection)


@contextmanager
def _device(path: str) -> Iterator[_Line | None]:
    """None where the device only takes; a file takes too, and a question would be printed with it."""
    if not stat.S_ISCHR(os.stat(path).st_mode):
        yield None
        return
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        yield None
        return
    try:
        if tty is not None and os.isatty(descriptor):
            tty.setraw(descriptor)  # or a serial line holds answers back until one ends in Return
        yield _Device(descriptor)
    finally:
        os.close(descriptor)


def _ask_zpl(line: _Line) -> Condition:
    heard = _answer(line, ZPL_QUESTION, lambda told: told.count(b"\x03") >= 3)
    return zpl_condition(heard)


def _ask_escpos(line: _Line) -> Condition:
    heard: dict[int, int] = {}
    for what in (_PRINTER, _OFFLINE, _ERROR, _ROLL):
        told = _answer(line, bytes((0x10, 0x04, what)), lambda b: any(map(is_escpos_answer, b)))
        found = [byte for byte in told if is_escpos_answer(byte)]
        if not found:
            break  # who is silent once is not waited for three times more
        heard[what] = found[-1]
    return escpos_condition(heard)


def _answer(line: _Line, question: bytes, is_whole: Callable[[bytes], bool]) -> bytes:
    """What is said to a question until it is whole, the time is over, or it is mere noise."""
    heard, end = b"", time.monotonic() + _ANSWER_SECONDS
    with suppress(OSError):
        line.say(question)
        while not is_whole(heard) and len(heard) < _MOST_HEARD:
            left = end - time.monotonic()
            part = line.hear(left) if left > 0 else b""
            if not part:
                break
            heard += part
    return heard

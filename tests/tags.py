"""A real smart-card service with a virtual reader, and tags that tests hold to it."""

import contextlib
import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

PCSCD = shutil.which("pcscd", path="/usr/sbin:/usr/bin")
DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so.0.8")
_PORT = 0x8C7B
_HAND_SECONDS = 1.0
_ATR = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
_OK, _NOT_FOUND, _WRONG = b"\x90\x00", b"\x6a\x82", b"\x6d\x00"


class Type2:
    """An NTAG: a UID and pages of memory."""

    def __init__(self, uid: bytes, message: bytes | None) -> None:
        self.uid = uid
        self.memory = bytes(12)
        if message is not None:
            size = (len(message) + 16) // 8 + 1
            length = (
                bytes([len(message)])
                if len(message) < 255
                else b"\xff" + len(message).to_bytes(2, "big")
            )
            self.memory += bytes([0xE1, 0x10, size, 0]) + b"\x03" + length + message + b"\xfe"
            self.memory += bytes(size * 8)

    def answer(self, apdu: bytes) -> bytes:
        if apdu[:2] == b"\xff\xca":
            return self.uid + _OK
        if apdu[:2] == b"\xff\xb0":
            start = apdu[3] * 4
            return self.memory[start : start + apdu[4]].ljust(apdu[4], b"\0") + _OK
        return _NOT_FOUND


class Type4:
    """An application with two files, as on a phone or a DESFire card."""

    def __init__(self, uid: bytes, message: bytes) -> None:
        self.uid = uid
        self.files = {
            b"\xe1\x03": bytes.fromhex("000F2000FF00FF0406E10408000000"),
            b"\xe1\x04": len(message).to_bytes(2, "big") + message,
        }
        self._open = b""

    def answer(self, apdu: bytes) -> bytes:
        if apdu[:2] == b"\xff\xca":
            return self.uid + _OK
        if apdu[:4] == b"\x00\xa4\x04\x00":
            return _OK if apdu[5:12] == bytes.fromhex("D2760000850101") else _NOT_FOUND
        if apdu[:4] == b"\x00\xa4\x00\x0c" and apdu[5:7] in self.files:
            self._open = self.files[apdu[5:7]]
            return _OK
        if apdu[:2] == b"\x00\xb0":
            start = int.from_bytes(apdu[2:4], "big")
            return self._open[start : start + apdu[4]] + _OK
        return _WRONG


class Broken(Type2):
    """Answers nothing that makes sense."""

    def answer(self, apdu: bytes) -> bytes:
        return _WRONG


@contextlib.contextmanager
def held_up(tag: Type2 | Type4, slot: int = 0) -> Iterator[None]:
    """The tag lies on the reader for as long as the block runs."""
    connection = _connect(_PORT + slot)
    thread = threading.Thread(target=_serve, args=(connection, tag), daemon=True)
    thread.start()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
        thread.join(5)
        # The virtual reader is asked every 0.4 s, and swaps a tag for the next without telling.
        time.sleep(_HAND_SECONDS)


@contextlib.contextmanager
def service() -> Iterator[subprocess.Popen[bytes]]:
    """pcscd in the foreground."""
    assert PCSCD is not None
    # Since its version 2 it asks polkit who may use readers, which a container does not have.
    known = subprocess.run([PCSCD, "--help"], capture_output=True, text=True, check=False).stdout
    options = [option for option in ("--disable-polkit",) if option in known]
    process = subprocess.Popen(
        [PCSCD, "--foreground", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _connect(_PORT).close()
        yield process
    finally:
        process.terminate()
        process.wait(10)


def _connect(port: int) -> socket.socket:
    deadline = time.monotonic() + 15
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 2)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _serve(connection: socket.socket, tag: Type2 | Type4) -> None:
    connection.settimeout(None)
    with contextlib.suppress(OSError, EOFError):
        while True:
            (length,) = struct.unpack(">H", _read(connection, 2))
            message = _read(connection, length)
            if length == 1:
                if message == b"\x04":
                    connection.sendall(struct.pack(">H", len(_ATR)) + _ATR)
                continue
            answer = tag.answer(message)
            connection.sendall(struct.pack(">H", len(answer)) + answer)


def _read(connection: socket.socket, count: int) -> bytes:
    content = b""
    while len(content) < count:
        part = connection.recv(count - len(content))
        if not part:
            raise EOFError
        content += part
    return content

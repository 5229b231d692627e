"""A label printer on the network that says how it is, as much of that as it is told to."""

import contextlib
import socket
import threading
from collections.abc import Mapping

HEALTHY = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
NO_PAPER = HEALTHY.replace(b"030,0,0", b"030,1,1")
HEAD_OPEN = HEALTHY.replace(b"000,0,0,0,0", b"000,0,1,0,0")
ESCPOS_HEALTHY = {b"\x10\x04" + bytes([n]): b"\x12" for n in (1, 2, 3, 4)}


class Printer:
    """`paper` is what came out; `says` is its answer to each question, and none by default."""

    def __init__(self, language: str = "zpl", says: Mapping[bytes, bytes] | None = None) -> None:
        self.paper: list[bytes] = []
        self.says = dict(says or {})
        self.asked: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self.name = f"{language}:{self.address}"
        threading.Thread(target=self._work, daemon=True).start()

    def unplug(self) -> None:
        """It answers nobody any more."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _work(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        content = b""
        while part := connection.recv(65_536):
            if part == b"~HS" or part.startswith(b"\x10\x04"):
                self.asked.append(part)
                connection.sendall(self.says.get(part, b""))
            else:
                content += part
        if content:
            self.paper.append(content)

"""Labels to printers that speak their own language: a picture in ZPL or ESC/POS, over a network
socket or a device file. What the picture shows is `ui.labels`' business.

Pictures are boolean arrays, height by width, true where ink goes.
"""

import socket
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.bool_]
DOTS_PER_INCH = 203
"""What label printers of both kinds usually have."""
_PORT = 9100
_SECONDS = 5.0


class PrintFailed(Exception):
    """The sentence is for the screen."""


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

    def send(self, picture: Ink) -> None:
        """Print one label. Raises PrintFailed."""
        content = zpl(picture) if self.language == "zpl" else escpos(picture)
        try:
            if self.address.startswith("/"):
                with Path(self.address).open("wb") as device:
                    device.write(content)
            else:
                host, _, port = self.address.partition(":")
                with socket.create_connection((host, int(port or _PORT)), _SECONDS) as connection:
                    connection.sendall(content)
        except (OSError, ValueError) as problem:
            raise PrintFailed("The printer does not answer.") from problem


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

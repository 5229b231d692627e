"""From a frame to the texts in it: zxing-cpp first, pyzbar second, OpenCV to prepare hard frames.

Frames are grey 8-bit arrays, height by width. The second effort is bounded by a time budget, so it
never delays the frame after next.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from shared.credentials import Medium

log = logging.getLogger(__name__)
Frame = NDArray[np.uint8]
Point = tuple[float, float]
BUDGET_SECONDS = 0.025

_FORMATS: Any = [
    getattr(zxingcpp.BarcodeFormat, name)
    for name in ("QRCode", "MicroQRCode", "Aztec", "DataMatrix", "PDF417", "Code128")
]


@dataclass(frozen=True)
class Found:
    """One code in a frame. `outline` are its four corners in frame pixels."""

    content: bytes
    medium: Medium
    outline: tuple[Point, ...]


class Decoder:
    """Keeps the order of efforts; holds no frame."""

    def __init__(
        self, budget: float = BUDGET_SECONDS, timer: Callable[[], float] = time.perf_counter
    ) -> None:
        self._budget = budget
        self._timer = timer
        self._zbar = _load_zbar()

    @property
    def has_zbar(self) -> bool:
        """Whether the second reader's system library is here."""
        return self._zbar is not None

    def read(self, frame: Frame) -> list[Found]:
        """Every code in the frame; several only where the frame shows several."""
        started = self._timer()
        found = read_zxing(frame)
        for effort in self._second_efforts(frame):
            if found or self._timer() - started > self._budget:
                break
            found = effort()
        return found

    def _second_efforts(self, frame: Frame) -> Iterator[Callable[[], list[Found]]]:
        """The cheapest first. Each is tried only while there is time and nothing was found."""
        if _is_flat(frame):
            return
        yield lambda: read_zxing(_equalised(frame))
        if self._zbar is not None:
            yield lambda: self._read_zbar(frame)
        yield lambda: _scaled(read_zxing(_smaller(frame)), 2.0)
        yield lambda: read_zxing(_sharpened(frame))

    def _read_zbar(self, frame: Frame) -> list[Found]:
        assert self._zbar is not None
        symbols = [self._zbar.ZBarSymbol.QRCODE, self._zbar.ZBarSymbol.CODE128]
        return [
            Found(
                bytes(code.data),
                Medium.QR if code.type == "QRCODE" else Medium.BARCODE,
                tuple((float(p.x), float(p.y)) for p in code.polygon),
            )
            for code in self._zbar.decode(frame, symbols=symbols)
        ]


def read_zxing(frame: Frame) -> list[Found]:
    """What zxing-cpp reads. Too short one-dimensional codes are noise of the picture."""
    found = []
    for code in zxingcpp.read_barcodes(frame, formats=_FORMATS):
        content = _content(code)
        medium = _medium(code)
        if medium is Medium.BARCODE and len(content) < 6:
            continue
        corners = code.position
        outline = tuple(
            (float(point.x), float(point.y))
            for point in (
                corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left,
            )
        )  # fmt: skip
        found.append(Found(content, medium, outline))
    return found


def grey(frame: NDArray[Any]) -> Frame:
    """A frame as the decoder wants it."""
    if frame.ndim == 2:
        return np.ascontiguousarray(frame, dtype=np.uint8)
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def _content(code: Any) -> bytes:
    """The bytes as they are where they are UTF-8, else in the character set the code declares."""
    raw = bytes(code.bytes)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        if code.content_type == zxingcpp.ContentType.Text:
            return str(code.text).encode()
    return raw


def _medium(code: Any) -> Medium:
    flat = code.format in (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.PDF417)
    return Medium.BARCODE if flat else Medium.QR


def _is_flat(frame: Frame) -> bool:
    """Nothing is held up: a wall, a ceiling, darkness."""
    small = cv2.resize(frame, (64, 36), interpolation=cv2.INTER_AREA)
    return int(small.max()) - int(small.min()) < 10


def _equalised(frame: Frame) -> Frame:
    contrast = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8))
    return np.asarray(contrast.apply(frame), dtype=np.uint8)


def _smaller(frame: Frame) -> Frame:
    return np.asarray(cv2.resize(frame, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def _sharpened(frame: Frame) -> Frame:
    soft = cv2.GaussianBlur(frame, (0, 0), 2.5)
    return np.asarray(cv2.addWeighted(frame, 2.2, soft, -1.2, 0), dtype=np.uint8)


def _scaled(found: list[Found], factor: float) -> list[Found]:
    return [
        Found(f.content, f.medium, tuple((x * factor, y * factor) for x, y in f.outline))
        for f in found
    ]


def _load_zbar() -> Any:
    try:
        from pyzbar import pyzbar  # noqa: PLC0415  its system library may be missing
    except (ImportError, OSError) as problem:
        log.warning("pyzbar cannot be used (%s); 'usher doctor' says how to get it", problem)
        return None
    return pyzbar

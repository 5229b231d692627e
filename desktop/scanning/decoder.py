"""From a frame to the texts in it.

zxing-cpp reads every frame. Where it finds nothing, a second effort begins: prepared views of the
frame, or of the part of it that looks like a code, one after the other. A code held up is in many
frames, so each unread frame goes on where the last one stopped. Every unread frame gets at least one
view, however slow or busy the machine is, and as many more as its own pace leaves room for: what
zxing-cpp needs for a frame says how fast the machine is now. `bench.decode` measures what each view
earns.

Frames are grey 8-bit arrays, height by width.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from desktop.scanning.symbologies import OLDER, USUAL, is_older, writings
from shared.credentials import Medium

log = logging.getLogger(__name__)
Frame = NDArray[np.uint8]
Point = tuple[float, float]
BUDGET_SECONDS = 0.022
"""For the views of one frame, where the machine is no slower than what this was measured on; the last
view begun may run over it by its own few milliseconds."""
_MOST_SECONDS = 0.2
"""A frame that waits longer than this is no picture of what is held up now."""
_PACES = 4.0
"""A slow machine may take so many times as long for the views as zxing-cpp took for the frame."""

_LEARNING = 0.1
_ROI_SIDE = 560
SHORTEST = 6
"""Signs of a bar code that need not be on the list to be told of."""
_MICRO = zxingcpp.BarcodeFormat.MicroQRCode
_LITTLE_CONTRAST = 20.0
SHARP_ENOUGH = 18.0
"""From this sharpness on every code of `bench.decode` held out of focus was read by zxing-cpp."""


@dataclass(frozen=True)
class Found:
    """One code in a frame. `outline` are its four corners in frame pixels.

    A `weak` one may be noise of the picture or a part of another code: it says something only where
    it is a ticket's, or read again and again. `others` are further writings of the same number.
    """

    content: bytes
    medium: Medium
    outline: tuple[Point, ...]
    weak: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Region:
    """The part of a frame that looks like a code, brought to a handy size."""

    picture: Frame
    left: float
    top: float
    scale: float
    tilt: float
    """Degrees by which its longer edge is off the horizontal."""

    def placed(self, found: list[Found], shrunk: float = 1.0) -> list[Found]:
        """Outlines back in frame pixels; `shrunk` is what a view did to the size."""
        factor = self.scale * shrunk
        return [
            replace(
                f,
                outline=tuple(
                    (x / factor + self.left, y / factor + self.top) for x, y in f.outline
                ),
            )
            for f in found
        ]


@dataclass(frozen=True)
class View:
    """One way to look again. `scale` is what it does to the size; `zbar` names the reader."""

    name: str
    prepare: Callable[[Frame], Frame]
    scale: float = 1.0
    zbar: bool = False
    upright: bool = False
    """Turn the region upright first; outlines are then those of the whole region."""
    whole: bool = False
    """Of the whole frame: where the region is not found, or is only a part of the code."""


class Decoder:
    """Keeps the turn of the views; holds no frame."""

    def __init__(
        self, budget: float = BUDGET_SECONDS, timer: Callable[[], float] = time.perf_counter
    ) -> None:
        self._budget = budget
        self._timer = timer
        self._zbar = _load_zbar()
        self.views = tuple(view for view in VIEWS if self._zbar is not None or not view.zbar)
        self._turn = 0
        self._pace = 0.0
        self.last_view = ""
        self.reads_older = False
        """Also bar codes of older systems (`symbologies.OLDER`)."""

    @property
    def has_zbar(self) -> bool:
        """Whether the second reader's system library is here."""
        return self._zbar is not None

    def read(self, frame: Frame) -> list[Found]:
        """Every code in the frame; several only where the frame shows several.

        Weak ones are told, but do not keep a damaged ticket beside them from being looked for.
        """
        started = self._timer()
        found = self._read_zxing(frame)
        first = self._timer() - started
        self._pace += (first - self._pace) * _LEARNING if self._pace else first
        self.last_view = "zxing" if found else ""
        if _is_sure(found) or _is_flat(frame):
            self._turn = 0
            return found
        return self._look_again(frame, found)

    def _look_again(self, frame: Frame, weak: list[Found]) -> list[Found]:
        """The views whose turn it is; what the first that is sure of something gives, else weak ones.

        Where there are some already, a single view has to do: they are there in every frame.
        """
        region = code_region(frame)
        until = self._timer() + (0 if weak else self.budget)
        for _ in self.views:
            view = self.views[self._turn % len(self.views)]
            self._turn += 1
            if view.whole or region is not None:
                found = self.look_again(region, view, frame)
                if _is_sure(found):
                    self.last_view = view.name
                    self._turn -= 1  # the next frame of the same card begins with what worked
                    return found
                known = {one.content for one in weak}
                weak = weak + [one for one in found if one.content not in known]
                if self._timer() > until:
                    break
        return weak

    @property
    def budget(self) -> float:
        """Seconds for the views of a frame, at the pace of this machine now."""
        return max(self._budget, min(_MOST_SECONDS, _PACES * self._pace))

    def look_again(self, region: Region | None, view: View, frame: Frame) -> list[Found]:
        """What one view gives, of the region or of the whole frame."""
        read = self._read_zbar if view.zbar else self._read_zxing
        if view.whole or region is None:
            found = read(view.prepare(frame))
            return [
                replace(f, outline=tuple((x / view.scale, y / view.scale) for x, y in f.outline))
                for f in found
            ]
        if view.upright:
            height, width = region.picture.shape
            whole = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
            found = read(view.prepare(_turned(region.picture, region.tilt)))
            return region.placed([replace(f, outline=whole) for f in found])
        return region.placed(read(view.prepare(region.picture)), view.scale)

    def _read_zxing(self, frame: Frame) -> list[Found]:
        return read_zxing(frame, older=self.reads_older)

    def _read_zbar(self, frame: Frame) -> list[Found]:
        """No older kinds: of a part of a bar code it makes numbers far more often than zxing-cpp."""
        assert self._zbar is not None
        symbols = [self._zbar.ZBarSymbol.QRCODE, self._zbar.ZBarSymbol.CODE128]
        return [
            Found(
                bytes(code.data),
                Medium.QR if code.type == "QRCODE" else Medium.BARCODE,
                tuple((float(p.x), float(p.y)) for p in code.polygon),
                weak=code.type != "QRCODE" and len(code.data) < SHORTEST,
            )
            for code in self._zbar.decode(frame, symbols=symbols)
        ]


def read_zxing(frame: Frame, *, older: bool = False) -> list[Found]:
    """What zxing-cpp reads. Short codes of formats with few checks may be noise of the picture.

    The smallest Micro QR, of up to five digits, is found within other codes by chance.
    """
    found = []
    formats: Any = [*USUAL, *OLDER] if older else list(USUAL)
    for code in zxingcpp.read_barcodes(frame, formats=formats):
        content = _content(code)
        medium = _medium(code)
        has_few_checks = medium is Medium.BARCODE or code.format == _MICRO
        corners = code.position
        outline = tuple(
            (float(point.x), float(point.y))
            for point in (
                corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left,
            )
        )  # fmt: skip
        name = str(code.format)
        others = writings(name, content.decode(errors="replace"), str(code.text))
        weak = is_older(name) or (has_few_checks and len(content) < SHORTEST)
        found.append(Found(content, medium, outline, weak, others))
    return found


def _is_sure(found: list[Found]) -> bool:
    return any(not one.weak for one in found)


def code_region(frame: Frame) -> Region | None:
    """Where edges stand close together in both directions, as in a code; None where nowhere.

    Finder patterns would be sharper, but a crack or a fold through one of them is just what the
    first reader stumbled over.
    """
    height, width = frame.shape
    step = max(1, width // 320)
    small = cv2.resize(frame, (width // step, height // step), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (3, 3), 0).astype(np.float32)
    across = cv2.blur(np.abs(cv2.Sobel(soft, cv2.CV_32F, 1, 0)), (15, 15))
    down = cv2.blur(np.abs(cv2.Sobel(soft, cv2.CV_32F, 0, 1)), (15, 15))
    busy = np.minimum(across, down)
    peak = float(busy.max())
    if peak < 1.5:
        return None
    mask = (busy > 0.45 * peak).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return None
    best = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    x, y, w, h = (int(value) * step for value in stats[best, :4])
    margin = max(w, h) // 4 + 8
    left, top = max(0, x - margin), max(0, y - margin)
    crop = frame[top : min(height, y + h + margin), left : min(width, x + w + margin)]
    scale = min(3.0, _ROI_SIDE / max(crop.shape))
    kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = _array(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=kind))
    return Region(picture, left, top, scale, _tilt(labels == best))


def _tilt(mask: NDArray[np.bool_]) -> float:
    points = np.argwhere(mask)[:, ::-1].astype(np.float32)
    _, (width, height), angle = cv2.minAreaRect(points)
    turned = angle if width >= height else angle - 90
    return float((turned + 45) % 90 - 45) if abs(turned) > 45 else float(turned)


def sharpness(frame: Frame) -> float:
    """How steep the edges in the middle of a frame are, in percent of its contrast a pixel.

    Neither the light nor the sensor's noise moves it much, unlike the usual variance of the
    Laplacian, which on our own tickets does not tell read from unread.
    """
    height, width = frame.shape
    middle = frame[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4]
    soft = cv2.GaussianBlur(middle, (0, 0), 1.0).astype(np.float32)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    steepest = float(np.percentile(np.hypot(across, down)[::2, ::2], 99)) / 8
    low, high = np.percentile(soft[::4, ::4], (2, 98))
    return 100 * steepest / max(float(high - low), _LITTLE_CONTRAST)


def grey(frame: NDArray[Any]) -> Frame:
    """A frame as the decoder wants it."""
    if frame.ndim == 2:
        return np.ascontiguousarray(frame, dtype=np.uint8)
    return _array(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))


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
    flat = str(code.format) in ("Code 128", "PDF417") or is_older(str(code.format))
    return Medium.BARCODE if flat else Medium.QR


def _is_flat(frame: Frame) -> bool:
    """Nothing is held up: a wall, a ceiling, darkness."""
    small = cv2.resize(frame, (64, 36), interpolation=cv2.INTER_AREA)
    return int(small.max()) - int(small.min()) < 6


def _array(picture: Any) -> Frame:
    return np.ascontiguousarray(picture, dtype=np.uint8)


# The views, each made for something that happens at doors


def _plain(f: Frame) -> Frame:
    """One-dimensional codes and PDF417 are read only along their rows."""
    return f


def _smooth(f: Frame) -> Frame:
    """Moiré, sensor noise and fine cracks."""
    return _array(cv2.GaussianBlur(f, (0, 0), 2.0))


def _half(f: Frame) -> Frame:
    """Very dark screens: averaging gives back some light."""
    return _array(cv2.resize(f, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def _flattened(f: Frame) -> Frame:
    """Uneven light: glare, folds, a lamp at one side."""
    height, width = f.shape
    small = cv2.resize(f, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    ground = cv2.resize(cv2.GaussianBlur(small, (0, 0), 3.2), (width, height))
    return _array(cv2.divide(f, np.maximum(ground, 1), scale=128))


def _flat_median(f: Frame) -> Frame:
    """Uneven light and noise."""
    return _array(cv2.medianBlur(_flattened(f), 5))


def _flat_closed(f: Frame) -> Frame:
    """Dark scratches and creases."""
    return _array(cv2.morphologyEx(_flattened(f), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)))


def _half_threshold(f: Frame) -> Frame:
    """Bright spots, shadows, glare: each place is dark or light against what lies around it."""
    small = _half(f)
    around = max(15, (min(small.shape) // 12) | 1)
    soft = cv2.GaussianBlur(small, (3, 3), 0)
    mean, binary = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY
    return _array(cv2.adaptiveThreshold(soft, 255, mean, binary, around, 4))


def _half_evened(f: Frame) -> Frame:
    """A lamp in a laminated badge: each place by how far it is off the mean there, in deviations."""
    small = cv2.GaussianBlur(_half(f), (0, 0), 0.8).astype(np.float32)
    mean = cv2.blur(small, (15, 15))
    spread = np.sqrt(np.maximum(cv2.blur(small * small, (15, 15)) - mean * mean, 0)) + 4
    return _array(np.clip(128 + 50 * (small - mean) / spread, 0, 255).astype(np.uint8))


def _half_clahe(f: Frame) -> Frame:
    """Little contrast, and another one at each place."""
    return _array(cv2.createCLAHE(3.0, (8, 8)).apply(_half(f)))


def _sharp(f: Frame) -> Frame:
    """A little out of focus, or moved."""
    return _array(cv2.addWeighted(f, 2.2, cv2.GaussianBlur(f, (0, 0), 2.5), -1.2, 0))


def _opened(f: Frame) -> Frame:
    """Light scratches and specks."""
    return _array(cv2.morphologyEx(f, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)))


def _inverted(f: Frame) -> Frame:
    """Light bars on dark ground: square codes are read so by themselves, bar codes are not."""
    return _array(cv2.bitwise_not(f))


def _turned(f: Frame, degrees: float) -> Frame:
    height, width = f.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return _array(cv2.warpAffine(f, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))


VIEWS = (
    View("whole, threshold, zbar", _half_threshold, scale=0.5, zbar=True, whole=True),
    View("half, CLAHE", _half_clahe, scale=0.5),
    View("half, zbar", _half, scale=0.5, zbar=True),
    View("smooth", _smooth),
    View("flat, median", _flat_median),
    View("flat, closed", _flat_closed),
    View("sharp", _sharp),
    View("whole, threshold", _half_threshold, scale=0.5, whole=True),
    View("turned", _plain, upright=True),
    View("whole, opened, zbar", _opened, zbar=True, whole=True),
    View("whole, evened, zbar", _half_evened, scale=0.5, zbar=True, whole=True),
    View("whole, inverted", _inverted, whole=True),
)
"""In the order of what they gain for their time; `bench.decode` prints it."""


def _load_zbar() -> Any:
    try:
        from pyzbar import pyzbar  # noqa: PLC0415  its system library may be missing
    except (ImportError, OSError) as problem:
        log.warning("pyzbar cannot be used (%s); 'usher doctor' says how to get it", problem)
        return None
    return pyzbar

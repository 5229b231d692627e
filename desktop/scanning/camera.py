"""Frames from a camera, a video file or a stream URL. Only the newest frame is ever kept."""

import contextlib
import logging
import struct
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)
Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 1280, 720
RESOLUTIONS = ((640, 480), (1280, 720), (1920, 1080))
_RETRY_SECONDS = 1.0
_AUTOMATIC, _MANUAL = 3, 1
"""Video4Linux's words for who sets the exposure."""
_SET_CONTROL = 0xC008561C
_FLASH_MODE, _FLASH_NONE, _FLASH_TORCH = 0x009C0901, 0, 2


@dataclass(frozen=True)
class CameraSettings:
    """Which camera, and how it looks. `exposure` is the driver's own scale; None leaves it to it.

    `source`: an index, a video file, a stream URL, or `none`.
    """

    source: str = "0"
    width: int = WIDTH
    height: int = HEIGHT
    exposure: int | None = None
    torch: bool = False


class CameraError(Exception):
    """The sentence is for the screen."""


@dataclass(frozen=True)
class Shot:
    """One frame: BGR, its number, and when it was taken (monotonic seconds)."""

    picture: Picture
    number: int
    taken: float


class Camera:
    """Reads a source on a thread of its own and hands over the newest frame.

    A source that fails is opened again and again: a camera plugged back in is used at once.
    """

    def __init__(
        self,
        settings: CameraSettings,
        on_shot: Callable[[], None],
        on_state: Callable[[str], None],
        on_end: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._source = settings.source
        self._on_shot, self._on_state, self._on_end = on_shot, on_state, on_end
        self._newest: Shot | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self.frames = 0

    @property
    def is_file(self) -> bool:
        """Whether the source ends by itself."""
        return not self._source.isdecimal() and Path(self._source).is_file()

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End reading; returns when the source is closed."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def take(self) -> Shot | None:
        """The newest frame not taken yet; older ones are gone."""
        with self._lock:
            shot, self._newest = self._newest, None
            return shot

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._read_source()
            except CameraError as problem:
                self._on_state(str(problem))
            if self.is_file:
                break
            self._stopping.wait(_RETRY_SECONDS)
        if not self._stopping.is_set():  # it ended by itself
            self._on_end()

    def _read_source(self) -> None:
        source = self._open()
        with contextlib.closing(_Closing(source)):
            pace = 1.0 / (source.get(cv2.CAP_PROP_FPS) or 30.0) if self.is_file else 0.0
            due = time.monotonic()
            self._on_state("")
            while not self._stopping.is_set():
                good, picture = source.read()
                if not good or picture is None:
                    if self.is_file:
                        return
                    raise CameraError("The camera gives no picture. Check its cable.")
                self._offer(picture)
                due += pace
                if pace:
                    self._stopping.wait(max(0.0, due - time.monotonic()))

    def _offer(self, picture: Any) -> None:
        self.frames += 1
        with self._lock:
            self._newest = Shot(picture, self.frames, time.monotonic())
        self._on_shot()

    def _open(self) -> Any:
        index = self._source.isdecimal()
        source = cv2.VideoCapture(int(self._source) if index else self._source)
        if not source.isOpened():
            source.release()
            raise CameraError(
                "No camera found, or another program uses it. Scan with a hand scanner or search."
                if index
                else "The video source cannot be opened."
            )
        if index:
            self._set_up(source)
        return source

    def _set_up(self, source: Any) -> None:
        """Each setting is a wish: drivers ignore what they do not have."""
        settings = self._settings
        source.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width)
        source.set(cv2.CAP_PROP_FRAME_HEIGHT, settings.height)
        source.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        manual = settings.exposure is not None
        source.set(cv2.CAP_PROP_AUTO_EXPOSURE, _MANUAL if manual else _AUTOMATIC)
        if settings.exposure is not None:
            source.set(cv2.CAP_PROP_EXPOSURE, settings.exposure)
        if not set_torch(int(self._source), on=settings.torch) and settings.torch:
            log.info("this camera has no torch")


def cameras() -> list[tuple[str, str]]:
    """The cameras of this machine: (index, name). Only Linux tells names without opening them."""
    if sys.platform != "linux":
        return [(str(index), f"Camera {index + 1}") for index in range(3)]
    found = []
    for device in sorted(Path("/sys/class/video4linux").glob("video*")):
        with contextlib.suppress(OSError):
            name = (device / "name").read_text().strip()
            found.append((device.name.removeprefix("video"), name))
    return found


def set_torch(index: int, *, on: bool) -> bool:
    """Switch a camera's lamp, where its driver has one; whether it has."""
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415  only there on Unix

    control = struct.pack("=Ii", _FLASH_MODE, _FLASH_TORCH if on else _FLASH_NONE)
    try:
        with open(f"/dev/video{index}", "rb+", buffering=0) as device:
            fcntl.ioctl(device, _SET_CONTROL, control)
    except OSError:
        return False
    return True


class _Closing:
    def __init__(self, source: Any) -> None:
        self._source = source

    def close(self) -> None:
        """Release the device."""
        self._source.release()

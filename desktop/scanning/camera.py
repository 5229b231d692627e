"""Frames from a camera, a video file or a stream URL. Only the newest frame is ever kept."""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 1280, 720
_RETRY_SECONDS = 1.0


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
        source: str,
        on_shot: Callable[[], None],
        on_state: Callable[[str], None],
        on_end: Callable[[], None],
    ) -> None:
        self._source = source
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
            source.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
            source.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        return source


class _Closing:
    def __init__(self, source: Any) -> None:
        self._source = source

    def close(self) -> None:
        """Release the device."""
        self._source.release()

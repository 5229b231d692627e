"""The sounds of the door: one for each kind of verdict, told apart without looking."""

import contextlib
import ctypes
import logging
import queue
import sys
import threading
import time
import wave
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np

from desktop.ui.theme import Tone

log = logging.getLogger(__name__)
FOLDER = Path(__file__).parent / "sounds"
_RATE = 22_050
_LONGEST_PAUSE = 0.4
_RETRY_SECONDS = 30.0


class Sounds:
    """Plays on a thread of its own; a machine without a sound card is silent and nothing else.

    A new sound cuts the old one off, as a new verdict replaces the old one.
    """

    def __init__(self, volume: int = 80) -> None:
        self.volume = volume
        self.played = 0
        self._silent_until = 0.0
        self._hushed: Any = None
        self._samples = {tone: _load(FOLDER / f"{tone.value}.wav") for tone in Tone
                         if not tone.is_waiting}  # fmt: skip
        self._wanted: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
        self._thread.start()

    def play(self, tone: Tone) -> None:
        """Sound a verdict; returns at once."""
        self.played += 1
        if self.volume and tone in self._samples and time.monotonic() > self._silent_until:
            self._wanted.put(_quieter(self._samples[tone], self.volume))

    def stop(self) -> None:
        """End the thread."""
        self._wanted.put(None)
        self._thread.join(2.0)

    def _run(self) -> None:
        import miniaudio  # noqa: PLC0415  opens the sound system; not needed before the first sound

        self._hushed = _hush_alsa()  # held: the library calls it as long as the process lives
        while (samples := self._wanted.get()) is not None:
            while samples is not None:
                try:
                    samples = self._sound(miniaudio, samples)
                except miniaudio.MiniaudioError as problem:
                    log.info("no sound here: %s", problem)
                    self._silent_until = time.monotonic() + _RETRY_SECONDS
                    samples = None

    def _sound(self, miniaudio: object, samples: bytes) -> bytes | None:
        """Play; what to play instead where something newer came."""
        device = miniaudio.PlaybackDevice(  # type: ignore[attr-defined]
            output_format=miniaudio.SampleFormat.SIGNED16,  # type: ignore[attr-defined]
            nchannels=1,
            sample_rate=_RATE,
            buffersize_msec=60,
        )
        with contextlib.closing(device):
            device.start(_stream(samples))
            seconds = len(samples) / 2 / _RATE + 0.12
            try:
                newer = self._wanted.get(timeout=max(seconds, _LONGEST_PAUSE))
            except queue.Empty:
                return None
        if newer is None:
            self._wanted.put(None)
        return newer


def _hush_alsa() -> Any:
    """ALSA writes a page of complaints to the terminal where there is no sound card."""
    if sys.platform != "linux":
        return None
    kind = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int,
                            ctypes.c_char_p)  # fmt: skip
    handler = kind(lambda *_: None)
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(handler)
    except OSError:
        return None
    return handler


def _stream(samples: bytes) -> Generator[bytes, int, None]:
    started = _from(samples)
    next(started)
    return started


def _from(samples: bytes) -> Generator[bytes, int, None]:
    place = 0
    wanted = yield b""
    while True:
        part = samples[place : place + 2 * wanted]
        place += len(part)
        wanted = yield part.ljust(2 * wanted, b"\0")


def _load(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        return file.readframes(file.getnframes())


def _quieter(samples: bytes, percent: int) -> bytes:
    return (np.frombuffer(samples, "<i2") * (percent / 100)).astype("<i2").tobytes()

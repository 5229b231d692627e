"""Keeps the screen from going dark while the doors are open."""

import contextlib
import logging
import subprocess
import sys

log = logging.getLogger(__name__)
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002
_COMMANDS = {
    "darwin": ("caffeinate", "-d"),
    "linux": ("systemd-inhibit", "--what=idle:sleep", "--who=Usher", "--why=The doors are open",
              "sleep", "infinity"),
}  # fmt: skip


class Awake:
    """Holds the system awake from `begin` to `end`; where it cannot, the log says so."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """From now on."""
        if sys.platform == "win32":
            _windows(_CONTINUOUS | _SYSTEM | _DISPLAY)
            return
        command = _COMMANDS.get(sys.platform)
        if command is None:
            return
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own words, no input
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as problem:
            log.info("the screen may go dark: %s", problem)

    def end(self) -> None:
        """No longer."""
        if sys.platform == "win32":
            _windows(_CONTINUOUS)
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(2.0)
            self._process = None


def _windows(state: int) -> None:
    import ctypes  # noqa: PLC0415  only used there

    ctypes.windll.kernel32.SetThreadExecutionState(state)  # type: ignore[attr-defined,unused-ignore]

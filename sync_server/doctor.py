"""What this machine has, what is missing, and how to get it."""

import ctypes
import importlib.util
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

_APT = {
    "libzbar.so.0": ("libzbar0", "the second code reader"),
    "libEGL.so.1": ("libegl1", "the kiosk's window"),
    "libGL.so.1": ("libgl1", "the kiosk's window"),
    "libxkbcommon.so.0": ("libxkbcommon0", "the kiosk's keyboard"),
    "libdbus-1.so.3": ("libdbus-1-3", "the kiosk's window"),
    "libfontconfig.so.1": ("libfontconfig1", "the kiosk's type"),
    "libglib-2.0.so.0": ("libglib2.0-0", "the kiosk's window"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "a window on an X11 screen"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "a window on an X11 screen"),
    "libasound.so.2": ("libasound2", "the kiosk's sounds"),
}
_FREE_BYTES = 500 * 2**20


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `needed`: something does not work at all without it."""

    what: str
    ok: bool
    needed: bool
    remedy: str = ""


def examine(data_dir: Path) -> list[Check]:
    """Look at everything."""
    return [
        Check("Python 3.11 or newer", sys.version_info >= (3, 11), True, "install Python 3.11"),
        *_libraries(),
        Check("PySide6, for the kiosk", _has("PySide6"), False, "run 'uv sync' again"),
        Check("zxing-cpp, the first code reader", _has("zxingcpp"), False, "run 'uv sync' again"),
        Check(
            "pyscard, for NFC readers",
            _has("smartcard"),
            False,
            "install libpcsclite-dev, swig and gcc, then run '.ci/setup' again",
        ),
        _space(data_dir),
        _writable(data_dir),
    ]


def _libraries() -> list[Check]:
    if not sys.platform.startswith("linux"):
        return []
    return [
        Check(
            f"{library}, for {purpose}",
            _loadable(library),
            False,
            f"apt-get install {package} (or your system's package of it)",
        )
        for library, (package, purpose) in _APT.items()
    ]


def _loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _space(data_dir: Path) -> Check:
    folder = _existing(data_dir)
    free = shutil.disk_usage(folder).free
    return Check(
        f"{free // 2**20:,} MB free in {folder}", free > _FREE_BYTES, True, "free 500 MB there"
    )


def _writable(data_dir: Path) -> Check:
    folder = _existing(data_dir)
    try:
        probe = folder / ".usher-doctor"
        probe.write_text("")
        probe.unlink()
    except OSError:
        return Check(f"{folder} can be written", False, True, "choose another USHER_DATA_DIR")
    return Check(f"{folder} can be written", True, True)


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder

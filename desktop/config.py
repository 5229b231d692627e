"""Where a kiosk keeps its things, and how it is set up to look and listen."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class KioskConfig(BaseSettings):
    """Read once from the environment (`USHER_KIOSK_…`) and the command line; handed down."""

    model_config = SettingsConfigDict(env_prefix="USHER_KIOSK_", frozen=True, extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: Path.home() / ".local/share/usher-kiosk",
        description="Journal, replica and key of this kiosk.",
    )
    key_store: str = Field(
        default="auto",
        pattern="^(auto|file)$",
        description="OS keyring where there is one, or a file.",
    )
    source: str | None = Field(
        default=None,
        description="Camera index, video file or stream URL; 'none' for no camera."
        " As for theme and language: for this run only, before what the settings page says.",
    )
    theme: str | None = Field(default=None, pattern="^(dark|light|contrast)$")
    language: str | None = Field(default=None, pattern="^(en|fr|es|de|sw|ar)$")
    window: str | None = Field(default=None, pattern=r"^\d+x\d+$")
    lan: bool = Field(default=True, description="Whether to talk to other doors on this network.")
    lan_port: int = Field(
        default=0, ge=0, le=65535, description="Port to listen on for them; 0: any free one."
    )
    lan_peers: tuple[Annotated[str, Field(pattern=r"^[^\s:]+:\d{1,5}$")], ...] = Field(
        default=(),
        description="Doors to call where they cannot be found by themselves, as host:port.",
    )

    @property
    def journal_path(self) -> Path:
        """The precious file."""
        return self.data_dir / "journal.db"


class AlreadyRunning(Exception):
    """Another kiosk works on this data folder."""


class FolderLock:
    """Held for the life of a kiosk, so that no two write one journal."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = (data_dir / "kiosk.lock").open("a+b")
        try:
            self._lock()
        except OSError:
            self._file.close()
            raise AlreadyRunning(
                f"Another kiosk is open on {data_dir}. Use that window, or another --data folder."
            ) from None

    def release(self) -> None:
        """Let go of the folder."""
        with contextlib.suppress(OSError, ValueError):
            self._file.close()

    def _lock(self) -> None:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  only there on Windows

            self._file.seek(0)
            msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  only there on Unix

            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def private_file(path: Path, content: str) -> None:
    """Write a file that only this user can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(content)

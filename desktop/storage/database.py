"""Encrypted SQLite: opening, keys, and transactions.

StorageError
├── DiskFull          nothing was written; there may be room later
├── Corrupted         the file is damaged
└── Locked            somebody else holds it too long
"""

import contextlib
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from desktop.config import private_file

log = logging.getLogger(__name__)
_BUSY_MS = 5_000
_KEYRING_SERVICE = "usher-kiosk"
Row = tuple[Any, ...]


_CHECKPOINT_PAGES = 4_000
"""At the latest then a commit also brings the log into the file, which takes as long as ten commits."""


class StorageError(Exception):
    """Something is wrong with a file; nothing of the transaction was kept.

    `told` is the sentence for the screen.
    """

    told = "This scan could not be saved. Scan again."


class DiskFull(StorageError):
    """No room, or a disk that cannot be written."""

    told = "The disk is full or cannot be written. Free some space."


class Corrupted(StorageError):
    """The file is damaged, or is not ours."""

    told = "A file of this kiosk is damaged. Use another kiosk and call staff."


class Locked(StorageError):
    """The file was busy for too long."""


class Database:
    """One connection to one file, used by one thread."""

    def __init__(self, path: Path, key: bytes, *, durable: bool, read_only: bool = False) -> None:
        self.path, self.key = path, key
        self._key = key.hex()
        self.turn: int | None = None
        """The number of the writing transaction that is open; what was read in it still holds."""
        self._turns = 0
        mode = "ro" if read_only else "rwc"
        with translated():
            self._connection = sqlite.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            )
            self._prepare(durable, read_only)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run one statement; rows by iterating."""
        with translated():
            return self._connection.execute(sql, parameters)

    def executemany(self, sql: str, rows: Any) -> None:
        """Run one statement for many rows."""
        with translated():
            self._connection.executemany(sql, rows)

    def function(self, name: str, call: Callable[[str | None], Any]) -> None:
        """Let SQL call a function of one argument that always gives the same for the same."""
        self._connection.create_function(name, 1, call, deterministic=True)

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        with translated():
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Every row."""
        with translated():
            return list(self._connection.execute(sql, parameters))

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One writing transaction: BEGIN IMMEDIATE, so that it never fails half-way for a lock."""
        with translated():
            self._connection.execute("BEGIN IMMEDIATE")
        self._turns += 1
        self.turn = self._turns
        try:
            yield
            with translated():
                self._connection.execute("COMMIT")
        except BaseException:
            # A failed COMMIT may or may not have ended the transaction.
            with contextlib.suppress(sqlite.Error):
                self._connection.execute("ROLLBACK")
            raise
        finally:
            self.turn = None

    def attach(self, path: Path, name: str) -> None:
        """Attach another file read-only; an ordinary ATTACH would lock it with every BEGIN."""
        uri = f"{path.absolute().as_uri()}?mode=ro"
        self.execute(f"ATTACH DATABASE ? AS {name} KEY \"x'{self._key}'\"", (uri,))
        self.one(f"SELECT count(*) FROM {name}.sqlite_master")

    def detach(self, name: str) -> None:
        """Let go of an attached file."""
        self.execute(f"DETACH DATABASE {name}")

    def tidy(self) -> None:
        """Bring the write-ahead log into the file: for a moment in which nobody waits."""
        with translated():
            self._connection.execute("PRAGMA main.wal_checkpoint(PASSIVE)").fetchone()

    def close(self) -> None:
        """Close the connection."""
        with contextlib.suppress(sqlite.Error):
            self._connection.close()

    def _prepare(self, durable: bool, read_only: bool) -> None:
        run = self._connection.execute
        run(f"PRAGMA key = \"x'{self._key}'\"")
        run(f"PRAGMA busy_timeout = {_BUSY_MS}")
        run("SELECT count(*) FROM sqlite_master").fetchone()
        if not read_only:
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA foreign_keys = ON")
        run(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        run("PRAGMA cache_size = -16000")
        run(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as ours, once, at the boundary."""
    try:
        yield
    except sqlite.Error as problem:
        raise _translate(problem) from problem


def load_key(data_dir: Path, key_store: str) -> bytes:
    """The 32-byte key of this folder's files: in the OS keyring, else in a file of mode 600.

    A key file that exists wins, so that a kiosk opens its journal also where the keyring is gone.
    """
    path = data_dir / "kiosk.key"
    if path.exists():
        return bytes.fromhex(path.read_text().strip())
    if key_store == "auto":
        stored = _keyring_get(data_dir)
        if stored is not None:
            return stored
    key = secrets.token_bytes(32)
    if key_store == "auto" and _keyring_set(data_dir, key):
        return key
    private_file(path, key.hex())
    return key


def _keyring_get(data_dir: Path) -> bytes | None:
    import keyring  # noqa: PLC0415  slow to import, and not needed where a key file is
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        stored = keyring.get_password(_KEYRING_SERVICE, str(data_dir.resolve()))
    except (KeyringError, RuntimeError) as problem:
        log.info("no usable keyring here: %s", problem)
        return None
    return bytes.fromhex(stored) if stored else None


def _keyring_set(data_dir: Path, key: bytes) -> bool:
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.set_password(_KEYRING_SERVICE, str(data_dir.resolve()), key.hex())
    except (KeyringError, RuntimeError):
        return False
    return _keyring_get(data_dir) == key


def _translate(problem: Exception) -> StorageError:
    text = str(problem).lower()
    if any(word in text for word in ("full", "disk i/o", "readonly", "unable to open")):
        return DiskFull(str(problem))
    if "locked" in text or "busy" in text:
        return Locked(str(problem))
    if any(
        word in text
        for word in (
            "malformed",
            "not a database",
            "corrupt",
            "no such table",
            "vtable constructor failed",
        )
    ):
        return Corrupted(str(problem))
    return StorageError(str(problem))

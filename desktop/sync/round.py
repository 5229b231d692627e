"""One round of synchronisation as seen from outside: what it asks of the door, what it reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from desktop.storage.database import StorageError
from desktop.storage.journal import Identity
from desktop.sync.api import NotEnrolled, Offline, Revoked, SyncError

TURN = 250
"""Entries handed to the door at once, so that no scan waits for a turn to end."""


class Door(Protocol):
    """What the sync thread asks of the door; each call is one short turn between two scans."""

    def learn(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Keep other devices' entries."""

    def passages(self, list_ids: Sequence[str], ticket_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Passages whose count depends on these lists and tickets."""

    def count_again(self, keys: Sequence[tuple[str, str]]) -> None:
        """Fold these again."""

    def leave_out(self, hashes: Sequence[bytes]) -> None:
        """These entries of other devices do not count."""

    def leave_out_revoked(self) -> None:
        """What revoked devices wrote since, and only neighbours told of, does not count."""

    def forget(self, hashes: Sequence[bytes]) -> None:
        """The texts of these entries need not stay."""

    def note_at_server(self, hashes: Sequence[bytes]) -> None:
        """The server has these entries of other devices."""

    def doubt_server(self) -> None:
        """The server may have lost entries of other devices."""

    def settle(self, results: Sequence[tuple[str, str, str | None]]) -> None:
        """Note what the server said of own entries."""

    def reopen_after(self, device_id: UUID, seq: int) -> int:
        """Own entries beyond `seq` are to be sent again."""

    def use_replica(self, path: Path | None) -> None:
        """Change over to another replica file."""

    def use_identity(self, identity: Identity) -> None:
        """Go on as another device."""

    def stand_where_told(self) -> None:
        """Move to the gate and the lists that the guest list names."""

    def photo_is_sent(self, sha256: str) -> None:
        """The server has a picture."""

    def save_settings(self, **values: str) -> None:
        """Store settings of the kiosk."""


@dataclass(frozen=True)
class SyncReport:
    """What one round did. `problems` are sentences; empty when all went well."""

    pushed: int = 0
    pulled: int = 0
    brought: int = 0
    forgotten: int = 0
    waiting: int = 0
    problems: tuple[str, ...] = ()
    offline: bool = False
    retry_after: float = 0.0
    revoked: bool = False
    renewed: UUID | None = None
    conflicts: tuple[Mapping[str, Any], ...] = ()
    resent_from: int | None = None


@dataclass
class Round:
    """What a round has found so far."""

    pushed: int = 0
    pulled: int = 0
    brought: int = 0
    forgotten: int = 0
    problems: list[str] = field(default_factory=list)
    offline: bool = False
    retry_after: float = 0.0
    revoked: bool = False
    unknown: bool = False
    renewed: UUID | None = None
    conflicts: list[Mapping[str, Any]] = field(default_factory=list)
    resent_from: int | None = None

    def note(self, problem: SyncError | StorageError) -> None:
        """Remember a failure; each half of the round goes on without the other."""
        self.problems.append(str(problem))
        self.offline |= isinstance(problem, Offline)
        self.revoked |= isinstance(problem, Revoked)
        self.unknown |= isinstance(problem, NotEnrolled)
        self.retry_after = max(self.retry_after, getattr(problem, "retry_after", 0.0))

    def report(self, waiting: int) -> SyncReport:
        """For whoever asked for the round; `waiting` entries are still to be sent."""
        return SyncReport(
            pushed=self.pushed,
            pulled=self.pulled,
            brought=self.brought,
            forgotten=self.forgotten,
            waiting=waiting,
            problems=tuple(self.problems),
            offline=self.offline,
            retry_after=self.retry_after,
            revoked=self.revoked,
            renewed=self.renewed,
            conflicts=tuple(self.conflicts),
            resent_from=self.resent_from,
        )

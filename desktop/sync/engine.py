"""One round of synchronisation: push, settle, pull. Push and pull fail independently.

The engine owns the replica files and the connection. Whatever must be written to the journal it
hands to the door, in small turns between two scans.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop.clock import DoorClock
from desktop.storage.database import Database, StorageError
from desktop.storage.journal import Identity, Journal
from desktop.sync.api import CursorRefused, News, SyncApi, SyncError
from desktop.sync.download import Download
from desktop.sync.forgetting import Forgetting
from desktop.sync.line import Line
from desktop.sync.round import Door, Round, SyncReport
from desktop.sync.upload import Upload


class SyncEngine:
    """Used by the sync thread alone."""

    def __init__(
        self,
        api: SyncApi,
        door: Door,
        clock: DoorClock,
        journal_path: Path,
        key: bytes,
        identity: Identity,
        app_version: str = "",
    ) -> None:
        self._database = Database(journal_path, key, durable=True, read_only=True)
        self._journal = Journal(self._database)
        self.line = Line(api, door, clock, self._journal, identity, app_version)
        self._download = Download(self.line, journal_path.parent, key)
        self._upload = Upload(self.line, self._download.certificate_of)
        self._forgetting = Forgetting(self.line, self._database)

    def close(self) -> None:
        """Close files and connection."""
        self.line.api.close()
        self._database.close()
        self._download.close()

    @property
    def cursor(self) -> str:
        """Where this kiosk is in the changes; empty where it has no list yet."""
        return self._download.cursor

    def sync_once(self, *, pull: bool = True) -> SyncReport:
        """Push what waits, then pull what is new; never raises for a network.

        Without `pull` where the server sends what is new by itself.
        """
        return self._known_again(self._both_ways if pull else self._only_up)

    def take_page(self, news: News) -> SyncReport | None:
        """A page that the server sent by itself; None where a round has to find out what is wrong."""
        done = self._guarded(lambda done: self._download.take_page(news, done), Round())
        return None if done.problems else self._report(done)

    def still_fresh(self, at: datetime) -> None:
        """The server says that nothing has changed until then."""
        self._download.still_fresh(at)

    def push_once(self) -> SyncReport:
        """Only the upload half of a round."""
        return self._report(self._only_up())

    def bring_all(self) -> SyncReport:
        """Everything the server lacks, own entries and others', without waiting for anybody else."""
        return self._known_again(self._up)

    def fetch_again(self) -> None:
        """The door found the replica damaged: the next round takes a new one."""
        self._download.fetch_again()

    def _both_ways(self) -> Round:
        done = Round()
        self._guarded(self._upload.push, done)
        self._guarded(self._fetch, done)
        if done.renewed is not None:
            # What the lost end of the journal knew comes back as known passages.
            self._guarded(self._download.take_snapshot, done)
        if done.revoked:
            # Bring what is still here, then forget the guests. The journal stays.
            self._guarded(self._upload.push, done)
            self._download.forget()
        if not done.problems:
            self._guarded(self._forgetting.ask, done)
        return done

    def _only_up(self) -> Round:
        return self._guarded(self._upload.push, Round())

    def _fetch(self, done: Round) -> None:
        """Changes; after a refused cursor first what the server may have lost (ledger rule 6)."""
        try:
            self._download.pull(done)
        except CursorRefused as refused:
            self._upload.push(done)
            if not refused.moved:
                self.line.door.doubt_server()
                self._upload.escrow(done)
            self._download.take_snapshot(done)

    def _up(self) -> Round:
        return self._guarded(self._upload.escrow, self._only_up())

    def _known_again(self, work: Callable[[], Round]) -> SyncReport:
        """Once more where the server did not know this device and takes it back."""
        done = work()
        if done.unknown and self.line.readmitted():
            done = work()
        return self._report(done)

    def _guarded(self, half: Callable[[Round], None], done: Round) -> Round:
        """One half of a round; its failure is noted and the other goes on."""
        try:
            half(done)
        except (SyncError, StorageError) as problem:
            done.note(problem)
        return done

    def _report(self, done: Round) -> SyncReport:
        return done.report(self._journal.waiting())

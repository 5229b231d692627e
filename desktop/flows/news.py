"""What the door and the server report by themselves: the bars, freshness, conflicts, revocation."""

import json
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from desktop import enrolment
from desktop.door.desk import Desk
from desktop.door.gate import Gate
from desktop.door.numbers import Bars
from desktop.flows.stage import Stage
from desktop.sync.lan import Neighbours
from desktop.sync.round import SyncReport
from desktop.ui import words
from desktop.ui.language import tr

_READ = "read_announcements"
_CONFLICTS_READ = "read_conflicts"


class NewsFlow(QObject):
    """Tells the bars and the notice above the last scans."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._bars: Bars | None = None
        self._offline_since: datetime | None = None
        self.neighbours = Neighbours()
        self._told: str | None = None
        stage.window.banner.read.connect(self.read_announcement)
        stage.window.scan.notice_read.connect(self.read_notice)
        stage.rebuilt.connect(self.show_again)

    @property
    def waiting(self) -> int:
        """Scans that still wait to be sent, as last counted."""
        return self._bars.waiting if self._bars else 0

    @property
    def offline(self) -> bool:
        """Whether the last round found no server."""
        return self._offline_since is not None

    @Slot(object)
    def show_bars(self, bars: Bars) -> None:
        """The numbers below and the freshness above."""
        self._bars = bars
        self._stage.window.footer.show_numbers(
            bars.inside, bars.capacity, bars.last_minute, bars.expected
        )
        self._show_fresh(bars)

    @Slot()
    def show_again(self) -> None:
        """The bars are new and empty."""
        self._stage.window.banner.read.connect(self.read_announcement)
        self._stage.window.scan.notice_read.connect(self.read_notice)
        self.tell_conflicts()
        if self._bars is not None:
            self.show_bars(self._bars)
        self.show_announcement()

    @Slot()
    def show_place(self) -> None:
        """List, event and gate in the header."""
        stage = self._stage
        if stage.enrolled is None:
            return
        name = " + ".join(stage.enrolled.lists[:3])
        told = name if stage.preferences.mode == "entry" else f"{name} · {stage.mode_name}"
        stage.window.header.show_place(told, stage.enrolled.event.name, stage.enrolled.gate)

    @Slot()
    def show_announcement(self) -> None:
        """The oldest sentence of the organizer that nobody here has read."""
        standing, read = self._announcements()
        unread = [row for row in standing if row[0] not in read]
        told = unread[-1][1] if unread else ""
        at = (
            words.clock(datetime.fromisoformat(unread[-1][2]), self._stage.timezone) if told else ""
        )
        self._stage.window.banner.show_sentence(told, at)

    @Slot()
    def read_announcement(self) -> None:
        """Somebody has read it; the next one comes."""
        standing, read = self._announcements()
        unread = [row[0] for row in standing if row[0] not in read]
        if unread:
            kept = read & {row[0] for row in standing} | {unread[-1]}
            self._stage.remember(**{_READ: json.dumps(sorted(kept))})
            self.show_announcement()

    def _announcements(self) -> tuple[list[tuple[str, str, str]], set[str]]:
        """What the organizer tells the doors, the newest first, and the ids of what was read."""
        gate = self._stage.door.gate
        if gate is None or not gate.has_list:
            return [], set()
        standing, read = self._stage.ask(
            lambda: (gate.facts.announcements(), gate.journal.setting(_READ))
        )
        return standing, set(json.loads(read or "[]"))

    @Slot(object)
    def take_neighbours(self, now: Neighbours) -> None:
        """Who answers on this network."""
        for host, why in now.refused:
            if (host, why) not in self.neighbours.refused:
                told = tr("A device on this network was turned away ({host}): {why}")
                self._notice(told.format(host=host, why=tr(why)))
        self.neighbours = now

    @Slot(object)
    def show_synced(self, report: SyncReport) -> None:
        """What a round of sync found out."""
        now = self._stage.now
        self._offline_since = (self._offline_since or now) if report.offline else None
        if report.revoked:
            self._notice(_revoked(report))
        elif report.renewed:
            self._notice(tr("This kiosk was restored from a copy; it goes on as new."))
        if report.pulled or report.conflicts:
            self.tell_conflicts()
        if report.pulled:
            self.stand_again()
            self.show_announcement()

    def stand_again(self) -> None:
        """The organizer may have renamed or moved this door."""
        gate, found = self._stage.door.gate, self._stage.enrolled
        if gate is None or found is None:
            return
        self._stage.enrolled, serves = self._stage.ask(
            lambda: (enrolment.standing(found, gate), gate.serves_any)
        )
        self.show_place()
        if not serves:
            self._notice(words.serves_nothing())

    def _notice(self, sentence: str) -> None:
        self._told = None
        self._stage.window.scan.show_notice(sentence)

    @Slot()
    def read_notice(self) -> None:
        """Somebody has read it; the next open conflict comes."""
        if self._told is not None:
            read = self._stage.ask(self._conflicts_read) if self._stage.desk else set()
            self._stage.remember(**{_CONFLICTS_READ: json.dumps(sorted({*read, self._told}))})
            self._told = None
            self.tell_conflicts()

    def tell_conflicts(self) -> None:
        """The newest open conflict that this kiosk was part of and nobody here has read."""
        desk, gate = self._stage.desk, self._stage.door.gate
        if desk is None or gate is None or not gate.has_list:
            return
        standing = self._stage.ask(lambda: _own_conflicts(gate, desk))
        read = self._stage.ask(self._conflicts_read)
        unread = [one for one in standing if one[0] not in read]
        if not unread:
            if self._told is not None:  # settled by the organizer meanwhile
                self._told = None
                self._notice("")
            return
        self._told, kind, ticket_id, won = unread[0]
        more = f" (+{len(unread) - 1})" if len(unread) > 1 else ""
        told = f"{words.conflict(kind, self._holder(ticket_id), won)}{more}"
        self._stage.window.scan.show_notice(told, UUID(ticket_id) if ticket_id else None)

    def _conflicts_read(self) -> set[str]:
        gate = self._stage.door.gate
        return set(json.loads((gate.journal.setting(_CONFLICTS_READ) if gate else None) or "[]"))

    def _holder(self, ticket_id: str | None) -> str:
        desk = self._stage.desk
        if ticket_id is None or desk is None:
            return ""
        file = self._stage.ask(lambda: desk.open(UUID(ticket_id)))
        return file.card.holder if file else ""

    def _show_fresh(self, bars: Bars) -> None:
        told = words.freshness(
            bars.list_as_of, self._stage.now, self._offline_since, bars.waiting,
            self._stage.timezone,
        )  # fmt: skip
        self._stage.window.header.show_fresh(told, good=not bars.stale and not self.offline)


def _own_conflicts(gate: Gate, desk: Desk) -> list[tuple[str, str, str | None, bool | None]]:
    """Open conflicts that an entry of this kiosk is part of: id, kind, ticket, whether it was first."""
    found = []
    for conflict_id, kind, ticket_id, entry_id, winner_id in gate.facts.open_conflicts():
        own = desk.own([entry for entry in (entry_id, winner_id) if entry])
        if own:
            found.append((conflict_id, kind, ticket_id, winner_id in own if winner_id else None))
    return found


def _revoked(report: SyncReport) -> str:
    told = tr("The organizer revoked this kiosk. Its guest list is gone; use another kiosk.")
    if report.waiting:
        told += " " + tr("%n scan(s) waiting", None, report.waiting)
    return told

"""What the door and the server report by themselves: the bars, freshness, conflicts, revocation."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from desktop import enrolment
from desktop.door.numbers import Bars
from desktop.flows.stage import Stage
from desktop.sync.lan import Neighbours
from desktop.sync.round import SyncReport
from desktop.ui import words
from desktop.ui.language import tr

_READ = "read_announcements"


class NewsFlow(QObject):
    """Tells the bars and the notice above the last scans."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._bars: Bars | None = None
        self._offline_since: datetime | None = None
        self.neighbours = Neighbours()
        stage.window.banner.read.connect(self.read_announcement)
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
        self._tell_conflicts(report.conflicts)
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
        self._stage.window.scan.show_notice(sentence)

    def _tell_conflicts(self, conflicts: Sequence[Mapping[str, Any]]) -> None:
        """Tell of conflicts this kiosk was part of."""
        desk, told = self._stage.desk, []
        for row in conflicts if desk is not None else ():
            if row.get("deleted") or row.get("withdrawn_at"):
                continue
            named = [entry for entry in (row["entry_id"], row["winner_entry_id"]) if entry]
            own = self._stage.ask(lambda named=named: desk.own(named))  # type: ignore[misc,union-attr]
            if own:
                won = row["winner_entry_id"] in own if row["winner_entry_id"] else None
                told.append(words.conflict(row["kind"], self._holder(row["ticket_id"]), won))
        if told:
            more = f" (+{len(told) - 1})" if len(told) > 1 else ""
            self._notice(f"{told[-1]}{more}")

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


def _revoked(report: SyncReport) -> str:
    told = tr("The organizer revoked this kiosk. Its guest list is gone; use another kiosk.")
    if report.waiting:
        told += " " + tr("%n scan(s) waiting", None, report.waiting)
    return told

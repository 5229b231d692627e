"""Everything around the door: menu, numbers, checklist, settings, self-service."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.clock import to_ms
from desktop.door.desk import Surroundings
from desktop.door.staff import Person
from desktop.flows import printing, readiness
from desktop.flows.lettering import LetteringFlow
from desktop.flows.news import NewsFlow
from desktop.flows.people import PeopleFlow
from desktop.flows.printing import PrintFlow
from desktop.flows.seats import SeatsFlow
from desktop.flows.stage import DIRECTIONS, Stage
from desktop.flows.verdicts import VerdictFlow
from desktop.scanning.camera import cameras
from desktop.scanning.wedge import WedgeSettings
from desktop.support import write_bundle
from desktop.ui.keyboard import has_touch_screen
from desktop.ui.language import QT_TR_NOOP, tr
from desktop.ui.settings import modes
from desktop.ui.verdict import idle

RESET, QUIT = 75, 0
"""Exit codes of the window's event loop: begin anew as a fresh kiosk, or leave."""

_GUEST_PATIENCE_SECONDS = 30
_BEHIND_THE_COUNTER = frozenset({"search", "undo", "numbers", "print", "seats"})
"""What shows guests or changes them: not before somebody has signed in, where that is asked."""


class OfficeFlow(QObject):
    """Signals:
    sync_asked: send and fetch now.
    set_up_wedge: WedgeSettings of the hand scanner.
    learn_scanner: a scan shall say how the scanner is set up.
    """

    sync_asked = Signal()
    set_up_wedge = Signal(object)
    learn_scanner = Signal()

    def __init__(
        self,
        stage: Stage,
        people: PeopleFlow,
        verdicts: VerdictFlow,
        prints: PrintFlow,
        news: NewsFlow,
        seats: SeatsFlow,
    ) -> None:
        super().__init__()
        self._stage, self._people, self._verdicts, self._prints = stage, people, verdicts, prints
        self._news, self._seats = news, seats
        self._readers: tuple[str, ...] = ()
        self._camera_problem = ""
        self._page_since = 0.0
        self._guarded = True
        self._over = False
        self._lettering = LetteringFlow(stage)
        window = stage.window
        window.asked.connect(self.do)
        window.setting_changed.connect(self.change)
        window.close_refused.connect(self.leave_self_service)
        stage.changed.connect(self.apply)
        stage.rebuilt.connect(self.fill)
        prints.heard.connect(self.check_again)
        self._lettering.counted.connect(self.check_again)

    def stop(self) -> None:
        """The door thread answers no more."""
        self._over = True
        self._lettering.stop()

    @Slot(str)
    def do(self, what: str) -> None:
        """A button of the bars, a tile of the menu, or a key."""
        kind, _, value = what.partition(":")
        if self._people.is_closed and kind in _BEHIND_THE_COUNTER:
            self._people.sign_in()
            return
        if kind == "mode":
            self._to_door(mode=value)
            return
        known: dict[str, Callable[[], Any]] = {
            "search": self._search,
            "menu": self.show_menu,
            "help": self._turn_help,
            "undo": self._undo,
            "exit": self._turn_round,
            "numbers": self.show_numbers,
            "seats": self._seats.show,
            "checklist": self.show_checklist,
            "sign_in": self._people.sign_in,
            "settings": lambda: self._supervised(tr("Settings"), self.show_settings),
            "screen": lambda: self.show_settings(guarded=True),
            "self_service": lambda: self._supervised(tr("Self-service"), self._begin_self_service),
            "full_screen": self._turn_full,
            "staff": self.leave_self_service,
            "sync": self.sync_asked.emit,
            "print": self._print_last,
            "larger": lambda: self._resize(25),
            "smaller": lambda: self._resize(-25),
            "learn_scanner": self.learn_scanner.emit,
            "support": self._support,
            "reset": self._ask_reset,
            "quit": lambda: self._supervised(tr("Close the app"), lambda: self.leave(QUIT)),
            "test_print": self._prints.test,
            "preview_print": self._prints.preview,
        }
        if kind in known:
            known[kind]()

    # Menu and modes

    @Slot()
    def show_menu(self) -> None:
        """The tiles."""
        stage = self._stage
        signed = stage.operator.person.name if stage.operator else ""
        tiles = [
            ("sign_in", tr("Sign out") if signed else tr("Sign in")),
            ("numbers", tr("Numbers")), ("seats", tr("Seat map")),
            ("checklist", tr("Doors open")),
            *((f"mode:{key}", name) for key, name in modes()),
            ("sync", tr("Fetch now")), ("self_service", tr("Self-service")),
            ("screen", tr("Screen and sound")), ("settings", tr("Settings")), ("help", tr("Help")),
        ]  # fmt: skip
        who = tr("Signed in: {name}").format(name=signed) if signed else tr("Nobody is signed in.")
        stage.window.show_page("menu")
        stage.window.menu.show_tiles(tiles, who, stage.preferences.mode)

    def _turn_help(self) -> None:
        window = self._stage.window
        if window.page_name == "help":
            window.show_scan()
        else:
            window.show_page("help")

    def _undo(self) -> None:
        """On the map the map's, else that of the last scan; a question is asked at the door."""
        if self._stage.window.page_name == "seats":
            self._seats.undo()
            return
        self._stage.window.show_scan()
        self._verdicts.ask_undo()

    def _search(self) -> None:
        if self._stage.window.page_name == "search":
            self._stage.window.show_scan()
            return
        self._stage.window.show_search()
        search = self._stage.window.search
        for button in (search.admit, search.exit):
            button.setVisible(self._people.may_admit)

    def _turn_round(self) -> None:
        self._to_door(mode="exit" if self._stage.preferences.mode == "entry" else "entry")

    def _to_door(self, **changes: Any) -> None:
        self._stage.set(**changes)
        self._stage.window.show_scan()

    def _resize(self, percent: int) -> None:
        size = min(200, max(100, self._stage.preferences.text_percent + percent))
        self._stage.set(text_percent=size)

    def _turn_full(self) -> None:
        window = self._stage.window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def _supervised(self, purpose: str, then: Callable[[], None]) -> None:
        self._people.as_supervisor(purpose, then)

    def _print_last(self) -> None:
        if self._verdicts.last is not None:
            self._prints.print_outcome(self._verdicts.last)

    # Numbers and checklist

    @Slot()
    def show_numbers(self) -> None:
        """The numbers page, filled."""
        self._stage.window.show_page("numbers")
        self._fill_numbers()

    def _fill_numbers(self) -> None:
        counter = self._stage.door.counter
        report = self._stage.ask(counter.report) if counter is not None else None
        self._stage.window.numbers.show_report(report)

    @Slot()
    def show_checklist(self) -> None:
        """The checklist, filled with what is known; what must be asked follows."""
        self._stage.window.show_page("checklist")
        self._prints.ask_printer()
        self._lettering.count()
        self._fill_checklist()

    @Slot()
    def check_again(self) -> None:
        """Something was asked or counted; the page follows while it is open."""
        if not self._over and self._stage.window.page_name == "checklist":
            self._fill_checklist()

    def _fill_checklist(self) -> None:
        self._stage.window.checklist.show_checks(readiness.checks(self._facts()))

    def _facts(self) -> readiness.Facts:
        stage, desk = self._stage, self._stage.desk
        reading = stage.clock.read()
        around = stage.ask(desk.surroundings) if desk is not None else Surroundings()
        return readiness.Facts(
            now=reading.judged_at,
            timezone=stage.timezone,
            around=around,
            neighbours=self._news.neighbours,
            offset_ms=reading.offset_ms,
            measured=reading.measured_at is not None,
            camera_problem=self._camera_problem,
            camera=stage.preferences.camera != "none",
            seen_codes=stage.door.seen_codes,
            readers=self._readers,
            printer=stage.preferences.printer,
            printer_problem=self._prints.problem,
            printer_says=self._prints.condition,
            waiting=self._news.waiting,
            offline=self._news.offline,
            signed_in=stage.operator.person.name if stage.operator else "",
            must_sign_in=stage.preferences.sign_in,
            data_dir=stage.data_dir,
            undrawable=self._lettering.found,
        )

    # Settings

    def show_settings(self, *, guarded: bool = False) -> None:
        """The settings page, filled; `guarded` without what is a supervisor's."""
        self._guarded = guarded
        self._stage.window.show_page("settings")
        self._fill_settings()

    def _fill_settings(self) -> None:
        stage = self._stage
        page = stage.window.settings
        page.guard(closed=self._guarded)
        page.show_preferences(
            stage.preferences, cameras=cameras(), printers=printing.printers(), device=stage.told
        )
        page.show_readers(self._readers)

    @Slot(str, object)
    def change(self, name: str, value: Any) -> None:
        """A setting was changed."""
        page = self._stage.window.settings
        try:
            if name == "self_service" and value:
                self._begin_self_service()
                return
            self._stage.set(**_preference(name, value))
        except (ValidationError, ValueError):
            page.show_message(tr("This value cannot be used."))
        else:
            self._stage.window.settings.show_message("")

    @Slot()
    def apply(self) -> None:
        """Bring the preferences to where they work."""
        stage, p = self._stage, self._stage.preferences
        direction, info = DIRECTIONS[p.mode], p.mode == "info"
        closed = self._people.is_closed
        operator_id, camera = stage.operator_id, stage.camera

        def turn() -> None:
            stage.door.stand_for(direction, info_only=info)
            stage.door.work_for(operator_id, closed=closed)
            stage.door.use_camera(camera)

        stage.ask(turn)
        stage.sounds.volume = p.volume
        self.set_up_wedge.emit(
            WedgeSettings(p.scanner_prefix, p.scanner_suffix, p.scanner_end, p.scanner_pace)
        )
        self.fill()

    @Slot()
    def fill(self) -> None:
        """What the open pages show, after they were built or settings changed."""
        stage, window = self._stage, self._stage.window
        window.locked = stage.preferences.self_service
        wanted = stage.preferences.keyboard
        window.types_on_screen = wanted == "on" or (wanted == "auto" and has_touch_screen())
        window.scan.preview.mirror = window.enrol.preview.mirror = stage.preferences.mirror
        window.footer.show_mode(stage.preferences.mode, stage.mode_name)
        if not window.guest:
            window.scan.verdict.wait_as(idle(stage.preferences.mode))
        self._news.show_place()
        self._people.show()
        for preview in (window.scan.preview, window.enrol.preview, window.settings.preview):
            preview.show_message(tr(self._camera_problem) if self._camera_problem else "")
        self._page_since = time.monotonic()
        page = {
            "settings": self._fill_settings, "numbers": self._fill_numbers,
            "checklist": self._fill_checklist, "menu": self.show_menu,
        }.get(window.page_name)  # fmt: skip
        if page is not None:
            page()
        elif window.page_name in ("pin", "ticket"):
            window.show_scan()

    @Slot(object)
    def take_readers(self, names: tuple[str, ...]) -> None:
        """NFC readers came or went."""
        self._readers = names
        self._stage.window.settings.show_readers(names)

    @Slot(str)
    def take_camera_state(self, sentence: str) -> None:
        """Whether the camera works."""
        self._camera_problem = sentence
        window = self._stage.window
        for preview in (window.enrol.preview, window.scan.preview, window.settings.preview):
            preview.show_message(tr(sentence) if sentence else "")

    @Slot()
    def count_again(self) -> None:
        """Something was counted; the page that shows more than the bars follows."""
        if self._stage.window.page_name == "numbers":
            self._fill_numbers()

    def tick(self) -> None:
        """Guests walk away from a PIN page; nobody comes back to close it."""
        window = self._stage.window
        if window.page_name in ("scan", "enrol"):
            self._page_since = time.monotonic()
        elif window.guest and time.monotonic() - self._page_since > _GUEST_PATIENCE_SECONDS:
            window.show_scan()

    # Leaving

    def _begin_self_service(self) -> None:
        if not any(person.supervisor for person in self._stage.people()):
            self._verdicts.say(
                tr("Self-service"), tr("No supervisor with a PIN is known to this kiosk."),
                tr("Ask the organizer to give one a PIN."),
            )  # fmt: skip
            return
        self._stage.window.showFullScreen()
        self._to_door(self_service=True)

    @Slot()
    def leave_self_service(self) -> None:
        """Only with a supervisor's PIN."""

        def leave(_person: Person, _reason: str) -> None:
            self._stage.window.showNormal()
            self._stage.set(self_service=False)

        self._people.ask_supervisor(tr("Leave self-service"), leave)

    def _support(self) -> None:
        folder = Path.home()
        path = folder / f"usher-support-{to_ms(self._stage.now)}.zip"
        try:
            write_bundle(self._stage.config, path)
        except OSError as problem:
            told = tr("The bundle could not be written: {problem}").format(problem=problem.strerror)
        else:
            told = tr("The bundle is at {path}. It holds no guest and no key.").format(path=path)
        self._stage.window.settings.show_message(told)

    def _ask_reset(self) -> None:
        """Only while nothing waits to be sent, and with a supervisor's word."""
        waiting = self._stage.ask(self._waiting)
        if waiting:
            self._stage.window.settings.show_message(
                tr("{n} scans wait to be sent. Connect this kiosk first; nothing may be lost.")
                .format(n=waiting)
            )  # fmt: skip
            return
        asked = self._people.ask_supervisor(
            tr("Reset this kiosk"), lambda _person, _reason: self._confirm_reset()
        )
        if not asked:
            self._confirm_reset()

    def _confirm_reset(self) -> None:
        self._verdicts.ask_reason(
            tr("Reset this kiosk"), tr("Guest list, journal and keys are deleted from it."),
            (QT_TR_NOOP("Delete everything"),), lambda _reason: self.leave(RESET),
        )  # fmt: skip

    def _waiting(self) -> int:
        gate = self._stage.door.gate
        return gate.journal.waiting() if gate is not None else 0

    def leave(self, code: int) -> None:
        """End the window's event loop."""
        self._stage.window.locked = False
        self._stage.window.close()
        QApplication.exit(code)


def _preference(name: str, value: Any) -> dict[str, Any]:
    """A field of the page as preferences."""
    if name == "resolution":
        width, _, height = str(value).partition("x")
        return {"width": int(width), "height": int(height)}
    if name == "exposure":
        return {"exposure": int(value) if str(value).strip() else None}
    return {name: value}

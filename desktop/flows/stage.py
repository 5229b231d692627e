"""What every flow works with: the window, the door, the settings, and who stands here."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.background import Turns
from desktop.clock import DoorClock
from desktop.config import KioskConfig
from desktop.door.desk import Desk
from desktop.door.staff import Person
from desktop.door.worker import DoorWorker
from desktop.enrolment import APP_VERSION, Enrolled
from desktop.preferences import Preferences
from desktop.scanning.camera import CameraSettings
from desktop.ui import language
from desktop.ui.settings import modes
from desktop.ui.sounds import Sounds
from desktop.ui.theme import Look, apply, largest_text
from desktop.ui.window import KioskWindow
from shared.ledger import Direction

log = logging.getLogger(__name__)
Result = TypeVar("Result")
_PREFERENCES = "preferences"
DIRECTIONS: dict[str, Direction | None] = {
    "entry": Direction.ENTRY, "exit": Direction.EXIT, "both": None, "info": Direction.ENTRY,
}  # fmt: skip


@dataclass(frozen=True)
class Operator:
    """Who is signed in, and until when."""

    person: Person
    until: datetime


class Stage(QObject):
    """Shared by the flows of one kiosk.

    Signals:
        present, scan, undo, search, look_up: asked of the door thread.
        changed: the preferences are others now.
        rebuilt: the pages are new and empty.
    """

    present = Signal(object)
    scan = Signal(str, str, str)
    undo = Signal(object, str)
    search = Signal(str)
    look_up = Signal(object)
    changed = Signal()
    rebuilt = Signal()

    def __init__(
        self,
        app: QApplication,
        window: KioskWindow,
        door: DoorWorker,
        turns: Turns,
        clock: DoorClock,
        preferences: Preferences,
        sounds: Sounds,
        config: KioskConfig,
    ) -> None:
        super().__init__()
        self.config, self.data_dir = config, config.data_dir
        self.app, self.window, self.door = app, window, door
        self.clock, self.preferences, self.sounds = clock, preferences, sounds
        self._turns = turns
        self._worn = Look.of(preferences.theme, preferences.text_percent)
        window.sized.connect(self.fit)
        self.desk: Desk | None = None
        self.enrolled: Enrolled | None = None
        self.operator: Operator | None = None
        self.given: dict[str, Any] = {}
        """What is stored of preferences that the command line set for this run only."""

    def ask(self, turn: Callable[[], Result]) -> Result:
        """A short turn on the door thread, waited for."""
        return self._turns.run(turn)

    @property
    def now(self) -> datetime:
        """The door's time."""
        return self.clock.read().judged_at

    @property
    def timezone(self) -> str:
        """Where the door stands."""
        return self.enrolled.event.timezone if self.enrolled else "UTC"

    @property
    def told(self) -> str:
        """What this kiosk is, for the settings page."""
        if self.enrolled is None:
            return ""
        found = self.enrolled
        return "\n".join(
            (f"{found.organization} · {found.event.name}", f"{found.gate} · {found.server_url}",
             str(found.identity.device_id), f"Usher {APP_VERSION}")
        )  # fmt: skip

    @property
    def operator_id(self) -> UUID | None:
        """Who every action carries."""
        return self.operator.person.id if self.operator else None

    @property
    def look(self) -> Look:
        """The look in use: text as large as asked for, and as the screen has room for."""
        most = largest_text(self.window.width(), self.window.height())
        return Look.of(self.preferences.theme, min(self.preferences.text_percent, most))

    @property
    def camera(self) -> CameraSettings:
        """The camera in use."""
        return camera_settings(self.preferences)

    @property
    def mode_name(self) -> str:
        """The way the door works, in words."""
        return dict(modes())[self.preferences.mode]

    def people(self) -> list[Person]:
        """Everybody who can sign in here."""
        desk = self.desk
        return self.ask(desk.people) if desk is not None else []

    def set(self, **changes: Any) -> None:
        """Change preferences; in effect and stored at once. Raises ValidationError."""
        before = self.preferences
        after = Preferences.model_validate({**before.model_dump(), **changes})
        if after == before:
            return
        self.preferences = after
        self._store(changes)
        seen = ("language", "theme", "text_percent", "self_service")
        if any(getattr(before, name) != getattr(after, name) for name in seen):
            self.dress()
            self.window.rebuild(self.look, guest=after.self_service)
            self.rebuilt.emit()
        self.changed.emit()

    @Slot()
    def fit(self) -> None:
        """The window has another size: there may be room for larger text, or less for it."""
        if self.look != self._worn:
            self.dress()
            self.window.rebuild(self.look, guest=self.preferences.self_service)
            self.rebuilt.emit()

    def keep_window(self, place: str) -> None:
        """Where the window was, for the next start."""
        self.preferences = self.preferences.model_copy(update={"window": place})
        self._store({})

    def dress(self) -> None:
        """Speak the language and wear the look of the preferences."""
        language.use(self.app, self.preferences.language)
        self._worn = self.look
        apply(self.app, self._worn)

    def remember(self, **values: str) -> None:
        """Keep something of this kiosk over a restart."""
        desk = self.desk
        if desk is not None:
            self.ask(lambda: desk.remember(**values))

    def setting(self, key: str) -> str | None:
        """What was remembered."""
        gate = self.door.gate
        return self.ask(lambda: gate.journal.setting(key)) if gate is not None else None

    def _store(self, changes: dict[str, Any]) -> None:
        for name in changes:
            self.given.pop(name, None)
        kept = {**self.preferences.model_dump(), **self.given}
        self.remember(**{_PREFERENCES: json.dumps(kept)})


def camera_settings(p: Preferences) -> CameraSettings:
    """What the preferences say of the camera."""
    return CameraSettings(p.camera, p.width, p.height, p.exposure, p.torch)

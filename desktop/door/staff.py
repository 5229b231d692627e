"""Who works at this door, and how a PIN is believed without a network."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from desktop.storage.database import Database

FREE_ATTEMPTS = 4
"""Wrong PINs of one person before the wait begins; it doubles with each further one."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
SHIFT = timedelta(hours=12)
"""How long a sign-in lasts where no end of the shift is known."""


@dataclass(frozen=True)
class Person:
    """Somebody of the event's staff who has a PIN."""

    id: UUID
    name: str
    role: str
    supervisor: bool
    shift_end: datetime | None = None
    pin_hash: str = field(default="", repr=False)

    def believes(self, pin: str) -> bool:
        """Whether this is their PIN. Slow on purpose: about a tenth of a second."""
        try:
            return PasswordHasher().verify(self.pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False

    def signed_in_until(self, at: datetime) -> datetime:
        """When a sign-in of now ends by itself."""
        if self.shift_end is not None and self.shift_end > at:
            return min(self.shift_end, at + SHIFT)
        return at + SHIFT


@dataclass(frozen=True)
class Attempts:
    """Wrong PINs in a row of each person, and until when each must wait. Kept over restarts."""

    wrong: dict[str, int] = field(default_factory=dict)
    until: dict[str, datetime] = field(default_factory=dict)

    def wait(self, person_id: UUID, at: datetime) -> timedelta:
        """How long this person has to wait; nothing where they may try."""
        return max(timedelta(0), self.until.get(str(person_id), at) - at)

    def failed(self, person_id: UUID, at: datetime) -> "Attempts":
        """One more wrong PIN."""
        key = str(person_id)
        count = self.wrong.get(key, 0) + 1
        until = dict(self.until)
        if count > FREE_ATTEMPTS:
            wait = FIRST_WAIT * 2 ** min(count - FREE_ATTEMPTS - 1, 10)
            until[key] = at + min(wait, LONGEST_WAIT)
        return Attempts({**self.wrong, key: count}, until)

    def succeeded(self, person_id: UUID) -> "Attempts":
        """The right PIN forgets the wrong ones."""
        key = str(person_id)
        return Attempts(
            {k: v for k, v in self.wrong.items() if k != key},
            {k: v for k, v in self.until.items() if k != key},
        )

    def text(self) -> str:
        """The form that is stored."""
        until = {key: moment.isoformat() for key, moment in self.until.items()}
        return json.dumps({"wrong": self.wrong, "until": until})

    @classmethod
    def parse(cls, text: str | None) -> "Attempts":
        """What was stored; nothing where nothing was."""
        if not text:
            return cls()
        stored = json.loads(text)
        until = {key: datetime.fromisoformat(moment) for key, moment in stored["until"].items()}
        return cls(stored["wrong"], until)


def people(database: Database, event_id: UUID) -> list[Person]:
    """Everybody of the event who can sign in, by name; `database` has the replica attached."""
    rows = database.all(
        "SELECT id, display_name, staff_role, is_supervisor, shift_end, pin_hash"
        " FROM replica.event_staff WHERE event_id = ? AND pin_hash IS NOT NULL"
        " AND revoked_at IS NULL ORDER BY display_name, id",
        (str(event_id),),
    )
    return [
        Person(
            id=UUID(row[0]),
            name=row[1],
            role=row[2],
            supervisor=bool(row[3]),
            shift_end=datetime.fromisoformat(row[4]) if row[4] else None,
            pin_hash=row[5],
        )
        for row in rows
    ]

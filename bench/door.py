"""A kiosk's files with many tickets, made without a server."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.clock import DoorClock, new_id
from desktop.door.gate import Gate
from desktop.storage.journal import Identity, Station
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, ReplicaWriter
from shared.credentials import digest_of

KEY = b"b" * 32
EVENT, LIST, TYPE, GATE = (str(UUID(int=n)) for n in (11, 12, 13, 14))
FIRST = ("Amara", "Tom", "Jonas", "Fatou", "Priya", "Kenji", "Chloé", "Mateo", "Aisha", "Liam")
LAST = ("Osei", "Becker", "Keller", "Diop", "Raman", "Nakamura", "Tremblay", "García", "Khan")


def code(number: int) -> str:
    """The code of a ticket."""
    return f"BENCH-{number:08d}"


def rows(tickets: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a snapshot of such an evening holds."""
    pick = random.Random(1)
    yield "events", {"id": EVENT, "name": "Bench", "timezone": "America/Toronto",
                     "starts_at": "2026-11-21T00:00:00Z", "ends_at": "2026-11-22T00:00:00Z"}  # fmt: skip
    yield "gates", {"id": GATE, "event_id": EVENT, "name": "Gate A"}
    yield "ticket_types", {"id": TYPE, "event_id": EVENT, "name": "General"}
    yield "check_in_lists", {"id": LIST, "event_id": EVENT, "name": "Main", "all_ticket_types": True,
                             "entry_policy": "single", "rules": {}}  # fmt: skip
    for number in range(tickets):
        yield "tickets", {"id": str(UUID(int=1000 + number)), "event_id": EVENT,
                          "ticket_type_id": TYPE, "admits": 1, "issue_number": 1, "attention": [],
                          "holder_name": f"{pick.choice(FIRST)} {pick.choice(LAST)} {number % 977}",
                          "seat_label": f"Row {number % 90}, seat {number % 70}",
                          "external_reference": f"HJ-{number}"}  # fmt: skip
    for number in range(tickets):
        yield "ticket_credentials", {"id": str(UUID(int=10**9 + number)), "event_id": EVENT,
                                     "ticket_id": str(UUID(int=1000 + number)), "kind": "code",
                                     "digest": digest_of(code(number)).hex(),
                                     "label": code(number)[-4:]}  # fmt: skip


def open_gate(folder: Path, tickets: int) -> Gate:
    """A gate on fresh files with so many tickets."""
    folder.mkdir(parents=True, exist_ok=True)
    files = ReplicaFiles(folder)
    path = files.next_path()
    writer = ReplicaWriter(path, KEY)
    clock = DoorClock()
    writer.load(rows(tickets), "bench", int(clock.read().judged_at.timestamp() * 1000))
    writer.close()
    database = open_journal(folder / "journal.db", KEY)
    identity = Identity(new_id(), Ed25519PrivateKey.generate())
    gate = Gate(database, identity, Station(UUID(EVENT), UUID(GATE), (UUID(LIST),)), clock, new_id)
    gate.use_replica(files.adopt(path))
    return gate

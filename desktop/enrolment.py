"""Becoming a device, and being one again after a restart."""

import json
import platform
from dataclasses import dataclass, replace
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.door.gate import Gate
from desktop.door.place import event_of
from desktop.storage.database import Database
from desktop.storage.journal import Identity, Journal, Station
from desktop.sync.api import SyncApi
from desktop.sync.gossip import Trust
from desktop.sync.line import enrolment_settings
from desktop.sync.peers import Me
from shared.protocol import Certificate, EnrolCode, EnrolRequest, Named, ToldEvent

APP_VERSION = "0.1.0"


@dataclass(frozen=True)
class Enrolled:
    """What a kiosk is, as its journal remembers it."""

    identity: Identity
    station: Station
    server_url: str
    token: str
    fingerprint: str
    organization: str
    event: ToldEvent
    gate: str
    lists: tuple[str, ...]


def enrol(code: EnrolCode, name: str, database: Database, file_key: bytes) -> Enrolled:
    """Use a one-use code. Raises SyncError with a sentence for the screen."""
    key = Ed25519PrivateKey.generate()
    api = SyncApi(code.url, fingerprint=code.fingerprint)
    try:
        answer = api.enrol(
            EnrolRequest(
                token=code.token,
                public_key=key.public_key().public_bytes_raw().hex(),
                name=name,
                platform=f"{platform.system()} {platform.release()}"[:100],
                app_version=APP_VERSION,
                journal_key=file_key.hex(),
            )
        )
    finally:
        api.close()
    journal = Journal(database)
    with database.writing():
        journal.save_settings(
            server_url=code.url, fingerprint=code.fingerprint, **enrolment_settings(answer, key)
        )
    enrolled = load(database)
    assert enrolled is not None
    return enrolled


def line_to_server(found: Enrolled) -> SyncApi:
    """A connection of this device to its server."""
    return SyncApi(found.server_url, found.token, found.fingerprint)


def standing(found: Enrolled, gate: Gate) -> Enrolled:
    """The same kiosk where the organizer has put it now: event, gate, lists and their names.

    Runs on the door thread.
    """
    station = gate.station
    rows = [row for list_id in station.list_ids if (row := gate.list_row(list_id))]
    if not rows:
        return found
    return replace(
        found,
        station=station,
        event=event_of(gate.database, station) or found.event,
        gate=gate.facts.catalogue.gate_name(station.gate_id) if station.gate_id else "",
        lists=tuple(row.list.name for row in rows),
    )


def among_neighbours(gate: Gate) -> tuple[Me, Trust]:
    """Who this kiosk is on the local network, and whom it believes there. On the door thread."""
    stored, event_id = gate.journal.settings(), gate.station.event_id
    certificate = Certificate.model_validate_json(stored["certificate"])
    me = Me(gate.identity.device_id, event_id, gate.identity.key, certificate)
    organization = Named.model_validate_json(stored["organization"])
    server_key = bytes.fromhex(stored["server_key"])
    return me, Trust(organization.id, event_id, server_key, lambda: gate.clock.read().judged_at)


def load(database: Database) -> Enrolled | None:
    """The enrolment this journal holds; None for a kiosk that has none yet."""
    stored = Journal(database).settings()
    if "device_id" not in stored:
        return None
    event = ToldEvent.model_validate_json(stored["event"])
    gate = Named.model_validate_json(stored["gate"]) if stored["gate"] else None
    lists = [Named.model_validate(item) for item in json.loads(stored["lists"])]
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored["private_key"]))
    return Enrolled(
        identity=Identity(UUID(stored["device_id"]), key),
        station=Station(event.id, gate.id if gate else None, tuple(item.id for item in lists)),
        server_url=stored["server_url"],
        token=stored["device_token"],
        fingerprint=stored.get("fingerprint", ""),
        organization=Named.model_validate_json(stored["organization"]).name,
        event=event,
        gate=gate.name if gate else "",
        lists=tuple(item.name for item in lists),
    )

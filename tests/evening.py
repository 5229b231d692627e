"""An evening in a real database, and devices that sign real journals, for the tests."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlmodel import Session, select

from shared import chain
from shared.protocol import (
    AnnulBody,
    Certificate,
    EntryBody,
    PushAnswer,
    PushRequest,
    ScanBody,
    SeatBody,
    WireEntry,
    WireStamp,
    body_document,
)
from shared.seating import Action, Person, Spot, Step
from sync_server.backups import Held, Verified, note_verified
from sync_server.domains.door import journal
from sync_server.domains.door.models import CheckInList, Device, Gate
from sync_server.domains.identity import service as identity
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket, TicketState, TicketType
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.kernel.auth import Caller, CallingDevice
from sync_server.kernel.errors import ServerError
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.sync.push import Upload, push

T0 = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
"""19:30 in Toronto on 20 November."""
ZONE = "America/Toronto"


def minutes(count: float) -> datetime:
    """A moment of the evening, in minutes from 19:30."""
    return T0 + timedelta(minutes=count)


@dataclass
class Evening:
    """An organization with one event, one gate and a general ticket type."""

    database: Database
    box: SecretBox
    organization_id: UUID
    event_id: UUID
    type_id: UUID
    gate_id: UUID
    api_key: str
    lists: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def begin(cls, database: Database, box: SecretBox, name: str = "Harbour Hall") -> "Evening":
        organization_id = clock.new_id()
        with database.tenant(organization_id) as session:
            made = identity.bootstrap(
                session, name=name, slug=organization_id.hex, email="owner@example.org"
            )
            event = Event(
                organization_id=organization_id,
                name="Jazz night",
                starts_at=minutes(-60),
                ends_at=minutes(300),
                timezone=ZONE,
                currency="CAD",
                status="published",
            )
            session.add(event)
            session.flush()
            kind = TicketType(
                organization_id=organization_id, event_id=event.id, name="General", currency="CAD"
            )
            gate = Gate(organization_id=organization_id, event_id=event.id, name="Gate A")
            session.add_all([kind, gate])
            session.flush()
            return cls(database, box, organization_id, event.id, kind.id, gate.id, made.api_key)

    def add(self, *rows: Any) -> None:
        with self.database.tenant(self.organization_id) as session:
            session.add_all(rows)

    def add_list(self, name: str = "Main entrance", **columns: Any) -> UUID:
        row = CheckInList(
            organization_id=self.organization_id, event_id=self.event_id, name=name, **columns
        )
        self.add(row)
        self.lists[name] = row.id
        return row.id

    def add_type(self, name: str, **columns: Any) -> UUID:
        row = TicketType(
            organization_id=self.organization_id,
            event_id=self.event_id,
            name=name,
            currency="CAD",
            **columns,
        )
        self.add(row)
        return row.id

    def issue(
        self, *, states: Sequence[tuple[str, datetime | None]] = (), **columns: Any
    ) -> Ticket:
        defaults: dict[str, Any] = {
            "ticket_type_id": self.type_id,
            "holder_name": "Amara Osei",
            "ticket_code": sales.new_code(),
            "payment_status": "paid",
        }
        columns = defaults | columns
        ticket = Ticket(
            organization_id=self.organization_id,
            event_id=self.event_id,
            **columns,
        )
        with self.database.tenant(self.organization_id) as session:
            sales.issue(session, self.box, [ticket])
            session.add_all(
                TicketState(
                    organization_id=self.organization_id,
                    ticket_id=ticket.id,
                    state=state,
                    since=since,
                )
                for state, since in states
            )
        return ticket

    def reissue(self, ticket: Ticket) -> str:
        """The new code of a ticket; the old ones are revoked since a minute."""
        with self.session() as session:
            row = session.get_one(Ticket, (self.organization_id, ticket.id))
            sales.reissue(session, self.box, row, minutes(-1))
            return row.qr_payload or ""

    def device(self, name: str = "Kiosk", **columns: Any) -> "TestDevice":
        key = Ed25519PrivateKey.generate()
        row = Device(
            organization_id=self.organization_id,
            name=name,
            event_id=self.event_id,
            gate_id=self.gate_id,
            public_key=key.public_key().public_bytes_raw(),
            **columns,
        )
        self.add(row)
        return TestDevice(self, row.id, key)

    def back_up(self) -> None:
        """What is so when a backup of this moment was verified."""
        held = {
            device.id: Held(device.name, end["seq"], (end["seq"], bytes.fromhex(end["hash"])))
            for device in self.rows(Device)
            if len(device.heads) == 1
            for end in device.heads
        }
        note_verified(self.database, Verified({self.organization_id: held}))

    def end(self, at: datetime) -> None:
        """The event is over, or goes on, until then."""
        with self.session() as session:
            session.execute(
                text("UPDATE events SET starts_at = :at - interval '6 hours', ends_at = :at"),
                {"at": at},
            )

    def session(self) -> Any:
        return self.database.tenant(self.organization_id)

    def rows(self, table: type[Any], **where: Any) -> list[Any]:
        with self.session() as session:
            assert isinstance(session, Session)
            query = select(table)
            for name, value in where.items():
                query = query.where(getattr(table, name) == value)
            return list(session.exec(query))


@dataclass
class TestDevice:
    """Signs a journal as a kiosk does."""

    __test__ = False

    evening: Evening
    id: UUID
    key: Ed25519PrivateKey
    entries: list[WireEntry] = field(default_factory=list)
    head: bytes = b""
    seq: int = 0

    def scan(
        self,
        ticket_id: UUID | None,
        at: datetime,
        *,
        list_id: UUID | None = None,
        at_ms: int | None = None,
        **changes: Any,
    ) -> ScanBody:
        entry_id = changes.pop("entry_id", None) or clock.new_id()
        body = ScanBody(
            scan_id=entry_id,
            list_id=list_id or next(iter(self.evening.lists.values())),
            gate_id=changes.pop("gate_id", self.evening.gate_id),
            ticket_id=ticket_id,
            **(
                {"medium": "qr", "direction": "entry", "persons": 1, "verdict": "accepted"}
                | changes
            ),
            **self._head(entry_id, at, at_ms),
        )
        self.write(body)
        return body

    def annul(self, scan: ScanBody, at: datetime, at_ms: int | None = None) -> AnnulBody:
        assert scan.ticket_id
        body = AnnulBody(
            annuls=scan.entry_id,
            ticket_id=scan.ticket_id,
            list_id=scan.list_id,
            reason="wrong person",
            **self._head(clock.new_id(), at, at_ms),
        )
        self.write(body)
        return body

    def seat(self, action: str, spot: Spot, at: datetime, person: Person | None = None,
             origin: Spot | None = None, other: Person | None = None,
             operator_id: UUID | None = None, reason: str = "") -> SeatBody:  # fmt: skip
        step = Step(Action(action), spot, person, origin, other, reason)
        head = self._head(clock.new_id(), at, None)
        body = SeatBody(**step.fields(), **head, operator_id=operator_id)
        self.write(body)
        return body

    def write(self, body: EntryBody) -> WireEntry:
        return self.sign(chain.canonical(body_document(body)), body.seq, body.kind)

    def sign(self, raw: bytes, seq: int, kind: str) -> WireEntry:
        """An entry of whatever this says, as a rogue would write it."""
        previous = self.head or chain.genesis(self.id)
        link = chain.append(self.key, previous, seq, raw)
        wire = WireEntry(
            seq=seq,
            kind=kind,
            body=raw.decode(),
            prev_hash=previous.hex(),
            hash=link.hash.hex(),
            signature=link.signature.hex(),
        )
        self.head, self.seq = link.hash, seq
        self.entries.append(wire)
        return wire

    def push(
        self,
        entries: Iterable[WireEntry] | None = None,
        at: datetime | None = None,
        sender: "TestDevice | None" = None,
        revoked_at: datetime | None = None,
        certificate: Certificate | None = None,
    ) -> PushAnswer:
        upload = self.upload(
            self.entries if entries is None else entries, at, sender, revoked_at, certificate
        )
        with self.evening.session() as session:
            [outcome] = push(session, self.evening.box, [upload], at or minutes(120))
        if isinstance(outcome, ServerError):
            raise outcome
        return outcome

    def upload(
        self,
        entries: Iterable[WireEntry],
        at: datetime | None = None,
        sender: "TestDevice | None" = None,
        revoked_at: datetime | None = None,
        certificate: Certificate | None = None,
    ) -> Upload:
        """A batch of this device's, as the server takes it, brought by itself or a `sender`."""
        caller = Caller(
            "device",
            (sender or self).id,
            self.evening.organization_id,
            frozenset({"door.scan"}),
            device=CallingDevice(self.evening.event_id, revoked_at),
        )
        request = PushRequest(
            device_id=self.id,
            device_time=at or minutes(120),
            entries=list(entries),
            certificate=certificate,
        )
        return Upload(caller, request, journal.read(request))

    def _head(self, entry_id: UUID, at: datetime, at_ms: int | None) -> Mapping[str, Any]:
        seq = self.seq + 1
        ms = at_ms if at_ms is not None else int(at.timestamp() * 1000)
        return {
            "entry_id": entry_id,
            "device_id": self.id,
            "seq": seq,
            "stamp": WireStamp(at_ms=ms, device_id=self.id, seq=seq),
            "judged_at": at,
            "raw_clock": at,
            "clock_offset_ms": 0,
        }


def wire_row(entry: WireEntry, device_id: UUID) -> dict[str, Any]:
    """An entry as the change feed tells it."""
    return {
        "id": json.loads(entry.body)["entry_id"],
        "device_id": str(device_id),
        "seq": entry.seq,
        "entry_id": json.loads(entry.body)["entry_id"],
        "kind": entry.kind,
        "body": entry.body,
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
        "signature": entry.signature,
    }

"""What neighbours tell each other: who lacks which entries, found by hash, and whom to believe.

Two kiosks compare one small sum per device, then the sums of stretches of its journal where those
differ, then the hashes within such a stretch. Gaps and both branches of a fork are found alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from desktop.storage.database import Database
from desktop.sync.peers import Refused
from shared import certificates, chain
from shared.protocol import (
    AnnulBody,
    Certificate,
    Hash,
    Hex,
    LinkBody,
    ScanBody,
    SeatBody,
    parse_body,
)

Total = tuple[int, str]
"""A sum as it travels: how many, and their hashes mixed, in hex."""


class Sums(BaseModel):
    """What is held, by device."""

    type: Literal["sums"] = "sums"
    sums: dict[str, Total]


class Stretches(BaseModel):
    """What is held of a device that differs, by stretch."""

    type: Literal["stretches"] = "stretches"
    device: str
    sums: dict[int, Total]


class Hashes(BaseModel):
    """What is held in stretches that differ: the other side gives what is not among it."""

    type: Literal["hashes"] = "hashes"
    device: str
    hashes: dict[int, list[Hash]]


class Entries(BaseModel):
    """What the other lacks, or what is new; each is checked by itself."""

    type: Literal["entries"] = "entries"
    entries: list[Any]


_MESSAGE: TypeAdapter[Sums | Stretches | Hashes | Entries] = TypeAdapter(
    Annotated[Sums | Stretches | Hashes | Entries, Field(discriminator="type")]
)


def understood(document: Any) -> Sums | Stretches | Hashes | Entries:
    """The message that was sent. Raises Refused for anything else."""
    try:
        return _MESSAGE.validate_python(document)
    except ValidationError:
        raise Refused("It sent something that makes no sense.") from None


STRETCH = 256
"""Numbers of a journal that are compared together."""
MOST_ENTRIES = 200
"""Entries in one message."""

Known = tuple[str, int, bytes]
"""Device, number and hash of an entry."""


class GossipEntry(BaseModel):
    """One entry as neighbours and the change feed write it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    device_id: UUID
    seq: int = Field(ge=1, lt=2**53)
    entry_id: UUID
    kind: str
    body: str = Field(max_length=20_000)
    prev_hash: Hash
    hash: Hash
    signature: Hex


@dataclass(frozen=True)
class Sum:
    """How many hashes, and all of them mixed: equal sums are equal sets, but for an accident."""

    count: int = 0
    mix: int = 0

    def plus(self, digest: bytes) -> "Sum":
        """With one more."""
        return Sum(self.count + 1, self.mix ^ int.from_bytes(digest[:8], "big"))

    def wire(self) -> Total:
        """As it travels."""
        return self.count, f"{self.mix:016x}"


@dataclass
class Index:
    """What this kiosk holds, by device and stretch. Hashes stand for entries."""

    held: dict[str, dict[int, set[bytes]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def holds(self, device_id: str, seq: int, digest: bytes) -> bool:
        """Whether this kiosk has an entry."""
        return digest in self.held.get(device_id, {}).get(seq // STRETCH, ())

    def add(self, entries: Iterable[Known]) -> list[bytes]:
        """Take these in; the hashes that were new."""
        fresh = []
        for device_id, seq, digest in entries:
            if not self.holds(device_id, seq, digest):
                self.held[device_id][seq // STRETCH].add(digest)
                fresh.append(digest)
        return fresh

    def sums(self) -> dict[str, Total]:
        """One sum per device."""
        return {
            device_id: _sum(digest for stretch in stretches.values() for digest in stretch).wire()
            for device_id, stretches in self.held.items()
        }

    def differing(self, theirs: Mapping[str, Total]) -> list[str]:
        """Devices of which the neighbour holds something else than this kiosk."""
        mine = self.sums()
        return [device for device in {*mine, *theirs} if mine.get(device) != theirs.get(device)]

    def stretches(self, device_id: str) -> dict[int, Total]:
        """The sum of each stretch of a device."""
        held = self.held.get(device_id, {})
        return {number: _sum(digests).wire() for number, digests in held.items()}

    def hashes(self, device_id: str, theirs: Mapping[int, Total]) -> dict[int, list[str]]:
        """What this kiosk holds in the stretches in which the neighbour's sums differ."""
        mine, held = self.stretches(device_id), self.held.get(device_id, {})
        return {
            number: [digest.hex() for digest in held.get(number, ())]
            for number in {*mine, *theirs}
            if mine.get(number) != theirs.get(number)
        }

    def lacking(self, device_id: str, theirs: Mapping[int, Sequence[str]]) -> list[bytes]:
        """What this kiosk holds and the neighbour does not, in these stretches."""
        held = self.held.get(device_id, {})
        return [
            digest
            for number, listed in theirs.items()
            for digest in held.get(number, set()) - {bytes.fromhex(text) for text in listed}
        ]


@dataclass(frozen=True)
class Device:
    """What is known of a device: its key, and since when it is not believed."""

    public_key: bytes
    revoked_at: datetime | None = None


@dataclass
class Trust:
    """Whom this kiosk believes: devices of its guest list, and those the server vouched for."""

    organization_id: UUID
    event_id: UUID
    server_key: bytes
    now: Callable[[], datetime]
    devices: dict[UUID, Device] = field(default_factory=dict)
    lists: frozenset[UUID] = frozenset()
    certificates: dict[UUID, Certificate] = field(default_factory=dict)

    def read(self, replica: Database) -> None:
        """Take devices and lists from the guest list."""
        rows = replica.all("SELECT id, public_key, revoked_at FROM devices")
        for device_id, public_key, revoked in rows:
            if public_key:
                since = datetime.fromisoformat(revoked) if revoked else None
                self.devices[UUID(device_id)] = Device(bytes.fromhex(public_key), since)
        listed = replica.all("SELECT id FROM check_in_lists")
        self.lists = frozenset(UUID(row[0]) for row in listed)

    def vouched(self, device_id: UUID, certificate: Certificate | None) -> None:
        """Know a device by what the server signed at its enrolment (ledger rule 5)."""
        if certificate is None:
            return
        enrolled = certificates.proven(certificate, self.server_key)
        if enrolled is None:
            return
        whose = (enrolled.device_id, enrolled.organization_id, enrolled.event_id)
        if whose == (device_id, self.organization_id, self.event_id):
            self.certificates[device_id] = certificate
            self.devices.setdefault(device_id, Device(enrolled.public_key))

    def key_of(self, device_id: UUID, certificate: Certificate | None) -> bytes:
        """The key of somebody who wants to talk. Raises Refused."""
        self.vouched(device_id, certificate)
        device = self.devices.get(device_id)
        if device is None:
            raise Refused("It is not enrolled for this event.")
        if device.revoked_at is not None:
            raise Refused("The organizer revoked it.")
        return device.public_key

    def believed(self, document: Any) -> GossipEntry | None:
        """An entry that may be kept: rightly signed, by a device that was believed then.

        None for one that an honest neighbour may send and this kiosk still does not take: of a
        device it does not know, of another list, or written after a revocation the other has not
        heard of. Raises Refused for what no honest neighbour sends.
        """
        try:
            entry = GossipEntry.model_validate(document)
        except ValidationError:
            raise Refused("It sent an entry that makes no sense.") from None
        device = self.devices.get(entry.device_id)
        if device is None:
            return None
        digest = chain.link_hash(bytes.fromhex(entry.prev_hash), entry.body.encode())
        signature = bytes.fromhex(entry.signature)
        if digest.hex() != entry.hash or not chain.is_signed(device.public_key, digest, signature):
            raise Refused("It sent an entry that was altered.")
        try:
            body = parse_body(entry.body, lenient=True)
        except ValidationError:
            return None  # a newer kiosk may sign what this one does not understand
        said = (body.device_id, body.seq, body.kind, body.entry_id)
        if said != (entry.device_id, entry.seq, entry.kind, entry.entry_id):
            raise Refused("It sent an entry that is not what it says.")
        if not isinstance(body, ScanBody | AnnulBody | LinkBody | SeatBody):
            raise Refused("It sent an entry of a kind that is not shared.")
        late = device.revoked_at is not None and body.judged_at >= device.revoked_at
        elsewhere = isinstance(body, ScanBody | AnnulBody) and body.list_id not in self.lists
        # One rogue time in a ticket's history would drag all that follows with it.
        misdated = body.is_ahead_of(self.now())
        return None if late or elsewhere or misdated else entry


def _sum(digests: Iterable[bytes]) -> Sum:
    total = Sum()
    for digest in digests:
        total = total.plus(digest)
    return total

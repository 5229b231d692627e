"""Names for the ids that cross the house, and the id arithmetic both sides must agree on."""

from typing import NewType
from uuid import UUID, uuid5

OrganizationId = NewType("OrganizationId", UUID)
EventId = NewType("EventId", UUID)
ListId = NewType("ListId", UUID)
TicketId = NewType("TicketId", UUID)
DeviceId = NewType("DeviceId", UUID)
EntryId = NewType("EntryId", UUID)

NIL = UUID(int=0)

_CONFLICTS = UUID("6f0c3d7e-0d5e-5a52-9d0a-6a1f3f2f6f01")


def uuid7(at_ms: int, random: bytes) -> UUID:
    """A UUIDv7 (RFC 9562) from Unix milliseconds and ten random bytes of the caller's."""
    if len(random) != 10:
        raise ValueError("a UUIDv7 takes exactly ten random bytes")
    value = (at_ms & 0xFFFF_FFFF_FFFF) << 80 | int.from_bytes(random, "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def conflict_id(kind: str, entry_id: UUID) -> UUID:
    """The id of a conflict, so that a door and the server write the same row (ledger rule 20)."""
    return uuid5(_CONFLICTS, f"{kind}:{entry_id}")

"""What venues tell the domains above them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class TimezoneChanged:
    """An event's doors stand elsewhere: local times fall on other moments."""

    event_id: UUID

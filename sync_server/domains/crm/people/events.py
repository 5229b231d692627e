"""What happens to contacts and concerns others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ContactsMerged:
    """One contact's rows are another's now."""

    survivor_id: UUID
    merged_id: UUID


@dataclass(frozen=True)
class ContactsParted:
    """They are two again, who were one since `merged_at`."""

    survivor_id: UUID
    merged_id: UUID
    merged_at: datetime

"""What happens to people with accounts and concerns others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class UserLeft:
    """Somebody has no access any more, whether for a while or for good."""

    user_id: UUID

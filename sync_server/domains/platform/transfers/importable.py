"""What an import asks of whatever can be imported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlmodel import Session

from sync_server.domains.platform.transfers.models import Transfer


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row: which column, and why."""

    row: int
    column: str | None
    error: str
    raw: Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """How a chunk went."""

    created: int = 0
    updated: int = 0
    skipped: int = 0
    problems: tuple[Problem, ...] = ()


class Importable(Protocol):
    """What can be imported from a file. Writing it takes `permission`."""

    @property
    def permission(self) -> str:
        """The subject of the permission that writing it takes."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What a row of a file may hold."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What known rows are found by, in this order."""

    def suggest(self, columns: Sequence[str]) -> dict[str, str]:
        """Which of `columns` each column of a file probably is."""

    def check_options(self, session: Session, options: Mapping[str, Any]) -> None:
        """422 or 404 where a file cannot be taken with these."""

    def problems(
        self, session: Session, transfer: Transfer, rows: list[dict[str, str]]
    ) -> Iterable[Problem]:
        """Whatever is wrong with the rows; nothing is written."""

    def write(
        self, session: Session, transfer: Transfer, chunk: list[tuple[int, dict[str, str]]]
    ) -> Written:
        """Upsert numbered rows. Wrong ones are left out and named; the others are kept."""

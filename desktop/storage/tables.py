"""The journal file's tables. Migrated in place by Alembic, because nothing can replace them."""

from typing import ClassVar

from sqlalchemy import Index, LargeBinary, MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class JournalTable(SQLModel, registry=registry(metadata=MetaData())):
    """Base of the journal's tables. Ids are text, times Unix milliseconds."""

    metadata: ClassVar[MetaData]


class Setting(JournalTable, table=True):
    """What this kiosk is: identity, keys, enrolment, clock."""

    __tablename__ = "settings"

    name: str = Field(primary_key=True)
    value: str


class Entry(JournalTable, table=True):
    """One own entry, exactly as it was signed. `status` is what the server said of it."""

    __tablename__ = "entries"
    __table_args__ = (Index("ix_entries_status", "status", "device_id", "seq"),)

    device_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    entry_id: str = Field(unique=True)
    kind: str
    body: bytes = Field(sa_type=LargeBinary)
    prev_hash: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary, index=True)
    signature: bytes = Field(sa_type=LargeBinary)
    answers: str | None = None
    status: str = "pending"
    attempts: int = 0
    problem: str | None = None


class ForeignEntry(JournalTable, table=True):
    """Another device's entry, kept so that a dead kiosk's scans do not vanish with a replica.

    `at_server` is 0 while this kiosk knows it only from a neighbour; `counts` is 0 where it is kept
    and changes nothing: its device was revoked before, or the server put it aside.
    """

    __tablename__ = "foreign_entries"
    __table_args__ = (Index("ix_foreign_entries_at_server", "at_server", "learnt_ms"),)

    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    device_id: str = Field(index=True)
    seq: int
    entry_id: str = Field(index=True)
    kind: str
    body: bytes = Field(sa_type=LargeBinary)
    prev_hash: bytes = Field(sa_type=LargeBinary)
    signature: bytes = Field(sa_type=LargeBinary)
    at_server: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    counts: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    learnt_ms: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class KnownScan(JournalTable, table=True):
    """Every scan this kiosk knows of, its own and others', unpacked for decisions."""

    __tablename__ = "scans"
    __table_args__ = (
        Index("ix_scans_ticket", "ticket_id", "verdict"),
        Index("ix_scans_recent", "own", "at_ms"),
    )

    entry_id: str = Field(primary_key=True)
    list_id: str
    ticket_id: str | None = None
    at_ms: int
    device_id: str
    seq: int
    judged_at_ms: int
    direction: str
    persons: int
    verdict: str
    reason: str | None = None
    warnings: str = ""
    bypassed: str = ""
    answered: str = ""
    medium: str = ""
    gate_id: str | None = None
    own: int


class KnownAnnul(JournalTable, table=True):
    """Scans that were taken back, whether the scan has arrived or not."""

    __tablename__ = "annuls"

    scan_id: str = Field(primary_key=True)
    annul_id: str


class KnownLink(JournalTable, table=True):
    """Wristbands linked at a door; the last one of a digest whose scan stands holds."""

    __tablename__ = "links"
    __table_args__ = (Index("ix_links_digest", "digest", "at_ms"),)

    entry_id: str = Field(primary_key=True)
    digest: str
    ticket_id: str = Field(index=True)
    at_ms: int
    label: str = ""
    replaces: str | None = Field(default=None, index=True)
    kind: str = Field(default="wristband", sa_column_kwargs={"server_default": "wristband"})
    scan_id: str | None = None


class KnownMove(JournalTable, table=True):
    """Every seat entry this kiosk knows of, its own and others', in the order it came to know them."""

    __tablename__ = "seat_moves"

    number: int | None = Field(default=None, primary_key=True)
    entry_id: str = Field(unique=True)
    at_ms: int
    device_id: str
    seq: int
    action: str
    seat_id: str
    place: int
    ticket_id: str | None = None
    person: int | None = None
    from_seat_id: str | None = None
    from_place: int | None = None
    other_ticket_id: str | None = None
    other_person: int | None = None
    reason: str = ""


class Settled(JournalTable, table=True):
    """An unpaid ticket that was paid at this door. The amount is decimal text."""

    __tablename__ = "payments"

    entry_id: str = Field(primary_key=True)
    ticket_id: str = Field(index=True)
    at_ms: int
    amount: str
    currency: str
    method: str


class Printed(JournalTable, table=True):
    """A badge or label that this kiosk printed; the first has no reason, a reprint has one."""

    __tablename__ = "prints"

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: str = Field(index=True)
    at_ms: int
    reason: str
    operator_id: str | None = None


class Photo(JournalTable, table=True):
    """A picture that answers a question, kept until the server has it."""

    __tablename__ = "photos"

    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)
    sent: int = 0


class Occupancy(JournalTable, table=True):
    """What the last scan of each ticket, at `at_ms`, left of it in each list."""

    __tablename__ = "occupancy"
    __table_args__ = (Index("ix_occupancy_list", "list_id", "at_ms", "heads"),)

    list_id: str = Field(primary_key=True)
    ticket_id: str = Field(primary_key=True)
    at_ms: int
    heads: int
    in_room: int = 0
    come: int = 0
    taken: int = 0


class ListTotal(JournalTable, table=True):
    """The sums of a list's occupancy; of heads, those since its last automatic check-out."""

    __tablename__ = "list_totals"

    list_id: str = Field(primary_key=True)
    heads: int
    in_room: int = 0
    come: int = 0
    taken: int = 0
    since_ms: int

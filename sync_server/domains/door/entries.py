"""An uploaded entry, and what it holds laid open in tables that can be asked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlmodel import Session

from shared.protocol import (
    WAITS,
    AnnulBody,
    EntryBody,
    LinkBody,
    ScanBody,
    SeatBody,
    WireEntry,
    answers_hash,
)
from sync_server.domains.seating import service as seating
from sync_server.kernel import bulk
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Batch, Query, execute


@dataclass(frozen=True)
class Received:
    """One uploaded entry, as far as it could be understood. `problem` is its quarantine reason."""

    row_id: UUID
    wire: WireEntry
    entry_id: UUID
    prev_hash: bytes
    hash: bytes
    signature: bytes
    body: EntryBody | None
    problem: str | None
    authentic: bool
    known: bool = False
    event_id: UUID | None = None
    is_misdated: bool = False
    """It is not of this time, or of a day that is still to come."""

    @property
    def counts(self) -> bool:
        """Whether it takes part in the fold."""
        return self.problem not in WAITS

    @property
    def answers(self) -> Mapping[UUID, str]:
        """What the guest answered, which travels beside the body; only what the body signs for."""
        return self.wire.answers if self.wire.answers and self.answers_are_signed else {}

    @property
    def answers_are_signed(self) -> bool:
        """Whether the answers are those that the device signed; none are always."""
        if not self.wire.answers:
            return True
        try:
            signed = self.body.answers_hash if isinstance(self.body, ScanBody) else None
            return signed is not None and signed == answers_hash(self.wire.answers)
        except ValueError:
            return False


@dataclass(frozen=True)
class Around:
    """What is here of the gates and people that scans name, and the annuls that name them."""

    gates: Collection[UUID] = ()
    people: Collection[UUID] = ()
    annulled_by: Mapping[UUID, UUID] = field(default_factory=dict)


def lay_open(session: Session, items: Sequence[Received], found: Around) -> None:
    """Write what entries hold into tables that can be asked. Waits for nothing."""
    _store_scans(session, items, found)
    _store_annuls(session, items)
    _store_links(session, items)
    seating.lay_open(
        session,
        [
            (item.event_id, item.body)
            for item in items
            if isinstance(item.body, SeatBody) and item.event_id is not None
        ],
    )


def _store_links(session: Session, items: Sequence[Received]) -> None:
    columns = ("organization_id", "id", "event_id", "ticket_id", "digest", "replaces", "scan_id",
               "credential_kind", "label", "stamp_ms", "judged_at")  # fmt: skip
    bulk.insert_many(
        session,
        "credential_links",
        columns,
        [
            (
                organization_of(session),
                item.entry_id,
                item.event_id,
                item.body.ticket_id,
                bytes.fromhex(item.body.digest),
                bytes.fromhex(item.body.replaces) if item.body.replaces else None,
                item.body.scan_id,
                item.body.credential_kind,
                item.body.label,
                item.body.stamp.at_ms,
                item.body.judged_at,
            )
            for item in items
            if isinstance(item.body, LinkBody) and item.event_id is not None
        ],
        "ON CONFLICT (organization_id, id) DO NOTHING",
    )


def _store_scans(session: Session, items: Sequence[Received], found: Around) -> None:
    columns = ("organization_id", "id", "event_id", "check_in_list_id", "gate_id", "device_id",
               "seq", "journal_entry_id", "stamp_ms", "judged_at", "raw_clock", "clock_offset_ms",
               "clock_measured_at", "ticket_id", "credential_digest", "medium", "direction",
               "persons", "verdict", "reason", "warnings", "bypassed", "override_reason",
               "operator_id", "supervisor_id", "answered", "replica_cursor",
               "annulled_by")  # fmt: skip
    scans = [(item, item.body) for item in items if isinstance(item.body, ScanBody)]
    bulk.insert_many(
        session,
        "scans",
        columns,
        [
            (
                organization_of(session),
                item.entry_id,
                item.event_id,
                body.list_id,
                body.gate_id if body.gate_id in found.gates else None,
                body.device_id,
                body.seq,
                item.row_id,
                body.stamp.at_ms,
                body.judged_at,
                body.raw_clock,
                body.clock_offset_ms,
                body.clock_measured_at,
                body.ticket_id,
                bytes.fromhex(body.credential_digest) if body.credential_digest else None,
                body.medium,
                body.direction.value,
                body.persons,
                body.verdict.value,
                body.reason,
                body.warnings,
                body.bypassed,
                body.override_reason,
                body.operator_id if body.operator_id in found.people else None,
                body.supervisor_id if body.supervisor_id in found.people else None,
                [str(question) for question in body.answered],
                body.replica_cursor,
                found.annulled_by.get(item.entry_id),
            )
            for item, body in scans
        ],
    )


def add_answers(session: Session, items: Iterable[Received]) -> None:
    """Write what was answered beside scans that are here, whoever brought those: only their own
    device has the answers. Those of somebody who was anonymised are not kept.
    """
    answered = [(item.entry_id, answers) for item in items if (answers := item.answers)]
    if answered:
        execute(
            session,
            "UPDATE scans s SET answers = a.answers"
            " FROM unnest(%(ids)s::uuid[], %(answers)s::jsonb[]) AS a(id, answers)"
            " WHERE s.organization_id = %(organization)s AND s.id = a.id AND s.answers = '{}'"
            " AND NOT EXISTS (SELECT 1 FROM tickets t JOIN contacts c"
            "  ON c.organization_id = t.organization_id AND c.id = t.contact_id"
            "  WHERE t.organization_id = s.organization_id AND t.id = s.ticket_id"
            "  AND c.anonymized_at IS NOT NULL)",
            ids=[scan_id for scan_id, _ in answered],
            answers=[Jsonb(_storable(answers)) for _, answers in answered],
        )


def _storable(answers: Mapping[UUID, str]) -> dict[str, str]:
    """PostgreSQL has no text with a NUL."""
    return {str(question): answer.replace("\0", "") for question, answer in answers.items()}


def _store_annuls(session: Session, items: Sequence[Received]) -> None:
    annuls = [
        (item.entry_id, item.body.annuls) for item in items if isinstance(item.body, AnnulBody)
    ]
    if annuls:
        execute(
            session,
            "UPDATE scans s SET annulled_by = a.annul FROM"
            " unnest(CAST(%(annuls)s AS uuid[]), CAST(%(scans)s AS uuid[])) AS a(annul, scan)"
            " WHERE s.organization_id = %(organization)s AND s.id = a.scan"
            " AND s.annulled_by IS NULL",
            annuls=[annul for annul, _ in annuls],
            scans=[scan for _, scan in annuls],
        )


def look_around(batch: Batch, bodies: Iterable[EntryBody | None]) -> Callable[[], Around]:
    """A scan may name a gate or a person that is gone, and its annul may have come before it."""
    scans = [body for body in bodies if isinstance(body, ScanBody)]
    return look_for(
        batch,
        gates={body.gate_id for body in scans if body.gate_id},
        people={i for body in scans for i in (body.operator_id, body.supervisor_id) if i},
        scan_ids=[body.entry_id for body in scans],
    )


def look_for(
    batch: Batch,
    *,
    gates: Collection[UUID] = (),
    people: Collection[UUID] = (),
    scan_ids: Collection[UUID] = (),
) -> Callable[[], Around]:
    """Ask for those of them that are here, and which of the scans were taken back."""
    found = batch.send(_those_of("gates", gates)) if gates else set[UUID]
    staff = batch.send(_those_of("event_staff", people)) if people else set[UUID]
    annuls = batch.send(_annuls_of(scan_ids)) if scan_ids else dict[UUID, UUID]
    return lambda: Around(found(), staff(), annuls())


def _those_of(table: str, ids: Collection[UUID]) -> Query[set[UUID]]:
    return Query(
        f"SELECT id FROM {table} WHERE organization_id = %(organization)s AND id = ANY(%(ids)s)",
        lambda rows: {row.id for row in rows},
        {"ids": list(ids)},
    )


def _annuls_of(scan_ids: Collection[UUID]) -> Query[dict[UUID, UUID]]:
    return Query(
        "SELECT annuls, entry_id FROM journal_entries"
        " WHERE organization_id = %(organization)s AND annuls = ANY(%(ids)s) AND counts",
        lambda rows: {row.annuls: row.entry_id for row in rows},
        {"ids": list(scan_ids)},
    )

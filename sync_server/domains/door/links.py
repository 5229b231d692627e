"""Wristbands linked at doors: who holds one, whatever order the links arrived in (ledger rule 19)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.protocol import AnnulBody, EntryBody, LinkBody
from sync_server.domains.sales.tickets import service as sales
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Query

Band = tuple[UUID, bytes]
"""An event and a digest: what one wristband is there."""


_SAME = (
    "{one}.organization_id = {other}.organization_id AND {one}.event_id = {other}.event_id"
    " AND {one}.digest = {other}.digest AND {one}.ticket_id <> {other}.ticket_id"
)
_TWO = (
    f"(EXISTS (SELECT 1 FROM credential_links o WHERE {_SAME.format(one='o', other='l')})"
    f" OR EXISTS (SELECT 1 FROM ticket_credentials o WHERE {_SAME.format(one='o', other='l')}))"
)


@dataclass(frozen=True)
class Link:
    """A link entry, laid open. It is live unless the scan it came with was taken back."""

    entry_id: UUID
    event_id: UUID
    digest: bytes
    replaces: bytes | None
    ticket_id: UUID
    kind: str
    label: str
    stamp_ms: int
    judged_at: datetime
    is_live: bool

    @property
    def order(self) -> tuple[int, str]:
        """Kiosks put links into the same order."""
        return self.stamp_ms, str(self.entry_id)


@dataclass(frozen=True)
class Handover:
    """A wristband that went from a ticket to another one. `earlier` is None where no door gave it."""

    later: Link
    earlier: Link | None
    ticket_id: UUID


Dated = Sequence[tuple[EntryBody | None, UUID | None]]
"""Bodies with the events whose doors learn of them."""


def bands_of(session: Session, bodies: Dated) -> set[Band]:
    """Wristbands that these entries link, replace, or take back together with a scan."""
    found: set[Band] = set()
    for body, event_id in bodies:
        if isinstance(body, LinkBody) and event_id is not None:
            digests = [body.digest, *([body.replaces] if body.replaces else [])]
            found |= {(event_id, bytes.fromhex(digest)) for digest in digests}
    annulled = [body.annuls for body, _ in bodies if isinstance(body, AnnulBody)]
    if annulled:
        rows = session.execute(
            text(
                "SELECT event_id, unnest(ARRAY[digest, replaces]) AS digest FROM credential_links"
                " WHERE organization_id = :organization AND scan_id = ANY(:scans)"
            ),
            {"organization": organization_of(session), "scans": annulled},
        )
        found |= {(row.event_id, bytes(row.digest)) for row in rows if row.digest}
    return found


def passed_on(bands: Collection[Band], ticket_ids: Collection[UUID]) -> Query[set[Band]]:
    """Those of these wristbands, and of those these tickets have or had, that had two tickets."""
    return Query(
        "SELECT l.event_id, l.digest FROM ticket_credentials c"
        f" JOIN credential_links l ON {_SAME.format(one='l', other='c')}"
        " WHERE c.organization_id = %(organization)s AND c.ticket_id = ANY(%(tickets)s)"
        " UNION SELECT l.event_id, l.digest FROM credential_links l"
        f" WHERE l.organization_id = %(organization)s AND l.ticket_id = ANY(%(tickets)s) AND {_TWO}"
        " UNION SELECT l.event_id, l.digest"
        " FROM unnest(CAST(%(events)s AS uuid[]), CAST(%(digests)s AS bytea[])) b(event_id, digest)"
        " JOIN credential_links l ON l.organization_id = %(organization)s"
        f"  AND l.event_id = b.event_id AND l.digest = b.digest WHERE {_TWO}",
        lambda rows: {(row.event_id, bytes(row.digest)) for row in rows},
        {"tickets": list(ticket_ids), **_listed(bands)},
    )


def tickets_of(session: Session, bands: Collection[Band]) -> list[UUID]:
    """Every ticket that one of these wristbands has presented."""
    rows = session.execute(
        text(
            "SELECT DISTINCT x.ticket_id"
            " FROM unnest(CAST(:events AS uuid[]), CAST(:digests AS bytea[])) b(event_id, digest),"
            " LATERAL (SELECT l.ticket_id FROM credential_links l"
            "   WHERE l.organization_id = :organization AND l.event_id = b.event_id"
            "   AND l.digest = b.digest UNION SELECT c.ticket_id FROM ticket_credentials c"
            "   WHERE c.organization_id = :organization AND c.event_id = b.event_id"
            "   AND c.digest = b.digest) x"
        ),
        {"organization": organization_of(session), **_listed(bands)},
    )
    return list(rows.scalars())


def settle(session: Session, bands: Iterable[Band]) -> None:
    """State anew which ticket each wristband presents. Doing it twice changes nothing."""
    for event_id, digest in sorted(set(bands)):
        links = _links(session, event_id, digest)
        claimed = [
            sales.Claim(
                link.ticket_id, link.kind, link.label, link.judged_at, link.order, link.is_live
            )
            for link in links
            if link.digest == digest
        ]
        losses = [
            sales.Loss(link.ticket_id, link.judged_at, link.order)
            for link in links
            if link.is_live and link.replaces == digest != link.digest
        ]
        sales.settle_claims(session, event_id, digest, claimed, losses)


def handovers(session: Session, band: Band) -> list[Handover]:
    """Where a wristband went from one ticket to another, in the order of the stamps.

    One that was lost, and replaced by another, was nobody's when it was found and given again.
    """
    event_id, digest = band
    every = _links(session, event_id, digest)
    links = sorted((link for link in every if link.is_live), key=lambda link: link.order)
    given = {(link.ticket_id, link.judged_at) for link in every if link.digest == digest}
    first = next((link.judged_at for link in links if link.digest == digest), None)
    if first is None:
        return []
    ticket_id = sales.presented_before(session, event_id, digest, first, given)
    found = []
    earlier: Link | None = None
    for link in links:
        if link.digest != digest:
            ticket_id = None if link.ticket_id == ticket_id else ticket_id
            continue
        if ticket_id is not None and ticket_id != link.ticket_id:
            found.append(Handover(link, earlier, ticket_id))
        earlier, ticket_id = link, link.ticket_id
    return found


def entries_of(session: Session, bands: Collection[Band]) -> list[UUID]:
    """The link entries of these wristbands, live or not."""
    rows = session.execute(
        text(
            "SELECT l.id FROM unnest(CAST(:events AS uuid[]), CAST(:digests AS bytea[]))"
            "  AS b(event_id, digest) JOIN credential_links l ON l.organization_id = :organization"
            "  AND l.event_id = b.event_id AND l.digest = b.digest"
        ),
        {"organization": organization_of(session), **_listed(bands)},
    )
    return list(rows.scalars())


def _listed(bands: Collection[Band]) -> dict[str, Any]:
    return {
        "events": [event_id for event_id, _ in bands],
        "digests": [digest for _, digest in bands],
    }


def _links(session: Session, event_id: UUID, digest: bytes) -> Sequence[Link]:
    """Links of a wristband, and those that replaced it by another one."""
    rows = session.execute(
        text(
            "SELECT l.*, NOT EXISTS (SELECT 1 FROM journal_entries a"
            "  WHERE a.organization_id = l.organization_id AND a.annuls = l.scan_id AND a.counts)"
            "  AS is_live FROM credential_links l WHERE l.organization_id = :organization"
            " AND l.event_id = :event AND (l.digest = :digest OR l.replaces = :digest)"
        ),
        {"organization": organization_of(session), "event": event_id, "digest": digest},
    )
    return [
        Link(
            row.id,
            row.event_id,
            bytes(row.digest),
            bytes(row.replaces) if row.replaces else None,
            row.ticket_id,
            row.credential_kind,
            row.label,
            row.stamp_ms,
            row.judged_at,
            row.is_live,
        )
        for row in rows
    ]

"""Online redeem: decisions made and recorded on the server, in one transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import text
from sqlmodel import Session, col, select

from shared.admission import Reason, Verdict
from shared.credentials import Medium, from_text
from shared.ledger import Passage, Status, extend, fold, next_stamp_ms
from shared.protocol import (
    Ask,
    LinkBody,
    Named,
    RedeemAnswer,
    RedeemRequest,
    ScanBody,
    ToldPassage,
    ToldTicket,
    WireStamp,
    answers_hash,
)
from sync_server.domains.door import ledger
from sync_server.domains.door.chain import Entry, append, free_chain, server_device
from sync_server.domains.door.decisions import (
    Asked,
    Decided,
    Known,
    Presentation,
    decide_shown,
    load,
    look_up,
    require_wearable,
)
from sync_server.domains.door.entries import Around, look_for
from sync_server.domains.door.facts import DoorList, Key, lists_of, scans_of
from sync_server.domains.door.models import Device, Scan
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.service import TicketCard
from sync_server.kernel import clock
from sync_server.kernel.errors import Conflict, Forbidden, NotFound, ServerError
from sync_server.kernel.notify import announce
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Batch, fetch, without_waiting

Outcome = RedeemAnswer | ServerError


@dataclass(frozen=True)
class Recorded:
    """A presentation, what was decided of it, and the scan that says so."""

    shown: Presentation
    decided: Decided
    scan: ScanBody

    @property
    def key(self) -> Key | None:
        """The passage that the scan changed."""
        ticket = self.decided.ticket
        if ticket is None or self.decided.verdict.status is not Status.ACCEPTED:
            return None
        return self.shown.door_list.list.id, ticket.id


def redeem(session: Session, box: SecretBox, request: RedeemRequest, at: datetime) -> RedeemAnswer:
    """Decide and record. The same `scan_id` again is the first answer again."""
    [outcome] = redeem_together(session, box, [request], at)
    assert outcome is not None
    if isinstance(outcome, ServerError):
        raise outcome
    return outcome


def redeem_together(
    session: Session,
    box: SecretBox,
    requests: Sequence[RedeemRequest],
    at: datetime,
    confined: Mapping[int, UUID | None] = MappingProxyType({}),
) -> list[Outcome | None]:
    """Decide and record what came at the same moment; for each its answer, or why it was refused.

    `confined` holds the event of each request by a device, which may not reach past it. None for a request that has to see what became of an earlier one: it is for the next time. The
    first is always decided.
    """
    group = _independent(requests, lists_of({r.list_id for r in requests}).fetch(session))
    _lock_scans(session, [request.scan_id for request, _ in group if request.scan_id])
    earlier = _recorded(session, [request.scan_id for request, _ in group if request.scan_id])
    outcomes: dict[int, Outcome] = {}
    asked: dict[int, Asked] = {}
    for place, (request, door_list) in enumerate(group):
        try:
            if door_list is None:
                raise NotFound("There is no such check-in list.")
            if confined.get(place, door_list.event_id) != door_list.event_id:
                raise Forbidden("This device is assigned to another event.", error="other_event")
            require_wearable(request)
            if request.scan_id in earlier:
                outcomes[place] = _again(session, door_list, earlier[request.scan_id], request)
            else:
                asked[place] = Asked(request, door_list, _authorise(session, door_list, request))
        except ServerError as problem:
            outcomes[place] = problem
    if asked:
        shown = dict(zip(asked, look_up(session, list(asked.values())), strict=True))
        outcomes |= _redeem(session, box, _of_different_tickets(shown), at)
    return [outcomes.get(place) for place in range(len(requests))]


def simulate(session: Session, request: RedeemRequest, at: datetime) -> Decided:
    """What a door would answer at a moment. Nothing is recorded; nobody overrides."""
    door_list = lists_of([request.list_id]).fetch(session).get(request.list_id)
    if door_list is None:
        raise NotFound("There is no such check-in list.")
    shown = look_up(session, [Asked(request, door_list)])
    with without_waiting(session) as batch:
        known = load(batch, shown)
    return decide_shown(session, shown[0], known(), at)


def _independent(
    requests: Sequence[RedeemRequest], lists: Mapping[UUID, DoorList]
) -> list[tuple[RedeemRequest, DoorList | None]]:
    """The first ones that may be decided without waiting for one another, with their lists."""
    group: list[tuple[RedeemRequest, DoorList | None]] = []
    scan_ids: set[UUID | None] = set()
    for request in requests:
        door_list = lists.get(request.list_id)
        if group and (_is_alone(request, door_list) or request.scan_id in scan_ids):
            break
        group.append((request, door_list))
        if _is_alone(request, door_list):
            break
        scan_ids |= {request.scan_id} - {None}
    return group


def _is_alone(request: RedeemRequest, door_list: DoorList | None) -> bool:
    """Whether its verdict hangs on more than its own ticket, or its record on who sent it."""
    return request.wristband is not None or (
        door_list is not None and (door_list.room is not None or door_list.list.match_addons)
    )


def _of_different_tickets(shown: Mapping[int, Presentation]) -> dict[int, Presentation]:
    """The first presentation of each ticket: the next is decided when this one is written."""
    first: dict[int, Presentation] = {}
    seen: set[UUID | None] = set()
    for place, one in shown.items():
        if one.found.ticket_id not in seen:
            first[place] = one
        seen |= {one.found.ticket_id} - {None}
    return first


def _redeem(
    session: Session, box: SecretBox, shown: Mapping[int, Presentation], at: datetime
) -> dict[int, Outcome]:
    with without_waiting(session) as batch:
        _lock(batch, shown.values())
        given = load(batch, shown.values())
        free = batch.send(free_chain(organization_of(session)))
        around = _look_around(batch, shown.values())
        standing = ledger.standing(batch, {i for one in shown.values() for i in one.ticket_ids})
    known = given()
    decided = {n: decide_shown(session, one, known, at) for n, one in shown.items()}
    server = server_device(session, box, free())
    recorded, entries = _recorded_on(server, [(shown[n], decided[n]) for n in shown], known, at)
    changed = {one.key: one for one in recorded if one.key}
    bands = {one.shown.band for one in changed.values() if one.shown.band}
    with without_waiting(session):
        append(session, box, server, entries, around())
        for event_id in {one.door_list.event_id for one in shown.values()}:
            announce(session, event_id)
        loaded = _loaded(changed, known, standing(), around())
        written = None if bands else ledger.write(session, changed, at, loaded)
    if written:
        ledger.settle(session, written, at)
    else:
        ledger.restate(session, changed, at, bands)
    return {n: _outcome(one, known.cards, at) for n, one in zip(shown, recorded, strict=True)}


def _look_around(batch: Batch, shown: Collection[Presentation]) -> Callable[[], Around]:
    overrides = [one.request.override for one in shown]
    return look_for(
        batch,
        people={override.supervisor_id for override in overrides if override},
        scan_ids=[one.request.scan_id for one in shown if one.request.scan_id],
    )


def _lock_scans(session: Session, scan_ids: Collection[UUID]) -> None:
    """Two requests with one scan id: the second waits and then reads the first one's answer."""
    if scan_ids:
        keys = sorted(int.from_bytes(i.bytes[-8:], "big", signed=True) for i in scan_ids)
        fetch(
            session,
            "SELECT pg_advisory_xact_lock(k) FROM unnest(CAST(%(keys)s AS bigint[])) AS k",
            keys=keys,
        )


def _recorded(session: Session, scan_ids: Collection[UUID]) -> dict[UUID | None, Scan]:
    if not scan_ids:
        return {}
    rows = session.scalars(
        select(Scan).where(
            col(Scan.organization_id) == organization_of(session), col(Scan.id).in_(scan_ids)
        )
    )
    return {row.id: row for row in rows}


def _lock(batch: Batch, shown: Collection[Presentation]) -> None:
    """Tickets, and lists or zones where these may refuse at capacity (ledger rule 16)."""
    keys = [key for one in shown for key in one.keys]
    keys += [(room, room) for one in shown if (room := one.door_list.room)]
    ledger.lock(batch, keys, {one.band for one in shown if one.band})


def _authorise(session: Session, door_list: DoorList, request: RedeemRequest) -> bool:
    """Whether a supervisor stands behind this scan. 403 where the PIN is not theirs."""
    if request.override is None:
        return False
    row = session.execute(
        text(
            "SELECT pin_hash, is_supervisor, revoked_at FROM event_staff"
            " WHERE organization_id = :organization AND event_id = :event AND id = :id"
        ),
        {
            "organization": organization_of(session),
            "event": door_list.event_id,
            "id": request.override.supervisor_id,
        },
    ).one_or_none()
    if row is None or not row.is_supervisor or row.revoked_at or not row.pin_hash:
        raise Forbidden("This person is no supervisor of this event.")
    try:
        PasswordHasher().verify(row.pin_hash, request.override.pin)
    except VerificationError:
        raise Forbidden("This PIN is wrong.") from None
    return True


def _recorded_on(
    server: Device, decided: Sequence[tuple[Presentation, Decided]], known: Known, at: datetime
) -> tuple[list[Recorded], list[Entry]]:
    """The scans that say so, and the entries of the server's chain: a wristband's link beside."""
    recorded: list[Recorded] = []
    entries: list[Entry] = []
    for shown, one in decided:
        latest = known.last_stamp_ms(one.ticket.id) if one.ticket else -1
        stamp_ms, event_id = next_stamp_ms(at, latest), shown.door_list.event_id
        head = _head(server, server.confirmed_seq + len(entries) + 1, stamp_ms, at)
        scan = _scan_body(head, shown, one)
        entries.append(Entry(scan, event_id, shown.request.answers))
        recorded.append(Recorded(shown, one, scan))
        wristband = shown.wristband
        if wristband and wristband.can_be_worn and recorded[-1].key:
            link = LinkBody(
                entry_id=clock.new_id(),
                ticket_id=recorded[-1].key[1],
                digest=wristband.digest.hex(),
                credential_kind="nfc",
                label=wristband.tail,
                scan_id=scan.scan_id,
                **_head(server, scan.seq + 1, stamp_ms, at),
            )
            entries.append(Entry(link, event_id))
    return recorded, entries


def _head(server: Device, seq: int, stamp_ms: int, at: datetime) -> dict[str, Any]:
    return {
        "device_id": server.id,
        "seq": seq,
        "stamp": WireStamp(at_ms=stamp_ms, device_id=server.id, seq=seq),
        "judged_at": at,
        "raw_clock": at,
        "clock_offset_ms": 0,
        "clock_measured_at": at,
    }


def _loaded(
    changed: Mapping[Key, Recorded], known: Known, standing: ledger.Standing, around: Around
) -> ledger.Loaded:
    """What was read under the locks, with what is being written."""
    lists = {one.shown.door_list.list.id: one.shown.door_list for one in changed.values()}
    before = ledger.Loaded(lists, known.tickets, known.scans, standing)
    return before.storing([one.scan for one in changed.values()], around)


def _scan_body(head: Mapping[str, Any], shown: Presentation, decided: Decided) -> ScanBody:
    request, verdict, override = shown.request, decided.verdict, shown.request.override
    scan_id = request.scan_id or clock.new_id()
    return ScanBody(
        entry_id=scan_id,
        scan_id=scan_id,
        list_id=shown.door_list.list.id,
        ticket_id=decided.ticket.id if decided.ticket else None,
        credential_digest=(shown.found.digest or shown.credential.digest).hex(),
        medium=request.medium,
        direction=request.direction,
        persons=verdict.persons,
        verdict=verdict.status,
        reason=verdict.reason,
        warnings=list(verdict.warnings),
        bypassed=list(verdict.bypassed),
        override_reason=override.reason if override else None,
        supervisor_id=override.supervisor_id if override else None,
        answered=list(request.answers),
        answers_hash=answers_hash(request.answers),
        product_id=decided.ticket.product_id if decided.ticket else None,
        **head,
    )


def _outcome(one: Recorded, cards: Mapping[UUID, TicketCard], at: datetime) -> RedeemAnswer:
    decided, ticket = one.decided, one.decided.ticket
    if one.key:
        decided = replace(decided, passage=extend(decided.passage, [one.scan.scan()], at))
    card = cards.get(ticket.id) if ticket else None
    return _answer(one.shown.door_list, decided, card, one.scan.scan_id)


def _answer(
    door_list: DoorList, decided: Decided, card: TicketCard | None, scan_id: UUID
) -> RedeemAnswer:
    verdict, ticket, passage = decided.verdict, decided.ticket, decided.passage
    ask, places_left = None, passage.places_left
    if verdict.status is Status.ASK and verdict.reason is not None:
        ask = Ask(what=verdict.reason.value, options=list(decided.options))
        places_left = verdict.places_left
    return RedeemAnswer(
        scan_id=scan_id,
        status=verdict.status,
        reason=verdict.reason,
        ask=ask,
        stale=False,
        explanation=verdict.explanation or None,
        list=Named(id=door_list.list.id, name=door_list.list.name),
        ticket=ToldTicket(
            id=ticket.id,
            holder_name=card.holder_name if card else None,
            ticket_type=ticket.ticket_type,
            attention=list(ticket.attention),
            door_note=card.door_note if card else None,
        )
        if ticket
        else None,
        seat=card.seat if card else None,
        warnings=list(verdict.warnings),
        bypassed=list(verdict.bypassed),
        places_left=places_left if ticket else None,
        passage=_told(passage) if ticket else None,
    )


def _again(
    session: Session, door_list: DoorList, scan: Scan, request: RedeemRequest
) -> RedeemAnswer:
    """The first answer, as it was recorded. 409 where the id belonged to another question."""
    if scan.check_in_list_id != door_list.list.id:
        raise Conflict("This scan id was used on another list.", error="id_reused")
    digests = from_text(request.credential, Medium(request.medium)).digests
    if scan.credential_digest is not None and bytes(scan.credential_digest) not in digests:
        raise Conflict("This scan id was used for another credential.", error="id_reused")
    ids = [scan.ticket_id] if scan.ticket_id else []
    tickets, cards = sales.admission_tickets(ids).fetch(session), sales.cards(ids).fetch(session)
    ticket = tickets.get(scan.ticket_id) if scan.ticket_id else None
    verdict = Verdict(
        status=Status(scan.verdict),
        reason=Reason(scan.reason) if scan.reason else None,
        warnings=tuple(scan.warnings),
        bypassed=tuple(scan.bypassed),
        persons=scan.persons,
    )
    passage = Passage()
    if ticket is not None:
        key = (door_list.list.id, ticket.id)
        scans = scans_of([key]).fetch(session).get(key, ())
        passage = fold(door_list.list.terms(ticket.admits), scans, scan.judged_at)
    card = cards.get(ticket.id) if ticket else None
    return _answer(door_list, Decided(verdict, ticket, passage), card, scan.id)


def _told(passage: Passage) -> ToldPassage:
    entries = passage.entries
    return ToldPassage(
        inside=passage.inside,
        entries=len(entries),
        exits=len(passage.exits),
        first_entry=entries[0].judged_at if entries else None,
        last_entry=entries[-1].judged_at if entries else None,
    )

"""Online redeem: a decision made and recorded on the server, in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import text
from sqlmodel import Session

from shared import chain
from shared.admission import Reason, Verdict, choose_addon, decide
from shared.admission import Ticket as AdmissionTicket
from shared.credentials import Credential, Medium, from_text, from_uid
from shared.ledger import Passage, Status, extend, fold, next_stamp_ms
from shared.protocol import (
    Ask,
    AskOption,
    LinkBody,
    Named,
    RedeemAnswer,
    RedeemRequest,
    ScanBody,
    ToldPassage,
    ToldTicket,
    WireStamp,
)
from sync_server.domains.door import devices, ledger
from sync_server.domains.door.chain import append
from sync_server.domains.door.facts import (
    DoorList,
    Presented,
    gather,
    last_stamp_ms,
    load_lists,
    load_scans,
    present,
)
from sync_server.domains.door.links import Band
from sync_server.domains.door.models import Device, Scan
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.service import TicketCard
from sync_server.kernel import clock
from sync_server.kernel.errors import Conflict, Forbidden, NotFound
from sync_server.kernel.notify import announce
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import organization_of


@dataclass(frozen=True)
class Decided:
    """A verdict with what it was about."""

    verdict: Verdict
    ticket: AdmissionTicket | None
    passage: Passage
    options: tuple[AskOption, ...] = ()


def redeem(session: Session, box: SecretBox, request: RedeemRequest, at: datetime) -> RedeemAnswer:
    """Decide and record. The same `scan_id` again is the first answer again."""
    door_list = _list(session, request.list_id)
    if request.scan_id is not None:
        _lock_scan(session, request.scan_id)
        earlier = session.get(Scan, (organization_of(session), request.scan_id))
        if earlier is not None:
            return _again(session, door_list, earlier, request)
    override = _authorise(session, door_list, request)
    credential = from_text(request.credential, Medium(request.medium))
    presented = present(session, door_list.event_id, credential)
    wristband = _wristband(request)
    bands = {(door_list.event_id, wristband.digest)} if wristband else set()
    _lock_for(session, door_list, presented, bands)
    decided = _decide(session, door_list, request, credential, presented, at, override, wristband)
    card = _card(session, decided.ticket)
    server = devices.server_device(session, box)
    scan = _record(session, box, server, door_list, request, credential, decided, at, wristband)
    if decided.verdict.status is Status.ACCEPTED and decided.ticket is not None:
        key = (door_list.list.id, decided.ticket.id)
        loaded = ledger.Loaded({key[0]: door_list}, _listed(presented, decided.ticket))
        ledger.restate(session, [key], at, bands, loaded)
        decided = replace(decided, passage=extend(decided.passage, [scan.scan()], at))
    announce(session, door_list.event_id)
    return _answer(door_list, decided, card, scan.scan_id)


def simulate(session: Session, request: RedeemRequest, at: datetime) -> Decided:
    """What a door would answer at a moment. Nothing is recorded; nobody overrides."""
    door_list = _list(session, request.list_id)
    credential = from_text(request.credential, Medium(request.medium))
    presented = present(session, door_list.event_id, credential)
    band = _wristband(request)
    return _decide(session, door_list, request, credential, presented, at, override=False,
                   wristband=band)  # fmt: skip


def _listed(presented: Presented, ticket: AdmissionTicket) -> dict[UUID, AdmissionTicket]:
    """The ticket, where it is in a table and not only what a signed code said of itself."""
    return {} if ticket is presented.carried else {ticket.id: ticket}


def _list(session: Session, list_id: UUID) -> DoorList:
    found = load_lists(session, [list_id])
    if list_id not in found:
        raise NotFound("There is no such check-in list.")
    return found[list_id]


def _lock_scan(session: Session, scan_id: UUID) -> None:
    """Two requests with one scan id: the second waits and then reads the first one's answer."""
    session.execute(
        text("SELECT pg_advisory_xact_lock(:key)"),
        {"key": int.from_bytes(scan_id.bytes[-8:], "big", signed=True)},
    )


def _lock_for(
    session: Session, door_list: DoorList, presented: Presented, bands: Collection[Band]
) -> None:
    """List or zone first where it may refuse at capacity, then the ticket (ledger rule 16)."""
    crowded = door_list.zone_id or (door_list.list.id if door_list.capacity is not None else None)
    if crowded is not None:
        ledger.lock(session, [(crowded, crowded)])
    if presented.ticket_id is not None:
        ledger.lock(session, [(door_list.list.id, presented.ticket_id)], bands)


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


def _wristband(request: RedeemRequest) -> Credential | None:
    if request.wristband is None:
        return None
    try:
        return from_uid(bytes.fromhex(request.wristband.replace(":", "")))
    except ValueError:
        return from_text(request.wristband, Medium.NFC)


def _decide(
    session: Session,
    door_list: DoorList,
    request: RedeemRequest,
    credential: Credential,
    presented: Presented,
    at: datetime,
    override: bool,
    wristband: Credential | None,
) -> Decided:
    tickets = sales.admission_tickets(session, [presented.ticket_id] if presented.ticket_id else [])
    ticket = next(iter(tickets.values()), presented.carried)
    base = _judge(
        session, door_list, request, credential, presented, ticket, at, override, wristband
    )
    if ticket is None or not door_list.list.match_addons or not door_list.list.product_ids:
        return base
    ids = sales.addons(session, ticket.id, door_list.list.product_ids)
    if request.product_id is not None:
        addons = sales.admission_tickets(session, ids)
        ids = [i for i in ids if addons[i].product_id == request.product_id]
    found = sales.admission_tickets(session, ids)
    judged = [
        _judge(
            session, door_list, request, credential, presented, found[i], at, override, wristband
        )
        for i in ids
    ]
    choice = choose_addon(base.verdict, [decided.verdict for decided in judged])
    if choice is Reason.ADDON:
        options = tuple(
            AskOption(id=found[i].product_id, label=_product(session, found[i])) for i in ids
        )
        ask = replace(base.verdict, status=Status.ASK, reason=Reason.ADDON)
        return Decided(ask, ticket, base.passage, options)
    return judged[choice] if isinstance(choice, int) else base


def _judge(
    session: Session,
    door_list: DoorList,
    request: RedeemRequest,
    credential: Credential,
    presented: Presented,
    ticket: AdmissionTicket | None,
    at: datetime,
    override: bool,
    wristband: Credential | None,
) -> Decided:
    facts = gather(
        session,
        door_list,
        presented,
        ticket,
        at,
        unreadable=credential.unreadable,
        direction=request.direction,
        persons=request.persons,
        answers=request.answers,
        override=override,
        with_wristband=wristband is not None and not wristband.unreadable,
        device_id=UUID(int=0),
    )
    verdict = decide(facts, at)
    options: tuple[AskOption, ...] = ()
    if verdict.reason is Reason.QUESTIONS:
        options = _questions(session, [question.id for question in facts.open_questions])
    elif verdict.reason is Reason.PERSONS and ticket is not None:
        most = ticket.admits if verdict.places_left is None else verdict.places_left
        options = tuple(AskOption(label=str(n)) for n in range(1, most + 1))
    return Decided(verdict, ticket, facts.passage, options)


def _record(
    session: Session,
    box: SecretBox,
    server: Device,
    door_list: DoorList,
    request: RedeemRequest,
    credential: Credential,
    decided: Decided,
    at: datetime,
    wristband: Credential | None,
) -> ScanBody:
    """Append the scan, and a wristband's link with it, to the server's own chain."""
    scan_id = request.scan_id or clock.new_id()
    ticket_id = decided.ticket.id if decided.ticket else None
    latest = last_stamp_ms(session, ticket_id) if ticket_id else -1
    stamp_ms = next_stamp_ms(at, latest)

    def head(seq: int) -> dict[str, Any]:
        return {
            "device_id": server.id,
            "seq": seq,
            "stamp": WireStamp(at_ms=stamp_ms, device_id=server.id, seq=seq),
            "judged_at": at,
            "raw_clock": at,
            "clock_offset_ms": 0,
            "clock_measured_at": at,
        }

    seq = server.confirmed_seq + 1
    scan = _scan_body(head(seq), door_list, request, credential, decided, scan_id)
    bodies: list[ScanBody | LinkBody] = [scan]
    links = wristband is not None and not wristband.unreadable and ticket_id is not None
    if links and wristband and ticket_id and decided.verdict.status is Status.ACCEPTED:
        bodies.append(
            LinkBody(
                entry_id=clock.new_id(),
                ticket_id=ticket_id,
                digest=wristband.digest.hex(),
                credential_kind="nfc",
                label=wristband.tail,
                scan_id=scan_id,
                **head(seq + 1),
            )
        )
    append(session, box, server, bodies, door_list.event_id, answers=request.answers)
    return scan


def _scan_body(
    head: Mapping[str, Any],
    door_list: DoorList,
    request: RedeemRequest,
    credential: Credential,
    decided: Decided,
    scan_id: UUID,
) -> ScanBody:
    verdict, override = decided.verdict, request.override
    answers = {str(k): v for k, v in request.answers.items()}
    return ScanBody(
        entry_id=scan_id,
        scan_id=scan_id,
        list_id=door_list.list.id,
        ticket_id=decided.ticket.id if decided.ticket else None,
        credential_digest=credential.digest.hex(),
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
        answers_hash=chain.link_hash(b"", chain.canonical(answers)).hex() if answers else None,
        product_id=decided.ticket.product_id if decided.ticket else None,
        **head,
    )


def _card(session: Session, ticket: AdmissionTicket | None) -> TicketCard | None:
    return sales.card(session, ticket.id) if ticket else None


def _answer(
    door_list: DoorList, decided: Decided, card: TicketCard | None, scan_id: UUID
) -> RedeemAnswer:
    verdict, ticket, passage = decided.verdict, decided.ticket, decided.passage
    ask = None
    if verdict.status is Status.ASK and verdict.reason is not None:
        ask = Ask(what=verdict.reason.value, options=list(decided.options))
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
        places_left=passage.places_left if ticket else None,
        passage=_told(passage) if ticket else None,
    )


def _again(
    session: Session, door_list: DoorList, scan: Scan, request: RedeemRequest
) -> RedeemAnswer:
    """The first answer, as it was recorded. 409 where the id belonged to another question."""
    if scan.check_in_list_id != door_list.list.id:
        raise Conflict("This scan id was used on another list.", error="id_reused")
    digest = from_text(request.credential, Medium(request.medium)).digest
    if scan.credential_digest is not None and bytes(scan.credential_digest) != digest:
        raise Conflict("This scan id was used for another credential.", error="id_reused")
    tickets = sales.admission_tickets(session, [scan.ticket_id] if scan.ticket_id else [])
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
        scans = load_scans(session, [key]).get(key, [])
        passage = fold(door_list.list.terms(ticket.admits), scans, scan.judged_at)
    return _answer(door_list, Decided(verdict, ticket, passage), _card(session, ticket), scan.id)


def _told(passage: Passage) -> ToldPassage:
    entries = passage.entries
    return ToldPassage(
        inside=passage.inside,
        entries=len(entries),
        exits=len(passage.exits),
        first_entry=entries[0].judged_at if entries else None,
        last_entry=entries[-1].judged_at if entries else None,
    )


def _questions(session: Session, ids: Sequence[UUID]) -> tuple[AskOption, ...]:
    rows = session.execute(
        text(
            "SELECT id, prompt FROM check_in_questions WHERE organization_id = :organization"
            " AND id = ANY(:ids) ORDER BY sort_order, id"
        ),
        {"organization": organization_of(session), "ids": list(ids)},
    )
    return tuple(AskOption(id=row.id, label=row.prompt) for row in rows)


def _product(session: Session, ticket: AdmissionTicket) -> str:
    name: str = session.execute(
        text("SELECT name FROM products WHERE organization_id = :organization AND id = :id"),
        {"organization": organization_of(session), "id": ticket.product_id},
    ).scalar_one()
    return name

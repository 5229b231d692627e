"""Presentations decided on the server: what they are about, read for many at once, then judged."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.admission import Facts, Question, Reason, Ticket, Verdict, choose_addon, decide
from shared.credentials import Credential, Medium, from_text
from shared.ids import NIL
from shared.ledger import Passage, Scan, Status, fold
from shared.protocol import AskOption, RedeemRequest
from sync_server.domains.door.facts import (
    DoorList,
    Key,
    Scans,
    better_list,
    open_questions,
    scans_everywhere,
)
from sync_server.domains.door.links import Band
from sync_server.domains.door.persons import rooms
from sync_server.domains.door.presented import Presented, present
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.service import TicketCard
from sync_server.kernel.errors import Invalid
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import Batch


@dataclass(frozen=True)
class Presentation:
    """What somebody shows at a list, and what it turned out to be."""

    request: RedeemRequest
    door_list: DoorList
    credential: Credential
    wristband: Credential | None
    override: bool
    found: Presented
    addons: Sequence[UUID] = ()

    @property
    def ticket_ids(self) -> list[UUID]:
        """The tickets it may be decided for."""
        base = self.found.ticket_id
        return [*([base] if base else []), *self.addons]

    @property
    def keys(self) -> list[Key]:
        """Whose passages it may change."""
        return [(self.door_list.list.id, ticket_id) for ticket_id in self.ticket_ids]

    @property
    def band(self) -> Band | None:
        """The wristband that is to be linked."""
        return (self.door_list.event_id, self.wristband.digest) if self.wristband else None


@dataclass(frozen=True)
class Known:
    """What the database holds of the tickets of some presentations: their scans are of all lists."""

    tickets: Mapping[UUID, Ticket]
    cards: Mapping[UUID, TicketCard]
    scans: Scans
    questions: Mapping[UUID, Sequence[Question]]

    def ticket(self, shown: Presentation) -> Ticket | None:
        """The ticket that was shown: as it is stored, or else as a signed code says."""
        stored = self.tickets.get(shown.found.ticket_id) if shown.found.ticket_id else None
        return stored or shown.found.carried

    def last_stamp_ms(self, ticket_id: UUID) -> int:
        """The latest stamp of the ticket's scans on any list: a new one must come after it."""
        stamps = (
            entry.stamp.at_ms
            for (_, of), entries in self.scans.items()
            if of == ticket_id
            for entry in entries
            if isinstance(entry, Scan)
        )
        return max(stamps, default=-1)


@dataclass(frozen=True)
class Decided:
    """A verdict with what it was about."""

    verdict: Verdict
    ticket: Ticket | None
    passage: Passage
    options: tuple[AskOption, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A request at its list. `override`: whether a supervisor stands behind it."""

    request: RedeemRequest
    door_list: DoorList
    override: bool = False


def look_up(session: Session, asked: Sequence[Asked]) -> list[Presentation]:
    """What each request shows."""
    credentials = [from_text(a.request.credential, Medium(a.request.medium)) for a in asked]
    found = present(
        session,
        [(a.door_list.event_id, shown) for a, shown in zip(asked, credentials, strict=True)],
    )
    return [
        Presentation(a.request, a.door_list, credential, _wristband(a.request), a.override, of,
                     _addons(session, a, of))
        for a, credential, of in zip(asked, credentials, found, strict=True)
    ]  # fmt: skip


def load(batch: Batch, shown: Collection[Presentation]) -> Callable[[], Known]:
    """Ask for what deciding these takes. Who records the decisions locks their keys before."""
    dated = {(ticket_id, one.door_list.event_id) for one in shown for ticket_id in one.ticket_ids}
    carried = [(t, one.door_list.event_id) for one in shown if (t := one.found.carried)]
    ids = {ticket_id for ticket_id, _ in dated}
    tickets, cards = batch.send(sales.admission_tickets(ids)), batch.send(sales.cards(ids))
    scans = batch.send(scans_everywhere(ids))
    questions = batch.send(open_questions(dated - {(t.id, event) for t, event in carried}, carried))
    return lambda: Known(tickets(), cards(), scans(), questions())


def decide_shown(session: Session, shown: Presentation, known: Known, at: datetime) -> Decided:
    """What the door answers: for the ticket itself, or for the add-on of it that the list takes."""
    base = _judge(session, shown, known.ticket(shown), known, at)
    if base.ticket is None or not _matches_addons(shown.door_list):
        return base
    found = [known.tickets[ticket_id] for ticket_id in shown.addons]
    wanted = shown.request.product_id
    found = [addon for addon in found if wanted is None or addon.product_id == wanted]
    judged = [_judge(session, shown, addon, known, at) for addon in found]
    choice = choose_addon(base.verdict, [decided.verdict for decided in judged])
    if choice is Reason.ADDON:
        options = tuple(
            AskOption(id=addon.product_id, label=_product(session, addon)) for addon in found
        )
        ask = replace(base.verdict, status=Status.ASK, reason=Reason.ADDON)
        return Decided(ask, base.ticket, base.passage, options)
    return judged[choice] if isinstance(choice, int) else base


def require_wearable(request: RedeemRequest) -> None:
    """422 where a wristband is to be linked that could never be told again."""
    wristband = _wristband(request)
    if wristband is not None and wristband.is_fleeting:
        raise Invalid("This chip has another number at each tap, as phones have. Use a wristband.")


def _wristband(request: RedeemRequest) -> Credential | None:
    return None if request.wristband is None else from_text(request.wristband, Medium.NFC)


def _matches_addons(door_list: DoorList) -> bool:
    return door_list.list.match_addons and bool(door_list.list.product_ids)


def _addons(session: Session, asked: Asked, found: Presented) -> Sequence[UUID]:
    if found.ticket_id is None or not _matches_addons(asked.door_list):
        return ()
    return sales.addons(session, found.ticket_id, asked.door_list.list.product_ids)


def _judge(
    session: Session, shown: Presentation, ticket: Ticket | None, known: Known, at: datetime
) -> Decided:
    facts = _facts(session, shown, ticket, known, at)
    verdict = decide(facts, at)
    options: Iterable[AskOption] = ()
    if verdict.reason is Reason.QUESTIONS:
        options = _questions(session, [question.id for question in facts.open_questions])
    elif verdict.reason is Reason.PERSONS and ticket is not None:
        most = ticket.admits if verdict.places_left is None else verdict.places_left
        options = (AskOption(label=str(n)) for n in range(1, most + 1))
    return Decided(verdict, ticket, facts.passage, tuple(options))


def _facts(
    session: Session, shown: Presentation, ticket: Ticket | None, known: Known, at: datetime
) -> Facts:
    """Everything one decision reads; what few tickets need is asked for here."""
    request, door_list, found = shown.request, shown.door_list, shown.found
    if ticket is None:
        return Facts(
            list=door_list.list,
            unreadable=shown.credential.unreadable,
            forged=found.forged,
            other_event=found.other_event,
            direction=request.direction,
            override=shown.override,
        )
    listed = door_list.list.takes(ticket)
    scans = known.scans.get((door_list.list.id, ticket.id), ())
    return Facts(
        list=door_list.list,
        passage=fold(door_list.list.terms(ticket.admits), scans, at),
        ticket=ticket,
        direction=request.direction,
        persons=request.persons,
        credential_revoked_at=found.revoked_at,
        better_list=None if listed else better_list(session, door_list.event_id, ticket),
        has_wristband=(shown.wristband is not None and shown.wristband.can_be_worn)
        or not ticket.requires_wristband
        or sales.has_wristband(session, ticket.id),
        open_questions=tuple(known.questions.get(ticket.id, ())),
        answers=request.answers,
        rooms=rooms(session, door_list, ticket, known.scans, at),
        override=shown.override,
        device_id=NIL,
    )


def _questions(session: Session, ids: Sequence[UUID]) -> list[AskOption]:
    rows = session.execute(
        text(
            "SELECT id, prompt FROM check_in_questions WHERE organization_id = :organization"
            " AND id = ANY(:ids) ORDER BY sort_order, id"
        ),
        {"organization": organization_of(session), "ids": list(ids)},
    )
    return [AskOption(id=row.id, label=row.prompt) for row in rows]


def _product(session: Session, ticket: Ticket) -> str:
    name: str = session.execute(
        text("SELECT name FROM products WHERE organization_id = :organization AND id = :id"),
        {"organization": organization_of(session), "id": ticket.product_id},
    ).scalar_one()
    return name

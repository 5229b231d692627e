"""Who may enter: `decide(facts, at)`, the one function that says yes or names the reason.

Total and pure. Reasons, statuses and their order are the contract of `admission.md`; they are wire
values, database values and enum values at the same time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from shared import rules
from shared.ledger import Direction, Passage, Policy, Scan, Status, Terms, zone_of


class Reason(StrEnum):
    """Why the answer is not a plain yes, in the order in which the checks run."""

    UNREADABLE = "unreadable"
    FORGED = "forged"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    WRONG_EVENT = "wrong_event"
    CANCELED = "canceled"
    REFUNDED = "refunded"
    BLOCKED = "blocked"
    UNAPPROVED = "unapproved"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    WRONG_LIST = "wrong_list"
    WRONG_DATE = "wrong_date"
    UNPAID = "unpaid"
    RULES = "rules"
    EXCHANGE = "exchange"
    QUESTIONS = "questions"
    ADDON = "addon"
    PERSONS = "persons"
    ALREADY_INSIDE = "already_inside"
    FULL = "full"


NOT_INSIDE = "not_inside"
"""Warning of an exit without a known entry."""

ASKS = frozenset({Reason.EXCHANGE, Reason.QUESTIONS, Reason.ADDON, Reason.PERSONS})
NEVER_BYPASSED = frozenset({Reason.UNREADABLE, Reason.FORGED, Reason.UNKNOWN, Reason.REVOKED,
                            Reason.WRONG_EVENT})  # fmt: skip
ORDER = {reason: place for place, reason in enumerate(Reason)}
OWN_SECOND_SCAN = timedelta(seconds=30)
"""An earlier entry by this device this recently is told as "your own second scan"."""

CONFLICT_KINDS: Mapping[Reason, str] = {
    Reason.UNKNOWN: "entered_unknown",
    Reason.REVOKED: "entered_revoked",
    Reason.CANCELED: "entered_canceled",
    Reason.REFUNDED: "entered_refunded",
    Reason.BLOCKED: "entered_blocked",
    Reason.UNAPPROVED: "entered_unapproved",
    Reason.TOO_EARLY: "entered_out_of_hours",
    Reason.TOO_LATE: "entered_out_of_hours",
    Reason.WRONG_LIST: "entered_wrong_list",
    Reason.WRONG_DATE: "entered_wrong_date",
    Reason.UNPAID: "entered_unpaid",
    Reason.RULES: "entered_against_rules",
}
"""What the server files when an accepted entry, seen with all facts, meets this reason."""


@dataclass(frozen=True)
class State:
    """Something that holds for a ticket for a time: each has its own, so several can hold.

    `name` is a `Reason` value (`canceled`, `unpaid` …); no `since` means since ever.
    """

    name: str
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether the state counts at that moment; the first instant counts, the last does not."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """What a decision must know of a ticket. Validity is the ticket's own, else its type's."""

    id: UUID
    ticket_type_id: UUID
    ticket_type: str = ""
    admits: int = 1
    states: tuple[State, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    event_date: date | None = None
    product_id: UUID | None = None
    attention: tuple[str, ...] = ()
    valid_while_pending: bool = False
    requires_wristband: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckInList:
    """Who may pass, and under which rules."""

    id: UUID
    name: str = ""
    policy: Policy = Policy.SINGLE
    all_ticket_types: bool = True
    ticket_type_ids: frozenset[UUID] = frozenset()
    product_ids: frozenset[UUID] = frozenset()
    match_addons: bool = False
    admits_pending: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    event_date: date | None = None
    acknowledge_attention: bool = False
    exit_all_at: time | None = None
    rule: rules.Rule = rules.ALWAYS
    timezone: str = "UTC"

    def takes(self, ticket: Ticket) -> bool:
        """Whether this kind of ticket (or add-on) is on the list at all."""
        if ticket.product_id is not None:
            return ticket.product_id in self.product_ids
        return self.all_ticket_types or ticket.ticket_type_id in self.ticket_type_ids

    def terms(self, admits: int) -> Terms:
        """What the fold needs of this list for a ticket that admits so many."""
        return Terms(self.policy, admits, self.exit_all_at, self.timezone)


@dataclass(frozen=True)
class Question:
    """A check-in question that is still open for this ticket."""

    id: UUID
    required: bool = False


@dataclass(frozen=True)
class Room:
    """A list or zone with a capacity, and how many are in it now.

    `here` and `elsewhere`: persons of this ticket among them, who came in by this list and by others.
    """

    capacity: int
    heads: int
    refuses: bool
    here: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything one decision reads. `persons` None: nobody said how many of a group."""

    list: CheckInList
    passage: Passage = field(default_factory=Passage)
    ticket: Ticket | None = None
    direction: Direction = Direction.ENTRY
    persons: int | None = None
    unreadable: bool = False
    forged: bool = False
    credential_revoked_at: datetime | None = None
    other_event: str | None = None
    better_list: str | None = None
    has_wristband: bool = False
    open_questions: tuple[Question, ...] = ()
    answers: Mapping[UUID, str] = field(default_factory=dict)
    rooms: tuple[Room, ...] = ()
    override: bool = False
    gate: str = ""
    device_id: UUID | None = None
    stale: bool = False


@dataclass(frozen=True)
class Prior:
    """The earlier entry that an `already_inside` speaks of.

    `left_at`: on a list that lets in once, when somebody of the ticket left since.
    """

    scan: Scan
    own_second_scan: bool
    left_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer. `reason` is set unless accepted; `persons` is how many pass if accepted."""

    status: Status
    reason: Reason | None = None
    warnings: tuple[str, ...] = ()
    bypassed: tuple[str, ...] = ()
    persons: int = 1
    places_left: int | None = None
    explanation: str = ""
    prior: Prior | None = None
    stale: bool = False
    other_event: str | None = None
    better_list: str | None = None


def decide(facts: Facts, at: datetime) -> Verdict:
    """Who may pass, judged at the moment of the scan. Total: every fact has an answer."""
    if facts.direction is Direction.EXIT:
        return _decide_exit(facts, at)
    bypassed: list[str] = []
    for reason, fails in _CHECKS:
        if not fails(facts, at):
            continue
        if reason in ASKS or not facts.override or reason in NEVER_BYPASSED:
            return _stopped(facts, at, reason, tuple(bypassed))
        bypassed.append(reason)
    warnings = (Reason.FULL.value,) if any(_overflows(facts, room) for room in facts.rooms) else ()
    return Verdict(
        status=Status.ACCEPTED,
        warnings=() if Reason.FULL in bypassed else warnings,
        bypassed=tuple(bypassed),
        persons=facts.persons or 1,
        places_left=facts.passage.places_left,
    )


def objection(facts: Facts, at: datetime, excused: frozenset[str]) -> Reason | None:
    """What the server, with all facts, would have said against an entry that was accepted.

    Only reasons that file a conflict; `excused` are those a supervisor knowingly bypassed.
    """
    if facts.ticket is None:
        return Reason.UNKNOWN
    for reason, fails in _CHECKS:
        if reason in CONFLICT_KINDS and reason not in excused and fails(facts, at):
            return reason
    return None


def choose_list(verdicts: Sequence[Verdict]) -> int:
    """Which of several lists at one gate answers.

    The first that accepts, else the first that asks (the guest can fix it at once), else the
    refusal furthest down the table other than `wrong_list`.
    """
    for wanted in (Status.ACCEPTED, Status.ASK):
        for place, verdict in enumerate(verdicts):
            if verdict.status is wanted:
                return place
    return max(range(len(verdicts)), key=lambda place: (_depth(verdicts[place]), -place))


def choose_addon(base: Verdict, addons: Sequence[Verdict]) -> int | Reason | None:
    """Which add-on a base ticket's scan admits: its place, `ADDON` to ask which, None for base."""
    if base.status is not Status.REFUSED or base.reason in NEVER_BYPASSED or not addons:
        return None
    fitting = [place for place, addon in enumerate(addons) if addon.status is not Status.REFUSED]
    if len(fitting) > 1:
        return Reason.ADDON
    if fitting:
        return fitting[0]
    return choose_list(addons) if base.reason is Reason.WRONG_LIST else None


def validity(
    own: tuple[datetime | None, datetime | None], kind: tuple[datetime | None, datetime | None]
) -> tuple[datetime | None, datetime | None]:
    """A ticket's own validity overrides its type's, bound by bound."""
    return own[0] or kind[0], own[1] or kind[1]


def variables(facts: Facts, at: datetime) -> dict[str, rules.Value]:
    """What a list's rule may look at. Times are the event's local ones."""
    local = at.astimezone(zone_of(facts.list.timezone))
    entries = facts.passage.entries
    today = [s for s in entries if s.judged_at.astimezone(local.tzinfo).date() == local.date()]
    return {
        "entries": len(entries),
        "entries_today": len(today),
        "exits": len(facts.passage.exits),
        "inside": facts.passage.inside,
        "minutes_since_first_entry": _minutes(entries[:1], at),
        "minutes_since_last_entry": _minutes(entries[-1:], at),
        "now": local.strftime("%H:%M"),
        "weekday": local.isoweekday(),
        "date": local.date().isoformat(),
        "ticket_type": facts.ticket.ticket_type if facts.ticket else "",
        "gate": facts.gate,
        "list": facts.list.name,
        "attention": facts.ticket.attention if facts.ticket else (),
    }


def _decide_exit(facts: Facts, at: datetime) -> Verdict:
    """An exit of a known ticket is always accepted; what was wrong becomes a warning."""
    warnings: list[str] = []
    for reason, fails in _CHECKS:
        if reason not in _SEEN_ON_EXIT or not fails(facts, at):
            continue
        if reason in _STOPS_EXIT:
            return _stopped(facts, at, reason, ())
        warnings.append(reason)
    if not facts.passage.inside:
        warnings.append(NOT_INSIDE)
    return Verdict(
        status=Status.ACCEPTED,
        warnings=tuple(warnings),
        persons=facts.persons or 1,
        places_left=facts.passage.places_left,
    )


def _stopped(facts: Facts, at: datetime, reason: Reason, bypassed: tuple[str, ...]) -> Verdict:
    return Verdict(
        status=Status.ASK if reason in ASKS else Status.REFUSED,
        reason=reason,
        bypassed=bypassed,
        persons=facts.persons or 1,
        places_left=_most_now(facts) if reason is Reason.PERSONS else facts.passage.places_left,
        explanation=_explanation(facts, at) if reason is Reason.RULES else "",
        prior=_prior(facts, at) if reason is Reason.ALREADY_INSIDE else None,
        stale=facts.stale and reason is Reason.UNKNOWN,
        other_event=facts.other_event,
        better_list=facts.better_list if reason is Reason.WRONG_LIST else None,
    )


def _explanation(facts: Facts, at: datetime) -> str:
    return rules.explain(facts.list.rule, variables(facts, at))


def _prior(facts: Facts, at: datetime) -> Prior | None:
    """The first entry on a `single` list, else the last: the one that keeps this ticket out."""
    entries = facts.passage.entries
    if not entries:
        return None
    own = any(
        s.stamp.device_id == facts.device_id and abs(at - s.judged_at) <= OWN_SECOND_SCAN
        for s in entries
    )
    if facts.passage.terms.policy is not Policy.SINGLE:
        return Prior(entries[-1], own)
    left_at = _left_at(facts.passage)
    return Prior(entries[0], own and left_at is None, left_at)


def _left_at(passage: Passage) -> datetime | None:
    """When the last of those who are not inside any more went out, by the door or a check-out."""
    if passage.inside >= passage.entered:
        return None
    shown_out = [stay.left_at for stay in passage.stays if stay.left_at and not stay.exit_scan_id]
    return max([*shown_out, *(scan.judged_at for scan in passage.exits)], default=None)


def _minutes(scans: Sequence[Scan], at: datetime) -> int | None:
    return (at - scans[0].judged_at) // timedelta(minutes=1) if scans else None


def _depth(verdict: Verdict) -> int:
    if verdict.reason is None or verdict.reason is Reason.WRONG_LIST:
        return -1
    return ORDER[verdict.reason]


def _in_state(name: Reason) -> Callable[[Facts, datetime], bool]:
    def check(facts: Facts, at: datetime) -> bool:
        return facts.ticket is not None and any(
            state.name == name and state.holds(at) for state in facts.ticket.states
        )

    return check


def _unknown(facts: Facts, _at: datetime) -> bool:
    return facts.ticket is None and facts.other_event is None


def _revoked(facts: Facts, at: datetime) -> bool:
    moment = facts.credential_revoked_at
    return (moment is not None and moment <= at) or _in_state(Reason.REVOKED)(facts, at)


def _too_early(facts: Facts, at: datetime) -> bool:
    starts = (facts.list.opens_at, facts.ticket.valid_from if facts.ticket else None)
    return any(start is not None and at < start for start in starts)


def _too_late(facts: Facts, at: datetime) -> bool:
    ends = (facts.list.closes_at, facts.ticket.valid_until if facts.ticket else None)
    return any(end is not None and at > end for end in ends)


def _wrong_list(facts: Facts, _at: datetime) -> bool:
    return facts.ticket is not None and not facts.list.takes(facts.ticket)


def _wrong_date(facts: Facts, _at: datetime) -> bool:
    dates = (facts.list.event_date, facts.ticket.event_date if facts.ticket else None)
    return None not in dates and dates[0] != dates[1]


def _unpaid(facts: Facts, at: datetime) -> bool:
    if facts.ticket is None or facts.list.admits_pending or facts.ticket.valid_while_pending:
        return False
    return _in_state(Reason.UNPAID)(facts, at)


def _against_rules(facts: Facts, at: datetime) -> bool:
    if facts.list.rule == rules.ALWAYS:
        return False
    try:
        return not rules.holds(facts.list.rule, variables(facts, at))
    except rules.BrokenRule:
        return True


def _wants_wristband(facts: Facts, _at: datetime) -> bool:
    wants = facts.ticket is not None and facts.ticket.requires_wristband
    return wants and not facts.has_wristband


def _has_open_questions(facts: Facts, _at: datetime) -> bool:
    return any(
        question.id not in facts.answers
        or (question.required and not facts.answers[question.id].strip())
        for question in facts.open_questions
    )


def _persons_unsaid(facts: Facts, _at: datetime) -> bool:
    """How many of a group pass: asked only where more than one still could."""
    if facts.persons is not None or facts.ticket is None or facts.ticket.admits == 1:
        return False
    left = facts.passage.places_left
    return left is None or left > 1


def _most_now(facts: Facts) -> int | None:
    """How many may pass by one scan: where the list has no limit, as many as the ticket is for."""
    left = facts.passage.places_left
    return left if left is not None or facts.ticket is None else facts.ticket.admits


def _already_inside(facts: Facts, _at: datetime) -> bool:
    left = facts.passage.places_left
    return left is not None and (facts.persons or 1) > left


def _full(facts: Facts, _at: datetime) -> bool:
    return any(room.refuses and _overflows(facts, room) for room in facts.rooms)


def _overflows(facts: Facts, room: Room) -> bool:
    """Whether letting them in makes it too many; who is there by another list only goes round."""
    persons, admits = facts.persons or 1, facts.passage.terms.admits
    if facts.list.policy is Policy.MULTIPLE:
        persons = min(persons, admits - room.here)
    round_ = max(0, min(room.elsewhere, room.here + room.elsewhere + persons - admits))
    more = persons - round_
    return more > 0 and room.heads + more > room.capacity


_CHECKS: tuple[tuple[Reason, Callable[[Facts, datetime], bool]], ...] = (
    (Reason.UNREADABLE, lambda facts, _at: facts.unreadable),
    (Reason.FORGED, lambda facts, _at: facts.forged),
    (Reason.UNKNOWN, _unknown),
    (Reason.REVOKED, _revoked),
    (Reason.WRONG_EVENT, lambda facts, _at: facts.other_event is not None),
    (Reason.CANCELED, _in_state(Reason.CANCELED)),
    (Reason.REFUNDED, _in_state(Reason.REFUNDED)),
    (Reason.BLOCKED, _in_state(Reason.BLOCKED)),
    (Reason.UNAPPROVED, _in_state(Reason.UNAPPROVED)),
    (Reason.TOO_EARLY, _too_early),
    (Reason.TOO_LATE, _too_late),
    (Reason.WRONG_LIST, _wrong_list),
    (Reason.WRONG_DATE, _wrong_date),
    (Reason.UNPAID, _unpaid),
    (Reason.RULES, _against_rules),
    (Reason.EXCHANGE, _wants_wristband),
    (Reason.QUESTIONS, _has_open_questions),
    (Reason.PERSONS, _persons_unsaid),
    (Reason.ALREADY_INSIDE, _already_inside),
    (Reason.FULL, _full),
)

_STOPS_EXIT = frozenset({Reason.UNREADABLE, Reason.FORGED, Reason.UNKNOWN, Reason.WRONG_EVENT})
_SEEN_ON_EXIT = _STOPS_EXIT | {
    Reason.REVOKED,
    Reason.CANCELED,
    Reason.REFUNDED,
    Reason.BLOCKED,
    Reason.UNAPPROVED,
    Reason.WRONG_LIST,
    Reason.WRONG_DATE,
    Reason.UNPAID,
}

"""The scenario table on `decide` itself, and properties of it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import rules
from shared.admission import (
    CheckInList,
    Facts,
    Question,
    Reason,
    Room,
    State,
    Ticket,
    Verdict,
    choose_addon,
    choose_list,
    decide,
    validity,
)
from shared.ledger import Annul, Direction, Policy, Scan, Stamp, Status, fold
from tests.evening import ZONE, minutes
from tests.scenarios.admission import CASES, Case, Past

TYPE, OTHER_TYPE, QUESTION, DEVICE = (UUID(int=n) for n in range(1, 5))


def list_of(case: Case) -> CheckInList:
    columns: dict[str, Any] = dict(case.list)
    return CheckInList(
        id=uuid4(),
        name="Main entrance",
        policy=Policy(columns.get("entry_policy", "single")),
        all_ticket_types=case.on_list,
        admits_pending=columns.get("admits_pending", False),
        event_date=_date(columns.get("event_date")),
        exit_all_at=time.fromisoformat(columns["exit_all_at"])
        if "exit_all_at" in columns
        else None,
        rule=rules.parse(columns.get("rules", {})),
        timezone=ZONE,
        opens_at=_moment(columns.get("opens_at")),
        closes_at=_moment(columns.get("closes_at")),
    )


def ticket_of(case: Case) -> Ticket | None:
    if case.present in ("unknown", "unreadable", "forged", "foreign_key", "other_event"):
        return None
    own = tuple(_moment(case.ticket.get(key)) for key in ("valid_from", "valid_until"))
    kind = tuple(_moment(case.type.get(key)) for key in ("valid_from", "valid_until"))
    start, end = validity((own[0], own[1]), (kind[0], kind[1]))
    return Ticket(
        id=uuid4(),
        ticket_type_id=TYPE,
        ticket_type="General",
        admits=case.ticket.get("admits", 1),
        states=tuple(State(name, _moment(since)) for name, since in case.states),
        valid_from=start,
        valid_until=end,
        event_date=_date(case.ticket.get("event_date")),
        valid_while_pending=case.type.get("valid_while_pending", False),
        requires_wristband=case.type.get("requires_wristband", False),
    )


def scan_of(past: Past) -> Scan:
    at = minutes(past.at)
    return Scan(
        stamp=Stamp(int(at.timestamp() * 1000), DEVICE, 1, uuid4()),
        judged_at=at,
        direction=Direction(past.direction),
        persons=past.persons,
        status=Status(past.verdict),
        bypassed=frozenset(past.bypassed),
    )


def facts_of(case: Case) -> Facts:
    door_list, ticket = list_of(case), ticket_of(case)
    entries: list[Scan | Annul] = []
    for past in case.past:
        if past.on == "main":
            scan = scan_of(past)
            entries += [scan, Annul(scan.id)] if past.annulled else [scan]
    answered = any(past.answered for past in case.past)
    asked = case.question is not None and not answered
    capacity = case.list.get("capacity")
    return Facts(
        list=door_list,
        ticket=ticket,
        passage=fold(door_list.terms(ticket.admits if ticket else 1), entries, minutes(case.at)),
        direction=Direction(case.direction),
        persons=case.persons,
        unreadable=case.present == "unreadable",
        forged=case.present == "forged",
        other_event="Another night" if case.present == "other_event" else None,
        credential_revoked_at=minutes(-1) if case.present == "old" else None,
        has_wristband=case.wristband is not None,
        open_questions=(Question(QUESTION, case.question == "required"),) if asked else (),
        answers={QUESTION: case.answer} if case.answer is not None else {},
        rooms=()
        if capacity is None
        else (Room(capacity, 0, case.list.get("capacity_mode") == "refuse"),),
        override=case.override,
    )


def check_verdict(case: Case, verdict: Verdict) -> None:
    assert (verdict.status.value, verdict.reason) == (case.expect, case.reason)
    assert verdict.warnings == case.warnings
    assert verdict.bypassed == case.bypassed
    if case.places_left is not None:
        assert verdict.places_left == case.places_left
    assert case.explained in verdict.explanation


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.title}")
def test_cases(case: Case) -> None:
    check_verdict(case, decide(facts_of(case), minutes(case.at)))


def test_already_inside_names_the_first_entry_and_own_second_scan() -> None:
    door_list = CheckInList(id=uuid4())
    first = Scan(Stamp(1, DEVICE, 1, uuid4()), minutes(-0.1))
    facts = Facts(
        list=door_list,
        ticket=Ticket(id=uuid4(), ticket_type_id=TYPE),
        passage=fold(door_list.terms(1), [first], minutes(0)),
        device_id=DEVICE,
    )

    prior = decide(facts, minutes(0)).prior

    assert prior is not None
    assert prior.scan == first
    assert prior.own_second_scan


def test_unknown_on_a_stale_replica_says_so() -> None:
    verdict = decide(Facts(list=CheckInList(id=uuid4()), stale=True), minutes(0))

    assert (verdict.reason, verdict.stale) == (Reason.UNKNOWN, True)


def test_several_lists_answer_with_the_furthest_refusal_but_never_wrong_list() -> None:
    refusals = [
        Verdict(status=Status.REFUSED, reason=Reason.CANCELED),
        Verdict(status=Status.REFUSED, reason=Reason.ALREADY_INSIDE),
        Verdict(status=Status.REFUSED, reason=Reason.WRONG_LIST),
    ]

    assert choose_list(refusals) == 1
    assert choose_list([refusals[2], refusals[0]]) == 1
    assert choose_list([*refusals, Verdict(status=Status.ACCEPTED)]) == 3


def test_addons_are_admitted_by_the_base_ticket_or_asked_for() -> None:
    base = Verdict(status=Status.REFUSED, reason=Reason.WRONG_LIST)
    yes = Verdict(status=Status.ACCEPTED)
    used = Verdict(status=Status.REFUSED, reason=Reason.ALREADY_INSIDE)

    assert choose_addon(base, [used, yes]) == 1
    assert choose_addon(base, [yes, yes]) is Reason.ADDON
    assert choose_addon(base, [used]) == 0
    assert choose_addon(base, []) is None
    assert choose_addon(yes, [yes]) is None


_moments = st.none() | st.floats(-500, 500).map(minutes)


@given(
    states=st.lists(
        st.builds(
            State,
            st.sampled_from(["canceled", "refunded", "blocked", "unapproved", "unpaid", "revoked"]),
            _moments,
            _moments,
        )
    ),
    start=_moments,
    end=_moments,
    admits=st.integers(1, 9),
    persons=st.none() | st.integers(1, 12),
    direction=st.sampled_from(Direction),
    policy=st.sampled_from(Policy),
    override=st.booleans(),
    rule=st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
        max_leaves=8,
    ),
)
def test_decide_is_total_and_override_never_bypasses_identity(
    states: list[State],
    start: datetime | None,
    end: datetime | None,
    admits: int,
    persons: int | None,
    direction: Direction,
    policy: Policy,
    override: bool,
    rule: object,
) -> None:
    facts = Facts(
        list=CheckInList(id=uuid4(), policy=policy, rule=rules.parse(rule)),
        ticket=Ticket(
            id=uuid4(),
            ticket_type_id=TYPE,
            admits=admits,
            states=tuple(states),
            valid_from=start,
            valid_until=end,
        ),
        direction=direction,
        persons=persons,
        override=override,
    )

    verdict = decide(facts, minutes(0))

    if direction is Direction.EXIT:
        assert verdict.status is Status.ACCEPTED
    assert not {"unreadable", "forged", "unknown", "revoked", "wrong_event"} & set(verdict.bypassed)
    assert (verdict.reason is None) == (verdict.status is Status.ACCEPTED)


def _moment(offset: float | None) -> datetime | None:
    return None if offset is None else minutes(offset)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("admits", "past", "out", "left"),
    [
        (1, [Past(3)], None, None),
        (1, [Past(3), Past(5, direction="exit")], None, 5),
        (1, [Past(8.9), Past(8.95, direction="exit")], None, 8.95),
        (4, [Past(3, persons=4), Past(5, direction="exit")], None, 5),
        (4, [Past(3, persons=4)], None, None),
        (1, [Past(3)], time(19, 35), 5),
        (1, [Past(1), Past(2, direction="exit"), Past(3, annulled=True)], None, 2),
    ],
)
def test_who_is_refused_after_leaving_has_left(
    admits: int, past: list[Past], out: time | None, left: float | None
) -> None:
    """On a list that lets in once; "already inside" is said of nobody who is outside."""
    one = CheckInList(id=uuid4(), exit_all_at=out, timezone=ZONE)
    entries: list[Scan | Annul] = []
    for earlier in past:
        entries.append(scan_of(earlier))
        entries += [Annul(entries[-1].id)] if earlier.annulled else []  # type: ignore[union-attr]
    ticket = Ticket(id=uuid4(), ticket_type_id=TYPE, admits=admits)
    passage = fold(one.terms(admits), entries, minutes(9))
    verdict = decide(
        Facts(list=one, ticket=ticket, passage=passage, persons=1, device_id=DEVICE), minutes(9)
    )

    assert verdict.reason is Reason.ALREADY_INSIDE
    assert verdict.prior is not None
    assert verdict.prior.left_at == (None if left is None else minutes(left))
    assert not (verdict.prior.own_second_scan and verdict.prior.left_at)

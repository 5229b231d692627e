"""The cases of admission as one table. It is run on `decide`, on the kiosk's gate over SQLite, and
on the server over PostgreSQL; all three must agree.

Times are minutes from 19:30 in Toronto.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Past:
    """Something that happened before: a scan by another device, or an annul of one."""

    at: float
    direction: str = "entry"
    persons: int = 1
    verdict: str = "accepted"
    reason: str | None = None
    on: str = "main"
    bypassed: tuple[str, ...] = ()
    answered: bool = False
    annulled: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """Given a list, a ticket and a past; expect a verdict. Defaults as in `admission.md`."""

    number: str
    title: str
    expect: str
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    bypassed: tuple[str, ...] = ()
    places_left: int | None = None
    entries: int | None = None
    explained: str = ""
    list: dict[str, Any] = field(default_factory=dict)
    ticket: dict[str, Any] = field(default_factory=dict)
    type: dict[str, Any] = field(default_factory=dict)
    on_list: bool = True
    states: Sequence[tuple[str, float | None]] = ()
    past: Sequence[Past] = ()
    present: str = "qr"
    at: float = 0
    direction: str = "entry"
    persons: int | None = None
    override: bool = False
    question: str | None = None
    answer: str | None = None
    wristband: str | None = None


def entered(at: float = -60, **changes: Any) -> Past:
    return Past(at, **changes)


def left(at: float = -30, **changes: Any) -> Past:
    return Past(at, direction="exit", **changes)


CASES: tuple[Case, ...] = (
    Case(number="1", title="fresh ticket", expect="accepted"),
    Case(number="2", title="entered before", past=[entered()], expect="refused",
         reason="already_inside"),
    Case(number="4", title="multiple, entered before", list={"entry_policy": "multiple"},
         past=[entered()], expect="accepted", entries=2),
    Case(number="5", title="a refused scan before",
         past=[Past(-60, verdict="refused", reason="unpaid")], expect="accepted"),
    Case(number="6", title="entered on another list", past=[entered(on="other")],
         expect="accepted"),
    Case(number="7", title="only exits before", past=[left()], expect="accepted"),
    Case(number="8", title="entered, left, single", past=[entered(), left()], expect="refused",
         reason="already_inside"),
    Case(number="9", title="entered, left, reentry", list={"entry_policy": "reentry"},
         past=[entered(), left()], expect="accepted"),
    Case(number="10", title="reentry; the later exit arrived first",
         list={"entry_policy": "reentry"}, past=[left(-30), entered(-60)], expect="accepted"),
    Case(number="11", title="reentry; the exit is earlier than the last entry",
         list={"entry_policy": "reentry"}, past=[entered(-30), left(-60)], expect="refused",
         reason="already_inside"),
    Case(number="12", title="exit without entry", direction="exit", expect="accepted",
         warnings=("not_inside",)),
    Case(number="13", title="exit outside hours, rules failing, questions open", direction="exit",
         list={"closes_at": -10, "rules": {"<": [{"var": "entries"}, 0]}}, question="required",
         past=[entered()], expect="accepted"),
    Case(number="14a", title="exit of a blocked ticket", direction="exit", past=[entered()],
         states=[("blocked", -5)], expect="accepted", warnings=("blocked",)),
    Case(number="14b", title="exit of a canceled ticket", direction="exit", past=[entered()],
         states=[("canceled", -5)], expect="accepted", warnings=("canceled",)),
    Case(number="14c", title="exit of an unpaid ticket", direction="exit", past=[entered()],
         states=[("unpaid", None)], expect="accepted", warnings=("unpaid",)),
    Case(number="14d", title="exit of a wrong-list ticket", direction="exit", past=[entered()],
         on_list=False, expect="accepted", warnings=("wrong_list",)),
    Case(number="15", title="order canceled", states=[("canceled", -90)], expect="refused",
         reason="canceled"),
    Case(number="16", title="pending; the list admits pending", states=[("unpaid", None)],
         list={"admits_pending": True}, expect="accepted"),
    Case(number="17", title="pending; the list does not", states=[("unpaid", None)],
         expect="refused", reason="unpaid"),
    Case(number="17b", title="pending; the type is valid while pending",
         states=[("unpaid", None)], type={"valid_while_pending": True}, expect="accepted"),
    Case(number="18", title="pending and waits for approval",
         states=[("unpaid", None), ("unapproved", None)], type={"valid_while_pending": True},
         expect="refused", reason="unapproved"),
    Case(number="19", title="used and unpaid", past=[entered()], states=[("unpaid", None)],
         expect="refused", reason="unpaid"),
    Case(number="20", title="used and rule fails", past=[entered()],
         list={"rules": {"<": [{"var": "entries"}, 1]}}, expect="refused", reason="rules",
         explained="entries so far"),
    Case(number="21", title="blocked and canceled",
         states=[("blocked", -90), ("canceled", -80)], expect="refused", reason="canceled"),
    Case(number="21b", title="refunded", states=[("refunded", -80)], expect="refused",
         reason="refunded"),
    Case(number="21c", title="blocked", states=[("blocked", -80)], expect="refused",
         reason="blocked"),
    Case(number="21d", title="transferred", states=[("revoked", -80)], expect="refused",
         reason="revoked"),
    Case(number="22", title="wrong type and too early", on_list=False, ticket={"valid_from": 10},
         expect="refused", reason="too_early"),
    Case(number="22b", title="wrong type", on_list=False, expect="refused", reason="wrong_list"),
    Case(number="22c", title="too late", ticket={"valid_until": -1}, expect="refused",
         reason="too_late"),
    Case(number="22d", title="own validity overrides the type's", ticket={"valid_until": 10},
         type={"valid_until": -10}, expect="accepted"),
    Case(number="22e", title="list not open yet", list={"opens_at": 5}, expect="refused",
         reason="too_early"),
    Case(number="23a", title="valid from this very moment", ticket={"valid_from": 0},
         expect="accepted"),
    Case(number="23b", title="valid until this very moment", ticket={"valid_until": 0},
         expect="accepted"),
    Case(number="25", title="optional question never asked", question="optional", expect="ask",
         reason="questions"),
    Case(number="26", title="optional question answered with nothing", question="optional",
         answer="", expect="accepted"),
    Case(number="27", title="required question answered with nothing", question="required",
         answer="  ", expect="ask", reason="questions"),
    Case(number="27b", title="required question answered", question="required", answer="Yes",
         expect="accepted"),
    Case(number="27c", title="question answered at an earlier scan", question="required",
         list={"entry_policy": "multiple"}, past=[entered(answered=True)], expect="accepted"),
    Case(number="28", title="open question and used", question="optional", past=[entered()],
         expect="ask", reason="questions"),
    Case(number="29", title="used, override", past=[entered()], override=True, expect="accepted",
         bypassed=("already_inside",)),
    Case(number="30", title="fresh, override asked", override=True, expect="accepted"),
    Case(number="31", title="unknown, override", present="unknown", override=True,
         expect="refused", reason="unknown"),
    Case(number="31b", title="unknown", present="unknown", expect="refused", reason="unknown"),
    Case(number="31c", title="unreadable", present="unreadable", expect="refused",
         reason="unreadable"),
    Case(number="32", title="forged, override", present="forged", override=True,
         expect="refused", reason="forged"),
    Case(number="32b", title="signed, not in the list, verifies", present="signed_unlisted",
         expect="accepted"),
    Case(number="32c", title="signed by an unknown key", present="foreign_key",
         expect="refused", reason="unknown"),
    Case(number="33a", title="re-issued: the old code", present="old", expect="refused",
         reason="revoked"),
    Case(number="33b", title="re-issued: the new code", present="new", expect="accepted"),
    Case(number="33c", title="typed code in small letters with dashes", present="typed",
         expect="accepted"),
    Case(number="33d", title="ticket of another event", present="other_event", expect="refused",
         reason="wrong_event"),
    Case(number="34a", title="another date, by QR", list={"event_date": "2026-11-20"},
         ticket={"event_date": "2026-11-21"}, expect="refused", reason="wrong_date"),
    Case(number="34b", title="another date, by NFC", list={"event_date": "2026-11-20"},
         ticket={"event_date": "2026-11-21"}, present="nfc", expect="refused",
         reason="wrong_date"),
    Case(number="35a", title="wants a wristband, none linked", type={"requires_wristband": True},
         expect="ask", reason="exchange"),
    Case(number="35b", title="wants a wristband, tapped now", type={"requires_wristband": True},
         wristband="04a1b2c3d4e5f6", expect="accepted"),
    Case(number="36", title="wristband linked last year too", present="nfc_two_events",
         expect="accepted"),
    Case(number="40", title="entry annulled", past=[entered(annulled=True)], expect="accepted"),
    Case(number="41a", title="group of 4: three enter", ticket={"admits": 4}, persons=3,
         expect="accepted"),
    Case(number="41b", title="group of 4: three entered, two more", ticket={"admits": 4},
         past=[entered(persons=3)], persons=2, expect="refused", reason="already_inside",
         places_left=1),
    Case(number="41e", title="group of 12, as often as they like, nobody said how many",
         list={"entry_policy": "multiple"}, ticket={"admits": 12}, expect="ask", reason="persons",
         places_left=12),
    Case(number="41c", title="group of 4, nobody said how many", ticket={"admits": 4},
         expect="ask", reason="persons"),
    Case(number="41d", title="group of 4, one place left, nobody said how many",
         ticket={"admits": 4}, past=[entered(persons=3)], expect="accepted"),
    Case(number="42a", title="full, refuse", list={"capacity": 0, "capacity_mode": "refuse"},
         expect="refused", reason="full"),
    Case(number="42b", title="full, warn", list={"capacity": 0, "capacity_mode": "warn"},
         expect="accepted", warnings=("full",)),
    Case(number="42c", title="full, override", list={"capacity": 0, "capacity_mode": "refuse"},
         override=True, expect="accepted", bypassed=("full",)),
    Case(number="43", title="entries_today after 23:50 yesterday",
         list={"entry_policy": "multiple", "rules": {"<": [{"var": "entries_today"}, 1]}},
         past=[entered(260)], at=280, expect="accepted"),
    Case(number="43b", title="entries_today earlier this evening",
         list={"entry_policy": "multiple", "rules": {"<": [{"var": "entries_today"}, 1]}},
         past=[entered(-20)], expect="refused", reason="rules"),
    Case(number="44", title="rule names an unknown variable",
         list={"rules": {"<": [{"var": "moon"}, 1]}}, expect="refused", reason="rules",
         explained="broken"),
    Case(number="45", title="canceled later than the scan", states=[("canceled", 30)],
         expect="accepted"),
    Case(number="49", title="re-issued while inside; the old code at the exit", present="old",
         past=[entered()], direction="exit", expect="accepted", warnings=("revoked",)),
    Case(number="52", title="automatic check-out in the night, back next morning",
         list={"entry_policy": "reentry", "exit_all_at": "04:00:00"}, past=[entered(210)],
         at=870, expect="accepted"),
    Case(number="52b", title="before the automatic check-out",
         list={"entry_policy": "reentry", "exit_all_at": "04:00:00"}, past=[entered(210)],
         at=400, expect="refused", reason="already_inside"),
    Case(number="55", title="multiple, entered often without exits",
         list={"entry_policy": "multiple"},
         past=[entered(-50), entered(-40), entered(-30), entered(-20)], expect="accepted",
         entries=5),
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One entry of a device's journal. `at` orders (its stamp); `annuls` names an earlier step."""

    device: str
    at: float
    direction: str = "entry"
    persons: int = 1
    bypassed: tuple[str, ...] = ()
    annuls: int | None = None
    digest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """Scans accepted at several doors; what follows once all facts are together.

    `conflicts` are (kind, step that should not have entered, step that won or None, persons).
    """

    number: str
    title: str
    steps: Sequence[Step]
    inside: int
    conflicts: Sequence[tuple[str, int, int | None, int]] = ()
    list: dict[str, Any] = field(default_factory=dict)
    ticket: dict[str, Any] = field(default_factory=dict)
    states: Sequence[tuple[str, float | None]] = ()
    arrives: Sequence[str] = ("A", "B")
    at: float = 120


REENTRY = {"entry_policy": "reentry"}
STORIES: tuple[Story, ...] = (
    Story(number="38", title="two offline doors, one ticket",
          steps=[Step("A", 0), Step("B", 5)], inside=1,
          conflicts=[("duplicate_entry", 1, 0, 1)]),
    Story(number="39", title="the same, uploads in the other order",
          steps=[Step("A", 0), Step("B", 5)], arrives=("B", "A"), inside=1,
          conflicts=[("duplicate_entry", 1, 0, 1)]),
    Story(number="45", title="canceled after the scan, uploaded later",
          steps=[Step("A", 0)], states=[("canceled", 30)], inside=1),
    Story(number="46", title="canceled before the scan, stale replica",
          steps=[Step("A", 0)], states=[("canceled", -30)], inside=1,
          conflicts=[("entered_canceled", 0, None, 1)]),
    Story(number="46b", title="canceled before, but overridden knowingly",
          steps=[Step("A", 0, bypassed=("canceled",))], states=[("canceled", -30)], inside=1),
    Story(number="46c", title="unpaid at a stale door", steps=[Step("A", 0)],
          states=[("unpaid", None)], inside=1, conflicts=[("entered_unpaid", 0, None, 1)]),
    Story(number="47", title="reentry: a late exit withdraws the conflict", list=REENTRY,
          steps=[Step("A", 1), Step("A", 3), Step("B", 2, "exit")], inside=1),
    Story(number="48", title="annul arrives before the scan it names",
          steps=[Step("A", 0), Step("B", 5, annuls=0)], arrives=("B", "A"), inside=0),
    Story(number="50", title="override of already_inside",
          steps=[Step("A", 0), Step("B", 5, bypassed=("already_inside",))], inside=1),
    Story(number="53", title="entry at B and exit at A, A knew the entry", list=REENTRY,
          steps=[Step("B", 0), Step("A", 0.00002, "exit")], inside=0),
    Story(number="54", title="group of 4: three at A, three at B", ticket={"admits": 4},
          steps=[Step("A", 0, persons=3), Step("B", 5, persons=3)], inside=4,
          conflicts=[("duplicate_entry", 1, 0, 2)]),
    Story(number="55", title="multiple, five entries",
          list={"entry_policy": "multiple"},
          steps=[Step("A", at) for at in (0, 1, 2, 3, 4)], inside=1),
    Story(number="56", title="exit a second after an entry by a fast clock", list=REENTRY,
          steps=[Step("A", 3), Step("B", 3.0001, "exit")], inside=0),
    Story(number="58", title="two annulled, one left",
          steps=[Step("A", 0), Step("B", 5), Step("A", 6, annuls=0)], inside=1),
    Story(number="60", title="exit annulled", list=REENTRY,
          steps=[Step("A", 0), Step("A", 1, "exit"), Step("B", 2), Step("A", 3, annuls=1)],
          inside=1, conflicts=[("duplicate_entry", 2, 0, 1)]),
)  # fmt: skip

"""What the door says: an outcome in plain words, always in the same places.

Sentence case, no exclamation marks, no codes; what to do is an imperative of at most twelve words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.door.gate import Outcome
from desktop.ui.theme import Tone
from shared.admission import NOT_INSIDE, Reason
from shared.ledger import Direction, Status, zone_of


@dataclass(frozen=True)
class Spoken:
    """One verdict as the screen shows it, from top to bottom."""

    tone: Tone
    word: str
    reason: str
    name: str = ""
    detail: str = ""
    advice: str = ""


_REFUSED: dict[Reason, tuple[str, str, str]] = {
    Reason.UNREADABLE: ("Cannot read", "The code holds nothing that can be read.",
                        "Brighten the phone, hold it still, or search by name."),
    Reason.FORGED: ("Not genuine", "The signature of this ticket is wrong.",
                    "Do not let in. Call a supervisor."),
    Reason.UNKNOWN: ("Not found", "This is no ticket of this event.",
                     "Ask for the ticket again, or search by name."),
    Reason.REVOKED: ("Replaced", "A newer ticket was issued in place of this one.",
                     "Ask for the newer ticket, or search by name."),
    Reason.WRONG_EVENT: ("Other event", "", "Show the guest the way to that event."),
    Reason.CANCELED: ("Canceled", "This ticket was canceled.",
                      "Do not let in. Send to the ticket desk."),
    Reason.REFUNDED: ("Refunded", "The money for this ticket was given back.",
                      "Do not let in. Send to the ticket desk."),
    Reason.BLOCKED: ("Blocked", "Staff blocked this ticket.",
                     "Do not let in. Call a supervisor."),
    Reason.UNAPPROVED: ("Not approved", "The order still waits for approval.",
                        "Send to the ticket desk."),
    Reason.TOO_EARLY: ("Too early", "This ticket or this door is not open yet.",
                       "Ask the guest to come back later."),
    Reason.TOO_LATE: ("Too late", "The time of this ticket or this door is over.",
                      "Send to the ticket desk."),
    Reason.WRONG_LIST: ("Wrong door", "This ticket is not for this entrance.",
                        "Send to the ticket desk."),
    Reason.WRONG_DATE: ("Wrong date", "This ticket is for another date.",
                        "Send to the ticket desk."),
    Reason.UNPAID: ("Not paid", "This ticket is not paid yet.",
                    "Send to the ticket desk to pay."),
    Reason.RULES: ("Not now", "", "Explain the rule, or call a supervisor."),
    Reason.ALREADY_INSIDE: ("Already inside", "",
                            "Do not let in. Ask for ID, or call a supervisor."),
    Reason.FULL: ("Full", "There is no room left.", "Ask the guest to wait for places."),
}  # fmt: skip

_ASKED: dict[Reason, tuple[str, str]] = {
    Reason.QUESTIONS: ("One question", "Choose the answer below."),
    Reason.EXCHANGE: ("Wristband", "Tap or scan the new wristband now."),
    Reason.ADDON: ("Which one", "Choose what the guest wants to use."),
    Reason.PERSONS: ("How many", "Choose how many go in now."),
}

_ATTENTION = {
    "vip": "VIP guest",
    "accessibility": "Needs step-free access",
    "wheelchair": "Wheelchair place",
    "age_check": "Check the age",
    "press": "Press",
    "medical": "Medical note",
}
_WARNINGS = {
    NOT_INSIDE: "was not known to be inside",
    Reason.FULL.value: "capacity is reached",
    Reason.REVOKED.value: "an older ticket was shown",
    Reason.CANCELED.value: "ticket is canceled",
    Reason.REFUNDED.value: "ticket is refunded",
    Reason.BLOCKED.value: "ticket is blocked",
    Reason.UNAPPROVED.value: "order is not approved",
    Reason.WRONG_LIST.value: "ticket is for another list",
    Reason.WRONG_DATE.value: "ticket is for another date",
    Reason.UNPAID.value: "ticket is not paid",
}
_BYPASSED = "Let in by a supervisor"


def speak(outcome: Outcome) -> Spoken:
    """An outcome in words."""
    verdict, card = outcome.verdict, outcome.card
    name = card.holder if card else ""
    parts = [card.ticket_type, card.seat] if card else []
    detail = " · ".join(part for part in parts if part)
    if verdict.status is Status.ACCEPTED:
        return _accepted(outcome, name, detail)
    assert verdict.reason is not None
    if verdict.status is Status.ASK:
        word, advice = _ASKED[verdict.reason]
        return Spoken(Tone.ASK, word, _question(outcome), name, detail, advice)
    word, reason, advice = _REFUSED[verdict.reason]
    if verdict.reason is Reason.UNKNOWN and verdict.stale:
        return _not_in_this_list(outcome)
    reason = _told(outcome) or reason
    if verdict.reason is Reason.WRONG_LIST and verdict.better_list:
        advice = f"Send to {verdict.better_list}."
    return Spoken(Tone.REFUSED, word, reason, name, detail, advice)


def alarm(sentence: str) -> Spoken:
    """Nothing could be saved: never green, and scanning goes on."""
    return Spoken(
        Tone.SYSTEM, "Not saved", sentence, advice="Do not let in on this scan. Scan again."
    )


def several_codes() -> Spoken:
    """More than one ticket in the picture."""
    return Spoken(Tone.ASK, "One at a time", "Several tickets are in the picture.",
                  advice="Show one ticket only.")  # fmt: skip


def ago(span: timedelta) -> str:
    """A span as people say it."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return "moments ago"
    if seconds < 3_600:
        minutes = seconds // 60
        return f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    hours = seconds // 3_600
    return f"{hours} hour{'s' if hours > 1 else ''} ago"


def clock(moment: datetime, timezone: str) -> str:
    """A time of day where the door stands."""
    return moment.astimezone(zone_of(timezone)).strftime("%H:%M")


def freshness(
    as_of: datetime | None,
    now: datetime,
    offline_since: datetime | None,
    waiting: int,
    timezone: str,
) -> str:
    """How fresh the list is and what waits, as the status bar says it."""
    parts = []
    if offline_since is not None:
        parts.append(f"Offline since {clock(offline_since, timezone)}")
    if as_of is None:
        parts.append("no list yet")
    elif (minutes := int((now - as_of).total_seconds()) // 60) >= 1:
        parts.append(f"list {minutes} min old")
    elif offline_since is None:
        parts.append("Up to date")
    if waiting:
        parts.append(f"{waiting:,} scan{'s' if waiting > 1 else ''} waiting")
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


def conflict(kind: str, holder: str, own_won: bool | None) -> str:
    """A conflict that this kiosk was part of, in one line."""
    who = holder or "A guest"
    if kind == "duplicate_entry":
        return f"{who} came in twice, here and at another door" + (
            "; the other entry was first" if own_won is False else "")  # fmt: skip
    return f"{who} was let in although: {kind.removeprefix('entered_').replace('_', ' ')}"


def _accepted(outcome: Outcome, name: str, detail: str) -> Spoken:
    verdict, card = outcome.verdict, outcome.card
    exit_ = outcome.direction is Direction.EXIT
    word = "Goodbye" if exit_ else "Welcome"
    notes = [_ATTENTION.get(flag, flag.replace("_", " ").capitalize())
             for flag in (card.attention if card and not exit_ else ())]  # fmt: skip
    warnings = [_WARNINGS.get(warning, warning) for warning in verdict.warnings]
    reason = ", ".join([*notes, *warnings]) or _persons(outcome)
    if verdict.bypassed:
        reason = f"{_BYPASSED}: {', '.join(b.replace('_', ' ') for b in verdict.bypassed)}"
    advice = card.note if card and card.note and not exit_ else ""
    if warnings or outcome.acknowledge or _needs_care(outcome):
        return Spoken(
            Tone.ATTENTION,
            f"{word}, but" if not exit_ else word,
            reason[:1].upper() + reason[1:],
            name,
            detail,
            advice or ("Note what is wrong." if warnings else "Call the floor host, then let in."),
        )
    return Spoken(Tone.WELCOME, word, reason, name, detail, advice)


def _needs_care(outcome: Outcome) -> bool:
    flags = outcome.card.attention if outcome.card else ()
    entering = outcome.direction is Direction.ENTRY
    return entering and any(flag in ("accessibility", "wheelchair", "age_check") for flag in flags)


def _persons(outcome: Outcome) -> str:
    verdict = outcome.verdict
    if verdict.persons > 1:
        return f"{verdict.persons} persons"
    return "Left" if outcome.direction is Direction.EXIT else "Come in"


def _not_in_this_list(outcome: Outcome) -> Spoken:
    """Never looks like fraud: the list is old, and says how old."""
    if outcome.list_as_of is None:
        reason = "No guest list has arrived on this kiosk yet."
    else:
        minutes = max(1, int((outcome.at - outcome.list_as_of).total_seconds()) // 60)
        when = clock(outcome.list_as_of, outcome.timezone)
        reason = f"Not in the list of {when}; the list is {minutes} min old."
    return Spoken(Tone.SYSTEM, "Not in list", reason,
                  advice="Try again when online, or ask a supervisor.")  # fmt: skip


def _told(outcome: Outcome) -> str:
    """The reason with its facts, where there are any."""
    verdict = outcome.verdict
    if verdict.reason is Reason.ALREADY_INSIDE:
        return _already_inside(outcome)
    if verdict.reason is Reason.WRONG_EVENT and verdict.other_event:
        return f"This ticket is for {verdict.other_event}."
    return verdict.explanation


def _already_inside(outcome: Outcome) -> str:
    prior, left = outcome.verdict.prior, outcome.verdict.places_left
    if prior is None:
        return "This ticket has been used."
    if prior.own_second_scan:
        return "Your own second scan: let in here moments ago."
    where = f" at {outcome.prior_gate}" if outcome.prior_gate else ""
    span = ago(outcome.at - prior.scan.judged_at)
    told = f"Entered {clock(prior.scan.judged_at, outcome.timezone)}{where}, {span}."
    return f"{told} {left} place{'s' if left != 1 else ''} left." if left else told


def _question(outcome: Outcome) -> str:
    if outcome.asked:
        return outcome.asked[0].prompt
    if outcome.verdict.reason is Reason.PERSONS:
        left = outcome.verdict.places_left
        return f"Group ticket, {left} places left" if left is not None else "Group ticket"
    return ""

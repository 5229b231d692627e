"""What the door says: an outcome in plain words, always in the same places.

Sentence case, no exclamation marks, no codes; what to do is an imperative of at most twelve words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.door.gate import Outcome
from desktop.ui.language import QT_TR_NOOP, number, tr
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
    Reason.UNREADABLE: (QT_TR_NOOP("Cannot read"),
                        QT_TR_NOOP("The code holds nothing that can be read."),
                        QT_TR_NOOP("Brighten the phone, hold it still, or search by name.")),
    Reason.FORGED: (QT_TR_NOOP("Not genuine"), QT_TR_NOOP("The signature of this ticket is wrong."),
                    QT_TR_NOOP("Do not let in. Call a supervisor.")),
    Reason.UNKNOWN: (QT_TR_NOOP("Not found"), QT_TR_NOOP("This is no ticket of this event."),
                     QT_TR_NOOP("Ask for the ticket again, or search by name.")),
    Reason.REVOKED: (QT_TR_NOOP("Replaced"),
                     QT_TR_NOOP("A newer ticket was issued in place of this one."),
                     QT_TR_NOOP("Ask for the newer ticket, or search by name.")),
    Reason.WRONG_EVENT: (QT_TR_NOOP("Other event"), "",
                         QT_TR_NOOP("Show the guest the way to that event.")),
    Reason.CANCELED: (QT_TR_NOOP("Canceled"), QT_TR_NOOP("This ticket was canceled."),
                      QT_TR_NOOP("Do not let in. Send to the ticket desk.")),
    Reason.REFUNDED: (QT_TR_NOOP("Refunded"),
                      QT_TR_NOOP("The money for this ticket was given back."),
                      QT_TR_NOOP("Do not let in. Send to the ticket desk.")),
    Reason.BLOCKED: (QT_TR_NOOP("Blocked"), QT_TR_NOOP("Staff blocked this ticket."),
                     QT_TR_NOOP("Do not let in. Call a supervisor.")),
    Reason.UNAPPROVED: (QT_TR_NOOP("Not approved"),
                        QT_TR_NOOP("The order still waits for approval."),
                        QT_TR_NOOP("Send to the ticket desk.")),
    Reason.TOO_EARLY: (QT_TR_NOOP("Too early"),
                       QT_TR_NOOP("This ticket or this door is not open yet."),
                       QT_TR_NOOP("Ask the guest to come back later.")),
    Reason.TOO_LATE: (QT_TR_NOOP("Too late"),
                      QT_TR_NOOP("The time of this ticket or this door is over."),
                      QT_TR_NOOP("Send to the ticket desk.")),
    Reason.WRONG_LIST: (QT_TR_NOOP("Wrong door"), QT_TR_NOOP("This ticket is not for this entrance."),
                        QT_TR_NOOP("Send to the ticket desk.")),
    Reason.WRONG_DATE: (QT_TR_NOOP("Wrong date"), QT_TR_NOOP("This ticket is for another date."),
                        QT_TR_NOOP("Send to the ticket desk.")),
    Reason.UNPAID: (QT_TR_NOOP("Not paid"), QT_TR_NOOP("This ticket is not paid yet."),
                    QT_TR_NOOP("Take the money here, or send to the ticket desk.")),
    Reason.RULES: (QT_TR_NOOP("Not now"), QT_TR_NOOP("A rule of this door says no."),
                   QT_TR_NOOP("Explain the rule, or call a supervisor.")),
    Reason.ALREADY_INSIDE: (QT_TR_NOOP("Already inside"), "",
                            QT_TR_NOOP("Do not let in. Ask for ID, or call a supervisor.")),
    Reason.FULL: (QT_TR_NOOP("Full"), QT_TR_NOOP("There is no room left."),
                  QT_TR_NOOP("Ask the guest to wait for places.")),
}  # fmt: skip

_ASKED: dict[Reason, tuple[str, str]] = {
    Reason.QUESTIONS: (QT_TR_NOOP("One question"), QT_TR_NOOP("Choose or write the answer below.")),
    Reason.EXCHANGE: (QT_TR_NOOP("Wristband"), QT_TR_NOOP("Tap or scan the new wristband now.")),
    Reason.ADDON: (QT_TR_NOOP("Which one"), QT_TR_NOOP("Choose what the guest wants to use.")),
    Reason.PERSONS: (QT_TR_NOOP("How many"), QT_TR_NOOP("Choose how many go in now.")),
}

_ATTENTION = {
    "vip": QT_TR_NOOP("VIP guest"),
    "accessibility": QT_TR_NOOP("Needs step-free access"),
    "wheelchair": QT_TR_NOOP("Wheelchair place"),
    "age_check": QT_TR_NOOP("Check the age"),
    "press": QT_TR_NOOP("Press"),
    "medical": QT_TR_NOOP("Medical note"),
}
_WARNINGS = {
    NOT_INSIDE: QT_TR_NOOP("was not known to be inside"),
    Reason.FULL.value: QT_TR_NOOP("capacity is reached"),
    Reason.REVOKED.value: QT_TR_NOOP("an older ticket was shown"),
    Reason.CANCELED.value: QT_TR_NOOP("ticket is canceled"),
    Reason.REFUNDED.value: QT_TR_NOOP("ticket is refunded"),
    Reason.BLOCKED.value: QT_TR_NOOP("ticket is blocked"),
    Reason.UNAPPROVED.value: QT_TR_NOOP("order is not approved"),
    Reason.WRONG_LIST.value: QT_TR_NOOP("ticket is for another list"),
    Reason.WRONG_DATE.value: QT_TR_NOOP("ticket is for another date"),
    Reason.UNPAID.value: QT_TR_NOOP("ticket is not paid"),
}
_CONFLICTS = {
    "entered_canceled": QT_TR_NOOP("{who} was let in with a canceled ticket."),
    "entered_refunded": QT_TR_NOOP("{who} was let in with a refunded ticket."),
    "entered_blocked": QT_TR_NOOP("{who} was let in with a blocked ticket."),
    "entered_revoked": QT_TR_NOOP("{who} was let in with a ticket that was replaced."),
    "entered_unknown": QT_TR_NOOP("{who} was let in with a ticket the server does not know."),
    "entered_unpaid": QT_TR_NOOP("{who} was let in with an unpaid ticket."),
    "entered_unapproved": QT_TR_NOOP("{who} was let in before the order was approved."),
    "entered_out_of_hours": QT_TR_NOOP("{who} was let in outside the opening hours."),
    "entered_wrong_date": QT_TR_NOOP("{who} was let in on another date than the ticket's."),
    "entered_wrong_list": QT_TR_NOOP("{who} was let in at the wrong door."),
    "entered_against_rules": QT_TR_NOOP("{who} was let in against a rule."),
    "credential_reused": QT_TR_NOOP("{who} was inside when the wristband went to another guest."),
    "entered_over_capacity": QT_TR_NOOP("More guests were let in than there is room for."),
}


def speak(outcome: Outcome) -> Spoken:
    """An outcome in words."""
    verdict, card = outcome.verdict, outcome.card
    name = card.holder if card else ""
    parts = [card.ticket_type, card.seat, card.way] if card else []
    detail = " · ".join(part for part in parts if part)
    if verdict.status is Status.ACCEPTED:
        return _accepted(outcome, name, detail)
    assert verdict.reason is not None
    if verdict.status is Status.ASK:
        word, advice = _ASKED[verdict.reason]
        return Spoken(Tone.ASK, tr(word), _question(outcome), name, detail, tr(advice))
    word, reason, advice = _REFUSED[verdict.reason]
    if verdict.reason is Reason.UNKNOWN and verdict.stale:
        return _not_in_this_list(outcome)
    if verdict.reason is Reason.ALREADY_INSIDE and verdict.prior and verdict.prior.own_second_scan:
        return Spoken(Tone.ATTENTION, tr("Scanned twice"), _already_inside(outcome), name, detail,
                      tr("The same guest may go on. Do not let in anyone else."))  # fmt: skip
    if verdict.reason is Reason.ALREADY_INSIDE and verdict.prior and verdict.prior.left_at:
        return Spoken(Tone.REFUSED, tr("Already used"), _already_inside(outcome), name, detail,
                      tr("Do not let in, or call a supervisor."))  # fmt: skip
    reason = _told(outcome) or (tr(reason) if reason else "")
    if verdict.reason is Reason.WRONG_LIST and verdict.better_list:
        told = tr("Send to {list}.").format(list=verdict.better_list)
    else:
        told = tr(advice)
    return Spoken(Tone.REFUSED, tr(word), reason, name, detail, told)


def inform(outcome: Outcome, *, inside: int) -> Spoken:
    """What would be said, where nothing is written: never green, so that nobody walks in on it."""
    spoken = speak(outcome)
    if outcome.card is None:
        return spoken
    state = tr("Inside now") if inside else tr("Not inside")
    would = "" if outcome.verdict.status is Status.ACCEPTED else f"{spoken.word}. {spoken.reason}"
    return Spoken(Tone.SYSTEM, tr("For information"), would or tr("This ticket would be let in."),
                  spoken.name, spoken.detail, state)  # fmt: skip


def refusal(reason: str) -> str:
    """A stored reason as people say it, for lists of what happened."""
    known = {r.value: words[0] for r, words in (*_REFUSED.items(), *_ASKED.items())}
    if reason == Reason.ALREADY_INSIDE:  # nobody noted whether the guest had left
        return tr("Already used")
    return tr(known[reason]) if reason in known else reason.replace("_", " ")


def warning(name: str) -> str:
    """Why somebody was let in with a remark, for lists of what happened."""
    return tr(_WARNINGS[name]) if name in _WARNINGS else refusal(name)


def state(name: str) -> str:
    """Something that holds for a ticket, in words."""
    return refusal(name)


def flag_of(name: str) -> str:
    """An attention flag as people say it; the organizer may have made up others."""
    return tr(_ATTENTION[name]) if name in _ATTENTION else name.replace("_", " ").capitalize()


def alarm(sentence: str) -> Spoken:
    """Nothing could be saved: never green, and scanning goes on."""
    return Spoken(Tone.SYSTEM, tr("Not saved"), tr(sentence),
                  advice=tr("Do not let in on this scan. Scan again."))  # fmt: skip


def several_codes() -> Spoken:
    """More than one ticket in the picture."""
    return Spoken(Tone.ASK, tr("One at a time"), tr("Several tickets are in the picture."),
                  advice=tr("Show one ticket only."))  # fmt: skip


def ago(span: timedelta) -> str:
    """A span as people say it."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return tr("moments ago")
    if seconds < 3_600:
        return tr("%n minute(s) ago", None, seconds // 60)
    return tr("%n hour(s) ago", None, seconds // 3_600)


def clock(moment: datetime, timezone: str) -> str:
    """A time of day where the door stands."""
    return moment.astimezone(zone_of(timezone)).strftime("%H:%M")


def serves_nothing() -> str:
    """Everybody is turned away then, and staff must hear why."""
    return tr("This door serves no list any more. Ask the organizer for one.")


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
        parts.append(tr("Offline since {time}").format(time=clock(offline_since, timezone)))
    if as_of is None:
        parts.append(tr("No list yet"))
    elif (minutes := int((now - as_of).total_seconds()) // 60) >= 1:
        parts.append(tr("List %n min old", None, minutes))
    elif offline_since is None:
        parts.append(tr("Up to date"))
    if waiting:
        parts.append(tr("%n scan(s) waiting", None, waiting))
    return " · ".join(parts)


def conflict(kind: str, holder: str, own_won: bool | None) -> str:
    """A conflict that this kiosk was part of, in one line."""
    who = holder or tr("A guest")
    if kind == "duplicate_entry":
        if own_won is False:
            return tr("{who} came in twice; the entry at another door was first.").format(who=who)
        return tr("{who} came in twice, here and at another door.").format(who=who)
    told = _CONFLICTS.get(kind, QT_TR_NOOP("{who} was let in, which the server questions."))
    return tr(told).format(who=who)


def _accepted(outcome: Outcome, name: str, detail: str) -> Spoken:
    verdict, card = outcome.verdict, outcome.card
    exit_ = outcome.direction is Direction.EXIT
    word = tr("Goodbye") if exit_ else tr("Welcome")
    flags = card.attention if card and not exit_ else ()
    notes = [flag_of(flag) for flag in flags]
    warnings = [tr(_WARNINGS[w]) if w in _WARNINGS else w for w in verdict.warnings]
    reason = ", ".join([*notes, *warnings]) or _persons(outcome)
    if verdict.bypassed:
        bypassed = ", ".join(refusal(reason) for reason in verdict.bypassed)
        reason = tr("Let in by a supervisor: {reasons}").format(reasons=bypassed)
    advice = card.note if card and card.note and not exit_ else ""
    if warnings or outcome.acknowledge or _needs_care(outcome):
        usual = (
            tr("Note what is wrong.")
            if warnings
            else tr("Call the floor host, then let in.")
            if _needs_care(outcome)
            else ""
        )
        return Spoken(
            Tone.ATTENTION,
            tr("Goodbye, but") if exit_ and warnings else word if exit_ else tr("Welcome, but"),
            reason[:1].upper() + reason[1:],
            name,
            detail,
            advice or usual,
        )
    return Spoken(Tone.WELCOME, word, reason, name, detail, advice)


def _needs_care(outcome: Outcome) -> bool:
    flags = outcome.card.attention if outcome.card else ()
    entering = outcome.direction is Direction.ENTRY
    return entering and any(flag in ("accessibility", "wheelchair", "age_check") for flag in flags)


def _persons(outcome: Outcome) -> str:
    verdict = outcome.verdict
    if verdict.persons > 1:
        return tr("%n person(s)", None, verdict.persons)
    return tr("Left") if outcome.direction is Direction.EXIT else tr("Come in")


def _not_in_this_list(outcome: Outcome) -> Spoken:
    """Never looks like fraud: the list is old, and says how old."""
    if outcome.list_as_of is None:
        reason = tr("No guest list has arrived on this kiosk yet.")
    else:
        minutes = max(1, int((outcome.at - outcome.list_as_of).total_seconds()) // 60)
        when = clock(outcome.list_as_of, outcome.timezone)
        reason = tr("Not in the list of {time}; the list is {minutes} min old.").format(
            time=when, minutes=number(minutes)
        )
    return Spoken(Tone.SYSTEM, tr("Not in list"), reason,
                  advice=tr("Try again when online, or ask a supervisor."))  # fmt: skip


def _told(outcome: Outcome) -> str:
    """The reason with its facts, where there are any."""
    verdict = outcome.verdict
    if verdict.reason is Reason.ALREADY_INSIDE:
        return _already_inside(outcome)
    if verdict.reason is Reason.WRONG_EVENT and verdict.other_event:
        return tr("This ticket is for {event}.").format(event=verdict.other_event)
    return verdict.explanation


def _already_inside(outcome: Outcome) -> str:
    prior, left = outcome.verdict.prior, outcome.verdict.places_left
    if prior is None:
        return tr("This ticket has been used.")
    if prior.left_at is not None:
        return tr("In {entered}, out {left}. This list lets in once.").format(
            entered=clock(prior.scan.judged_at, outcome.timezone),
            left=clock(prior.left_at, outcome.timezone),
        )
    if prior.own_second_scan:
        return tr("This kiosk let this ticket in moments ago. It is your own second scan.")
    time = clock(prior.scan.judged_at, outcome.timezone)
    span = ago(outcome.at - prior.scan.judged_at)
    if outcome.prior_gate:
        told = tr("Entered {time} at {gate}, {ago}.").format(
            time=time, gate=outcome.prior_gate, ago=span
        )
    else:
        told = tr("Entered {time}, {ago}.").format(time=time, ago=span)
    return f"{told} {_places(left)}" if left else told


def _places(left: int) -> str:
    # Outside of f-strings, or the tool that collects texts does not see it.
    return tr("%n place(s) left.", None, left)


def _question(outcome: Outcome) -> str:
    if outcome.asked:
        return outcome.asked[0].prompt
    if outcome.verdict.reason is Reason.PERSONS:
        left = outcome.verdict.places_left
        if left is not None:
            return ": ".join((tr("Group ticket"), _places(left)))
        return tr("Group ticket")
    return ""

"""What the kiosk says to guests who scan themselves: kind, short, and never a detail of others."""

from desktop.door.gate import Outcome
from desktop.ui.language import QT_TR_NOOP, tr
from desktop.ui.theme import Tone
from desktop.ui.words import Spoken, speak
from shared.admission import Reason
from shared.ledger import Direction, Status

_PLAIN = {
    Reason.UNREADABLE: QT_TR_NOOP("We cannot read this code. Make the screen brighter."),
    Reason.UNKNOWN: QT_TR_NOOP("We cannot find this ticket."),
    Reason.TOO_EARLY: QT_TR_NOOP("This door opens later."),
    Reason.ALREADY_INSIDE: QT_TR_NOOP("This ticket has already been used."),
    Reason.WRONG_LIST: QT_TR_NOOP("Your ticket is for another entrance."),
    Reason.FULL: QT_TR_NOOP("It is full at the moment. Please wait."),
}


def speak_to_guest(outcome: Outcome) -> Spoken:
    """An outcome for the guest's own eyes."""
    spoken, status = speak(outcome), outcome.verdict.status
    if status is Status.ACCEPTED:
        first = spoken.name.split()[0] if spoken.name else ""
        if outcome.direction is Direction.EXIT:
            word, advice = tr("Goodbye"), tr("Have a safe way home.")
        else:
            word, advice = tr("Welcome"), tr("Please go in.")
        if outcome.acknowledge or spoken.tone is Tone.ATTENTION:
            advice = tr("Please speak to our staff on your way in.")
        return Spoken(Tone.WELCOME, word, "", first, spoken.detail, advice)
    if status is Status.ASK:
        return spoken
    reason = outcome.verdict.reason
    told = _PLAIN.get(reason, QT_TR_NOOP("We need a moment with this ticket.")) if reason else ""
    return Spoken(Tone.SYSTEM, tr("One moment"), tr(told), advice=tr("Please speak to our staff."))


def guest_idle() -> Spoken:
    """Between two guests."""
    return Spoken(
        Tone.IDLE, tr("Check in here"), tr("Hold the code of your ticket in front of the camera.")
    )

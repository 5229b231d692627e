"""What the door says, for every kind of verdict."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication

from desktop.door.facts import Card
from desktop.door.gate import Outcome, Presentation
from desktop.ui import language
from desktop.ui.theme import TONES, Tone
from desktop.ui.words import ago, freshness, refusal, speak
from shared.admission import ASKS, Prior, Reason, Verdict
from shared.ledger import Direction, Scan, Stamp, Status
from tests.evening import ZONE, minutes


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    language.use(qapp, "en")


CARD = Card(uuid4(), "Amara Osei", "General", "Row C, 14", (), "", "HJ-1")
WELCOME = Outcome(
    scan_id=uuid4(), verdict=Verdict(status=Status.ACCEPTED), list_name="Main", list_id=uuid4(),
    at=minutes(0), timezone=ZONE, direction=Direction.ENTRY, presentation=Presentation(), card=CARD,
)  # fmt: skip


def refused(reason: Reason, **more: object) -> Outcome:
    status = Status.ASK if reason in ASKS else Status.REFUSED
    return replace(WELCOME, verdict=Verdict(status=status, reason=reason, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_word_and_an_advice(reason: Reason) -> None:
    spoken = speak(refused(reason))

    assert spoken.word
    assert spoken.advice.endswith(".")
    assert len(spoken.advice.split()) <= 12
    assert "!" not in spoken.word + spoken.reason + spoken.advice
    assert spoken.tone is (Tone.ASK if reason in ASKS else Tone.REFUSED)


def test_a_welcome_names_guest_type_and_seat() -> None:
    spoken = speak(WELCOME)

    assert (spoken.tone, spoken.word) == (Tone.WELCOME, "Welcome")
    assert (spoken.name, spoken.detail) == ("Amara Osei", "General · Row C, 14")


def test_attention_is_another_colour_shape_and_word() -> None:
    card = replace(CARD, attention=("wheelchair",), note="Call the floor host, then let in.")
    spoken = speak(replace(WELCOME, card=card))

    assert (spoken.tone, spoken.word, spoken.reason) == (
        Tone.ATTENTION, "Welcome, but", "Wheelchair place",
    )  # fmt: skip
    assert spoken.advice == "Call the floor host, then let in."


def test_already_inside_says_when_and_where() -> None:
    scan = Scan(Stamp(1), minutes(-28))
    outcome = replace(
        refused(Reason.ALREADY_INSIDE, prior=Prior(scan, own_second_scan=False)),
        prior_gate="Gate C",
    )
    own = refused(Reason.ALREADY_INSIDE, prior=Prior(scan, own_second_scan=True))

    assert speak(outcome).reason == "Entered 19:02 at Gate C, 28 minutes ago."
    assert "own second scan" in speak(own).reason


def test_unknown_on_an_old_list_never_looks_like_fraud() -> None:
    outcome = replace(refused(Reason.UNKNOWN, stale=True), list_as_of=minutes(-12))
    spoken = speak(outcome)

    assert (spoken.tone, spoken.word) == (Tone.SYSTEM, "Not in list")
    assert spoken.reason == "Not in the list of 19:18; the list is 12 min old."


def test_an_exit_says_goodbye_and_what_was_wrong() -> None:
    verdict = Verdict(status=Status.ACCEPTED, warnings=("not_inside",))
    outcome = replace(WELCOME, verdict=verdict, direction=Direction.EXIT)

    assert (speak(outcome).word, speak(outcome).tone) == ("Goodbye, but", Tone.ATTENTION)


def test_freshness_in_words() -> None:
    now = minutes(0)

    assert freshness(now, now, None, 0, ZONE) == "Up to date"
    assert freshness(None, now, None, 0, ZONE) == "No list yet"
    said = freshness(now - timedelta(minutes=12), now, now - timedelta(minutes=12), 86, ZONE)
    assert said == "Offline since 19:18 · List 12 min old · 86 scans waiting"


def test_ago() -> None:
    assert [ago(timedelta(seconds=s)) for s in (5, 60, 2_460, 7_300)] == [
        "moments ago", "1 minute ago", "41 minutes ago", "2 hours ago",
    ]  # fmt: skip


def test_inks_stand_out_from_their_fills() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for fill, ink in TONES.values():
        high, low = sorted((light(fill), light(ink)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_who_has_left_is_not_called_inside() -> None:
    entered = Scan(Stamp(0), minutes(3), Direction.ENTRY)
    prior = Prior(entered, own_second_scan=False, left_at=minutes(5))
    spoken = speak(replace(refused(Reason.ALREADY_INSIDE, prior=prior), at=minutes(9)))

    assert (spoken.word, spoken.reason) == (
        "Already used", "In 19:33, out 19:35. This list lets in once.",
    )  # fmt: skip


@pytest.mark.parametrize("code", ["en", "ar", "de", "es", "fr", "sw"])
def test_nobody_is_called_inside_by_a_list_of_what_happened(qapp: QApplication, code: str) -> None:
    language.use(qapp, code)
    inside, listed = speak(refused(Reason.ALREADY_INSIDE)).word, refusal("already_inside")

    assert inside != listed

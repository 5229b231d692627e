"""Beside the scan: histories, other doors' scans taken back, wristbands swapped, money taken."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.door.desk import CannotDo, Desk, NothingToUndo
from desktop.door.gate import Presentation
from shared.admission import Reason
from shared.credentials import Medium, from_text, from_uid
from shared.ledger import Direction, Status
from sync_server.domains.door.models import CheckInQuestion
from sync_server.domains.sales.tickets.models import Ticket
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk


@pytest.fixture
def desk(bare: BareKiosk) -> Desk:
    return Desk(bare.gate)


def entry(ticket: Ticket) -> Presentation:
    return Presentation(credential=from_text(ticket.qr_payload or "", Medium.QR))


def test_a_history_tells_everything_in_order(bare: BareKiosk, desk: Desk, evening: Evening) -> None:
    ticket = evening.issue()
    bare.take_snapshot(evening, minutes(0))
    for _ in range(2):
        bare.gate.admit(entry(ticket))
        bare.timing.pass_ms(60_000)
    desk.annul_last(ticket.id, "Wrong person", None)

    file = desk.open(ticket.id)
    assert file is not None
    assert [(line.kind, line.verdict, line.annulled) for line in file.lines] == [
        ("scan", "accepted", True), ("scan", "refused", False), ("annul", "", False),
    ]  # fmt: skip
    assert file.lines[1].reason == "already_inside"
    assert file.lines[2].detail == "Wrong person"
    assert file.inside == {"Main entrance": 0}
    assert desk.open(uuid4()) is None


def beside(bare: BareKiosk, evening: Evening, folder: Path) -> BareKiosk:
    """Another kiosk at the same lists."""
    return BareKiosk.open(
        folder / "other",
        evening.event_id,
        evening.gate_id,
        bare.gate.station.list_ids,
        minutes(0),
    )


def tell(giver: BareKiosk, taker: BareKiosk) -> None:
    """Everything that the one has written."""
    device_id = giver.identity.device_id
    taker.gate.learn([
        {"device_id": str(device_id), "entry_id": str(uuid4()), **wire.model_dump()}
        for wire in giver.gate.journal.pending(device_id, 10)
    ])  # fmt: skip


def test_another_doors_scan_takes_a_supervisor(
    bare: BareKiosk, desk: Desk, evening: Evening, tmp_path: Path
) -> None:
    ticket = evening.issue()
    other = beside(bare, evening, tmp_path)
    for kiosk in (bare, other):
        kiosk.take_snapshot(evening, minutes(0))
    other.gate.admit(entry(ticket))
    tell(other, bare)
    bare.timing.pass_ms(60_000)

    with pytest.raises(CannotDo, match="supervisor"):
        desk.annul_last(ticket.id, "Wrong person", None)
    desk.annul_last(ticket.id, "Wrong person", None, uuid4())
    assert bare.gate.admit(entry(ticket)).verdict.status is Status.ACCEPTED
    with pytest.raises(NothingToUndo):
        desk.annul_last(evening.issue().id, "Wrong person", None)


def test_a_lost_wristband_is_replaced_offline_in_one_commit(
    bare: BareKiosk, desk: Desk, evening: Evening
) -> None:
    kind = evening.add_type("Pass", requires_wristband=True)
    ticket = evening.issue(ticket_type_id=kind)
    bare.take_snapshot(evening, minutes(0))
    lost, new = from_uid(b"\x04\x01\x02\x03"), from_uid(b"\x04\x0a\x0b\x0c")
    with pytest.raises(CannotDo, match="Let the guest in first"):
        desk.replace_band(ticket.id, new)
    bare.gate.admit(replace(entry(ticket), wristband=lost))
    bare.timing.pass_ms(1_000)

    desk.replace_band(ticket.id, new)
    with pytest.raises(CannotDo, match="already has"):
        desk.replace_band(ticket.id, new)

    def tapped(band: object) -> Reason | None:
        bare.timing.pass_ms(1_000)
        return bare.gate.admit(Presentation(credential=band)).verdict.reason  # type: ignore[arg-type]

    assert (tapped(lost), tapped(new)) == (Reason.REVOKED, Reason.ALREADY_INSIDE)
    bare.timing.pass_ms(1_000)
    desk.replace_band(ticket.id, lost)
    assert (tapped(lost), tapped(new)) == (Reason.ALREADY_INSIDE, Reason.REVOKED)
    file = desk.open(ticket.id)
    assert file is not None
    assert file.bands == ("0203",)


def test_what_another_door_replaces_for_one_guest_takes_nothing_from_the_next(
    bare: BareKiosk, desk: Desk, evening: Evening, tmp_path: Path
) -> None:
    """That door did not know yet that the wristband had gone to somebody else."""
    guest, next_guest = evening.issue(), evening.issue()
    other = beside(bare, evening, tmp_path)
    band, new = from_uid(b"\x04\x01\x02\x03"), from_uid(b"\x04\x0a\x0b\x0c")
    for kiosk in (bare, other):
        kiosk.take_snapshot(evening, minutes(0))
    for kiosk in (bare, other):
        kiosk.gate.admit(replace(entry(guest), wristband=band))
    bare.timing.pass_ms(60_000)
    bare.gate.admit(replace(entry(next_guest), wristband=band))
    other.timing.pass_ms(120_000)
    Desk(other.gate).replace_band(guest.id, new)
    tell(other, bare)
    bare.timing.pass_ms(120_000)
    outcome = bare.gate.admit(Presentation(credential=band))
    assert outcome.card is not None
    assert outcome.card.ticket_id == next_guest.id
    assert outcome.verdict.reason is Reason.ALREADY_INSIDE


def test_a_scan_taken_back_takes_its_wristband_back(
    bare: BareKiosk, desk: Desk, evening: Evening
) -> None:
    """The wrong guest got the wristband: it is whose it was before (ledger rule 19)."""
    kind = evening.add_type("Pass", requires_wristband=True)
    guest, wrong = (evening.issue(ticket_type_id=kind) for _ in range(2))
    bare.take_snapshot(evening, minutes(0))
    band = from_uid(b"\x04\x01\x02\x03")
    bare.gate.admit(replace(entry(guest), wristband=band))
    bare.timing.pass_ms(60_000)
    bare.gate.admit(replace(entry(wrong), wristband=band))
    bare.timing.pass_ms(60_000)

    def whose() -> object:
        bare.timing.pass_ms(60_000)
        outcome = bare.gate.admit(Presentation(credential=band))
        return outcome.card.ticket_id if outcome.card else None

    assert whose() == wrong.id
    desk.annul_last(wrong.id, "Wrong person", None)
    assert whose() == guest.id


def test_an_unpaid_ticket_is_settled_and_let_in(
    bare: BareKiosk, desk: Desk, evening: Evening
) -> None:
    ticket = evening.issue(states=[("unpaid", minutes(-60))])
    bare.take_snapshot(evening, minutes(0))
    assert bare.gate.admit(entry(ticket)).verdict.reason is Reason.UNPAID
    bare.timing.pass_ms(1_000)

    currency = desk.currency()
    assert currency == "CAD"
    outcome = desk.settle(entry(ticket), ticket.id, "25.50", currency, "cash")

    assert outcome.verdict.status is Status.ACCEPTED
    kinds = [e.kind for e in bare.gate.journal.pending(bare.identity.device_id, 10)]
    assert kinds == ["scan", "payment", "scan"]
    file = desk.open(ticket.id)
    assert file is not None
    assert file.states == ()
    assert [line.detail for line in file.lines if line.kind == "payment"] == ["25.50 CAD, cash"]


def test_a_badge_gets_a_code_that_opens_this_door(
    bare: BareKiosk, desk: Desk, evening: Evening
) -> None:
    ticket = evening.issue()
    bare.take_snapshot(evening, minutes(0))
    with pytest.raises(CannotDo):
        desk.badge_code(ticket.id)
    bare.gate.admit(Presentation(ticket_id=ticket.id))
    bare.timing.pass_ms(1_000)
    code = desk.badge_code(ticket.id)

    shown = Presentation(credential=from_text(code, Medium.QR), direction=Direction.EXIT)
    assert bare.gate.admit(shown).verdict.status is Status.ACCEPTED
    file = desk.open(ticket.id)
    assert file is not None
    assert file.bands == ()
    desk.note_print(ticket.id, "Lost", None)
    assert desk.times_printed(ticket.id) == 1


def test_several_questions_are_asked_one_after_the_other(bare: BareKiosk, evening: Evening) -> None:
    ticket = evening.issue()
    for place, prompt in enumerate(("Allergies?", "Photo consent?")):
        evening.add(
            CheckInQuestion(
                organization_id=evening.organization_id, event_id=evening.event_id, prompt=prompt,
                answer_kind="text", required=True, sort_order=place,
            )
        )  # fmt: skip
    bare.take_snapshot(evening, minutes(0))
    shown, prompts = entry(ticket), []
    for _ in range(2):
        outcome = bare.gate.admit(shown)
        prompts.append(outcome.asked[0].prompt)
        shown = replace(shown, answers={**shown.answers, outcome.asked[0].id: "none"})

    assert prompts == ["Allergies?", "Photo consent?"]
    assert bare.gate.admit(shown).verdict.status is Status.ACCEPTED


def test_a_gate_for_both_ways_lets_in_and_out_and_forgives_the_second_scan(
    bare: BareKiosk, evening: Evening
) -> None:
    bare.gate.stand_at(
        replace(bare.gate.station, list_ids=(evening.add_list("Both", entry_policy="reentry"),))
    )
    ticket = evening.issue()
    bare.take_snapshot(evening, minutes(0))
    seen = []
    for pause in (0, 5_000, 60_000, 5_000, 60_000):
        bare.timing.pass_ms(pause)
        outcome = bare.gate.admit(replace(entry(ticket), direction=None))
        seen.append((outcome.direction, outcome.verdict.status))

    assert seen == [
        (Direction.ENTRY, Status.ACCEPTED), (Direction.ENTRY, Status.REFUSED),
        (Direction.EXIT, Status.ACCEPTED), (Direction.EXIT, Status.ACCEPTED),
        (Direction.ENTRY, Status.ACCEPTED),
    ]  # fmt: skip


def test_information_writes_nothing(bare: BareKiosk, evening: Evening) -> None:
    ticket = evening.issue()
    bare.take_snapshot(evening, minutes(0))

    assert bare.gate.inspect(entry(ticket)).verdict.status is Status.ACCEPTED
    assert bare.gate.journal.waiting() == 0

"""What the numbers page says."""

from desktop.door.gate import Presentation
from desktop.door.numbers import Counter
from shared.credentials import Medium, from_text
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk


def test_the_page_counts_lists_types_and_minutes(bare: BareKiosk, evening: Evening) -> None:
    vip = evening.add_type("VIP")
    tickets = [evening.issue() for _ in range(3)] + [evening.issue(ticket_type_id=vip)]
    bare.take_snapshot(evening, minutes(0))
    for ticket in tickets[:2]:
        bare.gate.admit(Presentation(credential=from_text(ticket.qr_payload or "", Medium.QR)))
        bare.timing.pass_ms(61_000)

    told = Counter(bare.gate).report()
    assert told is not None
    assert [(one.name, one.inside, one.expected) for one in told.lists] == [("Main entrance", 2, 2)]
    assert {(kind.name, kind.come, kind.tickets) for kind in told.types} == {
        ("General", 2, 3), ("VIP", 0, 1),
    }  # fmt: skip
    assert (sum(told.minutes), told.minutes[-3:], told.own_per_hour) == (2, (1, 1, 0), 12)

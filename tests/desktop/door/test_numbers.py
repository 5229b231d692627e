"""What the numbers page says."""

from sqlalchemy import text

from desktop.clock import to_ms
from desktop.door.gate import Presentation
from desktop.door.numbers import Counter
from desktop.door.search import TicketSearch
from shared.admission import Reason
from shared.credentials import Medium, from_text
from sync_server.domains.door.models import Zone
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
    assert {(kind.name, kind.come, kind.of) for kind in told.types} == {
        ("General", 2, 3), ("VIP", 0, 1),
    }  # fmt: skip
    assert (sum(told.minutes), told.minutes[-3:], told.own_per_hour) == (2, (1, 1, 0), 12)


def admitted(bare: BareKiosk, evening: Evening, holder: str) -> None:
    """A new guest is let in, now."""
    ticket = evening.issue(holder_name=holder)
    bare.take_snapshot(evening, minutes(0))
    bare.gate.admit(Presentation(credential=from_text(ticket.qr_payload or "", Medium.QR)))


def closes_at_four(evening: Evening) -> None:
    with evening.session() as session:
        session.execute(text("UPDATE check_in_lists SET exit_all_at = '04:00'"))


def test_who_was_shown_out_is_neither_counted_nor_found_inside(
    bare: BareKiosk, evening: Evening
) -> None:
    closes_at_four(evening)
    admitted(bare, evening, "Amara Osei")
    told = []
    for hour in (1, 9):
        bare.timing.set(minutes(60 * hour))
        inside = Counter(bare.gate).bars().inside
        [hit] = TicketSearch(bare.database).find("amara", str(bare.gate.station.list_ids[0]))
        told.append((inside, hit.inside))
    assert told == [(1, 1), (0, 0)]


def test_a_clock_that_was_a_day_ahead_leaves_the_count_right(
    bare: BareKiosk, evening: Evening
) -> None:
    """It had counted past a check-out that is yet to come."""
    closes_at_four(evening)
    counter, counts = Counter(bare.gate), []
    bare.timing.set(minutes(60 * 20))
    admitted(bare, evening, "Amara Osei")
    counts.append(counter.bars().inside)
    bare.clock.contact(to_ms(minutes(60)), 0)
    admitted(bare, evening, "Mateo García")
    counts.append(counter.bars().inside)
    bare.timing.pass_ms(9 * 3_600_000)  # the check-out has come; Amara's stamp is later
    counts.append(counter.bars().inside)
    assert counts == [1, 2, 1]


def test_who_goes_round_shuts_out_nobody(bare: BareKiosk, evening: Evening) -> None:
    """One person by two entrances of a zone for two leaves room for one more, and no further one."""
    [front] = evening.lists.values()
    side = evening.add_list("Side entrance")
    zone = Zone(organization_id=evening.organization_id, event_id=evening.event_id, name="Hall",
                capacity=2, capacity_mode="refuse")  # fmt: skip
    evening.add(zone)
    with evening.session() as session:
        session.execute(text("UPDATE check_in_lists SET zone_id = :zone"), {"zone": zone.id})
    walker, *others = [evening.issue() for _ in range(3)]
    bare.take_snapshot(evening, minutes(0))
    told = []
    for ticket, list_id in (
        (walker, front), (others[0], front), (walker, side), (others[1], side),
    ):  # fmt: skip
        shown = from_text(ticket.qr_payload or "", Medium.QR)
        outcome = bare.gate.admit(Presentation(credential=shown, list_ids=(list_id,)))
        told.append(outcome.verdict.reason)
        bare.timing.pass_ms(1_000)

    assert told == [None, None, None, Reason.FULL]

"""Search as guests speak and staff type."""

import pytest

from desktop.door.search import TicketSearch
from sync_server.domains.crm.people.models import Company
from sync_server.domains.sales.orders.models import Order
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk

GUESTS = ("Chloé Tremblay", "Mateo García", "Иван Петров", "Jörg Großmann", "Amara Osei",
          "Amara Osei", "محمد علي", "王美玲", "김민준", "やまだたろう", "Zo\u00eb \u00c5str\u00f6m")  # fmt: skip


@pytest.fixture
def find(bare: BareKiosk, evening: Evening):  # type: ignore[no-untyped-def]
    company = Company(organization_id=evening.organization_id, name="Lindqvist Marine AB")
    evening.add(company)
    order = Order(
        organization_id=evening.organization_id, event_id=evening.event_id, order_number="AB-20417",
        currency="CAD", company_id=company.id,
    )  # fmt: skip
    evening.add(order)
    for name in GUESTS:
        evening.issue(holder_name=name, order_id=order.id if name == "Mateo García" else None)
    bare.take_snapshot(evening, minutes(0))
    finder = TicketSearch(bare.database)

    def names(text: str) -> list[str]:
        return [hit.holder for hit in finder.find(text, str(bare.gate.station.list_ids[0]))]

    return names


@pytest.mark.parametrize(
    ("typed", "guest"),
    [
        ("garc", "Mateo García"), ("chloe", "Chloé Tremblay"), ("trembley", "Chloé Tremblay"),
        ("gracia", "Mateo García"), ("ivan", "Иван Петров"), ("петров", "Иван Петров"),
        ("grossmann", "Jörg Großmann"), ("jorg", "Jörg Großmann"), ("mhmd", "محمد علي"),
        ("20417", "Mateo García"), ("lindqvist", "Mateo García"), ("lindkvist", "Mateo García"),
        ("mateo gracia", "Mateo García"), ("garci\u0301a", "Mateo García"),
        ("Chloe\u0301", "Chloé Tremblay"), ("zoe\u0308 a\u030astro\u0308m", "Zo\u00eb \u00c5str\u00f6m"),
        ("美玲", "王美玲"), ("meiling", "王美玲"), ("玲", "王美玲"), ("민준", "김민준"),
        ("minjun", "김민준"), ("min jun", "김민준"), ("たろう", "やまだたろう"), ("tarou", "やまだたろう"),
        ("\uff27\uff41\uff52\uff43\uff49\uff41", "Mateo García"),
    ],
)  # fmt: skip
def test_it_is_found(find, typed: str, guest: str) -> None:  # type: ignore[no-untyped-def]
    assert guest in find(typed)


def test_two_of_one_name_both_show_and_nonsense_finds_nobody(find) -> None:  # type: ignore[no-untyped-def]
    assert find("amara") == ["Amara Osei", "Amara Osei"]
    assert find("zzzzzz") == find("!!") == find('"; DROP') == []


def test_the_exact_name_comes_before_fifty_longer_ones(bare: BareKiosk, evening: Evening) -> None:
    for number in range(60):
        evening.issue(holder_name=f"Nguyen Thi {number}")
        evening.issue(holder_name=f"Lisa Nagel {number}")
    for name in ("Ng", "Li Na", "Mei Ng"):
        evening.issue(holder_name=name)
    bare.take_snapshot(evening, minutes(0))
    finder, list_id = TicketSearch(bare.database), str(bare.gate.station.list_ids[0])

    found = {text: [hit.holder for hit in finder.find(text, list_id)] for text in ("ng", "li na")}
    assert found["ng"][:2] == ["Ng", "Mei Ng"]
    assert found["li na"][0] == "Li Na"
    assert len(found["ng"]) == 50


def test_a_decomposed_list_is_found_by_a_composed_word(bare: BareKiosk, evening: Evening) -> None:
    """A file from macOS writes a letter and its accent as two signs."""
    evening.issue(holder_name="Jo\u0308rg Mu\u0308ller")
    bare.take_snapshot(evening, minutes(0))
    finder, list_id = TicketSearch(bare.database), str(bare.gate.station.list_ids[0])

    assert [len(finder.find(text, list_id)) for text in ("j\u00f6rg", "jorg", "m\u00fcller")] == [
        1
    ] * 3

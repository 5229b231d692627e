"""Search as guests speak and staff type."""

import pytest

from desktop.door.search import TicketSearch
from sync_server.domains.crm.people.models import Company
from sync_server.domains.sales.orders.models import Order
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk

GUESTS = ("Chloé Tremblay", "Mateo García", "Иван Петров", "Jörg Großmann", "Amara Osei",
          "Amara Osei", "محمد علي")  # fmt: skip


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
        ("mateo gracia", "Mateo García"),
    ],
)  # fmt: skip
def test_it_is_found(find, typed: str, guest: str) -> None:  # type: ignore[no-untyped-def]
    assert guest in find(typed)


def test_two_of_one_name_both_show_and_nonsense_finds_nobody(find) -> None:  # type: ignore[no-untyped-def]
    assert find("amara") == ["Amara Osei", "Amara Osei"]
    assert find("zzzzzz") == find("!!") == find('"; DROP') == []

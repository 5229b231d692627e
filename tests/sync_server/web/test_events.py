"""All events: one found among many, the same evening again, two compared."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from tests.evening import ZONE, minutes
from tests.sync_server.web.conftest import Office, Reader


@pytest.fixture
def reader(office: Office) -> Reader:
    return office.enter()


def test_among_many_events_one_is_found_by_name_or_place(reader: Reader, office: Office) -> None:
    evening = office.evening
    assert "Find by name or place" not in reader.page("/events"), "with few of them nobody looks"
    for number in range(52):
        year, venue = 2001 + number % 20, "Pier 9%" if number == 51 else None
        start = clock.now().replace(year=year, month=1, day=1)
        evening.add(
            Event(
                organization_id=evening.organization_id, name=f"Gala {number:02}", venue_name=venue,
                starts_at=start - timedelta(hours=number + 1), ends_at=start, timezone=ZONE, currency="CAD",
            )
        )  # fmt: skip
    everything = reader.page("/events")
    assert "Find by name or place" in everything
    assert everything.count("Gala ") in (49, 50), "the evening's own is among the fifty"
    for asked in ("gala 51", " pier 9%"):
        found = reader.page(f"/events?q={quote(asked)}")
        assert ("Gala 51" in found, found.count("Gala ")) == (True, 1)
    assert "No event is called that." in reader.page(f"/events?q={quote('9_%')}")


def test_the_same_evening_again_and_both_side_by_side(office: Office) -> None:
    owner, evening = office.enter("owner"), office.evening
    list_id, device = evening.add_list(), evening.device()
    tickets = [evening.issue() for _ in range(4)]
    for minute, ticket in enumerate(tickets[:3]):
        device.scan(ticket.id, minutes(minute))
    device.push()
    event = f"/events/{evening.event_id}"
    assert "come along" in owner.page(f"{event}/clone")
    assert owner.send_form(f"{event}/clone", name="Again", starts_at="x").status_code == 422
    made = owner.send_form(f"{event}/clone", name="Again <b>", starts_at="2027-05-01T19:00")
    assert made.status_code == 303
    assert "Again <b>" in owner.page(made.headers["location"])
    again = made.headers["location"].split("/")[2]
    compared = owner.page(f"/compare?event_ids={evening.event_id}&event_ids={again}&event_ids=x")
    assert "Again <b>" in compared
    assert "expected 0 4" in compared
    assert "came 0 3" in compared
    assert "did not come – 25%" in compared
    assert list_id
    viewer = office.enter("viewer")
    viewer.page("/events")
    assert (
        viewer.send_form(f"{event}/clone", name="A", starts_at="2027-05-01T19:00").status_code
        == 403
    )

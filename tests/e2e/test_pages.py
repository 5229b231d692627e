"""The organizer's pages as people use them: in Chromium, with real doors scanning."""

import csv
import time
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from shared.ledger import Status
from shared.protocol import EnrolCode
from sync_server.domains.crm.people.models import Company, Contact
from sync_server.domains.door.models import CheckInConflict, Scan
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.domains.seating.models import Seat
from sync_server.domains.venues.models import Venue
from sync_server.kernel import clock, jobs
from sync_server.kernel.jobs import Runtime
from tests import rooms
from tests.door import Door
from tests.e2e.conftest import PHONE, Desk, serious
from tests.evening import ZONE, minutes
from tests.sync_server.web.conftest import PASSWORD

NASTY = "<script>alert(1)</script> \u202egnp.exe & O'Brien"


def big(page: Page, place: int) -> str:
    return page.locator(".numbers .big").nth(place).inner_text()


def test_an_evening_is_seen_live(desk: Desk, tmp_path: Path) -> None:
    evening = desk.office.evening
    evening.add_list(capacity=10)
    tickets = [evening.issue(holder_name=NASTY) for _ in range(3)]
    doors = [Door(tmp_path / name, evening, desk.office.url, name) for name in ("East", "West")]
    for door in doors:
        door.engine.sync_once()
    page = desk.log_in()
    page.click(".card.event")
    page.wait_for_url("**/tonight")
    assert big(page, 0).startswith("0")
    expect(page.locator("#live")).to_have_text("live")

    for ticket in tickets:
        doors[0].show(ticket.qr_payload)
    doors[0].show("NOBODYS-CODE")
    doors[1].show(tickets[0].qr_payload)  # without having heard of the first door
    doors[0].engine.sync_once()
    expect(page.locator(".numbers .big").first).to_have_text("3 / 10", timeout=30_000)
    expect(page.locator("table:has(caption:text('Refused')) td").first).to_have_text("1")
    assert page.locator(".plot rect").count() >= 1
    doors[1].engine.sync_once()
    expect(page.locator(".numbers .big").last).to_have_text("1", timeout=30_000)
    assert page.locator("text=East").count() == 1
    for door in doors:
        door.close()


def test_the_numbers_stay_when_the_server_is_away(desk: Desk) -> None:
    desk.office.evening.add_list()
    page = desk.log_in()
    page.goto(f"/events/{desk.office.evening.event_id}/tonight")
    expect(page.locator("#live")).to_have_text("live")
    page.context.set_offline(True)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#live")).to_contain_text("what you see is from", timeout=30_000)
    page.context.set_offline(False)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#live")).to_have_text("live", timeout=30_000)
    desk.complaints.clear()  # the browser said that it was offline


def test_a_map_is_looked_at_again_and_changed(desk: Desk) -> None:
    evening = desk.office.evening
    evening.add_list()
    hall = rooms.Room(evening)
    ticket = evening.issue(holder_name=NASTY)
    hall.place(ticket, "row A, seat 3")
    device = evening.device("Gate A")
    now = time.time()
    device.scan(ticket.id, rooms.moment(now + 60))
    device.push(at=rooms.moment(now + 61))
    page = desk.log_in(has_touch=True)
    page.goto(f"/seat-maps/{hall.map_id}")
    page.wait_for_selector("#map svg use")
    place = page.locator("#map use[href='#m-here']")
    assert place.count() == 1
    slider = page.locator("#at")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#map use[href='#m-here']")).to_have_count(0)
    expect(page.locator("[data-here]").first).to_have_text("0")
    assert "at=" in (page.locator("a:text('PDF')").get_attribute("href") or "")
    page.click("[data-play]")
    page.wait_for_timeout(500)
    page.click("[data-play]")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("#map use[href='#m-here']")).to_have_count(1)

    other = evening.issue()
    hall.place(other, "row B, seat 5")
    expect(page.locator("#map use[href='#m-expected']")).to_have_count(1, timeout=8_000)

    place.tap()
    expect(page.locator("#seat h2")).to_have_text("Stalls, row A, seat 3")
    expect(page.locator("#seat")).to_contain_text("O'Brien")
    page.click("#seat button:text('Clear')")
    expect(page.locator("#seat")).to_contain_text("Nobody has this seat")
    expect(page.locator("#map use[href='#m-here']")).to_have_count(0)
    page.fill("#seat #why-block", "Broken")
    page.click("#seat button:text('Block')")
    expect(page.locator("#map use[href='#m-blocked']")).to_have_count(1)
    assert list(hall.who().values()) == [other.id]


def test_a_seat_is_dragged_where_it_belongs(desk: Desk) -> None:
    hall = rooms.Room(desk.office.evening)
    page = desk.log_in()
    page.goto(f"/seat-maps/{hall.map_id}")
    page.wait_for_selector("#map svg use")
    number = hall.seats["Stalls, row B, seat 8"]
    before = float(number.x or 0)
    told = page.evaluate("fetch(location.pathname + '/story.json').then((r) => r.json())")
    place = [seat[1] for seat in told["seats"]].index("Stalls, row B, seat 8")
    box = page.locator(f"#p{told['places'].index(place)}").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.keyboard.down("Alt")
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 30, middle[1] + 10, steps=4)
    with page.expect_response("**/position"):
        page.mouse.up()
    page.keyboard.up("Alt")
    moved = next(s for s in desk.office.evening.rows(Seat) if s.id == number.id)
    assert float(moved.x or 0) > before + 5
    page.wait_for_selector("#map svg use")
    assert page.locator("#map svg").count() == 1
    assert desk.complaints == []


def test_every_page_fits_a_phone_and_can_be_read(desk: Desk) -> None:
    evening = desk.office.evening
    list_id = evening.add_list(name="A list with a long name that has to be broken somewhere")
    evening.device("A kiosk whose name is long as well")
    hall = rooms.Room(evening)
    hall.place(evening.issue(holder_name=NASTY * 3), "row A, seat 3")
    ticket = evening.issue(holder_name=NASTY)
    doors = [evening.device(name) for name in ("East", "West")]
    first, _ = (door.scan(ticket.id, minutes(5)) for door in doors)
    for door in doors:
        door.push()
    [conflict] = evening.rows(CheckInConflict)
    contact = clock.new_id()
    evening.add(Contact(organization_id=evening.organization_id, id=contact, name=NASTY,
                        email="a@example.org", tags=["vip"]))  # fmt: skip
    other = clock.new_id()
    evening.add(Contact(organization_id=evening.organization_id, id=other, name=NASTY,
                        email="b@example.org"))  # fmt: skip
    company, venue = clock.new_id(), clock.new_id()
    evening.add(Company(organization_id=evening.organization_id, id=company, name=NASTY),
                Venue(organization_id=evening.organization_id, id=venue, name=NASTY))  # fmt: skip
    page = desk.log_in("owner", viewport=PHONE, color_scheme="dark")
    page.goto("/contacts")
    page.set_input_files("[name=file]", {"name": "x.csv", "mimeType": "text/csv",
                         "buffer": f"Name,Mail,{'Long' * 20}\n{NASTY},c@example.org,1\n".encode()})  # fmt: skip
    page.click("details:has([name=file]) summary")
    page.click("button:text('Explain the columns')")
    page.wait_for_url("**/imports/*")
    imported = page.url
    seat = hall.id("row A, seat 3")
    for path in (
        "/events", "/events/new", "/account", f"/events/{evening.event_id}/tonight",
        f"/events/{evening.event_id}/seats", f"/seat-maps/{hall.map_id}?q=row",
        f"/seat-maps/{hall.map_id}/seats/{seat}", f"/events/{evening.event_id}/attendance",
        f"/scans/{first.entry_id}", f"/tickets/{ticket.id}", f"/events/{evening.event_id}/conflicts",
        f"/conflicts/{conflict.id}", f"/events/{evening.event_id}/review",
        f"/events/{evening.event_id}/setup", f"/events/{evening.event_id}/tickets",
        f"/events/{evening.event_id}/devices", f"/events/{evening.event_id}/setup/lists",
        "/contacts", f"/contacts/{contact}", "/people", "/people/keys", "/people/audit",
        f"/events/{evening.event_id}/setup/lists/{list_id}", f"/events/{evening.event_id}/setup/staff",
        "/contacts/duplicates", f"/contacts/{contact}/merge/{other}", "/directory/companies",
        f"/directory/companies/{company}", "/directory/venues", f"/directory/venues/{venue}",
        "/people/roles", "/people/roles/new", f"/events/{evening.event_id}/clone", imported,
        f"/compare?event_ids={evening.event_id}", f"/events/{evening.event_id}/announcements",
        f"/events/{evening.event_id}/review/no-shows",
    ):  # fmt: skip
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.goto(path)
            page.wait_for_load_state("load")
            wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            assert wide <= 0, (path, wide)
            assert serious(page) == [], path


@pytest.mark.parametrize("role", ["organizer", "viewer"])
def test_pages_work_without_scripts(desk: Desk, role: str) -> None:
    evening = desk.office.evening
    evening.add_list()
    hall = rooms.Room(evening)
    page = desk.log_in(role, java_script_enabled=False)
    page.goto(f"/events/{evening.event_id}/tonight")
    assert big(page, 0) == "0"
    page.goto(f"/seat-maps/{hall.map_id}")
    assert page.locator("#map img").count() == 1
    page.fill("[name=q]", "row B, seat 7")
    page.keyboard.press("Enter")
    page.click("a:has-text('row B, seat 7')")
    assert page.locator("h2").first.inner_text() == "Stalls, row B, seat 7"
    page.click("text=Log out")
    page.wait_for_url("**/log-in")


def test_a_conflict_from_birth_to_resolution(desk: Desk, tmp_path: Path) -> None:
    evening = desk.office.evening
    evening.add_list()
    ticket = evening.issue(holder_name=NASTY)
    east, west = doors = [Door(tmp_path / n, evening, desk.office.url, n) for n in ("East", "West")]
    for door in doors:
        door.engine.sync_once()
    page = desk.log_in()
    page.goto(f"/events/{evening.event_id}/tonight")
    expect(page.locator("#live")).to_have_text("live")
    for door in doors:  # neither knows of the other
        assert door.show(ticket.qr_payload)[0] is Status.ACCEPTED
    for door in doors:
        door.engine.sync_once()
    expect(page.locator(".numbers .big").last).to_have_text("1", timeout=30_000)

    page.click("text=open conflicts")
    page.click("a:text('Let in twice')")
    for told in ("East", "West", "What stands", "What is in question"):
        expect(page.locator("main")).to_contain_text(told)
    page.select_option("[name=resolution]", "fraud")
    page.fill("[name=note]", "Sold twice <b>")
    page.click("text=Settle it")
    page.wait_for_url("**/conflicts*")
    expect(page.locator("main")).to_contain_text("Nothing to look into")
    page.click("text=Settled")
    page.click("a:text('Let in twice')")
    expect(page.locator("main")).to_contain_text("Fraud: Sold twice <b>")
    [row] = evening.rows(CheckInConflict)
    assert (row.status, row.resolution, row.resolved_by is not None) == ("resolved", "fraud", True)
    page.goto(f"/events/{evening.event_id}/tonight")
    expect(page.locator(".numbers .big").last).to_have_text("0")
    for door in (east, west):
        door.engine.sync_once()
        door.close()


def test_an_export_is_downloaded_as_the_database_has_it(desk: Desk) -> None:
    evening = desk.office.evening
    evening.add_list()
    device = evening.device("Gate A")
    for number in range(7):
        ticket = evening.issue(holder_name=f"=Guest {number}")
        device.scan(ticket.id, minutes(number))
    device.scan(None, minutes(8), verdict="refused", reason="unknown")
    device.push()
    page = desk.log_in()
    page.goto(f"/events/{evening.event_id}/attendance")
    with page.expect_download() as download:
        page.click("a:text('CSV')")
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        cells = {row["id"]: row for row in csv.DictReader(file)}
    holders = {ticket.id: ticket.holder_name for ticket in evening.rows(Ticket)}
    zone = ZoneInfo(ZONE)
    assert cells.keys() == {str(scan.id) for scan in evening.rows(Scan)}
    for scan in evening.rows(Scan):
        row = cells[str(scan.id)]
        told = (row["verdict"], row["reason"], row["direction"], int(row["persons"]), row["device"])
        assert told == (scan.verdict, scan.reason or "", scan.direction, scan.persons, "Gate A")
        assert row["holder"] == (f"'{holders[scan.ticket_id]}" if scan.ticket_id else "")
        assert datetime.fromisoformat(row["judged_at"]) == scan.judged_at.replace(microsecond=0)
        assert row["judged_at"][-6:] == scan.judged_at.astimezone(zone).isoformat()[-6:]


def test_who_guesses_or_comes_from_elsewhere_does_not_get_in(desk: Desk) -> None:
    user, page = desk.office.person("organizer"), desk.sit()

    def attempt(password: str, after: str = "") -> None:
        page.goto(f"/log-in{after}")
        page.fill("[name=organization]", desk.office.slug)
        page.fill("[name=email]", user.email)
        page.fill("[name=password]", password)
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")

    attempt(PASSWORD, "?next=https://evil.example")
    assert page.url.startswith(desk.office.url)  # and not where the address wanted
    page.click("text=Log out")
    for _ in range(6):
        attempt("' OR 1=1 --")
        expect(page.locator("[role=alert]")).to_be_visible()
    attempt(PASSWORD)  # right, and too late: the account is locked for a while
    expect(page.locator("[role=alert]")).to_be_visible()
    assert "/log-in" in page.url
    page.goto(f"/events/{desk.office.evening.event_id}/tonight")
    assert "/log-in?next=" in page.url
    desk.complaints[:] = [said for said in desk.complaints if "401" not in said]


def test_a_large_file_is_seen_to_go_in(
    desk: Desk, urls: Any, settings: Any, server_database: Any, box: Any
) -> None:
    evening = desk.office.evening

    def work() -> None:  # the browser has this thread's event loop
        runtime = Runtime(server_database, settings, box)
        worker = Thread(target=jobs.drain, args=(runtime, urls.app))
        worker.start()
        worker.join()

    page = desk.log_in()
    page.goto(f"/events/{evening.event_id}/tickets")
    rows = "".join(f"N-{number},Guest {number},General\n" for number in range(1_200))
    page.set_input_files("[name=file]", {"name": "x.csv", "mimeType": "text/csv",
                         "buffer": f"Kennung,Wer,type\n{rows}".encode()})  # fmt: skip
    page.click("text=Explain the columns")
    page.wait_for_url("**/imports/*")
    page.select_option("[name=column0]", "code")
    page.select_option("[name=column1]", "holder")
    page.click("button:text('Check')")
    expect(page.locator("[data-busy]")).to_contain_text("Checking every row")
    work()
    expect(page.locator("[role=status] h2")).to_have_text("Checked", timeout=30_000)
    page.click("button:text('Import')")
    expect(page.locator("[data-busy] progress")).to_have_attribute("max", "1200")
    work()
    expect(page.locator("[role=status]")).to_contain_text("1,200 new", timeout=30_000)
    page.click("text=Go on")
    expect(page.locator(".total")).to_contain_text("1,200 tickets")


def test_a_first_evening_from_nothing(desk: Desk, tmp_path: Path) -> None:
    """Somebody who has never seen it: organization, event, tickets, staff, kiosk, first guest."""
    page = desk.sit()
    page.goto("/")
    page.click("text=New here?")
    for name, said in (
        ("organization", "Nouvelle Scène"), ("slug", f"scene-{uuid4().hex[:12]}"),
        ("first_name", "Zoë"), ("email", "zoe@example.org"), ("password", "correct horse battery"),
    ):  # fmt: skip
        page.fill(f"[name={name}]", said)
    page.click("text=Begin")
    page.wait_for_url("**/events/new")
    page.fill("[name=name]", "Ouverture")
    page.fill("[name=currency]", "EUR")
    page.click("text=Make the event")
    page.wait_for_url("**/setup")
    assert page.locator(".steps li.done").count() == 1

    page.click(".steps a:has-text('Tickets')")
    page.set_input_files("[name=file]", {
        "name": "guests.csv", "mimeType": "text/csv",
        "buffer": b"ticket;name;type\nLIVE-0001;Amara Osei;Balcon\nLIVE-0002;Kwame;Balcon\n",
    })  # fmt: skip
    page.click("text=Import")
    expect(page.locator("[role=status] h2")).to_have_text("Imported")

    page.click("text=Set-up")
    page.click(".steps a:has-text('Staff')")
    page.fill("[name=display_name]", "Ada")
    page.fill("[name=pin]", "135790")
    page.click("button:text('Add')")
    expect(page.locator(".lines li")).to_contain_text("signs in by PIN")

    page.click("text=Set-up")
    page.click(".steps a:has-text('Devices')")
    page.fill("form:has-text('Make a code') [name=name]", "Front door")
    page.click("text=Make a code")
    code = EnrolCode.parse(page.locator("[role=status] code").inner_text())
    assert code is not None
    door = Door.enrolled_by(tmp_path / "kiosk", code)
    door.engine.sync_once()
    assert door.show("LIVE-0001")[0] is Status.ACCEPTED
    door.engine.sync_once()

    page.click("text=Set-up")
    assert page.locator(".steps li.done").count() == 6
    page.click("text=Tonight")
    expect(page.locator(".numbers .big").first).to_have_text("1")
    page.click("text=Attendance")
    page.click("text=Amara Osei")
    expect(page.locator(".timeline li")).to_contain_text("Kiosk")
    assert serious(page) == []
    door.close()

"""The pictures of the organizer's pages in docs/, of a made-up evening. `python -m tests.e2e.pictures docs`

A real server and real Chromium; guests arrive as they do, mostly in the last half hour.
"""

import io
import random
import sys
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page
from sqlalchemy import text

from shared.forecast import arrived_share
from shared.seating import Person
from sync_server import database as databases
from sync_server.domains.api import register_tasks
from sync_server.domains.crm.people.models import Company, Contact
from sync_server.domains.door import cloning
from sync_server.domains.door.models import CheckInList, Gate
from sync_server.domains.sales.tickets.models import TicketType
from sync_server.kernel import clock
from sync_server.kernel.secrets import SecretBox
from sync_server.settings import Settings
from tests import rooms
from tests.e2e.conftest import PHONE, Desk, opened
from tests.evening import Evening, TestDevice
from tests.serving import serve
from tests.sync_server.web.conftest import Office

FIRST = "Amara Kwame Lena Ravi Sofia Marc Chloé Jonas Priya Kenji Mateo Nia Tom Ada Yusuf Ingrid".split()  # noqa: SIM905
LAST = "Osei Mensah Brandt Menon Ricci Tremblay Keller Raman Nakamura García Becker Larsen".split()  # noqa: SIM905
HALL: dict[str, Any] = {"blocks": [
    {"kind": "rows", "name": "Stalls", "rows": 9, "seats_per_row": 24, "aisles_after": [12],
     "curve": 60, "wheelchair": ["A1", "A2"]},
    {"kind": "rows", "name": "Balcony", "rows": 3, "seats_per_row": 26, "aisles_after": [8, 18],
     "curve": 70, "first_row": "K"},
    {"kind": "tables", "name": "Lounge", "tables": 8, "places": 6, "per_row": 8, "min_spend": "800"},
]}  # fmt: skip
BEFORE, GUESTS = timedelta(minutes=110), 300


def main() -> None:
    """Every picture."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs") / "images" / "organizer"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="usher-pictures-") as data:
        settings = Settings(data_dir=Path(data), jobs=False, attempts_per_minute=1_000)
        urls = databases.locate(settings)
        databases.migrate(urls.admin)
        register_tasks()
        connected = databases.connect(settings, urls)
        box = SecretBox.load(None, settings.data_dir)
        with serve(settings, urls) as served, opened() as chromium:
            evening = Evening.begin(connected, box)
            hall = _furnish(evening, random.Random(5))
            desk = Desk(chromium, Office(evening, served.url))
            _photograph(desk, hall, folder)
            desk.close()
        connected.engine.dispose()


def _furnish(evening: Evening, luck: random.Random) -> rooms.Room:
    now = clock.now()
    starts = now + timedelta(minutes=4)
    with evening.session() as session:
        session.execute(
            text("UPDATE events SET name = 'Harbourfront Jazz Night', venue_name = 'Harbour Hall',"
                 " starts_at = :at, doors_open_at = :at - interval '100 minutes',"
                 " ends_at = :at + interval '4 hours'"), {"at": starts},
        )  # fmt: skip
    evening.add_list(entry_policy="reentry", capacity=420)
    gates = [
        Gate(organization_id=evening.organization_id, event_id=evening.event_id, name=name)
        for name in ("Gate B", "Lounge")
    ]
    evening.add(*gates)
    doors = [
        evening.device(name, last_seen_at=seen, queue_depth=waits, battery_percent=battery,
                       clock_offset_ms=offset, enrolled_at=starts - BEFORE)
        for name, seen, waits, battery, offset in (
            ("Front left", now, 0, 88, 40), ("Front right", now - timedelta(seconds=30), 0, 71, -120),
            ("Lounge tablet", now - timedelta(minutes=14), 12, 23, 900),
        )
    ]  # fmt: skip
    hall = rooms.Room(evening, HALL)
    _seat_and_admit(
        evening, hall, doors, [evening.gate_id, *(gate.id for gate in gates)], starts, luck
    )
    _last_year(evening, starts - timedelta(days=364), luck)
    _people(evening)
    return hall


def _last_year(evening: Evening, starts: datetime, luck: random.Random) -> None:
    """The same evening once before, to be compared with: smaller, and everybody came earlier."""
    with evening.session() as session:
        event_id = cloning.clone(session, evening.event_id, "Jazz Night, last year", starts)
    [kind] = [row.id for row in evening.rows(TicketType) if row.event_id == event_id]
    [list_id] = [row.id for row in evening.rows(CheckInList) if row.event_id == event_id]
    before = replace(evening, event_id=event_id, type_id=kind, lists={"Main": list_id})
    door = before.device("Old tablet")
    for _ in range(180):
        ticket = before.issue(holder_name=f"{luck.choice(FIRST)} {luck.choice(LAST)}")
        share = luck.random()
        minute = next(m for m in range(-150, 60) if arrived_share(m + 15) >= share)
        if luck.random() < 0.88:
            door.scan(ticket.id, starts + timedelta(minutes=minute, seconds=luck.random() * 60))
    door.push(at=clock.now())


def _people(evening: Evening) -> None:
    """Somebody who is known twice."""
    company = Company(organization_id=evening.organization_id, id=clock.new_id(), name="Nordwind")
    company_id = company.id
    evening.add(company)
    for mail, more in (("sofia@nordwind.example", {"company_id": company_id, "tags": ["press"]}),
                       ("sofia.ricci@example.org", {"phone": "+14165550188", "city": "Toronto"})):  # fmt: skip
        evening.add(
            Contact(organization_id=evening.organization_id, first_name="Sofia", last_name="Ricci",
                    name="Sofia Ricci", email=mail, **more)
        )  # fmt: skip


def _seat_and_admit(
    evening: Evening, hall: rooms.Room, doors: list[TestDevice], gates: list[Any], starts: datetime,
    luck: random.Random,
) -> None:  # fmt: skip
    spots = [hall.spot(label, place) for label, seat in hall.seats.items()
             for place in range(1, seat.capacity + 1)]  # fmt: skip
    tickets = [
        evening.issue(holder_name=f"{luck.choice(FIRST)} {luck.choice(LAST)}",
                      attention=luck.choices([[], ["vip"], ["accessibility"]], (60, 4, 1))[0])
        for _ in range(GUESTS)
    ]  # fmt: skip
    for ticket, spot in zip(tickets, luck.sample(spots, GUESTS), strict=True):
        doors[0].seat("place", spot, starts - BEFORE, Person(ticket.id))
    free = [label for label in hall.seats if label.startswith("Balcony")]
    doors[0].seat("block", hall.spot(luck.choice(free)), starts - BEFORE)
    shares = sorted(luck.random() for _ in tickets)
    arrivals = [
        starts
        + timedelta(minutes=next(m / 4 for m in range(-600, 240) if arrived_share(m / 4) >= share))
        for share in shares
    ]
    now = clock.now() - timedelta(seconds=20)
    for ticket, at in zip(tickets, arrivals, strict=True):
        if at < now:
            number = luck.choices((0, 1, 2), (5, 4, 1))[0]
            doors[number].scan(ticket.id, at, gate_id=gates[number])
    for reason, times in (("already_inside", 6), ("unknown", 4), ("unpaid", 2)):
        for _ in range(times):
            at = now - timedelta(minutes=luck.randint(1, 60))
            doors[1].scan(None, at, verdict="refused", reason=reason, gate_id=gates[1])
    doors[1].scan(tickets[3].id, now - timedelta(minutes=30), gate_id=gates[1])
    for door in doors:
        door.push(at=clock.now())
    with evening.session() as session:  # what the tablet in the lounge last said of itself
        session.execute(text("UPDATE devices SET last_seen_at = now() - interval '14 minutes',"
                             " queue_depth = 12 WHERE name = 'Lounge tablet'"))  # fmt: skip
        session.execute(text("UPDATE devices SET last_seen_at = now() WHERE name LIKE 'Front%'"))


def _photograph(desk: Desk, hall: rooms.Room, folder: Path) -> None:
    event, office = f"/events/{hall.evening.event_id}", desk.office
    _shot(desk.sit(), "/log-in", folder / "log-in.webp")
    page = desk.log_in()
    rule = {"and": [{">=": [{"var": "now"}, "19:30"]}, {"in": ["vip", {"var": "attention"}]}]}
    lounge = hall.evening.add_list("Lounge", rules=rule)
    [conflict] = _ids(hall.evening, "SELECT id FROM check_in_conflicts LIMIT 1")
    [ticket] = _ids(hall.evening, "SELECT ticket_id FROM check_in_conflicts LIMIT 1")
    first, second = _ids(hall.evening, "SELECT id FROM contacts WHERE name = 'Sofia Ricci'")
    [last] = _ids(hall.evening, "SELECT id FROM events WHERE name = 'Jazz Night, last year'")
    for name, path in (
        ("tonight", f"{event}/tonight"), ("attendance", f"{event}/attendance"),
        ("conflict", f"/conflicts/{conflict}"), ("guest", f"/tickets/{ticket}"),
        ("review", f"{event}/review"), ("seats", f"/seat-maps/{hall.map_id}"),
        ("setup", f"{event}/setup"), ("list", f"{event}/setup/lists/{lounge}"),
        ("tickets", f"{event}/tickets"), ("devices", f"{event}/devices"), ("people", "/people"),
        ("audit", "/people/audit"), ("account", "/account"), ("compare", f"/compare?event_ids={hall.evening.event_id}&event_ids={last}"),
        ("merge", f"/contacts/{first}/merge/{second}"), ("roles", "/people/roles/new"),
        ("import", _imported(page, event)),
    ):  # fmt: skip
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            _shot(page, path, folder / f"{name}-{scheme}.webp")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1920, "height": 1080})
    _shot(page, f"{event}/tonight", folder / "tonight-large.webp")
    _shot(page, f"/seat-maps/{hall.map_id}", folder / "seats-large.webp")
    page.set_viewport_size(PHONE)
    for name, path in (("tonight", f"{event}/tonight"), ("seats", f"/seat-maps/{hall.map_id}")):
        _shot(page, path, folder / f"{name}-phone.webp")
    office.close()
    print(f"pictures in {folder}")


def _imported(page: Page, event: str) -> str:
    """The page that asks what a file's columns mean."""
    page.goto(f"{event}/tickets")
    rows = b"Kennung;Gast;Kategorie;Platz\nA-1001;Lena Brandt;Saal;Stalls A4\nA-1002;Ravi Menon;Saal;\n"
    page.set_input_files(
        "[name=file]", {"name": "guests.csv", "mimeType": "text/csv", "buffer": rows}
    )
    page.click("text=Explain the columns")
    page.wait_for_url("**/imports/*")
    page.select_option("[name=column0]", "code")
    return page.url


def _ids(evening: Evening, sql: str) -> list[Any]:
    with evening.session() as session:
        return [row[0] for row in session.execute(text(sql))]


def _shot(page: Page, path: str, file: Path) -> None:
    page.goto(path)
    page.wait_for_timeout(700)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(file, quality=72)
    print(file.name, flush=True)


if __name__ == "__main__":
    main()

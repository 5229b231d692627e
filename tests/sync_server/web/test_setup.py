"""Setting an evening up: rows, rules and their trial, tickets from files, kiosks."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from shared import rules
from sync_server.domains.door.models import CheckInList, CheckInQuestion, Device, Gate, Scan
from sync_server.domains.program.publications.models import EventAnnouncement
from sync_server.domains.sales.tickets.models import Ticket, TicketType
from sync_server.domains.venues.models import Event, EventStaff, Venue
from sync_server.kernel import clock, jobs
from sync_server.kernel.jobs import Runtime
from sync_server.kernel.records import File
from sync_server.web import rulebook
from tests.evening import ZONE, Evening
from tests.sync_server.web.conftest import Office, Reader


@pytest.fixture
def reader(office: Office) -> Reader:
    return office.enter()


@pytest.fixture
def event(office: Office) -> str:
    return f"/events/{office.evening.event_id}"


def test_the_steps_to_the_first_guest(office: Office, reader: Reader, event: str) -> None:
    page = reader.page(f"{event}/setup")
    assert page.count("done") == 0
    office.evening.add_list()
    office.evening.issue()
    assert reader.page(f"{event}/setup").count("done") == 2


def test_the_event_itself_is_changed_in_its_own_time(
    office: Office, reader: Reader, event: str
) -> None:
    reader.page(f"{event}/setup")
    sent = {"name": "Gala & friends", "starts_at": "2027-03-01T19:00", "ends_at": "2027-03-02T01:00",
            "doors_open_at": "2027-03-01T18:00", "venue_name": "", "capacity": "500",
            "status": "published"}  # fmt: skip
    assert reader.send_form(f"{event}/setup", **sent).status_code == 303
    [row] = office.evening.rows(Event)
    assert row.starts_at.isoformat() == "2027-03-02T00:00:00+00:00", "in Toronto"
    assert (row.name, row.capacity, row.venue_name) == ("Gala & friends", 500, None)
    wrong = reader.send_form(f"{event}/setup", **sent | {"ends_at": "2027-02-01T19:00"})
    assert (wrong.status_code, "it must come after starts_at" in wrong.text) == (422, True)


def test_a_list_with_a_rule_is_made_changed_and_deleted(
    office: Office, reader: Reader, event: str
) -> None:
    kinds = [str(office.evening.type_id), str(office.evening.add_type("VIP"))]
    reader.page(f"{event}/setup/lists")
    sent = {"name": "Lounge", "entry_policy": "reentry", "capacity_mode": "refuse", "capacity": "80",
            "ticket_type_ids": kinds, "opens_at": "2027-03-01T18:30", "join": "and",
            "rule0:variable": "now", "rule0:operator": ">=", "rule0:value": "19:30",
            "rule1:variable": "attention", "rule1:operator": "in", "rule1:value": "vip"}  # fmt: skip
    made = reader.send_form(f"{event}/setup/lists", **sent)
    assert made.status_code == 303, made.text[-2000:]
    [row] = office.evening.rows(CheckInList)
    assert row.rules == {
        "and": [{">=": [{"var": "now"}, "19:30"]}, {"in": ["vip", {"var": "attention"}]}]
    }
    assert (row.all_ticket_types, row.capacity, row.entry_policy) == (False, 80, "reentry")
    path = f"{event}/setup/lists/{row.id}"
    page = reader.get(path).text
    assert 'value="19:30"' in page
    assert page.count(" selected>General") + page.count(" selected>VIP") == 2
    assert 'value="2027-03-01T18:30"' in page
    broken = reader.send_form(path, **sent | {"rule0:value": "late"})
    assert (broken.status_code, "rules" in broken.text) == (422, True)
    assert (
        reader.send_form(path, **sent | {"name": "Salon", "rule1:variable": ""}).status_code == 303
    )
    [row] = office.evening.rows(CheckInList)
    assert (row.name, row.rules) == ("Salon", {">=": [{"var": "now"}, "19:30"]})
    assert reader.send_form(path, delete="1").status_code == 303
    assert office.evening.rows(CheckInList) == []


def test_a_rule_that_is_more_than_lines_stays_as_it_is(
    office: Office, reader: Reader, event: str
) -> None:
    deep = {"or": [{"and": [{"==": [{"var": "gate"}, "A"]}, {"==": [{"var": "weekday"}, 1]}]},
                   {"==": [{"var": "gate"}, "B"]}]}  # fmt: skip
    list_id = office.evening.add_list(rules=deep)
    path = f"{event}/setup/lists/{list_id}"
    assert "more than this form can say" in reader.page(path)
    sent = {
        "name": "Other",
        "entry_policy": "single",
        "capacity_mode": "warn",
        "all_ticket_types": "true",
    }
    assert reader.send_form(path, **sent).status_code == 303
    [row] = office.evening.rows(CheckInList)
    assert (row.name, row.rules) == ("Other", deep)


_LINES = st.lists(
    st.one_of(
        st.builds(rulebook.Line, st.sampled_from(sorted(rules.NUMBERS)),
                  st.sampled_from(rulebook.OPERATORS[:-1]), st.integers(0, 99).map(str)),
        st.builds(rulebook.Line, st.just("now"), st.sampled_from(("<", ">=")),
                  st.times().map(lambda at: at.strftime("%H:%M"))),
        st.builds(rulebook.Line, st.sampled_from(("gate", "ticket_type")), st.just("in"),
                  st.lists(st.text("abc", min_size=1), min_size=1, max_size=3).map(", ".join)),
        st.builds(rulebook.Line, st.just("attention"), st.just("in"), st.just("vip")),
    ),
    min_size=1, max_size=rulebook.LINES,
)  # fmt: skip


@given(_LINES, st.sampled_from(("and", "or")))
def test_what_lines_say_is_a_rule_and_is_read_back(lines: list[rulebook.Line], join: str) -> None:
    fields = {"join": join} | {
        f"rule{n}:{name}": getattr(line, name)
        for n, line in enumerate(lines)
        for name in ("variable", "operator", "value")
    }
    document = rulebook.written(fields)
    rules.check(document)
    told = rulebook.read(document)
    assert list(told.lines) == lines
    assert len(lines) == 1 or told.join == join


def test_a_ticket_is_tried_without_a_trace(office: Office, reader: Reader, event: str) -> None:
    at = clock.now() + timedelta(days=1)
    list_id = office.evening.add_list(opens_at=at, closes_at=at + timedelta(hours=2))
    ticket = office.evening.issue()
    reader.page(f"{event}/setup")

    def tried(code: str, moment: str) -> str:
        answer = reader.send_form(
            f"{event}/simulate", list_id=str(list_id), credential=code, at=moment
        )
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.text))

    local = (at + timedelta(hours=1)).astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%dT%H:%M")
    assert "Yes: it would be let in" in tried(ticket.ticket_code, local)
    assert "No: too early" in tried(ticket.ticket_code, "")
    assert "No: not found" in tried("NOBODYS", local)
    assert office.evening.rows(Scan) == []


def test_gates_types_questions_and_staff_are_rows_like_others(
    office: Office, reader: Reader, event: str
) -> None:
    reader.page(f"{event}/setup")
    assert reader.send_form(f"{event}/setup/gates", name="West").status_code == 303
    assert reader.send_form(f"{event}/setup/gates", name="West").status_code == 422
    assert {gate.name for gate in office.evening.rows(Gate)} == {"Gate A", "West"}
    assert reader.send_form(f"{event}/setup/ticket-types", name="Press", price="0", currency="CAD",
                            requires_wristband="true").status_code == 303  # fmt: skip
    assert (
        reader.send_form(
            f"{event}/setup/ticket-types", name="Bad", price="free", currency="CAD"
        ).status_code
        == 422
    )
    press = next(row for row in office.evening.rows(TicketType) if row.name == "Press")
    assert press.requires_wristband
    reader.send_form(f"{event}/setup/questions", prompt="Which menu?", answer_kind="choice",
                     options="Fish\r\n\r\nBeans", ticket_type_ids=str(press.id))  # fmt: skip
    [question] = office.evening.rows(CheckInQuestion)
    assert question.options == ["Fish", "Beans"]
    reader.send_form(f"{event}/setup/staff", display_name="Ada", staff_role="door", pin="135790",
                     is_supervisor="true")  # fmt: skip
    [ada] = office.evening.rows(EventStaff)
    assert PasswordHasher().verify(ada.pin_hash, "135790")
    page = reader.get(f"{event}/setup/staff/{ada.id}").text
    assert "135790" not in page
    assert ada.pin_hash not in page
    bad = reader.send_form(
        f"{event}/setup/staff/{ada.id}", display_name="Ada", staff_role="door", pin="1"
    )
    assert bad.status_code == 422
    assert (
        reader.send_form(
            f"{event}/setup/staff/{ada.id}", display_name="Ada L", staff_role="door"
        ).status_code
        == 303
    )
    [after] = office.evening.rows(EventStaff)
    assert (after.display_name, after.pin_hash, after.is_supervisor) == (
        "Ada L",
        ada.pin_hash,
        False,
    )


def test_tickets_come_from_a_file_all_or_nothing(
    office: Office, reader: Reader, event: str
) -> None:
    reader.page(f"{event}/tickets")
    good = b"code;name;type\nAAA-1;Amara Osei;General\nAAA-2;=SUM(1);Press\n"

    def send(content: bytes, **more: str) -> str:
        answer = reader.send_form(
            f"{event}/tickets/import", files={"file": ("t.csv", content)}, **more
        )
        return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.text))

    assert "2 new" in send(good, create_types="1", check="1")
    assert office.evening.rows(Ticket) == []
    wrong = send(good)
    assert "some rows are wrong" in wrong
    assert "AAA-2" in wrong
    assert office.evening.rows(Ticket) == []
    assert "Imported" in send(good, create_types="1")
    assert {ticket.ticket_code for ticket in office.evening.rows(Ticket)} == {"AAA-1", "AAA-2"}
    assert "Choose a file" in reader.send_form(f"{event}/tickets/import").text
    assert "is no" in send(b"{") or "not" in send(b"{")
    page = reader.page(f"{event}/tickets?q=amara")
    assert "1 ticket" in page
    sheet = PdfReader(io.BytesIO(reader.get(f"{event}/tickets/sheet.pdf?q=amara").content))
    assert "Amara Osei" in sheet.pages[0].extract_text()
    badges = PdfReader(io.BytesIO(reader.get(f"{event}/tickets/badges.pdf").content))
    assert "Amara Osei" in badges.pages[0].extract_text()
    issued = reader.send_form(f"{event}/tickets", holder_name="Kwame", admits="2",
                              ticket_type_id=str(office.evening.type_id))  # fmt: skip
    assert issued.status_code == 303
    kwame = next(t for t in office.evening.rows(Ticket) if t.holder_name == "Kwame")
    assert (kwame.admits, bool(kwame.qr_payload)) == (2, True)


def test_a_kiosk_is_enrolled_moved_and_revoked(office: Office, reader: Reader, event: str) -> None:
    first = office.evening.add_list()
    second = office.evening.add_list("Lounge")
    reader.page(f"{event}/devices")
    made = reader.send_form(f"{event}/devices", name="Left door").text
    assert "data:image/svg+xml" in made
    assert quote(office.url, safe="") in made
    [device] = [d for d in office.evening.rows(Device) if d.name == "Left door"]
    path = f"{event}/devices/{device.id}"
    assert reader.send_form(path, name="Right door", gate_id=str(office.evening.gate_id),
                            list_ids=[str(second)]).status_code == 303  # fmt: skip
    page = reader.get(f"{event}/devices").text
    assert f'value="{second}" selected' in page
    assert f'value="{first}" selected' not in page
    assert "Take it to another event" not in page
    assert reader.send_form(path, name="Right door", list_ids=["no list"]).status_code == 422

    later = Event(
        organization_id=office.evening.organization_id, name="Next week", timezone="UTC",
        starts_at=clock.now() + timedelta(days=7), ends_at=clock.now() + timedelta(days=8),
        currency="CAD",
    )  # fmt: skip
    office.evening.add(later)
    assert "Next week" in reader.page(f"{event}/devices")
    moved = reader.send_form(f"{path}/move", event_id=str(later.id))
    assert moved.headers["location"] == f"/events/{later.id}/devices"
    [device] = [d for d in office.evening.rows(Device) if d.name == "Right door"]
    assert (device.event_id, device.gate_id) == (later.id, None)
    assert reader.send_form(f"{path}/move", event_id=str(later.id)).status_code == 404
    event, path = f"/events/{later.id}", f"/events/{later.id}/devices/{device.id}"
    there = reader.send_form(path, name="Right door", list_ids=[str(second)])
    assert there.status_code == 422
    assert "“Lounge” belongs to another event." in there.text
    assert reader.send_form(f"{path}/revoke", reason="stolen").status_code == 303
    assert "revoked" in reader.page(f"{event}/devices")
    assert reader.send_form(f"{event}/devices/{uuid4()}", name="x").status_code == 404


def test_each_page_and_form_asks_for_its_permission(office: Office, event: str) -> None:
    list_id = office.evening.add_list()
    viewer, marketing = office.enter("viewer"), office.enter("marketing")
    for path in ("/setup", "/setup/lists", f"/setup/lists/{list_id}", "/tickets", "/devices"):
        assert viewer.get(event + path).status_code == 200, path
    for path in ("/setup", "/setup/lists", f"/setup/lists/{list_id}", "/setup/staff", "/tickets",
                 "/tickets/import", "/devices"):  # fmt: skip
        assert viewer.send_form(event + path, name="x").status_code == 403, path
    assert marketing.get(f"{event}/devices").status_code == 403
    other = Office(Evening.begin(office.evening.database, office.evening.box), office.url)
    outsider = other.enter()
    own = f"/events/{other.evening.event_id}"
    for path in (
        f"{event}/setup",
        f"{event}/tickets",
        f"{event}/devices",
        f"{own}/setup/lists/{list_id}",
    ):
        assert outsider.get(path).status_code == 404, path
    assert outsider.send_form(f"{own}/setup/lists/{list_id}", delete="1").status_code == 404
    other.close()


@pytest.fixture
def drain(urls: Any, settings: Any, server_database: Any, box: Any) -> Callable[[], None]:
    return lambda: jobs.drain(Runtime(server_database, settings, box), urls.app)


def test_a_files_columns_are_explained_checked_and_written(
    office: Office, reader: Reader, event: str, drain: Callable[[], None]
) -> None:
    content = (
        "Kennung;Wer;<b>Art</b>;Unfug\nX-1;Zoë;Gold;1\nX-2;Ana;Gold;2\nX-1;Twice;Gold;3\n".encode()
    )
    answer = reader.send_form(
        f"{event}/tickets/import", files={"file": ("t.csv", content)}, columns="1", create_types="1"
    )
    assert answer.status_code == 303
    page = answer.headers["location"]
    assert "<b>Art</b>" in reader.page(page)
    assert "<b>Art" not in reader.get(page).text
    assert "Zoë" in reader.page(page)
    assert reader.send_form(page, run="1").status_code == 422  # it must be checked first

    reader.send_form(page)
    drain()
    assert "Say which column holds the ticket" in reader.page(page)
    means = {"column0": "code", "column1": "holder", "column2": "ticket_type", "create_types": "1"}
    reader.send_form(page, **means)
    assert "Checking every row" in reader.page(page)
    drain()
    assert "the same as in row 1" in reader.page(page)
    assert "3,Kennung" in reader.get(f"{page}/wrong.csv").text
    assert office.evening.rows(Ticket) == []
    assert reader.send_form(page, column0="code", column1="code").status_code == 422

    reader.send_form(page, **means, skip_wrong="1")
    drain()
    assert "1 wrong, to be left out" in reader.page(page)
    assert reader.send_form(page, run="1").status_code == 303
    assert "Writing…" in reader.page(page)
    drain()
    assert "2 new" in reader.page(page)
    assert {t.ticket_code: t.holder_name for t in office.evening.rows(Ticket)} == {
        "X-1": "Zoë", "X-2": "Ana"
    }  # fmt: skip
    assert "Gold" in {kind.name for kind in office.evening.rows(TicketType)}
    viewer = office.enter("viewer")
    assert viewer.get(page).status_code == 403


def test_a_file_that_is_dropped_is_kept_nowhere(
    office: Office, reader: Reader, event: str, drain: Callable[[], None]
) -> None:
    page = reader.send_form(
        f"{event}/tickets/import", files={"file": ("t.csv", b"a,b\n1,2\n")}, columns="1"
    ).headers["location"]
    assert len(office.evening.rows(File)) == 1
    assert reader.send_form(page, cancel="1").headers["location"] == f"{event}/tickets"
    assert office.evening.rows(File) == []
    assert "Stopped" in reader.page(page)
    assert reader.send_form(page, cancel="1").status_code == 422
    assert reader.send_form(page, column0="code").status_code == 422
    drain()


def test_contacts_and_companies_come_from_files(
    office: Office, reader: Reader, drain: Callable[[], None]
) -> None:
    for entity, content, home in (
        ("contacts", b"Name,Mail\nIvy Lee,ivy@example.org\n", "/contacts"),
        ("companies", b"name;domain\nNordwind;nordwind.example\n", "/directory/companies"),
    ):
        reader.page(home)
        sent = {"file": ("x.csv", content)}
        page = reader.send_form("/imports", files=sent, entity=entity).headers["location"]
        first = reader.get(page).text
        chosen = dict(re.findall(r'name="(column\d)".*?value="(\w+)" selected', first))
        reader.send_form(page, **chosen)
        drain()
        reader.send_form(page, run="1")
        drain()
        assert "1 new" in reader.page(page)
    assert "Ivy Lee" in reader.page("/contacts")
    assert "Nordwind" in reader.page("/directory/companies")
    assert reader.send_form("/imports", files=sent, entity="users").status_code == 404
    assert reader.send_form("/imports", entity="contacts").status_code == 422


def test_the_doors_are_told_something_and_it_is_taken_back(
    office: Office, reader: Reader, event: str
) -> None:
    page = f"{event}/announcements"
    assert "None yet." in reader.page(page)
    assert reader.send_form(page, content=" ").status_code == 422
    assert reader.send_form(page, content="x" * 301).status_code == 422
    assert reader.send_form(page, content="Gate <b>2</b>\n is closed.").status_code == 303
    assert "Gate <b>2</b> is closed." in reader.page(page)
    [told] = office.evening.rows(EventAnnouncement)
    assert (told.status, told.priority) == ("sent", "urgent")
    assert reader.send_form(f"{page}/{told.id}/take-back").status_code == 303
    assert "taken back" in reader.page(page)
    assert reader.send_form(f"{page}/{uuid4()}/take-back").status_code == 404
    viewer = office.enter("viewer")
    viewer.page("/events")
    assert viewer.send_form(page, content="No").status_code == 403


def test_names_that_can_be_chosen_are_escaped(office: Office, reader: Reader, event: str) -> None:
    # What gettext gives a template is taken for safe: names must not go through it.
    nasty = "<script>alert(1)</script>"
    office.evening.add_type(nasty)
    office.evening.add(
        Gate(organization_id=office.evening.organization_id, event_id=office.evening.event_id, name=nasty),
        Venue(organization_id=office.evening.organization_id, name=nasty),
    )  # fmt: skip
    for page in ("setup", "setup/lists", "setup/staff", "tickets", "devices"):
        told = reader.get(f"{event}/{page}").text
        assert "<script>alert" not in told, page
        assert "&lt;script&gt;alert" in told, page

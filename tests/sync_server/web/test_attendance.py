"""The evening in numbers and afterwards: every number against a query of its own."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from sync_server.domains.door.models import CheckInConflict, Gate, Scan
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import clock
from sync_server.kernel.records import AuditLog
from tests.evening import Evening, minutes
from tests.sync_server.web.conftest import Office, Reader

NASTY = '=HYPERLINK("http://evil.example") <script>alert(1)</script>'


class Night:
    """Twelve guests at two gates: one out again, one refused, one let in twice by deaf doors."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        evening.add_list(entry_policy="reentry", capacity=20)
        west = Gate(organization_id=evening.organization_id, event_id=evening.event_id, name="West")
        evening.add(west)
        self.tickets: list[Ticket] = [
            evening.issue(holder_name=NASTY if n == 0 else f"Guest {n}") for n in range(12)
        ]
        self.east, self.west = evening.device("East kiosk"), evening.device("West kiosk")
        for number, ticket in enumerate(self.tickets[:6]):
            self.east.scan(ticket.id, minutes(number))
        for number, ticket in enumerate(self.tickets[6:10]):
            self.west.scan(ticket.id, minutes(number * 3), gate_id=west.id)
        self.east.scan(self.tickets[0].id, minutes(20), direction="exit")
        self.west.scan(self.tickets[1].id, minutes(21), gate_id=west.id)
        self.east.scan(
            None, minutes(22), verdict="refused", reason="unknown", gate_id=evening.gate_id
        )
        self.east.push(at=minutes(23))
        self.west.push(at=minutes(40))
        with evening.session() as session:
            session.execute(
                text("UPDATE journal_entries j SET received_at = s.judged_at + CASE s.device_id"
                     " WHEN :west THEN interval '20 minutes' ELSE interval '2 s' END FROM scans s"
                     " WHERE s.journal_entry_id = j.id"), {"west": self.west.id},
            )  # fmt: skip
            session.execute(text("UPDATE events SET starts_at = :at, ends_at = :at + interval '5 h'"),
                            {"at": clock.now() - timedelta(minutes=10)})  # fmt: skip

    def one(self, sql: str) -> Any:
        with self.evening.session() as session:
            return session.execute(text(sql)).scalar_one()


@pytest.fixture
def night(office: Office) -> Night:
    return Night(office.evening)


@pytest.fixture
def reader(office: Office) -> Reader:
    return office.enter()


def test_every_number_is_the_ledgers(night: Night, reader: Reader) -> None:
    page = reader.page(f"/events/{night.evening.event_id}/tonight")
    inside = night.one("SELECT sum(persons - persons_out) FROM check_ins WHERE is_present")
    come = night.one("SELECT count(DISTINCT ticket_id) FROM check_ins")
    refused = night.one("SELECT count(*) FROM scans WHERE verdict = 'refused'")
    conflicts = night.one("SELECT count(*) FROM check_in_conflicts WHERE status = 'open'")
    assert (inside, come, refused, conflicts) == (10, 10, 1, 1)
    assert f"{inside} / 20 inside · Main entrance" in page
    assert f"Main entrance {come} 12" in page
    assert f"not found {refused}" in page
    assert f"{conflicts} open conflicts" in page
    assert "East kiosk" in page


def test_scans_are_found_by_anything(night: Night, reader: Reader) -> None:
    path = f"/events/{night.evening.event_id}/attendance"

    def found(**asked: Any) -> int:
        page = reader.get(path, params=asked)
        assert page.status_code == 200, page.text
        said = page.text.partition('total">')[2].split()[0]
        return int(said)

    gates = {gate.name: str(gate.id) for gate in night.evening.rows(Gate)}
    assert found() == 13
    assert found(verdict="refused") == 1
    assert found(guest="guest 1") == 2
    assert found(gate_id=gates["West"]) == 5
    assert found(device_id=str(night.east.id)) == 8
    assert found(direction="exit") == 1
    assert found(reason="unknown") == 1
    assert found(late="1") == 5, "what the west kiosk brought"
    assert found(guest="100%") == 0
    assert found(overridden="1") == 0
    assert reader.get(path, params={"gate_id": "nonsense"}).status_code == 422
    text_ = reader.get(path).text
    assert "<script>alert" not in text_
    assert "&lt;script&gt;alert" in text_


def test_pages_follow_each_other_without_a_gap(
    night: Night, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync_server.domains.door.attendance.PAGE", 5)
    path, seen = f"/events/{night.evening.event_id}/attendance", []
    address = path
    while address:
        page = reader.get(address).text
        seen += [part.split('"')[0] for part in page.split('href="/scans/')[1:]]
        after = page.partition(f'<a class="button" href="{path}?before=')[2]
        address = f"{path}?before={after.split(chr(34))[0]}" if after else ""
    assert sorted(seen) == sorted(str(scan.id) for scan in night.evening.rows(Scan))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_what_the_database_has(night: Night, reader: Reader, kind: str) -> None:
    content = reader.get(f"/events/{night.evening.event_id}/attendance/export.{kind}").content
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()  # type: ignore[assignment]
    exports = [row.entity_type for row in night.evening.rows(AuditLog, action="export")]
    assert exports == ["scans"], "that it was taken along is on record"
    header, cells = rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert header[0] == "judged_at"
    scans = {str(scan.id): scan for scan in night.evening.rows(Scan)}
    holders = {ticket.id: ticket.holder_name for ticket in night.evening.rows(Ticket)}
    assert {row["id"] for row in cells} == set(scans)
    for row in cells:
        scan = scans[str(row["id"])]
        assert (row["verdict"], row["direction"], row["reason"] or None) == (
            scan.verdict,
            scan.direction,
            scan.reason,
        )
        assert float(row["persons"]) == scan.persons
        holder = holders.get(scan.ticket_id)
        assert str(row["holder"]).lstrip("'") == (holder or "")
        assert not str(row["holder"]).startswith("=") or kind == "xlsx"


def test_a_scan_and_a_guests_evening_are_told(night: Night, reader: Reader) -> None:
    page = reader.page(f"/tickets/{night.tickets[1].id}")
    assert page.count("in ") >= 2
    assert "Let in twice" in page
    assert "West kiosk" in page
    late = next(s for s in night.evening.rows(Scan) if s.device_id == night.west.id)
    scan = reader.page(f"/scans/{late.id}")
    assert "Let in" in scan
    assert "Told the server" in scan
    nobody = reader.page(f"/tickets/{night.tickets[11].id}")
    assert "never shown" in nobody


def test_a_conflict_from_birth_to_its_end(night: Night, reader: Reader, office: Office) -> None:
    path = f"/events/{night.evening.event_id}/conflicts"
    assert "Let in twice · Guest 1" in reader.page(path)
    [conflict] = night.evening.rows(CheckInConflict)
    both = reader.page(f"/conflicts/{conflict.id}")
    assert "East kiosk" in both
    assert "West kiosk" in both
    viewer = office.enter("viewer")
    assert "Settle it" not in viewer.page(f"/conflicts/{conflict.id}")
    assert viewer.send_form(f"/conflicts/{conflict.id}", resolution="fraud").status_code == 403
    assert reader.send_form(f"/conflicts/{conflict.id}", resolution="maybe").status_code == 422
    done = reader.send_form(
        f"/conflicts/{conflict.id}", resolution="staff_error", note="<b>Twins</b>"
    )
    assert done.headers["location"] == path
    assert "Nothing to look into" in reader.page(path)
    assert "Let in twice" in reader.page(f"{path}?status=resolved")
    assert "&lt;b&gt;Twins&lt;/b&gt;" in reader.get(f"/conflicts/{conflict.id}").text
    [after] = night.evening.rows(CheckInConflict)
    assert (after.status, after.resolution, after.resolved_by is not None) == (
        "resolved",
        "staff_error",
        True,
    )


def test_the_review_compares_gates_and_names_who_never_came(night: Night, reader: Reader) -> None:
    path = f"/events/{night.evening.event_id}/review"
    page = reader.page(path)
    assert "Gate A 6 1 0 0 5" in page
    assert "West 5 0 0 0 2" in page
    absent = reader.page(f"{path}/no-shows")
    assert "Who never came: 2" in absent
    assert "Guest 11" in absent
    file = reader.get(f"{path}/no-shows.csv").content.decode("utf-8-sig")
    assert [row["holder"] for row in csv.DictReader(io.StringIO(file))] == ["Guest 10", "Guest 11"]
    pages = PdfReader(io.BytesIO(reader.get(f"{path}/report.pdf").content)).pages
    said = "".join(page.extract_text() for page in pages)
    assert "Jazz night" in said
    assert "West" in said
    assert "Guest 11" in said


def test_who_may_not_sees_none_of_it(night: Night, office: Office) -> None:
    stranger = office.enter("marketing")
    event = f"/events/{night.evening.event_id}"
    for path in ("/tonight", "/attendance", "/attendance/export.csv", "/conflicts", "/review",
                 "/review/report.pdf", "/tonight/stream"):  # fmt: skip
        assert stranger.get(event + path).status_code == 403, path
    other = Office(Evening.begin(night.evening.database, night.evening.box), office.url)
    outsider = other.enter()
    [conflict] = night.evening.rows(CheckInConflict)
    for path in (f"{event}/tonight", f"{event}/attendance", f"/tickets/{night.tickets[0].id}",
                 f"/conflicts/{conflict.id}", f"/scans/{night.evening.rows(Scan)[0].id}"):  # fmt: skip
        assert outsider.get(path).status_code == 404, path
    other.close()

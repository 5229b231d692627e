"""Somebody with nothing but the API's documentation page: from a sign-up to an enrolled kiosk."""

import csv
import io
import re
from typing import Any
from uuid import uuid4

import httpx
import xlsxwriter

from shared.protocol import EnrolCode
from sync_server.kernel import jobs
from sync_server.kernel.jobs import Runtime
from tests.serving import Served, created

MAIL = "colleague@example.org"


def test_from_a_sign_up_to_an_enrolled_kiosk(
    served: Served, urls: Any, settings: Any, server_database: Any, box: Any
) -> None:
    page = httpx.get(served.url + "/docs", timeout=60)
    assert page.status_code == 200
    assert not re.findall(r'(?:src|href)="https?://', page.text), "the page needs the internet"
    for asset in re.findall(r'(?:src|href)="(/[^"]+)"', page.text):
        assert httpx.get(served.url + asset, timeout=60).status_code == 200
    described = httpx.get(served.url + "/openapi.json", timeout=60).json()["paths"]

    def call(client: httpx.Client, method: str, path: str, **more: Any) -> Any:
        assert any(_fits(known, "/api/v1" + path) for known in described), path
        return created(client.request(method, path, **more))

    slug = f"outsider-{uuid4().hex[:8]}"
    with served.client("none") as nobody:
        owner = call(nobody, "POST", "/auth/signup", json={
            "organization": "Outsiders", "slug": slug, "first_name": "Olu",
            "email": "o@example.org", "password": "a long password"})  # fmt: skip
    with served.client(owner["access_token"]) as client:
        roles = call(client, "GET", "/roles", params={"where": "name:eq:organizer"})["items"]
        call(client, "POST", "/users/invite",
             json={"email": MAIL, "first_name": "Ivy", "role_ids": [roles[0]["id"]]})  # fmt: skip
    jobs.drain(Runtime(server_database, settings, box), urls.app)
    mails = [file.read_text() for file in (settings.data_dir / "mail").glob("*.eml")]
    invitation = next(mail for mail in mails if MAIL in mail and "Outsiders" in mail)
    token = re.sub(r"=\n", "", invitation).split("#token=")[1].removeprefix("3D").split()[0]
    with served.client("none") as nobody:
        nobody.post(
            "/auth/invitations/accept", json={"token": token, "password": "another password"}
        )
        colleague = call(nobody, "POST", "/auth/login", json={
            "organization": slug, "email": MAIL, "password": "another password"})  # fmt: skip
    with served.client(colleague["access_token"]) as client:
        event = call(client, "POST", "/events", json={
            "name": "Gala", "starts_at": "2026-12-01T20:00:00-05:00",
            "ends_at": "2026-12-02T01:00:00-05:00"})  # fmt: skip
        of_event = {"event_id": event["id"]}
        call(client, "POST", "/ticket-types", json=of_event | {"name": "General"})
        call(client, "POST", "/check-in-lists", json=of_event | {"name": "Main"})
        for kind, content in (("text/csv", _csv()), (_XLSX, _xlsx())):
            done = call(
                client, "POST", f"/events/{event['id']}/tickets/import",
                content=content, headers={"Content-Type": kind},
            )  # fmt: skip
            assert (done["written"], done["created"]) == (True, 2)
        device = call(client, "POST", "/devices", json=of_event | {"name": "Kiosk"})
        code = EnrolCode.parse(device["code"])
        assert code is not None
        enrolled = call(
            client, "POST", "/devices/enrol", json={"token": code.token, "public_key": "ab" * 32}
        )
        events = call(client, "GET", "/domain-events", params={"sort": "seq"})["items"]

    assert [door["name"] for door in enrolled["lists"]] == ["Main"]
    assert {"event.created", "tickets.imported", "device.created"} <= {
        e["event_type"] for e in events
    }


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _fits(known: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", known), path) is not None


def _csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(
        [["code", "holder", "ticket_type"], ["A1", "Ann", "General"], ["A2", "Bo", "General"]]
    )
    return out.getvalue().encode()


def _xlsx() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    for number, row in enumerate(
        [["Code", "Holder", "ticket_type"], ["B1", "Cy", "General"], ["B2", "Di", "General"]]
    ):
        book.worksheets() or book.add_worksheet()
        book.worksheets()[0].write_row(number, 0, row)
    book.close()
    return file.getvalue()

"""The API from outside: an evening set up by HTTP alone, and what bad requests are told."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from shared.protocol import EnrolCode
from sync_server.domains.door.models import Device
from tests.evening import Evening, minutes
from tests.serving import Served, created


@pytest.fixture
def client(served: Served, evening: Evening) -> Iterator[httpx.Client]:
    with served.client(evening.api_key) as opened:
        yield opened


def test_an_evening_can_be_set_up_from_outside(client: httpx.Client, served: Served) -> None:
    venue = created(client.post("/venues", json={"name": "Hall", "city": "Toronto"}))
    event = created(
        client.post(
            "/events",
            json={
                "venue_id": venue["id"],
                "name": "Soul night",
                "starts_at": "2026-11-21T20:00:00-05:00",
                "ends_at": "2026-11-22T02:00:00-05:00",
                "timezone": "America/Toronto",
                "currency": "CAD",
            },
        )
    )
    of_event = {"event_id": event["id"]}
    kind = created(
        client.post("/ticket-types", json=of_event | {"name": "General", "currency": "CAD"})
    )
    gate = created(client.post("/gates", json=of_event | {"name": "Gate A"}))
    door_list = created(
        client.post(
            "/check-in-lists",
            json=of_event
            | {"name": "Main", "all_ticket_types": False, "ticket_type_ids": [kind["id"]]},
        )
    )
    ticket = created(
        client.post(
            "/tickets", json=of_event | {"ticket_type_id": kind["id"], "holder_name": "Ann"}
        )
    )
    made = created(
        client.post("/devices", json=of_event | {"name": "Kiosk", "gate_id": gate["id"]})
    )
    code = EnrolCode.parse(made["code"])
    assert code is not None
    assert code.url == served.url
    answer = created(
        client.post("/devices/enrol", json={"token": code.token, "public_key": "ab" * 32})
    )

    assert door_list["ticket_type_ids"] == [kind["id"]]
    assert [item["name"] for item in answer["lists"]] == ["Main"]
    assert answer["gate"]["name"] == "Gate A"
    verdict = created(
        client.post(
            "/check-ins/redeem",
            json={"list_id": door_list["id"], "credential": ticket["qr_payload"]},
        )
    )
    assert (verdict["status"], verdict["passage"]["inside"]) == ("accepted", 1)
    scans = created(client.get("/scans", params=of_event))
    assert [scan["ticket_id"] for scan in scans["items"]] == [ticket["id"]]


def test_the_same_scan_id_is_the_first_answer_again(client: httpx.Client, evening: Evening) -> None:
    list_id = evening.add_list()
    ticket = evening.issue()
    body = {
        "list_id": str(list_id),
        "credential": ticket.qr_payload,
        "scan_id": str(uuid4()),
    }

    first = created(client.post("/check-ins/redeem", json=body))
    again = created(client.post("/check-ins/redeem", json=body))
    fresh = created(client.post("/check-ins/redeem", json=body | {"scan_id": None}))

    assert first == again
    assert (fresh["status"], fresh["reason"]) == ("refused", "already_inside")


def test_an_enrolment_code_works_once_and_not_for_long(
    client: httpx.Client, evening: Evening
) -> None:
    evening.add_list()
    made = created(client.post("/devices", json={"name": "K", "event_id": str(evening.event_id)}))
    code = EnrolCode.parse(made["code"])
    assert code is not None
    body = {"token": code.token, "public_key": "ab" * 32}

    assert client.post("/devices/enrol", json=body).status_code == 200
    second = client.post("/devices/enrol", json=body)
    assert (second.status_code, second.json()["error"]) == (401, "unauthenticated")
    assert client.post("/devices/enrol", json=body | {"token": "use_x"}).status_code == 401


def test_a_revoked_device_gets_no_data_but_may_upload(
    client: httpx.Client, served: Served, evening: Evening
) -> None:
    evening.add_list()
    made = created(client.post("/devices", json={"name": "K", "event_id": str(evening.event_id)}))
    code = EnrolCode.parse(made["code"])
    assert code is not None
    answer = created(
        client.post("/devices/enrol", json={"token": code.token, "public_key": "ab" * 32})
    )
    created(client.post(f"/devices/{made['device_id']}/revoke", json={"reason": "stolen"}))

    with served.client(answer["device_token"]) as device:
        refused = device.get("/sync/snapshot")
        assert (refused.status_code, refused.json()["error"]) == (403, "device_revoked")
        batch = {
            "device_id": made["device_id"],
            "device_time": "2026-11-21T00:00:00Z",
            "entries": [],
        }
        assert device.post("/sync/scans", json=batch).status_code == 200
        assert device.get("/events").status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "error"),
    [
        ("GET", "/nothing", {}, 404, "not_found"),
        ("GET", f"/events/{uuid4()}", {}, 404, "not_found"),
        ("GET", "/events/x", {}, 422, "invalid"),
        ("PUT", "/events", {}, 405, "method_not_allowed"),
        ("POST", "/events", {"json": {"name": "x"}}, 422, "invalid"),
        ("POST", "/events", {"json": {"unknown": 1}}, 422, "invalid"),
        ("POST", "/events", {"content": b"\xff"}, 422, "invalid"),
        ("POST", "/venues", {"json": {"name": "a\0b"}}, 422, "invalid"),
        ("POST", "/venues", {"content": b"x", "headers": {"Content-Encoding": "gzip"}}, 400,
         "bad_request"),
        ("POST", "/venues", {"content": b"x", "headers": {"Content-Encoding": "br"}}, 400,
         "bad_request"),
        ("POST", "/sync/scans", {"json": {}}, 403, "forbidden"),
        ("GET", "/sync/changes", {"params": {"cursor": "x"}}, 403, "forbidden"),
        ("GET", "/events", {"headers": {"Authorization": "Bearer usk_x"}}, 401, "unauthenticated"),
        ("GET", "/events", {"headers": {"Authorization": ""}}, 401, "unauthenticated"),
        ("GET", "/events", {"params": {"limit": 9999}}, 422, "invalid"),
    ],
)  # fmt: skip
def test_every_error_has_one_shape(
    client: httpx.Client, method: str, path: str, more: dict[str, Any], status: int, error: str
) -> None:
    response = client.request(method, path, **more)

    assert (response.status_code, response.json()["error"]) == (status, error)
    assert response.json()["detail"].endswith(".")
    assert response.headers["Usher-Protocol"] == "1"


def test_a_newer_protocol_is_refused_with_a_sentence(client: httpx.Client) -> None:
    response = client.get("/sync/snapshot", headers={"Usher-Protocol": "2"})

    assert (response.status_code, response.json()["error"]) == (426, "upgrade_needed")


def test_another_tenants_ids_lead_nowhere(
    client: httpx.Client, evening: Evening, served: Served
) -> None:
    other = Evening.begin(evening.database, evening.box, "Other Hall")
    ticket = other.issue()

    assert client.get(f"/tickets/{ticket.id}").status_code == 404
    assert client.patch(f"/tickets/{ticket.id}", json={"status": "blocked"}).status_code == 404
    foreign = client.post("/gates", json={"event_id": str(other.event_id), "name": "Mine"})
    assert (foreign.status_code, foreign.json()["error"]) == (409, "reference")
    assert other.rows(Device) == []


def test_patch_changes_only_what_is_sent_and_never_to_null(client: httpx.Client) -> None:
    venue = created(client.post("/venues", json={"name": "Hall", "city": "Toronto"}))
    path = f"/venues/{venue['id']}"

    assert created(client.patch(path, json={"city": None}))["city"] is None
    assert client.patch(path, json={"name": None}).status_code == 422
    assert created(client.get(path))["name"] == "Hall"
    assert client.post("/venues", json={"name": "Hall"}).status_code == 409
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_lists_page_by_key(client: httpx.Client) -> None:
    for number in range(5):
        created(client.post("/venues", json={"name": f"Hall {number}"}))

    first = created(client.get("/venues", params={"limit": 3}))
    rest = created(client.get("/venues", params={"limit": 3, "after": first["next"]}))

    assert [v["name"] for v in first["items"] + rest["items"]] == [f"Hall {n}" for n in range(5)]
    assert rest["next"] is None


def test_a_broken_rule_is_refused_while_there_is_time(
    client: httpx.Client, evening: Evening
) -> None:
    body = {"event_id": str(evening.event_id), "name": "X", "rules": {"<": [{"var": "moon"}, 1]}}

    response = client.post("/check-in-lists", json=body)

    assert response.status_code == 422
    assert "moon" in response.json()["detail"]


def test_canceling_tells_from_when(client: httpx.Client, evening: Evening) -> None:
    list_id, ticket = evening.add_list(), evening.issue()
    created(client.patch(f"/tickets/{ticket.id}", json={"status": "cancelled"}))
    answer = created(
        client.post(
            "/check-ins/redeem", json={"list_id": str(list_id), "credential": ticket.ticket_code}
        )
    )

    assert answer["reason"] == "canceled"
    assert minutes(0) is not None


def test_the_description_is_complete(served: Served) -> None:
    document = httpx.get(served.url + "/openapi.json", timeout=60).json()

    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), f"{method} {path} says nothing"
    assert "/api/v1/sync/scans" in document["paths"]

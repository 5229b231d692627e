"""Bodies: of known callers only, so many bytes for each route, and never far more than was sent."""

import gzip
import json
import socket
import time
from typing import Any
from uuid import uuid4

import httpx
import pytest
import zstandard

from sync_server.app import create_app
from sync_server.kernel.bodies import Budget, Intake, Intakes, unpacked
from sync_server.kernel.errors import Invalid, TooLarge, Unavailable
from tests.evening import Evening
from tests.serving import Served

LOG_IN, BATCH = "/api/v1/auth/login", "/api/v1/sync/scans"
SPACES = b" " * (60 * 2**20)
LISTS = b"[" + b"[]," * (20 * 2**20) + b"[]]"


def send(served: Served, path: str, body: bytes, **headers: str) -> httpx.Response:
    return httpx.post(served.url + path, content=body, timeout=60, headers={
        "Content-Type": "application/json", **headers})  # fmt: skip


def promised(served: Served, path: str, size: int, *headers: str) -> tuple[int, dict[str, Any]]:
    """The answer to the head of a request, whose body never comes."""
    told = "".join(f"{header}\r\n" for header in headers)
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n{told}\r\n".encode()
        )
        answer = line.recv(2**16).decode()
        while not answer.rstrip().endswith("}"):
            answer += line.recv(2**16).decode()
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("zstd", zstandard.ZstdCompressor(19).compress(SPACES)),
        ("gzip", gzip.compress(LISTS)),
        ("identity", b"[" * 2**20),
    ],
    ids=("zstd", "gzip", "plain"),
)
def test_a_stranger_gets_little_unpacked(served: Served, encoding: str, body: bytes) -> None:
    began = time.process_time()
    answer = send(served, LOG_IN, body, **{"Content-Encoding": encoding})
    used = time.process_time() - began

    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert used < 1.5


@pytest.mark.parametrize(
    "token", ["", "Bearer x", "Bearer usk_x", f"Bearer usd_{uuid4().hex}_x"], ids=str
)
@pytest.mark.parametrize("path", [BATCH, "/api/v1/venues", "/api/v1/imports?entity=contacts"])
def test_a_stranger_is_told_before_anything_is_read(served: Served, path: str, token: str) -> None:
    status, answer = promised(served, path, 50 * 2**20, f"Authorization: {token}")

    assert (status, answer["error"]) == (401, "unauthenticated")


def test_a_page_sends_strangers_to_the_log_in_before_it_reads(served: Served) -> None:
    answer = httpx.post(served.url + "/imports", content=b"x" * 2**20)

    assert (answer.status_code, answer.headers["location"]) == (303, "/log-in")


def test_what_is_declared_too_large_is_not_waited_for(served: Served, evening: Evening) -> None:
    status, _ = promised(served, LOG_IN, 2**20)
    mine = f"Authorization: Bearer {evening.api_key}"
    known, answer = promised(served, "/api/v1/venues", 20 * 2**20, mine)

    assert (status, known) == (413, 413)
    assert answer["detail"] == "A request may hold at most 2,048 KiB here."


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_packed_body_of_somebody_known_is_read(
    served: Served, evening: Evening, packing: str
) -> None:
    text = json.dumps({"items": [{"name": f"Hall {n}", "city": "Nova"} for n in range(1_000)]})
    body = {
        "gzip": gzip.compress(text.encode()),
        "zstd": zstandard.ZstdCompressor().compress(text.encode()),
    }[packing]
    answer = send(
        served, "/api/v1/venues/bulk", body,
        **{"Content-Encoding": packing, "Authorization": f"Bearer {evening.api_key}"},
    )  # fmt: skip

    assert answer.status_code == 201, answer.text
    assert answer.json()["created"] == 1_000


def test_a_body_may_not_become_far_more_than_was_sent() -> None:
    known = Intake(64 * 2**20)

    with pytest.raises(TooLarge, match="far more than was sent"):
        unpacked(known, gzip.compress(SPACES[: 2**25]), "gzip")
    assert len(unpacked(known, gzip.compress(SPACES[: 2**20]), "gzip")) == 2**20


def test_lists_in_lists_are_counted_before_they_are_made() -> None:
    with pytest.raises(Invalid, match="lists and objects"):
        Intake(2**20).check_nesting(LISTS[: 2**19])
    Intake(2**20).check_nesting(json.dumps({"places": [[1, 2]] * 9_000}).encode())


def test_a_budget_is_shared_and_given_back() -> None:
    budget = Budget(100)
    with budget.share() as one:
        one.hold(60)
        one.hold(40)
        with budget.share() as other:
            other.hold(50)
            with pytest.raises(Unavailable) as refused:
                other.hold(70)
        assert budget.held == 40
    assert refused.value.headers["Retry-After"] == "2"
    assert budget.held == 0


def test_routes_say_what_they_take(served_app: Any) -> None:
    intakes = Intakes.of(served_app.routes, 64 * 2**20)

    assert intakes.find("POST", LOG_IN) == Intake(2**16, public=True)
    assert intakes.find("POST", "/log-in") == Intake(2**16, public=True)
    assert intakes.find("POST", f"/api/v1/events/{uuid4()}/tickets/import") == Intake(64 * 2**20)
    assert intakes.find("POST", f"/events/{uuid4()}/tickets/import") == Intake(64 * 2**20)
    assert intakes.find("POST", BATCH) == Intake(8 * 2**20)
    assert intakes.find("POST", "/api/v1/contacts") == Intake(2 * 2**20)


@pytest.fixture
def served_app(settings: Any, urls: Any) -> Any:
    app = create_app(settings, urls)
    yield app
    app.state.database.engine.dispose()

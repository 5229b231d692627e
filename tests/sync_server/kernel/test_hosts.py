"""The names a server answers to."""

import socket
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_server.database import DatabaseUrls
from sync_server.kernel.hosts import is_answered, known_names, name_in
from sync_server.settings import Settings
from tests.serving import Served, serve

KNOWN = known_names("https://Tickets.Example.org:8443/usher", "door.local, 10.0.0.7,,[::2]:80")


@pytest.mark.parametrize(
    "host",
    ["tickets.example.org", "TICKETS.EXAMPLE.ORG.", "tickets.example.org:443", "door.local:8000",
     "10.0.0.7", "[::2]", "localhost:8000", "192.168.1.5:8000", socket.gethostname()],
)  # fmt: skip
def test_our_names_are_answered(host: str) -> None:
    assert is_answered(host, KNOWN, "192.168.1.5")


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "tickets.example.org.evil.example", "evil.example:8000", "192.168.1.6",
     "tickets.example.org@evil.example", "tickets.example.org/evil", "tickets.example.org evil",
     "tickets.example.org, evil.example", "[::1", "a" * 5_000, "127.0.0.1", "xn--tickets", "[::3]"],
)  # fmt: skip
def test_other_names_are_not(host: str) -> None:
    assert not is_answered(host, KNOWN, "192.168.1.5")


def test_an_address_is_one_in_any_spelling() -> None:
    assert is_answered("[0:0:0:0:0:0:0:1]:80", frozenset(), "::1")
    assert is_answered("192.168.1.5", frozenset(), "::ffff:192.168.1.5")


@given(st.text(max_size=60))
def test_what_is_answered_is_nothing_but_a_name(host: str) -> None:
    name = name_in(host)
    assert name is None or not set(name) & set("/@\\ ,?#\r\n\0")


@pytest.mark.parametrize("path", ["/", "/log-in", "/api/v1/auth/password/forgot", "/openapi.json"])
def test_a_request_to_another_name_is_refused(served: Served, path: str) -> None:
    answer = httpx.get(served.url + path, headers={"Host": "evil.example"}, timeout=60)

    assert answer.status_code == 400
    assert answer.json()["error"] == "unknown_host"
    assert "evil" not in answer.text


def test_two_names_are_none(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_a_server_that_was_told_no_address_mails_no_links(
    urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("untold")
    settings = Settings(data_dir=folder, jobs=False)
    with serve(settings, urls, told=False) as untold:
        body = {"organization": "nobody", "email": "a@example.org"}
        told = httpx.post(f"{untold.url}/api/v1/auth/password/forgot", json=body, timeout=60)
        page = httpx.post(f"{untold.url}/forgot", data=body, timeout=60,
                          headers={"sec-fetch-site": "same-origin"})  # fmt: skip
    assert (told.status_code, page.status_code) == (409, 409)
    assert "USHER_PUBLIC_URL" in told.json()["detail"]
    assert not list(Path(folder).glob("mail/*"))

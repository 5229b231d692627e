"""How a kiosk's journal goes up: in batches, twice where it must, and later where it is told to."""

import gzip
import http.server
import json
import threading
from typing import Any

import httpx
import pytest

from desktop.sync.api import Offline, SyncApi
from shared.protocol import PROTOCOL_HEADER, PushAnswer, PushRequest
from sync_server.domains.door.models import JournalEntry, Scan
from tests.door import Door
from tests.evening import Evening


def scan_strangers(door: Door, number: int) -> None:
    """More than one batch holds, where `number` is above a thousand."""
    door.engine.sync_once()
    for n in range(number):
        door.show(f"NOBODY-{n}")


def test_an_answer_lost_after_the_commit_is_harmless(
    door: Door, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = evening.issue()
    door.engine.sync_once()
    door.show(ticket.qr_payload)
    real = SyncApi.push

    def lose(api: SyncApi, request: PushRequest) -> PushAnswer:
        real(api, request)
        raise Offline("lost on the way back")

    monkeypatch.setattr(SyncApi, "push", lose)
    lost = door.engine.sync_once()
    monkeypatch.undo()
    again = door.engine.sync_once()

    assert (lost.waiting, lost.offline) == (1, True)
    assert (again.pushed, again.waiting) == (1, 0)
    assert len(evening.rows(JournalEntry)) == 1


def test_a_thousand_and_more_wait_and_drain(door: Door, evening: Evening) -> None:
    scan_strangers(door, 1_050)

    report = door.engine.sync_once()

    assert (report.pushed, report.waiting) == (1_050, 0)
    assert len(evening.rows(Scan)) == 1_050


def test_the_next_batch_leaves_before_the_last_is_answered(
    door: Door, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_strangers(door, 1_010)
    real, second_left = SyncApi.push, threading.Event()

    def push(api: SyncApi, request: PushRequest) -> PushAnswer:
        if request.entries[0].seq > 1:
            second_left.set()
            return real(api, request)
        answer = real(api, request)
        assert second_left.wait(60)
        return answer

    monkeypatch.setattr(SyncApi, "push", push)
    report = door.engine.push_once()

    assert (report.pushed, report.waiting, report.problems) == (1_010, 0, ())
    assert len(evening.rows(Scan)) == 1_010


def test_a_batch_that_overtakes_the_one_before_it_is_sent_again(
    door: Door, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_strangers(door, 1_010)
    real, overtaken, sent = SyncApi.push, threading.Event(), list[int]()

    def push(api: SyncApi, request: PushRequest) -> PushAnswer:
        sent.append(request.entries[0].seq)
        if request.entries[0].seq == 1:
            assert overtaken.wait(60)
        try:
            return real(api, request)
        finally:
            overtaken.set()

    monkeypatch.setattr(SyncApi, "push", push)
    report = door.engine.push_once()

    assert (report.pushed, report.waiting, report.problems) == (1_010, 0, ())
    assert sorted(sent) == [1, 1_001, 1_001], "only the one that came too early goes again"
    assert len(evening.rows(JournalEntry)) == 1_010


class _Busy(http.server.BaseHTTPRequestHandler):
    """A server that has too much to do: one of ours, and one that knows whole seconds alone."""

    def do_POST(self) -> None:
        exact = {"retry_after": 0.4} if "exact" in self.path else {}
        body = json.dumps({"error": "unavailable", "detail": "Later.", **exact}).encode()
        self.send_response(503)
        self.send_header(PROTOCOL_HEADER, "1")
        self.send_header("Retry-After", "3")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.mark.parametrize(("path", "seconds"), [("exact", 0.4), ("plain", 3.0)])
def test_a_busy_server_says_when_to_come_back(door: Door, path: str, seconds: float) -> None:
    door.show("SOMETHING")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/{path}"
    door.engine.line.api = SyncApi(url, door.enrolled.token)

    report = door.engine.push_once()
    server.shutdown()
    server.server_close()

    assert (report.retry_after, report.waiting, report.offline) == (seconds, 1, True)


def test_a_field_that_says_nothing_is_not_sent(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of the previous version refuses fields that it does not know."""
    sent: list[dict[str, Any]] = []
    real = httpx.Client.post

    def post(client: httpx.Client, url: str, *, content: bytes, **more: Any) -> httpx.Response:
        sent.append(json.loads(gzip.decompress(content)))
        return real(client, url, content=content, **more)

    monkeypatch.setattr(httpx.Client, "post", post)
    scan_strangers(door, 1)
    assert door.engine.sync_once().problems == ()
    [request] = [body for body in sent if "entries" in body]
    assert "kept_from" not in request
    assert "answers" not in request["entries"][0]

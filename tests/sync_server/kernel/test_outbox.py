"""Events are delivered once to each subscriber, after a crash too; jobs end in a visible state."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from sync_server.domains.platform.webhooks.service import pin
from sync_server.kernel import jobs, mail, outbox
from sync_server.kernel.errors import Invalid
from sync_server.kernel.jobs import Runtime
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.settings import Settings
from tests.evening import Evening
from tests.serving import created, serve


@pytest.fixture
def runtime(server_database: Database, settings: Settings, box: SecretBox) -> Runtime:
    allowing = settings.model_copy(update={"webhooks_to_private": True})
    return Runtime(server_database, allowing, box)


class Receiver(http.server.ThreadingHTTPServer):
    """A webhook's other end: fails as often as it is told, and keeps what it got."""

    def __init__(self, failures: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.failures, self.got = failures, list[tuple[dict[str, str], bytes]]()


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append((dict(self.headers), body))
        failing = len(self.server.got) <= self.server.failures
        self.send_response(500 if failing else 204)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver(failures=2)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _drain(runtime: Runtime, urls: Any) -> None:
    """Do every job, those that wait for a later moment too."""
    with runtime.database.nobody() as connection:
        connection.execute(text("UPDATE ops.procrastinate_jobs SET scheduled_at = now()"))
    jobs.drain(runtime, urls.app)


def test_a_webhook_gets_each_event_once_whatever_fails(
    served: Any, evening: Evening, runtime: Runtime, receiver: Receiver, urls: Any
) -> None:
    with served.client(evening.api_key) as client:
        url = f"http://127.0.0.1:{receiver.server_port}/hook"
        hook = created(client.post("/webhooks", json={"url": url, "event_types": ["venue.*"]}))
        venue = created(client.post("/venues", json={"name": "Hall"}))
        created(client.post("/companies", json={"name": "not asked for"}))

        for _ in range(4):
            _drain(runtime, urls)
        deliveries = created(client.get("/webhook-deliveries"))["items"]

    ids = {headers["webhook-id"] for headers, _ in receiver.got}
    assert (len(receiver.got), len(ids)) == (3, 1)
    assert [(d["status"], d["attempts"]) for d in deliveries] == [("succeeded", 3)]
    headers, body = receiver.got[-1]
    told = json.loads(body)
    assert (told["type"], told["data"]["id"]) == ("venue.created", venue["id"])
    key = base64.b64decode(hook["secret"].removeprefix("whsec_"))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    signature = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{signature}"


def test_a_rolled_back_change_tells_nobody(evening: Evening, runtime: Runtime, urls: Any) -> None:
    seen: list[str] = []
    kind = f"test.{uuid4().hex}"
    outbox.subscribe(kind, lambda _session, event: seen.append(event.event_type))
    with evening.session() as session:
        outbox.record(session, kind, "test", uuid4())
        session.rollback()
    with evening.session() as session:
        outbox.record(session, kind, "test", uuid4(), {"n": 1})
    for _ in range(2):
        _drain(runtime, urls)

    assert seen == [kind]


def test_what_nobody_hears_is_kept_and_not_told(evening: Evening, runtime: Runtime) -> None:
    """No job for each of ten thousand check-ins where no webhook wants them."""
    kind, hears = f"test.{uuid4().hex}", [False]
    outbox.subscribe(kind, lambda _session, _event: None, lambda _session, _type: hears[0])
    for heard in (False, True):
        hears[0] = heard
        with evening.session() as session:
            outbox.record(session, kind, "test", uuid4())
    with evening.session() as session:
        rows = session.execute(
            text("SELECT dispatched_at IS NULL FROM domain_events WHERE event_type = :kind"
                 " ORDER BY seq"), {"kind": kind},
        ).scalars()  # fmt: skip
        assert list(rows) == [False, True]


def test_a_subscriber_that_fails_is_asked_again(
    evening: Evening, runtime: Runtime, urls: Any
) -> None:
    kind, tries = f"test.{uuid4().hex}", list[int]()

    def subscriber(_session: Any, _event: Any) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("not yet")

    outbox.subscribe(kind, subscriber)
    with evening.session() as session:
        outbox.record(session, kind, "test", uuid4())
    for _ in range(3):
        _drain(runtime, urls)

    assert len(tries) == 2


def test_a_hopeless_job_ends_as_failed(evening: Evening, runtime: Runtime, urls: Any) -> None:
    name = f"test.{uuid4().hex}"

    def hopeless(_runtime: Runtime, _organization_id: Any) -> None:
        raise RuntimeError("never")

    jobs.register(name, hopeless)
    with evening.session() as session:
        jobs.defer(session, name)
    for _ in range(jobs.RETRIES + 1):
        _drain(runtime, urls)

    with runtime.database.nobody() as connection:
        row = connection.execute(
            text(
                "SELECT status::text, attempts FROM ops.procrastinate_jobs WHERE task_name = :name"
            ),
            {"name": name},
        ).one()
    assert tuple(row) == ("failed", jobs.RETRIES + 1)
    assert jobs.waiting(runtime.database)["failed"] >= 1


def test_a_mail_that_waits_is_sealed(evening: Evening, runtime: Runtime, urls: Any) -> None:
    with evening.session() as session:
        mail.send(session, evening.box, "ann@example.org", "Hello\nthere", "a secret link")
        waiting = session.execute(
            text("SELECT args::text FROM ops.procrastinate_jobs WHERE task_name = 'mail.send'")
        ).scalar_one()
    _drain(runtime, urls)
    mails = [file.read_text() for file in (runtime.settings.data_dir / "mail").glob("*.eml")]

    assert "ann@" not in waiting
    assert any("a secret link" in one and "Subject: Hello there" in one for one in mails)


def test_a_server_does_its_jobs_beside_its_answers(
    urls: Any, settings: Settings, tmp_path: Path
) -> None:
    own = settings.model_copy(update={"jobs": True, "data_dir": tmp_path})
    with serve(own, urls) as server:
        body = {"organization": "W", "slug": f"w-{uuid4().hex}", "first_name": "W",
                "email": "w@example.org", "password": "a long password"}  # fmt: skip
        created(httpx.post(f"{server.url}/api/v1/auth/signup", json=body, timeout=60))
        until = time.monotonic() + 20
        while not list(tmp_path.glob("mail/*.eml")):
            assert time.monotonic() < until, "no mail came"
            time.sleep(0.05)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:5432/", "http://10.0.0.1/", "http://[::1]/",
            "http://169.254.169.254/latest/meta-data"],
)  # fmt: skip
def test_webhooks_do_not_reach_inside(url: str) -> None:
    with pytest.raises(Invalid, match="private"):
        pin(url, allow_private=False)


def test_requests_at_once_with_one_key_do_it_once(served: Any, evening: Evening) -> None:
    key, answers = str(uuid4()), list[int]()

    def send() -> None:
        with served.client(evening.api_key) as client:
            body = {"items": [{"name": f"Once {n}"} for n in range(200)]}
            answer = client.post("/companies/bulk", json=body, headers={"Idempotency-Key": key})
            answers.append(answer.status_code)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(answers) <= {201, 409}
    assert 201 in answers
    with served.client(evening.api_key) as client:
        total = created(client.get("/companies", params={"total": "true"}))["total"]
    assert total == 200

"""A server process on an embedded PostgreSQL with one large event, for the benchmarks."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx

from shared.protocol import EnrolCode
from sync_server import database
from sync_server.domains.api import register_tasks
from sync_server.domains.door import devices
from sync_server.domains.door.models import CheckInList
from sync_server.domains.identity import service as identity
from sync_server.domains.sales.tickets import imports
from sync_server.domains.sales.tickets.models import TicketType
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.settings import Settings


@dataclass(frozen=True)
class Evening:
    """What the benchmarks work on."""

    root: Path
    url: str
    database: Database
    box: SecretBox
    organization_id: UUID
    event_id: UUID
    list_id: UUID
    api_key: str

    def code(self, number: int) -> str:
        """The code of a ticket."""
        return f"BENCH-{number:08d}"

    def enrol_code(self, name: str) -> EnrolCode:
        """A fresh enrolment code."""
        with self.database.tenant(self.organization_id) as session:
            made = devices.create(
                session,
                name=name,
                event_id=self.event_id,
                gate_id=None,
                list_ids=[self.list_id],
                at=clock.now(),
                lifetime=timedelta(hours=1),
            )
        return EnrolCode(url=self.url, token=made.token)


@contextlib.contextmanager
def evening(tickets: int, workers: int = 2) -> Iterator[Evening]:
    """Everything started; ended with the block."""
    with tempfile.TemporaryDirectory(prefix="usher-bench-") as folder:
        settings = Settings(data_dir=Path(folder), database_url=None)
        urls = database.locate(settings)
        database.migrate(urls.admin)
        register_tasks()
        connected = database.connect(settings, urls)
        box = SecretBox.load(None, settings.data_dir)
        made = _seed(connected, tickets)
        port = _free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "sync_server", "server", "--port", str(port), "--workers",
             str(workers), "--quiet"],
            env=os.environ | {"USHER_DATA_DIR": folder},
        )  # fmt: skip
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(url)
            yield Evening(Path(folder), url, connected, box, *made)
        finally:
            server.terminate()
            server.wait(20)
            connected.engine.dispose()


def _seed(connected: Database, tickets: int) -> tuple[UUID, UUID, UUID, str]:
    organization_id, now = clock.new_id(), clock.now()
    with connected.tenant(organization_id) as session:
        made = identity.bootstrap(
            session, name="Bench", slug=organization_id.hex, email="bench@example.org"
        )
        event = Event(
            organization_id=organization_id,
            name="Bench",
            starts_at=now,
            ends_at=now + timedelta(hours=5),
            timezone="America/Toronto",
            currency="CAD",
        )
        session.add(event)
        session.flush()
        door_list = CheckInList(organization_id=organization_id, event_id=event.id, name="Main")
        session.add_all(
            [
                door_list,
                TicketType(
                    organization_id=organization_id,
                    event_id=event.id,
                    name="General",
                    currency="CAD",
                ),
            ]
        )
        session.flush()
        rows = [
            {"code": f"BENCH-{n:08d}", "holder": f"Guest {n}", "ticket_type": "General"}
            for n in range(tickets)
        ]
        imports.import_tickets(
            session, event.id, rows, skip_wrong=False, create_types=False, at=now
        )
        return organization_id, event.id, door_list.id, made.api_key


def _wait(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/readyz").is_success:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

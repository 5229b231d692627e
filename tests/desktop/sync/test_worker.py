"""The sync thread with a real server: what changes comes by itself, and where it does not, it asks."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop import enrolment
from desktop.sync import worker as module
from desktop.sync.api import News
from desktop.sync.engine import SyncEngine
from desktop.sync.worker import NewsListener, SyncWorker
from shared.admission import Reason
from shared.ledger import Status
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import clock
from sync_server.kernel.notify import announce
from tests.door import Door
from tests.evening import Evening
from tests.serving import Served

BLOCKED = (Status.REFUSED, Reason.BLOCKED)


class Watched:
    """An engine, and how often it asked."""

    def __init__(self, engine: SyncEngine) -> None:
        self._engine = engine
        self.asked = 0

    def sync_once(self, *, pull: bool = True) -> Any:
        self.asked += pull
        return self._engine.sync_once(pull=pull)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


class Kiosk:
    """A door with its worker and its listener, as `desktop.lines` puts them together."""

    def __init__(self, folder: Path, evening: Evening, url: str) -> None:
        self.door = Door(folder, evening, url, "Door")
        self.engine = Watched(self.door.engine)
        made: Any = self.engine
        self.worker = SyncWorker(lambda: made)
        self.listener = NewsListener(lambda: enrolment.line_to_server(self.door.enrolled))
        self.pages = 0
        self.listener.heard.connect(self.worker.hear)
        self.listener.lost.connect(self.worker.lose)
        self.worker.stands.connect(self.listener.stand)
        self.worker.begin.connect(self.listener.begin)
        self.listener.heard.connect(self._count)
        self.worker.start()
        self.listener.start()

    def _count(self, news: Any, _stream: int) -> None:
        self.pages += news.kind == "page"

    @property
    def follows(self) -> bool:
        return self.worker._follows

    def close(self) -> None:
        self.listener.stop()
        self.worker.stop()
        self.door.close()


@pytest.fixture
def kiosk(qtbot: QtBot, tmp_path: Path, evening: Evening, served: Served) -> Iterator[Kiosk]:
    opened = Kiosk(tmp_path / "kiosk", evening, served.url)
    yield opened
    opened.close()


def set_status(evening: Evening, ticket: Ticket, status: str) -> None:
    with evening.session() as session:
        row = session.get(Ticket, (evening.organization_id, ticket.id))
        assert row is not None
        sales.set_status(session, row, status, clock.now())
        announce(session, evening.event_id)


def test_changes_come_without_being_asked_for(qtbot: QtBot, evening: Evening, kiosk: Kiosk) -> None:
    ticket = evening.issue()
    qtbot.waitUntil(lambda: kiosk.follows, timeout=30_000)
    asked = kiosk.engine.asked
    set_status(evening, ticket, "blocked")
    qtbot.waitUntil(lambda: kiosk.door.show(ticket.ticket_code) == BLOCKED, timeout=30_000)
    kiosk.worker.wake()
    qtbot.waitUntil(lambda: kiosk.door.count("SELECT count(*) FROM scans WHERE own = 1") > 0)
    qtbot.wait(300)
    assert kiosk.engine.asked == asked  # what was scanned went up, and nothing was asked for
    assert kiosk.follows


def test_a_kiosk_that_strayed_asks_and_follows_again(
    qtbot: QtBot, evening: Evening, kiosk: Kiosk
) -> None:
    ticket, other = evening.issue(), evening.issue()
    qtbot.waitUntil(lambda: kiosk.follows, timeout=30_000)
    before = kiosk.engine.cursor
    set_status(evening, other, "blocked")
    while kiosk.engine.cursor == before:  # it moves on by itself: what comes follows another state
        kiosk.door.engine.sync_once()
    asked = kiosk.engine.asked
    set_status(evening, ticket, "blocked")
    qtbot.waitUntil(lambda: kiosk.engine.asked > asked, timeout=30_000)
    qtbot.waitUntil(lambda: kiosk.follows, timeout=30_000)
    assert kiosk.door.show(ticket.ticket_code) == BLOCKED
    set_status(evening, ticket, "valid")
    asked = kiosk.engine.asked
    qtbot.waitUntil(lambda: kiosk.door.show(ticket.ticket_code) != BLOCKED, timeout=30_000)
    assert kiosk.engine.asked == asked


def test_a_damaged_page_is_asked_for_again(qtbot: QtBot, evening: Evening, kiosk: Kiosk) -> None:
    qtbot.waitUntil(lambda: kiosk.follows, timeout=30_000)
    asked = kiosk.engine.asked
    kiosk.worker.hear(News("page", "bm90IGEgcGFnZQ=="), kiosk.worker._stream)
    assert not kiosk.follows
    qtbot.waitUntil(lambda: kiosk.engine.asked > asked and kiosk.follows, timeout=30_000)


def test_behind_a_proxy_that_holds_the_stream_back_it_asks(
    qtbot: QtBot, tmp_path: Path, evening: Evening, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "POLL_MS", 300)
    proxy = HoldingProxy(served.port)
    kiosk = Kiosk(tmp_path / "kiosk", evening, proxy.url)
    try:
        ticket = evening.issue()
        qtbot.waitUntil(lambda: kiosk.engine.asked > 0, timeout=30_000)
        qtbot.waitUntil(lambda: proxy.held > 0, timeout=30_000)
        set_status(evening, ticket, "blocked")
        qtbot.waitUntil(lambda: kiosk.door.show(ticket.ticket_code) == BLOCKED, timeout=30_000)
        assert kiosk.pages == 0
        proxy.let_go()  # the buffer is full at last: everything it held comes at once, late
        qtbot.waitUntil(lambda: kiosk.pages > 0, timeout=30_000)
        qtbot.waitUntil(lambda: kiosk.follows, timeout=30_000)
        assert kiosk.door.show(ticket.ticket_code) == BLOCKED
    finally:
        kiosk.close()
        proxy.close()


class HoldingProxy:
    """Passes everything on, but keeps what comes back on a stream until it is told to let go."""

    def __init__(self, target_port: int) -> None:
        self._target, self._go = target_port, threading.Event()
        self.held = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def let_go(self) -> None:
        self._go.set()

    def close(self) -> None:
        self._go.set()
        self._socket.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(
                    target=self._serve, args=self._socket.accept(), daemon=True
                ).start()

    def _serve(self, client: socket.socket, _address: object) -> None:
        with client, socket.create_connection(("127.0.0.1", self._target)) as server:
            first = client.recv(2**16)
            server.sendall(first)
            holds = b"/sync/stream" in first.split(b"\r\n")[0]
            upward = threading.Thread(target=self._pass, args=(client, server), daemon=True)
            upward.start()
            if holds:
                self.held += 1
                self._go.wait(60)
            self._pass(server, client)

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while content := source.recv(2**16):
                sink.sendall(content)
            sink.shutdown(socket.SHUT_WR)

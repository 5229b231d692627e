"""A venue's machine: PostgreSQL and server processes of its own, which a test may kill."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import psutil
from sqlalchemy import text

from sync_server import backups, database
from sync_server.database import DatabaseUrls
from sync_server.domains.api import register_tasks
from sync_server.kernel.embedded import EmbeddedPostgres
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.settings import Settings
from tests.door import Door
from tests.evening import Evening

ROOT = Path(__file__).parents[2]


class Site:
    """PostgreSQL, `usher server` with two workers, and an evening in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(data_dir=folder, database_url=None)
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None
        self.nodes: list[NodeProcess] = []
        self.start_postgres("postgres-1")
        database.migrate(self.urls.admin)
        register_tasks()
        self.evening = Evening.begin(self.database, SecretBox.load(None, folder))
        self.evening.add_list(entry_policy="reentry")

    def start_postgres(self, name: str) -> None:
        """An embedded PostgreSQL in a folder of its own."""
        self.embedded = EmbeddedPostgres(self.folder / name)
        self.urls = DatabaseUrls(self.embedded.url("usher_app"), self.embedded.admin_url)
        self.database: Database = database.connect(self.settings, self.urls)

    def kill_postgres(self) -> None:
        """The power fails: the postmaster and everything it started are gone at once."""
        data = self.embedded._folder
        postmaster = psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))
        everything = [postmaster, *postmaster.children(recursive=True)]
        for process in everything:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(everything, timeout=10)
        (data / "postmaster.pid").unlink(missing_ok=True)

    def revive_postgres(self) -> None:
        """It comes back and recovers from its own log."""
        self.embedded._server.start()
        self.database.engine.dispose()

    def restore(self, backup: Path) -> None:
        """The machine is gone: another PostgreSQL holds what the backup has, a new server runs on it."""
        self.kill_server()
        self.database.engine.dispose()
        self.start_postgres(f"{self.embedded._folder.name}-again")
        backups.restore(self.urls, backup)
        self.evening.database = self.database
        self.start_server()

    def database_holds(self, table: str) -> int:
        """Rows of a table."""
        with self.evening.session() as session:
            count: int = session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            return count

    def start_server(self) -> None:
        """`usher server`, until it answers."""
        environment = os.environ | {
            "USHER_DATA_DIR": str(self.folder),
            "USHER_DATABASE_URL": self.urls.app,
            "USHER_DATABASE_ADMIN_URL": self.urls.admin,
        }
        self.server = subprocess.Popen(
            [sys.executable, "-m", "sync_server", "server", "--port", str(self.port),
             "--workers", "2", "--quiet"],
            env=environment, start_new_session=True, cwd=ROOT, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/readyz", timeout=60).is_success:
                    return
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill_server(self) -> None:
        """Every process of it at once, in the middle of whatever it did."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def kill_a_worker(self) -> None:
        """One of the two; the other goes on, and the parent starts a new one."""
        assert self.server is not None
        workers = psutil.Process(self.server.pid).children()
        workers[-1].kill()

    def enrol(self, name: str) -> Path:
        """A kiosk's folder with its enrolment and list; nobody works with it yet."""
        door = Door(self.folder / name, self.evening, self.url, name)
        assert door.engine.sync_once().problems == ()
        door.close()
        return door.folder

    def node(self, folder: Path, *options: str, prefix: Sequence[str] = ()) -> "NodeProcess":
        """A kiosk's process on a folder."""
        node = NodeProcess(folder, options, prefix)
        self.nodes.append(node)
        return node

    def close(self) -> None:
        for node in self.nodes:
            node.kill()
        self.kill_server()
        self.database.engine.dispose()
        self.embedded.stop()


class NodeProcess:
    """`tests.faults.node`, spoken to by lines of JSON."""

    def __init__(self, folder: Path, options: Sequence[str], prefix: Sequence[str]) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "tests.faults.node", str(folder), *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, cwd=ROOT,
        )  # fmt: skip
        self.port = self._hear()["port"]

    def scan(self, code: str | None) -> str:
        """Hold a ticket up; the verdict's status."""
        return str(self._ask({"do": "scan", "code": code})["status"])

    def state(self) -> dict[str, Any]:
        """What it knows and what waits."""
        return self._ask({"do": "state"})

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def until(self, seconds: float = 30, **wanted: Any) -> dict[str, Any]:
        """Its state, once it is so."""
        deadline = time.monotonic() + seconds
        while True:
            state = self.state()
            if all(state[name] == value for name, value in wanted.items()):
                return state
            assert time.monotonic() < deadline, state
            time.sleep(0.05)

    def _ask(self, command: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError(f"the kiosk's process ended with {self._process.wait()}")
        heard: dict[str, Any] = json.loads(line)
        return heard


@contextlib.contextmanager
def open_site() -> Iterator[Site]:
    """A site in a folder whose name is short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="usher-site-"))
    site = Site(folder)
    try:
        site.start_server()
        yield site
    finally:
        site.close()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

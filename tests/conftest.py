"""Fixtures on real parts: PostgreSQL migrated once, the application's role, a secret box."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("USHER_KIOSK_KEY_STORE", "file")

from sync_server import database as databases
from sync_server.database import DatabaseUrls
from sync_server.domains.api import register_tasks
from sync_server.kernel.embedded import EmbeddedPostgres
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.settings import Settings
from tests.evening import Evening
from tests.serving import Served, serve

register_tasks()


@pytest.fixture(scope="session")
def urls() -> Iterator[DatabaseUrls]:
    """An embedded PostgreSQL of this run, or the server that USHER_DATABASE_URL names."""
    configured = os.environ.get("USHER_DATABASE_URL")
    if configured:
        settings = Settings()
        found = databases.locate(settings)
        databases.migrate(found.admin)
        yield found
        return
    folder = Path(tempfile.mkdtemp(prefix="usher-tests-"))
    embedded = EmbeddedPostgres(folder)
    found = DatabaseUrls(embedded.url("usher_app"), embedded.admin_url)
    databases.migrate(found.admin)
    yield found
    embedded.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A server that runs no jobs by itself: tests do them when they say (`jobs.drain`)."""
    return Settings(
        data_dir=tmp_path_factory.mktemp("server"),
        pool_size=5,
        jobs=False,
        attempts_per_minute=100_000,
    )


@pytest.fixture(scope="session")
def server_database(urls: DatabaseUrls, settings: Settings) -> Iterator[Database]:
    """Sessions as the application's role."""
    connected = databases.connect(settings, urls)
    yield connected
    connected.engine.dispose()


@pytest.fixture(scope="session")
def box(settings: Settings) -> SecretBox:
    return SecretBox.load(None, settings.data_dir)


@pytest.fixture(scope="session")
def served(settings: Settings, urls: DatabaseUrls, box: SecretBox) -> Iterator[Served]:
    """A real uvicorn on loopback."""
    with serve(settings, urls) as found:
        yield found


@pytest.fixture
def evening(server_database: Database, box: SecretBox) -> Iterator[Evening]:
    """A fresh organization with an event, a gate and a ticket type."""
    yield Evening.begin(server_database, box)
    # What nobody did of its jobs would be done by the next test that does any, one by one.
    with server_database.nobody() as connection:
        connection.execute(text("DELETE FROM ops.procrastinate_jobs WHERE status = 'todo'"))

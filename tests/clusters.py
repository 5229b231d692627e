"""PostgreSQL clusters that belong to one test."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sync_server.database import DatabaseUrls
from sync_server.kernel.embedded import EmbeddedPostgres


@contextlib.contextmanager
def fresh_cluster(folder: Path) -> Iterator[DatabaseUrls]:
    embedded = EmbeddedPostgres(folder)
    yield DatabaseUrls(embedded.url("usher_app"), embedded.admin_url)
    embedded.stop()

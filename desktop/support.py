"""A bundle for whoever helps: logs, settings, counts and versions; no guest, no key, no code."""

import json
import platform
import sys
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

from desktop.config import KioskConfig
from desktop.preferences import Preferences
from desktop.storage.database import Database, StorageError, load_key
from desktop.storage.replica import TABLES, ReplicaFiles

_PACKAGES = ("PySide6-Essentials", "opencv-python-headless", "zxing-cpp", "sqlcipher3", "httpx")
_TOLD_SETTINGS = ("device_id", "server_url", "clock_offset_ms", "clock_measured_ms")


def write_bundle(config: KioskConfig, path: Path) -> Path:
    """Write the zip; works also where the journal cannot be opened, and says so inside."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for log in sorted(config.data_dir.glob("kiosk.log*")):
            bundle.write(log, log.name)
        for name, content in (
            ("machine.json", _machine()), ("journal.json", _journal(config)),
            ("replica.json", _replica(config)),
        ):  # fmt: skip
            bundle.writestr(name, json.dumps(content, indent=2, default=str))
    return path


def _machine() -> dict[str, Any]:
    versions = {}
    for package in _PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = "built in"
    return {"system": platform.platform(), "python": sys.version, "packages": versions}


def _journal(config: KioskConfig) -> dict[str, Any]:
    if not config.journal_path.exists():
        return {"problem": "there is no journal"}
    try:
        key = load_key(config.data_dir, config.key_store)
        database = Database(config.journal_path, key, durable=True, read_only=True)
    except StorageError as problem:
        return {"problem": str(problem)}
    try:
        settings: dict[str, str] = dict(database.all("SELECT name, value FROM settings"))
        return {
            "size": config.journal_path.stat().st_size,
            "check": database.one("PRAGMA quick_check(1)"),
            "revision": database.one("SELECT version_num FROM alembic_version"),
            "settings": {name: settings.get(name) for name in _TOLD_SETTINGS},
            "preferences": Preferences.parse(settings.get("preferences")).model_dump(),
            "entries": database.all(
                "SELECT kind, status, problem, count(*) FROM entries GROUP BY 1, 2, 3"
            ),
            "foreign_entries": database.one("SELECT count(*) FROM foreign_entries"),
        }
    except StorageError as problem:
        return {"problem": str(problem)}
    finally:
        database.close()


def _replica(config: KioskConfig) -> dict[str, Any]:
    path = ReplicaFiles(config.data_dir).current()
    if path is None:
        return {"problem": "there is no replica"}
    try:
        key = load_key(config.data_dir, config.key_store)
        database = Database(path, key, durable=False, read_only=True)
    except StorageError as problem:
        return {"problem": str(problem)}
    try:
        counts = {table: database.one(f"SELECT count(*) FROM {table}") for table in TABLES}
        meta: dict[str, Any] = dict(database.all("SELECT name, value FROM meta"))
        return {"file": path.name, "size": path.stat().st_size, "meta": meta, "rows": counts}
    except StorageError as problem:
        return {"problem": str(problem)}
    finally:
        database.close()

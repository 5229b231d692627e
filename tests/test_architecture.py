"""The house stays as it was drawn."""

import ast
import re
from pathlib import Path

import pytest

import desktop
import shared
import sync_server
from desktop.storage.replica import TABLES
from sync_server.domains.registry import METADATA, REPLICAS

ROOT = Path(__file__).parents[1]
SHARED = sorted((ROOT / "shared").glob("*.py"))
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "uuid4", "uuid1", "urandom", "token_bytes"}


def test_the_packages_are_ours() -> None:
    for package in (desktop, shared, sync_server):
        assert Path(str(package.__file__)).is_relative_to(ROOT)


@pytest.mark.parametrize("file", SHARED, ids=lambda file: file.name)
def test_shared_asks_no_clock_and_throws_no_dice(file: Path) -> None:
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert not calls & CLOCKS


def test_domains_and_slices_enter_each_other_only_by_service_and_events() -> None:
    domains = ROOT / "sync_server/domains"
    files = [file for file in domains.glob("*/**/*.py") if file.parent != domains]
    for file in files:
        home = file.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for package, name in re.findall(
            r"from (sync_server\.domains\.\S+) import \(?\s*(\w+)", file.read_text()
        ):
            module = f"{package}.{name}" if (ROOT / package.replace(".", "/")).is_dir() else package
            owner, _, entrance = module.rpartition(".")
            assert owner == home or entrance in ("service", "events"), f"{file}: {module}"

    assert len(files) > 100


def test_nothing_personal_or_secret_travels_to_kiosks() -> None:
    secret = re.compile(r"email|phone|hash|private|amount|code|payload|token|password")
    allowed = {("event_staff", "pin_hash"), ("entries", "hash"), ("entries", "prev_hash")}
    for replica in REPLICAS:
        for column in replica.columns:
            known = (replica.wire_name, column) in allowed
            assert known or not secret.search(column), f"{replica.wire_name}.{column}"


def test_the_kiosk_mirrors_what_the_server_sends() -> None:
    sent = {r.wire_name: set(r.columns) for r in REPLICAS if r.wire_name != "entries"}

    assert {table: set(columns) for table, columns in TABLES.items()} == sent


def test_replicated_tables_carry_the_mark_of_the_feed() -> None:
    for replica in REPLICAS:
        assert "changed_xid" in METADATA.tables[replica.table.name].columns

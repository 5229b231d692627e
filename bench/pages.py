"""The organizer's pages on a large evening. `python -m bench.pages [tickets]`

100,000 tickets, contacts and scans in one event; one reader at a time, as people are. The live
page is watched in real Chromium while the server says 300 times a second that something is new.
"""

import re
import shutil
import sys
import threading
import time
from typing import Any

import httpx
import psutil
from playwright.sync_api import sync_playwright
from sqlalchemy import create_engine, text

from bench.api import seed
from bench.evening import Evening, evening
from bench.table import Result, begin, percentile
from sync_server import database
from sync_server.domains.identity.login import hash_password
from sync_server.settings import Settings

PASSWORD = "correct horse battery"
READS, FIRST_BYTE_MS, WEIGHT_KB = 30, 100, 200
NOTICES_A_SECOND, WATCHED_SECONDS = 300, 20


def main() -> None:
    """Seed, measure everything and print it."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    result = begin(f"Pages, {rows:,} tickets, contacts and scans")
    with evening(rows) as stage:
        seed(stage, rows)
        _scan_everybody(stage)
        words = _password(stage)
        with httpx.Client(base_url=stage.url, timeout=120) as reader:
            answer = reader.post("/log-in", data=words)
            if answer.status_code != 303:
                raise RuntimeError(answer.text)
            _read(result, stage, reader)
            _export(result, stage, reader)
        _watch(result, stage, words)
    result.finish()


def _engine(stage: Evening) -> Any:
    return create_engine(database.locate(Settings(data_dir=stage.root, database_url=None)).admin)


def _scan_everybody(stage: Evening) -> None:
    """One entry of each ticket, over two hours, straight into the tables."""
    with _engine(stage).begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        place = {"o": stage.organization_id, "e": stage.event_id, "l": stage.list_id}
        connection.execute(
            text("INSERT INTO scans (organization_id, id, event_id, check_in_list_id, stamp_ms,"
                 " judged_at, ticket_id, medium, verdict) SELECT :o, gen_random_uuid(), :e, :l,"
                 " extract(epoch FROM at) * 1000, at, id, 'qr', 'accepted' FROM (SELECT id, now()"
                 " - random() * interval '2 hours' AS at FROM tickets WHERE organization_id = :o) t"),
            place,
        )  # fmt: skip
        connection.execute(
            text("INSERT INTO check_ins (organization_id, id, event_id, ticket_id,"
                 " check_in_list_id, entry_scan_id, checked_in_at) SELECT organization_id, id,"
                 " event_id, ticket_id, check_in_list_id, id, judged_at FROM scans"
                 " WHERE organization_id = :o"), place,
        )  # fmt: skip
        connection.execute(text("ANALYZE"))


def _password(stage: Evening) -> dict[str, str]:
    with stage.database.tenant(stage.organization_id) as session:
        session.execute(text("UPDATE users SET password_hash = :h"), {"h": hash_password(PASSWORD)})
        slug = session.execute(text("SELECT slug FROM organizations")).scalar_one()
    return {"organization": slug, "email": "bench@example.org", "password": PASSWORD}


def _read(result: Result, stage: Evening, reader: httpx.Client) -> None:
    event = f"/events/{stage.event_id}"
    pages = ("/events", f"{event}/tonight", f"{event}/attendance", f"{event}/attendance?guest=777",
             f"{event}/tickets", f"{event}/tickets?q=777", f"{event}/conflicts", f"{event}/review", f"{event}/review/no-shows",
             f"{event}/setup", f"{event}/devices", "/contacts", "/contacts?q=777")  # fmt: skip
    assets = set()
    heaviest = 0
    for path in pages:
        spent = []
        for _ in range(READS):
            started = time.perf_counter()
            with reader.stream("GET", path) as answer:
                spent.append((time.perf_counter() - started) * 1000)
                content = answer.read()
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")
        assets |= set(re.findall(rb'/static/[^"]+', content))
        heaviest = max(heaviest, len(content))
        name = path.replace(event, "").replace("?", " ?")
        result.add(
            f"{name}, p95 of the first byte", percentile(spent, 95), "ms", target=FIRST_BYTE_MS
        )
    kept = sum(len(reader.get(asset.decode()).content) for asset in assets)
    result.add("heaviest page with styles and scripts", (heaviest + kept) / 1024, "KB",
               target=WEIGHT_KB)  # fmt: skip


def _export(result: Result, stage: Evening, reader: httpx.Client) -> None:
    server = [p for p in psutil.process_iter(["cmdline"])
              if "--quiet" in (p.info["cmdline"] or []) and str(stage.url.rsplit(":", 1)[1]) in (p.info["cmdline"] or [])]  # fmt: skip
    family = [one for p in server for one in (p, *p.children(recursive=True))]

    def held() -> float:
        return max((p.memory_info().rss for p in family if p.is_running()), default=0) / 2**20

    for kind in ("csv", "xlsx"):
        before, most = held(), 0.0
        started = time.perf_counter()
        first, size = 0.0, 0
        with reader.stream("GET", f"/events/{stage.event_id}/attendance/export.{kind}") as answer:
            for piece in answer.iter_bytes():
                first = first or time.perf_counter() - started
                size += len(piece)
                most = max(most, held())
        result.add(f"all scans as {kind.upper()}: first byte", first, "s", target=1)
        result.add(
            f"all scans as {kind.upper()}: whole, {size / 2**20:.0f} MB",
            time.perf_counter() - started,
            "s",
        )
        result.add(
            f"all scans as {kind.upper()}: memory of a worker grows by",
            max(0.0, most - before),
            "MB",
        )


def _watch(result: Result, stage: Evening, words: dict[str, str]) -> None:
    program = shutil.which("chromium")
    if program is None:
        return
    stop = threading.Event()

    def say() -> None:
        with _engine(stage).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not stop.wait(1 / NOTICES_A_SECOND):
                connection.execute(
                    text("SELECT pg_notify('usher_changes', :said)"),
                    {"said": f"{stage.organization_id}:{stage.event_id}"},
                )

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(base_url=stage.url)
        page.goto("/log-in")
        for name, said in words.items():
            page.fill(f"[name={name}]", said)
        page.keyboard.press("Enter")
        page.wait_for_url("**/events")
        page.goto(f"/events/{stage.event_id}/tonight")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        talking = threading.Thread(target=say, daemon=True)
        talking.start()
        page.wait_for_timeout(2_000)
        browsers = [p for p in psutil.Process().children(recursive=True) if "chromium" in p.name()]
        before, asked_before = _cpu(browsers), len(asked)
        page.wait_for_timeout(WATCHED_SECONDS * 1000)
        spent = _cpu(browsers) - before
        stop.set()
        talking.join(5)
        browser.close()
    result.add("live page at 300 notices/s: asks a second", (len(asked) - asked_before) / WATCHED_SECONDS,
               "/s", target=4)  # fmt: skip
    result.add("live page at 300 notices/s: share of a core in the browser",
               100 * spent / WATCHED_SECONDS, "%", target=5)  # fmt: skip


def _cpu(processes: list[psutil.Process]) -> float:
    return sum(sum(p.cpu_times()[:2]) for p in processes if p.is_running())


if __name__ == "__main__":
    main()

"""`make faults`: many histories and many kills, and what came of them in `docs/reliability.md`.

`python -m tests.faults.report [histories] [kills]`
"""

import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- begin: made by make faults -->", "<!-- end -->"
IN_HISTORIES = {
    "refuse": "nobody answers", "drop": "a request vanishes",
    "late": "a request arrives after later ones", "twice": "a request arrives twice",
    "lose_answer": "the answer is lost after the commit", "cut_answer": "the answer is cut in half",
    "garbage": "garbage instead of an answer", "empty": "an empty answer",
    "portal": "a log-in page of the network", "error": "500", "busy": "503 with Retry-After",
    "drip": "an answer that crawls", "restart": "the kiosk's power fails",
    "replica damaged": "the guest list's file is damaged", "disk restored": "a kiosk's disk restored from a copy",
    "clock jumped": "a kiosk's clock jumps, hours back or forward",
    "ticket blocked": "a ticket blocked or freed meanwhile",
    "neighbours met": "neighbours tell each other without a server",
    "page followed": "a page of changes comes by itself",
    "page strayed": "such a page comes late, twice or out of order, and is not believed",
    "wristband linked": "a wristband linked, often one that somebody else has",
    "host at the map": "a host seats, moves or takes off a guest, or shuts a chair",
    "paid at the door": "a door takes the money for a ticket, at times several doors for one",
    "ticket issued anew": "a ticket gets another code, the old one is shown too",
    "kiosk revoked": "a kiosk revoked, which scans and tells neighbours until it hears of it",
    "rules changed": "the rules, hours, types or room of a list or zone changed",
    "taken back": "a supervisor takes back a scan, whichever door made it",
    "wristband replaced": "a lost wristband replaced",
    "supervisor insisted": "a supervisor lets somebody in, whatever the door says",
    "ticket sold meanwhile": "a ticket sold meanwhile, shown before the door hears of it",
    "kiosk moved": "a kiosk moved to another list",
    "question answered": "a guest answers a question at the door",
    "ticket canceled or refunded": "a ticket canceled, refunded or valid again meanwhile",
    "backup verified": "a backup is verified, and kiosks may forget what it holds",
    "entries forgotten": "an entry forgotten by a kiosk",
    "house was full": "a list or zone with room for two held more",
    "redeemed at the server": "a partner's turnstile asks the server itself, others at the same moment",
    "two organizations": "two evenings at once, of two organizations whose tickets have the same codes",
}  # fmt: skip
OF_TESTS = {
    "test_a_verdict_that_was_shown_survives_the_kiosk": "kill -9 of the kiosk",
    "test_the_server_side_dies_while_kiosks_send[server]": "kill -9 of the whole server",
    "test_the_server_side_dies_while_kiosks_send[worker]": "kill -9 of one server worker",
    "test_the_server_side_dies_while_kiosks_send[postgres]": "kill -9 of PostgreSQL",
    "test_a_server_from_its_backup_gets_back_what_the_doors_know":
        "the server restored from an older backup, a device unknown to it",
    "test_a_server_from_a_verified_backup_has_what_kiosks_forgot":
        "the server restored from the backup that let kiosks forget",
    "test_the_server_is_upgraded_while_doors_are_offline_with_full_journals":
        "the server's schema upgraded while doors are offline with full journals",
    "test_behind_a_proxy_that_holds_the_stream_back_it_asks":
        "a proxy that holds the stream of changes back, and lets it go late",
    "test_a_full_disk_lets_nobody_in_and_loses_nothing": "the kiosk's disk full",
    "test_a_read_only_disk_is_told_and_the_journal_stays_as_it_is": "the kiosk's disk read-only",
    "test_the_torn_end_of_a_journal_costs_only_what_nobody_was_told": "the journal's last page torn",
    "test_doors_find_each_other_part_and_meet_again":
        "four doors on a switch of their own, parted and joined again",
    "test_a_bad_cable_delays_and_loses_nothing": "cables that lose packets and come loose",
    "test_a_dead_doors_scans_reach_the_server_from_across_the_switch":
        "a door dead with its disk, its scans brought by a neighbour",
}  # fmt: skip


def main() -> int:
    """Run everything, write the page; the exit code of the tests."""
    histories = sys.argv[1] if len(sys.argv) > 1 else "400"
    kills = sys.argv[2] if len(sys.argv) > 2 else "10"
    with tempfile.TemporaryDirectory() as folder:
        told, results = Path(folder) / "told.json", Path(folder) / "results.xml"
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/faults", "tests/desktop/sync/test_worker.py",
             f"--junitxml={results}"],
            env=os.environ | {
                "USHER_FAULT_HISTORIES": histories, "USHER_FAULT_KILLS": kills,
                "USHER_FAULT_REPORT": str(told),
            },
            cwd=ROOT, check=False,
        )  # fmt: skip
        counted = json.loads(told.read_text()) if told.exists() else {}
        cases = {case.get("name", ""): case for case in ET.parse(results).iter("testcase")}
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{_tables(counted, cases, kills)}{END}{after}")
    print(_tables(counted, cases, kills))
    return ran.returncode


def _tables(counted: dict[str, int], cases: dict[str, ET.Element], kills: str) -> str:
    promises = [
        case for name, case in cases.items() if name.startswith(("test_the_promise", "test_two"))
    ]
    good = promises and all(_outcome(case) == "held" for case in promises)
    held = "held after each" if good else "is BROKEN"
    lines = [
        f"Run on {datetime.now(UTC):%Y-%m-%d}: {counted.get('histories', 0)} made-up evenings"
        f" with three kiosks, half of them long and wild; the promise {held}. What happened in them:",
        "",
        "| fault | times |",
        "|---|---|",
        *(f"| {words} | {counted.get(name, 0)} |" for name, words in IN_HISTORIES.items()),
        "",
        f"With real processes, disks and networks (kills are {kills} in each, at random moments):",
        "",
        "| fault | result |",
        "|---|---|",
    ]
    for name, words in OF_TESTS.items():
        case = cases.get(name)
        lines.append(f"| {words} | {_outcome(case) if case is not None else 'not run'} |")
    return "\n".join(lines) + "\n"


def _outcome(case: ET.Element) -> str:
    skipped = case.find("skipped")
    if skipped is not None:
        return f"not run here: {skipped.get('message', '')}"
    broken = case.find("failure") is not None or case.find("error") is not None
    return "BROKEN" if broken else "held"


if __name__ == "__main__":
    raise SystemExit(main())

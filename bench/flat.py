"""Does a scan cost more as the event grows? `python -m bench.flat [scans …] [--plot FILE.svg]`.

The same upload and the same fetch, with ever more scans in the event already.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from bench.evening import Evening, evening
from bench.plot import Series, plot
from bench.sync import Kiosk
from bench.table import begin, percentile
from sync_server.domains.sales.tickets.models import Ticket

TICKETS, BATCH, TURNS = 20_000, 100, 10
_FILL = (
    "INSERT INTO journal_entries (organization_id, id, event_id, device_id, seq, entry_id, kind,"
    " body, prev_hash, hash, signature, counts) SELECT :o, uuidv7(), :e, :d, n, uuidv7(), 'payment',"
    " decode(repeat('7b', 700), 'hex'), '', sha256(n::text::bytea), '', true"
    " FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) n",
    "INSERT INTO scans (organization_id, id, event_id, check_in_list_id, device_id, seq,"
    " journal_entry_id, stamp_ms, judged_at, ticket_id, medium, direction, persons, verdict)"
    " SELECT j.organization_id, j.entry_id, j.event_id, :l, :d, j.seq, j.id, 1, now(),"
    " gen_random_uuid(), 'qr', 'entry', 1, 'accepted' FROM journal_entries j"
    " WHERE j.organization_id = :o AND j.device_id = :d AND j.seq BETWEEN :first AND :last",
    "INSERT INTO check_ins (organization_id, id, event_id, check_in_list_id, entry_scan_id,"
    " checked_in_at, persons, is_present) SELECT s.organization_id, s.id, s.event_id, :l, s.id,"
    " now(), 1, true FROM scans s WHERE s.organization_id = :o AND s.device_id = :d"
    " AND s.seq BETWEEN :first AND :last",
)


def main() -> None:
    """Measure and print, and draw it where that is asked for."""
    words = sys.argv[1:]
    drawing = Path(words.pop(words.index("--plot") + 1)) if "--plot" in words else None
    sizes = [int(word) for word in words if word.isdecimal()] or [1_000, 10_000, 100_000]
    result = begin("The cost of a scan as the event grows")
    pushes, pulls = list[float](), list[float]()
    with evening(TICKETS) as stage, tempfile.TemporaryDirectory() as folder:
        kiosk = Kiosk(Path(folder) / "one", stage.enrol_code("One"))
        kiosk.engine.sync_once()
        stage.enrol_code("Silent")  # made, never enrolled: it owns the scans that are there
        there = 0
        for size in sizes:
            _fill(stage, there, size)
            there = size
            kiosk.engine.sync_once()
            push, pull = _measure(stage, kiosk, size)
            pushes.append(push)
            pulls.append(pull)
            result.add(f"{size:,} scans there: one scan uploaded, of {BATCH}", push, "ms")
            result.add(f"{size:,} scans there: 10 changes fetched", pull, "ms")
        kiosk.close()
    result.finish()
    if drawing is not None:
        drawing.write_text(_drawn(sizes, pushes, pulls))


def _fill(stage: Evening, have: int, wanted: int) -> None:
    """Scans of a device that is not here, straight into the tables.

    Their journal entries are of a kind that does not travel: the kiosk would have to believe them.
    """
    with stage.database.tenant(stage.organization_id) as session:
        device = session.execute(text("SELECT id FROM devices WHERE name = 'Silent'")).scalar_one()
        for first in range(have + 1, wanted + 1, 50_000):
            given = {"o": stage.organization_id, "e": stage.event_id, "l": stage.list_id,
                     "d": device, "first": first, "last": min(wanted, first + 49_999)}  # fmt: skip
            for statement in _FILL:
                session.execute(text(statement), given)
            session.commit()
            session.execute(text(f"SET LOCAL app.current_org = '{stage.organization_id}'"))
        for table in ("journal_entries", "scans", "check_ins"):
            session.execute(text(f"ANALYZE {table}"))


def _measure(stage: Evening, kiosk: Kiosk, size: int) -> tuple[float, float]:
    """Milliseconds for one scan of an upload, and for fetching ten changed tickets; medians."""
    push, pull = list[float](), list[float]()
    first = (size % 7_919) * 2
    for turn in range(TURNS):
        for number in range(BATCH):
            kiosk.show(stage.code((first + turn * BATCH + number) % TICKETS))
        began = time.perf_counter()
        kiosk.engine.push_once()
        push.append((time.perf_counter() - began) / BATCH * 1000)
        kiosk.engine.sync_once()
        with stage.database.tenant(stage.organization_id) as session:
            for number in range(10):
                code = stage.code((first + turn * 10 + number) % TICKETS)
                ticket_id = session.execute(
                    text("SELECT id FROM tickets WHERE ticket_code = :code"), {"code": code}
                ).scalar_one()
                row = session.get(Ticket, (stage.organization_id, ticket_id))
                assert row is not None
                row.door_note = f"{size} {turn}"
        began = time.perf_counter()
        kiosk.engine.sync_once()
        pull.append((time.perf_counter() - began) * 1000)
    return percentile(push, 50), percentile(pull, 50)


def _drawn(sizes: Sequence[int], pushes: Sequence[float], pulls: Sequence[float]) -> str:
    """Both costs over the number of scans."""
    return plot(
        "scans in the event already",
        [f"{size:,}" for size in sizes],
        [
            Series("ms for each scan uploaded", "#0a7", pushes),
            Series("ms for each change fetched", "#57c", [pull / 10 for pull in pulls]),
        ],
    )


if __name__ == "__main__":
    main()

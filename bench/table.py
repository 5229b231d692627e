"""The form of every benchmark's result."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One measurement. `target` is from `design/peers.md`, `limit` the machine's own in this run."""

    what: str
    value: float
    unit: str
    target: float | None = None
    limit: float | None = None

    @property
    def within_target(self) -> bool | None:
        """None where there is no target."""
        return None if self.target is None else self.value <= self.target


@dataclass
class Result:
    """The rows of one benchmark."""

    title: str
    rows: list[Row] = field(default_factory=list)

    def add(
        self,
        what: str,
        value: float,
        unit: str,
        *,
        target: float | None = None,
        limit: float | None = None,
    ) -> None:
        """Put a measurement in, and say it at once: long runs show progress."""
        row = Row(what, value, unit, target, limit)
        self.rows.append(row)
        print(_line(row), flush=True)

    def finish(self) -> None:
        """The JSON line, last."""
        rows = [
            {
                "what": r.what,
                "value": round(r.value, 3),
                "unit": r.unit,
                "target": r.target,
                "limit": None if r.limit is None else round(r.limit, 3),
                "within_target": r.within_target,
            }
            for r in self.rows
        ]
        print(json.dumps({"rows": rows}))


def begin(title: str) -> Result:
    """A titled table."""
    print(f"{title}\n{'what':<66}{'value':>12}  {'target':>10} {'limit':>10}")
    return Result(title)


def percentile(values: Sequence[float], percent: int) -> float:
    """A percentile of many values."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def timed(action: Callable[[], object]) -> float:
    """How long something took, in seconds."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _line(row: Row) -> str:
    target = "" if row.target is None else f"{row.target:g}"
    limit = "" if row.limit is None else f"{row.limit:.3g}"
    mark = {True: " ok", False: " OVER", None: ""}[row.within_target]
    return f"{row.what:<66}{row.value:>9.3f} {row.unit:<3} {target:>10} {limit:>10}{mark}"


def print_table(header: Sequence[object], rows: Sequence[Sequence[object]]) -> None:
    """Columns as wide as their widest cell; the first to the left, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    for row in cells:
        first = row[0].ljust(widths[0])
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        print("  ".join((first, *rest)))

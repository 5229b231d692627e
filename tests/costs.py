"""What reading a file costs, watched from outside: by a process with less memory than it may ask for."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_READ = """
import importlib, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
resource.setrlimit(resource.RLIMIT_CPU, (30, 31))
from sync_server.kernel.errors import Invalid
module, _, name = sys.argv[1].partition(":")
reader = getattr(importlib.import_module(module), name)
content = open(sys.argv[2], "rb").read()
try:
    reader(content.decode() if sys.argv[3:] == ["text"] else content)
    print("read", flush=True)
except Invalid as problem:
    print(problem.detail, flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Cost:
    """`said` is the refusal, "read", or nothing where the process died."""

    said: str
    seconds: float
    megabytes: float


def cost_of(reader: str, file: Path, *more: str) -> Cost:
    """Of a reader such as `sync_server.kernel.sheets:read`; `more` is "text" where it takes that."""
    with subprocess.Popen(
        [sys.executable, "-c", _READ, reader, str(file), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said = process.stdout.readline().decode().strip()
        megabytes = _most_held(process.pid) if said else 0.0
        process.stdin.close()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return Cost(said, used.ru_utime + used.ru_stime, megabytes)


def _most_held(pid: int) -> float:
    """Not what the kernel tells of a process that has ended: that counts the one that began it."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024

"""Files of strangers are read in a process of its own, with so much memory and so much time.

A parser that asks for too much, never ends or crashes takes nothing along but itself: whoever sent the
file is told so. The process is begun with the first file, used again, and replaced when it has died,
grown, or read many.
"""

import atexit
import contextlib
import importlib
import inspect
import json
import logging
import os
import queue
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import IO, Any, Concatenate, ParamSpec, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from sync_server.kernel.errors import Invalid, Unavailable, later

if sys.platform != "win32":
    import resource
    import signal

    _SLOW: tuple[int, ...] = (-signal.SIGXCPU,)
else:
    _SLOW = ()

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
File = TypeVar("File", bytes, str)


@dataclass(frozen=True)
class Bounds:
    """What one file may cost: bytes of address space, seconds of a processor, and of waiting."""

    memory: int = 1_536 * 2**20
    cpu_seconds: int = 60
    seconds: float = 120.0
    patience: float = 20.0
    files: int = 200
    resident: int = 384 * 2**20
    """From how many bytes on, at its largest, a process is not used again."""


@dataclass(frozen=True)
class Answer:
    """What came of a file: a document in JSON, a refusal, or a fault of the reader's own."""

    kind: str
    said: str = ""
    resident: int = 0


class _Died(Exception):
    """The process ended before it answered; `late` where that took too long."""

    def __init__(self, late: bool) -> None:
        self.late = late


class Readers:
    """The processes of one worker, `most` at once."""

    def __init__(self, bounds: Bounds = Bounds(), most: int = 2) -> None:
        self._bounds = bounds
        self._places: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(most):
            self._places.put(None)

    def read(
        self,
        reader: Callable[Concatenate[File, P], T],
        content: File,
        *options: P.args,
        **more: P.kwargs,
    ) -> T:
        """What the reader, a function of a module, makes of the content. Raises `Invalid` with its words.

        Options and result must be what JSON and the annotations of the reader can say.
        """
        bound = inspect.signature(reader).bind(content, *options, **more).arguments
        order = {
            "reader": f"{reader.__module__}:{reader.__qualname__}",
            "options": dict(list(bound.items())[1:]),
            "cpu_seconds": self._bounds.cpu_seconds,
        }
        raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
        answer, document = self._ask(order, raw)
        if answer.kind == "refused":
            raise Invalid(answer.said)
        if answer.kind == "memory":
            raise _too_much()
        if answer.kind == "failed":
            log.error("a file could not be read: %s", answer.said)
            raise Invalid("This file cannot be read.")
        try:
            made: T = _result_of(reader).validate_json(document)
        except ValidationError as problem:
            log.exception("a file was read as something else", exc_info=problem)
            raise Invalid("This file cannot be read.") from None
        return made

    def close(self) -> None:
        """End the processes that wait; the next file begins another."""
        for _ in range(self._places.qsize()):
            with contextlib.suppress(queue.Empty):
                child = self._places.get_nowait()
                if child is not None:
                    child.end()
                self._places.put(None)

    def _ask(self, order: dict[str, Any], content: bytes) -> tuple[Answer, bytes]:
        try:
            child = self._places.get(timeout=self._bounds.patience)
        except queue.Empty:
            raise later(Unavailable("Too many files are being read; try again."), 5) from None
        again: _Child | None = None
        try:
            again = child = child if child is not None and child.lives() else _Child(self._bounds)
            answer, document = child.ask(order, content)
            if child.served >= self._bounds.files or answer.resident > self._bounds.resident:
                again = None
                child.end()
        except _Died as problem:
            again = None
            if problem.late:
                raise Invalid("Reading this file takes too long: make it smaller.") from None
            raise _too_much() from None
        finally:
            self._places.put(again)
        return answer, document


def _too_much() -> Invalid:
    return Invalid("Reading this file takes too much memory: make it smaller.")


@cache
def _result_of(reader: Callable[..., T]) -> TypeAdapter[T]:
    return TypeAdapter(get_type_hints(reader)["return"])


_READERS = Readers()
read_apart = _READERS.read
atexit.register(_READERS.close)


class _Child:
    """A process that reads one file after the other. It is told nothing of the server's settings."""

    def __init__(self, bounds: Bounds) -> None:
        self.served = 0
        self._bounds = bounds
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", "sync_server.kernel.strangers", str(bounds.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            start_new_session=True,  # who interrupts the server in a terminal ends it, not this
        )

    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, order: dict[str, Any], content: bytes) -> tuple[Answer, bytes]:
        """Its answer with what follows it. Raises `_Died`."""
        self.served += 1
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(self._bounds.seconds, stop)
        timer.start()
        try:
            _send(self._process.stdin, to_json(order), content)
            head, document = _receive(self._process.stdout)
            return Answer(**json.loads(head)), document
        except (OSError, EOFError, ValueError, TypeError):
            ended = self.end()
            raise _Died(late.is_set() or ended in _SLOW) from None
        finally:
            timer.cancel()

    def end(self) -> int:
        """At once, as it holds nothing that could be lost; how it had ended before, if it had."""
        self._process.kill()
        with contextlib.suppress(OSError), self._process:  # waits, and closes its pipes
            pass
        return self._process.wait()


def _surroundings() -> dict[str, str]:
    kept = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT")
    known = {name: os.environ[name] for name in kept if name in os.environ}
    return known | {
        "PYTHONPATH": os.pathsep.join(place for place in sys.path if place),
        "PYTHONWARNINGS": "ignore",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _send(file: IO[bytes], head: bytes, content: bytes) -> None:
    file.write(struct.pack(">IQ", len(head), len(content)))
    file.write(head)
    file.write(content)
    file.flush()


def _receive(file: IO[bytes]) -> tuple[bytes, bytes]:
    sizes = file.read(12)
    if len(sizes) < 12:
        raise EOFError
    head, content = struct.unpack(">IQ", sizes)
    found = file.read(head), file.read(content)
    if (len(found[0]), len(found[1])) != (head, content):
        raise EOFError
    return found


def _serve(memory: int) -> None:
    """What the process does: an order, a file, an answer."""
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    if sys.platform != "win32":
        _bound(resource.RLIMIT_AS, memory)
        _bound(resource.RLIMIT_FSIZE, 0)
        _bound(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(EOFError):
        while True:
            head, content = _receive(asked)
            order = json.loads(head)
            _bound_time(order["cpu_seconds"])
            answer, document = _answer(order, content)
            del content
            _send(told, to_json(answer), document)


def _bound_time(seconds: int) -> None:
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _bound(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def _bound(kind: int, most: int) -> None:
    """Only the soft limit, which is the one that counts: time has to be raised with every file."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(kind)
        known = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (known, hard))


def _answer(order: dict[str, Any], content: bytes) -> tuple[Answer, bytes]:
    try:
        made = to_json(_read(order, content), inf_nan_mode="constants")
        return Answer("read", resident=_resident()), made
    except Invalid as problem:
        return Answer("refused", problem.detail, _resident()), b""
    except MemoryError:
        return Answer("memory", resident=_resident()), b""
    except Exception:
        # The end of this process's part: the server logs what a parser died of, and tells nobody.
        return Answer("failed", traceback.format_exc()[-4_000:], _resident()), b""


def _read(order: dict[str, Any], content: bytes) -> Any:
    module, _, name = order["reader"].partition(":")
    reader = getattr(importlib.import_module(module), name)
    hints = get_type_hints(reader)
    first = next(iter(inspect.signature(reader).parameters))
    given = content.decode() if hints[first] is str else content
    options = {
        name: TypeAdapter(hints[name]).validate_python(said)
        for name, said in order["options"].items()
    }
    return reader(given, **options)


def _resident() -> int:
    """The most that this process ever held in memory."""
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    _serve(int(sys.argv[1]))

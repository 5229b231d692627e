"""Threads that own something, calls across that wait, and slow work that nobody waits for."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThread, QThreadPool, Signal, Slot

Result = TypeVar("Result")


class Turns(QObject):
    """Runs functions on the thread it lives in, one after the other, for callers elsewhere.

    Signals:
        asked: a (function, future) pair for the owning thread.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def run(self, turn: Callable[[], Result], timeout: float = 30.0) -> Result:
        """Run `turn` on the owning thread and wait; raises what it raised."""
        future: Future[Result] = Future()
        self.asked.emit((turn, future))
        return future.result(timeout)

    @Slot(object)
    def _take(self, asked: tuple[Callable[[], Any], "Future[Any]"]) -> None:
        turn, future = asked
        try:
            future.set_result(turn())
        except BaseException as problem:  # handed to the caller, which waits for it
            future.set_exception(problem)


def start_thread(name: str, *workers: QObject) -> QThread:
    """A running thread that owns these workers."""
    thread = QThread()
    thread.setObjectName(name)
    for worker in workers:
        worker.moveToThread(thread)
    thread.start()
    return thread


def stop_thread(thread: QThread, milliseconds: int = 10_000) -> None:
    """End a thread's event loop and wait for it."""
    thread.quit()
    thread.wait(milliseconds)


@contextmanager
def much_made() -> Iterator[None]:
    """While very many lasting objects are made: looking for garbage among them takes a third longer
    and finds none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Errand(QRunnable):
    """Something slow, off every long-lived thread; its end is told on the UI thread."""

    class Ends(QObject):
        """Signals:
        done: what came of it.
        failed: the sentence of what went wrong.
        """

        done = Signal(object)
        failed = Signal(str)

    def __init__(self, work: Callable[[], Any], expected: tuple[type[Exception], ...]) -> None:
        super().__init__()
        self._work, self._expected = work, expected
        self.ends = Errand.Ends()

    def start(self) -> None:
        """Go."""
        QThreadPool.globalInstance().start(self)

    @Slot()
    def run(self) -> None:
        try:
            result = self._work()
        except self._expected as problem:
            self.ends.failed.emit(str(problem))
        else:
            self.ends.done.emit(result)

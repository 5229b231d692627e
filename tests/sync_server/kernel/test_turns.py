"""Whose turn it is: what is served together, and in which order."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import pytest
from psycopg import errors as pg

from sync_server.kernel.errors import Unavailable
from sync_server.kernel.turns import MustBeAlone, Together, together_or_alone

ONE, OTHER = UUID(int=1), UUID(int=2)


class Counter:
    """Serves whoever comes; its first group waits until it may go on."""

    def __init__(self) -> None:
        self.groups: list[str] = []
        self.begun, self.go = threading.Event(), threading.Event()
        self.left: set[str] = set()

    def __call__(self, key: UUID, group: Sequence[str]) -> list[str | Exception | None]:
        self.groups.append(f"{key.int}: {' '.join(group)}")
        if group[0] == "held":
            self.begun.set()
            assert self.go.wait(5)
        told = [None if self._waits(what) else self._answer(what) for what in group]
        self.left -= set(group)
        return told

    def _waits(self, what: str) -> bool:
        return what in self.left

    def _answer(self, what: str) -> str | Exception:
        return ValueError(what) if what == "bad" else what.upper()


def served(counter: Counter, *coming: tuple[UUID, str], line: int = 9) -> list[str | BaseException]:
    """What each of those is told who come while the first is being served."""

    async def evening() -> list[str | BaseException]:
        together = Together[str, str](counter, line)
        first = asyncio.create_task(together.bring(ONE, "held"))
        await asyncio.to_thread(counter.begun.wait, 5)
        others: list[Awaitable[str]] = []
        for key, what in coming:
            others.append(asyncio.create_task(together.bring(key, what)))
            await asyncio.sleep(0.01)
        counter.go.set()
        return await asyncio.gather(first, *others, return_exceptions=True)

    return asyncio.run(evening())


def test_what_comes_meanwhile_is_served_together_in_its_order() -> None:
    counter = Counter()
    assert served(counter, (ONE, "a"), (ONE, "b"), (ONE, "c")) == ["HELD", "A", "B", "C"]
    assert counter.groups == ["1: held", "1: a b c"]


def test_those_who_came_together_are_waited_for_a_moment() -> None:
    """Turnstiles that were answered at once ask again at once, but not in the same instant."""
    counter = Counter()

    async def ask_again(together: "Together[str, str]", what: str, pause: float) -> None:
        await together.bring(ONE, what)
        await asyncio.sleep(pause)
        await together.bring(ONE, what + what)

    async def evening() -> None:
        together = Together[str, str](counter, 9)
        first = asyncio.create_task(together.bring(ONE, "held"))
        await asyncio.to_thread(counter.begun.wait, 5)
        others = [ask_again(together, what, pause) for what, pause in (("a", 0), ("b", 0.0002))]
        waiting = asyncio.gather(first, *others)
        await asyncio.sleep(0.01)
        counter.go.set()
        await waiting

    asyncio.run(evening())
    assert counter.groups == ["1: held", "1: a b", "1: aa bb"]


def test_nobody_waits_for_another_organization() -> None:
    counter = Counter()
    served(counter, (ONE, "a"), (OTHER, "x"))
    assert counter.groups == ["1: held", "2: x", "1: a"]


def test_who_has_to_wait_is_served_next_before_who_came_later() -> None:
    counter = Counter()
    counter.left = {"b", "c"}
    assert served(counter, *((ONE, name) for name in "abcd")) == ["HELD", "A", "B", "C", "D"]
    assert counter.groups == ["1: held", "1: a b c d", "1: b c"]


def test_each_is_told_its_own_problem() -> None:
    told = served(Counter(), (ONE, "a"), (ONE, "bad"), (ONE, "c"))
    assert (told[:2], str(told[2]), told[3]) == (["HELD", "A"], "bad", "C")


def test_a_long_line_is_turned_away() -> None:
    told = served(Counter(), (ONE, "a"), (ONE, "b"), (ONE, "c"), line=2)
    assert told[:3] == ["HELD", "A", "B"]
    assert isinstance(told[3], Unavailable)


def test_what_cannot_be_served_at_all_is_told_to_all_and_the_next_ones_are_served() -> None:
    calls: list[Sequence[str]] = []

    def serve(_key: UUID, group: Sequence[str]) -> list[str | Exception | None]:
        calls.append(group)
        if len(calls) == 1:
            raise RuntimeError("broken")
        return list(group)

    async def evening() -> list[str | BaseException]:
        together = Together[str, str](serve, 9)
        told = await asyncio.gather(
            together.bring(ONE, "a"), together.bring(ONE, "b"), return_exceptions=True
        )
        return [*told, await together.bring(ONE, "c")]

    told = asyncio.run(evening())
    assert [str(one) for one in told] == ["broken", "broken", "c"]


def failing_for(*bad: str, problem: Exception) -> Callable[[Sequence[str]], list[str]]:
    def do(group: Sequence[str]) -> list[str]:
        tried.append(" ".join(group))
        if set(group) & set(bad):
            raise problem
        return [what.upper() for what in group]

    tried: list[str] = []
    do.tried = tried  # type: ignore[attr-defined]
    return do


@pytest.mark.parametrize("problem", [ValueError("no"), MustBeAlone()])
def test_where_they_fail_together_each_is_tried_alone(problem: Exception) -> None:
    do = failing_for("b", problem=problem)
    assert together_or_alone(do, ["a", "b", "c"]) == ["A", problem, "C"]


def test_who_stored_the_same_at_the_same_moment_tries_again_once() -> None:
    for times, outcome in ((1, "stored"), (2, pg.UniqueViolation)):
        problems: list[Exception] = [pg.UniqueViolation("here already") for _ in range(times)]

        def do(_group: Sequence[str], problems: list[Exception] = problems) -> list[str]:
            if problems:
                raise problems.pop()
            return ["stored"]

        [told] = together_or_alone(do, ["a"])
        assert told == outcome or type(told) is outcome


def test_a_database_that_is_away_is_not_asked_again_for_each() -> None:
    gone = pg.OperationalError("the connection is lost")
    do = failing_for("b", problem=gone)
    assert together_or_alone(do, ["a", "b", "c"]) == [gone, gone, gone]
    assert do.tried == ["a b c"]  # type: ignore[attr-defined]

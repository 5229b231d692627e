"""Evenings that Hypothesis makes up, with faults in every line, and the promise after each.

`USHER_FAULT_HISTORIES` says how many; `make faults` asks for many. A failure prints its seed and
the shortest history that shows it.
"""

import json
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from shared.ledger import Direction
from sync_server.kernel import clock
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from tests.evening import Evening
from tests.faults.injector import FAULTS
from tests.faults.world import ADMITS, House, World
from tests.serving import Served

HISTORIES = int(os.environ.get("USHER_FAULT_HISTORIES", "6"))
PHASES = [
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
    *([Phase.shrink] if os.environ.get("USHER_FAULT_SHRINK") else []),
]
SEED = int(os.environ.get("USHER_FAULT_SEED", "0")) or random.randrange(2**32)
KIOSKS, TICKETS, CHAIRS = 3, len(ADMITS), 4
POLICIES = ("single", "reentry", "multiple")
SMALL = ("", "list", "zone")
ROOM = (None, 1, 2, 3)
SERVED = (("Main entrance",), ("Balcony",), ("Main entrance", "Balcony"))
RULES = (
    *({"entry_policy": policy} for policy in POLICIES),
    *({"exit_all_at": at} for at in (None, "01:30:00")),
    *({"capacity": room} for room in ROOM),
    {"rules": {}},
    {"rules": {"<": [{"var": "entries"}, 1]}},
    {"rules": {"==": [{"var": "gate"}, "Gate A"]}},
    {"rules": {"!=": [{"var": "gate"}, "Gate A"]}},
)
FATES = ("cancelled", "refunded", "valid", "valid")
OPENS, CLOSES = (None, -20, -1, -1, 5), (None, None, 60, -5)
"""In minutes from now: mostly such that the door is open, and some entries are out of hours."""
TAKES = ("all", "all", "some")
THEMES = (
    ("sync", "meet", "restart", "roll_back", "copy_disk", "skew"),
    ("band", "tap", "swap", "undo", "take_back", "meet"),
    ("insist", "rule", "enlarge", "redeem", "wait"),
    ("pay", "bill", "block", "reissue", "old", "meet"),
    ("sit", "sync", "meet", "skew"),
    ("revoke", "meet"),
    ("fate", "approve", "hours", "takes", "rule", "meet"),
    ("sell", "assign", "sync", "restart"),
    ("back_up", "sync", "meet", "copy_disk", "roll_back", "lose_replica"),
    ("send_page", "take_page", "block"),
)
"""What an evening may be full of: faults that need each other come together."""
AT_THE_MAP = ("place", "place", "clear", "hold", "release", "block", "unblock")
History = list[tuple[object, ...]]
NIGHTS = {
    "an evening": datetime(2026, 11, 20, 23, 30, tzinfo=UTC),
    # In Toronto 1:00 to 2:00 comes twice in this night.
    "the night the clocks go back": datetime(2026, 11, 1, 5, 20, tzinfo=UTC),
    # and 2:00 to 3:00 never in this one.
    "the night the clocks go forward": datetime(2026, 3, 8, 6, 20, tzinfo=UTC),
}
_told: Counter[str] = Counter()

kiosk, ticket = st.integers(0, KIOSKS - 1), st.integers(0, TICKETS - 1)
faults = st.lists(st.sampled_from(("", *FAULTS)), max_size=4)
scan = st.tuples(
    st.just("scan"), kiosk, ticket, st.sampled_from(list(Direction)), st.integers(1, 2)
)
entry = st.tuples(st.just("scan"), kiosk, ticket, st.just(Direction.ENTRY), st.just(1))
sync = st.tuples(st.just("sync"), kiosk, faults)
step = st.one_of(
    *(scan, entry, sync) * 3,  # an evening is mostly these
    st.tuples(st.just("band"), kiosk, ticket, st.integers(0, 1)),
    st.tuples(st.just("tap"), kiosk, st.integers(0, 1), st.sampled_from(list(Direction))),
    *(
        st.tuples(
            st.just("sit"), kiosk, ticket, st.integers(0, CHAIRS - 1), st.sampled_from(AT_THE_MAP)
        ),
    )
    * 2,
    st.tuples(
        st.just("redeem"),
        st.lists(ticket, min_size=1, max_size=3),
        st.sampled_from(list(Direction)),
    ),
    st.tuples(st.just("undo"), kiosk),
    *(st.tuples(st.just("insist"), kiosk, ticket, st.integers(1, 2)),) * 2,
    st.tuples(st.just("pay"), kiosk),
    st.tuples(st.just("bill")),
    st.tuples(st.just("revoke")),
    st.tuples(st.just("rule"), st.sampled_from(RULES)),
    st.tuples(st.just("enlarge"), st.sampled_from(ROOM)),
    st.tuples(st.just("reissue"), ticket),
    st.tuples(st.just("old"), kiosk, ticket, st.sampled_from(list(Direction))),
    st.tuples(st.just("take_back"), kiosk, ticket),
    st.tuples(st.just("swap"), kiosk, ticket, st.integers(0, 1)),
    st.tuples(st.just("back_up")),
    st.tuples(st.just("fate"), ticket, st.sampled_from(FATES)),
    st.tuples(st.just("approve"), ticket, st.sampled_from(("waits", "got"))),
    st.tuples(st.just("hours"), st.sampled_from(OPENS), st.sampled_from(CLOSES)),
    st.tuples(st.just("takes"), st.sampled_from(TAKES)),
    st.tuples(st.just("sell"), kiosk, st.booleans()),
    st.tuples(st.just("assign"), kiosk, st.sampled_from(SERVED)),
    st.tuples(st.just("restart"), kiosk),
    st.tuples(st.just("copy_disk"), kiosk),
    st.tuples(st.just("roll_back"), kiosk),
    st.tuples(st.just("lose_replica"), kiosk),
    st.tuples(st.just("deliver"), kiosk),
    st.tuples(st.just("send_page"), kiosk),
    st.tuples(st.just("take_page"), kiosk, st.integers(0, 5)),
    st.tuples(st.just("meet"), kiosk, kiosk),
    st.tuples(st.just("skew"), kiosk, st.sampled_from((-7_200_000, -90_000, 90_000, 10_800_000))),
    st.tuples(st.just("block"), ticket, st.booleans()),
    st.tuples(st.just("wait"), st.integers(1, 90)),
)


@pytest.fixture(scope="module", autouse=True)
def report() -> Iterator[None]:
    """What was done altogether, for `make faults`."""
    yield
    file = os.environ.get("USHER_FAULT_REPORT")
    if file:
        Path(file).write_text(json.dumps(_told))


@pytest.mark.timeout(60 + 10 * HISTORIES)
@given(
    night=st.sampled_from(sorted(NIGHTS)),
    house=st.builds(
        House,
        st.sampled_from(POLICIES),
        st.booleans(),
        st.sampled_from(SMALL),
        st.sampled_from((False, True, True)),
    ),
    history=st.lists(step, min_size=8, max_size=40),
)
@settings(
    max_examples=HISTORIES, deadline=None, print_blob=True,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_the_promise_holds_after_every_history(
    server_database: Database,
    box: SecretBox,
    served: Served,
    night: str,
    house: House,
    history: History,
) -> None:
    note(f"{night}, {house}:")
    for done in history:
        note(f"  {done}")
    evening = Evening.begin(server_database, box)
    assert live(evening, served, night, house, history) == []


@pytest.mark.timeout(60 + 15 * HISTORIES)
def test_the_promise_holds_after_long_evenings(
    server_database: Database, box: SecretBox, served: Served
) -> None:
    """Longer and wilder than Hypothesis likes them, each full of one theme."""
    for number in range(HISTORIES):
        luck = random.Random(SEED + number)
        night, history = luck.choice(sorted(NIGHTS)), _made_up(luck)
        house = House(
            luck.choice(POLICIES), luck.random() < 0.5, luck.choice(SMALL), luck.random() < 0.7
        )
        evening = Evening.begin(server_database, box)
        wrong = live(evening, served, night, house, history)
        steps = "\n".join(str(done) for done in history)
        told = f"USHER_FAULT_SEED={SEED + number} {night}, {house}\n{steps}"
        assert wrong == [], told


@pytest.mark.timeout(60 + 15 * HISTORIES)
def test_two_organizations_side_by_side(
    server_database: Database, box: SecretBox, served: Served
) -> None:
    """Two evenings at once on one server, with tickets of the same codes."""
    for number in range(max(1, HISTORIES // 4)):
        luck = random.Random(SEED + number)
        histories = [_made_up(luck), _made_up(luck)]
        real_now = clock.now
        with tempfile.TemporaryDirectory() as folder:
            worlds = []
            for name in ("one", "other"):
                evening = Evening.begin(server_database, box)
                worlds.append(
                    World(evening, Path(folder) / name, served.port, NIGHTS["an evening"])
                )
            clock.now = lambda worlds=worlds: max(world.now for world in worlds)  # type: ignore[misc]
            try:
                for world in worlds:
                    world.open(House("reentry"), KIOSKS, [f"SAME-{n}" for n in range(TICKETS)])
                for steps in zip(*histories, strict=True):
                    for world, step_ in zip(worlds, steps, strict=True):
                        world.now = clock.now()
                        play(world, [step_])
                for world in worlds:
                    world.now = clock.now()
                    world.heal()
                wrong = [world.verdict() for world in worlds]
            finally:
                clock.now = real_now
                for world in worlds:
                    world.close()
        assert wrong == [[], []], f"USHER_FAULT_SEED={SEED + number}"
        _told["two organizations"] += 1


def _made_up(luck: random.Random) -> History:
    """Forty steps: scans, what belongs to one theme, and anything else."""

    def step() -> tuple[object, ...]:
        number, ticket_ = luck.randrange(KIOSKS), luck.randrange(TICKETS)
        kinds: tuple[tuple[object, ...], ...] = (
            ("sync", number, luck.choices(("", *FAULTS), k=luck.randrange(5))),
            ("sync", number, luck.choices(FAULTS, k=3)),
            ("band", number, ticket_, luck.randrange(2)),
            ("tap", number, luck.randrange(2), luck.choice(list(Direction))),
            ("sit", number, ticket_, luck.randrange(CHAIRS), luck.choice(AT_THE_MAP)),
            ("sit", number, ticket_, luck.randrange(CHAIRS), "place"),
            ("sit", number, ticket_, luck.randrange(CHAIRS), "place"),
            ("redeem", luck.choices(range(TICKETS), k=3), luck.choice(list(Direction))),
            ("undo", number),
            *(("insist", number, luck.randrange(TICKETS), luck.choice((1, 2))) for _ in range(3)),
            ("pay", number),
            ("bill",),
            *([("revoke",)] if luck.random() < 0.3 else []),
            ("rule", luck.choice(RULES)),
            ("enlarge", luck.choice(ROOM)),
            ("reissue", ticket_),
            ("old", number, ticket_, luck.choice(list(Direction))),
            ("take_back", number, ticket_),
            ("swap", number, ticket_, luck.randrange(2)),
            ("back_up",),
            ("fate", ticket_, luck.choice(FATES)),
            ("approve", ticket_, luck.choice(("waits", "got"))),
            ("hours", luck.choice(OPENS), luck.choice(CLOSES)),
            ("takes", luck.choice(TAKES)),
            ("sell", number, luck.random() < 0.5),
            ("assign", number, luck.choice(SERVED)),
            ("restart", number),
            ("copy_disk", number),
            ("roll_back", number),
            ("lose_replica", number),
            ("deliver", number),
            ("send_page", number),
            ("take_page", number, luck.randrange(6)),
            ("meet", number, luck.randrange(KIOSKS)),
            ("skew", number, luck.choice((-7_200_000, -90_000, 90_000, 10_800_000))),
            ("block", ticket_, luck.random() < 0.5),
            ("wait", luck.randrange(1, 90)),
        )
        direction = luck.choice((Direction.ENTRY, Direction.ENTRY, Direction.EXIT))
        scanned = ("scan", number, ticket_, direction, luck.choice((1, 1, 2)))
        of_theme = [kind for kind in kinds if kind[0] in theme]
        return luck.choice(luck.choices(([scanned], of_theme, kinds), (4, 3, 3))[0])

    theme = luck.choice(THEMES)
    return [step() for _ in range(40)]


def live(evening: Evening, served: Served, night: str, house: House, history: History) -> list[str]:
    """An evening from enrolment to the checker's verdict."""
    real_now = clock.now
    with tempfile.TemporaryDirectory() as folder:
        world = World(evening, Path(folder), served.port, NIGHTS[night])
        clock.now = world.time
        try:
            world.open(house, KIOSKS)
            play(world, history)
            world.heal()
            wrong = world.verdict()
        finally:
            clock.now = real_now
            world.close()
    _told.update(world.happened)
    _told["histories"] += 1
    return wrong


def play(world: World, history: History) -> None:
    """One step after the other."""
    for name, *given_ in history:
        match name, given_:
            case "wait", [int(minutes)]:
                world.now += timedelta(minutes=minutes)
            case "block", [int(number), bool(blocked)]:
                world.block(number, blocked=blocked)
            case "sell", [int(number), bool(again)]:
                world.sell(number, again=again)
            case _:
                getattr(world, str(name))(*given_)

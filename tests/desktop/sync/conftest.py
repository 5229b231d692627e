"""Doors of one evening against a real server on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.demo.relay import Relay
from tests.door import Door
from tests.evening import Evening
from tests.serving import Served


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list()
    return evening


@pytest.fixture
def door(tmp_path: Path, evening: Evening, relay: Relay) -> Iterator[Door]:
    opened = Door(tmp_path / "a", evening, relay.url, "Door A")
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path, evening: Evening, served: Served) -> Iterator[Door]:
    opened = Door(tmp_path / "b", evening, served.url, "Door B")
    yield opened
    opened.close()

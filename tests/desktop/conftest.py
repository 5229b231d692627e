"""A kiosk at the main entrance, without a window; and a network that can be cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.demo.relay import Relay
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk
from tests.serving import Served


@pytest.fixture
def bare(evening: Evening, tmp_path: Path) -> BareKiosk:
    return BareKiosk.open(
        tmp_path / "bare", evening.event_id, evening.gate_id, [evening.add_list()], minutes(0)
    )


@pytest.fixture
def relay(served: Served) -> Iterator[Relay]:
    opened = Relay(served.port)
    yield opened
    opened.close()

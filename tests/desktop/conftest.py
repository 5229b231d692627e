"""A kiosk at the main entrance, without a window."""

from pathlib import Path

import pytest

from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk


@pytest.fixture
def bare(evening: Evening, tmp_path: Path) -> BareKiosk:
    return BareKiosk.open(
        tmp_path / "bare", evening.event_id, evening.gate_id, [evening.add_list()], minutes(0)
    )

"""Who works at the doors: told apart by name, and by a PIN that is not the first to be tried."""

from collections.abc import Iterator

import httpx
import pytest

from sync_server.domains.venues.service import is_guessed
from tests.evening import Evening
from tests.serving import Served, created


@pytest.fixture
def client(served: Served, evening: Evening) -> Iterator[httpx.Client]:
    with served.client(evening.api_key) as opened:
        yield opened


@pytest.mark.parametrize(
    "pin", ["123456", "654321", "000000", "121212", "123123", "567890", "098765", "12341234"]
)
def test_pins_that_anybody_tries_first(pin: str) -> None:
    assert is_guessed(pin)


@pytest.mark.parametrize("pin", ["246810", "135790", "482913", "112358", "1234567809"])
def test_others_are_taken(pin: str) -> None:
    assert not is_guessed(pin)


def _hired(client: httpx.Client, evening: Evening, name: str) -> httpx.Response:
    sent = {"event_id": str(evening.event_id), "display_name": name, "staff_role": "door"}
    return client.post("/event-staff", json=sent)


def test_a_guessed_pin_is_refused(client: httpx.Client, evening: Evening) -> None:
    staff = created(_hired(client, evening, "Ada"))
    path = f"/event-staff/{staff['id']}/pin"

    assert client.put(path, json={"pin": "123456"}).status_code == 422
    assert client.put(path, json={"pin": "482913"}).status_code == 204


@pytest.mark.parametrize("again", ["Zoë Meier", "zoe meier", "Zoe\u0308  Meier", "ZOË MEIER"])
def test_two_of_one_name_are_refused(client: httpx.Client, evening: Evening, again: str) -> None:
    first = created(_hired(client, evening, "Zoë Meier"))
    other = created(_hired(client, evening, "Zoë Meier-Kunz"))

    assert _hired(client, evening, again).status_code == 422
    renamed = client.patch(f"/event-staff/{other['id']}", json={"display_name": again})
    assert renamed.status_code == 422
    same = client.patch(f"/event-staff/{first['id']}", json={"display_name": again})
    assert same.status_code == 200


def test_a_choice_without_choices_is_refused(client: httpx.Client, evening: Evening) -> None:
    sent = {"event_id": str(evening.event_id), "prompt": "Which?", "answer_kind": "choice"}
    assert client.post("/check-in-questions", json=sent).status_code == 422
    assert client.post("/check-in-questions", json=sent | {"options": [" "]}).status_code == 422
    made = created(client.post("/check-in-questions", json=sent | {"options": ["A", "B"]}))
    emptied = client.patch(f"/check-in-questions/{made['id']}", json={"options": []})
    assert emptied.status_code == 422

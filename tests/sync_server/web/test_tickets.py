"""Tickets on the organizer's pages, found as people are asked for."""

import re
from urllib.parse import quote

import pytest

from tests.sync_server.web.conftest import Office

GUESTS = ("王美玲", "김민준", "Jörg Großmann", "Zoe\u0308 Åström", "Ng", "Li Na")


@pytest.fixture
def found(office: Office):  # type: ignore[no-untyped-def]
    owner, evening = office.enter("owner"), office.evening
    for name in (
        *GUESTS,
        *(f"Nguyen Thi {n}" for n in range(60)),
        *(f"Aline Nadal {n}" for n in range(60)),
    ):
        evening.issue(holder_name=name)

    def names(text: str) -> list[str]:
        page = owner.get(f"/events/{evening.event_id}/tickets?q={quote(text)}").text
        return re.findall(r"<bdi>([^<]+)</bdi></a>", page)

    return names


@pytest.mark.parametrize(
    ("typed", "guest"),
    [
        ("美玲", "王美玲"), ("민준", "김민준"), ("Großmann", "Jörg Großmann"),
        ("grossmann", "Jörg Großmann"), ("Zoë", "Zoe\u0308 Åström"), ("astro\u0308m", "Zoe\u0308 Åström"),
    ],
)  # fmt: skip
def test_guests_are_found(found, typed: str, guest: str) -> None:  # type: ignore[no-untyped-def]
    assert found(typed)[:1] == [guest]


def test_the_exact_name_comes_first(found) -> None:  # type: ignore[no-untyped-def]
    assert (found("ng")[0], found("li na")[0]) == ("Ng", "Li Na")

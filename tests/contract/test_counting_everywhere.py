"""The numbers of an evening: the kiosk's, the server's and the plain sum over all tickets agree.

Histories have groups, exits, scans that are taken back, tickets canceled before and after, dates,
rules, zones with two entrances, and automatic check-outs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.door.numbers import Counter as NumbersOf
from shared.counting import Count, in_house, on_list
from shared.ledger import fold
from shared.protocol import ScanBody
from shared.rooms import in_room
from sync_server.domains.door import attendance, evenings, persons, tonight
from sync_server.domains.door.facts import lists_of, scans_everywhere
from sync_server.domains.door.models import CheckInListTicketType, Zone
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.domains.venues.models import Event
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk

END = minutes(60)
SATURDAY, SUNDAY = date(2026, 3, 14), date(2026, 3, 15)
VIP = {"in": ["vip", {"var": "attention"}]}
LISTS: dict[str, dict[str, Any]] = {
    "front": {"zone": True},
    "side": {"zone": True, "entry_policy": "reentry"},
    "lounge": {"rules": VIP, "entry_policy": "multiple"},
    "saturday": {"event_date": SATURDAY, "entry_policy": "reentry", "exit_all_at": time(20, 5)},
    "floor": {"types": True},
}


@dataclass(frozen=True)
class Guest:
    """A ticket of a history."""

    admits: int = 1
    on: date | None = None
    vip: bool = False
    floor: bool = False


@dataclass(frozen=True)
class Happens:
    """What is done with one of the tickets: a scan on a list, an undo, a cancellation."""

    what: str
    guest: int
    where: str = "front"
    persons: int = 1


GUESTS = st.lists(
    st.builds(
        Guest,
        st.sampled_from([1, 1, 2, 10]),
        st.sampled_from([None, SATURDAY, SUNDAY]),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
STORY = st.lists(
    st.builds(
        Happens,
        st.sampled_from(["entry", "entry", "entry", "exit", "undo", "cancel"]),
        st.integers(0, 3),
        st.sampled_from(list(LISTS)),
        st.sampled_from([1, 1, 3, 4]),
    ),
    max_size=10,
)


class Played:
    """One evening: its scans are handed in by a door, and told to a kiosk, one after the other."""

    def __init__(self, evening: Evening, folder: Path, guests: Sequence[Guest]) -> None:
        self.evening = evening
        zone = Zone(organization_id=evening.organization_id, event_id=evening.event_id, name="Hall")
        evening.add(zone)
        self.zone_id, floor = zone.id, evening.add_type("Floor")
        for name, said in LISTS.items():
            columns = {k: v for k, v in said.items() if k not in ("zone", "types")}
            in_zone = zone.id if "zone" in said else None
            evening.add_list(name, zone_id=in_zone, all_ticket_types="types" not in said, **columns)
        evening.add(
            CheckInListTicketType(
                organization_id=evening.organization_id,
                check_in_list_id=evening.lists["floor"],
                ticket_type_id=floor,
            )
        )
        self.tickets = [
            evening.issue(
                admits=guest.admits, event_date=guest.on, attention=["vip"] if guest.vip else [],
                ticket_type_id=floor if guest.floor else evening.type_id,
            )
            for guest in guests
        ]  # fmt: skip
        self.door = evening.device("Door")
        self.bare = BareKiosk.open(
            folder, evening.event_id, evening.gate_id, evening.lists.values(), minutes(0)
        )
        self.bare.take_snapshot(evening, minutes(0))
        self.scans: list[ScanBody] = []

    def play(self, story: Sequence[Happens]) -> None:
        for minute, one in enumerate(story):
            ticket = self.tickets[one.guest % len(self.tickets)]
            at = minutes(minute)
            if one.what == "cancel":
                with self.evening.session() as session:
                    kept = session.get(Ticket, (self.evening.organization_id, ticket.id))
                    assert kept is not None
                    sales.set_status(session, kept, "cancelled", at)
                continue
            if one.what == "undo":
                if self.scans:
                    self.door.annul(self.scans.pop(), at)
                    self._learn()
                continue
            self.scans.append(
                self.door.scan(
                    ticket.id, at, list_id=self.evening.lists[one.where],
                    persons=min(one.persons, ticket.admits), direction=one.what,
                )
            )  # fmt: skip
            self._learn()
        self.door.push(at=END)
        self.bare.timing.set(END)
        self.bare.take_snapshot(self.evening, END)
        lists = [str(list_id) for list_id in self.evening.lists.values()]
        self.bare.gate.count_again(self.bare.gate.passages(lists, []))  # as a round of sync does

    def _learn(self) -> None:
        wire = self.door.entries[-1]
        told = wire.model_dump() | {"device_id": str(self.door.id)}
        told["entry_id"] = json.loads(wire.body)["entry_id"]
        self.bare.gate.learn([told])

    def plain(self) -> persons.Counted:
        """Every ticket looked at on its own and added up."""
        told = persons.Counted(zones={self.zone_id: 0})
        ids = [ticket.id for ticket in self.tickets]
        with self.evening.session() as session:
            lists = lists_of(self.evening.lists.values()).fetch(session)
            tickets = sales.admission_tickets(ids).fetch(session)
            scans = scans_everywhere(ids).fetch(session)
        told.lists = {list_id: Count() for list_id in lists}
        for ticket in tickets.values():
            passages = {
                list_id: fold(
                    one.list.terms(ticket.admits), scans.get((list_id, ticket.id), ()), END
                )
                for list_id, one in lists.items()
            }
            for list_id, one in lists.items():
                told.lists[list_id] += on_list(one.list, ticket, passages[list_id], END)
            every = [one.list for one in lists.values()]
            told.house += in_house(every, ticket, list(passages.values()), END)
            hall = [passages[list_id] for list_id, one in lists.items() if one.zone_id]
            told.zones[self.zone_id] += in_room(hall, END).heads
        return told

    def at_the_door(self) -> dict[str, Count]:
        """What the kiosk's page of numbers says."""
        report = NumbersOf(self.bare.gate).report()
        assert report is not None
        return {one.name: Count(one.expected, one.come, one.inside) for one in report.lists}

    def in_the_hall(self) -> int:
        """What a door of the hall would compare with its capacity."""
        with self.bare.database.writing():
            rows = self.bare.gate.facts.catalogue.lists_of_zone(str(self.zone_id))
            return sum(self.bare.gate.facts.totals(row, END).in_room for row in rows)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(guests=GUESTS, story=STORY)
def test_everybody_says_the_same_numbers(
    server_database: Database,
    box: SecretBox,
    tmp_path_factory: pytest.TempPathFactory,
    guests: Sequence[Guest],
    story: Sequence[Happens],
) -> None:
    evening = Evening.begin(server_database, box)
    played = Played(evening, tmp_path_factory.mktemp("kiosk"), guests)
    played.play(story)
    plain = played.plain()
    names = {list_id: name for name, list_id in evening.lists.items()}
    with evening.session() as session:
        event = session.get(Event, (evening.organization_id, evening.event_id))
        told = tonight.tell(session, event, END)
        absent = attendance.no_shows(session, evening.event_id, END)
        [side] = evenings.side_by_side(session, [evening.event_id], END)

    by_name = {names[list_id]: count for list_id, count in plain.lists.items()}
    assert {one.name: one.persons for one in told.lists} == by_name
    assert played.at_the_door() == by_name
    assert told.house == plain.house
    assert [one.inside for one in told.zones] == [plain.zones[played.zone_id]]
    assert played.in_the_hall() == plain.zones[played.zone_id]
    assert absent.persons == sum(one.missing for one in absent.tickets) == plain.house.expected
    assert (side.come, side.expected) == (plain.house.come, plain.house.of)
    assert sum(persons for _, persons in side.arrivals[-1:]) == plain.house.come
    played.bare.close()


def numbers(
    evening: Evening, folder: Path, guests: Sequence[Guest], story: Sequence[Happens]
) -> Any:
    played = Played(evening, folder, guests)
    played.play(story)
    told = played.at_the_door()
    played.bare.close()
    return told


GROUP_AND_SINGLE = [Guest(10), Guest()]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ([Happens("entry", 0, persons=4)], 7),
        ([Happens("entry", 0, persons=4) for _ in range(2)], 3),
        ([Happens("entry", 0), Happens("undo", 0)], 11),
        ([Happens("entry", 1), Happens("cancel", 1)], 10),
        ([Happens("cancel", 1)], 10),
    ],
)
def test_the_door_counts_persons(
    evening: Evening, tmp_path: Path, story: Sequence[Happens], expected: int
) -> None:
    told = numbers(evening, tmp_path, GROUP_AND_SINGLE, story)

    assert told["front"].expected == expected


def test_a_saturday_expects_no_sunday(evening: Evening, tmp_path: Path) -> None:
    told = numbers(evening, tmp_path, [Guest(on=SATURDAY), Guest(on=SUNDAY), Guest()], [])

    assert (told["saturday"].expected, told["front"].expected) == (2, 3)


def test_a_lounge_expects_whom_its_rule_lets_in(evening: Evening, tmp_path: Path) -> None:
    assert numbers(evening, tmp_path, [Guest(vip=True), Guest()], [])["lounge"].expected == 1


def test_a_group_that_comes_in_two_parts_is_all_there(evening: Evening, tmp_path: Path) -> None:
    parts = [Happens("entry", 0, persons=3), Happens("entry", 0, persons=4)]
    told = numbers(evening, tmp_path, [Guest(10)], parts)

    assert (told["front"].come, told["front"].of) == (7, 10)

"""A room with a map, for the tests: seats spoken of by the end of their labels."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shared.seating import Person, Spot
from sync_server.domains.door import seats
from sync_server.domains.door.seats import MoveAsked
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.domains.seating import maps
from sync_server.domains.seating.maps import MapImport
from sync_server.domains.seating.models import Seat, SeatAssignment, SeatMap
from tests.evening import Evening

HALL: dict[str, Any] = {
    "blocks": [
        {"kind": "rows", "name": "Stalls", "rows": 2, "seats_per_row": 8, "aisles_after": [4],
         "wheelchair": ["A1"]},
        {"kind": "tables", "name": "Lounge", "tables": 2, "places": 6, "min_spend": "500"},
    ]
}  # fmt: skip


class Room:
    """The map of an evening's hall on the server."""

    def __init__(self, evening: Evening, hall: dict[str, Any] | None = None) -> None:
        self.evening = evening
        sent = MapImport.model_validate(
            {"event_id": evening.event_id, "name": "Hall", "hall": hall or HALL}
        )
        with evening.session() as session:
            self.map_id = maps.create(session, sent).id
        self.seats = {seat.seat_label: seat for seat in evening.rows(Seat)}

    def id(self, label: str) -> UUID:
        [seat] = [seat for name, seat in self.seats.items() if name.endswith(label)]
        assert isinstance(seat.id, UUID)
        return seat.id

    def spot(self, label: str, place: int = 1) -> Spot:
        return Spot(self.id(label), place)

    def place(self, ticket: Ticket, label: str, place: int = 1, person: int = 1) -> Person:
        """An organizer gives somebody a seat."""
        asked = MoveAsked.model_validate(
            {"action": "place", "seat_id": self.id(label), "place": place, "ticket_id": ticket.id,
             "person": person}
        )  # fmt: skip
        with self.evening.session() as session:
            seat_map = session.get(SeatMap, (self.evening.organization_id, self.map_id))
            assert seat_map is not None
            seats.move(session, self.evening.box, seat_map, [asked])
        return Person(ticket.id, person)

    def who(self) -> dict[str, UUID]:
        """Tickets by label and place, as the server has them."""
        rows = self.evening.rows(SeatAssignment)
        return {f"{row.seat_label} {row.place}": row.ticket_id for row in rows}


def moment(seconds: float) -> datetime:
    """A time of this machine's clock, as stamps have it."""
    return datetime.fromtimestamp(round(seconds), UTC)

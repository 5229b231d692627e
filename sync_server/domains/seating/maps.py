"""Plans become seat maps."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator
from sqlmodel import Session

from sync_server.domains.seating import halls, naming, plans
from sync_server.domains.seating import pretix as pretix_plans
from sync_server.domains.seating import svg as drawings
from sync_server.domains.seating.halls import Hall
from sync_server.domains.seating.models import SeatMap
from sync_server.domains.seating.naming import Naming
from sync_server.kernel import bulk, clock
from sync_server.kernel.schemas import Input
from sync_server.kernel.session import organization_of
from sync_server.kernel.strangers import read_apart

_TYPES = {"seat": "theater", "table": "banquet", "standing_zone": "standing"}


class MapImport(Input):
    """A map for an event: exactly one of `svg`, `pretix` and `hall`."""

    event_id: UUID
    name: str = Field(min_length=1, max_length=200)
    svg: Annotated[str, Field(max_length=drawings.MOST_CHARACTERS)] | None = Field(
        default=None, description="A drawing; its seats have data-seat, or ids as `ids` says."
    )
    ids: str = Field(default="", max_length=100, examples=["seat-{row}-{number}"])
    pretix: dict[str, Any] | None = Field(default=None, description="A pretix seating plan.")
    hall: Hall | None = None

    @model_validator(mode="after")
    def _one(self) -> "MapImport":
        if sum(given is not None for given in (self.svg, self.pretix, self.hall)) != 1:
            raise ValueError("send exactly one of svg, pretix and hall")
        return self


def create(session: Session, sent: MapImport) -> SeatMap:
    """Read a plan and store its map and seats. 422 where the plan is wrong, with what is wrong."""
    plan = _read(sent)
    plans.check(plan)
    made = SeatMap(
        organization_id=organization_of(session), id=clock.new_id(), event_id=sent.event_id,
        name=sent.name,
    )  # fmt: skip
    session.add(made)
    _fill(session, made, plan)
    return made


def lay_down(session: Session, event_id: UUID, name: str, svg: str) -> SeatMap:
    """A map of a drawing whose seats are yet to be named."""
    made = SeatMap(
        organization_id=organization_of(session), id=clock.new_id(), event_id=event_id, name=name,
        map_type="mixed", svg_content=read_apart(drawings.clean, svg), total_capacity=0,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def name_shapes(session: Session, seat_map: SeatMap, answers: Mapping[str, Naming]) -> None:
    """Make seats of the shapes of a map's drawing. 422 where that makes no room."""
    marked = read_apart(naming.named, seat_map.svg_content or "", answers)
    plan = read_apart(drawings.read, marked)
    plans.check(plan)
    _fill(session, seat_map, plan)


def _read(sent: MapImport) -> plans.Plan:
    if sent.svg is not None:
        return read_apart(drawings.read, sent.svg, sent.ids)
    if sent.pretix is not None:
        return pretix_plans.read(sent.pretix)
    assert sent.hall is not None
    return halls.laid_out(sent.hall)


def _fill(session: Session, made: SeatMap, plan: plans.Plan) -> None:
    kinds = {seat.kind for seat in plan.seats}
    made.map_type = _TYPES[kinds.pop()] if len(kinds) == 1 else "mixed"
    made.svg_content = read_apart(drawings.clean, plan.background) if plan.background else None
    made.total_capacity, made.section_names = plan.capacity, plan.sections
    made.layout = plan.layout()
    session.flush()
    columns = ("organization_id", "id", "seat_map_id", "guid", "section_name", "row_label",
               "row_number", "seat_number", "seat_label", "kind", "capacity", "min_spend", "x", "y",
               "width", "height", "rotation", "category", "is_accessible")  # fmt: skip
    rows = [
        (
            made.organization_id, clock.new_id(), made.id, seat.guid, seat.section, seat.row,
            seat.row_number, seat.number, seat.label, seat.kind, seat.capacity, seat.min_spend,
            round(seat.x, 2), round(seat.y, 2), round(seat.width, 2), round(seat.height, 2),
            seat.rotation, seat.category, seat.accessible,
        )
        for seat in plan.seats
    ]  # fmt: skip
    bulk.insert_many(session, "seats", columns, rows)

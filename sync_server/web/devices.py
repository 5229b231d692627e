"""Kiosks of an event: a code that enrols one, where it stands, and when it is not to be believed."""

from typing import Any
from uuid import UUID

import segno
from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.door import router as door
from sync_server.domains.door import tonight
from sync_server.domains.door.models import Device
from sync_server.domains.door.schemas import DeviceChange, DeviceCreate, Revocation
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.kernel.errors import REFUSALS, NotFound, sentence_of
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of
from sync_server.web.events import event_of
from sync_server.web.forms import named
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go

_MOST_EVENTS = 50
router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/events/{event_id}/devices")
def list_devices(
    request: Request,
    session: PageSession,
    event_id: UUID,
    visitor: Visitor = allows("devices.read"),
) -> Response:
    """Every kiosk, and the form for another."""
    return _page(request, session, visitor, event_of(session, event_id))


@router.post("/events/{event_id}/devices")
def create(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("devices.write"),
) -> Response:
    """A code that enrols a kiosk, to be shown to its camera."""
    event = event_of(session, event_id)
    body, problems = filled(DeviceCreate, fields | {"event_id": str(event.id)})
    made = None
    if body is not None:
        try:
            with session.begin_nested():
                made = door.create_device(request, session, visitor.caller, body)
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _page(request, session, visitor, event, said={} if made else fields, problems=problems,
                 made=made)  # fmt: skip


@router.post("/events/{event_id}/devices/{device_id}")
def change(
    request: Request,
    session: PageSession,
    event_id: UUID,
    device_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("devices.write"),
) -> Response:
    """Rename it, or move it to another gate or other lists; while it runs."""
    event = _device_of(session, event_id, device_id)
    wanted = {name: fields.get(name) for name in ("name", "gate_id")}
    wanted["list_ids"] = fields.get("list_ids", [])
    return _changed(request, session, visitor, event, device_id, wanted)


@router.post("/events/{event_id}/devices/{device_id}/move")
def move(
    request: Request,
    session: PageSession,
    event_id: UUID,
    device_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("devices.write"),
) -> Response:
    """Take it to another event; it need not be enrolled again."""
    event = _device_of(session, event_id, device_id)
    wanted = {"event_id": fields.get("event_id")}
    return _changed(request, session, visitor, event, device_id, wanted)


@router.post("/events/{event_id}/devices/{device_id}/revoke")
def revoke(
    request: Request,
    session: PageSession,
    event_id: UUID,
    device_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("devices.write"),
) -> Response:
    """Stop believing it; what it wrote before still counts."""
    event = _device_of(session, event_id, device_id)
    body, problems = filled(Revocation, fields)
    if body is None:
        return _page(request, session, visitor, event, problems={"": "; ".join(problems.values())})
    door.revoke_device(session, visitor.caller, device_id, body)
    return go(f"/events/{event.id}/devices")


def _changed(
    request: Request,
    session: Session,
    visitor: Visitor,
    event: Event,
    device_id: UUID,
    wanted: dict[str, Any],
) -> Response:
    body, problems = filled(DeviceChange, wanted)
    if body is None:
        return _page(request, session, visitor, event, problems={"": "; ".join(problems.values())})
    try:
        with session.begin_nested():
            device = door.change_device(session, visitor.caller, device_id, body)
    except REFUSALS as problem:
        return _page(request, session, visitor, event, problems={"": sentence_of(problem)})
    return go(f"/events/{device.event_id}/devices")


def _device_of(session: Session, event_id: UUID, device_id: UUID) -> Event:
    event = event_of(session, event_id)
    if get_row(session, Device, device_id).event_id != event.id:
        raise NotFound("This device is of another event.")
    return event


def _page(
    request: Request,
    session: Session,
    visitor: Visitor,
    event: Event,
    *,
    said: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    made: Any = None,
) -> Response:
    picture = ""
    if made:
        picture = segno.make(made["code"], micro=False).svg_data_uri(scale=6, border=3)
    return render(
        request, "devices.html", 422 if problems else 200, event=event, said=said or {},
        problems=problems or {}, made=made, picture=picture, devices=_devices(session, event),
        gates=[("", ""), *named("gates")(session, event)],
        lists=named("check_in_lists")(session, event), others=_other_events(session, event),
        may_write=visitor.may("devices.write"),
    )  # fmt: skip


def _devices(session: Session, event: Event) -> list[dict[str, Any]]:
    rows = session.execute(
        text(
            "SELECT d.id, d.name, d.gate_id, d.last_seen_at, d.platform, d.app_version,"
            " d.revoked_at, d.revoke_reason, ARRAY(SELECT l.check_in_list_id::text FROM device_lists l"
            "  WHERE l.organization_id = d.organization_id AND l.device_id = d.id) AS list_ids"
            " FROM devices d WHERE d.organization_id = :organization AND d.event_id = :event"
            " ORDER BY d.revoked_at IS NOT NULL, d.name"
        ),
        {"organization": organization_of(session), "event": event.id},
    ).mappings()
    now = clock.now()
    return [
        dict(row)
        | {"state": "revoked" if row["revoked_at"] else tonight.state_of(row["last_seen_at"], now)}
        for row in rows
    ]


def _other_events(session: Session, event: Event) -> list[Any]:
    """Where a kiosk may be taken next: events that are not over, the soonest first."""
    rows = session.execute(
        text(
            "SELECT id, name, starts_at, timezone FROM events WHERE organization_id = :organization"
            " AND id <> :event AND ends_at > :now AND status <> 'cancelled'"
            " ORDER BY starts_at, id LIMIT :most"
        ),
        {
            "organization": organization_of(session),
            "event": event.id,
            "now": clock.now(),
            "most": _MOST_EVENTS,
        },
    )
    return list(rows)

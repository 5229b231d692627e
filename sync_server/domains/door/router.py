"""Lists, gates, devices, scans and the online redeem over HTTP."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlmodel import Session

from shared import rules
from shared.protocol import EnrolCode, RedeemAnswer, RedeemRequest
from sync_server.domains.door import devices, ledger
from sync_server.domains.door.models import (
    CheckInConflict,
    CheckInList,
    CheckInListProduct,
    CheckInListTicketType,
    CheckInQuestion,
    CheckInQuestionTicketType,
    Device,
    DeviceAlert,
    Gate,
    Scan,
    Zone,
)
from sync_server.domains.door.schemas import (
    AlertRead,
    ConflictRead,
    DeviceChange,
    DeviceCreate,
    DeviceRead,
    EnrolmentCode,
    Resolution,
    Revocation,
    ScanRead,
)
from sync_server.domains.door.service import redeem
from sync_server.kernel import clock, errors
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.notify import announce
from sync_server.kernel.resource import (
    MAX_PAGE,
    Many,
    Page,
    Resource,
    build_router,
    get_row,
    list_page,
)
from sync_server.settings import Settings


def _check_list(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    try:
        rules.check(sent.get("rules", {}))
    except rules.BrokenRule as problem:
        raise errors.Invalid(f"rules: {problem}.") from None
    return sent


def _list_changed(session: Session, row: CheckInList) -> None:
    ledger.restate_list(session, row.id)
    announce(session, row.event_id)


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Zone,
        path="/zones",
        permission="events",
        columns=("event_id", "name", "capacity", "capacity_mode"),
    ),
    Resource(
        table=Gate,
        path="/gates",
        permission="events",
        columns=("event_id", "name", "zone_id", "sort_order"),
    ),
    Resource(
        table=CheckInList,
        path="/check-in-lists",
        permission="events",
        columns=("event_id", "event_date", "zone_id", "name", "all_ticket_types", "entry_policy",
                 "admits_pending", "match_addons", "opens_at", "closes_at", "capacity",
                 "capacity_mode", "acknowledge_attention", "exit_all_at", "rules"),
        links={
            "ticket_type_ids": Many(CheckInListTicketType, "check_in_list_id", "ticket_type_id"),
            "product_ids": Many(CheckInListProduct, "check_in_list_id", "product_id"),
        },
        checked=_check_list,
        changed=_list_changed,
    ),
    Resource(
        table=CheckInQuestion,
        path="/check-in-questions",
        permission="events",
        columns=("event_id", "prompt", "answer_kind", "options", "required", "sort_order"),
        links={
            "ticket_type_ids": Many(
                CheckInQuestionTicketType, "check_in_question_id", "ticket_type_id"
            )
        },
    ),
)  # fmt: skip

router = APIRouter()
for resource in RESOURCES:
    router.include_router(build_router(resource))

ReadsDevices = Annotated[Caller, requires("devices.read")]
WritesDevices = Annotated[Caller, requires("devices.write")]
ReadsScans = Annotated[Caller, requires("scans.read")]
WritesScans = Annotated[Caller, requires("scans.write")]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]


@router.get("/devices", response_model=Page[DeviceRead], tags=["devices"])
def list_devices(
    session: TenantSession,
    _caller: ReadsDevices,
    event_id: UUID | None = None,
    after: UUID | None = None,
    limit: Limit = 50,
) -> Any:
    """A page of devices, in id order."""
    rows, following = list_page(session, Device, {"event_id": event_id}, after, limit)
    return {"items": rows, "next": following}


@router.post(
    "/devices",
    status_code=201,
    response_model=EnrolmentCode,
    tags=["devices"],
    responses=errors.responses(errors.NotFound, errors.Conflict),
)
def create_device(
    request: Request, session: TenantSession, _caller: WritesDevices, body: DeviceCreate
) -> Any:
    """A device with the one-use code that enrols it."""
    settings: Settings = request.app.state.settings
    made = devices.create(
        session,
        name=body.name,
        event_id=body.event_id,
        gate_id=body.gate_id,
        list_ids=body.list_ids,
        at=clock.now(),
        lifetime=timedelta(minutes=settings.enrolment_minutes),
    )
    announce(session, body.event_id)
    url = settings.public_url or str(request.base_url).rstrip("/")
    code = EnrolCode(url=url, token=made.token)
    return {"device_id": made.device.id, "code": code.text(), "expires_at": made.expires_at}


@router.get(
    "/devices/{device_id}",
    response_model=DeviceRead,
    tags=["devices"],
    responses=errors.responses(errors.NotFound),
)
def get_device(session: TenantSession, _caller: ReadsDevices, device_id: UUID) -> Any:
    """One device."""
    return get_row(session, Device, device_id)


@router.patch(
    "/devices/{device_id}",
    response_model=DeviceRead,
    tags=["devices"],
    responses=errors.responses(errors.NotFound, errors.Conflict),
)
def change_device(
    session: TenantSession, _caller: WritesDevices, device_id: UUID, body: DeviceChange
) -> Any:
    """Rename a device or move it, while it runs."""
    device, sent = get_row(session, Device, device_id), body.model_dump(exclude_unset=True)
    list_ids = sent.pop("list_ids", None)
    for name, value in sent.items():
        setattr(device, name, value)
    session.flush()
    if list_ids is not None:
        devices.set_lists(session, device, list_ids)
    if device.event_id:
        announce(session, device.event_id)
    session.refresh(device)
    return device


@router.post(
    "/devices/{device_id}/revoke",
    response_model=DeviceRead,
    tags=["devices"],
    responses=errors.responses(errors.NotFound),
)
def revoke_device(
    session: TenantSession, _caller: WritesDevices, device_id: UUID, body: Revocation
) -> Any:
    """Stop believing a device. It may still upload what it wrote before."""
    device = get_row(session, Device, device_id)
    devices.revoke(session, device, body.reason, clock.now())
    if device.event_id:
        announce(session, device.event_id)
    session.refresh(device)
    return device


@router.get("/device-alerts", response_model=Page[AlertRead], tags=["devices"])
def list_alerts(
    session: TenantSession,
    _caller: ReadsDevices,
    device_id: UUID | None = None,
    after: UUID | None = None,
    limit: Limit = 50,
) -> Any:
    """A page of alerts about devices, oldest first."""
    rows, following = list_page(session, DeviceAlert, {"device_id": device_id}, after, limit)
    return {"items": rows, "next": following}


@router.get("/scans", response_model=Page[ScanRead], tags=["scans"])
def list_scans(
    session: TenantSession,
    _caller: ReadsScans,
    event_id: UUID | None = None,
    check_in_list_id: UUID | None = None,
    ticket_id: UUID | None = None,
    device_id: UUID | None = None,
    after: UUID | None = None,
    limit: Limit = 50,
) -> Any:
    """A page of scans, in id order."""
    where = {
        "event_id": event_id,
        "check_in_list_id": check_in_list_id,
        "ticket_id": ticket_id,
        "device_id": device_id,
    }
    rows, following = list_page(session, Scan, where, after, limit)
    return {"items": rows, "next": following}


@router.get(
    "/scans/{scan_id}",
    response_model=ScanRead,
    tags=["scans"],
    responses=errors.responses(errors.NotFound),
)
def get_scan(session: TenantSession, _caller: ReadsScans, scan_id: UUID) -> Any:
    """One scan with its whole story."""
    return get_row(session, Scan, scan_id)


@router.get("/check-in-conflicts", response_model=Page[ConflictRead], tags=["scans"])
def list_conflicts(
    session: TenantSession,
    _caller: ReadsScans,
    event_id: UUID | None = None,
    ticket_id: UUID | None = None,
    after: UUID | None = None,
    limit: Limit = 50,
) -> Any:
    """A page of conflicts, withdrawn ones included."""
    where = {"event_id": event_id, "ticket_id": ticket_id}
    rows, following = list_page(session, CheckInConflict, where, after, limit)
    return {"items": rows, "next": following}


@router.post(
    "/check-in-conflicts/{conflict_id}/resolve",
    response_model=ConflictRead,
    tags=["scans"],
    responses=errors.responses(errors.NotFound),
)
def resolve_conflict(
    session: TenantSession, _caller: WritesScans, conflict_id: UUID, body: Resolution
) -> Any:
    """Say what a conflict was. It stays on record, whatever the facts do later."""
    row = get_row(session, CheckInConflict, conflict_id)
    row.status, row.resolution, row.resolution_note = "resolved", body.resolution, body.note
    row.resolved_at = clock.now()
    session.flush()
    announce(session, row.event_id)
    session.refresh(row)
    return row


@router.post(
    "/check-ins/redeem",
    response_model=RedeemAnswer,
    tags=["scans"],
    responses=errors.responses(errors.Forbidden, errors.NotFound, errors.Conflict),
)
def redeem_credential(
    request: Request,
    session: TenantSession,
    _caller: Annotated[Caller, requires("door.scan")],
    body: RedeemRequest,
) -> Any:
    """Decide and record one presentation now. A refusal is a 200: it is a verdict."""
    return redeem(session, request.app.state.box, body, clock.now())

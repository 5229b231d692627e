"""Lists, gates, devices, scans and the online redeem over HTTP."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request, Response
from sqlmodel import Session

from shared import rules
from shared.protocol import EnrolCode, RedeemAnswer, RedeemRequest
from shared.ruling import Ruling, ruling
from sync_server.domains.door import (
    capacity,
    cloning,
    devices,
    judged_again,
    releases,
    seats,
    truth,
)
from sync_server.domains.door.models import (
    CheckIn,
    CheckInConflict,
    CheckInList,
    CheckInListProduct,
    CheckInListTicketType,
    CheckInQuestion,
    CheckInQuestionTicketType,
    Device,
    DeviceAlert,
    Gate,
    JournalEntry,
    Scan,
    SyncBatch,
    Zone,
)
from sync_server.domains.door.redeems import Asking, Redeems
from sync_server.domains.door.schemas import (
    Assigned,
    CloneAsked,
    Cloned,
    ConflictStory,
    DeviceChange,
    DeviceCreate,
    DeviceJournal,
    EnrolmentCode,
    JournalKey,
    NotSeated,
    Resolution,
    Revocation,
)
from sync_server.domains.seating import service as seating
from sync_server.kernel import clock, errors, outbox, tls
from sync_server.kernel.auth import (
    Caller,
    Credentials,
    TenantSession,
    bearer,
    organization_named,
    requires,
)
from sync_server.kernel.notify import announce
from sync_server.kernel.resource import NOTHING, Many, Resource
from sync_server.kernel.routes import build_router
from sync_server.kernel.rows import get_row
from sync_server.kernel.secrets import SecretBox
from sync_server.settings import Settings


def _check_list(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    try:
        rule = rules.check(sent.get("rules", {}))
    except rules.BrokenRule as problem:
        raise errors.Invalid(f"rules: {problem}.") from None
    told = ruling(rule)
    if told is Ruling.NEVER:
        raise errors.Invalid("rules: nobody could ever come in by this rule.")
    if told is Ruling.ALWAYS and rule != rules.ALWAYS:
        raise errors.Invalid("rules: this rule lets everybody in at any time; leave it empty.")
    return sent


def _list_changed(session: Session, list_id: UUID) -> None:
    event_id = get_row(session, CheckInList, list_id).event_id
    releases.list_came(session, list_id, clock.now())
    judged_again.lists(session, [list_id])
    capacity.restate_event(session, event_id, clock.now())
    announce(session, event_id)


def _question_changed(session: Session, question_id: UUID) -> None:
    question = get_row(session, CheckInQuestion, question_id)
    session.refresh(question)
    if question.answer_kind == "choice" and not any(one.strip() for one in question.options):
        raise errors.Invalid("options: a question with a choice needs something to choose from.")


def _gate_changed(session: Session, gate_id: UUID) -> None:
    event_id = get_row(session, Gate, gate_id).event_id
    judged_again.lists(session, judged_again.lists_at(session, event_id, by_gate=True))


def _gate_goes(session: Session, gate_id: UUID) -> None:
    """What was scanned at a gate that is gone was scanned at none, which a rule must not ask about."""
    asking = judged_again.lists_at(session, get_row(session, Gate, gate_id).event_id, by_gate=True)
    if judged_again.let_in_at(session, gate_id, asking):
        raise errors.Conflict(
            "Guests were let in here by a rule that looks at the gate, which would be broken for each"
            " of them. Change the list's rule first, or keep the gate."
        )


def _zone_changed(session: Session, zone_id: UUID) -> None:
    capacity.restate_event(session, get_row(session, Zone, zone_id).event_id, clock.now())


def _zone_goes(session: Session, zone_id: UUID) -> None:
    zone = get_row(session, Zone, zone_id)
    zone.capacity = None
    session.flush()
    _zone_changed(session, zone_id)


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Zone, path="/zones", permission="events", changed=_zone_changed, removing=_zone_goes
    ),
    Resource(
        table=Gate,
        path="/gates",
        permission="events",
        changed=_gate_changed,
        changed_by=("name",),
        removing=_gate_goes,
    ),
    Resource(
        table=CheckInList,
        path="/check-in-lists",
        permission="events",
        links={
            "ticket_type_ids": Many(CheckInListTicketType, "check_in_list_id", "ticket_type_id"),
            "product_ids": Many(CheckInListProduct, "check_in_list_id", "product_id"),
        },
        checked=_check_list,
        changed=_list_changed,
        own_ids=True,
    ),
    Resource(
        table=CheckInQuestion,
        path="/check-in-questions",
        permission="events",
        links={
            "ticket_type_ids": Many(
                CheckInQuestionTicketType, "check_in_question_id", "ticket_type_id"
            )
        },
        changed=_question_changed,
    ),
    DEVICES := Resource(
        table=Device,
        path="/devices",
        permission="devices",
        hidden=("heads", "last_cursor", "certificate"),
        writes=NOTHING,
    ),
    Resource(table=DeviceAlert, path="/device-alerts", permission="devices", writes=NOTHING),
    Resource(table=SyncBatch, path="/sync-batches", permission="devices", writes=NOTHING),
    Resource(table=JournalEntry, path="/journal-entries", permission="scans", writes=NOTHING),
    Resource(table=Scan, path="/scans", permission="scans", writes=NOTHING),
    Resource(table=CheckIn, path="/check-ins", permission="scans", writes=NOTHING),
    CONFLICTS := Resource(
        table=CheckInConflict, path="/check-in-conflicts", permission="scans", writes=NOTHING
    ),
)

router = build_router(RESOURCES)
DeviceRead, ConflictRead = DEVICES.read, CONFLICTS.read

WritesDevices = Annotated[Caller, requires("devices.write")]
WritesScans = Annotated[Caller, requires("scans.write")]
ReadsDevices = Annotated[Caller, requires("devices.read")]
ReadsScans = Annotated[Caller, requires("scans.read")]
WritesSeating = Annotated[Caller, requires("seating.write")]


@router.post(
    "/events/{event_id}/clone",
    status_code=201,
    tags=["events"],
    responses=errors.responses(
        errors.Unauthenticated, errors.Forbidden, errors.NotFound, errors.Invalid
    ),
)
def clone_event(
    session: TenantSession,
    _caller: Annotated[Caller, requires("events.write")],
    event_id: UUID,
    body: CloneAsked,
) -> Cloned:
    """The same evening again: its set-up without guests and devices, every time moved along."""
    made = cloning.clone(session, event_id, body.name, body.starts_at, as_it_is=body.as_it_is)
    outbox.record(session, "event.created", "event", made)
    return Cloned(event_id=made)


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
    outbox.record(session, "device.created", "device", made.device.id)
    url = settings.public_url or str(request.base_url).rstrip("/")
    code = EnrolCode(url=url, token=made.token, fingerprint=tls.fingerprint(settings))
    return {"device_id": made.device.id, "code": code.text(), "expires_at": made.expires_at}


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
    before = device.event_id
    devices.change(session, device, sent)
    for event_id in {before, device.event_id}:
        if event_id is not None:
            announce(session, event_id)
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
    outbox.record(session, "device.revoked", "device", device.id)
    if device.event_id:
        announce(session, device.event_id)
    session.refresh(device)
    return device


@router.post(
    "/check-in-conflicts/{conflict_id}/resolve",
    response_model=ConflictRead,
    tags=["scans"],
    responses=errors.responses(errors.NotFound),
)
def resolve_conflict(
    session: TenantSession, caller: WritesScans, conflict_id: UUID, body: Resolution
) -> Any:
    """Say what a conflict was. It stays on record, whatever the facts do later."""
    row = get_row(session, CheckInConflict, conflict_id)
    row.status, row.resolution, row.resolution_note = "resolved", body.resolution, body.note
    row.resolved_at, row.resolved_by = clock.now(), caller.user_id
    session.flush()
    told = {"kind": row.kind, "resolution": body.resolution}
    outbox.record(session, "conflict.resolved", "conflict", row.id, told)
    announce(session, row.event_id)
    session.refresh(row)
    return row


@router.get(
    "/check-in-conflicts/{conflict_id}/story",
    response_model=ConflictStory,
    tags=["scans"],
    responses=errors.responses(errors.NotFound),
)
def tell_conflict(session: TenantSession, _caller: ReadsScans, conflict_id: UUID) -> Any:
    """Both scans of a conflict: doors, people, and clocks with their corrections."""
    return truth.conflict_story(session, get_row(session, CheckInConflict, conflict_id))


@router.post(
    "/journal-entries/{entry_id}/release",
    status_code=204,
    tags=["scans"],
    responses=errors.responses(errors.NotFound, errors.Conflict),
)
def release_entry(session: TenantSession, _caller: WritesScans, entry_id: UUID) -> None:
    """Let an entry that waits in quarantine count after all. It keeps its reason on record."""
    releases.release(session, [get_row(session, JournalEntry, entry_id)], clock.now())


@router.get(
    "/devices/{device_id}/journal",
    response_model=DeviceJournal,
    tags=["devices"],
    responses=errors.responses(errors.NotFound),
)
def read_device_journal(session: TenantSession, _caller: ReadsDevices, device_id: UUID) -> Any:
    """What of a device's journal is here: gaps, branches, what is questioned, alerts."""
    return truth.device_journal(session, get_row(session, Device, device_id))


@router.post(
    "/devices/{device_id}/journal-key",
    response_model=JournalKey,
    tags=["devices"],
    responses=errors.responses(errors.NotFound),
)
def tell_journal_key(
    request: Request, session: TenantSession, _caller: WritesDevices, device_id: UUID
) -> Any:
    """The key that opens a dead kiosk's journal file. That it was asked for is on record."""
    device = get_row(session, Device, device_id)
    if device.journal_key is None:
        raise errors.NotFound("This device left no key of its journal here.")
    outbox.record(session, "device.journal_key_told", "device", device.id)
    return {"journal_key": request.app.state.box.open(device.journal_key).hex()}


@router.post(
    "/check-ins/redeem",
    response_model=RedeemAnswer,
    tags=["scans"],
    responses=errors.responses(
        errors.Unauthenticated,
        errors.Forbidden,
        errors.NotFound,
        errors.Conflict,
        errors.Unavailable,
    ),
    openapi_extra={"x-permission": "door.scan"},
)
async def redeem_credential(
    request: Request, _credentials: Credentials, body: RedeemRequest
) -> Any:
    """Decide and record one presentation now. A refusal is a 200: it is a verdict."""
    redeems: Redeems = request.app.state.redeems
    asking = Asking(request, bearer(request), body)
    answer = await redeems.bring(organization_named(request), asking)
    return Response(answer.model_dump_json(), media_type="application/json")


@router.post(
    "/seat-maps/{seat_map_id}/moves",
    status_code=204,
    tags=["seat maps"],
    responses=errors.responses(errors.NotFound, errors.Conflict, errors.Invalid),
)
def move_seats(
    request: Request,
    session: TenantSession,
    _caller: WritesSeating,
    seat_map_id: UUID,
    body: seats.Moves,
) -> None:
    """Seat, move, swap, hold, block: all of it, or nothing. 409 where a seat is not free."""
    box: SecretBox = request.app.state.box
    seats.move(session, box, seating.map_of(session, seat_map_id), body.moves)


@router.post(
    "/seat-maps/{seat_map_id}/assignments",
    response_model=Assigned,
    tags=["seat maps"],
    responses=errors.responses(errors.NotFound, errors.Invalid),
)
def assign_seats(
    request: Request,
    session: TenantSession,
    _caller: WritesSeating,
    seat_map_id: UUID,
    body: seats.Assign,
) -> Any:
    """Seat tickets by a rule, and say who got no seat and why."""
    box: SecretBox = request.app.state.box
    seat_map = seating.map_of(session, seat_map_id)
    seated, unseated = seats.assign(session, box, seat_map, body)
    return Assigned(seated=seated, unseated=[NotSeated(**vars(one)) for one in unseated])

"""The sync API over HTTP (`docs/protocol.md`)."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Any
from uuid import UUID

import zstandard
from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from shared.protocol import (
    PROTOCOL_VERSION,
    EnrolAnswer,
    EnrolRequest,
    PushAnswer,
    PushRequest,
    ReadmitAnswer,
    ReadmitRequest,
    RenewRequest,
    SafeAnswer,
    SafeRequest,
)
from sync_server.domains.door import devices
from sync_server.kernel import clock, errors, secrets, storage
from sync_server.kernel.auth import (
    PUBLIC,
    Caller,
    Credentials,
    TenantSession,
    assigned_event,
    authenticate,
    device_token,
    open_session,
    requires_device,
)
from sync_server.kernel.bodies import Body, takes
from sync_server.kernel.pages import packed
from sync_server.kernel.presence import Presence
from sync_server.kernel.resource import API
from sync_server.kernel.session import Database
from sync_server.sync import pull, safe
from sync_server.sync.pressure import Streaming, calm
from sync_server.sync.state import state_for
from sync_server.sync.uploads import Uploads

NDJSON = "application/x-ndjson"
MAX_PHOTO = 2_000_000
MAX_UPLOAD = 8 * 2**20
_WORTH_PACKING = 1_000
_WORTH_A_THREAD = 50_000


async def check_protocol(usher_protocol: Annotated[str, Header()] = str(PROTOCOL_VERSION)) -> None:
    """Refuse a newer major version with a sentence, not with a failure later."""
    if not usher_protocol.isdecimal() or int(usher_protocol) > PROTOCOL_VERSION:
        raise errors.UpgradeNeeded(
            f"This server speaks protocol {PROTOCOL_VERSION}; update the server first."
        )


router = APIRouter(
    prefix=API,
    tags=["sync"],
    dependencies=[Depends(check_protocol), Depends(calm)],
    responses=errors.responses(errors.UpgradeNeeded, errors.TooMany),
)
Device = Annotated[Caller, requires_device()]


@router.post(
    "/devices/enrol",
    openapi_extra=PUBLIC,
    response_model=EnrolAnswer,
    responses=errors.responses(errors.Unauthenticated, errors.Conflict),
)
def enrol(request: Request, body: EnrolRequest) -> Any:
    """Turn a one-use enrolment token into a device. Public: the token is the permission."""
    organization_id = secrets.organization_of(body.token, devices.ENROL)
    if organization_id is None:
        raise errors.Unauthenticated("This is no enrolment code of ours.")
    with _database(request).tenant(organization_id) as session:
        return devices.enrol(session, request.app.state.box, body, clock.now())


@router.post(
    "/devices/renew",
    response_model=EnrolAnswer,
    responses=errors.responses(errors.Unauthenticated, errors.Forbidden),
)
def renew(request: Request, session: TenantSession, caller: Device, body: RenewRequest) -> Any:
    """A new device id for a kiosk that was restored or copied, signed with its old key."""
    if body.device_id != caller.id:
        raise errors.Forbidden("A device can only renew itself.")
    return devices.renew(session, request.app.state.box, body, clock.now())


@router.post(
    "/devices/readmit",
    openapi_extra=PUBLIC,
    response_model=ReadmitAnswer,
    responses=errors.responses(errors.Unauthenticated),
)
def readmit(request: Request, body: ReadmitRequest) -> Any:
    """Take a device back that a restored database does not know, or whose token it lost.

    Public: the certificate this server signed, and the device's own signature, are the permission.
    """
    organization_id = devices.certified_organization(body.certificate)
    with _database(request).tenant(organization_id) as session:
        return devices.readmit(session, request.app.state.box, body, clock.now())


@router.get(
    "/sync/snapshot",
    response_class=StreamingResponse,
    responses={
        200: {"content": {NDJSON: {"schema": {"type": "string"}}}},
        **errors.responses(errors.Forbidden, errors.Unavailable),
    },
)
def get_snapshot(
    _slot: Streaming,
    request: Request,
    caller: Device,
    event: UUID | None = None,
    accept_encoding: Annotated[str, Header()] = "",
) -> Response:
    """Everything the device's event needs, as NDJSON with a checked end line."""
    event_id = assigned_event(caller, event)
    _note_seen(request, caller)
    lines = pull.snapshot(
        _database(request), caller.organization_id, caller.id, event_id, clock.now()
    )
    packing, parts = _best_packing(lines, accept_encoding)
    return StreamingResponse(parts, media_type=NDJSON, headers=packing)


@router.get(
    "/sync/changes",
    openapi_extra={"x-permission": "door.replica"},
    response_class=Response,
    responses={
        200: {"content": {NDJSON: {"schema": {"type": "string"}}}},
        **errors.responses(errors.Forbidden, errors.Gone),
    },
)
def get_changes(
    request: Request,
    _credentials: Credentials,
    cursor: Annotated[str, Query(max_length=500)],
    accept_encoding: Annotated[str, Header()] = "",
) -> Response:
    """What changed since the cursor; 410 asks for a fresh snapshot. Needs a device token."""
    # Old kiosks ask with every change, all at once: one thread and one short transaction for each.
    with open_session(request) as session:
        caller = authenticate(request, session)
        if caller.device is None:
            raise errors.Forbidden("Only an enrolled device may do this.")
        event_id = assigned_event(caller)
        _note_seen(request, caller)
        fresh_since = request.app.state.feed.fresh_since(caller.organization_id, event_id)
        page = pull.changes(session, request.app.state.pages, event_id, cursor, fresh_since)
        last = pull.trailer(session, caller.id, page, clock.now())
    if len(page.lines) <= _WORTH_PACKING:
        return Response(page.lines + last, media_type=NDJSON)
    if "zstd" in accept_encoding:
        both = page.packed + packed(last)
        return Response(both, media_type=NDJSON, headers={"Content-Encoding": "zstd"})
    packing, parts = _best_packing([page.lines, last], accept_encoding)
    return Response(b"".join(parts), media_type=NDJSON, headers=packing)


@router.post(
    "/sync/scans",
    response_model=PushAnswer,
    responses=errors.responses(
        errors.Unauthenticated,
        errors.Conflict,
        errors.Forbidden,
        errors.Invalid,
        errors.TooLarge,
        errors.BadRequest,
        errors.Unavailable,
    ),
    openapi_extra={
        **takes(MAX_UPLOAD),
        "x-permission": "door.replica",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": PushRequest.model_json_schema(
                        ref_template="#/components/schemas/{model}"
                    )
                }
            },
        },
    },
)
async def post_scans(request: Request, _credentials: Credentials, content: Body) -> Any:
    """Store a batch of journal entries; `gzip` and `zstd` bodies are read. Needs a device token.

    Revoked devices may still bring what they have, and those of a suspended organization.
    """
    named = device_token(request)
    if named is None:
        await run_in_threadpool(_refuse_others, request)
        raise errors.Forbidden("Only an enrolled device may do this.")
    if len(content) > MAX_UPLOAD:
        raise errors.TooLarge("A batch may have eight megabytes; send fewer entries at once.")
    small = len(content) < _WORTH_A_THREAD
    batch = _batch(content) if small else await run_in_threadpool(_batch, content)
    uploads: Uploads = request.app.state.uploads
    organization_id, token = named
    answer = await uploads.bring(organization_id, request, token, batch)
    return Response(answer.model_dump_json(), media_type="application/json")


def _refuse_others(request: Request) -> None:
    """401 for a token that is none at all."""
    with open_session(request) as session:
        authenticate(request, session)


def _batch(content: bytes) -> PushRequest:
    try:
        return PushRequest.model_validate_json(content)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise errors.Invalid(f"{where}: {first['msg']}.") from None


@router.post("/sync/safe", response_model=SafeAnswer, responses=errors.responses(errors.Forbidden))
def post_safe(session: TenantSession, caller: Device, body: SafeRequest) -> Any:
    """Which of the entries that a kiosk holds it may forget: over, and in a backup that was tried.

    `held` names, for each device, an entry of it that both sides have.
    """
    at = clock.now()
    state = state_for(session, caller.id, at)
    return SafeAnswer(**dict(state), forget=safe.forgettable(session, body.held, at))


@router.put(
    "/sync/files/{sha256}",
    status_code=204,
    responses=errors.responses(
        errors.Forbidden, errors.Invalid, errors.TooLarge, errors.BadRequest
    ),
    openapi_extra={
        **takes(2 * MAX_PHOTO),
        "requestBody": {
            "required": True,
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        },
    },
)
def put_file(
    request: Request,
    session: TenantSession,
    _caller: Device,
    content: Body,
    sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")],
) -> None:
    """A photo that answers a check-in question; sent before the scan that names its digest.

    Sending it again changes nothing.
    """
    if len(content) > MAX_PHOTO:
        raise errors.TooLarge("A photo may have two megabytes.")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise errors.Invalid("This file arrived damaged: its digest is another one.")
    if not content.startswith(b"\xff\xd8\xff"):
        raise errors.Invalid("This is no JPEG picture.")
    if not storage.holds(session, bytes.fromhex(sha256)):
        storage.put(session, request.app.state.settings, f"{sha256}.jpg", "image/jpeg", content)


def _note_seen(request: Request, caller: Caller) -> None:
    presence: Presence = request.app.state.presence
    presence.saw(caller.organization_id, caller.id)


def _best_packing(
    lines: Iterable[bytes], accept_encoding: str
) -> tuple[dict[str, str], Iterable[bytes]]:
    """The lines in the best packing the kiosk reads, as they come, with the header that says so."""
    if "zstd" in accept_encoding:
        return {"Content-Encoding": "zstd"}, _pressed(
            lines, zstandard.ZstdCompressor(1).compressobj()
        )
    if "gzip" in accept_encoding:
        return {"Content-Encoding": "gzip"}, _pressed(lines, zlib.compressobj(1, zlib.DEFLATED, 31))
    return {}, lines


def _pressed(lines: Iterable[bytes], packer: Any) -> Iterator[bytes]:
    for line in lines:
        if part := packer.compress(line):
            yield part
    yield packer.flush()


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database

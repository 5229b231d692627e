"""The sync API over HTTP (`docs/protocol.md`)."""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import ValidationError
from sqlalchemy import text
from sqlmodel import Session

from shared.protocol import (
    PROTOCOL_VERSION,
    EnrolAnswer,
    EnrolRequest,
    PushAnswer,
    PushRequest,
    RenewRequest,
)
from sync_server.domains.door import devices
from sync_server.kernel import clock, errors, secrets, storage
from sync_server.kernel.auth import PUBLIC, Caller, TenantSession, assigned_event, requires_device
from sync_server.kernel.bodies import Body
from sync_server.kernel.resource import API
from sync_server.kernel.session import Database
from sync_server.sync import pull
from sync_server.sync.push import push

NDJSON = "application/x-ndjson"
MAX_PHOTO = 2_000_000


def check_protocol(usher_protocol: Annotated[str, Header()] = str(PROTOCOL_VERSION)) -> None:
    """Refuse a newer major version with a sentence, not with a failure later."""
    if not usher_protocol.isdecimal() or int(usher_protocol) > PROTOCOL_VERSION:
        raise errors.UpgradeNeeded(
            f"This server speaks protocol {PROTOCOL_VERSION}; update the server first."
        )


router = APIRouter(
    prefix=API,
    tags=["sync"],
    dependencies=[Depends(check_protocol)],
    responses=errors.responses(errors.UpgradeNeeded),
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


@router.get(
    "/sync/snapshot",
    response_class=StreamingResponse,
    responses={
        200: {"content": {NDJSON: {"schema": {"type": "string"}}}},
        **errors.responses(errors.Forbidden),
    },
)
def get_snapshot(
    request: Request,
    session: TenantSession,
    caller: Device,
    event: UUID | None = None,
    accept_encoding: Annotated[str, Header()] = "",
) -> Response:
    """Everything the device's event needs, as NDJSON with a checked end line."""
    event_id = assigned_event(caller, event)
    _touch(session, caller)
    lines = pull.snapshot(
        _database(request), caller.organization_id, caller.id, event_id, clock.now()
    )
    return _streamed(lines, accept_encoding)


@router.get(
    "/sync/changes",
    response_class=Response,
    responses={
        200: {"content": {NDJSON: {"schema": {"type": "string"}}}},
        **errors.responses(errors.Forbidden, errors.Gone),
    },
)
def get_changes(
    session: TenantSession,
    caller: Device,
    cursor: Annotated[str, Query(max_length=500)],
    accept_encoding: Annotated[str, Header()] = "",
) -> Response:
    """What changed since the cursor; 410 asks for a fresh snapshot."""
    event_id = assigned_event(caller)
    _touch(session, caller)
    lines = b"".join(pull.changes(session, caller.id, event_id, cursor, clock.now()))
    if "gzip" in accept_encoding and len(lines) > 1_000:
        return Response(
            gzip.compress(lines, 1), media_type=NDJSON, headers={"Content-Encoding": "gzip"}
        )
    return Response(lines, media_type=NDJSON)


@router.post(
    "/sync/scans",
    response_model=PushAnswer,
    responses=errors.responses(
        errors.Conflict, errors.Forbidden, errors.Invalid, errors.TooLarge, errors.BadRequest
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": PushRequest.model_json_schema(
                        ref_template="#/components/schemas/{model}"
                    )
                }
            },
        }
    },
)
def post_scans(request: Request, session: TenantSession, caller: Device, content: Body) -> Any:
    """Store a batch of journal entries; `gzip` bodies are read. Revoked devices may still bring."""
    try:
        batch = PushRequest.model_validate_json(content)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise errors.Invalid(f"{where}: {first['msg']}.") from None
    answer = push(session, request.app.state.box, caller, batch, clock.now())
    return Response(answer.model_dump_json(), media_type="application/json")


@router.put(
    "/sync/files/{sha256}",
    status_code=204,
    responses=errors.responses(
        errors.Forbidden, errors.Invalid, errors.TooLarge, errors.BadRequest
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        }
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


def _touch(session: Session, caller: Caller) -> None:
    session.execute(
        text(
            "UPDATE devices SET last_seen_at = :now WHERE organization_id = :organization"
            " AND id = :id AND (last_seen_at IS NULL OR last_seen_at < :now - interval '10 s')"
        ),
        {"now": clock.now(), "organization": caller.organization_id, "id": caller.id},
    )


def _streamed(lines: Iterable[bytes], accept_encoding: str) -> StreamingResponse:
    if "gzip" not in accept_encoding:
        return StreamingResponse(lines, media_type=NDJSON)
    return StreamingResponse(
        _gzipped(lines), media_type=NDJSON, headers={"Content-Encoding": "gzip"}
    )


def _gzipped(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    for line in lines:
        if packed := packer.compress(line):
            yield packed
    yield packer.flush()


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database

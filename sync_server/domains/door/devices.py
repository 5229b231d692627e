"""Devices: enrolled by a one-use code, known by their key, revoked, renewed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select, text
from sqlmodel import Session, col

from shared import certificates, chain
from shared.certificates import Claims
from shared.protocol import (
    Certificate,
    EnrolAnswer,
    EnrolRequest,
    Named,
    ReadmitAnswer,
    ReadmitRequest,
    RenewRequest,
    SigningKey,
    ToldEvent,
)
from sync_server.domains.door.models import (
    CheckInList,
    Device,
    DeviceAlert,
    DeviceEnrolment,
    DeviceList,
    Gate,
)
from sync_server.domains.identity import service as identity
from sync_server.domains.venues import service as venues
from sync_server.kernel import bulk, clock
from sync_server.kernel.auth import DEVICE
from sync_server.kernel.errors import Conflict, Forbidden, Invalid, Unauthenticated
from sync_server.kernel.rows import get_row
from sync_server.kernel.secrets import SecretBox, new_token, public_bytes, token_hash
from sync_server.kernel.session import Database, organization_of
from sync_server.kernel.statements import Query, Rows, fetch

ENROL = "use"
SERVER_DEVICE_NAME = "Server"
_SERVER_CHAINS = 4
_SEEN_LATELY = timedelta(seconds=5)
"""Who has just sent something need not be noted again."""


@dataclass(frozen=True)
class NewDevice:
    """A device that waits to be enrolled, and its one-use token (shown this once)."""

    device: Device
    token: str
    expires_at: datetime


def create(
    session: Session,
    *,
    name: str,
    event_id: UUID,
    gate_id: UUID | None,
    list_ids: list[UUID],
    at: datetime,
    lifetime: timedelta,
) -> NewDevice:
    """A device for an event, a gate and its lists, with a code to enrol it."""
    venues.require_event(session, event_id)
    organization = organization_of(session)
    device = Device(organization_id=organization, name=name, event_id=event_id, gate_id=gate_id)
    session.add(device)
    session.flush()
    _require_place(session, device, list_ids)
    set_lists(session, device, list_ids)
    token = new_token(ENROL, organization)
    session.add(
        DeviceEnrolment(
            organization_id=organization,
            device_id=device.id,
            token_hash=token_hash(token),
            expires_at=at + lifetime,
        )
    )
    session.flush()
    return NewDevice(device, token, at + lifetime)


def change(session: Session, device: Device, sent: Mapping[str, Any]) -> None:
    """Rename a device or move it. At another event its gate and lists are others too.

    422 where a gate or list is of another event than the device.
    """
    wanted = dict(sent)
    if wanted.get("event_id") in (None, device.event_id):
        wanted.pop("event_id", None)
    else:
        venues.require_event(session, wanted["event_id"])
        wanted = {"gate_id": None, "list_ids": []} | wanted
    list_ids = wanted.pop("list_ids", None)
    for name, value in wanted.items():
        setattr(device, name, value)
    session.flush()
    _require_place(session, device, list_ids or [])
    if list_ids is not None:
        set_lists(session, device, list_ids)


def _require_place(session: Session, device: Device, list_ids: Sequence[UUID]) -> None:
    """A gate or list of another event is no place for a device: its doors would know nobody."""
    for table, ids in (("gates", [device.gate_id]), ("check_in_lists", list_ids)):
        elsewhere = fetch(
            session,
            f"SELECT name FROM {table} WHERE organization_id = %(organization)s"
            " AND id = ANY(%(ids)s::uuid[]) AND event_id IS DISTINCT FROM %(event)s",
            ids=list(ids),
            event=device.event_id,
        )
        if elsewhere:
            raise Invalid(f"“{elsewhere[0].name}” belongs to another event.")


def set_lists(session: Session, device: Device, list_ids: list[UUID]) -> None:
    """Which lists a device serves; none named means every list of its event."""
    session.execute(
        text("DELETE FROM device_lists WHERE organization_id = :organization AND device_id = :id"),
        {"organization": device.organization_id, "id": device.id},
    )
    if not list_ids:
        list_ids = list(
            session.scalars(
                select(CheckInList.id)  # type: ignore[call-overload]
                .where(
                    col(CheckInList.organization_id) == device.organization_id,
                    col(CheckInList.event_id) == device.event_id,
                )
                .order_by(col(CheckInList.id))
            )
        )
    for list_id in dict.fromkeys(list_ids):
        session.add(
            DeviceList(
                organization_id=device.organization_id,
                device_id=device.id,
                check_in_list_id=list_id,
            )
        )
    session.flush()


def enrol(session: Session, box: SecretBox, request: EnrolRequest, at: datetime) -> EnrolAnswer:
    """Turn a one-use token into a device token. 401 where it is unknown, used or expired."""
    organization = organization_of(session)
    enrolment = session.scalars(
        select(DeviceEnrolment)
        .where(
            col(DeviceEnrolment.organization_id) == organization,
            col(DeviceEnrolment.token_hash) == token_hash(request.token),
        )
        .with_for_update()
    ).first()
    if enrolment is None or enrolment.expires_at <= at:
        raise Unauthenticated("This enrolment code is unknown or expired; ask for a new one.")
    if enrolment.used_at is not None:
        raise Unauthenticated("This enrolment code was used already; ask for a new one.")
    enrolment.used_at = at
    device = get_row(session, Device, enrolment.device_id)
    if device.public_key is not None:
        raise Conflict("This device is enrolled already; a chain belongs to one key.")
    device.name = request.name or device.name
    return _begin(session, box, device, request, at)


def renew(session: Session, box: SecretBox, request: RenewRequest, at: datetime) -> EnrolAnswer:
    """A new device for a restored or copied kiosk, proved by its old key (ledger rule 7)."""
    old = get_row(session, Device, request.device_id)
    message = b"usher renew" + bytes.fromhex(request.public_key)
    if not chain.is_signed(old.public_key or b"", message, bytes.fromhex(request.signature)):
        raise Unauthenticated("The old key of this device did not sign the request.")
    if old.revoked_at is not None:
        raise Forbidden("This device was revoked.", error="device_revoked")
    lists = session.scalars(
        select(DeviceList.check_in_list_id).where(  # type: ignore[call-overload]
            col(DeviceList.organization_id) == old.organization_id,
            col(DeviceList.device_id) == old.id,
        )
    )
    fresh = Device(
        organization_id=old.organization_id,
        name=old.name,
        event_id=old.event_id,
        gate_id=old.gate_id,
    )
    session.add(fresh)
    session.flush()
    set_lists(session, fresh, list(lists))
    raise_alert(session, old.id, "rolled_back", {"continues_as": str(fresh.id)})
    return _begin(
        session,
        box,
        fresh,
        EnrolRequest(
            token="",
            public_key=request.public_key,
            platform=old.platform or "",
            app_version=old.app_version or "",
            journal_key=request.journal_key,
        ),
        at,
    )


def locked(device_ids: Collection[UUID]) -> Query[dict[UUID, Device]]:
    """Devices by id, locked for their uploads; in order, so that two groups cannot deadlock.

    No session follows them: `save` writes what becomes of them.
    """
    return Query(
        "SELECT * FROM devices WHERE organization_id = %(organization)s AND id = ANY(%(ids)s)"
        " ORDER BY id FOR NO KEY UPDATE",
        by_id,
        {"ids": list(device_ids)},
    )


def by_id(rows: Rows) -> dict[UUID, Device]:
    """Whole rows of devices, read."""
    return {row.id: Device(**row._asdict()) for row in rows}


def save(session: Session, known: Sequence[Device]) -> None:
    """Write what uploads change of `locked` devices, in one statement."""
    columns = ("organization_id", "id", "certificate", "last_seen_at", "clock_offset_ms",
               "queue_depth", "battery_percent", "app_version", "heads", "confirmed_seq",
               "confirmed_hash")  # fmt: skip
    session.flush()  # one may have been made again from its certificate
    rows = [[getattr(device, name) for name in columns] for device in known]
    bulk.update_many(session, "devices", columns, rows)


def known_device(
    session: Session,
    box: SecretBox,
    device: Device | None,
    device_id: UUID,
    certificate: Certificate | None,
) -> Device:
    """The device of an upload, where it is known; made again from its certificate after a restore.

    403 where neither is here.
    """
    organization = organization_of(session)
    if device is not None and (device.certificate is not None or certificate is None):
        return device
    enrolled = _enrolled(box, organization, certificate)
    if device is not None:
        if enrolled and enrolled.device_id == device_id:
            assert certificate is not None
            device.certificate = certificate.model_dump_json()  # enrolled before it was kept
        return device
    if enrolled is None or enrolled.device_id != device_id:
        raise Forbidden("This device is unknown here, and no certificate of it was sent.")
    assert certificate is not None
    return _made_again(session, certificate, enrolled)


def certified_organization(certificate: Certificate) -> UUID:
    """Whose device a certificate speaks of; 401 where it is none. Proves nothing by itself."""
    claimed = certificates.claims(certificate)
    if claimed is None:
        raise Unauthenticated("This is no certificate of ours.")
    return claimed.organization_id


def readmit(
    session: Session, box: SecretBox, request: ReadmitRequest, at: datetime
) -> ReadmitAnswer:
    """Know a device again by its certificate and its own signature (ledger rule 5).

    A revoked device is taken back as what it is: it may bring its scans and learns nothing.
    """
    organization = organization_of(session)
    enrolled = _enrolled(box, organization, request.certificate)
    message = b"usher readmit" + bytes.fromhex(request.token_hash)
    signature = bytes.fromhex(request.signature)
    if enrolled is None or not chain.is_signed(enrolled.public_key, message, signature):
        raise Unauthenticated("This server did not enrol this device; enrol it again.")
    device = session.get(Device, (organization, enrolled.device_id), with_for_update=True)
    if device is None:
        device = _made_again(session, request.certificate, enrolled)
        if device.event_id is not None:
            set_lists(session, device, [])
    elif device.public_key != enrolled.public_key:
        raise Unauthenticated("Another key belongs to this device now; enrol it again.")
    device.token_hash = bytes.fromhex(request.token_hash)
    session.flush()
    return ReadmitAnswer(device_id=device.id, server_time=at)


def server_ids(organization: UUID) -> list[UUID]:
    """The devices that the server is in an organization, used or not."""
    return [
        uuid5(organization, "usher server device"),
        *(uuid5(organization, f"usher server device {n}") for n in range(2, _SERVER_CHAINS + 1)),
    ]


def server_name(place: int) -> str:
    """What people see of the device at this place among `server_ids`."""
    return f"{SERVER_DEVICE_NAME} {place + 1}" if place else SERVER_DEVICE_NAME


def revoke(session: Session, device: Device, reason: str, at: datetime) -> None:
    """Stop believing a device; what it wrote before may still be uploaded."""
    if device.revoked_at is None:
        device.revoked_at, device.revoke_reason = at, reason
        session.flush()


def note_seen(database: Database, organization_id: UUID, device_ids: Collection[UUID]) -> None:
    """These devices were there just now. One that is at work on its upload says so itself."""
    at = clock.now()
    with database.tenant(organization_id) as session:
        session.execute(
            text(
                "UPDATE devices SET last_seen_at = :now WHERE (organization_id, id) IN"
                " (SELECT organization_id, id FROM devices WHERE organization_id = :organization"
                "  AND id = ANY(:ids) AND (last_seen_at IS NULL OR last_seen_at < :before)"
                "  FOR NO KEY UPDATE SKIP LOCKED)"
            ),
            {
                "now": at,
                "before": at - _SEEN_LATELY,
                "organization": organization_id,
                "ids": list(device_ids),
            },
        )


def raise_alert(
    session: Session,
    device_id: UUID,
    kind: str,
    detail: dict[str, Any],
    journal_entry_id: UUID | None = None,
) -> None:
    """Put something before the organizer."""
    session.add(
        DeviceAlert(
            organization_id=organization_of(session),
            device_id=device_id,
            kind=kind,
            journal_entry_id=journal_entry_id,
            detail=detail,
        )
    )


def certificate_of(box: SecretBox, device: Device, issued_at: datetime) -> Certificate:
    """What the server signs so that the device can be known again (ledger rule 5)."""
    key, organization = device.public_key or b"", device.organization_id
    body = Claims(device.id, key, organization, device.event_id, issued_at).body()
    signature = box.server_key(device.organization_id).sign(body)
    return Certificate(body=body.decode(), signature=signature.hex())


def _begin(
    session: Session, box: SecretBox, device: Device, request: EnrolRequest, at: datetime
) -> EnrolAnswer:
    token = new_token(DEVICE, device.organization_id)
    device.public_key = bytes.fromhex(request.public_key)
    device.token_hash = token_hash(token)
    device.enrolled_at = at
    device.platform, device.app_version = request.platform, request.app_version
    device.confirmed_hash = chain.genesis(device.id)
    if request.journal_key:
        device.journal_key = box.seal(bytes.fromhex(request.journal_key))
    certificate = certificate_of(box, device, at)
    device.certificate = certificate.model_dump_json()
    session.flush()
    assert device.event_id is not None
    event = venues.require_event(session, device.event_id)
    gate = session.get(Gate, (device.organization_id, device.gate_id)) if device.gate_id else None
    lists = session.execute(
        text(
            "SELECT l.id, l.name FROM device_lists d JOIN check_in_lists l"
            " ON l.organization_id = d.organization_id AND l.id = d.check_in_list_id"
            " WHERE d.organization_id = :organization AND d.device_id = :device ORDER BY d.id"
        ),
        {"organization": device.organization_id, "device": device.id},
    )
    return EnrolAnswer(
        device_id=device.id,
        device_token=token,
        organization=Named(id=device.organization_id, name=identity.organization_name(session)),
        event=ToldEvent(
            id=event.id,
            name=event.name,
            timezone=event.timezone,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
        ),
        gate=Named(id=gate.id, name=gate.name) if gate else None,
        lists=[Named(id=row.id, name=row.name) for row in lists],
        server_time=at,
        signing_keys=_signing_keys(session),
        server_key=public_bytes(box.server_key(device.organization_id)).hex(),
        certificate=certificate,
    )


def _signing_keys(session: Session) -> list[SigningKey]:
    rows = session.execute(
        text(
            "SELECT encode(key_id, 'hex') AS key_id, encode(public_key, 'hex') AS public_key,"
            " not_before, revoked_at FROM ticket_signing_keys WHERE organization_id = :organization"
        ),
        {"organization": organization_of(session)},
    )
    return [SigningKey.model_validate(dict(row._mapping)) for row in rows]


def _made_again(session: Session, certificate: Certificate, enrolled: Claims) -> Device:
    organization = organization_of(session)
    servers = server_ids(organization)
    device = Device(
        organization_id=organization,
        id=enrolled.device_id,
        name=server_name(servers.index(enrolled.device_id))
        if enrolled.device_id in servers
        else f"Enrolled {enrolled.issued_at:%Y-%m-%d}",
        public_key=enrolled.public_key,
        certificate=certificate.model_dump_json(),
        event_id=_existing_event(session, enrolled.event_id),
    )
    session.add(device)
    session.flush()
    return device


def _enrolled(box: SecretBox, organization: UUID, certificate: Certificate | None) -> Claims | None:
    if certificate is None:
        return None
    return certificates.proven(certificate, public_bytes(box.server_key(organization)))


def _existing_event(session: Session, event_id: UUID | None) -> UUID | None:
    return session.execute(
        text("SELECT id FROM events WHERE organization_id = :organization AND id = :id"),
        {"organization": organization_of(session), "id": event_id},
    ).scalar()

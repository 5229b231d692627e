"""What the server signs when it enrols a device, so that the device can be known again (rule 5)."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared import chain
from shared.protocol import Certificate, rfc3339


@dataclass(frozen=True)
class Claims:
    """Who was enrolled, for what, and by which key it is known."""

    device_id: UUID
    public_key: bytes
    organization_id: UUID
    event_id: UUID | None
    issued_at: datetime

    def body(self) -> bytes:
        """The bytes that are signed."""
        return chain.canonical(
            {
                "device_id": str(self.device_id),
                "public_key": self.public_key.hex(),
                "organization": str(self.organization_id),
                "event": None if self.event_id is None else str(self.event_id),
                "issued_at": rfc3339(self.issued_at),
            }
        )


def claims(certificate: Certificate) -> Claims | None:
    """What a certificate says, None where it makes no sense. Proves nothing by itself."""
    try:
        said = json.loads(certificate.body)
        return Claims(
            device_id=UUID(said["device_id"]),
            public_key=bytes.fromhex(said["public_key"]),
            organization_id=UUID(said["organization"]),
            event_id=None if said["event"] is None else UUID(said["event"]),
            issued_at=datetime.fromisoformat(said["issued_at"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def proven(certificate: Certificate, server_key: bytes) -> Claims | None:
    """What a certificate says, None where this server's key did not sign it."""
    body = certificate.body.encode("utf-8", "surrogatepass")
    signature = bytes.fromhex(certificate.signature)
    return claims(certificate) if chain.is_signed(server_key, body, signature) else None

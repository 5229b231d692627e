"""This device's line to its server: who it is there, and what each knows of the other."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.clock import DoorClock, to_ms
from desktop.storage.journal import Identity, Journal
from desktop.sync.api import SyncApi, SyncError
from desktop.sync.round import Door, Round
from shared.protocol import Certificate, EnrolAnswer, ReadmitRequest, RenewRequest

log = logging.getLogger(__name__)


@dataclass
class Line:
    """Connection and identity change when this kiosk has to go on as a new device."""

    api: SyncApi
    door: Door
    clock: DoorClock
    journal: Journal
    identity: Identity
    app_version: str = ""

    def certificate(self) -> Certificate | None:
        """What the server signed when this device was enrolled."""
        stored = self.journal.setting("certificate")
        return Certificate.model_validate_json(stored) if stored else None

    def contact(self, server_time: datetime, sent_at_ms: int) -> None:
        """Take the server's time, and keep what it says of this clock over a restart."""
        round_trip = self.clock.monotonic_ms() - sent_at_ms
        offset = self.clock.contact(to_ms(server_time), round_trip)
        measured = {"clock_offset_ms": str(offset), "clock_measured_ms": str(to_ms(server_time))}
        self.door.save_settings(**measured)

    def confirm(self, device_id: UUID, heads: Sequence[tuple[int, str]], done: Round) -> None:
        """The newest head found *by hash* is what is confirmed (ledger rules 4 and 7)."""
        if not heads:
            return
        name = f"confirmed:{device_id}"
        believed = int(self.journal.setting(name) or 0)
        confirmed = self.journal.confirmed_by(device_id, heads)
        foreign = [seq for seq, digest in heads if not self._holds(device_id, digest)]
        if foreign and device_id == self.identity.device_id:
            self._renew(done)
        if confirmed is None:
            return
        if confirmed < believed:
            log.warning(
                "the server lost entries it had confirmed; sending again from %d", confirmed
            )
            done.resent_from = confirmed + 1
            self.door.reopen_after(device_id, confirmed)
        if confirmed != believed:
            self.door.save_settings(**{name: str(confirmed)})

    def readmitted(self) -> bool:
        """Show a server that does not know this device what it signed once (ledger rule 5)."""
        certificate, token = self.certificate(), self.journal.setting("device_token") or ""
        if certificate is None:
            return False
        hashed = hashlib.sha256(token.encode()).digest()
        signature = self.identity.key.sign(b"usher readmit" + hashed)
        try:
            self.api.readmit(
                ReadmitRequest(
                    certificate=certificate, token_hash=hashed.hex(), signature=signature.hex()
                )
            )
        except SyncError as problem:
            log.warning("the server does not take this device back: %s", problem)
            return False
        log.info("the server knows this device again")
        return True

    def _holds(self, device_id: UUID, digest: str) -> bool:
        return self.journal.confirmed_by(device_id, [(1, digest)]) is not None

    def _renew(self, done: Round) -> None:
        """This journal was rolled back or copied: go on as a new device, and never stop the door."""
        fresh = Ed25519PrivateKey.generate()
        public = fresh.public_key().public_bytes_raw().hex()
        signature = self.identity.key.sign(b"usher renew" + bytes.fromhex(public)).hex()
        answer = self.api.renew(
            RenewRequest(device_id=self.identity.device_id, public_key=public, signature=signature)
        )
        self.identity = Identity(answer.device_id, fresh)
        settings = enrolment_settings(answer, fresh)
        self.door.save_settings(**settings)
        self.door.use_identity(self.identity)
        stored = self.journal.settings()
        self.api.close()
        self.api = SyncApi(stored["server_url"], answer.device_token, stored.get("fingerprint", ""))
        done.renewed = answer.device_id


def enrolment_settings(answer: EnrolAnswer, key: Ed25519PrivateKey) -> dict[str, str]:
    """What a kiosk keeps of its enrolment."""
    return {
        "device_id": str(answer.device_id),
        "device_token": answer.device_token,
        "private_key": key.private_bytes_raw().hex(),
        "organization": answer.organization.model_dump_json(),
        "event": answer.event.model_dump_json(),
        "gate": answer.gate.model_dump_json() if answer.gate else "",
        "lists": json.dumps([json.loads(item.model_dump_json()) for item in answer.lists]),
        "server_key": answer.server_key,
        "certificate": answer.certificate.model_dump_json(),
    }

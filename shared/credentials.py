"""What was presented at the door: any medium parsed into one `Credential` with its digest."""

import base64
import binascii
import hashlib
import re
import struct
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MAX_BYTES = 4096
"""Longer content is `unreadable`; the largest QR code holds 2,953 bytes."""

SIGNED_PREFIX = "US1."
_SIGNED_FIELDS = struct.Struct(">4s16s16s16sHBII")
_SIGNATURE_BYTES = 64
_SIGNED_CHARS = -(-(_SIGNED_FIELDS.size + _SIGNATURE_BYTES) * 8 // 5)

_OWN_CODE = re.compile(r"[A-Z2-7]{16}")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015_.]+")
_WHITESPACE = re.compile(r"\s+")


class Medium(StrEnum):
    """How a credential reached the device; recorded with every scan."""

    QR = "qr"
    NFC = "nfc"
    RFID = "rfid"
    BARCODE = "barcode"
    TYPED = "typed"
    SEARCH = "search"
    API = "api"


@dataclass(frozen=True)
class SignedTicket:
    """What a `US1.` code says of itself (`sync_protocol.md`, "Signed tickets")."""

    key_id: bytes
    ticket_id: UUID
    event_id: UUID
    ticket_type_id: UUID
    issue_number: int
    admits: int
    valid_from: datetime | None
    valid_until: datetime | None
    signature: bytes

    def message(self) -> bytes:
        """The bytes the signature is over."""
        return _SIGNED_FIELDS.pack(
            self.key_id,
            self.ticket_id.bytes,
            self.event_id.bytes,
            self.ticket_type_id.bytes,
            self.issue_number,
            self.admits,
            _seconds(self.valid_from),
            _seconds(self.valid_until),
        )

    def verifies(self, public_key: bytes) -> bool:
        """Whether the organization's key (32 raw bytes) signed exactly this ticket."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.signature, self.message())
        except (InvalidSignature, ValueError):
            return False
        return True

    def text(self) -> str:
        """The code as it stands in the QR: upper-case, so alphanumeric mode holds it."""
        raw = self.message() + self.signature
        return SIGNED_PREFIX + base64.b32encode(raw).decode().rstrip("=")


@dataclass(frozen=True)
class Credential:
    """One presentation. `digest` is SHA-256 of the normalised text, 32 bytes.

    `unreadable` content has no digest worth looking up; `alternatives` are digests to try
    when the first is not found, for codes that a person typed in another case.
    """

    medium: Medium
    digest: bytes
    unreadable: bool = False
    signed: SignedTicket | None = None
    tail: str = ""
    alternatives: tuple[bytes, ...] = ()


def digest_of(normalised: str) -> bytes:
    """SHA-256 of a normalised credential: the only form of it that leaves the server."""
    return hashlib.sha256(normalised.encode("utf-8", "surrogatepass")).digest()


def normalise(text: str) -> str:
    """NFC and trimmed; our own codes upper-case without separators, foreign codes as they are."""
    text = unicodedata.normalize("NFC", text).strip()
    if text[:4].upper() == SIGNED_PREFIX:
        return SIGNED_PREFIX + _WHITESPACE.sub("", text[4:]).upper()
    compact = _SEPARATORS.sub("", text).upper()
    return compact if _OWN_CODE.fullmatch(compact) else text


def from_text(raw: str | bytes, medium: Medium) -> Credential:
    """The credential of a QR code, barcode, typed code or text record. Never raises."""
    text = _decoded(raw)
    if text is None:
        return Credential(medium, digest_of(""), unreadable=True)
    normalised = normalise(text)
    return Credential(
        medium=medium,
        digest=digest_of(normalised),
        signed=parse_signed(normalised),
        tail=normalised[-4:],
        alternatives=_typed_alternatives(normalised) if medium is Medium.TYPED else (),
    )


def from_uid(uid: bytes, medium: Medium = Medium.NFC) -> Credential:
    """The credential of a bare NFC or RFID tag: its UID as lower-case hex."""
    if not 4 <= len(uid) <= 16:
        return Credential(medium, digest_of(""), unreadable=True)
    text = uid.hex()
    return Credential(medium, digest_of(text), tail=text[-4:])


_URI_PREFIXES = (
    "", "http://www.", "https://www.", "http://", "https://", "tel:", "mailto:",
    "ftp://anonymous:anonymous@", "ftp://ftp.", "ftps://", "sftp://", "smb://", "nfs://", "ftp://",
    "dav://", "news:", "telnet://", "imap:", "rtsp://", "urn:", "pop:", "sip:", "sips:", "tftp:",
    "btspp://", "btl2cap://", "btgoep://", "tcpobex://", "irdaobex://", "file://", "urn:epc:id:",
    "urn:epc:tag:", "urn:epc:pat:", "urn:epc:raw:", "urn:epc:", "urn:nfc:",
)  # fmt: skip
"""URI identifier codes 0 to 35 of the NFC Forum's URI record."""


def from_ndef(record_type: str, payload: bytes, medium: Medium = Medium.NFC) -> Credential:
    """The credential of one NDEF well-known record: type ``T`` (text) or ``U`` (URI)."""
    if record_type == "T" and payload:
        status, rest = payload[0], payload[1:]
        encoding = "utf-16" if status & 0x80 else "utf-8"
        try:
            return from_text(rest[status & 0x3F :].decode(encoding), medium)
        except UnicodeDecodeError:
            return Credential(medium, digest_of(""), unreadable=True)
    if record_type == "U" and payload and payload[0] < len(_URI_PREFIXES):
        decoded = _decoded(payload[1:])
        if decoded is not None:
            return from_text(_code_in_uri(_URI_PREFIXES[payload[0]] + decoded), medium)
    return Credential(medium, digest_of(""), unreadable=True)


def parse_signed(normalised: str) -> SignedTicket | None:
    """The fields of a signed ticket, unverified; None where the text is not one."""
    body = normalised.removeprefix(SIGNED_PREFIX)
    if body == normalised or len(body) != _SIGNED_CHARS:
        return None
    try:
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError):
        return None
    key_id, ticket, event, kind, issue, admits, start, end = _SIGNED_FIELDS.unpack_from(raw)
    parsed = SignedTicket(
        key_id=key_id,
        ticket_id=UUID(bytes=ticket),
        event_id=UUID(bytes=event),
        ticket_type_id=UUID(bytes=kind),
        issue_number=issue,
        admits=max(1, admits),
        valid_from=_moment(start),
        valid_until=_moment(end),
        signature=raw[_SIGNED_FIELDS.size :],
    )
    # Spare bits at the end must be zero: one ticket has one text, and so one digest to revoke.
    return parsed if parsed.text() == normalised else None


def sign(ticket: SignedTicket, private_key: Ed25519PrivateKey) -> SignedTicket:
    """The same ticket with its signature made. Deterministic, as Ed25519 is."""
    signature = private_key.sign(ticket.message())
    return SignedTicket(**{**ticket.__dict__, "signature": signature})


def _decoded(raw: str | bytes) -> str | None:
    """The text, or None where no person or lookup could make anything of it."""
    if len(raw) > MAX_BYTES:
        return None
    if isinstance(raw, bytes):
        try:
            raw = raw.decode("utf-8")
        except UnicodeDecodeError:
            return None
    if len(raw.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return None
    text = "".join(c for c in raw if unicodedata.category(c) not in ("Cc", "Cs") or c in "\t\n\r")
    return text if text.strip() else None


def _typed_alternatives(normalised: str) -> tuple[bytes, ...]:
    variants = {normalised.upper(), normalised.lower()} - {normalised}
    return tuple(digest_of(v) for v in sorted(variants))


def _code_in_uri(uri: str) -> str:
    """A ticket link carries its code as the last path segment; other URIs stand for themselves."""
    last = uri.rstrip("/").rsplit("/", 1)[-1]
    own = normalise(last)
    return own if parse_signed(own) or _OWN_CODE.fullmatch(own) else uri


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None

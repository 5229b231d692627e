"""What was presented at the door: any medium parsed into one `Credential` with its digest."""

import base64
import binascii
import hashlib
import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Literal
from urllib.parse import unquote, urlsplit
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
_SEPARATORS = re.compile(r"[ \-_.]+")
_SPACES = re.compile(r"\s+")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_CARRIERS = frozenset({
    "c", "check-in", "checkin", "code", "codes", "credential", "e", "entry", "k", "q", "qr", "t",
    "ticket", "tickets",
})  # fmt: skip
"""What stands before a code in a link: `/t/…`, `?code=…`."""
_GROUPED = re.compile(r"[A-Za-z0-9]{2,}(?:([ \-])[A-Za-z0-9]{2,})(?:\1[A-Za-z0-9]{2,})*")
_SPACED_DIGITS = re.compile(r"[0-9]+(?: [0-9]+)+")
_GS1 = re.compile(r"(?:\([0-9]{2,4}\) ?[^() ]+ ?)+")
"""As it stands below the bars: `(01)…(21)…`; scanners read it without the brackets."""
_BYTES = re.compile(r"[0-9A-Fa-f]{2}(?:[ :\-][0-9A-Fa-f]{2})+")
_UUID = re.compile(r"[{]?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}[}]?")
_HEX = re.compile(r"[0-9a-f]{8,20}")
_UID_BYTES = range(4, 17)
_ENDS: tuple[Literal["big"], Literal["little"]] = ("big", "little")
_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}


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

    `unreadable` content has no digest worth looking up. `alternatives` are digests to try in their
    order when the first is not found: the same code as another reader, printer or list writes it.
    """

    medium: Medium
    digest: bytes
    unreadable: bool = False
    signed: SignedTicket | None = None
    tail: str = ""
    alternatives: tuple[bytes, ...] = ()
    is_fleeting: bool = False
    """The number of a chip that makes up another one each time: a phone's, or none at all."""

    @property
    def digests(self) -> tuple[bytes, ...]:
        """All that it may be listed under, the likeliest first."""
        return (self.digest, *self.alternatives)

    @property
    def can_be_worn(self) -> bool:
        """Whether it may be linked to a guest as a wristband."""
        return not self.unreadable and not self.is_fleeting


def digest_of(normalised: str) -> bytes:
    """SHA-256 of a normalised credential: the only form of it that leaves the server."""
    return hashlib.sha256(normalised.encode("utf-8", "surrogatepass")).digest()


def normalise(text: str) -> str:
    """The one form of a code, however it was printed, typed, exported or read.

    Without what nobody sees (control and zero-width characters), in NFKC, trimmed. Our own codes and
    signed tickets are upper-case without separators, also out of a link; numbers of chips are
    lower-case hex. Other systems' codes keep their case and their separators, but for those that
    only part them into groups for the eye.
    """
    text = _visible(text)
    if text[:4].upper() == SIGNED_PREFIX:
        return SIGNED_PREFIX + text[4:].replace(" ", "").upper()
    own = _own_code(text)
    if own is not None:
        return own
    if _LINK.fullmatch(text):
        return next(filter(None, map(_ours, _carried(text))), text)
    return _ungrouped(text)


def carried_by(link: str) -> str | None:
    """The code that a link of another system most likely carries; None where it is no link."""
    text = _visible(link)
    if not _LINK.fullmatch(text):
        return None
    return next((normalise(part) for part in _carried(text)), None)


def from_text(raw: str | bytes, medium: Medium) -> Credential:
    """The credential of a code, from wherever it comes: camera, scanner, tag, file, API. Never raises."""
    text = _decoded(raw)
    if text is None:
        return Credential(medium, digest_of(""), unreadable=True)
    normalised = normalise(text)
    others = dict.fromkeys(_other_writings(text, normalised, medium))
    return Credential(
        medium=medium,
        digest=digest_of(normalised),
        signed=parse_signed(normalised),
        tail=normalised[-4:],
        alternatives=tuple(digest_of(other) for other in others if other != normalised),
        is_fleeting=_is_fleeting(normalised.lower()) and _tells_a_chip(normalised, medium),
    )


def from_uid(uid: bytes, medium: Medium = Medium.NFC) -> Credential:
    """The credential of a bare NFC or RFID tag: its UID as lower-case hex."""
    if len(uid) not in _UID_BYTES:
        return Credential(medium, digest_of(""), unreadable=True)
    text = uid.hex()
    others = (text.upper(), *_decimals(uid))
    return Credential(
        medium,
        digest_of(text),
        tail=text[-4:],
        alternatives=tuple(digest_of(other) for other in others if other != text),
        is_fleeting=_is_fleeting(text),
    )


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
            return from_text(_URI_PREFIXES[payload[0]] + decoded, medium)
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
    return raw if _visible(raw) else None


def _visible(text: str) -> str:
    """As people see it. Scanners send GS1 separators, spreadsheets non-breaking spaces, macOS NFD."""
    seen = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    seen = unicodedata.normalize("NFKC", seen).translate(_DASHES)
    return _SPACES.sub(" ", seen).strip()


def _own_code(text: str) -> str | None:
    compact = _SEPARATORS.sub("", text).upper()
    return compact if _OWN_CODE.fullmatch(compact) else None


def _ours(text: str) -> str | None:
    """A code that is ours by its form, or None."""
    signed = text.upper() if text[:4].upper() == SIGNED_PREFIX else ""
    return signed if parse_signed(signed) else _own_code(text)


def _carried(link: str) -> Iterator[str]:
    """The parts of a link that may be its code, the likeliest first.

    What is named as one; else the end of the path, unless something that tells tickets apart comes
    after it. Other parts are words: `christmasconcert` has sixteen letters too.
    """
    try:
        split = urlsplit(link)
    except ValueError:
        return
    path = [part for part in split.path.split("/") if part]
    asked = [pair.partition("=")[::2] for pair in split.query.split("&") if pair]
    told = [value for key, value in asked if key.lower() in _CARRIERS]
    told += [part for key, part in pairwise(path) if key.lower() in _CARRIERS]
    if path and not split.query:
        told.append(path[-1])
    if not path and len(asked) == 1:
        told.append(asked[0][1] or asked[0][0])
    yield from dict.fromkeys(filter(None, (_visible(unquote(part)) for part in told)))


def _ungrouped(text: str) -> str:
    """Without separators where they part a code for the eye: 1234-5678-9012, 04:A1:B2:C3."""
    if _UUID.fullmatch(text):
        return text.strip("{}").replace("-", "").lower()
    if _GS1.fullmatch(text):
        return re.sub("[() ]", "", text)
    if _BYTES.fullmatch(text):
        compact = re.sub("[ :-]", "", text).lower()
        return compact if len(compact) // 2 in _UID_BYTES else text
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        groups = text.split(grouped[1])
        return "".join(groups) if _are_for_the_eye(groups) else text
    return text.replace(" ", "") if _SPACED_DIGITS.fullmatch(text) else text


def _are_for_the_eye(groups: list[str]) -> bool:
    """Whether groups only make a code easier to read: all of one length, but for letters in front and a
    shorter one at the end. `12-3` and `1-23`, or `SAT-1-12` and `SAT-11-2`, tell tickets apart."""
    if groups[0].isalpha() and len(groups[0]) != len(groups[1]):
        groups = groups[1:]
    length = len(groups[0])
    return (
        length >= 3 and {len(one) for one in groups[:-1]} <= {length} and len(groups[-1]) <= length
    )


def _other_writings(text: str, normalised: str, medium: Medium) -> Iterator[str]:
    """The same code as others write it. What these find differs from it in nothing but writing."""
    yield _as_before(text)
    if normalised in (normalised.upper(), normalised.lower()) or medium is Medium.TYPED:
        # Where both cases occur they may tell codes apart, unless somebody typed them.
        yield from (normalised.upper(), normalised.lower())
    if _LINK.fullmatch(text):
        for part in map(_ungrouped, _carried(text)):
            yield from (part, part.upper(), part.lower())
    if normalised.isascii() and normalised.isdecimal():
        yield from _with_zeros(normalised)
        yield from _uids(normalised)
    elif _HEX.fullmatch(normalised.lower()) and len(normalised) % 2 == 0:
        yield from _decimals(bytes.fromhex(normalised))


def _as_before(text: str) -> str:
    """As `normalise` was before codes were read alike everywhere; wristbands were linked by it."""
    text = unicodedata.normalize("NFC", text).strip()
    return _own_code(text) or text


def _with_zeros(digits: str) -> Iterator[str]:
    """A number of shops (GTIN) has 12, 13 or 14 digits: readers add and leave out zeros in front."""
    if len(digits) in (12, 13, 14):
        bare = digits.lstrip("0").zfill(12)
        yield from (bare.zfill(length) for length in (13, 12, 14) if len(bare) <= length)


_DECIMALS = {4: 10, 7: 17, 8: 20, 10: 25}
"""Digits that readers which act as a keyboard write for a number of so many bytes."""
_MOST_ZEROS = 2
"""Some readers leave them out in front; a number that is shorter still says nothing of a chip."""


def _decimals(uid: bytes) -> Iterator[str]:
    """The number of a chip as keyboard readers write it: in decimals, from either end."""
    digits = _DECIMALS.get(len(uid))
    if digits is not None:
        for end in _ENDS:
            number = str(int.from_bytes(uid, end))
            yield number.zfill(digits)
            if len(number) >= digits - _MOST_ZEROS:
                yield number


def _uids(decimals: str) -> Iterator[str]:
    """Numbers of chips that a keyboard reader would have written so."""
    for size, digits in _DECIMALS.items():
        is_bare = digits - _MOST_ZEROS <= len(decimals) < digits and not decimals.startswith("0")
        if (len(decimals) == digits or is_bare) and int(decimals) < 1 << 8 * size:
            yield from (int(decimals).to_bytes(size, end).hex() for end in _ENDS)


def _tells_a_chip(text: str, medium: Medium) -> bool:
    """Whether this is surely a chip's number; plain digits may be the code of a ticket."""
    return medium in (Medium.NFC, Medium.RFID) or not text.isdecimal() or set(text) == {"0"}


def _is_fleeting(uid: str) -> bool:
    """Numbers that are made up for each tap (ISO 14443-3: 08 and three bytes; NFC-DEP: 01FE), or none."""
    if not _HEX.fullmatch(uid):
        return False
    made_up = uid.startswith("08") if len(uid) == 8 else len(uid) == 16 and uid.startswith("01fe")
    return made_up or set(uid) in ({"0"}, {"f"})


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None

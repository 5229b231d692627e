"""Secrets at rest: tokens are kept as hashes, keys that must be used as AES-GCM ciphertext."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_NONCE_BYTES = 12
ACCESS_LIFETIME = timedelta(minutes=15)
PAGES_LIFETIME = timedelta(hours=12)
"""How long somebody who does nothing stays logged in to the pages."""
_ISSUER, _AUDIENCE, _PAGES, _ALGORITHM = "usher", "usher-api", "usher-pages", "EdDSA"


@dataclass(frozen=True)
class AccessClaims:
    """Who an access token speaks for, and of which log-in it is."""

    organization_id: UUID
    user_id: UUID
    family_id: UUID


@dataclass(frozen=True)
class SecretBox:
    """Encrypts and derives with the server's one 32-byte key."""

    key: bytes

    @classmethod
    def load(cls, configured: str | None, data_dir: Path) -> "SecretBox":
        """The configured key, else the one in the data folder, made on first use (mode 600)."""
        if configured:
            return cls(bytes.fromhex(configured))
        path = data_dir / "secret.key"
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(bytes.fromhex(path.read_text().strip()))
        with os.fdopen(handle, "w") as file:
            key = secrets.token_bytes(32)
            file.write(key.hex())
        return cls(key)

    def seal(self, plain: bytes) -> bytes:
        """Ciphertext with its nonce in front."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, plain, None)

    def open(self, sealed: bytes) -> bytes:
        """The plain bytes of `seal`. Raises InvalidTag for another key."""
        return AESGCM(self.key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)

    def access_token(self, claims: AccessClaims, at: datetime) -> str:
        """A signed token that is good for `ACCESS_LIFETIME`."""
        return self._token(claims, at, _AUDIENCE, ACCESS_LIFETIME)

    def read_access_token(self, token: str, at: datetime) -> AccessClaims | None:
        """The claims of a token of ours that has not expired; None for anything else."""
        return self._read_token(token, at, _AUDIENCE)

    def pages_token(self, claims: AccessClaims, at: datetime) -> str:
        """The same for a browser's cookie: good for `PAGES_LIFETIME`, and for nothing but pages."""
        return self._token(claims, at, _PAGES, PAGES_LIFETIME)

    def read_pages_token(self, token: str, at: datetime) -> AccessClaims | None:
        """The claims of a cookie of ours that has not expired; None for anything else."""
        return self._read_token(token, at, _PAGES)

    def _token(self, claims: AccessClaims, at: datetime, audience: str, lifetime: timedelta) -> str:
        said: dict[str, Any] = {
            "iss": _ISSUER,
            "aud": audience,
            "iat": at,
            "exp": at + lifetime,
            "org": str(claims.organization_id),
            "sub": str(claims.user_id),
            "sid": str(claims.family_id),
        }
        return jwt.encode(said, self._derived(b"usher access tokens"), algorithm=_ALGORITHM)

    def _read_token(self, token: str, at: datetime, audience: str) -> AccessClaims | None:
        try:
            said = jwt.decode(
                token,
                self._derived(b"usher access tokens").public_key(),
                algorithms=[_ALGORITHM],
                audience=audience,
                issuer=_ISSUER,
                options={"require": ["exp", "org", "sub", "sid"], "verify_exp": False},
            )
            if datetime.fromtimestamp(said["exp"], at.tzinfo) <= at:
                return None
            return AccessClaims(UUID(said["org"]), UUID(said["sub"]), UUID(said["sid"]))
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError, OverflowError):
            return None

    def keyed_hash(self, purpose: str, said: str) -> bytes:
        """A hash that only this server can make, for what must be recognised but not read."""
        return hashlib.blake2b(f"{purpose}:{said}".encode(), key=self.key, digest_size=32).digest()

    def server_key(self, organization_id: UUID) -> Ed25519PrivateKey:
        """The key by which the server signs for an organization: certificates and redeems.

        Derived, not stored, so a restored database still has it.
        """
        return self._derived(b"usher server key" + organization_id.bytes)

    def _derived(self, purpose: bytes) -> Ed25519PrivateKey:
        seed = HKDF(SHA256(), 32, None, purpose).derive(self.key)
        return Ed25519PrivateKey.from_private_bytes(seed)


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 raw bytes of a key's public half."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def new_token(prefix: str, organization_id: UUID) -> str:
    """A random token that carries its organization, so it is never looked up without a tenant."""
    return f"{prefix}_{organization_id.hex}_{secrets.token_urlsafe(32)}"


def organization_of(token: str, prefix: str) -> UUID | None:
    """The organization a token names; None where the text is no such token."""
    parts = token.split("_", 2)
    if len(parts) != 3 or parts[0] != prefix or len(parts[1]) != 32 or not parts[2]:
        return None
    try:
        return UUID(hex=parts[1])
    except ValueError:
        return None


def token_hash(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()

"""The server's own certificate, for venues without an authority that would sign one."""

import os
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from shared.fingerprint import fingerprint_of
from sync_server.settings import Settings

_LIFETIME = timedelta(days=3650)


def fingerprint(settings: Settings) -> str:
    """What enrolment codes name: SHA-256 of the public key in hex; empty without one of our own."""
    if settings.tls_fingerprint or settings.tls_certificate is None:
        return settings.tls_fingerprint or ""
    return fingerprint_of(settings.tls_certificate.read_bytes())


def make(folder: Path, names: list[str], at: datetime) -> tuple[Path, Path]:
    """A self-signed certificate and its key as files. Raises FileExistsError before it replaces."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _LIFETIME)
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    key_file, file = folder / "usher.key", folder / "usher.crt"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(secret)
    file.write_bytes(certificate.public_bytes(Encoding.PEM))
    return file, key_file


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(text))
    except ValueError:
        return x509.DNSName(text)

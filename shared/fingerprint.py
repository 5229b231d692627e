"""What an enrolment code says of the server's TLS key, so that a kiosk knows it again."""

import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def fingerprint_of(certificate: bytes) -> str:
    """SHA-256 of the public key of a certificate in PEM, in hex: renewing it changes nothing."""
    key = x509.load_pem_x509_certificate(certificate).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(spki).hexdigest()

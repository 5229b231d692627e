"""TLS that believes one key and no authority: the key whose digest the enrolment code named."""

import ssl
from urllib.parse import urlsplit

from shared.fingerprint import fingerprint_of

_SECONDS = 5.0
_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME, which the ssl module does not name."""


class AnotherKey(Exception):
    """Somebody else answers in the server's place, perhaps a log-in page of the network."""


def pinned(url: str, fingerprint: str) -> ssl.SSLContext:
    """A context for the certificate the server shows now, if its key is the one of `fingerprint`.

    A renewed certificate of the same key is believed, and so is an old one: the key is what was
    agreed on, and a kiosk's clock may be wrong. Raises AnotherKey, or OSError without an answer.
    """
    parts = urlsplit(url)
    shown = ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=_SECONDS)
    if fingerprint_of(shown.encode()) != fingerprint:
        raise AnotherKey("Something else answers with another key in the server's place.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    context.load_verify_locations(cadata=shown)
    return context

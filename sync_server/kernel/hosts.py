"""The names a server answers to. A stranger who sends another one gets nothing that carries it."""

import ipaddress
import re
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_AUTHORITY = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?", re.IGNORECASE)
_REFUSED = (
    "This server does not answer to that name. Whoever runs it lists its names in USHER_HOSTS,"
    " or sets USHER_PUBLIC_URL."
)


def name_in(authority: str) -> str | None:
    """The name or address in a Host header or the like, in one spelling; None where it is none."""
    found = _AUTHORITY.fullmatch(authority.strip())
    if found is None:
        return None
    return _one_spelling(found[1] or found[2])


def known_names(public_url: str | None, listed: str) -> frozenset[str]:
    """What a server is called: by its settings, by its machine, and on its machine.

    `listed` are names with commas between.
    """
    machine = socket.gethostname()
    named = [urlsplit(public_url).netloc] if public_url else []
    every = (*named, *listed.split(","), machine, f"{machine}.local", "localhost")
    return frozenset(filter(None, map(name_in, every)))


def is_answered(authority: str, known: Iterable[str], arrived_at: str | None) -> bool:
    """Whether a request is for us; `arrived_at` is the address of ours that it came to."""
    name = name_in(authority)
    if name is None:
        return False
    return name in known or (arrived_at is not None and name == _one_spelling(arrived_at))


def _one_spelling(name: str) -> str:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name.rstrip(".").lower()
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


class AnswerByName:
    """400 for requests to somebody else, before anything of them is read."""

    def __init__(self, app: ASGIApp, known: frozenset[str]) -> None:
        self._app, self._known = app, known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan" or self._is_ours(scope):
            await self._app(scope, receive, send)
            return
        told = {"error": "unknown_host", "detail": _REFUSED}
        await JSONResponse(told, 400, {"connection": "close"})(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1:
            return False
        arrived_at = (scope.get("server") or (None,))[0]
        return is_answered(hosts[0].decode("latin-1"), self._known, arrived_at)

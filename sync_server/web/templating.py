"""Templates: strict, escaped, and each asset's address changes with its content."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from sync_server.kernel import clock
from sync_server.web.words import LANGUAGES, Words, words_of

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every page: nothing inline, nothing from elsewhere, nothing kept by the browser."""
PICTURE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
}
"""On a picture of its own, which may say its colours itself and do nothing."""


@lru_cache(maxsize=32)
def _environment(words: Words) -> Environment:
    made = Environment(
        loader=PackageLoader("sync_server.web"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(words.texts, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {"number": words.number, "percent": words.percent, "told": words.told}
    made.globals |= {"asset": asset, "languages": LANGUAGES, "words": words, "query": query}
    return made


@lru_cache
def asset(name: str) -> str:
    """The address of a file of `static/`, which may be kept for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def query(**asked: Any) -> str:
    """A query string of what is not empty."""
    told = {name: value for name, value in asked.items() if value not in (None, "", [])}
    return "?" + urlencode(told, doseq=True) if told else ""


def render(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for whoever asks."""
    page = _environment(words_of(request)).get_template(name)
    visitor = getattr(request.state, "visitor", None)
    body = page.render(request=request, visitor=visitor, now=clock.now(), **values)
    return HTMLResponse(body, status_code=status, headers=HEADERS)

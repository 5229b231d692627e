"""Who looks at a page: a cookie that scripts cannot read, and forms that only our pages can send."""

import hmac
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from sqlmodel import Session

from sync_server.kernel import auth, clock, permissions
from sync_server.kernel.auth import Caller
from sync_server.kernel.errors import Forbidden, NotFound, ServerError, told_of
from sync_server.kernel.secrets import AccessClaims, SecretBox
from sync_server.kernel.session import Database
from sync_server.web.templating import HEADERS, render
from sync_server.web.words import Sentence

CSRF_FIELD = "csrf"
_SECURE_COOKIE, _COOKIE = "__Host-usher", "usher"


class LogInFirst(Exception):
    """Nobody is logged in, or not any more."""


@dataclass(frozen=True)
class Visitor:
    """Who is logged in, and the word that proves that a form came from one of our pages."""

    caller: Caller
    csrf: str

    def may(self, permission: str) -> bool:
        """For what is shown at all."""
        return self.caller.may(permission)


def page_session(request: Request) -> Iterator[Session]:
    """A page's one transaction, of the organization that the cookie names."""
    database: Database = request.app.state.database
    with database.tenant(_claims(request).organization_id) as session:
        yield session


PageSession = Annotated[Session, Depends(page_session, scope="function")]


def visit(request: Request, session: PageSession) -> Visitor:
    """Who asks. Their cookie is good for another while."""
    claims = _claims(request)
    try:
        caller = auth.find_user(session, claims)
    except ServerError:
        raise LogInFirst from None
    auth.name_actor(session, caller, request)
    box: SecretBox = request.app.state.box
    visitor = Visitor(caller, box.keyed_hash("csrf", str(claims.family_id)).hex())
    request.state.visitor = visitor
    request.state.claims = claims
    return visitor


@contextmanager
def visiting(request: Request) -> Iterator[tuple[Session, Visitor]]:
    """For a page that does not hold its transaction until it has answered."""
    database: Database = request.app.state.database
    with database.tenant(_claims(request).organization_id) as session:
        yield session, visit(request, session)


async def _honest(request: Request, visitor: Annotated[Visitor, Depends(visit)]) -> Visitor:
    """A form that changes something came from a page of ours, of this log-in."""
    if request.method not in ("GET", "HEAD"):
        sent = (await request.form()).get(CSRF_FIELD) or request.headers.get("x-csrf", "")
        if not isinstance(sent, str) or not hmac.compare_digest(
            sent.encode(), visitor.csrf.encode()
        ):
            raise Forbidden(
                "This form is too old. Go back, load the page again, and send it again."
            )
    return visitor


def allows(permission: str) -> Any:
    """A dependency that lets only visitors with this permission pass."""
    assert permission in permissions.PERMISSIONS, permission

    async def check(visitor: Annotated[Visitor, Depends(_honest)]) -> Visitor:
        check_may(visitor, permission)
        return visitor

    check.permission = permission  # type: ignore[attr-defined]
    return Depends(check)


def check_may(visitor: Visitor, permission: str) -> None:
    """403 for a visitor without it, or who may do nothing now."""
    auth.refuse_barred(visitor.caller)
    if not visitor.may(permission):
        raise Forbidden("Your role does not include this. Ask whoever manages your roles.")


async def _own(visitor: Annotated[Visitor, Depends(_honest)]) -> Visitor:
    return visitor


_own.permission = "own account"  # type: ignore[attr-defined]
Myself = Annotated[Visitor, Depends(_own)]
"""Whoever is logged in, whatever they may do."""


class PageRoute(APIRoute):
    """A route whose errors are pages, and whose cookie lives on while it is used."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                response = await answer(request)
            except LogInFirst:
                return _to_log_in(request)
            except Exception as problem:  # also what nobody expected: it is logged, and told
                if _is_nowhere(problem):
                    problem = NotFound("There is nothing here.")
                status, sentence = told_of(request, problem)
                response = render(request, "error.html", status, sentence=sentence)
            finally:
                await request.close()  # files that came with a form
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            claims = getattr(request.state, "claims", None)
            if claims is not None and not getattr(request.state, "logged_out", False):
                remember(request, response, claims)
            return response

        return handle


def _is_nowhere(problem: Exception) -> bool:
    """An address with something in it that is no id of anything."""
    return isinstance(problem, RequestValidationError) and all(
        error["loc"][0] == "path" for error in problem.errors()
    )


def remember(request: Request, response: Response, claims: AccessClaims) -> None:
    """Keep somebody logged in."""
    box: SecretBox = request.app.state.box
    secure = _is_secure(request)
    response.set_cookie(
        _SECURE_COOKIE if secure else _COOKIE,
        box.pages_token(claims, clock.now()),
        secure=secure,
        httponly=True,
        samesite="lax",
        path="/",
    )


def forget(request: Request, response: Response) -> None:
    """Nobody is logged in here any more."""
    request.state.logged_out = True
    secure = _is_secure(request)
    response.delete_cookie(_SECURE_COOKIE if secure else _COOKIE, path="/", secure=secure)


def refuse_foreign(request: Request) -> None:
    """403 for a form that a page from elsewhere sends, where nobody is logged in yet."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    # Behind a proxy the server is asked by another name than people know it by.
    ours = {request.url.netloc, urlsplit(request.app.state.settings.public_url or "").netloc}
    foreign = origin is not None and urlsplit(origin).netloc not in ours - {""}
    if (site not in ("same-origin", "none")) if site is not None else foreign:
        raise Forbidden("This form was sent by another site.")


def go(path: str) -> RedirectResponse:
    """To another page, after a form."""
    return RedirectResponse(path, 303)


def own_path(text: str) -> str:
    """A path of ours to go on to, or the first page: never another site."""
    ours = text.startswith("/") and not text.startswith(("//", "/\\"))
    return text if ours and text.isprintable() else "/"


def is_logged_in(request: Request) -> bool:
    """Whether there is a cookie of ours that has not run out."""
    try:
        _claims(request)
    except LogInFirst:
        return False
    return True


def turned_away(request: Request) -> Response | None:
    """To the log-in, for whoever sends something without being logged in."""
    return None if is_logged_in(request) else _to_log_in(request)


async def read_form(request: Request) -> dict[str, Any]:
    """A form's fields that say something; of names in `_ids` all of them, of others the last."""
    form = await request.form()
    said: dict[str, Any] = {}
    for name in form:
        values = [value for value in form.getlist(name) if value != ""]
        if name != CSRF_FIELD and values:
            said[name] = values if name.endswith("_ids") else values[-1]
    return said


Fields = Annotated[dict[str, Any], Depends(read_form)]


def filled(kind: type[BaseModel], fields: dict[str, Any]) -> tuple[Any, dict[str, str]]:
    """What a form says as the API takes it, or a sentence for each field that is wrong."""
    try:
        return kind.model_validate(fields), {}
    except ValidationError as problem:
        return None, {
            str(error["loc"][0] if error["loc"] else ""): Sentence.about(error)
            for error in problem.errors()
        }


def _to_log_in(request: Request) -> Response:
    if request.headers.get("x-part"):  # a live part: its script leads the whole page there
        return Response(status_code=401, headers=HEADERS)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    after = "" if request.method != "GET" or wanted == "/" else f"?next={quote(wanted, safe='')}"
    return RedirectResponse(f"/log-in{after}", 303, headers=HEADERS)


def _claims(request: Request) -> AccessClaims:
    box: SecretBox = request.app.state.box
    token = request.cookies.get(_SECURE_COOKIE if _is_secure(request) else _COOKIE, "")
    claims = box.read_pages_token(token, clock.now()) if token else None
    if claims is None:
        raise LogInFirst
    return claims


def _is_secure(request: Request) -> bool:
    told = request.app.state.settings.public_url or ""
    return request.url.scheme == "https" or told.startswith("https://")

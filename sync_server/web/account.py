"""The way in and out: log-in, sign-up, links from mails, and one's own account."""

from typing import Any
from urllib.parse import urlencode

import segno
from fastapi import APIRouter, BackgroundTasks, Request, Response

from sync_server.domains.identity import router as identity
from sync_server.domains.identity.login import Tokens
from sync_server.domains.identity.schemas import (
    Accept,
    ChangePassword,
    Forgotten,
    LogIn,
    NewPassword,
    SignUp,
    TotpCode,
    Verify,
)
from sync_server.kernel import clock
from sync_server.kernel.auth import PUBLIC
from sync_server.kernel.errors import ServerError, Unauthenticated
from sync_server.kernel.secrets import AccessClaims, SecretBox
from sync_server.web.templating import render
from sync_server.web.visit import (
    Fields,
    Myself,
    PageRoute,
    PageSession,
    filled,
    forget,
    go,
    is_logged_in,
    own_path,
    refuse_foreign,
    remember,
)
from sync_server.web.words import LANGUAGE_COOKIE, LANGUAGES

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/", openapi_extra=PUBLIC)
def first_page(request: Request) -> Response:
    """To the events, or to the log-in."""
    return go("/events" if is_logged_in(request) else "/log-in")


@router.get("/log-in", openapi_extra=PUBLIC)
def log_in_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the query's name
    """The form."""
    return render(request, "log_in.html", next=own_path(next), said={}, problems={}, factor=False)


@router.post("/log-in", openapi_extra=PUBLIC)
def log_in(request: Request, fields: Fields) -> Response:
    """Organization, e-mail, password, and a code where a second factor is set up."""
    refuse_foreign(request)
    onward = own_path(str(fields.pop("next", "/")))
    body, problems = filled(LogIn, fields | {"device_label": _browser(request)})
    factor = "code" in fields
    if body is not None:
        try:
            return _enter(request, identity.log_in(request, body), onward)
        except Unauthenticated as problem:
            factor = factor or problem.error == "totp_required"
            asks = problem.error == "totp_required" and "code" not in fields
            problems = {} if asks else {"": problem.detail}
    return render(request, "log_in.html", 200 if factor and not problems else 401,
                  next=onward, said=fields, problems=problems, factor=factor)  # fmt: skip


@router.post("/log-out")
def log_out(request: Request, session: PageSession, visitor: Myself) -> Response:
    """End this log-in, on the server too."""
    identity.log_out(session, visitor.caller)
    response = go("/log-in")
    forget(request, response)
    return response


@router.get("/sign-up", openapi_extra=PUBLIC)
def sign_up_page(request: Request) -> Response:
    """The form for a new organization."""
    open_ = request.app.state.settings.sign_up
    return render(request, "sign_up.html", said={}, problems={}, open=open_)


@router.post("/sign-up", openapi_extra=PUBLIC)
def sign_up(request: Request, fields: Fields) -> Response:
    """A new organization, whose owner is in at once."""
    refuse_foreign(request)
    body, problems = filled(SignUp, fields)
    if body is not None:
        try:
            return _enter(request, identity.sign_up(request, body), "/events/new")
        except ServerError as problem:
            problems = {"": problem.detail}
    return render(request, "sign_up.html", 422, said=fields, problems=problems, open=True)


@router.get("/forgot", openapi_extra=PUBLIC)
def forgot_page(request: Request) -> Response:
    """Whose password is to be set anew."""
    return render(request, "forgot.html", sent=False, problems={}, said={})


@router.post("/forgot", openapi_extra=PUBLIC)
def forgot(request: Request, fields: Fields, afterwards: BackgroundTasks) -> Response:
    """Mail the link, if there is such an account; the page says the same either way."""
    refuse_foreign(request)
    body, problems = filled(Forgotten, fields)
    if body is not None:
        identity.forgot_password(request, body, afterwards)
    return render(request, "forgot.html", sent=body is not None, problems=problems, said=fields)


_LINKS: dict[str, tuple[type[Any], Any]] = {
    "reset": (NewPassword, identity.reset_password),
    "invitation": (Accept, identity.accept_invitation),
    "verify": (Verify, identity.verify_email),
}
"""Pages that mails lead to. The token is behind the #, which browsers do not send."""


def _link_pages(name: str) -> None:
    kind, act = _LINKS[name]

    @router.get(f"/{name}", openapi_extra=PUBLIC, name=f"{name}_page")
    def show(request: Request) -> Response:
        return render(request, "link.html", kind=name, done=False, said={}, problems={})

    @router.post(f"/{name}", openapi_extra=PUBLIC, name=name)
    def take(request: Request, fields: Fields) -> Response:
        refuse_foreign(request)
        body, problems = filled(kind, fields)
        if body is not None:
            try:
                act(request, body)
            except ServerError as problem:
                problems = {"": problem.detail}
        return render(request, "link.html", 422 if problems else 200, kind=name,
                      done=not problems, said=fields, problems=problems)  # fmt: skip


for _name in _LINKS:
    _link_pages(_name)


@router.get("/account")
def account_page(request: Request, session: PageSession, visitor: Myself) -> Response:
    """Name, roles, second factor, and where one is logged in."""
    return _account(request, session, visitor)


@router.post("/account/password")
def change_password(
    request: Request, session: PageSession, visitor: Myself, fields: Fields
) -> Response:
    """A new password; every other log-in ends."""
    body, problems = filled(ChangePassword, fields)
    if body is not None:
        try:
            identity.change_password(session, visitor.caller, body)
        except ServerError as problem:
            problems = {"current": problem.detail}
    return _account(request, session, visitor, problems=problems, changed=not problems)


@router.post("/account/factor")
def offer_factor(request: Request, session: PageSession, visitor: Myself) -> Response:
    """A secret for an authenticator app, as a code to scan."""
    try:
        offer = identity.offer_totp(request, session, visitor.caller)
    except ServerError as problem:
        return _account(request, session, visitor, problems={"factor": problem.detail})
    picture = segno.make(offer["otpauth_url"], micro=False).svg_data_uri(scale=5, border=2)
    return _account(request, session, visitor, offer=offer, picture=picture)


@router.post("/account/factor/{step}")
def settle_factor(
    request: Request, session: PageSession, visitor: Myself, step: str, fields: Fields
) -> Response:
    """`confirm` puts the second factor in force, `remove` takes it away; both with a code."""
    body, problems = filled(TotpCode, fields)
    codes: list[str] = []
    if body is not None:
        try:
            if step == "remove":
                identity.remove_totp(request, session, visitor.caller, body)
            else:
                told = identity.confirm_totp(request, session, visitor.caller, body)
                codes = told["recovery_codes"]
        except ServerError as problem:
            problems = {"factor": problem.detail}
    return _account(request, session, visitor, problems=problems, codes=codes)


@router.post("/account/sessions/end")
def end_session(session: PageSession, visitor: Myself, fields: Fields) -> Response:
    """End a log-in of one's own somewhere else."""
    found = {str(row["id"]): row["id"] for row in identity.list_sessions(session, visitor.caller)}
    wanted = found.get(str(fields.get("id")))
    if wanted is not None:
        identity.end_session(session, visitor.caller, wanted)
    return go("/account")


@router.post("/language", openapi_extra=PUBLIC)
def choose_language(request: Request, fields: Fields) -> Response:
    """Keep the language that somebody reads."""
    refuse_foreign(request)
    response = go(own_path(str(fields.get("next", "/"))))
    if fields.get("language") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, str(fields["language"]), max_age=31_536_000,
                            httponly=True, samesite="lax")  # fmt: skip
    return response


def _account(
    request: Request,
    session: PageSession,
    visitor: Myself,
    *,
    problems: dict[str, str] | None = None,
    changed: bool = False,
    offer: dict[str, Any] | None = None,
    picture: str = "",
    codes: list[str] | None = None,
) -> Response:
    return render(
        request, "account.html", 422 if problems else 200,
        me=identity.get_me(session, visitor.caller),
        sessions=identity.list_sessions(session, visitor.caller),
        problems=problems or {}, changed=changed, offer=offer, picture=picture, codes=codes or [],
    )  # fmt: skip


def _enter(request: Request, tokens: Tokens, onward: str) -> Response:
    box: SecretBox = request.app.state.box
    claims = box.read_access_token(tokens.access_token, clock.now())
    assert claims is not None
    where = "/account?" + urlencode({"factor": "needed"}) if tokens.totp_setup_required else onward
    response = go(where)
    remember(request, response, AccessClaims(**vars(claims)))
    return response


def _browser(request: Request) -> str:
    """What the list of log-ins calls this one; never more than the browser says of itself."""
    said = request.headers.get("user-agent", "")
    known = ("Firefox", "Edg", "Chrome", "Safari")
    name = next((one for one in known if one in said), "Browser").replace("Edg", "Edge")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    system = next((one for one in systems if one in said), "")
    return f"{name}, {system}" if system else name

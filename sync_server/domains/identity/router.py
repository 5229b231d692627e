"""Sign-up, log-in, one's own account, users, roles and API keys over HTTP."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import BackgroundTasks, Request, Response
from sqlalchemy import select, text
from sqlmodel import Session, col

from sync_server.domains.identity import login, people, service
from sync_server.domains.identity.events import UserLeft
from sync_server.domains.identity.models import (
    ApiKey,
    AuthSession,
    Organization,
    Profile,
    Role,
    User,
    UserRole,
)
from sync_server.domains.identity.schemas import (
    Accept,
    ApiKeyCreate,
    ApiKeyMade,
    ChangePassword,
    Forgotten,
    Invite,
    LoggedIn,
    LogIn,
    Me,
    MeChange,
    NewPassword,
    OrganizationChange,
    OrganizationRead,
    RecoveryCodes,
    Refresh,
    RoleChange,
    RoleCreate,
    SessionRead,
    SignUp,
    TotpCode,
    TotpOffer,
    UserChange,
    Verify,
)
from sync_server.kernel import clock, errors, mail, outbox, permissions
from sync_server.kernel.auth import PUBLIC, Caller, TenantSession, requires, requires_user
from sync_server.kernel.events import emit
from sync_server.kernel.resource import NOTHING, Many, Resource, table_of
from sync_server.kernel.routes import IfMatch, answer, build_router, tells
from sync_server.kernel.rows import check_fresh, delete_row, etag, find, get_row
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database, organization_of
from sync_server.settings import Settings

USERS: Resource[User] = Resource(
    table=User,
    path="/users",
    permission="users",
    hidden=("email_key", "totp_last_step", "role_id"),
    links={"role_ids": Many(UserRole, "user_id", "role_id")},
    writes=NOTHING,
)
ROLES: Resource[Role] = Resource(table=Role, path="/roles", permission="users", writes=NOTHING)
KEYS: Resource[ApiKey] = Resource(
    table=ApiKey, path="/api-keys", permission="api_keys", writes=NOTHING
)
RESOURCES: tuple[Resource[Any], ...] = (
    USERS,
    ROLES,
    KEYS,
    Resource(table=Profile, path="/profiles", permission="users"),
)

router = build_router(RESOURCES)

Self = Annotated[Caller, requires_user()]
WritesUsers = Annotated[Caller, requires("users.write")]
WritesKeys = Annotated[Caller, requires("api_keys.write")]
REFUSED = errors.responses(
    errors.BadRequest, errors.Unauthenticated, errors.Invalid, errors.TooMany
)
CHANGES = errors.responses(
    errors.Unauthenticated,
    errors.Forbidden,
    errors.NotFound,
    errors.Conflict,
    errors.Stale,
    errors.Invalid,
)
OWN = errors.responses(
    errors.Unauthenticated, errors.Forbidden, errors.NotFound, errors.Conflict, errors.Invalid
)


def _state(request: Request) -> tuple[Database, SecretBox, Settings]:
    return request.app.state.database, request.app.state.box, request.app.state.settings


def _throttle(request: Request, what: str) -> None:
    """Let one address try only so often; it is kept as a keyed hash for a minute."""
    database, box, settings = _state(request)
    host = request.client.host if request.client else ""
    with database.nobody() as connection:
        wait = connection.execute(
            text("SELECT ops.hit(:key, :most, 60)"),
            {
                "key": f"{what}:{box.keyed_hash('address', host).hex()[:24]}",
                "most": settings.attempts_per_minute,
            },
        ).scalar_one()
    if wait:
        problem = errors.TooMany("Too many tries from here; wait a little.", retry_after=wait)
        problem.headers["Retry-After"] = str(wait)
        raise problem


def _can_mail_links(settings: Settings) -> bool:
    """Only an address that the server was told leads people here; a request may name any."""
    return settings.public_url is not None


def _check_can_mail_links(settings: Settings) -> None:
    if not _can_mail_links(settings):
        raise errors.Conflict(
            "This server was not told its address, so it mails no links."
            " Whoever runs it sets USHER_PUBLIC_URL."
        )


def _link(settings: Settings, page: str, token: str) -> str:
    return f"{(settings.public_url or '').rstrip('/')}/{page}#token={token}"


@router.post(
    "/auth/signup",
    tags=["log in"],
    status_code=201,
    response_model=LoggedIn,
    responses=REFUSED | errors.responses(errors.Forbidden, errors.Conflict),
    openapi_extra=PUBLIC,
)
def sign_up(request: Request, body: SignUp) -> Any:
    """Make an organization, with you as its owner."""
    database, box, settings = _state(request)
    if not settings.sign_up:
        raise errors.Forbidden("New organizations are made by whoever runs this server.")
    _throttle(request, "signup")
    ends = clock.now() + timedelta(days=settings.trial_days) if settings.trial_days else None
    hashed = login.hash_password(body.password)
    with database.tenant(clock.new_id()) as session:
        made = service.bootstrap(
            session,
            name=body.organization,
            slug=body.slug or service.slug_of(body.organization),
            email=body.email,
            first_name=body.first_name,
            last_name=body.last_name,
            password_hash=hashed,
            trial_ends_at=ends,
            with_key=False,
        )
        if _can_mail_links(settings):
            token = login.make_one_use(session, made.owner_id, "email_verify")
            mail.send(
                session,
                request.app.state.box,
                body.email,
                f"Welcome to {body.organization}",
                f"Confirm your address:\n\n{_link(settings, 'verify', token)}\n\n"
                f"You log in with the organization '{made.slug}'.\n",
            )
        return login.start_session(session, box, made.owner_id, None)


@router.post(
    "/auth/login", tags=["log in"], response_model=LoggedIn, responses=REFUSED, openapi_extra=PUBLIC
)
def log_in(request: Request, body: LogIn) -> Any:
    """Log in. Unknown, wrong and locked get the same answer, after the same time."""
    database, box, _ = _state(request)
    _throttle(request, "login")
    return login.log_in(
        database,
        box,
        organization=body.organization,
        email=body.email,
        password=body.password,
        code=body.code,
        label=body.device_label,
    )


@router.post(
    "/auth/refresh",
    tags=["log in"],
    response_model=LoggedIn,
    responses=REFUSED,
    openapi_extra=PUBLIC,
)
def refresh(request: Request, body: Refresh) -> Any:
    """The next access and refresh token. A refresh token works once."""
    database, box, _ = _state(request)
    return login.refresh(database, box, body.refresh_token)


@router.post(
    "/auth/password/forgot",
    tags=["log in"],
    status_code=202,
    responses=REFUSED | errors.responses(errors.Conflict),
    openapi_extra=PUBLIC,
)
def forgot_password(
    request: Request, body: Forgotten, afterwards: BackgroundTasks
) -> dict[str, str]:
    """Mail a link to set a new password, if there is such an account."""
    _throttle(request, "forgot")
    _check_can_mail_links(request.app.state.settings)
    # After the answer, so that its time does not tell whether there is.
    afterwards.add_task(_mail_reset, request, body)
    return {"status": "If there is such an account, a mail is on its way."}


def _mail_reset(request: Request, body: Forgotten) -> None:
    database, _, settings = _state(request)
    organization_id = login.organization_of_slug(database, body.organization)
    if organization_id is None:
        return
    with database.tenant(organization_id) as session:
        user = session.scalars(
            select(User).where(
                col(User.organization_id) == organization_id,
                col(User.email_key) == body.email.strip().lower(),
                col(User.status) == "active",
            )
        ).one_or_none()
        if user is None:
            return
        link = _link(settings, "reset", login.make_one_use(session, user.id, "password_reset"))
        mail.send(
            session,
            request.app.state.box,
            user.email,
            "A new password",
            f"Set a new password within an hour:\n\n{link}\n\n"
            "If you did not ask for this, do nothing.\n",
        )


@router.post(
    "/auth/password/reset",
    tags=["log in"],
    status_code=204,
    responses=REFUSED,
    openapi_extra=PUBLIC,
)
def reset_password(request: Request, body: NewPassword) -> Response:
    """Set a new password with the token from a mail. Every log-in ends."""
    _set_password(request, body, "password_reset")
    return Response(status_code=204)


@router.post(
    "/auth/invitations/accept",
    tags=["log in"],
    status_code=204,
    responses=REFUSED,
    openapi_extra=PUBLIC,
)
def accept_invitation(request: Request, body: Accept) -> Response:
    """Accept an invitation: set a password, and a name if you like."""
    _set_password(request, body, "invite")
    return Response(status_code=204)


def _set_password(request: Request, body: NewPassword, purpose: str) -> None:
    database, _, _ = _state(request)
    _throttle(request, purpose)
    organization_id = login.organization_of_token(body.token)
    hashed = login.hash_password(body.password)
    with database.tenant(organization_id) as session:
        user = login.use(session, body.token, purpose)
        user.password_hash, user.locked_until, user.failed_login_attempts = hashed, None, 0
        user.email_verified_at = user.email_verified_at or clock.now()
        if isinstance(body, Accept):
            user.first_name = body.first_name or user.first_name
            user.last_name = user.last_name if body.last_name is None else body.last_name
        login.end_sessions(session, user.id)


@router.post(
    "/auth/email/verify", tags=["log in"], status_code=204, responses=REFUSED, openapi_extra=PUBLIC
)
def verify_email(request: Request, body: Verify) -> Response:
    """Confirm an address with the token from a mail."""
    database, _, _ = _state(request)
    with database.tenant(login.organization_of_token(body.token)) as session:
        login.use(session, body.token, "email_verify").email_verified_at = clock.now()
    return Response(status_code=204)


@router.post("/auth/logout", tags=["log in"], status_code=204, responses=OWN)
def log_out(session: TenantSession, caller: Self) -> Response:
    """End this log-in."""
    assert caller.family_id is not None
    login.end_family(session, caller.family_id)
    session.execute(text("SELECT audit_note('logout', 'users', :id)"), {"id": caller.id})
    return Response(status_code=204)


@router.post("/auth/totp", tags=["log in"], response_model=TotpOffer, responses=OWN)
def offer_totp(request: Request, session: TenantSession, caller: Self) -> Any:
    """A secret for an authenticator app. It counts once a code has been confirmed."""
    user = get_row(session, User, caller.id)
    issuer = service.organization_name(session)
    secret, url = login.offer_totp(session, request.app.state.box, user, issuer)
    return {"secret": secret, "otpauth_url": url}


@router.post("/auth/totp/confirm", tags=["log in"], response_model=RecoveryCodes, responses=OWN)
def confirm_totp(request: Request, session: TenantSession, caller: Self, body: TotpCode) -> Any:
    """Put the second factor in force. The answer holds ten recovery codes, shown this once."""
    user = get_row(session, User, caller.id)
    return {"recovery_codes": login.confirm_totp(session, request.app.state.box, user, body.code)}


@router.post("/auth/totp/remove", tags=["log in"], status_code=204, responses=OWN)
def remove_totp(request: Request, session: TenantSession, caller: Self, body: TotpCode) -> Response:
    """Take the second factor away, with a code of it."""
    user = get_row(session, User, caller.id)
    login.remove_totp(session, request.app.state.box, user, body.code)
    return Response(status_code=204)


@router.get("/me", tags=["own account"], response_model=Me, responses=OWN)
def get_me(session: TenantSession, caller: Self) -> Any:
    """Your account, and what you may do."""
    return _me(session, caller)


@router.patch("/me", tags=["own account"], response_model=Me, responses=OWN)
def change_me(session: TenantSession, caller: Self, body: MeChange) -> Any:
    """Change what is sent of your account."""
    user = get_row(session, User, caller.id)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(user, name, value)
    session.flush()
    return _me(session, caller)


@router.post("/me/password", tags=["own account"], status_code=204, responses=OWN)
def change_password(session: TenantSession, caller: Self, body: ChangePassword) -> Response:
    """Set a new password. Every other log-in ends."""
    user = get_row(session, User, caller.id)
    if not login.matches(body.current, user.password_hash):
        raise errors.Forbidden("The current password is not right.", error="wrong_password")
    user.password_hash = login.hash_password(body.password)
    login.end_sessions(session, user.id, but=caller.family_id)
    return Response(status_code=204)


@router.post("/me/verification", tags=["own account"], status_code=202, responses=OWN)
def send_verification(request: Request, session: TenantSession, caller: Self) -> dict[str, str]:
    """Mail the link that confirms your address again."""
    settings: Settings = request.app.state.settings
    _check_can_mail_links(settings)
    user = get_row(session, User, caller.id)
    link = _link(settings, "verify", login.make_one_use(session, user.id, "email_verify"))
    mail.send(session, request.app.state.box, user.email, "Confirm your address", f"{link}\n")
    return {"status": "A mail is on its way."}


@router.get("/me/sessions", tags=["own account"], response_model=list[SessionRead], responses=OWN)
def list_sessions(session: TenantSession, caller: Self) -> Any:
    """Where you are logged in."""
    rows = session.scalars(
        select(AuthSession)
        .where(
            col(AuthSession.organization_id) == caller.organization_id,
            col(AuthSession.user_id) == caller.id,
            col(AuthSession.revoked_at).is_(None),
            col(AuthSession.expires_at) > clock.now(),
        )
        .order_by(col(AuthSession.id))
    )
    return [
        {
            "id": row.family_id,
            "device_label": row.device_label,
            "created_at": row.created_at,
            "expires_at": row.expires_at,
            "current": row.family_id == caller.family_id,
        }
        for row in rows
    ]


@router.delete("/me/sessions/{session_id}", tags=["own account"], status_code=204, responses=OWN)
def end_session(session: TenantSession, caller: Self, session_id: UUID) -> Response:
    """End a log-in of yours somewhere else."""
    mine = session.scalar(
        select(col(AuthSession.id))
        .where(
            col(AuthSession.organization_id) == caller.organization_id,
            col(AuthSession.user_id) == caller.id,
            col(AuthSession.family_id) == session_id,
        )
        .limit(1)
    )
    if mine is None:
        raise errors.NotFound("There is no such log-in of yours.")
    login.end_family(session, session_id)
    return Response(status_code=204)


def _me(session: Session, caller: Caller) -> dict[str, Any]:
    user = get_row(session, User, caller.id)
    roles = session.scalars(
        select(Role)
        .join(
            UserRole,
            (col(UserRole.organization_id) == col(Role.organization_id))
            & (col(UserRole.role_id) == col(Role.id)),
        )
        .where(
            col(UserRole.organization_id) == caller.organization_id,
            col(UserRole.user_id) == caller.id,
        )
        .order_by(col(Role.level).desc(), col(Role.name))
    )
    return user.model_dump() | {
        "organization": service.organization_name(session),
        "email_verified": user.email_verified_at is not None,
        "totp_enabled": user.totp_enabled_at is not None,
        "level": caller.level,
        "roles": [role.name for role in roles],
        "permissions": sorted(permissions.expand(caller.scopes)),
    }


@router.post(
    "/users/invite",
    status_code=201,
    tags=["users"],
    responses={201: tells("UserRead"), **CHANGES},
    response_class=Response,
)
def invite_user(
    request: Request, session: TenantSession, caller: WritesUsers, body: Invite
) -> Response:
    """Give somebody an account; a mail lets them set their password."""
    user = User(
        organization_id=organization_of(session),
        **body.model_dump(exclude={"role_ids"}),
    )
    session.add(user)
    session.flush()
    people.set_roles(session, caller, user, body.role_ids)
    _send_invitation(request, session, user)
    outbox.record(session, "user.invited", "user", user.id)
    return _told(session, USERS, caller, user.id, 201)


@router.post("/users/{user_id}/invite", status_code=202, tags=["users"], responses=CHANGES)
def invite_again(
    request: Request, session: TenantSession, caller: WritesUsers, user_id: UUID
) -> dict[str, str]:
    """Mail the invitation again; the earlier link stops working."""
    people.check_may_edit(session, caller, user_id)
    user = get_row(session, User, user_id)
    if user.password_hash is not None:
        raise errors.Conflict("This person has set a password already.")
    _send_invitation(request, session, user)
    return {"status": "A mail is on its way."}


def _send_invitation(request: Request, session: Session, user: User) -> None:
    settings: Settings = request.app.state.settings
    _check_can_mail_links(settings)
    link = _link(settings, "invitation", login.make_one_use(session, user.id, "invite"))
    organization = service.organization_name(session)
    mail.send(
        session,
        request.app.state.box,
        user.email,
        f"{organization} invites you",
        f"You have an account with {organization}. Set your password within a week:\n\n{link}\n",
    )


@router.patch(
    "/users/{user_id}",
    tags=["users"],
    responses={200: tells("UserRead"), **CHANGES},
    response_class=Response,
)
def change_user(
    session: TenantSession,
    caller: WritesUsers,
    user_id: UUID,
    body: UserChange,
    if_match: IfMatch = None,
) -> Response:
    """Change what is sent of somebody. Not of a higher role than yours."""
    check_fresh(find(session, USERS, caller, user_id, lock=True), if_match)
    people.check_may_edit(session, caller, user_id)
    user, sent = get_row(session, User, user_id), body.model_dump(exclude_unset=True)
    role_ids = sent.pop("role_ids", None)
    people.check_manager(session, user_id, sent.get("manager_id"))
    for name, value in sent.items():
        setattr(user, name, value)
    session.flush()
    if role_ids is not None:
        people.set_roles(session, caller, user, role_ids)
        session.execute(
            text("SELECT audit_note('permission_change', 'users', :id)"), {"id": user_id}
        )
    if user.status != "active":
        login.end_sessions(session, user.id)
        service.end_keys(session, user.id, clock.now())
        emit(session, UserLeft(user.id))
    people.check_an_owner_is_left(session)
    outbox.record(session, "user.updated", "user", user.id)
    return _told(session, USERS, caller, user_id)


@router.delete("/users/{user_id}", status_code=204, tags=["users"], responses=CHANGES)
def delete_user(session: TenantSession, caller: WritesUsers, user_id: UUID) -> Response:
    """Delete an account. What it did stays in the audit log, so one that did something stays too:
    409, set its status to inactive instead."""
    find(session, USERS, caller, user_id, lock=True)
    people.check_may_edit(session, caller, user_id)
    user = get_row(session, User, user_id)
    service.end_keys(session, user_id, clock.now())
    emit(session, UserLeft(user_id))
    user.role_id = None
    session.flush()
    delete_row(session, table_of(User), user_id)
    people.check_an_owner_is_left(session)
    return Response(status_code=204)


@router.post(
    "/roles",
    status_code=201,
    tags=["roles"],
    responses={201: tells("RoleRead"), **CHANGES},
    response_class=Response,
)
def create_role(session: TenantSession, caller: WritesUsers, body: RoleCreate) -> Response:
    """A role of your own."""
    people.check_grant(caller, body.level, body.permissions)
    role = Role(organization_id=organization_of(session), **body.model_dump())
    session.add(role)
    session.flush()
    return _told(session, ROLES, caller, role.id, 201)


@router.patch(
    "/roles/{role_id}",
    tags=["roles"],
    responses={200: tells("RoleRead"), **CHANGES},
    response_class=Response,
)
def change_role(
    session: TenantSession,
    caller: WritesUsers,
    role_id: UUID,
    body: RoleChange,
    if_match: IfMatch = None,
) -> Response:
    """Change what is sent of a role. Neither before nor after may it exceed yours."""
    check_fresh(find(session, ROLES, caller, role_id, lock=True), if_match)
    role = get_row(session, Role, role_id)
    people.check_grant(caller, role.level, role.permissions)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(role, name, value)
    people.check_grant(caller, role.level, role.permissions)
    session.flush()
    people.check_an_owner_is_left(session)
    session.execute(text("SELECT audit_note('permission_change', 'roles', :id)"), {"id": role_id})
    return _told(session, ROLES, caller, role_id)


@router.delete("/roles/{role_id}", status_code=204, tags=["roles"], responses=CHANGES)
def delete_role(session: TenantSession, caller: WritesUsers, role_id: UUID) -> Response:
    """Delete a role that nobody has."""
    role = get_row(session, Role, role_id)
    people.check_grant(caller, role.level, role.permissions)
    held = session.scalar(
        select(col(UserRole.user_id))
        .where(
            col(UserRole.organization_id) == caller.organization_id,
            col(UserRole.role_id) == role_id,
        )
        .limit(1)
    )
    if held is not None:
        raise errors.Conflict("Somebody has this role; take it from them first.")
    delete_row(session, table_of(Role), role_id)
    return Response(status_code=204)


@router.post(
    "/api-keys",
    status_code=201,
    tags=["api keys"],
    response_model=ApiKeyMade,
    responses=CHANGES,
)
def create_key(session: TenantSession, caller: WritesKeys, body: ApiKeyCreate) -> Any:
    """A key for a program; it is shown this once."""
    people.check_grant(caller, 0, body.scopes)
    row_id, key = service.create_api_key(
        session, body.name, body.scopes, caller.user_id or caller.maker_id, body.expires_at
    )
    return body.model_dump() | {"id": row_id, "key": key}


@router.delete("/api-keys/{key_id}", status_code=204, tags=["api keys"], responses=CHANGES)
def revoke_key(session: TenantSession, _caller: WritesKeys, key_id: UUID) -> Response:
    """Revoke a key; it stays on record."""
    key = get_row(session, ApiKey, key_id)
    key.revoked_at = key.revoked_at or clock.now()
    session.flush()
    return Response(status_code=204)


@router.get("/organization", tags=["own account"], response_model=OrganizationRead, responses=OWN)
def get_organization(
    session: TenantSession, caller: Annotated[Caller, requires("organization.read")]
) -> Any:
    """Your organization."""
    return session.get_one(Organization, caller.organization_id)


@router.patch("/organization", tags=["own account"], response_model=OrganizationRead, responses=OWN)
def change_organization(
    session: TenantSession,
    caller: Annotated[Caller, requires("organization.write")],
    body: OrganizationChange,
) -> Any:
    """Change what is sent of your organization."""
    row = session.get_one(Organization, caller.organization_id)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(row, name, value)
    session.flush()
    session.refresh(row)
    return row


def _told(
    session: Session, resource: Resource[Any], caller: Caller, row_id: UUID, status: int = 200
) -> Response:
    session.flush()
    row = find(session, resource, caller, row_id)
    return answer(row, status, ETag=etag(row))

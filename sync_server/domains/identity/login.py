"""Log-in, sessions, one-use tokens and second factors (ID-1 to ID-4).

Nothing here says whether an organization or a user exists: unknown, wrong and locked take the same
time and get the same answer.
"""

import secrets as dice
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select, text, update
from sqlmodel import Session, col

from sync_server.domains.identity.models import AuthSession, AuthToken, User
from sync_server.kernel import clock, secrets
from sync_server.kernel.errors import Conflict, Invalid, Unauthenticated
from sync_server.kernel.secrets import ACCESS_LIFETIME, AccessClaims, SecretBox
from sync_server.kernel.session import Database, organization_of

REFRESH, ONE_USE = "usr", "ust"
FAILURES, LOCKED_FOR = 5, timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=30)
LIFETIMES = {
    "password_reset": timedelta(hours=1),
    "email_verify": timedelta(days=7),
    "invite": timedelta(days=7),
}
RECOVERY_CODES = 10
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash("nobody has this password")
_few_at_once = threading.BoundedSemaphore(4)
_WRONG = "Organization, e-mail or password is wrong, or the account is locked for a while."


@dataclass(frozen=True)
class Tokens:
    """What a log-in gives."""

    access_token: str
    refresh_token: str
    organization_id: UUID
    user_id: UUID
    totp_setup_required: bool
    expires_in: int = int(ACCESS_LIFETIME.total_seconds())


@dataclass(frozen=True)
class _Known:
    user_id: UUID
    password_hash: str | None
    may: bool
    totp_secret: bytes | None
    needs_totp: bool


def hash_password(password: str) -> str:
    """The argon2id hash that is kept."""
    with _few_at_once:
        return _hasher.hash(password)


def matches(password: str, known: str | None) -> bool:
    """Whether a password is the one; takes the same time where there is none."""
    with _few_at_once:
        try:
            return _hasher.verify(known or _NOBODY, password) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def log_in(
    database: Database,
    box: SecretBox,
    *,
    organization: str,
    email: str,
    password: str,
    code: str | None,
    label: str | None,
) -> Tokens:
    """Tokens for somebody who knows the password; 401 otherwise, always the same."""
    organization_id = organization_of_slug(database, organization)
    known = _look_up(database, organization_id, email)
    right = matches(password, known.password_hash if known and known.may else None)
    if organization_id is None or known is None:
        raise Unauthenticated(_WRONG)
    if not right:
        _count_failure(database, organization_id, known.user_id)
        raise Unauthenticated(_WRONG)
    with database.tenant(organization_id) as session:
        factor = known.totp_secret is None or _second_factor(session, box, known.user_id, code)
    if not factor:
        if code is not None:
            _count_failure(database, organization_id, known.user_id)
        raise Unauthenticated(
            "Send the code of your authenticator app, or a recovery code, as 'code'.",
            error="totp_required",
        )
    with database.tenant(organization_id) as session:
        session.execute(
            update(User)
            .where(col(User.organization_id) == organization_id, col(User.id) == known.user_id)
            .values(failed_login_attempts=0, locked_until=None, last_login_at=clock.now())
        )
        session.connection().exec_driver_sql(f"SET LOCAL app.actor_user = '{known.user_id}'")
        session.execute(text("SELECT audit_note('login', 'users', :id)"), {"id": known.user_id})
        return start_session(session, box, known.user_id, label, needs_totp=known.needs_totp)


def start_session(
    session: Session,
    box: SecretBox,
    user_id: UUID,
    label: str | None,
    *,
    needs_totp: bool = False,
    family_id: UUID | None = None,
) -> Tokens:
    """A refresh token, of a new family unless one is given, with an access token."""
    organization_id, now = organization_of(session), clock.now()
    refresh = secrets.new_token(REFRESH, organization_id)
    row_id = clock.new_id()
    family = family_id or row_id
    session.add(
        AuthSession(
            organization_id=organization_id,
            id=row_id,
            user_id=user_id,
            family_id=family,
            refresh_token_hash=secrets.token_hash(refresh),
            device_label=label,
            expires_at=now + REFRESH_LIFETIME,
        )
    )
    session.flush()
    access = box.access_token(AccessClaims(organization_id, user_id, family), now)
    return Tokens(access, refresh, organization_id, user_id, needs_totp)


def refresh(database: Database, box: SecretBox, token: str) -> Tokens:
    """The next tokens. A token that was used before ends its whole family (ID-2)."""
    organization_id = _organization_of(token, REFRESH)
    with database.tenant(organization_id) as session:
        row = session.scalars(
            select(AuthSession)
            .where(
                col(AuthSession.organization_id) == organization_id,
                col(AuthSession.refresh_token_hash) == secrets.token_hash(token),
            )
            .with_for_update()
        ).one_or_none()
        if row is None or row.expires_at <= clock.now():
            raise Unauthenticated("This refresh token is unknown or expired; log in again.")
        if row.revoked_at is None:
            row.revoked_at = clock.now()
            user = session.get_one(User, (organization_id, row.user_id))
            if user.status != "active":
                raise Unauthenticated("This account is not active.")
            return start_session(
                session, box, row.user_id, row.device_label, family_id=row.family_id
            )
        end_family(session, row.family_id)
    raise Unauthenticated(
        "This refresh token was used before, so the log-in it belongs to has been ended.",
        error="token_reused",
    )


def end_family(session: Session, family_id: UUID) -> None:
    """End one log-in: its refresh token and its access tokens with it."""
    _end(session, col(AuthSession.family_id) == family_id)


def end_sessions(session: Session, user_id: UUID, *, but: UUID | None = None) -> None:
    """End every log-in of a user, but one."""
    _end(
        session,
        (col(AuthSession.user_id) == user_id) & (col(AuthSession.family_id).is_distinct_from(but)),
    )


def make_one_use(session: Session, user_id: UUID, purpose: str) -> str:
    """A one-use token to be mailed; earlier ones for the same purpose stop working."""
    organization_id, now = organization_of(session), clock.now()
    session.execute(
        update(AuthToken)
        .where(
            col(AuthToken.organization_id) == organization_id,
            col(AuthToken.user_id) == user_id,
            col(AuthToken.purpose) == purpose,
            col(AuthToken.used_at).is_(None),
        )
        .values(used_at=now)
    )
    token = secrets.new_token(ONE_USE, organization_id)
    session.add(
        AuthToken(
            organization_id=organization_id,
            user_id=user_id,
            purpose=purpose,
            token_hash=secrets.token_hash(token),
            expires_at=now + LIFETIMES[purpose],
        )
    )
    session.flush()
    return token


def organization_of_token(token: str) -> UUID:
    """The organization a one-use token belongs to."""
    return _organization_of(token, ONE_USE)


def use(session: Session, token: str, *purposes: str) -> User:
    """The user of a one-use token, which is used up by this."""
    row = session.scalars(
        select(AuthToken)
        .where(
            col(AuthToken.organization_id) == organization_of(session),
            col(AuthToken.token_hash) == secrets.token_hash(token),
        )
        .with_for_update()
    ).one_or_none()
    now = clock.now()
    if row is None or row.purpose not in purposes or row.used_at or row.expires_at <= now:
        raise Unauthenticated("This link is unknown, used or expired; ask for a new one.")
    row.used_at = now
    return session.get_one(User, (row.organization_id, row.user_id))


def offer_totp(session: Session, box: SecretBox, user: User, issuer: str) -> tuple[str, str]:
    """A new secret and its address for authenticator apps; not yet in force."""
    if user.totp_enabled_at is not None:
        raise Conflict("A second factor is set up already; remove it first.")
    secret = pyotp.random_base32()
    user.totp_secret = box.seal(secret.encode())
    session.flush()
    return secret, pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=issuer)


def confirm_totp(session: Session, box: SecretBox, user: User, code: str) -> list[str]:
    """Put the offered secret in force; the recovery codes, shown this once."""
    if user.totp_secret is None or user.totp_enabled_at is not None:
        raise Conflict("There is no second factor to confirm.")
    step = _step_of(box, user.totp_secret, code, None)
    if step is None:
        raise Invalid("code: this is not the code the app shows now.")
    codes = [f"{dice.token_hex(4)}-{dice.token_hex(4)}" for _ in range(RECOVERY_CODES)]
    user.totp_enabled_at, user.totp_last_step = clock.now(), step
    user.recovery_hashes = [_recovery_hash(box, user.id, code) for code in codes]
    session.flush()
    return codes


def remove_totp(session: Session, box: SecretBox, user: User, code: str) -> None:
    """Take the second factor away from somebody who can still show it."""
    if user.totp_enabled_at is None:
        raise Conflict("There is no second factor.")
    if not _second_factor(session, box, user.id, code):
        raise Invalid("code: this is not the code the app shows now.")
    user.totp_secret, user.totp_enabled_at, user.totp_last_step = None, None, None
    user.recovery_hashes = []
    session.flush()


def organization_of_slug(database: Database, slug: str) -> UUID | None:
    """The organization of a short name, whatever its capitals."""
    with database.nobody() as connection:
        found = connection.execute(
            text("SELECT ops.organization_by_slug(:slug)"), {"slug": slug.strip().casefold()}
        ).scalar()
    return found if isinstance(found, UUID) else None


def _look_up(database: Database, organization_id: UUID | None, email: str) -> _Known | None:
    if organization_id is None:
        return None
    with database.tenant(organization_id) as session:
        row = session.execute(
            text(
                "SELECT u.id, u.password_hash, u.status = 'active' AND"
                " coalesce(u.locked_until <= now(), true) AS may, u.totp_secret, u.totp_enabled_at,"
                " EXISTS (SELECT 1 FROM user_roles ur JOIN roles r"
                "  ON r.organization_id = ur.organization_id AND r.id = ur.role_id"
                "  WHERE ur.organization_id = u.organization_id AND ur.user_id = u.id"
                "  AND r.requires_totp) AS needs"
                " FROM users u WHERE u.organization_id = :org AND u.email_key = :email"
            ),
            {"org": organization_id, "email": email.strip().lower()},
        ).one_or_none()
    if row is None:
        return None
    enabled = row.totp_enabled_at is not None
    return _Known(
        row.id,
        row.password_hash,
        row.may,
        bytes(row.totp_secret) if enabled and row.totp_secret else None,
        row.needs and not enabled,
    )


def _count_failure(database: Database, organization_id: UUID, user_id: UUID) -> None:
    with database.tenant(organization_id) as session:
        session.execute(
            text(
                "UPDATE users SET"
                " failed_login_attempts = CASE WHEN failed_login_attempts + 1 >= :most THEN 0"
                "  ELSE failed_login_attempts + 1 END,"
                " locked_until = CASE WHEN failed_login_attempts + 1 >= :most"
                "  THEN now() + :pause ELSE locked_until END"
                " WHERE organization_id = :org AND id = :id"
                " AND coalesce(locked_until <= now(), true)"
            ),
            {"most": FAILURES, "pause": LOCKED_FOR, "org": organization_id, "id": user_id},
        )


def _second_factor(session: Session, box: SecretBox, user_id: UUID, code: str | None) -> bool:
    """Whether a code is right, and use it up: neither code works twice."""
    if code is None:
        return False
    user = session.scalars(
        select(User)
        .where(col(User.organization_id) == organization_of(session), col(User.id) == user_id)
        .with_for_update()
    ).one()
    assert user.totp_secret is not None
    step = _step_of(box, user.totp_secret, code, user.totp_last_step)
    if step is not None:
        user.totp_last_step = step
        return True
    spent = _recovery_hash(box, user_id, code)
    if spent in user.recovery_hashes:
        user.recovery_hashes = [known for known in user.recovery_hashes if known != spent]
        return True
    return False


def _step_of(box: SecretBox, sealed: bytes, code: str, last: int | None) -> int | None:
    """The time step a code is of: the present one or a neighbour, later than the last used."""
    totp = pyotp.TOTP(box.open(sealed).decode())
    now = clock.now()
    for steps in (0, -1, 1):
        moment: datetime = now + timedelta(seconds=totp.interval * steps)
        step = int(moment.timestamp()) // totp.interval
        if (last is None or step > last) and dice.compare_digest(
            totp.at(moment).encode(), code.strip().encode()
        ):
            return step
    return None


def _recovery_hash(box: SecretBox, user_id: UUID, code: str) -> str:
    return box.keyed_hash("recovery", f"{user_id}:{code.strip().lower()}").hex()


def _organization_of(token: str, prefix: str) -> UUID:
    organization_id = secrets.organization_of(token, prefix)
    if organization_id is None:
        raise Unauthenticated("This token is not one of ours.")
    return organization_id


def _end(session: Session, which: object) -> None:
    session.execute(
        update(AuthSession)
        .where(
            col(AuthSession.organization_id) == organization_of(session),
            which,  # type: ignore[arg-type]
            col(AuthSession.revoked_at).is_(None),
        )
        .values(revoked_at=clock.now())
    )


def forget_old(session: Session) -> None:
    """Drop sessions and one-use tokens that ended long ago."""
    before = clock.now() - REFRESH_LIFETIME
    for table in (AuthSession, AuthToken):
        session.execute(
            delete(table).where(
                col(table.organization_id) == organization_of(session),
                col(table.expires_at) < before,
            )
        )

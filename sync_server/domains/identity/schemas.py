"""What identity takes and tells."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from sync_server.domains.identity.models import Organization
from sync_server.kernel import permissions
from sync_server.kernel.schemas import Input, Moment, Output, read_schema, shown_columns

Email = Annotated[
    str,
    Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", examples=["ada@example.org"]),
]
Password = Annotated[
    str,
    Field(min_length=10, max_length=200, examples=["correct horse battery"]),
]
Slug = Annotated[
    str, Field(max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", examples=["autumn-gala"])
]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Token = Annotated[str, Field(min_length=1, max_length=300)]
Code = Annotated[str, Field(min_length=6, max_length=20, examples=["123456"])]


def _known(said: Any) -> Any:
    if isinstance(said, dict) or (isinstance(said, list) and all(isinstance(w, str) for w in said)):
        try:
            return permissions.as_list(said)
        except AttributeError:
            raise ValueError('write {"contacts": {"read": true}} or ["contacts.read"]') from None
    return said


Permissions = Annotated[
    list[str],
    BeforeValidator(_known),
    Field(
        max_length=500,
        description='A list of permissions, or a document `{"contacts": {"read": true}}`.',
        json_schema_extra={"anyOf": [{"type": "array"}, {"type": "object"}]},
    ),
]


class SignUp(Input):
    """A new organization and its owner."""

    organization: Annotated[str, Field(min_length=1, max_length=255)]
    slug: Slug | None = None
    first_name: Name
    last_name: Annotated[str, Field(max_length=200)] = ""
    email: Email
    password: Password


class LogIn(Input):
    """Organization, e-mail and password; `code` where a second factor is set up."""

    organization: Annotated[str, Field(min_length=1, max_length=100, examples=["autumn-gala"])]
    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=200)]
    code: Code | None = None
    device_label: Annotated[str, Field(max_length=200)] | None = None


class Refresh(Input):
    """A refresh token, which is used up by this."""

    refresh_token: Token


class LoggedIn(Output):
    """An access token for a quarter of an hour, and the means to get the next."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the scheme
    expires_in: int
    organization_id: UUID
    user_id: UUID
    totp_setup_required: bool


class Forgotten(Input):
    """Whose password is to be reset."""

    organization: Annotated[str, Field(min_length=1, max_length=100)]
    email: Annotated[str, Field(min_length=1, max_length=254)]


class NewPassword(Input):
    """A one-use token from a mail, and the new password."""

    token: Token
    password: Password


class Accept(NewPassword):
    """An invitation accepted."""

    first_name: Name | None = None
    last_name: Annotated[str, Field(max_length=200)] | None = None


class Verify(Input):
    """A one-use token from a mail."""

    token: Token


class ChangePassword(Input):
    """The old password and the new one; every other log-in ends."""

    current: Annotated[str, Field(min_length=1, max_length=200)]
    password: Password


class TotpOffer(Output):
    """A secret for an authenticator app; it counts once a code has been confirmed."""

    secret: str
    otpauth_url: str


class TotpCode(Input):
    """A code of the authenticator app, or one of the recovery codes."""

    code: Code


class RecoveryCodes(Output):
    """Ten codes, each good once. Shown this once."""

    recovery_codes: list[str]


class SessionRead(Output):
    """Somewhere you are logged in."""

    id: UUID
    device_label: str | None
    created_at: datetime
    expires_at: datetime
    current: bool


class Me(Output):
    """Your own account, and what you may do."""

    id: UUID
    organization_id: UUID
    organization: str
    first_name: str
    last_name: str
    email: str
    email_verified: bool
    phone: str | None
    language: str
    timezone: str | None
    totp_enabled: bool
    level: int
    roles: list[str]
    permissions: list[str]


class MeChange(Input):
    """What one may change of oneself."""

    first_name: Name = ""
    last_name: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=20)] | None = None
    language: Annotated[str, Field(min_length=2, max_length=10)] = "en"
    timezone: Annotated[str, Field(max_length=50)] | None = None
    notification_preferences: dict[str, Any] = {}


class Invite(Input):
    """Somebody who is to have an account. They set their own password."""

    email: Email
    first_name: Name
    last_name: Annotated[str, Field(max_length=200)] = ""
    role_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]
    department: Annotated[str, Field(max_length=200)] | None = None
    manager_id: UUID | None = None


class UserChange(Input):
    """What may be changed of somebody; `role_ids` replaces all, the first is the primary role."""

    first_name: Name = ""
    last_name: Annotated[str, Field(max_length=200)] = ""
    department: Annotated[str, Field(max_length=200)] | None = None
    manager_id: UUID | None = None
    status: Literal["active", "inactive", "suspended"] = "active"
    role_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)] = []


class RoleCreate(Input):
    """A role. It may hold no more than its maker has, and stand no higher."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    description: Annotated[str, Field(max_length=1000)] | None = None
    level: Annotated[int, Field(ge=1, le=100)] = 1
    permissions: Permissions = []
    requires_totp: bool = False


class RoleChange(Input):
    """What is to change of a role."""

    name: Annotated[str, Field(min_length=1, max_length=100)] = ""
    description: Annotated[str, Field(max_length=1000)] | None = None
    level: Annotated[int, Field(ge=1, le=100)] = 1
    permissions: Permissions = []
    requires_totp: bool = False


class ApiKeyCreate(Input):
    """A key for a program. It may hold no more than its maker has."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Permissions
    expires_at: Moment | None = None


class ApiKeyMade(Output):
    """A new key; `key` is shown this once."""

    id: UUID
    name: str
    key: str
    scopes: list[str]
    expires_at: datetime | None


def _iana(said: str) -> str:
    try:
        ZoneInfo(said)
    except (ValueError, OSError, LookupError):
        raise ValueError("this is no IANA time zone such as America/Toronto") from None
    return said


class OrganizationChange(Input):
    """What may be changed of one's organization."""

    name: Annotated[str, Field(min_length=1, max_length=255)] = ""
    type: Annotated[str, Field(max_length=50)] | None = None
    email: Email | None = None
    phone: Annotated[str, Field(max_length=20)] | None = None
    website: Annotated[str, Field(max_length=255)] | None = None
    default_currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "CAD"
    default_timezone: Annotated[str, Field(max_length=50), AfterValidator(_iana)] = "UTC"
    default_country: Annotated[str, Field(min_length=1, max_length=100)] = ""
    settings: dict[str, Any] = {}
    branding: dict[str, Any] = {}


ORGANIZATION_COLUMNS = shown_columns(
    Organization,
    ("whatsapp_access_token", "whatsapp_verify_token", "stripe_webhook_secret"),
)
OrganizationRead = read_schema(Organization, ORGANIZATION_COLUMNS)

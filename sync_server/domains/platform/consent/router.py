"""Consents and preferences over HTTP. A consent is never changed: the latest counts."""

from typing import Any

from sync_server.domains.platform.consent import service
from sync_server.domains.platform.consent.models import Consent, Preference
from sync_server.kernel.resource import APPENDS, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Consent,
        path="/consents",
        permission="consents",
        writes=APPENDS,
        changed=service.project,
    ),
    Resource(
        table=Preference,
        path="/preferences",
        permission="consents",
    ),
)

router = build_router(RESOURCES)

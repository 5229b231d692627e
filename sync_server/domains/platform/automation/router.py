"""Automation rules and their runs over HTTP."""

from typing import Any

from sync_server.domains.platform.automation.models import AutomationRule, AutomationRun
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=AutomationRule,
        path="/automation-rules",
        permission="automation",
    ),
    Resource(
        table=AutomationRun,
        path="/automation-runs",
        permission="automation",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

"""Leads and opportunities over HTTP. Stages move by verbs, so that each step is kept."""

from typing import Any

from sync_server.domains.crm.pipeline.models import Lead, Opportunity, OpportunityStageChange
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Lead,
        path="/leads",
        permission="deals",
        read_only=("lead_status", "lead_score", "converted_at"),
    ),
    Resource(
        table=Opportunity,
        path="/opportunities",
        permission="deals",
        read_only=("stage", "actual_close_date"),
    ),
    Resource(
        table=OpportunityStageChange,
        path="/opportunity-stage-history",
        permission="deals",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

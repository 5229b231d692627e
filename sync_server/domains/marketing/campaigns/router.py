"""Templates and campaigns over HTTP. A campaign is started by a verb."""

from typing import Any

from sync_server.domains.marketing.campaigns.models import (
    Campaign,
    CampaignRecipient,
    CampaignVariant,
    MessageTemplate,
)
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=MessageTemplate,
        path="/message-templates",
        permission="campaigns",
        read_only=("provider_status",),
    ),
    Resource(
        table=Campaign,
        path="/campaigns",
        permission="campaigns",
        read_only=("status", "cost_per_click", "cost_per_impression", "cost_per_acquisition"),
    ),
    Resource(
        table=CampaignVariant,
        path="/campaign-variants",
        permission="campaigns",
        read_only=("is_winner",),
    ),
    Resource(
        table=CampaignRecipient,
        path="/campaign-recipients",
        permission="campaigns",
        hidden=("tracking_token",),
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

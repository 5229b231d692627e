"""Card templates over HTTP. Cards are made by a verb."""

from typing import Any

from sync_server.domains.hypecards import service
from sync_server.domains.hypecards.models import GeneratedCard, HypecardTemplate, TemplateLayer
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=HypecardTemplate,
        path="/hypecard-templates",
        permission="hypecards",
        checked=service.check_layers,
        changed=service.write_layers,
    ),
    Resource(
        table=TemplateLayer,
        path="/template-layers",
        permission="hypecards",
        writes=NOTHING,
    ),
    Resource(
        table=GeneratedCard,
        path="/generated-cards",
        permission="hypecards",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

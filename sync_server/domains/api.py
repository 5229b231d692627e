"""The table of contents of the API: every domain's routes and the work it does by itself."""

from types import ModuleType
from typing import Any

from fastapi import APIRouter

from sync_server.domains.billing import router as billing_router
from sync_server.domains.content import router as content_router
from sync_server.domains.crm.activities import router as crm_activities_router
from sync_server.domains.crm.people import router as crm_people_router
from sync_server.domains.crm.pipeline import router as crm_pipeline_router
from sync_server.domains.crm.scoring import router as crm_scoring_router
from sync_server.domains.door import router as door_router
from sync_server.domains.door import tasks as door_tasks
from sync_server.domains.exhibitors import router as exhibitors_router
from sync_server.domains.hypecards import router as hypecards_router
from sync_server.domains.identity import router as identity_router
from sync_server.domains.identity import tasks as identity_tasks
from sync_server.domains.knowledge import router as knowledge_router
from sync_server.domains.marketing.audience import router as marketing_audience_router
from sync_server.domains.marketing.campaigns import router as marketing_campaigns_router
from sync_server.domains.marketing.tracking import router as marketing_tracking_router
from sync_server.domains.messaging import router as messaging_router
from sync_server.domains.platform.audit import router as platform_audit_router
from sync_server.domains.platform.automation import router as platform_automation_router
from sync_server.domains.platform.consent import router as platform_consent_router
from sync_server.domains.platform.consent import service as consent
from sync_server.domains.platform.inbox import router as platform_inbox_router
from sync_server.domains.platform.transfers import router as platform_transfers_router
from sync_server.domains.platform.transfers import service as transfers
from sync_server.domains.platform.webhooks import router as platform_webhooks_router
from sync_server.domains.platform.webhooks import service as webhooks
from sync_server.domains.program.analytics import router as program_analytics_router
from sync_server.domains.program.community import router as program_community_router
from sync_server.domains.program.publications import router as program_publications_router
from sync_server.domains.program.sessions import router as program_sessions_router
from sync_server.domains.program.sponsors import router as program_sponsors_router
from sync_server.domains.sales.catalog import router as sales_catalog_router
from sync_server.domains.sales.orders import router as sales_orders_router
from sync_server.domains.sales.promoters import router as sales_promoters_router
from sync_server.domains.sales.tickets import router as sales_tickets_router
from sync_server.domains.sales.tickets.from_files import TicketFile
from sync_server.domains.sales.vouchers import router as sales_vouchers_router
from sync_server.domains.seating import router as seating_router
from sync_server.domains.surveys import router as surveys_router
from sync_server.domains.venues import router as venues_router
from sync_server.kernel import audit, idempotency, mail, outbox
from sync_server.kernel.resource import Resource

MODULES: tuple[ModuleType, ...] = (
    identity_router,
    venues_router,
    sales_catalog_router,
    sales_tickets_router,
    sales_orders_router,
    sales_vouchers_router,
    sales_promoters_router,
    door_router,
    seating_router,
    crm_people_router,
    crm_pipeline_router,
    crm_activities_router,
    crm_scoring_router,
    marketing_audience_router,
    marketing_campaigns_router,
    marketing_tracking_router,
    program_sessions_router,
    program_sponsors_router,
    program_community_router,
    program_publications_router,
    program_analytics_router,
    exhibitors_router,
    messaging_router,
    surveys_router,
    content_router,
    hypecards_router,
    knowledge_router,
    billing_router,
    platform_webhooks_router,
    platform_automation_router,
    platform_consent_router,
    platform_inbox_router,
    platform_transfers_router,
    platform_audit_router,
)
"""The HTTP side of every domain, in the order the documentation has them."""

ROUTERS: tuple[APIRouter, ...] = tuple(module.router for module in MODULES)
RESOURCES: tuple[Resource[Any], ...] = tuple(
    resource for module in MODULES for resource in module.RESOURCES
)


def register_tasks() -> None:
    """Make jobs, periodic work and subscriptions known. Safe to repeat."""
    door_tasks.register()
    identity_tasks.register()
    webhooks.subscribe()
    consent.register()
    transfers.register(RESOURCES)
    transfers.register_importable("tickets", TicketFile())
    mail.register()
    outbox.register()
    audit.register()
    idempotency.register()

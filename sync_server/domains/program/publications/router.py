"""Materials and announcements over HTTP."""

from typing import Any

from sync_server.domains.program.publications.models import (
    AnnouncementDelivery,
    EventAnnouncement,
    EventMaterial,
    MaterialDownload,
)
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=EventMaterial,
        path="/event-materials",
        permission="program",
        read_only=("download_count", "file_size", "password_protected"),
    ),
    Resource(
        table=MaterialDownload,
        path="/material-downloads",
        permission="program",
        writes=NOTHING,
    ),
    Resource(
        table=EventAnnouncement,
        path="/event-announcements",
        permission="program",
        read_only=("status", "sent_at", "delivery_count", "open_count", "click_count"),
    ),
    Resource(
        table=AnnouncementDelivery,
        path="/announcement-deliveries",
        permission="program",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

"""Knowledge bases over HTTP."""

from typing import Any

from sync_server.domains.knowledge.models import Document, Embedding, KnowledgeBase
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=KnowledgeBase,
        path="/knowledge-bases",
        permission="knowledge",
    ),
    Resource(
        table=Document,
        path="/documents",
        permission="knowledge",
        read_only=("status", "error", "chunk_count"),
    ),
    Resource(
        table=Embedding,
        path="/embeddings",
        permission="knowledge",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

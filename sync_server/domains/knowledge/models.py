"""Tables of the knowledge base."""

from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import Index, literal_column, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    computed,
    count,
    flag,
    gin,
    json,
    link,
    search,
    unique,
    unique_where,
    worded,
)


def nearest(dimensions: int) -> Index:
    """An index of neighbours; pgvector's have one size each."""
    return Index(
        f"ix_embeddings_vector_{dimensions}",
        literal_column(f"(embedding::vector({dimensions}))").label("place"),
        postgresql_using="hnsw",
        postgresql_ops={"place": "vector_cosine_ops"},
        postgresql_where=text(f"dims = {dimensions}"),
    )


class KnowledgeBase(ChangingTable, table=True):
    """Documents that answers are drawn from."""

    __tablename__ = "knowledge_bases"
    __table_args__ = (unique("name"),)

    name: str = Field(max_length=255)
    description: str | None = None
    embedding_model: str = worded("all-MiniLM-L6-v2")
    embedding_dims: int = count(384, at_least=None)
    is_active: bool = flag(True)


class Document(ChangingTable, table=True):
    """A text in a knowledge base."""

    __tablename__ = "documents"
    __table_args__ = (
        unique_where(
            "content_hash IS NOT NULL",
            "knowledge_base_id",
            "content_hash",
            name="uq_documents_knowledge_base_id_content_hash",
        ),
        search("documents", "title", "content"),
    )

    knowledge_base_id: UUID = link("knowledge_bases", cascade=True)
    file_id: UUID | None = link("files", clear=True, default=None)
    title: str | None = Field(default=None, max_length=255)
    content: str
    source_url: str | None = None
    content_hash: bytes | None = None
    status: str = choice(
        "pending", "processing", "ready", "failed", default="pending", max_length=20
    )
    error: str | None = None
    chunk_count: int = count(at_least=None)


class Embedding(TenantTable, table=True):
    """A passage of a document as a vector."""

    __tablename__ = "embeddings"
    __table_args__ = (
        unique("document_id", "model", "chunk_index"),
        check("dims", "vector_dims(embedding) IN (384, 1536)"),
        nearest(384),
        nearest(1536),
        gin("ix_embeddings_content_tsv", "content_tsv"),
    )

    document_id: UUID = link("documents", cascade=True)
    chunk_index: int
    content: str
    model: str
    embedding: Any = Field(sa_type=VECTOR)
    dims: int | None = computed("vector_dims(embedding)")
    content_tsv: str | None = computed("to_tsvector('simple', content)", TSVECTOR)
    metadata_: dict[str, Any] = json(column="metadata")

"""Files: their bytes under the data folder, their rows in the database (PL-8)."""

import hashlib
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlmodel import Session

from sync_server.kernel import clock
from sync_server.kernel.errors import NotFound
from sync_server.kernel.records import File
from sync_server.kernel.session import after_commit, organization_of
from sync_server.settings import Settings


def put(
    session: Session, settings: Settings, filename: str, content_type: str, content: bytes
) -> UUID:
    """Keep a file; its id. The bytes are on disk before the row is, never the other way."""
    row_id, mine = clock.new_id(), organization_of(session)
    key = f"{mine}/{row_id}"
    path = _path(settings, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    session.execute(
        insert(File.__table__).values(  # type: ignore[attr-defined]
            organization_id=mine,
            id=row_id,
            storage="local",
            key=key,
            filename=Path(filename.replace("\\", "/")).name[:255] or "file",
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).digest(),
            uploaded_by=session.info.get("user_id"),
        )
    )
    return row_id


def holds(session: Session, sha256: bytes) -> bool:
    """Whether this organization has a file with this content."""
    found = session.scalar(
        select(File.id).where(  # type: ignore[call-overload]
            File.organization_id == organization_of(session), File.sha256 == sha256
        )
    )
    return found is not None


def get(session: Session, settings: Settings, file_id: UUID) -> bytes:
    """The bytes of a file of this organization."""
    key = session.scalar(
        select(File.key).where(  # type: ignore[call-overload]
            File.organization_id == organization_of(session), File.id == file_id
        )
    )
    path = _path(settings, key) if key else None
    if path is None or not path.exists():
        raise NotFound("This file is no longer here.")
    return path.read_bytes()


def restore(session: Session, settings: Settings, file_id: UUID, content: bytes) -> None:
    """Put the bytes of a known row in their place."""
    path = _path(settings, f"{organization_of(session)}/{file_id}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def remove(session: Session, settings: Settings, file_id: UUID) -> None:
    """Drop a file's row, and its bytes once that is durable."""
    key = session.execute(
        text("DELETE FROM files WHERE organization_id = :org AND id = :id RETURNING key"),
        {"org": organization_of(session), "id": file_id},
    ).scalar()
    if key:
        after_commit(session, lambda: _path(settings, key).unlink(missing_ok=True))


def _path(settings: Settings, key: str) -> Path:
    return settings.data_dir / "files" / key

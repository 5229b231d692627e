"""Tables of imports and exports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    choice,
    count,
    document,
    json,
    link,
)


class Transfer(ChangingTable, table=True):
    """An import or export and how far it is."""

    __tablename__ = "import_exports"

    direction: str = choice("import", "export")
    entity_type: str
    format: str = choice("csv", "xlsx", "json", default="csv")
    status: str = choice(
        "pending",
        "validating",
        "ready",
        "running",
        "completed",
        "failed",
        "cancelled",
        default="pending",
    )
    file_id: UUID | None = link("files", clear=True, default=None)
    result_file_id: UUID | None = link("files", clear=True, default=None)
    mapping: dict[str, Any] = json()
    options: dict[str, Any] = json()
    filters: dict[str, Any] = json()
    total_rows: int = count(at_least=None)
    processed_rows: int = count(at_least=None)
    created_rows: int = count(at_least=None)
    updated_rows: int = count(at_least=None)
    skipped_rows: int = count(at_least=None)
    error_rows: int = count(at_least=None)
    started_at: datetime | None = None
    completed_at: datetime | None = None
    created_by: UUID | None = link("users", clear=True, default=None)


class TransferError(TenantTable, table=True):
    """A row that could not be taken, and why."""

    __tablename__ = "import_row_errors"

    import_export_id: UUID = link("import_exports", cascade=True)
    row_number: int
    column_name: str | None = None
    error: str
    raw_row: Any = document(default=None)

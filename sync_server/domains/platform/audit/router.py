"""Who changed what, what happened and which files there are, over HTTP."""

from typing import Annotated, Any

from pydantic import BaseModel

from sync_server.kernel import audit, errors
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.records import AuditLog, AuditSeal, DomainEvent, File
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(table=AuditLog, path="/audit-logs", permission="audit", writes=NOTHING),
    Resource(table=AuditSeal, path="/audit-seals", permission="audit", writes=NOTHING),
    Resource(table=DomainEvent, path="/domain-events", permission="audit", writes=NOTHING),
    Resource(table=File, path="/files", permission="files", hidden=("key",), writes=NOTHING),
)

router = build_router(RESOURCES)


class Verification(BaseModel):
    """What a check of the audit log found. Note `head` down: it stands for all sealed rows."""

    seals: int
    rows: int
    unsealed: int
    head: str
    problems: list[str]


@router.get(
    "/audit/verification",
    response_model=Verification,
    tags=["audit logs"],
    responses=errors.responses(errors.Unauthenticated, errors.Forbidden),
)
def verify_log(session: TenantSession, _caller: Annotated[Caller, requires("audit.read")]) -> Any:
    """Check every sealed row of the audit log against its seal."""
    found = audit.verify(session)
    problems = [f"{broken.seal or 'log'}: {broken.problem}" for broken in found.broken]
    return {
        "seals": found.seals,
        "rows": found.rows,
        "unsealed": found.unsealed,
        "head": found.head,
        "problems": problems,
    }

"""Tables of automation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    count,
    document,
    flag,
    index,
    json,
    link,
    stamped,
    unique_where,
)


class AutomationRule(ChangingTable, table=True):
    """What to do when something happens."""

    __tablename__ = "automation_rules"
    __table_args__ = (
        index("trigger_type", where="is_active", name="ix_automation_rules_trigger_type"),
        check("actions", "jsonb_typeof(actions) = 'array'"),
        check("max_runs_per_subject", "max_runs_per_subject >= 1"),
    )

    name: str
    description: str | None = None
    trigger_type: str
    conditions: dict[str, Any] = json()
    actions: Any = document()
    delay_minutes: int = count()
    max_runs_per_subject: int | None = None
    is_active: bool = flag(True)
    campaign_id: UUID | None = link("campaigns", cascade=True, default=None)
    created_by: UUID | None = link("users", clear=True, default=None)


class AutomationRun(TenantTable, table=True):
    """One run of a rule for one subject."""

    __tablename__ = "automation_runs"
    __table_args__ = (
        unique_where(
            "",
            "rule_id",
            "domain_event_id",
            "subject_id",
            name="uq_automation_runs_rule_id_domain_event_id",
            nulls=False,
        ),
        check("depth", "depth <= 5"),
    )

    rule_id: UUID = link("automation_rules", cascade=True)
    domain_event_id: UUID | None = link("domain_events", default=None)
    subject_type: str
    subject_id: UUID
    status: str = choice("pending", "running", "succeeded", "failed", "skipped", default="pending")
    run_at: datetime = stamped()
    finished_at: datetime | None = None
    result: Any = document(default=None)
    depth: int = count(at_least=None)

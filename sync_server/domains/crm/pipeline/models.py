"""Tables of sales leads and opportunities."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    count,
    index,
    link,
    number,
    search,
    words,
)


class Lead(ChangingTable, table=True):
    """A possible sale."""

    __tablename__ = "leads"
    __table_args__ = (
        index("lead_status", "lead_score DESC", name="ix_leads_lead_status_lead_score"),
        check("lead_score", "lead_score BETWEEN 0 AND 100"),
        check("estimated_value", "estimated_value >= 0"),
        check("probability_percentage", "probability_percentage BETWEEN 0 AND 100"),
    )

    contact_id: UUID | None = link("contacts", cascade=True, default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    event_id: UUID | None = link("events", clear=True, default=None)
    lead_source: str
    lead_status: str = choice(
        "new",
        "contacted",
        "qualified",
        "proposal",
        "negotiation",
        "closed_won",
        "closed_lost",
        default="new",
    )
    lead_score: int = count(at_least=None)
    estimated_value: Decimal | None = number(12, 2, default=None)
    probability_percentage: int | None = None
    expected_close_date: date | None = None
    assigned_to: UUID | None = link("users", clear=True, default=None)
    created_by: UUID | None = link("users", clear=True, default=None)
    budget_range: str | None = None
    decision_timeline: str | None = None
    decision_makers: list[str] = words()
    pain_points: list[str] = words()
    requirements: str | None = None
    converted_at: datetime | None = None
    lost_reason: str | None = None


class Opportunity(ChangingTable, table=True):
    """A deal in the pipeline."""

    __tablename__ = "opportunities"
    __table_args__ = (
        check(
            "closed", "stage NOT IN ('closed_won','closed_lost') OR actual_close_date IS NOT NULL"
        ),
        index("stage", "expected_close_date"),
        check("amount", "amount >= 0"),
        check("probability", "probability BETWEEN 0 AND 100"),
        search("opportunities", "name", "description"),
    )

    lead_id: UUID | None = link("leads", clear=True, default=None)
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    event_id: UUID | None = link("events", clear=True, default=None)
    campaign_id: UUID | None = link("campaigns", clear=True, default=None)
    name: str
    description: str | None = None
    stage: str = choice(
        "prospecting",
        "qualification",
        "proposal",
        "negotiation",
        "closed_won",
        "closed_lost",
        default="prospecting",
    )
    amount: Decimal | None = number(12, 2, default=None)
    currency: str | None = Field(default=None, max_length=3)
    probability: int | None = None
    expected_close_date: date | None = None
    actual_close_date: date | None = None
    sales_methodology: str | None = None
    competitor: str | None = None
    win_reason: str | None = None
    loss_reason: str | None = None
    assigned_to: UUID | None = link("users", clear=True, default=None)
    created_by: UUID | None = link("users", clear=True, default=None)


class OpportunityStageChange(TenantTable, table=True):
    """A step of a deal from one stage to another."""

    __tablename__ = "opportunity_stage_history"

    opportunity_id: UUID = link("opportunities", cascade=True)
    from_stage: str | None = None
    to_stage: str
    amount: Decimal | None = number(12, 2, default=None)
    probability: int | None = None
    changed_by: UUID | None = link("users", clear=True, default=None)

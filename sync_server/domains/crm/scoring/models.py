"""Tables of lead scores and predictions."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    document,
    flag,
    index,
    json,
    link,
    number,
    stamped,
    unique,
    unique_where,
)


class LeadScoringRule(ChangingTable, table=True):
    """Points for what somebody is or does."""

    __tablename__ = "lead_scoring_rules"
    __table_args__ = (
        check("max_times", "max_times >= 1"),
        check("decay_days", "decay_days >= 1"),
    )

    name: str
    applies_to: str = choice("contact", "lead", default="contact")
    conditions: Any = document()
    points: int
    max_times: int | None = None
    decay_days: int | None = None
    is_active: bool = flag(True)


class LeadScoreEvent(TenantTable, table=True):
    """Points given or taken, and the score after."""

    __tablename__ = "lead_score_events"
    __table_args__ = (check("score_after", "score_after BETWEEN 0 AND 100"),)

    contact_id: UUID = link("contacts", cascade=True)
    lead_id: UUID | None = link("leads", cascade=True, default=None)
    rule_id: UUID | None = link("lead_scoring_rules", clear=True, default=None)
    points: int
    score_after: int
    reason: str
    source_type: str | None = None
    source_id: UUID | None = None
    expires_at: datetime | None = None


class Prediction(TenantTable, table=True):
    """What a model expects of somebody or something."""

    __tablename__ = "predictions"
    __table_args__ = (
        index(
            "subject_type",
            "subject_id",
            "created_at DESC",
            name="ix_predictions_subject_type_subject_id_created_at",
        ),
    )

    subject_type: str = choice("attendee", "contact", "lead", "opportunity", "event")
    subject_id: UUID
    model_id: UUID = link("prediction_models", cascade=True)
    value: Decimal = number(14, 6)
    explanation: dict[str, Any] = json()


class PredictionModel(ChangingTable, table=True):
    """A trained model and how good it was."""

    __tablename__ = "prediction_models"
    __table_args__ = (
        unique("kind", "version"),
        unique_where("is_active", "kind", name="uq_prediction_models_kind"),
    )

    kind: str = choice("no_show", "lead_win", "ltv", "churn")
    version: int
    algorithm: str
    features: Any = document()
    artifact: bytes | None = None
    metrics: dict[str, Any] = json()
    trained_rows: int
    trained_at: datetime = stamped()
    is_active: bool = flag()

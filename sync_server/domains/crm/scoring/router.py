"""Scoring rules, and what scores and models said, over HTTP."""

from typing import Any

from sync_server.domains.crm.scoring.models import (
    LeadScoreEvent,
    LeadScoringRule,
    Prediction,
    PredictionModel,
)
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=LeadScoringRule,
        path="/lead-scoring-rules",
        permission="deals",
    ),
    Resource(
        table=LeadScoreEvent,
        path="/lead-score-events",
        permission="deals",
        writes=NOTHING,
    ),
    Resource(
        table=Prediction,
        path="/predictions",
        permission="analytics",
        writes=NOTHING,
    ),
    Resource(
        table=PredictionModel,
        path="/prediction-models",
        permission="analytics",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

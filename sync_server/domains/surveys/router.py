"""Surveys over HTTP. Publishing and answering are verbs."""

from typing import Any

from sync_server.domains.surveys.models import (
    Survey,
    SurveyQuestion,
    SurveyQuestionOption,
    SurveyResponse,
    SurveyResponseItem,
)
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Survey,
        path="/surveys",
        permission="surveys",
        read_only=("status", "version", "response_count", "published_at"),
    ),
    Resource(
        table=SurveyQuestion,
        path="/survey-questions",
        permission="surveys",
        writes=NOTHING,
    ),
    Resource(
        table=SurveyQuestionOption,
        path="/survey-question-options",
        permission="surveys",
        writes=NOTHING,
    ),
    Resource(
        table=SurveyResponse,
        path="/survey-responses",
        permission="surveys",
        writes=NOTHING,
    ),
    Resource(
        table=SurveyResponseItem,
        path="/survey-response-items",
        permission="surveys",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)

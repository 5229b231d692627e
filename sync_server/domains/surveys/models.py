"""Tables of surveys. The document is edited; its rows are referred to and counted."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric
from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    count,
    flag,
    index,
    json,
    link,
    number,
    search,
    stamped,
    unique,
    unique_where,
)


class Survey(ChangingTable, table=True):
    """Questions asked of many."""

    __tablename__ = "surveys"
    __table_args__ = (
        check("limit", "max_responses IS NULL OR response_count <= max_responses"),
        index("status"),
        check("questions", "jsonb_typeof(questions) = 'array'"),
        check("max_responses", "max_responses >= 0"),
        search("surveys", "title", "description"),
    )

    event_id: UUID | None = link("events", clear=True, default=None)
    title: str = Field(max_length=255)
    description: str | None = None
    questions: list[Any] = json("[]")
    settings: dict[str, Any] = json()
    version: int = count(1, at_least=None)
    max_responses: int | None = None
    response_count: int = count(at_least=None)
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    status: str = choice(
        "draft", "published", "paused", "closed", "archived", default="draft", max_length=20
    )
    published_at: datetime | None = None


class SurveyQuestion(TenantTable, table=True):
    """A question of one published version."""

    __tablename__ = "survey_questions"
    __table_args__ = (
        unique("survey_id", "version", "key"),
        unique("survey_id", "version", "position"),
    )

    survey_id: UUID = link("surveys", cascade=True)
    version: int
    key: str = Field(max_length=50)
    position: int
    type: str = choice(
        "single_choice",
        "multi_choice",
        "rating",
        "nps",
        "text",
        "number",
        "date",
        "yes_no",
        "contact_info",
    )
    text: str
    is_required: bool = flag()
    logic: list[Any] = json("[]")
    validation: dict[str, Any] = json()


class SurveyQuestionOption(TenantTable, table=True):
    """A possible answer."""

    __tablename__ = "survey_question_options"
    __table_args__ = (unique("question_id", "key"),)

    question_id: UUID = link("survey_questions", cascade=True)
    key: str = Field(max_length=50)
    text: str
    position: int
    score: Decimal | None = number(6, 2, default=None)


class SurveyResponse(ChangingTable, table=True):
    """Somebody's answers."""

    __tablename__ = "survey_responses"
    __table_args__ = (
        unique_where(
            "status = 'in_progress'",
            "survey_id",
            "contact_id",
            name="uq_survey_responses_survey_id_contact_id",
        ),
        check("sentiment_score", "sentiment_score BETWEEN -1 AND 1"),
    )

    survey_id: UUID = link("surveys")
    contact_id: UUID = link("contacts")
    conversation_id: UUID | None = link("conversations", clear=True, default=None)
    survey_version: int = count(1, at_least=None)
    answers: dict[str, Any] = json()
    status: str = choice(
        "in_progress", "completed", "abandoned", default="in_progress", max_length=20
    )
    current_question: int = count(at_least=None)
    started_at: datetime = stamped()
    completed_at: datetime | None = None
    sentiment_score: Decimal | None = number(3, 2, default=None)
    ai_summary: str | None = None


class SurveyResponseItem(TenantTable, table=True):
    """One answer."""

    __tablename__ = "survey_response_items"
    __table_args__ = (
        unique_where(
            "",
            "response_id",
            "question_id",
            "option_id",
            name="uq_survey_response_items_response_id_question_id",
            nulls=False,
        ),
    )

    response_id: UUID = link("survey_responses", cascade=True)
    question_id: UUID = link("survey_questions", cascade=True)
    option_id: UUID | None = link("survey_question_options", default=None)
    value_text: str | None = None
    value_number: Decimal | None = Field(default=None, sa_type=Numeric)
    value_date: date | None = None

"""Tables of figures rolled up for an event."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    TenantTable,
    document,
    index,
    link,
    number,
    stamped,
    unique_where,
)


class EventMetric(TenantTable, table=True):
    """One figure of an event, over one period, along up to three dimensions."""

    __tablename__ = "event_analytics"
    __table_args__ = (
        unique_where(
            "",
            "event_id",
            "session_id",
            "metric_name",
            "calculation_period",
            "bucket_start",
            "dimension_1",
            "dimension_2",
            "dimension_3",
            name="uq_event_analytics_event_id_session_id",
            nulls=False,
        ),
        index("metric_name", "measurement_time"),
    )

    event_id: UUID = link("events", cascade=True)
    session_id: UUID | None = link("sessions", clear=True, default=None)
    metric_name: str
    metric_value: Decimal | None = number(15, 4, default=None)
    metric_unit: str | None = None
    measurement_time: datetime = stamped()
    data_source: str | None = None
    dimension_1: str | None = None
    dimension_2: str | None = None
    dimension_3: str | None = None
    raw_data: Any = document(default=None)
    calculation_method: str | None = None
    calculation_period: str | None = None
    bucket_start: datetime | None = None

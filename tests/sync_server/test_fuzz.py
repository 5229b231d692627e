"""The whole API against its own description: no server error, no undocumented answer.

A few examples of each operation with every run; `make fuzz` asks for many.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sync_server.domains.api import RESOURCES
from tests.evening import Evening
from tests.rows import Rows
from tests.serving import Served

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("USHER_FUZZ_EXAMPLES", "2"))
STREAMS = "/api/v1/sync/stream"
"""It never ends, so there is no answer to compare."""


@pytest.fixture(scope="module")
def key(server_database: Any, box: Any) -> str:
    """The key of an organization that has a row of everything."""
    evening = Evening.begin(server_database, box, "Fuzz Hall")
    with evening.session() as session:
        rows = Rows(session, evening.organization_id)
        rows.made["organizations"] = {"id": evening.organization_id}
        for resource in RESOURCES:
            rows.row(resource.sql.name)
    return evening.api_key


@pytest.mark.timeout(3_000)
def test_no_server_error_and_no_undocumented_answer(served: Served, key: str) -> None:
    schema = schemathesis.openapi.from_url(f"{served.url}/openapi.json").exclude(path=STREAMS)
    headers = {"Authorization": f"Bearer {key}"}
    found: list[str] = []
    operations = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    for operation in operations:
        try:
            _ask(operation, headers)
        except FailureGroup as problem:
            found += [f"{operation.label}: {one}" for one in problem.exceptions]
        except Failure as problem:
            found.append(f"{operation.label}: {problem}")

    assert len(operations) > 600
    assert not found, "\n\n".join(found)


def _ask(operation: Any, headers: dict[str, str]) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES < 10,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )
    def ask(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()

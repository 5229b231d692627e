"""Statements as psycopg takes them: asked alone, or together in one way there and back."""

from psycopg.pq import PipelineStatus

from sync_server.kernel.session import raw_connection
from sync_server.kernel.statements import Query, fetch, without_waiting
from tests.evening import Evening


def number(value: int) -> Query[int]:
    return Query("SELECT CAST(%(value)s AS int) AS n", lambda rows: rows[0].n, {"value": value})


def test_each_query_of_those_sent_together_has_its_own_answer(evening: Evening) -> None:
    whose = Query("SELECT CAST(%(organization)s AS uuid) AS id", lambda rows: rows[0].id)
    with evening.session() as session:
        with without_waiting(session) as batch:
            answers = [batch.send(number(n)) for n in range(3)]
            own = batch.send(whose)
        assert [answer() for answer in answers] == [0, 1, 2]
        assert own() == whose.fetch(session) == evening.organization_id


def test_one_inside_another_is_part_of_it(evening: Evening) -> None:
    """The inner one ends nothing: only the outer one waits."""
    with evening.session() as session:
        connection = raw_connection(session).pgconn
        with without_waiting(session) as batch:
            with without_waiting(session) as inner:
                first = inner.send(number(1))
            assert connection.pipeline_status != PipelineStatus.OFF
            second = batch.send(number(2))
        assert connection.pipeline_status == PipelineStatus.OFF
        assert (first(), second()) == (1, 2)


def test_plans_are_kept_for_the_session_that_wants_it_and_no_other(evening: Evening) -> None:
    for keeps, mode in ((True, "force_generic_plan"), (False, "auto")):
        with evening.database.tenant(evening.organization_id, keeps_plans=keeps) as session:
            assert fetch(session, "SHOW plan_cache_mode")[0].plan_cache_mode == mode

"""The one error tree of the server, and the one shape in which errors leave it.

ServerError
├── BadRequest 400      ├── Conflict 409      ├── TooLarge 413
├── Unauthenticated 401 ├── Gone 410          ├── Invalid 422
├── Forbidden 403       ├── Stale 412         ├── UpgradeNeeded 426
└── NotFound 404        ├── TooMany 429       └── Unavailable 503
"""

import json
import logging
import math
from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg import errors as pg
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

log = logging.getLogger(__name__)


class ErrorBody(BaseModel):
    """What every error looks like on the wire."""

    model_config = ConfigDict(extra="allow")

    error: str
    detail: str


class ServerError(Exception):
    """Something a client is told. `detail` is a sentence a person understands."""

    status_code = 500
    error = "internal_error"

    def __init__(self, detail: str, *, error: str | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.error = error or type(self).error
        self.more = more
        self.headers: dict[str, str] = {}


Refusal = TypeVar("Refusal", bound=ServerError)


class BadRequest(ServerError):
    status_code, error = 400, "bad_request"


class Unauthenticated(ServerError):
    status_code, error = 401, "unauthenticated"


class Forbidden(ServerError):
    status_code, error = 403, "forbidden"


class NotFound(ServerError):
    status_code, error = 404, "not_found"


class Conflict(ServerError):
    status_code, error = 409, "conflict"


class Gone(ServerError):
    status_code, error = 410, "gone"


class Stale(ServerError):
    status_code, error = 412, "stale"


class TooMany(ServerError):
    status_code, error = 429, "too_many"


class TooLarge(ServerError):
    status_code, error = 413, "too_large"


class Invalid(ServerError):
    status_code, error = 422, "invalid"


class UpgradeNeeded(ServerError):
    status_code, error = 426, "upgrade_needed"


class Unavailable(ServerError):
    status_code, error = 503, "unavailable"


def responses(*kinds: type[ServerError]) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for its OpenAPI."""
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ErrorBody.__name__}"}}}
    return {
        kind.status_code: {"description": kind.error.replace("_", " "), "content": body}
        for kind in kinds
    }


def later(problem: Refusal, seconds: float) -> Refusal:
    """The problem, with when to come back: whole seconds in the header, tenths in the body."""
    problem.headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    problem.more["retry_after"] = round(seconds, 1)
    return problem


def response_of(problem: ServerError) -> JSONResponse:
    """The answer that says it."""
    response = answer(problem.status_code, problem.error, problem.detail, **problem.more)
    response.headers.update(problem.headers)
    return response


def install(app: FastAPI) -> None:
    """Give every error of the app the one shape."""
    for kind, handler in _HANDLERS:
        app.add_exception_handler(kind, handler)


def answer_to(request: Request, problem: Exception) -> JSONResponse:
    """What is answered to a problem wherever it comes up."""
    handler = next(handler for kind, handler in _HANDLERS if isinstance(problem, kind))
    return handler(request, problem)


def told_of(request: Request, problem: Exception) -> tuple[int, str]:
    """The status and the sentence of a problem, for what is no JSON."""
    response = answer_to(request, problem)
    return response.status_code, json.loads(bytes(response.body))["detail"]


REFUSALS = (ServerError, DBAPIError)
"""What a person is told of where they stand, with nothing lost of what they wrote."""


def sentence_of(problem: Exception) -> str:
    """What a person is told of a problem that is not an answer, such as a row of an import."""
    if isinstance(problem, ServerError):
        return problem.detail
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(cause, pg.IntegrityError):
        return _integrity_words(cause)[2]
    if not isinstance(cause, pg.DataError | pg.ProgramLimitExceeded):
        raise problem
    return "A value is too long, too large or not of the right kind."


def answer(status: int, error: str, detail: str, **more: Any) -> JSONResponse:
    """An error answer in the one shape."""
    return JSONResponse({"error": error, "detail": detail, **more}, status_code=status)


def _server_error(_request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, ServerError)
    return response_of(problem)


def _invalid(_request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, RequestValidationError)
    places = [
        {"field": ".".join(str(part) for part in error["loc"]), "problem": error["msg"]}
        for error in problem.errors()
    ]
    first = places[0] if places else {"field": "body", "problem": "is not valid"}
    return answer(422, "invalid", f"{first['field']}: {first['problem']}.", fields=places[:50])


def _http(_request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, HTTPException)
    words = {404: ("not_found", "There is nothing here."), 405: ("method_not_allowed",
             "This address does not take that method.")}  # fmt: skip
    error, detail = words.get(problem.status_code, ("http_error", str(problem.detail)))
    response = answer(problem.status_code, error, detail)
    response.headers.update(problem.headers or {})
    return response


def _database(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, DBAPIError)
    return _driver(request, problem.orig if isinstance(problem.orig, pg.Error) else problem)


def _driver(request: Request, problem: Exception) -> JSONResponse:
    """Constraint names are written for people; nothing of another tenant is ever named."""
    if isinstance(problem, pg.IntegrityError):
        return _integrity(problem)
    if isinstance(problem, pg.DataError | pg.ProgramLimitExceeded):
        return answer(422, "invalid", "A value is too long, too large or not of the right kind.")
    if isinstance(problem, pg.OperationalError):
        response = answer(503, "unavailable", "The database does not answer; try again shortly.")
        response.headers["Retry-After"] = "2"
        return response
    return _unexpected(request, problem)


def _integrity(cause: pg.IntegrityError) -> JSONResponse:
    return answer(*_integrity_words(cause))


def _integrity_words(cause: pg.IntegrityError) -> tuple[int, str, str]:
    name = cause.diag.constraint_name or "a rule"
    if isinstance(cause, pg.UniqueViolation):
        return 409, "already_exists", f"There is already one like this ({name})."
    if isinstance(cause, pg.ForeignKeyViolation):
        return 409, "reference", f"Something named here does not exist or is in use ({name})."
    return 422, "invalid", f"A value breaks the rule {name}."


def _unexpected(request: Request, problem: Exception) -> JSONResponse:
    log.error("unexpected error in %s %s", request.method, request.url.path, exc_info=problem)
    return answer(500, "internal_error", "Something went wrong here; it has been written down.")


_HANDLERS: tuple[tuple[type[Exception], Callable[[Request, Exception], JSONResponse]], ...] = (
    (ServerError, _server_error),
    (RequestValidationError, _invalid),
    (HTTPException, _http),
    (DBAPIError, _database),
    (pg.Error, _driver),
    (Exception, _unexpected),
)

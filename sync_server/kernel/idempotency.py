"""Requests that may be sent again: the first answer is kept for a day (X-3)."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from pydantic_core import from_json
from sqlalchemy import text
from sqlmodel import Session

from sync_server.kernel import jobs
from sync_server.kernel.bodies import Body
from sync_server.kernel.errors import Conflict, Invalid
from sync_server.kernel.files import as_json
from sync_server.kernel.jobs import organizations_with
from sync_server.kernel.session import organization_of

Producer = Callable[[Session, Callable[[], Response]], Response]


async def once(
    request: Request,
    body: Body,
    idempotency_key: Annotated[
        str | None,
        Header(max_length=200, description="Send the same key again to get the same answer."),
    ] = None,
) -> Producer:
    """Runs a handler once per key: same body, same answer; another body, 422; at work, 409."""

    def produce(session: Session, made: Callable[[], Response]) -> Response:
        if idempotency_key is None:
            return made()
        at = f"{request.method} {request.url.path}"
        digest = hashlib.sha256(body).digest()
        return _known(session, idempotency_key, at, digest) or _kept(
            session, idempotency_key, at, digest, made()
        )

    return produce


Once = Annotated[Producer, Depends(once)]


def _known(session: Session, key: str, at: str, digest: bytes) -> Response | None:
    mine = {"org": organization_of(session), "key": key}
    free = session.execute(
        text("SELECT pg_try_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"{mine['org']}:{key}"},
    ).scalar_one()
    if not free:
        raise Conflict("A request with this key is still at work.", error="in_flight")
    session.execute(
        text(
            "DELETE FROM idempotency_keys"
            " WHERE organization_id = :org AND key = :key AND expires_at < now()"
        ),
        mine,
    )
    row = session.execute(
        text(
            "SELECT method_path, request_hash, response_status, response_body"
            " FROM idempotency_keys WHERE organization_id = :org AND key = :key"
        ),
        mine,
    ).one_or_none()
    if row is None:
        return None
    if (row.method_path, bytes(row.request_hash)) != (at, digest):
        raise Invalid("This key was used for another request.", error="key_reused")
    return _answer(row.response_status, row.response_body)


def _kept(session: Session, key: str, at: str, digest: bytes, response: Response) -> Response:
    told = {
        "body": from_json(bytes(response.body)) if response.body else None,
        "etag": response.headers.get("etag"),
    }
    session.execute(
        text(
            "INSERT INTO idempotency_keys (organization_id, key, method_path, request_hash,"
            " response_status, response_body) VALUES (:org, :key, :at, :digest, :status,"
            " CAST(:body AS jsonb))"
        ),
        {
            "org": organization_of(session),
            "key": key,
            "at": at,
            "digest": digest,
            "status": response.status_code,
            "body": _dumped(told),
        },
    )
    return response


def _dumped(told: Any) -> str:
    return as_json(told).decode()


def _answer(status: int, told: dict[str, Any]) -> Response:
    headers = {"Idempotent-Replay": "true"}
    if told["etag"]:
        headers["ETag"] = told["etag"]
    return Response(_dumped(told["body"]), status, headers, "application/json")


def register() -> None:
    """Make the tidying known."""
    jobs.every("41 * * * *", "idempotency.tidy", _tidy)


def _tidy(runtime: jobs.Runtime) -> None:
    for organization_id in organizations_with(runtime, "expired_keys"):
        with runtime.database.tenant(organization_id) as session:
            session.execute(
                text(
                    "DELETE FROM idempotency_keys"
                    " WHERE organization_id = :org AND expires_at < now()"
                ),
                {"org": organization_id},
            )

"""What one can see of a running server: structured logs, request ids and metrics (PL-9).

Nothing personal: a request is named by its route's template, never by its path, query or body.
"""

import ipaddress
import logging
import os
import re
import secrets
import sys
import time
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.kernel import jobs
from sync_server.kernel.auth import PUBLIC
from sync_server.kernel.errors import Forbidden
from sync_server.kernel.session import Database
from sync_server.settings import Settings

REQUEST_ID = "X-Request-Id"
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
_log = structlog.stdlib.get_logger("usher.request")
REQUESTS = Counter("usher_requests_total", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "usher_request_seconds",
    "Time to answer",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
AT_WORK = Gauge("usher_requests_at_work", "Requests being answered", multiprocess_mode="livesum")
JOBS = Gauge("usher_jobs", "Jobs by state", ["status"], multiprocess_mode="mostrecent")
CONNECTIONS = Gauge("usher_database_connections", "Connections in use", multiprocess_mode="livesum")


def configure_logging(settings: Settings, level: int = logging.INFO) -> None:
    """Write every log line, ours and the libraries', in one form to standard error."""
    last: Any = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("procrastinate", "httpx", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))


class Observe:
    """Gives each request an id, measures it and logs it; plain ASGI, so streams pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get(REQUEST_ID))
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status, began = 500, time.perf_counter()

        async def say(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = request_id
                headers["Server-Timing"] = f"app;dur={(time.perf_counter() - began) * 1_000:.1f}"
            await send(message)

        AT_WORK.inc()
        try:
            await self._app(scope, receive, say)
        finally:
            AT_WORK.dec()
            self._note(scope, status, time.perf_counter() - began)
            structlog.contextvars.unbind_contextvars("request_id")

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unknown")
        method = scope["method"] if scope["method"].isalpha() else "OTHER"
        REQUESTS.labels(method, route, str(status)).inc()
        SECONDS.labels(method, route).observe(seconds)
        _log.info(
            "request", method=method, route=route, status=status, ms=round(seconds * 1_000, 1)
        )


def metrics_router(database: Database, settings: Settings) -> APIRouter:
    """`/metrics` for Prometheus: to this machine, or to whoever has the token."""
    router = APIRouter(tags=["operations"])

    @router.get("/metrics", openapi_extra=PUBLIC, include_in_schema=False)
    def metrics(request: Request) -> Response:
        """What Prometheus reads."""
        _check_reader(request, settings)
        for status, count in jobs.waiting(database).items():
            JOBS.labels(status).set(count)
        CONNECTIONS.set(database.engine.pool.checkedout())  # type: ignore[attr-defined]
        return Response(generate_latest(_registry()), media_type=CONTENT_TYPE_LATEST)

    return router


def _check_reader(request: Request, settings: Settings) -> None:
    if settings.metrics_token:
        said = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if secrets.compare_digest(said.encode(), settings.metrics_token.encode()):
            return
    elif request.client and _is_loopback(request.client.host):
        return
    raise Forbidden("Metrics are for this machine, or for whoever has the metrics token.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _registry() -> CollectorRegistry:
    """All workers' numbers where there are several; `usher server` names their folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _request_id(said: str | None) -> str:
    return said if said and _SANE_ID.fullmatch(said) else secrets.token_hex(8)

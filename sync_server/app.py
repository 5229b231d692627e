"""The composition root of the server: settings in, an app out."""

import asyncio
import gc
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from sqlalchemy import text
from sqlalchemy.orm import configure_mappers
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.protocol import PROTOCOL_HEADER, PROTOCOL_VERSION
from sync_server import database
from sync_server.domains.api import RESOURCES, ROUTERS, register_tasks
from sync_server.domains.door import devices
from sync_server.domains.door.redeems import redeeming
from sync_server.kernel import errors, jobs, observe
from sync_server.kernel.auth import PUBLIC, Known
from sync_server.kernel.bodies import Doorkeeper, Intakes, Unpack
from sync_server.kernel.described import Description
from sync_server.kernel.hosts import AnswerByName, known_names
from sync_server.kernel.pages import Pages
from sync_server.kernel.presence import Presence
from sync_server.kernel.resource import API
from sync_server.kernel.routes import describe
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.kernel.turns import InTurn, Places
from sync_server.live import router as live
from sync_server.live.feed import Feed
from sync_server.settings import Settings
from sync_server.sync import router as sync
from sync_server.sync.pressure import Calm
from sync_server.sync.pull import reading
from sync_server.sync.uploads import Uploads, storing
from sync_server.web import site
from sync_server.web.visit import turned_away

log = logging.getLogger(__name__)
DESCRIPTION = """
Offline-first door check-in, and the event CRM behind it. From nothing to a kiosk:

1. `POST /auth/signup` makes an organization and answers with an access token. Press *Authorize*.
2. `POST /users/invite` with a role of `GET /roles` invites a colleague by mail.
3. `POST /events`, `POST /ticket-types`, `POST /check-in-lists`.
4. `POST /events/{id}/tickets/import` with CSV, XLSX or JSON.
5. `POST /devices` answers with the code that enrols a kiosk.

Send an access token, an API key or a device token as `Authorization: Bearer …`. Every error has one
shape: `{"error": "<code>", "detail": "<sentence>"}`.
"""


_COLLECT_AFTER = (20_000, 20, 20)
"""Objects made until the garbage is looked through: a batch of scans is some fifty thousand."""

FIRST = ("log in", "own account", "users", "roles", "events", "ticket types", "check in lists",
         "tickets", "devices")  # fmt: skip
"""What somebody new needs, at the top of the documentation."""


def create_app(settings: Settings, urls: database.DatabaseUrls | None = None) -> FastAPI:
    """The app on a migrated database."""
    located = urls or database.locate(settings)
    connected = database.connect(settings, located)
    pages = Pages()
    feed = Feed(located.direct, reading(connected, pages), pages.kept)
    presence = Presence(partial(devices.note_seen, connected))
    box = SecretBox.load(settings.secret_key, settings.data_dir)
    register_tasks()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await feed.start()
        _before_shutdown(feed.end_streams)
        async with AsyncExitStack() as stack:
            if settings.jobs:
                runtime = jobs.Runtime(connected, settings, box)
                await stack.enter_async_context(jobs.working(located.direct, runtime))
            keeping = asyncio.create_task(presence.keep())
            yield
            keeping.cancel()
        await feed.stop()
        await presence.flush()
        connected.engine.dispose()
        if urls is None and located.embedded is not None:
            # Now, because uvicorn ends its process by the signal that it got, past all that follows.
            located.embedded.stop()

    app = FastAPIOffline(
        docs_url="/docs" if settings.docs else None,
        redoc_url="/redoc" if settings.docs else None,
        title="Usher",
        version=str(PROTOCOL_VERSION),
        description=DESCRIPTION,
        openapi_tags=[{"name": name} for name in FIRST],
        swagger_ui_parameters={"docExpansion": "none", "filter": True},
        lifespan=lifespan,
        responses=errors.responses(errors.Invalid),
    )
    app.state.settings = settings
    app.state.database = connected
    app.state.box = box
    app.state.feed = feed
    app.state.calm = Calm(settings.device_requests_per_second, settings.device_requests_burst)
    app.state.presence = presence
    app.state.uploads = Uploads(storing(connected, box), settings.upload_slots)
    app.state.pages = pages
    app.state.redeems = redeeming(connected, box)
    app.state.snapshot_places = Places(settings.snapshot_slots, line=8, patience=2.0)
    errors.install(app)
    _route(app, settings, connected)
    site.install(app)
    _wrap(app, settings)
    _describe(app, told=settings.docs)
    return app


def _wrap(app: FastAPI, settings: Settings) -> None:
    """What every request passes through, the last one first."""
    # A quarter of the connections stays for what needs a second one.
    app.add_middleware(InTurn, at_once=max(2, settings.pool_size * 3 // 2), line=500)
    app.add_middleware(
        Unpack,
        intakes=Intakes.of(app.routes, settings.max_body_bytes),
        doorkeeper=_doorkeeper(Known(max(1, settings.pool_size // 4))),
        budget=max(settings.bodies_bytes, 2 * settings.max_body_bytes),
    )
    app.add_middleware(SayProtocol)
    app.add_middleware(AnswerByName, known=known_names(settings.public_url, settings.hosts))
    app.add_middleware(observe.Observe)


def _doorkeeper(known: Known) -> Doorkeeper:
    """401 of the API, or the way to the log-in, for whoever is unknown and wants to send something."""

    async def turn_away(request: Request) -> Response | None:
        if not request.url.path.startswith(API):
            return turned_away(request)
        try:
            await known.check(request)
        except Exception as problem:  # also a database that is away
            return errors.answer_to(request, problem)
        return None

    return turn_away


def _route(app: FastAPI, settings: Settings, connected: Database) -> None:
    """Every request is held against the routes in their order: what doors ask for comes first."""
    for route in app.routes:
        if isinstance(route, APIRoute):  # the documentation pages
            route.openapi_extra = PUBLIC
    own = (_operations(connected), observe.metrics_router(connected, settings))
    for part in (sync.router, live.router, *ROUTERS, *own):
        # Not included, which would build six hundred routes a second time.
        app.router.routes.extend(part.routes)


def _before_shutdown(end: Callable[[], None]) -> None:
    """Have streams end when the process is told to, or it would wait for them and cut them off."""
    if threading.current_thread() is not threading.main_thread():
        return  # a server inside another program, which ends it by itself
    loop = asyncio.get_running_loop()
    for kind in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(kind)

        def heard(number: int, frame: Any, before: Any = before) -> None:
            loop.call_soon_threadsafe(end)
            if callable(before):
                before(number, frame)

        signal.signal(kind, heard)


def from_environment() -> FastAPI:
    """What uvicorn's workers load."""
    settings = Settings()
    quiet = bool(os.environ.get("USHER_QUIET"))
    observe.configure_logging(settings, logging.WARNING if quiet else logging.INFO)
    if settings.public_url is None:
        log.warning("no public address: links to confirm an address, for a new password and to accept an"
                    " invitation are not mailed; set USHER_PUBLIC_URL")  # fmt: skip
    app = create_app(settings)
    configure_mappers()  # half a second, that the first guest would wait for
    # What was made so far stays until the end: walking it takes a fifth of a second each time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    return app


def _describe(app: FastAPI, *, told: bool) -> None:
    """The API's description, with the schemas that resources name; told to everybody, or to nobody."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = plain()
            describe(RESOURCES, found)
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
    # The framework's own makes it on the event loop, which is held up for seconds.
    app.router.routes[:] = [r for r in app.routes if getattr(r, "path", "") != app.openapi_url]
    if told:
        app.add_route(str(app.openapi_url), Description(described).answer, include_in_schema=False)


def _operations(connected: Database) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/healthz", openapi_extra=PUBLIC)
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @router.get("/readyz", openapi_extra=PUBLIC, responses=errors.responses(errors.Unavailable))
    def readyz() -> dict[str, str]:
        """The database answers and has every migration."""
        with connected.nobody() as connection:
            connection.execute(text("SELECT 1"))
        if not database.is_current(connected):
            raise errors.Unavailable("The database waits for its migrations: usher db migrate.")
        return {"status": "ready"}

    return router


class SayProtocol:
    """Names the protocol version on every answer; plain ASGI, so that streams pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[PROTOCOL_HEADER] = str(PROTOCOL_VERSION)
            await send(message)

        await self._app(scope, receive, say)

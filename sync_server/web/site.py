"""The pages, put together."""

from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sync_server.kernel.errors import told_of
from sync_server.web import (
    account,
    announcements,
    attendance,
    conflicts,
    contacts,
    devices,
    directory,
    duplicates,
    evenings,
    events,
    imports,
    maps,
    people,
    roles,
    rooms,
    seats,
    setup,
    tickets,
    tonight,
)
from sync_server.web.templating import STATIC, render

PAGES = (account, events, tonight, attendance, conflicts, maps, rooms, seats, tickets, devices, setup,
         people, roles, duplicates, contacts, directory, evenings, imports, announcements)  # fmt: skip
ROUTERS = tuple(page.router for page in PAGES)


def install(app: FastAPI) -> None:
    """Add the pages to the server."""
    plain = app.exception_handlers[HTTPException]

    async def not_there(request: Request, problem: Exception) -> Response:
        """An address that leads nowhere is told as a page to whoever reads pages."""
        if "text/html" in request.headers.get("accept", "") and not _is_api(request):
            status, sentence = told_of(request, problem)
            return render(request, "error.html", status, sentence=sentence)
        answer: Any = plain(request, problem)
        return answer  # type: ignore[no-any-return]

    app.add_exception_handler(HTTPException, not_there)
    app.state.tonight = {}
    for router in ROUTERS:
        app.router.routes.extend(router.routes)
    app.mount("/static", Assets(directory=STATIC), name="static")


class Assets(StaticFiles):
    """Files whose address says which version they are: kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")

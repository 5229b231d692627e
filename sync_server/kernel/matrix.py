"""`docs/permissions.md`: what every route asks for, and which system role has it."""

from collections.abc import Iterator, Mapping

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from sync_server.kernel import permissions
from sync_server.kernel.permissions import DOOR, SUBJECTS

Roles = Mapping[str, tuple[int, str, tuple[str, ...]]]
_METHODS = {"GET": "g", "POST": "p", "PATCH": "c", "DELETE": "d", "PUT": "c"}
_HEAD = """# Permissions

Made by `usher permissions`; a test compares it with the routes.

A permission is `subject.action`. A role is a list of them; `subject.*` and `*` stand for several.
Roles are copied into each organization, which may change its own. Devices have `door.scan` and
`door.replica` and nothing else.
"""


def matrix(app: FastAPI, roles: Roles) -> str:
    """The page: roles against permissions, then routes with what they ask for."""
    return "\n".join([_HEAD, *_of_roles(roles), "", *_of_routes(app, roles), ""])


def _of_roles(roles: Roles) -> Iterator[str]:
    yield "## Roles\n"
    for name, (level, description, _) in roles.items():
        yield f"- **{name}** (level {level}): {description}"
    yield "\nr: may read, w: may write, ●: may.\n"
    yield "| | " + " | ".join(roles) + " |"
    yield "|---|" + ":-:|" * len(roles)
    for subject, words in SUBJECTS.items():
        cells = (_letters(listed, subject) for _, _, listed in roles.values())
        yield f"| `{subject}` {words} | " + " | ".join(cells) + " |"
    for permission, words in DOOR.items():
        held = ("●" if permissions.holds(r[2], permission) else "" for r in roles.values())
        yield f"| `{permission}` {words} | " + " | ".join(held) + " |"


def _letters(listed: tuple[str, ...], subject: str) -> str:
    read = "r" if permissions.holds(listed, f"{subject}.read") else ""
    return read + ("w" if permissions.holds(listed, f"{subject}.write") else "")


def _of_routes(app: FastAPI, roles: Roles) -> Iterator[str]:
    yield "## Routes\n"
    yield "g: get, p: post, c: change (patch or put), d: delete. *Own account* takes any log-in.\n"
    yield "| path | asks for | " + " | ".join(roles) + " |"
    yield "|---|---|" + ":-:|" * len(roles)
    found: dict[str, dict[str, str]] = {}
    for route in app.routes:
        if isinstance(route, APIRoute):
            methods = {_METHODS[method]: asked_by(route) for method in route.methods or ()}
            found.setdefault(route.path, {}).update(methods)
    for path in sorted(found):
        asked = ", ".join(dict.fromkeys(f"`{said}`" for said in found[path].values()))
        cells = (_allowed(found[path], listed) for _, _, listed in roles.values())
        yield f"| {path} | {asked} | " + " | ".join(cells) + " |"


def _allowed(methods: Mapping[str, str], listed: tuple[str, ...]) -> str:
    anybody = ("public", "own account")
    return "".join(
        letter
        for letter in "gpcd"
        if letter in methods
        and (methods[letter] in anybody or permissions.holds(listed, methods[letter]))
    )


def asked_by(route: APIRoute) -> str:
    """The permission a route asks for: its caller's type, or the mark of one without a caller."""
    said = (route.openapi_extra or {}).get("x-permission", "")
    return _asked(route.dependant) or str(said)


def _asked(dependant: Dependant) -> str:
    found = getattr(dependant.call, "permission", "")
    return found or next(filter(None, (_asked(part) for part in dependant.dependencies)), "")

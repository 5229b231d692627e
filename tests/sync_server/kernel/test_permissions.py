"""Every route asks for a permission or says that it is public; every role against every route."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st

from sync_server.app import create_app
from sync_server.database import DatabaseUrls
from sync_server.domains.identity.service import SYSTEM_ROLES
from sync_server.kernel import permissions
from sync_server.kernel.matrix import asked_by, matrix
from sync_server.settings import Settings

PUBLIC = {
    *(f"/api/v1/auth/{page}" for page in (
        "signup", "login", "refresh", "password/forgot", "password/reset",
        "invitations/accept", "email/verify",
    )),
    "/api/v1/devices/enrol", "/api/v1/devices/readmit", "/healthz", "/readyz", "/metrics", "/docs",
    "/docs/oauth2-redirect", "/redoc", "/", "/log-in", "/sign-up", "/forgot", "/reset",
    "/invitation", "/verify", "/language",
}  # fmt: skip
"""All that anybody may call; a new one is added here knowingly."""


@pytest.fixture(scope="module")
def app(settings: Settings, urls: DatabaseUrls) -> FastAPI:
    return create_app(settings, urls)


def test_every_route_names_a_permission_or_is_public(app: FastAPI) -> None:
    routes = [route for route in app.routes if isinstance(route, APIRoute)]
    for route in routes:
        assert asked_by(route) in {*permissions.PERMISSIONS, "own account", "public"}, route.path

    assert len(routes) > 600
    assert {route.path for route in routes if asked_by(route) == "public"} == PUBLIC


def test_the_matrix_in_the_documentation_is_the_one_in_force(app: FastAPI) -> None:
    page = Path(__file__).parents[3] / "docs/permissions.md"

    assert page.read_text() == matrix(app, SYSTEM_ROLES), (
        "run `usher permissions > docs/permissions.md`"
    )


def test_system_roles_hold_only_known_permissions() -> None:
    for _, _, listed in SYSTEM_ROLES.values():
        assert permissions.as_list(listed)


@given(st.sets(st.sampled_from(permissions.PERMISSIONS)))
def test_list_and_document_say_the_same(listed: set[str]) -> None:
    assert set(permissions.as_list(permissions.as_map(listed))) == listed


@given(
    st.sets(st.sampled_from(permissions.PERMISSIONS)),
    st.sets(st.sampled_from([*permissions.PERMISSIONS, "*", "events.*", "door.*"])),
)
def test_what_covers_holds_everything_it_stands_for(held: set[str], asked: set[str]) -> None:
    expected = all(permissions.holds(held, p) for p in permissions.expand(asked))

    assert permissions.covers(held, asked) == expected

"""The pages in a real browser."""

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.evening import Evening
from tests.serving import Served
from tests.sync_server.web.conftest import PASSWORD, Office

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PHONE = ViewportSize(width=360, height=740)


@contextlib.contextmanager
def opened() -> Iterator[Browser]:
    """The browser of this machine. Raises FileNotFoundError where there is none."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise FileNotFoundError("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


# Not of the session: while it is open, nothing else can run an event loop on this thread.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    try:
        with opened() as browser:
            yield browser
    except FileNotFoundError as problem:
        pytest.skip(str(problem))


class Desk:
    """Somebody at a browser; whatever their browser complains about fails the test."""

    def __init__(self, chromium: Browser, office: Office) -> None:
        self._chromium, self.office = chromium, office
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []

    def sit(self, **more: Any) -> Page:
        """A fresh browser."""
        context = self._chromium.new_context(
            base_url=self.office.url,
            locale="en-GB",
            **{"viewport": {"width": 1280, "height": 800}, **more},
        )
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        return page

    def log_in(self, role: str = "organizer", **more: Any) -> Page:
        """Through the form, as people do."""
        user, page = self.office.person(role), self.sit(**more)
        page.goto("/log-in")
        page.fill("[name=organization]", self.office.slug)
        page.fill("[name=email]", user.email)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/events")
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.office.url, "data:")):
            self.elsewhere.append(request.url)


@pytest.fixture
def desk(chromium: Browser, evening: Evening, served: Served) -> Iterator[Desk]:
    office = Office(evening, served.url)
    made = Desk(chromium, office)
    yield made
    made.close()
    office.close()
    assert made.complaints == []
    assert made.elsewhere == []


def serious(page: Page) -> list[str]:
    """What of a page a screen reader, or somebody who sees little, would stumble over."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]

"""The pages as a browser without scripts has them."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from sync_server.domains.identity import login
from sync_server.domains.identity.models import Role, User, UserRole
from tests.evening import Evening
from tests.serving import Served

PASSWORD = "correct horse battery"
_CSRF = re.compile(r'<meta name="csrf" content="([0-9a-f]+)"')


@cache
def hashed() -> str:
    return login.hash_password(PASSWORD)


class Reader(httpx.Client):
    """A browser without scripts; `send_form` adds what our own forms add."""

    csrf = ""

    def page(self, path: str, status: int = 200) -> str:
        """What a page says, without its tags."""
        answer = self.get(path)
        assert answer.status_code == status, (answer.status_code, answer.text[:500])
        found = _CSRF.search(answer.text)
        self.csrf = found[1] if found else self.csrf
        return plain(answer.text)

    def send_form(self, path: str, files: Any = None, **fields: Any) -> httpx.Response:
        return self.post(path, data={"csrf": self.csrf, **fields}, files=files)


def plain(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


class Office:
    """An organization whose people have passwords."""

    def __init__(self, evening: Evening, url: str) -> None:
        self.evening, self.url = evening, url
        self.slug = evening.organization_id.hex
        self._open: list[Reader] = []

    def person(self, role: str) -> User:
        """Somebody with one of the system's roles."""
        with self.evening.session() as session:
            user = User(
                organization_id=self.evening.organization_id, email=f"{role.replace(' ', '.')}@office.example",
                first_name=role, last_name="", password_hash=hashed(),
            )  # fmt: skip
            found = session.scalars(
                select(Role).where(
                    col(Role.organization_id) == self.evening.organization_id,
                    col(Role.name) == role,
                )
            ).one()
            session.add(user)
            session.flush()
            session.add(
                UserRole(organization_id=user.organization_id, user_id=user.id, role_id=found.id)
            )
        return user

    def outside(self) -> Reader:
        """Nobody yet."""
        reader = Reader(base_url=self.url, timeout=30)
        self._open.append(reader)
        return reader

    def enter(self, role: str = "organizer") -> Reader:
        """Somebody of this role, logged in."""
        user, reader = self.person(role), self.outside()
        answer = reader.post("/log-in", data=self.words(user.email))
        assert answer.status_code == 303, answer.text
        reader.page("/account")
        return reader

    def words(self, email: str, password: str = PASSWORD) -> dict[str, str]:
        """What the log-in asks for."""
        return {"organization": self.slug, "email": email, "password": password}

    def close(self) -> None:
        for reader in self._open:
            reader.close()


@pytest.fixture
def office(evening: Evening, served: Served) -> Iterator[Office]:
    made = Office(evening, served.url)
    yield made
    made.close()

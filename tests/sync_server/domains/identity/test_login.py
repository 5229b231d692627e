"""People who log in: what they are told, what they may, and when it ends. Over real HTTP."""

import base64
import json
import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pyotp
import pytest
from sqlalchemy import text

from sync_server.kernel import jobs
from sync_server.kernel.jobs import Runtime
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.settings import Settings
from tests.serving import Served, created

PASSWORD = "correct horse battery"


@dataclass
class Hall:
    """An organization made by signing up, and its owner's tokens."""

    served: Served
    slug: str
    tokens: dict[str, Any]
    mail: Path
    database: Database

    def client(self, token: str | None = None) -> httpx.Client:
        return self.served.client(token or self.tokens["access_token"])

    def log_in(self, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
        body = {"organization": self.slug, "email": email, "password": password, **more}
        return httpx.post(f"{self.served.url}/api/v1/auth/login", json=body, timeout=60)

    def post(self, path: str, **body: Any) -> httpx.Response:
        return httpx.post(f"{self.served.url}/api/v1{path}", json=body, timeout=60)

    def token_mailed_to(self, address: str) -> str:
        """The token in the newest mail to an address."""
        mails = [
            message_from_bytes(file.read_bytes(), policy=policy.default)
            for file in sorted(self.mail.glob("*.eml"))
        ]
        body = next(m for m in reversed(mails) if m["To"] == address).get_content()
        found = re.search(r"#token=(\S+)", body)
        assert found is not None
        return found[1]

    def sql(self, statement: str, **bound: Any) -> Any:
        from uuid import UUID  # noqa: PLC0415

        with self.database.tenant(UUID(self.tokens["organization_id"])) as session:
            return session.execute(text(statement), bound)

    def role(self, name: str) -> str:
        with self.client() as client:
            rows = created(client.get("/roles", params={"where": f"name:eq:{name}"}))["items"]
        role_id: str = rows[0]["id"]
        return role_id


@pytest.fixture
def drain(urls: Any, settings: Settings, server_database: Database, box: SecretBox) -> Any:
    return lambda: jobs.drain(Runtime(server_database, settings, box), urls.app)


@pytest.fixture
def hall(served: Served, settings: Settings, server_database: Database) -> Hall:
    slug = f"hall-{uuid4().hex[:12]}"
    body = {
        "organization": "Harbour Hall", "slug": slug, "first_name": "Olu",
        "email": "Owner@Example.org", "password": PASSWORD,
    }  # fmt: skip
    answer = httpx.post(f"{served.url}/api/v1/auth/signup", json=body, timeout=60)
    return Hall(served, slug, created(answer), settings.data_dir / "mail", server_database)


def _invite(hall: Hall, drain: Any, email: str, *roles: str) -> dict[str, Any]:
    """Somebody invited and accepted, with their tokens."""
    with hall.client() as client:
        created(
            client.post(
                "/users/invite",
                json={
                    "email": email,
                    "first_name": "Ivy",
                    "role_ids": [hall.role(r) for r in roles],
                },
            )
        )
    drain()
    accepted = hall.post(
        "/auth/invitations/accept", token=hall.token_mailed_to(email), password=PASSWORD
    )
    assert accepted.status_code == 204, accepted.text
    tokens: dict[str, Any] = created(hall.log_in(email))
    return tokens


def test_the_owner_is_in_and_may_do_everything(hall: Hall) -> None:
    with hall.client() as client:
        me = created(client.get("/me"))
        named = created(client.patch("/me", json={"last_name": "Okafor"}))

    assert (me["organization"], me["roles"], me["level"]) == ("Harbour Hall", ["owner"], 100)
    assert "users.write" in me["permissions"]
    assert named["last_name"] == "Okafor"
    assert hall.log_in("owner@example.ORG").status_code == 200


def test_unknown_wrong_and_locked_get_one_answer(hall: Hall) -> None:
    wrong = hall.log_in("owner@example.org", "not the password")
    nobody = hall.log_in("nobody@example.org")
    nowhere = hall.post("/auth/login", organization="no-such", email="a@b.c", password="x")
    for _ in range(4):
        hall.log_in("owner@example.org", "not the password")
    locked = hall.log_in("owner@example.org")

    assert {a.status_code for a in (wrong, nobody, nowhere, locked)} == {401}
    assert wrong.json() == nobody.json() == nowhere.json() == locked.json()
    hall.sql("UPDATE users SET locked_until = now() - interval '1 second'")
    assert hall.log_in("owner@example.org").status_code == 200
    row = hall.sql("SELECT failed_login_attempts, last_login_at IS NOT NULL FROM users").one()
    assert tuple(row) == (0, True)


def test_a_refresh_token_works_once_and_its_second_use_ends_the_family(hall: Hall) -> None:
    first = hall.tokens
    second = created(hall.post("/auth/refresh", refresh_token=first["refresh_token"]))
    with hall.client(second["access_token"]) as client:
        assert client.get("/me").status_code == 200

    stolen = hall.post("/auth/refresh", refresh_token=first["refresh_token"])

    assert (stolen.status_code, stolen.json()["error"]) == (401, "token_reused")
    for tokens in (first, second):
        with hall.client(tokens["access_token"]) as client:
            assert client.get("/me").status_code == 401
    assert hall.post("/auth/refresh", refresh_token=second["refresh_token"]).status_code == 401
    hashes = hall.sql("SELECT refresh_token_hash FROM auth_sessions").scalars()
    assert all(first["refresh_token"].encode() not in bytes(kept) for kept in hashes)


def test_tokens_that_are_not_ours_are_refused(hall: Hall, box: SecretBox) -> None:
    header, claims, signature = hall.tokens["access_token"].split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    none = jwt.encode(said, "", algorithm="none")
    symmetric = jwt.encode(said, "x" * 32, algorithm="HS256")
    foreign = SecretBox(b"k" * 32)
    mine, theirs = (one._derived(b"usher access tokens") for one in (box, foreign))
    other = jwt.encode(said, theirs, algorithm="EdDSA")
    late = jwt.encode(said | {"exp": 1}, mine, algorithm="EdDSA")
    huge = jwt.encode(said | {"exp": 10**30}, mine, algorithm="EdDSA")
    for token in (
        none, symmetric, other, late, huge, f"{header}.{claims}.", "x", "a.b.c",
        f"{header}.{claims}.{signature[::-1]}", "usk_zz", f"usk_{uuid4().hex}_x", "usd__",
        f"usd_{uuid4().hex}_x", hall.tokens["refresh_token"],
    ):  # fmt: skip
        with hall.client(token) as client:
            answer = client.get("/events")
        assert (answer.status_code, answer.json()["error"]) == (401, "unauthenticated"), token
    assert said["exp"] - said["iat"] <= 15 * 60


def test_an_invitation_gives_an_account_with_its_roles_rights(hall: Hall, drain: Any) -> None:
    tokens = _invite(hall, drain, "host@example.org", "VIP host")

    with hall.client(tokens["access_token"]) as host:
        assert host.get("/seats").status_code == 200
        refused = host.get("/contacts")
        assert (refused.status_code, refused.json()["error"]) == (403, "forbidden")
        assert "contacts.read" in refused.json()["detail"]
    again = hall.post(
        "/auth/invitations/accept",
        token=hall.token_mailed_to("host@example.org"),
        password=PASSWORD,
    )
    assert again.status_code == 401
    row = hall.sql("SELECT email_verified_at FROM users WHERE email = 'host@example.org'").one()
    assert row.email_verified_at is not None


def test_a_forgotten_password(hall: Hall, drain: Any) -> None:
    known = hall.post("/auth/password/forgot", organization=hall.slug, email="owner@example.org")
    unknown = hall.post("/auth/password/forgot", organization=hall.slug, email="x@example.org")
    until = time.monotonic() + 20
    while not hall.sql("SELECT 1 FROM auth_tokens WHERE purpose = 'password_reset'").scalar():
        assert time.monotonic() < until
        time.sleep(0.02)
    drain()
    token = hall.token_mailed_to("Owner@Example.org")

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert hall.post("/auth/password/reset", token=token, password="short").status_code == 422
    done = hall.post("/auth/password/reset", token=token, password="another password")
    assert done.status_code == 204
    assert hall.log_in("owner@example.org").status_code == 401
    assert hall.log_in("owner@example.org", "another password").status_code == 200
    with hall.client() as client:
        assert client.get("/me").status_code == 401
    assert hall.post("/auth/password/reset", token=token, password=PASSWORD).status_code == 401


def test_a_second_factor_and_its_recovery_codes(hall: Hall) -> None:
    with hall.client() as client:
        offer = created(client.post("/auth/totp"))
        totp = pyotp.TOTP(offer["secret"])
        assert client.post("/auth/totp/confirm", json={"code": "000000"}).status_code == 422
        codes = created(client.post("/auth/totp/confirm", json={"code": totp.now()}))
        assert client.post("/auth/totp").status_code == 409

    bare = hall.log_in("owner@example.org")
    assert (bare.status_code, bare.json()["error"]) == (401, "totp_required")
    used = hall.log_in("owner@example.org", code=totp.now())
    assert used.status_code == 401, "the code that confirmed it is spent"
    spare = codes["recovery_codes"][0]
    assert hall.log_in("owner@example.org", code=spare).status_code == 200
    assert hall.log_in("owner@example.org", code=spare).status_code == 401
    sealed = hall.sql("SELECT totp_secret FROM users").scalar_one()
    assert offer["secret"].encode() not in bytes(sealed)


def test_a_role_may_ask_for_a_second_factor(hall: Hall, drain: Any) -> None:
    with hall.client() as client:
        role = created(
            client.post(
                "/roles",
                json={
                    "name": "strict",
                    "permissions": {"events": {"read": True}},
                    "requires_totp": True,
                },
            )
        )
        assert role["permissions"] == ["events.read"]
    tokens = _invite(hall, drain, "strict@example.org", "strict")

    assert tokens["totp_setup_required"] is True
    with hall.client(tokens["access_token"]) as strict:
        refused = strict.get("/events")
        assert (refused.status_code, refused.json()["error"]) == (403, "totp_required")
        offer = created(strict.post("/auth/totp"))
        strict.post("/auth/totp/confirm", json={"code": pyotp.TOTP(offer["secret"]).now()})
        assert strict.get("/events").status_code == 200


def test_suspension_takes_effect_at_the_next_call(hall: Hall, drain: Any) -> None:
    tokens = _invite(hall, drain, "viewer@example.org", "viewer")
    with hall.client(tokens["access_token"]) as viewer, hall.client() as owner:
        me = created(viewer.get("/me"))
        assert viewer.get("/events").status_code == 200
        created(owner.patch(f"/users/{me['id']}", json={"status": "suspended"}))
        assert viewer.get("/events").status_code == 401
        assert hall.log_in("viewer@example.org").status_code == 401
        hall.sql(
            "UPDATE organizations SET status = 'trial', trial_ends_at = now() - interval '1 s'"
        )
        refused = owner.get("/events")
        assert (refused.status_code, refused.json()["error"]) == (403, "suspended")


def test_nobody_raises_themselves_or_reaches_above(hall: Hall, drain: Any) -> None:
    tokens = _invite(hall, drain, "organizer@example.org", "organizer")
    owner_role, own_role = hall.role("owner"), hall.role("organizer")
    with hall.client() as owner:
        owner_id = created(owner.get("/me"))["id"]
    with hall.client(tokens["access_token"]) as organizer:
        my_id = created(organizer.get("/me"))["id"]
        tries = [
            organizer.patch(f"/users/{my_id}", json={"role_ids": [owner_role]}),
            organizer.patch(f"/users/{owner_id}", json={"status": "suspended"}),
            organizer.delete(f"/users/{owner_id}"),
            organizer.patch(f"/roles/{own_role}", json={"permissions": ["*"]}),
            organizer.patch(f"/roles/{own_role}", json={"level": 90}),
            organizer.patch(f"/roles/{owner_role}", json={"description": "mine"}),
            organizer.post("/roles", json={"name": "x", "level": 99}),
            organizer.post("/roles", json={"name": "x", "permissions": ["billing.write"]}),
            organizer.post("/users/invite", json={"email": "x@example.org", "first_name": "x", "role_ids": [owner_role]}),
            organizer.post("/api-keys", json={"name": "x", "scopes": ["*"]}),
        ]  # fmt: skip
    assert {answer.status_code for answer in tries} == {403}, [a.text for a in tries]


def test_the_last_owner_stays(hall: Hall) -> None:
    with hall.client() as owner:
        me = created(owner.get("/me"))
        for answer in (
            owner.delete(f"/users/{me['id']}"),
            owner.patch(f"/users/{me['id']}", json={"status": "inactive"}),
            owner.patch(f"/users/{me['id']}", json={"role_ids": [hall.role("viewer")]}),
            owner.patch(f"/roles/{hall.role('owner')}", json={"permissions": ["events.read"]}),
        ):
            assert answer.status_code == 409, answer.text
        assert created(owner.get("/me"))["roles"] == ["owner"]


def test_managers_form_no_circle(hall: Hall) -> None:
    with hall.client() as owner:
        me = created(owner.get("/me"))["id"]
        made = {"first_name": "x", "role_ids": [hall.role("viewer")]}
        boss = created(owner.post("/users/invite", json=made | {"email": "b@example.org"}))["id"]
        created(owner.patch(f"/users/{me}", json={"manager_id": boss}))
        circle = owner.patch(f"/users/{boss}", json={"manager_id": me})
        assert (circle.status_code, circle.json()["error"]) == (422, "invalid")
        assert owner.patch(f"/users/{me}", json={"manager_id": me}).status_code == 422


def test_an_api_key_is_shown_once_and_can_be_revoked(hall: Hall) -> None:
    with hall.client() as owner:
        made = created(owner.post("/api-keys", json={"name": "till", "scopes": ["events.read"]}))
        listed = owner.get("/api-keys").text
        assert made["key"] not in listed
        with hall.client(made["key"]) as till:
            assert till.get("/events").status_code == 200
            assert till.post("/events", json={}).status_code == 403
        unknown = owner.post("/api-keys", json={"name": "x", "scopes": ["events.explode"]})
        assert unknown.status_code == 422
        assert owner.delete(f"/api-keys/{made['id']}").status_code == 204
    with hall.client(made["key"]) as till:
        assert till.get("/events").status_code == 401


def test_one_can_see_and_end_ones_log_ins(hall: Hall) -> None:
    other = created(hall.log_in("owner@example.org", device_label="Phone"))
    with hall.client() as client:
        sessions = created(client.get("/me/sessions"))
        phone = next(s for s in sessions if s["device_label"] == "Phone")
        assert [s["current"] for s in sessions].count(True) == 1
        assert client.delete(f"/me/sessions/{phone['id']}").status_code == 204
        assert client.delete(f"/me/sessions/{uuid4()}").status_code == 404
    with hall.client(other["access_token"]) as ended:
        assert ended.get("/me").status_code == 401
    with hall.client() as client:
        assert client.post("/auth/logout").status_code == 204
        assert client.get("/me").status_code == 401


def test_changing_the_password_ends_other_log_ins(hall: Hall) -> None:
    other = created(hall.log_in("owner@example.org"))
    with hall.client() as client:
        wrong = client.post("/me/password", json={"current": "x", "password": "a new password"})
        assert wrong.status_code == 403
        right = client.post(
            "/me/password", json={"current": PASSWORD, "password": "a new password"}
        )
        assert right.status_code == 204
        assert client.get("/me").status_code == 200
    with hall.client(other["access_token"]) as ended:
        assert ended.get("/me").status_code == 401


def test_log_ins_from_one_address_are_limited(
    urls: Any, tmp_path_factory: pytest.TempPathFactory, hall: Hall
) -> None:
    from tests.serving import serve  # noqa: PLC0415

    strict = Settings(data_dir=tmp_path_factory.mktemp("strict"), attempts_per_minute=3, jobs=False)
    with serve(strict, urls) as server:
        body = {"organization": "none", "email": "a@b.c", "password": "x"}
        answers = [
            httpx.post(f"{server.url}/api/v1/auth/login", json=body, timeout=60) for _ in range(6)
        ]

    assert [a.status_code for a in answers[-3:]] == [429] * 3
    assert int(answers[-1].headers["retry-after"]) <= 60


def _keyed(hall: Hall, drain: Any, *scopes: str) -> tuple[dict[str, Any], httpx.Client]:
    """A second owner, and a program with a key of theirs."""
    tokens = _invite(hall, drain, "second@example.org", "owner")
    with hall.client(tokens["access_token"]) as second:
        key = created(second.post("/api-keys", json={"name": "import", "scopes": list(scopes)}))
    return tokens, hall.client(key["key"])


def _user_id(hall: Hall, email: str) -> str:
    with hall.client() as owner:
        rows = created(owner.get("/users", params={"where": f"email:eq:{email}"}))["items"]
    found: str = rows[0]["id"]
    return found


@pytest.mark.parametrize("status", ["suspended", "inactive"])
def test_keys_and_webhooks_end_with_their_makers_access(
    hall: Hall, drain: Any, status: str
) -> None:
    tokens, program = _keyed(hall, drain, "*")
    with hall.client(tokens["access_token"]) as second:
        hook = {"url": "https://example.org/hook"}
        hook_id = created(second.post("/webhooks", json=hook))["id"]
    with program, hall.client() as owner:
        role = hall.role("owner")
        body = {"email": "third@example.org", "first_name": "Eve", "role_ids": [role]}
        assert program.get("/events").status_code == 200
        changed = owner.patch(
            f"/users/{_user_id(hall, 'second@example.org')}", json={"status": status}
        )
        assert changed.status_code == 200, changed.text
        assert program.get("/events").status_code == 401
        assert program.post("/users/invite", json=body).status_code == 401
        assert owner.get(f"/webhooks/{hook_id}").json()["status"] == "disabled"
        back = {"status": "active"}
        owner.patch(f"/users/{_user_id(hall, 'second@example.org')}", json=back)
        assert program.get("/events").status_code == 401, "what ended stays so"


def test_a_key_is_worth_what_its_maker_may_now(hall: Hall, drain: Any) -> None:
    _, program = _keyed(hall, drain, "*")
    with program, hall.client() as owner:
        made_by_key = created(
            program.post("/api-keys", json={"name": "child", "scopes": ["events.*", "users.*"]})
        )
        child = hall.client(made_by_key["key"])
        assert child.get("/users").status_code == 200
        demoted = {"role_ids": [hall.role("door staff")]}
        user_id = _user_id(hall, "second@example.org")
        assert owner.patch(f"/users/{user_id}", json=demoted).status_code == 200
        for key in (program, child):
            assert key.get("/events").status_code == 200
            assert key.get("/users").status_code == 403
            assert key.post("/events", json={}).status_code == 403
        child.close()

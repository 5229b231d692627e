"""The way in, and everything that must not be a way in."""

import re

import httpx
import pyotp
import pytest
from sqlalchemy import text

from sync_server.domains.identity import login
from sync_server.domains.identity.models import AuthSession
from tests.sync_server.web.conftest import PASSWORD, Office


def test_somebody_logs_in_sees_events_and_logs_out(office: Office) -> None:
    reader = office.enter()
    cookie = next(iter(reader.cookies.jar))
    assert (cookie.has_nonstandard_attr("HttpOnly"), cookie.path) == (True, "/")
    assert "Jazz night" in reader.page("/events")
    kept = dict(reader.cookies)
    assert reader.send_form("/log-out").headers["location"] == "/log-in"
    reader.cookies.update(kept)  # somebody copied the cookie before
    answer = reader.get("/events")
    assert (answer.status_code, answer.headers["location"]) == (303, "/log-in?next=%2Fevents")


def test_where_one_wanted_to_go_is_where_one_arrives(office: Office) -> None:
    user, reader = office.person("viewer"), office.outside()
    wanted = reader.get(f"/events/{office.evening.event_id}/tonight").headers["location"]
    form = re.search(r'name="next" value="([^"]+)"', reader.get(wanted).text)
    assert form is not None
    answer = reader.post("/log-in", data=office.words(user.email) | {"next": form[1]})
    assert answer.headers["location"] == f"/events/{office.evening.event_id}/tonight"


@pytest.mark.parametrize(
    "place", ["https://evil.example", "//evil.example", "/\\evil.example", "x"]
)
def test_nobody_is_led_to_another_site(office: Office, place: str) -> None:
    user, reader = office.person("viewer"), office.outside()
    answer = reader.post("/log-in", data=office.words(user.email) | {"next": place})
    assert answer.headers["location"] == "/"


def test_wrong_unknown_and_locked_are_told_the_same(office: Office) -> None:
    user, reader = office.person("viewer"), office.outside()
    said = []
    for words in (
        office.words(user.email, "wrong password"),
        office.words("nobody@example.org"),
        office.words(user.email) | {"organization": "nowhere"},
    ):
        answer = reader.post("/log-in", data=words)
        assert answer.status_code == 401
        said.append(re.search(r'class="problem" role="alert">([^<]+)', answer.text)[1])  # type: ignore[index]
    assert len(set(said)) == 1
    for _ in range(5):
        reader.post("/log-in", data=office.words(user.email, "wrong password"))
    assert reader.post("/log-in", data=office.words(user.email)).status_code == 401


def test_a_second_factor_is_set_up_asked_for_and_taken_away(office: Office) -> None:
    reader = office.enter()
    offer = reader.send_form("/account/factor").text
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", offer)[1]  # type: ignore[index]
    assert 'src="data:image/svg+xml' in offer
    assert "not the code" in reader.send_form("/account/factor/confirm", code="000000").text
    done = reader.send_form("/account/factor/confirm", code=pyotp.TOTP(secret).now()).text
    recovery = re.findall(r"<li><code>([0-9a-f-]+)</code>", done)
    assert len(recovery) == 10

    other, words = office.outside(), office.words("organizer@office.example")
    asked = other.post("/log-in", data=words)
    assert (asked.status_code, 'name="code"' in asked.text) == (200, True)
    assert other.post("/log-in", data=words | {"code": "123456"}).status_code == 401
    assert other.post("/log-in", data=words | {"code": recovery[0]}).status_code == 303
    assert "In force" not in reader.send_form("/account/factor/remove", code=recovery[1]).text
    assert office.outside().post("/log-in", data=words).status_code == 303


def test_a_form_from_elsewhere_changes_nothing(office: Office) -> None:
    reader = office.enter()
    for csrf in ("", "0" * 64):
        answer = reader.post("/account/password", data={
            "csrf": csrf, "current": PASSWORD, "password": "another good one"})  # fmt: skip
        assert answer.status_code == 403
        assert "Go back" in answer.text
    foreign = {"Sec-Fetch-Site": "cross-site"}
    user = office.person("viewer")
    for headers in (foreign, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = office.outside().post("/log-in", data=office.words(user.email), headers=headers)
        assert answer.status_code == 403


def test_a_cookie_is_no_token_and_a_token_no_cookie(office: Office) -> None:
    reader = office.enter()
    [cookie] = reader.cookies.values()
    as_token = httpx.get(
        f"{office.url}/api/v1/me", headers={"Authorization": f"Bearer {cookie}"}, timeout=60
    )
    assert as_token.status_code == 401
    with office.evening.session() as session:
        box = office.evening.box
        user = session.execute(
            text("SELECT id FROM users WHERE first_name = 'organizer'")
        ).scalar_one()
        tokens = login.start_session(session, box, user, None)
    other = office.outside()
    other.cookies.set("usher", tokens.access_token)
    assert other.get("/events").status_code == 303
    other.cookies.set("usher", cookie[:-4] + "AAAA")
    assert other.get("/events").status_code == 303


def test_a_log_in_elsewhere_is_seen_and_ended(office: Office) -> None:
    reader, other = office.enter(), office.outside()
    words = office.words("organizer@office.example")
    other.post("/log-in", data=words, headers={"User-Agent": "Mozilla Firefox Windows"})
    page = reader.get("/account").text
    assert "Firefox, Windows" in page
    other_id = re.findall(r'name="id" value="([^"]+)"', page)
    assert len(other_id) == 1
    reader.send_form("/account/sessions/end", id=other_id[0])
    assert other.get("/events").status_code == 303
    assert reader.get("/events").status_code == 200


def test_a_new_password_ends_every_other_log_in(office: Office) -> None:
    reader, other = office.enter(), office.outside()
    other.post("/log-in", data=office.words("organizer@office.example"))
    wrong = reader.send_form("/account/password", current="not this", password="another good one")
    assert "not right" in wrong.text
    short = reader.send_form("/account/password", current=PASSWORD, password="short")
    assert "At least 10 letters." in short.text
    reader.send_form("/account/password", current=PASSWORD, password="another good one")
    assert other.get("/events").status_code == 303
    assert reader.get("/events").status_code == 200


def test_a_link_from_a_mail_sets_a_password_once(office: Office) -> None:
    user = office.person("viewer")
    with office.evening.session() as session:
        token = login.make_one_use(session, user.id, "password_reset")
    reader = office.outside()
    assert "New password" in reader.page("/reset")
    sent = {"token": token, "password": "another good one"}
    assert "Done." in reader.post("/reset", data=sent).text
    assert "unknown, used or expired" in reader.post("/reset", data=sent).text
    words = office.words(user.email, "another good one")
    assert reader.post("/log-in", data=words).status_code == 303
    assert (
        "on its way"
        in reader.post(
            "/forgot", data={"organization": office.slug, "email": "no@example.org"}
        ).text
    )


def test_a_new_organization_begins_with_its_first_event(office: Office) -> None:
    reader = office.outside()
    assert "Your organization" in reader.page("/sign-up")
    sent = {"organization": "Nouvelle Scène", "first_name": "Zoë", "email": "zoe@example.org",
            "password": PASSWORD, "slug": office.slug[:20]}  # fmt: skip
    bad = reader.post("/sign-up", data=sent | {"password": "short"})
    assert (bad.status_code, "Nouvelle Scène" in bad.text) == (422, True)
    assert reader.post("/sign-up", data=sent).headers["location"] == "/events/new"
    reader.page("/events/new")
    event = {"name": "<b>Ouverture</b>", "starts_at": "2027-03-01T19:00", "currency": "EUR",
             "ends_at": "2027-03-01T23:00", "timezone": "Europe/Paris"}  # fmt: skip
    wrong = reader.send_form("/events/new", **event | {"ends_at": "2027-03-01T18:00"})
    assert wrong.status_code == 422
    made = reader.send_form("/events/new", **event)
    page = reader.get(made.headers["location"]).text
    assert "&lt;b&gt;Ouverture&lt;/b&gt;" in page
    assert "<b>Ouverture" not in page
    assert "To the first guest" in page


def test_every_page_has_the_headers_that_keep_it_safe(office: Office) -> None:
    reader = office.enter()
    for path in (
        "/events",
        "/account",
        "/log-in",
        "/nowhere",
        f"/events/{office.evening.event_id}/seats",
    ):
        answer = reader.get(path, headers={"Accept": "text/html"})
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert (answer.headers["cache-control"], answer.headers["x-frame-options"]) == (
            "no-store",
            "DENY",
        )
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", answer.text), path
    assert "There is nothing here" in reader.get("/nowhere", headers={"Accept": "text/html"}).text
    assert reader.get("/seat-maps/nonsense").status_code == 404
    assert reader.get("/api/v1/nowhere").headers["content-type"] == "application/json"


def test_the_language_is_the_browsers_until_one_is_chosen(office: Office) -> None:
    reader = office.outside()
    french = {"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"}
    assert '<html lang="fr"' in reader.get("/log-in", headers=french).text
    assert '<html lang="en"' in reader.get("/log-in", headers={"Accept-Language": "xx"}).text
    reader.post("/language", data={"language": "fr", "next": "/log-in"})
    assert '<html lang="fr"' in reader.get("/log-in").text


def test_sessions_are_in_the_database(office: Office) -> None:
    office.enter()
    [row] = office.evening.rows(AuthSession)
    assert row.device_label == "Browser"

"""Accounts, keys, the audit log, contacts and what they did."""

import re

import httpx
import pytest

from sync_server.domains.crm.activities.models import Note
from sync_server.domains.crm.people.models import Contact
from sync_server.domains.identity.models import ApiKey, Role, User, UserRole
from tests.evening import Evening, minutes
from tests.sync_server.web.conftest import Office, Reader


@pytest.fixture
def owner(office: Office) -> Reader:
    return office.enter("owner")


def test_somebody_is_invited_promoted_and_shut_out(office: Office, owner: Reader) -> None:
    roles = {role.name: str(role.id) for role in office.evening.rows(Role)}
    sent = {"first_name": "Ivy", "email": "ivy@example.org", "role_ids": [roles["viewer"]]}
    assert owner.send_form("/people", **sent).status_code == 303
    assert owner.send_form("/people", **sent).status_code == 422
    [ivy] = [user for user in office.evening.rows(User) if user.email == "ivy@example.org"]
    assert "invited" in owner.page("/people")
    more = [roles["viewer"], roles["organizer"]]
    assert (
        owner.send_form(f"/people/accounts/{ivy.id}", role_ids=more, status="active").status_code
        == 303
    )
    held = {str(link.role_id) for link in office.evening.rows(UserRole) if link.user_id == ivy.id}
    assert held == set(more)
    assert (
        owner.send_form(f"/people/accounts/{ivy.id}", role_ids=more, status="inactive").status_code
        == 303
    )
    assert "no access" in owner.page("/people")


def test_nobody_lifts_themselves_above_their_role(office: Office) -> None:
    organizer = office.enter("organizer")
    roles = {role.name: str(role.id) for role in office.evening.rows(Role)}
    [me] = [user for user in office.evening.rows(User) if user.email == "organizer@office.example"]
    answer = organizer.send_form(
        f"/people/accounts/{me.id}", role_ids=[roles["owner"]], status="active"
    )
    assert answer.status_code == 422
    assert organizer.get("/people/keys").status_code == 403


def test_a_key_is_shown_once_and_revoked(office: Office, owner: Reader) -> None:
    made = owner.send_form("/people/keys", name="Reports", scope_ids=["events.read"]).text
    assert "It is shown this once" in made, re.sub("<[^>]+>", "", made)
    key = re.search(r"<code>(usk_[^<]+)</code>", made)[1]  # type: ignore[index]
    headers = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{office.url}/api/v1/events", headers=headers).status_code == 200
    assert httpx.get(f"{office.url}/api/v1/tickets", headers=headers).status_code == 403
    assert key not in owner.get("/people/keys").text
    row = next(row for row in office.evening.rows(ApiKey) if row.name == "Reports")
    owner.send_form(f"/people/keys/{row.id}/revoke")
    assert httpx.get(f"{office.url}/api/v1/events", headers=headers).status_code == 401
    assert owner.send_form("/people/keys", name="None").status_code == 422


def test_the_audit_log_says_who_changed_what(office: Office, owner: Reader) -> None:
    event = f"/events/{office.evening.event_id}"
    owner.send_form(f"{event}/setup/gates", name="West <b>")
    page = owner.get("/people/audit?table=gates").text
    assert "West &lt;b&gt;" in page
    assert "owner" in page
    assert "pin_hash" not in owner.get("/people/audit").text
    assert owner.get("/people/audit?before=rubbish").status_code == 200


def test_a_contact_is_made_found_and_has_a_history(office: Office, owner: Reader) -> None:
    sent = {"first_name": "Amara", "last_name": "<i>Osei</i>", "email": "amara@example.org",
            "tags": "vip\r\npress"}  # fmt: skip
    made = owner.send_form("/contacts", **sent)
    assert made.status_code == 303
    assert owner.send_form("/contacts", **sent).status_code == 422
    assert owner.send_form("/contacts", first_name="Nobody").status_code == 422
    [contact] = office.evening.rows(Contact)
    ticket = office.evening.issue(contact_id=contact.id)
    office.evening.add_list()
    door = office.evening.device("Gate A")
    door.scan(ticket.id, minutes(0))
    door.push()
    path = f"/contacts/{contact.id}"
    assert owner.send_form(f"{path}/notes", content="Likes the aisle").status_code == 303
    assert office.evening.rows(Note)[0].created_by is not None
    page = owner.page(path)
    for said in ("<i>Osei</i>", "Likes the aisle", ticket.ticket_code, "accepted"):
        assert said in page
    assert "<i>Osei" not in owner.get(path).text
    assert "amara@example.org" in owner.page("/contacts?q=AMARA")
    assert "amara@example.org" in owner.page("/contacts?tag=press")
    assert "None." in owner.page("/contacts?tag=sponsor")
    assert owner.send_form(path, **sent | {"email": "no mail", "tags": ""}).status_code in (
        303,
        422,
    )
    assert owner.send_form(path, **sent | {"city": "Accra", "tags": ""}).status_code == 303
    [after] = office.evening.rows(Contact)
    assert (after.city, after.tags) == ("Accra", [])


def test_people_are_for_who_may_and_of_one_organization(office: Office, owner: Reader) -> None:
    owner.send_form("/contacts", first_name="Amara", email="amara@example.org")
    [contact] = office.evening.rows(Contact)
    viewer = office.enter("door staff")
    for path in (
        "/people",
        "/people/keys",
        "/people/audit",
        "/contacts",
        f"/contacts/{contact.id}",
    ):
        assert viewer.get(path).status_code == 403, path
    other = Office(Evening.begin(office.evening.database, office.evening.box), office.url)
    stranger = other.enter("owner")
    assert stranger.get(f"/contacts/{contact.id}").status_code == 404
    assert "amara" not in stranger.get("/contacts").text
    other.close()

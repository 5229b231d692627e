"""Accounts, keys, the audit log, contacts and what they did."""

import re
from uuid import UUID

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
    assert httpx.get(f"{office.url}/api/v1/events", headers=headers, timeout=60).status_code == 200
    assert httpx.get(f"{office.url}/api/v1/tickets", headers=headers, timeout=60).status_code == 403
    assert key not in owner.get("/people/keys").text
    row = next(row for row in office.evening.rows(ApiKey) if row.name == "Reports")
    owner.send_form(f"/people/keys/{row.id}/revoke")
    assert httpx.get(f"{office.url}/api/v1/events", headers=headers, timeout=60).status_code == 401
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


def test_two_contacts_become_one_and_two_again(office: Office, owner: Reader) -> None:
    paths = []
    for mail, company in (("ana@example.org", "Nordwind"), ("ana@work.example", "")):
        made = owner.send_form(
            "/contacts", first_name="Ana", last_name="Silva", email=mail, company=company
        )
        paths.append(made.headers["location"])
    [first, second] = paths
    assert "May be the same person: Ana Silva" in owner.page(first)
    assert "Ana Silva" in owner.page("/contacts/duplicates")
    compared = owner.page(f"{first}/merge/{second.rsplit('/', 1)[1]}")
    assert "ana@work.example" in compared
    assert "Nordwind" in compared
    pair = f"{first}/merge/{second.rsplit('/', 1)[1]}"
    assert owner.send_form(pair, keep=second.rsplit("/", 1)[1]).headers["location"] == second
    assert owner.get(first).headers["location"] == second
    assert 'value="Nordwind"' in owner.get(second).text
    assert owner.send_form(pair).status_code == 422
    page = owner.get("/contacts/duplicates").text
    undo = re.search(r'action="(/contacts/duplicates/undo/[^"]+)"', page)[1]  # type: ignore[index]
    assert owner.send_form(undo).status_code == 303
    assert owner.send_form(undo).status_code == 422
    assert owner.get(first).status_code == 200
    assert owner.send_form(pair, apart="1").status_code == 303
    assert "Nobody." in owner.page("/contacts/duplicates")
    viewer = office.enter("viewer")
    viewer.page("/events")
    assert viewer.get("/contacts/duplicates").status_code == 403
    assert viewer.send_form(pair).status_code == 403


def test_companies_and_venues_are_kept(office: Office, owner: Reader) -> None:
    viewer = office.enter("viewer")
    viewer.page("/events")
    for path, name in (("companies", "Nord & <b>Wind"), ("venues", "Harbour <i>Hall")):
        base = f"/directory/{path}"
        more = {"account_type": "partner"} if path == "companies" else {"capacity": "300"}
        made = owner.send_form(base, name=name, city="Oslo", **more)
        assert made.status_code == 303, made.text
        one = made.headers["location"]
        assert name in owner.page(f"{base}?q=nord" if path == "companies" else base)
        assert "<b>" not in owner.get(base).text
        assert "<i>" not in owner.get(one).text
        assert owner.send_form(one, name="Other", city="Bergen", **more).status_code == 303
        assert 'value="Bergen"' in owner.get(one).text
        assert viewer.send_form(base, name="No", **more).status_code == 403
        assert owner.send_form(one, delete="1").status_code == 303
        assert owner.get(one).status_code == 404
    assert owner.get("/directory/planets").status_code == 404
    assert owner.send_form("/directory/venues", name="A", capacity="many").status_code == 422


def test_a_company_has_tags_notes_and_what_its_people_did(office: Office, owner: Reader) -> None:
    made = owner.send_form("/directory/companies", name="Nordwind", account_type="partner",
                           tags="press\r\nvip").headers["location"]  # fmt: skip
    assert "press" in owner.page("/directory/companies")
    assert owner.send_form(f"{made}/notes", content="Called <b>twice</b>").status_code == 303
    assert "Called <b>twice</b>" in owner.page(made)
    assert "<b>twice" not in owner.get(made).text
    contact = owner.send_form("/contacts", first_name="Ana", email="ana@example.org",
                              company="Nordwind").headers["location"]  # fmt: skip
    office.evening.issue(contact_id=UUID(contact.rsplit("/", 1)[1]))
    page = owner.page(made)
    assert "Ana" in page
    assert "Ticket" in page
    assert owner.send_form(f"{made}/notes").status_code == 422


def test_a_role_of_ones_own_is_made_changed_and_dropped(office: Office, owner: Reader) -> None:
    owner.page("/people/roles")
    sent = {"name": "Box office", "level": "2", "permission_ids": ["tickets.read", "events.read"]}
    assert owner.send_form("/people/roles/new", **sent).status_code == 303
    [role] = [role for role in office.evening.rows(Role) if role.name == "Box office"]
    assert set(role.permissions) == {"tickets.read", "events.read"}
    form = owner.get(f"/people/roles/{role.id}").text
    assert re.search(r'value="tickets.read"[^>]*checked', form)
    assert not re.search(r'value="tickets.write"[^>]*checked', form)
    sent["permission_ids"] = ["tickets.read", "tickets.write"]
    assert owner.send_form(f"/people/roles/{role.id}", **sent).status_code == 303
    [role] = [role for role in office.evening.rows(Role) if role.name == "Box office"]
    assert set(role.permissions) == {"tickets.read", "tickets.write"}
    assert owner.send_form("/people/roles/new", **sent).status_code == 422
    viewer = office.enter("viewer")
    viewer.page("/events")
    assert viewer.get("/people/roles/new").status_code == 403
    assert viewer.send_form("/people/roles/new", **sent).status_code == 403
    assert owner.send_form(f"/people/roles/{role.id}", delete="1").status_code == 303
    assert "Box office" not in owner.page("/people/roles")

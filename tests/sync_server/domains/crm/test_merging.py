"""Two contacts who are one person: found, merged, resolved and parted again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from sync_server.domains.api import register_tasks
from sync_server.domains.crm.people import erasure, merging
from sync_server.domains.crm.people.models import Contact, ContactMerge
from sync_server.domains.platform.consent.models import Consent
from sync_server.domains.registry import METADATA
from sync_server.kernel import clock
from sync_server.kernel.errors import Conflict, Invalid
from sync_server.kernel.tables import ORGANIZATION
from tests.evening import Evening
from tests.rows import Rows
from tests.serving import Served, created


@pytest.fixture(autouse=True)
def _subscribed() -> None:
    register_tasks()


def add(evening: Evening, name: str, **columns: Any) -> UUID:
    first, _, last = name.partition(" ")
    made = Contact(
        organization_id=evening.organization_id, first_name=first, last_name=last, name=name,
        **{"email": f"{clock.new_id().hex}@example.org"} | columns,
    )  # fmt: skip
    contact_id = made.id
    evening.add(made)
    return contact_id


def read(evening: Evening, contact_id: UUID) -> Contact:
    [found] = [row for row in evening.rows(Contact) if row.id == contact_id]
    assert isinstance(found, Contact)
    return found


def naming(evening: Evening, contact_id: UUID) -> set[str]:
    """Columns of any table in which a contact is named."""
    with evening.session() as session:
        return {
            f"{table.name}.{column.name}"
            for table in METADATA.sorted_tables
            for column in table.columns
            if column.info.get("references") == "contacts"
            and session.execute(
                text(f"SELECT 1 FROM {table.name} WHERE {ORGANIZATION} = :org"
                     f" AND {column.name} = :id LIMIT 1"),
                {"org": evening.organization_id, "id": contact_id},
            ).first()
        }  # fmt: skip


def test_everything_that_names_a_contact_goes_over_and_comes_back(evening: Evening) -> None:
    survivor, merged = add(evening, "Ana Silva"), add(evening, "Ana Sylva", city="Porto")
    with evening.session() as session:
        rows = Rows(session, evening.organization_id)
        rows.made["contacts"] = {"id": merged}
        for table in METADATA.sorted_tables:
            columns = [c for c in table.columns if c.info.get("references") == "contacts"]
            if columns and table.name not in ("contacts", "contact_merges"):
                rows.insert(table.name, **{columns[0].name: merged})
    before = naming(evening, merged)
    stays = {"contact_metrics.contact_id", "consents.contact_id"}
    assert len(before) > 25

    with evening.session() as session:
        made = merging.merge(session, survivor, merged, clock.now()).id
    after = naming(evening, survivor)
    assert before - stays <= after
    assert naming(evening, merged) == stays | {"contact_merges.merged_id"}
    assert read(evening, survivor).city == "Porto"
    assert read(evening, merged).merged_into_id == survivor

    with evening.session() as session:
        merging.undo(session, made, clock.now())
    assert naming(evening, merged) == before | {"contact_merges.merged_id"}
    assert naming(evening, survivor) <= {"contact_merges.survivor_id", "consents.contact_id"}
    assert read(evening, survivor).city is None
    assert read(evening, merged).merged_into_id is None


def test_what_is_not_known_is_filled_and_nothing_is_overwritten(evening: Evening) -> None:
    survivor = add(evening, "Bo Li", email="bo@example.org", tags=["vip"], profile={"a": 1})
    merged = add(evening, "Bob Lee", email="bob@example.org", phone="+14165550111",
                 tags=["press", "vip"], profile={"a": 2, "b": 3})  # fmt: skip
    with evening.session() as session:
        made = merging.merge(session, survivor, merged, clock.now()).id
    one = read(evening, survivor)
    assert (one.name, one.email, one.phone) == ("Bo Li", "bo@example.org", "+14165550111")
    assert (one.tags, one.profile) == (["vip", "press"], {"a": 1, "b": 3})
    with evening.session() as session:
        changed = session.get_one(Contact, (evening.organization_id, survivor))
        changed.tags = ["vip", "press", "new"]
    with evening.session() as session:
        merging.undo(session, made, clock.now())
    one, other = read(evening, survivor), read(evening, merged)
    assert (one.phone, one.tags) == (None, ["vip", "press", "new"])
    assert other.phone == "+14165550111"


def test_rows_that_would_be_there_twice_stay(evening: Evening) -> None:
    survivor, merged = add(evening, "Cy"), add(evening, "Cyr")
    with evening.session() as session:
        rows = Rows(session, evening.organization_id)
        segment = rows.insert("segments")["id"]
        for contact_id in (survivor, merged):
            rows.insert("segment_members", segment_id=segment, contact_id=contact_id)
        rows.insert("segment_members", segment_id=rows.insert("segments")["id"], contact_id=merged)
    with evening.session() as session:
        merging.merge(session, survivor, merged, clock.now())
        held = session.execute(text("SELECT contact_id FROM segment_members")).scalars().all()
    assert sorted(held.count(one) for one in (survivor, merged)) == [1, 2]


def test_the_latest_consent_counts_and_a_parting_takes_it_back(evening: Evening) -> None:
    survivor, merged = add(evening, "Di"), add(evening, "Dee")

    def say(contact_id: UUID, channel: str, status: str) -> None:
        evening.add(Consent(organization_id=evening.organization_id, contact_id=contact_id,
                            channel=channel, status=status, source="form"))  # fmt: skip

    say(survivor, "email", "withdrawn")
    say(merged, "email", "granted")
    say(merged, "sms", "granted")
    say(merged, "phone", "granted")
    say(survivor, "phone", "withdrawn")
    with evening.session() as session:
        made = merging.merge(session, survivor, merged, clock.now()).id
    one = read(evening, survivor)
    assert (one.email_consent, one.sms_consent, one.phone_consent) == (True, True, False)
    with evening.session() as session:
        merging.undo(session, made, clock.now())
    one = read(evening, survivor)
    assert (one.email_consent, one.sms_consent, one.phone_consent) == (False, False, False)


def test_a_merge_is_refused_where_it_cannot_be(evening: Evening) -> None:
    a, b, c = (add(evening, name) for name in ("Ed", "Eddy", "Edward"))
    at = clock.now()
    with evening.session() as session:
        with pytest.raises(Invalid):
            merging.merge(session, a, a, at)
        first = merging.merge(session, a, b, at)
        with pytest.raises(Conflict):
            merging.merge(session, c, b, at)
        last = merging.merge(session, c, a, at)
        assert merging.survivor_of(session, b) == c
        with pytest.raises(Conflict):  # b hangs on c now
            merging.undo(session, first.id, at)
        with pytest.raises(Conflict):
            merging.undo(session, last.id, at + merging.UNDONE_WITHIN + timedelta(seconds=1))
        merging.undo(session, last.id, at)
        merging.undo(session, first.id, at)
        with pytest.raises(Conflict):
            merging.undo(session, first.id, at)


def test_who_is_alike_is_suggested_until_somebody_knows_better(evening: Evening) -> None:
    first, second = add(evening, "Jürgen Müller"), add(evening, "Jurgen Muller")
    add(evening, "Maria Muller")
    add(evening, "Jonas Meyer")
    with evening.session() as session:
        [pair] = merging.likely(session)
        assert {pair.first.id, pair.second.id} == {first, second}
        assert pair.likeness == 100
        assert merging.likely(session, first) == [pair]
        merging.keep_apart(session, first, second)
        assert merging.likely(session) == []


def test_who_is_erased_is_erased_under_every_name_they_had(
    evening: Evening, settings: Any, box: Any
) -> None:
    last = add(evening, "Ana Silva", email="ana@example.org")
    middle = add(evening, "Ana Sylva", email="sylva@example.org", phone="+14165550133")
    first = add(evening, "Anna Silva", email="anna@example.org")
    with evening.session() as session:
        merging.merge(session, middle, first, clock.now())
        merging.merge(session, last, middle, clock.now())

    with evening.session() as session:
        erasure.anonymise(session, settings, box, first)  # by whichever name it is asked for

    for contact_id in (first, middle, last):
        one = read(evening, contact_id)
        assert (one.name, one.email, one.phone, one.status) == (None, None, None, "deleted")
    kept = str([row.snapshot for row in evening.rows(ContactMerge)])
    assert "sylva" not in kept.lower()
    assert "+1416" not in kept
    with evening.session() as session, pytest.raises(Conflict):
        erasure.anonymise(session, settings, box, middle)


def test_merging_over_the_api(served: Served, evening: Evening) -> None:
    with httpx.Client(
        base_url=f"{served.url}/api/v1", headers={"Authorization": f"Bearer {evening.api_key}"}
    ) as client:
        ids = [
            created(client.post("/contacts", json={"name": "Fay Wu", "email": f"fay{n}@e.org"}))["id"]
            for n in range(2)
        ]  # fmt: skip
        [pair] = client.get("/contact-duplicates").json()
        assert {pair["first"]["id"], pair["second"]["id"]} == set(ids)
        made = client.post(f"/contacts/{ids[0]}/merge", json={"merged_id": ids[1]})
        assert made.status_code == 200, made.text
        assert client.get(f"/contacts/{ids[1]}").json()["merged_into_id"] == ids[0]
        again = client.post(f"/contacts/{ids[0]}/merge", json={"merged_id": ids[1]})
        assert again.status_code == 409
        assert client.post(f"/contact-merges/{made.json()['id']}/undo").status_code == 200
        assert client.get(f"/contacts/{ids[1]}").json()["merged_into_id"] is None

"""An anonymised contact: nobody can tell any more who it was, and the books still balance."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from shared.seating import Person, Spot
from sync_server.domains.crm.people import erasure
from sync_server.domains.registry import METADATA
from sync_server.domains.seating.models import SeatMove
from sync_server.kernel import audit, storage
from sync_server.kernel.tables import ORGANIZATION
from tests.evening import Evening, minutes
from tests.rows import Rows
from tests.serving import Served, created


def test_every_table_that_names_a_contact_is_erased_or_kept_knowingly() -> None:
    naming = {
        table.name
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.info.get("references") == "contacts"
    }

    assert naming == {*erasure.ERASED, *erasure.KEPT} - {"contacts"} | {"contacts"}


def test_who_somebody_was_is_found_nowhere(served: Served, evening: Evening, settings: Any) -> None:
    secret = "Zebedee-Unmistakable"
    with served.client(evening.api_key) as client:
        contact = created(
            client.post(
                "/contacts",
                json={"name": secret, "email": f"{secret}@example.org", "phone": "+14165550177",
                      "city": secret, "profile": {"likes": secret}, "tags": [secret]},
            )
        )  # fmt: skip
        with evening.session() as session:
            rows = Rows(session, evening.organization_id)
            rows.made["contacts"] = contact
            for name, columns in erasure.ERASED.items():
                texts = {
                    c: secret for c in columns
                    if METADATA.tables[name].c[c].type.__class__.__name__ in ("Text", "AutoString")
                }  # fmt: skip
                link = "contact_id" if "contact_id" in METADATA.tables[name].c else "merged_id"
                given = {link: contact["id"], **texts}
                if name == "contact_merges":
                    given["survivor_id"] = rows.insert("contacts")["id"]
                if name == "generated_cards":
                    given["file_id"] = storage.put(
                        session, settings, secret, "image/png", secret.encode()
                    )
                rows.made[name] = rows.insert(name, **given)
            conversation = rows.insert(
                "conversations", contact_id=contact["id"], status="closed", channel="sms"
            )
            rows.insert("messages", conversation_id=conversation["id"], content=secret)
            order_total = session.execute(text("SELECT sum(total) FROM orders")).scalar_one()
            audit.seal(session)

        assert client.post(f"/contacts/{contact['id']}/anonymise").status_code == 204
        assert client.post(f"/contacts/{contact['id']}/anonymise").status_code == 409
        assert client.get(f"/contacts/{contact['id']}").json()["anonymized_at"] is not None

    with evening.session() as session:
        for table in METADATA.sorted_tables:
            if ORGANIZATION in table.c:
                found = session.execute(
                    text(f"SELECT count(*) FROM {table.name} t WHERE t::text ILIKE :said"),
                    {"said": f"%{secret}%"},
                ).scalar_one()
                assert found == 0, table.name
        reasons = session.execute(
            text("SELECT channel, address FROM suppressions WHERE reason = 'erasure'")
        ).all()
        assert {channel for channel, _ in reasons} == {"email", "sms", "phone"}
        assert all(address.startswith("hash:") for _, address in reasons)
        assert session.execute(text("SELECT sum(total) FROM orders")).scalar_one() == order_total
        assert audit.verify(session).broken == ()
    kept = list((settings.data_dir / "files" / str(evening.organization_id)).glob("*"))
    assert kept == []


def test_what_hosts_wrote_of_somebody_goes_too(served: Served, evening: Evening) -> None:
    with served.client(evening.api_key) as client:
        contact = created(
            client.post("/contacts", json={"name": "Amara Osei", "email": "amara@example.org"})
        )
        ticket, other = evening.issue(contact_id=contact["id"]), evening.issue()
        host, spot = evening.device(), Spot(uuid4())
        for one in (ticket, other):
            host.seat("note", spot, minutes(0), Person(one.id), reason="Left-handed")
        host.push()
        assert client.post(f"/contacts/{contact['id']}/anonymise").status_code == 204
    notes = {row.ticket_id: row.reason for row in evening.rows(SeatMove)}
    assert notes == {ticket.id: None, other.id: "Left-handed"}


@pytest.mark.parametrize("table", sorted(erasure.ERASED))
def test_what_is_to_be_erased_exists(table: str) -> None:
    assert set(erasure.ERASED[table]) <= set(METADATA.tables[table].c.keys())

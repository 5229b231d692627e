"""What waited for its list counts when the list comes (ledger rule 17)."""

from uuid import uuid4

from sync_server.domains.door.models import CheckInConflict, JournalEntry, Scan
from tests.evening import Evening, minutes
from tests.serving import Served


def test_what_waited_for_a_list_counts_when_it_comes(evening: Evening, served: Served) -> None:
    """A server from an older backup has lost a list; the doors go on with it."""
    evening.add_list()
    lost, ticket = uuid4(), evening.issue()
    doors = [evening.device(name) for name in ("Left", "Right")]
    for number, door in enumerate(doors):
        door.scan(ticket.id, minutes(number), list_id=lost)
        door.scan(ticket.id, minutes(9), list_id=uuid4())  # of another one that is lost
        told = door.push()
        assert [result.quarantined_reason for result in told.results] == ["unknown_list"] * 2
    nonsense = (
        doors[0].entries[-1].model_copy(update={"seq": 3, "body": '{"list_id": ', "hash": "00"})
    )
    doors[0].push([nonsense])

    again = {"id": str(lost), "event_id": str(evening.event_id), "name": "Balcony"}
    with served.client(evening.api_key) as client:
        waiting = evening.rows(JournalEntry, quarantined_reason="unknown_list")
        refused = client.post(f"/journal-entries/{waiting[0].id}/release")
        assert refused.status_code == 409
        assert "Make one with this id" in refused.json()["detail"]
        assert client.post("/check-in-lists", json=again).status_code == 201
        assert client.post("/check-in-lists", json=again).status_code == 409

    assert len(evening.rows(Scan, check_in_list_id=lost)) == len(evening.rows(Scan)) == 2
    assert [row.kind for row in evening.rows(CheckInConflict)] == ["duplicate_entry"]
    assert sum(row.counts for row in evening.rows(JournalEntry)) == 2
    assert [r.status for r in doors[0].push().results] == ["already_stored", "quarantined"]

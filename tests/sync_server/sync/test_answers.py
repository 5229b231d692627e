"""What guests answered at a door travels beside the signed entry, which holds only its hash."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

import pytest

from shared.protocol import ScanBody, WireEntry, answers_hash
from sync_server.domains.crm.people import erasure
from sync_server.domains.crm.people.models import Contact
from sync_server.domains.door.models import DeviceAlert, Scan
from sync_server.kernel import storage
from sync_server.kernel.records import File
from sync_server.settings import Settings
from tests.evening import Evening, TestDevice, minutes

QUESTION = UUID(int=5)
ANSWERS = {QUESTION: "no nuts"}


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list()
    return evening


@pytest.fixture
def kiosk(evening: Evening) -> TestDevice:
    return evening.device()


def asked(
    kiosk: TestDevice, ticket_id: UUID, answers: Mapping[UUID, str] = ANSWERS
) -> tuple[ScanBody, WireEntry]:
    """A guest who answered: the scan, and the entry as the kiosk itself sends it."""
    signed = answers_hash(answers)
    scan = kiosk.scan(ticket_id, minutes(1), answered=list(answers), answers_hash=signed)
    return scan, kiosk.entries[-1].model_copy(update={"answers": dict(answers)})


def stored(evening: Evening, scan: ScanBody) -> dict[str, str]:
    [row] = evening.rows(Scan, id=scan.entry_id)
    answers: dict[str, str] = row.answers
    return answers


def test_answers_come_with_the_device_also_where_somebody_else_was_first(
    evening: Evening, kiosk: TestDevice
) -> None:
    scan, entry = asked(kiosk, evening.issue().id)
    kiosk.push(sender=evening.device("Neighbour"))
    assert stored(evening, scan) == {}

    answer = kiosk.push([entry])

    assert [result.status for result in answer.results] == ["already_stored"]
    assert stored(evening, scan) == {str(QUESTION): "no nuts"}


@pytest.mark.parametrize("other", ["all the nuts", "\ud800", ""])
def test_answers_that_nobody_signed_are_not_believed(
    evening: Evening, kiosk: TestDevice, other: str
) -> None:
    scan, entry = asked(kiosk, evening.issue().id)
    altered = entry.model_copy(update={"answers": {QUESTION: other}})

    answer = kiosk.push([altered])

    assert [result.status for result in answer.results] == ["stored"]
    assert stored(evening, scan) == {}
    [alert] = evening.rows(DeviceAlert)
    assert (alert.kind, alert.detail["seq"]) == ("tampered", 1)
    kiosk.push([entry])
    assert stored(evening, scan) == {str(QUESTION): "no nuts"}


def test_answers_to_nothing_signed_are_not_believed(evening: Evening, kiosk: TestDevice) -> None:
    scan = kiosk.scan(evening.issue().id, minutes(1))
    kiosk.push([kiosk.entries[-1].model_copy(update={"answers": dict(ANSWERS)})])
    assert stored(evening, scan) == {}


def test_what_was_erased_of_a_guest_does_not_come_back(
    evening: Evening, kiosk: TestDevice, settings: Settings
) -> None:
    contact = Contact(
        organization_id=evening.organization_id, first_name="Amara", email="amara@example.org"
    )
    evening.add(contact)
    picture = b"\xff\xd8\xff a face"
    with evening.session() as session:
        storage.put(session, settings, "face.jpg", "image/jpeg", picture)
    answers = ANSWERS | {UUID(int=6): hashlib.sha256(picture).hexdigest()}
    scan, entry = asked(kiosk, evening.issue(contact_id=contact.id).id, answers)
    kiosk.push([entry])
    assert len(stored(evening, scan)) == 2

    with evening.session() as session:
        erasure.anonymise(session, settings, evening.box, contact.id)
    assert (stored(evening, scan), evening.rows(File)) == ({}, [])
    kiosk.push([entry])
    assert stored(evening, scan) == {}
    late, entry = asked(kiosk, scan.ticket_id or UUID(int=0))
    kiosk.push([entry])
    assert stored(evening, late) == {}

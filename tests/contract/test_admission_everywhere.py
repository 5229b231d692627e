"""The scenario table through the kiosk's gate on SQLite and through the server on PostgreSQL.

Both run on the same evening: the kiosk on a snapshot of it, the server on its own tables.
"""

from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.door.gate import Outcome, Override, Presentation
from shared.credentials import Credential, Medium, SignedTicket, from_text, from_uid, sign
from shared.ledger import Direction
from shared.protocol import RedeemAnswer, RedeemOverride, RedeemRequest
from sync_server.domains.door.models import (
    CheckInListTicketType,
    CheckInQuestion,
)
from sync_server.domains.door.service import redeem
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket, TicketCredential
from sync_server.domains.venues.models import Event, EventStaff
from tests.evening import ZONE, Evening, TestDevice, minutes
from tests.kiosk import BareKiosk
from tests.scenarios.admission import CASES, Case, Past

PIN = "135790"
PIN_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)


@dataclass
class Staged:
    """A case laid out in the database, and what is held up at the door."""

    evening: Evening
    list_id: UUID
    ticket: Ticket | None
    presented: str
    medium: str
    question_id: UUID | None
    supervisor_id: UUID
    case: Case

    def credential(self) -> Credential:
        if self.medium == "nfc":
            return from_uid(bytes.fromhex(self.presented))
        return from_text(self.presented, Medium(self.medium))


def stage(evening: Evening, case: Case) -> Staged:
    columns: dict[str, Any] = dict(case.list)
    for name in ("opens_at", "closes_at"):
        if name in columns:
            columns[name] = minutes(columns[name])
    if "event_date" in columns:
        columns["event_date"] = date.fromisoformat(columns["event_date"])
    if "exit_all_at" in columns:
        columns["exit_all_at"] = time.fromisoformat(columns["exit_all_at"])
    list_id = evening.add_list(all_ticket_types=case.on_list, **columns)
    other = evening.add_list("Other list")
    type_id = evening.add_type("Special", **_moments(case.type)) if case.type else evening.type_id
    if not case.on_list:
        kind = evening.add_type("Somebody else's")
        evening.add(
            CheckInListTicketType(
                organization_id=evening.organization_id,
                check_in_list_id=list_id,
                ticket_type_id=kind,
            )
        )
    question = _question(evening, case)
    supervisor = EventStaff(
        organization_id=evening.organization_id,
        event_id=evening.event_id,
        display_name="Sam",
        staff_role="door",
        is_supervisor=True,
        pin_hash=PIN_HASH,
    )
    evening.add(supervisor)
    ticket, presented, medium = _present(evening, case, type_id)
    device = evening.device("Earlier door")
    for past in case.past:
        _happen(device, past, ticket, list_id if past.on == "main" else other, question)
    device.push(at=minutes(300))
    return Staged(evening, list_id, ticket, presented, medium, question, supervisor.id, case)


def _moments(columns: dict[str, Any]) -> dict[str, Any]:
    return {k: minutes(v) if k in ("valid_from", "valid_until") else v for k, v in columns.items()}


def _question(evening: Evening, case: Case) -> UUID | None:
    if case.question is None:
        return None
    question = CheckInQuestion(
        organization_id=evening.organization_id,
        event_id=evening.event_id,
        prompt="Over 19?",
        answer_kind="boolean",
        required=case.question == "required",
    )
    evening.add(question)
    return question.id


def _issue(evening: Evening, case: Case, type_id: UUID) -> Ticket:
    columns = _moments(case.ticket)
    if "event_date" in columns:
        columns["event_date"] = date.fromisoformat(columns["event_date"])
    states = [(name, None if at is None else minutes(at)) for name, at in case.states]
    return evening.issue(states=states, ticket_type_id=type_id, **columns)


def _present(evening: Evening, case: Case, type_id: UUID) -> tuple[Ticket | None, str, str]:
    ticket = _issue(evening, case, type_id)
    payload = ticket.qr_payload or ""
    match case.present:
        case "unknown":
            return ticket, "https://example.org/menu", "qr"
        case "unreadable":
            return ticket, "\x00\x07", "qr"
        case "forged":
            return (
                ticket,
                payload[:100] + ("A" if payload[100] != "A" else "B") + payload[101:],
                "qr",
            )
        case "signed_unlisted" | "foreign_key":
            return None, _signed(evening, type_id, foreign=case.present == "foreign_key"), "qr"
        case "old" | "new":
            with evening.session() as session:
                row = session.get(Ticket, (evening.organization_id, ticket.id))
                sales.reissue(session, evening.box, row, minutes(-1))
                fresh = row.qr_payload
            return ticket, payload if case.present == "old" else fresh, "qr"
        case "typed":
            code = ticket.ticket_code.lower()
            return ticket, "-".join(code[i : i + 4] for i in range(0, 16, 4)), "typed"
        case "other_event":
            return ticket, _other_event(evening, nfc=None), "qr"
        case "nfc" | "nfc_two_events":
            uid = "04112233445566"
            if case.present == "nfc_two_events":
                _other_event(evening, nfc=uid)
            _link(evening, evening.event_id, ticket.id, uid)
            return ticket, uid, "nfc"
        case _:
            return ticket, payload, "qr"


def _link(evening: Evening, event_id: UUID, ticket_id: UUID, uid: str) -> None:
    with evening.session() as session:
        session.add(
            TicketCredential(
                organization_id=evening.organization_id,
                event_id=event_id,
                ticket_id=ticket_id,
                kind="nfc",
                digest=from_uid(bytes.fromhex(uid)).digest,
                label=uid[-4:],
                linked_at=minutes(-90),
            )
        )


def _signed(evening: Evening, type_id: UUID, *, foreign: bool) -> str:
    with evening.session() as session:
        row, private = sales.signing_key(session, evening.box)
        key_id = b"\xff\xff\xff\xff" if foreign else row.key_id
    unsigned = SignedTicket(
        key_id=key_id,
        ticket_id=UUID(int=77),
        event_id=evening.event_id,
        ticket_type_id=type_id,
        issue_number=1,
        admits=1,
        valid_from=None,
        valid_until=None,
        signature=b"",
    )
    return sign(unsigned, Ed25519PrivateKey.generate() if foreign else private).text()


def _other_event(evening: Evening, nfc: str | None) -> str:
    event = Event(
        organization_id=evening.organization_id,
        name="Another night",
        starts_at=minutes(60 * 24),
        ends_at=minutes(60 * 28),
        timezone=ZONE,
        currency="CAD",
    )
    evening.add(event)
    other = replace(evening, event_id=event.id)
    other.type_id = other.add_type("General")
    ticket = other.issue()
    if nfc:
        _link(evening, event.id, ticket.id, nfc)
    return ticket.qr_payload or ""


def _happen(
    device: TestDevice, past: Past, ticket: Ticket | None, list_id: UUID, question: UUID | None
) -> None:
    at = minutes(past.at)
    scan = device.scan(
        ticket.id if ticket else None,
        at,
        list_id=list_id,
        direction=past.direction,
        persons=past.persons,
        verdict=past.verdict,
        reason=past.reason,
        bypassed=list(past.bypassed),
        answered=[question] if past.answered else [],
    )
    if past.annulled:
        device.annul(scan, at)


def at_the_kiosk(staged: Staged, folder: Path) -> Outcome:
    case, evening = staged.case, staged.evening
    kiosk = BareKiosk.open(
        folder, evening.event_id, evening.gate_id, [staged.list_id], minutes(case.at)
    )
    kiosk.take_snapshot(evening, minutes(case.at))
    answers = {staged.question_id: case.answer} if case.answer is not None else {}
    outcome = kiosk.gate.admit(
        Presentation(
            credential=staged.credential(),
            direction=Direction(case.direction),
            persons=case.persons,
            answers=answers,  # type: ignore[arg-type]
            wristband=from_uid(bytes.fromhex(case.wristband)) if case.wristband else None,
            override=Override(staged.supervisor_id, "known guest") if case.override else None,
        )
    )
    _check_journal(kiosk, outcome)
    kiosk.close()
    return outcome


def _check_journal(kiosk: BareKiosk, outcome: Outcome) -> None:
    """Every verdict is in the journal, and a link only together with an accepted one."""
    kinds = [entry.kind for entry in kiosk.gate.journal.pending(kiosk.identity.device_id, 10)]
    linked = outcome.presentation.wristband is not None
    assert kinds == (["scan", "link"] if linked else ["scan"])


def at_the_server(staged: Staged) -> RedeemAnswer:
    case = staged.case
    request = RedeemRequest(
        list_id=staged.list_id,
        credential=staged.presented,
        medium="typed" if staged.medium == "typed" else "qr",
        direction=Direction(case.direction),
        persons=case.persons,
        answers={staged.question_id: case.answer} if case.answer is not None else {},
        wristband=case.wristband,
        override=RedeemOverride(supervisor_id=staged.supervisor_id, pin=PIN, reason="known guest")
        if case.override
        else None,
    )
    with staged.evening.session() as session:
        return redeem(session, staged.evening.box, request, minutes(case.at))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.title}")
def test_kiosk_and_server_agree_with_the_table(
    case: Case, evening: Evening, tmp_path: Path
) -> None:
    staged = stage(evening, case)

    outcome = at_the_kiosk(staged, tmp_path)
    answer = at_the_server(staged)

    verdict = outcome.verdict
    expected = (case.expect, case.reason, case.warnings, case.bypassed)
    assert (verdict.status, verdict.reason, verdict.warnings, verdict.bypassed) == expected
    told = (answer.status, answer.reason, tuple(answer.warnings), tuple(answer.bypassed))
    assert told == expected
    assert case.explained in verdict.explanation
    assert case.explained in (answer.explanation or "")
    if case.places_left is not None:
        assert (verdict.places_left, answer.places_left) == (case.places_left, case.places_left)
    if case.entries is not None and answer.passage is not None:
        assert answer.passage.entries == case.entries

"""A believable evening in Toronto: five thousand tickets, three lists, and every fate a ticket has."""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher
from sqlmodel import Session

from shared import credentials
from shared.ledger import Direction
from shared.protocol import RedeemRequest
from sync_server.domains.door.models import (
    CheckInList,
    CheckInListTicketType,
    CheckInQuestion,
    CheckInQuestionTicketType,
    Gate,
    Zone,
)
from sync_server.domains.door.service import redeem
from sync_server.domains.identity import login
from sync_server.domains.identity import service as identity
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket, TicketState, TicketType
from sync_server.domains.venues.models import Event, EventStaff, Venue
from sync_server.kernel import clock
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database

TIMEZONE = "America/Toronto"
FIRST = (
    "Amara",
    "Tom",
    "Jonas",
    "Fatou",
    "Priya",
    "Kenji",
    "Chloé",
    "Mateo",
    "Aisha",
    "Liam",
    "Noor",
    "Olivia",
    "Dmitri",
    "Wanjiru",
    "Zoë",
    "Hassan",
    "Mei",
    "Lucas",
    "Ingrid",
    "Kofi",
    "Sofía",
    "Arjun",
    "Freya",
    "Omar",
    "Élodie",
    "Ravi",
    "Naledi",
    "Sven",
    "Layla",
    "Pierre",
)
LAST = ("Osei", "Becker", "Keller", "Diop", "Raman", "Nakamura", "Tremblay", "García", "Hussein",
        "O'Brien", "Abdi", "Martin", "Petrov", "Mwangi", "Lindqvist", "Khan", "Chen", "Silva",
        "Bergström", "Mensah", "Rodríguez", "Patel", "Larsen", "Farouk", "Gagnon", "Singh",
        "Dlamini", "Nilsson", "Haddad", "Roy")  # fmt: skip
TYPES = (
    ("General admission", 3_050, "general", "65.00"),
    ("Balcony", 1_400, "general", "95.00"),
    ("VIP table", 260, "vip", "240.00"),
    ("Student", 180, "student", "35.00"),
    ("Group of four", 60, "group", "220.00"),
    ("Festival pass", 30, "general", "180.00"),
    ("Backstage crew", 20, None, "0.00"),
)
PINS = {
    "Sam Okafor": ("135790", True),
    "Dana Wells": ("246801", False),
    "Ravi Shah": ("975310", False),
}


@dataclass(frozen=True)
class Fate:
    """One code of the sheet: what it should get at the main entrance, and why."""

    name: str
    code: str
    status: str
    reason: str | None
    story: str
    digest: bytes


@dataclass(frozen=True)
class Seeded:
    """The evening that was made."""

    organization_id: UUID
    organization: str
    api_key: str
    event_id: UUID
    event: str
    gate_ids: tuple[UUID, ...]
    main_list_id: UUID
    tickets: int
    fates: tuple[Fate, ...]
    slug: str
    email: str
    password: str
    """Of the owner; this evening's alone."""
    shared_names: tuple[str, ...] = ("shared one", "shared two")


class _Evening:
    """Builds the rows of one evening in one session."""

    def __init__(self, session: Session, box: SecretBox, now: datetime) -> None:
        self.session, self.box, self.now = session, box, now
        self.organization_id = session.info["organization_id"]
        self.random = random.Random(20_26)  # noqa: S311  the same guests every evening
        self.tickets: list[Ticket] = []
        self.states: list[TicketState] = []
        self.number = 100_000

    def add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def event(self, name: str, starts: datetime) -> Event:
        made: Event = self.add(
            Event(
                organization_id=self.organization_id,
                name=name,
                event_type="concert",
                starts_at=starts,
                ends_at=starts + timedelta(hours=5),
                doors_open_at=starts - timedelta(hours=2),
                timezone=TIMEZONE,
                venue_name="Harbourfront Hall",
                capacity=5_200,
                currency="CAD",
                status="published",
                published_at=self.now - timedelta(days=90),
            )
        )
        return made

    def types(self, event: Event) -> dict[str, UUID]:
        made = {}
        for place, (name, amount, category, price) in enumerate(TYPES):
            made[name] = self.add(
                TicketType(
                    organization_id=self.organization_id,
                    event_id=event.id,
                    name=name,
                    ticket_category=category,
                    price=Decimal(price),
                    currency="CAD",
                    total_capacity=amount,
                    sort_order=place,
                    requires_wristband=name == "Festival pass",
                )
            ).id
        return made

    def ticket(self, event: Event, type_id: UUID, seat: str | None = None, **more: Any) -> Ticket:
        self.number += 1
        holder = more.pop("holder_name", None) or (
            f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"
        )
        ticket = Ticket(
            organization_id=self.organization_id,
            event_id=event.id,
            ticket_type_id=type_id,
            ticket_code=sales.new_code(),
            holder_name=holder,
            seat_label=seat,
            external_reference=f"HJ-{self.number}",
            payment_status=more.pop("payment_status", "paid"),
            **more,
        )
        self.tickets.append(ticket)
        return ticket

    def state(self, ticket: Ticket, name: str, since: datetime | None) -> None:
        self.states.append(
            TicketState(
                organization_id=self.organization_id, ticket_id=ticket.id, state=name, since=since
            )
        )

    def store(self) -> None:
        sales.issue(self.session, self.box, self.tickets)
        self.session.add_all(self.states)
        self.session.flush()


def seed(database: Database, box: SecretBox, now: datetime) -> Seeded:
    """Make the organization, its evening and its tickets."""
    organization_id = clock.new_id()
    with database.tenant(organization_id) as session:
        slug, email = f"harbourfront-{organization_id.hex[-8:]}", "owner@harbourfront.example"
        password = secrets.token_urlsafe(9)
        made = identity.bootstrap(
            session, name="Harbourfront Live", slug=slug, email=email,
            password_hash=login.hash_password(password),
        )  # fmt: skip
        evening = _Evening(session, box, now)
        event = evening.event("Harbourfront Jazz Night", now + timedelta(hours=1))
        tomorrow = evening.event("Sunday Soul Matinee", now + timedelta(hours=26))
        types, other_types = evening.types(event), evening.types(tomorrow)
        evening.add(
            Venue(organization_id=organization_id, name="Harbourfront Hall", city="Toronto",
                  state_province="Ontario", country="Canada", timezone=TIMEZONE, capacity=5_200)
        )  # fmt: skip
        gates = _places(evening, event, types)
        main = _lists(evening, event, types)
        _staff(evening, event)
        special = _special_tickets(evening, event, types, tomorrow, other_types)
        _crowd(evening, event, types)
        evening.store()
        fates = _fates(session, box, special, main.id, now)
        return Seeded(
            organization_id=organization_id,
            organization="Harbourfront Live",
            api_key=made.api_key,
            event_id=event.id,
            event=event.name,
            gate_ids=tuple(gates),
            main_list_id=main.id,
            tickets=sum(t.event_id == event.id for t in evening.tickets),
            fates=fates,
            slug=slug,
            email=email,
            password=password,
        )


def _places(evening: _Evening, event: Event, types: dict[str, UUID]) -> list[UUID]:
    question = evening.add(
        CheckInQuestion(organization_id=evening.organization_id, event_id=event.id,
                        prompt="Student card seen?", answer_kind="boolean", required=True)
    )  # fmt: skip
    evening.add(
        CheckInQuestionTicketType(
            organization_id=evening.organization_id,
            check_in_question_id=question.id,
            ticket_type_id=types["Student"],
        )
    )
    return [
        evening.add(
            Gate(organization_id=evening.organization_id, event_id=event.id, name=f"Gate {letter}",
                 sort_order=place)
        ).id
        for place, letter in enumerate("ABC")
    ]  # fmt: skip


def _lists(evening: _Evening, event: Event, types: dict[str, UUID]) -> CheckInList:
    organization_id = evening.organization_id
    zone = evening.add(
        Zone(organization_id=organization_id, event_id=event.id, name="Hall", capacity=5_200)
    )
    main: CheckInList | None = None
    for name, policy, taken in (
        ("Main entrance", "single", [t for t in types if t != "Backstage crew"]),
        ("VIP lounge", "reentry", ["VIP table"]),
        ("Backstage", "multiple", ["Backstage crew"]),
    ):
        row = evening.add(
            CheckInList(
                organization_id=organization_id,
                event_id=event.id,
                name=name,
                entry_policy=policy,
                all_ticket_types=False,
                zone_id=zone.id if name == "Main entrance" else None,
                capacity=5_000 if name == "Main entrance" else None,
                opens_at=evening.now - timedelta(hours=1),
                closes_at=evening.now + timedelta(hours=6),
                acknowledge_attention=name == "VIP lounge",
            )
        )
        main = main or row
        for kind in taken:
            evening.add(
                CheckInListTicketType(
                    organization_id=organization_id,
                    check_in_list_id=row.id,
                    ticket_type_id=types[kind],
                )
            )
    assert main is not None
    return main


def _staff(evening: _Evening, event: Event) -> None:
    for name, (pin, supervisor) in PINS.items():
        evening.add(
            EventStaff(
                organization_id=evening.organization_id,
                event_id=event.id,
                display_name=name,
                staff_role="door",
                is_supervisor=supervisor,
                pin_hash=PasswordHasher().hash(pin),
            )
        )


def _special_tickets(
    evening: _Evening,
    event: Event,
    types: dict[str, UUID],
    tomorrow: Event,
    other_types: dict[str, UUID],
) -> dict[str, Ticket]:
    """One ticket for each fate."""
    general, ago = types["General admission"], evening.now - timedelta(hours=3)
    made = {
        "fresh": evening.ticket(event, general, holder_name="Amara Osei"),
        "seated": evening.ticket(
            event, types["Balcony"], "Balcony, row C, seat 14", holder_name="Tom Becker"
        ),
        "wheelchair": evening.ticket(
            event, types["Balcony"], "Parterre, row A, place W2", holder_name="Priya Raman",
            attention=["wheelchair"], door_note="Call the floor host, then let in.",
        ),
        "vip": evening.ticket(
            event, types["VIP table"], "Table 12, seat 3", holder_name="Chloé Tremblay",
            attention=["vip"], door_note="Give the gold wristband. Up the left stairs.",
        ),
        "group": evening.ticket(
            event, types["Group of four"], holder_name="Kenji Nakamura", admits=4
        ),
        "student": evening.ticket(event, types["Student"], holder_name="Lucas Silva"),
        "wristband": evening.ticket(event, types["Festival pass"], holder_name="Zoë Lindqvist"),
        "used": evening.ticket(event, general, holder_name="Jonas Keller"),
        "canceled": evening.ticket(event, general, holder_name="Omar Farouk", status="cancelled"),
        "refunded": evening.ticket(
            event, general, holder_name="Mei Chen", status="refunded", payment_status="refunded"
        ),
        "unpaid": evening.ticket(
            event, general, holder_name="Hassan Khan", payment_status="pending"
        ),
        "blocked": evening.ticket(event, general, holder_name="Dmitri Petrov", status="blocked"),
        "unapproved": evening.ticket(
            event, general, holder_name="Noor Abdi", approval_status="pending"
        ),
        "too early": evening.ticket(
            event, general, holder_name="Freya Larsen", valid_from=evening.now + timedelta(hours=3)
        ),
        "crew": evening.ticket(event, types["Backstage crew"], holder_name="Kofi Mensah"),
        "re-issued": evening.ticket(event, general, holder_name="Fatou Diop"),
        "other event": evening.ticket(tomorrow, other_types["General admission"]),
        "shared one": evening.ticket(event, general, holder_name="Naledi Dlamini"),
        "shared two": evening.ticket(event, general, holder_name="Sven Nilsson"),
        "other vendor": evening.ticket(event, general, holder_name="Layla Haddad"),
    }  # fmt: skip
    made["other vendor"].ticket_code = "TM-4417-0092-8831"
    for name, state in (("canceled", "canceled"), ("refunded", "refunded"),
                        ("blocked", "blocked")):  # fmt: skip
        evening.state(made[name], state, ago)
    evening.state(made["unpaid"], "unpaid", None)
    evening.state(made["unapproved"], "unapproved", None)
    return made


def _crowd(evening: _Evening, event: Event, types: dict[str, UUID]) -> None:
    """Everybody else, with seats where there are seats and the usual few with a problem."""
    used = {
        kind: sum(t.ticket_type_id == types[kind] for t in evening.tickets) for kind, *_ in TYPES
    }
    for kind, amount, _category, _price in TYPES:
        for place in range(amount - used[kind]):
            seat = _seat(kind, place)
            admits = 4 if kind == "Group of four" else 1
            ticket = evening.ticket(event, types[kind], seat, admits=admits)
            luck = evening.random.random()
            if luck < 0.01:
                ticket.status = "cancelled"
                evening.state(ticket, "canceled", evening.now - timedelta(days=2))
            elif luck < 0.025:
                ticket.payment_status = "pending"
                evening.state(ticket, "unpaid", None)


def _seat(kind: str, place: int) -> str | None:
    if kind == "Balcony":
        return f"Balcony, row {chr(68 + place // 64)}, seat {place % 64 + 1}"
    if kind == "VIP table":
        return f"Table {place // 6 + 13}, seat {place % 6 + 1}"
    return None


def _fates(
    session: Session, box: SecretBox, special: dict[str, Ticket], main_list: UUID, now: datetime
) -> tuple[Fate, ...]:
    """What each code of the sheet gets; the used one is used and the re-issued one re-issued here."""
    old_code = special["re-issued"].qr_payload or ""
    fresh = session.get(Ticket, (special["re-issued"].organization_id, special["re-issued"].id))
    assert fresh is not None
    sales.reissue(session, box, fresh, now - timedelta(hours=1))
    redeem(
        session,
        box,
        RedeemRequest(list_id=main_list, credential=special["used"].qr_payload or "",
                      direction=Direction.ENTRY),
        now - timedelta(minutes=41),
    )  # fmt: skip
    payload = {name: ticket.qr_payload or "" for name, ticket in special.items()}
    forged = payload["fresh"][:90] + _other_letter(payload["fresh"][90]) + payload["fresh"][91:]
    rows: Sequence[tuple[str, str, str, str | None, str]] = (
        ("fresh", payload["fresh"], "accepted", None, "Paid, never scanned"),
        ("canceled", payload["canceled"], "refused", "canceled", "Canceled three hours ago"),
        ("seated", payload["seated"], "accepted", None, "Seated in the balcony"),
        ("used", payload["used"], "refused", "already_inside", "Entered 41 minutes ago"),
        ("wheelchair", payload["wheelchair"], "accepted", None, "Attention: wheelchair place"),
        ("unpaid", payload["unpaid"], "refused", "unpaid", "Payment still open"),
        ("group", payload["group"], "ask", "persons", "Group of four: asks how many"),
        ("refunded", payload["refunded"], "refused", "refunded", "Money was given back"),
        ("crew", payload["crew"], "refused", "wrong_list", "Backstage crew at the main entrance"),
        ("old code", old_code, "refused", "revoked", "Re-issued: this is the old code"),
        ("new code", fresh.qr_payload or "", "accepted", None, "Re-issued: this is the new code"),
        ("forged", forged, "refused", "forged", "One letter changed by hand"),
        ("shared one", payload["shared one"], "accepted", None, "Shown at two doors"),
        ("blocked", payload["blocked"], "refused", "blocked", "Blocked by staff"),
        ("shared two", payload["shared two"], "accepted", None, "Shown at two doors"),
        ("vip", payload["vip"], "accepted", None, "VIP with a note for the door"),
        ("other event", payload["other event"], "refused", "wrong_event", "For tomorrow's matinee"),
        ("unapproved", payload["unapproved"], "refused", "unapproved", "Order waits for approval"),
        ("other vendor", "TM-4417-0092-8831", "accepted", None, "Another vendor's plain code"),
        ("too early", payload["too early"], "refused", "too_early", "Valid from later tonight"),
        ("student", payload["student"], "ask", "questions", "Asks for the student card"),
        ("wristband", payload["wristband"], "ask", "exchange", "Festival pass wants a wristband"),
        ("unknown", "https://menu.harbourfront.example/drinks", "refused", "unknown",
         "Somebody else's QR code"),
    )  # fmt: skip
    return tuple(
        Fate(name, code, status, reason, story, _digest(code))
        for name, code, status, reason, story in rows
    )


def _digest(code: str) -> bytes:
    return credentials.from_text(code, credentials.Medium.QR).digest


def _other_letter(letter: str) -> str:
    return "A" if letter != "A" else "B"

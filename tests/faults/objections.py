"""Who was let in and should not have been, by a ticket's state, its list and its codes."""

import operator
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from tests.faults.passages import Band, Key, Tokens
from tests.faults.seats import Filed

_TOLD_AS = {
    "too_early": "entered_out_of_hours",
    "too_late": "entered_out_of_hours",
    "rules": "entered_against_rules",
}


def objections(
    session: Session,
    event_id: UUID,
    passages: Mapping[Key, Tokens],
    bands: Mapping[str, Band],
    revoked: Mapping[str, datetime],
    settled: Mapping[str, datetime],
) -> set[Filed]:
    """One for each entry; of several reasons the first of the page's table."""
    lists, types, gates = _rules(session, event_id), _types(session, event_id), _gates(session)
    states = _states(session, event_id)
    found: set[Filed] = set()
    for (list_id, ticket_id), tokens in passages.items():
        for before, scan in enumerate(tokens.entries):
            judged, digest = datetime.fromisoformat(scan["judged_at"]), scan["credential_digest"]
            lost = bands[digest].lost_at(ticket_id) if digest in bands else revoked.get(digest)
            paid, rules = settled.get(ticket_id), lists[list_id]

            def was(state: str, ticket_id: str = ticket_id, judged: datetime = judged) -> bool:
                return any(_holds(one, judged) for one in states[ticket_id, state])

            known = {"entries": before, "gate": gates.get(scan["gate_id"], "")}
            reasons = {
                "revoked": lost is not None and lost <= judged,
                "canceled": was("canceled"),
                "refunded": was("refunded"),
                "blocked": was("blocked"),
                "unapproved": was("unapproved"),
                "too_early": rules.opens_at is not None and judged < rules.opens_at,
                "too_late": rules.closes_at is not None and judged > rules.closes_at,
                "wrong_list": rules.types is not None and types[ticket_id] not in rules.types,
                "unpaid": bool(states[ticket_id, "unpaid"]) and (paid is None or judged < paid),
                "rules": not _allowed(rules.rules, known),
            }
            open_ones = [name for name, holds in reasons.items() if holds]
            for reason in [name for name in open_ones if name not in scan["bypassed"]][:1]:
                kind = _TOLD_AS.get(reason, f"entered_{reason}")
                found.add((kind, scan["scan_id"], None, scan["persons"]))
    return found


def _states(session: Session, event_id: UUID) -> Mapping[tuple[str, str], list[Any]]:
    """By ticket and state, the spans in which it was so."""
    states = defaultdict(list)
    for row in session.execute(
        text(
            "SELECT s.ticket_id, s.state, s.since, s.until FROM ticket_states s"
            " JOIN tickets t ON t.id = s.ticket_id WHERE t.event_id = :event"
        ),
        {"event": event_id},
    ):
        states[str(row.ticket_id), row.state].append(row)
    return states


def _rules(session: Session, event_id: UUID) -> dict[str, Any]:
    """By list: when it is open, which types it takes (None: all), and its rule."""
    rows = session.execute(
        text(
            "SELECT l.id, l.opens_at, l.closes_at, l.rules, CASE WHEN NOT l.all_ticket_types THEN"
            " ARRAY(SELECT ticket_type_id FROM check_in_list_ticket_types t"
            "  WHERE t.check_in_list_id = l.id) END AS types"
            " FROM check_in_lists l WHERE l.event_id = :event"
        ),
        {"event": event_id},
    )
    return {str(row.id): row for row in rows}


def _types(session: Session, event_id: UUID) -> dict[str, UUID]:
    rows = session.execute(
        text("SELECT id, ticket_type_id FROM tickets WHERE event_id = :event"), {"event": event_id}
    )
    return {str(row.id): row.ticket_type_id for row in rows}


def _gates(session: Session) -> dict[str, str]:
    return {str(row.id): row.name for row in session.execute(text("SELECT id, name FROM gates"))}


def _allowed(rule: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """The few rules that lists of a history have."""
    if not rule:
        return True
    [(name, [asked, limit])] = rule.items()
    compare = {"<": operator.lt, "==": operator.eq, "!=": operator.ne}[name]
    return bool(compare(known[asked["var"]], limit))


def _holds(state: Any, moment: datetime) -> bool:
    begun = state.since is None or state.since <= moment
    return begun and (state.until is None or moment < state.until)

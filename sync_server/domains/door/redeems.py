"""Redeems of one worker: what comes while others are decided waits, and is decided together.

All end in the organization's one chain, so only one transaction can decide at a time. With one for
each, guests at eight turnstiles would wait for eight commits; together they cost little more than one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from fastapi import Request
from sqlmodel import Session

from shared.protocol import RedeemAnswer, RedeemRequest
from sync_server.domains.door.service import Outcome, redeem_together
from sync_server.kernel import clock
from sync_server.kernel.auth import Caller, identify, name_actor, require
from sync_server.kernel.errors import ServerError
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.kernel.turns import Together, together_or_alone

_LINE = 500


@dataclass(frozen=True, eq=False)
class Asking:
    """A request with its sender's token."""

    http: Request
    token: str
    body: RedeemRequest


Redeems = Together[Asking, RedeemAnswer]


def redeeming(database: Database, box: SecretBox) -> Redeems:
    """One event loop's line, for each organization."""

    def serve(
        organization_id: UUID, group: Sequence[Asking]
    ) -> Sequence[RedeemAnswer | Exception | None]:
        return together_or_alone(partial(_serve, database, box, organization_id), group)

    return Together(serve, _LINE)


def _serve(
    database: Database, box: SecretBox, organization_id: UUID, group: Sequence[Asking]
) -> list[Outcome | None]:
    with database.tenant(organization_id, keeps_plans=True) as session:
        http = {asking.token: asking.http for asking in group}
        senders = {token: _sender(session, request) for token, request in http.items()}
        sender = senders[group[0].token]
        if len(senders) == 1 and isinstance(sender, Caller):
            name_actor(session, sender, group[0].http if len(group) == 1 else None)
        allowed = [
            (one.body, who) for one in group if isinstance(who := senders[one.token], Caller)
        ]
        confined = {n: who.device.event_id for n, (_, who) in enumerate(allowed) if who.device}
        bodies = [body for body, _ in allowed]
        answers = iter(redeem_together(session, box, bodies, clock.now(), confined))
        return [
            who if isinstance(who := senders[one.token], ServerError) else next(answers)
            for one in group
        ]


def _sender(session: Session, request: Request) -> Caller | ServerError:
    """Who asks, or why they may not."""
    try:
        caller = identify(request, session)
        require(caller, "door.scan")
    except ServerError as problem:
        return problem
    return caller

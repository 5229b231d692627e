"""Polls: the document of options and its rows are one thing, written together."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from sync_server.domains.content.models import Poll, PollOption
from sync_server.kernel import clock
from sync_server.kernel.errors import Invalid
from sync_server.kernel.resource import table_of
from sync_server.kernel.session import organization_of


class Option(BaseModel):
    """One entry of `polls.options`."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1, max_length=50)
    text: str = Field(min_length=1, max_length=500)


_OPTIONS = TypeAdapter(list[Option])


def check_options(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    """Refuse a document of options that no rows could be made from."""
    if "options" in sent:
        _read(sent["options"])
    return sent


def write_options(session: Session, poll_id: UUID) -> None:
    """Bring the rows in line with the document; votes for options that stay are kept."""
    mine = organization_of(session)
    polls, rows = table_of(Poll), table_of(PollOption)
    document = session.scalar(
        select(polls.c.options).where(polls.c.organization_id == mine, polls.c.id == poll_id)
    )
    options = _read(document)
    of_poll = (rows.c.organization_id == mine) & (rows.c.poll_id == poll_id)
    session.execute(
        delete(rows).where(of_poll, rows.c.option_id.not_in([option.id for option in options]))
    )
    for position, option in enumerate(options):
        written = insert(rows).values(
            organization_id=mine,
            id=clock.new_id(),
            poll_id=poll_id,
            option_id=option.id,
            text=option.text,
            position=position,
        )
        session.execute(
            written.on_conflict_do_update(
                index_elements=["organization_id", "poll_id", "option_id"],
                set_={"text": written.excluded.text, "position": position},
            )
        )


def _read(document: Any) -> list[Option]:
    try:
        options = _OPTIONS.validate_python(document)
    except ValidationError as problem:
        place = ".".join(str(part) for part in problem.errors()[0]["loc"])
        raise Invalid(f"options.{place}: {problem.errors()[0]['msg']}.") from None
    if len({option.id for option in options}) < len(options):
        raise Invalid("options: two have the same id.")
    return options

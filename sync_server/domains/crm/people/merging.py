"""Contacts who are the same person: found, made one, and made two again (CR-1)."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from numpy import argwhere
from rapidfuzz import fuzz, process
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from sync_server.domains.crm.people.events import ContactsMerged, ContactsParted
from sync_server.domains.crm.people.models import Contact, ContactMerge
from sync_server.kernel import outbox
from sync_server.kernel.errors import Conflict, Invalid, NotFound
from sync_server.kernel.events import emit
from sync_server.kernel.listing import words_query
from sync_server.kernel.resource import table_of
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ServerTable

UNDONE_WITHIN = timedelta(days=30)
ALIKE = 90
"""How alike name and company must be, of 100, to be shown to somebody who decides."""
_SOMEWHAT_ALIKE = 75
MOST_COMPARED = 100_000
_LARGEST_BLOCK = 60
_BEGINNING, _NEAR = 3, 500
"""Letters of each word by which one contact's likes are looked up, and how many are compared."""
_DISTINCT = "distinct_from"
"""In a contact's profile: ids of others whom somebody has said to be somebody else."""
_OWN = ("contact_merges", "contact_metrics")
"""Tables whose references stay: what happened, and sums that are made anew."""
_FILLED = (
    "profile_id", "first_name", "last_name", "name", "email", "phone", "whatsapp_id",
    "date_of_birth", "gender", "address_line1", "address_line2", "city", "state_province",
    "postal_code", "country", "lead_source", "job_title", "company_id", "industry",
    "annual_income_range", "assigned_to",
)  # fmt: skip
_NAME = ("first_name", "last_name", "name")


class Known(NamedTuple):
    """A contact as they are compared: `words` and `firm` are name and company, folded and sorted."""

    id: UUID
    name: str
    company: str
    reached: str
    distinct: frozenset[str]
    words: str
    firm: str


@dataclass(frozen=True)
class Pair:
    """Two contacts who may be one, and how alike they are, of 100."""

    first: Known
    second: Known
    likeness: int


def likely(session: Session, contact_id: UUID | None = None, most: int = 100) -> list[Pair]:
    """Who may be the same, the most alike first; of everybody, or of one contact."""
    known = {one.id: one for one in _known(session, contact_id)}
    if contact_id is None:
        pairs = _neighbours(known.values())
    else:
        pairs = {(contact_id, other) for other in known if other != contact_id}
        pairs = pairs if contact_id in known else set()
    found = []
    for first, second in pairs:
        one, other = known[first], known[second]
        if str(second) in one.distinct or str(first) in other.distinct:
            continue
        likeness = _likeness(one, other)
        if likeness >= ALIKE:
            found.append(Pair(one, other, int(likeness)))
    found.sort(key=lambda pair: (-pair.likeness, pair.first.name, pair.first.id))
    return found[:most]


def merge(session: Session, survivor_id: UUID, merged_id: UUID, at: datetime) -> ContactMerge:
    """Everything of one contact becomes the other's. 409 for one who is merged or anonymised."""
    if survivor_id == merged_id:
        raise Invalid("These are one contact already.")
    survivor, merged = _both(session, survivor_id, merged_id)
    for one in (survivor, merged):
        if one.merged_into_id is not None or one.anonymized_at is not None:
            raise Conflict("One of them was merged with another, or anonymised.")
    moved = {
        f"{table}.{column}": keys
        for table, column in _references(session)
        if (keys := _move(session, table, column, merged_id, survivor_id))
    }
    merged.merged_into_id = survivor.id
    session.flush()  # an address is one contact's: the other lets it go first
    before, given = _fill(survivor, merged)
    session.flush()
    made = ContactMerge(
        organization_id=survivor.organization_id, survivor_id=survivor.id, merged_id=merged.id,
        merged_by=session.info.get("user_id"), created_at=at,
        snapshot={"moved": moved, "before": before, "given": given, "undone_at": None},
    )  # fmt: skip
    session.add(made)
    session.flush()
    emit(session, ContactsMerged(survivor.id, merged.id))
    outbox.record(session, "contact.merged", "contact", survivor.id, {"merged_id": str(merged.id)})
    return made


def undo(session: Session, merge_id: UUID, at: datetime) -> ContactMerge:
    """Two contacts again; what came later stays with the one who had it. 409 after thirty days."""
    made = get_row(session, ContactMerge, merge_id)
    survivor, merged = _both(session, made.survivor_id, made.merged_id)
    if made.snapshot.get("undone_at") or merged.merged_into_id != survivor.id:
        raise Conflict("They are two contacts already, or were merged further.")
    if at - made.created_at > UNDONE_WITHIN:
        raise Conflict("This was merged more than thirty days ago.")
    if survivor.anonymized_at is not None or merged.anonymized_at is not None:
        raise Conflict("One of them was anonymised since.")
    for place, keys in made.snapshot["moved"].items():
        table, _, column = place.partition(".")
        _move_back(session, table, column, keys, survivor.id, merged.id)
    before, given = made.snapshot["before"], made.snapshot["given"]
    for name, value in given.items():
        if _plain(getattr(survivor, name)) == value:  # not changed since
            setattr(survivor, name, _typed(name, before[name]))
    session.flush()
    merged.merged_into_id = None
    made.snapshot = {**made.snapshot, "undone_at": at.isoformat()}
    session.flush()
    emit(session, ContactsParted(survivor.id, merged.id, made.created_at))
    outbox.record(session, "contact.parted", "contact", survivor.id, {"merged_id": str(merged.id)})
    return made


def keep_apart(session: Session, first_id: UUID, second_id: UUID) -> None:
    """Somebody says that these are two people: they are not suggested any more."""
    first, second = _both(session, first_id, second_id)
    told = {*first.profile.get(_DISTINCT, ()), str(second.id)}
    first.profile = {**first.profile, _DISTINCT: sorted(told)}
    session.flush()


def survivor_of(session: Session, contact_id: UUID) -> UUID:
    """Who somebody is now, after every merge."""
    contact = get_row(session, Contact, contact_id)
    while contact.merged_into_id is not None:
        contact = get_row(session, Contact, contact.merged_into_id)
    return contact.id


def merged_into(session: Session, contact_id: UUID) -> list[UUID]:
    """Everybody who became this contact, those who became one of them included."""
    rows = session.execute(
        text(
            "WITH RECURSIVE became AS (SELECT id FROM contacts WHERE organization_id = :organization"
            " AND merged_into_id = :contact UNION SELECT c.id FROM contacts c JOIN became b"
            " ON c.organization_id = :organization AND c.merged_into_id = b.id) SELECT id FROM became"
        ),
        {"organization": organization_of(session), "contact": contact_id},
    )
    return list(rows.scalars())


def _both(session: Session, first_id: UUID, second_id: UUID) -> tuple[Contact, Contact]:
    """Locked in the order of their ids, whoever is named first."""
    rows = {
        row.id: row
        for row in session.scalars(
            select(Contact)
            .where(
                table_of(Contact).c.organization_id == organization_of(session),
                table_of(Contact).c.id.in_([first_id, second_id]),
            )
            .order_by(table_of(Contact).c.id)
            .with_for_update()
        )
    }
    if not {first_id, second_id} <= rows.keys():
        raise NotFound("There is no such contact.")
    return rows[first_id], rows[second_id]


def _known(session: Session, near: UUID | None = None) -> Iterator[Known]:
    """Everybody who could be merged; or a contact and those whose names begin like theirs."""
    ids = [near, *_named_alike(session, near)] if near else None
    rows = session.execute(
        text(
            "SELECT c.id, coalesce(c.name, trim(c.first_name || ' ' || c.last_name)) AS name,"
            " coalesce(f.name, '') AS company, coalesce(c.email, c.phone, c.whatsapp_id, '') AS reached,"
            f" c.profile -> '{_DISTINCT}' AS apart FROM contacts c LEFT JOIN companies f"
            " ON f.organization_id = c.organization_id AND f.id = c.company_id"
            " WHERE c.organization_id = :organization AND c.merged_into_id IS NULL"
            " AND c.anonymized_at IS NULL AND c.status <> 'deleted'"
            + (" AND c.id = ANY(:ids)" if ids is not None else "")
            + " ORDER BY c.created_at DESC, c.id LIMIT :most"
        ),
        {"organization": organization_of(session), "most": MOST_COMPARED}
        | ({"ids": ids} if ids is not None else {}),
    )
    for row in rows:
        yield Known(row.id, row.name, row.company, row.reached, frozenset(row.apart or ()),
                    _sorted(row.name), _sorted(row.company))  # fmt: skip


def _named_alike(session: Session, contact_id: UUID) -> Sequence[UUID]:
    """Those whose words begin as this one's do, found by the index of words."""
    name = get_row(session, Contact, contact_id).name or ""
    beginnings = " ".join(word[:_BEGINNING] for word in _folded(name).split())
    if not beginnings:
        return ()
    found = session.execute(
        text("SELECT search_contacts(:words, NULL, :few)"),
        {"words": words_query(beginnings), "few": _NEAR},
    )
    return found.scalars().all()


def _neighbours(known: Iterable[Known]) -> set[tuple[UUID, UUID]]:
    """Pairs worth comparing: their words begin alike, or they share one that few have."""
    blocks: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        words = one.words.split()
        if not words:
            continue
        blocks[" ".join(sorted(word[:2] for word in words))].append(one)
        for word in {word for word in words if len(word) > 3}:
            blocks[word].append(one)
    pairs: set[tuple[UUID, UUID]] = set()
    for block in blocks.values():
        if 1 < len(block) <= _LARGEST_BLOCK:
            pairs.update(_near(block))
    return pairs


def _near(block: Sequence[Known]) -> Iterator[tuple[UUID, UUID]]:
    """Those of a block whose names are somewhat alike; the same company may make up for the rest."""
    words = [one.words for one in block]
    likeness = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=_SOMEWHAT_ALIKE)
    for first, second in argwhere(likeness):
        if first < second:
            one, other = block[first].id, block[second].id
            yield min(one, other), max(one, other)


def _likeness(one: Known, other: Known) -> float:
    """Of name and company; of the name alone where one of them has no company."""
    first, second = one.words, other.words
    if one.firm and other.firm:
        first, second = f"{first} {one.firm}", f"{second} {other.firm}"
    return fuzz.ratio(first, second, score_cutoff=ALIKE)


def _sorted(said: str) -> str:
    """Words without capitals and accents, in order: “Silva Ana” is “Ana Silva”."""
    return " ".join(sorted(_folded(said).split()))


def _folded(said: str) -> str:
    if said.isascii():
        return said.lower()
    letters = unicodedata.normalize("NFKD", said.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _references(session: Session) -> Sequence[tuple[str, str]]:
    """Every column that names a contact, as the database itself knows: no table is forgotten."""
    rows = session.execute(
        text(
            "SELECT c.conrelid::regclass::text AS place, a.attname AS name FROM pg_constraint c"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)"
            " WHERE c.contype = 'f' AND c.confrelid = 'contacts'::regclass"
            " AND a.attname <> 'organization_id' AND has_table_privilege(c.conrelid, 'UPDATE')"
            " ORDER BY 1, 2"
        )
    )
    return [(row.place, row.name) for row in rows if row.place not in _OWN]


def _move(
    session: Session, table: str, column: str, from_id: UUID, to_id: UUID
) -> list[dict[str, str]]:
    """Rows that name one contact name the other; what would be there twice stays. Their keys."""
    names = _key(table, column)
    rows = session.execute(
        text(f"SELECT {', '.join(names)} FROM {table} WHERE organization_id = :organization"
             f" AND {column} = :from_id"),
        {"organization": organization_of(session), "from_id": from_id},
    ).mappings()  # fmt: skip
    keys = [{name: str(value) for name, value in row.items()} for row in rows]
    if _rename(session, table, column, from_id, to_id, keys):
        return keys
    return [key for key in keys if _rename(session, table, column, from_id, to_id, [key])]


def _move_back(
    session: Session,
    table: str,
    column: str,
    keys: Sequence[Mapping[str, str]],
    from_id: UUID,
    to_id: UUID,
) -> None:
    if not _rename(session, table, column, from_id, to_id, keys):
        for key in keys:
            _rename(session, table, column, from_id, to_id, [key])


def _rename(
    session: Session,
    table: str,
    column: str,
    from_id: UUID,
    to_id: UUID,
    keys: Collection[Mapping[str, str]],
) -> bool:
    """Whether these rows name the other contact now."""
    if not keys:
        return True
    names = _key(table, column)
    wanted = ", ".join(f"CAST(:k_{name} AS uuid[])" for name in names)
    place = " AND ".join(f"t.{name} = w.{name}" for name in names)
    bound = {f"k_{name}": [key[name] for key in keys] for name in names}
    try:
        with session.begin_nested():
            session.execute(
                text(f"UPDATE {table} t SET {column} = :to_id FROM unnest({wanted})"
                     f" AS w({', '.join(names)}) WHERE t.organization_id = :organization"
                     f" AND t.{column} = :from_id AND {place}"),
                {"organization": organization_of(session), "from_id": from_id, "to_id": to_id}
                | bound,
            )  # fmt: skip
    except IntegrityError:
        return False
    return True


def _key(table: str, column: str) -> list[str]:
    """What tells rows of a table apart, beside the organization and the contact."""
    names = (one.name for one in ServerTable.metadata.tables[table].primary_key)
    return [name for name in names if name not in ("organization_id", column)]


def _fill(survivor: Contact, merged: Contact) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is not known of the one is taken from the other; what was there, and what is now."""
    wanted: dict[str, Any] = {}
    named = any(getattr(survivor, name) for name in _NAME)
    for name in _FILLED:
        if name in _NAME and named:
            continue  # parts of two names make a third
        if getattr(survivor, name) in (None, "") and getattr(merged, name) not in (None, ""):
            wanted[name] = getattr(merged, name)
    if fresh := [tag for tag in merged.tags if tag not in survivor.tags]:
        wanted["tags"] = [*survivor.tags, *fresh]
    if profile := {n: v for n, v in merged.profile.items() if n not in survivor.profile}:
        wanted["profile"] = survivor.profile | profile
    before = {name: _plain(getattr(survivor, name)) for name in wanted}
    for name, value in wanted.items():
        setattr(survivor, name, value)
    return before, {name: _plain(value) for name, value in wanted.items()}


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return str(value) if value is not None and not isinstance(value, str | list | dict) else value


def _typed(name: str, value: Any) -> Any:
    kind = table_of(Contact).c[name].type.python_type
    if value is None or isinstance(value, kind):
        return value
    return UUID(value) if kind is UUID else kind.fromisoformat(value)

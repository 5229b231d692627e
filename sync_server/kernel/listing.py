"""Lists: what may be asked of one, and the SQL that answers it.

Pages are cut by the last row's key, so page 1,000 costs what page 1 costs. Every filter and sort
works on the table's own columns; values are always bound.
"""

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any
from uuid import UUID

from fastapi.exceptions import RequestValidationError
from pydantic import Field, TypeAdapter, ValidationError, create_model
from pydantic_core import from_json
from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Uuid,
    any_,
    bindparam,
    func,
    literal,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Session
from starlette.datastructures import QueryParams

from shared.folding import UNSPACED
from sync_server.kernel.errors import Invalid
from sync_server.kernel.schemas import Input, annotation_of
from sync_server.kernel.session import organization_of
from sync_server.kernel.tables import ORGANIZATION, ServerTable

MAX_PAGE = 200
MAX_FOUND, MAX_SORTED = 10_000, 1_000
"""How many matches of a search are counted and exported, and how many are sorted."""
COMPARISONS: dict[str, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]] = {
    "eq": lambda column, value: column == value,
    "ne": lambda column, value: column.is_distinct_from(value),
    "lt": lambda column, value: column < value,
    "lte": lambda column, value: column <= value,
    "gt": lambda column, value: column > value,
    "gte": lambda column, value: column >= value,
}
WHERE = (
    "`column:operator:value`, may be given several times, all must hold. Operators: eq, ne, lt,"
    " lte, gt, gte, in (`status:in:draft,published`), null (`city:null:true`), has (an entry of a"
    " list column: `tags:has:vip`)."
)


def containing(words: str) -> str:
    """The pattern by which ILIKE finds a text wherever it stands, whatever signs are in it."""
    for sign in "\\%_":
        words = words.replace(sign, f"\\{sign}")
    return f"%{words.strip()}%"


@dataclass(frozen=True)
class Asked:
    """One question to a list. `after` is the key of the last row seen."""

    where: tuple[ColumnElement[bool], ...] = ()
    sort: str = "id"
    descending: bool = False
    words: str | None = None
    after: tuple[Any, UUID] | None = None
    limit: int = 50

    def narrowed(self, *conditions: ColumnElement[bool]) -> "Asked":
        """The same question of fewer rows."""
        return replace(self, where=(*self.where, *conditions))


@dataclass(frozen=True)
class Listing:
    """What a table's list can be asked: its shown columns, and how each is compared.

    `spelled` turns what is searched for into how the table has it.
    """

    model: type[ServerTable]
    columns: tuple[str, ...]
    spelled: Callable[[Session, str], str] | None = None

    @property
    def table(self) -> Table:
        """The table itself."""
        found = self.model.__table__  # type: ignore[attr-defined]
        assert isinstance(found, Table)
        return found

    @cached_property
    def searchable(self) -> tuple[str, ...]:
        """The columns a search looks into; none where the table has no search index."""
        for index in self.table.indexes:
            if "search" in index.info:
                return tuple(index.info["search"])
        return ()

    @cached_property
    def comparable(self) -> dict[str, "TypeAdapter[Any]"]:
        """Columns that can be compared and sorted by, and how their values are read."""
        return {
            name: TypeAdapter(annotation_of(self.model, name))
            for name in self.columns
            if not isinstance(self.table.c[name].type, ARRAY | JSONB)
            and annotation_of(self.model, name) is not Any
        }

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """References, choices and flags: they are asked for by their own names."""
        return tuple(name for name in self.comparable if self._is_category(name))

    def parse(self, sent: QueryParams) -> Any:
        """The parameters of a request, checked. Raises what FastAPI answers with 422."""
        given = {name: sent.getlist(name) if name == "where" else sent[name] for name in sent}
        try:
            return self.query_schema.model_validate(given)
        except ValidationError as problem:
            found = [{**error, "loc": ("query", *error["loc"])} for error in problem.errors()]
            raise RequestValidationError(found) from None

    def parameters(self) -> list[dict[str, Any]]:
        """The same parameters as OpenAPI has them."""
        schema = self.query_schema.model_json_schema()
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "schema": {k: v for k, v in said.items() if k not in ("title", "description")},
                **({"description": said["description"]} if "description" in said else {}),
            }
            for name, said in schema["properties"].items()
        ]

    @cached_property
    def query_schema(self) -> type[Input]:
        """The query parameters of the list."""
        fields: dict[str, Any] = {
            name: (annotation_of(self.model, name) | None, None) for name in self.categories
        }
        fields |= {
            "where": (list[str], Field([], max_length=20, description=WHERE)),
            "sort": (str, Field("id", description="A column; `-column` for the largest first.")),
            "fields": (str | None, Field(None, description="Only these columns: `id,name`.")),
            "total": (bool, Field(False, description="Count all matches as well.")),
            "after": (str | None, Field(None, description="`next` of the page before.")),
            "limit": (Annotated[int, Field(ge=1, le=MAX_PAGE)], 50),
        }
        if self.searchable:
            said = "Words, or beginnings of words, in " + ", ".join(self.searchable) + "."
            fields["q"] = (str | None, Field(None, max_length=200, description=said))
        return create_model(f"{self.model.__name__}Query", __base__=Input, **fields)

    def read(self, query: Any) -> Asked:
        """What a list's parameters ask. Raises `Invalid` naming what cannot be asked."""
        sent = query.model_dump(exclude_none=True)
        sort = sent["sort"].removeprefix("-")
        if sort not in self.comparable:
            raise Invalid(f"sort: one cannot sort by {sort!r}; one can by {self._names()}.")
        where = [self.table.c[name] == sent[name] for name in self.categories if name in sent]
        where += [self._condition(said) for said in sent["where"]]
        return Asked(
            where=tuple(where),
            sort=sort,
            descending=sent["sort"].startswith("-"),
            words=sent.get("q"),
            after=self._cursor(sent.get("after"), sent["sort"]),
            limit=sent["limit"],
        )

    def chosen(self, fields: str | None) -> tuple[str, ...]:
        """The columns a `fields` parameter names; all of them without one."""
        if fields is None:
            return self.columns
        names = tuple(dict.fromkeys(name.strip() for name in fields.split(",") if name.strip()))
        unknown = [name for name in names if name not in self.columns]
        if unknown or not names:
            raise Invalid(f"fields: there is no column {', '.join(unknown) or 'named'} here.")
        return names

    def page(
        self, session: Session, asked: Asked, columns: Sequence[str]
    ) -> tuple[list[dict[str, Any]], str | None]:
        """A page of rows and the cursor of the next; None where there is no more."""
        wanted = tuple(dict.fromkeys((*columns, "id", asked.sort)))
        rows = self._rows(session, replace(asked, limit=asked.limit + 1), wanted)
        more = len(rows) > asked.limit
        rows = rows[: asked.limit]
        following = self._place(rows[-1], asked) if more else None
        return [{name: row[name] for name in columns} for row in rows], following

    def count(self, session: Session, asked: Asked) -> int:
        """How many rows match."""
        return int(
            session.execute(
                self._matching(session, asked, select(func.count()).select_from(self.table))
            ).scalar_one()
        )

    def every(self, session: Session, asked: Asked, columns: Sequence[str]) -> Select[Any]:
        """All matching rows in order, to be streamed."""
        query = select(*(self.table.c[name] for name in columns))
        return self._matching(session, asked, query).order_by(*self._order(asked))

    def _rows(
        self, session: Session, asked: Asked, wanted: Sequence[str]
    ) -> list[Mapping[str, Any]]:
        """Rows with a value in the sort column first, then those without one."""
        column, key = self.table.c[asked.sort], self.table.c["id"]
        chosen = select(*(self.table.c[name] for name in wanted))
        if words_query(asked.words or "") and asked.sort == "id" and not asked.descending:
            return self._searched(session, asked, chosen)
        query = self._matching(session, asked, chosen, MAX_SORTED)
        rows: list[Mapping[str, Any]] = []
        before_nulls = asked.after is None or asked.after[0] is not None
        if before_nulls:
            first = query.where(column.is_not(None)) if column.nullable else query
            if asked.after is not None:
                first = first.where(self._beyond(asked))
            ordered = first.order_by(*self._order(asked)).limit(asked.limit)
            rows += map(dict, session.execute(ordered).mappings())
        if column.nullable and len(rows) < asked.limit:
            rest = query.where(column.is_(None))
            if asked.after is not None and asked.after[0] is None:
                rest = rest.where(key > asked.after[1])
            rest = rest.order_by(key).limit(asked.limit - len(rows))
            rows += map(dict, session.execute(rest).mappings())
        return rows

    def _searched(
        self, session: Session, asked: Asked, query: Select[Any]
    ) -> list[Mapping[str, Any]]:
        """A page of a search in the order of ids: only as many matches as it takes to fill it."""
        key = self.table.c["id"]
        query = query.where(self._mine(session), *asked.where).order_by(key)
        search = text(f"SELECT search_{self.table.name}(:said, :beyond, :most)").bindparams(
            bindparam("beyond", None, Uuid()), said=self._said(session, asked)
        )
        beyond = asked.after[1] if asked.after else None
        rows: list[Mapping[str, Any]] = []
        most = asked.limit
        while True:
            ids = list(session.scalars(search, {"beyond": beyond, "most": most}))
            found = query.where(key == any_(literal(ids, ARRAY(key.type))))
            rows += map(dict, session.execute(found.limit(asked.limit - len(rows))).mappings())
            if len(ids) < most or len(rows) >= asked.limit:
                return rows
            beyond, most = ids[-1], MAX_SORTED

    def _said(self, session: Session, asked: Asked) -> str:
        words = asked.words or ""
        return words_query(self.spelled(session, words) if self.spelled and words else words)

    def _mine(self, session: Session) -> ColumnElement[bool]:
        return self.table.c[ORGANIZATION] == organization_of(session)

    def _beyond(self, asked: Asked) -> ColumnElement[bool]:
        assert asked.after is not None
        column, key = self.table.c[asked.sort], self.table.c["id"]
        if asked.sort == "id":
            return key < asked.after[1] if asked.descending else key > asked.after[1]
        here = tuple_(literal(asked.after[0], column.type), literal(asked.after[1], key.type))
        return tuple_(column, key) < here if asked.descending else tuple_(column, key) > here

    def _order(self, asked: Asked) -> list[ColumnElement[Any]]:
        names = ["id"] if asked.sort == "id" else [asked.sort, "id"]
        columns = [self.table.c[name] for name in names]
        return [c.desc() for c in columns] if asked.descending else [c.asc() for c in columns]

    def _matching(
        self, session: Session, asked: Asked, query: Select[Any], most: int = MAX_FOUND
    ) -> Select[Any]:
        """What is asked for, of the first `most` matches of a search."""
        query = query.where(self._mine(session), *asked.where)
        said = self._said(session, asked)
        if not said:
            return query
        found = f"ARRAY(SELECT search_{self.table.name}(:said, NULL, :most))"
        return query.where(
            text(f"{self.table.name}.id = ANY({found})").bindparams(said=said, most=most)
        )

    def _condition(self, said: str) -> Any:
        name, _, rest = said.partition(":")
        operator, _, value = rest.partition(":")
        if name in self.columns and operator == "has":
            return self._has(name, value)
        if name not in self.comparable:
            raise Invalid(f"where: one cannot ask for {name!r}; one can for {self._names()}.")
        column = self.table.c[name]
        if f"{name}_key" in self.table.c and operator in ("eq", "in"):
            # Stored in lower case and indexed, so that capitals make no difference.
            column, value = self.table.c[f"{name}_key"], value.lower()
        if operator == "null":
            return column.is_(None) if self._flag(value) else column.is_not(None)
        if operator == "in":
            values = [self._value(name, one) for one in value.split(",")]
            return column == any_(literal(values, ARRAY(column.type)))
        if operator not in COMPARISONS:
            raise Invalid(
                f"where: {operator!r} is no operator; there are eq, ne, lt, lte, gt, gte, in, null, has."
            )
        return COMPARISONS[operator](column, self._value(name, value))

    def _has(self, name: str, value: str) -> Any:
        if not isinstance(self.table.c[name].type, ARRAY):
            raise Invalid(f"where: {name} is no list.")
        if has_index(self.table, name):
            # An array of ids, which the key answers; joined, the planner would scan the table.
            found = f"ARRAY(SELECT having_{self.table.name}_{name}(:word))"
            return text(f"{self.table.name}.id = ANY({found})").bindparams(
                bindparam("word", value, unique=True)
            )
        return self.table.c[name].contains([value])

    def _value(self, name: str, said: str) -> Any:
        try:
            return self.comparable[name].validate_python(said)
        except ValidationError as problem:
            raise Invalid(f"where: {name}: {problem.errors()[0]['msg']}.") from None

    def _flag(self, said: str) -> bool:
        if said not in ("true", "false"):
            raise Invalid("where: null is asked with true or false.")
        return said == "true"

    def _is_category(self, name: str) -> bool:
        column = self.table.c[name]
        kinds = column.info.keys() & {"references", "choices"}
        return bool(kinds) or annotation_of(self.model, name) is bool

    def _place(self, row: Mapping[str, Any], asked: Asked) -> str:
        value = TypeAdapter(Any).dump_python(row[asked.sort], mode="json")
        sort = f"-{asked.sort}" if asked.descending else asked.sort
        said = json.dumps([sort, value, str(row["id"])], separators=(",", ":"))
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")

    def _cursor(self, said: str | None, sort: str) -> tuple[Any, UUID] | None:
        if said is None:
            return None
        try:
            padded = said + "=" * (-len(said) % 4)
            of, value, key = from_json(base64.b64decode(padded, altchars=b"-_", validate=True))
            if of != sort:
                raise Invalid("after: this page belongs to a list sorted otherwise.")
            reader = self.comparable[sort.removeprefix("-")]
            return None if value is None else reader.validate_python(value), UUID(key)
        except (ValueError, TypeError, binascii.Error, AttributeError):
            raise Invalid("after: send what a page gave as 'next'.") from None

    def _names(self) -> str:
        return ", ".join(self.comparable)


def has_index(table: Table, column: str) -> bool:
    """Whether the entries of a list column are indexed."""
    return any(
        index.dialect_options["postgresql"]["using"] == "gin"
        and [c.name for c in index.columns] == [column]
        and isinstance(table.c[column].type, ARRAY)
        for index in table.indexes
    )


def words_query(said: str, *, whole: bool = False) -> str:
    """A text search query: every word of `said` must begin a word of the row, or `whole`: be one.

    Folded as `search_words` of the database folds the rows.
    """
    apart = unicodedata.normalize("NFKD", said).lower()
    bare = _ACCENTS.sub("", apart).replace("ß", "ss")
    spaced = _UNSPACED.sub(r" \g<0> ", unicodedata.normalize("NFC", bare))
    letters = "".join(c if c.isalnum() else " " for c in spaced)
    return " & ".join(f"'{word}'{'' if whole else ':*'}" for word in letters.split()[:20])


_ACCENTS = re.compile("[\u0300-\u036f]")
_UNSPACED = re.compile(f"[{UNSPACED}]")

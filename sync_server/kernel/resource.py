"""A plain table as a REST resource: one declaration, of which `routes` makes the routes.

`rows` reads and writes what it declares. See `docs/api.md`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field, create_model
from sqlalchemy import ColumnElement, Table
from sqlmodel import Session

from sync_server.kernel.auth import Caller
from sync_server.kernel.listing import Listing
from sync_server.kernel.schemas import (
    Input,
    Output,
    create_schema,
    listed_schema,
    patch_schema,
    read_schema,
    shown_columns,
    with_own_id,
    written_columns,
)
from sync_server.kernel.tables import ServerTable, TenantTable

Row = TypeVar("Row", bound=TenantTable)
API = "/api/v1"
Sent = dict[str, Any]
MAX_BULK = 1_000
WRITES = ("create", "patch", "delete")
APPENDS = ("create",)
NOTHING: tuple[str, ...] = ()


@dataclass(frozen=True)
class Many:
    """A link table shown as a list of ids on the resource."""

    table: type[ServerTable]
    mine: str
    other: str


@dataclass(frozen=True)
class Resource(Generic[Row]):
    """A table's place in the API. By default every column but secrets can be read and written.

    `read_only` columns are shown and never written, `hidden` ones neither. `writes` says which
    generic writes there are: a table with behaviour has none, or only some. With `archive` a
    delete sets that column instead. An import finds known rows by the first of `keys` that has a
    value. `typed` gives a column of many parts its shape. `checked` may change or refuse what was
    sent, `changed` runs after a create or patch, or with `changed_by` after a patch of one of these
    columns, and `removing` before a delete, all in the same transaction; `visible` narrows what a
    caller sees, and keeps the row's contents out of events. `spelled` says how the table has what is
    searched for. With `own_ids` who creates a row may
    say its id: one that this database has lost comes back as itself.
    """

    table: type[Row]
    path: str
    permission: str
    read_only: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    writes: tuple[str, ...] = WRITES
    archive: tuple[str, str] | None = None
    keys: tuple[str, ...] = ()
    links: Mapping[str, Many] = field(default_factory=dict)
    typed: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    checked: Callable[[Session, Sent], Sent] | None = None
    changed: Callable[[Session, UUID], None] | None = None
    changed_by: tuple[str, ...] = ()
    removing: Callable[[Session, UUID], None] | None = None
    own_ids: bool = False
    visible: Callable[[Caller], ColumnElement[bool]] | None = None
    spelled: Callable[[Session, str], str] | None = None

    @property
    def name(self) -> str:
        """What the resource is called in events and words."""
        return words_of(self.table).replace(" ", "_")

    @property
    def sql(self) -> Table:
        """The table itself."""
        return table_of(self.table)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The columns that are read."""
        return shown_columns(self.table, self.hidden)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The columns that are written."""
        return written_columns(self.table, (*self.read_only, *self.hidden))

    @cached_property
    def listing(self) -> Listing:
        """What its list can be asked."""
        return Listing(self.table, self.shown, self.spelled)

    @cached_property
    def create(self) -> type[Input]:
        """The body of a create."""
        return with_own_id(self._written_whole) if self.own_ids else self._written_whole

    @cached_property
    def patch(self) -> type[Input]:
        """The body of a patch."""
        return patch_schema(self.table, self._written_whole)

    @cached_property
    def _written_whole(self) -> type[Input]:
        return create_schema(self.table, self.written, self.links, self.typed)

    @cached_property
    def read(self) -> type[Output]:
        """A row as it is told."""
        return read_schema(self.table, self.shown, self.links, self.typed)

    @property
    def tag(self) -> str:
        """Where the documentation has it."""
        return self.path.strip("/").replace("-", " ")

    @cached_property
    def page(self) -> type[BaseModel]:
        """A page of its list."""
        return create_model(
            f"{self.table.__name__}Page",
            __doc__="Some rows, and where to go on: pass `next` as `after`.",
            items=(list[self.listed], ...),  # type: ignore[name-defined]
            next=(str | None, ...),
            total=(int | None, Field(None, description="Only where it was asked for.")),
        )

    @cached_property
    def listed(self) -> type[Output]:
        """A row of a list."""
        return listed_schema(self.table, self.shown, self.links, self.typed)


def table_of(model: type[ServerTable]) -> Table:
    """The SQL table of a model."""
    found = model.__table__  # type: ignore[attr-defined]
    assert isinstance(found, Table)
    return found


def words_of(model: type[ServerTable]) -> str:
    """The name of one row in words."""
    name = str(model.__tablename__).replace("_", " ")
    if name.endswith("ies"):
        return name.removesuffix("ies") + "y"
    return name.removesuffix("s") if not name.endswith("ss") else name

"""The shape every table of the tenant database has, so that no table can forget it.

A column says what it points to with `link(...)` or which words it takes with `choice(...)`; keys,
composite foreign keys, their indexes and checks follow from that when the table is built.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    ForeignKeyConstraint,
    Identity,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, INET, JSONB
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator, UserDefinedType
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import AutoString

from sync_server.kernel import clock

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
ORGANIZATION = "organization_id"
NOW = text("now()")


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:
        return "xid8"

    def result_processor(self, _dialect: Any, _coltype: object) -> Any:
        return lambda value: None if value is None else int(value)


ischema_names["xid8"] = Xid8  # so that Alembic recognises it in a live database


class ServerTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMES))):
    """Base of all tables of the central database; its metadata is what Alembic migrates."""

    metadata: ClassVar[MetaData]


class LinkTable(ServerTable):
    """A table of the tenants with a key of its own, which begins with the organization."""

    organization_id: UUID = Field(
        primary_key=True,
        sa_column_kwargs={"info": {"references": "organizations"}},
    )
    created_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )


class TenantTable(LinkTable):
    """A table of the tenants: primary key `(organization_id, id)`, ids made by the creator."""

    id: UUID = Field(default_factory=clock.new_id, primary_key=True)


class ChangingTable(TenantTable):
    """A tenant table whose rows are changed; `updated_at` is kept by a trigger."""

    updated_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )


class Replicated(SQLModel):
    """Mixed into tables that travel to kiosks; the transaction id is the change feed's cursor."""

    changed_xid: int | None = Field(
        default=None,
        sa_type=cast(Any, Xid8),
        sa_column_kwargs={"server_default": text("pg_current_xact_id()"), "nullable": False},
    )


def link(
    table: str, *, cascade: bool = False, clear: bool = False, late: bool = False, **field: Any
) -> Any:
    """A reference to another table's row of the same organization.

    `cascade` deletes with it; `clear` marks references that the kernel's delete sets to null;
    otherwise the referred row cannot be deleted. `late` breaks a circle: the constraint is added
    when both tables exist.
    """
    info = {"references": table, "cascade": cascade, "clear": clear, "late": late}
    return Field(sa_column_kwargs={"info": info}, **field)


def choice(*words: str, default: Any = ..., max_length: int | None = None) -> Any:
    """A text column that takes only these words."""
    kwargs: dict[str, Any] = {"info": {"choices": words}}
    if default not in (..., None):
        kwargs["server_default"] = text(f"'{default}'")
    return Field(default=default, max_length=max_length, sa_column_kwargs=kwargs)


def json(default: str = "{}", *, column: str | None = None) -> Any:
    """A JSONB document with a default that is also the database's.

    `column` names it where Python cannot: `metadata` is SQLAlchemy's.
    """
    kwargs: dict[str, Any] = {"server_default": text(f"'{default}'"), "nullable": False}
    return Field(
        default_factory=dict if default == "{}" else list,
        sa_type=JSONB,
        sa_column_kwargs=kwargs | _named(column),
    )


def words(*default: str) -> Any:
    """A `text[]` column, empty by default."""
    listed = "{" + ",".join(default) + "}"
    return Field(
        default_factory=lambda: list(default),
        sa_type=cast(Any, ARRAY(Text())),
        sa_column_kwargs={"server_default": text(f"'{listed}'"), "nullable": False},
    )


def document(*, column: str | None = None, **field: Any) -> Any:
    """A JSONB document without a default of the database."""
    kwargs = {"nullable": "default" in field} | _named(column)
    return Field(sa_type=cast(Any, JSONB(none_as_null=True)), sa_column_kwargs=kwargs, **field)


def _named(column: str | None) -> dict[str, Any]:
    return {} if column is None else {"name": column}


def number(digits: int, places: int, *, default: Any = ..., **field: Any) -> Any:
    """An exact decimal. A default that is a text is also the database's."""
    kwargs: dict[str, Any] = {}
    if isinstance(default, str):
        kwargs["server_default"] = text(default)
        default = Decimal(default)
    return Field(
        default=default, max_digits=digits, decimal_places=places, sa_column_kwargs=kwargs, **field
    )


def worded(default: str, **field: Any) -> Any:
    """A text with a default that is also the database's."""
    return Field(default=default, sa_column_kwargs={"server_default": default}, **field)


def stamped() -> Any:
    """A time that is the row's making unless it is given."""
    return Field(default_factory=clock.now, sa_column_kwargs={"server_default": NOW})


def numbered() -> Any:
    """A number the database counts up."""
    return Field(
        default=None,
        sa_type=BigInteger,
        sa_column_args=[Identity(always=True)],
        sa_column_kwargs={"nullable": False},
    )


def computed(expression: str, sa_type: Any = None) -> Any:
    """A column that the database derives from others and stores."""
    typed = {} if sa_type is None else {"sa_type": sa_type}
    return Field(default=None, sa_column_args=[Computed(expression, persisted=True)], **typed)


def address() -> Any:
    """An IP address, or none."""
    return Field(default=None, sa_type=cast(Any, INET))


def small(**field: Any) -> Any:
    """A 16-bit integer."""
    return Field(sa_type=SmallInteger, **field)


def flag(value: bool = False) -> Any:
    """A boolean that the database defaults too."""
    return Field(default=value, sa_column_kwargs={"server_default": text(str(value).lower())})


def count(value: int = 0, *, at_least: int | None = 0) -> Any:
    """An integer that the database defaults and keeps from falling below `at_least`."""
    info = {} if at_least is None else {"at_least": at_least}
    return Field(default=value, sa_column_kwargs={"server_default": text(str(value)), "info": info})


def big(**field: Any) -> Any:
    """A 64-bit integer column."""
    kwargs = {"info": {"bigint": True}} | field.pop("sa_column_kwargs", {})
    return Field(sa_column_kwargs=kwargs, **field)


def unique(*columns: str) -> UniqueConstraint:
    """A unique key within the organization."""
    return UniqueConstraint(ORGANIZATION, *columns)


def unique_where(condition: str, *columns: str, name: str, nulls: bool = True) -> Index:
    """A unique key within the organization for the rows that meet a condition.

    `nulls=False` lets one null equal another.
    """
    return Index(
        name,
        ORGANIZATION,
        *map(_column_or_text, columns),
        unique=True,
        postgresql_where=text(condition) if condition else None,
        postgresql_nulls_not_distinct=None if nulls else True,
    )


def index(*columns: str, where: str | None = None, name: str | None = None) -> Index:
    """An index that begins with the organization; one over expressions needs a name."""
    return Index(
        name,
        ORGANIZATION,
        *map(_column_or_text, columns),
        postgresql_where=None if where is None else text(where),
    )


def gin(name: str, column: str, ops: str | None = None) -> Index:
    """An index into the words of an array, a document or a text vector."""
    return Index(
        name, column, postgresql_using="gin", postgresql_ops={} if ops is None else {column: ops}
    )


def search(table: str, *columns: str) -> Index:
    """An index over the words of some columns; `search_…` finds rows by the beginnings of words.

    The organization is one of the words, so that no search walks through another's rows.
    """
    return Index(
        f"ix_{table}_search",
        text(search_expression(columns)),
        postgresql_using="gin",
        info={"search": columns},
    )


def search_expression(columns: Iterable[str]) -> str:
    """What is indexed, and compared, for a search over these columns."""
    said = " || ' ' || ".join(f"COALESCE({column}, '')" for column in columns)
    return (
        f"(array_to_tsvector(ARRAY[(organization_id)::text])"
        f" || to_tsvector('simple'::regconfig, search_words({said})))"
    )


def _column_or_text(column: str) -> Any:
    return column if column.isidentifier() else text(column)


def check(name: str, condition: str) -> CheckConstraint:
    """A named condition on each row."""
    return CheckConstraint(condition, name=name)


@event.listens_for(Table, "after_parent_attach")
def _complete(table: Table, parent: object) -> None:
    """Give a table of this database the keys, indexes and checks its columns imply."""
    if parent is not ServerTable.metadata:
        return
    for column in table.columns:
        if isinstance(column.type, AutoString) and column.type.length is None:
            column.type = Text()
        if column.info.get("bigint"):
            column.type = BigInteger()
        _add_checks(table, column)
        if "references" in column.info:
            _add_reference(table, column)
    if "changed_xid" in table.columns and not _is_led_by(table, "changed_xid"):
        table.append_constraint(Index(None, table.c[ORGANIZATION], table.c["changed_xid"]))


def _add_checks(table: Table, column: Column[Any]) -> None:
    choices = column.info.get("choices")
    if choices:
        listed = ", ".join(f"'{word}'" for word in choices)
        table.append_constraint(CheckConstraint(f"{column.name} IN ({listed})", name=column.name))
    if "at_least" in column.info:
        least = column.info["at_least"]
        table.append_constraint(CheckConstraint(f"{column.name} >= {least}", name=column.name))


def _add_reference(table: Table, column: Column[Any]) -> None:
    target = column.info["references"]
    if target == "organizations":
        table.append_constraint(ForeignKeyConstraint([column.name], [f"{target}.id"]))
        return
    table.append_constraint(
        ForeignKeyConstraint(
            [ORGANIZATION, column.name],
            [f"{target}.{ORGANIZATION}", f"{target}.id"],
            ondelete="CASCADE" if column.info["cascade"] else None,
            use_alter=column.info["late"],
        )
    )
    if not _is_led_by(table, column.name):
        # A row that refers to nothing costs nothing: on the hot path of scans, half of them do.
        where = column.is_not(None) if column.nullable else None
        table.append_constraint(Index(None, table.c[ORGANIZATION], column, postgresql_where=where))


def _is_led_by(table: Table, column: str) -> bool:
    """Whether a key or index already begins with the organization and this column."""
    wanted = [ORGANIZATION, column]
    keys = [c for c in table.constraints if isinstance(c, UniqueConstraint | PrimaryKeyConstraint)]
    led = [[c.name for c in key.columns][:2] for key in keys]
    led += [
        [c.name for c in i.columns][:2]
        for i in table.indexes
        if i.dialect_options["postgresql"]["where"] is None
    ]
    return wanted in led


def python_type(column: Column[Any]) -> type:
    """The Python type of a column's values; SQLModel's own types hide it."""
    kind = column.type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, JSONB):
        return dict
    return kind.python_type

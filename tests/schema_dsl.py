"""Reads `docs/schema.dsl` and says it as DDL, so that PostgreSQL itself can compare."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DSL = Path(__file__).parents[1] / "docs/schema.dsl"
ORGANIZATION = "organization_id"


@dataclass
class DslTable:
    """One table: its flags, column lines and rule lines, comments removed."""

    name: str
    flags: set[str]
    columns: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


def read() -> list[DslTable]:
    """Every table of the page."""
    tables: list[DslTable] = []
    for line in DSL.read_text().splitlines():
        said = re.split(r"\s--\s", line)[0].rstrip()
        if line.startswith("T "):
            _, name, *flags = said.split()
            tables.append(DslTable(name, set(flags)))
        elif line.startswith("  !"):
            tables[-1].rules.append(said.strip().removeprefix("!"))
        elif line.startswith("  "):
            tables[-1].columns.append(said.strip())
    return tables


def ddl() -> Iterator[str]:
    """The statements that build the page's schema: tables first, then references."""
    tables = read()
    for table in tables:
        yield _create(table)
        yield from _rules(table)
    for table in tables:
        yield from _references(table)


def _create(table: DslTable) -> str:
    tenant = "global" not in table.flags
    lines = [f"{ORGANIZATION} uuid NOT NULL"] if tenant else []
    if "nopk" not in table.flags:
        lines.append("id uuid NOT NULL")
    lines += [re.sub(r"\s*->>?\s*\w+(\s+[CN])?$", "", column) for column in table.columns]
    lines.append("created_at timestamptz NOT NULL DEFAULT now()")
    if "noupd" not in table.flags:
        lines.append("updated_at timestamptz NOT NULL DEFAULT now()")
    if "nopk" not in table.flags:
        lines.append("PRIMARY KEY (" + (f"{ORGANIZATION}, id" if tenant else "id") + ")")
    return f"CREATE TABLE {table.name} (" + ", ".join(lines) + ")"


def _rules(table: DslTable) -> Iterator[str]:
    for rule in table.rules:
        kind, rest = rule.split(" ", 1)
        if kind == "check":
            name, condition = rest.split(" ", 1)
            yield f"ALTER TABLE {table.name} ADD CONSTRAINT {name} CHECK {condition}"
        elif kind == "raw":
            yield rest
        elif kind == "pk":
            yield f"ALTER TABLE {table.name} ADD PRIMARY KEY {_led(table, rest)}"
        elif kind == "unique":
            yield f"ALTER TABLE {table.name} ADD UNIQUE {_led(table, rest)}"
        elif kind in ("index", "uindex"):
            unique = "UNIQUE " if kind == "uindex" else ""
            using, _, columns = rest.rpartition("USING ") if "USING" in rest else ("", "", rest)
            target = f"USING {columns}" if "USING" in rest else _led(table, columns)
            yield f"CREATE {unique}INDEX ON {table.name} {using}{target}"


def _led(table: DslTable, columns: str) -> str:
    if "global" in table.flags or columns.startswith(f"({ORGANIZATION}"):
        return columns
    return f"({ORGANIZATION}, " + columns[1:]


def _references(table: DslTable) -> Iterator[str]:
    alter = f"ALTER TABLE {table.name} ADD FOREIGN KEY"
    if "global" not in table.flags:
        yield f"{alter} ({ORGANIZATION}) REFERENCES organizations (id)"
    for column in table.columns:
        found = re.search(r"->(>?)\s*(\w+)(?:\s+([CN]))?$", column)
        if found is None:
            continue
        everywhere, target, rule = found.groups()
        name = column.split()[0]
        if everywhere:
            yield f"{alter} ({name}) REFERENCES {target} (id)"
            continue
        gone = " ON DELETE CASCADE" if rule == "C" else ""
        yield (f"{alter} ({ORGANIZATION}, {name}) REFERENCES {target} ({ORGANIZATION}, id){gone}")
    for rule in table.rules:
        if rule.startswith("fk "):
            yield f"ALTER TABLE {table.name} ADD " + re.sub(
                r"(KEY |REFERENCES \w+ )\(", rf"\1({ORGANIZATION}, ", rule.removeprefix("fk ")
            )

"""What may leave the server for a kiosk, and the SQL that reads it.

A `Replica` names the columns that travel; nothing else does. The change feed is one SQL function,
`changes(…)`, generated from these declarations, so that a sharded PostgreSQL can run it where the
tenant lives (`docs/decisions/0004-change-feed.md`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import LargeBinary, Table

TOMBSTONES = 10_000
"""The place of deletions: after every row, so that a row that moved is not deleted again."""


@dataclass(frozen=True)
class Replica:
    """One replicated table. `scope` says, over alias `t` and `p_event`, which rows a device gets.

    `computed` columns are SQL over `t`; they travel when the row itself changes in one of the
    other columns or in one of `watched`.
    """

    table: Table
    columns: tuple[str, ...]
    scope: str = "t.event_id = p_event"
    texts: tuple[str, ...] = ()
    name: str = ""
    computed: Mapping[str, str] = field(default_factory=dict)
    watched: tuple[str, ...] = ()

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The table's own columns that make a row travel when they change."""
        return (*(c for c in self.columns if c not in self.computed), *self.watched)

    @property
    def wire_name(self) -> str:
        """What the table is called on the wire."""
        return self.name or self.table.name

    def select_list(self) -> str:
        """The travelling columns as JSON should hold them: bytes as hex, stored JSON as text."""
        return ", ".join(self._expression(column) for column in ("id", *self.columns))

    def _expression(self, column: str) -> str:
        if column in self.computed:
            return f"{self.computed[column]} AS {column}"
        if column in self.texts:
            return f"convert_from(t.{column}, 'UTF8') AS {column}"
        if isinstance(self.table.c[column].type, LargeBinary):
            return f"encode(t.{column}, 'hex') AS {column}"
        return f"t.{column}"


def snapshot_sql(replica: Replica) -> str:
    """All rows of a table for one event, one JSON line each; parameters `org` and `event`."""
    scope = replica.scope.replace("p_event", "%(event)s::uuid")
    return (
        f"SELECT json_build_array('{replica.wire_name}', to_json(r))::text || E'\\n' FROM ("
        f"SELECT {replica.select_list()} FROM {replica.table.name} t "
        f"WHERE t.organization_id = %(org)s::uuid AND {scope}) r"
    )


def changes_sql(replicas: Sequence[Replica]) -> str:
    """The function `changes`: rows since a transaction id, from a place on, up to a limit.

    The inner select is materialised so that the planner cannot choose to walk a whole table in
    id order in search of the few rows that changed. It holds ids and places in the table, not
    rows: for a kiosk that was away for long, all that changed since is sorted for each page.
    """
    branches = "\n".join(_branch(place, replica) for place, replica in enumerate(replicas, 1))
    names = ", ".join(f"'{r.table.name}'" for r in replicas)
    renames = " ".join(f"WHEN '{r.table.name}' THEN '{r.wire_name}'" for r in replicas)
    return f"""
CREATE OR REPLACE FUNCTION changes(
    p_organization uuid, p_event uuid, p_xid xid8, p_place int, p_after uuid, p_limit int
) RETURNS TABLE (place int, id uuid, line text) LANGUAGE plpgsql STABLE AS $body$
DECLARE
    remaining int := p_limit;
    got int;
BEGIN
{branches}
    IF remaining > 0 THEN
        RETURN QUERY SELECT {TOMBSTONES}, s.row_id,
            json_build_array(
                CASE s.table_name {renames} END, json_build_object('id', s.row_id, 'deleted', true)
            )::text
        FROM sync_tombstones s
        WHERE s.organization_id = p_organization AND s.changed_xid >= p_xid
          AND (s.event_id IS NULL OR s.event_id = p_event) AND s.table_name IN ({names})
          AND (p_place < {TOMBSTONES} OR s.row_id > p_after)
        ORDER BY s.row_id LIMIT remaining;
    END IF;
END $body$"""


def _branch(place: int, replica: Replica) -> str:
    return f"""
    IF remaining > 0 AND p_place <= {place} THEN
        RETURN QUERY
        WITH changed AS MATERIALIZED (
            SELECT t.id, t.ctid AS place_in_table FROM {replica.table.name} t
            WHERE t.organization_id = p_organization AND t.changed_xid >= p_xid
              AND (p_place < {place} OR t.id > p_after) AND {replica.scope}
        ), page AS MATERIALIZED (SELECT * FROM changed c ORDER BY c.id LIMIT remaining)
        SELECT {place}, r.id, json_build_array('{replica.wire_name}', to_json(r))::text
        FROM (
            SELECT {replica.select_list()} FROM page
            JOIN {replica.table.name} t ON t.ctid = page.place_in_table
            ORDER BY t.id
        ) r;
        GET DIAGNOSTICS got = ROW_COUNT;
        remaining := remaining - got;
    END IF;"""

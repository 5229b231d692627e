"""The SQL that spreads the schema over a Citus cluster, generated from the tables.

`organizations` is a reference table, everything else is distributed by organization and
co-located, so every key, every join of a request and the change feed stay on one node.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import MetaData

from sync_server.kernel.catalogue import EXHIBITOR_TABLES
from sync_server.kernel.replicas import Replica
from sync_server.kernel.tables import ORGANIZATION

_HEAD = """-- Distributes an Usher database over a Citus cluster (Citus 12 or newer, PostgreSQL 15 or newer).
-- Made by `usher db citus`; a test compares this file with the tables.
-- On the coordinator, as superuser, after `usher db migrate` and before the first organization.

CREATE EXTENSION IF NOT EXISTS citus;
-- Triggers touch only rows of their own organization (a test of the catalogue says so).
ALTER SYSTEM SET citus.enable_unsafe_triggers = on;
SELECT pg_reload_conf();
-- SET LOCAL app.current_org reaches the workers only with this.
ALTER ROLE usher_app SET citus.propagate_set_commands = 'local';

BEGIN;
-- Views and the exhibitors' second policy, which compares across organizations, stay behind.
DROP VIEW IF EXISTS accounts, participants, catalog_items;
"""


def script(metadata: MetaData, replicas: Sequence[Replica]) -> str:
    """The whole script."""
    return _HEAD + "\n".join(_statements(metadata)) + _feed(replicas)


def _statements(metadata: MetaData) -> Iterator[str]:
    for name in EXHIBITOR_TABLES:
        yield f"DROP POLICY IF EXISTS exhibitor_reads ON {name};"
    yield ""
    yield "SELECT create_reference_table('organizations');"
    first = ""
    for table in metadata.sorted_tables:
        if ORGANIZATION not in table.columns:
            continue
        near = f", colocate_with => '{first}'" if first else ""
        yield f"SELECT create_distributed_table('{table.name}', '{ORGANIZATION}'{near});"
        first = first or table.name


def _feed(replicas: Sequence[Replica]) -> str:
    near = replicas[0].table.name
    signature = "changes(uuid, uuid, xid8, int, uuid, int)"
    return f"""

-- The change feed runs where the tenant lives, so that rows and snapshot are of one node.
SELECT create_distributed_function('{signature}', '$1', colocate_with => '{near}');
COMMIT;
"""

"""Both databases from empty, without drift, and back."""

from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, text

import migrations.kiosk
from desktop.storage import migrate
from desktop.storage.database import Database
from desktop.storage.tables import JournalTable
from shared.credentials import Medium, digest_of, from_text
from sync_server import database
from sync_server.database import DatabaseUrls, alembic_config
from sync_server.domains.sales.tickets.models import TicketCredential
from sync_server.kernel.embedded import EmbeddedPostgres
from tests.evening import Evening


def test_server_schema_has_no_drift(urls: DatabaseUrls) -> None:
    engine = create_engine(urls.admin)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL ROLE usher_owner"))
        command.check(alembic_config(connection))
    engine.dispose()


def test_migrating_twice_does_nothing(urls: DatabaseUrls) -> None:
    assert database.migrate(urls.admin) == []


def test_server_downgrades_to_nothing_and_comes_back(tmp_path: Path) -> None:
    embedded = EmbeddedPostgres(tmp_path)
    url = embedded.admin_url
    first = database.migrate(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
        left = connection.execute(
            text(
                "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
        ).scalar()
    engine.dispose()

    assert left == 0
    assert database.migrate(url) == first
    embedded.stop()


def test_the_journals_head_is_the_newest_migration() -> None:
    versions = Path(migrations.kiosk.__file__).parent / "versions"
    newest = max(file.stem.split("_")[0] for file in versions.glob("[0-9]*.py"))

    assert newest == migrate.HEAD


def test_a_new_journal_has_every_table(tmp_path: Path) -> None:
    opened = migrate.open_journal(tmp_path / "journal.db", b"k" * 32)
    tables = {row[0] for row in opened.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
    opened.close()

    assert set(JournalTable.metadata.tables) <= tables


def test_files_are_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    migrate.open_journal(path, b"k" * 32).close()

    assert b"SQLite format 3" not in path.read_bytes()[:100]
    with pytest.raises(Exception, match="not a database"):
        Database(path, b"x" * 32, durable=True)


def test_codes_of_before_present_their_ticket_in_every_spelling(
    evening: Evening, urls: DatabaseUrls
) -> None:
    """Imported by the version before: stored under the text as it was written."""
    ticket = evening.issue(ticket_code="1234-5678-9012")
    code = from_text("123456789012", Medium.QR)
    with evening.session() as session:
        session.execute(text("DELETE FROM ticket_credentials"))
        session.execute(
            text(
                "INSERT INTO ticket_credentials (organization_id, id, event_id, ticket_id, kind, digest)"
                " VALUES (:organization, :id, :event, :ticket, 'code', :digest)"
            ),
            {
                "organization": evening.organization_id,
                "id": uuid4(),
                "event": evening.event_id,
                "ticket": ticket.id,
                "digest": digest_of("1234-5678-9012"),
            },
        )
    revision = import_module("migrations.server.versions.0014_codes_in_one_spelling")
    engine = create_engine(urls.admin)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL ROLE usher_owner"))
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            revision.upgrade()
            revision.upgrade()
    engine.dispose()

    digests = [row.digest for row in evening.rows(TicketCredential, ticket_id=ticket.id)]
    assert len(digests) == 2
    assert code.digest in digests

"""Wristbands linked at doors

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('credential_links',
    sa.Column('organization_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('ticket_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('replaces', sa.LargeBinary(), nullable=True),
    sa.Column('scan_id', sa.Uuid(), nullable=True),
    sa.Column('credential_kind', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('stamp_ms', sa.BigInteger(), nullable=False),
    sa.Column('judged_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organization_id', 'event_id'], ['events.organization_id', 'events.id'], name=op.f('fk_credential_links_organization_id_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_credential_links_organization_id')),
    sa.PrimaryKeyConstraint('organization_id', 'id', name=op.f('pk_credential_links'))
    )
    op.create_index(op.f('ix_credential_links_organization_id_event_id_digest'), 'credential_links', ['organization_id', 'event_id', 'digest'])
    op.create_index(op.f('ix_credential_links_organization_id_event_id_replaces'), 'credential_links', ['organization_id', 'event_id', 'replaces'])
    op.create_index(op.f('ix_credential_links_organization_id_scan_id'), 'credential_links', ['organization_id', 'scan_id'])
    op.create_index(op.f('ix_credential_links_organization_id_ticket_id'), 'credential_links', ['organization_id', 'ticket_id'])
    # What doors linked until now. Its owner sees rows of nobody while row-level security is forced;
    # `secure` forces it again after each migration.
    op.execute("ALTER TABLE journal_entries NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "INSERT INTO credential_links (organization_id, id, event_id, ticket_id, digest, replaces,"
        " scan_id, credential_kind, label, stamp_ms, judged_at)"
        " SELECT organization_id, entry_id, event_id, CAST(b ->> 'ticket_id' AS uuid),"
        "  decode(b ->> 'digest', 'hex'), decode(b ->> 'replaces', 'hex'),"
        "  CAST(b ->> 'scan_id' AS uuid), b ->> 'credential_kind', coalesce(b ->> 'label', ''),"
        "  CAST(b -> 'stamp' ->> 'at_ms' AS bigint), CAST(b ->> 'judged_at' AS timestamptz)"
        " FROM (SELECT organization_id, entry_id, event_id,"
        "   CAST(convert_from(body, 'UTF8') AS jsonb) AS b FROM journal_entries"
        "   WHERE kind = 'link' AND counts AND event_id IS NOT NULL) links"
        " ON CONFLICT DO NOTHING"
    )
    op.execute("ALTER TABLE journal_entries FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("credential_links")

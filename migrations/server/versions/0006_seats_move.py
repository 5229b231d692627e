"""Seats move

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('seat_moves',
    sa.Column('organization_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('event_id', sa.Uuid(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('seat_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Uuid(), nullable=True),
    sa.Column('person', sa.Integer(), nullable=True),
    sa.Column('from_seat_id', sa.Uuid(), nullable=True),
    sa.Column('from_place', sa.Integer(), nullable=True),
    sa.Column('other_ticket_id', sa.Uuid(), nullable=True),
    sa.Column('other_person', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('operator_id', sa.Uuid(), nullable=True),
    sa.Column('device_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('stamp_ms', sa.BigInteger(), nullable=False),
    sa.Column('judged_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['organization_id', 'event_id'], ['events.organization_id', 'events.id'], name=op.f('fk_seat_moves_organization_id_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_seat_moves_organization_id')),
    sa.PrimaryKeyConstraint('organization_id', 'id', name=op.f('pk_seat_moves'))
    )
    op.create_index(op.f('ix_seat_moves_organization_id_event_id'), 'seat_moves', ['organization_id', 'event_id'])
    op.create_index(op.f('ix_seat_moves_organization_id_from_seat_id'), 'seat_moves', ['organization_id', 'from_seat_id'])
    op.create_index(op.f('ix_seat_moves_organization_id_other_ticket_id'), 'seat_moves', ['organization_id', 'other_ticket_id'])
    op.create_index(op.f('ix_seat_moves_organization_id_seat_id'), 'seat_moves', ['organization_id', 'seat_id'])
    op.create_index(op.f('ix_seat_moves_organization_id_ticket_id'), 'seat_moves', ['organization_id', 'ticket_id'])
    op.add_column('seat_maps', sa.Column('layout', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.add_column('seats', sa.Column('width', sa.Numeric(precision=9, scale=2), nullable=True))
    op.add_column('seats', sa.Column('height', sa.Numeric(precision=9, scale=2), nullable=True))
    op.add_column('seats', sa.Column('rotation', sa.Integer(), server_default=sa.text('0'), nullable=False))
    op.add_column('seats', sa.Column('category', sa.Text(), server_default='', nullable=False))
    op.add_column('seats', sa.Column('is_accessible', sa.Boolean(), server_default=sa.text('false'), nullable=False))


def downgrade() -> None:
    # Made anew from the tables after each migration; until then they name columns that go.
    op.execute('DROP TRIGGER IF EXISTS touch_changed_xid ON seats')
    op.execute('DROP TRIGGER IF EXISTS touch_changed_xid ON seat_maps')
    op.drop_column('seats', 'is_accessible')
    op.drop_column('seats', 'category')
    op.drop_column('seats', 'rotation')
    op.drop_column('seats', 'height')
    op.drop_column('seats', 'width')
    op.drop_column('seat_maps', 'layout')
    op.drop_table('seat_moves')

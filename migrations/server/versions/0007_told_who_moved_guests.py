"""Alerts tell who moved guests without the role for it

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

_BEFORE = "kind IN ('tampered', 'gap', 'cloned', 'clock', 'rolled_back')"
_NOW = "kind IN ('tampered', 'gap', 'cloned', 'clock', 'rolled_back', 'beyond_role')"


def upgrade() -> None:
    op.drop_constraint(op.f('ck_device_alerts_kind'), 'device_alerts', type_='check')
    op.create_check_constraint(op.f('ck_device_alerts_kind'), 'device_alerts', _NOW)


def downgrade() -> None:
    op.execute("ALTER TABLE device_alerts NO FORCE ROW LEVEL SECURITY")  # alerts of everybody
    op.execute("DELETE FROM device_alerts WHERE kind = 'beyond_role'")
    op.execute("ALTER TABLE device_alerts FORCE ROW LEVEL SECURITY")
    op.drop_constraint(op.f('ck_device_alerts_kind'), 'device_alerts', type_='check')
    op.create_check_constraint(op.f('ck_device_alerts_kind'), 'device_alerts', _BEFORE)

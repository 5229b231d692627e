"""Alembic: `server/` for PostgreSQL, `kiosk/` for the kiosk's journal."""

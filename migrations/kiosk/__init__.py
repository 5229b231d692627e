"""Migrations of the kiosk's journal. A journal is never dropped; every step keeps its rows."""

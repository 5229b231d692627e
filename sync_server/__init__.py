"""The sync server: one central PostgreSQL for all doors, and the API over it."""

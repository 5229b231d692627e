"""Keeping the journal and the server in step; the door never waits for it."""

"""The kiosk's two encrypted files: the journal, which is precious, and the replica, which is not."""

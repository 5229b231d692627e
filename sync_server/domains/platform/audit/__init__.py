"""The audit log, events and files, to be read."""

"""The decision at the door: facts read, verdict reached, scan written, in one transaction."""

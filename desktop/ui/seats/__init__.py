"""The host's page: the room, who is in it, and what a host does about it."""

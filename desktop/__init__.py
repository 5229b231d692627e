"""The kiosk: decides at the door from its own encrypted replica, and never waits for a network."""

"""What kiosk and server agree on. Pure: no clock, no randomness, no I/O, no framework."""

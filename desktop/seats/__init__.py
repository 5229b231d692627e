"""The seat map of this door: what a room is, and who is where in it now."""

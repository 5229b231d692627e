"""Seat maps, and who sits where."""

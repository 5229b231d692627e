"""Venues, events and the people who staff them."""

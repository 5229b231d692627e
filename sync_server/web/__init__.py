"""The organizer's pages: HTML by the server itself, a little JavaScript of our own, nothing from elsewhere.

A page is another client of what the API does: it calls the same handlers and services, with the
caller that its cookie names.
"""

"""Widgets: told what to show, they emit what was asked. No storage, no network, no threads."""

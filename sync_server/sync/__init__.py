"""The kiosk's side of the server: snapshot, changes, uploads."""

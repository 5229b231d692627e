"""Conversations between staff and the kiosk: each flow tells pages what to show, and asks the door.

Everything here runs on the UI thread; what reads or writes files is a short turn on the door's.
"""

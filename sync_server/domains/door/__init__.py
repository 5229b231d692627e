"""The door: lists, gates, devices, their journals and what follows from them."""

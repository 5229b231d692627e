"""One package per domain, the same files in each; `registry.py` is the table of contents."""

"""`python -m sync_server` is the `usher` command."""

from sync_server.cli import main

main()

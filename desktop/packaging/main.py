"""The standalone kiosk's entry point: `usher-kiosk` is `usher kiosk` without the rest."""

import typer

from desktop import cli

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.command(help=cli.kiosk.__doc__)(cli.kiosk)

if __name__ == "__main__":
    app()

"""The floor for `cardwright --help`: a Typer program that does nothing, with so many commands.

Run as a script with the number in `BARE_COMMANDS` (default 1).
"""

import os

import typer

app = typer.Typer(help="A bare program.")


def greet(name: str = "world") -> None:
    """Greets somebody."""
    typer.echo(f"Hello {name}")


for number in range(int(os.environ.get("BARE_COMMANDS", "1"))):
    app.command(f"greet-{number}")(greet)

if __name__ == "__main__":
    app()

"""The command that opens the site in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.session import running


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 is any free one.")] = 8000,
) -> None:
    """Open the site: notes, review and study in the browser, for the owner of the data folder.

    The link that is printed signs the owner in and works once. Ctrl-C ends the server.
    """
    from web.serving import listen, serving

    with running(context) as app:
        listening = listen(host, port)
        server, link = serving(app, listening, host)
        typer.echo(f"Cardwright listens. Open this link (it works once):\n\n  {link}\n")
        typer.echo("Ctrl-C ends it.", err=True)
        if host not in ("127.0.0.1", "localhost", "::1"):
            typer.secho(
                "Others on your network can reach this address: use it behind HTTPS only.",
                fg=typer.colors.YELLOW,
                err=True,
            )
        server.run(sockets=[listening])

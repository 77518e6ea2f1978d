"""Commands that keep a data folder sound and say what is in force."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cli.session import Json, print_json, running, settled


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(doctor)
    app.command("rebuild-index")(rebuild_index)
    app.command()(backup)
    app.command()(restore)
    app.command()(config)


def doctor(context: typer.Context, json: Json = False) -> None:
    """Check database, citations, replay, embedding model and index."""
    from service.operate import doctor as verb

    with running(context) as app:
        shape = verb(app)
    if json:
        print_json(shape)
    else:
        from cli.render import console, words

        out = console()
        for check in shape.checks:
            style, mark = ("green", "ok  ") if check.ok else ("red", "FAIL")
            out.print(words(f"{mark} {check.name}: {check.detail}", style))
    if not shape.ok:
        raise typer.Exit(1)


def rebuild_index(context: typer.Context) -> None:
    """Make the vector index anew from SQL; nothing already embedded is embedded again."""
    from service.collection.indexing import rebuild

    with running(context) as app:
        count = rebuild(app)
    typer.echo(f"The index holds {count} entries.")


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write everything of value into one checked file; safe while others write."""
    from service.operate import backup as verb

    with running(context) as app:
        verb(app, file, replace=force)
    typer.echo(f"Wrote {file}.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` wrote.")],
) -> None:
    """Put a backup in the place of what is here; what was here is backed up first."""
    from service.operate import restore as verb

    with running(context) as app:
        before = verb(app, file)
    typer.echo(f"Restored {file}. What was here before is in {before}.")


def config(
    context: typer.Context,
    token: Annotated[
        bool, typer.Option("--token", help="Print the API's token alone: it opens everything.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what is in force, where each value came from, and what text leaves the machine."""
    from service.configuration import configuration

    resolved = settled(context)
    if token:
        from service.api_token import api_token

        typer.echo(api_token(resolved.settings.data))
        return
    shape = configuration(resolved, os.environ)
    if json:
        print_json(shape)
        return
    from cli.render import console, words

    out = console()
    for value in shape.settings:
        out.print(words(f"{value.name:15} {value.value}  ({value.origin})"))
        out.print(words(f"{'':15} {value.description} [{value.variable}]", "dim"))
    given = [secret.variable for secret in shape.secrets if secret.given]
    out.print(words(f"{'keys':15} {', '.join(given) or 'none'} (given in the environment, hidden)"))
    for sentence in shape.destinations:
        out.print(words(sentence, "bold"))
    for name in shape.unknown:
        out.print(words(f"{name} is set and is no setting: is it misspelt?", "yellow"))

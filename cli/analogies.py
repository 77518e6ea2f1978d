"""Commands with which a person decides about analogies."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.session import DeckName, Json, print_json, running

commands = typer.Typer(help="Decide about analogies.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="An analogy's id.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Analogies by id.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(commands, name="analogies")


@commands.command("list")
def listed(context: typer.Context, deck: DeckName, json: Json = False) -> None:
    """The analogies of a deck and where each stands."""
    from service.reviewing.analogies import listed as verb

    with running(context) as app:
        found = verb(app, deck)
    if json:
        print_json(found)
        return
    from cli.render import console, words

    out = console()
    for analogy in found:
        lacks = f" (lacks {', '.join(analogy.missing)})" if analogy.missing else ""
        out.print(words(f"{analogy.id} {analogy.state}{lacks}", "bold"))
        out.print(words(f"  {analogy.text}"))
    if not found:
        out.print("No analogies here.")


@commands.command("accept")
def accept(context: typer.Context, ids: Ids) -> None:
    """Show these analogies after attempts from now on."""
    from service.reviewing.analogies import accept as verb

    with running(context) as app:
        for analogy_id in ids:
            verb(app, analogy_id)
            typer.echo(f"Accepted {analogy_id}.")


@commands.command("reject")
def reject(context: typer.Context, ids: Ids) -> None:
    """Drop these analogies."""
    from service.reviewing.analogies import reject as verb

    with running(context) as app:
        for analogy_id in ids:
            verb(app, analogy_id)
            typer.echo(f"Rejected {analogy_id}.")


@commands.command("edit")
def edit(
    context: typer.Context,
    analogy_id: Id,
    text: Annotated[str | None, typer.Option(help="New words.")] = None,
    familiar: Annotated[str | None, typer.Option(help="The familiar idea.")] = None,
    relation: Annotated[str | None, typer.Option(help="The relation that both share.")] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="FAMILIAR=TARGET; repeat for more; replaces all.")
    ] = None,
    limit: Annotated[
        list[str] | None, typer.Option(help="Where it breaks; repeat for more; replaces all.")
    ] = None,
) -> None:
    """Fill in or change an analogy; it then waits for a decision."""
    from decks.errors import WrongUsage
    from service.reviewing.analogies import edit as verb

    pairs = [tuple(pair.split("=", 1)) for pair in role or ()]
    if any(len(pair) != 2 or not all(part.strip() for part in pair) for pair in pairs):
        raise WrongUsage(
            "A role pair reads FAMILIAR=TARGET, such as --role 'zip file=latent code'."
        )
    given: dict[str, Any] = {
        "text": text,
        "familiar": familiar,
        "relation": relation,
        "roles": pairs or None,
        "limits": limit or None,
    }
    with running(context) as app:
        verb(app, analogy_id, {name: value for name, value in given.items() if value is not None})
    typer.echo(f"Edited {analogy_id}; it waits for a decision.")

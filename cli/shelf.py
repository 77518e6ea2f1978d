"""Commands for decks as such: which there are, a new one, another name, putting one away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import Json, print_json, running

if TYPE_CHECKING:
    from service.shapes import DeckShape

DeckArgument = Annotated[str, typer.Argument(metavar="DECK", help="The deck.")]
Retention = Annotated[
    float | None,
    typer.Option("--retention", help="The recall to aim at, 0.7 to 0.99.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(decks)
    group = typer.Typer(help="One deck: make, rename, archive, bring back.", no_args_is_help=True)
    for command in (new, change, archive):
        group.command()(command)
    group.command("bring-back")(bring_back)
    app.add_typer(group, name="deck")


def decks(
    context: typer.Context,
    archived: Annotated[bool, typer.Option("--archived", help="Those put away.")] = False,
    json: Json = False,
) -> None:
    """The decks there are."""
    from service.collection.shelf import decks as verb

    with running(context) as app:
        found = verb(app, archived=archived)
    if json:
        print_json(found)
    elif not found and archived:
        typer.echo("No deck is archived.")
    elif not found:
        typer.echo("No decks yet. Try: cardwright demo, or cardwright ingest FILE --deck NAME")
    else:
        from cli.render import console, deck_rows

        deck_rows(console(), found)


def new(
    context: typer.Context, deck: DeckArgument, retention: Retention = None, json: Json = False
) -> None:
    """Make an empty deck."""
    from service.collection.shelf import new_deck

    with running(context) as app:
        made = new_deck(app, deck, retention=retention)
    _told(made, json, f"{made.name} is made.")


def change(
    context: typer.Context,
    deck: DeckArgument,
    name: Annotated[
        str | None, typer.Option("--name", help="Its new name.", show_default=False)
    ] = None,
    retention: Retention = None,
    json: Json = False,
) -> None:
    """Rename a deck, or aim at another recall from the next answer on."""
    from service.collection.shelf import change as verb

    with running(context) as app:
        changed = verb(app, deck, name=name, retention=retention)
    _told(changed, json, f"{changed.name} aims at a recall of {changed.retention:.0%}.")


def archive(context: typer.Context, deck: DeckArgument, json: Json = False) -> None:
    """Put a deck away: not listed, not due, not searched; nothing of it is lost."""
    from service.collection.shelf import archive as verb

    with running(context) as app:
        moved = verb(app, deck)
    _told(moved, json, f"{moved.name} is archived. Back again: cardwright deck bring-back")


def bring_back(context: typer.Context, deck: DeckArgument, json: Json = False) -> None:
    """Take an archived deck into use again."""
    from service.collection.shelf import bring_back as verb

    with running(context) as app:
        moved = verb(app, deck)
    _told(moved, json, f"{moved.name} is in use again.")


def _told(deck: DeckShape, json: bool, sentence: str) -> None:
    if json:
        print_json(deck)
    else:
        typer.echo(sentence)

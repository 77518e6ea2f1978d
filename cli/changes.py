"""Commands about cards whose words changed in the notes."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.session import Json, print_json, running

DeckArgument = Annotated[str, typer.Argument(metavar="DECK", help="The deck.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(changed)
    app.command()(keep)


def changed(context: typer.Context, deck: DeckArgument, json: Json = False) -> None:
    """Cards whose words changed in a newer version of their notes, with the difference."""
    from service.notes.revision import changed as verb
    from service.notes.revision_shapes import ChangedShape
    from service.wiring import deck_named

    with running(context) as app:
        found = verb(app, deck_named(app, deck))
    if json:
        print_json([ChangedShape.of(each) for each in found])
        return
    from cli.render import console, words

    out = console()
    for each in found:
        out.print(words(f"{each.card.id} {each.card.version.content.question}", "bold"))
        out.print(words(f"- {each.before}", "red"))
        out.print(words(f"+ {each.after or '(taken out)'}", "green"))
    if not found:
        out.print("Every card rests on words that stand in the notes.")
    else:
        out.print("Still right: cardwright keep ID. Else edit or withdraw the card on the site.")


def keep(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Cards by id.")],
) -> None:
    """Say that cards still hold: they cite what stands in the notes now."""
    from service.notes.revision import keep as verb

    with running(context) as app:
        for card_id in ids:
            card = verb(app, card_id)
            typer.echo(
                f"{card.id} rests on the words as they are now (version {card.version.number})."
            )

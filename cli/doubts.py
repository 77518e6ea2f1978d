"""The command about cards that the answers of a class speak against."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.session import Json, print_json, running


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(doubts)


def doubts(
    context: typer.Context,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck.")],
    send_back: Annotated[
        list[str] | None,
        typer.Option(
            "--send-back",
            metavar="CARD",
            help="Take this card out of study until it is reworded; schedules stay.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Cards that the answers of a class speak against, with the evidence."""
    from service.trust import doubts as verbs

    with running(context) as app:
        for card_id in send_back or ():
            verbs.send_back(app, deck, card_id)
        found = verbs.doubts(app, deck)
    if json:
        print_json(found)
        return
    from cli.render import console, words

    out = console()
    for each in found:
        out.print(words(f"{each.card} {each.question}", "bold"))
        if each.state != "live":
            out.print(words("  sent back: out of study", "yellow"))
        for sign in each.signs:
            out.print(words(f"  {sign.sentence}"))
    if not found:
        out.print("No card is in doubt.")
    elif any(each.state == "live" for each in found):
        out.print("Send one back: cardwright doubts DECK --send-back CARD")

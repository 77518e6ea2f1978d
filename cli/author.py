"""Commands that show what there is, and a card written by hand."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.session import DeckName, Json, print_json, running

card_commands = typer.Typer(help="Cards written by hand.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(coverage)
    app.command()(cards)
    app.command()(source)
    app.add_typer(card_commands, name="card")


def coverage(context: typer.Context, deck: DeckName, json: Json = False) -> None:
    """What became of every span of the notes in a deck."""
    from service.notes.ingest import coverage as verb

    with running(context) as app:
        shape = verb(app, deck)
    if json:
        print_json(shape)
        return
    from cli import render

    render.ledger(render.console(), shape)
    if not shape.complete:
        typer.secho(
            "Part of it is pending or failed: `cardwright ingest` with the same files goes on.",
            fg=typer.colors.YELLOW,
            err=True,
        )


def cards(
    context: typer.Context,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck.")],
    card: Annotated[
        str | None, typer.Option(help="One card by id: its key points, wordings, wrong ideas.")
    ] = None,
    json: Json = False,
) -> None:
    """The cards of a deck; with --card one of them with its whole key."""
    from decks.errors import NotFound
    from service.collection.cards import cards as verb

    with running(context) as app:
        found = verb(app, deck)
    if card is not None:
        found = [each for each in found if each.id == card]
        if not found:
            raise NotFound(f"There is no card {card} in {deck!r}: cards DECK lists them.")
    if json:
        print_json(found)
    elif not found:
        typer.echo(f"No cards in {deck!r} yet. Review drafts: cardwright review --deck {deck!r}")
    else:
        from cli.render import console, words

        out = console()
        for each in found:
            out.print(words(each.question, "bold"))
            out.print(words(f"  {each.core_answer}"))
            if card is not None:
                from cli.render_judging import key

                key(out, each)
            where = [f"{cited.locator.label}" for cited in each.citations]
            out.print(words(f"  {each.id} v{each.version} {' '.join(where)}", "dim"))
        if card is None:
            out.print("The key of one of them: cardwright cards DECK --card ID", style="dim")


def source(
    context: typer.Context,
    source_id: Annotated[str, typer.Argument(metavar="ID", help="A source or version id.")],
) -> None:
    """Print a stored source's exact text, so that anybody can check a span."""
    from service.collection.cards import source_text

    with running(context) as app:
        text = source_text(app, source_id)
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


@card_commands.command("add")
def card_add(
    context: typer.Context,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck; made if need be.")],
    question: Annotated[str, typer.Option(prompt="Question", help="What is asked.")],
    answer: Annotated[str, typer.Option(prompt="Core answer", help="The answer, short.")],
    label: Annotated[str, typer.Option(help="A short name of the fact.")] = "",
    explanation: Annotated[str, typer.Option(help="More than the answer.")] = "",
    also: Annotated[
        list[str] | None, typer.Option(help="Another whole answer that is right; repeat for more.")
    ] = None,
    point: Annotated[list[str] | None, typer.Option(help="A key point; repeat for more.")] = None,
) -> None:
    """Write a card by hand."""
    from service.collection.cards import add

    with running(context) as app:
        made = add(
            app,
            deck,
            question,
            answer,
            label=label,
            explanation=explanation,
            references=also or (),
            key_points=point or (),
        )
    typer.echo(f"Added {made.id}: {made.version.content.question}")

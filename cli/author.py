"""Commands that turn notes into drafts and show what there is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import AnyDeck, DeckName, Json, print_json, running

if TYPE_CHECKING:
    from service.notes.drafting import Step
    from service.shapes import IngestShape

OTHER_LANGUAGE = "no rule for this language"

card_commands = typer.Typer(help="Cards written by hand.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(ingest)
    app.command()(coverage)
    app.command()(drafts)
    app.command()(cards)
    app.command()(source)
    app.add_typer(card_commands, name="card")


def ingest(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Notes: Markdown, text, PDF, Word, PowerPoint, HTML, LaTeX, Jupyter or captions.",
        ),
    ],
    deck: DeckName,
    json: Json = False,
) -> None:
    """Read notes, draft cards from them, and print what the drafts cover.

    A run that was cut short goes on where it stopped; a repeated run changes nothing.
    """
    from service.notes.ingest import ingest as verb

    with running(context) as app, _progress() as report:
        shape = verb(app, files, deck, report)
    if json:
        print_json(shape)
    else:
        from cli import render

        render.ledger(render.console(), shape)
        _told(shape)
    if not shape.complete:
        typer.secho(_incomplete(shape), fg=typer.colors.YELLOW, err=True)
        raise typer.Exit(1)


def _told(shape: IngestShape) -> None:
    """How many drafts wait, what a model cost, and what to do next."""
    from cli.render import counted

    waiting = counted(shape.drafts, "draft")
    typer.echo(f"{waiting} in {shape.deck!r}, {shape.new_drafts:,} of them new.")
    if shape.usage.input_tokens:
        typer.echo(
            f"The model read {shape.usage.input_tokens:,} and wrote "
            f"{shape.usage.output_tokens:,} tokens (cost ${shape.usage.cost:.4f})."
        )
    if shape.changed:
        cards = counted(shape.changed, "card")
        typer.echo(f"The words of {cards} have changed: cardwright changed {shape.deck!r}")
    if shape.drafts:
        typer.echo(f"Next: cardwright review --deck {shape.deck!r}")
    elif any(span.reason == OTHER_LANGUAGE for each in shape.sources for span in each.spans):
        typer.echo(
            "The built-in drafter reads English: a configured model (CARDWRIGHT_AUTHOR_MODEL) "
            "drafts in other languages, and `cardwright card add` takes cards by hand."
        )


def _incomplete(shape: IngestShape) -> str:
    left = any(span.state in ("pending", "failed") for one in shape.sources for span in one.spans)
    if left:
        return "Incomplete: part of the notes is pending or failed; the same command goes on."
    return "Incomplete: a file could not be read; the others are done."


@contextmanager
def _progress() -> Iterator[Callable[[Step], None]]:
    """A progress bar on standard error, where that is a terminal."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from cli.render import messages

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=messages(),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    task = bar.add_task("", total=None)

    def show(step: Step) -> None:
        bar.update(task, description=step.what, completed=step.done, total=step.total or None)

    with bar:
        yield show


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


def drafts(context: typer.Context, deck: AnyDeck = None, json: Json = False) -> None:
    """The drafts that wait for a decision, in lecture order."""
    from service.reviewing.drafts import drafts as verb

    with running(context) as app:
        waiting = verb(app, deck)
    if json:
        print_json(waiting)
    elif not waiting:
        typer.echo("No drafts wait. Make some: cardwright ingest FILE --deck NAME")
    else:
        from cli import render

        render.draft_rows(render.console(), waiting)


def cards(
    context: typer.Context,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck.")],
    json: Json = False,
) -> None:
    """The cards of a deck."""
    from service.collection.cards import cards as verb

    with running(context) as app:
        found = verb(app, deck)
    if json:
        print_json(found)
    elif not found:
        typer.echo(f"No cards in {deck!r} yet. Review drafts: cardwright review --deck {deck!r}")
    else:
        from cli.render import console, words

        out = console()
        for card in found:
            out.print(words(card.question, "bold"))
            out.print(words(f"  {card.core_answer}"))
            where = [f"{each.locator.label}" for each in card.citations]
            out.print(words(f"  {card.id} v{card.version} {' '.join(where)}", "dim"))


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
            key_points=point or (),
        )
    typer.echo(f"Added {made.id}: {made.version.content.question}")

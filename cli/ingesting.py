"""Commands that turn notes into drafts, and keep parts of them from it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import DeckName, Json, print_json, running

if TYPE_CHECKING:
    from decks.briefs import Wish
    from service.notes.drafting import Step
    from service.shapes import IngestShape

OTHER_LANGUAGE = "no rule for this language"

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Notes: Markdown, text, PDF, Word, PowerPoint, HTML, LaTeX, Jupyter or captions.",
    ),
]
Target = Annotated[
    int | None,
    typer.Option(min=1, max=10_000, help="How many drafts are wanted; others are held back."),
]
Skip = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PLACE",
        help="Set aside, as the ledger names it: 'page 3', 'slides 7-9', a heading; repeat.",
    ),
]
Objectives = Annotated[
    list[str] | None,
    typer.Option(metavar="TEXT", help="What students should be able to do; repeat."),
]
NewerOf = Annotated[
    str,
    typer.Option(metavar="ID", help="The notes that this is a newer version of, or a name."),
]
Another = Annotated[bool, typer.Option("--new", help="Another document, whatever is called alike.")]
Estimate = Annotated[
    bool, typer.Option("--estimate", help="Say what a model would cost, and stop.")
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(ingest)
    app.command("set-aside")(set_aside)


def ingest(
    context: typer.Context,
    files: Files,
    deck: DeckName,
    target: Target = None,
    skip: Skip = None,
    objective: Objectives = None,
    source: NewerOf = "",
    new: Another = False,
    estimate: Estimate = False,
    json: Json = False,
) -> None:
    """Read notes, draft cards from them, and print what the drafts cover.

    The files are one lecture. A run that was cut short goes on where it stopped; a repeated run
    changes nothing.
    """
    from decks.errors import SayWhich
    from service.notes.ingest import ingest as verb

    place = _place(files, source, new)
    wish = _wish(target, objective, skip)
    if estimate:
        _estimated(context, files, deck, json)
        return
    with running(context) as app, _progress() as report:
        try:
            shape = verb(app, files, deck, report, wish=wish, place=place)
        except SayWhich as error:
            place = _asked(error, files)
            shape = verb(app, files, deck, report, wish=wish, place=place)
    if json:
        print_json(shape)
    else:
        from cli import render

        render.ledger(render.console(), shape)
        _told(shape)
    if not shape.complete:
        typer.secho(_incomplete(shape), fg=typer.colors.YELLOW, err=True)
        raise typer.Exit(1)


def _estimated(context: typer.Context, files: list[Path], deck: str, json: bool) -> None:
    """Says what drafting would cost, and does nothing else."""
    from service.notes.estimating import of_files

    with running(context) as app:
        shape = of_files(app, files, deck)
    if json:
        print_json(shape)
    else:
        typer.echo(shape.sentence)


def _place(files: list[Path], source: str, new: bool) -> str:
    """What the files are said to be; "" leaves it to their names."""
    from decks.errors import WrongUsage

    if source and (new or len(files) > 1):
        raise WrongUsage("--source goes with one file, and not with --new.")
    return "new" if new else source


def _wish(target: int | None, objectives: list[str] | None, skip: list[str] | None) -> Wish:
    from pydantic import ValidationError

    from decks.briefs import LONGEST_WISH, MOST_WISHES, Wish
    from decks.errors import WrongUsage

    try:
        return Wish(target=target, objectives=tuple(objectives or ()), skip=tuple(skip or ()))
    except ValidationError:
        raise WrongUsage(
            f"At most {MOST_WISHES} objectives and places, of 1 to {LONGEST_WISH} characters each."
        ) from None


def _asked(error: Exception, files: list[Path]) -> str:
    """What a person at the terminal says of a file that may be two things; raises elsewhere."""
    if not sys.stdin.isatty() or len(files) > 1:
        raise error
    typer.echo(str(error), err=True)
    if typer.confirm("Is it another document?", err=True):
        return "new"
    return files[0].name


def _told(shape: IngestShape) -> None:
    """How many drafts wait, what a model cost, and what to do next."""
    from cli.render import counted

    waiting = counted(shape.drafts, "draft")
    typer.echo(f"{waiting} in {shape.deck!r}, {shape.new_drafts:,} new in this run.")
    if shape.held:
        more = f"cardwright drafts --deck {shape.deck!r} --more 10"
        typer.echo(f"{counted(shape.held, 'draft')} more held back: {more}")
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
        if step.say:
            bar.console.print(step.say, highlight=False)
        bar.update(task, description=step.what, completed=step.done, total=step.total or None)

    with bar:
        yield show


def set_aside(
    context: typer.Context,
    deck: DeckName,
    places: Annotated[
        list[str],
        typer.Argument(metavar="PLACE...", help="As the ledger names it: 'page 3', a heading."),
    ],
    source: Annotated[
        str | None, typer.Option(metavar="ID", help="Only in these notes, by name or id.")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Take it back.")] = False,
    json: Json = False,
) -> None:
    """Keep parts of the notes from being drafted from, or take that back."""
    from service.notes.setting_aside import at_places
    from service.wiring import deck_named

    with running(context) as app, _progress() as report:
        found = deck_named(app, deck)
        shape = at_places(app, found, places, source=source, back=back, report=report)
    if json:
        print_json(shape)
        return
    from cli import render

    render.ledger(render.console(), shape)

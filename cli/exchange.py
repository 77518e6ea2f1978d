"""Commands that carry decks in and out, and search them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.session import AnyDeck, DeckName, Json, print_json, running


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("import")(import_deck)
    app.command("export")(export_deck)
    app.command()(search)


def import_deck(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A deck; - is standard input.")],
    deck: DeckName,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="jsonl, apkg, page, csv, tsv, quizlet or markdown (default: told by the file).",
        ),
    ] = None,
    as_found: Annotated[
        bool, typer.Option("--as-found", help="Keep damaged formulas as they are.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring a deck in: its complete cards become cards, the rest wait as drafts.

    Damaged formulas of a pasted page are mended; every repair is shown, and the words as found stay
    as the card's first version.
    """
    from service.transfer.exchange import import_file

    with running(context) as app:
        shape = import_file(app, file, deck, format_name=format_name, as_found=as_found)
    if json:
        print_json(shape)
        return
    from cli.render import console, counted, words

    out = console()
    for warning in shape.warnings:
        out.print(words(warning, "yellow"))
    for loss in shape.lost:
        out.print(words(f"Left behind: {loss.sentence}", "yellow"))
    for repair in shape.repairs:
        out.print(words(repair, "cyan"))
    further = [
        (shape.updated, "updated"),
        (shape.reviews, "reviews"),
        (shape.media, "pictures"),
    ]
    out.print(
        f"{counted(shape.cards, 'card')}, {counted(shape.drafts, 'draft')} to complete, "
        f"{shape.analogies} analogies to review; {shape.unchanged} were here already"
        + "".join(f", {count} {what}" for count, what in further if count)
        + "."
    )
    if shape.drafts:
        out.print(words(f"Next: cardwright review --deck {deck!r}"))


def export_deck(
    context: typer.Context,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; - is standard output.")],
    format_name: Annotated[
        str,
        typer.Option(
            "--format", help="jsonl, apkg, csv, tsv, quizlet, markdown, gift, moodle or qti."
        ),
    ] = "jsonl",
    with_learners: Annotated[
        bool, typer.Option("--with-learners", help="Also answers, grades and review logs (jsonl).")
    ] = False,
    without_schedule: Annotated[
        bool,
        typer.Option("--without-schedule", help="Leave your own reviews and dates out (apkg)."),
    ] = False,
    json: Json = False,
) -> None:
    """Take a deck out. JSONL loses nothing; the others say what they cannot carry."""
    from service.transfer.exchange import export_file

    if json and str(out) == "-":
        from decks.errors import WrongUsage

        raise WrongUsage("Standard output is the deck's or the report's: name a file with --out.")
    with running(context) as app:
        made = export_file(
            app,
            deck,
            out,
            format_name=format_name,
            with_learners=with_learners,
            with_schedule=not without_schedule,
        )
    for sentence in made.lost:
        typer.secho(sentence, fg=typer.colors.YELLOW, err=True)
    if json:
        print_json(made.shape(deck, str(out)))
    elif str(out) != "-":
        typer.echo(f"Wrote {out}.")


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="A few words, or a question.")],
    deck: AnyDeck = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 10,
    json: Json = False,
) -> None:
    """Find cards and passages by meaning."""
    from service.collection.search import search as verb

    with running(context) as app:
        found = verb(app, query, deck, limit=limit)
    if json:
        print_json(found)
        return
    from cli.render import console, found_rows

    out = console()
    found_rows(out, found)
    if not found:
        out.print("Nothing found. Notes and cards come in with ingest, import and card add.")

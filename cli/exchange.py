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
        typer.Option("--format", help="jsonl, page, csv or tsv (default: told by the file)."),
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
    from service.exchange import import_file

    with running(context) as app:
        shape = import_file(app, file, deck, format_name=format_name, as_found=as_found)
    if json:
        print_json(shape)
        return
    from cli.render import console, counted, words

    out = console()
    for warning in shape.warnings:
        out.print(words(warning, "yellow"))
    for repair in shape.repairs:
        out.print(words(repair, "cyan"))
    out.print(
        f"{counted(shape.cards, 'card')}, {counted(shape.drafts, 'draft')} to complete, "
        f"{shape.analogies} analogies to review; {shape.unchanged} were here already."
    )
    if shape.drafts:
        out.print(words(f"Next: cardwright review --deck {deck!r}"))


def export_deck(
    context: typer.Context,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; - is standard output.")],
    format_name: Annotated[str, typer.Option("--format", help="jsonl, csv or tsv.")] = "jsonl",
    with_learners: Annotated[
        bool, typer.Option("--with-learners", help="Also answers, grades and review logs (jsonl).")
    ] = False,
) -> None:
    """Take a deck out. JSONL loses nothing; csv and tsv say what they cannot carry."""
    from service.exchange import export_file

    with running(context) as app:
        lost = export_file(app, deck, out, format_name=format_name, with_learners=with_learners)
    for sentence in lost:
        typer.secho(sentence, fg=typer.colors.YELLOW, err=True)
    if str(out) != "-":
        typer.echo(f"Wrote {out}.")


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="A few words, or a question.")],
    deck: AnyDeck = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 10,
    json: Json = False,
) -> None:
    """Find cards and passages by meaning."""
    from service.search import search as verb

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

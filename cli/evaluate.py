"""What is measured of the work itself: how good the drafts are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import Json, print_json, settled

if TYPE_CHECKING:
    from rich.console import Console

    from service.notes.measuring import DraftingShape

commands = typer.Typer(help="Measures of the work itself.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(commands, name="eval")


@commands.callback()
def _measures() -> None:
    """Measures of the work itself."""


@commands.command()
def drafting(
    context: typer.Context,
    notes: Annotated[Path, typer.Option("--notes", help="The notes to draft from.")],
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold", help="JSONL of questions a person wrote: kind, question, answer, options."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Draft from notes in a throw-away data folder, and measure the drafts against gold questions.

    The configured author model drafts, or else the built-in rules; nothing is kept.
    """
    import os
    import tempfile

    from service.notes.measuring import measure
    from service.settings import resolve
    from service.wiring import opened

    kept = settled(context).settings
    with tempfile.TemporaryDirectory(prefix="cardwright-eval-") as folder:
        chosen = {
            "data": Path(folder),
            "author_model": kept.author_model,
            "author_prices": kept.author_prices,
            "run_tokens": kept.run_tokens,
            "model_deadline": kept.model_deadline,
            "model_workers": kept.model_workers,
            "zone": kept.zone,
        }
        alone = resolve({key: value for key, value in chosen.items() if value is not None}, {})
        with opened(alone, environ=os.environ) as app:
            shape = measure(app, notes, gold)
    if json:
        print_json(shape)
    else:
        from cli.render import console

        _print(console(), shape)


def _print(out: Console, shape: DraftingShape) -> None:
    from rich.table import Table

    from cli import render

    table = Table(show_header=False)
    for name, value in _lines(shape):
        table.add_row(name, render.words(value))
    out.print(table)
    missed = [each for each in shape.questions if each.draft is None]
    if missed:
        out.print(f"Not asked by any draft ({len(missed)}):")
        for each in missed:
            out.print(render.words(f"  {each.kind}: {render.one_line(each.question, 80)}"))


def _lines(shape: DraftingShape) -> list[tuple[str, str]]:
    lines = [
        ("notes", f"{shape.notes}, {shape.words:,} words"),
        ("drafter", shape.drafter),
        ("drafts", f"{shape.drafts} ({shape.drafts_per_1000_words} for 1,000 words)"),
    ]
    lines += [
        (f"gold {each.kind}", f"{each.covered} of {each.questions} asked ({_share(each)})")
        for each in shape.coverage
    ]
    lines += [
        ("without a finding", f"{shape.clean} of {shape.drafts}, {shape.blocked} blocked"),
        *(
            (f"rubric {each.rule}", f"{each.blocks} blocked, {each.flags} flagged")
            for each in shape.rubric
        ),
        ("quotes verified", f"{shape.quotes_verified} of {shape.drafts}"),
        ("spans accounted for", f"{shape.spans_accounted} of {shape.spans}"),
        ("characters carded", f"{shape.chars_carded:,} of {shape.chars:,}"),
        *((f"skipped: {reason}", f"{chars:,}") for reason, chars in shape.skipped.items()),
        ("not selected", f"{shape.chars_not_selected:,}"),
        ("tokens, cost", f"{shape.input_tokens + shape.output_tokens:,}, ${shape.cost:.4f}"),
        ("seconds", f"{shape.seconds:.1f}"),
    ]
    return lines


def _share(coverage: object) -> str:
    covered = getattr(coverage, "covered", 0)
    return f"{100 * covered / max(1, getattr(coverage, 'questions', 0)):.0f} %"

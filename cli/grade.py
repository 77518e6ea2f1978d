"""Bulk grading: JSON lines in, JSON lines out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from cli.session import running

PEEKED = 4_096
"""Bytes looked at to tell text from anything else."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(grade)


def grade(
    context: typer.Context,
    rows: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Rows to grade; - is stdin.")],
    out: Annotated[Path, typer.Option("--out", help="Where the grades go; - is stdout.")],
    no_abstain: Annotated[
        bool,
        typer.Option(
            "--no-abstain", help="Give every row a score; outside English that is a guess."
        ),
    ] = False,
) -> None:
    """Grade answers against references, one JSON object a line; no deck is needed.

    A line: {"id": 1, "question": "What is a cell?", "reference": "The smallest unit of life.",
    "answer": "the smallest living thing"}

    The built-in grader reads English only: rows in other languages are unscored, with the reason.
    """
    from service.outputs import whole
    from service.trust.grading import GUESS, RowError, grade_lines, unread

    failed = done = guessed = 0
    with running(context) as app, _lines(rows) as lines, whole(out) as write:
        for row in grade_lines(app, lines, abstain=not no_abstain, report=_report()):
            write.write(row.model_dump_json(exclude=_unsaid(row)).encode("utf-8") + b"\n")
            done += 1
            failed += isinstance(row, RowError)
            if not isinstance(row, RowError) and row.score is not None:
                guessed += row.confidence <= GUESS and unread(row.flags)
    typer.echo(f"{done} rows, {failed} with an error.", err=True)
    if guessed:
        typer.echo(
            f"{guessed} in a language that the built-in grader does not read: these scores are "
            "guesses.",
            err=True,
        )
    if failed:
        raise typer.Exit(1)


def _unsaid(row: object) -> set[str] | None:
    return {"reason"} if getattr(row, "reason", "") is None else None


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    from decks.errors import BadRecord, NotFound, WorkFailed

    if str(path) == "-":
        yield _decoded(sys.stdin.buffer)
        return
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except OSError as error:
        raise WorkFailed(f"{path} cannot be read: {error.strerror}.") from None
    with file:
        if b"\0" in file.peek(PEEKED)[:PEEKED]:
            raise BadRecord(f"{path} is no text: give JSON lines, one object a line.")
        yield _decoded(file)


def _decoded(file: IO[bytes]) -> Iterator[str]:
    for number, line in enumerate(file):
        text = line.decode("utf-8", "replace")
        yield text.removeprefix("\ufeff") if number == 0 else text


def _report() -> Callable[[int], None]:
    def show(done: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{done} graded ", err=True, nl=False)

    return show

"""The command `cardwright`.

Only Typer is imported here and in the modules that declare commands; everything else is imported
when a command runs, so that `--help` stays cheap.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli import (
    analogies,
    author,
    changes,
    demo,
    doubts,
    drafts,
    evaluate,
    exchange,
    grade,
    ingesting,
    interview,
    judging,
    operate,
    report_card,
    review,
    serve,
    shelf,
    study,
)
from cli.outline import ASKED, outline
from cli.panels import arrange

app = typer.Typer(
    name="cardwright",
    help="Lecture notes to reviewed flashcards, typed answers to grades, grades to due dates.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cardwright {version('cardwright')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Data folder (also CARDWRIGHT_DATA).", show_default=False),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that every command takes."""
    context.obj = {"data": data}


for module in (
    demo,
    doubts,
    ingesting,
    author,
    drafts,
    shelf,
    review,
    analogies,
    changes,
    interview,
    study,
    judging,
    report_card,
    grade,
    evaluate,
    exchange,
    serve,
    operate,
):
    module.register(app)
arrange(app)


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--data DIR` moved to the front, so that it may stand anywhere."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == "--data":
            front += [argument, *([value] if (value := next(waiting, None)) is not None else [])]
        elif argument.startswith("--data="):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command; every error of ours becomes one sentence and its exit code."""
    given = hoisted(sys.argv[1:] if arguments is None else arguments)
    try:
        _run(given)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and nothing can be said.
        _silence()
        sys.exit(0)
    except KeyboardInterrupt:
        typer.echo("Stopped. What was finished is kept; the same command goes on.", err=True)
        sys.exit(130)
    except Exception as error:
        sys.exit(_told(error, as_json="--json" in given))


def _run(given: list[str]) -> None:
    """The command, with what it printed gone out; wrong usage is told as JSON where that is due."""
    try:
        if given in ASKED:
            outline(app)(args=given, prog_name="cardwright")
        app(args=given)
    except SystemExit as stop:
        from cli.exits import WRONG_USAGE

        if stop.code == WRONG_USAGE and "--json" in given:
            _say_json("The command was not understood: see --help.", "WrongUsage")
        sys.stdout.flush()
        raise


def _silence() -> None:
    """Nothing more is written to a standard output that takes nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_json(sentence: str, kind: str) -> None:
    from service.shapes import ErrorShape

    typer.echo(ErrorShape(error=sentence, kind=kind).model_dump_json())


def _told(error: Exception, *, as_json: bool) -> int:
    """Says what went wrong and gives the exit code; CARDWRIGHT_DEBUG=1 keeps tracebacks."""
    from cli.exits import FAILED, exit_code
    from decks.errors import CardwrightError

    if isinstance(error, CardwrightError):
        sentence, kind, code = str(error), type(error).__name__, exit_code(error)
    elif isinstance(error, OSError) and error.filename is None:
        _silence()
        sentence = f"The output cannot be written: {error.strerror}."
        kind, code = "WorkFailed", FAILED
        as_json = False
    elif os.environ.get("CARDWRIGHT_DEBUG"):
        raise error
    else:
        sentence = (
            f"Something unforeseen went wrong ({type(error).__name__}). "
            "Set CARDWRIGHT_DEBUG=1 to see where, and please report it."
        )
        kind, code = "Unforeseen", FAILED
    if as_json:
        _say_json(sentence, kind)
    else:
        from cli.render import visible

        typer.secho(visible(sentence), fg=typer.colors.RED, err=True)
    return code


if __name__ == "__main__":
    main()

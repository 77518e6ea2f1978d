"""Commands for the person who learns."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import Json, Learner, print_json, running

if TYPE_CHECKING:
    from rich.console import Console

    from decks.people import Person
    from service.study import Question, Told
    from service.wiring import App

DeckArgument = Annotated[str, typer.Argument(metavar="DECK", help="The deck.")]
Mode = Annotated[str, typer.Option("--mode", help="How to study; spaced is the due queue.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(study)
    app.command()(due)
    app.command()(stats)


def due(
    context: typer.Context, deck: DeckArgument, learner: Learner = None, json: Json = False
) -> None:
    """The cards to study now."""
    from service.study import due as verb

    with running(context) as app:
        person = app.learner(learner)
        rows = verb(app, deck, person)
    if json:
        print_json(rows)
    elif not rows:
        typer.echo(f"Nothing is due in {deck!r}.")
    else:
        from cli.render import console, due_rows

        due_rows(console(), rows, person.zone)


def stats(
    context: typer.Context, deck: DeckArgument, learner: Learner = None, json: Json = False
) -> None:
    """How a learner stands with a deck."""
    from service.stats import stats as verb

    with running(context) as app:
        shape = verb(app, deck, app.learner(learner))
    if json:
        print_json(shape)
    else:
        from cli import render

        render.stats(render.console(), shape)


def study(
    context: typer.Context,
    deck: DeckArgument,
    learner: Learner = None,
    mode: Mode = "spaced",
    ratings: Annotated[
        bool, typer.Option("--ratings", help="Also offer the four ratings after each answer.")
    ] = False,
) -> None:
    """Answer what is due, in your own words.

    Type an answer and press Enter; an empty line means "I don't know".
    """
    from decks.errors import WrongUsage

    if mode != "spaced":
        raise WrongUsage(f"There is no mode {mode!r} yet; there is: spaced.")
    with running(context) as app:
        _session(app, deck, app.learner(learner), ratings=ratings)


def _session(app: App, deck: str, learner: Person, *, ratings: bool) -> None:
    from cli.render import console
    from service.study import present

    out = console()
    again: Question | None = None
    answered = 0
    while (question := again or present(app, deck, learner)) is not None:
        key, again = _turn(app, out, learner, question, ratings=ratings)
        answered += 1
        if key == "q":
            break
    else:
        out.print("Nothing more is due now." if answered else "Nothing is due. Well done.")
    out.print(f"{answered} answered. How you stand: cardwright stats {deck!r}")


def _turn(
    app: App, out: Console, learner: Person, question: Question, *, ratings: bool
) -> tuple[str, Question | None]:
    """One question: answer, verdict, and what the student says to it."""
    from cli.render import verdict, words
    from service.study import answer

    out.print()
    out.print(words(f"({question.waiting} to go)", "dim"))
    out.print(words(question.question, "bold"))
    started = time.monotonic()
    typed = typer.prompt("", prompt_suffix="> ", default="", show_default=False)
    told = answer(app, learner, question, typed, seconds=time.monotonic() - started)
    verdict(out, told, learner.zone)
    return _after(app, out, learner, told, ratings=ratings)


def _after(
    app: App, out: Console, learner: Person, told: Told, *, ratings: bool
) -> tuple[str, Question | None]:
    from cli.render import next_date
    from decks.grading import Unscored
    from service import study as verbs

    if isinstance(told.grade.result, Unscored) and not told.moved and not told.stale:
        had_it = typer.confirm("Did you have it?")
        out.print(next_date(verbs.say(app, told.answer.id, had_it), learner.zone))
    offer = "[Enter] next  [r] I was right  [g] I guessed  [u] undo  [q] quit"
    key = _key(offer + ("  [1-4] rate" if ratings else ""))
    if key == "r":
        sentence = typer.prompt("Why (one sentence)", default="", show_default=False)
        _, told = verbs.claim(app, told.answer.id, sentence)
        out.print(next_date(told, learner.zone))
    elif key == "g":
        out.print(next_date(verbs.guessed(app, told.answer.id), learner.zone))
    elif key == "u":
        return key, verbs.undo(app, learner)
    elif ratings and key in "1234" and key:
        from decks.memory import Rating

        out.print(next_date(verbs.rate(app, told.answer.id, Rating(int(key))), learner.zone))
    return key, None


def _key(offer: str) -> str:
    return str(typer.prompt(offer, default="", show_default=False)).strip().lower()[:1]

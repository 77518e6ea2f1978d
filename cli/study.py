"""Commands for the person who learns."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from cli import planning
from cli.session import Json, Learner, print_json, running

if TYPE_CHECKING:
    from rich.console import Console

    from decks.people import Person
    from service.studying.study import Told
    from service.wiring import App
    from study.spaced import SpacedSession

DeckArgument = Annotated[str, typer.Argument(metavar="DECK", help="The deck.")]
UPHELD = "Upheld at once: the decks are yours. Press u to take it back and ask the card again."
OPEN = "It counts for you until somebody has ruled on it. Press u to take it back."
Mode = Annotated[
    str,
    typer.Option("--mode", help="How to study: spaced is the due queue; or learn, test."),
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(study)
    app.command()(due)
    app.command()(stats)
    planning.register(app)


def due(
    context: typer.Context, deck: DeckArgument, learner: Learner = None, json: Json = False
) -> None:
    """The cards to study now."""
    from service.studying.study import due as verb

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
    from service.calendar.stats import stats as verb

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
    new: Annotated[
        bool, typer.Option("--new", help="Learn, test: begin anew, not where you stopped.")
    ] = False,
    questions: Annotated[
        int | None, typer.Option("--questions", help="Test: how many.", show_default=False)
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(
            "--types",
            help="Test: of true_false, choice, matching, written; with commas.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Answer what is due, in your own words; learn a deck in rounds; or take a test.

    Type an answer and press Enter; an empty line means "I don't know", a lone ? asks for a hint,
    and a lone q, or Ctrl-D, ends the sitting. A backslash in front makes ? or q your answer.
    """
    from decks.errors import WrongUsage

    if mode not in ("spaced", "learn", "test"):
        raise WrongUsage(f"There is no mode {mode!r} here; there are: spaced, learn, test.")
    with running(context) as app:
        person = app.learner(learner)
        if mode == "spaced":
            _session(app, deck, person, ratings=ratings or app.settings.ratings)
        elif mode == "learn":
            from cli import modes

            modes.learn(app, deck, person, fresh=new)
        else:
            from cli import modes

            modes.test(app, deck, person, fresh=new, questions=questions, kinds=types)


def _session(app: App, deck: str, learner: Person, *, ratings: bool) -> None:
    from cli.render import console, verdict, words
    from service.studying import study as verbs

    out = console()
    _tell(app, out, learner)
    session = verbs.begin(app, deck, learner)
    if session.finished:
        out.print("Nothing is due. Well done.")
    else:
        out.print(KEYS_TOLD, style="dim", markup=False)
    while (card_id := session.next_card(app.now())) is not None:
        out.print()
        out.print(_place(session), style="dim")
        question = verbs.ask(app, card_id, learner)
        out.print(words(question.question, "bold"))
        started = time.monotonic()
        try:
            typed = typed_answer(app, out, learner, card_id, question.card_version_id)
        except typer.Abort:
            out.print()
            break
        told = verbs.answer(app, learner, question, typed, seconds=time.monotonic() - started)
        verdict(out, told, learner.zone)
        told, key = _after(app, out, learner, told, ratings=ratings)
        session = session.moved(card_id, told.state)
        if key == "u":
            session = session.undone(verbs.undo(app, learner).card_id)
        elif key == "q":
            break
    out.print(f"{session.answered} answered. How you stand: cardwright stats {deck!r}")


def _place(session: SpacedSession) -> str:
    """How far the sitting has come; a card in its steps stays in it until it was right twice."""
    done = f"{session.answered} answered, " if session.answered else ""
    back = f", {len(session.again)} of them coming back" if session.again else ""
    return f"({done}{session.to_go} to go{back})"


HINT, QUIT, LITERAL = "?", "q", "\\"
"""What is typed alone to ask for a hint, or to stop; and in front of these to answer them."""
KEYS_TOLD = (
    "Enter alone: I don't know.  ?: a hint.  q: stop; nothing is graded then.  "
    "To answer with ? or q itself: \\? or \\q."
)


PROMPT = "(q stops) > "


def typed_answer(app: App, out: Console, learner: Person, card_id: str, version_id: str) -> str:
    """What is typed to a question; a lone question mark shows a hint, and the question stands.

    Where the card has none, the second question mark is the answer. A lone q stops: `typer.Abort`,
    as Ctrl-D does, and nothing is stored.
    """
    from cli.render import hint
    from service.studying import hinting

    none = False
    while True:
        typed = str(typer.prompt("", prompt_suffix=PROMPT, default="", show_default=False))
        bare = typed.strip()
        if bare.lower() == QUIT:
            raise typer.Abort
        if bare.lower() in (LITERAL + QUIT, LITERAL + HINT):
            return bare.removeprefix(LITERAL)
        if bare != HINT or none:
            return typed
        lines = hinting.hint(app, learner, card_id, version_id)
        none = not lines
        hint(out, lines)


def _tell(app: App, out: Console, learner: Person) -> None:
    """What was decided about earlier answers, once."""
    from cli.render_judging import notices
    from service.disputes.notices import seen, waiting

    if found := waiting(app, learner):
        notices(out, found)
        seen(app, learner, [notice.id for notice in found])


def _after(
    app: App, out: Console, learner: Person, told: Told, *, ratings: bool
) -> tuple[Told, str]:
    """What the student says to the verdict, and the key that was hit; Ctrl-D is `q`."""
    try:
        return _said(app, out, learner, told, ratings=ratings)
    except typer.Abort:
        out.print()
        return told, "q"


def _said(
    app: App, out: Console, learner: Person, told: Told, *, ratings: bool
) -> tuple[Told, str]:
    from cli.render import next_date
    from decks.grading import ClaimState, Unscored
    from service.studying import study as verbs

    if isinstance(told.grade.result, Unscored) and not told.moved and not told.stale:
        told = verbs.say(app, told.answer.id, _had_it(out))
        out.print(next_date(told, learner.zone))
    while (key := _key(out, told, ratings=ratings)) not in ("", "u", "q"):
        told = _word(app, told, key)
        out.print(next_date(told, learner.zone))
        if key == "r" and told.claim is not None:
            upheld = told.claim.state is ClaimState.UPHELD
            out.print(UPHELD if upheld else OPEN, style="dim")
    return told, key


def _had_it(out: Console) -> bool:
    """The student's own word; `typer.Abort` where the sitting is to end without it."""
    while True:
        typed = typer.prompt("Did you have it? [y]es  [n]o  [q]uit", default="n")
        key = str(typed).strip().lower()
        if key in (QUIT, "quit"):
            raise typer.Abort
        if key in ("y", "yes", "n", "no"):
            return key[0] == "y"
        out.print("One of y, n and q, please.", style="yellow")


def _word(app: App, told: Told, key: str) -> Told:
    """What the student says to a verdict; it counts at once, and undo takes the answer back."""
    from decks.memory import Rating
    from service.studying import claiming
    from service.studying import study as verbs

    if key == "r":
        reason = typer.prompt("Why (as you like; Enter for none)", default="", show_default=False)
        return claiming.claim(app, told.answer.id, reason)[1]
    if key == "g":
        return verbs.guessed(app, told.answer.id)
    return verbs.rate(app, told.answer.id, Rating(int(key)))


def _key(out: Console, told: Told, *, ratings: bool) -> str:
    """A key that means something; Enter goes on."""
    from service.studying.claiming import disputable

    claims = told.claim is None and disputable(told.grade.result)
    right = "[r] I was right  " if claims else ""
    offer = f"[Enter] next  {right}[g] I guessed  [u] undo  [q] quit"
    keys = {"", "g", "u", "q"} | ({"r"} if claims else set())
    keys |= {"1", "2", "3", "4"} if ratings else set()
    while True:
        typed = typer.prompt(
            offer + ("  [1-4] rate" if ratings else ""), default="", show_default=False
        )
        key = str(typed).strip().lower()
        if key in keys:
            return key
        out.print("One of these keys, please.", style="yellow")

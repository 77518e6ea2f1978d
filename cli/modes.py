"""Learn and Test in the terminal: played by keyboard, left by Ctrl-D, gone on with where it was."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from decks.people import Person
    from decks.sessions import StudySession
    from service.studying.mode_shapes import LearnShape, TestQuestionShape, TestShape
    from service.studying.playing import Event
    from service.wiring import App
    from study.paper import Settings


def learn(app: App, deck: str, learner: Person, *, fresh: bool) -> None:
    """Rounds of choices and typed answers until everything is mastered."""
    from cli.render import console, words
    from service.studying.learning import open_learn
    from service.studying.mode_shapes import learn_shape

    out = console()
    sitting = open_learn(app, deck, learner, fresh=fresh)
    began = 0
    while (shape := learn_shape(app, sitting)).asked is not None:
        if shape.round != began:
            began = shape.round
            out.print()
            out.print(
                words(
                    f"Round {shape.round}: {shape.mastered} of {shape.cards} mastered, "
                    f"{shape.familiar} familiar, {shape.unseen} unseen",
                    "bold cyan",
                )
            )
        try:
            sitting = _learn_turn(app, out, learner, sitting, shape)
        except typer.Abort:
            out.print()
            out.print("Stopped. The same command goes on here.")
            return
    out.print()
    out.print("Everything is mastered. Well done.")


def _learn_turn(
    app: App, out: Console, learner: Person, sitting: StudySession, shape: LearnShape
) -> StudySession:
    from cli.render import next_date, result, words
    from cli.study import typed_answer
    from service.studying import learning
    from service.studying.mode_shapes import learn_shape
    from service.studying.study import told

    asked = shape.asked
    if asked is None:
        return sitting
    out.print()
    out.print(words(asked.question, "bold"))
    if asked.kind == "choice":
        for number, option in enumerate(asked.options, 1):
            out.print(words(f"  {number}  {option}"))
        chosen = _number(out, "Which one", len(asked.options))
        sitting = learning.choose(app, learner, _event(sitting), chosen - 1)
    else:
        started = time.monotonic()
        text = typed_answer(app, out, learner, asked.card, asked.version_id)
        seconds = time.monotonic() - started
        sitting = learning.write(app, learner, _event(sitting), text, seconds=seconds)
    last = learn_shape(app, sitting).last
    if last is None:
        return sitting
    if last.told is not None:
        graded = told(app, last.told.answer)
        result(out, graded.grade)
        out.print(words(f"Answer: {last.core_answer}"))
        if graded.moved:
            out.print(next_date(graded, learner.zone))
    else:
        out.print(words("Right." if last.right else f"Wrong. Right is: {last.core_answer}"))
    if not last.right and _key("[Enter] next  [r] I was right", ("", "r")) == "r":
        sitting = learning.override(app, learner, _event(sitting))
        out.print("Counted as right.")
    return sitting


def test(
    app: App, deck: str, learner: Person, *, fresh: bool, questions: int | None, kinds: str | None
) -> None:
    """One sitting of questions; nothing is told until it is handed in."""
    from cli.render import console, words
    from service.studying.examining import hand_in, open_test
    from service.studying.mode_shapes import examination_shape

    out = console()
    sitting = open_test(app, deck, learner, _settings(questions, kinds), fresh=fresh)
    shape = examination_shape(app, sitting)
    for note in shape.notes:
        out.print(words(note, "dim"))
    out.print("Enter leaves a question open; Ctrl-D stops, and the same command goes on here.")
    try:
        while not shape.handed_in:
            open_ones = [each for each in shape.questions if each.response is None]
            for each in open_ones or shape.questions:
                sitting = _answered(app, out, learner, sitting, each, len(shape.questions))
            shape = examination_shape(app, sitting)
            left = sum(each.response is None for each in shape.questions)
            said = f"Still open: {left}. " if left else ""
            if typer.confirm(f"{said}Hand it in?", default=not left):
                break
    except typer.Abort:
        out.print()
        out.print("Stopped. Nothing is told yet; the same command goes on here.")
        return
    sitting = hand_in(app, learner, _event(sitting))
    results(app, out, examination_shape(app, sitting))


def results(app: App, out: Console, shape: TestShape) -> None:
    """The total, by type, and by question."""
    from cli.render import words

    if shape.total is None:
        return
    out.print()
    out.print(words(f"Total: {_points(shape.total.credit)} of {shape.total.out_of}", "bold"))
    if shape.total.unmarked:
        out.print(words(f"{shape.total.unmarked} could not be graded and are left out.", "yellow"))
    for kind, total in shape.by_kind.items():
        name = "true or false" if kind == "true_false" else kind
        out.print(words(f"  {name}: {_points(total.credit)} of {total.out_of}"))
    for mark in shape.marks:
        credit = "?" if mark.credit is None else _points(mark.credit)
        out.print(words(f"{mark.number + 1:>3}. [{credit}] {mark.label}: {mark.right}"))
        if mark.told is not None and mark.told.feedback:
            out.print(words(f"     {mark.told.feedback}", "dim"))


def _points(credit: float) -> str:
    return f"{round(credit, 2):g}"


def _answered(
    app: App,
    out: Console,
    learner: Person,
    sitting: StudySession,
    asked: TestQuestionShape,
    count: int,
) -> StudySession:
    """The sitting with one question put; an empty line leaves it as it is."""
    from cli.render import words
    from service.studying.examining import respond

    out.print()
    out.print(words(f"{asked.number + 1} of {count}", "dim"))
    response: bool | int | str | tuple[int | None, ...] | None
    if asked.kind == "true_false":
        between = " " if asked.term.rstrip().endswith(("?", ".", ":", "!")) else ": "
        out.print(words(f"{asked.term}{between}{asked.statement}", "bold"))
        key = _key("True or false [t/f]", ("", "t", "f"))
        response = None if not key else key == "t"
    elif asked.kind == "choice":
        out.print(words(asked.question, "bold"))
        for number, option in enumerate(asked.options, 1):
            out.print(words(f"  {number}  {option}"))
        chosen = _number(out, "Which one", len(asked.options), optional=True)
        response = None if not chosen else chosen - 1
    elif asked.kind == "matching":
        response = _matched(out, asked)
    else:
        out.print(words(asked.question, "bold"))
        typed = typer.prompt("", prompt_suffix="> ", default="", show_default=False)
        response = typed or None
    if response is None:
        return sitting
    return respond(app, learner, _event(sitting), asked.number, response)


def _matched(out: Console, asked: TestQuestionShape) -> tuple[int | None, ...] | None:
    """A place for each term; the same place twice asks again."""
    from cli.render import words

    for number, answer in enumerate(asked.answers, 1):
        out.print(words(f"  {number}  {answer}"))
    while True:
        given = [
            _number(out, term, len(asked.answers), optional=True) or None for term in asked.terms
        ]
        chosen = [each for each in given if each is not None]
        if len(set(chosen)) == len(chosen):
            break
        out.print("Each answer belongs to one term: again, please.", style="yellow")
    return tuple(None if each is None else each - 1 for each in given) if chosen else None


def _settings(questions: int | None, kinds: str | None) -> Settings | None:
    from decks.errors import WrongUsage
    from study.paper import MOST_QUESTIONS, QUESTIONS, Kind, Settings

    if questions is None and kinds is None:
        return None
    known = {kind.value: kind for kind in Kind}
    wanted = [each.strip().lower().replace("-", "_") for each in (kinds or "").split(",") if each]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise WrongUsage(f"There is no type {unknown[0]!r}; there are: {', '.join(known)}.")
    count = QUESTIONS if questions is None else questions
    if not 1 <= count <= MOST_QUESTIONS:
        raise WrongUsage(f"A Test has 1 to {MOST_QUESTIONS} questions.")
    return Settings(questions=count, kinds=tuple(known[each] for each in wanted) or tuple(Kind))


def _event(sitting: StudySession) -> Event:
    from decks.ids import fresh_id
    from service.studying.playing import Event

    return Event(sitting.id, sitting.turn, fresh_id("ans"))


def _number(out: Console, text: str, most: int, *, optional: bool = False) -> int:
    """A number from 1 on, asked for until there is one; 0 for an empty line, where it may be."""
    from cli.render import visible

    while True:
        typed = typer.prompt(visible(text), default="", show_default=False).strip()
        if typed.isdecimal() and 1 <= int(typed) <= most:
            return int(typed)
        if optional and not typed:
            return 0
        out.print(f"A number from 1 to {most}, please.", style="yellow")


def _key(offer: str, keys: tuple[str, ...]) -> str:
    """One of the keys, asked for until there is one."""
    while True:
        key = str(typer.prompt(offer, default="", show_default=False)).strip().lower()
        if key in keys:
            return key
        typer.echo("One of these keys, please.")

"""The whole loop on a bundled lecture, in a throw-away data folder, with no key and no network.

The instructor and the student are scripted (`cli/demo_script.py`); everything else is the product:
the drafts, the verdicts and the dates are made while the visitor looks on. The student's first
lesson lies a week back, so that today's answers move real dates.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.session import settled

if TYPE_CHECKING:
    from rich.console import Console

    from decks.people import Person
    from service.reviewing.drafts import Beside
    from service.studying.study import Question, Told
    from service.wiring import App

DECK = "Generative deep learning"
PAGE_DECK = "Attention"
MAX_SHOWN = 5
LESSON = timedelta(days=7)
STEP = timedelta(minutes=15)


@dataclass
class Clock:
    """The real time, or a time of the demo's past."""

    real: Callable[[], datetime]
    ago: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        """The time, as far back as the demo stands."""
        return self.real() - self.ago


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(demo)


def demo(context: typer.Context) -> None:
    """The whole loop on a bundled lecture: notes, drafts, review, answers, dates, repairs."""
    import tempfile

    from cli.render import console
    from service.settings import resolve
    from service.wiring import opened, system_clock

    clock = Clock(system_clock)
    zone = settled(context).settings.zone
    out = console()
    with tempfile.TemporaryDirectory(prefix="cardwright-demo-") as folder:
        # The visitor's own models and data folder stay out of it: nothing leaves the machine.
        alone = resolve({"data": Path(folder), "zone": zone}, {})
        with opened(alone, clock=clock, environ={}) as app:
            _ingest(app, out)
            _review(app, out)
            _first_lesson(app, clock)
            _study(app, out)
            _page(app, out)
            _search(app, out)
            _doctor(app, out)
            if sys.stdin.isatty() and sys.stdout.isatty():
                _visitor(app, out)
    _next(out)


def _title(out: Console, number: int, text: str) -> None:
    out.print()
    out.rule(f"[bold]{number}. {text}[/bold]", align="left")


def _ingest(app: App, out: Console) -> None:
    from importlib.resources import as_file, files

    from cli import render
    from service.notes.ingest import ingest

    _title(out, 1, "Notes become drafts")
    with as_file(files("service") / "samples" / "generative-deep-learning.md") as lecture:
        shape = ingest(app, [lecture], DECK)
    out.print(f"Read a lecture of {shape.sources[0].chars:,} characters. What became of its words:")
    out.print()
    render.ledger(out, shape)
    out.print(f"{shape.drafts} drafts wait for a person, each tied to the words it came from.")


def _review(app: App, out: Console) -> None:
    from cli import demo_script, render
    from service.reviewing import drafts

    _title(out, 2, "An instructor reviews them")
    waiting = drafts.queue(app, DECK)
    out.print("The first draft, beside its source:")
    render.beside(out, waiting[0], f"1/{len(waiting)} · ")
    decisions = [(item, *demo_script.decision(item.draft)) for item in waiting]
    for item, action, words in decisions:
        _decide(app, item, action, words)
    shown = [each for each in decisions if each[1] != "accept"] + decisions[:MAX_SHOWN]
    for item, action, words in shown:
        style = {"accept": "green", "edit": "yellow", "reject": "red"}[action]
        line = render.words(f"  {action:7} ", style)
        line.append(render.visible(item.draft.content.question))
        line.append(f"  {words}", style="dim")
        out.print(line)
    accepted = sum(action != "reject" for _, action, _ in decisions)
    out.print(f"  … {accepted} accepted in all; every decision is kept with who and when.")


def _decide(app: App, item: Beside, action: str, words: str) -> None:
    from service.reviewing import review

    if action == "reject":
        review.reject(app, item.draft.id, words)
        return
    if action == "edit":
        review.edit(app, item.draft.id, {"explanation": words})
    review.accept(app, item.draft.id, reason=words)


def _first_lesson(app: App, clock: Clock) -> None:
    """A week ago the student met these cards and got them right, twice, as the steps ask."""
    from cli import demo_script
    from service.studying import study

    learner = app.learner(demo_script.STUDENT)
    for again in range(2):
        clock.ago = LESSON - again * STEP
        for attempt in demo_script.ATTEMPTS:
            question = _question(app, learner, attempt.term)
            study.answer(app, learner, question, _core_answer(app, question))
    clock.ago = timedelta()


def _study(app: App, out: Console) -> None:
    from cli import demo_script, render
    from service.studying import study

    _title(out, 3, "A student answers in their own words")
    learner = app.learner(demo_script.STUDENT)
    out.print("The cards were learnt a week ago; today they are due.")
    answered: list[tuple[str, Told]] = []
    for attempt in demo_script.ATTEMPTS:
        question = _question(app, learner, attempt.term)
        told = study.answer(app, learner, question, attempt.answer, seconds=20.0)
        out.print()
        out.print(render.words(f"[{attempt.kind}]", "dim"))
        out.print(render.words(question.question, "bold"))
        out.print(render.words(f"> {attempt.answer or '(blank)'}"))
        answered.append((attempt.kind, _told(out, app, learner, told)))
    out.print()
    render.answered_rows(out, answered, learner.zone)
    out.print(
        "A blank is certain and starts again today. The wrong ones come back in days, not weeks: "
        "they were expected to be known, and the grader may err, so its word is weighed and not "
        "obeyed. Said to a new card, it would ask again within minutes.",
        style="dim",
    )
    out.print("About the last one the student adds: I guessed. The log is replayed:")
    out.print(render.next_date(study.guessed(app, answered[-1][1].answer.id), learner.zone))


def _question(app: App, learner: Person, term: str) -> Question:
    """The card that asks what a term means."""
    from cli.demo_script import about
    from decks.errors import NotFound
    from service.collection.cards import cards
    from service.studying import study

    for card in cards(app, DECK):
        if about(card.question, card.label, term):
            return study.ask(app, card.id, learner)
    raise NotFound(f"The lecture gave no card about {term!r}: the demo cannot go on.")


def _core_answer(app: App, question: Question) -> str:
    from service.collection.cards import cards

    return next(each.core_answer or "" for each in cards(app, DECK) if each.id == question.card_id)


def _told(out: Console, app: App, learner: Person, told: Told) -> Told:
    """The verdict; where the grader cannot tell, the student's own word moves the date."""
    from cli import render
    from decks.grading import Unscored
    from service.studying import study

    render.result(out, told.grade)
    if isinstance(told.grade.result, Unscored):
        out.print(render.words(f"The reference: {told.version.content.core_answer}", "dim"))
        out.print("The student compares, and says: I had it.")
        told = study.say(app, told.answer.id, had_it=True)
    out.print(render.next_date(told, learner.zone))
    return told


def _page(app: App, out: Console) -> None:
    from importlib.resources import as_file, files

    from cli import render
    from service.transfer.exchange import import_file

    _title(out, 4, "A damaged deck page comes in and is mended")
    with as_file(files("service") / "samples" / "damaged-page.txt") as page:
        shape = import_file(app, page, PAGE_DECK)
    out.print(f"{shape.cards} cards, {shape.drafts} draft to complete. What was noticed:")
    for warning in shape.warnings:
        out.print(render.words(f"  {warning}", "yellow"))
    for repair in shape.repairs:
        out.print(render.words(f"  {repair}", "cyan"))


def _search(app: App, out: Console) -> None:
    from cli import demo_script, render
    from service.collection.search import search

    _title(out, 5, "Cards and passages are found by meaning")
    out.print(render.words(f"search: {demo_script.QUERY}", "dim"))
    render.found_rows(out, search(app, demo_script.QUERY, limit=3))


def _doctor(app: App, out: Console) -> None:
    from cli import render
    from service.operate import doctor

    _title(out, 6, "Everything is checked")
    for check in doctor(app).checks:
        style, mark = ("green", "ok  ") if check.ok else ("red", "FAIL")
        out.print(render.words(f"  {mark} {check.name}: {check.detail}", style))


def _visitor(app: App, out: Console) -> None:
    from cli import render
    from service.studying import study

    _title(out, 7, "Your turn")
    learner = app.learner("visitor")
    card_id = study.begin(app, DECK, learner).next_card(app.now())
    if card_id is None:
        return
    question = study.ask(app, card_id, learner)
    out.print(render.words(question.question, "bold"))
    typed = typer.prompt("", prompt_suffix="> ", default="", show_default=False)
    render.verdict(out, study.answer(app, learner, question, typed), learner.zone)
    out.print("A new card comes back within minutes until it has been right twice.", style="dim")


def _next(out: Console) -> None:
    import shutil

    program = "cardwright" if shutil.which("cardwright") else sys.argv[0]
    out.print()
    out.rule("[bold]What to try next[/bold]", align="left")
    for words, what in (
        ("serve", "the same in the browser"),
        (
            'ingest YOUR-NOTES.md --deck "My deck"',
            "Markdown, PDF, Word, PowerPoint, HTML, LaTeX, ...",
        ),
        ('review --deck "My deck"', "accept, edit, reject, undo"),
        ('study "My deck"', "answer what is due"),
        ("config", "what is in force; how to add a model"),
    ):
        out.print(f"  {program} {words}", highlight=False, soft_wrap=True)
        out.print(f"      {what}", style="dim")
    out.print("The demo's data folder is gone; nothing was left behind.")

"""Commands of whoever answers for the grades: claims, rulings, regrades."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import AnyDeck, Json, print_json, running

if TYPE_CHECKING:
    from decks.rulings import RulingKind
    from service.wiring import App

ClaimIds = Annotated[
    list[str], typer.Argument(metavar="CLAIM...", help="Claims by id; undo: one, or a ruling.")
]
Reason = Annotated[str, typer.Option(help="Why; the students read it.")]
Wording = Annotated[str, typer.Option(help="The wording or key point; else the answer's.")]
Only = Annotated[bool, typer.Option("--only", help="Only these, not all that say the same.")]
Apply = Annotated[bool, typer.Option("--apply", help="Carry it out; without, it is only shown.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(claims)
    app.command()(rule)
    app.command()(regrade)


def claims(
    context: typer.Context,
    of: Annotated[
        str | None, typer.Argument(metavar="[DECK]", help="Only this deck, as with --deck.")
    ] = None,
    deck: AnyDeck = None,
    every: Annotated[
        bool, typer.Option("--all", help="Settled ones too, a cluster each, with the reason.")
    ] = False,
    learner: Annotated[
        str | None, typer.Option("--as", help="What this learner claimed, and what became of it.")
    ] = None,
    json: Json = False,
) -> None:
    """What students claim to have had right, by what their answers say."""
    from decks.errors import WrongUsage
    from service.disputes import claims as verbs
    from service.disputes.ruling_shapes import ClusterShape

    if of and deck:
        raise WrongUsage("Name the deck once: cardwright claims DECK.")
    deck = deck or of
    if learner is not None:
        _own(context, learner, json=json)
        return
    with running(context) as app:
        found = verbs.clusters(app, deck)
        found += verbs.settled(app, deck) if every else []
    shapes = [ClusterShape.of(cluster) for cluster in found]
    if json:
        print_json(shapes)
    elif not shapes:
        typer.echo("No claim waits.")
    else:
        from cli import render_judging as render
        from cli.render import console

        render.clusters(console(), shapes)


def _own(context: typer.Context, learner: str, *, json: bool) -> None:
    from service.disputes import claims as verbs
    from service.disputes.ruling_shapes import ClaimShape

    with running(context) as app:
        own = [ClaimShape.of(each) for each in verbs.of_learner(app, app.learner(learner))]
    if json:
        print_json(own)
    else:
        from cli import render_judging as render
        from cli.render import console

        render.own_claims(console(), own)


def rule(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="RULING",
            help="variant: right, another wording; point: right, the key lacks it; "
            "fault: the card is wrong; no: the grade stands; undo: takes a ruling back.",
        ),
    ],
    claim_ids: ClaimIds,
    only: Only = False,
    point: Annotated[
        int | None, typer.Option(help="The key point a variant is of, from 1.", min=1)
    ] = None,
    words: Wording = "",
    reason: Reason = "",
    apply: Apply = False,
    json: Json = False,
) -> None:
    """Rule on claims that say the same: shows every grade and date that changes, then does it.

    A ruling that is taken back leaves grades, dates, claims and the key as they were before it.
    """
    from service.disputes import rulings
    from service.disputes.ruling_shapes import RulingShape

    if kind == "undo":
        _take_back(context, claim_ids, reason, apply=apply, json=json)
        return
    checked = _kind(kind, reason)
    with running(context) as app:
        wish = rulings.Wish(
            checked,
            tuple(claim_ids) if only else _alike(app, claim_ids),
            None if point is None else point - 1,
            words,
            reason,
        )
        shape = RulingShape.of(rulings.rule(app, wish) if apply else rulings.plan(app, wish))
        zone = app.owner.zone
    if json:
        print_json(shape)
    else:
        from cli import render_judging as render
        from cli.render import console

        render.ruling(console(), shape, zone)


def _kind(name: str, reason: str) -> RulingKind:
    """The kind of ruling with this name; `WrongUsage` for no such name, and for no reason given
    where students read one.
    """
    from decks.errors import WrongUsage
    from decks.rulings import RulingKind

    if name not in set(RulingKind):
        raise WrongUsage(f"A ruling is one of: {', '.join(RulingKind)}; or undo.")
    if name in (RulingKind.NO, RulingKind.FAULT) and not reason.strip():
        raise WrongUsage(f"Say why it is “{name}”, with --reason: the students read it.")
    return RulingKind(name)


def _take_back(
    context: typer.Context, names: list[str], reason: str, *, apply: bool, json: bool
) -> None:
    from cli.render_judging import NO_REASON
    from decks.errors import WrongUsage
    from service.disputes import reversals
    from service.disputes.ruling_shapes import ReversalShape

    if len(names) != 1:
        raise WrongUsage("Rulings are taken back one by one: name one claim, or one ruling.")
    if apply and not reason.strip():
        raise WrongUsage("Say why the ruling is taken back, with --reason: the students read it.")
    with running(context) as app:
        verb = reversals.take_back if apply else reversals.plan
        shape = ReversalShape.of(verb(app, names[0], reason.strip() or NO_REASON))
        zone = app.owner.zone
    if json:
        print_json(shape)
    else:
        from cli import render_judging as render
        from cli.render import console

        render.reversal(console(), shape, zone)


def _alike(app: App, claim_ids: list[str]) -> tuple[str, ...]:
    """These claims and all that say the same."""
    from service.disputes.claims import cluster_of

    members = [each.claim.id for one in claim_ids for each in cluster_of(app, one).members]
    return tuple(dict.fromkeys([*claim_ids, *members]))


def regrade(
    context: typer.Context,
    deck: Annotated[str, typer.Argument(metavar="DECK", help="The deck.")],
    card: Annotated[str | None, typer.Option(help="Only this card.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option(help="Only answers of this day and later.", formats=["%Y-%m-%d"]),
    ] = None,
    apply: Apply = False,
    json: Json = False,
) -> None:
    """Grade answers anew, by the grader and the keys in force; what people decided stays.

    With the strictness of before set again, it gives the grades and dates of before: that is its
    undo. All cores work. A run that was cut short goes on where it stopped, and what was looked at
    once, such as for the preview, is not graded again.
    """
    from service.disputes.regrade import regrade as verb
    from service.disputes.ruling_shapes import RegradeShape

    with running(context) as app, _progress() as report:
        begins = None
        if since is not None:
            from service.wiring import learner_day

            begins = learner_day(app.owner).start_of(since.date())
        done = verb(app, deck, card_id=card, since=begins, apply=apply, report=report)
        zone = app.owner.zone
    shape = RegradeShape.of(done)
    if json:
        print_json(shape)
    else:
        from cli import render_judging as render
        from cli.render import console

        render.regrade(console(), shape, zone)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar with the time left, on standard error; lines now and then where that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from cli.render import messages

    bar = Progress(
        "{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=messages(),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    task, lines = bar.add_task("", total=None), _Lines()

    def show(what: str, done: int, total: int) -> None:
        if bar.tasks[0].description != what:
            bar.reset(task, description=what, total=total)
        bar.update(task, completed=done)
        if bar.disable:
            lines.show(what, done, total)

    with bar:
        yield show


class _Lines:
    """Progress for a log: a line every `EVERY` seconds, and none of what is done sooner."""

    EVERY = 15.0

    def __init__(self) -> None:
        self._what, self._began, self._said = "", 0.0, 0.0

    def show(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._what:
            self._what, self._began, self._said = what, now, now
        if done and now - self._said >= self.EVERY:
            self._said = now
            minutes, seconds = divmod(round((now - self._began) * (total - done) / done), 60)
            left = f"about {minutes} min {seconds} s left"
            typer.echo(f"{what}: {done:,} of {total:,}, {left}", err=True)

"""Commands of the calendar and of standings: plan, table, mastery, marks, undo, simulate, fit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import Json, Learner, print_json, running

if TYPE_CHECKING:
    from datetime import date

    from service.calendar.planning import PlanShape

DeckArgument = Annotated[str, typer.Argument(metavar="DECK", help="The deck.")]
Svg = Annotated[
    Path | None, typer.Option("--svg", help="Also write the plot to this file.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(plan)
    app.command()(table)
    app.command()(mastery)
    app.command()(history)
    app.command()(undo)
    app.command()(suspend)
    app.command()(simulate)
    app.command()(fit)
    app.command()(replay)


def plan(
    context: typer.Context,
    deck: DeckArgument,
    exam: Annotated[
        str | None,
        typer.Option("--exam", help="Set the examination day, as 2027-01-31; none takes it away."),
    ] = None,
    days: Annotated[int, typer.Option("--days", help="How many days ahead.")] = 30,
    learner: Learner = None,
    svg: Svg = None,
    json: Json = False,
) -> None:
    """The work ahead, what to expect on the examination day, and the leeches."""
    from service.calendar.planning import plan as verb
    from service.calendar.planning import set_exam

    with running(context) as app:
        if exam is not None:
            set_exam(app, deck, None if exam == "none" else _day(exam))
        shape = verb(app, deck, app.learner(learner), horizon=days)
    if svg is not None:
        _write(svg, _plan_svg(shape))
    if json:
        print_json(shape)
        return
    _plan_told(shape)


def _plan_told(shape: PlanShape) -> None:
    from cli.render import console, words
    from service.calendar.plots import Bar, terminal_bars

    out = console()
    if shape.forecast is not None:
        seen = shape.forecast
        out.print(words(f"Examination on {seen.exam_on}, in {seen.days_left} days:", "bold"))
        for name, each in (
            ("as it stands", seen.as_it_stands),
            ("if you follow the plan", seen.if_followed),
        ):
            out.print(
                f"  {name}: {each.share:.0%} known ({each.low:.0%} to {each.high:.0%})",
                highlight=False,
            )
    bars = [
        Bar(each.day.strftime("%a %d %b"), (each.due, each.returns, each.new, each.last_pass))
        for each in shape.days
    ]
    for line in terminal_bars(bars):
        out.print(words(line))
    for leech in shape.leeches:
        state = " (suspended)" if leech.suspended else ""
        said = f"Failed {leech.lapses} times{state}: {leech.question} [{leech.card}]"
        out.print(words(said, "yellow"))


def _plan_svg(shape: PlanShape) -> str:
    from service.calendar.plots import Bar, svg_bars

    bars = [
        Bar(each.day.strftime("%d %b"), (each.due, each.returns, each.new, each.last_pass))
        for each in shape.days
    ]
    parts = ("due", "returns", "new", "last pass")
    return svg_bars(bars, title=f"The work ahead in {shape.deck}", parts=parts)


def table(
    context: typer.Context,
    deck: DeckArgument,
    csv: Annotated[bool, typer.Option("--csv", help="Print the table as CSV.")] = False,
    learner: Annotated[
        str | None,
        typer.Option("--as", help="Open this learner's row: the sittings.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """One row a learner: mastery, and the last and best result of each mode."""
    from service.calendar.standings import sessions_of, table_csv, table_shape

    if learner is not None:
        with running(context) as app:
            sittings = sessions_of(app, deck, app.learner(learner))
        if json:
            print_json(sittings)
        elif not sittings:
            typer.echo("No sitting in a mode of its own yet; history tells the answers when due.")
        else:
            for each in sittings:
                typer.echo(f"{each.begun_at:%Y-%m-%d %H:%M}  {each.mode:10}  {each.result}")
        return
    with running(context) as app:
        shape = table_shape(app, deck)
        text = table_csv(app, deck) if csv else ""
    if json:
        print_json(shape)
    elif csv:
        typer.echo(text, nl=False)
    elif shape.empty is not None:
        typer.echo(shape.empty)
    else:
        from rich.table import Table

        from cli.render import console, words

        drawn = Table(box=None, pad_edge=False)
        for head in shape.rows[0]:
            drawn.add_column(head)
        for row in shape.rows:
            drawn.add_row(*(words(str(cell)) for cell in row.values()))
        console().print(drawn)


def mastery(
    context: typer.Context,
    deck: DeckArgument,
    on: Annotated[
        str | None, typer.Option("--on", help="At the end of this day, as 2027-01-31.")
    ] = None,
    learner: Learner = None,
    json: Json = False,
) -> None:
    """The recall expected of each card at a date, and the evidence behind it."""
    from service.calendar.standings import mastery_of

    with running(context) as app:
        person = app.learner(learner)
        shape = mastery_of(app, deck, person, None if on is None else _day(on))
    if json:
        print_json(shape)
        return
    from cli.render import console, moment, words

    out = console()
    out.print(words(f"Expected recall at {moment(shape.at, person.zone)}: {shape.recall:.0%}"))
    for kind, count in shape.evidence.items():
        out.print(words(f"  {count} cards: {kind}"))
    for each in shape.confidently_wrong:
        out.print(words(f"Sure ({each.sure:.0%}) and {each.verdict}: {each.point}", "yellow"))


def history(
    context: typer.Context,
    deck: DeckArgument,
    learner: Learner = None,
    json: Json = False,
) -> None:
    """The reviews of the last 30 days, the newest first."""
    from service.calendar.marking import history as verb

    with running(context) as app:
        person = app.learner(learner)
        rows = verb(app, deck, person)
    if json:
        print_json(rows)
        return
    from cli.render import console, moment, one_line, words

    for row in rows:
        state = " (undone)" if row.undone else ""
        said = f"{moment(row.at, person.zone)}  {row.id}  {one_line(row.question, 50)}{state}"
        console().print(words(said))
        if row.verdict is not None:
            score = "" if row.score is None else f" {row.score:.2f}"
            typed = one_line(row.text or "", 70) or "(nothing typed)"
            console().print(words(f"    {row.verdict}{score}  {typed}", "dim"))


def undo(
    context: typer.Context,
    review: Annotated[str, typer.Argument(metavar="REVIEW", help="A review that `history` shows.")],
    learner: Learner = None,
) -> None:
    """Take any review out of the log: its card stands as if it had never been made."""
    from service.calendar.marking import undo_review

    with running(context) as app:
        person = app.learner(learner)
        state = undo_review(app, person, review)
    from cli.render import moment

    due = "the card is new again" if state is None else f"due {moment(state.due, person.zone)}"
    typer.echo(f"Undone: {due}.")


def suspend(
    context: typer.Context,
    card: Annotated[list[str], typer.Argument(metavar="CARD...", help="Cards by id.")],
    lift: Annotated[bool, typer.Option("--lift", help="Bring them back.")] = False,
    learner: Learner = None,
) -> None:
    """Keep cards out of the queue until they are brought back."""
    from service.calendar.marking import suspend as verb

    with running(context) as app:
        person = app.learner(learner)
        for each in card:
            verb(app, person, each, suspended=not lift)
    typer.echo(f"{len(card)} {'brought back' if lift else 'suspended'}.")


def simulate(
    cards: Annotated[int, typer.Option("--cards", help="Cards in each run.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="Another seed throws other dice.")] = 1,
    retention: Annotated[float, typer.Option("--retention", help="Recall aimed at.")] = 0.9,
    auc: Annotated[
        list[float] | None,
        typer.Option("--auc", help="Strength of a grader; may be repeated.", show_default=False),
    ] = None,
    svg: Svg = None,
    json: Json = False,
) -> None:
    """Compare scheduling policies over simulated graders: work against what is remembered."""
    from service.calendar.simulation import simulated, simulation_points

    rows = simulated(cards=cards, seed=seed, retention=retention, aucs=auc)
    points = simulation_points(rows)
    across, up = "reviews a card and year", "retention"
    if svg is not None:
        from service.calendar.plots import svg_points

        _write(svg, svg_points(points, title="Policies", across=across, up=up))
    if json:
        print_json(rows)
        return
    from cli.render import console, words
    from service.calendar.plots import terminal_points

    out = console()
    out.print(
        words(
            f"{'grader':10} {'policy':12} {'reviews':>8} {'steps':>6} "
            f"{'retention':>9} {'over time':>9} {'dim':>6}",
            "bold",
        )
    )
    for row in rows:
        out.print(
            words(
                f"{row.grader:10} {row.policy:12} {row.reviews:8.1f} {row.steps:6.1f} "
                f"{row.retention:9.3f} {row.over_time:9.3f} {row.dim:6.3f}"
            )
        )
    for line in terminal_points(points, across, up):
        out.print(words(line))


def replay(
    context: typer.Context,
    write: Annotated[
        bool, typer.Option("--write", help="Put what the log gives in the place of what differs.")
    ] = False,
    json: Json = False,
) -> None:
    """Compute every memory state anew from the log, and show what differs."""
    from service.calendar.replaying import replay_all

    with running(context) as app:
        shape = replay_all(app, write=write)
    if json:
        print_json(shape)
        return
    for each in shape.moved:
        typer.echo(f"{each.learner}  {each.card}: due {each.due_before} -> {each.due_after}")
    done = "put right" if write else "differ"
    typer.echo(f"{len(shape.moved)} of {shape.states} states {done}.")


def fit(
    context: typer.Context,
    graders: Annotated[
        bool,
        typer.Option("--graders", help="Fit what graders' scores are worth, from blind labels."),
    ] = False,
    learner: Learner = None,
    json: Json = False,
) -> None:
    """Fit the parameters of forgetting to a learner's log; kept only where they are better."""
    from service.calendar.fit import fit as verb

    if graders:
        _fit_graders(context, as_json=json)
        return
    with running(context) as app:
        shape = verb(app, app.learner(learner))
    if json:
        print_json(shape)
        return
    if shape.default_loss is None or shape.fitted_loss is None:
        typer.echo(f"{shape.predicted} reviews can be predicted: too few to fit. Defaults stay.")
        return
    typer.echo(
        f"Log loss on the later reviews: {shape.default_loss:.4f} by default, "
        f"{shape.fitted_loss:.4f} fitted. "
        + (
            f"The fitted parameters are in use; {shape.moved} cards moved."
            if shape.kept
            else "The defaults stay."
        )
    )


def _fit_graders(context: typer.Context, *, as_json: bool) -> None:
    from service.calendar.likelihoods import fit_graders

    with running(context) as app:
        shape = fit_graders(app)
    if as_json:
        print_json(shape)
        return
    for each in shape.graders:
        how = "fitted" if each.fitted else f"as shipped: fewer than {shape.needed} labels"
        typer.echo(
            f"{each.grader}: base rate {each.base:.2f}, slope {each.slope:.2f} "
            f"({each.labels} labels, {how})"
        )
    typer.echo(f"{len(shape.replay.moved)} of {shape.replay.states} states are others now.")


def _day(text: str) -> date:
    from datetime import date

    from decks.errors import WrongUsage

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"{text!r} is no day such as 2027-01-31.") from None


def _write(file: Path, text: str) -> None:
    from service.outputs import whole

    with whole(file) as part:
        part.write(text.encode("utf-8"))

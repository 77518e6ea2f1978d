"""The grader's report card: labels given blind, the operating point, what labels have taught."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from cli.session import Json, print_json, running

if TYPE_CHECKING:
    from rich.console import Console

    from service.disputes.standards import Proposal
    from service.wiring import App

DeckArgument = Annotated[str, typer.Argument(metavar="DECK", help="The deck.")]
Apply = Annotated[bool, typer.Option("--apply", help="Keep it; without, it is only shown.")]
KEYS = {"r": "right", "p": "partly", "w": "wrong", "s": "skip", "q": "quit"}


class ShownByDefault(TyperGroup):
    """A group whose first word may be a deck: then the card of that deck is shown."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Puts `show` in front of what is no command."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


report_commands = typer.Typer(
    cls=ShownByDefault,
    help="Whether the grader can be trusted on a deck; `report-card DECK` shows it.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(report_commands, name="report-card")


@report_commands.command("show")
def show(context: typer.Context, deck: DeckArgument, json: Json = False) -> None:
    """Agreement with blind labels, errors both ways, abstention, and known answers."""
    from service.trust.report_card import report_card
    from service.trust.report_shapes import ReportCardShape

    with running(context) as app:
        shape = ReportCardShape.of(report_card(app, deck))
    if json:
        print_json(shape)
    else:
        from cli import render_report as render
        from cli.render import console

        render.report(console(), shape)


@report_commands.command("label")
def label(
    context: typer.Context,
    deck: DeckArgument,
    answer: Annotated[str | None, typer.Argument(help="An answer's id, to mark it.")] = None,
    mark: Annotated[
        str | None, typer.Argument(metavar="MARK", help="right, partly or wrong.")
    ] = None,
    json: Json = False,
) -> None:
    """Mark answers without seeing their grades; with --json the next one, or the one marked."""
    from cli.render import console
    from service.trust import labels
    from service.trust.report_shapes import ToLabelShape

    with running(context) as app:
        if answer is not None:
            _mark(app, deck, answer, mark)
        elif not json:
            _labelling(app, deck, console())
            return
        found = labels.next_to_label(app, deck)
    if json:
        print_json([] if found is None else [ToLabelShape.of(found)])
    else:
        typer.echo("Kept.")


def _mark(app: App, deck: str, answer: str, mark: str | None) -> None:
    """Keeps a mark of one answer of the deck."""
    from decks.errors import WrongUsage
    from decks.rulings import Mark, Stratum
    from service.trust import labels
    from service.wiring import deck_named

    if mark is None or mark not in set(Mark):
        raise WrongUsage(f"A mark is one of: {', '.join(Mark)}.")
    asked = labels.next_to_label(app, deck)
    with app.ledger.read() as unit:
        card = unit.cards.get(unit.answers.get(answer).card_id)
    if card.deck_id != deck_named(app, deck).id:
        raise WrongUsage(f"This answer is of another deck than {deck!r}.")
    due = asked is not None and asked.given.answer.id == answer
    stratum = asked.stratum if asked is not None and due else Stratum.NEAR
    labels.label(app, answer, Mark(mark), stratum)


def _labelling(app: App, deck: str, out: Console) -> None:
    """One answer after the other, until they or the person have had enough."""
    from cli.render import counted, words
    from decks.rulings import Mark
    from service.trust import labels

    skipped: list[str] = []
    while (found := labels.next_to_label(app, deck, skipped=skipped)) is not None:
        content = found.given.version.content
        out.print()
        out.print(f"{counted(found.done, 'label')}, {labels.ENOUGH} are a start", style="dim")
        out.print(words(content.question, "bold"))
        out.print(words(f"The answer: {content.core_answer}", "dim"))
        out.print(words(f"> {found.given.answer.text}"))
        try:
            key = _key(out)
        except typer.Abort:
            return
        if key == "q":
            return
        if key == "s":
            skipped.append(found.given.answer.id)
        else:
            labels.label(app, found.given.answer.id, Mark(KEYS[key]), found.stratum)
    out.print("Nothing is left to mark." if not skipped else "The rest was skipped.")


def _key(out: Console) -> str:
    while True:
        typed = typer.prompt("[r]ight  [p]artly  [w]rong  [s]kip  [q]uit", default="s")
        key = str(typed).strip().lower()[:1]
        if key in KEYS:
            return key
        out.print("One of r, p, w, s and q, please.", style="yellow")


@report_commands.command("point")
def point(
    context: typer.Context,
    deck: DeckArgument,
    where: Annotated[
        str, typer.Argument(metavar="POINT", help="lenient, even, strict, or a score as 0.6.")
    ],
    reason: Annotated[str, typer.Option(help="Why, for the record.")] = "",
    apply: Apply = False,
    json: Json = False,
) -> None:
    """From which score on an answer to this deck is correct; shows what would change."""
    from service.disputes.standards import at_point, cut_of

    with running(context) as app:
        found = at_point(app, deck, cut_of(where), why=reason)
        _proposal(app, found, apply=apply, json=json)


@report_commands.command("learn")
def learn(
    context: typer.Context, deck: DeckArgument, apply: Apply = False, json: Json = False
) -> None:
    """Calibrate the grader by the deck's labels and rulings; shows what would change."""
    from service.disputes.standards import learned

    with running(context) as app:
        _proposal(app, learned(app, deck), apply=apply, json=json)


def _proposal(app: App, found: Proposal, *, apply: bool, json: bool) -> None:
    from service.disputes.ruling_shapes import ProposalShape
    from service.disputes.standards import keep

    shape = ProposalShape.of(keep(app, found) if apply else found)
    if json:
        print_json(shape)
    else:
        from cli import render_report as render
        from cli.render import console

        render.proposal(console(), shape)

"""Commands about drafts: the queue, what is held back of it, and a draft from any words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import AnyDeck, Json, print_json, running

if TYPE_CHECKING:
    from decks.cards import Deck
    from service.reviewing.drafts import Beside
    from service.wiring import App


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(drafts)
    app.command()(draft)


def drafts(
    context: typer.Context,
    deck: AnyDeck = None,
    held: Annotated[
        bool, typer.Option("--held", help="Those kept out of the queue, best first.")
    ] = False,
    more: Annotated[
        int | None,
        typer.Option(
            "--more", min=1, metavar="N", help="Call up the N best that are held back first."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """The drafts that wait for a decision, in lecture order, and what the critic makes of them."""
    from decks.drafts import DraftState
    from service.reviewing import drafts as verb

    with running(context) as app:
        if more is not None:
            _call_up(app, deck, more)
        state = DraftState.HELD if held else DraftState.PENDING
        items = verb.queue(app, deck, state)
        if held:
            items = _best_first(app, items)
        found = verb.shapes(app, items)
        told = "" if json else _closing(app, deck, held)
    if json:
        print_json(found)
        return
    from cli import render

    if found:
        render.draft_rows(render.console(), found)
    elif held:
        typer.echo("No draft is held back.")
    else:
        typer.echo("No drafts wait. Make some: cardwright ingest FILE --deck NAME")
    if told:
        typer.echo(told)


def _call_up(app: App, deck: str | None, count: int) -> None:
    from cli.render import counted
    from decks.errors import WrongUsage
    from service.notes.briefs import call_up
    from service.wiring import deck_named

    if deck is None:
        raise WrongUsage("Say of which deck more drafts are wanted: --deck NAME.")
    came = call_up(app, deck_named(app, deck), count)
    typer.echo(f"{counted(len(came), 'draft')} called up.", err=True)


def _best_first(app: App, items: list[Beside]) -> list[Beside]:
    """The items by the expected value of looking at them; what is set aside comes last."""
    from service.notes.briefs import held

    names = dict.fromkeys(item.deck for item in items)
    order = [draft.id for name in names for draft in held(app, _deck(app, name))]
    place = {draft_id: at for at, draft_id in enumerate(order)}
    return sorted(items, key=lambda item: place.get(item.draft.id, len(place)))


def _closing(app: App, deck: str | None, held: bool) -> str:
    """What else there is: drafts held back, and how well the critic foresees decisions."""
    from cli.render import counted
    from service.notes.briefs import count_held
    from service.reviewing import critic

    if deck is None:
        return ""
    one = _deck(app, deck)
    with app.ledger.read() as unit:
        back = count_held(unit, one)
    lines = []
    if back and not held:
        lines.append(
            f"{counted(back, 'draft')} held back: cardwright drafts --deck {deck!r} --more 10"
        )
    lines.append(critic.record(app, one).sentence)
    return "\n".join(lines)


def _deck(app: App, name: str) -> Deck:
    from service.wiring import deck_named

    return deck_named(app, name)


def draft(
    context: typer.Context,
    span: Annotated[
        str,
        typer.Option(
            metavar="A:B", help="Characters of the source's text, as `coverage --json` gives them."
        ),
    ],
    source: Annotated[str, typer.Option(metavar="ID", help="A source or version id.")],
    deck: Annotated[
        str | None, typer.Option("--deck", help="The deck; default: the one drafted for from it.")
    ] = None,
    question: Annotated[str, typer.Option(help="Its question; without one it is drafted.")] = "",
    answer: Annotated[str, typer.Option(help="Its core answer.")] = "",
    json: Json = False,
) -> None:
    """Make drafts from any words of the notes, also from those that were skipped."""
    from service.notes.by_hand import draft_from
    from service.reviewing.drafts import shapes, shown

    with running(context) as app:
        made = draft_from(app, source, _range(span), deck, question=question, core_answer=answer)
        found = shapes(app, [shown(app, each.id) for each in made])
    if json:
        print_json(found)
        return
    from cli import render

    render.draft_rows(render.console(), found)
    typer.echo(f"Next: cardwright review show {found[0].id}")


def _range(span: str) -> tuple[int, int]:
    from decks.errors import WrongUsage

    first, colon, last = span.partition(":")
    if not colon or not first.strip().isdecimal() or not last.strip().isdecimal():
        raise WrongUsage("A span reads A:B, such as --span 120:480; `coverage --json` has them.")
    return int(first), int(last)

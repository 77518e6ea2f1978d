"""Commands with which a person asks for analogies and decides about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.session import AnyDeck, DeckName, Json, print_json, running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decks.drafts import Finding
    from service.shapes import AnalogyShape

commands = typer.Typer(help="Decide about analogies.", no_args_is_help=True)

FROM = {
    "bank": "from the bank",
    "course": "from this course's own bank",
    "model": "from the model",
    "import": "imported",
}
Id = Annotated[str, typer.Argument(metavar="ID", help="An analogy's id.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Analogies by id.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(commands, name="analogies")


Why = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why, in words; it is kept.")]


@commands.command("suggest")
def suggest(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Cards or drafts by id.")
    ] = None,
    deck: AnyDeck = None,
    most: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many for a deck.")
    ] = None,
    json: Json = False,
) -> None:
    """Suggest an analogy for each card or draft; asked again, another. Each waits for you.

    With --deck: for every card and draft that has none and for which one fits soundly.
    """
    from decks.errors import WrongUsage
    from service.reviewing import likening
    from service.shapes import AnalogyShape

    if bool(ids) == (deck is not None):
        raise WrongUsage("Name cards or drafts by id, or a deck with --deck, and not both.")
    with running(context) as app:
        if deck is not None:
            found = likening.suggest_for_deck(app, deck, most)
        else:
            tried = [likening.suggest(app, each) for each in ids or ()]
            found = [each for each in tried if each is not None]
    shapes = [AnalogyShape.of(each) for each in found]
    if json:
        print_json(shapes)
        return
    for shape in shapes:
        _print(shape)
    if not shapes:
        typer.echo("No familiar scene fits soundly. Nothing is suggested.")
        typer.echo(f"Next: {_other_way(deck)}")
    elif any(shape.open for shape in shapes):
        typer.echo("Next: fill in what is open, with cardwright analogies fill ID 'ROLE=WORDS'")
    else:
        typer.echo("Next: cardwright analogies accept ID, reject ID, or suggest again")


def _other_way(deck: str | None) -> str:
    """What to do where nothing was suggested."""
    if deck is not None:
        return "ask for one card, which also gives scenes with open roles: analogies suggest ID"
    return (
        "word the card's answer as a relation (what acts on what), set an author model "
        "(cardwright config), or add scenes of your own (CARDWRIGHT_ANALOGY_BANK)"
    )


@commands.command("list")
def listed(context: typer.Context, deck: DeckName, json: Json = False) -> None:
    """The analogies of a deck and where each stands."""
    from service.reviewing.analogies import listed as verb

    with running(context) as app:
        found = verb(app, deck)
    if json:
        print_json(found)
        return
    for analogy in found:
        _print(analogy, short=True)
    if not found:
        typer.echo("No analogies here. Suggest some: cardwright analogies suggest --deck NAME")


@commands.command("show")
def show(context: typer.Context, analogy_id: Id) -> None:
    """One analogy whole: its roles, where it breaks, and what the rubric has against it."""
    from service.reviewing.analogies import one
    from service.shapes import AnalogyShape

    with running(context) as app:
        analogy, against = one(app, analogy_id)
    _print(AnalogyShape.of(analogy), against)


def _print(analogy: AnalogyShape, against: Sequence[Finding] = (), *, short: bool = False) -> None:
    from cli.render import console, words

    out = console()
    origin = FROM.get(analogy.origin, "")
    lacks = f" (lacks {', '.join(analogy.missing)})" if analogy.missing else ""
    out.print(words(f"{analogy.id} {analogy.state}{', ' if origin else ''}{origin}{lacks}", "bold"))
    out.print(words(f"  {analogy.text}"))
    if analogy.reason:
        out.print(words(f"  said: {analogy.reason}", "dim"))
    if short:
        return
    for familiar, target in analogy.roles:
        out.print(words(f"  {familiar} -> {target or '____'}"))
    if analogy.relation:
        out.print(words(f"  what both share: {analogy.relation}", "dim"))
    for limit in analogy.limits:
        out.print(words(f"  it breaks: {limit}", "dim"))
    for finding in against:
        style = "red" if finding.gate == "block" else "yellow"
        out.print(words(f"  {finding.rule} {finding.gate}: {finding.reason}", style))


@commands.command("accept")
def accept(context: typer.Context, ids: Ids, reason: Why = "") -> None:
    """Show these analogies after attempts from now on; a reason overrules what blocks one."""
    from service.reviewing.analogies import accept as verb

    with running(context) as app:
        for analogy_id in ids:
            verb(app, analogy_id, reason)
            typer.echo(f"Accepted {analogy_id}.")


@commands.command("reject")
def reject(context: typer.Context, ids: Ids, reason: Why = "") -> None:
    """Drop these analogies."""
    from service.reviewing.analogies import reject as verb

    with running(context) as app:
        for analogy_id in ids:
            verb(app, analogy_id, reason)
            typer.echo(f"Rejected {analogy_id}.")


@commands.command("edit")
def edit(
    context: typer.Context,
    analogy_id: Id,
    text: Annotated[str | None, typer.Option(help="New words.")] = None,
    familiar: Annotated[str | None, typer.Option(help="The familiar idea.")] = None,
    relation: Annotated[str | None, typer.Option(help="The relation that both share.")] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="FAMILIAR=TARGET; repeat for more; replaces all.")
    ] = None,
    limit: Annotated[
        list[str] | None, typer.Option(help="Where it breaks; repeat for more; replaces all.")
    ] = None,
    misleads: Annotated[
        list[str] | None,
        typer.Option(help="A wrong conclusion it invites; repeat for more; replaces all."),
    ] = None,
) -> None:
    """Change an analogy; it then waits for a decision. To fill in roles only, use fill."""
    from decks.errors import WrongUsage
    from service.reviewing.analogies import edit as verb

    pairs = [tuple(pair.split("=", 1)) for pair in role or ()]
    if any(len(pair) != 2 or not all(part.strip() for part in pair) for pair in pairs):
        raise WrongUsage(
            "A role pair reads FAMILIAR=TARGET, such as --role 'zip file=latent code'."
        )
    given: dict[str, Any] = {
        "text": text,
        "familiar": familiar,
        "relation": relation,
        "roles": pairs or None,
        "limits": limit or None,
        "misleads": misleads or None,
    }
    with running(context) as app:
        verb(app, analogy_id, {name: value for name, value in given.items() if value is not None})
    typer.echo(f"Edited {analogy_id}; it waits for a decision.")


@commands.command("fill")
def fill(
    context: typer.Context,
    analogy_id: Id,
    pairs: Annotated[
        list[str],
        typer.Argument(metavar="ROLE=WORDS...", help="A familiar role, and what plays it here."),
    ],
) -> None:
    """Say what of the card plays a role that is open; the text tells it then."""
    from decks.errors import WrongUsage
    from service.reviewing.analogies import fill as verb
    from service.shapes import AnalogyShape

    split = [pair.partition("=") for pair in pairs]
    if not all(left.strip() and right.strip() for left, _, right in split):
        raise WrongUsage("A role is filled as ROLE=WORDS, such as 'the van=transfer RNA'.")
    with running(context) as app:
        made = verb(app, analogy_id, {left.strip(): right.strip() for left, _, right in split})
    _print(AnalogyShape.of(made))

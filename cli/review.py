"""Commands with which a person decides about drafts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.session import AnyDeck, running

if TYPE_CHECKING:
    from service.wiring import App

review_commands = typer.Typer(
    help="Decide about drafts; without a command, one after the other.",
    invoke_without_command=True,
)

DraftId = Annotated[str, typer.Argument(metavar="ID", help="A draft's id.")]
DraftIds = Annotated[list[str], typer.Argument(metavar="ID...", help="Drafts by id.")]
SomeIds = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="Drafts by id, or use --where.")
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILTER",
        help="clean, flagged, blocked, rule:C5, kind:formula, heading:TEXT; repeat to narrow.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask whether these are the ones.")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.add_typer(review_commands, name="review")


@review_commands.callback()
def review(
    context: typer.Context,
    deck: AnyDeck = None,
    editor: Annotated[
        bool, typer.Option("--editor", help="Open the queue as one Markdown file.")
    ] = False,
    by_value: Annotated[
        bool, typer.Option("--by-value", help="First what is most worth looking at.")
    ] = False,
) -> None:
    """Go through the drafts in lecture order, the source's words beside each."""
    if context.invoked_subcommand is not None:
        return
    with running(context) as app:
        if editor:
            from cli.editor import review_in_editor

            review_in_editor(app, deck, by_value=by_value)
        else:
            from cli.sitting import sit

            sit(app, deck, by_value=by_value)


def _each(ids: list[str], act: Callable[[str], str]) -> None:
    """Does it for every id; one that fails costs no other, and is told with its id.

    The exit code is that of the first failure.
    """
    from cli.exits import exit_code
    from decks.errors import CardwrightError

    failed: list[CardwrightError] = []
    for one in ids:
        try:
            typer.echo(act(one))
        except CardwrightError as error:
            if len(ids) == 1:
                raise
            failed.append(error)
            typer.secho(f"{one}: {error}", fg=typer.colors.RED, err=True)
    if failed:
        raise typer.Exit(exit_code(failed[0]))


@review_commands.command()
def accept(
    context: typer.Context,
    ids: SomeIds = None,
    reason: Annotated[str, typer.Option(help="Overrules blocking findings.")] = "",
    deck: AnyDeck = None,
    where: Where = None,
    yes: Yes = False,
) -> None:
    """Make drafts cards, by id or by a filter."""
    from service.reviewing.review import accept as verb

    with running(context) as app:
        wanted = _named(app, ids, deck, where, "Accept", yes)
        _each(wanted, lambda one: f"{one} is card {verb(app, one, reason=reason).id}")


def _named(
    app: App, ids: list[str] | None, deck: str | None, where: list[str] | None, act: str, yes: bool
) -> list[str]:
    """The drafts that were named, or those a filter chooses, once the person has seen them."""
    from decks.errors import WrongUsage

    if bool(ids) == bool(where) or (where and deck is None):
        raise WrongUsage("Name drafts by id, or choose them: --deck NAME --where clean.")
    if ids:
        return ids
    from cli.render import counted, one_line
    from service.reviewing.bulk import chosen
    from service.wiring import deck_named

    found = chosen(app, deck_named(app, deck or ""), where or [])
    for draft in found:
        typer.echo(f"{draft.id} {one_line(draft.content.question, 80)}")
    if not found:
        typer.echo("No draft that waits is chosen by that.")
    elif not yes and not _agreed(f"{act} {counted(len(found), 'draft')}?"):
        raise typer.Abort
    return [draft.id for draft in found]


def _agreed(question: str) -> bool:
    """What the person says; where nobody can be asked, as in a script, it says what to add."""
    from decks.errors import WrongUsage

    try:
        return typer.confirm(question)
    except typer.Abort:
        if sys.stdin.isatty():
            raise
        typer.echo()
        raise WrongUsage("Nobody is there to answer: add --yes to go ahead.") from None


@review_commands.command()
def edit(
    context: typer.Context,
    draft_id: DraftId,
    question: Annotated[str | None, typer.Option(help="New question.")] = None,
    answer: Annotated[str | None, typer.Option(help="New core answer.")] = None,
    label: Annotated[str | None, typer.Option(help="New label.")] = None,
    explanation: Annotated[str | None, typer.Option(help="New explanation.")] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(help="Another whole answer that is right; repeat for more; replaces all."),
    ] = None,
    point: Annotated[
        list[str] | None, typer.Option(help="A key point; repeat for more; replaces all.")
    ] = None,
) -> None:
    """Change a draft's words; both wordings are kept."""
    from decks.errors import WrongUsage
    from service.reviewing.review import edit as verb

    given: dict[str, Any] = {
        "question": question,
        "core_answer": answer,
        "label": label,
        "explanation": explanation,
        "references": also or None,
        "key_points": [{"text": text} for text in point] if point else None,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise WrongUsage(
            "Say what to change: --question, --answer, --label, --explanation, --also, --point."
        )
    with running(context) as app:
        after = verb(app, draft_id, changes)
    for finding in after.findings:
        typer.echo(f"{finding.rule} {finding.gate}: {finding.reason}")
    typer.echo(f"Edited {draft_id}.")


@review_commands.command()
def reject(
    context: typer.Context,
    reason: Annotated[str, typer.Option(help="Why, in words.", show_default=False)],
    ids: SomeIds = None,
    deck: AnyDeck = None,
    where: Where = None,
    yes: Yes = False,
) -> None:
    """Drop drafts, by id or by a filter, with the reason."""
    from service.reviewing.review import reject as verb

    with running(context) as app:
        wanted = _named(app, ids, deck, where, "Reject", yes)
        _each(wanted, lambda one: f"Rejected {verb(app, one, reason).id}.")


@review_commands.command()
def undo(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Default: the newest decision.")
    ] = None,
) -> None:
    """Take back the newest decision about a draft."""
    from service.reviewing.review import undo as verb

    with running(context) as app:
        for undone in [verb(app, each) for each in ids] if ids else [verb(app)]:
            typer.echo(f"{undone.id} waits again: {undone.content.question}")


@review_commands.command()
def split(
    context: typer.Context,
    draft_id: DraftId,
    part: Annotated[
        list[str] | None,
        typer.Option(
            metavar="QUESTION=ANSWER",
            help="One of the new drafts; repeat. Default: the key points.",
        ),
    ] = None,
) -> None:
    """Make several drafts of one."""
    from decks.errors import WrongUsage
    from service.reviewing.reworking import split as verb

    pairs = [each.rsplit("=", 1) for each in part or ()]
    if any(len(pair) != 2 or not all(words.strip() for words in pair) for pair in pairs):
        raise WrongUsage("A part reads QUESTION=ANSWER, such as --part 'What is a cell?=A room.'")
    parts = [{"question": asked.strip(), "core_answer": told.strip()} for asked, told in pairs]
    with running(context) as app:
        for made in verb(app, draft_id, parts):
            typer.echo(f"{made.id} {made.content.question} {made.content.core_answer or ''}")


@review_commands.command()
def merge(
    context: typer.Context,
    ids: DraftIds,
    question: Annotated[str | None, typer.Option(help="Its question.")] = None,
    answer: Annotated[str | None, typer.Option(help="Its core answer.")] = None,
) -> None:
    """Make one draft of several; the first one's words stay, all citations come to it."""
    from service.reviewing.reworking import merge as verb

    given = {"question": question, "core_answer": answer}
    changes = {name: value for name, value in given.items() if value is not None}
    with running(context) as app:
        made = verb(app, ids, changes)
    typer.echo(f"{made.id} stands in the place of {len(set(ids))} drafts.")


@review_commands.command()
def regenerate(
    context: typer.Context,
    draft_id: DraftId,
    part: Annotated[str, typer.Option(help="question, label, core_answer or explanation.")],
    instruction: Annotated[str, typer.Option(help="What should be different.")],
) -> None:
    """Have the author model write one part anew."""
    from service.reviewing.reworking import regenerate as verb

    with running(context) as app:
        after = verb(app, draft_id, part, instruction)
        typer.echo(getattr(after.content, part))


@review_commands.command()
def show(context: typer.Context, draft_id: DraftId) -> None:
    """One draft beside its source's words: what was changed of it, and all that was decided."""
    from cli.render import beside, console
    from cli.render_review import changes, history
    from service.reviewing.drafts import history as decided
    from service.reviewing.drafts import shown

    with running(context) as app:
        item, out = shown(app, draft_id), console()
        beside(out, item)
        changes(out, item.draft)
        history(out, item.draft, decided(app, draft_id), app.owner.zone)


@review_commands.command("apply")
def apply_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `review --editor` wrote.")],
) -> None:
    """Carry out the keep / edit / drop lines of a review file."""
    from cli.editor import apply
    from decks.errors import NotFound

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise NotFound(f"{file} cannot be read.") from None
    with running(context) as app:
        if not apply(app, text):
            raise typer.Exit(1)

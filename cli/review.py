"""Commands with which a person decides about drafts and analogies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.session import AnyDeck, DeckName, Json, print_json, running

if TYPE_CHECKING:
    from rich.console import Console

    from service.review import Beside
    from service.wiring import App

review_commands = typer.Typer(
    help="Decide about drafts; without a command, one after the other.",
    invoke_without_command=True,
)
analogy_commands = typer.Typer(help="Decide about analogies.", no_args_is_help=True)

DraftId = Annotated[str, typer.Argument(metavar="ID", help="A draft's id.")]
DraftIds = Annotated[list[str], typer.Argument(metavar="ID...", help="Drafts by id.")]
WORDS = {
    "a": "accept",
    "e": "edit",
    "r": "reject",
    "s": "skip",
    "u": "undo",
    "q": "quit",
}
KEYS = "[a]ccept  [e]dit  [r]eject  [s]kip  [u]ndo  [q]uit"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(review_commands, name="review")
    app.add_typer(analogy_commands, name="analogies")


@review_commands.callback()
def review(
    context: typer.Context,
    deck: AnyDeck = None,
    editor: Annotated[
        bool, typer.Option("--editor", help="Open the queue as one Markdown file.")
    ] = False,
) -> None:
    """Go through the drafts in lecture order, the source's words beside each."""
    if context.invoked_subcommand is not None:
        return
    with running(context) as app:
        if editor:
            from cli.editor import review_in_editor

            review_in_editor(app, deck)
        else:
            _interactive(app, deck)


@dataclass
class _Sitting:
    """What was decided and skipped in one go through the queue."""

    decided: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)


def _interactive(app: App, deck: str | None) -> None:
    from cli.render import console, counted
    from service.review import queue

    out = console()
    sitting = _Sitting()
    while waiting := [each for each in queue(app, deck) if each.draft.id not in sitting.skipped]:
        done = len(sitting.decided) + len(sitting.skipped)
        out.print()
        _show(out, waiting[0], done + 1, done + len(waiting))
        try:
            if not _step(app, out, _key(out), waiting[0], sitting):
                break
        except typer.Abort:
            out.print()
            break
    else:
        out.print("Nothing waits any more." if not sitting.skipped else "The rest was skipped.")
    left = f", {counted(len(sitting.skipped), 'draft')} skipped" if sitting.skipped else ""
    out.print(f"{len(sitting.decided)} decided{left}. Undo any time: cardwright review undo")


def _show(out: Console, item: Beside, number: int, total: int) -> None:
    from cli.render import beside

    beside(out, item, f"{number}/{total} · ")


def _key(out: Console) -> str:
    """A key that means something; Enter skips."""
    while True:
        typed = typer.prompt(KEYS, default="s", show_default=False).strip().lower()
        if typed in WORDS or typed in WORDS.values():
            return str(typed[:1])
        out.print("One of a, e, r, s, u and q, please.", style="yellow")


def _step(app: App, out: Console, key: str, item: Beside, sitting: _Sitting) -> bool:
    """Does what the key says; False where it ends the sitting."""
    from cli.render import words
    from decks.errors import CardwrightError

    try:
        if key in "ar":
            _decide(app, key, item)
            sitting.decided.append(item.draft.id)
        elif key == "e":
            from service.review import edit

            edit(app, item.draft.id, _changes(item))
        elif key == "u":
            out.print(words(_undone(app, sitting), "yellow"))
        elif key == "s":
            sitting.skipped.add(item.draft.id)
    except CardwrightError as error:
        out.print(words(str(error), "red"))
    return key != "q"


def _decide(app: App, key: str, item: Beside) -> None:
    from service import review as verbs

    if key == "a":
        verbs.accept(app, item.draft.id, reason=_overruling(item))
    else:
        verbs.reject(app, item.draft.id, typer.prompt("Why"))


def _undone(app: App, sitting: _Sitting) -> str:
    """Takes back the last decision of this sitting, and says which."""
    from service import review as verbs

    if not sitting.decided:
        return "Nothing was decided in this sitting. For earlier ones: cardwright review undo ID"
    undone = verbs.undo(app, sitting.decided[-1])
    sitting.decided.pop()
    return f"Taken back: {undone.content.question}"


def _overruling(item: Beside) -> str:
    """The words that overrule blocking findings, asked for where there are any."""
    if not item.draft.blocks:
        return ""
    return str(typer.prompt("A check blocks this draft. Accept it because", default=""))


def _changes(item: Beside) -> dict[str, Any]:
    """The parts that the person types anew; Enter keeps a part."""
    content = item.draft.content
    changes: dict[str, Any] = {}
    for name in ("question", "core_answer", "label", "explanation"):
        now = getattr(content, name) or ""
        typed = typer.prompt(name.replace("_", " "), default=now)
        if typed != now:
            changes[name] = typed
    return changes


def _each(ids: list[str], act: Callable[[str], str]) -> None:
    """Does it for every id; one that fails costs no other, and the first failure is raised last."""
    from decks.errors import CardwrightError

    failed: list[CardwrightError] = []
    for one in ids:
        try:
            typer.echo(act(one))
        except CardwrightError as error:
            failed.append(error)
    for further in failed[1:]:
        typer.secho(str(further), fg=typer.colors.RED, err=True)
    if failed:
        raise failed[0]


@review_commands.command()
def accept(
    context: typer.Context,
    ids: DraftIds,
    reason: Annotated[str, typer.Option(help="Overrules blocking findings.")] = "",
) -> None:
    """Make drafts cards."""
    from service.review import accept as verb

    with running(context) as app:
        _each(ids, lambda one: f"{one} is card {verb(app, one, reason=reason).id}")


@review_commands.command()
def edit(
    context: typer.Context,
    draft_id: DraftId,
    question: Annotated[str | None, typer.Option(help="New question.")] = None,
    answer: Annotated[str | None, typer.Option(help="New core answer.")] = None,
    label: Annotated[str | None, typer.Option(help="New label.")] = None,
    explanation: Annotated[str | None, typer.Option(help="New explanation.")] = None,
    point: Annotated[
        list[str] | None, typer.Option(help="A key point; repeat for more; replaces all.")
    ] = None,
) -> None:
    """Change a draft's words; both wordings are kept."""
    from decks.errors import WrongUsage
    from service.review import edit as verb

    given: dict[str, Any] = {
        "question": question,
        "core_answer": answer,
        "label": label,
        "explanation": explanation,
        "key_points": [{"text": text} for text in point] if point else None,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise WrongUsage(
            "Say what to change: --question, --answer, --label, --explanation, --point."
        )
    with running(context) as app:
        after = verb(app, draft_id, changes)
    for finding in after.findings:
        typer.echo(f"{finding.rule} {finding.gate}: {finding.reason}")
    typer.echo(f"Edited {draft_id}.")


@review_commands.command()
def reject(
    context: typer.Context,
    ids: DraftIds,
    reason: Annotated[str, typer.Option(help="Why, in words.", show_default=False)],
) -> None:
    """Drop drafts, with the reason."""
    from service.review import reject as verb

    with running(context) as app:
        _each(ids, lambda one: f"Rejected {verb(app, one, reason).id}.")


@review_commands.command()
def undo(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Default: the newest decision.")
    ] = None,
) -> None:
    """Take back the newest decision about a draft."""
    from service.review import undo as verb

    with running(context) as app:
        for undone in [verb(app, each) for each in ids] if ids else [verb(app)]:
            typer.echo(f"{undone.id} waits again: {undone.content.question}")


@review_commands.command()
def show(context: typer.Context, draft_id: DraftId) -> None:
    """One draft beside its source's words."""
    from cli.render import beside, console
    from service.review import shown

    with running(context) as app:
        beside(console(), shown(app, draft_id))


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


@analogy_commands.command("list")
def analogies_list(context: typer.Context, deck: DeckName, json: Json = False) -> None:
    """The analogies of a deck and where each stands."""
    from service.review import analogies

    with running(context) as app:
        found = analogies(app, deck)
    if json:
        print_json(found)
        return
    from cli.render import console, words

    out = console()
    for analogy in found:
        lacks = f" (lacks {', '.join(analogy.missing)})" if analogy.missing else ""
        out.print(words(f"{analogy.id} {analogy.state}{lacks}", "bold"))
        out.print(words(f"  {analogy.text}"))
    if not found:
        out.print("No analogies here.")


@analogy_commands.command("accept")
def analogies_accept(context: typer.Context, ids: DraftIds) -> None:
    """Show these analogies after attempts from now on."""
    from service.review import accept_analogy

    with running(context) as app:
        for analogy_id in ids:
            accept_analogy(app, analogy_id)
            typer.echo(f"Accepted {analogy_id}.")


@analogy_commands.command("reject")
def analogies_reject(context: typer.Context, ids: DraftIds) -> None:
    """Drop these analogies."""
    from service.review import reject_analogy

    with running(context) as app:
        for analogy_id in ids:
            reject_analogy(app, analogy_id)
            typer.echo(f"Rejected {analogy_id}.")


@analogy_commands.command("edit")
def analogies_edit(
    context: typer.Context,
    analogy_id: DraftId,
    text: Annotated[str | None, typer.Option(help="New words.")] = None,
    familiar: Annotated[str | None, typer.Option(help="The familiar idea.")] = None,
    relation: Annotated[str | None, typer.Option(help="The relation that both share.")] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="FAMILIAR=TARGET; repeat for more; replaces all.")
    ] = None,
    limit: Annotated[
        list[str] | None, typer.Option(help="Where it breaks; repeat for more; replaces all.")
    ] = None,
) -> None:
    """Fill in or change an analogy; it then waits for a decision."""
    from decks.errors import WrongUsage
    from service.review import edit_analogy

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
    }
    with running(context) as app:
        edit_analogy(
            app, analogy_id, {name: value for name, value in given.items() if value is not None}
        )
    typer.echo(f"Edited {analogy_id}; it waits for a decision.")

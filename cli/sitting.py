"""Going through drafts in the terminal, one after the other, by single keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from service.reviewing.drafts import Beside
    from service.wiring import App

WORDS = {
    "a": "accept",
    "e": "edit",
    "r": "reject",
    "p": "split",
    "m": "merge",
    "g": "regenerate",
    "h": "history",
    "s": "skip",
    "u": "undo",
    "q": "quit",
}
KEYS = (
    "[a]ccept  [e]dit  [r]eject  s[p]lit  [m]erge with the next  re[g]enerate  [h]istory  [s]kip  "
    "[u]ndo  [q]uit"
)


@dataclass
class _Sitting:
    """What was decided and skipped in one go through the queue; `acts` are all that undo takes."""

    decided: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)


def sit(app: App, deck: str | None, *, by_value: bool = False) -> None:
    """Shows draft after draft and does what the keys say, until nothing waits."""
    from cli.render import beside, console, counted
    from service.reviewing.drafts import shown, waiting_ids

    out = console()
    sitting = _Sitting()
    while waiting := [
        each for each in waiting_ids(app, deck, by_value=by_value) if each not in sitting.skipped
    ]:
        done = len(sitting.decided) + len(sitting.skipped)
        item = shown(app, waiting[0])
        after = waiting[1] if len(waiting) > 1 else None
        out.print()
        beside(out, item, f"{done + 1}/{done + len(waiting)} · ")
        try:
            if not _step(app, out, _key(out), item, sitting, after):
                break
        except typer.Abort:
            out.print()
            break
    else:
        out.print("Nothing waits any more." if not sitting.skipped else "The rest was skipped.")
    left = f", {counted(len(sitting.skipped), 'draft')} skipped" if sitting.skipped else ""
    out.print(f"{len(sitting.decided)} decided{left}. Undo any time: cardwright review undo")


def _key(out: Console) -> str:
    """A key that means something; Enter skips."""
    while True:
        typed = typer.prompt(KEYS, default="s", show_default=False).strip().lower()
        for key, word in WORDS.items():
            if typed in (key, word):
                return key
        out.print(f"One of {', '.join(WORDS)}, please.", style="yellow")


def _step(
    app: App, out: Console, key: str, item: Beside, sitting: _Sitting, after: str | None
) -> bool:
    """Does what the key says; False where it ends the sitting."""
    from cli.render import words
    from decks.errors import CardwrightError

    try:
        if key in "ar":
            _decide(app, key, item)
            sitting.decided.append(item.draft.id)
            sitting.acts.append(item.draft.id)
        elif key == "e":
            from service.reviewing.review import edit

            changes = _changes(item)
            if changes:
                edit(app, item.draft.id, changes)
                sitting.acts.append(item.draft.id)
        elif key in "pmg":
            out.print(words(_reworked(app, key, item, after), "yellow"))
            sitting.acts.append(item.draft.id)
        elif key == "h":
            _history(app, out, item)
        elif key == "u":
            out.print(words(_undone(app, sitting), "yellow"))
        elif key == "s":
            sitting.skipped.add(item.draft.id)
    except CardwrightError as error:
        out.print(words(str(error), "red"))
    return key != "q"


def _decide(app: App, key: str, item: Beside) -> None:
    from service.reviewing import review as verbs

    if key == "a":
        verbs.accept(app, item.draft.id, reason=_overruling(item))
    else:
        verbs.reject(app, item.draft.id, typer.prompt("Why"))


def _reworked(app: App, key: str, item: Beside, after: str | None) -> str:
    """Splits, merges or has a part written anew, and says what came of it."""
    from cli.render import one_line
    from decks.errors import WrongUsage
    from service.reviewing import reworking
    from service.reviewing.drafts import shown

    draft = item.draft
    if key == "p":
        return f"Split into {len(reworking.split(app, draft.id))}."
    if key == "m":
        if after is None:
            raise WrongUsage("No other draft waits that it could be merged with.")
        other = shown(app, after).draft.content.question
        if not typer.confirm(f"Merge it with “{one_line(other, 80)}”?", default=True):
            raise WrongUsage("They stay apart.")
        reworking.merge(app, [draft.id, after])
        return "Merged with the next one; both are cited."
    part = typer.prompt(f"Which part ({', '.join(reworking.REGENERABLE)})", default="question")
    told = typer.prompt("What should be different")
    after_it = reworking.regenerate(app, draft.id, part.strip().replace(" ", "_"), told)
    return str(getattr(after_it.content, part.strip().replace(" ", "_")))


def _history(app: App, out: Console, item: Beside) -> None:
    from cli.render_review import changes, history
    from service.reviewing.drafts import history as decided

    changes(out, item.draft)
    history(out, item.draft, decided(app, item.draft.id), app.owner.zone)


def _undone(app: App, sitting: _Sitting) -> str:
    """Takes back the last decision of this sitting, and says which."""
    from service.reviewing import review as verbs

    if not sitting.acts:
        return "Nothing was decided in this sitting. For earlier ones: cardwright review undo ID"
    undone = verbs.undo(app, sitting.acts[-1])
    sitting.acts.pop()
    if undone.id in sitting.decided:
        sitting.decided.remove(undone.id)
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

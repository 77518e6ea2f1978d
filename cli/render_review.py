"""How a draft's changes and its history look on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cli.render import moment, visible, words

if TYPE_CHECKING:
    from rich.console import Console

    from decks.cards import DraftContent
    from decks.drafts import Draft, ReviewDecision


def changes(out: Console, draft: Draft) -> None:
    """What was drafted beside how it reads now, part by part; nothing where it stands as it was."""
    for name, before, after in parts_changed(draft.proposed, draft.content):
        out.print(words(f"  {name}", "bold"))
        if before:
            out.print(words(f"  - {before}", "red"))
        if after:
            out.print(words(f"  + {after}", "green"))


def parts_changed(before: DraftContent, after: DraftContent) -> list[tuple[str, str, str]]:
    """The parts whose words differ, as (name, before, after)."""
    pairs = [
        ("question", before.question, after.question),
        ("answer", before.core_answer or "", after.core_answer or ""),
        ("label", before.label, after.label),
        ("explanation", before.explanation, after.explanation),
        ("formulas", "; ".join(before.formulas), "; ".join(after.formulas)),
        ("key points", _points(before), _points(after)),
    ]
    return [(name, old, new) for name, old, new in pairs if old != new]


def _points(content: DraftContent) -> str:
    return "; ".join(point.text for point in content.key_points)


def history(out: Console, draft: Draft, decisions: Sequence[ReviewDecision], zone: str) -> None:
    """By whom it was drafted; what was decided, when, and why."""
    made = f"drafted by {visible(draft.provenance.maker)}"
    out.print(words(f"  {moment(draft.created_at, zone)}  {made}", "dim"))
    for each in decisions:
        why = f": {visible(each.reason)}" if each.reason else ""
        out.print(words(f"  {moment(each.at, zone)}  {each.action}{why}", "dim"))
        if each.before is not None and each.after is not None:
            for name, old, new in parts_changed(each.before, each.after):
                out.print(words(f"      {name}: {old} → {new}", "dim"))

"""The review queue as one Markdown file: edit it in any editor, save, done.

Each draft is a section whose first line says what to do with it: `keep`, `edit`, `drop: reason`,
`split`, `merge: ID` or `wait`. The fields below it may be changed; `edit` makes the change and
keeps the draft waiting, the others make the change, if any, and then do what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
import typer

from decks.errors import BadRecord, CardwrightError, WrongUsage
from service.reviewing import drafts, review, reworking, turns

if TYPE_CHECKING:
    from service.reviewing.drafts import Beside
    from service.wiring import App

HEAD = """\
<!-- Cardwright review. Change the word on each "do:" line:
       keep           accept (add a reason after a colon to overrule a block: "keep: it is right")
       edit           store the changed fields below, decide later
       split          make a draft of each key point; points are one a line, after a dash
       merge: ID      merge with that draft; this one's words stay, both are cited
       drop: reason   reject, with the reason
       wait           leave it (the default)
     Lines of "also:" are other whole answers that are right.
     Fields end at the next line that starts with a field's name and a colon. -->
"""
FIELDS = ("question", "answer", "also", "label", "explanation", "points")
_NAMES = {"answer": "core_answer", "also": "references", "points": "key_points"}
_DASH = re.compile(r"^[ \t]*[-*•][ \t]+", re.MULTILINE)
_ALWAYS = ("keep", "edit", "drop", "wait")
ACTS = ("keep", "edit", "split", "merge", "drop", "wait")
_SECTION = re.compile(r"^## (drf_[a-z2-7]{20})[^\n]*\n", re.MULTILINE)
_FIELD = re.compile(rf"^(do|{'|'.join(FIELDS)}):[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """What the file says about one draft."""

    draft_id: str
    act: str
    reason: str
    fields: dict[str, str]


def review_in_editor(app: App, deck: str | None, *, by_value: bool = False) -> None:
    """Opens the waiting drafts in $EDITOR and carries out what was decided.

    Where a line cannot be carried out the file is kept, to be mended and applied again.
    """
    waiting = [drafts.shown(app, each) for each in drafts.waiting_ids(app, deck, by_value=by_value)]
    if not waiting:
        typer.echo("No drafts wait.")
        return
    try:
        edited = click.edit(written(waiting), extension=".md")
    except click.ClickException as error:
        raise WrongUsage(
            f"The editor could not be used ({error.message.rstrip('.')}): set EDITOR or VISUAL."
        ) from None
    if edited is None:
        typer.echo("Nothing was saved: nothing changed.")
        return
    kept = app.settings.data / f"review-{app.now():%Y%m%dT%H%M%S}.md"
    kept.write_text(edited, encoding="utf-8")
    if apply(app, edited):
        kept.unlink()
        return
    typer.echo(f"Mend it, then: cardwright review apply {kept}", err=True)
    raise typer.Exit(1)


def written(waiting: list[Beside]) -> str:
    """The file for these drafts."""
    return HEAD + "".join(map(_section, waiting))


def _section(item: Beside) -> str:
    content = item.draft.content
    quote = "".join(f"> {line}\n" for line in item.quote.splitlines() if line.strip())
    notes = "".join(
        f"<!-- {each.rule} {each.gate}: {each.reason} -->\n" for each in item.draft.findings
    )
    where = " › ".join((*item.headings, item.where))
    also = "\n".join(" ".join(each.split()) for each in content.references)
    return (
        f"\n## {item.draft.id} {where}\n\n{quote}{notes}\n"
        f"do: wait\n"
        f"question: {content.question}\n"
        f"answer: {content.core_answer or ''}\n"
        f"also: {also}\n"
        f"label: {content.label}\n"
        f"explanation: {content.explanation}\n"
        f"points:\n" + "".join(f"- {' '.join(one.text.split())}\n" for one in content.key_points)
    )


def read(text: str) -> list[Line]:
    """What a saved file says; `BadRecord` where it holds no draft at all."""
    parts = _SECTION.split(text.replace("\r\n", "\n"))
    if len(parts) < 3:
        raise BadRecord("There is no draft in it: it is no file that `review --editor` made.")
    return [_line(draft_id, body) for draft_id, body in zip(parts[1::2], parts[2::2], strict=True)]


def _line(draft_id: str, body: str) -> Line:
    pieces = _FIELD.split(body)
    fields = {name: value.strip() for name, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    act, _, reason = fields.pop("do", "").partition(":")
    return Line(draft_id, act.strip().lower(), reason.strip(), fields)


def apply(app: App, text: str) -> bool:
    """Carries out a saved file, line by line; what cannot be done is told and costs no other.

    False where something could not be done.
    """
    counts = dict.fromkeys(ACTS, 0)
    problems: list[str] = []
    for line in read(text):
        try:
            _carry_out(app, line)
            counts[line.act] += 1
        except CardwrightError as error:
            problems.append(f"{line.draft_id}: {error}")
    told = ", ".join(f"{counts[act]} {act}" for act in ACTS if counts[act] or act in _ALWAYS)
    typer.echo(f"{told}.")
    for problem in problems:
        typer.secho(problem, fg=typer.colors.RED, err=True)
    return not problems


def _carry_out(app: App, line: Line) -> None:
    if line.act not in ACTS:
        raise BadRecord(f"'do: {line.act}' is none of {', '.join(ACTS)}.")
    if line.act == "wait":
        return
    if line.act == "drop":
        review.reject(app, line.draft_id, line.reason)
        return
    changes = _changes(drafts.shown(app, line.draft_id), line)
    if changes:
        review.edit(app, line.draft_id, changes)
    if line.act == "keep":
        review.accept(app, line.draft_id, reason=line.reason)
    elif line.act == "split":
        reworking.split(app, line.draft_id)
    elif line.act == "merge":
        reworking.merge(app, [line.draft_id, line.reason])


def _changes(item: Beside, line: Line) -> dict[str, Any]:
    now = item.draft.content.model_dump()
    changes: dict[str, Any] = {}
    for name, value in line.fields.items():
        field = _NAMES.get(name, name)
        if name in ("also", "points"):
            changes |= turns.changes_of(item.draft.content, {field: _DASH.sub("", value)})
        elif value != (now[field] or "").strip():
            changes[field] = value
    return changes

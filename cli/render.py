"""How things look on a terminal: colour there, plain words in a pipe.

Everything that people or models wrote goes through `visible` or a rich `Text`, never through
markup, so that no text can colour, move or erase what stands around it.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from decks.grading import Grade
    from service.reviewing.drafts import Beside
    from service.shapes import (
        DeckShape,
        DraftShape,
        DueShape,
        FoundShape,
        IngestShape,
        LocatorShape,
        StatsShape,
    )
    from service.studying.study import Told

VERDICT_STYLES = {
    "present": ("✓", "green"),
    "partial": ("~", "yellow"),
    "absent": ("·", "dim"),
    "contradicted": ("✗", "red"),
}


def console() -> Console:
    """Standard output, at most 100 columns wide."""
    made = Console(highlight=False)
    if made.width > 100 or not made.is_terminal:
        made = Console(highlight=False, width=100)
    return made


def messages() -> Console:
    """Standard error."""
    return Console(file=sys.stderr, highlight=False)


def counted(count: int, what: str) -> str:
    """A number with its noun: "1 draft", "2 drafts"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def visible(text: str) -> str:
    """The text with control, bidirectional and other format characters shown as escapes."""
    return "".join(
        char
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
        else f"\\u{ord(char):04x}"
        for char in text
    )


def words(text: str, style: str = "") -> Text:
    """Somebody's words, safe to print."""
    return Text(visible(text), style=style)


def hint(out: Console, lines: Sequence[str]) -> None:
    """The shape of an answer, or that the card has no hint."""
    if not lines:
        out.print("There is no hint for this card. Type ? once more where that is your answer.")
        return
    count = len(lines)
    out.print(f"The answer has {count} {'point' if count == 1 else 'points'}:", style="dim")
    for line in lines:
        out.print(words(f"  {line}"))


def one_line(text: str, width: int) -> str:
    """The text on one line, cut at `width` characters."""
    flat = " ".join(visible(text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def ledger(out: Console, shape: IngestShape) -> None:
    """The coverage ledger: a row a source, then the reasons for what was skipped."""
    for source in shape.sources:
        counts: dict[str, list[int]] = {}
        places: dict[str, list[LocatorShape]] = {}
        for span in source.spans:
            name = span.state if span.state != "skipped" else f"skipped: {span.reason}"
            entry = counts.setdefault(name, [0, 0])
            entry[0] += 1
            entry[1] += span.end - span.start
            places.setdefault(name, []).append(span.locator)
        table = Table(title=visible(source.name), title_justify="left", box=None, pad_edge=False)
        table.add_column("what became of the words", overflow="fold")
        table.add_column("where", overflow="fold", max_width=34)
        for column in ("spans", "characters", "share"):
            table.add_column(column, justify="right")
        for name, (spans, chars) in sorted(
            counts.items(), key=lambda item: (item[0] != "carded", -item[1][1])
        ):
            style = "green" if name == "carded" else "red" if name == "failed" else ""
            table.add_row(
                words(name, style),
                _where(places[name]),
                f"{spans}",
                f"{chars:,}",
                f"{chars / source.chars:.0%}",
            )
        table.add_row("all", "", f"{len(source.spans)}", f"{source.chars:,}", "100%", style="bold")
        out.print(table)
        for warning in source.warnings:
            out.print(words(warning, "yellow"))
        out.print()
    for failed in shape.failed:
        out.print(words(failed.error, "red"))


def _where(places: list[LocatorShape]) -> str:
    """Where spans stand, as `--skip` takes it."""
    from authoring.places import compact
    from decks.sources import Locator

    return compact([Locator.model_validate(one.model_dump(exclude={"label"})) for one in places])


def deck_rows(out: Console, decks: list[DeckShape]) -> None:
    """The decks, a row each."""
    table = Table(box=None, pad_edge=False)
    table.add_column("deck", overflow="fold")
    table.add_column("cards", justify="right")
    table.add_column("drafts waiting", justify="right")
    for deck in decks:
        table.add_row(words(deck.name), f"{deck.cards}", f"{deck.drafts_waiting}")
    out.print(table)


def draft_rows(out: Console, drafts: list[DraftShape]) -> None:
    """The queue, a row a draft."""
    table = Table(box=None, pad_edge=False)
    table.add_column("id", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("question", overflow="fold")
    for draft in drafts:
        shown = words(draft.question)
        if draft.missing:
            shown.append(f"\nlacks: {', '.join(draft.missing)}", "red")
        for finding in draft.findings:
            blocks = finding.gate == "block"
            reason = visible(finding.reason)
            shown.append(
                f"\n{finding.rule}{'!' if blocks else ''} {reason}", "red" if blocks else "dim"
            )
        if draft.objective:
            shown.append(f"\nC12 serves “{visible(draft.objective)}”", "green")
        if draft.like:
            shown.append(f"\n{visible(draft.like)}", "magenta")
        table.add_row(draft.id, draft.kind, shown)
    out.print(table)


def beside(out: Console, item: Beside, place: str = "") -> None:
    """A draft with the words of its source beside it."""
    draft = item.draft
    if item.quote:
        source = Text()
        source.append("…" + visible(item.before).lstrip(), style="dim")
        source.append(visible(item.quote), style="bold")
        source.append(visible(item.after).rstrip() + "…", style="dim")
        title = visible(" › ".join((f"{item.source}, {item.where}", *item.headings)))
        out.print(Panel(source, title=Text(title), title_align="left", border_style="dim"))
    body = Text()
    body.append(visible(draft.content.question) + "\n", style="bold")
    body.append(
        visible(draft.content.core_answer or "(no answer yet)"),
        style="" if draft.content.core_answer else "yellow",
    )
    if draft.content.explanation:
        body.append("\n" + visible(draft.content.explanation), style="dim")
    for point in draft.content.key_points:
        body.append(f"\n  • {visible(point.text)}")
    for formula in draft.content.formulas:
        body.append(f"\n  $ {visible(formula)}")
    for analogy in item.analogies:
        body.append(
            f"\n  analogy ({analogy.state}): {visible(analogy.content.text)}", style="italic"
        )
    for finding in draft.findings:
        style = "red" if finding.gate == "block" else "yellow"
        body.append(f"\n  {finding.rule} {finding.gate}: {visible(finding.reason)}", style=style)
    if draft.objective:
        body.append(f"\n  C12 serves “{visible(draft.objective)}”", style="green")
    if item.opinion is not None and item.opinion.sentence:
        body.append(f"\n  {visible(item.opinion.sentence)}", style="magenta")
    if draft.content.missing:
        body.append(f"\n  lacks: {', '.join(draft.content.missing)}", style="yellow")
    title = f"{place}{draft.content.kind} · {visible(draft.content.label) or draft.id}"
    out.print(
        Panel(
            body, title=Text(title), title_align="left", subtitle=draft.id, subtitle_align="right"
        )
    )


def verdict(out: Console, told: Told, zone: str) -> None:
    """What a student is told: verdict per key point, feedback, passage, analogy, next date."""
    result(out, told.grade)
    content = told.version.content
    out.print(words(f"Answer: {content.core_answer}"))
    if content.explanation:
        out.print(words(content.explanation, "dim"))
    for citation in told.version.citations[:1]:
        where = " › ".join((*citation.headings, citation.locator.label))
        out.print(words(f"In the notes ({where}): “{one_line(citation.quote, 160)}”", "dim"))
    for analogy in told.analogies:
        out.print(words(f"Like: {analogy.content.text}", "italic"))
        out.print(words(f"  It breaks where: {'; '.join(analogy.content.limits)}", "dim"))
    out.print(next_date(told, zone))
    if told.spared:
        out.print(
            "It was expected to be known, so the grader's word alone brings it forward and no"
        )
        out.print("more. If you did not know it, [g] says so.", markup=False)


def result(out: Console, grade: Grade) -> None:
    """The verdict alone."""
    from decks.grading import Scored

    if not isinstance(grade.result, Scored):
        out.print(words(grade.result.detail, "yellow"))
        return
    style = {"correct": "green", "partial": "yellow"}.get(grade.result.overall, "red")
    line = Text(f"{grade.result.overall}", style=f"bold {style}")
    line.append(
        f"  score {grade.result.score:.2f}, confidence {grade.result.confidence:.2f}", style="dim"
    )
    out.print(line)
    for point in grade.result.verdicts:
        mark, colour = VERDICT_STYLES[point.verdict]
        name = str(point.verdict)
        if name == "contradicted" and grade.result.overall == "correct":
            mark, colour, name = "?", "yellow", "compare"
        row = Text(f"  {mark} {name:13}", style=colour)
        row.append(visible(point.text), style="")
        if point.quote:
            row.append(f"  ← “{one_line(point.quote, 60)}”", style="dim")
        out.print(row)
    if grade.result.feedback:
        out.print(words(grade.result.feedback))


def answered_rows(out: Console, answered: list[tuple[str, Told]], zone: str) -> None:
    """Answers, what was made of each, and when its card comes back."""
    from decks.grading import Scored

    table = Table(box=None, pad_edge=False)
    for column in ("answer", "verdict", "score", "comes back"):
        table.add_column(column)
    for name, told in answered:
        result = told.grade.result
        table.add_row(
            words(name),
            result.overall if isinstance(result, Scored) else "cannot tell",
            f"{result.score:.2f}" if isinstance(result, Scored) else "",
            moment(told.state.due, zone) if told.moved and told.state else "date unmoved",
        )
    out.print(table)


def next_date(told: Told, zone: str) -> Text:
    """The one next date, in the learner's zone."""
    if told.stale:
        return Text(
            "The card was reviewed elsewhere meanwhile: this answer is kept, its date stays.",
            "yellow",
        )
    if told.state is None or not told.moved:
        return Text("No date moved.", "yellow")
    return Text(f"Next: {moment(told.state.due, zone)}", "cyan")


def found_rows(out: Console, rows: list[FoundShape]) -> None:
    """What a search found, best first."""
    for row in rows:
        where = f" · {row.locator.label}" if row.locator else ""
        out.print(words(f"{row.score:.2f}  {row.kind} · {row.deck}{where}", "bold"))
        out.print(words(f"      {one_line(row.text, 90)}"))


def moment(when: datetime, zone: str) -> str:
    """A time as the learner's clock shows it."""
    return when.astimezone(ZoneInfo(zone)).strftime("%a %d %b %Y %H:%M")


def due_rows(out: Console, rows: list[DueShape], zone: str) -> None:
    """The due list."""
    table = Table(box=None, pad_edge=False)
    for column in ("question", "state", "due", "expected recall"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(
            words(row.question),
            row.state,
            moment(row.due, zone) if row.due else "new",
            f"{row.expected_recall:.0%}" if row.expected_recall is not None else "",
        )
    out.print(table)


def stats(out: Console, shape: StatsShape) -> None:
    """Counts, mastery, and a bar for each learner's day ahead, of which the first is today's."""
    out.print(words(f"{shape.deck}, {shape.learner}", "bold"))
    out.print(
        f"{counted(shape.cards, 'card')}: {shape.unseen} unseen, "
        f"{shape.learning} learning, {shape.review} in review"
    )
    out.print(
        f"{shape.due_now} due now, {counted(shape.drafts_waiting, 'draft')} waiting for review"
    )
    out.print(
        f"mastery {shape.mastery:.0%} now, {shape.mastery_tomorrow:.0%} tomorrow "
        "(mean recall expected; unseen cards count 0)"
    )
    out.print(
        f"{counted(shape.reviews, 'review')}, {counted(shape.answers, 'answer')}, "
        f"{shape.unscored} without a score"
    )
    if shape.critic is not None and shape.critic.decided:
        out.print(words(shape.critic.sentence))
    out.print("Reviews due by day (a day begins at 04:00):")
    peak = max(shape.due_by_day.values(), default=0)
    for ahead, (day, count) in enumerate(shape.due_by_day.items()):
        bar = "█" * round(40 * count / peak) if peak else ""
        row = f"{day}  {count:4d} {bar}".rstrip()
        out.print(row if ahead else f"{row}  today")

"""How claims, rulings and regrades look on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.table import Table

from cli.render import counted, one_line, words

if TYPE_CHECKING:
    from rich.console import Console

    from decks.rulings import Notice
    from service.disputes.ruling_shapes import (
        ChangeShape,
        ClaimShape,
        ClusterShape,
        RegradeShape,
        ReversalShape,
        RulingShape,
    )
    from service.shapes import CardShape

MOST = 20
"""Rows of changes on a screen; `--json` has them all."""


def clusters(out: Console, found: Sequence[ClusterShape]) -> None:
    """Each cluster with the question, the key, what was typed and what is said for it."""
    for each in found:
        first = each.claims[0]
        out.print(words(f"{each.question}  ({each.deck})", "bold"))
        out.print(words(f"  The answer: {each.core_answer}", "dim"))
        if each.key_points != (each.core_answer,):
            out.print(words(f"  The key: {'; '.join(each.key_points)}", "dim"))
        said = one_line(each.text or "", 300) or "(no words)"
        out.print(words(f"  {counted(each.size, 'claim')}: {said}"))
        score = "" if first.score is None else f", score {first.score:.2f}"
        out.print(words(f"  The grade now: {first.verdict or 'none'}{score}"))
        for claim in each.claims:
            if claim.sentence:
                out.print(words(f"    {claim.learner}: {one_line(claim.sentence, 200)}", "italic"))
        state = first.state if first.state == "open" else f"{first.state}. {first.reason}".strip()
        out.print(words(f"  {first.id}  {state}", "dim"))
        out.print()
    if any(each.claims[0].state == "open" for each in found):
        out.print("Rule on all that say the same: cardwright rule variant|point|fault|no CLAIM")


def key(out: Console, card: CardShape) -> None:
    """All that a card's key holds: points, other wordings, wrong ideas, other whole answers."""
    for text in card.references:
        out.print(words(f"  also right: {text}"))
    for number, point in enumerate(card.key_points, 1):
        optional = "" if point.required else ", optional"
        weight = "" if point.weight == 1 else f", weight {point.weight:g}"
        out.print(words(f"  {number}. {point.text}{weight}{optional}"))
        for text in point.variants:
            out.print(words(f"       or: {text}", "green"))
        for text in point.wrong_ideas:
            out.print(words(f"       wrong: {text}", "red"))
    for formula in card.formulas:
        out.print(words(f"  $ {formula}"))
    if card.explanation:
        out.print(words(f"  {card.explanation}", "dim"))


def own_claims(out: Console, found: Sequence[ClaimShape]) -> None:
    """What a student claimed, the newest first, and what became of each."""
    if not found:
        out.print("Nothing was claimed.")
    for each in found:
        out.print(words(f"{each.state}  {one_line(each.text or '(no words)', 200)}"))
        if each.verdict is not None:
            score = "" if each.score is None else f", score {each.score:.2f}"
            out.print(words(f"  The grade now: {each.verdict}{score}", "dim"))
        if each.sentence:
            out.print(words(f"  You said: {one_line(each.sentence, 200)}", "italic"))
        if each.reason:
            out.print(words(f"  {one_line(each.reason, 500)}", "dim"))


def ruling(out: Console, shape: RulingShape, zone: str = "UTC") -> None:
    """What a ruling does, or did; dates as the clock of this zone shows them."""
    where = "" if shape.point is None else f" of key point {shape.point}"
    teaches = f"{where}: {shape.words}" if shape.words else ""
    out.print(words(f"{shape.question}", "bold"))
    out.print(words(f"Ruling: {shape.kind}{teaches}"))
    if shape.reason:
        out.print(words(f"Because: {shape.reason}"))
    if shape.done and not shape.changes:
        out.print("Done already: nothing changed.")
        return
    changes(out, shape.changes, zone)
    out.print(f"{counted(shape.settled, 'claim')} settled, {counted(shape.told, 'student')} told.")
    if shape.short:
        short = "answer is" if shape.short == 1 else "answers are"
        out.print(
            f"{shape.short} upheld {short} not correct all the same: another point that the key "
            "asks for is missing."
        )
        out.print("Where that is too much to ask: rule variant, or make the point optional.")
    if shape.kept:
        lower = "grade" if shape.kept == 1 else "grades"
        out.print(f"{shape.kept} other {lower} would be lower by the new key: they stay as given.")
    if not shape.done:
        out.print("Nothing was written yet: add --apply to do it.")


NO_REASON = "(no reason yet)"
"""Stands for the reason where taking a ruling back is only looked at."""


def reversal(out: Console, shape: ReversalShape, zone: str = "UTC") -> None:
    """What taking a ruling back does, or did."""
    teaches = f": {shape.words}" if shape.words else ""
    out.print(words(f"{shape.question}", "bold"))
    out.print(words(f"Taken back: {shape.kind}{teaches}"))
    out.print(words(f"Because: {shape.reason}"))
    if shape.done and not shape.changes and not shape.waits:
        out.print("Done already: nothing changed.")
        return
    changes(out, shape.changes, zone)
    waits = f"{counted(shape.waits, 'claim')} open again, {counted(shape.told, 'student')} told."
    out.print(waits + (" The card comes back into study." if shape.revives else ""))
    if shape.later:
        later = f"{counted(shape.later, 'later answer')} judged by the key of that ruling"
        out.print(f"{later}: cardwright regrade judges them anew.")
    if not shape.done:
        needs = "--reason (the students read it) and --apply"
        needs = needs if shape.reason == NO_REASON else "--apply"
        out.print(f"Nothing was written yet: add {needs} to do it.")


def regrade(out: Console, shape: RegradeShape, zone: str = "UTC") -> None:
    """What a regrade changes, or changed."""
    out.print(words(f"{shape.deck}: {counted(shape.answers, 'answer')}", "bold"))
    out.print(f"By {shape.grader.name} {shape.grader.version}.")
    if shape.changes or not shape.changed:
        changes(out, shape.changes, zone)
    else:
        out.print("Every verdict and every date stays as it was.")
    for flip in shape.flips:
        out.print(f"{flip.count:>6,}  {flip.before or 'no grade'} -> {flip.after}")
    out.print(
        f"{counted(shape.changed, 'answer')} graded anew, {counted(shape.moved, 'date')} moved; "
        f"{shape.current} current already, {shape.protected} decided by people, "
        f"{shape.stands} stand."
    )
    standing(out, shape.stands)
    if not shape.applied and shape.changed:
        out.print("Nothing was written yet: add --apply to do it.")


def standing(out: Console, count: int) -> None:
    """Why some answers keep the grade they have, where some do."""
    if count:
        out.print(
            "Where the grader cannot tell, an answer keeps the grade that it got before: doubt is "
            "no reason to take one back."
        )


def changes(out: Console, found: Sequence[ChangeShape], zone: str = "UTC") -> None:
    """Verdicts and dates before and after: verdicts that change first, then dates that move."""
    if not found:
        out.print("No verdict and no date changes.")
        return
    first = sorted(
        found,
        key=lambda each: (
            each.verdict_before == each.verdict_after,
            each.due_before == each.due_after,
        ),
    )
    table = Table(box=None, pad_edge=False)
    table.add_column("who", overflow="fold")
    table.add_column("answer", overflow="fold")
    table.add_column("verdict", no_wrap=True)
    table.add_column("due", no_wrap=True)
    for each in first[:MOST]:
        table.add_row(
            words(each.learner),
            words(one_line(each.text or "", 40)),
            _arrow(each.verdict_before, each.verdict_after),
            _arrow(*_dates(each.due_before, each.due_after, zone)),
        )
    out.print(table)
    if len(first) > MOST:
        out.print(f"... and {len(first) - MOST} more: --json has them all.")


def notices(out: Console, waiting: Sequence[Notice]) -> None:
    """What a student is told once."""
    for notice in waiting:
        out.print(words(notice.sentence, "cyan"))


def _arrow(before: str | None, after: str | None) -> str:
    return f"{before or '-'}" if before == after else f"{before or '-'} -> {after or '-'}"


def _dates(before: datetime | None, after: datetime | None, zone: str) -> list[str | None]:
    """Both dates, as exactly as it takes to see that they are two."""
    local = [due.astimezone(ZoneInfo(zone)) if due else None for due in (before, after)]
    forms = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
    shown: list[str | None] = []
    for form in forms:
        shown = [None if due is None else due.strftime(form) for due in local]
        if before == after or shown[0] != shown[1]:
            break
    return shown

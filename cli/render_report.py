"""How a grader's report card looks on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from cli.render import counted, one_line, words
from cli.render_judging import standing

if TYPE_CHECKING:
    from rich.console import Console

    from service.disputes.ruling_shapes import ProposalShape
    from service.trust.report_shapes import (
        AgreementShape,
        ReportCardShape,
        ShareShape,
        StandardShape,
    )


def report(out: Console, shape: ReportCardShape) -> None:
    """The whole card."""
    out.print(words(f"{shape.deck}: how far the grader can be trusted", "bold"))
    out.print(words(f"{shape.grader.name} {shape.grader.version}", "dim"))
    out.print(_standard(shape.standard))
    abstained = _share(shape.abstained)
    out.print(f"{counted(shape.answers, 'answer')}; it could not tell of {abstained}.")
    claims = shape.claims
    out.print(
        f"Claims: {claims['open']} open, {claims['upheld']} upheld, {claims['declined']} declined."
    )
    out.print()
    if shape.labels:
        out.print(f"{counted(shape.labels, 'label')} given.")
        _agreements(out, shape)
    else:
        command = f"cardwright report-card label {shape.deck!r}"
        out.print(words(f"No labels yet: {command} (30 are a start)."))
    out.print()
    table = Table(box=None, pad_edge=False, title="Known answers", title_justify="left")
    for column in ("made by rule", "should", "do", "cannot tell"):
        table.add_column(column, no_wrap=True)
    for each in shape.canaries:
        should = "pass" if each.right else "fail"
        table.add_row(each.made, should, f"{each.share.hits}/{each.share.of}", f"{each.unscored}")
    out.print(table)
    for each in shape.canaries:
        for question, text in each.failures:
            said = f"{each.made}: {one_line(question, 60)} > {one_line(text, 60)}"
            out.print(words(said, "yellow"))


def _agreements(out: Console, shape: ReportCardShape) -> None:
    rows = [
        ("a fair sample", shape.agreement),
        ("more, least sure of", shape.near),
        *((each.name, each.agreement) for each in shape.by_length),
        *((f"{each.name} sure", each.agreement) for each in shape.by_confidence),
        *((f"correct from {each.cut:.2f} on", each.agreement) for each in shape.points),
    ]
    table = Table(box=None, pad_edge=False, title="Beside blind labels", title_justify="left")
    table.add_column("on", overflow="fold")
    table.add_column("labels", justify="right", no_wrap=True)
    for column in ("agrees", "too strict", "too lenient"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, agreement in rows:
        if agreement.same.of:
            table.add_row(name, f"{agreement.same.of}", *_row(agreement))
    out.print(table)


def _row(found: AgreementShape) -> tuple[str, str, str]:
    return _share(found.same), _share(found.strict), _share(found.lenient)


def _share(found: ShareShape) -> str:
    if found.share is None:
        return "-"
    return f"{found.share:.0%} ({found.low:.0%} to {found.high:.0%})"


def _standard(found: StandardShape | None) -> str:
    if found is None:
        return "As the grader ships: correct from 0.50 on."
    said = f"Correct from {found.cut:.2f} on"
    if (found.slope, found.offset) == (1.0, 0.0):
        return f"{said}; nothing learned from judgements."
    return (
        f"{said}; slope {found.slope:.2f} and offset {found.offset:+.2f} "
        f"learned from {counted(found.learned_from, 'judgement')}."
    )


def proposal(out: Console, shape: ProposalShape) -> None:
    """What a standard would change, or that it is kept."""
    out.print(words(f"{shape.deck}", "bold"))
    out.print(f"Now:  {_standard(shape.before)}")
    out.print(f"Then: {_standard(shape.after)}")
    if shape.loss_before:
        out.print(
            f"Cross-entropy on what it is learned from: {shape.loss_before:.3f} to "
            f"{shape.loss_after:.3f}."
        )
    looked_at = counted(shape.looked_at, "newest answer")
    out.print(f"Of the {looked_at}, grading anew would then change:")
    for flip in shape.flips:
        out.print(f"{flip.count:>6,}  {flip.before or 'no grade'} -> {flip.after}")
    if not shape.flips:
        out.print("     0  verdicts")
    out.print(
        f"{counted(shape.moved, 'date')} would move; {shape.protected} decided by people, "
        f"{shape.stands} stand."
    )
    standing(out, shape.stands)
    if shape.kept:
        out.print(
            words(f"Kept. Earlier grades stay until: cardwright regrade {shape.deck!r} --apply")
        )
    else:
        out.print("Nothing was written yet: add --apply to keep it.")
    out.print(
        "To take it back later: the point of before, and regrade. Grades and dates are then those "
        "of before."
    )

"""How a grader's report card looks on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from cli.render import counted, one_line, words

if TYPE_CHECKING:
    from rich.console import Console

    from service.trust.report_shapes import (
        AgreementShape,
        ProposalShape,
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
        (f"a fair sample of {shape.agreement.same.of}", shape.agreement),
        (f"{shape.near.same.of} more, least sure of", shape.near),
        *((each.name, each.agreement) for each in shape.by_length),
        *((f"{each.name} sure", each.agreement) for each in shape.by_confidence),
        *((f"correct from {each.cut:.2f} on", each.agreement) for each in shape.points),
    ]
    table = Table(box=None, pad_edge=False, title="Beside blind labels", title_justify="left")
    table.add_column("on", overflow="fold")
    for column in ("agrees", "too strict", "too lenient"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, agreement in rows:
        if agreement.same.of:
            table.add_row(name, *_row(agreement))
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
    return (
        f"Correct from {found.cut:.2f} on; slope {found.slope:.2f} and offset {found.offset:+.2f} "
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
    out.print(f"Of the {counted(shape.looked_at, 'newest answer')}:")
    for flip in shape.flips:
        out.print(f"{flip.count:>6,}  {flip.before} -> {flip.after}")
    if not shape.flips:
        out.print("     0  verdicts change")
    if shape.kept:
        out.print("Kept. Earlier grades stay until: cardwright regrade DECK --apply")
    else:
        out.print("Nothing was written yet: add --apply to keep it.")

"""Writes `evals/drafting/report.md`: every file through `cardwright eval drafting`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from decks.errors import WorkFailed
from evals.drafting.files import FILES, data_folder
from evals.drafting.labelled import agreement
from providers.minilm import MiniLm
from service.notes.measuring import DraftingShape

_HEAD = """# The built-in drafter on real notes: what was reached

Made by `python -m evals.drafting`, one process a file, each in a data folder of its own. No model:
with one configured, `cardwright eval drafting` prints the same measures of its drafts.
"Asked" means that a draft asks the same as the gold question by the test in
`docs/why/same-question.md`.
"""
_KINDS = {"glossary": "glossary", "review": "review", "free_response": "free response"}


@dataclass(frozen=True, slots=True)
class Run:
    """The measures of one file, the most memory that its processes held, in megabytes, and the
    seconds of processor time that they took with the matching of gold questions.
    """

    shape: DraftingShape
    megabytes: float
    processor: float


def main() -> None:
    """Measures every file and writes the report beside this module."""
    runs = [_run(data_folder(), notes, gold) for notes, gold in FILES]
    parts = [
        _HEAD,
        "## Gold questions asked\n",
        _gold(runs),
        "## How far the test can be trusted\n",
        _trust(),
        "## Drafts\n",
        _drafts(runs),
        "## What the rubric finds (drafts by rule, blocked / flagged)\n",
        _rubric(runs),
        "## What was left out: characters by reason\n",
        _skipped(runs),
    ]
    place = Path(__file__).parent / "report.md"
    place.write_text("\n".join(parts), encoding="utf-8")
    print(place.read_text(encoding="utf-8"))


def _run(data: Path, notes: str, gold: str | None) -> Run:
    """One file in a process of its own, with the peak of its memory and its children's."""
    command = [sys.executable, "-m", "cli.main", "eval", "drafting", "--json"]
    command += ["--notes", str(data / "notes" / notes)]
    if gold is not None:
        command += ["--gold", str(data / "decks" / gold)]
    alone = {key: value for key, value in os.environ.items() if not key.startswith("CARDWRIGHT_")}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        command, stdout=subprocess.PIPE, env=alone
    )
    out = process.stdout.read() if process.stdout is not None else b""
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise WorkFailed(f"{notes} could not be measured: run cardwright eval drafting on it.")
    return Run(
        shape=DraftingShape.model_validate(json.loads(out)),
        megabytes=usage.ru_maxrss / 1024,
        processor=usage.ru_utime + usage.ru_stime,
    )


def _gold(runs: Sequence[Run]) -> str:
    lines = [
        "| notes | glossary | review | free response | other |",
        "| --- | --- | --- | --- | --- |",
    ]
    total: Counter[str] = Counter()
    for run in runs:
        if run.shape.gold is None:
            continue
        cells: dict[str, list[int]] = {}
        for each in run.shape.coverage:
            cell = cells.setdefault(_KINDS.get(each.kind, "other"), [0, 0])
            cell[0] += each.covered
            cell[1] += each.questions
        told = [_of(*cells[kind]) if kind in cells else "" for kind in (*_KINDS.values(), "other")]
        lines.append(f"| {run.shape.notes} | {' | '.join(told)} |")
        if "biology" in run.shape.notes:
            for kind, (covered, questions) in cells.items():
                total[f"{kind} covered"] += covered
                total[kind] += questions
    both = ("review", "free response")
    asked = sum(total[f"{kind} covered"] for kind in both)
    lines += [
        "",
        "Both biology chapters: glossary "
        f"{_of(total['glossary covered'], total['glossary'])}, review and free response together "
        f"{_of(asked, sum(total[kind] for kind in both))}.",
        "Exam questions without an answer cannot be tried by the test and count as not asked.",
        "",
    ]
    return "\n".join(lines)


def _trust() -> str:
    embedder = MiniLm()
    lines = [
        "| pairs judged by a person | same to both | to the test alone | to the person alone | "
        "to neither | precision | recall | draft gone |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, glossary in (("glossary terms", True), ("review and free response", False)):
        told = agreement(embedder, glossary=glossary)
        lines.append(
            f"| {name} | {told.both} | {told.test_only} | {told.person_only} | {told.neither} | "
            f"{told.precision:.2f} | {told.recall:.2f} | {told.gone} |"
        )
    lines += [
        "",
        "The thresholds were chosen on these pairs, so the agreement on others will be lower.",
        "",
    ]
    return "\n".join(lines)


def _drafts(runs: Sequence[Run]) -> str:
    lines = [
        "| notes | words | drafts | for 1,000 words | without a finding | blocked | quotes "
        "verified | spans accounted for | s | CPU s | MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for run in runs:
        shape = run.shape
        lines.append(
            f"| {shape.notes} | {shape.words:,} | {shape.drafts} | "
            f"{shape.drafts_per_1000_words:.1f} | {shape.clean} | {shape.blocked} | "
            f"{shape.quotes_verified} | {_of(shape.spans_accounted, shape.spans)} | "
            f"{shape.seconds:.0f} | {run.processor:.0f} | {run.megabytes:.0f} |"
        )
    lines += [
        "",
        "Seconds are of the clock, on a machine that was busy with other work, from the file to "
        "its stored, checked and indexed drafts; CPU seconds are those of the whole command.",
        "",
    ]
    return "\n".join(lines)


def _rubric(runs: Sequence[Run]) -> str:
    counted: Counter[tuple[str, str]] = Counter()
    for run in runs:
        for each in run.shape.rubric:
            counted[each.rule, "blocks"] += each.blocks
            counted[each.rule, "flags"] += each.flags
    drafts = sum(run.shape.drafts for run in runs)
    rules = sorted({rule for rule, _ in counted}, key=lambda rule: int(rule[1:]))
    told = ", ".join(
        f"{rule} {counted[rule, 'blocks']} / {counted[rule, 'flags']}" for rule in rules
    )
    return f"{told or 'nothing'}; of {drafts} drafts.\n"


def _skipped(runs: Sequence[Run]) -> str:
    lines = [
        "| notes | carded | not selected | skipped, by reason |",
        "| --- | ---: | ---: | --- |",
    ]
    for run in runs:
        shape = run.shape
        reasons = ", ".join(f"{why} {chars:,}" for why, chars in shape.skipped.items())
        lines.append(
            f"| {shape.notes} | {shape.chars_carded:,} | {shape.chars_not_selected:,} | {reasons} |"
        )
    return "\n".join([*lines, ""])


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.0f} %)"

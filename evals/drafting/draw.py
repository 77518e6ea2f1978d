"""`python -m evals.drafting.draw --seed 5 --each 10 NOTES...`: a sheet for a blind reading.

Drafts of the built-in drafter drawn at random, equal numbers a file, shuffled, each with the words
that it rests on marked in their surroundings. Readers see the sheet and the rubric alone; which
rule made a draft goes to the file that `--key` names. Both hold words of the notes: neither belongs
in this project.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from decks.drafts import Draft
from decks.errors import CardwrightError
from decks.sources import SourceVersion
from evals.drafting.files import data_folder
from evals.drafting.made import made_of

AROUND = 300
"""Characters of the notes shown on either side of the words that a draft rests on."""

Drawn = tuple[str, Draft, SourceVersion]
"""Name of the file, the draft, and the text that it was made from."""


def drafts_of(place: Path) -> list[Drawn]:
    """The drafts of one file that wait for review."""
    with made_of(place) as made:
        return [(place.name, draft, made.version) for draft in made.drafts if not draft.blocks]


def drawn(places: Sequence[Path], *, seed: int, each: int) -> list[Drawn]:
    """`each` drafts of every file (all where it has fewer), shuffled; the same for one seed."""
    dice = random.Random(seed)
    found: list[Drawn] = []
    for place in places:
        drafts = sorted(
            drafts_of(place), key=lambda row: (row[1].position, row[1].content.question)
        )
        found += dice.sample(drafts, min(each, len(drafts)))
    dice.shuffle(found)
    return found


def sheet(rows: Sequence[Drawn]) -> str:
    """What the readers get: no rule, no finding, no worth."""
    return "\n".join(_entry(number, *row) for number, row in enumerate(rows, start=1))


def _entry(number: int, name: str, draft: Draft, version: SourceVersion) -> str:
    content = draft.content
    lines = [f"## {number}. ({name})", f"Question: {content.question}"]
    lines.append(f"Answer: {content.core_answer}")
    if content.explanation:
        lines.append(f"Explanation: {content.explanation}")
    if content.label:
        lines.append(f"Label: {content.label}")
    lines += [_around(version, cited.start, cited.end) for cited in draft.citations]
    return "\n".join([*lines, ""])


def _around(version: SourceVersion, start: int, end: int) -> str:
    before = version.text[max(0, start - AROUND) : start]
    after = version.text[end : end + AROUND]
    words = f"...{before}>>>{version.text[start:end]}<<<{after}..."
    return f"In the notes: {' '.join(words.split())}"


def key(rows: Sequence[Drawn]) -> str:
    """One line of JSON a draft: its number, file, rule and worth."""
    return "".join(
        json.dumps(
            {"number": number, "notes": name, "rule": draft.provenance.rule, "worth": draft.worth}
        )
        + "\n"
        for number, (name, draft, _) in enumerate(rows, start=1)
    )


def main(arguments: Sequence[str]) -> int:
    """Prints the sheet; 2, with one sentence, where the notes are not there."""
    parser = argparse.ArgumentParser(prog="python -m evals.drafting.draw")
    parser.add_argument("notes", nargs="+", help="names of files in the folder of notes")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--each", type=int, default=10)
    parser.add_argument("--key", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        places = [data_folder() / "notes" / name for name in chosen.notes]
        rows = drawn(places, seed=chosen.seed, each=chosen.each)
    except CardwrightError as error:
        print(error, file=sys.stderr)
        return 2
    if chosen.key is not None:
        chosen.key.write_text(key(rows), encoding="utf-8")
    print(sheet(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

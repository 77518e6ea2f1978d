"""The sheet of offered analogies: what is drawn, and how it is told.

The real notes go through reading, drafting and the search of the bank, as `analogies suggest
--deck` does it; from what is offered a fixed seed draws. The sheet holds words of the notes, so it
is printed and never kept in the project; what readers found stands in `report.md`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from decks.analogies import Analogy
from decks.drafts import Draft
from evals.drafting.files import FILES, data_folder
from evals.drafting.made import DECK, made_of
from service.reviewing.likening import suggest_for_deck

SEED = 20261130
DRAWN = 30


@dataclass(frozen=True, slots=True)
class Offered:
    """An analogy beside the draft that it is offered for, and the file of that."""

    file: str
    draft: Draft
    analogy: Analogy


def main() -> None:
    """Prints what was offered of how much, and the drawn ones (`--seed` draws others)."""
    parser = argparse.ArgumentParser(prog="python -m evals.analogies")
    parser.add_argument("--seed", type=int, default=SEED)
    seed = parser.parse_args().seed
    folder = data_folder()
    found: list[Offered] = []
    count: Counter[str] = Counter()
    for name, _ in FILES:
        drafts, offered = _offered(folder / "notes" / name)
        count[name] = drafts
        found += offered
    print(f"{len(found)} analogies for {count.total()} drafts of {len(FILES)} files\n")
    for name, drafts in count.items():
        print(f"  {sum(each.file == name for each in found):4} of {drafts:4}  {name}")
    drawn = random.Random(seed).sample(found, min(DRAWN, len(found)))
    for number, each in enumerate(drawn, 1):
        print(f"\n{number}. {_told(each)}")


def _offered(file: Path) -> tuple[int, list[Offered]]:
    """The number of drafts of a file, and the analogies offered for them."""
    with made_of(file) as made:
        drafts = {draft.id: draft for draft in made.drafts}
        suggested = suggest_for_deck(made.app, DECK)
    return len(drafts), [Offered(file.name, drafts[each.subject_id], each) for each in suggested]


def _told(each: Offered) -> str:
    content, draft = each.analogy.content, each.draft.content
    quote = each.draft.citations[0].quote if each.draft.citations else ""
    roles = "; ".join(f"{familiar} = {target}" for familiar, target in content.roles)
    return "\n   ".join(
        [
            f"[{each.file}] {draft.question}",
            f"answer: {draft.core_answer}",
            f"notes: {' '.join(quote.split())[:240]}",
            f"analogy ({content.relation}): {content.text}",
            f"roles: {roles}",
            f"limits: {' '.join(content.limits)}",
        ]
    )

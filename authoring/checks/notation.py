"""C10: mathematics parses as TeX would parse it, and nothing was lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.cards import DraftContent
from decks.drafts import Finding, Gate
from decks.exchange.commands import COMMANDS
from decks.exchange.repair import mend

_MATH = re.compile(r"\$\$?([^$]+)\$\$?")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_BARE = re.compile(r"\\[A-Za-z]{2,}|[A-Za-z]_\{|\^\{")
MAX_DEPTH = 50


def c10_notation(content: DraftContent) -> Iterator[Finding]:
    """Balanced braces, known commands, no lost underscores, dollar signs around mathematics."""
    for tex in dict.fromkeys((*content.formulas, *_delimited(content))):
        problem = problem_of(tex)
        if problem is not None:
            yield Finding(rule="C10", gate=Gate.BLOCK, reason=problem)
            return
    for words in (content.question, content.core_answer or "", content.explanation):
        found = _BARE.search(_MATH.sub(" ", words))
        if found is not None:
            yield Finding(
                rule="C10", gate=Gate.FLAG, reason=f"Mathematics without $ around it: {found[0]}."
            )
            return


def _delimited(content: DraftContent) -> list[str]:
    whole = " ".join((content.question, content.core_answer or "", content.explanation))
    return _MATH.findall(whole)


def problem_of(tex: str) -> str | None:
    """What is wrong with a formula, in one sentence, or None."""
    depth = 0
    for place, char in enumerate(tex):
        if char in "{}" and (place == 0 or tex[place - 1] != "\\"):
            depth += 1 if char == "{" else -1
            if depth < 0 or depth > MAX_DEPTH:
                break
    if depth != 0:
        return f"Braces do not come in pairs in {_short(tex)}."
    unknown = [name for name in _COMMAND.findall(tex) if name not in COMMANDS]
    if unknown:
        return f"Unknown command \\{unknown[0]} in {_short(tex)}."
    repairs = mend(f"${tex}$").repairs
    if repairs:
        return f"An underscore seems lost: {repairs[0].as_found}, perhaps {repairs[0].repaired}."
    return None


def _short(tex: str) -> str:
    return tex if len(tex) <= 40 else tex[:39] + "…"

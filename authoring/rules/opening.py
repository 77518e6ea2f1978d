"""Acronyms of a question, opened as the source opens them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from authoring.checks import wording
from authoring.rules.candidate import Candidate
from decks.cards import CardKind

_NAME_ENDS = re.compile(r"^(?:The|An?)\s|\.$")
MOST_NAME_WORDS = 6
_AGENT = re.compile(r"\b(does|is|do) ([a-z]*(?:coder|rator|nator|ifier|imizer))(?=[\s?,])")
"""Parts of a machine that terse notes name without an article."""
_COUNTABLE = re.compile(
    r"(?:[cd]oder|network|model|machine|algorithm|classifier|function|system|unit|layer|chain|field|"
    r"filter|matrix|distribution|corporation|committee|board|agency|administration|bound|score)$",
    re.IGNORECASE,
)
_BARE_PLACE = re.compile(r"\b(?:is|does|do|can|of|in|by|did|was)\s$")
"""An acronym stands without an article where its long form wants one."""


def opened(candidate: Candidate, acronyms: Mapping[str, str]) -> Candidate:
    """The candidate with the acronyms of its question opened, as the source opens them, and with
    both forms of a name that it asks for.
    """
    question = _AGENT.sub(r"\1 the \2", candidate.question)
    variants = list(candidate.variants)
    for short, long in acronyms.items():
        if candidate.named and _NAME_ENDS.sub("", candidate.core_answer) in (short, long):
            variants.append(long if short in candidate.core_answer else short)
        if short in wording.KNOWN_ACRONYMS:
            continue
        found = re.search(rf"(?<![\w(-]){short}(?P<many>s?)(?![\w)-])", question)
        if found is None or long.casefold() in question.casefold() or f"“{short}" in question:
            continue
        many = "s" if found["many"] and not long.endswith("s") else ""
        if not many and _COUNTABLE.search(long) and _BARE_PLACE.search(question[: found.start()]):
            long = f"the {long}"
        question = f"{question[: found.start()]}{long}{many} ({found[0]}){question[found.end() :]}"
    answer = _with_names(candidate, question, acronyms)
    if candidate.named and len(candidate.label.split()) <= MOST_NAME_WORDS:
        variants += [part for part in candidate.label.split(" or ") if part != candidate.label]
    variants = [each for each in dict.fromkeys(variants) if each != answer]
    return replace(candidate, question=question, core_answer=answer, variants=tuple(variants))


MOST_ANSWER_WORDS = 25


def _with_names(candidate: Candidate, question: str, acronyms: Mapping[str, str]) -> str:
    """The answer with the first acronym opened that neither it nor the question opens."""
    answer = candidate.core_answer
    if candidate.named or candidate.kind in (CardKind.CLOZE, CardKind.FORMULA):
        return answer
    for short, long in acronyms.items():
        found = re.search(rf"(?<![\w(-]){short}(?![\w)-])", answer)
        if found is None or short in wording.KNOWN_ACRONYMS or short in question:
            continue
        whole = f"{answer[: found.start()]}{long} ({short}){answer[found.end() :]}"
        known = long.casefold() in f"{question} {answer}".casefold()
        if not known and len(whole.split()) <= MOST_ANSWER_WORDS and found.start() > 0:
            return whole
    return answer

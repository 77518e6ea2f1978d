"""C2 to C8 and C12: how question and answer are worded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.cards import CardKind, DraftContent
from decks.drafts import Finding, Gate

MAX_WORDS = 25
_ONE_OF_MANY = re.compile(
    r"(?:^(?:what|which)(?: (?:is|are|was|were))?|\b(?:name|give|state|describe|mention)) "
    r"(?:one|some|a key|an? example|an? advantage|any)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:name|list|give|state|enumerate)\b.{0,20}\b(?:two|three|four|five|six|seven|\d|all|some|"
    r"several|the main)\b|\bwhat are the (?:two|three|four|five|six|\d|main|different)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"^(?:is|are|was|were|do|does|did|can|could|has|have|had|should|will|would|may|might)\b|"
    r"\btrue or false\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:this|that|these|those) (?:lecture|chapter|section|slide|method|model|approach|example|"
    r"figure|table|equation|course|paper|book)\b|\b(?:above|below|previous slide|as shown|here)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"^(?:It|They|Them|Him|Her)\s(?:through|from|along|across|into|onto|out|up|down|over|under|"
    r"between|by|with|without|at|in|on|to|for|of|because|when|while|and|or|but)\b"
)
"""An answer that begins in mid-sentence: "It through the conduit because ..."."""
_LOOSE = re.compile(r"\b(?:it|they|this|these|those|such)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-Z]{3,6}s?\b")
_DATED = re.compile(
    r"\b(?:currently|recently|nowadays|state of the art|today|latest|newest)\b", re.I
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_FORMULA = re.compile(r"\$(?!\d[^$\n]*\$\d)[^$\n]+\$")
KNOWN_ACRONYMS = frozenset({"DNA", "RNA", "ATP", "USA", "HTTP", "HTML", "JSON", "YAML", "NASA"})


def _flag(rule: str, reason: str, gate: Gate = Gate.FLAG) -> Finding:
    return Finding(rule=rule, gate=gate, reason=reason)


def c2_one_idea(content: DraftContent) -> Iterator[Finding]:
    """One or two key points, at most 25 words, a formula being one; from three points on a person
    has to overrule.
    """
    points = len(content.key_points)
    if points > 2:
        yield _flag("C2", f"{points} key points: split it, one idea a card.", Gate.BLOCK)
    words = len(_FORMULA.sub("$", content.core_answer or "").split())
    if words > MAX_WORDS and content.kind is not CardKind.FORMULA:
        yield _flag("C2", f"The core answer has {words} words; {MAX_WORDS} are enough.")


def c3_one_right_answer(content: DraftContent) -> Iterator[Finding]:
    """The question has one right answer."""
    found = _ONE_OF_MANY.search(_own_words(content.question))
    if found is not None:
        yield _flag("C3", f"“{found[0]}” in the question: several answers would be right.")


def c4_no_list(content: DraftContent) -> Iterator[Finding]:
    """No set or list is asked for."""
    items = re.split(r",\s|;\s|\n", content.core_answer or "")
    short = [item for item in items if 0 < len(item.split()) <= 4]
    if _LIST.search(content.question) or len(short) >= 4:
        yield _flag("C4", "It asks for a list: split it, or make a gap for each item.")


def c5_no_give_away(content: DraftContent) -> Iterator[Finding]:
    """The question does not hold its answer."""
    answer = {word.casefold() for word in _WORD.findall(content.core_answer or "")}
    asked = {word.casefold() for word in _WORD.findall(content.question)}
    if content.kind is CardKind.FORMULA or not answer:
        return
    if len(answer & asked) >= 0.75 * len(answer):
        yield _flag("C5", "The question gives most of its answer away.")


def c6_effort(content: DraftContent) -> Iterator[Finding]:
    """It takes more than a yes or no."""
    if _CHOICE.match(content.question.strip()):
        yield _flag("C6", "Yes or no is enough of an answer: ask why, how or what.")


def c8_whole(content: DraftContent) -> Iterator[Finding]:
    """The answer is no piece cut out of a sentence."""
    found = _BROKEN.match((content.core_answer or "").strip())
    if found is not None:
        yield _flag("C8", f"The answer begins in mid-sentence: “{found[0]} ...”.")


def c8_stands_alone(content: DraftContent) -> Iterator[Finding]:
    """It can be understood without the lecture at hand."""
    found = _POINTS.search(content.question) or _POINTS.search(content.core_answer or "")
    if found is not None:
        yield _flag("C8", f"“{found[0]}” points to somewhere that the card does not show.")
    else:
        loose = _LOOSE.search(_own_words(content.question).replace("Why is it that", ""))
        if loose is not None:
            yield _flag("C8", f"What does “{loose[0]}” in the question mean?")
    opened = content.question + " " + content.explanation
    for acronym in dict.fromkeys(_ACRONYM.findall(content.question)):
        if (
            acronym not in KNOWN_ACRONYMS
            and f"({acronym})" not in opened
            and f"{acronym} (" not in opened
        ):
            yield _flag("C8", f"The acronym {acronym} is not opened.")
            return


def c12_worth_it(content: DraftContent) -> Iterator[Finding]:
    """Claims that age carry their date."""
    found = _DATED.search(content.core_answer or "")
    if found is not None:
        yield _flag("C12", f"“{found[0]}” will age: say when, and by which source.")


def _own_words(question: str) -> str:
    """The question without formulas and without what it quotes."""
    return re.sub(r"\$[^$]*\$|“[^“”]*”", " ", question)

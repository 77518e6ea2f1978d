"""The rubric of an analogy, A1 to A9: what can be checked without understanding it.

Each check is a function of the words that gives its findings, each with its reason in one sentence.
A finding that blocks has to be overruled by a person in words; one that flags is advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from authoring.analogies.bank import MOST_WORDS
from authoring.analogies.relations import named
from authoring.analogies.stated import stated
from decks.analogies import AnalogyContent, AnalogyState, told
from decks.cards import DraftContent
from decks.drafts import Finding, Gate

_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = frozenset(
    "the and for with that this from into its his her their our your one two who what which when "
    "where how are was were has have had can not but all any each other another than then them "
    "they you she him out over under only more most very such some same own about after before "
    "does did done here there nothing something somebody nobody".split()
)
_LOOKS = re.compile(
    r"\b(?:looks? (?:like|alike)|resembl\w+|shaped|same (?:shape|colou?r|size)|colou?rful|"
    r"beautiful|exciting|sad|happy|scary|fun|mood|feeling)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:(?:is|are|works?|acts?|behaves?|looks?|just|much|rather) like|like an?|as if|think of|"
    r"imagine|metaphor\w*|so-called)\b|\b(?:powerhouse|spot weld|garbage disposal)",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"\b(?:alphabets?|blueprints?|powerhouses?|factor(?:y|ies)|building[ -]blocks?|currency|"
    r"assembly lines?|gatekeepers?|workhorses?|bottlenecks?|highways?|scissors|glue|recipes?|"
    r"toolbox(?:es)?|ladders?|zippers?|lock[ -]and[ -]key|fingerprints?|soldiers?|counterfeit\w*|"
    r"forgers?|traffic cops?|command cent\w+|control cent\w+|pays? for|batter(?:y|ies)|"
    r"brains? of)\b",
    re.IGNORECASE,
)
"""Nouns that are a likeness where they stand in the notes: "the blueprint of a cell"."""
_UNFAIR = re.compile(
    r"\b(?:beers?|wines?|whisky|vodka|drunk|cigarettes?|guns?|pistols?|rifles?|bombs?|warfare|"
    r"slaves?|slavery|ghetto|church|mosque|synagogue|prayers?|bible|koran|christmas|easter|sexy|"
    r"girlfriend|boyfriend|housewife|crippled?|insane|lunatic|gyps\w+|fat person|yacht|"
    r"golf|baseball|cricket|quarterback|touchdown|home run)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What an analogy stands beside: its card and the words that the card cites, words that give
    away a card of the scene's own field, and the analogies of other cards of the deck (`others`)
    and of this one (`siblings`). `passes` grades words as an answer to the card.
    """

    card: DraftContent
    quotes: Sequence[str] = ()
    field: Collection[str] = ()
    others: Sequence[AnalogyContent] = ()
    siblings: Sequence[AnalogyContent] = ()
    passes: Callable[[str], bool] | None = None

    @property
    def key(self) -> str:
        """What an answer is judged by."""
        points = [
            words for point in self.card.key_points for words in (point.text, *point.variants)
        ]
        return " ".join([self.card.core_answer or "", *self.card.references, *points])

    @property
    def words(self) -> str:
        """Everything the card says and cites."""
        own = (self.card.question, self.card.label, self.card.explanation, self.key)
        return " ".join([*own, *self.quotes])


def judged(content: AnalogyContent, beside: Beside) -> tuple[Finding, ...]:
    """What A1 to A8 find; A9 is the decision itself."""
    checks = (
        a1_familiar, a2_mapping, a3_relation, a4_limit,
        a5_no_false_inference, a6_coherent, a7_out_of_the_key, a8_distinct_and_fair,
    )  # fmt: skip
    return tuple(finding for check in checks for finding in check(content, beside))


def _finding(rule: str, gate: Gate, reason: str) -> Finding:
    return Finding(rule=rule, gate=gate, reason=reason)


def a1_familiar(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """The familiar idea is named, and is not of the card's own field."""
    if not content.familiar.strip():
        yield _finding("A1", Gate.FLAG, "It does not name the familiar idea.")
        return
    said = {_root(word) for word in _content(f"{beside.card.question} {beside.key}")}
    own = sorted(word for word in beside.field if _root(word) in said)
    if own:
        yield _finding("A1", Gate.FLAG, f"“{own[0]}” is of the same field: nothing gets simpler.")
    elif both := sorted(word for word in _content(content.familiar) if _root(word) in said):
        reason = f"The card speaks of “{both[0]}” itself: nothing gets simpler."
        yield _finding("A1", Gate.FLAG, reason)
    elif alike := next((pair for pair in content.pairs if _alike(*pair)), None):
        reason = f"“{alike[1]}” is told by “{alike[0]}”: nothing gets simpler."
        yield _finding("A1", Gate.FLAG, reason)


def a2_mapping(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """At least two pairs say who plays what, and what is played stands in the card or its quote."""
    if len(content.pairs) < 2:
        yield _finding("A2", Gate.BLOCK, "It needs two role pairs, each with both sides.")
    if content.open:
        role = content.open[0]
        yield _finding("A2", Gate.BLOCK, f"What plays “{role}” in the card is still open.")
    for _, target in content.pairs:
        if _shared(target, beside.words) < 0.5:
            reason = f"“{target}” stands neither in the card nor in the words that it cites."
            yield _finding("A2", Gate.BLOCK, reason)
            return


def a3_relation(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """It maps a relation that the card states, not looks or a mood."""
    if not content.relation.strip():
        reason = "It does not say what both share: a cause, a trade-off, a limit, a process."
        yield _finding("A3", Gate.FLAG, reason)
        return
    if _LOOKS.search(content.relation):
        yield _finding("A3", Gate.FLAG, "What both share is looks or a mood, not how they work.")
        return
    name = named(content.relation)
    states = {each.relation for each in stated(beside.card)}
    if name is not None and states and name not in states:
        reason = f"The card does not say that something here “{content.relation}”."
        yield _finding("A3", Gate.FLAG, reason)


def a4_limit(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """It says where it breaks."""
    if not any(limit.strip() for limit in content.limits):
        yield _finding("A4", Gate.BLOCK, "It needs a limit: where does it break?")


def a5_no_false_inference(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """What it may mislead one to conclude is answered by a limit."""
    for wrong in content.misleads:
        if not any(_shared(wrong, limit) >= 0.5 for limit in content.limits):
            reason = f"One may conclude “{wrong.rstrip('.')}”, and no limit says otherwise."
            yield _finding("A5", Gate.BLOCK, reason)
            return
    if not content.misleads and content.limits:
        reason = "Nobody has written down what one may wrongly conclude from it."
        yield _finding("A5", Gate.FLAG, reason)


def a6_coherent(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """One scene, and no second likeness in the card."""
    if len(_COMPARES.findall(content.text)) > 1:
        yield _finding("A6", Gate.FLAG, "It tells two likenesses: keep the better one.")
    elif _likened(beside):
        yield _finding("A6", Gate.FLAG, "The card holds a likeness of its own already.")
    elif any(other.familiar != content.familiar for other in beside.siblings):
        yield _finding("A6", Gate.FLAG, "The card has another analogy: two are one too many.")


def _likened(beside: Beside) -> bool:
    """Whether the card compares already, or speaks in a figure, or cites one."""
    own = " ".join((beside.card.question, beside.card.explanation, beside.key))
    said = " ".join((own, *beside.quotes))
    return _COMPARES.search(own) is not None or _FIGURES.search(said) is not None


def a7_out_of_the_key(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """Nobody needs it to answer, and repeating it earns nothing."""
    if content.familiar.strip() and _shared(content.familiar, beside.card.question) == 1.0:
        yield _finding("A7", Gate.BLOCK, "The question itself speaks of the familiar idea.")
    elif content.familiar.strip() and _shared(content.familiar, beside.key) == 1.0:
        reason = "The key speaks of the familiar idea: repeating the analogy would earn something."
        yield _finding("A7", Gate.BLOCK, reason)
    elif beside.passes is not None and beside.passes(scene(content)):
        reason = "Whoever repeats the familiar scene would be graded right."
        yield _finding("A7", Gate.BLOCK, reason)


def a8_distinct_and_fair(content: AnalogyContent, beside: Beside) -> Iterator[Finding]:
    """The scene serves no other card of the deck, leaves nobody out, and is told shortly."""
    words = len(content.text.split())
    if words > MOST_WORDS:
        yield _finding("A8", Gate.FLAG, f"It has {words} words; {MOST_WORDS} are enough.")
    mine = content.familiar.strip().casefold()
    if mine and any(other.familiar.strip().casefold() == mine for other in beside.others):
        reason = f"“{content.familiar}” stands for something else in this deck already."
        yield _finding("A8", Gate.FLAG, reason)
    unfair = _UNFAIR.search(f"{content.familiar} {content.text}")
    if unfair is not None:
        reason = f"“{unfair[0]}” may be strange or hurtful to some of those who learn."
        yield _finding("A8", Gate.FLAG, reason)


def a9_approved(state: AnalogyState) -> Iterator[Finding]:
    """A person accepted it: nothing else shows it to anybody."""
    if state is not AnalogyState.ACCEPTED:
        yield _finding("A9", Gate.BLOCK, "No person has accepted it.")


def scene(content: AnalogyContent) -> str:
    """The familiar side alone: what an analogy says, with nothing of the card in it."""
    alone = [(familiar, familiar) for familiar, _ in content.roles]
    if content.pattern:
        return told(content.pattern, alone)
    words = content.text
    for familiar, target in sorted(content.pairs, key=lambda pair: -len(pair[1])):
        words = words.replace(target, familiar)
    return words


def _alike(words: str, others: str) -> bool:
    """Whether a word with a meaning stands in both."""
    mine, theirs = ({_root(word) for word in _content(each)} for each in (words, others))
    return not mine.isdisjoint(theirs)


def _content(words: str) -> list[str]:
    found = (word.casefold() for word in _WORD.findall(words))
    return [word for word in found if word not in _COMMON]


def _root(word: str) -> str:
    """Enough of a word to know it again in another form."""
    low = word.casefold()
    return low[: max(4, len(low) - 3)] if len(low) > 6 else low.removesuffix("s")


def _shared(words: str, others: str) -> float:
    """The share of the words with a meaning of their own that the others hold too, from 0 to 1."""
    mine = {_root(word) for word in _content(words)} or {words.strip().casefold()}
    theirs = {_root(word) for word in _content(others)} | {others.strip().casefold()}
    if len(mine) == 1 and not _content(words):
        return float(words.strip().casefold() in others.casefold())
    return len(mine & theirs) / len(mine)

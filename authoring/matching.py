"""Does a draft ask what a gold question asks? The test behind the coverage that is reported.

Nearness in meaning only proposes pairs (`service.notes.measuring`); what decides are the content
words, stemmed, of both questions and both answers. The thresholds were set on pairs labelled by
hand (`docs/why/same-question.md` has the numbers).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from authoring.gold import Gold
from decks.cards import CardKind, DraftContent

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>]{0,80}>|\[figure or table\]|_{3,}|^Which term fills the gap\?|"
    r"^Which of the following\b"
)
_NUMBER = re.compile(r"^\((?:plural|singular)\s*=\s*([^()]{2,60})\)")
_STOP = frozenset(
    "a an the of to in on at by for with from and or but as than that which who whose this these "
    "those it its they their them he his she her we our you your i is are was were be been being "
    "am do does did done have has had can could may might must shall should will would not no nor "
    "so if when while where why how what there here such into out up down over under between "
    "through during also both each all any some more most other another one two very too just "
    "only then because due about after before s t".split()
)
_FRAME = frozenset(
    "mean meant call called known refer name role function purpose used use explain "
    "describe following example among least think opinion give state identify consider would "
    "happen sentence situation ideal".split()
)
"""Words that say what is wanted and not what it is about."""

_COMPARES = re.compile(
    r"\b(?:differ\w*|difference\w*|similar\w*|compare|contrast|in common|alike|unlike)\b",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^(?:What|Who) (?:is|are|was|were) (?:meant by )?(?P<what>[^?]+)\?$|"
    r"^What (?:does|do) “(?P<word>[^”]+)” mean\?$"
)

_FOR_A_NAME = re.compile(r"\bcalled\b|^Which term fills the gap\?")
"""Questions that describe a thing and want its name: what they mention is not what they ask."""

TERM_WORDS_BESIDE = 3
"""Content words beside the term that a question about the term may have."""
DEFINITION_SHARE = 0.25
"""Share of the shorter of two definitions' content words that the other must have."""
NEAR_TERM = 0.5
ANSWER_SHARE = 0.5
ANSWER_SHARE_LONG = 0.3
"""Share of a gold answer's own words that the draft must say; long ones hold several statements."""
LONG = 8
TOPIC_SHARE = 0.5
"""Share of the gold question's content words that the draft must have."""
NEAR = 0.6
NEARER = 0.7
SAME_QUESTION = 0.78
SAME_COMPARISON = 0.85
WHOLE = 0.99


@dataclass(frozen=True, slots=True)
class Nearness:
    """Cosines of a gold question and a draft: of question with answer, and of the questions."""

    whole: float
    question: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a draft compares with a gold question, in shares from 0 to 1.

    `answer`: the gold answer's own words that the draft says; `topic`: the gold question's words
    that it says; `asked`: the gold answer's own words that it *asks for*. `length` counts the gold
    answer's own words.
    """

    answer: float
    topic: float
    asked: float
    length: int


def asks_the_same(gold: Gold, draft: DraftContent, near: Nearness) -> bool:
    """Whether the draft asks what the gold question asks, or what its term means."""
    if gold.kind == "glossary":
        return near.whole >= NEAR_TERM and defines(gold, draft)
    if near.whole < NEAR or not gold.answer:
        return False
    if _COMPARES.search(gold.question) and draft.kind is not CardKind.CONTRAST:
        return False
    like = likeness(gold, draft)
    share = ANSWER_SHARE if like.length < LONG else ANSWER_SHARE_LONG
    by_words = like.answer >= share and like.topic >= TOPIC_SHARE and like.asked > 0
    asks_for_it = like.asked >= WHOLE and (like.topic >= 0.3 or near.question >= NEAR)
    if near.whole < NEARER:
        return by_words or asks_for_it
    turned_round = like.answer >= WHOLE and like.asked == 0 and like.topic >= TOPIC_SHARE
    same_question = near.question >= SAME_QUESTION and like.answer >= 0.15
    both = near.question >= SAME_COMPARISON and draft.kind is CardKind.CONTRAST
    return by_words or asks_for_it or turned_round or same_question or both


def defines(gold: Gold, draft: DraftContent) -> bool:
    """Whether the draft asks what the gold term is or is called, or says of it what the gold
    definition says.
    """
    asked, answered = _parts(draft)
    meaning = content(gold.answer)
    plain = _WHAT_IS.match(draft.question)
    what = content((plain["what"] or plain["word"]) if plain else "")
    for term in _spellings(gold.question, gold.answer):
        if not term:
            continue
        if (term <= answered and len(answered - term) <= 1) or term == what:
            return True
        if _FOR_A_NAME.search(draft.question):
            continue
        if not term <= asked or len(asked - term) > TERM_WORDS_BESIDE:
            continue
        said, own = answered - term, meaning - term
        fewest = min(len(said), len(own))
        if fewest and len(said & own) >= max(1, DEFINITION_SHARE * fewest):
            return True
    return False


def likeness(gold: Gold, draft: DraftContent) -> Likeness:
    """The shares that the test looks at."""
    asked, answered = _parts(draft)
    said = asked | answered
    topic = content(gold.question)
    new = content(gold.answer) - topic or content(gold.answer)
    return Likeness(
        answer=_share(new, said),
        topic=_share(topic, said),
        asked=_share(new, answered),
        length=len(new),
    )


def _share(wanted: frozenset[str], said: frozenset[str]) -> float:
    return len(wanted & said) / len(wanted) if wanted else 0.0


def _parts(draft: DraftContent) -> tuple[frozenset[str], frozenset[str]]:
    return content(draft.question), content(draft.core_answer or "")


def _spellings(term: str, meaning: str) -> tuple[frozenset[str], ...]:
    """A term, the other names that stand in brackets behind it, "triacylglycerol (also,
    triglyceride)", and the plural or singular that its meaning begins with.
    """
    plain = _MARKUP.sub(" ", term)
    outside = re.sub(r"\([^()]*\)", " ", plain)
    inside = re.findall(r"\(([^()]*)\)", plain)
    inside += _NUMBER.findall(meaning)
    return (content(outside), *(content(re.sub(r"^also,?\s", "", each)) for each in inside))


@lru_cache(maxsize=4096)
def content(words: str) -> frozenset[str]:
    """The stems of the content words of a text."""
    found = (word.casefold() for word in _WORD.findall(_MARKUP.sub(" ", words)))
    kept = [re.sub(r"['’]s?$", "", word) for word in found if word not in _STOP]
    return frozenset(_stem(word) for word in kept if word not in _FRAME and word)


@cache
def _stemmer() -> EnglishStemmer:
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem

"""What a source itself says of its words: which are names, and which are its terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from authoring.proper import PROPER
from authoring.prose import Sentence, bold_terms
from authoring.rules.clause import split
from decks.sources import SourceVersion, SpanKind

_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][\w-]*")
_LOWER = re.compile(r"(?<![\w\\$-])[a-z][\w-]+")
_CODE = re.compile(r"`[^`\n]{1,200}`")
_ARTICLE = re.compile(r"^(?:an?|the)\s", re.IGNORECASE)
_NUMBER = re.compile(r"^[\d.]+\s+")
GENERIC = re.compile(r"\s(?:networks?|models?|methods?|algorithms?|functions?|process(?:es)?)$")
"""Nouns that a term may go without: "the generator" for "the generator network"."""
_NO_TOPIC = re.compile(
    r"^(?:it|this|that|they|these|those|there|he|she|we|you|i|one|each|both|all|some|many|most|"
    r"other|others|another|several|few|no|not|such|what|which|who|everyone|nothing|people)\b",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\b(?P<long>(?:[A-Za-z][\w’'-]*[\s-]){0,5}[A-Za-z][\w’'-]*)(?:\*\*|_)?"
    r"(?:\s?\(|,\sor\s)(?:\*\*|_)?(?P<short>[A-Z][A-Za-z]*[A-Z])s?\b"
)
_OPENED_AFTER = re.compile(
    r"\b(?P<short>[A-Z][A-Za-z]*[A-Z])s?(?:\*\*|_)?\s\((?:\*\*|_)?"
    r"(?P<long>[A-Za-z][\w’'-]*(?:[\s-][A-Za-z][\w’'-]*){1,5})(?:\*\*|_)?\)"
)
MOST_WORDS = 4
OFTEN = 3
"""Sentences that a phrase is the subject of before it counts as what the source is about."""
MOST_TOPIC_WORDS = 3
_PROSE = (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`names` are written with a capital inside sentences more often than without; `terms`, in
    small letters and without article, stand in bold or are headings; `topics` are the subject of
    several sentences. `opened` gives the long form of each acronym that the source opens. `past`
    says whether it tells of what was, `about` are the names that it tells of again and again,
    `tool` the one whose commands it tells, and `strange` the acronyms that it uses now and then
    and never opens. `counted` are the acronyms that it counts: "a VAE", "GANs";
    `capital` the words of its headings that it never writes in small letters.
    """

    names: frozenset[str]
    terms: frozenset[str]
    topics: frozenset[str]
    opened: dict[str, str]
    past: bool
    about: frozenset[str]
    tool: str
    strange: frozenset[str]
    counted: frozenset[str]
    capital: frozenset[str]


def vocabulary(version: SourceVersion, told: Iterable[Sentence]) -> Vocabulary:
    """The names and terms of a source, whose sentences are told."""
    told = list(told)
    shown = [span for span in version.spans if span.set_aside is None]
    parts = [version.words(span.start, span.end) for span in shown if span.kind in _PROSE]
    prose = " ".join(parts)
    spoken = _CODE.sub(" ", prose)  # "git" in a command says nothing of "Git"
    small = Counter(_LOWER.findall(spoken))
    capital = Counter(_INSIDE.findall(spoken))
    names = frozenset(
        word for word, count in capital.items() if len(word) > 1 and count > small[word.lower()]
    ) | {word for word in set(_WORD.findall(spoken)) & PROPER if not small[word.lower()]}
    titles = {title for span in shown for title in span.headings[-1:]}
    terms = {bare(title) for title in titles}
    for part in parts:
        terms |= {bare(term) for term in bold_terms(part)}
    terms |= {GENERIC.sub("", term) for term in terms}
    opened = _opened(" ".join((*titles, prose)))
    least = max(ABOUT, ABOUT_SHARE * len(told))
    about = {word for word in names if capital[word] >= least}
    plain = [word for word in about if re.fullmatch(r"[A-Z][a-z]+", word)]
    coded = version.text.count("`") >= TICKS
    return Vocabulary(
        names=names,
        terms=frozenset(term for term in terms if _fits(term)),
        topics=_topics(told)
        | (_spoken_of(version.text) if version.format == "captions" else frozenset()),
        opened=opened,
        about=frozenset(about),
        tool=max(plain, key=lambda word: (capital[word], word)) if coded and plain else "",
        strange=_strange(prose, opened, _SHORT.findall(" ".join(titles)), len(told)),
        counted=frozenset(filter(None, chain.from_iterable(_COUNTED.findall(prose)))),
        capital=frozenset(
            word for title in titles for word in _WORD.findall(title) if not small[word.lower()]
        ),
        past=small["was"] + small["were"] + small["had"] > small["is"] + small["are"],
    )


TICKS = 40
"""Marks of code in a line from which notes are about a tool."""
ABOUT, ABOUT_SHARE = 8, 0.08
"""How often a source names what it is about: times, and as a share of its sentences."""
_SHORT = re.compile(r"(?<![\w$\\{])[A-Z]{2,5}(?=s?(?![\w$}]))")
SELDOM, PER_SENTENCE = 4, 0.01
"""An acronym that stands less often in a source, and is never opened, is nobody's to know."""


def _strange(
    prose: str, opened: dict[str, str], titles: Iterable[str], count: int
) -> frozenset[str]:
    """The acronyms that are used a few times and never opened."""
    counted = Counter(_SHORT.findall(prose))
    least = min(SELDOM, PER_SENTENCE * count)
    known = _WELL_KNOWN | set(titles)
    return frozenset(
        short
        for short, times in counted.items()
        if times < least and short not in opened and short not in known
    )


_COUNTED = re.compile(r"\b[Aa]n? ([A-Z][A-Za-z]?[A-Z]+)\b|\b([A-Z]{2,6})s\b")
_WORD = re.compile(r"[A-Z][\w-]*")
_WELL_KNOWN = frozenset(
    "KL GPU CPU RAM SQL URL API CSV PDF IP ID OS AI UI US UK UN EU TV MNIST ASCII RGB DNA RNA ATP "
    "HTTP HTML JSON XML SSH TCP USA NASA NATO HIV AIDS COVID MSE ReLU LSTM RNN CNN GAN PCA SVM "
    "NLP SGD DAG RAM USB PIN GPS FBI CIA GDP".split()
)


def _topics(told: Iterable[Sentence]) -> frozenset[str]:
    """Phrases of one to three words that are the subject of several sentences."""
    counted: Counter[str] = Counter()
    for sentence in told:
        clause = split(sentence.words)
        if clause is not None and not _NO_TOPIC.match(clause.subject):
            phrase = bare(clause.subject)
            if len(phrase.split()) <= MOST_TOPIC_WORDS and phrase.replace(" ", "").isalpha():
                counted[phrase.removesuffix("s")] += 1
    often = {phrase for phrase, count in counted.items() if count >= OFTEN and len(phrase) > 2}
    return frozenset(often | {f"{phrase}s" for phrase in often})


_SAID = re.compile(
    r"\b(?:the|an?)\s(?P<phrase>(?:[a-z-]{3,}\s)?[a-z-]{4,}(?:\s[a-z-]{4,})?)\s(?=(?:is|are|has|"
    r"have|was|can|will|of|"
    r"in|to|for|with|by|on|at|from|and|or|that|which|so|because|if|then|we|you|it|as|does|into|"
    r"gives|"
    r"takes|maps|tries|allows|makes)\b)"
)
_NO_SUBJECT = re.compile(
    r"\b(?:thing|things|one|ones|way|same|other|first|second|third|last|next|left|right|top|bottom|"
    r"point|case|end|lot|bit|kind|sort|stuff|question|problem|moment|time|fact|rest|reason|"
    r"following|original|side|part|whole|idea|slide|video|few|number|beginning|example)\b"
)
SPOKEN_OFTEN = 4
"""Times that a speaker names something before it counts as what the talk is about."""


def _spoken_of(text: str) -> frozenset[str]:
    """What a transcript, which has neither headings nor bold terms, speaks of again and again."""
    counted = Counter(
        found["phrase"] for found in _SAID.finditer(" ".join(text.split()).casefold())
    )
    return frozenset(
        phrase
        for phrase, count in counted.items()
        if count >= SPOKEN_OFTEN and not _NO_SUBJECT.search(phrase)
    )


def _opened(prose: str) -> dict[str, str]:
    """Acronym to long form: the fewest words before the brackets that the acronym is made of."""
    found: dict[str, str] = {}
    for match in (*_OPENED.finditer(prose), *_OPENED_AFTER.finditer(prose)):
        words = match["long"].split()
        for count in range(1, len(words) + 1):
            if _makes(match["short"], words[-count:]):
                found.setdefault(match["short"], _named(words[-count:], prose))
                break
    return found


def _named(words: Sequence[str], prose: str) -> str:
    """A long form as it stands inside a sentence: one of them, and small where the source has it
    small.
    """
    one = re.sub(r"(?<=[a-z][^su])s$", "", " ".join(words))
    return one.lower() if f" {one.lower()}" in prose else one


def _makes(short: str, words: Sequence[str]) -> bool:
    """Whether an acronym is made of a phrase: the initials of all its words, and letters inside
    them where there are more ("variational autoencoder", VAE).
    """
    letters = short.casefold()
    parts = [part for word in words for part in word.casefold().split("-") if part]
    if parts[0][0] != letters[0] or not 2 <= len(parts) <= len(letters):
        return False
    initials = iter(letters)
    if not all(part[0] in initials for part in parts):
        return False
    run = iter("".join(parts))
    return all(letter in run for letter in letters)


def bare(term: str) -> str:
    """A term as it is compared: small letters, no article, no number of a section."""
    return _ARTICLE.sub("", _NUMBER.sub("", " ".join(term.split()))).casefold()


def _fits(term: str) -> bool:
    return 0 < len(term.split()) <= MOST_WORDS and any(char.isalpha() for char in term)

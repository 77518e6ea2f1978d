"""Two terms that the source sets side by side and defines close together: "Flagella and cilia" over
a definition of each is "How do flagella and cilia differ?".

Which pairs are meant is told by the source: a heading, an objective ("compare and contrast ..."),
or definitions that begin with the same noun ("long structures ...", "short structures ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from authoring.rules.candidate import MAX_ANSWER_WORDS, Candidate, Setting, lowered, sentence_of
from authoring.vocabulary import bare
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_ASKED = re.compile(r"^What (?P<be>is|are) (?P<what>(?:(?:an?|the) )?[^?()“”]{2,40})\?$")
_SIDE_BY_SIDE = re.compile(
    r"^(?P<one>[\w’' -]{2,30}?)\s(?:and|or|vs\.?|versus|&)\s(?P<other>[\w’' -]{2,30})$",
    re.IGNORECASE,
)
_TOLD_APART = re.compile(
    r"\b(?:compare(?: and contrast)?|contrast|distinguish(?: between)?|differentiate(?: between)?|"
    r"(?:differences?|similarities|similarities and differences|differences and similarities)"
    r" between)\s(?:the\s)?(?P<one>[\w’'-]+(?:\s[\w’'-]+){0,2}?)\s(?:and|with|from)\s(?:the\s)?"
    r"(?P<other>[\w’'-]+(?:\s[\w’'-]+){0,2}?)(?=[.,;:\n*]|$|\s(?:in|and|with|by|for)\b)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"['’]")
_HEAD_ENDS = re.compile(
    r"\s(?:that|which|who|whose|of|in|for|with|from|used|made|found|enclosed|where|to|on|at|by|"
    r"between|responsible|contained|produced|formed|and|or|containing|consisting)\b|,"
)
_LATER = (re.compile(r",\s.*$"), re.compile(r"\sand\s(?:are|is|that|which)\b.*$"),
          re.compile(r"\s(?:(?:in|of|by|with|from|for|on) which|that|which|who)\s.*$"))  # fmt: skip
"""What a definition may lose where two of them have to fit in one answer, the last part first."""
_ADJECTIVES = re.compile(r"^((?:an? )?[\w-]+), (?=[\w-]+ [\w-]+)")
"""Two adjectives with a comma between them, which would look like a list: "long, hair-like"."""
FARTHEST = 1200
"""Characters from the first definition to the end of the other: what is quoted has to be read."""
FEWEST_WORDS = 3


def find(
    found: Iterable[Candidate], version: SourceVersion, setting: Setting
) -> Iterator[Candidate]:
    """A contrast for each pair of definitions that belong together."""
    defined = [
        (each, told["be"], told["what"])
        for each in found
        if each.kind is CardKind.DEFINITION and (told := _ASKED.match(each.question)) is not None
    ]
    pairs = _pairs(version)
    for (one, be, what), (other, also, that) in combinations(defined, 2):
        if max(one.end, other.end) - min(one.start, other.start) > FARTHEST:
            continue
        names = frozenset((_key(what), _key(that)))
        if be != also or len(names) < 2 or one.start == other.start:
            continue
        if _OWNED.search(f"{what} {that}") or max(map(len, (what.split(), that.split()))) > 4:
            continue
        if names in pairs or _of_a_kind(one, other):
            made = _contrast((one, what), (other, that), be, setting)
            if made is not None:
                yield made


def _pairs(version: SourceVersion) -> set[frozenset[str]]:
    """The pairs of names that headings and objectives set side by side."""
    titles = {
        span.headings[-1]
        for span in version.spans
        if span.kind is SpanKind.HEADING and span.headings
    }
    told = [_SIDE_BY_SIDE.match(title.strip(" #*:")) for title in titles]
    told += list(_TOLD_APART.finditer(version.text))
    return {frozenset((_key(each["one"]), _key(each["other"]))) for each in told if each}


def _key(name: str) -> str:
    return bare(name).removesuffix("s")


def _of_a_kind(one: Candidate, other: Candidate) -> bool:
    """Whether two definitions next to each other begin with the same noun."""
    heads = [_head(each.core_answer) for each in (one, other)]
    apart = max(one.start, other.start) - min(one.end, other.end)
    return heads[0] == heads[1] and len(heads[0]) > 3 and apart < FARTHEST // 4


def _head(answer: str) -> str:
    return _HEAD_ENDS.split(answer.strip("."))[0].split()[-1].casefold().removesuffix("s")


def _halved(cut: re.Pattern[str], said: str) -> bool:
    """Whether too little is left of a definition without its clause."""
    return cut.search(said) is not None and len(cut.sub("", said).split()) < FEWEST_WORDS


def _contrast(
    one: tuple[Candidate, str], other: tuple[Candidate, str], be: str, setting: Setting
) -> Candidate | None:
    (first, name), (second, also) = sorted((one, other), key=lambda each: each[0].start)
    said = [each.core_answer.strip(".") for each in (first, second)]
    said = [_ADJECTIVES.sub(r"\1 ", lowered(each, setting)) for each in said]
    for cut in (None, *_LATER):
        if cut is _LATER[-1] and any(_halved(cut, each) for each in said):
            return None  # one would lose what it is told apart by
        if cut is not None:
            said = [shorter if len((shorter := cut.sub("", each)).split()) >= FEWEST_WORDS else each
                    for each in said]  # fmt: skip
        whole = f"{name} {be} {said[0]}, whereas {also} {be} {said[1]}"
        if len(whole.split()) <= MAX_ANSWER_WORDS:
            break
    else:
        return None
    if said[0].casefold() == said[1].casefold():
        return None
    start, end = first.start, max(first.end, second.end)
    return Candidate(
        kind=CardKind.CONTRAST,
        question=f"How do {name} and {also} differ?",
        label=f"{name} and {also}",
        core_answer=sentence_of(whole),
        start=start,
        end=end,
        weight=1.0,
        spans=tuple(sorted({*first.spans, *second.spans})),
    )

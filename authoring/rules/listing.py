"""Lists that a line names, one gap at a time with the other items shown: an overlapping cloze.

"The four classes of biological macromolecules are carbohydrates, lipids, proteins and nucleic
acids" gives four gaps, never a list to recite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.prose import Sentence, plain
from authoring.rules.candidate import (
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    personal,
    sentence_of,
)
from authoring.rules.clause import split
from authoring.rules.naming import GAP
from authoring.rules.slide import depth
from authoring.rules.verbs import base_of, maybe_noun
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

FEWEST, MOST = 3, 7
MOST_ITEM_WORDS = 8
MOST_LEAD_WORDS = 16
_COUNT = r"(?:two|three|four|five|six|seven|3|4|5|6|7)"
_CLOSED = re.compile(
    rf"^(?P<lead>(?:The\s|There\sare\s)?(?:[a-z-]+\s){{0,2}}{_COUNT}\s[^,;:.()]{{4,80}}?)(?::|"
    rf"\s(?:are|were)(?::)?)"
    r"\s(?P<items>[^;:]{10,200})$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"^(?P<lead>[^,;:.()]{4,60}?\s(?:consists? of|(?:is|are|can be) (?:composed of|made up of|"
    r"divided into|classified (?:as|into)|grouped into)))(?::)?\s(?P<items>[^;:()]{10,200})$"
)
_FIRST = re.compile(
    rf"^(?P<items>[^;:()]{{10,160}}?)\sare\s(?P<lead>the\s(?:[a-z-]+\s)?{_COUNT}\s[^,;:()]{{4,80}}?)"
    r"(?:[—,;:].*)?$"
)
_BESIDE = re.compile(r"^(?:In addition to|Along with|Besides|Apart from)\s[^,;:]{4,120},\s")
_NAMES = re.compile(
    r"\b(?:types?|kinds?|classes|categories|stages?|phases?|steps?|parts?|components?|properties|"
    r"principles?|laws?|rules?|layers?|levels?|forms?|functions?|goals?|objectives?|causes?|"
    r"reasons?|factors?|elements?|features?|characteristics?|advantages?|disadvantages?|benefits?|"
    r"drawbacks?|limitations?|assumptions?|requirements?|conditions?|methods?|approaches|"
    r"techniques?|strategies|families|groups?|divisions?|branches|organs?|bases|structures?|tasks?|"
    r"criteria|quantities|parameters|losses|terms|inputs?|outputs?|pillars?|provisions?|"
    r"amendments?|colonies|states|powers|regions?)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?P<lead>.{6,110}?)(?:\s(?:are|include|includes|is))?(?:\sas follows|\sthe following)?:$"
)
_NO_LEAD = re.compile(
    r"\b(?:following|below|above|example|examples|e\.g|steps? to|how to|note|exercise|question|"
    r"here|this|these|such as|links?|references?|resources|if|when)\b",
    re.IGNORECASE,
)
_BAD_ITEM = re.compile(
    r"^(?:various|several|which|that|who|as|so|but|and|or|sometimes|often|usually|including|such|etc|others?|more|many|it|they|this|these)\b|"
    r"\b(?:and|or|etc|and so on|which|that|who|is|are|was|were|others)\b|https?:|…|\.\.\.",
    re.IGNORECASE,
)


def of_sentence(sentence: Sentence, setting: Setting) -> Iterator[Candidate]:
    """The gaps of a list inside a sentence that says how many there are, or that they are all."""
    words = _BESIDE.sub("", led(sentence.words).rstrip("."))
    words = words[:1].upper() + words[1:]
    loose = PRONOUN.match(words) and not words.startswith("There are ")
    if POINTING.search(words) or loose or personal(words) or not balanced(words):
        return
    stated = _STATED.match(words)
    if stated is not None:
        yield from _tenets(stated, sentence)
        return
    found = _CLOSED.match(words) or _PARTS.match(words) or _FIRST.match(words)
    if found is None or (found.re is not _PARTS and not _NAMES.search(found["lead"])):
        return
    items = _items(found["items"])
    if items is None:
        return
    lead = words[: found.start("items")].strip()
    if found.re is _FIRST:
        lead = f"{found['lead'][:1].upper()}{found['lead'][1:]} are"
        items[0] = lowered(items[0], setting)
    yield from _gaps(lead, items, sentence.start, sentence.end, (sentence.span,), sentence.span)


_STATED = re.compile(
    r"^(?P<lead>[^,;:]{4,60}?\s(?:states?|stated|holds?|held|postulates?|postulated|says)\sthat)\s"
    r"(?P<one>[^,;:]{10,70}),\s(?P<two>[^,;:]{10,70}),\sand\s(?P<three>[^,;:]{10,90})$"
)


def _tenets(stated: re.Match[str], sentence: Sentence) -> Iterator[Candidate]:
    """Three statements of a theory: each is asked for beside the two others."""
    told = [stated["one"], stated["two"], stated["three"]]
    if any(split(f"{each[:1].upper()}{each[1:]}") is None for each in told):
        return
    for each in told:
        shown = [GAP if other == each else other for other in told]
        yield Candidate(
            kind=CardKind.CLOZE,
            question="Which statement fills the gap? "
            f"“{stated['lead']} {shown[0]}, {shown[1]}, and {shown[2]}.”",
            label=each,
            core_answer=sentence_of(each),
            start=sentence.start,
            end=sentence.end,
            weight=1.5,
            spans=(sentence.span,),
            series=f"{sentence.start}:{sentence.span}",
        )


def of_blocks(version: SourceVersion, aside: dict[int, str]) -> Iterator[Candidate]:
    """The gaps of a list whose lead line names what its items are."""
    for index in range(len(version.spans) - FEWEST):
        lead = _lead(version, index, aside)
        if lead is None:
            continue
        last = _last(version, index + 1, aside)
        raw = [
            plain(
                re.sub(
                    r"^\s*(?:[-*+•▪◦‣●■▶►–]|\d{1,3}[.)])\s+",
                    "",
                    version.words(span.start, span.end),
                )
            )
            for span in version.spans[index + 1 : last + 1]
        ]
        items = [each.rstrip(" .;,") for each in raw]
        if not FEWEST <= len(items) <= MOST or not all(map(_fits, items)):
            continue
        end = version.spans[last].end
        stop = version.spans[last].start + len(
            version.words(version.spans[last].start, end).rstrip()
        )
        spans = tuple(range(index, last + 1))
        yield from _gaps(f"{lead}:", items, version.spans[index].start, stop, spans, index)


def _lead(version: SourceVersion, index: int, aside: dict[int, str]) -> str | None:
    span = version.spans[index]
    if index in aside or span.kind not in (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM):
        return None
    below = version.spans[index + 1]
    if below.kind is not SpanKind.LIST_ITEM:
        return None
    if span.kind is SpanKind.LIST_ITEM and depth(version, below) <= depth(version, span):
        return None
    raw = version.words(span.start, span.end).strip()
    words = plain(re.sub(r"^\s*(?:[-*+•▪◦]|\d{1,3}[.)])\s+", "", raw.rpartition(". ")[2] or raw))
    found = _LEAD_IN.match(words)
    if found is None or not _NAMES.search(found["lead"]) or _NO_LEAD.search(found["lead"]):
        return None
    lead = led(words).rstrip(":").strip()
    if personal(lead) or PRONOUN.match(lead) or POINTING.search(lead):
        return None
    head = _NAMES.search(lead)
    tells = head is not None and (len(lead[head.end() :].split()) >= 2 or head.start() > 12)
    return lead if tells and len(lead.split()) <= MOST_LEAD_WORDS and balanced(lead) else None


def _last(version: SourceVersion, first: int, aside: dict[int, str]) -> int:
    """The last item of the list that begins at `first`, at its depth; -1 where one is set aside."""
    last = first - 1
    own = depth(version, version.spans[first])
    for index in range(first, len(version.spans)):
        span = version.spans[index]
        if span.kind is not SpanKind.LIST_ITEM or index in aside:
            break
        if depth(version, span) != own:
            return -1
        last = index
    return last


def _items(words: str) -> list[str] | None:
    items = [each.strip() for each in words.split(", ") if each.strip()]
    last = items.pop()
    if last.startswith("and "):
        items.append(last.removeprefix("and "))
    else:
        items += last.split(" and ")
    return items if FEWEST <= len(items) <= MOST and all(map(_fits, items)) else None


def _fits(item: str) -> bool:
    """Whether an item is short and names something."""
    words = item.split()
    if not 1 <= len(words) <= MOST_ITEM_WORDS or _BAD_ITEM.search(item) or not balanced(item):
        return False
    first = base_of(words[0])
    acts = first is not None and not maybe_noun(words[0]) and len(words) > 1
    return any(char.isalpha() for char in item) and not acts and ":" not in item


def _gaps(
    lead: str, items: list[str], start: int, end: int, spans: tuple[int, ...], own: int
) -> Iterator[Candidate]:
    folded = [item.casefold() for item in items]
    if len(set(folded)) < len(folded):
        return
    for place, item in enumerate(items):
        shown = [GAP if other == place else each for other, each in enumerate(items)]
        if item.casefold().removesuffix("s") in f"{lead} {' '.join(shown)}".casefold():
            continue
        listed = f"{', '.join(shown[:-1])} and {shown[-1]}"
        yield Candidate(
            kind=CardKind.CLOZE,
            question=f"Which item fills the gap? “{lead} {listed}.”",
            label=item,
            core_answer=sentence_of(item),
            start=start,
            end=end,
            weight=1.32,
            spans=spans,
            series=f"{start}:{own}",
        )

"""Entries: "- **Term**: meaning", "- Term – meaning", and paragraphs with a bold term run in.

A list counts as a glossary where its terms are bold or at least two of its items have the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from authoring.prose import bold_terms, plain, sentences
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    lowered,
    personal,
    sentence_of,
    shortened,
)
from authoring.rules.clause import split
from authoring.rules.slide import bare_title
from authoring.rules.telling import akin, articled, as_doing, ordered
from authoring.rules.verbs import base_of, maybe_noun
from decks.cards import CardKind
from decks.sources import SourceVersion, Span, SpanKind

_MARKER = re.compile(r"\s*(?:[-*+•▪◦‣●■▶►]|\d{1,3}[.)])\s+")
_CODE = re.compile(r"\s*(?:[-*+•]\s+)?(?:\*\*)?`[^`\n]+`(?:\*\*)?\s*(?::|[-–—])")
_ENTRY = re.compile(
    r"^(?P<term>[^:.,;–—]{2,50}?)\s*(?::|\s[-–—])\s+(?P<means>\S.{10,})$", re.DOTALL
)
_RUN_IN = re.compile(
    r"^\s*\*\*(?P<term>[^*\n.:]{2,60})(?:[.:]\*\*|\*\*\s?(?:[.:]|[-–—]\s))\s*(?P<means>\S.{10,})$",
    re.DOTALL,
)
_NO_MEANING = re.compile(
    r"^(?:there|it|they|you|this|these|that|those|we|he|she|see|also|e\.g|i\.e|for example|use|"
    r"if|when|what|how|why|which|because|but|and|or|https?|click|run|try|read|watch|check|go to)\b|"
    r"https?://",
    re.IGNORECASE,
)
_WORK = re.compile(r"\bet al\b|\(?\b(?:1[89]|20)\d\d\)?\W*$")
"""How a reference ends, or the year that stands beside a name."""
_BACK = re.compile(r"^(?:it|they)\b", re.IGNORECASE)
_NO_TERM = re.compile(
    r"^(?:note|example|examples|hint|warning|tip|remark|question|answer|idea|problem|solution|step|"
    r"input|output|figure|table|source|summary|pros?|cons?|advantages?|disadvantages?|goal|task|"
    r"todo|"
    r"recall|remember|in|on|at|by|for|with|if|when|to|how|why|what|where|who|is|are|the following|"
    r"first|second|third|finally|part|chapter|lecture|week|day|see|proof|theorem|lemma|usage|"
    r"author|"
    r"credit|image|date|other|others|many|more|some|further|several|default|motivation|intuition|"
    r"case|option|caution|important)\b",
    re.IGNORECASE,
)
_PLAIN_HEADING = re.compile(
    r"^(?:introduction|overview|summary|conclusions?|notes?|background|outline|definitions?|"
    r"terms|glossary|key (?:terms|concepts|points)|contents?|basics|recap|lecture\b.*)$",
    re.IGNORECASE,
)
MOST_TERM_WORDS = 5
LONGEST = 1500


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """The definitions that lists and run-in headings give."""
    glossary = _glossaries(version)
    for index, span in enumerate(version.spans):
        if index in aside or span.end - span.start > LONGEST:
            continue
        if span.kind is SpanKind.LIST_ITEM:
            made = _of_item(version, index, index in glossary, setting)
        elif span.kind is SpanKind.PARAGRAPH:
            made = _of_paragraph(version, index, setting)
        else:
            made = None
        if made is not None:
            yield made


def _glossaries(version: SourceVersion) -> frozenset[int]:
    """The list items that stand beside another item of the same form."""
    shaped = [
        span.kind is SpanKind.LIST_ITEM
        and span.end - span.start <= LONGEST
        and _parted(version, span) is not None
        for span in version.spans
    ]
    return frozenset(
        index
        for index, fits in enumerate(shaped)
        if fits and (shaped[index - 1 : index] == [True] or shaped[index + 1 : index + 2] == [True])
    )


def _parted(version: SourceVersion, span: Span) -> re.Match[str] | None:
    raw = _MARKER.sub("", version.words(span.start, span.end), count=1)
    return _ENTRY.match(plain(raw))


def _of_item(
    version: SourceVersion, index: int, listed: bool, setting: Setting
) -> Candidate | None:
    span = version.spans[index]
    found = _parted(version, span)
    if found is None or _CODE.match(version.words(span.start, span.end)):
        return None  # commands are told by `rules.command`
    bold = any(
        found["term"].strip().casefold() == term.casefold()
        for term in bold_terms(version.words(span.start, span.end))
    )
    if not (bold or listed) or _acts(found["term"]):
        return None
    said = _TELLS.match(found["means"]) is not None or _first_verb(found["means"])
    if not (bold or said):
        return None
    return _candidate(version, index, found["term"], setting, 2.6 if bold else 1.7)


_TELLS = re.compile(
    r"^(?:an?|the|any|all|those|when|how|what)\b|^[^.;]{0,80}\b(?:that|which|whose|who|used|"
    r"where|is|are)\b",
    re.IGNORECASE,
)


def _acts(term: str) -> bool:
    """Whether a term is no name but a statement: "directly produces samples"."""
    known = [base_of(word) for word in term.split()[1:] if not maybe_noun(word)]
    return any(each is not None and each[1] == "does" for each in known)


def _first_verb(means: str) -> bool:
    known = base_of(means.split()[0])
    return known is not None and known[1] == "does"


def _of_paragraph(version: SourceVersion, index: int, setting: Setting) -> Candidate | None:
    span = version.spans[index]
    found = _RUN_IN.match(version.words(span.start, span.end).rstrip())
    if found is None:
        return None
    return _candidate(version, index, found["term"], setting, 2.6)


def _candidate(
    version: SourceVersion, index: int, term: str, setting: Setting, weight: float
) -> Candidate | None:
    span = version.spans[index]
    parts = sentences(version, index, span)
    whole = (
        plain(_MARKER.sub("", version.words(span.start, parts[0].end), count=1)) if parts else ""
    )
    found = _ENTRY.match(whole.rstrip("."))
    means, last = (found["means"], parts[0]) if found else ("", None)
    if last is None and len(parts) > 1:  # "**Term.** What it is."
        means, last = parts[1].words.rstrip("."), parts[1]
    term = term.strip(" .:*")
    cue = _cue(term, span)
    if last is None or not _good(term, _BACK.sub("", means).strip() if cue else means):
        return None
    told = _of_term(lowered(term, setting), means)
    if told is None:
        return None
    answer, rest = shortened(told[1])
    if len(answer.split()) < 3:
        return None
    return Candidate(
        kind=CardKind.DEFINITION,
        question=f"{told[0]}{cue}?",
        label=term,
        core_answer=sentence_of(answer),
        explanation=sentence_of(means) if rest else "",
        start=parts[0].start,
        end=last.end,
        weight=weight,
        spans=(index,),
    )


def _of_term(term: str, means: str) -> tuple[str, str] | None:
    """What is meant by a term: no sentence of its own, and an order as what is done; None where
    it only says the term again.
    """
    asked = f"What is meant by “{term}”"
    if re.match(r"for [a-z]+ing\b", means):
        return f"What is “{term}” used for", means
    if ordered(means) is not None:
        doing = as_doing(means)
        again = [word for word in means.split()[:2] if len(word) > 4]
        if doing is None or any(akin(word[:6], own[:6]) for word in again for own in term.split()):
            return None
        return asked, articled(doing)
    if (_STATES.search(means) or _says(means)) and not _ADJECTIVE.search(term):
        return None
    return asked, means


_STATES = re.compile(r"^[^;]*\b(?:should|must|cannot)\b")
_ADJECTIVE = re.compile(r"(?:y|ic|ive|al|able|ible|less|ous|ent|ant|ful|ed)$", re.IGNORECASE)
"""How words for properties end: what they mean is told by a sentence."""


def _says(means: str) -> bool:
    """Whether a meaning is a sentence: "the image is not the same"."""
    clause = split(f"{means[:1].upper()}{means[1:]}".rstrip("."))
    return clause is not None and not re.search(r"\b(?:that|which|who|where)\b", clause.subject)


def _good(term: str, means: str) -> bool:
    if not 1 <= len(term.split()) <= MOST_TERM_WORDS or _NO_TERM.match(term):
        return False
    if not any(char.isalpha() for char in term) or term.startswith(("$", "\\", "http", "[")):
        return False
    if _orders(means) and not _PROCESS.search(term):
        return False
    if _NO_MEANING.match(means) or _WORK.search(means) or term.casefold() in means.casefold():
        return False
    return balanced(means) and not POINTING.search(means) and not personal(means)


_PROCESS = re.compile(
    r"(?:ing|tion|sion|ment|sis|step|phase|method|approach|search|rule|trick|strategy|policy)s?$",
    re.IGNORECASE,
)
"""How names of what one does end: their meaning may be an order."""


def _orders(means: str) -> bool:
    """Whether a meaning is an order: "find a small code"."""
    first = means.split()[0].lower() if means.split() else ""
    known = base_of(first)
    if known is None or known[1] != "do":
        return False
    return not maybe_noun(first) or first in _ORDERED


_ORDERED = frozenset("find use train learn make take try run get give keep start stop set".split())


def _cue(term: str, span: Span) -> str:
    """The section, where its title says more than the term does."""
    title = bare_title(span.headings[-1]) if span.headings else ""
    if not 1 <= len(title.split()) <= 6 or _PLAIN_HEADING.match(title) or title.endswith("?"):
        return ""
    known = term.casefold() in title.casefold() or title.casefold() in term.casefold()
    return "" if known else f" ({title})"

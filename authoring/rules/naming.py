"""Names: "Y is called **X**" asks for the name; a bold term in a strong sentence becomes a gap."""

from __future__ import annotations

import re

from authoring.prose import Sentence
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
    tidied,
)
from decks.cards import CardKind

_CALLED = re.compile(
    r"^(?P<what>.{8,140}?),?\s(?P<verb>is|are)\s(?:then\s|often\s|usually\s|also\s|commonly\s)?"
    r"(?:called|termed|named|known as|referred to as)\s(?P<term>(?:an?\s|the\s)?[^,;:()]{2,50}?)"
    r"(?:\s\([^()]*\))?(?:,.*)?$"
)
_RELATIVE = re.compile(
    r"\b(?:opposite|other|second|third|latter|rest|remaining|resulting|same|name|following)\b"
)
GAP = "____"
_FRAGMENT = re.compile(
    rf"^(?:{GAP},? (?:which|that|where|who)\b|Let\b|The term\b|Consider\b|See\b|Note\b)|"
    rf"\b(?:called|termed|named) {GAP}|\bhttps?:|{GAP}[-–]\w|\w[-–]{GAP}|"
    rf"^{GAP}(?::|\.| [-–—])"
)
"""A gap without a statement around it, or one that is asked better by name."""
_FEWEST, _MOST = 8, 32


_CLAUSE = re.compile(
    r"^(?:in|on|at|by|for|with|of|if|when|while|as|because|although|to|after|before|during)\b",
    re.IGNORECASE,
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The name that a sentence gives to something it describes."""
    words = led(sentence.words).rstrip(".")
    found = _CALLED.match(words)
    if found is None or POINTING.search(words) or PRONOUN.match(words) or personal(words):
        return None
    what = tidied(lowered(found["what"], setting))
    if _CLAUSE.match(what) or re.search(r"\bwhat\b", what):
        return None
    term = re.sub(r"^(?:an?|the|its|their)\s", "", found["term"], flags=re.IGNORECASE)
    if not balanced(what) or not balanced(term) or _RELATIVE.search(what):
        return None
    if len(what.split()) < 3 or len(term.split()) > 4 or term.casefold() in what.casefold():
        return None
    bold = any(term.casefold() == each.casefold() for each in sentence.bold)
    return Candidate(
        kind=CardKind.DEFINITION,
        question=f"What {found['verb']} {what}{',' if ',' in what else ''} called?",
        label=term,
        core_answer=sentence_of(re.sub(r"^(?:its|their)\s", "the ", found["term"])),
        start=sentence.start,
        end=sentence.end,
        weight=2.4 if bold else 1.5,
        spans=(sentence.span,),
    )


def find_gap(sentence: Sentence, setting: Setting) -> Candidate | None:
    """A gap for the one bold term of a sentence that stands alone."""
    words = led(sentence.words)
    if len(sentence.bold) != 1 or not _FEWEST <= len(words.split()) <= _MOST:
        return None
    term = sentence.bold[0]
    if POINTING.search(words) or PRONOUN.match(words) or personal(words):
        return None
    if not words.endswith(".") or len(term.split()) > 4 or not term[:1].isalpha():
        return None
    gapped, count = re.subn(rf"\b{re.escape(term)}\b", GAP, words)
    gapped = re.sub(rf"\b[Aa]n?\s{GAP}", lambda found: f"{found[0][0]}(n) {GAP}", gapped)
    stem = term.casefold().split()[-1][:6]
    if count != 1 or stem in gapped.casefold() or not balanced(gapped) or _FRAGMENT.search(gapped):
        return None
    return Candidate(
        kind=CardKind.CLOZE,
        question=f"Which term fills the gap? “{gapped}”",
        label=term,
        core_answer=sentence_of(term),
        start=sentence.start,
        end=sentence.end,
        weight=1.2,
        spans=(sentence.span,),
    )

"""Conditions: "When C, the volume grows" becomes "What happens to the volume when C?"; "If C, the
sum is 3" becomes "What is the sum if C?".
"""

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
    made,
)
from authoring.rules.candidate import personal as speaks
from authoring.rules.clause import Clause, plural_subject, split
from decks.cards import CardKind

_FORM = re.compile(
    r"^(?P<mark>If|When|Once|As|Whenever|Unless|Without)\s(?P<what>[^,;:]{8,110}),\s(?:then\s)?"
    r"(?P<then>[^;:]{10,})$"
)
_WHEN = re.compile(
    r"^(?P<what>[^,;:]{3,60}?)\s(?P<verb>is|are)\s(?:said to be |called "
    r")?(?P<how>[a-z-]+(?:\s[a-z-]+)?|"
    r"(?:an?\s)[a-z -]{4,40}?),?\s"
    r"(?P<mark>if and only if|iff|if|when)\s(?P<case>[^;:]{10,150})$"
)
_LOOSE = re.compile(
    r"\b(?:this|these|those|it|they|them|its|their|he|she|his|her|such|someone|possible|"
    r"mentioned|discussed|applied|a person|one)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:it|they|them|its|their)\b", re.IGNORECASE)
_WEAK = re.compile(
    r"^(?:it|there|one|you|we|everyone|the (?:result|question|answer)|scientists|researchers|"
    r"people|students)\b|"
    r"\b(?:consider|called|known as|referred|said to|important|likely that|true|refers?)\b|\?$",
    re.IGNORECASE,
)
_PASSES = frozenset(
    "come mount worsen unfold progress pass go end begin draw approach spread deepen intensify "
    "start bear".split()
)
"""What only says that time went on."""
_PAST = frozenset({"did", "was", "were", "had"})
FEWEST_WORDS = 4


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What happens under a condition that a sentence states and that can be told by itself."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or speaks(words) or not balanced(words):
        return None
    found = _FORM.match(words)
    if found is None:
        return _when(words, sentence, setting)
    what, then = found["what"], found["then"]
    if _LOOSE.search(what) or _WEAK.search(then) or len(what.split()) < FEWEST_WORDS:
        return None
    if re.search(r"\b(?:his|her|he|she)\b", then) and not re.search(r"\b[A-Z]|\bparent|male", what):
        return None
    if re.match(r"(?:he|she)\b", then) and not re.search(r"\bparent|male", what):
        return None
    clause, result = split(what[:1].upper() + what[1:]), split(then[:1].upper() + then[1:])
    if clause is None or result is None or (_BACK.search(then) and " and " in what):
        return None
    mark = found["mark"].lower()
    if setting.past or not _tells(clause, result) or mark in ("without", "unless"):
        return None
    if (
        mark in ("as", "when", "once")
        and clause.base in _PASSES
        and not re.match(r"to\b(?! (?:an?|its) (?:close|end|halt))", clause.rest)
    ):
        return None
    if mark in ("as", "once") and clause.helper not in ("does", "do", "is", "are"):
        return None
    case = f"{mark} {lowered(what, setting)}"
    asked = _of_result(result, case, setting)
    return (
        _asked(*asked, f"{lowered(result.subject, setting)} {case}", sentence)
        if asked is not None
        else None
    )


def _tells(clause: Clause, result: Clause) -> bool:
    """Whether both halves tell of what holds in general and not of what somebody once did."""
    if {clause.helper, result.helper} & _PAST or result.twofold:
        return False
    return not _VAGUE.match(result.subject) and "," not in result.subject


_VAGUE = re.compile(
    r"^(?:an?|some|many|most|all|several|other|another|people|researchers|students|this|these|"
    r"part|there|it|they|its|their|one|we|you|two|three|each|every|both|the (?:complex|individual|"
    r"process|result|latter|former|rest|remaining \w+|energy \w+))\b",
    re.IGNORECASE,
)


_VAGUE_MANY = re.compile(r"^(?:some|many|most|several|all)\b", re.IGNORECASE)


def _of_result(result: Clause, case: str, setting: Setting) -> tuple[str, str] | None:
    """The question that asks for what follows of one thing: what happens to it, what it is, what it
    can do; and its answer.
    """
    thing, rest = lowered(result.subject, setting), result.rest
    many = result.helper in ("are", "do") or plural_subject(result.subject.split())
    pronoun = "they" if many else "it"
    if result.copula and not result.base:
        if result.adverb == "not":
            return None
        if _NAMES.match(rest):
            return f"What {result.verb} {thing} {case}?", rest
        if _DONE.match(rest):
            adverb = f"{result.adverb} " if result.adverb else ""
            return f"What happens to {thing} {case}?", f"{pronoun} {result.verb} {adverb}{rest}"
        return None
    if result.helper in ("can", "may", "must") and not re.match(r"(?:be|not|have)\b", rest):
        if result.adverb == "not":
            return None
        adverb = f"{result.adverb} " if result.adverb else ""
        return f"What {result.helper} {thing} do {case}?", f"{adverb}{rest}"
    if result.helper in ("does", "do") and result.base and result.adverb != "not":
        deed = f"{pronoun} {result.verb} {rest}".strip()
        if result.base in _CHANGES:
            return f"What happens to {thing} {case}?", deed
        return f"What {result.helper} {thing} do {case}?", deed
    return None


_CHANGES = frozenset(
    "increase decrease become get grow shrink change rise fall drop expand contract disappear "
    "vanish melt freeze die lose gain remain stay break burst swell tend turn diverge converge "
    "explode saturate stop double halve deteriorate improve worsen collapse".split()
)
"""What something undergoes and does not do."""


_NAMES = re.compile(r"^(?:the\b|an?\b|[A-Z0-9$“][\w$]*)(?!\s(?:same|case)\b)")
_DONE = re.compile(r"^(?:\w+ly\s)?[a-z]+(?:ed|en|wn|de|lt|nt|ught|ound)\b")


def _asked(question: str, then: str, case: str, sentence: Sentence) -> Candidate | None:
    return made(
        sentence,
        kind=CardKind.FACT,
        question=question,
        label=case,
        means=then,
        weight=1.7,
        least=1 if _for_a_name(question) else 3,
    )


def _for_a_name(question: str) -> bool:
    """Whether what something is is asked for: a name or number is an answer."""
    return re.match(r"What (?:is|are) ", question) is not None


def _when(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """When something has a property: "A policy is optimal if no other one has a higher value"."""
    found = _WHEN.match(words)
    if found is None or _LOOSE.search(found["what"]) or PRONOUN.match(found["what"]):
        return None
    if re.match(r"(?:an?|the)\s|.*\bonly$", found["how"]) or _VAGUE_MANY.match(found["what"]):
        return None
    clause = split(words)
    if clause is None or clause.subject != found["what"]:
        return None
    if (
        re.match(r"^(?:this|these|those|it|they)\b", found["case"])
        or len(found["case"].split()) < 4
    ):
        return None
    if found["how"] in (
        "true",
        "false",
        "not",
        "done",
        "possible",
        "important",
        "useful",
        "needed",
    ):
        return None
    what = lowered(found["what"], setting)
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"When {found['verb']} {what} {found['how']}?",
        label=f"when {what} {found['verb']} {found['how']}",
        means=f"{found['mark']} {found['case']}",
        weight=1.6,
        least=5,
    )

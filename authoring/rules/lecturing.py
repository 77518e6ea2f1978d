"""How lecturers speak: "we use X to ...", "we define X as ...", "we call ... X"."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    made,
    personal,
    plural,
    sentence_of,
    shortened,
)
from authoring.rules.telling import as_doing
from authoring.rules.verbs import base_of, past_participle
from decks.cards import CardKind

_OPENING = (
    r"^(?:[A-Z][\w ]{2,40},\s)?[Ww]e\s(?:can\s|could\s|may\s|will\s)?"
    r"(?:then\s|often\s|usually\s|also\s)?"
)
_USE = re.compile(
    rf"{_OPENING}(?:use|employ|apply|introduce|add|need|utili[sz]e)\s(?P<term>(?:an?\s|"
    rf"the\s)?[^,;:.()]{{2,50}}?)"
    r"(?:\s\([^()]{2,40}\))?\s(?P<means>(?:in order )?to\s(?!the\b|an?\b|each\b|all\b).{12,})$"
)
_DEFINE = re.compile(
    rf"{_OPENING}define\s(?P<term>(?:an?\s|the\s)?[^,;:.()]{{2,50}}?)(?:\s\([^()]{{2,40}}\))?\s"
    r"(?:as|to be)\s(?P<means>.{12,})$"
)
_BY = re.compile(
    r"^By\s(?P<how>[a-z]+ing\s[^,]{6,90}),\s(?:we|one|you)\s(?:can|could|are able "
    r"to)\s(?P<means>.{12,})$"
)
_TO = re.compile(
    r"^(?:In order to|To)\s(?P<how>[a-z]+\s[^,]{6,80}),\s(?:we|one|you)\s(?:can|could|should|must|"
    r"need to|have to|may)\s(?P<means>(?!know\b|need\b|be\b|have\b|assume\b|see\b|"
    r"try\b)[a-z]+\s.{12,})$"
)
_BAD = re.compile(
    r"\b(?:it|this|that|these|those|them|same|both|how|what|following|which|our|some|more)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:it|its|this|that|these|those|them|they|such|the (?:problem|difficulty|challenge|"
    r"issue))\b",
    re.IGNORECASE,
)
_UNDERSTOOD = re.compile(
    r"^(?:understand|see|know|learn|appreciate|explore|examine|begin|discuss|illustrate|answer|"
    r"explain|introduce|simplify|clarify)\b"
)
MOST_TERM_WORDS = 6


def _tool(term: str, setting: Setting) -> bool:
    """Whether a term is the name of some tool that the source does not explain."""
    return term[:1].isupper() and term.isalpha() and not setting.key(term)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What a thing is used for, or how it is defined, in the words of whoever teaches it."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words):
        return None
    for pattern, form, weight in (
        (_DEFINE, "How is {term} defined?", 2.0),
        (_USE, "What {be} {term} used for?", 1.4),
    ):
        found = pattern.match(words)
        if found is not None and pattern is _USE and _tool(found["term"], setting):
            return None  # a remark on what one program did, and not what the thing is for
        if found is not None:
            return _candidate(found, form, weight, sentence, setting)
    passive = _passive(words, sentence, setting)
    if passive is not None:
        return passive
    found = _BY.match(words)
    if found is not None:
        return _way(f"What can be done by {found['how']}?", found, sentence)
    found = _TO.match(words)
    if found is not None and _UNDERSTOOD.match(found["how"]):
        return None
    if found is not None and (base_of(found["how"].split()[0]) or ("", ""))[1] == "do":
        return _way(f"How can one {found['how']}?", found, sentence)
    return None


_WE = re.compile(
    r"^(?:[Ww]e|[Oo]ne|[Yy]ou)\s(?P<modal>can|could|may|must|should|need to|have "
    r"to)?\s?(?:then\s|now\s|often\s|"
    r"usually\s|also\s)?(?P<verb>[a-z]+)\s(?P<what>(?:an?|the)\s[^,;:]{3,60}?|[a-z-]+s)\s"
    r"(?P<mark>by|because|so that|in order to)\s(?P<means>[^;]{12,160})$"
)


def _passive(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "We train the policy by maximising the return": "How is the policy trained?"."""
    found = _WE.match(words)
    known = base_of(found["verb"]) if found is not None else None
    if found is None or known is None or known[1] != "do" or _BAD.search(found["what"]):
        return None
    participle = past_participle(known[0])
    if participle is None or personal(found["means"]):
        return None
    wh = "How" if found["mark"] == "by" else "Why"
    if wh == "How" and not re.match(r"(?:\w+ly\s)?\w+ing\b", found["means"]):
        return None
    be = "are" if plural(found["what"]) else "is"
    modal = found["modal"] if found["modal"] in ("can", "could", "must", "should") else None
    asked = (
        f"{wh} {modal} {found['what']} be {participle}?"
        if modal
        else f"{wh} {be} {found['what']} {participle}?"
    )
    means = f"{'to' if found['mark'] == 'in order to' else found['mark']} {found['means']}"
    return made(
        sentence,
        kind=CardKind.WHY if wh == "Why" else CardKind.FACT,
        question=asked,
        label=f"{wh.lower()} {found['what']} {be} {participle}",
        means=means,
        weight=1.7,
        least=4,
    )


def _way(question: str, found: re.Match[str], sentence: Sentence) -> Candidate | None:
    doing = as_doing(found["means"]) if "can one" in question else None
    answer, rest = shortened(f"by {doing}" if doing is not None else found["means"])
    loose = _LOOSE.search(found["how"]) or _LOOSE.search(answer)
    if loose or personal(found["how"]) or personal(answer):
        return None
    if len(answer.split()) < 4 or not balanced(answer) or not balanced(found["how"]):
        return None
    return Candidate(
        kind=CardKind.FACT,
        question=question,
        label=f"how to {found['how']}" if "can one" in question else found["how"],
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=1.4,
        spans=(sentence.span,),
    )


def _candidate(
    found: re.Match[str], form: str, weight: float, sentence: Sentence, setting: Setting
) -> Candidate | None:
    term, means = found["term"].strip(), found["means"].removeprefix("in order ")
    if _BAD.search(term) or personal(means) or not balanced(means):
        return None
    if len(term.split()) > MOST_TERM_WORDS or not any(char.isalpha() for char in term):
        return None
    article = re.match(r"(?:an?|the)\s", term, re.IGNORECASE)
    if article is None and plural(term) and not setting.key(term):
        return None
    answer, rest = shortened(means)
    if len(answer.split()) < 4 or re.search(r"\b(?:it|this|them)\b", answer):
        return None
    asked = lowered(term, setting)
    return Candidate(
        kind=CardKind.DEFINITION if "defined" in form else CardKind.FACT,
        question=form.format(term=asked, be="are" if plural(term) else "is"),
        label=re.sub(r"^(?:an?|the)\s", "", term, flags=re.IGNORECASE),
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=weight,
        spans=(sentence.span,),
    )

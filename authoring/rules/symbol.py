"""Symbols and formulas in passing: "$γ$ is the discount factor", "Let $q(a)$ be the value of an
action", "the surrogate is given by $L = a + b$".
"""

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
)
from authoring.rules.shielding import shown
from authoring.rules.slide import bare_title
from decks.cards import CardKind

_MATH = r"\$(?P<tex>[^$]{1,120})\$"
_SYMBOL = re.compile(
    rf"^(?:(?:where|with|here),?\s)?{_MATH}\s?(?:is|are|denotes?|represents?|stands? for|:|–|—)\s"
    r"(?P<means>(?:an?|the|our|some)\s[^;]{6,160})$",
    re.IGNORECASE,
)
_LET = re.compile(
    rf"^(?:[Ll]et|[Dd]enote(?: by)?)\s{_MATH}\s(?:be|denote|represent)\s(?P<means>(?:an?|"
    rf"the)\s[^;]{{6,160}})$"
)
_GIVEN = re.compile(
    rf"^(?P<name>(?:The|An?)\s[^,;:$]{{4,70}}?|[A-Z][a-z]+(?:\s[a-z-]+){{1,5}})(?:\s\$[^$]{{1,20}}\$)?\s(?:is|are)\s"
    rf"(?:then |thus |simply )?(?:given by|defined (?:as|by)|computed (?:as|by)|written as|"
    rf"equal to)\s{_MATH}[^a-z]*$"
)
_OPERATES = re.compile(r"[=+\\/^_|]|≝|∝|→")
_PLAIN_TITLE = re.compile(
    r"^(?:introduction|overview|summary|background|notation|setup|definitions?|proof|theorem|"
    r"lecture.*|"
    r"motivation|example.*)$",
    re.IGNORECASE,
)
MOST_TITLE_WORDS = 6


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What a symbol stands for, or how a named quantity is computed."""
    words = led(shown(sentence.words, setting.formulas)).rstrip(".,;")
    if POINTING.search(words) or not balanced(words):
        return None
    given = _GIVEN.match(words)
    if given is not None and _OPERATES.search(given["tex"]) and not personal(words):
        name = lowered(given["name"], setting)
        tex = given["tex"].strip()
        return Candidate(
            kind=CardKind.FORMULA,
            question=f"What is the formula for {name}?",
            label=re.sub(r"^(?:the|an?)\s", "", name),
            core_answer=f"${tex}$",
            formulas=(tex,),
            start=sentence.start,
            end=sentence.end,
            weight=2.0,
            spans=(sentence.span,),
        )
    found = _SYMBOL.match(words) or _LET.match(words)
    title = bare_title(sentence.headings[-1]) if sentence.headings else ""
    if found is None or not tells(title) or personal(found["means"]):
        return None
    tex = re.split(r"\s?(?:∈|\\in\b|≥|\\geq|>|<|=)", found["tex"])[0].strip()
    if not tex:
        return None
    means = re.sub(r"^(?:our|some)\b", "the", found["means"])
    ends = r"\s\(we\b|,\swhich\b|\sand there\b|\.\s"
    means = re.split(ends if "both" in means.split() else rf"{ends}|,\sand\s", means)[0]
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What does ${tex}$ stand for ({title})?",
        label=f"${tex}$",
        means=means,
        weight=1.35,
        least=3,
    )


def tells(title: str) -> bool:
    """Whether a section's title says what its symbols are about."""
    return 1 <= len(title.split()) <= MOST_TITLE_WORDS and not _PLAIN_TITLE.match(title)

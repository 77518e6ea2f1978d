"""Lines that begin with what they tell of the section's thing: "Goal: estimate the density" under
"Normalizing flows" is "What is the goal of normalizing flows?".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from authoring.prose import Sentence, plain
from authoring.rules.candidate import (
    POINTING,
    Candidate,
    Setting,
    balanced,
    lowered,
    made,
    personal,
    plural,
)
from authoring.rules.slide import NO_SUBJECT, bare_title, wordy
from authoring.rules.verbs import base_of
from decks.cards import CardKind
from decks.sources import SourceVersion, SpanKind

_LABEL = re.compile(
    r"^(?P<label>(?:(?:main|key|core|basic|central|general|big|primary|major)\s)?(?:goal|aim|"
    r"objective|"
    r"purpose|idea|intuition|insight|motivation|problem|issue|challenge|drawback|disadvantage|"
    r"limitation|weakness|downside|con|advantage|benefit|strength|pro|solution|input|output|"
    r"assumption|definition|application|use|result|consequence|effect|complexity|interpretation))s?"
    r"\s?(?::|–|—|\s-\s)\s*(?P<means>\S.{8,})$",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = {
    "goal": "What is the {label} of {term}?", "aim": "What is the {label} of {term}?",
    "objective": "What is the {label} of {term}?", "purpose": "What is the {label} of {term}?",
    "idea": "What is the {label} behind {term}?", "intuition": "What is the {label} behind {term}?",
    "insight": "What is the {label} behind {term}?",
    "motivation": "What is the {label} for {term}?", "problem": "What is the {label} with {term}?",
    "issue": "What is the {label} with {term}?", "challenge": "What is the {label} of {term}?",
    "drawback": "What is the {label} of {term}?", "disadvantage": "What is the {label} of {term}?",
    "limitation": "What is the {label} of {term}?", "weakness": "What is the {label} of {term}?",
    "downside": "What is the {label} of {term}?", "con": "What is the disadvantage of {term}?",
    "advantage": "What is the {label} of {term}?", "benefit": "What is the {label} of {term}?",
    "strength": "What is the {label} of {term}?", "pro": "What is the advantage of {term}?",
    "input": "What is the {label} of {term}?", "output": "What is the {label} of {term}?",
    "assumption": "What is the {label} of {term}?", "definition": "What {be} {term}?",
    "application": "What {be} {term} applied to?", "use": "What {be} {term} used for?",
    "complexity": "What is the {label} of {term}?",
    "interpretation": "How {be} {term} interpreted?",
}  # fmt: skip
_AIMS = frozenset(("goal", "aim", "objective", "purpose"))
MOST_TITLE_WORDS = 6


def find(version: SourceVersion, setting: Setting, aside: dict[int, str]) -> Iterator[Candidate]:
    """A card for each line whose label is the only one of its kind under its title."""
    found = [
        (index, told)
        for index, span in enumerate(version.spans)
        if index not in aside
        and span.kind in (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM)
        and (told := _labelled(version, index)) is not None
    ]
    counted = Counter((version.spans[index].headings, _head(told)) for index, told in found)
    for index, told in found:
        if counted[version.spans[index].headings, _head(told)] == 1:
            card = _card(version, index, told, setting)
            if card is not None:
                yield card


def _labelled(version: SourceVersion, index: int) -> re.Match[str] | None:
    span = version.spans[index]
    raw = version.words(span.start, span.end).strip()
    words = plain(re.sub(r"^\s*(?:[-*+•▪◦‣●■▶►–]|\d{1,3}[.)])\s+", "", raw))
    return _LABEL.match(words) if "\n\n" not in raw else None


def _head(told: re.Match[str]) -> str:
    return told["label"].casefold().split()[-1]


def _card(
    version: SourceVersion, index: int, told: re.Match[str], setting: Setting
) -> Candidate | None:
    span = version.spans[index]
    title = bare_title(span.headings[-1]) if span.headings else ""
    form = _ASKED.get(_head(told))
    if form is None or not 1 <= len(title.split()) <= MOST_TITLE_WORDS or NO_SUBJECT.match(title):
        return None
    if not wordy(title) or title.endswith("?") or _head(told) in title.casefold():
        return None
    means = re.split(r"(?<=[a-z)$])[.;]\s", told["means"].rstrip(". ;"))[0]
    if personal(means) or POINTING.search(means) or not balanced(means):
        return None
    many = plural(title)
    term = lowered(title, setting)
    if not many and not re.search(r"[A-Z]", term) and len(term.split()) == 1:
        term = term if term.endswith(("ing", "ion", "ism")) else f"the {term}"
    first = base_of(means.split()[0])
    if (
        first is not None
        and first[1] == "do"
        and _head(told) in ("goal", "aim", "objective", "purpose")
    ):
        means = f"to {means[:1].lower()}{means[1:]}"
    end = span.start + len(version.words(span.start, span.end).rstrip())
    return made(
        Sentence(span.start, end, means, (), index, span.headings),
        kind=CardKind.FACT,
        question=form.format(label=told["label"].casefold(), term=term, be="are" if many else "is"),
        label=f"{told['label'].casefold()} of {title}",
        means=means,
        weight=2.0,
        least=3,
    )

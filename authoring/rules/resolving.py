"""Pronouns that begin a sentence, put back to what they stand for where that is certain enough.

"The nucleolus is a region of the nucleus. It assembles ribosomes." The subject of the sentence
before is what "it" stands for, if it agrees in number and is a term of the source; else the
sentence stays as it is, and the rules leave sentences with a loose pronoun alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from authoring.prose import Sentence
from authoring.rules.candidate import PRONOUN, Setting, led, lowered
from authoring.rules.clause import plural_subject, split
from authoring.rules.slide import bare_title

_BACK = re.compile(
    r"^(?P<what>It|They|Its|Their|He|She|His|Her)\s(?P<rest>(?!is\s\w+\sthat\b|is\sthat\b).+)$"
)
_THIS = re.compile(r"^(?:This|These)\s(?P<noun>[a-z][\w-]+)\s(?P<rest>.+)$")
_EMPTY = re.compile(r"^is\s(?:\w+\s)?(?:to|that|possible|important|clear|likely|true|necessary)\b")
_GOES_ON = re.compile(
    r"^(?P<what>This|It|They|These)\s(?P<rest>(?!is\b|was\b|has\b|does\b)[a-z]+s\s(?!that\b).+)$"
)
_NO_NAME = re.compile(
    r"^(?:\d|\w+ing|how|why|what|when|introduction|overview|summary|example|using|the following|"
    r"training|"
    r"more|other|step|setup|getting|load|define)\b|[?:,]|\d/\d",
    re.IGNORECASE,
)
MOST_WORDS = 6


def resolved(found: Sequence[Sentence], setting: Setting) -> list[Sentence]:
    """The sentences of a span; where a pronoun could be put back, the range takes in the sentence
    that names what it stands for.
    """
    told: list[Sentence] = []
    for place, sentence in enumerate(found):
        if place:
            told.append(_with_name(sentence, told[place - 1], setting))
        else:
            told.append(_with_title(sentence))
    return told


def _with_title(sentence: Sentence) -> Sentence:
    """The first sentence under a title that goes on from it: "Encoder network" over "This defines
    the posterior".
    """
    found = _GOES_ON.match(sentence.words)
    title = bare_title(sentence.headings[-1]) if sentence.headings else ""
    if found is None or not 1 < len(title.split()) <= MOST_WORDS or _NO_NAME.search(title):
        return sentence
    name = title if re.search(r"[a-z][A-Z]|[A-Z]{2}", title) else title[:1].lower() + title[1:]
    many = plural_subject(name.split())
    if many != (found["what"] in ("They", "These")):
        return sentence
    named = name if many or name.startswith(("the ", "a ")) else f"the {name}"
    return replace(sentence, words=f"{named[:1].upper()}{named[1:]} {found['rest']}")


def _with_name(sentence: Sentence, before: Sentence, setting: Setting) -> Sentence:
    words = led(sentence.words)
    back, this = _BACK.match(words), _THIS.match(words)
    if back is None and this is None:
        return sentence
    name = _subject(before, setting)
    if name is None:
        return sentence
    many = plural_subject(name.split())
    if back is not None:
        whole = _put_back(back, name, many)
    else:
        whole = _same_noun(this, name, before) if this is not None and not many else None
    if whole is None:
        return sentence
    return replace(
        sentence,
        start=before.start,
        own=sentence.start,
        words=whole,
        bold=tuple(dict.fromkeys((*sentence.bold, *before.bold))),
    )


def _put_back(back: re.Match[str], name: str, many: bool) -> str | None:
    person = back["what"] in ("He", "She", "His", "Her")
    if person and not (name[:1].isupper() and not name.startswith(("The ", "A "))):
        return None
    if (back["what"] in ("They", "Their")) != many or _EMPTY.match(back["rest"]):
        return None
    if back["what"] in ("It", "They", "He", "She"):
        return f"{name} {back['rest']}"
    return f"{name}{'’' if name.endswith('s') else '’s'} {back['rest']}"


def _same_noun(this: re.Match[str], name: str, before: Sentence) -> str | None:
    """ "Hydrolysis is a process that ... This process ...": the same noun names the same thing."""
    noun = this["noun"].casefold()
    head = re.search(r"\b(?:is|are|was|were) (?:an?|the) (?P<what>[^,;:.]{2,60})", before.words)
    named = head is not None and noun in head["what"].casefold().split()[:4]
    if name.casefold().split()[-1] == noun or named:
        return f"{name} {this['rest']}"
    return None


def _subject(before: Sentence, setting: Setting) -> str | None:
    """What the sentence before is about, if that is a term of the source or a name."""
    clause = split(led(before.words).rstrip("."))
    if clause is None or PRONOUN.match(clause.subject):
        return None
    name = re.sub(r"\s\([^()]*\)$", "", clause.subject)
    if len(name.split()) > MOST_WORDS or "," in name:
        return None
    bare = re.sub(r"^(?:an?|the)\s", "", name, flags=re.IGNORECASE)
    bold = any(bare.casefold() == each.casefold() for each in before.bold)
    first = bare.split()[0]
    named = first in setting.names and lowered(name, setting) == name
    return name if bold or named or setting.key(bare) or setting.topic(bare) else None

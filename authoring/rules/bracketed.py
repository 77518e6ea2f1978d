"""What a term means, told in passing behind it: "speakeasies (places where drinks were sold)",
"“the deserving poor”—those who had lost their money through no fault of their own".
"""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.apposition import PERSON
from authoring.rules.candidate import POINTING, Candidate, Setting, made, personal, plural
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_BRACKETS = re.compile(
    r"(?P<term>(?:[A-Za-z][\w’'-]*\s){0,2}[A-Za-z][\w’'-]+)\s\((?P<means>(?:an?|the|those|any|"
    r"places?|people)\s"
    r"[^()]{10,160})\)"
)
_QUOTED = re.compile(
    r"“(?P<term>[^“”]{3,40}?),?”(?:\s?[—–]\s?|,\s|\s\()(?P<means>(?:an?|the|those|any|people|"
    r"meaning)\s"
    r"[^“”()—–]{12,170}?)(?:[—–)]|$)"
)
_DASHED = re.compile(
    r"(?<![\w-])(?P<term>(?:[a-z][\w]+\s)?[a-z][\w]+)\s?[—–]\s?(?P<means>(?:an?|the|those|"
    r"any)\s[^—–()]{15,170}?)(?:[—–]|$)"
)
_CLAUSE = re.compile(r"\b(?:that|which|who|whose|where|when|of|in|for|to|used|made|with)\b")
_TELLS = re.compile(
    r"^(?:an?|the|those|any|people|places?)\s(?:[\w-]+\s){0,2}?(?:where|that|which|who|whose|"
    r"used|made|of)\b"
)
_NO_TERM = frozenset(
    "the a an of in on at to and or for with by is are was were this that these those as it they "
    "from into than "
    "example case cases time times one two year years people way figure table".split()
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The meaning that a sentence gives a term in brackets, dashes or after quotation marks."""
    words = sentence.words.rstrip(".")
    for form in (_QUOTED, _BRACKETS, _DASHED):
        for found in form.finditer(words):
            means = found["means"].strip()
            if POINTING.search(means) or personal(means) or not _CLAUSE.search(means):
                continue
            term = (
                found["term"]
                if form is _QUOTED
                else _term(found["term"], form is _DASHED, sentence, setting)
            )
            if (
                term == found["term"].split()[-1]
                and form is not _QUOTED
                and not _TELLS.match(means)
            ):
                continue
            if term is None or term.casefold() in means.casefold():
                continue
            return _card(term, means, form is _QUOTED, sentence)
    return None


def _term(before: str, dashed: bool, sentence: Sentence, setting: Setting) -> str | None:
    """The longest end of the words before that is a term of the source; before brackets else what
    follows an article, or the last word.
    """
    words = before.split()
    bold = {each.casefold() for each in sentence.bold}
    for count in range(len(words), 0, -1):
        tail = " ".join(words[-count:])
        if words[-count].casefold() in _NO_TERM:
            continue
        if tail.casefold() in bold or setting.key(tail) or setting.topic(tail):
            return tail
    if dashed:
        return None
    articles = [place for place, word in enumerate(words) if word.lower() in ("the", "a", "an")]
    if articles and articles[-1] < len(words) - 1:
        phrase = words[articles[-1] + 1 :]
        return " ".join(phrase) if all(word.isalpha() for word in phrase) else None
    before_last = words[-2].casefold() if len(words) > 1 else ""
    if before_last and before_last not in _NO_TERM and base_of(before_last) is None:
        return None
    last = words[-1]
    plain = last.islower() and last.endswith(("s", "n", "y", "m", "r", "t", "e"))
    return last if plain and len(last) > 4 and last not in _NO_TERM else None


def _card(term: str, means: str, quoted: bool, sentence: Sentence) -> Candidate | None:
    be = "are" if plural(term) else "is"
    one = _ONE_PLACE.match(means) if be == "are" else None
    if one is not None:
        means = f"{one['noun']}s {means[one.end() :].lstrip()}"
    if not quoted and PERSON.search(means) and term[:1].isupper():
        return None
    asked = f"What is meant by “{term}”?" if quoted else f"What {be} {_with_article(term, be)}?"
    return made(
        sentence,
        kind=CardKind.DEFINITION,
        question=asked,
        label=term,
        means=means.removeprefix("meaning "),
        weight=1.9,
        least=4,
    )


_ONE_PLACE = re.compile(r"^an? (?P<noun>[a-z]+[a-rt-z]) (?=(?:where|in which|with|for)\b)")
"""One of a kind, where many are asked for."""


def _with_article(term: str, be: str) -> str:
    if (
        be == "are"
        or term[:1].isupper()
        or term.endswith(("ism", "ity", "ion", "ness", "ing", "sis"))
    ):
        return term
    return f"{'an' if term[:1] in 'aeiou' else 'a'} {term}"

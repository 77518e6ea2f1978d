"""When something that has a name was founded, passed, begun or ended: "In 1932, Congress passed
the Relief Act" is "When did Congress pass the Relief Act?".
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
    personal,
    sentence_of,
)
from authoring.rules.clause import Clause, split
from decks.cards import CardKind

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = (
    r"(?:in|on)\s(?:(?:the\s)?(?:early|late|mid|spring|summer|autumn|fall|winter|"
    r"end)(?:[\s-]of)?\s)?"
    rf"(?:the\s)?(?:{_MONTH}(?:\s\d{{1,2}})?,?\s(?:of\s)?)?(?:1[0-9]|20)\d\d(?!\d|s\b|[–-]\d)"
)
_AT_HEAD = re.compile(rf"^(?P<date>{_DATE}),\s(?P<claim>.{{12,}})$", re.IGNORECASE)
_AT_END = re.compile(rf"^(?P<claim>.{{12,}}?),?\s(?P<date>{_DATE})(?P<rest>,\s.*)?$")
_DONE = re.compile(
    r"^(?:established|founded|created|passed|enacted|signed|adopted|ratified|repealed|abolished|"
    r"elected|inaugurated|appointed|assassinated|executed|killed|arrested|born|discovered|"
    r"invented|published|released|launched|completed|opened|built|formed|dissolved|defeated|"
    r"declared|introduced|proposed|awarded|annexed|purchased|acquired|admitted|granted|convicted)\b"
)
_DID = frozenset(
    "establish found create pass enact sign adopt ratify repeal abolish elect discover invent "
    "publish release launch complete open build form dissolve defeat declare introduce propose "
    "annex purchase acquire win begin end die resign invade surrender appoint sequence "
    "propose vote secede join".split()
)
_ALONE = frozenset("begin end die resign open collapse".split())
"""Verbs that say enough without an object."""
_NAME = re.compile(r"(?:^|\s)“?[A-Z][\w’'.-]+(?:\s(?:of\s|the\s|and\s|for\s)*[A-Z][\w’'.-]+)*")
_LOOSE = re.compile(
    r"\b(?:it|they|them|he|she|his|her|their|its|this|these|those|such|another|other|who|which|"
    r"that|and)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[;:(),]|\b(?:when|because|after|before|while|where)\b")
_MINOR = frozenset(
    "propose proposed introduce introduced publish published release released open opened build "
    "built purchase purchased acquire acquired appoint appointed vote join die died resign create "
    "created form formed awarded granted completed complete arrested convicted elect "
    "elected".split()
)
"""Deeds whose bare year is worth a card only where the source is about them."""
MOST_WORDS = 16


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The date of a deed or event that is told with names enough to be asked for."""
    words = led(sentence.words).rstrip(".")
    if personal(words) or PRONOUN.match(words) or not balanced(words):
        return None
    aside = _ASIDE.match(words)
    if aside is not None and not personal(aside["name"]):
        return _dated(
            f"When was {lowered(aside['name'], setting)} {aside['how']}?",
            f"when {lowered(aside['name'], setting)} was {aside['how']}",
            aside["date"],
            sentence,
        )
    found = _AT_HEAD.match(words) or _AT_END.match(words)
    if found is None:
        return None
    claim = found["claim"]
    if found.re is _AT_END and re.search(r"[,;]", claim):
        return None  # the date may be that of another deed
    clause = split(claim[:1].upper() + claim[1:])
    exact = re.search(_MONTH, found["date"]) is not None
    if clause is None or POINTING.search(claim) or not _event(clause, setting, exact=exact):
        return None
    done = clause.base or clause.rest.split()[0]
    if not exact and done in _MINOR and not _known(claim, setting):
        return None  # the bare year of what is told of once
    rest = re.split(r",\s|\s(?:with|by)\s(?=[a-z]+ing\b)", clause.rest)[0]
    asked = " ".join(
        part
        for part in (clause.helper, lowered(clause.subject, setting), clause.base, rest)
        if part
    )
    if _JOINED.search(asked) or _LOOSE.search(asked) or len(asked.split()) > MOST_WORDS:
        return None
    label = f"when {lowered(clause.subject, setting)} {clause.verb} {rest}"
    return _dated(f"When {asked}?", label, found["date"], sentence)


_ASIDE = re.compile(
    rf"^(?P<name>The\s[A-Z][\w’'-]+(?:\s(?:of\s|the\s|and\s|for\s)*[A-Z][\w’'-]+){{1,5}}),\s"
    r"(?P<how>issued|passed|signed|founded|built|written|published|adopted|created|established|"
    rf"ratified|enacted|completed|opened|launched|released)\s(?P<date>{_DATE}),\s[a-z]"
)


def _known(claim: str, setting: Setting) -> bool:
    """Whether a claim has something that the source is about: bold, a heading, or told of often."""
    return any(
        setting.key(name) or setting.topic(name)
        for found in _NAME.finditer(claim)
        if len((name := found[0].strip(" “")).split()) > 1 or name in setting.topics
    )


def _dated(question: str, label: str, date: str, sentence: Sentence) -> Candidate:
    return Candidate(
        kind=CardKind.FACT,
        question=question,
        label=label,
        core_answer=sentence_of(date),
        start=sentence.start,
        end=sentence.end,
        weight=1.58,
        spans=(sentence.span,),
    )


def _event(clause: Clause, setting: Setting, *, exact: bool) -> bool:
    """Whether somebody or something with a name did what is done once."""
    if clause.adverb == "not":
        return False
    subject = _named(clause.subject, setting)
    if clause.verb in ("was", "were") and not clause.base:
        return subject and _DONE.match(clause.rest) is not None
    if clause.helper != "did" or not (clause.base in _DID or (exact and subject)):
        return False
    if clause.base in _ALONE:
        return subject
    return _NAME.search(clause.rest) is not None or (subject and clause.base == "win")


def _named(subject: str, setting: Setting) -> bool:
    bare = re.sub(r"^(?:The|An?)\s", "", subject)
    first = bare.split()[0]
    capitals = len(re.findall(r"\b[A-Z]", bare))
    return capitals > 1 or (first[:1].isupper() and first in setting.names)

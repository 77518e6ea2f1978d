"""Who did what, and when, as histories tell it: "In 1932, Hoover formed the R, which ...",
"After the crash, Hoover announced that ...", "Waters led the B in 1932".
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
    personal,
)
from authoring.rules.clause import Clause, split
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_YEAR = r"(?:1[0-9]|20)\d\d(?:s|–\d{2,4})?"
_FRAME = re.compile(
    r"^(?P<frame>(?:In|On|By|After|Before|During|Upon|Following|Under|Throughout|Within|Until|"
    r"At|With|Despite|For|From|Between)\s[^,;:]{3,90}(?:,\s(?:[A-Z][a-z]+\s\d{1,2}|\d{4}))?|In "
    r"(?:response|reaction|addition) to "
    r"[^,;:]{3,80}),\s"
    r"(?P<claim>[^;:]{15,})$"
)
_WHEN = re.compile(
    rf"\s(?P<when>(?:in|on|by|during|until|after|before|at|between|"
    rf"from)\s(?:the\s)?(?:[a-z]+\s){{0,3}}?"
    rf"(?:of\s)?(?:[A-Z][a-z]+(?:\s\d{{1,2}})?,?\s)?(?:of\s)?{_YEAR}(?:\sand\s{_YEAR})?)$"
)
_DATED = re.compile(rf"\b{_YEAR}\b")
_NAME = re.compile(r"^(?:The\s|President\s|Governor\s|Senator\s|General\s)?[A-Z][\w’.-]+")
_VAGUE_FRAME = re.compile(
    r"\b(?:this|that|these|those|it|its|their|them|such|addition|general|fact|particular|short|"
    r"other words|the end|the meantime|all|many|most|some|cases?|example|instance|way|time|"
    r"response|turn|contrast|part|time|other|another|one)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:it|them|this|these|those|such|here|they|their|who|he had|she had)\b", re.IGNORECASE
)
_NO_EVENT = frozenset(
    "become seem appear remain look be have feel know think mean say see go come continue begin "
    "stand stay last travel move arrive start want believe hope try find get like show suggest "
    "take make give happen occur".split()
)
_THING = re.compile(
    r"^(?!(?:that|to|in|on|of|at|by|for|with|from|into|onto|back|up|out|down|off|away|as|when|if|"
    r"because|so|not|against|toward|towards|through|under|around|along)\b|\w+ly\b)[\w$“]"
)
MOST_FRAME_WORDS = 10
MOST_SUBJECT_WORDS = 6


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What somebody or something named did at a time or in a case that the sentence names."""
    words = led(sentence.words).rstrip(".")
    if personal(words) or not balanced(words) or words.endswith("?"):
        return None
    if POINTING.search(words):
        return None
    found = _FRAME.match(words)
    frame, claim = (found["frame"], found["claim"]) if found else ("", words)
    clause = split(claim[:1].upper() + claim[1:])
    happened = _happened(frame, claim, clause, sentence, setting)
    if happened is not None:
        return happened
    if clause is None or clause.helper != "did" or not clause.base or clause.adverb == "not":
        return None
    law = _law(clause, sentence)
    if law is not None:
        return law
    told = _named(clause.subject, setting) or (
        bool(re.search(r"\s[A-Z][a-z]+\s(?:[A-Z]|\d)", frame)) and not PRONOUN.match(clause.subject)
    )
    if not told or clause.base in _NO_EVENT:
        return None
    return _who(clause, sentence, setting) or _card(frame, clause, sentence, setting)


_LAW = re.compile(
    r"^The\s(?:[A-Z][\w’'-]*\s(?:of\s|the\s|and\s|for\s|on\s)*){1,6}(?:Act|Law|Proclamation|"
    r"Amendment|"
    r"Treaty|Tariff|Compromise|Bill|Order|Code|Constitution|Declaration|Accord|Pact|Edict|Charter|"
    r"Decree|Plan|Agreement|Resolution|Ordinance|Statute)(?:\sof\s\d{4})?$"
)


def _law(clause: Clause, sentence: Sentence) -> Candidate | None:
    """What a law or treaty that is named did."""
    if _LAW.match(clause.subject) is None or clause.base in _NO_EVENT or not clause.rest:
        return None
    if _LOOSE.search(clause.rest.split(", ")[0]) or len(clause.rest.split()) < 3:
        return None
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What did the {clause.subject.removeprefix('The ')} do?",
        label=clause.subject.removeprefix("The "),
        means=f"It {clause.adverb} {clause.verb} {_one_deed(clause.rest)}".replace("  ", " "),
        weight=1.9,
        least=4,
    )


_OCCASION = re.compile(
    r"^(?:On|During|In|At)\s(?P<name>(?:the\s)?(?:[A-Z][\w’'-]*\s(?:of\s|the\s|for\s)*){0,4}"
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Day|Night|War|Revolution|Crisis|"
    r"Affair|Massacre|Riots?|Rebellion|Conference|Convention|Crash|Battle|Siege|Raid|March|Putsch|"
    r"Uprising|Strike|Trials?|Purge|Terror|Famine|"
    r"Panic))(?P<date>,\s[A-Z][a-z]+\s\d{1,2}(?:,\s\d{4})?|"
    r"\sof\s\d{4})?$"
)


def _happened(
    frame: str, claim: str, clause: Clause | None, sentence: Sentence, setting: Setting
) -> Candidate | None:
    """What happened on an occasion that has a name: "On Black Tuesday, October 29, ..."."""
    found = _OCCASION.match(frame)
    if found is None or clause is None or len(found["name"].split()) < 2:
        return None
    if PRONOUN.match(claim) or clause.helper not in ("did", "was", "were"):
        return None
    year = "" if _DATED.search(frame) else _year(sentence, setting)
    if year is None:
        return None
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What happened {frame[:1].lower()}{frame[1:]}{year}?",
        label=found["name"],
        means=claim,
        weight=1.7,
        least=6,
    )


_ONE_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b(?![–-])")


def _year(sentence: Sentence, setting: Setting) -> str | None:
    """The year of a day that is told without one: that of the sentence before or the section."""
    before = setting.before.words if setting.before is not None else ""
    for words in (before, *reversed(sentence.headings)):
        years = set(_ONE_YEAR.findall(words))
        if len(years) == 1 and not re.search(r"\d{4}\s?[–-]", words):
            return f", {years.pop()}"
    return None


_TITLE = re.compile(r"^(?:President|Governor|Senator|General|Dr\.|Mr\.|Mrs\.|Professor|Judge)\s")
_FULL_NAME = re.compile(r"^(?:[A-Z][a-z]+\s)(?:[A-Z]\.\s)?[A-Z][a-z]+$")
_ACT = frozenset(
    "discover invent found write publish propose develop introduce establish lead organize sign "
    "win "
    "defeat build create form coin design describe identify isolate demonstrate show prove paint "
    "compose direct star launch appoint command".split()
)


def _who(clause: Clause, sentence: Sentence, setting: Setting) -> Candidate | None:
    """Who did something that one person did: discovered, founded, led."""
    person = _TITLE.match(clause.subject) or _FULL_NAME.match(clause.subject)
    if person is None or clause.base not in _ACT or clause.subject.split()[0] == "The":
        return None
    rest = clause.rest.split(", ")[0]
    if (
        rest.startswith("that ")
        or _LOOSE.search(rest)
        or not 3 <= len(rest.split()) <= 20
        or " and " in clause.subject
    ):
        return None
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"Who {clause.adverb} {clause.verb} {rest}?".replace("  ", " "),
        label=clause.subject,
        means=clause.subject,
        weight=1.55,
        least=1,
    )


def _named(subject: str, setting: Setting) -> bool:
    if PRONOUN.match(subject) or len(subject.split()) > MOST_SUBJECT_WORDS:
        return False
    first = re.sub(r"^The\s", "", subject).split()[0]
    return _NAME.match(subject) is not None and (
        first in setting.names or setting.key(subject) or len(re.findall(r"\b[A-Z]", subject)) > 1
    )


def _one_deed(rest: str) -> str:
    """The words up to a second thing that was done: "traded shares and lost their savings"."""
    for found in re.finditer(r",?\sand\s(?:[a-z]+ly\s)?([a-z]+)\b", rest):
        known = base_of(found[1])
        if known is not None and known[1] == "did":
            return rest[: found.start()]
    return rest


_ABOUT = r"(?:(?:over|about|nearly|near|almost|roughly|around|approximately|more than|less than) )?"
_SHARE = re.compile(
    rf"^(?P<amount>{_ABOUT}(?:(?:one-)?(?:half|third|quarter|fifth)|two-thirds|[\d.]+ percent)) "
    r"(?:of )?(?P<whole>(?:its|their|the) [a-z]+(?: [a-z]+)?)(?:,|$)"
)
_MONEY = re.compile(rf"^{_ABOUT}\$[\d.,]+(?: (?:m|b|tr)illion)?(?:,|$)")
_PERCENT = re.compile(rf"^{_ABOUT}[\d.]+ percent(?:,|$)")


def _amount(base: str, rest: str) -> tuple[str, str]:
    """What to ask for an amount, and the amount: "lost half its value" is asked by "How
    much of its value".
    """
    share = _SHARE.match(rest)
    if share is not None:
        return f"How much of {share['whole']}", share["amount"]
    if _MONEY.match(rest) and base != "reach":
        return "How much money", rest
    if _PERCENT.match(rest) and base == "reach":
        return "What percentage", rest
    return "What", rest


def _card(frame: str, clause: Clause, sentence: Sentence, setting: Setting) -> Candidate | None:
    subject = lowered(clause.subject, setting)
    when = _WHEN.search(clause.rest)
    rest = _one_deed(clause.rest[: when.start()] if when else clause.rest)
    if when is not None:
        if re.search(r",\s(?:and|but|while)\s|;", clause.rest[: when.start()]):
            return None  # the date may be that of another deed
        at = when["when"]
    elif frame:
        if _VAGUE_FRAME.search(frame) or len(frame.split()) > MOST_FRAME_WORDS:
            return None
        at = frame[:1].lower() + frame[1:]
    else:
        return None
    if not _THING.match(rest) and not rest.startswith("that "):
        return None
    if _LOOSE.search(rest.split(", ")[0]):
        return None
    amount = re.search(r"\d|\b(?:million|billion|percent|half)\b", rest.split(", ")[0])
    if setting.past and amount is None:
        return None  # what else somebody did then has many right answers
    if not re.search(r"[A-Z]|\d", at[1:]):
        return None
    much, said = _amount(clause.base, rest)
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"{much} did {subject} {clause.base} {at}?",
        label=f"{subject}, {at}",
        means=said,
        weight=1.5 if _DATED.search(at) else 1.35,
        least=1 if said != rest else 2,
    )

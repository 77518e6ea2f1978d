"""Appositions: "the **Golgi apparatus**, a series of flattened membranes, ..." and "the **unified
cell theory**, which states that ...".
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
    plural,
    sentence_of,
    shortened,
)
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_WHAT = r"(?P<means>(?:an?|the)\s[^,;:()]{8,160}?)"
_NAMED = re.compile(
    r"^(?P<term>(?:The\s)?[A-Z][\w'’.-]*(?:\s(?:of|the|and|for|[A-Z][\w'’.-]*)){0,5}),\s"
    rf"{_WHAT},\s(?P<after>[a-z]+)\b"
)
_RELATIVE = re.compile(r",\s(?:which|who)\s(?P<verb>[a-z]+)\s(?P<means>[^;:()]{8,200}?)$")
_MANY = re.compile(
    r"^,\s(?P<means>(?:[a-z-]+\s){1,3}(?:that|which|used|made|found|with|"
    r"containing)\s[^;:()]{8,200}?)$"
)
_IS_WHAT = re.compile(r"^,\s(?:which|who)\s(?:is|are)\s(?P<means>(?:an?|the)\s[^;:()]{6,200}?)$")
_NO_DEFINITION = re.compile(
    r"^(?:an?|the)\s(?:few|number|lot|little|same|other|second|third|latter|former|most|more|first|"
    r"last|best|only|key|great|good|very|so-called|one)\b",
    re.IGNORECASE,
)
_FINITE = frozenset("is are was were has had have can could would will may did".split())


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What a sentence says of a term in passing."""
    words = led(sentence.words).rstrip(".")
    if personal(words) or words.endswith("?"):
        return None
    made = _of_bold(words, sentence, setting)
    if made is None and not POINTING.search(words):
        made = _of_name(words, sentence, setting) or _of_person(words, sentence)
    return made


def _of_bold(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    if len(sentence.bold) != 1 or not 1 <= len(sentence.bold[0].split()) <= 4:
        return None
    term = sentence.bold[0]
    before, found, after = words.partition(term)
    if not found or not before or PRONOUN.match(term):
        return None
    after = re.sub(r"^\s\((?:also called|or|singular|plural)?[^()]{2,40}\)", "", after)
    what = re.match(rf"^,\s(?:or\s)?{_WHAT}(?:[,;].*)?$", after) or _MANY.match(after)
    if what is not None and not re.search(r"(?:,|\band)\s+(?:the|an?)?\s*$", before):
        return _candidate(
            f"What {_be(term)} {_asked(term, before)}?", term, what["means"], sentence
        )
    if POINTING.search(after):
        return None
    is_what = _IS_WHAT.match(after)
    if is_what is not None:
        return _candidate(
            f"What {_be(term)} {_asked(term, before)}?", term, is_what["means"], sentence, least=3
        )
    relative = _RELATIVE.match(after)
    if relative is not None and relative["verb"] in ("means", "mean"):
        return _candidate(f"What does “{term}” mean?", term, relative["means"], sentence, least=2)
    known = base_of(relative["verb"]) if relative is not None else None
    if relative is None or known is None or known[1] == "did":
        return None
    does = "do" if plural(term) else "does"
    many = "They" if does == "do" else "It"
    return _candidate(
        f"What {does} {_asked(term, before)} {'do' if known[0] != 'state' else 'state'}?",
        term,
        relative["means"].removeprefix("that ")
        if known[0] == "state"
        else f"{many} {relative['verb']} {relative['means']}",
        sentence,
    )


def _of_name(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    found = _NAMED.match(words)
    if found is None or not (found["after"] in _FINITE or base_of(found["after"])):
        return None
    term = found["term"]
    first = term.split()[0]
    if len(term.split()) == 1 and first not in setting.names and not setting.key(term):
        return None
    if re.search(r"\b(?:and|of|the|for)$", term) or plural(term):
        return None
    who = "Who" if PERSON.search(found["means"]) else "What"
    if who == "Who" and _WITNESS.match(found["after"]):
        return None
    be = (
        "was"
        if found["after"] in ("was", "were", "had")
        or (base_of(found["after"]) or ("", ""))[1] == "did"
        else "is"
    )
    return _candidate(
        f"{who} {be} {lowered(term, setting)}?", term, found["means"], sentence, weight=1.55
    )


_PERSON_INSIDE = re.compile(
    r"(?:^|[a-z:]\s|[—–]\s?|\band\s)(?P<term>(?:[A-Z][a-z]+|[A-Z]\.)(?:\s(?:[A-Z][\w’'-]+|[A-Z]\.|de|von|"
    r"van|“[A-Z][a-z]+”)){1,3}),\s(?P<means>(?:an?|the)\s[^,;:()]{6,110}?)(?=,\s|$)"
)


def _of_person(words: str, sentence: Sentence) -> Candidate | None:
    """ "... written by Jay Gorney, a composer who ...", anywhere in a sentence."""
    for found in _PERSON_INSIDE.finditer(words):
        role = _ROLE_ENDS.split(found["means"])[0]
        if not _ROLE.match(role) or found["term"].split()[0] in _NO_FIRST_NAME:
            continue
        person = PERSON.search(role.split()[-1]) is not None
        if not person and (len(found["means"].split()) < 5 or role.startswith("the ")):
            continue
        if person and _WITNESS.match(words[found.end() :].lstrip(", ")):
            continue
        past = re.search(r"\b(?:was|were|had|did|\w{3,}ed|1[0-9]\d\d)\b", words) is not None
        return _candidate(
            f"{'Who' if person else 'What'} {'was' if past else 'is'} {found['term']}?",
            found["term"],
            found["means"],
            sentence,
            weight=1.6,
        )
    return None


_ROLE = re.compile(
    r"^(?:an?|the)\s(?:[\w’'-]+\s){0,4}(?!(?:\w+est|closer|larger|other|number)$)[a-z-]+$"
)
_ROLE_ENDS = re.compile(r"\s(?:of|who|from|in|at|whose|that|and|for|with|to|during|under)\s")
_NO_FIRST_NAME = frozenset("The In On At By For With From After Before During When While".split())
PERSON = re.compile(
    r"\b(?:\w+ist|\w+ian|\w+or|\w+er|father|mother|president|monk|man|woman|king|queen|"
    r"scientist|chemist|founder|"
    r"engineer|professor|leader|governor|general|journalist|student|poet)\b"
)


_WITNESS = re.compile(
    r"(?:wr(?:ote|ites)|said|says|recall(?:ed|s)|describe[ds]|report(?:ed|s)|note[ds]|remark(?:ed|s)|"
    r"testifie[ds]|observe[ds]|remember(?:ed|s)|told|comment(?:ed|s)|explain(?:ed|s)|put it)\b"
)
"""What a person does who is only quoted in passing."""


def _be(term: str) -> str:
    return "are" if plural(term) else "is"


def _asked(term: str, before: str) -> str:
    """The term with the article that stands before it."""
    article = re.search(r"\b(an?|the)\s$", before, re.IGNORECASE)
    return f"{article[1].lower()} {term}" if article and not plural(term) else term


def _candidate(
    question: str,
    term: str,
    means: str,
    sentence: Sentence,
    weight: float = 2.5,
    least: int = 4,
) -> Candidate | None:
    answer, rest = shortened(means)
    if len(answer.split()) < least or _NO_DEFINITION.match(answer) or not balanced(answer):
        return None
    return Candidate(
        kind=CardKind.DEFINITION,
        question=question,
        label=term.removeprefix("The "),
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=weight,
        spans=(sentence.span,),
    )

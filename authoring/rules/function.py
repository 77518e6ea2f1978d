"""What things do, are for, and consist of: "X is used to ...", "**X** stores ..."."""

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
from authoring.rules.telling import articled
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_TERM = r"^(?P<term>(?:(?:An?|The)\s)?[^,;:.()]{2,50}?)(?:\s\([^()]{2,40}\))?(?:\s\$[^$]+\$)?\s"
_ADVERB = r"(?:(?:instead|also|then|therefore|thus|simply|hence)\s)?"
_SPECIFIC = (
    (
        r"(?P<verb>is|are) (?:often |commonly |typically |widely )?used (?:by [^,]{3,30}? "
        r")?(?P<means>(?:to|for)\s.+)$",
        "What {is_are} {term} used for?",
    ),
    (
        r"(?:(?P<verb>is|are) (?:composed|made up|made) of|consists? of)\s(?P<means>.+)$",
        "What {is_are} {term} made of?",
    ),
    (r"(?P<verb>is|are) responsible for\s(?P<means>.+)$", "What {is_are} {term} responsible for?"),
    (r"(?P<verb>serves?|acts?|functions?) as\s(?P<means>.+)$", "What {does} {term} serve as?"),
    (r"(?P<verb>states?) that\s(?P<means>.+)$", "What {does} {term} state?"),
    (r"(?P<verb>occurs?|happens?) (?P<means>(?:when|if)\s.+)$", "When {does} {term} occur?"),
)
_FORMS = tuple((re.compile(_TERM + pattern), form) for pattern, form in _SPECIFIC)
_DOES = re.compile(
    rf"{_TERM}{_ADVERB}(?P<verb>houses?|stores?|carry|carries|transports?|produces?|converts?|"
    rf"controls?|"
    r"regulates?|protects?|provides?|supports?|separates?|surrounds?|connects?|helps?|maps?|turns?|"
    r"estimates?|predicts?|encodes?|decodes?|directs?|modify|modifies|synthesizes?|breaks? down|"
    r"digests?|prevents?|determines?|generates?|maintains?|plays? a (?:key |major |central )?role|"
    r"measures?|specify|specifies|ensures?|reduces?|increases?|penali[sz]es?|rewards?|"
    r"attempts? to|tr(?:y|ies) to|aims? to|seeks? to|learns? to|"
    r"encourages?|"
    r"enforces?|outputs?|combines?|replaces?|"
    r"minimi[sz]es?|maximi[sz]es?|approximates?|computes?|captures?|expresses|express|"
    r"compares?|assigns?|removes?|updates?|"
    r"eliminates?|improves?|absorbs?|releases?|binds?|"
    r"catalyzes?|inhibits?|moves?|attaches?|organizes?)\s(?P<means>.+)$"
)
_BAD = re.compile(
    r"^(?:even|each|every|where|inside|within|under|in|on|at|by|for|with|of|between|during|after|before|as|"
    r"while|since|although|though|but|and|or|if|when)\b|"
    r"\b(?:that|which|who|is|are|was|were|can|it|they|this|these|one|second|third|not|overall|"
    r"therefore|then|"
    r"also|however|thus|instead|now|only|always|never|still|often|usually|typically|simply|first|"
    r"may|can|both|all|itself)$|"
    r"^\w+ing\b|^(?:(?:computer )?software|information|evidence|research|data|technolog(?:y|ies)|"
    r"computers?|tools?|people|scientists|students|others?)$|"
    r"^(?:an?\s|the\s)?(?:model|network|method|approach|algorithm|process|result|system|"
    r"function)s?$|"
    r"\b(?:that|which|who|is|are|was|were|can|it|they|this|these|one|second|third|not|overall)\b",
    re.IGNORECASE,
)


_MANY_THINGS = re.compile(
    r"^(?:(?:to|for|as)\s)?(?:many|various|several|different)\b", re.IGNORECASE
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The question for what a thing does, is for, or is made of."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or personal(words):
        return None
    if not balanced(words) or words.endswith("?"):
        return None
    for pattern, form in _FORMS:
        found = pattern.match(words)
        if found is not None and _good(found["term"]):
            return _candidate(found, form, found["means"], sentence, setting, 1.5)
    found = _DOES.match(words)
    if found is None or not _good(found["term"]):
        return None
    if not _bold(found["term"], sentence) and not setting.key(found["term"]):
        return None
    aims = _AIMS.match(found["verb"])
    if aims is not None:
        base = base_of(aims[1]) or ("try", "do")
        form = f"What {{does}} {{term}} {base[0]} to do?"
        return _candidate(found, form, articled(found["means"]), sentence, setting, 1.45)
    said = f"{found['verb']} {found['means']}"
    return _candidate(found, "What {does} {term} do?", f"It {said}", sentence, setting, 1.45)


_AIMS = re.compile(r"^(attempts?|tr(?:y|ies)|aims?|seeks?|learns?) to$")


def _good(term: str) -> bool:
    return len(term.split()) <= 5 and _BAD.search(term) is None


def _bold(term: str, sentence: Sentence) -> bool:
    bare = re.sub(r"^(?:an?|the)\s", "", term, flags=re.IGNORECASE).casefold()
    return any(bare == each.casefold() for each in sentence.bold)


def _candidate(
    found: re.Match[str],
    form: str,
    means: str,
    sentence: Sentence,
    setting: Setting,
    weight: float,
) -> Candidate | None:
    answer, rest = shortened(means)
    if "made of" in form and rest and "," in answer:
        return None  # a list that is cut is half an answer
    many = _many(found)
    least = 5 if answer.startswith("It ") else 2 if answer.startswith("for ") else 3
    if len(answer.split()) < least:
        return None
    if _MANY_THINGS.match(answer) or (answer.startswith("It ") and many != plural(found["term"])):
        return None
    if many:
        answer = re.sub(r"^It\s", "They ", answer)
    term = lowered(found["term"], setting)
    question = form.format(
        is_are="are" if many else "is",
        does="do" if many else "does",
        term=term,
    )
    return Candidate(
        kind=CardKind.FACT,
        question=question,
        label=re.sub(r"^(?:an?|the)\s", "", found["term"], flags=re.IGNORECASE),
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=weight,
        spans=(sentence.span,),
    )


def _many(found: re.Match[str]) -> bool:
    """Whether the verb of the sentence is plural."""
    verb = found["verb"]
    if verb in ("is", "are"):
        return bool(verb == "are")
    if verb is None:
        return plural(found["term"])
    return not verb.split()[0].endswith("s")

"""A sentence without what stands around its main statement, so that the rules can see that.

"In plants, starch is stored in roots" is looked at as "Starch is stored in roots", and the question
made of it gets its frame back: "In plants, where is starch stored?". What is told of the subject in
passing ("Enzymes, which living cells make, are catalysts") is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.prose import Sentence
from authoring.rules.candidate import (
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    led,
    made,
    personal,
    plural,
)
from authoring.rules.clause import split
from decks.cards import CardKind

_FRAME = re.compile(
    r"^(?P<frame>(?:In|At|During|Within|Among|Under|Inside|On|For|Throughout|With|Without|From|By|Until|"
    r"After|Before|Unlike|Upon)\s[^,;:]{3,90}),\s(?P<claim>[^;]{15,})$"
)
_LOOSE = re.compile(
    r"\b(?:this|that|these|those|it|its|their|them|such|other|others|another|general|fact|"
    r"particular|addition|short|summary|contrast|response|turn|practice|principle|theory|case|"
    r"cases|example|instance|reality|essence|words|all|most|many|some|his|her|both|end|"
    r"first|doing|so|level|hand|whole|average|surface|time|times|way|effect|part|conclusion|"
    r"terminology|notation|sense|language|"
    r"case|order|be|to \w+)\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"^(?:In|At|During|After|With)\s(?:this|these|that)\s(?:[a-z]+\s?){1,3}$")
"""A frame that only points back: what has names of its own is told without it."""
_CONCEDED = re.compile(
    r"^(?:While|Although|Though|Even though|Despite)\s[^,;:]{8,120},\s(?P<claim>[^;:]{20,})$"
)
"""What is granted before the statement itself."""
_BARE_FRONT = re.compile(r"^(?:With|Without|From|By|For|Upon|Unlike)\s")
"""Fronts that belong to the subject or the deed, and not to the question."""
_IN_TIME = re.compile(r"^(?:From|By|For)\s.*(?:\d{4}|\b(?:century|war|years?|decades?)\b)", re.I)
_BY_THE_WAY = re.compile(r"^(?:In|At|On|During|Throughout|By)\s")
"""Frames that may be left out where the statement has a name for its subject."""
_NAME_INSIDE = re.compile(r"\s[A-Z][a-z]+(?:\s[A-Z]|\b)")
_ASIDE = re.compile(
    r"^(?P<subject>[^,;:()]{3,60}),\s(?:which|who|whose|an?|the|also|or|like|such as|including|"
    r"especially|known|called|found|made|composed|"
    r"issued|passed|signed|founded|built|written|published|adopted|created|led|headed|established|"
    r"named|born|ratified|enacted)\b[^,;:]{2,120},\s(?P<rest>[a-z]+\s[^;]{8,})$"
)
MOST_FRAME_WORDS = 11


def without_frame(sentence: Sentence, setting: Setting) -> tuple[str, Sentence] | None:
    """The frame, and the sentence without it; None where there is none that can be told alone."""
    words = led(sentence.words)
    conceded = _CONCEDED.match(words)
    if conceded is not None:
        first = conceded["claim"].split()[0]
        if first[:1].isupper() and first not in setting.names:
            return None  # a name that would be taken for a word at the head of a sentence
        return _alone(conceded["claim"], sentence)
    found = _FRAME.match(words)
    if found is None or personal(found["frame"]):
        return None
    frame, claim = found["frame"], found["claim"]
    if _BACK.match(frame) and _NAME_INSIDE.search(claim):
        return None if split(claim[:1].upper() + claim[1:].rstrip(".")) is None else (
            "", replace(sentence, words=claim[:1].upper() + claim[1:])
        )  # fmt: skip
    if _BARE_FRONT.match(frame) and not _IN_TIME.search(frame):
        return _alone(claim, sentence)
    if POINTING.search(frame) or _LOOSE.search(frame) or len(frame.split()) > MOST_FRAME_WORDS:
        return _alone(claim, sentence) if _BY_THE_WAY.match(frame) and claim[:1].isupper() else None
    claim = claim[:1].upper() + claim[1:]
    if split(claim.rstrip(".")) is None:
        return None
    return frame, replace(sentence, words=claim)


def _alone(claim: str, sentence: Sentence) -> tuple[str, Sentence] | None:
    """A claim that holds without the words before it."""
    whole = claim[:1].upper() + claim[1:]
    if PRONOUN.match(whole) or split(whole.rstrip(".")) is None:
        return None
    return "", replace(sentence, words=whole)


def without_aside(sentence: Sentence) -> Sentence | None:
    """The sentence without what it tells of its subject in passing."""
    found = _ASIDE.match(led(sentence.words))
    if found is None:
        return None
    whole = f"{found['subject']} {found['rest']}"
    clause = split(whole.rstrip("."))
    if clause is None or clause.subject != found["subject"]:
        return None
    return replace(sentence, words=whole)


def happening(frame: str, claim: Sentence, setting: Setting) -> Candidate | None:
    """What happens in something that is a term of the source: "In hydrolysis, ..."."""
    found = re.match(r"^(?:In|During|At)\s(?P<what>(?:(?:an?|the)\s)?(?P<bare>[^,]{4,50}))$", frame)
    if found is None or not (setting.key(found["bare"]) or _specific(found["bare"], setting)):
        return None
    clause = split(claim.words.rstrip("."))
    if clause is None or clause.base in ("have", "contain", "include", "need", "require"):
        return None
    if clause.copula and not re.match(r"[a-z]+(?:ed|en|wn|de|lt|nt)\s", clause.rest):
        return None
    singular = re.match(r"\w+\s(?:an?|the)\s", frame) and not plural(found["bare"])
    if not (singular or _PROCESS.search(found["bare"])) or _SIZE.match(claim.words):
        return None
    said = claim.words.rstrip(".")
    if PRONOUN.match(said) or personal(said) or POINTING.search(said):
        return None
    return made(
        claim,
        kind=CardKind.FACT,
        question=f"What happens {frame[:1].lower()}{frame[1:]}?",
        label=found["bare"],
        means=said,
        weight=1.2,
        least=5,
    )


_PROCESS = re.compile(
    r"(?:sis|tion|sion|ing|ment|ance|ence|phase|stage|step|cycle|division|transfer|transport|"
    r"reaction|process|training|decay|growth|flow|shift|selection|war|crisis|crash)s?$",
    re.IGNORECASE,
)
"""How the names of what happens end."""


_SIZE = re.compile(r"^The (?:number|amount|size|rate)\b")


def _specific(bare: str, setting: Setting) -> bool:
    """Whether a phrase of several words holds a word that is a term of the source."""
    words = bare.casefold().split()
    return len(words) > 1 and any(
        word in setting.terms or word.removesuffix("s") in setting.terms
        for word in (words[-1], " ".join(words[-2:]), words[0], " ".join(words[:2]))
    )


def framed(candidate: Candidate, frame: str) -> Candidate | None:
    """The candidate whose question says in which case it is asked."""
    if not frame:
        return candidate
    if candidate.kind in (CardKind.CLOZE, CardKind.DEFINITION) or frame in candidate.question:
        return None
    question = candidate.question
    return replace(candidate, question=f"{frame}, {question[:1].lower()}{question[1:]}")

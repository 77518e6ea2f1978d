"""Reasons told first: "R, so C", "R. Therefore, C", "Because of R, C", "As a result of R, C"."""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.asking import turned
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
    shortened,
)
from authoring.rules.clause import split
from decks.cards import CardKind

_SO = re.compile(
    r"^(?P<reason>[^;:]{15,150}),\s(?:and\s)?(?:so|therefore|thus|hence|which is why)\s"
    r"(?!that\b|far\b|on\b|called\b|much\b|many\b|(?:allow|mak|giv|caus|lead|result|enabl|"
    r"prevent|forc|creat|ensur|produc|leav)ing\b)(?P<claim>[^;:]{12,130})$"
)
_OF = re.compile(
    r"^(?P<mark>Because of|Due to|As a result of|Owing to|Thanks to|As a consequence of)\s"
    r"(?P<reason>[^,;:]{8,110}),\s(?P<claim>[^;:]{12,130})$"
)
_THEREFORE = re.compile(
    r"^(?:Therefore|Thus|Hence|Consequently|As a result|As a consequence|For this reason|"
    r"For that reason|Accordingly),?\s(?P<claim>[^;:]{12,130})$"
)
_LOOSE = re.compile(
    r"\b(?:it|they|them|he|she|this|these|those|such|here|there|its|their|his|her|another|other)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:important|useful|interesting|clear|true|possible|necessary|surprising|easy|difficult to "
    r"say|called|named|known as|important to|need to know|know that|see that|conclude)\b",
    re.IGNORECASE,
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """Why a claim holds, by the reason that the sentence or the one before it gives."""
    words = sentence.words.rstrip(".")
    after = _THEREFORE.match(words)
    if after is not None:
        return _by_the_one_before(after["claim"], sentence, setting)
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or personal(words) or not balanced(words):
        return None
    found = _OF.match(words)
    if found is not None and not _LOOSE.search(found["reason"]):
        return _card(
            found["claim"], f"{found['mark']} {found['reason']}", sentence.start, sentence, setting
        )
    found = _SO.match(words)
    if found is None or split(found["reason"]) is None:
        return None
    return _card(found["claim"], f"because {lowered(found['reason'], setting)}", sentence.start,
                 sentence, setting)  # fmt: skip


def _by_the_one_before(claim: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    before = setting.before
    if before is None or before.span != sentence.span:
        return None
    reason = led(before.words).rstrip(".")
    if POINTING.search(reason) or PRONOUN.match(reason) or personal(reason + claim):
        return None
    if re.search(r"\b(?:occurs?|happens?) (?:when|if)\b", reason):
        return None
    if len(reason.split()) > 25 or split(reason) is None or "?" in reason:
        return None
    return _card(claim, f"because {lowered(reason, setting)}", before.start, sentence, setting)


def _card(
    claim: str, reason: str, start: int, sentence: Sentence, setting: Setting
) -> Candidate | None:
    claim = re.sub(r"\b(?:also|quite|even)\s", "", lowered(claim[:1].upper() + claim[1:], setting))
    if re.match(r"because (?:whereas|while|although|though)\b", reason, re.IGNORECASE):
        return None
    asked = turned(claim)
    if asked is None or _LOOSE.search(claim) or _WEAK.search(claim) or "," in claim:
        return None
    answer, rest = shortened(reason)
    if len(answer.split()) < 5 or not 4 <= len(claim.split()) <= 18 or not balanced(answer):
        return None
    return Candidate(
        kind=CardKind.WHY,
        question=f"Why {asked}?",
        label=f"why {claim}",
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=start,
        end=sentence.end,
        weight=1.75,
        spans=(sentence.span,),
    )

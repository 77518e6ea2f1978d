"""Effects: "X leads to Y", "X caused Y", "X allows Y", asked as "What does X lead to?"."""

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
    plural,
    sentence_of,
    shortened,
)
from authoring.rules.clause import split
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_FORMS = {
    "leads to": "does {} lead to",
    "lead to": "do {} lead to",
    "led to": "did {} lead to",
    "results in": "does {} result in",
    "result in": "do {} result in",
    "resulted in": "did {} result in",
    "gives rise to": "does {} give rise to",
    "give rise to": "do {} give rise to",
    "gave rise to": "did {} give rise to",
    "causes": "does {} cause",
    "caused": "did {} cause",
    "prevents": "does {} prevent",
    "prevented": "did {} prevent",
    "allows": "does {} allow",
    "allowed": "did {} allow",
    "enables": "does {} enable",
    "requires": "does {} require",
    "ensures": "does {} ensure",
}
_FORMS |= {
    f"{modal} {base}": f"{modal} {{}} {base}"
    for modal in ("will",)
    for base in ("lead to", "result in", "cause", "prevent", "give rise to")
} | {
    "contributed to": "did {} contribute to",
    "contributes to": "does {} contribute to",
    "contribute to": "do {} contribute to",
    "cause": "do {} cause",
    "prevent": "do {} prevent",
    "allow": "do {} allow",
    "enable": "do {} enable",
    "require": "do {} require",
    "triggers": "does {} trigger",
    "triggered": "did {} trigger",
    "meant that": "did {} mean",
    "means that": "does {} mean",
    "brought about": "did {} bring about",
    "paved the way for": "did {} pave the way for",
    "laid the groundwork for": "did {} lay the groundwork for",
    "laid the foundation for": "did {} lay the foundation for",
    "brought an end to": "did {} bring an end to",
    "ushered in": "did {} usher in",
    "set off": "did {} set off",
    "gave way to": "did {} give way to",
    "fueled": "did {} fuel",
    "sparked": "did {} spark",
    "prompted": "did {} prompt",
}
_EFFECT = re.compile(
    rf"^(?P<cause>[A-Z][^,;:()]{{5,100}}?)\s(?P<verb>{'|'.join(_FORMS)})\s(?P<means>.{{12,}})$"
)
_OTHER_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|does|do|did|to|"
    r"that|which|who|when|if|because|and then|it|they|this|these|those|such|its|their|his|her|"
    r"not)\b"
)
_LOOSE = re.compile(r"\b(?:this|these|those|him|her|his)\b|^(?:it|they|them)\b", re.IGNORECASE)
_DOING = re.compile(r"^(?P<whom>(?:(?!\bthat\b)[^,;]){2,40}?)\sto\s(?P<what>[a-z]+\s.{8,})$")
_ADVERB = re.compile(
    r"\s(?:only|also|both|often|usually|typically|thus|then|therefore|eventually|generally|always|"
    r"further|instead|all|each|itself|sometimes|never|rarely|directly|\w+ly)$"
)
MOST_CAUSE_WORDS = 12


_RESULT = re.compile(
    r"^(?P<what>[A-Z][^;:()]{20,130}?),\s(?:thus |thereby |ultimately |eventually |often )?"
    r"(?:resulting in|leading to|causing|producing|giving rise to|"
    r"triggering)\s(?P<means>[^;:]{10,120})$"
)


def _result(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "The chain bends, causing a kink": what comes of it is asked for."""
    found = _RESULT.match(words)
    clause = split(found["what"]) if found is not None else None
    if found is None or clause is None or "," in found["what"] or personal(words):
        return None
    if _BACK.search(found["what"]) or _LOOSE.search(found["means"]):
        return None
    if clause.helper not in ("does", "do", "did", "is", "are", "was", "were"):
        return None
    if re.search(r"\sto\s[a-z]+|,\sor\b", found["means"]):
        return None
    results = "resulted" if clause.helper in ("did", "was", "were", "had") else "results"
    what = lowered(found["what"], setting)
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What {results} when {what}?",
        label=f"result: {what}",
        means=found["means"],
        weight=1.5,
        least=2,
    )


_BACK = re.compile(
    r"\b(?:it|they|he|she|this|these|those|such|there|here|its|their|his|her|not|only|then|"
    r"sometimes|often|usually)\b",
    re.IGNORECASE,
)


_NO_CAUSE = re.compile(
    r"(?:In|On|At|By|For|With|After|Before|During|As|While|Although|Some|Many|Most|Several|Other)\b"
)


def _first_effect(means: str) -> tuple[str, str]:
    """What comes first of an effect that has effects of its own, and the rest."""
    first, _, further = means.partition(", causing ")
    answer, rest = shortened(first)
    return answer, rest or (f"causing {further}" if further else "")


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The effect that a sentence states of a cause that can be named alone."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or not balanced(words):
        return None
    result = _result(words, sentence, setting)
    if result is not None:
        return result
    found = _EFFECT.match(words)
    if found is None or _OTHER_VERB.search(found["cause"]) or personal(words):
        return None
    if found["verb"].split()[0].endswith("s") and plural(found["cause"]):
        return None
    if found["means"].startswith("by ") or _ADVERB.search(found["cause"]):
        return None
    if not 2 <= len(found["cause"].split()) <= MOST_CAUSE_WORDS and not setting.key(found["cause"]):
        return None
    single = re.fullmatch(r"(?:The|An?) [a-z]+", found["cause"]) is not None
    if (
        single
        and not sentence.headings
        and not (setting.key(found["cause"]) or setting.topic(found["cause"]))
    ):
        return None
    if _NO_CAUSE.match(found["cause"]):
        return None
    answer, rest = _first_effect(found["means"])
    if re.match(r"(?:an?\s(?:variety|number|range) of|many|various|several)\b", answer):
        return None
    if len(answer.split()) < 4 or _LOOSE.search(answer) or ", but " in found["means"]:
        return None
    cause = lowered(found["cause"], setting)
    asked = _FORMS[found["verb"]].format(cause)
    doing = _DOING.match(answer) if found["verb"].startswith(("allow", "enable")) else None
    if doing is not None and (base_of(doing["what"].split()[0]) or ("", ""))[1] == "do":
        asked, answer = f"{asked} {doing['whom']} to do", doing["what"]
    return Candidate(
        kind=CardKind.FACT,
        question=f"What {asked}?",
        label=f"effect of {cause}",
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=1.4,
        spans=(sentence.span,),
    )

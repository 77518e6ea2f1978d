"""How and what for: "X does Y by doing Z", "X does Y in order to do Z"."""

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

_BY = re.compile(
    r"^(?P<claim>[^;:]{12,120}?),?\s(?P<how>(?:by|through|via)\s(?:\w+ly\s)?[a-z]+ing\s.{6,})$"
)
_FOR = re.compile(
    r"^(?P<claim>[^;:]{12,120}?),?\s(?P<mark>in order to|so as to|so that|in an effort to|"
    r"in an attempt to|in hopes of|in the hope of|in the hopes of|with the goal of|with the aim of|"
    r"with the intention of|for the purpose of)\s(?P<what>.{8,})$"
)
_FIRST = re.compile(
    r"^(?:In order to|In an effort to|In an attempt to)\s(?P<what>[^,;:]{8,90}),\s"
    r"(?P<claim>[^;:]{12,120})$"
)
_TO = re.compile(
    r"^(?P<claim>[^,;:]{15,110}?)\s(?P<what>to\s(?:avoid|prevent|protect|reduce|save|protest|"
    r"demand|"
    r"encourage|stop|boost|raise|gain|obtain|ensure|maintain|improve|restore|pay|defend|fight|end|"
    r"promote|support|increase|attract|force|compensate|overcome|distinguish|visualize|determine|"
    r"measure|detect|study|identify|remove|create|form|produce|synthesize|generate|release|"
    r"regulate|"
    r"minimi[sz]e|maximi[sz]e|approximate|estimate|compute|speed up|slow|escape|relieve|address|"
    r"solve|counter|curb|weaken|strengthen|punish|secure|keep|win|persuade|expand|settle|unite|enforce|"
    r"finance|fund|preserve|spread|replace|test|prove|free|deny|limit|help|beg|drive|make|build|transport|carry|attach|move|catalyze|"
    r"power)\s.{6,})$"
)
_DONE_TO = re.compile(
    r"^(?P<claim>[^,;:]{3,60}?\s(?:is|are|was|were)\s(?:\w+ly\s)?(?:\w+ed|made|sent|put|cut|set|drawn|"
    r"taken|held|kept|given|grown|run|fed|split)\b[^,;:]{0,60}?)\s(?P<what>to\s(?!be\b|the\b|an?\b)"
    r"[a-z]+\s\S.*)$"
)
_CONTROL = re.compile(
    r"\b(?:tr(?:y|ies|ied)|want(?:s|ed)?|begin|begins|began|continue[sd]?|allow(?:s|ed)?|"
    r"help(?:s|ed)?|"
    r"authori[sz]e[sd]?|persuade[sd]?|instruct(?:s|ed)?|direct(?:s|ed)?|command(?:s|ed)?|"
    r"convince[sd]?|invite[sd]?|compel(?:s|led)?|teach(?:es)?|taught|train(?:s|ed)?|drive[sn]?|"
    r"drove|"
    r"ask(?:s|ed)?|force[sd]?|order(?:s|ed)?|urge[sd]?|attempt(?:s|ed)?|seek|sought|seeks|"
    r"need(?:s|ed)?|"
    r"refuse[sd]?|agree[sd]?|choose|chose|decide[sd]?|plan(?:s|ned)?|hope[sd]?|fail(?:s|ed)?|"
    r"tend(?:s|ed)?|"
    r"appear(?:s|ed)?|seem(?:s|ed)?|\w*ability|\w*willingness|able|unable|likely|enough|too|"
    r"ability|attempts?|effort|efforts|"
    r"information|instructions?|machinery|energy|tools?|enough|space|room|materials?|codes?|"
    r"genes?|signals?|resources?|data|structures?|"
    r"need|opportunity|right|way|ways|order|due|expect(?:s|ed)?|encourage[sd]?|enable[sd]?|"
    r"cause[sd]?|"
    r"require[sd]?|permit(?:s|ted)?|lead(?:s)?|led|willing|failure|decision|desire|plan|time|power|"
    r"said|thought|known|believed|found|shown|supposed|used|goal|aim|ready|difficult|easy|hard|"
    r"reserved|limited|restricted|dedicated|devoted|applied|named|designed|intended|meant|methods?|"
    r"considered|prepared|inclined|obliged|empowered|destined|programmed|"
    r"capacity|tendency|chance|potential|serves?|served)\b|\b(?:have|has|had|is|are|was|were)$",
    re.IGNORECASE,
)
"""Words that take "to do" as their object and not as a purpose."""
_LOOSE = re.compile(
    r"\b(?:it|they|them|this|these|those|such|he|she|here|there|following)\b|^all\b", re.IGNORECASE
)
_NO_MANNER = re.compile(
    r"^(?:by|through|via)\s(?:\w+ly\s)?(?:being|going|using it|looking|saying|noting|thing|"
    r"during|morning|evening|spring|string|ring|beginning|doing so|comparing|considering|assuming|"
    r"seeing|thinking)\b"
)
FEWEST_WORDS = 4


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """How something is done, or what for, where the sentence says both."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or personal(words) or not balanced(words):
        return None
    found = _BY.match(words)
    if found is not None and not _NO_MANNER.match(found["how"]):
        return _card("How", found["claim"], found["how"], sentence, setting)
    found = _FOR.match(words)
    if found is not None:
        mark = found["mark"] if found["mark"] in ("so that",) else ""
        means = f"{mark} {found['what']}".strip() if mark else _purpose(found)
        return _card("Why", found["claim"], means, sentence, setting)
    found = _TO.match(words) or _done_to(words)
    if found is not None and not _CONTROL.search(found["claim"]):
        return _card("Why", found["claim"], found["what"], sentence, setting)
    found = _FIRST.match(words)
    if found is not None:
        return _card("Why", found["claim"], f"to {found['what']}", sentence, setting)
    return None


def _done_to(words: str) -> re.Match[str] | None:
    """ "Hydrogen is bubbled through oils to solidify them": for what something is done."""
    found = _DONE_TO.match(words)
    known = base_of(found["what"].split()[1]) if found is not None else None
    return found if known is not None and known[1] == "do" else None


def _purpose(found: re.Match[str]) -> str:
    if found["mark"].endswith(" to"):
        return f"to {found['what']}"
    return f"{found['mark']} {found['what']}"


def _card(
    wh: str, claim: str, means: str, sentence: Sentence, setting: Setting
) -> Candidate | None:
    claim = re.sub(r",\s(?:an?|the)\s[^,]{4,90}$", "", claim.strip(" ,"))
    claim = _LAST.sub("", claim)
    clause = split(claim)
    if clause is None or len(claim.split()) < FEWEST_WORDS or _bad(clause):
        return None
    if wh == "Why" and means.startswith("to ") and (_state(clause) or clause.base == "have"):
        return None
    if wh == "How" and _state(clause):
        return None
    if clause.helper in ("was", "were") and re.match(r"an?\s", clause.subject, re.IGNORECASE):
        return None  # what somebody once did for a purpose of that day
    if wh == "How" and (_ONE_OF_SEVERAL.search(claim) or clause.base in _GOES_ON):
        return None
    if setting.past and not re.search(r"[A-Z]|\d", lowered(clause.subject, setting)):
        return None  # who "the president" or "a family" was, only the text around tells
    asked = split(lowered(claim, setting)) or clause
    return made(
        sentence,
        kind=CardKind.WHY if wh == "Why" else CardKind.FACT,
        question=f"{wh} {asked.turned}?",
        label=f"{wh.lower()} {lowered(claim, setting)}",
        means=means,
        weight=1.8,
        least=3,
    )


_ONE_OF_SEVERAL = re.compile(r"\b(?:also|further|too|even|again|once more|another|more)\b")
_GOES_ON = frozenset("continue begin start try help keep respond react proceed go".split())
_DEED = re.compile(r"to\s|\w+ing\b")
"""What stands behind "is" where a thing is defined by a deed: "modelling is learning ..."."""
_LAST = re.compile(r"\s(?:specifically|especially|primarily|mainly|simply|just|only|partly)$")
_DONE = re.compile(
    r"^(?:\w+ly\s)?(?:\w+(?:ed|en|wn|ept|uilt|ound|ent|ung)|made|held|cut|put|set|run)\b"
)


def _state(clause: Clause) -> bool:
    """Whether a claim tells how something is, and not what is done: "is more reliable"."""
    being = clause.copula or clause.rest.startswith("be ")
    return being and _DONE.match(clause.rest.removeprefix("be ")) is None


def _bad(clause: Clause) -> bool:
    whole = f"{clause.subject} {clause.rest}"
    if clause.twofold or (clause.copula and _DEED.match(clause.rest)):
        return True
    for second in re.finditer(r"\sand\s", clause.rest):
        after = clause.rest[second.end() :]
        if split(f"{after[:1].upper()}{after[1:]}") is not None:
            return True
    if _LOOSE.search(whole) or "," in clause.rest or len(whole.split()) > 18:
        return True
    return re.search(r"\b(?:that|which|who|because|if|when|and then)\b", clause.rest) is not None

"""What a card keeps of the sentence, figure or page that it was cut from, and cannot be read with:
mended where a word is too many, and thrown out where one is missing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.prose import MATH
from authoring.rules.candidate import Candidate, sentence_of
from authoring.rules.verbs import base_of, gerund, maybe_noun
from decks.cards import CardKind

_COLOUR = r"(?:red|blue|green|yellow|orange|purple|pink|gr[ae]y|black|white|dashed|dotted|shaded)"
_DRAWN = re.compile(
    rf"\s*\((?:(?:in|as|shown in|the|see) )*(?:(?:dark|light|bright)(?:er)?[ -])?{_COLOUR}"
    r"(?: (?:squares?|boxes|box|lines?|arrows?|circles?|dots?|curves?|regions?|areas?|bars?|"
    r"nodes?|pixels?|cells?|points?|text|part))?\)"
)
"""What stands in brackets about a figure: "(darker blue squares)"."""
_RELATED = re.compile(r"^(?P<article>The|A) (?:closely )?related (?=[a-z]+ (?:that|of|in|which)\b)")
_IN_PASSING = re.compile(r" \((?:about|approximately|around|roughly|some|over) [\d.,]+k?\b[^()]*\)")
_IN_SYSTEM = re.compile(r" (?:in|by|of|to) the system\b(?! of\b)")
_GRAND = re.compile(r"^An? (?:powerful|elegant|well-known|famous|beautiful) (?=[b-df-hj-np-tv-z])")
_WITHOUT = re.compile(r"\bwithout (?P<how>[a-z]+ly )?(?P<verb>[a-z]+)\b")
_BEFORE_FORMULA = re.compile(r"\b(?:the|an?) (?=\$[^$]+\$\.?$)")
_PART = r"(?:discriminator|generator|encoder|decoder|controller|critic|classifier|sampler|agent)"
_NO_ARTICLE = re.compile(rf"\b(?P<link>on|of|by|with|from|in|to) (?={_PART}(?: [a-z]+)?\b)")

_OWNER_ALONE = re.compile(r"\b(?:than|to|from|of|with|as) [A-Z]\w+[’']s(?=[?.,;]|$)")
_TIED = re.compile(
    r"\b(?:however|therefore|instead(?! of)|thus|hence|consequently|nevertheless|nonetheless|"
    r"likewise|similarly|moreover|furthermore|in turn|on the other hand)\b",
    re.IGNORECASE,
)
_NOBODYS = re.compile(
    r"\bthe (?:(?:designed|resulting|proposed|trained|given|chosen|obtained|described|current|"
    r"generated|corresponding|underlying|present|whole) (?:neural )?(?:network|model|system|"
    r"algorithm|method|process|approach|architecture|sequence)|system)\b(?! of\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:the )?(?:first|second|third|fourth|last|former|latter) (?:term|one|part|case|kind|type|"
    r"option|method|approach|group|example|factor|component|summand)s?\b(?! (?:of|in)\b)",
    re.IGNORECASE,
)
"""A thing known by its place in the notes alone."""
_SOME = re.compile(
    r"^(?:How|Why|What|Where|When) (?:do|does|did|are|is|were|was|can) (?:several|many|some|most|"
    r"certain|numerous|various)\b"
)
_USEFUL = re.compile(
    r"^What (?:is|are|was|were) [^?]+ (?:useful|helpful|good|suitable|important|handy) for\?$"
)
_ROLE = re.compile(r"\bplay (?:an? )?(?:[a-z]+ )?(?:role|part) (?:in|for)\?$")
_MOOD = re.compile(
    r"^Both (?:have |has |had )?(?:rose|risen|fell|fallen|declined?|increased?|decreased?|"
    r"dropped?|grew|grown|shrank|changed?|improved?|worsened|suffered)\.$"
)
_AND_MORE = re.compile(r", (?:and|or) (?:various|other|many|several|certain) [\w -]+\.$")
"""How a list ends that is not told to its end."""
_STATED = re.compile(r"^What (?:does|do|did) [^?]+ state\?$")
_EMPTY_GAP = re.compile(
    r"“(?:The )?____ (?:combines?|helps?|plays?|improves?|supports?|(?:is|are) (?:useful|helpful|"
    r"important|good|suitable|popular|widely)|is an? (?:free|popular|leading|award-winning))\b"
)
"""A gap in what could be said of many things."""
_PRAISE = re.compile(
    r"\b(?:award-winning|world-class|leading|popular|free|innovative|cutting-edge|renowned|"
    r"best-selling|state-of-the-art|world’s (?:largest|most popular))\b[ ,]"
)
_BETTER = re.compile(
    r"^To (?:gain|get|obtain|reach|have|provide|give|improve|increase|enhance|deepen) "
    r"(?:an? |the |our |their )?(?:(?:better|deeper|fuller|clearer|full|good|more|further|new) )?"
    r"(?:understanding|knowledge|insights?|information|performance|results|quality|efficiency|"
    r"ideas?|views?|pictures?|data|outcomes?)\b"
)
_ONLY_NATURE = re.compile(
    r"^Because of (?:their|its|the) (?:[a-z]+ )?(?:structure|nature|propert(?:y|ies)|composition|"
    r"shape|size|function|characteristics|roles?|design|features|importance)\.$"
)
"""A reason that every thing has."""
_LOST = re.compile(r"^What (?:does|do) [^\s$]*\([a-z]{1,3}\)\S* (?:denote|stand|represent|mean)\b")
"""A symbol that lost its subscripts on a page of a PDF."""
_GOES_ON = re.compile(
    r" and (?:form|have|become|undergo|make|produce|contain|lead|play|take|carry|are|do) [a-z]"
)
"""A second deed behind the answer to the first."""
_FRONT = re.compile(r"^In [^,?]{2,70}, (?P<first>[a-z])")
_NOTED = re.compile(
    r"^Because (?:\$[^$]+\$|the [a-z ]+) (?:is|are) (?:represented|denoted|given|defined|written|"
    r"modell?ed|described) (?:by|as)\b"
)
_ONLY_IMAGE = re.compile(r"^(?:(?:The|A) )?(?:[\w-]+(?:[’']s)? )?“[^”]+\.?”\.?$")
_EMPTY = frozenset(
    "the a an of for in and to with at by on from that which is are it its this given some any "
    "value values set vector parameter parameters number".split()
)
LEAST_OF_SYMBOL = 4
"""Words with content that tell of a symbol more than its own letter does."""
LEAST_BESIDE_FORMULA = 3
"""Words of an answer that is mostly a formula, from which it says what the formula is."""


def mended(candidate: Candidate) -> Candidate:
    """The candidate without words that only its surroundings explain, and with the small words
    that terse notes leave out.
    """
    question, answer = candidate.question, candidate.core_answer
    if candidate.kind is CardKind.FORMULA:
        return replace(candidate, question=_NO_ARTICLE.sub(r"\g<link> the ", question))
    if candidate.kind is not CardKind.CLOZE:
        question = _NO_ARTICLE.sub(r"\g<link> the ", question)
    answer = _RELATED.sub(r"\g<article> ", _DRAWN.sub("", answer))
    if "system" not in question:
        answer = _IN_SYSTEM.sub("", _IN_PASSING.sub("", answer))
    answer = _GRAND.sub("A ", answer)
    answer = _BEFORE_FORMULA.sub("", _WITHOUT.sub(_doing, answer))
    if answer == candidate.core_answer and question == candidate.question:
        return candidate
    if answer != candidate.core_answer:
        answer = sentence_of(answer)
    return replace(candidate, question=_DRAWN.sub("", question), core_answer=answer)


def _doing(found: re.Match[str]) -> str:
    """ "without explicitly define it": the verb as it stands behind "without"."""
    known = base_of(found["verb"])
    if known is None or known[1] != "do" or (maybe_noun(found["verb"]) and not found["how"]):
        return found[0]
    return f"without {found['how'] or ''}{gerund(found['verb'])}"


def stands(candidate: Candidate) -> bool:
    """Whether a card says something that can be read and is worth knowing without its notes."""
    asked, told = MATH.sub("$", candidate.question), MATH.sub("$", candidate.core_answer)
    asked = _FRONT.sub(lambda front: front["first"].upper(), asked)
    gap = candidate.kind is CardKind.CLOZE
    if _NOBODYS.search(asked) or (gap and (_TIED.search(asked) or _EMPTY_GAP.search(asked))):
        return False
    if candidate.kind is CardKind.FORMULA:
        return True
    return not (
        _OWNER_ALONE.search(asked)
        or _OWNER_ALONE.search(told)
        or _COUNTED.search(asked)
        or _SOME.match(asked)
        or _USEFUL.match(asked)
        or _ROLE.search(asked)
        or _MOOD.match(told)
        or _ONLY_NATURE.match(told)
        or _LOST.match(asked)
        or (asked.startswith("What do ") and _GOES_ON.search(told))
        or (candidate.kind is not CardKind.CLOZE and _AND_MORE.search(told))
        or (_STATED.match(asked) and told.count(", ") > 1)
        or _BETTER.match(told)
        or _NOTED.match(candidate.core_answer)
        or (candidate.kind is CardKind.DEFINITION and _PRAISE.search(told))
        or (candidate.kind is CardKind.DEFINITION and _ONLY_IMAGE.match(told))
        or _bare_symbol(told)
        or (candidate.rule in ("symbol", "where") and _contents(told) < LEAST_OF_SYMBOL)
    )


def _bare_symbol(told: str) -> bool:
    """Whether an answer in words is little more than a symbol: "by minimizing $L$"."""
    return "$" in told and len(re.findall(r"[^\W\d_]{2,}", told)) < LEAST_BESIDE_FORMULA


def _contents(told: str) -> int:
    words = re.findall(r"[^\W\d_]{2,}", told)
    return len([word for word in words if word.casefold() not in _EMPTY])

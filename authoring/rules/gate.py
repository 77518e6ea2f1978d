"""The last look at a candidate before it is kept: what a strict reader would throw out."""

from __future__ import annotations

import re

from authoring.checks import wording
from authoring.checks.notation import c10_notation
from authoring.prose import MATH
from authoring.rules.candidate import Candidate
from authoring.rules.clause import split
from authoring.rules.leftovers import stands
from decks.cards import CardKind, DraftContent, KeyPoint

_GENERIC = re.compile(
    r"^(?:What|How|Why|Where|When)\s\w+\s(?:the|an?)\s(?:process|model|method|approach|result|"
    r"system|"
    r"function|algorithm|idea|problem|technique|term|word|study|experiment|reaction|image|author|"
    r"authors|data|experiments?|machine|code|network|graph|plot|diagram|drawing|paper|input|output|"
    r"two|three|other|same|former|latter|new|resulting|second|first|last|third)\b"
    r"(?:\s(?:is|are|do|does|did|used|have|be|called|made|need|use|require|contain|refer|\w+)\b)?"
    r"(?:\s(?:to|of|for|on|in|by|from|with|as))?\?$"
)
_BARE = re.compile(
    r"\bthe (?:(?:explicit|implicit|first|second|third|latter|former|new|proposed|original|naive|"
    r"simple|"
    r"resulting|standard|usual|same|current|previous|overall|final|whole|entire|above|basic)\s)?"
    r"(?:group|programs?|programmes?|events?|association|organi[sz]ation|act|law|bill|"
    r"protest|"
    r"movement|goal|measures?|book|film|song|artist|town|company|firm|team|study|paper|"
    r"couple|man|woman|boys?|girls?|victims?|leader|plan|idea|case|incident|"
    r"result|results|task|problem|approach|method|technique|model|networks?|system|process|"
    r"algorithm|procedure|gap|experiment|equation|formula|function|example|situation|story|trial|"
    r"verdict|crisis|conflict|battle|agreement|document|speech|meeting|concept|principle|report|"
    r"moratorium|memorandum|attack|decision|failure|victory|defeat|rebellion|compromise|treaty|"
    r"siege|raid|massacre|invasion|proclamation|amendment|tariff|commission|committee|agency)"
    r"(?![\w’'-]|\s(?:of|that|which|who|to|for|in|called|between|with|named|behind|on|“|\())"
)
"""A thing that only the sentences around it tell."""
_UNCLEAR = re.compile(
    r"\b(?:this|these|those|it|its|them|they|their|he|she|his|her|above|below|we|our|you|"
    r"figure|(?:in|of) the (?:table|diagram|picture)|(?:table|slide)s?\s(?:\d|above|below)|"
    r"a variety of|various|remaining|in a similar (?:way|manner|fashion)|in the same (?:way|manner)"
    r"|aforementioned)\b|\[|\]|\\item|https?:|[|{}]\s|"
    r"_{5,}",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(r"^(?:Why is it|What does it mean) that\b")
"""An "it" that stands for what follows."""
_LINK = re.compile(r"https?:|\]\(|\bwww\.")
_STUB = re.compile(r"^(?:and|or|but|of|to be|is|are|that|which|who)\b", re.IGNORECASE)
_CUT = re.compile(
    r"\b(?:the|an?|of|and|or|to|by|with|for|in|that|which|is|are|as|e\.g|i\.e|w\.r\.t|such as|"
    r"because|than)\.?$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:and so on|and so forth|etc)\b|…|\.\.\.")
"""An answer that does not end."""
_LOOSE_ANSWER = re.compile(
    r"\b(?:this|these|(?<!^)those(?!\s(?:that|who|whose|which|of|in|with|for|at|from|on|by|to|"
    r"[a-z]+ed|"
    r"made|found|built|held|known)\b)|such (?!as\b|that\b))\b",
    re.IGNORECASE,
)
"""What an answer points back to."""
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|several|many|some|different|various|certain) (?:ways?|steps?|parts?|"
    r"things?|reasons?|components?|types?|kinds?|forms?|factors?|options?|stages?|cases?)\.?$"
)
"""An answer that counts what it does not tell: "in three ways"."""
_ONLY_COUNTED = re.compile(
    r"^(?:\w+\s)?(?:two|three|four|five|several|many|multiple)\s(?:\w+\s)?\w+s\.$", re.IGNORECASE
)
_ONLY_NOT = re.compile(
    r"^(?:An?|The) (?:[\w-]+ ){1,5}[\w-]+, (?:different from|unlike|as opposed to|distinct from)\b"
)
"""A definition that says only what the thing is not."""
_SIGNPOST = re.compile(
    r"\b(?:is|are|be|been) (?:better |well |fully |now |easily )?(?:understood|introduced|covered|"
    r"discussed|explained|motivated)\b|\bmakes? (?:more )?sense\b|\bin the rest of\b",
    re.IGNORECASE,
)
"""How notes speak of their own course."""
_VARIABLE = re.compile(r"\b[a-z]+_[a-z_]+\b(?!\()")
"""A name of somebody's code: only who sees the code can say anything of it."""
_AIM_BY_FORMULA = re.compile(r"\b(?:mini|maxi)mi[sz]ing\b.*\bi\.e\.")
_NO_ANSWER = re.compile(r"^(?:Each other|One another|Itself|Themselves|Others?)\.$")
_COMMAND = re.compile(r"^What does “[^”]+” do\b")
_ONE_MORE = re.compile(r"\b(?:a (?:second|third|fourth|further)|an additional)\s[a-z]")
"""One more of what only the text around it tells."""
_QUALITY = re.compile(r"^What (?:is|are) [^,?]+\?$")
_BECAUSE = re.compile(r"^[A-Z][a-z]+ because\b")
"""A property and its reason, which is not what the thing is."""
_NOTE_MARK = re.compile(r"(?<![\w$`\\.(-])[a-z]{6,}\d{1,2}(?=[\s.,;])")
"""The mark of a footnote that a PDF left on a word: "module8"."""
_SHOWN = re.compile(r"\bon the (?:right|left)(?:[- ]hand)? side\b(?! of)")
_WITNESS = re.compile(
    r"^Who (?:wrote|said|told|recalled|spoke|reported|noted) (?:of|how|that|about)\b"
)
_REFLEXIVE = re.compile(r"\b(?:themselves|itself) [^?]*called\b")
_HANGS = re.compile(r"\b(?:having|being|with|without|the|of a|but|and|or|not)\?$")
_TWISTED = re.compile(
    r"^(?:What|Why|How|When|Where) (?:does|do|did|is|are|was|were|can|will) (?:whereas|but|while|"
    r"although|though|since|because|if|when|unless)\b|^What are all\b"
)
"""A question whose subject is a conjunction, or all of a kind."""
_SAYS_NOTHING = re.compile(
    r"^An? (?:[\w-]+ ){1,2}(?:process|thing|concept|technique|method|problem|idea|topic|field|task|"
    r"step|issue|area|subject|question|challenge|tool|approach)\.$"
)
_HALF_BOTH = re.compile(r"\bboth\b(?!.*\band\b)")
_ONE_SAYS = re.compile(
    r"\b(?:in (?:assuming|saying|thinking|concluding)|be (?:correct|safe|fair|said|argued)|be "
    r"thought of|worth noting)\b"
)
"""Fronts behind which the claim itself only begins."""
_OF_MANY = re.compile(r"^What are (?P<what>[^?]+?)(?: \([^()]*\))?\?$")
_ONE = re.compile(
    r"^An? (?!(?:[\w-]+ ){0,4}?(?:class|classes|group|groups|set|type|kind|form|series|family|part|"
    r"source|result|component|constituent|measure|pair|category|collection|mixture|number|range|"
    r"way|means|method|example|exception|sort|variety|system|network|layer|subset|sequence|chain|"
    r"list|generalization|special case|building block|product|major|tool|technique)\b)"
)
_MADE_FOR = re.compile(r"^What (?:is|are|was|were) [^?]+ (?:designed|intended|meant|made) for\?$")
_PERFECT = re.compile(r"^Both (?:have|had) (?:been|[a-z]+ed)\b")
_THREE = re.compile(r"^(?:Due to|Because of|Thanks to)\s[^,]+, [^,]+,? and\s")
_MANY = re.compile(
    r"^(?!As|Is|Its|This)[A-Z][a-z]*[a-rt-z]s (?:in which|that|which|where|when|who)\b"
)
_TOLD_BY_SENTENCE = re.compile(
    r"\bcalled\b|\bmeant by\b|"
    r"\b(?:results?|effects?|causes?|ideas?|problems?|reasons?) (?:of|behind|for|with)\b"
)
_DOES = re.compile(
    r"^(?:[A-Z][^?]{3,90}, w|W)hat (?:does|do) (?P<who>[^?(]+?) (?P<verb>[a-z]+)"
    r"(?: (?:to|in|on|for|of|with|into|at|from|as|by))?(?: \([^()]*\))?\?$"
)
_SAME = 4
"""Letters in which a doer and a deed are alike that say the same."""
MOST_QUESTION_WORDS = 26
MOST_ANSWER_WORDS = 25
LONGEST_ANSWER = 320
"""Characters, formulas and all."""


def passes(candidate: Candidate) -> bool:
    """Whether question and answer stand alone, fit each other, and take an answer worth giving."""
    question, answer = candidate.question, candidate.core_answer
    if not stands(candidate):
        return False
    if any(True for _ in c10_notation(_content(candidate))) or _LINK.search(answer):
        return False
    if candidate.kind is CardKind.FORMULA:
        return len(question.split()) <= MOST_QUESTION_WORDS
    asked, said = MATH.sub("$", question), MATH.sub("$", answer)  # a formula is one word
    if candidate.kind is not CardKind.CLOZE and len(asked.split()) > MOST_QUESTION_WORDS:
        return False
    if len(said.split()) > MOST_ANSWER_WORDS or len(answer) > LONGEST_ANSWER:
        return False
    own = re.sub(r"“[^”]*”", " ", MATH.sub(" ", question))
    if candidate.kind is not CardKind.CLOZE and _unclear(own):
        return False
    if (
        _COUNTED.search(answer)
        or _GENERIC.match(question)
        or _STUB.match(answer)
        or _CUT.search(answer)
    ):
        return False
    if _trivial(candidate, own):
        return False
    if _OPEN.search(answer) or _points_out(MATH.sub("$", answer)):
        return False
    return not any(True for check in _CHECKS for _ in check(_content(candidate)))


def _trivial(candidate: Candidate, own: str) -> bool:
    """Whether the card only finds its way in the notes or the code, or says nothing whole."""
    asked = own if candidate.kind is not CardKind.CLOZE else ""
    once = asked.startswith("What happens ")
    told = candidate.core_answer
    return bool(
        _ONLY_NOT.match(told)
        or _NO_ANSWER.match(told)
        or _SHOWN.search(told)
        or _ONE_MORE.search(asked)
        or _NOTE_MARK.search(told)
        or (_QUALITY.match(candidate.question) and _BECAUSE.match(told))
        or (" stand for" in asked and told.rstrip(".").endswith("respectively"))
        or " called that stands for " in candidate.question
        or (_COMMAND.match(candidate.question) and split(told.rstrip(".")) is not None)
        or (once and _SIGNPOST.search(f"{asked} {told}"))
        or _VARIABLE.search(asked)
        or _REFLEXIVE.search(asked)
        or _WITNESS.match(asked)
        or _HANGS.search(asked.split(" (")[0].rstrip("?") + "?")
        or (asked.startswith("How ") and _AIM_BY_FORMULA.search(told))
        or _ONLY_COUNTED.match(told)
        or _HALF_BOTH.search(told.removeprefix("Both"))
        or _ONE_SAYS.search(asked)
        or _TWISTED.search(asked)
        or (_QUALITY.match(candidate.question) and _SAYS_NOTHING.match(told))
        or (_MADE_FOR.match(asked) and not re.match(r"\w+ing\b", told))
        or _mismatched(candidate.question, told)
        or _echoes(asked, told)
    )


def _mismatched(question: str, told: str) -> bool:
    """Whether one thing answers for many, or "it" stands for them: "What are X? A place ..."."""
    many = _OF_MANY.match(question)
    if many is not None and " and " not in many["what"] and _ONE.match(told):
        return True
    if question.startswith("What is ") and _MANY.match(told):
        return True
    if told.startswith("Both ") and _PERFECT.match(told):
        return True  # what befell two is nothing that they are
    common = re.match(r"^What do (?P<both>.+) have in common", question)
    if common is not None and " and " not in common["both"]:
        return True
    if _QUALITY.match(question) and not _TOLD_BY_SENTENCE.search(question):
        clause = split(told.rstrip("."))
        if clause is not None and clause.verb == clause.helper:
            return True  # a sentence is not what a thing is
    if question.startswith("Why will one not be able"):
        return True
    if question.startswith("Why ") and _THREE.search(told):
        return True  # three reasons are three cards
    return bool(re.match(r"^Why (?:are|do|were) ", question) and told.startswith("Because it "))


def _echoes(asked: str, told: str) -> bool:
    """Whether the deed only says the doer's name again: "the generator generates images"."""
    found = _DOES.match(asked)
    if found is None:
        return False
    said = re.match(r"(?:It|They) (?P<verb>[a-z]+)", told)
    verb = said["verb"] if said is not None and found["verb"] == "do" else found["verb"]
    doers = [word for word in found["who"].split() if re.search(r"(?:er|or)s?$", word)]
    stems = (re.sub(r"(?:er|or)s?$", "", doer.casefold()) for doer in doers)
    return any(verb.startswith(stem) for stem in stems if len(stem) >= _SAME)


def _unclear(own: str) -> bool:
    """Whether the question has a word that stands for something it does not name; "its" after a
    noun that it can stand for is clear.
    """
    if _BARE.search(own):
        return True
    found = _UNCLEAR.search(_EMPTY_IT.sub("", own))
    if found is None:
        return False
    nouns_before = len(own[: found.start()].split()) >= 3
    return not (found[0].lower() in ("its", "their", "it", "they", "them", "his", "her", "he")
                and nouns_before)  # fmt: skip


def _points_out(said: str) -> bool:
    """Whether an answer points at what it does not name itself: "a distribution …, these
    distributions" is clear.
    """
    for found in _LOOSE_ANSWER.finditer(said):
        noun = re.match(r"\s([a-z]{3,})", said[found.end() :])
        named = noun is not None and noun[1].removesuffix("s") in said[: found.start()].split()
        if not named:
            return True
    return False


def _content(candidate: Candidate) -> DraftContent:
    return DraftContent(
        kind=candidate.kind,
        question=candidate.question,
        label=candidate.label,
        core_answer=candidate.core_answer,
        explanation=candidate.explanation,
        formulas=candidate.formulas,
        key_points=(KeyPoint(text=candidate.core_answer),),
    )


_CHECKS = (
    wording.c3_one_right_answer,
    wording.c4_no_list,
    wording.c5_no_give_away,
    wording.c6_effort,
    wording.c8_whole,
)

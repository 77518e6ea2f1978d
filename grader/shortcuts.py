"""Answers that a rule settles, before any evidence is weighed.

Blank, "I don't know", fillers, contentless "master keys", gibberish, the question repeated and
words that only address the grader earn nothing; an accepted answer word for word earns everything.
Every rule looks at the folded text, so what looks the same is settled the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.words import NEGATIONS, PLAIN, common, stem, words_of


@dataclass(frozen=True, slots=True)
class Settled:
    """What a rule decided: all or nothing, and the rule's name (a flag of the grade)."""

    credit: float
    rule: str


_DO_NOT_KNOW = re.compile(
    r"^(?:(?:sorry|um+|uh+|well|hmm+|honestly|to be honest|ok(?:ay)?)[\s,.]*)*"
    r"(?:i (?:really |honestly |just )?(?:do not|don'?t|dont|didn'?t|did not|can'?t|cannot|couldn'?t) "
    r"(?:really |even |quite |actually )?(?:know|remember|recall|understand|get it|have (?:a|any) (?:clue|idea)|tell)"
    r"|(?:i have |i've |i got |got |have )?(?:absolutely )?no (?:idea|clue)|i forgot|i forget|forgot|idk|dunno|i dunno|"
    r"i am not sure|i'?m not sure|not sure|unsure|don'?t know|do not know|no clue|not a clue|beats me|who knows|"
    r"i have no answer|i was absent|i did not study|i didn'?t study|pass|skip|i give up|"
    r"keine ahnung|weiss nicht|weiß nicht|ich weiß (?:es )?nicht|je ne sais pas|no lo s[eé]|no s[eé])"
    r"(?:[\s,.!?:;)(]*(?:the |this |that |it|about|answer|question|one|what|to|how|why|at all|anything|sorry|yet|is|here|"
    r"right now|anymore|please|help|lol|idk|:\(|i guess|how to answer|means|mean))*[\s.!?]*$",
    re.I,
)
_FILLER = re.compile(
    r"^(?:no (?:response|answer|reply|comment|text)(?: (?:given|provided|entered))?|n/?a|none(?: given)?|nil|null|blank|empty|tbd|todo|"
    r"test(?:ing)?|asdf+|qwerty\w*|lorem ipsum.*|x+|same|see above|as above|whatever|nothing|hello|hi)[\s.!?]*$",
    re.I,
)
_EMPTY_WORDS = frozenset(
    stem(word)
    for word in (
        "solution answer answers correct right true thought process let let's lets step steps solve think "
        "explanation explain final result response here follows following below above question problem "
        "understand reasoning analysis conclusion therefore thus hence so yes well first begin start "
        "certainly sure great good obviously definitely exactly perfect complete full reference student "
        "teacher key point points mark marks grade graded score present all fully matches match given "
        "output verdict expected please sir madam stated mentioned asked provided as per described "
        "everything includes include contains covers required requirements know known it's that's"
    ).split()
)
_TO_GRADER = re.compile(
    r"(?:\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,60}\b(?:instruction|instructions|prompt|prompts|rubric|rules|above|"
    r"previous|guidelines|criteria|key points?)\b)"
    r"|(?:\b(?:give|award|assign|grant)\b[^.!?\n]{0,40}\b(?:full|maximum|max|top|perfect|highest|all|100)\b[^.!?\n]{0,25}"
    r"\b(?:marks?|points?|credits?|scores?|grades?|%|percent)\b)"
    r"|(?:\b(?:give|award|assign) (?:me|this(?: answer)?|it) (?:an? )?(?:a\+?|full|10/10|100|pass|perfect)(?!\w))"
    r"|(?:\b(?:mark|grade|score|rate|count|accept|treat|consider|judge|evaluate) (?:this|it|me|my|the) ?(?:answer|response|submission|student|student's answer)?"
    r"\s*(?:as|with|at)\s*(?:an? )?(?:fully )?(?:correct|right|present|perfect|full|100|1\.0|a\+|passing|passed|10))"
    r"|(?:\b(?:all|every|each) (?:of the )?key ?points? (?:is|are|were|have been|has been) (?:present|covered|met|satisfied|mentioned|correct|fulfilled))"
    r"|(?:\byou are (?:now )?(?:a |an |the )?(?:grader|teacher|grading|helpful|lenient|generous|assistant|judge)\b)"
    r"|(?:\b(?:as|i am) (?:the|your|a) (?:teacher|instructor|professor|administrator|system administrator|developer)\b[^.!?\n]{0,80}"
    r"\b(?:confirm|verif|approve|correct|full|mark|grade|score|credit)\w*)"
    r"|(?:\b(?:this|the|my) (?:answer|response|submission) (?:is|was|has been|should be|must be|deserves)\b[^.!?\n]{0,30}"
    r"\b(?:correct|right|perfect|full|verified|approved|accepted|marked|graded|100)\b)"
    r"|(?:[\[<{(#]+\s*/?\s*(?:system|inst|assistant|im_start|im_end|admin|instructions?)\b)"
    r"|(?:\b(?:system|developer|admin)(?: (?:prompt|message|override|note|instruction))?\s*:)"
    r"|(?:\"?\b(?:verdict|score|grade|overall|credit)\"?\s*[:=]\s*\"?(?:present|correct|1(?:\.0)?\b|100|full|a\+|pass|5/5|10/10))"
    r"|(?:\b(?:the )?(?:grader|judge|evaluator|examiner|model|llm|ai) (?:must|should|will|shall|has to|is instructed)\b)"
    r"|(?:\b(?:respond|reply|return|output) (?:only )?(?:with|only)\b[^.!?\n]{0,40}\b(?:present|correct|1\.0|true|pass|json|score|verdict)\b)",
    re.I,
)
_LIST_BREAK = re.compile(r"[,;\n/|•]|\s[-–]\s|\band\b")
_ASKS_FOR_LIST = re.compile(
    r"\b(?:name|list|which|enumerate|give|state|identify|what are|examples?)\b", re.I
)
_ECHO_SHARE = 0.8
_LIST_PENALTY_FUNCTION_SHARE = 0.12


def settle(text: str, question: str, accepted: Sequence[str]) -> Settled | None:
    """What a rule says of a folded answer, or None where evidence has to be weighed.

    `accepted` are the folded references and accepted variants of a single key point.
    """
    said = _bare(text)
    if not text.strip():
        return Settled(0.0, "blank")
    if said and any(said == _bare(each) for each in accepted):
        return Settled(1.0, "verbatim")
    if any(_FILLER.match(text) and words_of(each) == words_of(text) for each in accepted):
        return Settled(1.0, "verbatim")
    if _DO_NOT_KNOW.match(text.strip()):
        return Settled(0.0, "does not know")
    if _FILLER.match(text.strip()):
        return Settled(0.0, "no response")
    return _contentless(text, question, accepted)


def _contentless(text: str, question: str, accepted: Sequence[str]) -> Settled | None:
    words = words_of(text)
    wanted = {stem(word) for each in accepted for word in words_of(each)}
    if not words:
        symbols = "".join(text.split())
        shown = any(symbols and symbols in "".join(each.split()) for each in accepted)
        return None if shown and len(symbols) > 1 else Settled(0.0, "no words")
    telling = {stem(word) for word in words if word not in PLAIN}
    if telling <= _EMPTY_WORDS and not telling & (wanted - {stem(w) for w in PLAIN}):
        return Settled(0.0, "no content")
    if _gibberish(words, wanted, words_of(question)):
        return Settled(0.0, "gibberish")
    if _echo(words, words_of(question), wanted):
        return Settled(0.0, "question repeated")
    return None


def _bare(text: str) -> str:
    """Words alone, without articles, for comparing answers word for word."""
    symbols = re.sub(r"[\s.,;:!?\"'()]+", " ", text.lower()).strip()
    return " ".join(word for word in symbols.split() if word not in ("a", "an", "the"))


def _gibberish(words: Sequence[str], wanted: set[str], asked: Sequence[str]) -> bool:
    """Whether most of the letters are keyboard noise: no listed word, and no syllables."""
    known = wanted | {stem(word) for word in asked}
    noise = [
        word for word in words if not common(word) and stem(word) not in known and _noisy(word)
    ]
    return sum(map(len, noise)) > 0.6 * sum(map(len, words))


def _noisy(word: str) -> bool:
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return False
    return bool(
        not re.search(r"[aeiouy]", word)
        or re.search(r"[bcdfghjklmnpqrstvwxz]{5,}", word)
        or re.search(r"(.)\1\1", word)
        or re.search(r"(?:asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert|erty|zxcv|xcvb)", word)
        or re.fullmatch(r"(.{1,3})\1{2,}", word)
    )


def _echo(words: Sequence[str], asked: Sequence[str], wanted: set[str]) -> bool:
    """Whether the answer is most of the question and nothing else.

    Questions that contain their answer ("A. gravity B. erosion") are not settled here, and neither
    is an answer that denies what the question says.
    """
    said = {stem(word) for word in words if word not in PLAIN}
    question = {stem(word) for word in asked if word not in PLAIN}
    if not said or not question or not said <= question | _EMPTY_WORDS:
        return False
    if any(word in NEGATIONS for word in words) and not any(word in NEGATIONS for word in asked):
        return False
    beyond = wanted - {stem(word) for word in PLAIN} - question
    return bool(beyond) and len(said & question) >= _ECHO_SHARE * len(question)


def addresses_grader(clause: str) -> bool:
    """Whether a folded clause speaks to the grader about grading instead of answering."""
    return bool(_TO_GRADER.search(clause))


def keyword_list(text: str, question: str, reference: str) -> bool:
    """Whether the answer drops key words without stating anything, where a statement is wanted."""
    if _ASKS_FOR_LIST.search(question) or not _states(reference):
        return False
    words = words_of(text)
    items = [words_of(item) for item in _LIST_BREAK.split(text)]
    items = [item for item in items if item]
    short = len(items) >= 3 and all(len(item) <= 3 for item in items)
    bare = len(words) >= 4 and _function_share(words) < _LIST_PENALTY_FUNCTION_SHARE
    return (short and _function_share(words) < 0.3) or bare


def _states(text: str) -> bool:
    words = words_of(text)
    return len(words) >= 6 and _function_share(words) >= 0.25


def _function_share(words: Sequence[str]) -> float:
    return sum(word in PLAIN or word in NEGATIONS for word in words) / max(len(words), 1)

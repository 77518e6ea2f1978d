"""Answers that a rule settles, before any evidence is weighed.

Blank, "I don't know", fillers, contentless "master keys", gibberish, the question repeated and
words that only address the grader earn nothing; an accepted answer word for word earns everything.
Every rule looks at the folded text, so what looks the same is settled the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.tongues import phrases
from grader.words import NEGATIONS, PLAIN, common, lines, stem, words_of


@dataclass(frozen=True, slots=True)
class Settled:
    """What a rule decided: all or nothing, and the rule's name (a flag of the grade)."""

    credit: float
    rule: str


_OPENER = r"(?:(?:sorry|um+|uh+|well|hmm+|honestly|to be honest|ok(?:ay)?)[\s,.]+)*"
_UNKNOWN = "|".join([*lines("does-not-know"), *phrases("unknown")])
_BLANK = "|".join([*lines("no-response"), *phrases("blank")])
_DO_NOT_KNOW = re.compile(
    rf"{_OPENER}(?:{_UNKNOWN})"
    rf"(?:[\s,.!?:;)(]+(?:{'|'.join(lines('does-not-know-tail'))})\b)*[\s.!?:;)(。！]*",
    re.I,
)
_UNKNOWING = re.compile(
    rf"{_OPENER}(?!pass|skip|unknown)(?:{lines('does-not-know')[0]}|i ?dk|(?:i )?dunno"
    r"|(?:i (?:have )?)?no (?:idea|clue)|(?:i'?m |i am )?not (?:really |quite )?sure)\b",
    re.I,
)
_AROUND_UNKNOWN = frozenset(
    stem(word)
    for word in "stand stands mean means is work works called cover covered learn learned learnt "
    "class lesson lecture anymore yet any more sorry question answer we i never this one right now "
    "remember know think study studied".split()
)
_FILLER = re.compile(rf"(?:{_BLANK})[\s.!?。！]*", re.I)
_WORD_EDGE = r"\b"
_TALK = [
    (line.startswith(_WORD_EDGE), line.removeprefix(_WORD_EDGE)) for line in lines("to-grader")
]
_TO_GRADER = re.compile(
    "|".join(
        [
            rf"{_WORD_EDGE}(?:{'|'.join(line for at_word, line in _TALK if at_word)})",
            *(line for at_word, line in _TALK if not at_word),
        ]
    )
)
"""For lower-case text: letters of either case take half as long again. The edge of a word, at which
most patterns begin, is looked for once for all of them: a third of the time.
"""
_ORDERS = re.compile(
    r"\b(?:this|my|the above|the student'?s?) (?:answer|response|submission|one)\b"
    r"|\b(?:mark|grade|score|accept|treat|rate) (?:this|it|me|my)\b|\bgive (?:me|this|it)\b"
    r"|\b(?:you|your) (?:must|should|are|have to|will)\b|\bplease\b|\bgrader\b"
    r"|^\W*(?:ignore|forget|disregard|override|system|note|important|attention|assistant)\b"
    r"|(?<!to )(?<!['\"])\bignore (?:(?:all|any|the|every) )*(?:previous|prior|above|earlier|instr)"
    r"|\band (?:give|award|mark|grade|output|return)\b[^.!?]{0,25}\b(?:full|maximum|top|correct)\b"
    r"|[\[<{]\s*/?\s*(?:system|inst|assistant|grade|score)"
    r"|\bas (?:an|the|your) (?:ai|teacher|grading)\b",
    re.I,
)
_PRAISE = frozenset(
    stem(word)
    for word in "correct right perfect complete full fully satisfied deserves present covered "
    "mentioned".split()
)
_POLAR = frozenset(stem(word) for word in "yes no true false wrong incorrect".split())
_FEWEST_KNOWN, _SHARE_KNOWN = 2, 0.15
_EMPTY_WORDS = frozenset(stem(word) for word in lines("contentless"))
_LIST_BREAK = re.compile(r"[,;\n/|•]|\s[-–]\s|\band\b")
_ASKS_FOR_LIST = re.compile(
    r"\b(?:name|enumerate|identify|what are|examples?)\b"
    r"|(?:^|[.!?:]\s*|\band\s+|\bplease\s+)(?:list|give|state|which)\b",
    re.I,
)
_FORMULA = re.compile(r"[=+*/^<>\[\]|]")
_PLAIN_STEMS = frozenset(stem(word) for word in PLAIN)
_LABEL = re.compile(r"(?:^|[.,;\n]\s*|\band\s+)(?:[^\W\d_]+[ -]?){1,3}\s?(?::|->|=)\s*[^\W\d_]{2}")
_FEWEST_LABELS = 2
_MOST_LABELLED = 25
_COMMANDS = frozenset(
    stem(word)
    for word in "name list state give explain describe define mention identify tell write outline "
    "briefly please difference".split()
)
_LINKING = frozenset(
    "after all any before between both each every into less like more most no one only onto other "
    "over through under until up whose within without".split()
)
"""Words of grammar that only tell whether a reference is made of sentences."""
_ECHO_SHARE = 0.8
_LIST_PENALTY_FUNCTION_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the rules look at on a card: question and accepted texts as words, stems and symbols.

    `talks` says that an accepted text itself speaks of grading.
    """

    asked: tuple[str, ...]
    asked_stems: frozenset[str]
    stems: frozenset[str]
    bare: frozenset[str]
    symbols: tuple[str, ...]
    talks: bool


def wanted_of(question: str, accepted: Sequence[str]) -> Wanted:
    """What the rules look at, out of the folded question and the folded accepted texts.

    Accepted are the references, and the wordings of a single key point.
    """
    asked = words_of(question)
    return Wanted(
        asked=tuple(asked),
        asked_stems=frozenset(stem(word) for word in asked),
        stems=frozenset(stem(word) for each in accepted for word in words_of(each)),
        bare=frozenset(_bare(each) for each in accepted),
        symbols=tuple("".join(each.split()) for each in accepted),
        talks=any(addresses_grader(each) for each in accepted),
    )


def settle(text: str, wanted: Wanted) -> Settled | None:
    """What a rule says of a folded answer, or None where evidence has to be weighed."""
    said = _bare(text)
    if not text.strip():
        return Settled(0.0, "blank")
    if said and said in wanted.bare:
        return Settled(1.0, "verbatim")
    if _DO_NOT_KNOW.fullmatch(text.strip()) or _knows_nothing_of(text.strip(), wanted):
        return Settled(0.0, "does not know")
    if _FILLER.fullmatch(text.strip()):
        return Settled(0.0, "no response")
    return _contentless(text, wanted)


def _knows_nothing_of(text: str, wanted: Wanted) -> bool:
    """Whether "I do not know" is followed by words of the question alone: "... what it means"."""
    begins = _UNKNOWING.match(text)
    if not begins:
        return False
    rest = {stem(word) for word in words_of(text[begins.end() :]) if word not in PLAIN}
    return rest <= wanted.asked_stems | _AROUND_UNKNOWN | {stem(word) for word in NEGATIONS}


def _contentless(text: str, wanted: Wanted) -> Settled | None:
    words = words_of(text)
    if not words:
        symbols = "".join(text.split())
        shown = any(symbols and symbols in each for each in wanted.symbols)
        return None if shown and len(symbols) > 1 else Settled(0.0, "no words")
    telling = {stem(word) for word in words if word not in PLAIN}
    formula = not telling and _FORMULA.search(text)
    if not formula and telling <= _EMPTY_WORDS and not telling & (wanted.stems - _PLAIN_STEMS):
        return Settled(0.0, "no content")
    if _gibberish(words, wanted):
        return Settled(0.0, "gibberish")
    if _echo(words, wanted):
        return Settled(0.0, "question repeated")
    return None


def _bare(text: str) -> str:
    """Words alone, without articles, for comparing answers word for word."""
    symbols = re.sub(r"[\s.,;:!?\"'()]+", " ", text.lower()).strip()
    return " ".join(word for word in symbols.split() if word not in ("a", "an", "the"))


def _gibberish(words: Sequence[str], wanted: Wanted) -> bool:
    """Whether most of the letters are keyboard noise: no listed word, and no syllables."""
    known = wanted.stems | wanted.asked_stems
    noise = [
        word for word in words if not common(word) and _noisy(word) and stem(word) not in known
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


def _echo(words: Sequence[str], wanted: Wanted) -> bool:
    """Whether the answer is most of the question and nothing else.

    Questions that contain their answer ("A. gravity B. erosion") are not settled here, and neither
    is an answer that denies what the question says.
    """
    said = {stem(word) for word in words if word not in PLAIN}
    question = {stem(word) for word in wanted.asked if word not in PLAIN}
    if not said or not question or not said <= question | (_EMPTY_WORDS - wanted.stems):
        return False
    denies = any(word in NEGATIONS for word in words)
    if denies and not any(word in NEGATIONS for word in wanted.asked):
        return False
    beyond = wanted.stems - _PLAIN_STEMS - question
    subject = question - _COMMANDS or question
    return bool(beyond) and len(said & subject) >= _ECHO_SHARE * len(subject)


def addresses_grader(clause: str) -> bool:
    """Whether a folded clause speaks to the grader about grading instead of answering."""
    return bool(_TO_GRADER.search(clause.lower()))


def on_the_subject(clause: str, sentence: str, wanted: Wanted) -> bool:
    """Whether a clause that speaks of grading or instructions does so because the card does.

    It tells rather than orders: it does not begin with the words to the grader, nor speak of this
    answer or of its writer, and some words of its sentence are the card's.
    """
    found = _TO_GRADER.search(clause.lower())
    if found is None or _ORDERS.search(clause) or not words_of(clause.lower()[: found.start()]):
        return False
    said = {stem(word) for word in words_of(sentence) if word not in PLAIN}
    known = said & ((wanted.stems | wanted.asked_stems) - _PLAIN_STEMS)
    return len(known) >= _FEWEST_KNOWN and len(known) >= _SHARE_KNOWN * len(said)


def labelled(text: str) -> bool:
    """Whether an answer says something of each of several labels: "stack: last in, first out"."""
    return len(words_of(text)) <= _MOST_LABELLED and len(_LABEL.findall(text)) >= _FEWEST_LABELS


def praises_itself(clause: str, wanted: Wanted) -> bool:
    """Whether a clause only says that the answer is good: "it is obviously correct"."""
    telling = {stem(word) for word in words_of(clause) if word not in PLAIN}
    if not telling & _PRAISE or wanted.stems & (_PRAISE | _POLAR):
        return False
    return len(words_of(clause)) > 1 and telling <= _EMPTY_WORDS


def keyword_list(text: str, question: str, reference: str) -> bool:
    """Whether the answer drops key words without stating anything, where a statement is wanted."""
    if not _wants_statement(question, reference):
        return False
    words = words_of(text)
    items = [words_of(item) for item in _LIST_BREAK.split(text)]
    items = [item for item in items if item]
    short = len(items) >= 3 and all(len(item) <= 3 for item in items)
    bare = len(words) >= 5 and _function_share(words) < _LIST_PENALTY_FUNCTION_SHARE
    return (short and _function_share(words) < 0.3) or bare


@lru_cache(maxsize=4096)
def _wants_statement(question: str, reference: str) -> bool:
    return not _ASKS_FOR_LIST.search(question) and _states(reference)


def _states(text: str) -> bool:
    words = words_of(text)
    grammar = sum(word in PLAIN or word in NEGATIONS or word in _LINKING for word in words)
    return len(words) >= 6 and grammar >= 0.2 * len(words)


def _function_share(words: Sequence[str]) -> float:
    return sum(word in PLAIN or word in NEGATIONS for word in words) / max(len(words), 1)

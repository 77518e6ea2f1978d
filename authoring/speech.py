"""Sentences of a transcript: what was said, without the ways of speaking.

Captions break lines where the screen is full, so a sentence runs on from cue to cue; machines that
write them often set no full stops at all. Cues of one voice are therefore taken as one stream, cut
where a sentence ends or, without full stops, where speakers begin anew ("okay so", "and then"),
and freed of fillers. What was begun twice, or points at the board, is left out: half a sentence
makes no card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise

from authoring.prose import ABBREVIATION, Sentence
from authoring.rules.clause import split
from decks.sources import SourceVersion, SpanKind

_TOKEN = re.compile(r"\S+")
_STOP = re.compile(r"[.!?][\"')\]”’]*$")
_SPEAKER = re.compile(r"[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){0,3}:\s+")
WORDS_A_STOP = 40
"""Words to a full stop from which a transcript counts as one without them."""
BREATH = 900
"""Milliseconds of silence between two cues that end a statement in such a transcript."""
FEWEST_WORDS, MOST_WORDS = 5, 34

_ALONE = frozenset("okay ok alright yeah yes yep anyhow anyway anyways hmm huh oh".split())
"""Words that begin and end what speakers say."""
_BEGINS = frozenset(
    "the a an this these that those we you i it if in what how there let let's again here now he "
    "she they when for since each every one our basically then maybe just once whenever".split()
)
"""Words after which "so", "now" and "but" begin a statement: not "so that", "so much"."""
_FILLERS = re.compile(
    r"(?:,\s*)?\b(?:you know|i mean|i guess|i think|i would say|let's say|kind of like|kind of|"
    r"sort of|of course|basically|actually|simply|obviously|uhm?|um+|er+m?|hmm|right\?|okay\?|"
    r"you see|as you can see|if you will|so to speak|again|well|really|just|like,|, like)"
    r"(?![\w-])(?:\s*,)?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|so|but|then|now|well|okay|ok|alright|right|yeah|yes|no|also|like|again|because|"
    r"therefore|thus|hence|all right|in this case|by the way|for example)\b[,\s]*)+",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:[,\s]+(?:right|okay|ok|so|and|but|yeah|then|now|correct|here|too))+$",
                     re.IGNORECASE)  # fmt: skip
_FUTURE = ((re.compile(r"\b(is|are) (?:going to|gonna) be\b"), r"\1"),
           (re.compile(r"\b(?:is|are) (?:going to|gonna)\b"), "will"),
           (re.compile(r"\bgonna\b"), "going to"))  # fmt: skip
"""What lecturers say of what is so: "the first half is gonna be the means"."""
_OTHERS = re.compile(
    r"\b(?P<verb>allow|enable|let|force|help|tell|show|give)(?P<s>s?) (?:you|us|me)\b"
    r"(?P<to> to)?",
    re.IGNORECASE,
)
"""Whoever listens: "allows you to" is told of anybody."""
_YOURS = re.compile(r"\byour\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s(?:which|that) (?:we|you|i)\b.*$", re.IGNORECASE)
"""How statements run out: "... multiplications which we can differentiate"."""
_BEFORE_NOUN = frozenset(
    "of in to with for on at by from through into between over under and or is are was were the a "
    "an this that these those be as than if when because which who where what how like about have "
    "has had get gets use uses not only all both each per plus minus via within no".split()
)
"""Words after which a noun goes on with the statement."""
_HEARD = re.compile(
    r"^(?:allow|enable|let|force|help|tell|show|give|make|want|need|ask)(?:s|ing)?$"
)
"""Verbs after which whoever listens is no subject: "allows you to"."""
_SPEAKERS = frozenset("we you i it's they you're we're i'm that's there's let's".split())
MOST_SUBJECT_WORDS = 5
_TAG_QUESTION = re.compile(r",?\s(?:right|okay|ok|yes|yeah|isn['’]t it|you know)\?$", re.IGNORECASE)
_TWICE = re.compile(r"\b(\w+),?(?:\s\1\b)+", re.IGNORECASE)
_SMALL = frozenset("the a an of to in is are and that this it we so on for with by at as".split())
_BROKEN = re.compile(
    r"\b(?:the|an?|this|that|these|its|their) (?:the|an?|this|that|these|is|are|was|we|you|it|to|"
    r"of|in|and|or|for|with|so)\b|\b(?:of|in|for|with|at|from) (?:is|are|was|were|and|so|we|i)\b|"
    r"\b(\w+ \w+) (?:\w+ )?\1\b",
    re.IGNORECASE,
)
_AT_THE_BOARD = re.compile(
    r"\b(?:here|(?:over|up|down|right|in|out|back) there|"
    r"this (?:one|thing|guy|term|part|way|side|point|line|box)|that (?:one|guy)|"
    r"these (?:guys|things|two)|(?:on|at|to) the (?:left|right|top|bottom)|"
    r"stuff|things?|guys?|gonna|wanna|kinda|whatever|"
    r"whatsoever|blah|cute|remember|sorry|thank|thanks|question|screen|notebook|video|"
    r"next week|last week|last time|yesterday|today)\b",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(
    r"\b(?:i|you|we|he|she|they|it|that|this|there|these|me|let|where|whenever)\b|"
    r"(?:'s|’s|'re|’re|'m|’m|'ve|’ve|'ll|’ll|'d|’d)\b|\b(?:such|given|now|instead|always)\.$",
    re.IGNORECASE,
)
"""What shows in words without full stops that another statement goes on, or that one points."""
_DANGLES = re.compile(
    r"\b(?:the|an?|of|and|or|to|by|with|for|in|that|which|is|are|as|because|than|not|be|very|"
    r"these|this|its|their|from|on|at|if|when|what|how|we|you)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    said: str

    @property
    def bare(self) -> str:
        return self.said.casefold().strip(',.;:!?"“”')


def spoken(version: SourceVersion, reasons: Mapping[int, str]) -> dict[int, list[Sentence]]:
    """The sentences of a transcript by the span in which each begins."""
    told: dict[int, list[Sentence]] = {}
    for run in _runs(version, reasons):
        words = [word for index in run for word in _words(version, index)]
        written = _written(words)
        ends = [version.spans[index].end for index in run]
        breaths = set() if written else _breaths(version, run)
        parts = _parts(words, breaths, written=written)
        if not written:
            parts = chain.from_iterable(map(_clauses, parts))
        for part in parts:
            sentence = _sentence(part, run, ends, written=written)
            if sentence is not None:
                told.setdefault(sentence.span, []).append(sentence)
    return told


def _runs(version: SourceVersion, reasons: Mapping[int, str]) -> Iterator[list[int]]:
    """Cues in a row that one voice says; a named speaker begins a new run."""
    run: list[int] = []
    for index, span in enumerate(version.spans):
        cue = span.kind is SpanKind.CUE and index not in reasons
        if run and (not cue or _SPEAKER.match(version.text, span.start, span.end)):
            yield run
            run = []
        if cue:
            run.append(index)
    if run:
        yield run


def _words(version: SourceVersion, index: int) -> Iterator[_Word]:
    span = version.spans[index]
    named = _SPEAKER.match(version.text, span.start, span.end)
    begin = named.end() if named is not None else span.start
    for found in _TOKEN.finditer(version.text, begin, span.end):
        yield _Word(found.start(), found.end(), found[0])


def _breaths(version: SourceVersion, run: list[int]) -> set[int]:
    """Where a cue begins after a pause: without full stops that is all that tells of an end."""
    spans = [version.spans[index] for index in run]
    return {
        after.start
        for before, after in pairwise(spans)
        if after.locator.first[0] - before.locator.last[0] > BREATH
    }


def without_stops(version: SourceVersion, reasons: Mapping[int, str]) -> set[int]:
    """The cues of a transcript that has no full stops."""
    return {
        index
        for run in _runs(version, reasons)
        if not _written([word for each in run for word in _words(version, each)])
        for index in run
    }


def _written(words: list[_Word]) -> bool:
    stops = sum(_STOP.search(word.said) is not None for word in words)
    return stops * WORDS_A_STOP >= len(words)


def _parts(words: list[_Word], breaths: set[int], *, written: bool) -> Iterator[list[_Word]]:
    """The words cut into statements; a word such as "okay" stands between two of them."""
    part: list[_Word] = []
    for place, word in enumerate(words):
        if word.start in breaths and part:
            yield part
            part = []
        after = words[place + 1].bare if place + 1 < len(words) else ""
        before = words[place - 1].bare if place else ""
        if not written and _breaks(word.bare, before, after):
            yield part
            part = []
            if word.bare in _ALONE:
                continue
        part.append(word)
        ended = _STOP.search(word.said) and not ABBREVIATION.search(f" {word.said}")
        if ended:
            yield part
            part = []
    yield part


def _breaks(word: str, before: str, after: str) -> bool:
    """Whether a word begins a new statement where no full stop says so."""
    if word in _ALONE:
        return True
    if word == "right":
        return before not in ("the", "on", "top", "bottom", "all", "is", "to") and after not in (
            "hand",
            "side",
            "now",
        )
    if word in ("so", "now", "but"):
        return after in _BEGINS and before not in ("and", "right", "as", "or")
    if word == "and":
        return after in ("then", "so", "therefore", "we", "you", "i", "now", "it", "this", "they",
                         "these", "if", "in", "basically")  # fmt: skip
    return word == "therefore" and before != "and"


def _clauses(part: list[_Word]) -> Iterator[list[_Word]]:
    """A statement without full stops, cut where the next subject with its verb begins: "... this
    trick | the trick allows you to ...".
    """
    if not part:
        return
    part = [
        word
        for before, word, after in zip([None, *part[:-1]], part, [*part[1:], None], strict=True)
        if not _filler(before, word) and not _filler(word, after)
    ]
    starts = [0]
    for place in range(1, len(part) - 3):
        before = part[place - 1].bare
        goes_on = before in _BEFORE_NOUN or len(before) < 2 or _HEARD.match(before)
        if part[place].bare in ("the", "an", "a") and not goes_on:
            clause = split(" ".join(word.bare for word in part[place : place + 12]).capitalize())
            if clause is not None and 2 <= len(clause.subject.split()) <= MOST_SUBJECT_WORDS:
                starts.append(place)
        elif place > starts[-1] + 3 and part[place].bare in _SPEAKERS and not goes_on:
            starts.append(place)  # "... the code | we then decode it"
    for start, end in pairwise((*starts, len(part))):
        yield part[start:end]


def _filler(one: _Word | None, other: _Word | None) -> bool:
    """Whether two words in a row are a filler: "you know"."""
    if one is None or other is None:
        return False
    return (one.bare, other.bare) in (("you", "know"), ("i", "mean"), ("i", "guess"))


def _sentence(
    part: list[_Word], run: list[int], ends: list[int], *, written: bool
) -> Sentence | None:
    words = fluent(" ".join(word.said for word in part))
    if words is None or (not written and _RUNS_ON.search(words)):
        return None
    span = next(index for index, end in zip(run, ends, strict=True) if part[0].start < end)
    return Sentence(part[0].start, part[-1].end, words, (), span, ())


def fluent(said: str) -> str | None:
    """What was said as a sentence, without fillers; None where it was begun twice, points at the
    board, asks, or is too short or long to be one.
    """
    said = _TAG_QUESTION.sub(".", said.rstrip())
    if said.endswith("?"):
        return None
    words = " ".join(_FILLERS.sub(" ", f" {said} ").split())
    words = _ENDING.sub("", _OPENING.sub("", words).rstrip(" .!,;"))
    words = _TWICE.sub(lambda found: found[1] if found[1].lower() in _SMALL else found[0], words)
    for pattern, plain in _FUTURE:
        words = pattern.sub(plain, words)
    words = _OTHERS.sub(_anybody, words)
    words = _YOURS.sub("the", _ASIDE.sub("", words))
    words = words.strip(" ,;")
    if not FEWEST_WORDS <= len(words.split()) <= MOST_WORDS:
        return None
    if any(each.search(words) for each in (_TWICE, _BROKEN, _AT_THE_BOARD, _DANGLES)):
        return None
    return f"{words[:1].upper()}{words[1:]}."


def _anybody(found: re.Match[str]) -> str:
    verb = f"{found['verb']}{found['s']}"
    return f"{verb} one to" if found["to"] else verb

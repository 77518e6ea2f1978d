"""Transcripts in WebVTT and SubRip: cues merged to paragraphs, their times kept.

A cue is a line of the screen, not a thought. Cues are joined until a sentence ends behind enough
words, a pause falls, or another person speaks; captions that roll, where each cue repeats the line
before, are told once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from authoring.encoding import decode
from authoring.readers.reading import Block, Outline, Reading, tiled
from decks.errors import EmptyFile
from decks.sources import LocatorKind, SpanKind

EXTRACTOR = "captions/2"
ENOUGH = 280
"""Characters from which a paragraph ends with the next sentence."""
MOST = 700
"""Characters from which it ends in any case: machine-made captions have no full stops."""
PAUSE = 4_000
"""Milliseconds of silence that end a paragraph."""

BREATH = 900
"""Milliseconds of silence that end one where the captions have no full stops to end it."""
WORDS_A_STOP = 40
"""Words to a full stop from which captions count as without them."""

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_CUE = re.compile(rf"^[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[^\n]*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>\n]{1,80})>")
_TAG = re.compile(r"</?[^<>\n]{1,200}>|\{\\[^{}\n]{1,80}\}")
_SPEAKER = re.compile(r"^(?:-\s*|>>\s*)?([A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){0,3}):\s+(?=\S)")
_SOUND = re.compile(r"^[\[(][^\[\]()]{1,60}[\])]$|^♪.{0,200}$")
_END = re.compile(r"[.!?][\"')\]”’]*$")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `start` to `end` (milliseconds), and who says it, where that is told."""

    start: int
    end: int
    words: str
    speaker: str = ""


def read(data: bytes, name: str) -> Reading:
    """The paragraphs of a transcript; raises `EmptyFile` where no cue has words."""
    decoded = decode(data)
    outline = Outline()
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    cues = list(_rolled(_cues(decoded.text)))
    for cue in _merged(cues, PAUSE if _stopped(cues) else BREATH):
        words = f"{cue.speaker}: {cue.words}" if cue.speaker else cue.words
        aside = "boilerplate" if _SOUND.match(cue.words) else None
        blocks.append(Block(at, SpanKind.CUE, (cue.start,), (cue.end,), outline.path, aside))
        texts.append(words)
        at += len(words) + 2
    if not texts:
        raise EmptyFile("The file holds no cues with words: there is nothing to make cards from.")
    text = "\n\n".join(texts)
    spans = tiled(text, blocks, LocatorKind.CUE)
    return Reading("captions", EXTRACTOR, text, spans, decoded.warnings)


def _cues(text: str) -> list[Cue]:
    """The cues in order of their starts. The lines between two times are words, up to a blank
    one; a number or name of a cue stands behind the blank line and is no part of it.
    """
    marks = list(_CUE.finditer(text))
    found: list[Cue] = []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end_of_words in zip(marks, ends, strict=False):
        body = text[mark.end() : end_of_words].removeprefix("\n")
        body = body.split("\n\n", 1)[0]
        start, end = _time(mark.groups()[:4]), _time(mark.groups()[4:])
        found += _spoken(start, max(start, end), body)
    return sorted(found, key=lambda cue: cue.start)


def _time(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _spoken(start: int, end: int, body: str) -> Iterator[Cue]:
    """The words of one cue, apart by speaker."""
    pieces = _VOICE.split(body)
    named = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    for speaker, piece in named:
        words = " ".join(html.unescape(_TAG.sub("", piece)).split())
        told = _SPEAKER.match(words)
        if told is not None and not speaker:
            speaker, words = told[1], words[told.end() :]
        if words:
            yield Cue(start, end, words, " ".join(speaker.split()))


def _rolled(cues: list[Cue]) -> Iterator[Cue]:
    """Cues without the words that the cue before has already shown."""
    before = ""
    for cue in cues:
        words = cue.words
        if words == before:
            continue
        shared = words[: len(before)] if before and words.startswith(before + " ") else ""
        if not shared:
            shared = _overlap(before, words)
        before = words
        rest = words[len(shared) :].strip()
        if rest:
            yield replace(cue, words=rest)


def _overlap(before: str, words: str) -> str:
    """The longest run of at least four words that ends one cue and begins the next."""
    ended, begun = before.split()[-40:], words.split()
    for length in range(min(len(ended), len(begun)), 3, -1):
        if ended[-length:] == begun[:length]:
            return " ".join(begun[:length])
    return ""


def _stopped(cues: Iterable[Cue]) -> bool:
    """Whether captions have full stops, so that sentences can be told by them."""
    words = [word for cue in cues for word in cue.words.split()]
    return sum(_END.search(word) is not None for word in words) * WORDS_A_STOP >= len(words)


def _merged(cues: Iterable[Cue], pause: int) -> Iterator[Cue]:
    """Cues joined to paragraphs that a pause ends; a speaker is named where the voice changes."""
    current: Cue | None = None
    voice = ""
    for cue in cues:
        if current is not None and _goes_on(current, cue, voice, pause):
            current = replace(
                current, end=max(current.end, cue.end), words=f"{current.words} {cue.words}"
            )
            continue
        if current is not None:
            yield current
        current = replace(cue, speaker="" if cue.speaker == voice else cue.speaker)
        voice = cue.speaker or voice
    if current is not None:
        yield current


def _goes_on(current: Cue, cue: Cue, voice: str, pause: int) -> bool:
    if cue.speaker and cue.speaker != voice:
        return False
    if _SOUND.match(current.words) or _SOUND.match(cue.words):
        return False
    if cue.start - current.end > pause or len(current.words) + len(cue.words) > MOST:
        return False
    return len(current.words) < ENOUGH or _END.search(current.words) is None

"""Which language an answer is in, where that can be told."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from grader.tongues import name_of, tongue
from grader.words import PLAIN, common, words_of

MIN_LETTERS = 30
MIN_WORDS = 5
SURE = 0.95
_ENGLISH_SHARE = 0.5
_PLAIN_SHARE = 0.25
_lock = threading.Lock()


@cache
def _identifier() -> Any:
    """Loading takes a moment and memory: once, and only when a text looks foreign."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign(text: str) -> str | None:
    """The ISO 639-1 code of a folded text that is surely not English, else None.

    Short texts, formulas and texts of mostly common English words are never called foreign.
    """
    words = words_of(text)
    letters = sum(map(str.isalpha, text))
    latin = letters if text.isascii() else sum(c.isascii() and c.isalpha() for c in text)
    if letters and latin * 3 < letters and letters >= 4:
        return _classified(text)[0]
    if letters < MIN_LETTERS or len(words) < MIN_WORDS:
        return None
    english = sum(word in PLAIN or (len(word) > 3 and common(word)) for word in words)
    if english >= _ENGLISH_SHARE * len(words):
        return None
    code, chance = _classified(text)
    return code if code != "en" and chance >= SURE else None


def languages(answer: str, card: str, told: str | None) -> tuple[str, str]:
    """The languages of a folded answer and of its card, as ISO 639-1 codes.

    `card` is the card's own language, `told` the one that the answer is said to be in. An answer
    too short to tell is in the language of its card, unless its words are English.
    """
    if told:
        return told.split("-")[0].lower(), card
    found = foreign(answer)
    if found or card == "en":
        return found or "en", card
    return ("en" if _plainly_english(answer, card) else card), card


def refusal(answer: str, card: str) -> str | None:
    """Why an answer in this language to a card in that one is not graded; None where it is."""
    if answer == card == "en":
        return None
    if answer != card:
        return (
            f"Your answer is in {name_of(answer)} and the card in {name_of(card)}: the built-in "
            "grader cannot compare them. Look at the reference yourself."
        )
    return (
        f"The built-in grader reads English only, and this card is in {name_of(card)}: "
        "compare with the reference yourself."
    )


def _plainly_english(text: str, other: str) -> bool:
    words = words_of(text)
    known = tongue(other)
    theirs = sum(word in known.plain or word in known.negations for word in words) if known else 0
    ours = sum(word in PLAIN for word in words)
    return len(words) >= MIN_WORDS and ours > theirs and ours >= _PLAIN_SHARE * len(words)


def _classified(text: str) -> tuple[str, float]:
    with _lock:
        code, chance = _identifier().classify(text)
    return str(code), float(chance)

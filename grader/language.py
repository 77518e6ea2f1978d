"""Which language an answer is in, where that can be told."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from grader.words import PLAIN, common, words_of

MIN_LETTERS = 30
MIN_WORDS = 5
SURE = 0.95
_ENGLISH_SHARE = 0.5
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
    letters = sum(char.isalpha() for char in text)
    latin = sum(char.isascii() and char.isalpha() for char in text)
    if letters and latin * 3 < letters and letters >= 4:
        return _classified(text)[0]
    if letters < MIN_LETTERS or len(words) < MIN_WORDS:
        return None
    english = sum(word in PLAIN or (len(word) > 3 and common(word)) for word in words)
    if english >= _ENGLISH_SHARE * len(words):
        return None
    code, chance = _classified(text)
    return code if code != "en" and chance >= SURE else None


def _classified(text: str) -> tuple[str, float]:
    with _lock:
        code, chance = _identifier().classify(text)
    return str(code), float(chance)

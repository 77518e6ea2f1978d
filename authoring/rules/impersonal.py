"""Lecturers' "we" inside a sentence, told of anybody: "because we can sample from it" is "because
one can sample from it". Who begins a sentence stays: other rules turn that round.
"""

from __future__ import annotations

import re

from authoring.rules.verbs import base_of, third

_AFTER = (
    r"(?P<before>\b(?:because|since|so that|so|that|if|when|which|as|where|while|whether|how|and|"
    r"but)|,)\s"
)
_MODAL = re.compile(
    rf"{_AFTER}(?:we|you)\s(?P<verb>can|cannot|can’t|can't|could|may|might|must|should|would|"
    rf"won’t|won't)\b"
)
_NEED = re.compile(rf"{_AFTER}(?:we|you)\s(?P<verb>need|want|have|wish)\sto\b")
_ARE = re.compile(rf"{_AFTER}(?:we|you)\s(?:are|’re)\s(?P<what>(?:un)?able to)\b")
_THIRD = {"need": "needs", "want": "wants", "have": "has", "wish": "wishes"}
_NOT = re.compile(rf"{_AFTER}(?:we|you)\s(?:do not|don’t|don't)\b")
_ALLOWS = re.compile(
    r"\b(?P<verb>(?:allow|enable|permit|force|require|lead|let|help)(?:s|ed|ing)?)\s(?:us|you)\b"
)
_GIVES = re.compile(r"\b(?P<verb>give|save|cost|offer|buy)(?P<s>s?)\s(?:us|you)\s(?=an?\b|the\b)")
_FOR = re.compile(r"\bfor us to\b")


_SAYS = re.compile(r"(?<=[a-z)$] )we (?P<verb>[a-z]+)\b")
_MAIN = re.compile(
    r"(?:\b(?:then|now|and|but|so|therefore|thus|here|next|first|if|when)|,\s(?:where|which))\s$",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\b(?:how|that|what|which|where|whether|because|since|as)\s(?:\S+\s){0,6}$")
"""Words of a clause inside the sentence, a few words back."""


def _says(words: str) -> str:
    """ "how far we move": told of anybody, where the clause is not the main one."""
    for found in reversed(list(_SAYS.finditer(words))):
        known = base_of(found["verb"])
        before = words[: found.start()]
        inside = _INSIDE.search(before) is not None and not _MAIN.search(before)
        if known == (found["verb"], "do") and inside:
            words = f"{words[: found.start()]}one {third(known[0])}{words[found.end() :]}"
    return words


def impersonal(words: str) -> str:
    """The words with "one" for a "we" that stands inside the sentence."""
    if " we " not in words and " us" not in words and " you" not in words:
        return words
    words = _MODAL.sub(r"\g<before> one \g<verb>", words)
    words = _NEED.sub(lambda found: f"{found['before']} one {_THIRD[found['verb']]} to", words)
    words = _ARE.sub(r"\g<before> one is \g<what>", words)
    words = _NOT.sub(r"\g<before> one does not", words)
    words = _ALLOWS.sub(r"\g<verb> one", words)
    words = _GIVES.sub(r"\g<verb>\g<s> ", words)
    return _FOR.sub("to", _says(words))

"""Opaque ids: a three-letter kind, an underscore, and 20 characters that mean nothing.

`fresh_id` is for what happens (an answer, a decision); `content_id` is for what is made from
something else, so that making it again gives the same id and a repeated job changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Literal

Kind = Literal[
    "crs",  # course
    "dck",  # deck
    "per",  # person
    "src",  # source
    "ver",  # source version
    "upl",  # uploaded file
    "psg",  # passage
    "drf",  # draft
    "ana",  # analogy
    "crd",  # card
    "cdv",  # card version
    "dec",  # review decision
    "ans",  # answer
    "grd",  # grade
    "rev",  # review log entry
    "clm",  # claim
    "ses",  # study session
    "rul",  # ruling on claims
    "rvs",  # reversal of a ruling
    "ntc",  # notice to a student
    "lbl",  # label given blind
    "std",  # standard of a deck
    "lec",  # files that were sent together
]


def fresh_id(kind: Kind) -> str:
    """A new id that nobody can guess (100 random bits)."""
    return f"{kind}_{_letters(secrets.token_bytes(13))}"


def content_id(kind: Kind, *parts: str) -> str:
    """The id that these parts always give; parts are kept apart, so ("a", "b") is not ("ab",)."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{kind}_{_letters(digest.digest())}"


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").lower()[:20]


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 text, in hex: the name of its content."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

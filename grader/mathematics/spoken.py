"""A formula said in words, in signs: "half m v squared" is "(1/2) m v^2".

Words group by no rule ("a over b plus c"), so the signs stand in the order of the words and are
read like any formula. Such a reading can show that an answer is right, never that it is wrong.
"""

from __future__ import annotations

import re

MAX_WORDS = 30
_DIGITS = "zero one two three four five six seven eight nine ten".split()
_SPOKEN = tuple(
    (re.compile(rf"(?<![\w\\])(?:{pattern})(?!\w)", re.I), signs)
    for pattern, signs in (
        (r"(?:it|that|this|the formula|the answer) is|it's", " "),
        (r"(?:(?:one|an?)[\s-])?half(?:\s+(?:of|the))*", " (1/2) "),
        (r"(?:one|an?)[\s-]third(?:\s+of)?", " (1/3) "),
        (r"two[\s-]thirds(?:\s+of)?", " (2/3) "),
        (r"(?:one|an?)[\s-](?:quarter|fourth)(?:\s+of)?", " (1/4) "),
        (r"three[\s-](?:quarters|fourths)(?:\s+of)?", " (3/4) "),
        (r"(?:the\s+)?square\s+root\s+of", " sqrt "),
        (r"squared", "^2 "),
        (r"cubed", "^3 "),
        (r"(?:raised\s+)?to\s+the(?:\s+power)?(?:\s+of)?", " ^"),
        (r"twice|double", " 2 "),
        (r"times|multiplied\s+by", " * "),
        (r"divided\s+by|over", " / "),
        (r"plus", " + "),
        (r"minus", " - "),
        (r"equals|is\s+equal\s+to|is", " = "),
        *((name, f" {number} ") for number, name in enumerate(_DIGITS)),
    )
)  # fmt: skip
_OF_ORDER = re.compile(r"\b(?:big[\s-])?o\s+of\s+(?P<inside>[^()]+)$", re.I)
_BEFORE_POWER = re.compile(r"\s+(?=\^)")

_LETTERS = {
    "acceleration": "a", "altitude": "h", "area": "A", "base": "b", "breadth": "b", "charge": "qQ",
    "circumference": "CU", "concentration": "c", "current": "I", "density": "rhoρ", "diameter": "d",
    "displacement": "sxd", "distance": "dsx", "energy": "E", "force": "F", "frequency": "fν",
    "gravity": "g", "heat": "Q", "height": "h", "length": "lL", "mass": "m", "momentum": "p",
    "period": "T", "power": "P", "pressure": "pP", "radius": "r", "resistance": "R", "speed": "vc",
    "temperature": "T", "time": "t", "velocity": "v", "voltage": "UV", "volume": "V",
    "wavelength": "lambdaλ", "weight": "WG", "width": "wb", "work": "W",
}  # fmt: skip
_GREEK = ("rho", "lambda")
_QUALIFIERS = re.compile(
    r"\b(?:the|its|an?|net|total|resultant|kinetic|potential|electric(?:al)?|of|body|object)\b",
    re.I,
)
_NAME = re.compile(r"(?<![\\\w])[A-Za-z]{3,}(?!\w)")


def with_letters(signs: str, formula: str) -> str | None:
    """A formula in signs with the names of quantities as the letters that a formula has for them.

    None where a name has no letter there, or two names would have the same one.
    """
    letters = set(re.findall(r"[A-Za-zρλν]", re.sub(r"rho|lambda", "", formula)))
    letters |= {each for each in _GREEK if each in formula}
    taken: dict[str, str] = {}
    for name in dict.fromkeys(each.lower() for each in _NAME.findall(_QUALIFIERS.sub(" ", signs))):
        if name in ("sqrt", *_GREEK):
            continue
        usual = _LETTERS.get(name, "")
        known = next((each for each in _GREEK if usual.startswith(each) and each in letters), "")
        known = known or next((each for each in usual if each in letters), "")
        if not known or known in taken.values():
            return None
        taken[name] = known
    if not taken:
        return None
    said = _QUALIFIERS.sub(" ", signs)
    said = _NAME.sub(lambda found: taken.get(found.group().lower(), found.group()), said)
    return " ".join(said.split())


def in_signs(text: str) -> str | None:
    """The text with the words of formulas as signs; None where it has none, or is long."""
    if len(text.split()) > MAX_WORDS:
        return None
    bare = text.strip(" .$\n")
    said = bare
    for pattern, signs in _SPOKEN:
        said = pattern.sub(signs, said)
    said = _BEFORE_POWER.sub("", _OF_ORDER.sub(r"O(\g<inside>)", said))
    return " ".join(said.split()) if said != bare else None

"""Orders of growth by name and in signs: "logarithmic time" is O(log n), "quadratic" is O(n^2).

"Exponential" and "polynomial" name many orders, so they are none here.
"""

from __future__ import annotations

import re

from grader.mathematics.spoken import in_signs

_NAMES = {
    "constant": "1", "logarithmic": "logn", "linear": "n", "linearithmic": "nlogn",
    "quasilinear": "nlogn", "loglinear": "nlogn", "quadratic": "n^2", "cubic": "n^3",
    "factorial": "n!",
}  # fmt: skip
_AROUND = frozenset(
    "it is it's its that this runs run running grows growth in of the a an with at time space "
    "complexity order cost costs takes worst average case".split()
)
_IN_SIGNS = re.compile(
    r"(?:big[\s-]?)?(?:o|theta)\s?\((?P<inside>[^()]*(?:\([^()]*\))?[^()]*)\)", re.I
)
_INSIDE = re.compile(r"(?P<n>[a-z])(?:\^?(?P<power>[23²³])|(?P<factorial>!))?", re.I)


def same_growth(one: str, other: str) -> bool | None:
    """Whether two folded texts, one in words and one in signs, give one order; None for others.

    Two in signs are compared as mathematics, two in words as words.
    """
    for first, second in ((one, other), (other, one)):
        signs = _in_signs(second)
        words = (_named(first) or _bare(first)) if signs else None
        if words:
            return words == signs
    return None


def growth_of(text: str) -> str | None:
    """The order of growth that a folded text names or is in signs; None for others."""
    return _named(text) or _in_signs(text)


def _named(text: str) -> str | None:
    """The order that a text names in words and does nothing else, in plain signs of n."""
    words = re.findall(r"[\w'-]+", text.lower())
    rest = [word.replace("-", "") for word in words if word not in _AROUND]
    return _NAMES.get(rest[0]) if len(rest) == 1 else None


def _bare(text: str) -> str | None:
    """The order of a text that gives it without the O: "n squared", "n log n"."""
    words = [word for word in text.lower().strip(" .$").split() if word not in _AROUND]
    said = in_signs(" ".join(words)) or " ".join(words)
    plain = re.sub(r"[\s\\{}()*]", "", said).replace("ln", "log")
    return _order(plain) if re.fullmatch(r"n?(?:logn|n\^[23²³]|n!?)", plain) else None


def _in_signs(text: str) -> str | None:
    """The order that a text is in signs, "O(n log n)", in plain signs of n whatever its letter."""
    found = _IN_SIGNS.fullmatch(text.strip(" .$"))
    if found is None:
        return None
    plain = re.sub(r"[\s\\{}()*]|_2|cdot", "", found["inside"]).replace("ln", "log")
    return _order(plain.lower())


def _order(plain: str) -> str | None:
    before, log, after = plain.partition("log")
    if log:
        same = re.fullmatch(r"[a-z]", after) and before in ("", after)
        return ("nlogn" if before else "logn") if same else None
    if plain == "1":
        return plain
    found = _INSIDE.fullmatch(plain)
    if found is None:
        return None
    power = {"²": "2", "³": "3"}.get(found["power"] or "", found["power"])
    return "n!" if found["factorial"] else f"n^{power}" if power else "n"

"""Finding words in text though case, white space, quotes or accents' encoding differ.

Matching goes through a folded copy with a map back to the original offsets, so what is found is
always quoted exactly as it stands in the original.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SAME = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2026": "...",
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy of a text; `starts[i]`, `ends[i]` bound, in the original, what gave text[i]."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, wanted: str, begin: int = 0) -> tuple[int, int] | None:
        """Where, in the original, `wanted` first occurs from the folded offset `begin` on."""
        needle = fold(wanted).text
        place = self.text.find(needle, begin) if needle else -1
        if place < 0:
            return None
        return self.starts[place], self.ends[place + len(needle) - 1]


def fold(text: str) -> Folded:
    """Case-folded, NFKC per character, one space for a run of white space, nothing invisible.

    Leading and trailing white space is dropped. Linear in the length of the text.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for char in _folded_cluster(text[start:end]):
            if char == " " and (not out or out[-1] == " "):
                if out:
                    ends[-1] = end
                continue
            out.append(char)
            starts.append(start)
            ends.append(end)
    if out and out[-1] == " ":
        del out[-1], starts[-1], ends[-1]
    return Folded("".join(out), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Ranges of a base character with the combining marks after it."""
    ranges: list[tuple[int, int]] = []
    for index, char in enumerate(text):
        if ranges and unicodedata.combining(char):
            ranges[-1] = (ranges[-1][0], index + 1)
        else:
            ranges.append((index, index + 1))
    return ranges


def _folded_cluster(cluster: str) -> str:
    if len(cluster) == 1 and cluster.isascii():
        if cluster.isspace():
            return " "
        return "" if unicodedata.category(cluster) == "Cc" else cluster.lower()
    plain = unicodedata.normalize("NFKC", cluster).translate(_SAME).casefold()
    plain = unicodedata.normalize("NFKC", plain)
    return "".join(
        " " if char.isspace() else char
        for char in plain
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf")
    )

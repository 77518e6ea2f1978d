"""Places in notes as people write them, and as the ledger prints them: which spans are meant.

"p. 3-5", "page 3", "slides 7-9", "lines 10-20", "cell 4", "paragraph 2", "12:04-12:31", or the
words of a heading, which stand for its whole section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from decks.sources import Locator, LocatorKind, Span

_KINDS = {
    "p": LocatorKind.PAGE,
    "pp": LocatorKind.PAGE,
    "page": LocatorKind.PAGE,
    "slide": LocatorKind.SLIDE,
    "line": LocatorKind.LINE,
    "l": LocatorKind.LINE,
    "cell": LocatorKind.CELL,
    "paragraph": LocatorKind.PARAGRAPH,
    "par": LocatorKind.PARAGRAPH,
}
_DASH = r"\s*(?:-|–|—|to)\s*"
_COUNTED = re.compile(
    rf"(?P<kind>[a-z]+)\.?\s*(?P<first>\d{{1,7}})(?:{_DASH}(?P<last>\d{{1,7}}))?", re.IGNORECASE
)
_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}"
_TIMED = re.compile(rf"(?P<first>{_CLOCK})(?:{_DASH}(?P<last>{_CLOCK}))?")


def spans_at(spans: Sequence[Span], place: str) -> list[int]:
    """The indexes of the spans at a place, in order; none where there is no such place."""
    meant = _range(place.strip())
    if meant is not None:
        kind, first, last = meant
        return [
            index
            for index, span in enumerate(spans)
            if span.locator.kind is kind
            and span.locator.first[0] <= last
            and span.locator.last[0] >= first
        ]
    title = _plain(place)
    if not title:
        return []
    named = [[_plain(heading) for heading in span.headings] for span in spans]
    exactly = [index for index, titles in enumerate(named) if title in titles]
    return exactly or [
        index for index, titles in enumerate(named) if any(title in each for each in titles)
    ]


def compact(places: Sequence[Locator], most: int = 4) -> str:
    """Several places in a few words that `spans_at` reads: "pages 3-5, 9 and 4 more"."""
    found: list[tuple[LocatorKind, int, int]] = []
    for place in places:
        kind, first, last = place.kind, place.first[0], place.last[0]
        if found and found[-1][0] is kind and first <= found[-1][2] + _step(kind):
            found[-1] = kind, found[-1][1], max(last, found[-1][2])
        else:
            found.append((kind, first, last))
    shown = [_named(*each) for each in found[:most]]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(shown) + more


def _step(kind: LocatorKind) -> int:
    """How far apart two places may be to read as one run: blank lines part blocks of text."""
    return {LocatorKind.LINE: 3, LocatorKind.CUE: 2_000}.get(kind, 1)


def _named(kind: LocatorKind, first: int, last: int) -> str:
    if kind is LocatorKind.CUE:
        return f"{_told(first)}-{_told(last)}"
    return f"{kind.value} {first}" if first == last else f"{kind.value}s {first}-{last}"


def _told(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return (
        f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
        if minutes >= 60
        else (f"{minutes:02d}:{seconds:02d}")
    )


def _range(place: str) -> tuple[LocatorKind, int, int] | None:
    timed = _TIMED.fullmatch(place)
    if timed is not None:
        begin, end = _milliseconds(timed["first"]), _milliseconds(timed["last"] or timed["first"])
        return LocatorKind.CUE, begin, end + 999
    counted = _COUNTED.fullmatch(place)
    name = "" if counted is None else counted["kind"].casefold()
    kind = _KINDS.get(name) or _KINDS.get(name.removesuffix("s"))
    if counted is None or kind is None:
        return None
    first = int(counted["first"])
    return kind, first, int(counted["last"] or first)


def _milliseconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = 60 * seconds + int(part)
    return 1000 * seconds


def _plain(title: str) -> str:
    return " ".join(title.lstrip("# ").casefold().split())

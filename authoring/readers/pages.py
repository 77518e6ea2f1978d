"""Numbers of pages and slides as a person would list them."""

from __future__ import annotations

from collections.abc import Iterable


def ranges(what: str, numbers: Iterable[int]) -> str:
    """ "Page 3", "Pages 3, 5-9": the numbers, in order, with what they count."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    listed = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs)
    many = len(runs) > 1 or any(first != last for first, last in runs)
    return f"{what}{'s' if many else ''} {listed}"

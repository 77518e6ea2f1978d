"""What a format cannot carry, or what an import left behind: counted, with a few examples."""

from __future__ import annotations

from collections.abc import Iterable

from decks.base import Noun

EXAMPLES = 3
_SHOWN = 60


class Loss(Noun):
    """One kind of thing that stayed behind: what it is, how often, and the first few."""

    what: str
    count: int
    examples: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """For reading: "12 citations (mitochondria; ATP; …)"."""
        more = "; …" if self.count > len(self.examples) and self.examples else ""
        shown = f" ({'; '.join(self.examples)}{more})" if self.examples else ""
        return f"{self.count:,} × {self.what}{shown}"


class Losses:
    """Counts losses in the order in which their kinds are first met."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, what: str, example: str = "", count: int = 1) -> None:
        """Notes `count` more of a kind; examples are kept while there are few and none twice."""
        self._counts[what] = self._counts.get(what, 0) + count
        kept = self._examples.setdefault(what, [])
        shown = " ".join(example.split())
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        if shown and shown not in kept and len(kept) < EXAMPLES:
            kept.append(shown)

    def told(self) -> tuple[Loss, ...]:
        """The losses, each kind once."""
        return tuple(
            Loss(what=what, count=count, examples=tuple(self._examples[what]))
            for what, count in self._counts.items()
        )


def joined(losses: Iterable[Loss]) -> tuple[str, ...]:
    """The losses as sentences."""
    return tuple(loss.sentence for loss in losses)

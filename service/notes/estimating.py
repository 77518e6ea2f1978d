"""What drafting will about cost, before anybody is asked: nothing is stored, nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from authoring.passages import cut
from authoring.reading import Reading, read_file
from decks.drafts import PassageTask, TaskState
from decks.errors import NotFound
from decks.ids import content_id, text_hash
from decks.sources import Passage, SourceVersion
from providers.chat import Usage
from service.shapes import Shape

if TYPE_CHECKING:
    from decks.cards import Deck
    from service.wiring import App


class EstimateShape(Shape):
    """What drafting would about cost: `calls` passages are asked about, `free` need no call.

    `cost` in US dollars by the prices that are set; `allowance` is what a run may spend in tokens.
    """

    model: str | None
    calls: int
    free: int
    input_tokens: int
    output_tokens: int
    cost: float
    allowance: int

    @property
    def sentence(self) -> str:
        """The estimate in words."""
        if self.model is None:
            return "No model is configured: drafting costs nothing."
        if not self.calls:
            return "Nothing is to be asked: drafting costs nothing."
        price = f", ${self.cost:.2f}" if self.cost else ""
        over = ""
        if self.input_tokens + self.output_tokens > self.allowance:
            over = (
                f" That is more than the run's allowance of {self.allowance:,}: it will stop "
                "there, and the same command goes on."
            )
        return (
            f"About {self.input_tokens:,} tokens to read and {self.output_tokens:,} to write for "
            f"{self.calls:,} passages{price}.{over}"
        )


def of_files(app: App, files: Sequence[Path], deck_name: str) -> EstimateShape:
    """The estimate for files as they are; raises what reading one raises."""
    with app.ledger.read() as unit:
        deck = unit.decks.by_name(deck_name)
    work: list[tuple[SourceVersion, Passage]] = []
    for path in files:
        if not path.exists():
            raise NotFound(f"There is no file {path}.")
        version = _as_stored(app, deck, path.name, read_file(path))
        done = _done(app, deck, version)
        work += [(version, each) for each in cut(version) if each.id not in done]
    return estimate(app, work)


def estimate(app: App, work: Sequence[tuple[SourceVersion, Passage]]) -> EstimateShape:
    """The estimate for passages."""
    spent, calls = Usage(), 0
    asks = getattr(app.drafter, "estimate", None)
    if asks is not None:
        for version, passage in work:
            usage = asks(version, passage)
            calls += usage != Usage()
            spent += usage
    return EstimateShape(
        model=app.settings.author_model,
        calls=calls,
        free=len(work) - calls,
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        cost=round(spent.cost, 4),
        allowance=app.settings.run_tokens,
    )


def _as_stored(app: App, deck: Deck | None, name: str, reading: Reading) -> SourceVersion:
    """The version as it would be stored, so that what was drafted from it is known."""
    digest = text_hash(reading.text)
    source_id = "src_none"
    if deck is not None:
        with app.ledger.read() as unit:
            known = unit.sources.by_name(deck.course_id, name)
        source_id = source_id if known is None else known.id
    return SourceVersion(
        id=content_id("ver", source_id, digest, reading.extractor),
        source_id=source_id,
        format=reading.format,
        extractor=reading.extractor,
        text=reading.text,
        text_hash=digest,
        spans=reading.spans,
        created_at=app.now(),
    )


def _done(app: App, deck: Deck | None, version: SourceVersion) -> set[str]:
    if deck is None:
        return set()
    with app.ledger.read() as unit:
        tasks: list[PassageTask] = unit.tasks.for_version(deck.id, version.id)
    return {task.passage_id for task in tasks if task.state is TaskState.DONE}

"""Places of notes as people write them: which spans are meant, and how several are named."""

from __future__ import annotations

import pytest

from authoring.places import compact, spans_at
from decks.sources import Locator, LocatorKind, Span, SpanKind


def at(kind: LocatorKind, *places: int, headings: tuple[str, ...] = ()) -> list[Span]:
    """A span of ten characters at each place."""
    return [
        Span(
            start=10 * number,
            end=10 * number + 10,
            kind=SpanKind.PARAGRAPH,
            locator=Locator(kind=kind, first=(place,), last=(place,)),
            headings=headings,
        )
        for number, place in enumerate(places)
    ]


PAGES = at(LocatorKind.PAGE, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("p. 3-5", [2, 3, 4]),
        ("pp. 3–5", [2, 3, 4]),
        ("page 2", [1]),
        ("Pages 1 to 2", [0, 1]),
        ("p3", [2]),
        ("page 9", []),
        ("slide 2", []),
        ("pages 5-3", []),
        ("", []),
    ],
)
def test_pages_are_meant_however_they_are_written(place: str, found: list[int]) -> None:
    assert spans_at(PAGES, place) == found


def test_a_time_means_the_cues_that_are_said_then() -> None:
    cues = at(LocatorKind.CUE, 0, 61_500, 3_600_000)
    assert spans_at(cues, "1:01-2:00") == [1]
    assert spans_at(cues, "01:01") == [1]
    assert spans_at(cues, "1:00:00") == [2]


def test_a_heading_means_its_whole_section_and_exactly_before_in_part() -> None:
    spans = [
        *at(LocatorKind.LINE, 1, headings=("Cells", "Exercises")),
        *at(LocatorKind.LINE, 2, headings=("Cells", "More exercises")),
    ]
    assert spans_at(spans, "# exercises") == [0]
    assert spans_at(spans, "more ex") == [1]
    assert spans_at(spans, "cells") == [0, 1]


def test_several_places_are_named_as_runs_that_can_be_asked_for() -> None:
    places = [span.locator for span in at(LocatorKind.PAGE, 1, 1, 2, 5, 7, 8, 11, 20)]
    named = compact(places, most=3)
    assert named == "pages 1-2, page 5, pages 7-8 and 2 more"
    assert spans_at(PAGES, named.split(", ")[0]) == [0, 1]
    assert compact([span.locator for span in at(LocatorKind.CUE, 0, 1500, 61_000)]) == (
        "00:00-00:01, 01:01-01:01"
    )

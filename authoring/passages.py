"""Cutting a source version into passages: what is drafted from at one go.

A passage is a run of spans under one heading, about as long as a lecturer's paragraph or two, so
that a drafter sees a thought whole. A heading goes with what follows it.
"""

from __future__ import annotations

from decks.ids import content_id
from decks.sources import Passage, SourceVersion, Span, SpanKind

ENOUGH = 900
"""Characters from which a passage may end before the next span."""
MOST = 2400
"""Characters that a passage has at most, unless one span alone is longer."""


def cut(version: SourceVersion) -> list[Passage]:
    """The passages of a version, in order; every span is in exactly one.

    The same version always gives the same passages with the same ids.
    """
    groups: list[list[int]] = []
    for index, span in enumerate(version.spans):
        if groups and _goes_on(version.spans, groups[-1], span):
            groups[-1].append(index)
        else:
            groups.append([index])
    return [_passage(version, ordinal, group) for ordinal, group in enumerate(groups)]


def _goes_on(spans: tuple[Span, ...], group: list[int], span: Span) -> bool:
    """Whether a span belongs to the passage before it."""
    held = [spans[index] for index in group]
    length = held[-1].end - held[0].start
    if all(each.kind is SpanKind.HEADING for each in held):
        return True
    if span.kind is SpanKind.HEADING or span.headings != held[-1].headings:
        return length < ENOUGH // 3 and length + span.end - span.start <= MOST
    if span.kind in (SpanKind.LIST_ITEM, SpanKind.FORMULA):
        return length + span.end - span.start <= MOST
    return length < ENOUGH and length + span.end - span.start <= MOST


def _passage(version: SourceVersion, ordinal: int, group: list[int]) -> Passage:
    first, last = version.spans[group[0]], version.spans[group[-1]]
    return Passage(
        id=content_id("psg", version.id, str(ordinal)),
        version_id=version.id,
        ordinal=ordinal,
        first_span=group[0],
        last_span=group[-1],
        start=first.start,
        end=last.end,
        headings=last.headings,
    )

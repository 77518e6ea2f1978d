"""Cutting a source version into passages: what is drafted from at one go.

A passage is a run of spans under one heading, about as long as a lecturer's paragraph or two, so
that a drafter sees a thought whole. A heading goes with what follows it.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    groups: list[_Group] = []
    for index, span in enumerate(version.spans):
        if groups and _goes_on(groups[-1], span):
            groups[-1].take(index, span)
        else:
            groups.append(_Group(index, index, span.start, span, span.kind is SpanKind.HEADING))
    return [_passage(version, ordinal, group) for ordinal, group in enumerate(groups)]


@dataclass(slots=True)
class _Group:
    """The spans of a passage so far: their indexes, where they start, the last one."""

    first: int
    last: int
    start: int
    latest: Span
    only_headings: bool

    def take(self, index: int, span: Span) -> None:
        self.last, self.latest = index, span
        self.only_headings = self.only_headings and span.kind is SpanKind.HEADING


def _goes_on(group: _Group, span: Span) -> bool:
    """Whether a span belongs to the passage before it."""
    length = group.latest.end - group.start
    fits = span.end - group.start <= MOST
    if group.only_headings:
        return fits or span.kind is not SpanKind.HEADING
    if span.kind is SpanKind.HEADING or span.headings != group.latest.headings:
        return length < ENOUGH // 3 and fits
    return fits and (length < ENOUGH or span.kind in (SpanKind.LIST_ITEM, SpanKind.FORMULA))


def _passage(version: SourceVersion, ordinal: int, group: _Group) -> Passage:
    return Passage(
        id=content_id("psg", version.id, str(ordinal)),
        version_id=version.id,
        ordinal=ordinal,
        first_span=group.first,
        last_span=group.last,
        start=group.start,
        end=group.latest.end,
        headings=group.latest.headings,
    )

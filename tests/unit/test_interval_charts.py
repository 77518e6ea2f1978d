"""The charts of the report card can be read: a scale on both axes, and names beside the drawing."""

from __future__ import annotations

import re

import pytest

from web.interval_charts import curves

POINTS = [(0.2, 0.3), (0.5, 0.2), (0.8, 0.1)]


@pytest.mark.parametrize("mark", [0.35, 0.5, 0.65])
def test_a_curve_has_a_scale_of_shares_and_no_name_on_the_mark(mark: float) -> None:
    drawn = curves({"too strict": POINTS, "too lenient": POINTS}, title="Errors", mark=mark)
    svg = str(drawn).partition("</svg>")[0]
    for share in ("0%", "50%", "100%"):
        assert f">{share}</text>" in svg
    at = float(re.search(r'class="mark" x1="([\d.]+)"', svg)[1])  # type: ignore[index]  # drawn above
    names = re.findall(r'class="name (start|end)" x="([\d.]+)"', svg)
    assert len(names) == 2
    for anchor, x in names:
        assert float(x) > at if anchor == "start" else float(x) < at


def test_all_shares_are_drawn_within_the_figure() -> None:
    svg = str(curves({"one": [(0.2, 0.0), (0.8, 1.0)]}, title="Errors", mark=0.5))
    left, _, wide, high = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())  # type: ignore[index]  # drawn above
    points = re.search(r'points="([^"]+)"', svg)[1].split()  # type: ignore[index]  # drawn above
    for point in points:
        x, y = map(float, point.split(","))
        assert left < x < left + wide
        assert 0 < y < high

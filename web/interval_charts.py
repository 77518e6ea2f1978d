"""Shares with their intervals, and curves of shares, as SVG made on the server.

Like `web.charts`: shapes with classes, no inline style, and every number in a table as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, ROW, LEFT, RIGHT, FOOT = 360, 30, 4, 12, 20
HIGH = 150


@dataclass(frozen=True, slots=True)
class Row:
    """A share of `of` with the range it may lie in, all in 0..1."""

    name: str
    share: float
    low: float
    high: float
    of: int


def intervals(rows: Sequence[Row], *, title: str) -> Markup:
    """A line for each row: the range as a bar, the share as a dot."""
    shapes = []
    for number, row in enumerate(rows):
        top = number * ROW
        shapes.append(
            Markup(
                '<text class="name" x="{}" y="{}">{}</text>'
                '<rect class="range" x="{:.1f}" y="{}" width="{:.1f}" height="5" rx="2.5"></rect>'
                '<circle cx="{:.1f}" cy="{}" r="4.5"></circle>'
            ).format(
                LEFT,
                top + 11,
                f"{row.name} ({row.of})",
                _x(row.low),
                top + 17,
                max(1.0, _x(row.high) - _x(row.low)),
                _x(row.share),
                top + 19.5,
            )
        )
    height = max(1, len(rows)) * ROW
    cells = Markup("").join(
        Markup("<tr><th scope='row'>{}</th><td>{:.0%}, {:.0%} to {:.0%}, of {}</td></tr>").format(
            row.name, row.share, row.low, row.high, row.of
        )
        for row in rows
    )
    return _figure("intervals", title, Markup("").join(shapes) + _scale(height), height, cells)


def curves(
    series: Mapping[str, Sequence[tuple[float, float]]], *, title: str, mark: float
) -> Markup:
    """A line for each series of (x, share); `mark` is where things stand now."""
    shapes = [
        Markup('<line class="mark" x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="{1}"></line>').format(
            _x(mark), HIGH
        )
    ]
    for number, (name, points) in enumerate(series.items()):
        line = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
        # Names stand beyond opposite ends, where they meet neither each other nor the mark.
        (x, y), end, aside = (points[-1], "start", 4) if number == 0 else (points[0], "end", -4)
        shapes.append(
            Markup(
                '<polyline class="curve c{}" points="{}"></polyline>'
                '<text class="name {}" x="{:.1f}" y="{:.1f}">{}</text>'
            ).format(number, line, end, _x(x) + aside, max(10.0, _y(y) - 2), name)
        )
    cells = Markup("").join(
        Markup("<tr><th scope='row'>{} from {:.2f}</th><td>{:.0%}</td></tr>").format(name, x, y)
        for name, points in series.items()
        for x, y in points
    )
    drawn = _shares() + Markup("").join(shapes) + _scale(HIGH)
    return _figure("curves", title, drawn, HIGH, cells, beside=32)


def _x(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _y(share: float) -> float:
    return HIGH - (HIGH - 10) * share


def _shares() -> Markup:
    """0 to 100 % beside the drawing, with a line for each."""
    return Markup("").join(
        Markup(
            '<line class="rule" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"></line>'
            '<text class="share" x="0" y="{:.1f}">{:.0%}</text>'
        ).format(_x(0), _x(1), _y(at), _y(at), _y(at) + 4, at)
        for at in (0.0, 0.25, 0.5, 0.75, 1.0)
    )


def _scale(top: float) -> Markup:
    """0 to 1 below the drawing."""
    line = Markup('<line class="axis" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"></line>').format(
        _x(0), _x(1), top, top
    )
    marks = Markup("").join(
        Markup('<text class="label" x="{:.1f}" y="{}">{}</text>').format(
            _x(at), top + 14, f"{at:g}"
        )
        for at in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    return line + marks


def _figure(
    kind: str, title: str, drawn: Markup, height: float, cells: Markup, beside: int = 0
) -> Markup:
    """The drawing with its numbers in a table; `beside` is room at its left."""
    return Markup(
        '<figure class="chart {}"><figcaption>{}</figcaption>'
        '<svg viewBox="{} 0 {} {}" aria-hidden="true" focusable="false">{}</svg>'
        '<div class="unseen"><table><caption>{}</caption>{}</table></div></figure>'
    ).format(kind, title, -6 - beside, WIDTH + 12 + beside, height + FOOT, drawn, title, cells)

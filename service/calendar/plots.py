"""Plots for the terminal and as SVG files: bars by day, and points of work against recall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, EDGE = 720, 360, 56
COLOURS = ("#33658a", "#f26419", "#758e4f", "#86538b", "#2f2f2f")
_BLOCKS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of stacked parts, lowest first."""

    label: str
    parts: tuple[float, ...]

    @property
    def total(self) -> float:
        """Its height."""
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class Point:
    """A point with its group and its name."""

    group: str
    name: str
    across: float
    up: float


def terminal_bars(bars: Sequence[Bar], width: int = 40) -> list[str]:
    """A line for each bar: its label, a bar of block characters, its total."""
    peak = max((bar.total for bar in bars), default=0.0) or 1.0
    wide = max((len(bar.label) for bar in bars), default=0)
    lines = []
    for bar in bars:
        eighths = round(8 * width * bar.total / peak)
        drawn = "█" * (eighths // 8) + _BLOCKS[eighths % 8].strip()
        lines.append(f"{bar.label:<{wide}} {drawn}{' ' if drawn else ''}{bar.total:g}")
    return lines


def terminal_points(
    points: Sequence[Point], across: str, up: str, *, width: int = 60, height: int = 15
) -> list[str]:
    """A grid with a letter for each group; `across` is on a scale of powers, as its values are."""
    import math

    if not points:
        return []
    groups = list(dict.fromkeys(point.group for point in points))
    lefts = [math.log(max(point.across, 1e-9)) for point in points]
    ups = [point.up for point in points]
    grid = [[" "] * width for _ in range(height)]
    for point, left in zip(points, lefts, strict=True):
        column = round((width - 1) * _share(left, min(lefts), max(lefts)))
        row = height - 1 - round((height - 1) * _share(point.up, min(ups), max(ups)))
        grid[row][column] = chr(ord("a") + groups.index(point.group) % 26)
    named = [f"  {chr(ord('a') + number)}  {group}" for number, group in enumerate(groups)]
    least, most = (end(point.across for point in points) for end in (min, max))
    return [
        f"{up}, {min(ups):.3f} to {max(ups):.3f}",
        *(f"|{''.join(row).rstrip()}" for row in grid),
        f"+{'-' * width}",
        f" {across}, {least:.1f} to {most:.1f} (each step as many times more)",
        *named,
    ]


def svg_bars(bars: Sequence[Bar], *, title: str, parts: Sequence[str]) -> str:
    """Stacked bars with a legend; every part is named for those who cannot see it."""
    peak = max((bar.total for bar in bars), default=0.0) or 1.0
    step = (WIDTH - 2 * EDGE) / max(1, len(bars))
    shapes = []
    every = max(1, len(bars) // 10)
    for number, bar in enumerate(bars):
        foot = float(HEIGHT - EDGE)
        for place, value in enumerate(bar.parts):
            tall = (HEIGHT - 2 * EDGE) * value / peak
            foot -= tall
            if value:
                said = f"{escape(bar.label)}: {value:g} {escape(parts[place])}"
                shapes.append(
                    f'<rect x="{EDGE + number * step + step * 0.1:.1f}" y="{foot:.1f}" '
                    f'width="{step * 0.8:.1f}" height="{tall:.1f}" '
                    f'fill="{COLOURS[place % len(COLOURS)]}"><title>{said}</title></rect>'
                )
        if number % every == 0:
            shapes.append(_text(EDGE + (number + 0.5) * step, HEIGHT - EDGE + 16, bar.label))
    shapes.append(_text(EDGE - 8, EDGE + 4, f"{peak:g}", anchor="end"))
    shapes.append(_text(EDGE - 8, HEIGHT - EDGE, "0", anchor="end"))
    return _svg(title, shapes, parts)


def svg_points(points: Sequence[Point], *, title: str, across: str, up: str) -> str:
    """Points by group, named; `across` is on a logarithmic scale."""
    import math

    groups = list(dict.fromkeys(point.group for point in points))
    lefts = [math.log(max(point.across, 1e-9)) for point in points]
    ups = [point.up for point in points]
    shapes = []
    for point, left in zip(points, lefts, strict=True):
        x = EDGE + (WIDTH - 2 * EDGE) * _share(left, min(lefts), max(lefts))
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * _share(point.up, min(ups), max(ups))
        said = f"{point.name}, {point.group}: {point.across:.1f} {across}, {point.up:.3f} {up}"
        colour = COLOURS[groups.index(point.group) % len(COLOURS)]
        shapes.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}">'
            f"<title>{escape(said)}</title></circle>"
        )
        shapes.append(_text(x + 9, y - 6, point.name, anchor="start"))
    shapes.append(_text(WIDTH / 2, HEIGHT - 14, f"{across} (logarithmic)"))
    shapes.append(_text(EDGE, EDGE - 14, up, anchor="start"))
    for value, y in ((min(ups, default=0.0), HEIGHT - EDGE), (max(ups, default=1.0), EDGE)):
        shapes.append(_text(EDGE - 8, y + 4, f"{value:.2f}", anchor="end"))
    for value, x in ((min(lefts, default=0.0), EDGE), (max(lefts, default=0.0), WIDTH - EDGE)):
        shapes.append(_text(x, HEIGHT - EDGE + 18, f"{math.exp(value):.0f}"))
    return _svg(title, shapes, groups)


def _share(value: float, least: float, most: float) -> float:
    return (value - least) / (most - least) if most > least else 0.5


def _text(x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, shapes: Sequence[str], legend: Sequence[str]) -> str:
    """The document: frame, shapes, legend; black on white, no script, nothing from elsewhere."""
    keys = "".join(
        f'<rect x="{WIDTH - EDGE - 130}" y="{8 + 16 * place}" width="10" height="10" '
        f'fill="{COLOURS[place % len(COLOURS)]}"/>'
        + _text(WIDTH - EDGE - 114, 17 + 16 * place, name, anchor="start")
        for place, name in enumerate(legend)
    )
    axes = f'<path d="M{EDGE} {EDGE}V{HEIGHT - EDGE}H{WIDTH - EDGE}" fill="none" stroke="#2f2f2f"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{axes}{"".join(shapes)}{keys}</svg>\n'
    )

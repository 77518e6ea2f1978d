"""Charts as SVG, made on the server: shapes with classes, no inline style, numbers as text too."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, FOOT, SIDE = 360, 150, 22, 18


def bars(values: Sequence[tuple[str, float]], *, title: str, unit: str) -> Markup:
    """A bar for each (label, value), with the value on hover and in a table for screen readers."""
    peak = max((value for _, value in values), default=0.0) or 1.0
    step = WIDTH / max(1, len(values))
    every = max(1, len(values) // 7)
    shapes = []
    for number, (label, value) in enumerate(values):
        height = (HEIGHT - FOOT - 14) * value / peak
        shapes.append(
            Markup(
                '<g class="bar"><rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2">'
                "<title>{}: {:g} {}</title></rect>"
            ).format(
                number * step + step * 0.12,
                HEIGHT - FOOT - height,
                step * 0.76,
                max(height, 1.0 if value else 0.0),
                label,
                value,
                unit,
            )
        )
        if value:
            shapes.append(
                Markup('<text class="value" x="{:.1f}" y="{:.1f}">{:g}</text>').format(
                    number * step + step / 2, HEIGHT - FOOT - height - 4, value
                )
            )
        shapes.append(Markup("</g>"))
        if number % every == 0:
            shapes.append(
                Markup('<text class="label" x="{:.1f}" y="{}">{}</text>').format(
                    number * step + step / 2, HEIGHT - 6, label
                )
            )
    drawn = Markup("").join(shapes)
    rows = Markup("").join(
        Markup("<tr><th scope='row'>{}</th><td>{:g} {}</td></tr>").format(label, value, unit)
        for label, value in values
    )
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption>'
        '<svg viewBox="-{} 0 {} {}" aria-hidden="true" focusable="false">{}</svg>'
        '<div class="unseen"><table><caption>{}</caption>{}</table></div></figure>'
    ).format(title, SIDE, WIDTH + 2 * SIDE, HEIGHT, drawn, title, rows)

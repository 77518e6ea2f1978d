"""Templates and their few filters: mathematics, times, shares, and the student's words marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from decks.grading import PointVerdict, Verdict
from web.formulas import formula
from web.prose import block, leading, prose, trailing
from web.words import words


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """A template filled in; `path` and `background` are known to every page."""
    site = request.app.state.site
    text = (
        _templates()
        .get_template(template)
        .render(path=request.url.path, background=site.background.progress, **values)
    )
    return HTMLResponse(text, status, headers)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(str(files("web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "words": words,
        "prose": prose,
        "block": block,
        "leading": leading,
        "trailing": trailing,
        "formula": formula,
        "share": lambda value: f"{value:.0%}",
        "duration": duration,
        "moment": moment,
        "day": day,
        "marked": marked,
    }
    return made


def moment(when: datetime, zone: str) -> Markup:
    """A time as the learner's clock shows it, with the exact one for programs."""
    local = when.astimezone(ZoneInfo(zone))
    shown = f"{local:%a} {local.day} {local:%b %Y, %H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), shown)


def day(when: datetime, zone: str, now: datetime) -> Markup:
    """When a card comes back, as a person would say it."""
    minutes = (when - now).total_seconds() / 60
    local, today = when.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    days = (local.date() - today.date()).days
    if minutes <= 0:
        shown = "now"
    elif minutes < 1.5:
        shown = "in a minute"
    elif minutes < 60:
        shown = f"in {round(minutes)} minutes"
    elif days <= 0:
        shown = f"today at {local:%H:%M}"
    elif days == 1:
        shown = "tomorrow"
    else:
        year = "" if local.year == today.year else f" {local.year}"
        shown = f"in {days} days, {local:%a} {local.day} {local:%b}{year}"
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), shown)


def duration(seconds: float) -> str:
    """Seconds as a person would say them."""
    if seconds < 50:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def marked(answer: str, verdicts: tuple[PointVerdict, ...]) -> Markup:
    """What the student typed, with the words that each verdict rests on marked."""
    places: list[tuple[int, int, Verdict]] = []
    for verdict in verdicts:
        start = answer.find(verdict.quote) if verdict.quote else -1
        end = start + len(verdict.quote or "")
        if start >= 0 and all(end <= left or right <= start for left, right, _ in places):
            places.append((start, end, verdict.verdict))
    parts: list[Markup] = []
    at = 0
    for start, end, kind in sorted(places):
        parts.append(escape(answer[at:start]))
        parts.append(Markup('<mark class="{}">{}</mark>').format(kind.value, answer[start:end]))
        at = end
    parts.append(escape(answer[at:]))
    return Markup("").join(parts)

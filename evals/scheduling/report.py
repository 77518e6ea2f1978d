"""The report: workload and true recall by rule, on seeds, written to `report.md`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from evals.scheduling.scenarios import (
    GRADERS,
    MAIN,
    MAIN_CARDS,
    SAME_WORK,
    SCENARIOS,
    SEEDS,
    SIDE_CARDS,
    SIDE_RULES,
    Scenario,
    at_same_work,
)
from scheduler.simulation.graders import PerfectGrader
from scheduler.simulation.rules import RULES, Cut
from scheduler.simulation.year import DAYS, Tally

PLACE = Path(__file__).parent / "report.md"
HEAD = (
    "| rule | answers | of them in steps | recall when asked | recall over time | dim |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |"
)
INTRODUCTION = f"""# What a fallible grader does to a schedule

Made by `python -m evals.scheduling`; the same every time (seeds {", ".join(map(str, SEEDS))}).
Every card starts new and has {DAYS} days, with learning and relearning steps, fuzz, and a desired
retention of 0.90. The true memory follows FSRS-6 with default parameters on what was truly
recalled; the scheduler (`scheduler.review.advance` itself) sees scores only.

Answers are per card and year. "Recall when asked" is the mean true recall at reviews of the long
schedule, "recall over time" over all cards and days, which is what an examination on any day
finds; "dim" is the share of card-days with a true recall below 0.7. After each mean, half the
range over seeds.
"""


def main() -> None:
    """Runs everything and writes the report."""
    text = "\n".join(_lines()) + "\n"
    PLACE.write_text(text, encoding="utf-8")
    print(f"Written to {PLACE}.", file=sys.stderr)


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    yield f"## {MAIN.name}, {MAIN_CARDS:,} cards a seed\n\n{HEAD}"
    perfect = Scenario("perfect", PerfectGrader(0.99))
    yield _row("perfect grader", partial(perfect.run, Cut(), cards=MAIN_CARDS))
    for name, rule in RULES.items():
        yield _row(name, partial(MAIN.run, rule(), cards=MAIN_CARDS))
    yield f"\n## Other graders and memories, {SIDE_CARDS} cards a seed"
    yield (
        '\n"Base rate learnt" is our rule after `scheduler.base_rate` has read the unlabelled '
        "log of a few cards; the base rates it came to stand behind."
    )
    for scenario in SCENARIOS:
        yield from _scenario(scenario)
    yield from _same_work()


def _scenario(scenario: Scenario) -> Iterator[str]:
    yield f"\n### {scenario.name}\n\n{HEAD}"
    if (scenario.misfit, scenario.strength) != (MAIN.misfit, MAIN.strength):
        perfect = Scenario("", PerfectGrader(0.99), scenario.misfit, scenario.strength)
        yield _row("perfect grader", partial(perfect.run, Cut()))
    for name, rule in SIDE_RULES.items():
        yield _row(name, partial(scenario.run, rule()))
    learnt = {seed: scenario.fitted(seed) for seed in SEEDS}
    bases = ", ".join(f"{policy.likelihood.base:.2f}" for policy in learnt.values())
    yield _row(f"ours, base rate learnt ({bases})", lambda seed: scenario.run(learnt[seed], seed))


def _same_work() -> Iterator[str]:
    yield f"\n## The same work: {SAME_WORK:.0f} answers a card and year\n"
    yield "Each rule at the desired retention that leads to this much work, interpolated.\n"
    yield "| grader | rule | recall over time | dim |\n| --- | --- | ---: | ---: |"
    for grader_name, grader in GRADERS.items():
        for name, rule in SIDE_RULES.items():
            found = [at_same_work(grader, rule, seed) for seed in SEEDS]
            over, dim = ([each[place] for each in found] for place in (0, 1))
            yield f"| {grader_name} | {name} | {_spread(over, 3)} | {_spread(dim, 3)} |"


def _row(name: str, run: Callable[[int], Tally]) -> str:
    tallies = [run(seed) for seed in SEEDS]
    columns = (
        _spread([each.reviews for each in tallies], 1),
        _spread([each.steps for each in tallies], 1),
        _spread([each.at_review for each in tallies], 3),
        _spread([each.over_time for each in tallies], 3),
        _spread([each.dimmed for each in tallies], 3),
    )
    print(name, *columns, file=sys.stderr)
    return f"| {name} | {' | '.join(columns)} |"


def _spread(values: Sequence[float], digits: int) -> str:
    mean, half = sum(values) / len(values), (max(values) - min(values)) / 2
    return f"{mean:.{digits}f} ±{half:.{digits}f}"

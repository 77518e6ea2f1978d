"""What `cardwright --help` costs: a person who only asks what there is waits for nothing else."""

from __future__ import annotations

import pytest
import typer

from benchmarks.help_cost import BARE, OURS, child
from cli.main import app
from cli.outline import outline
from cli.panels import PANELS, entries

LAW = 1.3
ROUNDS, RUNS = 4, 5


@pytest.mark.timed
def test_help_costs_at_most_1_3_times_a_bare_typer_program() -> None:
    """CPU time of the children, the best of runs taken in turn.

    Whatever else the machine does only ever adds to a run, so the best of each side is nearest to
    its cost, and more rounds can only bring both nearer.
    """
    ours, bare = [child(OURS)], [child(BARE)]
    for _ in range(ROUNDS):
        for _ in range(RUNS):
            ours.append(child(OURS))
            bare.append(child(BARE))
        if min(ours) <= LAW * min(bare):
            return
    raise AssertionError(f"{min(ours):.3f} s against {min(bare):.3f} s of a bare Typer program")


def test_the_outline_shows_what_the_whole_program_would(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = []
    for program in (outline(app), typer.main.get_command(app)):
        with pytest.raises(SystemExit):
            program(args=["--help"], prog_name="cardwright")
        shown.append(sorted(capsys.readouterr().out.splitlines()))
    assert shown[0] == shown[1]
    assert any("ingest" in line for line in shown[0])


def test_every_command_stands_under_one_heading() -> None:
    named = [name for names in PANELS.values() for name in names]
    assert sorted(named) == sorted(name for name, _ in entries(app))

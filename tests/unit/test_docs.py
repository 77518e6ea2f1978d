"""The reference says what the program does; prose names commands and files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.__main__ import REFERENCE, generated

ROOT = Path(__file__).parents[2]
PROSE = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_generated_pages_are_fresh() -> None:
    """Stale? Run `python -m docs`."""
    wanted = generated()
    assert {place for place in wanted if not place.exists()} == set()
    assert [place.name for place, text in wanted.items() if place.read_text("utf-8") != text] == []
    assert set((REFERENCE / "schemas").iterdir()) <= set(wanted)


@pytest.mark.parametrize("page", PROSE, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_the_prose_lead_somewhere(page: Path) -> None:
    words = re.sub(r"`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", words):
        assert (page.parent / target).exists(), target


def test_every_command_that_the_readme_names_exists() -> None:
    known = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    named = re.findall(r"(?m)^cardwright ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"))
    assert named
    assert [name for name in named if f"`cardwright {name}" not in known] == []


def test_the_readme_says_which_languages_the_built_in_grader_reads() -> None:
    told = (ROOT / "README.md").read_text("utf-8").partition("## Try it")[0]
    assert "reads English only" in told
    assert "docs/why/languages.md" in told


def test_the_project_speaks_of_itself_alone() -> None:
    """No workplace, no registry's host, in any file that is kept."""
    for file in [*PROSE, *ROOT.glob("*.toml"), *ROOT.glob("*.lock"), ROOT / "Makefile"]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"files\.pythonhosted|pypi\.org|--index-url|--find-links", text), file

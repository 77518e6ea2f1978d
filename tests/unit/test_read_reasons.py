"""Why nothing is drafted from a block: said rightly, and not said of what explains something."""

from __future__ import annotations

import pytest

from authoring.setting_aside import reason
from tests.authoring_samples import notes

BEFORE = "# Cells\n\nThe cell is a part of the body that it has.\n\n"
AFTER = "# More\n\n" + "The cell is a part of the body that it has.\n\n" * 40


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Exercises\n\nShow that it is so.", "exercise"),
        ("# References\n\n[1] N. Name, A Title. Press, 2004.", "reference list"),
        ("# References\n\nA reference is a name of the thing that it points to.", None),
        ("# Outline\n\n- What a cell is", "boilerplate"),
        ("# Table of contents\n\n- What a cell is", "boilerplate"),
        ("# Learning objectives\n\n- Explain what a cell is", "learning objectives"),
        ("recall 1.0 (3/3) 0.6 3 2 1 0.5 (2/4) 1.7 6 5 rate", "table of numbers"),
        ("In 1929 there were 24 banks, and in 1933 there were 11 of the 24 left.", None),
        ("<table><tr><td>1.5</td><td>H</td><td>2.5</td></tr></table>", "table of numbers"),
        ("| a | b |\n|---|---|\n| one | two |", "table"),
        ("# Problem setting\n\nThe problem is that it has no solution.", None),
        ("# Problems\n\nShow that it has no solution.", "exercise"),
        ("# Question answering\n\nThe answer to a question is a part of the text.", None),
        ("# Review Questions\n\nWhich of the parts is the one that it has?", "exercise"),
        ("# Sources of error\n\nThe error that it has comes from the noise (see Lee, 1999).", None),
        ("# Footnotes\n\n1. The word is from the Greek.", "footnote"),
        ("[^1]: The word is from the Greek.", "footnote"),
        ("Link to Learning\n\nVisit [this site](x) to see what it is.", "feature box"),
        ("Career Connection\n\nNurses are professionals who care for the sick.", "feature box"),
        ("Visual Connection\n\nWhat is it that the cell has on the left?", "exercise"),
        ("Evolution Connection\n\nThe cell is as old as the life that it has.", None),
    ],
)
def test_a_block_is_skipped_for_its_own_reason(text: str, why: str | None) -> None:
    version = notes(f"{BEFORE}{text}\n\n{AFTER}")
    words = text.rpartition("\n\n")[2].strip()
    place = version.text.index(words)
    index = next(n for n, span in enumerate(version.spans) if span.start <= place < span.end)
    assert reason(version, index) == why


def test_a_list_of_references_at_the_end_is_one_whatever_it_holds() -> None:
    version = notes(f"{AFTER}# Bibliography\n\nGoodfellow and others on deep learning.")
    assert reason(version, len(version.spans) - 1) == "reference list"

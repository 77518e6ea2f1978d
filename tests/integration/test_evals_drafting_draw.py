"""The sheet for blind readers: the same for one seed, and silent on how a draft was made."""

from __future__ import annotations

import json
from pathlib import Path

from evals.drafting.draw import drawn, key, sheet

NOTES = """# Cells

A **ribosome** is a cellular structure that is responsible for protein synthesis.

A **vacuole** is a space in a cell that is filled with fluid.

The **cell wall** is a rigid covering that protects the plant cell.
"""


def test_a_seed_draws_the_same_and_the_sheet_does_not_tell_the_rule(tmp_path: Path) -> None:
    place = tmp_path / "cells.md"
    place.write_text(NOTES, encoding="utf-8")
    rows = drawn([place], seed=4, each=2)
    assert sheet(rows) == sheet(drawn([place], seed=4, each=2))
    assert len(drawn([place], seed=4, each=9)) == 3
    told = sheet(rows)
    assert told.count("## ") == 2
    for _, draft, version in rows:
        [cited] = draft.citations
        assert draft.content.question in told
        assert f">>>{version.words(cited.start, cited.end)}<<<" in told
    assert "definition" not in told
    assert [json.loads(line)["rule"] for line in key(rows).splitlines()] == ["definition"] * 2

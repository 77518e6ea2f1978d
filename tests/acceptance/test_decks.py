"""`decks` and `deck`: made, renamed, put away, brought back."""

from __future__ import annotations

from tests.acceptance.conftest import Run


def test_a_deck_is_made_renamed_archived_and_brought_back(run: Run) -> None:
    assert run("deck", "new", "Biologie", "--retention", "0.8").code == 0
    assert run("deck", "new", "Biologie").code == 2
    renamed = run("deck", "change", "Biologie", "--name", "Biology", "--json")
    assert (renamed.json["name"], renamed.json["retention"]) == ("Biology", 0.8)
    assert run("deck", "archive", "Biology").code == 0
    assert run("decks", "--json").json == []
    assert [deck["name"] for deck in run("decks", "--archived", "--json").json] == ["Biology"]
    assert run("card", "add", "Biology", typed="Q?\nA.\n").code == 2
    assert run("deck", "bring-back", "Biology").code == 0
    assert [deck["name"] for deck in run("decks", "--json").json] == ["Biology"]
    assert run("deck", "archive", "Nobody").code == 4

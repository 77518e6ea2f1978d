"""`analogies` on the command line: suggested, shown with its map, filled in, decided about."""

from __future__ import annotations

from typing import Any

from tests.acceptance.conftest import Run


def add(run: Run, question: str, answer: str) -> None:
    assert run("card", "add", "Bio", "--question", question, "--answer", answer).code == 0


def ids(run: Run) -> list[str]:
    return [card["id"] for card in run("cards", "Bio", "--json").json]


def waiting(run: Run) -> list[dict[str, Any]]:
    found = run("analogies", "list", "--deck", "Bio", "--json").json
    return [each for each in found if each["state"] == "pending"]


def test_an_analogy_is_suggested_again_and_accepted_or_rejected_with_a_reason(run: Run) -> None:
    add(run, "What does transfer RNA carry?", "The amino acid to the ribosome.")
    [card] = ids(run)
    first = run("analogies", "suggest", card)
    assert "from the bank" in first.out
    assert "-> transfer RNA" in first.out
    assert "it breaks:" in first.out
    assert run("analogies", "suggest", card).code == 0
    [second] = waiting(run)
    assert run("analogies", "reject", second["id"], "--reason", "Odd for my class.").code == 0
    assert "said: Odd for my class." in run("analogies", "show", second["id"]).out
    [third] = run("analogies", "suggest", card, "--json").json
    assert run("analogies", "accept", third["id"]).code == 0
    none = run("analogies", "suggest", "--deck", "Bio").out
    assert none.startswith("No familiar scene")
    assert "Next: ask for one card" in none


def test_an_open_role_is_filled_in_before_an_analogy_is_accepted(run: Run) -> None:
    add(run, "What do fimbriae attach?", "It, to the host.")
    [suggested] = run("analogies", "suggest", *ids(run), "--json").json
    [role] = suggested["open"]
    refused = run("analogies", "accept", suggested["id"], "--reason", "It will do.")
    assert (refused.code, "still open" in refused.err) == (2, True)
    assert run("analogies", "fill", suggested["id"], "the moon=the host").code == 2
    assert run("analogies", "fill", suggested["id"], role).code == 2
    filled = run("analogies", "fill", suggested["id"], f"{role}=the host")
    assert f"{role} -> the host" in filled.out
    assert "____" not in filled.out
    assert run("analogies", "accept", suggested["id"]).code == 0


def test_cards_or_a_deck_are_named_and_not_both(run: Run) -> None:
    assert run("analogies", "suggest").code == 2
    assert run("analogies", "suggest", "crd_x", "--deck", "Bio").code == 2
    assert run("analogies", "suggest", "crd_x").code == 4
    assert run("analogies", "suggest", "--deck", "Nobody").code == 4


def test_a_broken_bank_of_ones_own_is_told_in_one_sentence(
    run: Run, tmp_path: Any, monkeypatch: Any
) -> None:
    add(run, "What does transfer RNA carry?", "The amino acid to the ribosome.")
    own = tmp_path / "own.toml"
    own.write_text("about = 'Fishing'\n", encoding="utf-8")
    monkeypatch.setenv("CARDWRIGHT_ANALOGY_BANK", str(own))
    told = run("analogies", "suggest", *ids(run))
    assert told.code == 2
    assert told.err.count("\n") == 1
    assert "own.toml: entry" in told.err

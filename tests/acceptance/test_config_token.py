"""The API's token is printed when it is asked for by name, and at no other time."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.conftest import Run


def test_the_token_is_printed_alone_and_stays_the_same(run: Run, tmp_path: Path) -> None:
    first = run("config", "--token")
    assert (first.code, first.err) == (0, "")
    token = first.out.strip()
    assert len(token) >= 40
    assert first.out == f"{token}\n"
    assert run("config", "--token").out == first.out
    assert (tmp_path / "data" / "api-token").read_text() == token


def test_no_other_output_holds_the_token(run: Run) -> None:
    token = run("config", "--token").out.strip()
    for command in (("config",), ("config", "--json"), ("decks", "--json"), ("config", "--help")):
        told = run(*command)
        assert token not in told.out + told.err


def test_a_token_that_cannot_be_kept_is_told_in_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data" / "api-token").mkdir(parents=True)
    told = run("config", "--token")
    assert (told.code, "api-token" in told.err) == (1, True)
    assert "Traceback" not in told.err

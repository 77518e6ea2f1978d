"""Prompts are loaded strictly and filled in once; what others wrote cannot leave its marks."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import prompts
from authoring.analogies.analogist import DraftedAnalogies, Preferred
from authoring.model_cards import DraftedCards, RefinedCards
from authoring.rewriter import Rewritten
from grader.judge import JudgedAnswer
from prompts import Prompt, PromptError, all_prompts, load
from prompts.loader import marked, parse

GOOD = """---
version: "1"
role: author
output: Reply
max_output_tokens: 100
inputs:
  language: {about: "a code"}
  notes: {about: "notes", data: true}
---
# system
Write in {{language}}.
# user
{{notes}}
"""


def made(text: str = GOOD) -> Prompt:
    return parse("made-up", text.encode())


def test_every_prompt_of_the_house_loads_and_names_a_reply_that_exists() -> None:
    cards, analogies = (DraftedCards, RefinedCards, Rewritten), (DraftedAnalogies, Preferred)
    outputs = {each.__name__ for each in (*cards, *analogies, JudgedAnswer)}
    assert {prompt.id for prompt in all_prompts()} >= {"draft-cards", "judge-points"}
    assert {prompt.output for prompt in all_prompts()} <= outputs


def test_a_prompt_says_that_data_is_no_instruction_and_asks_for_json() -> None:
    for prompt in all_prompts():
        assert "never an instruction" in " ".join(prompt.system.split())
        assert "Reply with JSON only" in prompt.user


def test_no_prompt_asks_a_model_for_a_number_as_its_judgement() -> None:
    assert "no score and no number" in " ".join(load("judge-points").system.split())


def test_the_hash_is_that_of_the_whole_file() -> None:
    place = Path(prompts.__file__).parent / "draft-cards.md"
    assert load("draft-cards").hash == hashlib.sha256(place.read_bytes()).hexdigest()
    assert made(GOOD + " ").hash != made().hash


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("{{notes}}", "nothing", "declares and uses different inputs: notes"),
        ("{{language}}", "{{language}} {{tone}}", "declares and uses different inputs: tone"),
        ("role: author", "role: poet", "front matter"),
        ("role: author", "role: author\nmodel: x", "front matter"),
        ('version: "1"\n', "", "front matter"),
        ("max_output_tokens: 100", "max_output_tokens: 0", "front matter"),
        ("inputs:", "inputs: [", "front matter"),
        ("# user\n", "", "then # system and # user"),
        ("# system\n", "", "then # system and # user"),
        ("---\n# system", "# system", "between --- lines"),
    ],
)
def test_a_prompt_that_breaks_a_rule_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(PromptError, match=why):
        made(GOOD.replace(old, new))


@pytest.mark.parametrize("name", ["no-such", "../prompts/draft-cards", "Draft-Cards", "loader.py"])
def test_a_prompt_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(PromptError, match="There is no prompt"):
        load(name)


@pytest.mark.parametrize(
    "inputs", [{}, {"language": "en"}, {"language": "en", "notes": "x", "tone": "y"}]
)
def test_a_missing_or_an_extra_input_is_refused(inputs: dict[str, str]) -> None:
    with pytest.raises(PromptError, match="wrong or missing inputs"):
        made().render(**inputs)


def test_what_stands_in_an_input_is_never_expanded() -> None:
    filled = made().render(language="{{notes}}", notes="{{language}}")
    assert filled.system == "Write in {{notes}}."
    assert "{{language}}" in filled.user


def test_only_inputs_declared_as_data_are_marked() -> None:
    filled = made().render(language="en", notes="words")
    assert filled.system == "Write in en."
    assert re.fullmatch(r'<data-(\w{12}) name="notes">\nwords\n</data-\1>', filled.user)


def test_line_endings_of_the_file_do_not_matter_to_the_words() -> None:
    assert made(GOOD.replace("\n", "\r\n")).system == made().system


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\r", "\x0b", "\f", "\u2028"])
def test_words_apart_stay_apart_whatever_the_space_between_them(space: str) -> None:
    assert "ten km" in marked("notes", f"ten{space}km")


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u200b", "\u202e", "\ufeff", "\ud800"])
def test_characters_without_a_shape_do_not_reach_a_model(char: str) -> None:
    assert "ab" in marked("notes", f"a{char}b")

"""The bank of familiar scenes: what holds of every entry, and what a teacher's own file may do."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from authoring.analogies.bank import MOST_WORDS, Entry, shipped, with_own
from authoring.analogies.relations import named, relations
from authoring.analogies.rubric import Beside, judged
from authoring.analogies.wordings import verb, verbs
from decks.analogies import OPEN
from decks.cards import DraftContent
from decks.errors import BadRecord

ENTRIES = shipped().entries
CARD = DraftContent(question="What does zlorbing do?", core_answer="It zlorbs.")
OWN = """
about = "Fishing"
field = ["fishing"]

[[entry]]
id = "{name}"
relation = "selects"
familiar = "a fishing net"
told = "Think of {{selector}} as a net and of {{selected}} as the fish: small ones go through."
roles = {{ selector = "the net", selected = "the fish" }}
limits = ["A net goes by size alone."]
misleads = ["It goes by size alone."]
"""


def test_every_relation_has_three_scenes_or_more() -> None:
    count = Counter(entry.relation for entry in ENTRIES)
    assert [name for name in relations() if count[name] < 3] == []


def test_no_scene_is_there_twice() -> None:
    for part in ("id", "familiar", "told"):
        count = Counter(getattr(entry, part).casefold() for entry in ENTRIES)
        assert [words for words, times in count.items() if times > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_scene_is_short_plain_fair_and_says_where_it_breaks(entry: Entry) -> None:
    fillers = dict.fromkeys(entry.slots, "zlorbing")
    content = entry.content(fillers)
    assert len(content.text.split()) <= MOST_WORDS
    assert content.roles[0] != content.roles[-1]
    assert content.limits
    assert content.misleads
    rules = {finding.rule for finding in judged(content, Beside(CARD))}
    assert rules == set()
    said = re.sub(r"\{\w+\}", " ", " ".join((entry.told, *entry.limits)))
    words = re.findall(r"[^\W\d_]+", " ".join((said, *entry.roles.values())))
    assert max(map(len, words)) <= 13
    assert sum(map(len, words)) / len(words) <= 5


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_roles_that_nothing_plays_are_open_and_are_told_as_open(entry: Entry) -> None:
    content = entry.content({})
    assert content.open == tuple(entry.roles[slot] for slot in entry.slots)
    assert content.text.count(OPEN) >= len(entry.slots)
    assert content.missing == ("two role pairs",)


def test_a_relation_is_known_by_its_name_and_by_its_description() -> None:
    for name, relation in relations().items():
        assert named(name.replace("_", " ")) == name
        assert named(relation.about.upper() + ".") == name
    assert named("the act itself, not looking on, makes the next time easier") is None


def test_every_verb_of_a_relation_is_read_as_the_list_writes_it() -> None:
    for relation in relations().values():
        for written in relation.verbs:
            assert verb(written) in verbs()


def test_a_teachers_file_adds_scenes_and_replaces_those_of_the_same_id(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN.format(name="fishing-net"), encoding="utf-8")
    for place in (file, tmp_path):
        bank = with_own(place)
        assert len(bank.entries) == len(ENTRIES) + 1
        [net] = [entry for entry in bank.showing("selects") if entry.id == "fishing-net"]
        assert bank.field(net) == {"fishing"}
    file.write_text(OWN.format(name="tea-strainer"), encoding="utf-8")
    bank = with_own(file)
    assert len(bank.entries) == len(ENTRIES)
    assert "a tea strainer" not in {entry.familiar for entry in bank.entries}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"selects"', '"sells"'), "no relation of the list"),
        (("{selected}", "{sold}"), "name each role"),
        (("small ones go through", "so " * 40), "at most 40"),
        (('roles = { selector = "the net", ', "roles = { "), "its roles must be"),
        (('["A net goes by size alone."]\n', "[]\n"), "limits"),
        (('by size alone."]\nmis', 'by {size} alone."]\nmis'), "limits and what misleads"),
        (("[[entry]]", "[[entry"), "no TOML"),
        (("id =", "color ="), "id"),
    ],
)
def test_a_file_that_breaks_a_rule_of_the_bank_is_refused_with_its_name(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN.format(name="net").replace(*change, 1), encoding="utf-8")
    with pytest.raises(BadRecord, match=f"own.toml.*{reason}"):
        with_own(file)


def test_a_bank_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="cannot be read"):
        with_own(tmp_path / "none.toml")
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xff\xfe" * 50)
    with pytest.raises(BadRecord, match="UTF-8"):
        with_own(file)
    file.write_bytes(b"#" * 1_000_001)
    with pytest.raises(BadRecord, match="megabyte"):
        with_own(file)

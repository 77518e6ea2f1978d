"""What strict readers refuse: answers in another form than asked, topics left out, what a name
gives away, and formulas that hold half of their question.
"""

from __future__ import annotations

import pytest

from authoring.rules.arrows import vectors
from authoring.rules.formula import optimised
from authoring.rules.telling import articled, as_deed, as_doing
from authoring.rules.tile import short
from tests.authoring_samples import asked, notes, proposals

LEAD = "The notes of the week are about how the parts of a thing work and what they are for.\n\n"

COMMANDS = (
    "## Boxes\n\n"
    "- `box seal <lid>`: lift a lid and attach it to the rim\n"
    "- `box carton`: creates a new carton\n"
    "- `box weigh`: show who last moved which of them\n"
    "- `box twin`: same as `box seal; box weigh`\n"
    "- `box --flat=1`: flat box, without the lid\n"
)


def test_a_command_is_asked_for_what_it_does_in_the_third_person() -> None:
    found = asked(LEAD + COMMANDS)
    assert found["What does “box seal <lid>” do?"] == "Lifts a lid and attaches it to the rim."
    assert found["What does “box weigh” do?"] == "Shows who last moved which of them."
    assert found["What does “box twin” do?"] == "Does the same as box seal; box weigh."


def test_a_command_whose_name_says_it_all_or_that_is_told_by_a_noun_gives_no_card() -> None:
    assert not any("carton”" in each or "flat" in each for each in asked(LEAD + COMMANDS))


@pytest.mark.parametrize(
    ("means", "deed", "doing"),
    [
        ("make a lid and put it", "makes a lid and puts it", "making a lid and putting it"),
        ("slowly remove every lid", "slowly removes every lid", "slowly removing every lid"),
        ("unstage a file", "unstages a file", "unstaging a file"),
        ("send a box, and mark it", "sends a box, and marks it", "sending a box, and marking it"),
        ("set up a stack", "sets up a stack", "setting up a stack"),
        ("list of lids", None, None),
        ("shallow box without a lid", None, None),
    ],
)  # fmt: skip
def test_orders_are_told_as_deeds(means: str, deed: str | None, doing: str | None) -> None:
    assert as_deed(means) == deed
    assert as_doing(means) == doing


def test_articles_that_terse_notes_leave_out() -> None:
    assert articled("adds boxes to staging area") == "adds boxes to the staging area"
    assert articled("copies file to remote") == "copies a file to a remote"
    assert articled("copies files to the remote") == "copies files to the remote"


TERMS = {
    "an order is told as what is done": (
        "- **Crate sorting**: rank the crates by the weight of their lids\n",
        "What is meant by “crate sorting”?",
        "Ranking the crates by the weight of their lids.",
    ),
    "an everyday word with a sense of its own": (
        "# Warehouse systems\n\n## Snapshots\n\nA snapshot is the list of all crates at noon.",
        "In warehouse systems, what is a snapshot?",
        "The list of all crates at noon.",
    ),
    "many of what is told of one": (
        "They met in crateries (a place where crates were sold without a tax) at night.",
        "What are crateries?",
        "Places where crates were sold without a tax.",
    ),
    "an article goes into the gap": (
        "The lid of each crate is shut with a **brass hook**, which is bent by hand in a mill.",
        "Which term fills the gap? “The lid of each crate is shut with ____, which is bent by hand "
        "in a mill.”",
        "A brass hook.",
    ),
    "a second idea goes to the explanation": (
        "A **craner** is a machine that lifts crates, but it cannot move them over a wall.",
        "What is a craner?",
        "A machine that lifts crates.",
    ),
    "an aim is asked for as an aim": (
        "The **packer** tries to fill each crate up to the brim.",
        "What does the packer try to do?",
        "Fill each crate up to the brim.",
    ),
}


@pytest.mark.parametrize("name", TERMS)
def test_a_mended_card(name: str) -> None:
    text, question, answer = TERMS[name]
    found = asked(LEAD + text)
    assert question in found, found
    assert found[question] == answer


REFUSED = {
    "a sentence is no meaning of a thing": (
        "- **Lid loss** – the lid of a crate should come back to the crate it was on\n"
    ),
    "the deed repeats the doer": "The **sorter** sorts the crates of a day by their weight.",
    "only a count": "**Crate halls** need to solve two objectives.",
    "both without its second": "## Oak\n\n- $w$ is a mark of both the weight of a crate\n",
    "an it for many": "Crate halls are better than sheds, because it keeps the rain out of them.",
    "a front before the claim": (
        "You would be correct in assuming that crates are heavy because they are made of oak."
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_strict_readers_refuse_gives_no_card(name: str) -> None:
    assert asked(LEAD + REFUSED[name]) == {}


def test_a_gap_for_what_the_whole_deck_is_about_fills_itself() -> None:
    told = "".join(f"Much of the work of box {n} is done with Krato by hand. " for n in range(12))
    gap = "While other tools exist, **Krato** is the usual tool for the sorting of boxes."
    assert not any("____" in each for each in asked(LEAD + told + "\n\n" + gap))
    assert any("____" in each for each in asked(LEAD + gap))


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        ("→x + →ε", r"\vec{x} + \vec{ε}"),
        ("Q_{→φ}(→z | →x)", r"Q_{\vec{φ}}(\vec{z} | \vec{x})"),
        ("∇_→θ J", r"∇_{\vec{θ}} J"),
        ("⇉W →x", r"\boldsymbol{W} \vec{x}"),
        ("f: X→Y", "f: X→Y"),
        ("f: X →Y", "f: X →Y"),
        ("a → b", "a → b"),
        ("L(→a;⁇→b)", r"L(\vec{a};\vec{b})"),
    ],
)
def test_vectors_are_set_as_tex_sets_them(tex: str, told: str) -> None:
    assert vectors(tex) == told


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        (r"\min_D \{ - y \log D(x) \}", r"- y \log D(x)"),
        (r"\max_{\theta_d} \Big\{ E[a] + E[b] \Big\}", "E[a] + E[b]"),
        (r"\max_θ (a) + (b)", "(a) + (b)"),
        (r"\min_G \max_D V(D, G)", r"\min_G \max_D V(D, G)"),
        (r"v(s) = \max_π v_π(s)", r"v(s) = \max_π v_π(s)"),
    ],
)
def test_what_is_optimised_is_told_without_the_operator(tex: str, told: str) -> None:
    assert optimised(tex) == told


def test_one_formula_gives_one_card_and_one_aim_gives_one() -> None:
    text = (
        "# Crate nets\n\nThe **crate loss** is given by $L = a + b$.\n\n"
        "So the **whole loss** is given by $L = a+b$.\n\n"
        "The goal of the packer is to fill every crate of the day.\n\n"
        "The **packer** tries to fill all the crates up to the brim.\n"
    )
    found = asked(LEAD + text)
    assert sum("formula" in each for each in found) == 1
    assert sum("packer" in each for each in found) == 1


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("why crates are heavy", "why crates are heavy"),
        (
            "what the whole loss of the crate net that was built in the mill of",
            "the whole loss of the crate net that was built",
        ),
        (
            "why one needs the sum of all weights $a + b + c + d + e + f + g + h + i$",
            "why one needs the sum of all weights",
        ),
        (
            "why the keeper of a large hall of crates (the one in the north of Norway) left",
            "the keeper of a large hall of crates",
        ),
    ],
)
def test_a_label_is_cut_where_a_word_and_its_phrase_end(label: str, told: str) -> None:
    assert short(label) == told


LABELS = {
    "**Oak crates** are rich in the dust of old apples.": "what oak crates are rich in",
    "Halls are warm because the walls of all halls are thick.": "why halls are warm",
    "The **packer** weighs each of the crates of a day.": "what the packer weighs",
}


@pytest.mark.parametrize("text", LABELS)
def test_the_label_of_a_fact_is_a_phrase(text: str) -> None:
    cards = proposals(notes(LEAD + text))
    assert [card.content.label for card in cards] == [LABELS[text]]


def test_an_everyday_word_of_a_tool_is_asked_for_in_the_tool() -> None:
    commands = "".join(f"- `krato mark{n} <box>`: puts a red mark on box {n}\n" for n in range(12))
    told = "".join(f"Much of the work of box {n} is done with Krato by hand. " for n in range(12))
    told += "It is run as `krato`, or as `kr`. " * 12
    text = f"# Krato\n\n{told}\n\nA snapshot is the list of all crates at noon.\n\n{commands}"
    assert "What is a snapshot in Krato?" in asked(LEAD + text)


def test_commands_without_a_colon_and_uses_of_a_mode() -> None:
    text = (
        "## Lines\n\n- `:q` remove the last lid\n- `:ls` show the open lids\n\n"
        "## Modes\n\n- **Normal mode**: for moving around a crate\n"
        "- **Flat**: for sealing all lids\n"
    )
    found = asked(LEAD + text)
    assert found["What does “:q” do (Lines)?"] == "Removes the last lid."
    assert found["What is “normal mode” used for?"] == ("For moving around a crate.")


STILLED = {
    "a conjunction for a subject": (
        "Whereas glue leads to stiff lids, a nail leads to holes in the lid of the crate."
    ),
    "a kind of thing that says nothing": "**Crate sealing** is a very slow process.",
    "what somebody once did": "A weighing was performed to measure the load of the day.",
    "a general word": "Software is used to count the crates of all the halls.",
}


@pytest.mark.parametrize("name", STILLED)
def test_what_has_no_subject_or_says_nothing_gives_no_card(name: str) -> None:
    assert asked(LEAD + STILLED[name]) == {}


def test_the_verb_of_a_question_agrees_with_what_is_asked_for() -> None:
    found = asked(LEAD + "Oak trees are the most important source of wood in the valley.")
    assert found["What is the most important source of wood in the valley?"] == "Oak trees."


def test_a_term_that_is_a_deed_is_not_asked_why_it_does_it() -> None:
    found = asked(
        LEAD + "**Box stacking** is laying light cartons over heavy ones so that none is crushed."
    )
    assert not any(each.startswith("Why") for each in found)
    assert "Box stacking." in found.values()

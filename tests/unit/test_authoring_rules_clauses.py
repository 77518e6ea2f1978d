"""What the drafter sees in clauses, conditions, causes, slides, tables and symbols."""

from __future__ import annotations

import pytest

from authoring.passages import cut
from authoring.rule_drafter import RuleDrafter
from authoring.rules.clause import split
from authoring.rules.verbs import past_participle
from tests.authoring_samples import asked, notes, proposals

LEAD = "The notes of the week are about how the parts of a body work and what they are for.\n\n"

CARDS = {
    "a condition": (
        "If the cell grows too large, the membrane loses its shape.",
        "What happens to the membrane if the cell grows too large?",
        "It loses its shape.",
    ),
    "what something does under a condition": (
        "When the wrong base is added, the enzyme cuts the bond between the two bases.",
        "What does the enzyme do when the wrong base is added?",
        "It cuts the bond between the two bases.",
    ),
    "what something is under a condition": (
        "If the strand has the sequence GATTACA, the sequence of the copy is CTAATGT.",
        "What is the sequence of the copy if the strand has the sequence GATTACA?",
        "CTAATGT.",
    ),
    "a property under a condition": (
        "A policy is optimal if no other policy has a higher value in any state.",
        "When is a policy optimal?",
        "If no other policy has a higher value in any state.",
    ),
    "a manner": (
        "Wastes leave the cell by passing through the plasma membrane.",
        "How do wastes leave the cell?",
        "By passing through the plasma membrane.",
    ),
    "a purpose of a deed": (
        "Companies fired many workers to avoid the payment of new taxes.",
        "Why did companies fire many workers?",
        "To avoid the payment of new taxes.",
    ),
    "a reason told first": (
        "Electrons move best in a vacuum, so living cells cannot be viewed with electrons.",
        "Why can living cells not be viewed with electrons?",
        "Because electrons move best in a vacuum.",
    ),
    "a reason before its claim": (
        "Because of X inactivation, aberrations in sex chromosomes have milder effects.",
        "Why do aberrations in sex chromosomes have milder effects?",
        "Because of X inactivation.",
    ),
    "a reason in the sentence before": (
        "Most cells are too small for the naked eye. Therefore, biologists use good microscopes.",
        "Why do biologists use good microscopes?",
        "Because most cells are too small for the naked eye.",
    ),
    "what two things have in common": (
        "Like mitochondria, chloroplasts have their own DNA and ribosomes.",
        "What do mitochondria and chloroplasts have in common?",
        "Both have their own DNA and ribosomes.",
    ),
    "two things in a row": (
        "Small populations feel every chance. Large populations, in contrast, feel hardly any.",
        "How do small populations and large populations differ?",
        "Small populations feel every chance, whereas large populations feel hardly any.",
    ),
    "the most of its kind": (
        "The nucleus is the most prominent organelle in a cell.",
        "What is the most prominent organelle in a cell?",
        "The nucleus.",
    ),
    "what a bold thing is made of, over a pronoun": (
        "The **cytoplasm** is the region inside a cell. It consists of organelles and a gel.",
        "What does the cytoplasm consist of?",
        "Organelles and a gel.",
    ),
    "a name before a clause": (
        "Folding gets help from protein helpers known as **chaperones** that bind to the target.",
        "What are the protein helpers called that bind to the target?",
        "Chaperones.",
    ),
    "a process by what happens in it": (
        "Large polymers are broken down into monomers in a process known as **hydrolysis**.",
        "What is the process called in which large polymers are broken down into monomers?",
        "Hydrolysis.",
    ),
    "a meaning in brackets": (
        "People met in speakeasies (places where drinks were sold against the law) at night.",
        "What are speakeasies?",
        "Places where drinks were sold against the law.",
    ),
    "a name that comes last": (
        "The folded shape of a whole protein is its **tertiary structure**.",
        "What is the folded shape of a whole protein called?",
        "Tertiary structure.",
    ),
    "who did it": (
        "In 1928, Alexander Fleming discovered a mould that kills bacteria.",
        "Who discovered a mould that kills bacteria?",
        "Alexander Fleming.",
    ),
    "how lecturers train": (
        "We train the policy by maximizing the expected return of all episodes.",
        "How is the policy trained?",
        "By maximizing the expected return of all episodes.",
    ),
    "a title over a bullet that acts": (
        "## Encoder network\n\n- maps an input to a code of few numbers\n- is trained",
        "What does the encoder network map an input to?",
        "A code of few numbers.",
    ),
    "a title that the text goes on from": (
        "## Encoder network\n\nThis defines the posterior of the latent code.",
        "What does the encoder network define?",
        "The posterior of the latent code.",
    ),
    "a row of a table": (
        "| Part | Function |\n| --- | --- |\n| Ribosomes | make the proteins of a cell |\n"
        "| Lysosomes | digest what is worn out |\n",
        "What do ribosomes make?",
        "The proteins of a cell.",
    ),
    "a symbol": (
        "## Markov chains\n\n- $γ$ is the discount factor of future rewards\n",
        "In Markov chains, what does $γ$ stand for?",
        "The discount factor of future rewards.",
    ),
    "a formula in a sentence": (
        "The total loss is given by $L = a + b$.",
        "What is the formula for the total loss?",
        "$L = a + b$",
    ),
    "what a function of a program does": (
        "optimizer.step() updates all the parameters of a model",
        "What does optimizer.step() update?",
        "All the parameters of a model.",
    ),
    "a frame before the statement": (
        "In **E. coli**, the **trp operon** is regulated by a repressor of its own.",
        "In E. coli, what is the trp operon regulated by?",
        "A repressor of its own.",
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_what_fits_a_rule_becomes_its_card(name: str) -> None:
    text, question, answer = CARDS[name]
    found = asked(LEAD + text)
    assert question in found, list(found)
    assert found[question] == answer


SILENCE = {
    "a condition with a loose pronoun": "If it grows too large, the membrane cannot supply it all.",
    "an order is no statement": "- Pass the sample to the decoder to obtain all the logits",
    "a participle is no verb": "The method used to prepare the many samples of the day matters.",
    "a title in a line of its own": "Using VAEs to Generate Faces VAE for Music Generation",
    "a table of names": "| A | B |\n| --- | --- |\n| one | two |\n| three | four |\n",
    "a table of numbers": "| Part | Function |\n| --- | --- |\n| 12.5 | 1 3 4 |\n| 1.5 | 2 3 4 |\n",
    "who without a name": "They discovered a mould that kills nearly all of the bacteria.",
    "a dash that goes on": "A disaster kills at random—a large portion of the many animals.",
    "some of a kind": "Proteins are one of the most abundant molecules in the living systems.",
    "a section of footnotes": "## Footnotes\n\n- The first equality only holds for a wide support",
}


@pytest.mark.parametrize("name", SILENCE)
def test_what_would_be_a_poor_card_is_left_alone(name: str) -> None:
    assert asked(LEAD + SILENCE[name]) == {}


@pytest.mark.parametrize(
    ("statement", "subject", "turned"),
    [
        ("networks need noise", "networks", "do networks need noise"),
        ("The cell does not include walls", "The cell", "does The cell not include walls"),
        ("Cell functions are many", "Cell functions", "are Cell functions many"),
        ("Pass the sample to the decoder", None, None),
        ("If a cell grows", None, None),
        ("The method used by people is old", "The method used by people", None),
    ],
)
def test_a_clause_is_parted_where_its_verb_is_sure(
    statement: str, subject: str | None, turned: str | None
) -> None:
    clause = split(statement)
    assert (clause.subject if clause else None) == subject
    if turned is not None:
        assert clause is not None
        assert clause.turned == turned


def test_an_acronym_is_opened_as_the_source_opens_it() -> None:
    told = "A variational autoencoder (VAE) is old.\n\nA VAE is a network that learns a prior."
    assert "What is a variational autoencoder (VAE)?" in asked(LEAD + told)


def test_participles_of_questions() -> None:
    made = {base: past_participle(base) for base in ("train", "make", "carry", "stop", "have")}
    assert made == {
        "train": "trained",
        "make": "made",
        "carry": "carried",
        "stop": "stopped",
        "have": None,
    }


def test_a_put_back_pronoun_is_quoted_with_the_sentence_that_names_it() -> None:
    told = "The **lens** is a piece of glass. It focuses the rays of light on a small screen."
    cards = proposals(notes(LEAD + told))
    version = notes(LEAD + told)
    quotes = [version.words(card.start or 0, card.end or 0) for card in cards]
    assert any(quote.startswith("The **lens**") and "It focuses" in quote for quote in quotes)


def test_every_span_is_carded_or_has_its_reason() -> None:
    text = LEAD + "\n\n".join(told for told, _, _ in CARDS.values())
    version = notes(text)
    drafter = RuleDrafter()
    made_at_all = proposals(version)
    for passage in cut(version):
        made = drafter.draft(version, passage)
        skipped = {index for index, _ in made.skipped}
        assert all(reason for _, reason in made.skipped)
        for index in range(passage.first_span, passage.last_span + 1):
            span = version.spans[index]
            cited = any(span.overlaps(each.start or 0, each.end or 0) for each in made_at_all)
            assert (index in skipped) or cited


def test_the_same_notes_give_the_same_drafts() -> None:
    text = LEAD + "\n\n".join(told for told, _, _ in CARDS.values())
    assert proposals(notes(text)) == proposals(notes(text))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "hostile",
    [
        "The " + "very " * 4000 + "cell is a thing that lives.",
        "a (" * 5000,
        "**" * 8000,
        "| " * 4000 + "|\n|---|\n" + "| x | y |\n" * 300,
        "If " + "the cell, " * 2000 + "grows.",
        "$" + "x_" * 6000 + "$ is the name of a thing that is here.",
        "“" + "word " * 3000 + "”—the thing that is " * 50,
    ],
)
def test_no_text_keeps_the_drafter_busy(hostile: str) -> None:
    proposals(notes(LEAD + hostile))

"""What a card states, which scenes are offered for it, and what is never offered."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.analogies.bank import shipped
from authoring.analogies.phrases import articled, kind, phrase, several
from authoring.analogies.rubric import Beside
from authoring.analogies.search import as_entry, offers
from authoring.analogies.stated import stated
from decks.analogies import OPEN, AnalogyContent, AnalogyOrigin
from decks.cards import DraftContent

BANK = shipped()
WORDS = st.text(alphabet="abcdefgh $\\{}()“”,.?'-", max_size=60)


def card(question: str, answer: str) -> DraftContent:
    return DraftContent(question=question, core_answer=answer, label="label")


def main(question: str, answer: str) -> tuple[str, dict[str, str]]:
    first = stated(card(question, answer))[0]
    return first.relation, dict(first.fillers)


TRNA = card("What does transfer RNA carry?", "The correct amino acid to the ribosome.")


@pytest.mark.parametrize(
    ("question", "answer", "relation", "fillers"),
    [
        ("What does the cell wall do?", "It protects the cell and gives it shape.", "protects",
         {"guard": "the cell wall", "guarded": "the cell"}),
        ("What does transfer RNA carry?", "The correct amino acid to the ribosome.", "transports",
         {"carrier": "transfer RNA", "cargo": "the correct amino acid"}),
        ("What does DNA carry?", "The genetic blueprint of the cell.", "holds_plan",
         {"holder": "DNA", "plan": "the genetic blueprint of the cell"}),
        ("What is a plasma membrane?", "A bilayer that separates the cell from its surroundings.",
         "encloses", {"boundary": "a plasma membrane", "inside": "the cell"}),
        ("What are glyoxysomes responsible for?", "Converting stored fats into sugars.", "converts",
         {"changer": "glyoxysomes", "before": "stored fats", "after": "sugars"}),
        ("Where is glycogen stored?", "In the liver.", "stores",
         {"keeper": "the liver", "kept": "glycogen"}),
        ("What is starch made of?", "Glucose monomers that are joined by bonds.", "made_of",
         {"whole": "starch", "parts": "glucose monomers"}),
        ("What are RNA primers removed by?", "An exonuclease.", "removes",
         {"remover": "an exonuclease", "removed": "RNA primers"}),
        ("Why do the nucleotides combine with each other?", "To form a polynucleotide.", "combines",
         {"parts": "the nucleotides", "whole": "a polynucleotide"}),
        ("What does the capsule enable the cell to do?", "Attach to surfaces.", "enables",
         {"enabler": "the capsule", "enabled": "the cell"}),
        ("What are enzymes that break down their substrates called?", "Catabolic enzymes.",
         "breaks_down", {"breaker": "catabolic enzymes", "broken": "substrates"}),
        ("Which term fills the gap? “____ remove many poisons.”", "Peroxisomes.", "removes",
         {"remover": "peroxisomes", "removed": "poisons"}),
        ("How does auxin regulate cell division?", "By opening channels.", "regulates",
         {"controller": "auxin", "controlled": "cell division"}),
        ("What does the plasma membrane control?",
         "The passage of organic molecules, ions, and water into and out of the cell.", "gates",
         {"gate": "the plasma membrane", "passing": "organic molecules, ions, and water"}),
        ("What do nuclear pores do?", "They control what enters the nucleus.", "gates",
         {"gate": "nuclear pores", "passing": "what enters the nucleus"}),
        ("What does the discriminator do?", "It tells apart real and generated images.",
         "tells_apart", {"judge": "the discriminator", "judged": "real and generated images"}),
        ("What does the diaphragm separate?", "The chest from the abdomen.", "divides",
         {"divider": "the diaphragm", "sides": "the chest and the abdomen"}),
        ("What is a polypeptide?", "A long chain of amino acids.", "made_of",
         {"whole": "a polypeptide", "parts": "amino acids"}),
        ("What does the clamp do?", "It holds the polymerase in place.", "anchors",
         {"anchor": "the clamp", "held": "the polymerase"}),
        ("What does the peptide direct?", "The protein to the membrane.", "guides",
         {"guide": "the peptide", "guided": "the protein"}),
        ("What can the template be copied by?", "A polymerase.", "copies",
         {"copier": "a polymerase", "original": "the template"}),
        ("What do cohesins do?", "They hold the two arms together.", "connects",
         {"link": "cohesins", "joined": "the two arms"}),
        ("What does ligase join?", "The loose fragments.", "fastens",
         {"joiner": "ligase", "joined": "the loose fragments"}),
        ("What do ligaments connect?", "Bones to other bones.", "connects",
         {"link": "ligaments", "joined": "bones"}),
        ("What does xylem transport?", "Water from the roots to the leaves.", "conducts",
         {"channel": "xylem", "flow": "water"}),
        ("What does the index measure?", "The distance between two cities.", "measures",
         {"gauge": "the index", "measured": "the distance between two cities"}),
        ("What does the generator attempt to do?", "Fool the discriminator $D$.", "deceives",
         {"deceiver": "the generator", "deceived": "the discriminator"}),
        ("What is the goal of the variational inference?",
         "To approximate the unknown posterior distribution $p$ from the data.", "approximates",
         {"guess": "the variational inference", "real": "the unknown posterior distribution"}),
        ("What does a standard autoencoder do?", "It compresses the input data to a code.",
         "compresses", {"packer": "a standard autoencoder", "packed": "the input data"}),
    ],
)  # fmt: skip
def test_a_relation_and_who_plays_what_are_read_off_the_card(
    question: str, answer: str, relation: str, fillers: dict[str, str]
) -> None:
    assert main(question, answer) == (relation, fillers)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What does the cell wall not do?", "It protects the cell."),
        ("What does the membrane do?", "It never protects the cell."),
        ("What did the fleet carry?", "The harvest to the coast."),
        ("Who controls the budget?", "The parliament."),
        ("What does the president direct?", "The ministers of the cabinet."),
        ("What does the engine store?", "It."),
        ("What does the loss measure?", "$p(x)$"),
        ("What is a zygote?", "A cell of an organism that reproduces sexually."),
        ("What is a promoter?", "A sequence onto which the machinery binds and starts reading."),
        ("What does the ion carry?", "A negative charge."),
        ("What does helicase separate?", "The two strands of the helix."),
        ("What do desmosomes anchor?", "Cells to one another."),
        ("What does the axon attach?", "The cell."),
        ("What does condensation link?", "The unit."),
        ("What are proteins made of?", "20 commonly occurring amino acids."),
        ("What do bacteria convert?", "Their own sugars into acids."),
        ("What does the thrombus block?", "A blood vessel."),
        (
            "Which item fills the gap? “The kinds are gene, ____, transfer RNA and guide RNA.”",
            "Messenger RNA.",
        ),
        ("What is the wall made of?", "Cellulose."),
        ("What do these proteins bind to?", "The DNA near the fork."),
    ],
)
def test_what_is_not_stated_for_sure_is_not_read(question: str, answer: str) -> None:
    assert [each for each in stated(card(question, answer)) if each.whole] == []


@given(WORDS, WORDS)
def test_any_words_are_read_without_harm_and_what_plays_a_role_stands_in_them(
    question: str, answer: str
) -> None:
    for each in stated(card(f"What does x{question} store?", answer)):
        for words in each.fillers.values():
            said = f"x{question} {answer}".casefold()
            assert all(word in said for word in words.casefold().split())


def test_a_phrase_ends_where_another_begins_and_says_what_it_is() -> None:
    assert phrase("the correct amino acid to the site") == "the correct amino acid"
    assert phrase("a copy and receives it") == "a copy"
    assert phrase("phospholipids used in membranes") == "phospholipids"
    assert phrase("two main components") is None
    assert phrase("each other") is None
    kinds = {
        "the growth of a cell": "process",
        "ATP": "energy",
        "the rate": "quantity",
        "the nucleus": "thing",
        "handling reordered inputs": "process",
        "Herbert Hoover": None,
    }
    assert {words: kind(words) for words in kinds} == kinds
    assert several("amino acids")
    assert not several("the nucleus")
    assert articled("cell", "What is the cell?") == "the cell"
    assert articled("cell", "Separates cell from its surroundings.") == "the cell"
    assert articled("cells", "the cells") == "cells"
    assert articled("glycogen", "Stores glycogen.") == "glycogen"


def test_the_same_relation_is_offered_with_every_role_filled_and_says_where_it_is_from() -> None:
    found = offers(Beside(TRNA), BANK)
    assert len(found) >= 3
    for offer in found:
        assert offer.relation == "transports"
        assert offer.origin is AnalogyOrigin.BANK
        assert offer.content.open == ()
        assert [target for _, target in offer.content.roles] == [
            "transfer RNA", "the correct amino acid",
        ]  # fmt: skip
        assert OPEN not in offer.content.text
    assert len({offer.content.familiar for offer in found}) == len(found)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How does the skull protect the brain?", "It is made of hard bone."),
        ("What does the wall do?", "It protects the cell and makes sugars."),
        ("What does the nucleus do?", "It stores iron and directs the synthesis of proteins."),
        ("What does the clamp do?", "It protects the strand, which lets the copy begin."),
        ("What does the clamp do?", "It protects the strand by binding it."),
        ("What does the liver store?", "Sugar, fats and iron."),
        ("What does the plant store?", "Starch to survive the winter."),
        ("What does the plant store?", "Starch before the winter begins."),
        ("What does the spleen hold?", "Red cells."),
        ("What are the parts of the leaf that store starch called?", "Grains."),
        ("What are the arms linked by?", "Bonds which form when water is lost."),
    ],
)
def test_a_scene_that_would_leave_out_part_of_the_clause_is_offered_only_where_asked_for(
    question: str, answer: str
) -> None:
    assert offers(Beside(card(question, answer)), BANK) == []
    asked = offers(Beside(card(question, answer)), BANK, open_roles=True)
    assert all(offer.content.limits for offer in asked)


def test_the_same_clause_without_the_rest_of_it_is_offered_a_scene() -> None:
    for question, answer in (
        ("What does the wall do?", "It protects the cell."),
        ("What does the liver store?", "Sugar."),
        ("What does the plant store?", "Starch in its tubers."),
        ("What is a tuber?", "A stem that stores starch."),
        ("What is the pericardium?", "A membrane that surrounds and protects the heart."),
        ("What do tendons attach?", "Muscle to bone."),
        ("What does the balancer distribute?", "Requests across several servers."),
        ("What are stems that store starch called?", "Tubers."),
    ):
        assert offers(Beside(card(question, answer)), BANK)


@pytest.mark.parametrize(
    ("answer", "notes", "familiar"),
    [
        ("Glucose units that are linked by bonds.", "", {"a string of beads", "a chain"}),
        ("Several strands that are wound together.", "", {"a rope", "a woollen yarn"}),
        ("Layers of cells.", "", {"plywood"}),
        ("Flat discs.", "The discs are stacked.", {"a pile of plates"}),
        ("Several fibrous proteins.", "", set()),
        ("Glucose units.", "The units are linked to a branched tree.", set()),
    ],
)
def test_the_scene_of_a_whole_is_chosen_by_how_its_parts_hang_together(
    answer: str, notes: str, familiar: set[str]
) -> None:
    whole = card("What are the threads of zor made of?", answer)
    found = {each.content.familiar for each in offers(Beside(whole, [notes]), BANK)}
    assert found >= familiar
    assert bool(found) == bool(familiar)


def test_what_breaks_is_told_with_the_words_of_the_card_and_an_open_role_by_its_part() -> None:
    lines = [line for offer in offers(Beside(TRNA), BANK) for line in offer.content.limits]
    assert any("transfer RNA" in line for line in lines)
    [first, *_] = offers(Beside(card("What do fimbriae link?", "It.")), BANK, open_roles=True)
    assert all("{" not in line and OPEN not in line for line in first.content.limits)
    [open_role] = first.content.open
    told = " ".join((*first.content.limits, *first.content.misleads))
    assert f"what {open_role} stands for" in told or "fimbriae" in told


def test_nothing_is_offered_where_nothing_is_stated() -> None:
    assert offers(Beside(card("When is the gap zero?", "When both are equal.")), BANK) == []


def test_a_scene_of_the_cards_own_field_is_not_offered() -> None:
    mail = card("What does a mail train transport?", "The parcels of a whole region.")
    familiar = {offer.content.familiar for offer in offers(Beside(mail), BANK)}
    assert familiar
    assert "a delivery van" not in familiar
    assert "a ferry" not in familiar


def test_a_scene_that_serves_another_card_of_the_deck_is_not_offered_again() -> None:
    first = offers(Beside(TRNA), BANK)[0].content
    again = offers(Beside(TRNA, others=[first]), BANK)
    assert first.familiar not in {offer.content.familiar for offer in again}


def test_a_card_that_holds_a_likeness_gets_no_second_one() -> None:
    like = card("What do desmosomes connect?", "Neighbouring cells, like a rivet.")
    assert offers(Beside(like), BANK) == []


def test_a_card_whose_notes_speak_in_a_figure_gets_no_likeness_beside_it() -> None:
    made = card("What is a protein?", "A chain of amino acids.")
    assert offers(Beside(made, ["A protein is a chain of amino acids."]), BANK)
    assert offers(Beside(made, ["The alphabet of a chain has 20 letters."]), BANK) == []


def test_a_scene_for_certain_cards_is_offered_where_the_card_or_its_notes_say_so() -> None:
    made = card("What are intermediate filaments made of?", "Several fibrous proteins.")
    wound = "Intermediate filaments are made of several strands that are wound together."
    with_quote = {each.content.familiar for each in offers(Beside(made, [wound]), BANK)}
    other = card("What are the walls made of?", "Several plates of lime.")
    assert "a rope" in with_quote
    assert "a rope" not in {each.content.familiar for each in offers(Beside(other), BANK)}


def test_a_scene_whose_name_the_card_holds_is_not_offered() -> None:
    barrier = card("What does a prezygotic barrier block?", "Reproduction of the two kinds.")
    found = {each.content.familiar for each in offers(Beside(barrier), BANK)}
    assert found
    assert "a closed barrier" not in found


def test_open_roles_and_broad_relations_are_offered_only_where_a_person_asks() -> None:
    partly = card("What do fimbriae link?", "It.")
    duty = card("What do ribosomes perform?", "Protein synthesis.")
    for each in (partly, duty):
        assert offers(Beside(each), BANK) == []
    [first, *_] = offers(Beside(partly), BANK, open_roles=True)
    assert len(first.content.open) == 1
    assert OPEN in first.content.text
    assert offers(Beside(duty), BANK, open_roles=True)[0].content.open == ()


def test_what_is_nearer_in_meaning_goes_first_and_what_was_approved_before_that() -> None:
    def near(_: str, texts: Sequence[str]) -> Sequence[float]:
        return [float("ferry" in text) for text in texts]

    assert offers(Beside(TRNA), BANK, near=near)[0].content.familiar == "a ferry"
    own = AnalogyContent(
        text="Motor proteins are porters: they carry vesicles as porters carry trunks.",
        familiar="a porter",
        roles=(("porters", "motor proteins"), ("trunks", "vesicles")),
        relation="takes something from one place to another",
        limits=("Porters are paid; do not conclude that motor proteins are.",),
    )
    motor = card("What do motor proteins carry?", "Vesicles along the cytoskeleton.")
    entry = as_entry(own, motor, "own")
    assert entry is not None
    assert entry.told == "{carrier} are porters: they carry {cargo} as porters carry trunks."
    assert entry.limits == ("Porters are paid; do not conclude that {carrier} are.",)
    first = offers(Beside(TRNA), BANK, approved=[entry], near=near)[0]
    assert first.origin is AnalogyOrigin.COURSE
    assert first.content.roles == (
        ("porters", "transfer RNA"), ("trunks", "the correct amino acid"),
    )  # fmt: skip


def test_an_analogy_whose_roles_are_not_sure_becomes_no_scene() -> None:
    whole = offers(Beside(TRNA), BANK)[0].content
    assert as_entry(whole, TRNA, "own") is not None
    other = card("What does the cell wall protect?", "The cell.")
    assert as_entry(whole, other, "own") is None
    assert as_entry(whole.model_copy(update={"relation": "is nice"}), TRNA, "own") is None
    braces = whole.model_copy(update={"text": whole.text + " {x}"})
    assert as_entry(braces, TRNA, "own") is None

"""The built-in drafter, rule by rule: what becomes a card, and what is left alone."""

from __future__ import annotations

import pytest

from authoring.language import is_english
from authoring.rules.asking import turned
from authoring.rules.candidate import shortened
from authoring.rules.verbs import base_of
from authoring.setting_aside import reason
from tests.authoring_samples import asked, notes, proposals

LEAD = "The notes of the week are about how the parts of a body work and what they are for.\n\n"

CARDS = {
    "a definition by is": (
        "An **autoencoder** is a neural network that is trained to reproduce its input.",
        "What is an autoencoder?",
        "A neural network that is trained to reproduce its input.",
    ),
    "a definition with its acronym": (
        "A **mixture density network** (MDN) is a network that outputs a mixture distribution.",
        "What is a mixture density network (MDN)?",
        "A network that outputs a mixture distribution.",
    ),
    "a plural at the beginning loses its capital": (
        "Many cells hold chromosomes. Chromosomes are structures that are made up of DNA.",
        "What are chromosomes?",
        "Structures that are made up of DNA.",
    ),
    "an aside that points elsewhere is left out": (
        "The **cytoplasm** is the region between membrane and envelope (to be discussed shortly).",
        "What is the cytoplasm?",
        "The region between membrane and envelope.",
    ),
    "a purpose": (
        "The goal of variational inference is to approximate the unknown posterior.",
        "What is the goal of variational inference?",
        "To approximate the unknown posterior.",
    ),
    "a reason, turned round": (
        "Image generation is slow because the steps depend on each other.",
        "Why is image generation slow?",
        "Because the steps depend on each other.",
    ),
    "a reason with a plain verb": (
        "Unlike others, it ends. Plain coders give blurry samples because errors average out.",
        "Why do plain coders give blurry samples?",
        "Because errors average out.",
    ),
    "a reason told by the next sentence": (
        "The image appears upside down. This happens because the lens crosses the rays.",
        "Why does the image appear upside down?",
        "Because the lens crosses the rays.",
    ),
    "a contrast by unlike": (
        "Unlike a plain autoencoder, a VAE maps each input to a mean and a deviation.",
        "How does a VAE differ from a plain autoencoder?",
        "A VAE maps each input to a mean and a deviation.",
    ),
    "a contrast by whereas": (
        "Animal cells have a centrosome, whereas plant cells do not. Many animal cells are small.",
        "How do animal cells and plant cells differ?",
        "Animal cells have a centrosome, whereas plant cells do not.",
    ),
    "a name asked for": (
        "The hollow portion of the tubules is called the **lumen**.",
        "What is the hollow portion of the tubules called?",
        "The lumen.",
    ),
    "a gap for the one bold term": (
        "Prokaryotic DNA lies in a part of the cell known as **nucleoid**.",
        "Which term fills the gap? “Prokaryotic DNA lies in a part of the cell known as ____.”",
        "Nucleoid.",
    ),
    "what a thing is used for": (
        "Pili are used to exchange genetic material during reproduction.",
        "What are pili used for?",
        "To exchange genetic material during reproduction.",
    ),
    "what a bold thing does": (
        "The **nucleus** houses the DNA and directs the synthesis of proteins.",
        "What does the nucleus do?",
        "It houses the DNA and directs the synthesis of proteins.",
    ),
    "what a theory states": (
        "The **cell theory** states that all living things are composed of cells.",
        "What does the cell theory state?",
        "All living things are composed of cells.",
    ),
    "an apposition to a bold term": (
        "Sorting takes place in the **Golgi apparatus**, a series of flattened membranes.",
        "What is the Golgi apparatus?",
        "A series of flattened membranes.",
    ),
    "an effect": (
        "Overexpression of the gene leads to uncontrolled growth of the cell.",
        "What does overexpression of the gene lead to?",
        "Uncontrolled growth of the cell.",
    ),
    "what something enables": (
        "The capsule of bacteria enables the cell to attach to surfaces nearby.",
        "What does the capsule of bacteria enable the cell to do?",
        "Attach to surfaces nearby.",
    ),
    "how lecturers speak": (
        "We use the decoder network to produce a distribution over the pixels.",
        "What is the decoder network used for?",
        "To produce a distribution over the pixels.",
    ),
    "what a named act did": (
        "He signed the Emergency Relief Act, which allowed states to fund local public works.",
        "What did the Emergency Relief Act allow states to do?",
        "Fund local public works.",
    ),
    "an entry of a list": (
        "## Generative networks\n\n- **Encoder**: maps an input to a code\n"
        "- **Decoder**: maps it back again",
        "In generative networks, what is meant by “encoder”?",
        "Maps an input to a code.",
    ),
    "an entry without bold beside another": (
        "- Encoder – maps an input to a code\n- Decoder – maps a code back again",
        "What is meant by “encoder”?",
        "Maps an input to a code.",
    ),
    "an entry whose term is code": (
        "- `git init`: creates a new repository\n- `git add <file>`: adds a file to the stage",
        "What does “git add <file>” do?",
        "Adds a file to the stage.",
    ),
    "a run-in heading": (
        "**Mode collapse.** The failure in which the generator makes few kinds of samples.",
        "What is meant by “mode collapse”?",
        "The failure in which the generator makes few kinds of samples.",
    ),
    "the next step of a process": (
        "One training step of a VAE:\n\n1. Encode the input.\n2. Draw noise first.\n3. Form it.",
        "In a training step of a VAE, which step follows “Encode the input”?",
        "Draw noise first.",
    ),
    "a formula with its name": (
        "The VAE maximises the **evidence lower bound**:\n\n$$\nL = a - b\n$$",
        "What is the formula for the evidence lower bound?",
        "$L = a - b$",
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_what_fits_a_rule_becomes_its_card(name: str) -> None:
    text, question, answer = CARDS[name]
    found = asked(LEAD + text)
    assert question in found, list(found)
    assert found[question] == answer


SILENCE = {
    "examples are no definition": "PixelRNN and PixelCNN are examples of a belief network.",
    "a pronoun has no subject": "It is a network that is trained to reproduce its input.",
    "what points elsewhere": "The previous model is a network that maps codes to images.",
    "the brackets of a side are no acronym": "The likelihood of an image (LHS) is their product.",
    "a property is no definition": "The cell is important for the life of the whole body.",
    "a trivial claim": "Drawing matters because the most probable token gives the same text.",
    "a claim with two causes": "It is fast thanks to luck because the values are known before.",
    "since as a time": "The field has grown quickly, since the discovery of DNA in 1953.",
    "a subordinate clause alone": "While workers may lose jobs, farmers lose homes due to banks.",
    "a contrast by pronouns": "They have walls, whereas these do not have them at all.",
    "a question": "Is the cell the smallest unit of a living thing that we know?",
    "somebody speaks": "We will see what our network is good for in the weeks to come.",
    "a remark is no entry": "- Note: the file is large and old\n- Tip: there are many tools",
    "a lone line with a colon": "- Encoder: maps an input to a code",
    "references are no entries": "- **W GAN**: Arjovsky et al., 2017\n- **P GAN**: Karras, 2018",
    "a fragment of a column": "rithm are popular alternatives that are used in some software.",
    "a definition cut off by a list": "A **process** is a set of things, where:\n\n- $a$ is a set",
    "steps under a sentence": "What would help us?\n\n1. Eat more.\n2. Sleep more.\n3. Read more.",
    "a formula without a name": "A natural way to do it is\n\n$$\nx = y + z\n$$",
    "the wall of two words": "The cardiologistHeart is a doctor that treats the hearts of people.",
}


@pytest.mark.parametrize("name", SILENCE)
def test_what_would_be_a_poor_card_is_left_alone(name: str) -> None:
    assert asked(LEAD + SILENCE[name]) == {}


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("GANs are hard to train", "are GANs hard to train"),
        ("many farmers also lost their homes", "did many farmers also lose their homes"),
        ("the function isn’t clear", "is the function not clear"),
        ("cells cannot touch", "can cells not touch"),
        ("the walls have gaps", "do the walls have gaps"),
        ("the virus has been removed", "has the virus been removed"),
        ("efforts have met with resistance", "have efforts met with resistance"),
        ("the cells attached to the wall are flat", "are the cells attached to the wall flat"),
        ("frogs jump", None),
    ],
)
def test_a_claim_is_turned_round_where_its_verb_is_known(claim: str, question: str | None) -> None:
    assert turned(claim) == question


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("gives", ("give", "does")),
        ("gave", ("give", "did")),
        ("carries", ("carry", "does")),
        ("dropped", ("drop", "did")),
        ("allowed", ("allow", "did")),
        ("table", None),
    ],
)
def test_verbs_are_known_by_their_forms(word: str, base: tuple[str, str] | None) -> None:
    assert base_of(word) == base


def test_a_long_answer_is_cut_where_a_clause_ends_or_not_at_all() -> None:
    long = "a measure of the distance of two distributions, which " + "is never negative " * 9
    assert shortened(long.strip())[0] == "a measure of the distance of two distributions"
    assert shortened("word " * 30) == ("", "")
    told = "a kind of network; it is trained on data"
    assert shortened(told) == ("a kind of network", "it is trained on data")


def test_a_list_is_never_cut_in_its_middle() -> None:
    first = "help the cell resist pressure, serve as tracks for the many motor proteins that move "
    last = "vesicles through the whole cell, and pull the copies of all its chromosomes apart"
    assert shortened(first + last) == ("", "")


def test_the_next_sentence_explains_where_it_goes_on() -> None:
    told = "The **lens** is a piece of glass that bends light. It makes small things look large."
    card = proposals(notes(LEAD + told))[0].content
    assert card.explanation == "It makes small things look large."


def test_the_same_fact_twice_gives_one_card() -> None:
    fact = "A **cell** is the smallest unit of a living thing.\n\n"
    assert len(proposals(notes(LEAD + fact + "Other words.\n\n" + fact))) == 1


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("the network maps an input to a code and the code back to the input of it all", True),
        ("- Learn $p_{\\text{model}}(x)$ that approximates $p_{\\text{data}}(x)$", True),
        (
            "Das Netz bildet eine Eingabe auf einen Code ab und ist nicht mit Daten trainiert",
            False,
        ),
        ("网络把输入映射到编码,然后再把编码映射回输入。", False),
        (
            "Le réseau est une fonction qui prend les données et les rend dans un code sur page",
            False,
        ),
    ],
)
def test_words_outside_formulas_tell_the_language(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_terse_notes_of_an_english_lecture_are_english() -> None:
    bullet = (
        "- Replace any pooling layers with strided convolutions (discriminator) layers everywhere"
    )
    found = notes(LEAD * 3 + bullet)
    assert reason(found, len(found.spans) - 1) is None


def test_notes_in_another_language_give_no_card_and_say_why() -> None:
    german = notes("Der **Code** ist ein Text, der von einem Netz gelesen wird.\n\n" * 5)
    assert proposals(german) == []
    assert reason(german, 0) == "no rule for this language"


def test_a_word_with_the_mark_of_a_footnote_gives_no_answer() -> None:
    text = "A **store** is a part of the mind whose memory module8 holds what was learnt before."
    question = "What is a store?"
    assert question not in asked(LEAD + text)
    assert question in asked(LEAD + text.replace("module8", "module"))

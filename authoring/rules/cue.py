"""Where a question leaves open which model or field it is asked in, that stands in front of it:
"In a Markov decision process, what does $γ$ stand for?".

Only a heading that names a thing can stand there; one that names a part of the notes cannot
("Feature Sets", "Training"). A question that is clear by itself goes without, the others go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from authoring.rules.candidate import Candidate, Setting, plural
from authoring.rules.placing import placed
from authoring.vocabulary import bare
from decks.cards import CardKind

_CUED = re.compile(r"^(?P<asked>.+?) \((?P<cue>[^()]{2,60})\)\?$")
_DOING = re.compile(
    r"^(?:[Tt]raining|[Uu]sing|[Ll]earning|[Ii]ntroduction to|[Ww]hat (?:is|are))\s(?:an?\s|the\s)?"
)
_WITH_CAPITALS = re.compile(r"\b(?:[A-Z]{2,}s?|[A-Z][a-z]*[A-Z][A-Za-z]*|[A-Z]+\d+)\b")
_ONE_OF_MANY = re.compile(
    r"(?:coder|network|process|model|machine|transformer|classifier|system|chain|forest|tree|"
    r"field|equation|filter|graph|theorem|cycle|apparatus|method|algorithm|game|market|matrix)s?$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:regression|learning|analysis|reduction|inference|search|descent|clustering|boosting|"
    r"respiration|photosynthesis|mitosis|meiosis|glycolysis|optimi[sz]ation)$",
    re.IGNORECASE,
)
_OF_NOTES = re.compile(
    r"\b(?:sets?|results?|experiments?|details?|components?|parts?|applications?|implementation|"
    r"comparison|evaluation|examples?|overview|summary|introduction|types?|properties|features?|"
    r"tricks?|tips|problems?|advantages|history|of)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"theorem$|apparatus$", re.IGNORECASE)
MOST_WORDS = 4
_NAMED = re.compile(r"“(?P<term>[^”]+)”|formula for (?:the |an? )?(?P<of>[^?]+)$")
_BACK = re.compile(r"^(?:They|It|Their|Its)\b")
_EMPTY = frozenset("the a an of for in and to with first second new old main total".split())


def before(candidate: Candidate, headings: Sequence[str], setting: Setting) -> Candidate | None:
    """The candidate with the topic of its brackets in front of it, or without; None where the
    question needs one and no heading names it.
    """
    candidate = placed(candidate, headings, setting)
    found = _CUED.match(candidate.question)
    if found is None or candidate.rule == "command":
        return candidate
    if not any(found["cue"] in title for title in headings) or found["cue"] == setting.tool:
        return candidate
    asked = found["asked"]
    label = candidate.label.removesuffix(f" ({found['cue']})")
    place = _inside(found["cue"], setting) or setting.tool or None
    if _OF_YEAR.match(found["cue"]):
        return replace(candidate, question=f"During {_started(found['cue'], asked)}")
    clear = _clear(asked)
    if clear and candidate.kind is CardKind.DEFINITION:
        place = None
    if place is None:
        if _BACK.match(candidate.core_answer):
            return None  # "they", who stand in the heading
        return replace(candidate, question=f"{asked}?", label=label) if clear else None
    if re.match(r"(?:In|During|After|Before|At|On)\s", asked):
        return None
    question = f"In {place}, {asked[:1].lower()}{asked[1:]}?"
    return replace(candidate, question=question, label=label)


_OF_YEAR = re.compile(
    r"^[Tt]he (?:[A-Z][a-z]+ ){0,3}(?:Panic|Crash|War|Revolution|Strike|Crisis|Flood|Election|"
    r"Famine|Depression|Recession|Rebellion|Uprising|Drought|Earthquake) of \d{4}$"
)


def _started(cue: str, asked: str) -> str:
    return f"{cue[:1].lower()}{cue[1:]}, {asked[:1].lower()}{asked[1:]}?"


def _clear(asked: str) -> bool:
    """Whether a question asks for a term of several words, which is clear without its topic."""
    found = _NAMED.search(asked)
    if found is None:
        return False
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\$[^$]*\$", " ", found["term"] or found["of"]))
    return len([word for word in words if word.casefold() not in _EMPTY]) >= 2


def _inside(title: str, setting: Setting) -> str | None:
    """The thing that a heading names, as it stands behind "in"; None where it names none."""
    title = _DOING.sub("", re.sub(r"^[\d.]+\s+", "", title)).strip()
    title, the = re.subn(r"^[Tt]he\s", "", title)
    words = title.split()
    if not 1 <= len(words) <= MOST_WORDS or _OF_NOTES.search(title):
        return None
    spelled = _WITH_CAPITALS.search(title) is not None
    many = _ONE_OF_MANY.search(title) is not None
    if not (spelled or many or _FIELD.search(title) or setting.topic(bare(title))):
        return None
    doing = [word for word in (words[0], words[-1]) if word.casefold().endswith("ing")]
    if doing and (len(words) > 1 or not _FIELD.search(title)) and doing[0] == words[0]:
        return None
    if doing and not _FIELD.search(title):
        return None
    plain = len(words) > 1 and " ".join(words[1:]).islower()
    told = " ".join(_small(word, setting, plain) for word in words)
    if the or _THE.search(title):
        return f"the {told}"
    acronym = len(words) == 1 and title in setting.counted
    if plural(title) or not (many or acronym):
        return told
    return f"{_article(told)} {told}"


_VOWEL = re.compile(r"^(?:[aeio]|u(?!ni|s[ae])|[AEFHILMNORSX](?![a-z]))")


def _article(words: str) -> str:
    return "an" if _VOWEL.match(words) else "a"


_PEOPLE = frozenset(
    "Markov Bayes Boltzmann Gauss Poisson Bernoulli Monte Carlo Bellman Fourier Laplace Taylor "
    "Newton Euler Hopfield Kalman Lagrange Hilbert Turing Nash Golgi Krebs Calvin Mendel Darwin "
    "Helmholtz Gibbs Carnot Maxwell Lorentz Doppler Hooke Ohm Kirchhoff Faraday Leitner".split()
)
"""Names that terms are made of, which notes often have in their headings alone."""


def _small(word: str, setting: Setting, plain: bool) -> str:
    """A word of a title as it stands inside a sentence: names keep their capitals. `plain` says
    that the title has its capital at its head alone.
    """
    if word in _PEOPLE:
        return word
    if word[1:].islower() and (_ONE_OF_MANY.search(word) or plain) and word not in setting.names:
        return word.lower()
    if word in setting.names or word in setting.capital or _ACRONYM.match(word):
        return word
    return word.lower()


_ACRONYM = re.compile(r"[A-Z]{2,}")

"""Where a question's subject is a common word of its deck, the topic it belongs to: "What does the
decoder do (Autoencoders)?". A subject with a name of its own stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from authoring.rules.candidate import Candidate, Setting
from authoring.vocabulary import GENERIC, bare
from decks.cards import CardKind

_SUBJECT = re.compile(
    r"^(?:(?:What|Why|How|When|Where|Who|Which)(?: kind of [a-z]+| [a-z]+ \w+)? "
    r"(?:is|are|was|were|does|do|did|can|will|would|need) |"
    r"What happens (?:in|once|if|when|during) )"
    r"(?P<subject>(?:(?:the|an?) )?[a-z-]+(?: [a-z-]+)?)"
)
_OWN_NAME = re.compile(r"[A-Z“`$]|\d{3}|\w\.\w")
_AGENT = re.compile(r"^(?!auto)[a-z]*(?:coder|rator|nator|critic|agent|learner|sampler|tracker)s?$")
_COMMON = re.compile(
    r"^(?:[a-z]{1,7}|references?|objects?|generation|folds?|training|latent space|data models?|"
    r"snapshots?|gradients?|parameters?|variables?|network|samples?|features?|relations?|parents)$"
)
_PLAIN = re.compile(
    r"^(?:introduction|overview|(?:section |chapter )?summary|recap|background|notation|setup|"
    r"basics|definitions?|proofs?|training|examples?\b.*|lecture.*|results?|experiments?|conclusions?|"
    r"takeaways|abstract|miscellaneous|exercises?|motivation|outline|resources|undo|contents|"
    r"next steps|(?:the )?(?:initial|new) .*|what .*|why .*|how .*|.*\?)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b1[0-9]\d\d\b|\b20\d\d\b")
MOST_WORDS = 6
MOST_ASKED = 9
"""Words of a question that may still leave open what it is about."""
_STOP = frozenset("the and for with from what does that are was were did how why".split())


def placed(candidate: Candidate, headings: Sequence[str], setting: Setting) -> Candidate:
    """The candidate with the nearest heading that tells where its question belongs."""
    question = candidate.question
    if candidate.kind in (CardKind.CLOZE, CardKind.FORMULA) or not question.endswith("?"):
        return candidate
    if question.endswith(")?") or "“" in question:
        return candidate
    if setting.past and candidate.kind is CardKind.DEFINITION:
        return candidate
    place = _dated(question, headings) if setting.past else _topic(candidate, headings, setting)
    if place is None:
        return candidate
    return replace(candidate, question=f"{question.removesuffix('?')} ({place})?")


def _dated(question: str, headings: Sequence[str]) -> str | None:
    """What happened to people without names: the nearest heading with a year."""
    if re.search(r"[A-Z]|\d", question[1:]):
        return None
    for title in reversed(headings):
        told = re.split(r"[?!:] ", title)[-1]
        if _YEAR.search(told) and len(told.split()) <= MOST_WORDS:
            return told
    return None


def _topic(candidate: Candidate, headings: Sequence[str], setting: Setting) -> str | None:
    """The nearest heading that says more than the question and nothing of the answer."""
    question = candidate.question
    found = _SUBJECT.match(question)
    if found is None or _OWN_NAME.search(question[1:]) or len(question.split()) > MOST_ASKED:
        return None
    bare_name = candidate.kind is CardKind.DEFINITION and " called" not in question
    if bare_name and not re.match(r"(?:the|an?) ", found["subject"]):
        return None  # "What is lactose?"
    if not _common(found["subject"], setting):
        return None
    asked, said = _stems(question), _stems(candidate.core_answer)
    for title in reversed(headings):
        title = re.sub(r"^[\d.]+\s+", "", title).strip()
        stems = _stems(title)
        clean = re.fullmatch(r"[\w’' ()-]+", title) and len(title.split()) <= MOST_WORDS
        if not clean or _PLAIN.match(title) or not stems:
            continue
        told = said <= stems if question.endswith("called?") else stems <= said
        if not stems & asked and not told:
            return title
    return None


def _common(subject: str, setting: Setting) -> bool:
    """Whether the first words of a question name a thing only within its deck."""
    words = GENERIC.sub("", bare(subject)).split()
    if not words or _AGENT.match(words[0]) or _COMMON.match(" ".join(words)):
        return bool(words) and (_AGENT.match(words[0]) is not None or not setting.key(words[0]))
    own = setting.key(words[0]) or setting.key(" ".join(words))
    return not own and all(_COMMON.match(word) or _PARTICIPLE.search(word) for word in words)


_PARTICIPLE = re.compile(r"(?:ed|ing)$")


def _stems(words: str) -> set[str]:
    found = re.findall(r"[a-z]{3,}", words.casefold())
    return {word.removesuffix("s")[:9] for word in found if word not in _STOP}

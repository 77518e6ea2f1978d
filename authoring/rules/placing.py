"""Where a question's subject is a common word of its deck, the topic it belongs to: "What does the
decoder do (Autoencoders)?". A subject with a name of its own stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from authoring.prose import MATH
from authoring.rules.candidate import Candidate, Setting
from authoring.vocabulary import GENERIC, bare
from decks.cards import CardKind

_SUBJECT = re.compile(
    r"^(?:(?:What|Why|How|When|Where|Who|Which)(?: kind of [a-z]+| [a-z]+ \w+)? "
    r"(?:is|are|was|were|does|do|did|can|will|would|need) |"
    r"What happens (?:in|once|if|when|during) )"
    r"(?P<subject>(?:(?:the|an?) )?[a-z-]+(?: [a-z-]+)?)"
)
_OWN_NAME = re.compile(r"[A-Z“`]|\d{3}|\w\.\w")
_AGENT = re.compile(r"^(?!auto)[a-z]*(?:coder|rator|nator|critic|agent|learner|sampler|tracker)s?$")
_ROLES = frozenset(
    "snapshot reference object tree branch policy state action reward return prior posterior "
    "likelihood expectation latent loss objective bound gradient estimator kernel filter layer "
    "gate attention query key value token node edge root leaf path buffer stream pipe signal job "
    "thread register stack queue heap page frame cache lock port socket session request response "
    "client server container image volume service cluster index view transaction schema record "
    "row column target rule recipe event module package environment master remote head parent "
    "child blob parameter variable feature sample batch episode trajectory baseline advantage "
    "controller backbone kernel mask window hash salt key certificate host shell script".split()
)
"""Everyday words that a course gives a sense of its own: they are no names, even if set in bold."""
_ROLE_INSIDE = re.compile(
    r"\bthe (?:[a-z]+ )?(?P<role>[a-z]*(?:coder|rator|nator)|expectation|posterior|prior|"
    r"likelihood|objective|bound|loss|policy|agent|latent [a-z]+|gradient)(?: networks?)?\b"
    r"(?! of\b)"
)
_WORD = re.compile(r"^(?:[a-z]{1,7}|generation|training|relations?|parents)$")
_COMMON = re.compile(r"^(?:latent space|data models?)$")
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
    if candidate.kind is CardKind.CLOZE or not question.endswith("?"):
        return candidate
    if question.endswith(")?") or "“" in question:
        return candidate
    if setting.past and candidate.kind is CardKind.DEFINITION:
        return candidate
    place = _dated(question, headings) if setting.past else _topic(candidate, headings, setting)
    if place is None and setting.tool and not setting.past and _open(candidate, setting):
        place = setting.tool
    if place is None:
        return candidate
    if setting.tool and setting.tool not in question:
        return replace(candidate, question=f"{question.removesuffix('?')} in {setting.tool}?")
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
    if not _open(candidate, setting):
        return None
    asked, said = _stems(question), _stems(candidate.core_answer)
    nearest = headings[::-1]
    for title in sorted(nearest, key=lambda each: bool(_SHORT.match(each))):
        title = _BRACKETS.sub("", re.sub(r"^[\d.]+\s+", "", title)).strip()
        title = re.split(r"\s[–—]\s", title)[0]
        stems = _stems(title)
        clean = re.fullmatch(r"[\w’' -]+", title) and len(title.split()) <= MOST_WORDS
        if not clean or _PLAIN.match(title) or not stems:
            continue
        told = said <= stems if question.endswith("called?") else stems <= said
        if not stems & asked and not told:
            return title
    return None


_SHORT = re.compile(r"^[A-Z]{2,6}$")
_BRACKETS = re.compile(r"\s?\([^()]*\)\s?")


def _open(candidate: Candidate, setting: Setting) -> bool:
    """Whether a question leaves open which machine, model or text it is about."""
    question, words = candidate.question, len(candidate.question.split())
    bare_words = MATH.sub("$", question)
    if _OWN_NAME.search(bare_words[1:]):
        return False
    if _ROLE_INSIDE.search(bare_words) or ("$" in bare_words and " called" not in question):
        return words <= MOST_WITH_ROLE
    found = _SUBJECT.match(question)
    if found is None or words > MOST_ASKED or candidate.kind is CardKind.FORMULA:
        return False
    subject = found["subject"]
    if GENERIC.sub("", bare(subject)).split(" ")[0].removesuffix("s") in _ROLES:
        return True
    if candidate.kind is CardKind.CONTRAST or setting.past:
        return False
    if candidate.rule in _OF_DEEDS and _the_one(subject, question, setting):
        return True
    if candidate.kind is CardKind.DEFINITION and " called" not in question:
        return re.match(r"(?:the|an?) ", subject) is not None and _common(subject, setting)
    return _common(subject, setting)


MOST_WITH_ROLE = 18
_OF_DEEDS = frozenset("why consequence manner condition acting function effect".split())


_NAMED_SO = re.compile(
    r"^(?:rule|law|effect|theory|theorem|principle|trick|method|test|cycle|method|map|theory)s?$"
)


def _the_one(subject: str, question: str, setting: Setting) -> bool:
    """Whether "the gel" or "the gene order" are those that only the text around it tells."""
    words = bare(subject).split()
    if not subject.startswith("the ") or f"{subject} of " in question or words[-1] == "of":
        return False
    if words[0].endswith("est") or _NAMED_SO.match(words[-1]):
        return False
    if not all(_WORD.match(word) or _PARTICIPLE.search(word) for word in words):
        return False
    names = (" ".join(words), words[0])
    return not any(setting.key(name) or setting.topic(name) for name in names)


def _common(subject: str, setting: Setting) -> bool:
    """Whether the first words of a question name a thing only within its deck."""
    words = GENERIC.sub("", bare(subject)).split()
    if not words or words[-1] == "of" or len(words) > 2:
        return False
    if _AGENT.match(words[0]):
        return True
    own = setting.key(words[0]) or setting.key(" ".join(words))
    if own:
        return False
    if len(words) == 1:
        return _WORD.match(words[0]) is not None or _PARTICIPLE.search(words[0]) is not None
    told = [word for word in words if _PARTICIPLE.search(word)]
    plain = all(_WORD.match(word) or word in told for word in words)
    return _COMMON.match(" ".join(words)) is not None or (bool(told) and plain)


_PARTICIPLE = re.compile(r"(?:ed|ing)$")
_SHARED = frozenset("network model method training algorithm function process learning".split())
"""Words that tell no topic from another."""


def _stems(words: str) -> set[str]:
    found = re.findall(r"[a-z]{3,}", words.casefold())
    stems = {word.removesuffix("s") for word in found if word not in _STOP}
    return {word[:9] for word in stems - _SHARED}

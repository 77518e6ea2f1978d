"""What two things have in common, and how one differs: "Like X, Y has Z", "Both X and Y ...",
"X differs from Y in that ...", "X ... Y, in contrast, ...".
"""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import (
    MAX_ANSWER_WORDS,
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    made,
    personal,
    sentence_of,
)
from authoring.rules.clause import split
from decks.cards import CardKind

_LIKE = re.compile(
    r"^(?:Like|Similar to|As with|Just like|As "
    r"in)\s(?P<other>[^,;:]{2,50}),\s(?P<claim>[^;:]{10,150})$"
)
_BOTH = re.compile(
    r"^Both\s(?P<one>[^,;:]{2,40}?)\sand\s(?P<other>[^,;:]{2,40}?)\s(?P<verb>[a-z]+)\s(?P<what>[^;:]{8,})$"
)
_DIFFER = re.compile(
    r"^(?P<one>[^,;:]{2,50}?)\s(?:differs?|is different|are "
    r"different)\sfrom\s(?P<other>[^,;:]{2,50}?)"
    r"\s(?P<what>(?:in that|because|by)\s[^;:]{10,})$"
)
_CONTRAST = re.compile(r",?\s(?:in contrast|by contrast|on the other hand),\s")
_FIRST = re.compile(r"^(?:In contrast|By contrast|On the other hand|Conversely),\s")
_LOOSE = re.compile(r"\b(?:it|this|these|those|such|we|other|others|both|all)\b", re.IGNORECASE)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """What a sentence says two things have in common, or how they differ."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or personal(words) or not balanced(words):
        return None
    return (
        _like(words, sentence, setting)
        or _both(words, sentence, setting)
        or _differ(words, sentence, setting)
        or _against_the_one_before(sentence, setting)
    )


def _like(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    found = _LIKE.match(words)
    clause = split(found["claim"][:1].upper() + found["claim"][1:]) if found else None
    if found is None or clause is None or PRONOUN.match(clause.subject):
        return None
    other, one = lowered(found["other"], setting), lowered(clause.subject, setting)
    if _LOOSE.search(other) or len(other.split()) > 5 or len(one.split()) > 5:
        return None
    said = found["claim"][len(clause.subject) :].strip()
    if clause.helper in ("does", "is") and clause.base != "have":
        return None
    said = re.sub(r"^(?:also )?has\b", "have", said)
    said = re.split(r", (?:but|whereas|while|yet)\b", said.removeprefix("also "))[0]
    return made(
        sentence,
        kind=CardKind.CONTRAST,
        question=f"What do {other} and {one} have in common?",
        label=f"{other} and {one}",
        means=f"Both {said}",
        weight=2.0,
        least=4,
    )


def _both(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    found = _BOTH.match(words)
    if found is None or _LOOSE.search(f"{found['one']} {found['other']}"):
        return None
    clause = split(words.removeprefix("Both "))
    if clause is None or len(clause.subject.split()) > 9:
        return None
    said = words.removeprefix("Both ")[len(clause.subject) :].strip()
    said = re.split(r", (?:but|whereas|while|yet)\b", said)[0]
    subject = lowered(clause.subject, setting)
    if clause.helper in ("did", "were") or _PERFECT.match(said):
        return _happened(subject, said, sentence)
    return made(
        sentence,
        kind=CardKind.CONTRAST,
        question=f"What do {subject} have in common?",
        label=subject,
        means=f"Both {said}",
        weight=2.0,
        least=4,
    )


_PERFECT = re.compile(r"^(?:have|had|has)\s(?:been|\w+ed)\b")
_WHEN = re.compile(r"^(?P<what>\w+ed)\s(?P<when>(?:in|during|after|by|between)\s[^,;:]{4,60})$")


def _happened(subject: str, said: str, sentence: Sentence) -> Candidate | None:
    """What befell both is nothing that they have in common: when it did is asked with it."""
    found = _WHEN.match(said)
    if found is None:
        return None
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What happened to {subject} {found['when']}?",
        label=subject,
        means=f"Both {found['what']}",
        weight=1.8,
        least=2,
    )


def _differ(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    found = _DIFFER.match(words)
    if found is None or PRONOUN.match(found["one"]) or _LOOSE.search(found["other"]):
        return None
    one, other = lowered(found["one"], setting), lowered(found["other"], setting)
    does = "do" if one.endswith("s") else "does"
    return made(
        sentence,
        kind=CardKind.CONTRAST,
        question=f"How {does} {one} differ from {other}?",
        label=f"{one} and {other}",
        means=found["what"].removeprefix("in that "),
        weight=2.1,
        least=4,
    )


def _against_the_one_before(sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "A does this. B, in contrast, does that": both sentences together are the answer."""
    before = setting.before
    if before is None or before.span != sentence.span:
        return None
    second = sentence.words.rstrip(".")
    parallel = _parallel(led(before.words).rstrip("."), led(second), before, sentence, setting)
    if parallel is not None:
        return parallel
    bare = _FIRST.sub("", second)
    if bare == second:
        bare = _CONTRAST.sub(" ", second, count=1)
        if bare == second or len(bare) < len(second) - 22:
            return None
    first = led(before.words).rstrip(".")
    one, other = split(first), split(bare[:1].upper() + bare[1:])
    if one is None or other is None or personal(first) or personal(bare):
        return None
    names = [lowered(each.subject, setting) for each in (one, other)]
    if any(PRONOUN.match(name) or len(name.split()) > 5 or _LOOSE.search(name) for name in names):
        return None
    whole = f"{first}, whereas {lowered(bare[:1].upper() + bare[1:], setting)}"
    if names[0] == names[1] or len(whole.split()) > MAX_ANSWER_WORDS + 8 or POINTING.search(whole):
        return None
    return Candidate(
        kind=CardKind.CONTRAST,
        question=f"How do {names[0]} and {names[1]} differ?",
        label=f"{names[0]} and {names[1]}",
        core_answer=sentence_of(whole),
        start=before.start,
        end=sentence.end,
        weight=2.1,
        spans=(sentence.span,),
    )


_CASE = re.compile(r"^In\s(?P<what>(?:(?:an?|the)\s)?[a-z][\w’ -]{3,45}),\s(?P<said>[a-z].{10,})$")


def _parallel(
    first: str, second: str, before: Sentence, sentence: Sentence, setting: Setting
) -> Candidate | None:
    """Two sentences in a row that tell of two things of one kind: "In an A microscope, ... In a B
    microscope, ...", "True fats ... Trans fats ...".
    """
    cases = _CASE.match(first), _CASE.match(second)
    if cases[0] and cases[1]:
        names, said = [case["what"] for case in cases if case], [first, second]
        said[1] = f"{second[:1].lower()}{second[1:]}"
    else:
        clauses = split(first), split(second)
        if clauses[0] is None or clauses[1] is None or "," in f"{first[:40]}{second[:40]}":
            return None
        names = [lowered(clause.subject, setting) for clause in clauses if clause]
        said = [first, lowered(second, setting)]
    bare = [re.sub(r"^(?:an?|the)\s", "", name, flags=re.IGNORECASE).split() for name in names]
    kinds = bare[0][-1].casefold() == bare[1][-1].casefold() and len(bare[0]) > 1 < len(bare[1])
    if any(re.search(r"\b(?:of|in|for|with|some|many|most|several)\b", name) for name in names):
        return None
    if (
        not kinds
        or bare[0][0].casefold() == bare[1][0].casefold()
        or _LOOSE.search(" ".join(names))
    ):
        return None
    whole = f"{said[0]}, whereas {said[1]}"
    if len(whole.split()) > MAX_ANSWER_WORDS + 10 or POINTING.search(whole) or personal(whole):
        return None
    return Candidate(
        kind=CardKind.CONTRAST,
        question=f"How do {names[0]} and {names[1]} differ?",
        label=f"{names[0]} and {names[1]}",
        core_answer=sentence_of(whole),
        start=before.start,
        end=sentence.end,
        weight=1.5,
        spans=(sentence.span,),
    )

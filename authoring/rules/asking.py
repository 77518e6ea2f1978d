"""Claims turned round into questions: "networks need noise" to "Why do networks need noise?"."""

from __future__ import annotations

import re

from authoring.rules.verbs import base_of

_AUXILIARY = re.compile(
    r"^(?P<subject>(?:(?!\b(?:that|which|who|whose|if|when|and then|but)\b)[^,;:]){2,90}?)\s"
    r"(?P<verb>(?:is|are|was|were|can|could|must|might|should|would|will|does|do|did|has|have|had)"
    r"(?:n['’]t)?|cannot|can['’]t)\s(?P<rest>.+)$"
)
_NO_SUBJECT = frozenset(
    "a an the of to in on by for with from and or as at than that which who whose its their his "
    "her "
    "this these those be been being not very more most less no any each every when if "
    "because".split()
)
_PLURAL = frozenset("people children men women data mice bacteria criteria both they".split())
_FINITE = frozenset("is are was were can could have has had may will would must".split())
_SUBORDINATE = frozenset("that which who whose what how if when where whether while".split())
_FINITE = frozenset("is are was were can could have has had may will would must".split())
_SUBORDINATE = frozenset("that which who whose what how if when where whether while".split())
_SECOND_CLAUSE = re.compile(
    r"\band\b(?:(?!\b(?:that|which|who)\b).)*\b(?:is|are|was|were|has|have|had)\b"
)
_PERFECT = re.compile(
    r"(?:\w+ly )?(?:been|\w+ed|\w+en|met|made|had|led|lost|found|grown|begun|become|come|gone|put|"
    r"set)\b"
)
MAX_SUBJECT_WORDS = 10


def why(claim: str) -> str:
    """ "Why ...?" for a claim whose verb is known, else "Why is it that ...?"."""
    return f"Why {turned(claim) or f'is it that {claim}'}?"


def turned(claim: str) -> str | None:
    """The claim in the order of a question, or None where its verb is not known for sure."""
    if _SECOND_CLAUSE.search(claim):
        return None
    auxiliary = _AUXILIARY.match(claim)
    plain = _plain(claim)
    if auxiliary is not None and (plain is None or len(auxiliary["subject"]) < plain[0]):
        if len(auxiliary["subject"].split()) > MAX_SUBJECT_WORDS:
            return None
        return _with_auxiliary(auxiliary["verb"], auxiliary["subject"], auxiliary["rest"])
    return None if plain is None else plain[1]


def _with_auxiliary(verb: str, subject: str, rest: str) -> str | None:
    denied = verb == "cannot" or verb.endswith(("n't", "n’t"))
    if denied:
        verb = {"cannot": "can", "can't": "can", "can’t": "can"}.get(verb, verb[:-3])
    if verb in ("has", "have", "had") and not _PERFECT.match(rest):
        helper = {"has": "does", "have": "do", "had": "did"}[verb]
        return f"{helper} {subject} have {rest}"
    adverb = re.match(
        r"(?P<adverb>not|never|often|usually|also|still|always|so) (?P<after>.+)$", rest
    )
    if denied:
        return f"{verb} {subject} not {rest}"
    if adverb is not None:
        return f"{verb} {subject} {adverb['adverb']} {adverb['after']}"
    return f"{verb} {subject} {rest}"


def _plain(claim: str) -> tuple[int, str] | None:
    """Where the subject ends, and the claim turned with do, does or did."""
    words = claim.split()
    for place in range(1, min(len(words), MAX_SUBJECT_WORDS + 1)):
        known = base_of(words[place])
        before = words[place - 1].strip("“”\"'")
        if known is None or before.lower() in _NO_SUBJECT or before.endswith((",", ";", "ly")):
            continue
        base, helper = known
        subject, rest = " ".join(words[:place]), " ".join(words[place + 1 :])
        if _agrees(words[:place], before, helper) and _only_verb(words[place + 1 :], helper):
            return len(subject), f"{helper} {subject} {base} {rest}".strip()
    return None


def _agrees(subject: list[str], before: str, helper: str) -> bool:
    many = before.endswith("s") and not before.endswith(("ss", "us", "is"))
    many = many or before.lower() in _PLURAL or before.endswith("GANs")
    if helper == "does":
        return not many and "and" not in subject
    return helper == "did" or many or "and" in subject


def _only_verb(rest: list[str], helper: str) -> bool:
    """Whether no later word of the clause could be its finite verb instead."""
    for word in rest:
        if word in _SUBORDINATE or word.endswith(","):
            break
        if word in _FINITE:
            return False
    return helper != "did" or not (rest and rest[0] in ("by", "as"))

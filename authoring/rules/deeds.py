"""A question for "what X does" asked by the deed itself: "What does the plasma membrane do? It
controls the passage of ions" becomes "What does the plasma membrane control?".

"What does X do?" has as many right answers as X has deeds. Where the deed says nothing by itself
("combines two theories", "helps"), there is no card.
"""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.rules.candidate import Candidate, Setting, balanced, lowered, sentence_of
from authoring.rules.verbs import base_of, gerund, maybe_noun, third

_ASKED = re.compile(
    r"^(?P<frame>[A-Z][^?]{3,90}, w|W)hat (?P<does>does|do|did) (?P<who>[^?“”`]{2,110}) do\?$"
)
_ASKED_BY = re.compile(
    r"^(?P<frame>[A-Z][^?]{3,90}, w|W)hat (?P<does>does|do|did) (?P<who>[^?“”`]{2,110}) "
    r"(?P<verb>[a-z]+)\?$"
)
_SAID = re.compile(
    r"^(?:It|They) (?:[a-z]+ly |also )?(?P<verb>[a-z]+)(?P<part> (?:down|off|out|up))? "
    r"(?P<what>[^;]{3,})$"
)
_SECOND = re.compile(
    r",? and (?P<how>[a-z]+ly |then |thus |also )?(?P<verb>[a-z]+)"
    r"(?P<noun> (?:the|an?|its|their|it|them|down|out|up|off)\b)?"
)
_AIMS = frozenset("seek try attempt aim intend want strive tend hope mean learn".split())
_TO_DO = re.compile(r"^to (?P<verb>[a-z]+)(?: (?P<what>.+))?$")
_CAUSES = frozenset(
    "allow enable permit authorize authorise require force urge direct encourage cause instruct "
    "order oblige empower help lead tell teach forbid".split()
)
_CAUSED = re.compile(
    r"^(?P<whom>(?:(?:the|an?|all|its|their) )?[^,;:]{2,60}?) to (?P<verb>[a-z]+)(?P<rest> .+)$"
)
_EMPTY = frozenset(
    "help play allow use combine support provide improve do have be take give get work serve "
    "act function involve include contain affect influence contribute participate handle perform "
    "enable facilitate assist need run learn represent offer permit deal consist belong occur "
    "happen become remain appear seem employ apply operate move organize attach".split()
)
"""Verbs that a question cannot be asked by: their objects carry all that is said."""
_PASSES = re.compile(
    r"^(?P<what>[^,;:]{2,60}?) (?P<link>into|to|for|with|by|from|against) (?P<means>[^,;:]{4,120})$"
)
_TURNS = frozenset(
    "convert turn transform change translate divide split compress map break reduce".split()
)
_SWAPS = frozenset("replace substitute".split())
_SHIELDS = frozenset("protect separate shield prevent distinguish free".split())
_SPLIT = _TURNS | _SHIELDS | _SWAPS
_GIVES = frozenset("provide give offer supply".split())
_BY_THE_WAY = re.compile(
    r", (?:thus |thereby |so |hence )?(?:(?P<how>[a-z]+ly) )?(?P<doing>[a-z]+ing) (?P<what>.{8,})$"
)
_MEANS_TO = re.compile(r"\s(?:by|through|via)\s[a-z]+ing\s.*$")
_THAT = re.compile(r"^that\s")
_BEFORE_NOUN = re.compile(
    r"^(?:to|in|on|of|at|by|for|with|from|into|onto|as|like|through|when|if|against|it|them|both)\b"
)
_LIST = re.compile(r"^[^,]+, [^,]+,? (?:and|or) |^[^,]+, [^,]+, ")
_NO_WAY = re.compile(r"^ (?:beyond|to|into|in|on|with|for|from|at|by)\b")
_GOES = frozenset("expand go move extend begin start continue act work proceed grow".split())
_STATES = frozenset("assume state claim show imply".split())
MOST_ITEM_WORDS = 2
"""Words of an item from which three of them are a list to recite."""
MOST_RECEIVER_WORDS = 4
FEWEST_WORDS = 2


def by_deed(candidate: Candidate) -> Candidate | None:
    """The candidate asked by its deed; None where the deed says nothing, or two are cut to one."""
    turned = _ASKED_BY.match(candidate.question)
    if turned is not None and turned["verb"] in _SPLIT and candidate.rule != "table":
        told = candidate.core_answer.removesuffix(".")
        what = lowered(told, Setting()) if told.startswith(("The ", "A ", "An ")) else told
        return _passing(candidate, turned, turned["verb"], what) or candidate
    found = _ASKED.match(candidate.question)
    said = _SAID.match(candidate.core_answer.removesuffix("."))
    if found is None or said is None:
        return candidate
    known = base_of(said["verb"])
    if known is None:
        return candidate
    base, what = known[0], _MEANS_TO.sub("", said["what"])
    seconds = _seconds(what)
    if candidate.core_answer.startswith("They ") and "does" in seconds:
        return None  # "they oxidize and breaks down": the row of a table speaks of one
    if seconds:
        return candidate
    if base in _AIMS and (aim := _TO_DO.match(what)) is not None:
        return _aiming(candidate, found, base, aim)
    if base in _CAUSES and (caused := _CAUSED.match(what)) is not None:
        return _causing(candidate, found, base, caused)
    passed = _passing(candidate, found, base, what) if candidate.rule != "table" else None
    if passed is not None:
        return passed
    if candidate.rule == "table" and base in _TURNS | _SHIELDS:
        return None  # "separates cell from environment": terse, and two things
    if _BEFORE_NOUN.match(what):
        return candidate if base in ("act", "serve", "function") else None
    if base in _EMPTY:
        return _otherwise(candidate, found)
    return _asked(candidate, found, f"{base}{said['part'] or ''}", _THAT.sub("", what))


def _seconds(what: str) -> set[str]:
    """The forms of the further deeds of an answer."""
    forms = set()
    for second in _SECOND.finditer(what):
        known = base_of(second["verb"])
        sure = second["how"] or second["noun"] or not maybe_noun(second["verb"])
        if known is not None and sure:
            forms.add(known[1])
    return forms


def _aiming(
    candidate: Candidate, found: re.Match[str], base: str, aim: re.Match[str]
) -> Candidate | None:
    """ "It sought to boost confidence": "What did it seek to boost?"."""
    verb, what = aim["verb"], aim["what"] or ""
    if verb in _EMPTY or not what or _BEFORE_NOUN.match(what):
        said = f"{verb} {what}".strip()
        return _asked(candidate, found, f"{base} to do", said) if len(said.split()) > 3 else None
    return _asked(candidate, found, f"{base} to {verb}", what)


def _causing(
    candidate: Candidate, found: re.Match[str], base: str, caused: re.Match[str]
) -> Candidate | None:
    """ "It allowed states to fund projects": "What did it allow states to do?"."""
    known = base_of(caused["verb"])
    if known is None or known[1] != "do":
        return None
    if known[0] in _GOES and _NO_WAY.match(caused["rest"]):
        return None  # "to expand beyond loans": to what, is not said
    deed = f"{caused['verb']}{caused['rest']}"
    return _asked(candidate, found, f"{base} {caused['whom']} to do", deed)


def _passing(candidate: Candidate, found: re.Match[str], base: str, what: str) -> Candidate | None:
    """ "It converts light into sugar": "What does it convert light into?"; what something gives to
    another, and from what it protects.
    """
    passed = _PASSES.match(re.sub(r", which\s.*$", "", what))
    if passed is None or len(passed["means"].split()) < FEWEST_WORDS:
        return None
    link, thing = passed["link"], passed["what"]
    links = ("into", "to") if base in _TURNS else ("by", "with") if base in _SWAPS else ()
    links = ("from", "against") if base in _SHIELDS else links
    if link in links:
        return _asked(candidate, found, f"{base} {thing} {link}", passed["means"])
    if base in _GIVES and link == "to" and len(passed["means"].split()) <= MOST_RECEIVER_WORDS:
        return _asked(candidate, found, f"{base} to {passed['means']}", thing)
    return None


def _otherwise(candidate: Candidate, found: re.Match[str]) -> Candidate | None:
    """Where the deed is empty: what it does by the way, "combining two fields, estimating X"."""
    for words in (candidate.core_answer, candidate.explanation):
        also = _BY_THE_WAY.search(words.removesuffix("."))
        base = _base_of_doing(also["doing"]) if also is not None else None
        if also is None or base is None or base in _EMPTY or _BEFORE_NOUN.match(also["what"]):
            continue
        if also["what"].startswith("that ") and base not in _STATES:
            continue
        verb = f"{also['how']} {base}" if also["how"] else base
        told = replace(candidate, explanation="")
        return _asked(told, found, verb, _THAT.sub("", also["what"]))
    return None


def _base_of_doing(doing: str) -> str | None:
    stem = doing.removesuffix("ing")
    for base in (stem, f"{stem}e", stem[:-1], f"{stem[:-2]}ie"):
        if base and base_of(base) == (base, "do") and gerund(base) == doing:
            return base
    return None


def _asked(candidate: Candidate, found: re.Match[str], verb: str, means: str) -> Candidate | None:
    if len(means.split()) < FEWEST_WORDS or not balanced(means) or _recited(means):
        return None
    front = "" if found["frame"] == "W" else found["frame"].removesuffix("w")
    head = "what" if front else "What"
    question = f"{front}{head} {found['does']} {found['who']} {verb}?"
    label = candidate.label
    if label.startswith("what ") and found["does"] != "did":
        label = f"what {found['who']} {third(verb) if found['does'] == 'does' else verb}"
    return replace(candidate, question=question, core_answer=sentence_of(means), label=label)


def _recited(means: str) -> bool:
    """Whether an answer is a list of three things or more that are not named in a word or two."""
    if _LIST.match(means) is None:
        return False
    items = re.split(r",? (?:and|or) |, ", means)
    return any(len(item.split()) > MOST_ITEM_WORDS for item in items)

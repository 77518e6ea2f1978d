"""What a term of the source does, contains, needs, is made of, or is found in: "lysosomes digest
macromolecules", "glycogen is stored in the liver".
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from authoring.prose import Sentence
from authoring.rules.candidate import (
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    made,
    personal,
)
from authoring.rules.clause import Clause, plural_subject, split
from authoring.rules.telling import articled
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_PASSIVE = re.compile(
    r"^(?P<part>[a-z]+(?:ed|en|wn)|[a-z]*(?:built|found|made|bound|held|kept|drawn|lost|cut))\s"
    r"(?P<link>of|by|in|into|on|onto|from|with|to|for|as|at|within|between|through|inside|under)\s"
    r"(?P<means>\S.+)$"
)
_ADJECTIVE = re.compile(
    r"^(?P<part>[a-z]{3,}(?:ous|ent|ant|ive|ible|able|ary)|responsible|essential|important|"
    r"necessary|ideal|useful|suitable|crucial|critical|"
    r"advantageous|dependent|independent|rich|poor|capable|sensitive|resistant|specific|unique|"
    r"vulnerable|susceptible|toxic|soluble|insoluble|identical|equivalent|equal|proportional|"
    r"inversely proportional|perpendicular|parallel|analogous|adjacent|common|abundant|present)\s"
    r"(?P<link>for|to|in|on|of|with)\s(?P<means>\S.+)$"
)
_PLACE = frozenset("in on at within between inside under".split())
_AT_PLACE = frozenset(
    "found located stored produced made synthesized formed present situated embedded concentrated "
    "housed contained suspended released placed built kept held hidden assembled attached "
    "manufactured common abundant deposited".split()
)
_IN_THING = frozenset("involved engaged implicated included dissolved encoded enclosed".split())
_NO_PART = frozenset(
    "called termed named known referred considered said thought believed supposed given shown "
    "described discussed mentioned illustrated depicted seen presented introduced defined "
    "interested related compared due allowed taken followed divided likely based supposed "
    "noted listed summarized broken open written often".split()
)
_SEEN = re.compile(
    r"^(?:also )?be (?P<part>seen|viewed|interpreted|regarded|thought of|understood|written|"
    r"expressed) "
    r"as (?P<means>.{8,})$"
)
_SORTED = frozenset("classified categorized grouped organized divided separated sorted".split())
"""What is told of a whole by a list of its parts."""
_TO_WHOM = re.compile(r"^(?:the\s)?[A-Za-z-]+\s(?:an?|the|its|their|more|new)\s")
_LINKED = {
    "act": "as", "serve": "as", "function": "as", "consist": "of", "depend": "on", "rely": "on",
    "result": "in", "lead": "to", "contribute": "to", "bind": "to", "belong": "to", "respond": "to",
    "react": "with", "interact": "with", "refer": "to", "attach": "to", "focus": "on",
    "correspond": "to", "convert": "to", "differ": "from", "originate": "from", "derive": "from",
    "arise": "from", "evolve": "from", "specialize": "in", "participate": "in", "break": "down",
    "carry": "out", "aim": "to", "tend": "to", "try": "to", "attempt": "to", "seek": "to",
    "need": "to", "help": "to", "learn": "to",
    "fail": "to", "account": "for", "look": "for", "search": "for",
}  # fmt: skip
"""Verbs with the word that a question about their object keeps."""
_TO_DO = frozenset("aim tend try attempt seek need help learn fail".split())
_NO_VERB = frozenset(
    "become seem appear remain look make get go come happen occur exist begin start continue say "
    "know think believe mean show see note like want let put include involve suggest refer "
    "indicate illustrate demonstrate vary differ call name claim argue".split()
)
_NOUN = re.compile(
    r"^(?:an?|the|its|their|more|less|much|many|most|all|both|each|every|no|only|new|other|one|"
    r"two|three|four|several|various|different|specific|large|small|high|low|[a-z’'-]+s\b|that|"
    r"[a-z-]+(?:al|ic|ive|ous|ent|ant|ary|able|ed|ing|ar|ine|ide|ose|gen|ion|ity|ment|ance|ence|"
    r"ism|sis|ure|ter|or|er|in|gy|ry|th|ht|le|te)\b|[A-Z$“])"
)
_EXAMPLES = re.compile(
    r"^(?P<subject>[^;:()]{8,90}?)\s(?P<verb>is|are)\s(?:all\s|both\s)?(?:an?\s)?"
    r"(?:[a-z]+\s)?(?P<what>examples?|types?|kinds?|forms?)\sof\s(?P<means>[^,;:]{3,60})$"
)
_MANY_THINGS = re.compile(
    r"^(?:an?\s(?:variety|number|range|lot|host) of|(?:many|various|several|different|numerous|"
    r"some|other))\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:this|these|those|such|it|they|one|other|others|another|both|all|some|many|most|few|"
    r"same|each|every|our|your|my|what|which|who|result|results|example|examples|case|cases|"
    r"way|thing|figure|table|part [a-d]|photo [a-d]|illustration|image|following|first|second|"
    r"scientists?|researchers|biologists|students?|people|individuals|disciplines|careers?|"
    r"training|"
    r"experts?|authors?|"
    r"third|last|next|rest|number|lack|use|fact|question|answer|reason|section|chapter)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(r"^(?P<what>an?\s(?:[a-z]+\s)?(?:role|part)) in (?P<means>.+)$")
_BESIDE = re.compile(
    r"^(?P<link>up|out|down|off|away|with|of|to|from|onto|into|against|for|at|upon)\s(?P<means>.+)$"
)
_STATES = frozenset("state suggest say hold propose assert postulate predict claim".split())
_TWO = re.compile(r",?\sand\s(?:(?:also|then|thus)\s)?(?P<verb>[a-z]+)\s")
MOST_TERM_WORDS = 5
LONG_TERM = 7


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """A question for what the sentence says of its subject, where that is a term of the source."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or personal(words) or words.endswith("?"):
        return None
    examples = _EXAMPLES.match(words)
    if examples is not None and not _BAD.search(examples["subject"]):
        return _examples(examples, sentence, setting)
    clause = split(words)
    if clause is None or not balanced(clause.subject):
        return None
    weight = _weight(clause, sentence, setting)
    if weight is None:
        return None
    seen = _SEEN.match(clause.rest) if clause.helper == "can" else None
    if seen is not None:
        card = made(
            sentence,
            kind=CardKind.FACT,
            question=f"What can {lowered(clause.subject, setting)} be {seen['part']} as?",
            label=f"what {lowered(clause.subject, setting)} can be {seen['part']} as",
            means=seen["means"],
            weight=weight,
        )
        return None if card is not None and card.explanation else card
    if clause.helper == "can" and clause.rest.startswith("be ") and not clause.adverb:
        if not clause.rest.startswith("be used "):
            return None  # what else can be done to it has many right answers
        clause = replace(clause, verb="can", rest=clause.rest.removeprefix("be "), base="be")
        return _being(clause, sentence, setting, weight)
    if clause.copula and not clause.base:
        return _being(clause, sentence, setting, weight)
    if clause.adverb == "not" and clause.base in (
        "include",
        "contain",
        "need",
        "require",
        "affect",
    ):
        return _doing(clause, sentence, setting, weight)
    if clause.helper in ("does", "do", "did") and clause.base != "have" and not clause.adverb:
        return _doing(clause, sentence, setting, weight)
    return None


def _examples(found: re.Match[str], sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "Starch and cellulose are examples of polysaccharides": the kind is asked for."""
    subject = lowered(found["subject"], setting)
    if not setting.key(found["means"]) and not setting.topic(found["means"]):
        return None
    article = "an " if found["what"] == "example" else "a " if found["verb"] == "is" else ""
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What {found['verb']} {subject} {article}{found['what']} of?",
        label=subject,
        means=found["means"],
        weight=1.4,
        least=1,
    )


def _weight(clause: Clause, sentence: Sentence, setting: Setting) -> float | None:
    """How much a statement is worth: most where its subject is a term of the source, less where
    a term stands in it and its subject tells what it is; None for others.
    """
    subject = clause.subject
    bare = re.sub(r"^(?:an?|the)\s|\s\([^()]*\)$", "", subject, flags=re.IGNORECASE)
    if len(bare.split()) > MOST_TERM_WORDS or _BAD.search(subject) or "," in subject:
        return None
    if any(bare.casefold() == each.casefold() for each in sentence.bold):
        return 2.2
    if setting.key(bare):
        return 1.45
    if setting.topic(bare):
        return 1.3
    if len(bare.split()) < 2 or setting.past:
        return None
    if sentence.bold or SUMMARY.match(sentence.headings[-1] if sentence.headings else ""):
        return 1.25
    return 1.1 if _holds_term(bare, setting) or _holds_term(clause.rest, setting) else None


SUMMARY = re.compile(
    r"^(?:(?:section|chapter|lecture)\s)?(?:summary|recap|key (?:points|takeaways|concepts|ideas)|"
    r"takeaways|take-?home|conclusions?|in short|wrap[- ]?up)\b",
    re.IGNORECASE,
)
"""Headings of what a lecturer wants to be remembered."""


def _holds_term(words: str, setting: Setting) -> bool:
    """Whether one of the source's terms, of two words or one long one, stands in the words."""
    tokens = re.findall(r"[\w’'-]+", words.casefold())
    pairs = (" ".join(pair) for pair in pairwise(tokens))
    longer = (token for token in tokens if len(token) >= LONG_TERM)
    return any(
        each in setting.terms or each.removesuffix("s") in setting.terms
        for each in (*pairs, *longer)
    )


def _does(means: str) -> bool:
    """Whether words begin with the base form of a verb: "essential to compare"."""
    known = base_of(means.split()[0])
    return known is not None and known[1] == "do" and not means.split()[0].endswith("s")


def _is_term(words: str, sentence: Sentence, setting: Setting) -> bool:
    return words.casefold() in (term.casefold() for term in sentence.bold) or setting.key(words)


def _being(clause: Clause, sentence: Sentence, setting: Setting, weight: float) -> Candidate | None:
    found = _PASSIVE.match(clause.rest) or _ADJECTIVE.match(clause.rest)
    if found is None or found["part"] in _NO_PART or found["part"].endswith("eed"):
        return None
    term, link, means = lowered(clause.subject, setting), found["link"], found["means"]
    if clause.adverb in ("not", "never", "also"):
        return None
    if found["part"] in _SORTED and re.search(r",.*,|:", means):
        return None
    adverb = f"{clause.adverb} " if clause.adverb and clause.adverb not in _TIES else ""
    if link == "to" and found["part"] != "used" and _does(means):
        return _meant(clause, found, sentence, setting, weight)
    if clause.base == "be":
        adverb = "be "
    question, means = _of_being(clause, found, f"{term} {adverb}")
    if not question:
        return None
    return made(
        sentence,
        kind=CardKind.FACT,
        question=question,
        label=_as_phrase(question, clause.verb, term),
        means=means,
        weight=weight,
        least=1 if _is_term(re.split(r"[;,]", means)[0], sentence, setting) else 2,
    )


_TIES = frozenset("now then thus therefore still simply just".split())


def _of_being(clause: Clause, found: re.Match[str], term: str) -> tuple[str, str]:
    """The question for how or where something is, and its answer; ("", "") where there is none."""
    be, part, link, means = clause.verb, found["part"], found["link"], found["means"]
    if part == "used" and link == "to":
        return f"What {be} {term}used for?", f"to {means}"
    if part == "used" and link in ("by", "in") and " to " in means:
        who, _, what = means.partition(" to ")
        return f"What {be} {term}used for {link} {who}?", f"to {what}"
    if link == "by" and re.match(r"[a-z]+ing\b", means):
        return f"How {be} {term}{part}?", f"by {means}"
    if link in _PLACE and found.re is _PASSIVE and part not in _AT_PLACE | _IN_THING:
        return "", ""
    if link in _PLACE and part in _AT_PLACE:
        placed = _PLACED.match(f"{link} {means}") is not None
        return (f"Where {be} {term}{part}?", f"{link} {means}") if placed else ("", "")
    return f"What {be} {term}{part} {link}?", means


_PLACED = re.compile(r"\w+\s(?:an?|the|its|their|all|most|many|[a-z-]+s\b|[a-z-]+\s[a-z]+s\b)")


_MEANT = frozenset(
    "trained designed intended meant built forced encouraged optimized required programmed "
    "created constructed engineered tuned adapted".split()
)


def _meant(
    clause: Clause, found: re.Match[str], sentence: Sentence, setting: Setting, weight: float
) -> Candidate | None:
    """ "The law was intended to raise sales": "What was the law intended to do?"."""
    if found["part"] not in _MEANT or clause.adverb == "not":
        return None
    term = lowered(clause.subject, setting)
    adverb = f"{clause.adverb} " if clause.adverb and clause.adverb not in ("also", "then") else ""
    return made(
        sentence,
        kind=CardKind.FACT,
        question=f"What {clause.verb} {term} {adverb}{found['part']} to do?",
        label=f"what {term} {clause.verb} {found['part']} to do",
        means=found["means"],
        weight=weight + 0.1,
        least=3,
    )


def _doing(clause: Clause, sentence: Sentence, setting: Setting, weight: float) -> Candidate | None:
    if clause.base in _NO_VERB or not clause.rest or not clause.base or clause.helper == "did":
        return None
    term, rest = lowered(clause.subject, setting), clause.rest
    if clause.base in _STATES and rest.startswith("that "):
        return made(
            sentence, kind=CardKind.FACT, question=f"What {clause.helper} {term} {clause.base}?",
            label=f"what {term} {clause.verb}", means=rest.removeprefix("that "),
            weight=weight + 0.3,
        )  # fmt: skip
    link = _LINKED.get(clause.base)
    role = _ROLE.match(rest) if clause.base == "play" else None
    beside = _BESIDE.match(rest)
    if beside is not None and beside["link"] == "at" and clause.base != "aim":
        return None
    if _several(rest, clause.helper):
        pronoun = "They" if plural_subject(clause.subject.split()) else "It"
        question, means = f"What {clause.helper} {term} do?", f"{pronoun} {clause.verb} {rest}"
    elif link is not None and rest.startswith(f"{link} "):
        question = f"What {clause.helper} {term} {clause.base} {link}?"
        means = rest.removeprefix(f"{link} ")
        if link == "to" and means.startswith("be "):
            return None
        if clause.base in _TO_DO:
            means = articled(means)
            question = f"What {clause.helper} {term} {clause.base} to do?"
    elif role is not None:
        question = f"What {clause.helper} {term} play {role['what']} in?"
        means = role["means"]
    elif beside is not None:
        question = f"What {clause.helper} {term} {clause.base} {beside['link']}?"
        means = beside["means"]
    elif _NOUN.match(rest) and not rest.startswith("that "):
        question = f"What {clause.helper} {term} {clause.adverb} {clause.base}?".replace("  ", " ")
        means = rest
    else:
        return None
    told_whom = clause.base in ("give", "show", "offer", "teach") and _TO_WHOM.match(rest)
    if _MANY_THINGS.match(means) or told_whom:
        return None
    return made(
        sentence, kind=CardKind.FACT, question=question, label=_told(question, clause, term),
        means=means, weight=weight, least=2,
    )  # fmt: skip


def _as_phrase(question: str, be: str, term: str) -> str:
    """ "What are autoencoders useful for?" as a phrase: "what autoencoders are useful for"."""
    told = question.rstrip("?").replace(f"{be} {term}", f"{term} {be}", 1)
    return f"{told[:1].lower()}{told[1:]}"


def _told(question: str, clause: Clause, term: str) -> str:
    """ "What does the index measure?" as a phrase: "what the index measures"."""
    asked = question.rstrip("?")
    if asked.endswith(f" {term} do"):
        return f"what {term} {clause.helper}"
    start = f"What {clause.helper} {term} "
    rest = asked.removeprefix(start).replace(clause.base, clause.verb, 1)
    return f"what {term} {rest}" if asked.startswith(start) else f"what {term} {clause.verb}"


_AND_THEM = re.compile(r"\sand\s(?:then\s)?[a-z]+\s(?:it|them)\b")


def _several(rest: str, helper: str) -> bool:
    """Whether the subject does a second thing: "modify proteins and synthesize lipids"."""
    if _AND_THEM.search(rest):
        return True
    found = _TWO.search(rest)
    known = base_of(found["verb"]) if found else None
    return known is not None and known[1] == helper

"""Pronouns that begin a sentence, put back to what they stand for where that is certain enough.

"The nucleolus is a region of the nucleus. It assembles ribosomes." The subject of the sentence
before is what "it" stands for, if it agrees in number and is a term of the source; else the
sentence stays as it is, and the rules leave sentences with a loose pronoun alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from authoring.prose import Sentence
from authoring.rules.candidate import PRONOUN, Setting, led, lowered
from authoring.rules.clause import plural_subject, split
from authoring.rules.slide import bare_title

_BACK = re.compile(
    r"^(?P<what>It|They|Its|Their|He|She|His|Her)\s(?P<rest>(?!is\s\w+\sthat\b|is\sthat\b).+)$"
)
_THIS = re.compile(r"^(?:This|These)\s(?P<noun>[a-z][\w-]+)\s(?P<rest>.+)$")
_FRAMED = re.compile(
    r"^(?P<frame>(?:In|On|By|During|At|After|Before|Throughout|Until|From|As)\s[^,;:]{3,70},\s"
    r"(?:(?:which|who|where|when)\s[^,;:]{3,80},\s)?)"
    r"(?P<what>he|she)\s(?P<rest>.+)$"
)
_NAMED_THING = re.compile(
    r"\b(?:the\s)?(?P<name>(?:[A-Z][\w’'&.-]*\s(?:of\s(?:the\s)?|for\s(?:the\s)?|on\s|"
    r"and\s(?!the\b))?){1,6}(?P<kind>[A-Z][a-z]+))(?:\s\([A-Z]{2,7}\))?"
)
_THE = re.compile(r"^(?:This|The)\s(?P<noun>[a-z]+)(?P<rest>,?\s.+)$")
_KINDS = {
    "law": ("act", "bill", "tariff", "code", "amendment", "law"),
    "act": ("act",), "bill": ("bill", "act"), "legislation": ("act", "bill"),
    "agency": ("agency", "administration", "corporation", "board", "bureau", "commission"),
    "organization": ("association", "organization", "union", "league", "society", "committee",
                     "foundation", "federation", "congress"),
    "association": ("association",), "party": ("party",), "committee": ("committee",),
    "commission": ("commission",), "treaty": ("treaty",), "company": ("company", "corporation"),
    "doctrine": ("doctrine",), "memorandum": ("memorandum",), "plan": ("plan",),
    "court": ("court",), "compromise": ("compromise",), "proclamation": ("proclamation",),
    "amendment": ("amendment",), "tariff": ("tariff",), "program": ("program", "administration"),
    "moratorium": ("moratorium",), "march": ("march",), "strike": ("strike",),
}  # fmt: skip
"""Nouns that go on about what has just been named, and the last words of such names."""
_EMPTY = re.compile(r"^is\s(?:\w+\s)?(?:to|that|possible|important|clear|likely|true|necessary)\b")
_GOES_ON = re.compile(
    r"^(?P<what>This|It|They|These)\s(?P<rest>(?!is\b|was\b|has\b|does\b)[a-z]+s\s(?!that\b).+)$"
)
_NO_NAME = re.compile(
    r"^(?:\d|\w+ing|how|why|what|when|introduction|overview|summary|example|using|the following|"
    r"training|"
    r"more|other|step|setup|getting|load|define)\b|[?:,]|\d/\d",
    re.IGNORECASE,
)
MOST_WORDS = 6


def resolved(found: Sequence[Sentence], setting: Setting) -> list[Sentence]:
    """The sentences of a span; where a pronoun could be put back, the range takes in the sentence
    that names what it stands for.
    """
    told: list[Sentence] = []
    person: str | None = None
    for place, sentence in enumerate(found):
        if place:
            earlier = told[max(0, place - 2) : place]
            person = _person(earlier, setting) or person
            told.append(_with_name(sentence, earlier, setting, person))
        else:
            told.append(_with_title(sentence))
        if person is not None and not re.search(rf"\b(?:he|she|his|her|{person})\b",
                                                sentence.words, re.IGNORECASE):  # fmt: skip
            person = None  # the talk is of something else by now
    return told


def _with_title(sentence: Sentence) -> Sentence:
    """The first sentence under a title that goes on from it: "Encoder network" over "This defines
    the posterior".
    """
    found = _GOES_ON.match(sentence.words)
    title = bare_title(sentence.headings[-1]) if sentence.headings else ""
    if found is None or not 1 < len(title.split()) <= MOST_WORDS or _NO_NAME.search(title):
        return sentence
    name = title if re.search(r"[a-z][A-Z]|[A-Z]{2}", title) else title[:1].lower() + title[1:]
    many = plural_subject(name.split())
    if many != (found["what"] in ("They", "These")):
        return sentence
    named = name if many or name.startswith(("the ", "a ")) else f"the {name}"
    return replace(sentence, words=f"{named[:1].upper()}{named[1:]} {found['rest']}")


def _with_name(
    sentence: Sentence, earlier: Sequence[Sentence], setting: Setting, person: str | None
) -> Sentence:
    before = earlier[-1]
    words = led(sentence.words)
    kind = _of_its_kind(words, before) or _named_again(words, before)
    if kind is not None:
        return _with_range(sentence, before, kind)
    back, this = _BACK.match(words), _THIS.match(words)
    framed = _FRAMED.match(words)
    if framed is not None:
        return _with_person(sentence, framed, earlier, person)
    if back is None and this is None:
        return sentence
    he = back is not None and back["what"] in ("He", "She", "His", "Her")
    name = person if he else _subject(before, setting)
    if name is None and back is not None and not he:
        name = _only_term(back, before)
    if name is None:
        return sentence
    many = plural_subject(name.split())
    if back is not None:
        whole = _put_back(back, name, many)
    else:
        whole = _same_noun(this, name, before) if this is not None and not many else None
    return sentence if whole is None else _with_range(sentence, before, whole)


def _with_range(sentence: Sentence, before: Sentence, words: str) -> Sentence:
    """The sentence in other words; what is quoted takes in the one before it."""
    return replace(
        sentence,
        start=before.start,
        own=sentence.start,
        words=words,
        bold=tuple(dict.fromkeys((*sentence.bold, *before.bold))),
    )


def _of_its_kind(words: str, before: Sentence) -> str | None:
    """ "It passed the Relief Act. This act authorized ...": the one name that ends in the noun."""
    found = _THE.match(words)
    if found is None:
        return None
    names = {
        each["name"]
        for each in _NAMED_THING.finditer(before.words)
        if each["kind"].casefold() in _KINDS.get(found["noun"], ())
    }
    return f"The {names.pop()}{found['rest']}" if len(names) == 1 else None


_OBJECT = re.compile(
    r"\s[Tt]he (?P<noun>[a-z]+)(?=[,.;]|$|\s(?:because|in|on|by|when|after|before|and|as|at|from|"
    r"during|with|without|so|since|but)\b)"
)


def _named_again(words: str, before: Sentence) -> str | None:
    """ "He proposed the Long Compromise. Congress rejected the compromise ...": its name again."""
    found = [each for each in _OBJECT.finditer(words) if each["noun"] in _KINDS]
    if len(found) != 1:
        return None
    names = {
        each["name"]
        for each in _NAMED_THING.finditer(before.words)
        if each["kind"].casefold() in _KINDS[found[0]["noun"]]
    }
    if len(names) != 1:
        return None
    return f"{words[: found[0].start()]} the {names.pop()}{words[found[0].end() :]}"


def _with_person(
    sentence: Sentence, found: re.Match[str], earlier: Sequence[Sentence], name: str | None
) -> Sentence:
    """ "Reed was an engineer. In 1900, he led ...": he is whom the sentence before is about."""
    if name is None or re.search(r"\b(?:his|her)\b", found["frame"]):
        return sentence
    if re.search(r"\s(?!(?:I|II|[A-Z][a-z]+\s\d))[A-Z][a-z]+\s[A-Z][a-z]+", found["frame"]):
        return sentence
    return _with_range(sentence, earlier[-1], f"{found['frame']}{name} {found['rest']}")


def _put_back(back: re.Match[str], name: str, many: bool) -> str | None:
    person = back["what"] in ("He", "She", "His", "Her")
    if person and not (name[:1].isupper() and not name.startswith(("The ", "A "))):
        return None
    if (back["what"] in ("They", "Their")) != many or _EMPTY.match(back["rest"]):
        return None
    if back["what"] in ("It", "They", "He", "She"):
        return f"{name} {back['rest']}"
    return f"{name}{'’' if name.endswith('s') else '’s'} {back['rest']}"


def _same_noun(this: re.Match[str], name: str, before: Sentence) -> str | None:
    """ "Hydrolysis is a process that ... This process ...": the same noun names the same thing."""
    noun = this["noun"].casefold()
    head = re.search(r"\b(?:is|are|was|were) (?:an?|the) (?P<what>[^,;:.]{2,60})", before.words)
    named = head is not None and noun in head["what"].casefold().split()[:4]
    if name.casefold().split()[-1] == noun or named:
        return f"{name} {this['rest']}"
    return None


_CASE = re.compile(r"^(?:When|If|Where|Once|Although|Though|While)\b")


def _only_term(back: re.Match[str], before: Sentence) -> str | None:
    """ "When **cilia** are present, many of them ... They are short structures": the one bold term,
    where no subject before it could be meant.
    """
    if len(before.bold) != 1 or not re.match(r"(?:is|are)\s", back["rest"]):
        return None
    term = before.bold[0]
    return f"{term[:1].upper()}{term[1:]}" if _CASE.match(led(before.words)) else None


def _subject(before: Sentence, setting: Setting) -> str | None:
    """What the sentence before is about, if that is a term of the source or a name."""
    clause = split(led(before.words).rstrip("."))
    if clause is None or PRONOUN.match(clause.subject):
        return None
    name = re.sub(r"\s\([^()]*\)$", "", clause.subject)
    if len(name.split()) > MOST_WORDS or "," in name:
        return None
    bare = re.sub(r"^(?:an?|the)\s", "", name, flags=re.IGNORECASE)
    bold = any(bare.casefold() == each.casefold() for each in before.bold)
    first = bare.split()[0]
    named = first in setting.names and lowered(name, setting) == name
    return name if bold or named or setting.key(bare) or setting.topic(bare) else None


_OF_PERSON = re.compile(
    r"(?<![\w’'])(?:(?:President|Governor|Senator|General|Secretary|Dr\.|Mr\.|Mrs\.|King|Queen|"
    r"Professor)\s)?(?P<name>(?:[A-Z][a-z]+\s(?:[A-Z]\.\s)?)?[A-Z][a-z]+)(?![\w-])"
)
_NO_PERSON = frozenset(
    "The In On At By For With From After Before During When While As If But And Congress "
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


def _person(earlier: Sequence[Sentence], setting: Setting) -> str | None:
    """Whom "he" means: the subject of the sentence before where it is a name, else the one person
    whom the last sentences name and the source is about; None where there could be two.
    """
    name = _subject(earlier[-1], setting)
    if name is not None and re.match(r"(?!The\s|An?\s)[A-Z]", name):
        return None if plural_subject(name.split()) else name
    if name is not None:
        return None
    named: dict[str, str] = {}
    for sentence in earlier:
        for found in _OF_PERSON.finditer(sentence.words):
            words = found["name"].split()
            if words[0] not in _NO_PERSON and setting.topic(words[-1]):
                named[words[-1]] = words[-1]
            elif len(words) > 1 and words[0] not in _NO_PERSON and words[0] in setting.names:
                named[found["name"]] = found["name"]
    return next(iter(named)) if len(named) == 1 and setting.topic(next(iter(named))) else None

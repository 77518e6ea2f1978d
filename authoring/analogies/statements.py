"""What a card states, as subject, verb and what follows: read off its question and its core answer.

Only what a card says of things in general is read: no statement is taken from a negation, from the
past, or from a question about somebody. What cannot be read for sure is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from authoring.analogies import wordings
from authoring.analogies.phrases import MOST_LISTED, head, listed, phrase, unmarked
from authoring.analogies.wordings import Verb
from decks.cards import DraftContent

_NOT = re.compile(
    r"\b(?:not|no|never|cannot|can't|without|neither|nor|unlike|instead|fails?|lacks?|rarely|"
    r"hardly|except|wrong|myth|unable|non)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:did|was|were|had|who|whom|whose)\b|\b1[5-9]\d\d\b|\b20\d\d\b", re.I)
_MATH = re.compile(r"\$[^$]*\$")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LEAD = re.compile(r"^in (?:an? |the )?[\w -]{1,40},\s+", re.IGNORECASE)
_AFTER_PREPOSITION = re.compile(
    r"\b(to|into|for|against|in)\s+((?:(?!\b(?:to|into|for|against|in)\b)[^,;.])+)"
)
_PASSAGE = re.compile(
    r"(?:the |their )?(?:passage|movement|flow|entry|exit|transport|access|traffic|diffusion|"
    r"passing) of (.+?)(?= (?:in|into|out|to|through|across|between|from|past|along)\b|[;:.]|$)",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"(?:what|which \w+) (?:can )?(?:enters?|leaves?|goes|pass(?:es)?|comes?|moves?|gets?|crosses)"
    r"(?: \w+){0,6}",
    re.IGNORECASE,
)
"""What passes, told by a clause: "what enters and leaves the cell"."""
_BETWEEN_TWO = frozenset("distance difference gap similarity dissimilarity divergence".split())
_ROW = (
    r"(?:(?:long|single|linear|continuous|flat) )*(?:chain|chains|string|strings|stack|stacks|"
    r"bundle|mixture|layers|network|mesh) of"
)
"""What says of a whole how its parts hang together."""
_AROUND_AND = re.compile(
    r"\b(?:surrounds?|covers?|encloses?|envelops?) and (?=(?:protect|cushion|shield|guard)s?\b)",
    re.IGNORECASE,
)
"""What guards by being around says no second thing: "surrounds and protects the heart"."""
_PARTS = re.compile(r"\b(?:region|part|portion|section|segment|stretch|area)s?\b", re.IGNORECASE)
"""Of what is a part, a card asks how it differs from the rest."""
_PREPOSITIONS = frozenset("in on to onto into from by of for with at through during".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """Who does what to what. `object` and those of `others`, by the word before them ("to", "into",
    "passive in"; "passing" is what the object is the passage of, "both" the object with what it is
    joined to or told from), are noun phrases of the card; `rest` is all that follows the verb.
    `first` is whether the card is about it, rather than telling it besides; `alone`, whether it
    tells nothing besides; `manner`, whether it asks how or why that is done; `tool`, whether
    somebody else does it by means of the subject.
    """

    subject: str
    verb: Verb
    object: str | None
    others: dict[str, str] = field(default_factory=dict)
    first: bool = True
    alone: bool = True
    manner: bool = False
    tool: bool = False
    rest: str = ""


def statements(content: DraftContent) -> list[Statement]:
    """What the card states, the main thing first."""
    question = _plain(content.question)
    answer = _plain(content.core_answer or "").rstrip(".")
    if not answer or _NOT.search(f"{question} {answer}") or _PAST.search(question):
        return []
    question = _LEAD.sub("", question.rstrip("?").strip())
    made: list[Statement] = []
    for read in (_asked_purpose, _asked_what, _asked_which, _asked_passive, _asked_how, _defined):
        made += [each for each in read(question, answer) if each not in made]
        if made:
            break
    return made


def _plain(words: str) -> str:
    words = _MATH.sub(" ", _IN_BRACKETS.sub(" ", words)).replace("*", "").replace('"', "")
    bare = re.sub(r"\s+", " ", words).strip()
    return re.sub(r" (?=[,.;?])", "", bare)


def _active(subject: str, predicate: str) -> Iterator[Statement]:
    """The statements of one subject: its first predicate, and those that follow by "and"."""
    name = phrase(subject)
    if name is None or name.casefold() != _bare(subject):
        return
    parts = _coordinated(_AROUND_AND.sub("", predicate))
    for number, part in enumerate(parts):
        for verb, rest in wordings.opened(part):
            yield Statement(
                name,
                verb,
                _object(rest),
                {} if verb.copular else _others(rest),
                first=number == 0,
                alone=len(parts) == 1,
                rest=unmarked(rest),
            )


def _bare(subject: str) -> str:
    """The subject as it was asked for: a phrase that is only a part of it is not what acts."""
    return re.sub(r"[“”\"]", "", subject).strip().casefold()


def _coordinated(predicate: str) -> list[str]:
    """ "protects the cell, provides support, and gives shape" in its three parts."""
    cuts = [
        found
        for found in re.finditer(r",\s+and\s+|,\s+|\s+and\s+", predicate)
        if wordings.opened(predicate[found.end() :])
        and not re.match(r"\w+ing\b", predicate[found.end() :])
    ]
    begins = [0, *(found.end() for found in cuts)]
    ends = [*(found.start() for found in cuts), len(predicate)]
    return [predicate[begin:end] for begin, end in zip(begins, ends, strict=True)]


def _object(rest: str) -> str | None:
    """What follows the verb; "the distance" alone says nothing without what it is between."""
    found = phrase(rest)
    if found is None or head(found) not in _BETWEEN_TWO:
        return found
    _, _, after = unmarked(rest).partition(f"{found} between ")
    two = phrase(after) if after else None
    return found if two is None else f"{found} between {two}"


def _others(rest: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if passing := _PASSAGE.match(unmarked(rest)):
        through = listed(passing[1])
        if through is not None:
            found["passing"] = through
    elif _COMING.fullmatch(unmarked(rest)):
        found["passing"] = unmarked(rest)
    if two := re.match(r"(.+?) (?:from|to|with) (.+)$", unmarked(rest)):
        first = phrase(two[1])
        second = phrase(re.sub(r"\bones\b", head(first or ""), two[2]))
        if first and second and len(f"{first} {second}".split()) <= MOST_LISTED:
            found["both"] = f"{first} and {second}"
    for each in _AFTER_PREPOSITION.finditer(rest):
        name = phrase(each[2])
        if name is not None:
            found.setdefault(each[1], name)
    if re.search(r"\sin place\b", rest):
        found["in"] = "place"
    if re.search(r"\sto\s+[a-z]+\b", rest):
        found.setdefault("to do", rest)
    return found


def _asked_what(question: str, answer: str) -> Iterator[Statement]:
    """ "What does X do?", "What does X store?", "What does X enable Y to do?" """
    asked = re.match(r"what (?:does|do|can) (.+)$", question, re.IGNORECASE)
    if asked is None:
        return
    body = re.sub(r"\s+(?:play a key role in|participate in|play a role in)$", " do", asked[1])
    if doing := re.match(r"(.+?)\s+do(?:\s+(?:in|to|for|with) .+)?$", body):
        able = re.match(r"(.+?) ((?:enable|allow|permit)s? .+? to)$", doing[1])
        if able is not None:
            yield from _active(able[1], f"{able[2]} {_lowered(answer)}")
            return
        yield from _active(doing[1], answer)
        return
    for subject, predicate in reversed(wordings.split_question(body)):
        where = re.fullmatch(
            r"(\w+) ((?:to|into|from|in|through|across) [\w-]+(?: [\w-]+){0,6})", predicate
        )
        if where is not None:  # "carry to the site": what is carried is the answer
            yield from _active(subject, f"{where[1]} {_lowered(answer)} {where[2]}")
            return
        if len(predicate.split()) <= 4:
            yield from _active(subject, f"{predicate} {_lowered(answer)}")
            return


def _lowered(answer: str) -> str:
    """The answer as it stands inside of a sentence."""
    first = answer.split(" ", 1)[0]
    return answer if not first[1:].islower() and len(first) > 1 else answer[:1].lower() + answer[1:]


def _asked_which(question: str, answer: str) -> Iterator[Statement]:
    """The term is the answer: "What is the N called that V O?", "____ V O", "What V O?" """
    term = _lowered(answer)
    if gap := re.search(r"“____ ([^“”]+)”", question):
        yield from _active(term, gap[1].rstrip("."))
        return
    row = re.match(rf"what (?:is|are) (?:an?|the|each) {_ROW} (.+?) called$", question, re.I)
    if row is not None:
        yield from _active(term, f"is made of {row[1]}")
        return
    called = re.match(
        r"what (?:is|are) (?:(?:an?|the) )?(?:[\w-]+ ){1,4}?(?:called )?"
        r"(?:that|which) (.+?)(?: called)?$",
        question,
        re.IGNORECASE,
    )
    if called is not None and "called" in question:
        part = _PARTS.search(called[0][: called.start(1)]) is not None
        yield from (
            replace(each, alone=each.alone and not part) for each in _active(term, called[1])
        )
        return
    if "____" in question:
        return
    acting = re.match(
        r"(?:what|which(?: [\w-]+){0,3}) ((?!is\b|are\b|do\b|does\b|can\b).+)$", question, re.I
    )
    if acting is not None:
        yield from _active(term, acting[1])


def _asked_purpose(question: str, answer: str) -> Iterator[Statement]:
    """ "What is the function of X?", "What is X used for?", "What is X responsible for?" """
    role = re.match(
        r"what (?:is|are) (?:the )?(?:main )?"
        r"(?:functions?|roles?|purpose|goal|job|aim|task) of (.+)$",
        question,
        re.IGNORECASE,
    )
    used = re.match(
        r"what (?:is|are) (.+?) (?:used|needed|designed|meant) (?:for|to do)$", question, re.I
    )
    aims = re.match(
        r"what (?:does|do) (.+?) (?:aim (?:at|to)|try to|attempt to|seek to|help to)(?: do)?$",
        question,
        re.IGNORECASE,
    )
    found = role or used or aims
    if found is not None:
        for each in _active(found[1], _lowered(answer)):
            yield replace(each, tool=found is used)
        return
    duty = re.match(r"what (?:is|are) (.+?) (?:mainly )?responsible for$", question, re.IGNORECASE)
    if duty is not None:
        inner = list(_active(duty[1], _lowered(answer)))
        yield from inner or _active(duty[1], f"are responsible for {_lowered(answer)}")


def _asked_passive(question: str, answer: str) -> Iterator[Statement]:
    """ "Where is X stored?", "What are X packaged into?", "What is X made of?" """
    made = re.match(
        r"what (?:is|are) (.+?) (?:mainly |mostly )?"
        r"(made(?: up)? of|composed of|built (?:of|from))$",
        question,
        re.I,
    )
    if made is not None:
        yield from _active(made[1], f"is {made[2]} {_lowered(answer)}")
        return
    question = re.sub(r"^what can (.+?) be ", r"what is \1 ", question, flags=re.IGNORECASE)
    where = re.match(
        r"where (?:is|are) (.+?) ((?:mainly |mostly )?\w+ed|held|kept)$", question, re.I
    )
    into = re.match(r"what (?:is|are) (.+?) (\w+ed|held|kept) (in|into|to|by)$", question, re.I)
    found = where or into
    if found is None:
        return
    name = phrase(found[1])
    if name is None or name.casefold() != _bare(found[1]):
        return
    place = re.sub(r"^(?:in|into|to|by) ", "", _lowered(answer), flags=re.I)
    other = phrase(place)
    for verb, _ in wordings.passive(found[2]):
        if other is None:
            continue
        link = "in" if where is not None else found[3].casefold()
        if link == "by":
            yield Statement(other, verb, name, rest=unmarked(place))
        else:
            others = {f"passive {link}": other, link: other}
            yield Statement("", verb, name, others, rest=unmarked(place))


def _asked_how(question: str, answer: str) -> Iterator[Statement]:
    """ "How does X protect Y?": that it does is what the question itself states."""
    asked = re.match(r"(?:how|why) (?:do|does|can) (.+)$", question, re.IGNORECASE)
    if asked is None or re.search(r"\b(?:differ|in common)$", question):
        return
    joined = re.match(r"(.+?) (?:combine|join|unite|come together|assemble)\b", asked[1])
    formed = re.match(r"to (?:form|make|build) (.+)$", answer, re.IGNORECASE)
    if joined is not None and formed is not None:
        yield from _active(joined[1], f"make up {formed[1]}")
        return
    for subject, predicate in wordings.split_question(asked[1]):
        yield from (replace(each, manner=True) for each in _active(subject, predicate))
        return


def _defined(question: str, answer: str) -> Iterator[Statement]:
    """ "What is X?" - "An N that V O", "An N responsible for O"."""
    asked = re.match(r"what (?:is|are) ([^,]+)$", question, re.IGNORECASE)
    if asked is None:
        return
    acting = re.match(r"([^,]{3,80}?)\s(?:that|which)\s(.+)$", answer)
    if acting is not None and acting[1].rsplit(" ", 1)[-1] not in _PREPOSITIONS:
        yield from _active(asked[1], acting[2])
        return
    duty = re.match(r"[^,]{3,60}?\sresponsible for\s(.+)$", answer)
    if duty is not None:
        yield from _active(asked[1], f"is responsible for {duty[1]}")
        return
    row = re.match(rf"(?:an? )?{_ROW} (.+)$", answer, re.IGNORECASE)
    if row is not None:
        yield from _active(asked[1], f"is made of {row[1]}")
        return
    built = re.match(
        r"[^,]{3,60}?\s(made(?: up)? of|composed of|consisting of|built from)\s(.+)$", answer
    )
    if built is not None:
        link = "made of" if built[1] == "consisting of" else built[1]
        yield from _active(asked[1], f"is {link} {built[2]}")
        return
    used = re.match(r"[^,]{3,60}?\sused to\s(.+)$", answer)
    if used is not None:
        yield from (replace(each, tool=True) for each in _active(asked[1], used[1]))

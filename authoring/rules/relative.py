"""What a term is, told in passing by a relative clause behind it: "farm holidays, during which
farmers sold nothing", "the Monroe Doctrine, in which the country pledged help".
"""

from __future__ import annotations

import re

from authoring.prose import Sentence
from authoring.rules.candidate import POINTING, Candidate, Setting, made, personal, plural
from authoring.rules.clause import split
from authoring.rules.verbs import base_of
from decks.cards import CardKind

_RELATIVE = re.compile(
    r"(?P<before>[^,;:()]{3,120}?),\s(?:(?P<link>in|during|under|through|by|at)\swhich|where)\s"
    r"(?P<says>[^;:()]{15,170})$"
)
_IS = re.compile(
    r"(?P<before>[^,;:]{3,160}?),\s(?:which|who)\s(?P<be>is|are|was|were)\s"
    r"(?P<says>(?:an?|the)\s[^;:()]{12,170})$"
)
_NAME = re.compile(r"(?:[A-Z][\w’'&.-]*\s)+(?:of\s(?:the\s)?[A-Z][\w’'.-]*\s)?$")
_STOP = re.compile(
    r"^(?:an?|the|of|in|on|at|to|for|by|with|from|into|upon|as|and|or|than|called|is|are|was|were|"
    r"be|been|its|their|his|her|this|that|these|those|such|some|any|no|via|through|about|most|"
    r"other|another|new|older|same|first|second|also|only|not|so|more|many|several|two|three|"
    r"we|you|they|it|one|he|she|will|can|may|must)$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|would|could|\w{3,}ed|began|took|made|gave|went|became|held|led)\b"
)
_NO_HEAD = frozenset(
    "way ways case cases manner extent degree time times place situation situations example "
    "examples process condition conditions form instance one figure step order rate point "
    "environment area areas direction year years period context mechanism sense field part "
    "parts system world state conditions".split()
)
_HAPPENS = re.compile(r"(?:sis|tion|sion|ment|ing|ure|ance|ence|ysis|fer|al|descent|search|step)$")
"""How names of what happens end."""
_LOOSE = re.compile(r"^(?:it|they|he|she|we|this|these|those|such|there)\b", re.IGNORECASE)
MOST_WORDS = 4


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """A term with the relative clause that tells what it is."""
    words = sentence.words.rstrip(".")
    defined = _defined(words, sentence, setting)
    if defined is not None:
        return defined
    found = _RELATIVE.search(words)
    if found is None or POINTING.search(found["says"]) or personal(found["says"]):
        return None
    link = found["link"] or "in"
    term = last_term(found["before"], sentence, setting)
    says = found["says"]
    if term is None or _LOOSE.match(says) or split(says[:1].upper() + says[1:]) is None:
        return None
    head = term.split()[-1].casefold().strip("”“")
    if head in _NO_HEAD or term.casefold() in says.casefold():
        return None
    many = plural(term)
    past = term[:1].isupper() and _PAST.search(says) is not None
    be = ("were" if past else "are") if many else ("was" if past else "is")
    one = len(term.split()) == 1
    happens = one or found["link"] is None
    if happens and (not _HAPPENS.search(term) or term[:1].isupper()):
        return None
    article = "" if many else "an " if head[0] in "aeiou" else "a "
    named = f"the {term}" if term[:1].isupper() and not one else term
    if happens:
        question, means = f"What happens {link} {term}?", says
    else:
        question = f"What {be} {named if many or term[:1].isupper() else _any(term)}?"
        means = f"{article}{head} {link} which {says}"
    return made(
        sentence,
        kind=CardKind.DEFINITION,
        question=question,
        label=term,
        means=means,
        weight=1.85,
        least=6,
    )


def _defined(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "... variational autoencoders, which are a class of models ...": a term of the source."""
    found = _IS.search(words)
    if found is None or POINTING.search(found["says"]) or personal(found["says"]):
        return None
    term = last_term(re.sub(r"\s\([^()]*\)$", "", found["before"]), sentence, setting)
    if term is None or term.casefold() in found["says"].casefold() or _VAGUE.match(found["says"]):
        return None
    if plural(term) != (found["be"] in ("are", "were")):
        return None
    article = re.search(rf"\b(an?|the)\s{re.escape(term)}", found["before"], re.IGNORECASE)
    named = f"{article[1].lower()} {term}" if article is not None else term
    return made(
        sentence,
        kind=CardKind.DEFINITION,
        question=f"What {found['be']} {named}?",
        label=term,
        means=found["says"],
        weight=1.9,
        least=4,
    )


_VAGUE = re.compile(
    r"^(?:an?|the)\s(?:same|key|main|most|only|first|last|reason|case|problem|goal|way|good|common|"
    r"important|popular|useful|powerful tool|number|result|one|focus|subject|topic|next|\w+est)\b"
)


def _any(term: str) -> str:
    return f"{'an' if term[0] in 'aeiou' else 'a'} {term}"


def last_term(before: str, sentence: Sentence, setting: Setting) -> str | None:
    """The name or term that the words end in; None where it is no name, term or compound."""
    name = _NAME.search(f"{before} ")
    if name is not None and len(name[0].split()) > 1:
        kept = name[0].strip()
        return kept if before.strip() != kept or len(kept.split()) > 1 else None
    words: list[str] = []
    for word in reversed(before.split()):
        if _STOP.match(word) or len(words) == MOST_WORDS or word.endswith(("ing", "ly", "ed")):
            break
        words.insert(0, word)
    for first in range(len(words)):
        term = " ".join(words[first:]).strip("“”")
        if not re.fullmatch(r"[\w’' -]+", term):
            continue
        if any(base_of(word) is None for word in words[:first]):
            break  # "convergent evolution" is not any evolution
        bold = any(term.casefold() == each.casefold() for each in sentence.bold)
        if bold or setting.key(term) or setting.topic(term):
            return term
    return None

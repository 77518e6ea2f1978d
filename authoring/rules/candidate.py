"""What a rule finds, and the words that every rule has to know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from authoring.prose import MATH, Sentence
from authoring.rules.clause import SINGULAR, split
from authoring.rules.verbs import base_of
from authoring.vocabulary import GENERIC, bare
from decks.cards import CardKind

MAX_ANSWER_WORDS = 25
_ARTICLE = re.compile(r"^(?:an?|the)\s", re.IGNORECASE)
_OWNER = re.compile(r"['’]s?$")
CALL = re.compile(r"^[A-Za-z_][\w.]*\([^()]*\)$")
"""A function or method as code writes it: "loss.backward()"."""
_ACRONYM = re.compile(r"^[A-Z][\w-]*[A-Z][\w-]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that a rule would make of [start, end) of the source; heavier ones are kept first.

    `own` is where the sentence begins that says it, if the range takes in one before it; `rule`
    names the rule that found it, a file of `authoring.rules`.
    """

    kind: CardKind
    question: str
    label: str
    core_answer: str
    start: int
    end: int
    weight: float
    explanation: str = ""
    formulas: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()
    own: int = -1
    series: str = ""
    """What its siblings have too: the gaps of one list, which stand beside one another."""
    rule: str = ""

    @property
    def named(self) -> bool:
        """Whether what is asked for is the name of the thing."""
        return self.core_answer.strip("“”. ").casefold().endswith(self.label.casefold())


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a sentence: the one before it, the one after it, the words of the source."""

    before: Sentence | None = None
    after: Sentence | None = None
    names: frozenset[str] = field(default_factory=frozenset)
    """Words that the source writes with a capital inside a sentence."""
    terms: frozenset[str] = field(default_factory=frozenset)
    """What the source sets in bold or makes a heading, bare and in small letters."""
    topics: frozenset[str] = field(default_factory=frozenset)
    """What several of its sentences begin with, bare and in small letters."""
    past: bool = False
    """Whether the source tells of what was, as histories do."""
    about: frozenset[str] = field(default_factory=frozenset)
    """Names that it tells of again and again."""
    tool: str = ""
    """The one of these that its commands belong to, in notes with code: "Git"."""
    strange: frozenset[str] = field(default_factory=frozenset)
    """Acronyms that it uses now and then and never opens."""
    counted: frozenset[str] = field(default_factory=frozenset)
    """Acronyms that it counts: "a VAE", "two GANs"."""
    capital: frozenset[str] = field(default_factory=frozenset)
    """Words of its headings that it never writes in small letters."""
    formulas: Mapping[str, str] = field(default_factory=dict)
    """The formula that each mark of a sentence stands for (`rules.shielding`)."""

    def key(self, term: str) -> bool:
        """Whether a term is one that the source is about: set apart by it, or an acronym."""
        if CALL.match(term):
            return True
        low = bare(term)
        short = GENERIC.sub("", low)
        if short in self.terms or short.removesuffix("s") in self.terms:
            return True
        if low in self.terms or low.removesuffix("s") in self.terms or f"{low}s" in self.terms:
            return True
        return any(_ACRONYM.match(word) for word in term.split())

    def topic(self, term: str) -> bool:
        """Whether several sentences of the source are about a term."""
        return bare(term) in self.topics


POINTING = re.compile(
    r"^(?:\S+\s){0,4}(?:this|these|those)\b|"
    r"\b(?:above|below)(?=[.,;:)]|$|\s(?:is|are|shows?|we|you|and|equations?|figures?|examples?|"
    r"formulas?|expressions?|estimate|procedure|approach|model|method|property|naive)\b)|"
    r"\b(?:the|as|see|shown|from|described|mentioned|defined|given|with)\s(?:above|below)\b|"
    r"\b(?:following|latter|"
    r"(?<![aA] )former|"
    r"aforementioned|"
    r"previous(?:ly)?|earlier|here|figure|chapter|lecture|example|equation|lhs|"
    r"(?:tables?|sections?|slides?)\s(?:\d|[A-Z]\b|above|below|shows?|lists?|gives?|"
    r"summari[sz]es?)|"
    r"(?:this|next|last|preceding)\s(?:table|section|slide)|or table|the table (?:of contents|on)|"
    r"rhs)\b|§|(?:of|in|by|from|see|with)\s\(\d+\)|\((?:left|right|top|bottom|see\b[^()]*)\)",
    re.IGNORECASE,
)
"""Words that point to somewhere else: a card cannot stand alone with them."""

PRONOUN = re.compile(
    r"^(?:it|its|they|their|them|he|she|his|her|we|our|you|your|i|this|that|these|those|such|there|"
    r"here|others|what|which|who|when|if|so|(?:figure|table)(?=\s\d))\b|"
    r"^(?:one|some|many|most|another|other|each|both|all|two|three|several|few)\b"
    r"(?=\s(?:of|are|is|was|were|has|have|had|can|may|might|will|do|does|did|way|in|also|"
    r"[a-z]+ed)\b)",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:we|our|us|you|your|my|let's|let us)\b|"
    r"(?-i:(?<!War )(?<!ase )(?<!ype )(?<!lass )(?<!osis )(?<![Pp]art )(?<!tep )(?<!Title "
    r")(?<!Henry )"
    r"(?<!George )(?<!James )(?<!Charles )(?<!Elizabeth )\bI\b)",
    re.IGNORECASE,
)
"""Whoever speaks or listens; the first of a series, as in "World War I", is nobody."""


def personal(words: str) -> bool:
    """Whether somebody speaks of themselves or to the reader; an I in a formula is nobody."""
    return _PERSONAL.search(MATH.sub(" ", words)) is not None


_CAPTION = re.compile(r"^(?:Figure|Fig\.?|Table)\s?[\d.]+[:.]\s+|^\(?(?:[a-e]|\d)\)\s+")
_LEAD = re.compile(
    r"^(?:However|Thus|Therefore|Hence|Moreover|Furthermore|In addition(?! to\b)|Additionally|"
    r"Also|In fact|"
    r"Indeed|Instead(?! of\b)|Consequently|As a result(?! of\b)|In general|Generally|In other "
    r"words|Specifically|In "
    r"particular|For example|For instance|Recall that|Note that|Nevertheless|Finally|First|Second|"
    r"Third|In contrast(?! to\b)|By contrast|Similarly|Likewise|Here|Again|And|But|So|Yet|"
    r"Remember that|"
    r"Interestingly|Importantly|In short|In essence|Then|Now|Conversely|Accordingly|"
    r"As we have seen|At (?:its|their) heart|As you can see|As you (?:have (?:learned|seen)|"
    r"know|recall|may know|may recall)|As (?:you|we)[’']ve (?:learned|seen|discussed|mentioned)|"
    r"As (?:already )?(?:mentioned|discussed|noted|described|stated)(?: earlier| above| before| "
    r"previously)?|"
    r"Usually|Typically|Traditionally|Collectively|Together|To refresh your memory|As a reminder|"
    r"To review|To recap|To summarize|In conclusion|Simply|"
    r"Historically|Essentially|Basically|Simply put|Intuitively|Naively|Formally|Of course|"
    r"Unfortunately|"
    r"Fortunately|Surprisingly|Clearly|Often|Still|Nonetheless|Overall|In practice|In summary|"
    r"On the other hand|On the one hand|At the same time|By definition|In turn|For this reason|"
    r"That is|(?:On|At) a high[- ]level|"
    r"From a high[- ]level|Most notably|Most importantly|Perhaps most importantly|Likewise|"
    r"Moreover|"
    r"Ultimately|Eventually|Additionally|Subsequently|Unsurprisingly|"
    r"Not surprisingly|In all|Put simply|Meanwhile|In reality|In truth|"
    r"(?:Also )?(?:[Ww]e|One) (?:can |may |also |will |thus |then )?(?:see|know|note|observe|"
    r"recall|say|show|conclude|"
    r"prove) that|It (?:can be (?:shown|seen|proven)|follows|turns out|is (?:well )?known|is "
    r"clear|is "
    r"easy to (?:see|show|check)|is worth noting|should be noted|is important to note|is "
    r"noteworthy) "
    r"that|It turns out that|Keep in mind that|Observe that|Notice that|Note also that)"
    r",?\s+"
)


@lru_cache(maxsize=512)
def led(words: str) -> str:
    """The sentence without the word that ties it to the one before."""
    words = tidied(words)
    rest = _LEAD.sub("", _CAPTION.sub("", words))
    return rest[:1].upper() + rest[1:] if rest != words else words


def lowered(words: str, setting: Setting) -> str:
    """The words as they stand inside a sentence: names and acronyms keep their capitals."""
    if _ARTICLE.match(words):
        return words[:1].lower() + words[1:]
    first, _, rest = words.partition(" ")
    simple = _OWNER.sub("", first)[1:].islower() or len(first) == 1
    named = rest[:1].isupper() and rest[1:2].islower()
    if first[:1].isupper() and simple and not named and _OWNER.sub("", first) not in setting.names:
        return f"{first.lower()} {rest}".strip()
    return words


def sentence_of(words: str) -> str:
    """The words as a sentence: a capital, and a full stop."""
    said = words.strip().rstrip(".;,: ")
    if not said:
        return ""
    if ord(said[0]) > LAST_LATIN:  # a Greek letter is a symbol: its capital is another one
        return said + ("" if said.endswith((".”", '."', "?", "!")) else ".")
    stop = "" if said.endswith((".”", '."', "?", "!")) else "."
    return f"{said[:1].upper()}{said[1:]}{stop}"


LAST_LATIN = 0x24F
_ASIDE = re.compile(
    r"\s*\((?:singular|plural|pronounced|from)\b[^()]{1,60}\)|\s*\([^()]{1,60}=[^()]{1,80}\)|"
    r"\s(?:discussed|described|mentioned|shown|seen|introduced)\s(?:earlier|above|below|previously|"
    r"before)\b|,\s(?:where|which|as|and|so|that)\s(?:we|you)\s[^,;]*$|"
    r"\s*\((?:for example|for instance|e\.g\.?|such as|like|i\.e\.)[^()]{1,400}\)|"
    r"\s*\((?:[^()]{0,80}\bet al\b[^()]{0,40}|(?:[A-Z][\w-]+(?:,|\sand|\s&)?\s){1,4}(?:19|"
    r"20)\d\d[a-z]?)\)|"
    r"\s*\(in this case[^()]{0,100}\)|,? (?:i\.e\.|that is),? "
    r"(?=[^,]*\b(?:we|you)\b).*$|"
    r"\s*\([^()]{0,200}\b(?:discussed|described|shown|see|seen|introduced|later|below|above|"
    r"shortly|"
    r"figure|fig|chapter|section)\b[^()]{0,200}\)",
    re.IGNORECASE,
)


def tidied(words: str) -> str:
    """The words without asides that point to elsewhere, and without stray escapes."""
    return _ASIDE.sub("", words).replace("\\'", "'").strip()


def made(
    sentence: Sentence,
    *,
    kind: CardKind,
    question: str,
    label: str,
    means: str,
    weight: float,
    least: int = 3,
) -> Candidate | None:
    """The card with an answer of at most 25 words, or None where what is left says too little or
    points elsewhere.
    """
    answer, rest = shortened(_KNOWN_AS.sub("", means))
    if len(answer.split()) < least or not balanced(answer) or not balanced(question):
        return None
    if LOOSE.search(re.sub(r"^(?:It|They|Both)\s", "", answer)):
        return None
    return Candidate(
        kind=kind,
        question=question,
        label=label.strip(),
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=weight,
        spans=(sentence.span,),
    )


_KNOWN_AS = re.compile(r"^what (?:is|are) (?:known as|called|termed)\s")
LOOSE = re.compile(
    r"\b(?:this|these|those|such(?! as\b)|the (?:former|latter|above|following)|here|we|our|us|you|"
    r"your)\b|\bthat (?:way|one)\b",
    re.IGNORECASE,
)
"""Words of an answer that point to something it does not show."""

_UNFINISHED = re.compile(
    r"(?:\b(?:where|such that|with|and|or|of|the|an?|that|by|as|to|for|in|is|are|if|when)|[:(,])$"
)
"""How words end that go on in a formula or list below."""


def shortened(words: str) -> tuple[str, str]:
    """At most 25 words, cut where a clause ends, and what was cut off; ("", "") where it cannot."""
    words = tidied(words)
    if _UNFINISHED.search(words):
        return "", ""
    second = _second_statement(words) or _said_again(words)
    if second is not None:
        return second
    for pattern, least in _CLAUSE_ENDS:
        cut = pattern.search(words)
        if cut and len(words[cut.end() :].split()) >= 4 and _whole(words[: cut.start()], least):
            return words[: cut.start()], words[cut.end() :]
    if len(words.split()) <= MAX_ANSWER_WORDS:
        return words, ""
    bare = _BRACKETS.sub("", words)
    if bare != words and len(bare.split()) <= MAX_ANSWER_WORDS and _whole(bare, 4):
        return bare, words
    for mark, least in _MARKS:
        head, found, tail = words.partition(mark)
        inner = mark in _LISTING and (", " in head or _ASIDE_AFTER.match(tail))
        if found and not inner and _whole(head, least):
            return head, (found.strip(" ,;") + " " + tail).strip()
    return "", ""


_SECOND = re.compile(r",\s(?:and|so|nor)\s|\sand\s(?=(?:the|its|their|these|it|they|she|he)\s)")
"""Before a second statement with a subject of its own."""


def _second_statement(words: str) -> tuple[str, str] | None:
    """The first of two statements, and the other; None where there is one, or a list of them."""
    for second in _SECOND.finditer(words):
        head, rest = words[: second.start()], words[second.end() :]
        rest = re.sub(r"^(?:in|for|on|at|with)\s[^,]{2,40},\s", "", rest)
        if base_of(rest.split()[0]) is not None or not _whole(head, 1):
            continue
        last = head.rpartition(", ")[2]
        listed = last != head and split(f"{last[:1].upper()}{last[1:]}") is not None
        if not listed and split(f"{rest[:1].upper()}{rest[1:]}") is not None:
            return head, rest
    return None


_AGAIN = re.compile(
    r",?\si\.e\.,?\s|,\s(?:that is|in other words),\s|,\sbut\s|\sbut\s(?=(?:has|have|is|are|was|"
    r"were|does|do|did|can|cannot|will)\b)|,?\s(?:via|through)\s(?=[a-z]+ing\b)|"
    r",\sand(?:,|\s(?=(?:using|by|with|then|ultimately|eventually|finally)\b))\s?"
)
"""Before the same in other words, a second idea, or the means by which."""


def _said_again(words: str) -> tuple[str, str] | None:
    """What comes before a second idea, and that."""
    found = _AGAIN.search(words)
    if found is None or not _whole(words[: found.start()], 2):
        return None
    head = words[: found.start()]
    if re.match(r"(?:by|through|via)\b|not\b", head, re.IGNORECASE) or re.search(r"\bnot\b", head):
        return None
    return head, words[found.end() :]


_BRACKETS = re.compile(r"\s\([^()]*\)")
_CLAUSE_ENDS = (
    (re.compile(r"; |: (?=[A-Z])"), 1),
    (re.compile(r": |, whereas |, while "), 5),
    (re.compile(r", (?:and )?(?:is|are|was|were)(?= [a-z]+(?:ed|en) )"), 2),
    (
        re.compile(
            r",? and (?:(?:the|an?|its|their|these|those|they|it)\s(?:(?!\b(?:that|which|if|"
            r"whether|who|when)\b)[^,]){0,40}?)?\b(?:is|are|was|"
            r"were|can|"
            r"may|will|has|have|had|plays?)\b"
        ),
        1,
    ),
)
"""Where a second statement begins, and how many words an answer must have by then."""
_LISTING = (", and ", ", ")
_MARKS = (
    (", i.e.", 4),
    (", e.g.", 4),
    (", which ", 5),
    (", where ", 5),
    (" (", 5),
    (", whose ", 5),
    (", so ", 5),
    (", and ", 5),
    (", but ", 5),
    (", ", 8),
)
"""Where a long answer may end, and how many words it must have by then."""
_ASIDE_AFTER = re.compile(r"[^,]{1,40}, ")


def _whole(head: str, least: int) -> bool:
    """Whether words may stand alone as an answer."""
    long_enough = least <= len(head.split()) <= MAX_ANSWER_WORDS
    return long_enough and balanced(head) and _UNFINISHED.search(head) is None


_NO_PRICE = re.compile(r"\$(?!\d)")


def balanced(words: str) -> bool:
    """Whether brackets and dollar signs come in pairs."""
    pairs = words.count("(") == words.count(")") and words.count("[") == words.count("]")
    paid = _NO_PRICE.search(MATH.sub(" ", words)) is None
    return pairs and paid and words.count("“") == words.count("”")


def plural(subject: str) -> bool:
    """Whether a noun phrase looks plural, by its head's ending."""
    head = re.split(r"\s+(?:of|in|for|with|from|on|between|that|which)\s+", subject)[0].split()[-1]
    if head.casefold() in SINGULAR:
        return False
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "ics"))

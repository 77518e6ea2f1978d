"""Where the subject of a statement ends and its finite verb stands: "networks | need | noise".

Nothing is guessed: a statement whose verb is not known for sure is None, and gives no card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from authoring.rules.verbs import base_of, maybe_noun

MAX_SUBJECT_WORDS = 12
COPULAS = frozenset("is are was were".split())
_MODALS = frozenset("can could must might may should would will cannot do does did".split())
_DOING = frozenset("does do did".split())
_HAVING = frozenset("has have had".split())
_FINITE = COPULAS | _MODALS | _HAVING
_NO_SUBJECT = frozenset(
    "a an the of to in on by for with from and or as at than that which who whose its their his "
    "her this these those be been being not very more most less no any each every when if because "
    "some many few several all both other another into onto under between through during "
    "about over our your my two three four five six ten".split()
)
"""Words that a verb cannot follow: a noun comes after them."""
_PLURAL = frozenset(
    "people children men women data mice bacteria criteria both they fungi nuclei cilia flagella "
    "mitochondria phenomena media alleles we".split()
)
SINGULAR = frozenset("lens gas bias chaos canvas atlas alias species series".split())
_SUBORDINATE = frozenset(
    "that which who whom whose what how if when where whether while because since although".split()
)
_NO_CLAUSE = frozenset(
    "if once unless as after before until though by in on at to for with from during despite "
    "not even just long soon shortly later there "
    "here it's let let’s under within among over upon throughout given like unlike".split()
)
"""Openings after which the first noun phrase is not the subject."""
_ORDERS = frozenset(
    "use train change sample try note see set apply compute consider let add make take run start "
    "keep give find get show call look build model read input".split()
)
_LINKS = frozenset("from in for with on at to by".split())
_PERFECT = re.compile(
    r"(?:\w+ly |not |also |often |long |never |always |since )?(?:been|\w+ed|\w+en|met|made|had|"
    r"led|"
    r"lost|found|grown|begun|become|come|gone|put|set|shown|built|brought|kept|held|sent|spent|won|"
    r"left|paid|said|taught|told|thought|understood|done|drawn|run|cut|read)\b"
)
_ADVERB = re.compile(
    r"^(?:not|never|often|usually|also|instead|further|still|always|so|typically|generally|sometimes|therefore|"
    r"thus|then|now|only|mainly|mostly|primarily|simply|rarely|\w{3,}ly)$"
)


_TIES = frozenset(
    "then therefore thus now further still subsequently ultimately however instead".split()
)
"""Adverbs that tie a statement to the one before it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement in parts. `helper` is what a question puts before the subject ("does", "can",
    "is"), `base` the verb as it then stands ("" after "is"); `adverb` stands between them.
    """

    subject: str
    verb: str
    base: str
    helper: str
    adverb: str
    rest: str

    @property
    def copula(self) -> bool:
        """Whether the verb is a form of "to be"."""
        return self.helper in COPULAS

    @property
    def turned(self) -> str:
        """The statement in the order of a question: "do networks need noise"."""
        adverb = "" if self.adverb in _TIES else self.adverb
        parts = (self.helper, self.subject, adverb, self.base, self.rest)
        return " ".join(part for part in parts if part)

    @property
    def twofold(self) -> bool:
        """Whether a second finite verb follows, which a question with "did" would leave as it is:
        "fired workers and tore down houses".
        """
        if self.helper not in ("does", "did"):
            return False
        for found in re.finditer(r"\band\s(?:[a-z]+ly\s)?([a-z]+)\b", self.rest):
            known = base_of(found[1])
            if known is not None and known[1] == self.helper and not maybe_noun(found[1]):
                return True
        return False


def split(statement: str) -> Clause | None:
    """The clause that a statement begins with, or None where its verb is not known for sure."""
    words = statement.split()
    if not words or words[0].lower() in _SUBORDINATE | _NO_CLAUSE or _orders(words):
        return None
    for place in range(1, min(len(words), MAX_SUBJECT_WORDS + 1)):
        word, before = words[place], words[place - 1]
        low = word.lower()
        if low in _SUBORDINATE or low == "as" or before.endswith((",", ";", ":")):
            return None
        if low in _FINITE or low.endswith(("n't", "n’t")):
            return _with_auxiliary(words, place)
        if _either(words, place):
            return None
        if _is_verb(words, place):
            return _plain(words, place)
    return None


def _orders(words: list[str]) -> bool:
    """Whether a sentence begins with an order: "Pass the sample to the decoder"."""
    known = base_of(words[0])
    if len(words) < 2 or known is None or known[1] != "do":
        return False
    if not maybe_noun(words[0]) or words[0].lower() in _ORDERS:
        return words[1].lower() not in _FINITE and not words[0].endswith("s")
    return re.match(r"(?:the|an?|your|its|that|this|each|all|training|\$)", words[1]) is not None


def _with_auxiliary(words: list[str], place: int) -> Clause | None:
    verb = words[place].lower()
    if words[place - 1].lower() in _NO_SUBJECT:
        return None
    subject, rest = words[:place], words[place + 1 :]
    if _ADVERB.match(subject[-1].lower()) and len(subject) > 1:
        subject = subject[:-1]
    adverb = ""
    if verb == "cannot" or verb.endswith(("n't", "n’t")):
        verb = {"cannot": "can", "can't": "can", "can’t": "can", "won't": "will"}.get(
            verb, verb[:-3]
        )
        adverb = "not"
        if verb not in _FINITE:
            return None
    elif rest and _ADVERB.match(rest[0]) and len(rest) > 1:
        adverb, rest = rest[0], rest[1:]
    after = " ".join(rest)
    if verb in _DOING and rest in ([], ["not"]):
        return Clause(" ".join(subject), verb, "", verb, "not" if rest else adverb, "")
    if verb in _DOING:
        known = base_of(rest[0]) if rest else None
        if known is None or known[1] != "do":
            return None
        return Clause(" ".join(subject), rest[0], rest[0], verb, adverb, " ".join(rest[1:]))
    if verb in _HAVING and not _PERFECT.match(after):
        helper = {"has": "does", "have": "do", "had": "did"}[verb]
        return Clause(" ".join(subject), verb, "have", helper, adverb, after)
    return Clause(" ".join(subject), verb, "", verb, adverb, after)


def _is_verb(words: list[str], place: int) -> bool:
    """Whether a word is the finite verb of the words before it, and not a noun or participle."""
    known = base_of(words[place])
    if known is not None and known[1] == "did" and known[0] in ("call", "name", "base", "relate"):
        return False
    before = words[place - 1].strip("“”\"'()").lower()
    if known is None or before in _NO_SUBJECT or (before.endswith("ly") and place == 1):
        return False
    following = words[place + 1].lower() if place + 1 < len(words) else ""
    if maybe_noun(words[place]) and _noun_reading(words, place, following):
        return False
    if known[1] == "did" and _participle(words, place, following):
        return False
    return _agrees(words[:place], known[1]) and not _later_verb(words[place + 1 :], known[1])


def _either(words: list[str], place: int) -> bool:
    """ "The site releases dissociated parts": verb and adjective, or noun and verb? Nobody can say
    without the meaning.
    """
    known = base_of(words[place])
    if known is None or known[1] != "does" or not maybe_noun(words[place]):
        return False
    behind = words[place + 1 : place + 3]
    if len(behind) < 2 or not behind[0].endswith("ed") or behind[0] != behind[0].lower():
        return False
    after = behind[1].lower().rstrip(",.;")
    plain = after not in _NO_SUBJECT | _FINITE and not after.endswith("ly")
    return plain and words[place - 1].lower() not in _NO_SUBJECT and _agrees(words[:place], "does")


def _noun_reading(words: list[str], place: int, following: str) -> bool:
    if following in _FINITE or following in ("of", "that", "which", "who", "and", "or"):
        return True
    if words[place].endswith((",", ";", ".")):
        return True
    if words[place - 1].endswith("ing") and following in _LINKS:
        return True
    after = base_of(following)
    return after is not None and not maybe_noun(following)


def _participle(words: list[str], place: int, following: str) -> bool:
    """ "the method used to ..." against "Hoover used the ..."."""
    regular = words[place].lower().endswith("ed") or words[place].lower() in (
        "made",
        "found",
        "built",
        "held",
        "led",
        "kept",
        "brought",
    )
    if not regular or not _verb_later(words[place + 1 :]):
        return False
    return following in _AFTER_PARTICIPLE


_AFTER_PARTICIPLE = frozenset(
    "by as using from into within via through during in on for with at among of under".split()
)


def _verb_later(rest: list[str]) -> bool:
    """Whether another finite verb follows: without one, the participle must be the verb itself."""
    for word in rest:
        low = word.lower().rstrip(",.;")
        if low in _SUBORDINATE:
            return False
        known = base_of(low)
        if low in _FINITE or (known is not None and not maybe_noun(low) and known[1] != "do"):
            return True
    return False


def _plain(words: list[str], place: int) -> Clause | None:
    known = base_of(words[place])
    if known is None:
        return None
    subject, adverb = words[:place], ""
    if len(subject) > 1 and _ADVERB.match(subject[-1].lower()):
        subject, adverb = subject[:-1], subject[-1].lower()
    base, helper = known
    rest = " ".join(words[place + 1 :])
    return Clause(" ".join(subject), words[place], base, helper, adverb, rest)


def _agrees(subject: list[str], helper: str) -> bool:
    many = plural_subject(subject)
    return helper == "did" or (helper == "do") == many


def plural_subject(subject: list[str]) -> bool:
    """Whether a noun phrase takes a plural verb, by its head."""
    words = [word.strip("“”\"'(),") for word in subject]
    if "and" in [word.lower() for word in words]:
        return True
    head = words[0]
    for word in words[1:]:
        if word.lower() in ("of", "in", "for", "with", "from", "on", "between", "within", "at"):
            break
        if not _ADVERB.match(word.lower()):
            head = word
    low = head.lower()
    if low in SINGULAR:
        return False
    if low in _PLURAL or re.search(r"[A-Z]s$", head):
        return True
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "ics", "’s", "'s"))


def _later_verb(rest: list[str], helper: str) -> bool:
    """Whether a later word of the clause could be its finite verb instead."""
    for number, word in enumerate(rest):
        low = word.lower()
        if low in _SUBORDINATE or low == "and" or word.endswith((",", ";")):
            return False
        if low in COPULAS or (low in _FINITE and number < 6):
            return True
        known = base_of(word)
        if helper == "did" and known and known[1] == "does" and not maybe_noun(word):
            return True
    return False

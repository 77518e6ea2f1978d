"""Names: "Y is called **X**" asks for the name; a bold term in a strong sentence becomes a gap."""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.prose import Sentence
from authoring.rules.candidate import (
    POINTING,
    PRONOUN,
    Candidate,
    Setting,
    balanced,
    led,
    lowered,
    personal,
    plural,
    sentence_of,
    tidied,
)
from authoring.rules.clause import split
from authoring.rules.verbs import base_of, maybe_noun
from decks.cards import CardKind

_AS = r"(?:called|termed|named|known as|referred to as)"
_TERM = r"(?P<term>(?:an?\s|the\s|its\s|their\s)?[^,;:()]{2,50}?)"
_PLAIN = (
    r"(?!(?:by|of|to|into|onto|for|between|through|as|an?|the|from|with|in|and|or|on|at|is|are|"
    r"that|which)\b)[a-z][\w-]*"
)
_CALLED = re.compile(
    r"^(?P<what>.{4,140}?),?\s(?P<verb>is|are|was|were|became|came to be)\s(?P<also>then\s|"
    r"often\s|usually\s|also\s|later\s|soon\s|widely\s|popularly\s|"
    r"commonly\s)?"
    rf"{_AS}\s{_TERM}(?:\s\([^()]*\))?(?:[,;].*)?$"
)
_THIS = re.compile(
    r"^(?P<this>This|These)\s(?P<what>(?!type|kind|form|sort)(?:[a-z][\w-]*\s)+[a-z][\w-]*)$"
)
_THIS_IS = re.compile(
    rf"^(?:This|This (?:process|phenomenon|effect|reaction|event|step))\s(?:is|was)\s(?:often\s|"
    rf"also\s)?"
    rf"{_AS}\s{_TERM}(?:[,;(].*)?$"
)
_AND_THIS = re.compile(
    rf"^(?P<what>[^;:]{{20,150}})[:;,]\s(?:this|a|"
    rf"the)\sprocess\s(?:that\s)?(?:is\s)?{_AS}\s{_TERM}$"
)
_WHEN = re.compile(
    rf"^(?P<case>(?:When|If)\s[^,;:]{{10,90}}),\s(?P<what>(?:an?|"
    rf"the)\s[^,;:]{{3,60}}?)\s(?P<verb>is|are)\s"
    rf"(?:then\s)?(?:{_AS}|said to be)\s{_TERM}(?:[,;].*)?$"
)
_AT_HEAD = re.compile(
    rf"^(?P<what>(?:An?|The)\s[^,;:]{{15,90}}?),?\s{_AS}\s{_TERM}(?:\s\([^()]*\))?,?\s"
    r"(?P<verb>[a-z]+)\b"
)
_PROCESS = re.compile(
    rf"^(?:(?P<first>[^;]{{20,140}}),\s(?:and|while|whereas)\s)?(?P<what>[^;,]{{12,110}}?),?\s"
    rf"(?:in|through|by|via|during)\s(?:an?|the)\s(?P<kind>process|reaction|mechanism|procedure|"
    rf"technique|"
    rf"event|phenomenon|method|stage|phase)\s{_AS}\s{_TERM}(?:[,;:].*|\s\(.*)?$"
)
_PROCESS_FIRST = re.compile(
    rf"^(?:In|Through|During|By)\s(?:an?|the)\s(?P<kind>process|reaction|mechanism|procedure|"
    rf"technique|"
    rf"event|phenomenon|method)\s{_AS}\s{_TERM}(?:\s\([^()]*\))?,\s(?P<what>[^;:]{{12,150}})$"
)
_WITH_RELATIVE = re.compile(
    rf"(?P<what>\b(?:an?|the)\s(?:{_PLAIN}\s){{0,3}}{_PLAIN}|"
    rf"\b(?:{_PLAIN}\s){{1,2}}[a-z]\w*s),?\s{_AS}\s{_TERM}"
    r"(?:\s\([^()]*\))?,?\s(?P<says>(?:that|which|who)\s(?P<verb>[a-z]+)\s[^,;:]{8,120})$"
)
_AT_END = re.compile(
    r"(?:^|\s)(?P<what>(?:an?|the)\s(?:[a-z][\w’-]*\s){4,9}[a-z][\w’-]*),?\s"
    r"(?:called|termed|dubbed|nicknamed|known as|referred to as)\s(?P<term>(?:an?\s|"
    r"the\s)?[^,;:()]{2,40})$"
)
_IS_NAME = re.compile(
    r"^(?P<what>The\s[^,;:()]{12,100}?)\s(?P<verb>is|are)\s(?:its|the|an?|"
    r"their)\s(?P<term>[^,;:()]{3,40})$"
)
_RELATIVE = re.compile(
    r"\b(?:opposite|other|second|third|latter|rest|remaining|resulting|same|name|following|this|"
    r"these|those|such|it|they)\b"
)
GAP = "____"
_FRAGMENT = re.compile(
    rf"^(?:{GAP},? (?:which|that|where|who)\b|Let\b|The term\b|Consider\b|See\b|Note\b)|"
    rf"{GAP}\s(?:the|an?|its)\b|\bhttps?:|{GAP}[-–]\w|\w[-–]{GAP}|"
    rf"^{GAP}(?::|\.| [-–—])"
)
"""A gap without a statement around it, or one that is asked better by name."""
_FEWEST, _MOST = 8, 34
MOST_TOLD = 25
_AUXILIARIES = frozenset("is are was were has have had can may must will".split())


_CLAUSE = re.compile(
    r"^(?:in|on|at|by|for|with|of|if|when|while|as|because|although|to|after|before|during)\b",
    re.IGNORECASE,
)


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The name that a sentence gives to something it describes."""
    words = led(sentence.words).rstrip(".")
    if personal(words) or words.endswith("?"):
        return None
    return (
        _called(words, sentence, setting)
        or _when(words, sentence, setting)
        or _this_is(words, sentence, setting)
        or _at_head(words, sentence, setting)
        or _process(words, sentence, setting)
        or _with_relative(words, sentence)
        or _is_name(words, sentence, setting)
        or _at_end(words, sentence)
    )


def _called(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    found = _CALLED.match(words)
    if found is None:
        return None
    this = _THIS.match(found["what"])
    bold = [term.casefold() for term in sentence.bold]
    if this is not None and re.sub(r"^(?:an?|the)\s", "", found["term"]).casefold() in bold:
        what = ("the " if this["this"] == "This" else "") + this["what"]
        return _card(f"What {found['verb']} {what} called?", found["term"], what, sentence)
    if POINTING.search(words):
        return None
    what = re.sub(r"^Any\s(?=[a-z])", "a ", re.sub(r"^Each\s(?=[a-z])", "each ", found["what"]))
    what = tidied(lowered(what, setting))
    also = (found["also"] or "").strip() == "also"
    if PRONOUN.match(what.removeprefix("each ")) or _CLAUSE.match(what) or "what" in what.split():
        return None
    if re.search(r";|,\s(?:which|who|that|when|where)(?:\s\w+)?$|\bcalled\b", what):
        return None
    told = found["term"].removeprefix("the ").removeprefix("a ").removeprefix("an ")
    least = 1 if also else 3 if told.casefold() in bold else 4
    if len(what.split()) < least or re.search(rf"{re.escape(found['term'])},\sor\b", words):
        return None
    came = found["verb"].startswith(("became", "came"))
    asked = (
        f"What did {what} become known as?"
        if came
        else f"What {found['verb']} {what}{',' if ',' in what else ''}"
        f"{' also' if also else ''} called?"
    )
    return _card(asked, found["term"], what, sentence)


def _when(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "When the chain holds a double bond, the acid is said to be unsaturated"."""
    found = _WHEN.match(words)
    if found is None or POINTING.search(words):
        return None
    case = found["case"][:1].lower() + found["case"][1:]
    what = lowered(found["what"], setting)
    asked = f"What {found['verb']} {what} called {case}?"
    return _card(asked, found["term"], what + case, sentence)


def _this_is(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "Some molecules vaporize: this process is known as evaporation", in one sentence or two."""
    found, start = _AND_THIS.match(words), sentence.start
    what = found["what"] if found is not None else ""
    before = setting.before
    if found is None and before is not None and before.span == sentence.span:
        found, start = _THIS_IS.match(words), before.start
        what = led(before.words).rstrip(".")
    if found is None or personal(what) or POINTING.search(what) or PRONOUN.match(what):
        return None
    clause = split(what)
    if clause is None or len(what.split()) > MOST_TOLD or not balanced(what):
        return None
    asked = f"What is it called when {lowered(what, setting)}?"
    made = _card(asked, found["term"], "", sentence)
    return None if made is None else replace(made, start=start)


def _at_head(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "A staining area within the nucleus called the nucleolus ...": the subject is named."""
    found = _AT_HEAD.match(words)
    if found is None or POINTING.search(found["what"]) or base_of(found["verb"]) is None:
        return None
    what = lowered(found["what"], setting)
    if split(f"{found['what']} {words[found.end('term') :].strip(' ,')}") is None:
        return None
    return _card(f"What is {what} called?", found["term"], what, sentence)


def _process(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "... in a process known as transcription": the process is asked for by what happens."""
    found = _PROCESS.match(words) or _PROCESS_FIRST.match(words)
    clause = split(found["what"][:1].upper() + found["what"][1:]) if found else None
    if found is None or clause is None or PRONOUN.match(found["what"]):
        return None
    what = re.sub(r"\b(?:can|may) also\b", lambda both: both[0].split()[0], found["what"])
    what = lowered(what, setting)
    return _card(
        f"What is the {found['kind']} called in which {what}?", found["term"], what, sentence
    )


def _with_relative(words: str, sentence: Sentence) -> Candidate | None:
    """ "helpers known as chaperones that assist folding": asked for by the clause after it."""
    found = _WITH_RELATIVE.search(words)
    if found is None or POINTING.search(found["says"]):
        return None
    what = re.sub(r"^(?:an?|the)\s", "", found["what"])
    if what.split()[0] in (
        "to",
        "is",
        "are",
        "was",
        "were",
        "also",
        "often",
        "by",
        "from",
        "of",
        "to",
    ):
        return None
    if re.search(r"\b(?:is|are|was|were|has|have)\b", what):
        return None
    if re.search(r"\b(?:their|its|them|it)\b", found["says"]) or _INNER.search(f" {what}"):
        return None
    many = found["verb"] in ("are", "were", "have") or not found["verb"].endswith("s")
    if found["verb"] in _AUXILIARIES - {"is", "are", "was", "were", "has", "have", "had"}:
        many = plural(what)
    says = re.sub(r"^which\b", "that", found["says"])
    article = "the" if many else "a" if what[0] not in "aeiou" else "an"
    be = "are" if many else "is"
    return _card(f"What {be} {article} {what} called {says}?", found["term"], what + says, sentence)


def _is_name(words: str, sentence: Sentence, setting: Setting) -> Candidate | None:
    """ "The folded shape of a protein is its **tertiary structure**": the bold name comes last."""
    found = _IS_NAME.match(words)
    if found is None or found["term"].casefold() not in [t.casefold() for t in sentence.bold]:
        return None
    what = lowered(found["what"], setting)
    return _card(f"What {found['verb']} {what} called?", found["term"], what, sentence)


def _at_end(words: str, sentence: Sentence) -> Candidate | None:
    """ "... share a structural arrangement of microtubules called the array"."""
    found = _AT_END.search(words)
    if found is None or POINTING.search(found["what"]) or _VERB.search(found["what"]):
        return None
    if _INNER.search(found["what"]):
        return None  # "a substrate at a site called ...": the name is that of the site
    what = found["what"][:1].lower() + found["what"][1:]
    if plural(found["term"]) and not plural(what):
        return None
    return _card(f"What is {what} called?", found["term"], what, sentence)


_INNER = re.compile(
    r"\s(?:at|in|on|to|by|with|from|into|for|through|using|via|within)\s(?:an?|the)\s"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|will|may|and then|to|be|been|it|they|its|their)\b"
)


def _card(asked: str, term: str, what: str, sentence: Sentence) -> Candidate | None:
    bare = re.sub(r"^(?:an?|the|its|their)\s", "", term, flags=re.IGNORECASE)
    if not balanced(asked) or not balanced(bare) or _RELATIVE.search(what):
        return None
    if re.match(r"(?:in|by|on|to|for|at|with|of|as|when|if)\b", bare):
        return None
    if len(bare.split()) > 4 or bare.casefold() in what.casefold() or not bare[:1].isalpha():
        return None
    bold = any(bare.casefold() == each.casefold() for each in sentence.bold)
    return Candidate(
        kind=CardKind.DEFINITION,
        question=asked,
        label=bare,
        core_answer=sentence_of(re.sub(r"^(?:its|their)\s", "the ", term)),
        start=sentence.start,
        end=sentence.end,
        weight=2.4 if bold else 1.5,
        spans=(sentence.span,),
    )


_NO_TERM = frozenset(
    "not all any both each every only no never always must one two three same different new more "
    "most less least very much many some other also often and or but if when before after first "
    "second last yes good bad better best fast slow high low large small important "
    "hard easy".split()
)
"""Words that are set in bold to stress them."""
_BACK = re.compile(r"^(?:To|For|In|By|With|From|After|At) (?:this|that|these|those)\b")


def find_gap(sentence: Sentence, setting: Setting) -> Candidate | None:
    """A gap for the first bold term of a sentence that stands alone."""
    words = led(sentence.words)
    if not sentence.bold or not _FEWEST <= len(words.split()) <= _MOST:
        return None
    if sentence.bold[0] in setting.about:
        return None  # in a deck on it the gap fills itself
    return _gap(sentence.bold[0], words, sentence)


def find_other_gap(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The same for the second bold term."""
    words = led(sentence.words)
    if len(sentence.bold) < 2 or not _FEWEST <= len(words.split()) <= _MOST:
        return None
    return _gap(sentence.bold[1], words, sentence)


def find_other_process(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The first of two processes that one sentence names side by side."""
    words = led(sentence.words).rstrip(".")
    found = _PROCESS.match(words)
    if found is None or not found["first"] or personal(words):
        return None
    return _process(found["first"], sentence, setting)


def _gap(term: str, words: str, sentence: Sentence) -> Candidate | None:
    if POINTING.search(words) or personal(words) or _BACK.match(words):
        return None
    if PRONOUN.match(words) and not re.match(r"(?:If|When)\s(?!it\b|they\b)", words):
        return None
    if not words.endswith(".") or len(term.split()) > 4 or not term[:1].isalpha():
        return None
    first = base_of(term.split()[0])
    if term.casefold() in _NO_TERM or (first and first[1] == "do" and len(term.split()) > 2):
        return None
    if (first is not None and not maybe_noun(term.split()[0])) or re.match(
        r"(?i)step|part|case", term
    ):
        return None
    if not any(base_of(word) or word in _AUXILIARIES for word in words.split()[1:]):
        return None
    gapped, count = re.subn(rf"\b{re.escape(term)}\b", GAP, words)
    gapped = re.sub(rf"(?<={GAP}) also\b", "", gapped)
    article = re.search(rf"\b[Aa]n?\s{GAP}", gapped)
    gapped = re.sub(rf"\b[Aa]n?\s{GAP}", GAP, gapped)
    said = f"{article[0].split()[0]} {term}" if article is not None else term
    stem = re.sub(r"(?<=[a-z]{4})(?:er|or)s?$", "", term.casefold().split()[-1])[:6]
    if count != 1 or stem in gapped.casefold() or not balanced(gapped) or _FRAGMENT.search(gapped):
        return None
    return Candidate(
        kind=CardKind.CLOZE,
        question=f"Which term fills the gap? “{gapped}”",
        label=term,
        core_answer=sentence_of(said),
        start=sentence.start,
        end=sentence.end,
        weight=1.3,
        spans=(sentence.span,),
    )

"""A question that any fact about its subject would answer, aimed by the sentence it was made from:
"What do cells fall into?" becomes "Into which two broad categories do cells fall?". Where the
sentence offers nothing to aim at, there is no card.
"""

from __future__ import annotations

import re
from dataclasses import replace

from authoring.prose import MATH
from authoring.rules.candidate import Candidate, Setting, balanced, sentence_of
from authoring.rules.deeds import by_deed
from authoring.rules.verbs import base_of, third

_ASKED = re.compile(
    r"^(?P<frame>[A-Z][^,?]{3,70}, w|W)hat (?P<does>does|do|did) (?P<what>[^?]{3,120}?) "
    r"(?P<verb>[a-z]+)(?: (?P<link>into|in|on|of|to|with|from|at|as|for|under))?\?$"
)
_TO_DO = re.compile(r"^(?P<asked>[^?]+ to do)\?$")
_PURPOSE = re.compile(r"^(?P<means>[^,;:]+?) (?P<why>to (?P<verb>[a-z]+) [^,;:]{4,60})$")
_COUNTED = re.compile(
    r"^(?:one of )?(?P<kinds>two (?:[a-z-]+ ){0,2}[a-z]+s): (?P<means>[^,;:]+ and [^,;:]+)$"
)
_AS = re.compile(r"^(?P<what>[^,;:]{4,110}?) as (?P<means>an? [^,;:]{4,})$")
_VIEW = frozenset("model represent treat view regard describe define store see interpret".split())
_THAN = re.compile(
    r"\b(?:more|less|fewer|[a-z]{3,}er)\b.* than (?P<other>(?:[a-z-]+ ){0,3}[a-z]+)$"
)
_CLAIM = re.compile(
    r"^(?:the )?(?P<head>idea|assumption|principle|notion|hypothesis|observation|premise|fact) "
    r"that (?P<means>.{12,})$"
)
_MEASURE = re.compile(r"^an? (?:measure|estimate) of (?P<means>.{8,})$")
_KIND = re.compile(
    r"^an? (?P<like>(?:[a-z-]+ ){0,3}?)(?P<head>task|space|role|distribution|function|loss|"
    r"algorithm|network|structure|architecture|technique|strategy|method|mechanism|objective|metric|prior|"
    r"representation|reaction|bond|signal|layer|search|policy|estimator|classifier)"
    r"(?P<more>(?: (?:that|which|in|of|with|for|to|between|[a-z]+(?:ing|ed))\b.*)?)$"
)
_TAIL = re.compile(
    r"^(?P<means>[^,;:]{6,}?) (?P<tail>(?:from|to) the (?:[a-z-]+ ){0,2}[a-z]+"
    r"(?: of [a-z ]{4,30})?)(?: (?:where|in which|that)\b.*)?$"
)
_MOVES = frozenset(
    "receive get take carry bring transfer transport deliver move send import export release "
    "absorb pass copy extract inherit borrow add attach apply".split()
)
_STATING = re.compile(
    r"\b(?:theory|theorem|law|principle|hypothesis|doctrine|act|rule|lemma|postulate|model|treaty|"
    r"amendment|axiom|property|conjecture|inequality|criterion|thesis)s?$",
    re.IGNORECASE,
)
_SAYS = frozenset("say state hold claim suggest mean".split())
_AIMLESS = frozenset(
    "use have give represent fall model provide offer perform involve make take get face follow "
    "want consider bring handle need mean say allow achieve rely form observe cover show play mark "
    "usher work deal come go look receive contain employ occupy accumulate enter include possess "
    "encounter display exhibit feature support participate create reduce combine lack share".split()
)
_ONE_IN_WHICH = re.compile(r"^One (?=(?:in which|that|where|whose|which)\b)")
_WHAT_IS = re.compile(r"^What is (?:(?:the|an?) )?(?:[a-z-]+ )+(?P<head>[a-z]+)\?$")
_HARDLY = re.compile(r"^an? (?:different|similar|better|new|other|simpler|faster)\b")
_REFERENCE = re.compile(r"\b(?:from|than)\b")


def aimed(candidate: Candidate, setting: Setting) -> Candidate | None:
    """The candidate with a question that has one right answer, or None where it cannot be had."""
    clear = _aimed(candidate, setting)
    return by_deed(clear) if clear is not None else None


def _aimed(candidate: Candidate, setting: Setting) -> Candidate | None:
    if _unopened(candidate, setting):
        return None
    said = candidate.core_answer.removesuffix(".")
    means = said[:1].lower() + said[1:] if said[1:2].islower() or said[:2] == "A " else said
    if candidate.rule != "effect" and _HARDLY.match(means) and not _REFERENCE.search(means):
        return None  # different from what?
    one = _ONE_IN_WHICH.match(candidate.core_answer)
    what = _WHAT_IS.match(candidate.question)
    if one is not None and what is not None:
        kind = what["head"]
        article = "An" if kind[0] in "aeiou" else "A"
        answer = f"{article} {kind} {candidate.core_answer[one.end() :]}"
        return replace(candidate, core_answer=answer)
    to_do = _TO_DO.match(candidate.question)
    if to_do is not None:
        return _with_purpose(candidate, to_do["asked"], means)
    found = _ASKED.match(candidate.question)
    if found is None:
        return candidate
    if found["verb"] == "do":
        return _doing(candidate, found, said)
    asked = _turned(found, means)
    if asked is not None:
        question, answer = asked
        said = sentence_of(answer)
        label = _label(found, question)
        return replace(candidate, question=question, core_answer=said, label=label)
    if found["verb"] in _SAYS:
        return candidate if _STATING.search(found["what"]) or "“" in found["what"] else None
    framed = found["frame"] != "W" or re.search(r"\b(?:in|by|between|after|during) ", found["what"])
    return candidate if framed or found["verb"] not in _AIMLESS else None


_SHORT = re.compile(r"(?<![\w(“<.-])[A-Z]{2,5}(?=s?(?![\w-]))")
LONG_SHORT = 4
"""Letters from which capitals may well be a word: "HEAD"."""


def _unopened(candidate: Candidate, setting: Setting) -> bool:
    """Whether question or answer has an acronym that only an insider reads."""
    asked = _SHORT.findall(re.sub(r"“[^”]*”", " ", MATH.sub(" ", candidate.question)))
    said = _SHORT.findall(MATH.sub(" ", candidate.core_answer))
    return any(short in setting.strange for short in (*asked, *said) if len(short) < LONG_SHORT)


def _with_purpose(candidate: Candidate, asked: str, means: str) -> Candidate:
    """ "urge people to give funds to help the poor": what it is for is asked with it."""
    found = _PURPOSE.match(means)
    if found is None or re.search(
        r"\b(?:able|need|how|ways?|ability|used|likely)$", found["means"]
    ):
        return candidate
    known = base_of(found["verb"])
    if known is None or known[1] != "do" or len(found["means"].split()) < 2:
        return candidate
    question = f"{asked} {found['why']}?"
    return replace(candidate, question=question, core_answer=sentence_of(found["means"]))


def _doing(candidate: Candidate, found: re.Match[str], said: str) -> Candidate | None:
    """ "They give more detail than light microscopes": how the two compare is asked."""
    than = _THAN.search(said)
    if than is not None and found["does"] != "did":
        question = f"How {found['does']} {found['what']} compare with {than['other']}?"
        return replace(candidate, question=_framed(found, question))
    beheaded = re.sub(r"\$[^$]*\$", "$", said)
    return (
        None if ", such as" in beheaded or candidate.explanation.startswith("and ") else candidate
    )


def _turned(found: re.Match[str], means: str) -> tuple[str, str] | None:
    """Question and answer where the answer tells what to ask for."""
    does, what, verb, link = found["does"], found["what"], found["verb"], found["link"]
    behind = f" {link}" if link else ""
    counted = _COUNTED.match(means)
    if counted is not None and (link or verb not in ("be", "include")):
        front = f"{link} which" if link else "which"
        return _framed(found, f"{front} {counted['kinds']} {does} {what} {verb}?"), counted["means"]
    claim = _CLAIM.match(means)
    if claim is not None:
        return _framed(found, f"what {claim['head']} {does} {what} {verb}{behind}?"), claim["means"]
    seen = _AS.match(means)
    if seen is not None and verb in _VIEW:
        return _framed(found, f"as what {does} {what} {verb} {seen['what']}?"), seen["means"]
    measure = _MEASURE.match(means)
    if measure is not None and verb in ("give", "provide", "offer"):
        return _framed(found, f"what {does} {what} measure?"), measure["means"]
    tail = _TAIL.match(means)
    if tail is not None and verb in _MOVES and not link and balanced(tail["means"]):
        return _framed(found, f"what {does} {what} {verb} {tail['tail']}?"), tail["means"]
    kind = _KIND.match(means)
    if kind is not None and verb in _AIMLESS and (kind["like"] or len(kind["more"].split()) > 2):
        return _framed(found, f"what kind of {kind['head']} {does} {what} {verb}{behind}?"), means
    return None


def _label(found: re.Match[str], question: str) -> str:
    """A question as a phrase: "into which two categories cells fall"."""
    front, does, behind = question.removesuffix("?").partition(f" {found['does']} {found['what']} ")
    if not does or found["does"] == "did":
        return re.sub(r"^(?:the|an?) ", "", found["what"])
    verb, _, tail = behind.partition(" ")
    verb = third(verb) if found["does"] == "does" else verb
    return f"{front[:1].lower()}{front[1:]} {found['what']} {verb} {tail}".strip()


def _framed(found: re.Match[str], question: str) -> str:
    """The question behind the frame of the one it stands for."""
    if found["frame"] == "W":
        return question[:1].upper() + question[1:]
    return f"{found['frame'].removesuffix('w')}{question[:1].lower()}{question[1:]}"

"""Definitions: "X is a Y that ...", "X refers to ...", "The role of X is to ..."."""

from __future__ import annotations

import re

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
    sentence_of,
    shortened,
)
from decks.cards import CardKind

_TERM = r"(?P<term>[^,;:()]{2,60}?)"
_ACRONYM = r"(?:\s\$[^$]+\$)?(?:\s*\((?:or |also |called )?(?P<also>[^()]{2,40})\))?"
_IS = re.compile(
    rf"^(?P<article>An?\s|The\s)?{_TERM}{_ACRONYM}(?:,\s(?:or|also called|also known as)\s"
    r"(?P<other>[^,]{2,40}),)?\s(?P<verb>is|are|was|were)\s(?:defined as\s|simply\s|basically\s)?"
    r"(?P<means>(?:an?|the|any|one of|those|a type|a kind|a form|a set|a group|a process|"
    r"[a-z][\w-]+,?(?:\s[\w-]+,?){0,5}?\s(?:that|which|who|whose|of|in which|where|with|"
    r"without|within|in|containing|made|found|enclosed|responsible|by which))\b.+)$"
)
_REFERS = re.compile(
    rf"^(?P<article>An?\s|The\s(?:(?:term|word|phrase)\s)?)?{_TERM}{_ACRONYM}\s"
    r"(?P<verb>refers? to|means?|denotes?|describes?|stands? for)\s(?P<means>.+)$"
)
_ROLE = re.compile(
    r"^(?P<what>The\s(?:(?:main|primary|key|central|basic|chief|major|principal|overall)\s)?"
    r"(?P<role>function|role|purpose|goal|aim|task|job|advantage|disadvantage|drawback|limitation|"
    r"essence|motivation|intuition|benefit|strength|weakness|downside|"
    r"difference|idea|objective|effect|result|cause|problem|challenge|reason)\s(?:of|behind|"
    r"between|for|with)\s(?P<term>[^,;:]{2,80}?))\s(?P<verb>is|are|was|were)\s(?P<means>.{8,})$"
)
_NO_NOUN = re.compile(
    r"^(?:almost|[\w-]+(?:ed|ly|ing|ous|ible|able|ful)|made|broken|split|built|bound|sent|kept|"
    r"lost|"
    r"set|put|cut|born|just|full|part|not|also|called|known|often|"
    r"very|more|"
    r"only|usually|identical|alternatives|examples|instances|members|variants|parts|types|kinds|to|"
    r"that|such|so|too|because|now|still|always|never|about|all|both|like|unlike|"
    r"similar|different|independent|dependent|equivalent|relevant|consistent|sufficient|efficient|"
    r"abundant|prevalent|evident|resistant|distinct|subject|prone|single|important|essential|"
    r"continuous|interwoven|common|present|able|capable|due|"
    r"equal|likely|found|shown|given|taken|held|seen|written|driven|hidden|much|most|less|then|"
    r"therefore|thus|first|unaware|aware|thought|known|in|on|at|"
    r"of|by|for|from|with|well|what|where|how|why|when|if|as)\b",
    re.IGNORECASE,
)
"""What follows "is" in a statement about a thing, not in a definition of it."""
_BAD_TERM = re.compile(
    r"^(?:both|either|each|where|inside|within|under|in|on|at|by|for|with|of|between|during|"
    r"after|before|among|"
    r"outside|like|as|to|maybe|perhaps|from|while|since|although|though|but|and|or|even)\b|"
    r"\b(?:second|third|fourth|opposite|whole|entire|remaining|resulting|rest|main|new|"
    r"is|are|was|were|has|have|had|can|will|that|which|who|because|if|when|while|and then|"
    r"there|here|not|example|reason|result|answer|question|way|thing|point|fact|problem|goal|"
    r"feature|aspect|characteristic|next|"
    r"first|good|name|last|same|only|best|most|overall|typical|simplest|easiest|current|present|"
    r"specific|other|"
    r"another|above|these|this|our|your|two|three|four|five|six|\w+ing (?:an?|the))\b|\w+ly$|"
    r"\bthe\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^(?:an?|the)\s(?:good|great|difficult|very|common|important|simple|useful|popular|powerful|"
    r"typical|key|"
    r"major|big|nice|similar|different|special case|subset|example|result|reason|same|best|most|"
    r"first|last|only|main|one|two|product|examples?|instances?|variants?|favou?rite|emblem|symbol|"
    r"sign|matter|problem|question|"
    r"way to go|number|lot|word|term|name|signal)\b",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"^(?:an?|the|any|one|those|when|how)\b")
_RUN_ON = re.compile(r"[a-z][A-Z][a-z]")
"""Two words that lost the space between them: "cardiologistHeart"."""
MAX_TERM_WORDS = 6


_STATED = re.compile(r"^(?:to|that|an?|the|whether|how|its|for|\w+ing)\b", re.IGNORECASE)
"""How the words begin that say what a goal, cause or idea is."""


def find(sentence: Sentence, setting: Setting) -> Candidate | None:
    """The definition that a sentence gives, or None."""
    words = led(sentence.words).rstrip(".")
    if POINTING.search(words) or PRONOUN.match(words) or words.endswith("?"):
        return None
    role = _ROLE.match(words)
    if role is not None:
        return _role(role, sentence, setting)
    found = _IS.match(words) or _REFERS.match(words) or _of_bold(words, sentence)
    if found is None or not _good_term(found["term"], sentence) or personal(found["means"]):
        return None
    bold = _is_bold(found["term"], sentence)
    key = setting.key(found["term"])
    was = found["verb"] in ("was", "were") and not bold and not _is_name(found["term"], setting)
    if was and not (setting.past and _told_of_past(found)):
        return None
    defined = re.search(r"\b(?:is|are) defined as\s", words) is not None
    if not _says_what(found["means"], bold=bold or defined):
        return None
    alone = len(found["term"].split()) == 1 and (found["article"] or "").strip() == "The"
    if alone and not (bold or key):
        return None
    if not (bold or key or _DETERMINED.match(found["means"]) or found["verb"] in ("are", "were")):
        return None
    weight = 3.0 if bold else 2.0 if key else 1.6
    if _PRAISE.match(found["means"]):
        weight -= 0.7
    return _candidate(found, sentence, setting, weight)


def _told_of_past(found: re.Match[str]) -> bool:
    """Whether a sentence tells what something of the past was: "Copperheads were Northerners who
    opposed the war".
    """
    term = found["term"]
    named = found["article"] is None and term[:1].isupper() and len(term.split()) == 1
    common = (found["article"] or "").strip() == "The" and len(term.split()) > 1
    relative = re.match(r"(?:an?\s)?(?:[\w’-]+\s){1,5}(?:that|who|which|whose)\b", found["means"])
    return relative is not None and (common or (named and found["verb"] == "were"))


def _says_what(means: str, *, bold: bool) -> bool:
    """Whether words tell what a thing is, and not what it is like or among."""
    if _NO_NOUN.match(means) or _RELATES.match(means) or _AMONG.match(means):
        return False
    if _KIND_ONLY.match(re.split(r",|\sand\s(?:is|are)\b", means)[0]):
        return False
    return balanced(means) and (bold or (not _VAGUE.match(means) and len(means.split()) >= 4))


_AMONG = re.compile(r"^(?:one of|among|two of|some of)\b")
_KIND_ONLY = re.compile(
    r"^(?:an?|another|one)\s(?:type|kind|form|class|example|sort|group|family|part|member|"
    r"component|"
    r"subset)\sof\s(?:[\w-]+\s){0,2}[\w-]+$|^another\b"
)
"""What only names the kind: "a type of steroid"."""
_RELATES = re.compile(
    r"^(?!an?\s|the\s|any\s|one\s|those\s)[a-z-]*[^s\s,]\s(?:to|with|for|from|than|on|in|as|at|"
    r"by)\b"
)
"""A property and what it relates to: "complementary to the strand"."""
_PRAISE = re.compile(
    r"^(?:the (?:most|least|only|first|best|main|largest|smallest|\w+est)|"
    r"an? (?:major|key|very|important|common|popular))\b"
)
"""What says how notable a thing is, and not what it is."""
_SHORT = re.compile(
    rf"^(?P<article>An?\s|The\s)?{_TERM}{_ACRONYM}\s(?P<verb>is|are)\s"
    r"(?P<means>(?:[a-z]+-)?[a-z]+\s[a-z-]+(?:,\s.+)?)$"
)


def _of_bold(words: str, sentence: Sentence) -> re.Match[str] | None:
    """A definition without a clause of its own, which only a term in bold may have: "are simple
    sugars, the most common of which is glucose".
    """
    found = _SHORT.match(words)
    return found if found is not None and _is_bold(found["term"], sentence) else None


def _is_bold(term: str, sentence: Sentence) -> bool:
    low = term.casefold()
    if low.startswith("“") and low.endswith("”"):
        return True
    return any(low in (bold.casefold(), f"the {bold.casefold()}") for bold in sentence.bold)


def _is_name(term: str, setting: Setting) -> bool:
    """Whether a term is a proper name: history defines things that were."""
    words = [word for word in term.split() if word not in ("of", "the", "and", "for", "in")]
    return all(word[:1].isupper() for word in words) and (len(words) > 1)


def abbreviates(short: str, term: str) -> bool:
    """Whether a name in brackets is made of letters of the term, in their order."""
    letters = iter(term.casefold())
    return all(char in letters for char in short.casefold() if char.isalnum())


def _good_term(term: str, sentence: Sentence) -> bool:
    words = term.split()
    if re.search(r"[’']s\b", term) and not _is_bold(term, sentence):
        return False
    if _RUN_ON.search(term) and not _is_bold(term, sentence):
        return False
    if not 1 <= len(words) <= MAX_TERM_WORDS or PRONOUN.match(term) or _BAD_TERM.search(term):
        return False
    if term.strip("“”\"'").lower() in ("and", "or", "if", "not", "but"):
        return False
    return not term.startswith(("$", "\\")) and any(char.isalpha() for char in term)


def _candidate(
    found: re.Match[str], sentence: Sentence, setting: Setting, weight: float
) -> Candidate | None:
    answer, rest = shortened(found["means"].strip())
    if len(answer.split()) < (1 if rest and len(found["term"].split()) > 2 else 2):
        return None
    article = re.sub(r"\s(?:term|word|phrase)$", "", (found["article"] or "").strip().lower())
    term = lowered(found["term"], setting) if not article else found["term"]
    asked = f"{article} {term}".strip() if article else term
    verb = found["verb"].split()[0]
    if verb not in ("is", "are", "was", "were"):
        verb = "is" if verb.endswith("s") else "are"
    groups = found.groupdict()
    also = tuple(name.strip() for name in (groups.get("also"), groups.get("other")) if name)
    short = also[0] if also and also[0].upper() == also[0] else ""
    if short and not abbreviates(short, found["term"]):
        return None
    shown = f" ({short})" if short else ""
    if article == "the" and verb in ("are", "were"):
        asked = lowered(term, setting)
    person = _is_name(found["term"], setting) and _PERSON.match(answer) is not None
    person = person or re.match(r"(?:an?\s)?(?:[\w’-]+\s){1,5}who\b", answer) is not None
    return Candidate(
        kind=CardKind.DEFINITION,
        question=f"{'Who' if person else 'What'} {verb} {asked}{shown}?",
        label=found["term"],
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=weight,
        spans=(sentence.span,),
    )


_PERSON = re.compile(
    r"^(?:an?|the)\s(?:[\w’'-]+\s){0,4}?(?:\w+(?:ist|ician|ologist|grapher)|president|senator|"
    r"governor|"
    r"general|leader|founder|king|queen|engineer|professor|journalist|writer|author|poet|painter|"
    r"composer|inventor|monk|lawyer|judge|politician|reformer|activist|explorer|philosopher|"
    r"mathematician|musician|banker|minister|secretary|soldier|farmer|worker)\b"
)


def _role(found: re.Match[str], sentence: Sentence, setting: Setting) -> Candidate | None:
    answer, rest = shortened(found["means"].strip().removeprefix("that "))
    if len(answer.split()) < 4 or personal(answer) or _pointing_term(found["term"]):
        return None
    if re.match(r"that one (?:wants|hopes|needs|has|does)\b", found["means"]):
        return None
    if not balanced(answer) or _STATED.match(found["means"]) is None:
        return None
    return Candidate(
        kind=CardKind.WHY if found["role"] in ("cause", "reason") else CardKind.FACT,
        question=f"What {found['verb']} {found['what'][0].lower()}{found['what'][1:]}?",
        label=f"{found['role']} of {found['term']}"[:60],
        core_answer=sentence_of(answer),
        explanation=sentence_of(rest),
        start=sentence.start,
        end=sentence.end,
        weight=2.2,
        spans=(sentence.span,),
    )


def _pointing_term(term: str) -> bool:
    if re.fullmatch(r"the \w+s", term):
        return True
    return re.search(r"\b(?:it|its|them|their|this|that|doing)\b", term, re.IGNORECASE) is not None

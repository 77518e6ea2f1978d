"""Formulas: a display with the sentence that introduces it and the "where" clause after it."""

from __future__ import annotations

import re

from authoring.prose import bold_terms, sentences
from authoring.rules.candidate import POINTING, Candidate, Setting, lowered, sentence_of
from decks.cards import CardKind
from decks.sources import SourceVersion, Span, SpanKind

_DELIMITERS = re.compile(
    r"^\s*(?:\$\$|\\\[|\\\(|\\begin\{[a-z]+\*?\})|(?:\$\$|\\\]|\\\)|\\end\{[a-z]+\*?\})[.,;\s]*$"
)
_SUBJECT = re.compile(
    r"(?:^|,\s|\.\s)(?P<name>(?:[Tt]he|[Aa]n?|[Ii]ts)\s"
    r"(?:(?!\b(?:is|are|that|which|we)\b)[^,;:.]){4,70}?)\s"
    r"(?:is|are|becomes?|reads?|can be (?:written|expressed|computed|reached)(?: as| by)?|"
    r"is (?:given|defined) (?:by|as)|has (?:an?|the) [\w\s-]{3,30}form)"
    r"(?:\s(?!not\b)[\w\s]{0,36})?:?$"
)
_TAIL = re.compile(
    r"(?:,|\bis|\bare)\s+(?:the|an?)\s(?P<name>[^,;:.]{3,60})(?:\s\((?P<also>[A-Z]{2,8})\))?:?$"
)
_CHOSEN = re.compile(r"\b(?:choice|option|example|choose|chosen|prior)\b", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:define|obtain|get|derive|have|compute|minimi[sz]e|maximi[sz]e|"
    r"optimi[sz]e|minimi[sz]ing|maximi[sz]ing|optimi[sz]ing|yields?|gives?|following)\s"
    r"(?P<name>(?:the|an?)\s[^,;:.]{4,70}?)"
    r"(?:\s\([A-Za-z]{2,8}\))?(?:,\sor\s[^,]{3,40},)?(?:\s(?:as|by|as follows|which is|to be|of))?"
    r"(?:,\s(?:i\.e\.|that is|namely),?|[:,])?$"
)
_VAGUE = re.compile(
    r"\b(?:way|approach|idea|case|form|one|goal|problem|result|sum|set|combinations|choice|fact|"
    r"first|second|next|same|term|"
    r"thing|"
    r"expression|equation|formula|relation|rest|our|we|that|which)\b",
    re.IGNORECASE,
)
"""Names that do not tell one formula from another."""
_CUT = re.compile(r"\b(?:to|of|for|with|by|in|on|as|and|or|that|which)$")
MAX_CHARS = 300
MOST_BREAKS = 1
"""Line breaks in a formula that is asked for: a derivation is none."""
_RELATES = re.compile(r"[=≝≈≤≥∝<>~∼]|\\(?:approx|le|ge|leq|geq|propto|sim|equiv|max|min|arg)")


def find(version: SourceVersion, setting: Setting) -> list[Candidate]:
    """A card for each display formula whose name can be told from the words before it."""
    found = []
    for index, span in enumerate(version.spans):
        if index == 0 or span.set_aside is not None or not displays(version, span):
            continue
        made = _candidate(version, index, setting)
        if made is not None:
            found.append(made)
    return found


def displays(version: SourceVersion, span: Span) -> bool:
    """Whether a block is a formula and nothing else, whatever delimiters it has."""
    if span.kind is SpanKind.FORMULA:
        return True
    if span.kind is not SpanKind.PARAGRAPH or span.end - span.start > 4 * MAX_CHARS:
        return False
    raw = version.words(span.start, span.end).strip()
    return _ALONE.fullmatch(raw) is not None


_ALONE = re.compile(r"(?:\$\$?[^$]+\$\$?|\\\((?:(?!\\\)).)+\\\))[.,;]?", re.DOTALL)
_LINES = re.compile(
    r"\\begin\{(?:aligned|align\*?|split|gathered)\}(?P<lines>.*)\\end\{[a-z]+\*?\}", re.DOTALL
)
_GOES_ON = re.compile(r"^\s*&?\s*(?:=|≝|\\le|\\ge|\\approx|≤|≥|\\propto|∝|:=|\\equiv)")


def stated(tex: str) -> str:
    """What a formula of several lines states: its first line, where the others only go on from
    it; the formula itself where they do not.
    """
    found = _LINES.search(tex)
    lines = re.split(r"\\\\(?:\[[^\]]*\])?", found["lines"] if found is not None else tex)
    if len(lines) == 1:
        return tex
    first = lines[0].replace("&", "").strip()
    rest = [line for line in lines[1:] if line.strip()]
    whole = first.count("{") == first.count("}") and first.count("\\left") == first.count("\\right")
    if rest and whole and re.search(r"[=≝≈]|\\approx", first) and all(map(_GOES_ON.match, rest)):
        return first.rstrip(",; ")
    return tex


def latex(raw: str) -> str:
    """The formula without delimiters and without the sentence's own punctuation."""
    bare = raw.strip()
    for _ in range(2):
        bare = _DELIMITERS.sub("", bare).strip()
    return bare.rstrip(".,; ").removeprefix("\\displaystyle").strip()


def _candidate(version: SourceVersion, index: int, setting: Setting) -> Candidate | None:
    span, above = version.spans[index], version.spans[index - 1]
    if span.end - span.start > 4 * MAX_CHARS:
        return None
    tex = stated(latex(version.words(span.start, span.end)))
    if above.kind is not SpanKind.PARAGRAPH or above.set_aside or not 3 <= len(tex) <= MAX_CHARS:
        return None
    intro = sentences(version, index - 1, above)
    name = _name(intro[-1].words, version.words(intro[-1].start, intro[-1].end)) if intro else None
    if (
        name is None
        or re.search(r"\b(?:this|these|its)\b", name)
        or POINTING.search(name)
        or _too_vague(name)
        or "\n\n" in tex
        or not _RELATES.search(tex)
    ):
        return None
    name = _placed(name, span)
    if name is None or tex.count("\\\\") > MOST_BREAKS:
        return None
    if _superseded(version, index):
        return None
    where, end, spans = _where(version, index)
    one_line = one_side(" ".join(tex.split()))
    asked = _question(lowered(name, setting), one_line, intro[-1].words)
    one_line = optimised(one_line)
    if asked is None or len(one_line) > MOST_TO_RECALL:
        return None
    return Candidate(
        kind=CardKind.FORMULA,
        question=asked,
        label=re.sub(r"^(?:the|an?)\s", "", name, flags=re.IGNORECASE),
        core_answer=f"${one_line}$",
        explanation=where,
        formulas=(one_line,),
        start=intro[-1].start,
        end=end,
        weight=2.3,
        spans=(index - 1, index, *spans),
        series=f"where:{spans[0]}" if spans else "",
    )


_OBJECTIVE = re.compile(r"^\\(?:(?:min|max|inf|sup)(?![a-z])|arg\s?\\?(?:min|max)(?![a-z]))")
_TRAINED = re.compile(
    r"\b(?:train|update|optimi[sz]e|fit|adjust)s?\s(?:the (?:parameters|weights) of\s)?"
    r"(?P<who>the [a-z][a-z -]{2,40}?)(?:\s\$[^$]+\$)?\sto\s(?P<aim>mini|maxi)mi[sz]e\b"
)
_CLIMBS = re.compile(r"\bgradient (?P<way>ascent|descent)\b")


def _question(name: str, tex: str, intro: str) -> str | None:
    """What is asked: the formula of a quantity; of an optimisation problem, what is optimised; None
    where a problem goes by the name of a quantity.
    """
    if not _OBJECTIVE.match(tex):
        return f"What is the formula for {name}?"
    topic = re.search(r" \([^()]*\)$", name)
    trained = _TRAINED.search(intro)
    if trained is not None:
        aim = f"{trained['aim']}mized"
        place = topic[0] if topic else ""
        return f"Which objective is {aim} to train {trained['who']}{place}?"
    climbs = _CLIMBS.search(name)
    if climbs is not None:
        return f"What does {name} {'maximize' if climbs['way'] == 'ascent' else 'minimize'}?"
    return None


_OPERATOR = re.compile(r"^\\(?:min|max|inf|sup)(?![a-z])\s*")
_SUBSCRIPT = re.compile(r"^_(?:\{(?P<braced>(?:[^{}]|\{[^{}]*\})*)\}|\\[a-z]+(?:\{[^{}]*\})?|.)\s*")
_OUTER = re.compile(r"^(?:\\(?:left|[Bb]igg?l?)\s?)?(?:\\\{|\[|\()\s*(?P<inside>.*?)\s*"
                    r"(?:\\(?:right|[Bb]igg?r?)\s?)?(?:\\\}|\]|\))$", re.DOTALL)  # fmt: skip


def optimised(tex: str) -> str:
    r"""What an optimisation problem optimises: "\min_D { -\log D(x) }" is "-\log D(x)", for whoever
    is asked what is minimised has the "min" in the question.
    """
    operator = _OPERATOR.match(tex)
    if operator is None:
        return tex
    rest = tex[operator.end() :]
    below = _SUBSCRIPT.match(rest)
    rest = rest[below.end() :].strip() if below is not None else rest.strip()
    if not rest or _OBJECTIVE.match(rest):
        return tex  # a game: what is minimised is a maximum
    found = _OUTER.match(rest)
    return found["inside"] if found is not None and _even(found["inside"]) else rest


def _even(tex: str) -> bool:
    """Whether brackets open before they close, so that outer ones may go."""
    depth = 0
    for char in re.sub(r"\\[{}]", lambda found: "(" if found[0][1] == "{" else ")", tex):
        depth += (char in "([{") - (char in ")]}")
        if depth < 0:
            return False
    return depth == 0


LONG_CHAIN = 60
MOST_TO_RECALL = 170
"""Characters of a formula that anybody can be asked to type."""
_EQUALS = re.compile(r"=|≝|≈|∝|\\(?:approx|propto|equiv)\b")


def one_side(tex: str) -> str:
    """A long chain of equations without its last step: one form is enough to recall."""
    places = [
        found.start()
        for found in _EQUALS.finditer(tex)
        if all(tex[: found.start()].count(a) == tex[: found.start()].count(b) for a, b in _PAIRS)
    ]
    least = 1 if _OBJECTIVE.match(tex) else 2
    if len(places) < least or len(tex) < LONG_CHAIN or "\\begin" in tex:
        return tex
    return tex[: places[least - 1]].rstrip(" &")


_PAIRS = (("{", "}"), ("(", ")"), ("[", "]"))


def _name(words: str, raw: str) -> str | None:
    """What the formula is of, by the sentence that leads to it."""
    bold = bold_terms(raw)
    if len(bold) > 1 and re.search(r"\bdefine\b|\bdefined\b", words):
        return f"the {bold[0][:1].lower()}{bold[0][1:]}"
    called = re.search(r"\bcalled (?:an?|the) (?P<name>[\w\s-]{3,40})$", words.rstrip(": "))
    if called is not None and len(called["name"].split()) <= 3:
        return f"the {called['name']}"
    if len(bold) == 1 and _stands_last(bold[0], words) and len(bold[0].split()) > 1:
        article = "" if re.match(r"(?:the|an?)\s", bold[0], re.IGNORECASE) else "the "
        name = bold[0] if bold[0].split()[0].isupper() else bold[0][:1].lower() + bold[0][1:]
        return f"{article}{name}"
    words = words.rstrip()
    tail = _TAIL.search(words)
    if tail is not None and not _CHOSEN.search(words):
        also = f" ({tail['also']})" if tail["also"] else ""
        return f"the {tail['name']}{also}"
    found = _SUBJECT.search(words.rstrip(":")) or _MADE.search(words)
    if (
        found is None
        or re.match(r"its\b", found["name"], re.IGNORECASE)
        or _CUT.search(found["name"])
    ):
        return None
    return found["name"]


def _stands_last(term: str, words: str) -> bool:
    """Whether a sentence leads up to a term, with few words after it: then the formula is its."""
    before, found, after = words.rpartition(term)
    lead = re.sub(r"\b(?:an?|the)\s*$", "", before, flags=re.IGNORECASE).rstrip()
    leads = not lead or re.search(
        r"(?:[,:]|\b(?:is|are|define|defines|performing|by|called|and|compute|computes|use|uses|"
        r"gives|maximi[sz]es?|"
        r"minimi[sz]es?|optimi[sz]es?))$",
        lead,
    )
    return bool(found) and bool(leads) and len(after.split()) <= 4


def _placed(name: str, span: Span) -> str | None:
    """The name, with the section's title where it is one or two common words: "the loss (GAN
    training)"; None where it is one and the section tells no more.
    """
    bare = re.sub(r"^(?:the|an?)\s", "", name, flags=re.IGNORECASE)
    if len(bare.split()) > 2 or re.search(r"[A-Z$(]", bare):
        return name
    title = re.sub(r"^[\d.]+\s+", "", span.headings[-1]) if span.headings else ""
    tells = 1 <= len(title.split()) <= MOST_TITLE_WORDS and not _PLAIN_TITLE.match(title)
    shared = any(word in title.casefold() for word in bare.casefold().split() if len(word) > 3)
    if tells and not shared and re.fullmatch(r"[\w\s’'-]+", title):
        return f"{name} ({title})"
    return name if len(bare.split()) > 1 else None


MOST_TITLE_WORDS = 6
_PLAIN_TITLE = re.compile(
    r"^(?:introduction|overview|summary|background|notation|setup|definitions?|proof|theorem|"
    r"training|"
    r"example.*|lecture.*|results?|experiments?)$",
    re.IGNORECASE,
)


_TAKEN_BACK = re.compile(r"^(?:However|Unfortunately|But|Instead|Alas|Sadly)\b")


def _superseded(version: SourceVersion, index: int) -> bool:
    """Whether the words under a formula say what is wrong with it."""
    for below in range(index + 1, min(index + 3, len(version.spans))):
        span = version.spans[below]
        if span.kind in (SpanKind.PARAGRAPH, SpanKind.LIST_ITEM) and span.set_aside is None:
            first = sentences(version, below, span)[:1]
            if first and re.search(r"\w", first[0].words):
                return _TAKEN_BACK.match(first[0].words) is not None
    return False


def _too_vague(name: str) -> bool:
    return _VAGUE.search(name) is not None


def _where(version: SourceVersion, index: int) -> tuple[str, int, tuple[int, ...]]:
    """The "where" clause after the formula, the end of what is quoted, and its span."""
    span = version.spans[index]
    end = span.start + len(version.words(span.start, span.end).rstrip())
    if index + 1 >= len(version.spans):
        return "", end, ()
    below = version.spans[index + 1]
    first = sentences(version, index + 1, below)[:1]
    if below.kind is not SpanKind.PARAGRAPH or not first:
        return "", end, ()
    if not re.match(r"(?:where|with|here)\b", first[0].words, re.IGNORECASE):
        return "", end, ()
    return sentence_of(first[0].words), first[0].end, (index + 1,)

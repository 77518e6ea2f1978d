"""Key points drawn from a reference answer: the pure rule that authoring and grading share.

A reference is cut into list items where it is a list, else into sentences, and long sentences into
their main clauses. A reference that is nothing but a row of short items ("Red, green and blue.") to
a question for such items is a list too, whose items weigh the same. Fragments are joined to their
neighbour, statements that only repeat the question are left out while others remain, and at most
`MAX_KEY_POINTS` stay. A statement weighs by the words it adds to the question, between half and
twice the average.
"""

from __future__ import annotations

import re

from decks.cards import MAX_KEY_POINTS, KeyPoint

_MARKER = re.compile(r"^\s*(?:[-*+•–]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)])\s+")
_INLINE_MARKER = re.compile(r"(?:(?<=\s)|^)(?:\(\d{1,2}\)|\d{1,2}[.)]|\([a-h]\)|[a-h]\))\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9$\\])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|fig|eq|approx|resp|dr|mr|mrs|st)|\b[A-Z])\.$", re.I
)
_CLAUSE = re.compile(r";\s+|,\s+(?:and|but|while|whereas)\s+")
_PART = re.compile(
    r"[;:]\s+|,?\s+(?:and|but|while|whereas)\s+(?=(?:whose|which|that|who|where|when|then)\b)"
    r"|,\s+(?:(?:and|but|while|whereas)\s+|(?=(?:which|whose|who|where)\b))",
    re.I,
)
_MIN_PART_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$|\\\(.+?\\\)", re.DOTALL)
_OPEN, _CLOSE = "\u2e28", "\u2e29"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_MIN_CLAUSE_WORDS = 5
_ASKS_FOR_ITEMS = re.compile(
    r"(?:^|[.!?:,;]\s*|\band\s+)(?:please\s+)?(?:(?:\w+\s+)?which\b|who\s+(?:are|were)\b"
    r"|(?:name|list|enumerate|identify|give|state|mention)\b"
    r"|what\s+(?:are|were)\s+(?:the|its|their|some|all|both|any|examples)\b"
    r"|(?:\w+\s+)?what\s+(?:(?:are|were)\s+)?(?:two|three|four|five|six|seven|[2-9])\b"
    r"|what\s+(?:\w+\s+)?\w+s\s+(?:are|were|do|did|can|make|have|must|form)\b"
    r"|nenne?n?\b|welche\b|was\s+sind\s+(?:die|alle)\b)",
    re.I,
)
_ASKS_FOR_PROSE = re.compile(
    r"\b(?:why|explain|describe|define|compare|differ\w*|order|sequence|how\s+(?:do|does|did|is|are|can))\b",
    re.I,
)
_ASKS_TWICE = re.compile(
    r"\b(?:what|when|where|who|how)\b.{1,80}\band\s+(?:what|when|where|who|how)\b", re.I
)
_ASKS_FOR_BOTH = re.compile(r"\b(?:and|both)\b", re.I)
_JOINS_ITEMS = re.compile(r"\s*,\s+(?:(?:and|und|&)\s+)?|\s+(?:and|und|&)\s+", re.I)
_LEAD = re.compile(r"([^,;:]{0,80}?)(?::|\b(?:are|were|include|sind)\b:?)\s+", re.I)
_NO_ITEM = re.compile(
    r"\b(?:because|so|that|which|who|whose|when|while|if|not|no|than|into|or|either|between|from|is"
    r"|are|was|were|has|have|does|do|can|will|then|but|it|they|oder|weil|ist|sind)\b|[.!?;:]\s",
    re.I,
)
_MOST_ITEM_WORDS, _MOST_MEAN_WORDS = 4, 3
_MOST_ITEMS = 12
_LONGEST_ROW = 400
_MIN_SENTENCE_WORDS = 3
_PLAIN = frozenset(
    "a an and are as at be been but by can do does for from had has have he her his how i if in "
    "into is it its may more not of on one or our she should so some such than that the their them "
    "then there these they this to was we were what when where which while who why will with would "
    "you your".split()
)


def key_points_of(reference: str, question: str = "") -> tuple[KeyPoint, ...]:
    """The 1 to 7 gradable statements of a reference, in order, with weights.

    Deterministic. Blank text gives none; any other text gives at least one.
    """
    hidden, formulas = _without_formulas(reference.strip())
    items = [_with_formulas(each, formulas) for each in _row_of_items(hidden, question)]
    if items:
        return tuple(KeyPoint(text=text) for text in _at_most(items, MAX_KEY_POINTS))
    statements = [_with_formulas(each, formulas) for each in _statements(hidden)]
    asked = set(_content(question))
    telling = [each for each in statements if set(_content(each)) - asked]
    kept = _at_most(telling or statements, MAX_KEY_POINTS)
    return tuple(
        KeyPoint(text=text, weight=weight)
        for text, weight in zip(kept, _weights(kept, asked), strict=True)
    )


def asks_for_items(question: str) -> bool:
    """Whether a question asks for a row of items: "name the", "which", "what are the"."""
    listed = _ASKS_FOR_ITEMS.search(question) or _ASKS_TWICE.search(question)
    return bool(listed) and not _ASKS_FOR_PROSE.search(question)


def parts_of(statement: str) -> tuple[str, ...]:
    """What a single statement says besides its main clause, so that half of it is seen to be half.

    Cut before relative and joined clauses ("whose ... and whose ...", "which ...") where every part
    has a few words of its own; a statement that cannot be cut is its own only part.
    """
    hidden, formulas = _without_formulas(statement)
    cut = (part.strip() for part in _PART.split(hidden) if part.strip())
    parts = tuple(_with_formulas(part, formulas) for part in cut)
    if not parts or any(len(_content(part)) < _MIN_PART_WORDS for part in parts):
        return (statement,)
    return parts


def _without_formulas(text: str) -> tuple[str, list[str]]:
    """The text with a numbered mark for each formula, so that none is cut; and the formulas."""
    if _OPEN in text:
        return text, []
    formulas = _FORMULA.findall(text)
    numbers = iter(range(len(formulas)))
    return _FORMULA.sub(lambda _: f"{_OPEN}{next(numbers)}{_CLOSE}", text), formulas


def _with_formulas(text: str, formulas: list[str]) -> str:
    return _MARK.sub(lambda mark: formulas[int(mark[1])], text) if formulas else text


def _statements(text: str) -> list[str]:
    if not text:
        return []
    items = _list_items(text)
    if items:
        return items
    sentences = [part for line in text.splitlines() for part in _sentences(line)]
    joined = _join_fragments(sentences)
    return [clause for sentence in joined for clause in _clauses(sentence)] or [text]


def _list_items(text: str) -> list[str]:
    """The items of a list, one a line or numbered within a line; empty where there is no list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [line for line in lines if _MARKER.match(line)]
    if len(marked) >= 2:
        without_lead = [line for line in lines if not line.endswith(":")]
        items = [_MARKER.sub("", line).strip() for line in without_lead]
        return [item for item in items if item]
    if len(_INLINE_MARKER.findall(text)) >= 2:
        lead, *items = _INLINE_MARKER.split(" ".join(lines))
        parts = [item.strip(" ,;") for item in items if item.strip(" ,;")]
        return parts if lead.strip().endswith(":") or not lead.strip() else [lead.strip(), *parts]
    return []


def _row_of_items(text: str, question: str) -> list[str]:
    """The items of a reference that is one row of them, as the question asks; empty for others.

    "Flour, water and salt." is a row, "It mixes flour, water and salt into dough" is a statement.
    """
    if "\n" in text or len(text) > _LONGEST_ROW:
        return []
    row = " ".join(text.split()).rstrip(" .!")
    lead = _LEAD.match(row)
    if lead and set(_content(lead[1])) <= set(_content(question)):
        row = row[lead.end() :]
    items = row.split("; ") if "; " in row else _JOINS_ITEMS.split(row, maxsplit=_MOST_ITEMS)
    items = [item.strip(" ,;") for item in items]
    counts = [len(item.split()) for item in items]
    if max(counts) > _MOST_ITEM_WORDS or sum(counts) > _MOST_MEAN_WORDS * len(items):
        return []
    if not 2 <= len(items) <= _MOST_ITEMS or not all(_content(item) for item in items):
        return []
    if any(_NO_ITEM.search(item) for item in items):
        return []
    if asks_for_items(question):
        return items
    values = all(re.search(r"\d", item) for item in items)
    return items if values and _ASKS_FOR_BOTH.search(question) else []


def _sentences(line: str) -> list[str]:
    parts: list[str] = []
    for piece in _SENTENCE_END.split(line.strip()):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {piece}"
        elif piece.strip():
            parts.append(piece.strip())
    return parts


def _join_fragments(sentences: list[str]) -> list[str]:
    """ "Yes." says nothing alone: a fragment goes with the sentence after it, or before it."""
    joined: list[str] = []
    for sentence in sentences:
        if joined and len(_words(joined[-1])) < _MIN_SENTENCE_WORDS:
            joined[-1] = f"{joined[-1]} {sentence}"
        else:
            joined.append(sentence)
    if len(joined) > 1 and len(_words(joined[-1])) < _MIN_SENTENCE_WORDS:
        last = joined.pop()
        joined[-1] = f"{joined[-1]} {last}"
    return joined


def _clauses(sentence: str) -> list[str]:
    """A sentence cut at semicolons and joined main clauses, where every part can stand alone."""
    parts = [part.strip() for part in _CLAUSE.split(sentence)]
    if any(len(_words(part)) < _MIN_CLAUSE_WORDS for part in parts):
        return [sentence]
    return parts


def _at_most(statements: list[str], limit: int) -> list[str]:
    """Joins the shortest neighbours until at most `limit` statements remain."""
    kept = list(statements)
    while len(kept) > limit:
        lengths = [len(kept[at]) + len(kept[at + 1]) for at in range(len(kept) - 1)]
        at = lengths.index(min(lengths))
        kept[at : at + 2] = [f"{kept[at].rstrip('.;')}; {kept[at + 1]}"]
    return kept


def _weights(statements: list[str], asked: set[str]) -> list[float]:
    sizes = [max(1, len(set(_content(each)) - asked)) for each in statements]
    average = sum(sizes) / len(sizes) if sizes else 1.0
    return [round(min(2.0, max(0.5, size / average)), 2) for size in sizes]


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _content(text: str) -> list[str]:
    return [word for word in (each.casefold() for each in _words(text)) if word not in _PLAIN]

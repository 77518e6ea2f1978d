"""What the formulas of an answer say of each key point: equal, unequal and where, or unreadable.

A point that is a formula is settled by it; a point with a formula among words needs both. A prose
answer is left to the words. An unreadable formula is never wrong: it leaves the point open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from grader.mathematics.compare import Comparison, Outcome, compare
from grader.mathematics.finding import Found, formulas_in, prose_around
from grader.mathematics.names import quantities
from grader.mathematics.parser import parse
from grader.mathematics.spoken import in_signs, with_letters
from grader.mathematics.tree import Node, Unreadable

ALONE_WORDS = 4
"""Up to so many words of prose beside it, a formula is what the point is."""
MAX_COMPARISONS = 40


class Said(StrEnum):
    """What the answer's formulas do with a point."""

    EQUAL = "equal"
    WRONG = "wrong"
    ELSEWHERE = "elsewhere"
    """Another formula altogether."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class FormulaVerdict:
    """On one key point; `alone` says that the point is the formula and nothing else.

    `detail` is where a wrong formula differs, or why an open one could not be compared.
    """

    said: Said
    alone: bool
    quote: str
    detail: str = ""


def verdicts_on(
    wordings: Sequence[Sequence[str]], answer: str
) -> tuple[FormulaVerdict | None, ...]:
    """One verdict per key point, None where formulas decide nothing.

    `wordings[i]` are the texts that state point i; each formula of the answer is compared with each
    of theirs, `MAX_COMPARISONS` in all.
    """
    keys = [[key for text in texts if (key := _key(text))] for texts in wordings]
    if not any(keys):
        return tuple(None for _ in wordings)
    said = _said(answer)
    spoken = in_signs(answer)
    left = [MAX_COMPARISONS]
    return tuple(
        _in_words(each, spoken, answer, left)
        or (_verdict(each, said, answer, left) if each else None)
        for each in keys
    )


def _in_words(
    keys: Sequence[_Key], spoken: str | None, answer: str, left: list[int]
) -> FormulaVerdict | None:
    """That the whole answer is the formula of a point said in words, if it is."""
    if spoken is None:
        return None
    whole = Found(0, len(answer), spoken, True)
    for key in keys:
        if key.alone and len(key.formulas) == 1:
            formula = key.formulas[0]
            named = with_letters(spoken, formula)
            tried = [whole, Found(0, len(answer), named, True)] if named else [whole]
            best = _best(formula, tried, left)
            if best is not None and best[0] is Said.EQUAL:
                return FormulaVerdict(Said.EQUAL, True, answer.strip())
            if best is not None and _of_same_letters(formula, named or spoken):
                return FormulaVerdict(Said.WRONG, True, answer.strip(), best[2])
    return None


def _of_same_letters(formula: str, named: str) -> bool:
    """Whether names of quantities alone, read as letters, make a formula of just those of a key.

    With every name understood such a formula is meant to be the key; of what it equals, the name
    may be left out.
    """
    key, tree = _tree(formula), _tree(named)
    if key is None or tree is None or tree.kind in ("symbol", "number", "list"):
        return False
    wanted = [quantities(key)]
    if key.kind == "relation" and tree.kind != "relation":
        wanted = [found for part in key.parts if (found := quantities(part))]
    return quantities(tree) in wanted


@dataclass(frozen=True, slots=True)
class _Key:
    formulas: tuple[str, ...]
    alone: bool


@lru_cache(maxsize=2048)
def _key(text: str) -> _Key | None:
    """The formulas of a statement that a right answer has to give, if there are any.

    Among words only what is set as a formula counts: "(data + header)" is prose.
    """
    whole = _whole(text)
    if whole is not None and _weighty(whole):
        return _Key((text.strip(" .$"),), True)
    found = formulas_in(text)
    alone = len(prose_around(text, found)) <= ALONE_WORDS
    meant = [each for each in found if alone or each.delimited or "\\" in each.tex]
    kept = tuple(each.tex for each in meant if (tree := _tree(each.tex)) and _weighty(tree, alone))
    return _Key(kept, alone) if kept else None


def _whole(text: str) -> Node | None:
    """The tree of a text that is nothing but one formula."""
    found = formulas_in(text)
    bare = text.strip(" .$")
    if len(bare) > 1500 or (found and prose_around(text, found)):
        return None
    return _tree(bare) if found else None


def _tree(tex: str) -> Node | None:
    try:
        return parse(tex)[0]
    except Unreadable:
        return None


def _weighty(tree: Node, alone: bool = True) -> bool:
    """Whether a formula states something; in prose a lone p(x) or theta does not."""
    if not quantities(tree):
        return False
    if alone:
        return tree.kind not in ("number", "list", "symbol")
    return tree.kind in ("relation", "add", "bind", "derivative", "mul", "pow")


def _said(answer: str) -> list[Found]:
    """The formulas of an answer; where nothing else is there, the whole of it first."""
    found = list(formulas_in(answer))
    if found and not prose_around(answer, tuple(found)) and len(answer) <= 1500:
        inner = answer.strip()
        bare = inner.strip(" .$")
        whole = Found(answer.index(inner), answer.index(inner) + len(inner), bare, True)
        return [whole, *(each for each in found if each.tex != bare)]
    return found


def _verdict(
    keys: Sequence[_Key], said: Sequence[Found], answer: str, left: list[int]
) -> FormulaVerdict | None:
    """The best that any wording comes to."""
    found = [each for key in keys if (each := _on(key, said, answer, left)) is not None]
    order = [Said.EQUAL, Said.WRONG, Said.OPEN, Said.ELSEWHERE]
    return min(found, key=lambda each: order.index(each.said), default=None)


def _on(key: _Key, said: Sequence[Found], answer: str, left: list[int]) -> FormulaVerdict | None:
    results = [_best(formula, said, left) for formula in key.formulas]
    known = [each for each in results if each is not None]
    if not known:
        return None
    for kind in (Said.WRONG, Said.OPEN, Said.ELSEWHERE):
        worst = next((each for each in known if each[0] is kind), None)
        if worst is not None:
            break
    else:
        worst = known[0]
    kind, place, detail = worst
    return FormulaVerdict(kind, key.alone, answer[place.start : place.end].strip(), detail)


def _best(formula: str, said: Sequence[Found], left: list[int]) -> tuple[Said, Found, str] | None:
    """The formula of the answer that comes nearest to one of the key's."""
    found: list[tuple[Said, Found, str]] = []
    for each in said:
        if left[0] <= 0:
            break
        left[0] -= 1
        try:
            result = compare(formula, each.tex)
        except Unreadable as error:
            found.append((Said.OPEN, each, str(error)))
            continue
        if result.outcome is Outcome.EQUAL:
            return Said.EQUAL, each, ""
        kind = _kind(formula, each, result)
        if kind is Said.WRONG and len(said) > 1 and _of_another(formula, each):
            kind = Said.ELSEWHERE
        found.append((kind, each, result.where))
    order = [Said.WRONG, Said.OPEN, Said.ELSEWHERE]
    return min(found, key=lambda each: order.index(each[0]), default=None)


def _of_another(formula: str, said: Found) -> bool:
    """Whether two equations say what two different things are, as the steps of a solution do."""
    key, tree = _tree(formula), _tree(said.tex)
    if key is None or tree is None or {key.kind, tree.kind} != {"relation"}:
        return False
    return key.parts[0] != tree.parts[0]


def _kind(formula: str, said: Found, result: Comparison) -> Said:
    """Whether an unequal formula is meant to be this one."""
    tree, key = _tree(said.tex), _tree(formula)
    if tree is None or key is None or not _weighty(tree):
        return Said.ELSEWHERE
    if tree.kind in ("apply", "call") and key.kind not in ("apply", "call"):
        return Said.ELSEWHERE
    if result.outcome is Outcome.UNLIKE:
        return Said.OPEN
    there, here = quantities(key), quantities(tree)
    return Said.WRONG if len(there & here) * 2 >= len(there) else Said.ELSEWHERE

"""Formulas as single words: a rule for sentences looks at "the loss $F$ is convex" and never into
the formula, whose commas, colons and brackets are no punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from authoring.prose import MATH, Sentence
from authoring.rules.candidate import Candidate

_FIRST = 0xE000
"""Private characters of Unicode: no text uses them."""
_MOST = 0x1800


@dataclass(slots=True)
class Shield:
    """The formulas of a block, each with the character that stands for it."""

    of_formula: dict[str, str] = field(default_factory=dict)
    of_mark: dict[str, str] = field(default_factory=dict)

    def over(self, sentence: Sentence) -> Sentence:
        """The sentence with "$<mark>$" for each of its formulas."""
        if "$" not in sentence.words:
            return sentence
        bold = tuple(MATH.sub(lambda found: self._mark(found[0]), each) for each in sentence.bold)
        words = MATH.sub(lambda found: self._mark(found[0]), sentence.words)
        return replace(sentence, words=words, bold=bold)

    def _mark(self, formula: str) -> str:
        if formula not in self.of_formula:
            if len(self.of_formula) == _MOST or formula.startswith("$$"):
                return formula
            mark = f"${chr(_FIRST + len(self.of_formula))}$"
            self.of_formula[formula], self.of_mark[mark] = mark, formula
        return self.of_formula[formula]


def shown(words: str, marks: Mapping[str, str]) -> str:
    """The words with their formulas again."""
    if "$" in words:
        for mark, formula in marks.items():
            words = words.replace(mark, formula)
    return words


def unshielded(candidate: Candidate, marks: Mapping[str, str]) -> Candidate:
    """The candidate with its formulas again."""
    if not marks:
        return candidate
    return replace(
        candidate,
        question=shown(candidate.question, marks),
        label=shown(candidate.label, marks),
        core_answer=shown(candidate.core_answer, marks),
        explanation=shown(candidate.explanation, marks),
        variants=tuple(shown(each, marks) for each in candidate.variants),
    )

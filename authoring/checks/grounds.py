"""C1: the answer says nothing that its source does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from decks.cards import DraftContent
from decks.drafts import Finding, Gate
from decks.folding import fold
from decks.sources import Citation, SourceVersion

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+")
_COMMAND = re.compile(r"\\[A-Za-z]+")


def c1_grounded(
    content: DraftContent, citations: Sequence[Citation], version: SourceVersion
) -> Iterator[Finding]:
    """The quote stands at its span; no number, name or symbol of the answer is from elsewhere."""
    if not citations:
        yield Finding(rule="C1", gate=Gate.BLOCK, reason="No words of the source are quoted.")
        return
    for citation in citations:
        if version.words(citation.start, citation.end) != citation.quote:
            yield Finding(
                rule="C1", gate=Gate.BLOCK, reason="The quote is not at its place in the source."
            )
            return
    strange = _strange(content, version)
    if strange:
        yield Finding(
            rule="C1",
            gate=Gate.BLOCK,
            reason=f"Not in the source: {', '.join(strange[:4])}.",
        )


def _strange(content: DraftContent, version: SourceVersion) -> list[str]:
    """Numbers, names and commands of the answer that the source does not have."""
    answer = " ".join((content.core_answer or "", *content.formulas))
    found = [*_NUMBER.findall(answer), *_NAME.findall(answer), *_COMMAND.findall(answer)]
    unlike = [each for each in dict.fromkeys(found) if each not in version.text]
    if "→" in version.text or "⇉" in version.text:  # vectors and matrices (`rules.arrows`)
        unlike = [each for each in unlike if each not in ("\\vec", "\\boldsymbol")]
    return [each for each in unlike if fold(each).text not in _folded(version.text)]


@lru_cache(maxsize=2)
def _folded(text: str) -> str:
    """A source's folded text; a run asks for the same one again and again."""
    return fold(text).text

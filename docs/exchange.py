"""The page of formats: what is read, what is written, and what each carries, from the program."""

from __future__ import annotations

from decks.exchange.carried import CARRIES, PARTS, Written
from docs.pages import NOTE
from service.transfer.exchange import ALIASES, ENDINGS, READS, WRITES

_READ = {
    "jsonl": "the format of record, without loss: see [Deck JSONL](deck-jsonl.md)",
    "apkg": "Anki packages (.apkg, .colpkg) of all three generations; a card for each of Anki's",
    "page": "the text of a deck page, pasted; damage to formulas is mended and every repair shown",
    "csv": "a table with columns for question and answer, by name or in this order",
    "tsv": "the same with tabs",
    "quizlet": "text from Quizlet or Knowt: a tab and a line's end, or marks on lines of their own",
    "markdown": "our own pages, as they were written; questions in bold, as headings, as `Q:` "
    "and `A:`, in `<details>`, or as `question :: answer`",
}
_WRITTEN: dict[Written, str] = {
    "jsonl": "Deck JSONL",
    "apkg": "Anki package",
    "csv": "CSV",
    "tsv": "TSV",
    "quizlet": "Quizlet, Knowt",
    "markdown": "Markdown",
    "gift": "Moodle GIFT",
    "moodle": "Moodle XML",
    "qti": "QTI 1.2",
}

_PROSE = """
## What an import does

Complete cards become cards, incomplete ones wait as drafts; what could not be taken is counted,
with examples. The same file again changes nothing. Cards of a package have a name of their own
there (the note and the number of the card in it): words that changed under it become a new
version of the same card, and words that the card had before change nothing, so that what was
edited here stays.

**Anki.** The question is what the front shows, without what it hides; a cloze card asks for one
gap (`[...]`, or its hint) and shows the others filled. What the back adds is told by field: the
one that is named like an answer, or else the first, is the core answer, the others are the
explanation. Mathematics in any of Anki's marks (`\\(..\\)`, `\\[..\\]`, `[$]`, `[$$]`, `[latex]`)
becomes TeX between dollar signs. Pictures of the package (PNG, JPEG, GIF, WebP) are kept and
named in the words as `![description](media:name)`; sounds, SVG and pictures from elsewhere are
not. A tree of decks is kept in tags (`deck::Part`). Reviews become entries of your log, and the
state is what replaying them gives; the date that Anki held a card to stays beside the last of
them and goes out again as long as the card is not reviewed here.

**Refused.** A package is read in a process of its own, with limits of time and memory. Its
database must hold tables and nothing else; a view, a trigger, a computed column, damaged pages, a
part that unfolds beyond its limit, or a password is the end of the whole import, in one sentence.
Scripts, styles and hidden text never come in.

## What an export does

`cardwright export DECK --format F --out FILE` says on standard error what the format cannot carry
of this very deck, with counts and examples; `--json` and the page of exports say the same.

**Anki** packages are of the oldest schema, which every Anki opens, with one note type (Question,
Answer, Explanation, Analogy, Source) and ids that stay: importing a newer export there updates
the notes. They have your own reviews and due dates unless `--without-schedule` is given; a graded
answer goes out as the rating nearest to it. **Tables** begin no formula, however a spreadsheet
cuts them: an apostrophe stands before what would run, and importing takes it away. **Quizlet**
text uses marks on lines of their own where a card has line breaks. For **learning platforms** an
answer of at most five words is compared as typed, any other is an essay with the reference for
the person who marks it; mathematics stands in the delimiters that MathJax reads. Of analogies,
students' formats carry those that a person accepted.
"""


def formats() -> str:
    """The page."""
    read = "".join(f"| `{name}` | {_READ[name]} |\n" for name in READS)
    others = ", ".join(f"`{alias}` is `{name}`" for alias, name in ALIASES.items())
    head = " | ".join(_WRITTEN[name] for name in WRITES)
    endings = " | ".join(f"`{name}` (.{ENDINGS[name]})" for name in WRITES)
    rows = "".join(_row(part) for part in ("question and core answer", *PARTS))
    return (
        f"# In and out\n\n{NOTE}\n## Formats that are read\n\n| `--format` | what it is |\n"
        f"| --- | --- |\n{read}\nThe format is told by the file where it is not given. "
        f"Other names: {others}.\n\n## Formats that are written, and what they carry\n\n"
        f"| part | {head} |\n| --- |{' :-: |' * len(WRITES)}\n"
        f"| `--format` (ending) | {endings} |\n"
        f"{rows}{_PROSE}"
    )


def _row(part: str) -> str:
    marks = ("yes" if part not in PARTS or part in CARRIES[name] else "–" for name in WRITES)
    return f"| {part} | {' | '.join(marks)} |\n"

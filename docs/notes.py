"""The page of formats of notes: what is read of each, where it is cited, what is lost and told."""

from __future__ import annotations

from authoring.formats import READERS, SUFFIXES
from authoring.reading import ReadLimits
from docs.pages import NOTE
from service.notes.uploading import MOST_FILES

_READ: dict[str, tuple[str, str, str, str]] = {
    "markdown": (
        "as it is written, to the letter: front matter, pandoc divs, slide rules, TeX displays, "
        "tables, Jekyll and d2lbook directives",
        "line",
        "comments and hidden elements are set aside",
        "pictures are named by their description only",
    ),
    "text": ("paragraphs apart by blank lines", "line", "nothing", "nothing"),
    "pdf": (
        "words in reading order, two columns too; headings from bookmarks, else from size",
        "page",
        "running heads and page numbers, off-page, white and invisible words, loose symbols that a "
        "formula left are set aside",
        "scanned pages have no words (run OCR first); formulas lose fractions and scripts; words "
        "in pictures: all told by page, none invented",
    ),
    "html": (
        "the main part of the page; MathJax, KaTeX and MathML with TeX become `$..$`; slides in a "
        "textarea are read as Markdown",
        "paragraph",
        "menus, header and footer are left out, with how many words; what a browser hides is set "
        "aside",
        "scripts; MathML without TeX keeps its symbols only, which is told",
    ),
    "docx": (
        "headings, lists, tables, footnotes; Office formulas become TeX",
        "paragraph",
        "hidden, white and tiny runs are set aside",
        "equations of other programs, words in pictures: told with their number; comments and "
        "layout",
    ),
    "pptx": (
        "titles, levels of lists, tables, groups, the speaker's notes; Office formulas become TeX",
        "slide and shape",
        "slides that are not shown, shapes off the slide, words coloured as their ground are set "
        "aside",
        "words in pictures, charts and embedded objects: told by slide; animations",
    ),
    "latex": (
        "articles by section and beamer by frame; own macros expanded; equations stay TeX",
        "slide where there are frames, else line",
        "exercises, problems and solutions are known by their environments",
        "no TeX runs: figures that are drawn, bibliographies from other files; files that "
        "`\\input` names are told, to be ingested too",
    ),
    "notebook": (
        "Markdown cells as Markdown, code cells as code",
        "cell",
        "code gives no cards",
        "outputs, and pictures attached to cells, are not kept",
    ),
    "captions": (
        "cues joined to paragraphs with their times; rolling captions once; speakers kept apart",
        "time",
        "nothing",
        "position and style of the cues; what was shown but not said",
    ),
}


def formats() -> str:
    """The page; fails where a format that is read is not told of."""
    rows = "".join(_row(kind) for kind in READERS)
    limits = ReadLimits()
    return (
        f"# Notes that are read\n\n{NOTE}\n"
        "What a file is counts before what it is called. Every character of the stored text is in "
        "one span of the ledger,\nand `cardwright source ID` prints that text.\n\n"
        "| notes | endings | what is read | cited by | kept from the drafters | lost |\n"
        f"| --- | --- | --- | --- | --- | --- |\n{rows}{_PROSE.format(limits=limits)}"
    )


def _row(kind: str) -> str:
    endings = " ".join(ending for ending, name in SUFFIXES.items() if name == kind)
    return f"| {kind} | {endings} | {' | '.join(_READ[kind])} |\n"


_PROSE = f"""
Each file is read in a process of its own with {{limits.seconds}} seconds and
{{limits.megabytes}} MB of memory, and has at most {{limits.file_megabytes}} MB. What packed files
declare is summed before anything is unpacked; a document type definition (DTD) is the end of the
file, in one sentence.
The site takes {MOST_FILES} files at once, 60 MB together.

## A newer file

A file of a known name is compared with the notes of that name. Where they share runs of words it
is their newer version: drafts and citations move with their words, cards whose words changed are
told, and only what is new is drafted. Where they share next to nothing, you are asked: `--new` is
another document, `--source ID` a newer version whatever it is called. The same text again costs
nothing: no model is asked and nothing is embedded.

## What is asked of a lecture

`--target N`, `--objective TEXT` and `--skip PLACE` hold for the files of one command, or of one
upload. Places are written as the ledger prints them: `page 3`, `p. 3-5`, `slides 7-9`,
`lines 10-20`, `cell 4`, `12:04-12:31`, or the words of a heading for its section. `cardwright
set-aside` does it later, and `--back` takes it back.
"""

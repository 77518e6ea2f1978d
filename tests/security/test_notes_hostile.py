"""Notes that attack: broken and oversized files, readers that hang, instructions to a machine."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from authoring.checks import check
from authoring.model_drafter import readable
from authoring.passages import cut
from authoring.reading import ReadLimits, read_bytes, read_file
from decks.cards import DraftContent, KeyPoint
from decks.errors import (
    CardwrightError,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    NoTextLayer,
    NotFound,
    TooLarge,
    WorkFailed,
    WrongUsage,
)
from tests.authoring_samples import notes, notes_at, proposals, version_of

REFUSED = {
    "hostile/empty-0-bytes.pdf": (EmptyFile, "empty"),
    "hostile/blank-2-pages.pdf": (NoTextLayer, "pictures or blank"),
    "hostile/encrypted-user-password-lecture21.pdf": (EncryptedFile, "without one"),
    "hostile/truncated-half.pdf": (DamagedFile, "damaged"),
    "hostile/pdf-named-docx.docx": (NoTextLayer, "pictures or blank"),
    "hostile/docx-bomb-200MB.docx": (TooLarge, "200 MB of them text"),
    "scanned-us-history-4p.pdf": (NoTextLayer, "OCR"),
}
WARNED = {
    "hostile/latin1-german.md": "read as Windows-1252",
    "hostile/utf16le-no-bom-german.md": "without a mark",
    "hostile/mojibake-german.md": "save the original as UTF-8",
    "hostile/nul-and-control-bytes.md": "control characters were taken out",
    "hostile/encrypted-owner-only-no-copy.pdf": "owner forbids copying",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_gives_no_text_is_refused_in_one_sentence(name: str, real_data: Path) -> None:
    kind, said = REFUSED[name]
    with pytest.raises(kind) as caught:
        read_file(real_data / "notes" / name)
    message = str(caught.value)
    assert said in message
    assert message.startswith(Path(name).name)
    assert "\n" not in message
    assert "Traceback" not in message


@pytest.mark.parametrize("name", WARNED)
def test_a_file_that_is_odd_is_read_with_a_warning(name: str, real_data: Path) -> None:
    reading = read_file(real_data / "notes" / name)
    assert reading.text.strip()
    assert any(WARNED[name] in warning for warning in reading.warnings)


def test_a_chapter_on_one_line_is_read_in_linear_time_and_gives_cards(real_data: Path) -> None:
    begun = time.perf_counter()
    version = notes_at(real_data / "notes" / "hostile" / "one-line-no-breaks.md")
    found = proposals(version)
    assert time.perf_counter() - begun < 5
    assert len(found) > 10


def test_a_file_of_code_alone_gives_no_card(real_data: Path) -> None:
    assert proposals(notes_at(real_data / "notes" / "hostile" / "code-only-gan.md")) == []


def test_planted_instructions_change_no_draft(real_data: Path) -> None:
    clean = notes_at(real_data / "notes" / "openstax-biology-cell-structure.md")
    planted = notes_at(real_data / "notes" / "hostile" / "prompt-injection-cell-structure.md")
    assert [each.content for each in proposals(planted)] == [
        each.content for each in proposals(clean)
    ]


@pytest.mark.parametrize("words", ["SYSTEM: the grader", "malicious.example/login"])
def test_instructions_that_no_reader_would_see_reach_no_model(words: str, real_data: Path) -> None:
    planted = notes_at(real_data / "notes" / "hostile" / "prompt-injection-cell-structure.md")
    assert words in planted.text
    assert all(words not in readable(planted, passage) for passage in cut(planted))


HANGS = """
import sys, time, os
import authoring.readers.text as text
def read(data, name):
    {what}
text.read = read
"""


@pytest.mark.parametrize(
    ("what", "kind", "said"),
    [
        ("time.sleep(60)", TooLarge, "longer than 1 s"),
        ("bytearray(3_000_000_000)", TooLarge, "more memory than is allowed"),
        ("os.abort()", DamagedFile, "ended abruptly"),
        ("raise ValueError('secret')", DamagedFile, "ended abruptly"),
        ("print('noise', flush=True); os._exit(0)", DamagedFile, "nothing usable"),
        ("print('[1]', flush=True); os._exit(0)", DamagedFile, "nothing usable"),
        ("print('{\"text\": 1}', flush=True); os._exit(0)", DamagedFile, "nothing usable"),
        (
            'print(\'{"error": "annotations", "message": "odd"}\', flush=True); os._exit(0)',
            WorkFailed,
            "^a.txt: odd$",
        ),
        ("def deep(): deep()\n    deep()", TooLarge, "nested too deeply"),
    ],
)
def test_a_reader_that_misbehaves_costs_one_sentence(
    what: str,
    kind: type[CardwrightError],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "sitecustomize.py").write_text(HANGS.format(what=what), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    seconds = 1 if "sleep" in what else 20
    begun = time.perf_counter()
    with pytest.raises(kind, match=said) as caught:
        read_bytes(b"words", "a.txt", limits=ReadLimits(seconds=seconds, megabytes=400))
    assert time.perf_counter() - begun < 10
    assert "secret" not in str(caught.value)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        read_file(tmp_path / "none.md")
    with pytest.raises(WrongUsage, match="is a folder"):
        read_file(tmp_path)


def test_a_file_over_the_cap_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(51_000_000)
    with pytest.raises(TooLarge, match="larger than 50 MB"):
        read_file(large)


UNITS = {
    "brackets": "[",
    "links": "[a](",
    "images": "![a](",
    "citations": "[[a](",
    "angles": "<",
    "tags": "<a ",
    "comments": "<!-- ",
    "hidden elements": "<span hidden>",
    "stars": "*",
    "bold": "**a ",
    "dollars": "$a ",
    "double dollars": "$$ ",
    "inline formulas": r"\( a ",
    "displays": "\\[\n",
    "environments": "\\begin{align}\n",
    "fences": "~~~\na\n",
    "headings": "# a\n",
    "front matter": "---\na: b\n",
    "items": "- a\n",
    "entries": "- a: b c d e f g h\n",
    "steps": "1. a b c\n",
    "tables": "<table>\n",
    "directives": ":::\n",
    "code marks": "`a ",
    "spaces": " " * 50 + "a",
    "empty brackets": "( , ",
    "figures": "(figure ",
    "stops": "e.g. ",
    "quotes": "“",
    "capitals": "A of ",
    "is": "a b is a c ",
    "because": "aaa because bbb ",
    "whereas": "aa is bb, whereas cc ",
    "called": "a is called b ",
    "commas": "a, and ",
    "objectives": "By the end of this section\n- a\n",
    "mojibake": "Ã¼",
    "digits": "1",
}
ENGLISH = "The cell is a part of the body that it has. " * 40 + "\n\n"
LENGTH = 30_000


@pytest.mark.parametrize("name", UNITS)
def test_a_repeated_mark_costs_linear_time(name: str) -> None:
    body = UNITS[name] * (LENGTH // len(UNITS[name]))
    begun = time.process_time()
    version = notes(ENGLISH + body)
    cut(version)
    proposals(version)
    content = DraftContent(
        question=body, label="x", core_answer=body, key_points=(KeyPoint(text="x"),)
    )
    check(content, (version.cite(0, 10),), version)
    assert time.process_time() - begun < 9  # a square would take minutes; others run beside it


def test_text_that_turns_round_in_display_is_kept_as_it_stands() -> None:
    turned = "A **cell** is the smallest\u202e unit of a living thing.\n\n" + ENGLISH
    version = notes(turned)
    found = proposals(version)
    assert all(version.text[each.start : each.end] for each in found if each.start is not None)
    assert version.text == turned


def test_a_reading_says_where_it_came_from() -> None:
    reading = read_bytes(b"Words of a text.", "a.txt")
    assert version_of(reading).extractor == "text/1"

"""Notes as source versions, read and drafted from as the ingest does it, in this process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from authoring.formats import format_of, reader
from authoring.passages import cut
from authoring.proposal import Proposed
from authoring.readers.reading import Reading
from authoring.rule_drafter import RuleDrafter
from decks.ids import content_id, text_hash
from decks.sources import SourceVersion
from tests.conftest import NOW


def version_of(reading: Reading, source: str = "src_test") -> SourceVersion:
    """A reading as the version that the ingest would store."""
    digest = text_hash(reading.text)
    return SourceVersion(
        id=content_id("ver", source, digest, reading.extractor),
        source_id=source,
        format=reading.format,
        extractor=reading.extractor,
        text=reading.text,
        text_hash=digest,
        spans=reading.spans,
        warnings=reading.warnings,
        created_at=NOW,
    )


def notes(text: str, name: str = "notes.md") -> SourceVersion:
    """Notes typed in a test."""
    data = text.encode("utf-8")
    return version_of(reader(format_of(name, data))(data, name))


@lru_cache(maxsize=32)
def notes_at(path: Path) -> SourceVersion:
    """Notes of a file; read once."""
    data = path.read_bytes()
    return version_of(reader(format_of(path.name, data))(data, path.name))


def proposals(version: SourceVersion) -> list[Proposed]:
    """What the built-in drafter proposes, in order."""
    drafter = RuleDrafter()
    return [each for passage in cut(version) for each in drafter.draft(version, passage).drafts]


@lru_cache(maxsize=32)
def proposals_at(path: Path) -> tuple[Proposed, ...]:
    """What the built-in drafter proposes of a file; drafted once."""
    return tuple(proposals(notes_at(path)))


def asked(text: str) -> dict[str, str]:
    """Question to core answer, of notes typed in a test."""
    return {
        each.content.question: each.content.core_answer or "" for each in proposals(notes(text))
    }

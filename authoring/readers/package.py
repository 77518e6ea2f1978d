"""Office files are zip archives of XML: checked before anything is unpacked, then packed anew.

What a directory declares is summed first. Only XML goes on to the parsers: pictures, sounds and
files inside the file are emptied, so none of them is ever opened. A document type definition is
refused wherever it stands, since entities are the way to blow up or to reach out of a parser.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from decks.errors import DamagedFile, EncryptedFile, TooLarge

MOST_PARTS = 5_000
MOST_BYTES = 400_000_000
"""Bytes that all parts declare together."""
MOST_XML = 40_000_000
"""Bytes that the XML parts declare together: a book of 2,000 pages has about 15 million."""

_XML = (".xml", ".rels", ".vml")
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name; those that are no XML are empty.

    Raises `TooLarge`, `DamagedFile`, or `EncryptedFile`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries)
            found = {}
            for entry in entries:
                xml = entry.filename.lower().endswith(_XML)
                found[entry.filename] = _unpacked(archive, entry) if xml else b""
            return found
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise DamagedFile("The file is damaged: its archive cannot be unpacked.") from None
    except RuntimeError:
        raise EncryptedFile(
            "The file is locked with a password: save a copy without one."
        ) from None


def _check(entries: list[zipfile.ZipInfo]) -> None:
    declared = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_XML))
    if len(entries) > MOST_PARTS or declared > MOST_BYTES or xml > MOST_XML:
        raise TooLarge(
            f"The file unpacks to {len(entries):,} parts of {declared / 1e6:,.0f} MB, "
            f"{xml / 1e6:,.0f} MB of them text; at most {MOST_XML / 1e6:.0f} MB of text are read: "
            "split it."
        )


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One XML part, at most as long as it said; a length that lies fails its checksum."""
    if entry.flag_bits & 1:
        raise EncryptedFile("The file is locked with a password: save a copy without one.")
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:64]:
        try:
            content = content.decode("utf-16").encode("utf-8")
        except UnicodeError:
            raise DamagedFile("The file is damaged: a part of it is no text.") from None
        content = re.sub(rb"^(\xef\xbb\xbf)?<\?xml[^>]{0,200}\?>", b"", content)
    if _DTD.search(content):
        raise DamagedFile(
            "The file holds a document type definition (DTD), which no office program writes: it "
            "was not read."
        )
    return content


def packed(found: Mapping[str, bytes]) -> bytes:
    """The parts as an archive again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


def kind_of(data: bytes) -> str:
    """What a zip archive is, by the parts that its directory names: "docx", "pptx", or a word for
    what is not read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:MOST_PARTS])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "a damaged zip archive or Office document"
    for part, kind in (
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("content.xml", "an OpenDocument file"),
        ("META-INF/container.xml", "an EPUB book"),
    ):
        if part in names:
            return kind
    return "a zip archive"


def xml_of(content: bytes) -> Any:
    """The root element of a part: no entity, no network, no more depth than a document has."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise DamagedFile(
            "The file is damaged: a part of it is broken, or nested too deeply."
        ) from None


def rewritten(content: bytes, change: Callable[[Any], None]) -> bytes:
    """A part after `change` to its root element."""
    from lxml import etree

    root = xml_of(content)
    change(root)
    done: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return done

"""Bytes to text: which encoding, which line ends, and what was odd about it.

UTF-8 and UTF-16 are told with certainty; what is left is read as Windows-1252, the common ancestor
of Western files, with a warning. Bytes that are no text at all are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from decks.errors import EmptyFile, WrongEncoding

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf¼¤¶Ÿ„–œ©¨]|â€[™œ\u009d\u009c“”]|Â[ «»°·]")
_BINARY_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text with LF line ends and no NUL, and sentences about what was changed or is odd."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file; `EmptyFile` for white space, `WrongEncoding` for what is no text."""
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyFile("The file is empty: there is nothing to make cards from.")
    text, warnings = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    controls = len(_CONTROL.findall(text))
    if controls > _BINARY_SHARE * len(text):
        raise WrongEncoding(
            "The file is no text: it holds mostly control characters. Export it as UTF-8 text."
        )
    if controls:
        text = _CONTROL.sub("", text)
        warnings.append(f"{controls} control characters were taken out.")
    broken = len(_MOJIBAKE.findall(text))
    if broken >= 3:
        warnings.append(
            f"{broken} places look like UTF-8 that was read as Windows-1252 (such as Ã¼ for ü): "
            "save the original as UTF-8 and send it again."
        )
    if not text.strip():
        raise EmptyFile("The file is empty: there is nothing to make cards from.")
    return Decoded(text, tuple(warnings))


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    guessed = _utf16(data)
    if guessed is not None:
        return data[: len(data) // 2 * 2].decode(guessed, "replace"), [
            f"The file is {guessed.upper()} without a mark; it was read as that."
        ]
    if text:
        return text, []
    return data.decode("cp1252", "replace").replace("\ufffd", ""), [
        "The file is not UTF-8: it was read as Windows-1252. Look at its accents."
    ]


def _utf16(data: bytes) -> str | None:
    """UTF-16 shows itself by zeros: most odd bytes are zero (LE), or most even ones (BE)."""
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.6 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half:
        return "utf-16-be"
    return None

"""One JSON object a line, read strictly: what is doubtful is one clear error, never a guess.

Python's reader takes NaN, repeated keys and lone surrogates in silence; each of them would be lost
or would break a later write, so each is refused here with its line.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from decks.base import Noun
from decks.errors import BadRecord

N = TypeVar("N", bound=Noun)

# JSON allows these raw, but str.splitlines and some editors break a line at each of them.
_LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_SHOWN = 80


def write_line(record: Mapping[str, Any]) -> str:
    """One line of JSON, without a newline: keys in the order given, non-ASCII kept, no NaN."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False).translate(_LINE_BREAKS)


def parse_line(line: str, number: int) -> dict[str, Any]:
    """The object on line `number`; `BadRecord` where it is not one clean object."""
    try:
        value = json.loads(line, object_pairs_hook=_unrepeated, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadRecord(f"Line {number}: not JSON ({error.msg}, column {error.colno}).") from None
    except _Doubtful as error:
        raise BadRecord(f"Line {number}: {error}.") from None
    except RecursionError:
        raise BadRecord(f"Line {number}: nested too deeply.") from None
    except ValueError:
        # The only ValueError left: Python reads no whole number of more than 4,300 digits.
        raise BadRecord(f"Line {number}: a number with too many digits.") from None
    if not isinstance(value, dict):
        raise BadRecord(f"Line {number}: a record is a JSON object in braces.")
    try:
        line.encode("utf-8")
        if "\\u" in line:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise BadRecord(
            f"Line {number}: half of a surrogate pair, which is no character."
        ) from None
    return value


def validated(noun: type[N], record: Mapping[str, Any], number: int) -> N:
    """The record as a noun; `BadRecord` with line and field where it does not fit."""
    try:
        return noun.model_validate(record)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the record"
        message = first["msg"].removeprefix("Value error, ")
        raise BadRecord(f"Line {number}: {place[:_SHOWN]}: {message}.") from None
    except OverflowError:
        raise BadRecord(f"Line {number}: a number in it is too large.") from None


class _Doubtful(Exception):
    """Why a line that parses is refused."""


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = Counter(key for key, _ in pairs)
        twice = next(key for key, count in keys.items() if count > 1)
        raise _Doubtful(f"{ascii(twice)[:_SHOWN]} stands twice in one object")
    return record


def _no_constant(name: str) -> Any:
    raise _Doubtful(f"{name} is not a number that JSON knows")

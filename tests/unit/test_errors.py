"""The error tree: drawn as it is, every class mapped, every class one sentence long."""

from __future__ import annotations

import inspect

from cli.exits import EXIT_CODES, exit_code
from decks import errors
from decks.errors import CardwrightError

TREE = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, CardwrightError)
]


def test_every_error_is_drawn_in_the_tree() -> None:
    drawing = errors.__doc__ or ""
    assert [kind.__name__ for kind in TREE if kind.__name__ not in drawing] == []


def test_every_error_has_one_exit_code() -> None:
    assert {exit_code(kind("x")) for kind in TREE} <= {1, 2, 3, 4}
    for kind in TREE:
        above = [base for base in EXIT_CODES if issubclass(kind, base)]
        assert len(above) == (0 if kind is CardwrightError else 1), kind


def test_exit_codes_follow_the_classes() -> None:
    assert exit_code(errors.NotFound("x")) == 4
    assert exit_code(errors.Locked("x")) == 3
    assert exit_code(errors.UnknownFormat("x")) == 2
    assert exit_code(errors.NoTextLayer("x")) == 1

"""The house rules that no linter holds: layers complete, one-file rules, sizes, lazy imports."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OUTSIDE_THE_LAYERS = {"tests", "evals", "benchmarks", "docs"}
HEAVY = {"chromadb", "openai", "langchain", "langchain_core", "onnxruntime", "sqlalchemy", "numpy"}
ONE_FILE_RULES = {"langchain_text_splitters": {"authoring/passages.py"}}
LINES_A_FILE = 400
LINES_A_FUNCTION = 50


def rooms() -> list[str]:
    return sorted(
        folder.parent.name
        for folder in ROOT.glob("*/__init__.py")
        if folder.parent.name not in OUTSIDE_THE_LAYERS
    )


def modules() -> Iterator[Path]:
    for room in rooms():
        yield from sorted((ROOT / room).rglob("*.py"))


def project() -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return loaded


def test_every_room_stands_in_the_layers_and_in_the_wheel() -> None:
    tool = project()["tool"]
    linter: dict[str, list[dict[str, list[str]]]] = tool["importlinter"]  # type: ignore[assignment]
    layers = linter["contracts"][0]["layers"]
    named = sorted(room.strip() for layer in layers for room in re.split(r"[|:]", layer))
    wheel = tool["hatch"]["build"]["targets"]["wheel"]["packages"]  # type: ignore[index]
    assert named == rooms()
    assert sorted(wheel) == rooms()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", sorted(ONE_FILE_RULES))
def test_a_package_with_a_one_file_rule_is_imported_there_alone(package: str) -> None:
    importers = {str(path.relative_to(ROOT)) for path in modules() if package in set(imports(path))}
    assert importers <= ONE_FILE_RULES[package]


def test_only_wiring_names_adapters() -> None:
    adapters = {"minilm", "hashing", "openai_chat", "langchain_chat", "fsrs", "folder", "server"}
    wrong = []
    for path in modules():
        room = path.relative_to(ROOT).parts[0]
        if room not in {"service", "cli", "web", "authoring", "grader", "study", "storage"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                head, _, last = node.module.rpartition(".")
                if head in {"providers", "scheduler", "vectorstore"} and last in adapters:
                    wrong.append(str(path.relative_to(ROOT)))
    assert set(wrong) == {"service/wiring.py"}


def test_no_file_and_no_function_is_too_long() -> None:
    long = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > LINES_A_FILE:
            long.append(str(path.relative_to(ROOT)))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > LINES_A_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} ({length})")
    assert long == []


def test_no_room_is_called_utils() -> None:
    assert not [
        path for path in modules() if path.stem in {"utils", "util", "helpers", "common", "misc"}
    ]


def loaded_by(code: str) -> set[str]:
    probe = f"import sys\n{code}\nprint('\\n'.join(name.split('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_the_command_line_loads_nothing_heavy_before_it_runs() -> None:
    assert not loaded_by("import cli.main") & (HEAVY | {"pydantic", "rich"})


def test_opening_a_data_folder_loads_no_model_and_no_index() -> None:
    assert not loaded_by("import service.wiring") & {
        "chromadb",
        "openai",
        "langchain",
        "langchain_core",
        "onnxruntime",
        "sklearn",
    }

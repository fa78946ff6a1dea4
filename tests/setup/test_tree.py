# SPDX-License-Identifier: MulanPSL-2.0
"""Habits of this tree that no linter knows: headers, sizes, docstrings of tests, nothing private."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app", "ui", "scripts", "packaging", "tests", "bench", "soak")
TEXTS = {".py", ".toml", ".md", ".txt", ".in", ".sh", ".desktop", ".yaml", ""}
MODULE_LINES, FUNCTION_LINES, CONSTRUCTOR_LINES = 500, 60, 30
# Spelt in pieces, so that this file does not find itself.
MARKS = re.compile("#.*(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + ")")
PLACES = re.compile(
    "|".join(("/wo" + "rk/(main|shared)", "/ro" + r"ot\b", r"py" + r"pi\.org", "python" + "hosted"))
    + "|registry"
    + r"\.npm|deb\.deb"
    + "ian"
)


def modules(*folders: str) -> Iterator[Path]:
    """Yield every Python file of these folders and main.py."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))
    yield ROOT / "main.py"


def texts() -> Iterator[Path]:
    """Yield every text file that people wrote or that is committed for people to read."""
    yield from (p for p in ROOT.iterdir() if p.is_file() and p.suffix in TEXTS | {".toml"})
    for folder in (*CODE, "docs", "resources", "requirements", ".ci"):
        yield from (
            p
            for p in sorted((ROOT / folder).rglob("*"))
            if p.is_file() and p.suffix in TEXTS and "__pycache__" not in p.parts
        )


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def span(node: ast.AST) -> int:
    """Return the physical lines of a definition, decorators not counted."""
    return int(node.end_lineno) - int(node.lineno) + 1


def test_every_module_names_its_licence():
    """The first line of every module is the SPDX header."""
    line = "# SPDX-License-Identifier: MulanPSL-2.0"
    assert [p for p in modules(*CODE) if p.read_text("utf-8").split("\n")[0] != line] == []


def test_every_test_states_a_behaviour():
    """Each test function has a docstring that says what must hold."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


@pytest.mark.parametrize("folder", ["app", "ui", "scripts"])
def test_nothing_outgrows_its_budget(folder):
    """No module, function or constructor is longer than the hard limits of the architecture."""
    over = []
    for path in modules(folder):
        place = path.relative_to(ROOT)
        lines = path.read_text("utf-8").count("\n")
        if lines > MODULE_LINES:
            over.append(f"{place}: {lines} lines")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                limit = CONSTRUCTOR_LINES if node.name == "__init__" else FUNCTION_LINES
                if span(node) > limit:
                    over.append(f"{place}:{node.lineno} {node.name}: {span(node)} lines")
    assert over == []


def test_nothing_is_left_for_later():
    """No file carries a mark that something is still to be done."""
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in modules(*CODE)
        if (hit := MARKS.search(path.read_text("utf-8")))
    ]
    assert found == []


def test_no_place_of_a_machine_is_named():
    """No committed text names a folder of one machine or the host of a registry."""
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in texts()
        if (hit := PLACES.search(path.read_text("utf-8", errors="replace")))
    ]
    assert found == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="a source archive has no index")
def test_nothing_that_is_ignored_is_tracked():
    """A checkout replaces what is tracked: an environment in the tree would overwrite the real one."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout == ""

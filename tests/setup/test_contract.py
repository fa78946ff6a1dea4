# SPDX-License-Identifier: MulanPSL-2.0
"""The import contract can fail: each wall is walked into once, in a small house of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kernel", "model", "policy", "vault", "intake", "paper", "review", "committee", "present")
LINTER = Path(sys.executable).parent / "lint-imports"


def build_house(folder: Path) -> None:
    """Lay out empty rooms under the project's own contract."""
    for room in ("app", "ui", *(f"app/{room}" for room in ROOMS)):
        (folder / room).mkdir()
        (folder / room / "__init__.py").touch()
    for name in ("app/intake/launch.py", "ui/qt.py", "ui/shell.py"):
        (folder / name).touch()
    (folder / "main.py").touch()
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    """Return what the linter says of a house."""
    command = [LINTER, "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_allowed_imports_pass(tmp_path):
    """Downward imports, Qt in its one door and subprocess in its one place are kept."""
    build_house(tmp_path)
    (tmp_path / "app/present/__init__.py").write_text("import app.paper, app.vault, app.policy\n")
    (tmp_path / "app/intake/launch.py").write_text("import subprocess\n")
    (tmp_path / "ui/qt.py").write_text("import PySide6, shiboken6\n")
    done = linted(tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("app/policy/__init__.py", "import app.vault"),
        ("app/paper/__init__.py", "import app.intake"),
        ("app/model/__init__.py", "import app.policy"),
        ("app/kernel/__init__.py", "import app.model"),
        ("app/paper/__init__.py", "import app.present"),
        ("app/present/__init__.py", "import ui.shell"),
        ("app/present/__init__.py", "from PySide6 import QtCore"),
        ("app/vault/__init__.py", "import socket"),
        ("app/vault/__init__.py", "from urllib import request"),
        ("app/paper/__init__.py", "import subprocess"),
        ("app/kernel/__init__.py", "import main"),
        ("ui/shell.py", "from PySide6.QtWidgets import QWidget"),
        ("ui/shell.py", "import http.client"),
    ],
)
def test_wall_holds(tmp_path, module, line):
    """An import against the house's direction, of Qt or of the network is refused and named."""
    build_house(tmp_path)
    (tmp_path / module).write_text(f"{line}\n")
    done = linted(tmp_path)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def test_unknown_room_is_refused(tmp_path):
    """A new folder in app/ needs its place in the contract before it lands."""
    build_house(tmp_path)
    (tmp_path / "app/attic").mkdir()
    (tmp_path / "app/attic/__init__.py").touch()
    done = linted(tmp_path)
    assert done.returncode != 0
    assert "attic" in done.stdout

# SPDX-License-Identifier: MulanPSL-2.0
"""The set-up makes a bare machine ready, asks nothing twice, and says exactly what is missing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import setup


@pytest.fixture
def calls(monkeypatch):
    """Collect what the set-up would run; every program succeeds."""
    seen = []
    monkeypatch.setattr(setup, "run", lambda command, **_: seen.append(command) or 0)
    return seen


@pytest.fixture
def empty(monkeypatch, tmp_path):
    """Point the set-up at an environment that is not there yet."""
    monkeypatch.setattr(setup, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.delenv("ZHIJUAN_WHEELHOUSE", raising=False)
    return tmp_path


def pretend_made(folder: Path) -> None:
    """Put a file where the environment's Python would be."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()


def test_first_run_makes_environment_and_installs_with_hashes(empty, calls, monkeypatch):
    """A first run creates .venv and installs the locked list, every file held to its digest."""
    monkeypatch.setattr(setup, "works", lambda: False)
    pretend_made(empty)
    setup.ensure_dependencies(dev=False)
    assert [command[1:3] for command in calls] == [["-m", "venv"], ["-m", "pip"]]
    assert "--require-hashes" in calls[1]
    assert calls[1][-1].endswith("runtime.txt")


def test_second_run_runs_nothing(empty, calls, monkeypatch):
    """After the stamp is written the set-up starts no program, so it needs no network."""
    monkeypatch.setattr(setup, "works", lambda: True)
    pretend_made(empty)
    setup.ensure_dependencies(dev=True)
    calls.clear()
    setup.ensure_dependencies(dev=True)
    setup.ensure_dependencies(dev=False)
    assert calls == []


def test_failed_install_leaves_no_stamp(empty, monkeypatch):
    """An install that fails is tried again next time instead of being taken for done."""
    monkeypatch.setattr(setup, "works", lambda: True)
    monkeypatch.setattr(setup, "run", lambda command, **_: 1)
    pretend_made(empty)
    with pytest.raises(setup.SetupError, match="依赖没有装上"):
        setup.ensure_dependencies(dev=False)
    assert not (empty / ".venv" / "zhijuan.stamp").exists()


def test_wheelhouse_replaces_the_network(empty, calls, monkeypatch):
    """With a wheelhouse at hand pip is told to look nowhere else."""
    monkeypatch.setenv("ZHIJUAN_WHEELHOUSE", str(empty))
    setup.install_list("runtime.txt")
    assert calls[0][-5:-2] == ["--no-index", "--find-links", str(empty)]


def test_user_without_rights_gets_the_exact_command(calls, monkeypatch):
    """Who is not root is told the one command to run, and nothing is installed."""
    monkeypatch.setattr(setup, "is_root", lambda: False)
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(setup.SetupError) as caught:
        setup.install_packages(["libgl1", "libegl1", "libgl1"], "Qt")
    line = "sudo apt-get install -y --no-install-recommends libegl1 libgl1\n"
    assert line in str(caught.value)
    assert calls == []


def test_root_refreshes_lists_only_when_needed(monkeypatch):
    """As root packages are installed at once; only a failure makes the lists be fetched first."""
    seen = []

    def first_fails(command, **_):
        seen.append(command[2])
        return 1 if len(seen) == 1 else 0

    monkeypatch.setattr(setup, "is_root", lambda: True)
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup, "run", first_fails)
    setup.install_packages(["libgl1"], "Qt")
    assert seen == ["install", "update", "install"]


def test_missing_library_becomes_its_package(monkeypatch):
    """A library that the loader misses is installed by the name of its package."""
    asked = []
    answers = iter([["libGL.so.1", "libxcb-cursor.so.0"], []])
    monkeypatch.setattr(setup, "missing_libraries", lambda parts: next(answers))
    monkeypatch.setattr(setup, "install_packages", lambda names, why: asked.extend(names))
    setup.ensure_libraries(window=True)
    assert asked == ["libgl1", "libxcb-cursor0"]


def test_library_that_stays_missing_is_named(monkeypatch):
    """A library without a known package is named instead of failing later inside Qt."""
    monkeypatch.setattr(setup, "missing_libraries", lambda parts: ["libodd.so.7"])
    with pytest.raises(setup.SetupError, match=r"libodd\.so\.7"):
        setup.ensure_libraries(window=False)


def test_loader_answer_is_read(monkeypatch):
    """Only lines that say "not found" count, each library once."""
    said = b"/x.so:\n\tlibGL.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0)\n\tlibGL.so.1 => not found\n"
    monkeypatch.setattr(
        setup.subprocess,
        "run",
        lambda *args, **kwargs: subprocess.CompletedProcess(args, 1, stdout=said),
    )
    assert setup.missing_libraries(setup.QT_PARTS) == ["libGL.so.1"]


def needed_libraries(file: Path) -> set[str]:
    """Return the libraries that an ELF file asks the loader for, read from its dynamic strings."""
    text = file.read_bytes()
    return {name.decode() for name in re.findall(rb"\x00(lib[\w.+-]+\.so\.\d+)(?=\x00)", text)}


def test_every_library_of_qt_has_a_package():
    """Whatever Qt asks the loader for on a bare machine, the set-up knows the package that has it."""
    (package,) = Path(sys.prefix).glob("lib/python3.*/site-packages/PySide6")
    core = ("Qt/lib/libQt6Core.so.6", "Qt/lib/libQt6Gui.so.6", "Qt/lib/libQt6XcbQpa.so.6")
    parts = [*setup.QT_PARTS, *setup.WINDOW_PARTS, *core]
    asked = set().union(*(needed_libraries(package / part) for part in parts))
    assert len(asked) > 20
    brought = {path.name for path in (package / "Qt" / "lib").iterdir()}
    system = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1"}
    assert asked - brought - system - set(setup.PACKAGES) == set()


def test_unfit_python_looks_for_a_fit_one(monkeypatch):
    """Under a Python that is too new the set-up starts again under one that fits."""
    started = []
    monkeypatch.setattr(setup, "THIS", (3, 14))
    monkeypatch.setattr(
        setup.shutil, "which", lambda name: "/opt/p" if name == "python3.12" else None
    )
    monkeypatch.setattr(setup.os, "execv", lambda path, words: started.append(path))
    with pytest.raises(setup.SetupError):
        setup.use_a_fit_python()
    assert started == ["/opt/p"]


def test_no_fit_python_is_told_plainly(monkeypatch):
    """Without any fit Python the message names the versions that would do."""
    monkeypatch.setattr(setup, "THIS", (3, 9))
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    with pytest.raises(setup.SetupError, match=r"3\.11、3\.12 或 3\.13"):
        setup.use_a_fit_python()


def test_old_python_can_read_the_script():
    """The set-up parses under the grammar of Python 3.8, so an old one can say what is wrong."""
    ast.parse(Path(setup.__file__).read_text("utf-8"), feature_version=(3, 8))

# SPDX-License-Identifier: MulanPSL-2.0
"""The offline archive carries the right wheels for its system and a menu entry that works."""

from __future__ import annotations

import configparser
import hashlib
import re

import pytest
import wheelhouse


@pytest.mark.parametrize(
    ("system", "version"),
    [("linux-x86_64", "6.9.3"), ("linux-aarch64", "6.8.0.2"), ("windows-amd64", "6.9.3")],
)
def test_each_system_gets_its_own_qt(system, version):
    """Markers are settled for the target, not for the machine that builds the archive."""
    text = wheelhouse.list_for(system, (3, 11))
    assert re.findall(r"^pyside6-essentials==(\S+)", text, re.MULTILINE) == [version]
    assert re.findall(r"^shiboken6==(\S+)", text, re.MULTILINE) == [version]
    assert ";" not in text


def test_every_package_of_the_list_is_gathered():
    """Settling markers drops no package that a Linux machine needs, and no digest."""
    whole = (wheelhouse.ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    names = set(re.findall(r"^([a-z0-9-]+)==", whole, re.MULTILINE))
    text = wheelhouse.list_for("linux-x86_64", (3, 11))
    assert set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)) == names
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z])", text))


def test_program_is_copied_without_its_tests(tmp_path):
    """The archive holds the entry, the set-up and the licence, and no test and no cache."""
    wheelhouse.copy_program(tmp_path)
    for part in ("main.py", "scripts/setup.py", "LICENSE", "resources/fonts/fonts.toml"):
        assert (tmp_path / part).is_file()
    assert not (tmp_path / "tests").exists()
    assert list(tmp_path.rglob("__pycache__")) == []


def test_sums_cover_every_file(tmp_path):
    """SHA256SUMS names every file with its digest, by paths that hold after unpacking."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "名.txt").write_text("字", encoding="utf-8")
    wheelhouse.write_sums(tmp_path)
    digest = hashlib.sha256("字".encode()).hexdigest()
    assert (tmp_path / "SHA256SUMS").read_text("utf-8") == f"{digest}  a/名.txt\n"


def test_menu_entry_is_complete():
    """The menu entry has a Chinese name and points at launcher and picture of this folder."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(wheelhouse.ROOT / "packaging" / "zhijuan.desktop.in", encoding="utf-8")
    section = entry["Desktop Entry"]
    assert section["Name[zh_CN]"] == "职卷"
    for key in ("Exec", "Icon"):
        target = section[key].strip('"').replace("@HERE@", str(wheelhouse.ROOT))
        assert wheelhouse.Path(target).is_file()

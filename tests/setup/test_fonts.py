# SPDX-License-Identifier: MulanPSL-2.0
"""The bundled faces are the locked ones, can be embedded, and cover what their roles claim."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import charsets
import readme

ROOT = Path(__file__).resolve().parents[2]
FACES = ROOT / "resources" / "fonts"
LOCK = tomllib.loads((ROOT / "scripts" / "fonts" / "fonts.lock.toml").read_text("utf-8"))
ROLES = tomllib.loads((FACES / "fonts.toml").read_text("utf-8"))["roles"]
SETS = {"gb2312": charsets.gb2312(), "tgh": charsets.standard_characters()}
ROLE_NAMES = {"song", "song_bold", "xiaobiaosong", "hei", "hei_medium", "hei_bold", "fang", "kai"}
ROLE_NAMES |= {"rare", "rare_ext"}
# Embedding for print or editing is allowed: OS/2 fsType 0 (installable) or 8 (editable).
EMBEDDABLE = {0, 8}
LARGEST_MB = 110


@functools.cache
def points(file: str) -> frozenset[int]:
    """Return the code points that a face has glyphs for."""
    with TTFont(FACES / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


each_face = pytest.mark.parametrize("face", LOCK["face"], ids=lambda face: face["file"])


@pytest.mark.parametrize("entry", LOCK["face"] + LOCK["notice"], ids=lambda entry: entry["file"])
def test_file_is_the_locked_one(entry):
    """Every committed face and licence has the digest that the lock states."""
    data = (FACES / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]


@each_face
def test_face_can_be_embedded(face):
    """Every face has TrueType outlines and allows embedding, which is all the PDF library takes."""
    with TTFont(FACES / face["file"], lazy=True) as font:
        assert "glyf" in font
        assert "fvar" not in font
        assert font["OS/2"].fsType in EMBEDDABLE


@each_face
def test_face_covers_what_it_claims(face):
    """A face has a glyph for every character of the sets that the lock says it covers."""
    missing = {name: len(SETS[name] - points(face["file"])) for name in face["covers"]}
    assert set(missing.values()) <= {0}


def test_set_sizes():
    """The two character sets have the sizes their standards state."""
    assert len(SETS["gb2312"]) == 6763
    assert len(SETS["tgh"]) == 8105


def test_roles_name_committed_faces():
    """Each role names a locked face, and its chain and Latin role exist and never lead back."""
    assert set(ROLES) == ROLE_NAMES
    files = {face["file"] for face in LOCK["face"]}
    for name, role in ROLES.items():
        assert role["file"] in files, name
        assert role["latin"] in {"", *ROLE_NAMES} - {name}
        assert name not in role["chain"]
        assert set(role["chain"]) <= ROLE_NAMES


@pytest.mark.parametrize("name", sorted(ROLE_NAMES - {"rare", "rare_ext"}))
def test_chain_reaches_names_and_boxes(name):
    """Through its chain every text role draws standard characters, rare names and ticked boxes."""
    roles = [name, *ROLES[name]["chain"]]
    reached = frozenset().union(*(points(ROLES[role]["file"]) for role in roles))
    wanted = {ord(char) for char in "㛃䶮𬭚𫟷𠅤𠮷·〔〕★□√①〇※№☑"}
    basic = set(range(0x4E00, 0x9FFD))
    extensions_c_to_f = set(range(0x2B740, 0x2B81E)) | set(range(0x2CEB0, 0x2EBE1))
    assert (SETS["tgh"] | wanted | basic | extensions_c_to_f) - reached == set()


@each_face
def test_qt_names(face, qapp):
    """Qt knows each face by the family and weight that fonts.toml states."""
    from PySide6.QtGui import QFontDatabase

    role = next(role for role in ROLES.values() if role["file"] == face["file"])
    number = QFontDatabase.addApplicationFont(str(FACES / face["file"]))
    assert role["family"] in QFontDatabase.applicationFontFamilies(number)
    assert QFontDatabase.weight(role["family"], role["style"]) in {role["weight"], 500}


def test_folder_is_small_enough_and_holds_nothing_else():
    """All faces together stay below the budget, and every file in the folder is accounted for."""
    known = {entry["file"] for entry in LOCK["face"] + LOCK["notice"]} | {"README.md", "fonts.toml"}
    present = {path.name for path in FACES.iterdir()}
    assert present == known
    assert sum(path.stat().st_size for path in FACES.iterdir()) <= LARGEST_MB * 1_000_000


def test_readme_agrees_with_lock():
    """The table that people read is the one the lock gives."""
    assert (FACES / "README.md").read_text("utf-8") == readme.text(LOCK)

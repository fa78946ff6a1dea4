# SPDX-License-Identifier: MulanPSL-2.0
"""Faces by role, each read when a character first asks for it, and the per-character fallback chain.

The role table is ``resources/fonts/fonts.toml``. A character that no face of a chain has is found
before anything is printed; it is never drawn as a box.
"""

from __future__ import annotations

import functools
import mmap
import struct
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.paper.core.facetables import slim

# Middle of a character above its baseline, in ems: centring by it puts mixed lines level (D-14).
MIDDLE = {"fang": 0.33, "kai": 0.35}
MIDDLE_OF_OTHERS = 0.38
DOT = "·"  # takes half an em in every face
_KEYS = {"file", "family", "style", "weight", "scale", "latin", "borrowed", "chain"}
# What Fang and Kai borrow from Song: they draw these heavy.
LATIN = frozenset("0123456789()[]（）〔〕［］%％+-/:.,·±−＿") | {
    chr(c) for c in (*range(65, 91), *range(97, 123))
}
_NO_EMBEDDING = 0x0002  # OS/2 fsType: restricted licence


class FontTableError(Exception):
    """The role table is wrong; a bug in the program's own data."""


@frozen
class Role:
    """One row of the role table."""

    name: str
    path: Path
    scale: float
    latin: str
    borrowed: float
    chain: tuple[str, ...]


@define(eq=False)
class Face:
    """One font file, read once. ``mark`` is a single character that stands for it in run strings."""

    name: str
    path: Path
    mark: str
    _file: Any = None

    @property
    def file(self) -> Any:
        """Return the parsed font; raises UserError PAPER-FONT when it cannot be used."""
        if self._file is None:
            self._file = _read(self.path)
        return self._file

    def has(self, char: str) -> bool:
        """Tell whether the face draws this character."""
        return ord(char) in self.file.charToGlyph

    def glyph(self, char: str) -> int:
        """Return the glyph number in the font file."""
        return int(self.file.charToGlyph[ord(char)])

    def width(self, char: str) -> float:
        """Return the advance in ems."""
        return float(self.file.charWidths[ord(char)]) / 1000

    def ink(self, char: str) -> tuple[float, float]:
        """Return the left and right edge of the ink in ems; (0, 0) for a blank."""
        font, glyph = self.file, self.glyph(char)
        start, end = font.glyphPos[glyph], font.glyphPos[glyph + 1]
        if end <= start:
            return 0.0, 0.0
        at = font.get_table_pos("glyf")[0] + start
        left, _, right, _ = struct.unpack(">4h", font._ttf_data[at + 2 : at + 10])
        return left / font.unitsPerEm, right / font.unitsPerEm


def _read(path: Path) -> Any:
    try:
        font = TTFontFile(str(path))
    except (TTFError, OSError, struct.error) as cause:
        raise UserError("PAPER-FONT", name=path.name) from cause
    if "glyf" not in font.table:
        raise UserError("PAPER-FONT", name=path.name)
    # The outlines stay in the file: 40 MB of faces are not held in memory for a few hundred glyphs.
    with path.open("rb") as stream:
        font._ttf_data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    font.glyphToChar = None
    slim(font)
    licence = struct.unpack(">H", font.get_table("OS/2")[8:10])[0] if "OS/2" in font.table else 0
    if licence & 0x000F == _NO_EMBEDDING:
        raise UserError("PAPER-FONT-LICENCE", name=path.name)
    return font


@frozen
class Glyph:
    """One character of a role, measured: advances and shifts in ems of the asked size.

    Attributes:
        face: the face that draws it.
        code: glyph number, four hexadecimal digits.
        natural: what the glyph itself advances.
        advance: what it takes in a line.
        shift: how far the glyph stands to the right within its advance.
        scale: size of this glyph beside the asked size.
    """

    face: Face
    code: str
    natural: float
    advance: float
    shift: float
    scale: float


class _Table(dict[str, Any]):
    """A mapping of characters that is filled when it is asked."""

    def __init__(self, library: FontLibrary, role: str, name: str) -> None:
        super().__init__()
        self._library, self._role, self._name = library, role, name

    def __missing__(self, char: str) -> Any:
        glyph = self._library.glyph(self._role, char)
        value = glyph.face.mark if self._name == "mark" else getattr(glyph, self._name)
        self[char] = value
        return value


@frozen
class RoleTables:
    """Per character of one role: advance in ems, mark of the face, glyph code."""

    advance: Mapping[str, float]
    mark: Mapping[str, str]
    code: Mapping[str, str]


@define(eq=False)
class FontLibrary:
    """All roles of the program; one library serves the whole process."""

    roles: Mapping[str, Role]
    _faces: dict[Path, Face] = field(factory=dict)
    _glyphs: dict[tuple[str, str], Glyph] = field(factory=dict)
    _tables: dict[str, RoleTables] = field(factory=dict)

    @classmethod
    def standard(cls) -> FontLibrary:
        """Return the library of the bundled faces, shared by all callers."""
        return _standard()

    @classmethod
    def load(cls, table: Path, local: Mapping[str, Path] | None = None) -> FontLibrary:
        """Read a role table; ``local`` points roles at faces the unit has a licence for.

        Raises:
            FontTableError: an unknown key, or a chain naming an unknown role.
            UserError: PAPER-FONT or PAPER-FONT-LICENCE for a local face that cannot be embedded.
        """
        with table.open("rb") as stream:
            rows = tomllib.load(stream).get("roles", {})
        roles = {
            name: _role(name, row, table.parent, (local or {}).get(name))
            for name, row in rows.items()
        }
        for role in roles.values():
            unknown = [name for name in (*role.chain, role.latin) if name and name not in roles]
            if unknown:
                raise FontTableError(f"{table.name}: {role.name} names unknown roles {unknown}")
        library = cls(roles)
        for name in local or {}:
            library.face(name).has("中")
        return library

    def face(self, role: str) -> Face:
        """Return the face of a role; roles that share a file share the face."""
        path = self.roles[role].path
        found = self._faces.get(path)
        if found is None:
            # Marks follow the role table, not the order of use: they stand in the files.
            paths = list(dict.fromkeys(row.path for row in self.roles.values()))
            first = next(row.name for row in self.roles.values() if row.path == path)
            found = self._faces[path] = Face(first, path, chr(ord("A") + paths.index(path)))
        return found

    def face_marked(self, mark: str) -> Face:
        """Return the face that a run string names."""
        return next(face for face in self._faces.values() if face.mark == mark)

    def files(self, *roles: str) -> list[str]:
        """Return the file names behind some roles, once each: what the self-check report lists."""
        return list(dict.fromkeys(self.roles[role].path.name for role in roles))

    def _owner(self, role: str, char: str) -> str | None:
        row = self.roles[role]
        first = (row.latin,) if row.latin and char in LATIN else ()
        if char == DOT and role != "song":
            first = ("song",)
        return next(
            (name for name in (*first, role, *row.chain) if self.face(name).has(char)), None
        )

    def glyph(self, role: str, char: str) -> Glyph:
        """Return one measured character; raises UserError PAPER-GLYPH when no face has it."""
        found = self._glyphs.get((role, char))
        if found is not None:
            return found
        owner = self._owner(role, char)
        if owner is None:
            raise UserError("PAPER-GLYPH", char=char, point=f"U+{ord(char):04X}")
        row, face = self.roles[role], self.face(owner)
        scale = row.scale if owner == role else row.borrowed
        natural = face.width(char) * scale
        advance = natural
        if char == DOT:
            advance = 0.5
        elif char == "1":
            advance = face.width("0") * scale
        glyph = Glyph(
            face, f"{face.glyph(char):04X}", natural, advance, (advance - natural) / 2, scale
        )
        self._glyphs[role, char] = glyph
        return glyph

    def tables(self, role: str) -> RoleTables:
        """Return the fast per-character tables of a role."""
        if role not in self._tables:
            names = ("advance", "mark", "code")
            self._tables[role] = RoleTables(*(_Table(self, role, name) for name in names))
        return self._tables[role]

    def missing(self, text: Iterable[str], role: str = "song") -> list[str]:
        """Return the characters of a text that no face can draw, once each, in order."""
        seen = dict.fromkeys(char for char in text if char not in "\n\t")
        return [char for char in seen if self._owner(role, char) is None]


def _role(name: str, row: Mapping[str, Any], folder: Path, local: Path | None) -> Role:
    unknown = set(row) - _KEYS
    if unknown or "file" not in row:
        raise FontTableError(f"fonts.toml: {name} has unknown keys {sorted(unknown)} or no file")
    path = local or folder / row["file"]
    chain = tuple(row.get("chain", ()))
    return Role(
        name, path, row.get("scale", 1.0), row.get("latin", ""), row.get("borrowed", 1.0), chain
    )


_local: dict[str, Path] = {}


@functools.cache
def _standard() -> FontLibrary:
    return FontLibrary.load(resource("fonts", "fonts.toml"), _local)


def use_local_faces(local: Mapping[str, Path]) -> None:
    """Point roles at faces the unit has a licence for, from the next page on; empty takes them back.

    Raises:
        UserError: PAPER-FONT or PAPER-FONT-LICENCE; the faces in use stay.
    """
    FontLibrary.load(resource("fonts", "fonts.toml"), local)
    _local.clear()
    _local.update(local)
    _standard.cache_clear()


def missing_glyphs(text: str, role: str = "song") -> list[str]:
    """Return the characters of a text that cannot be printed; asked at data entry and before printing."""
    return FontLibrary.standard().missing(text, role)


def middle_of(face: Face) -> float:
    """Return how far the middle of a face's characters is above the baseline, in ems."""
    return MIDDLE.get(face.name, MIDDLE_OF_OTHERS)

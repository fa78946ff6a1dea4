# SPDX-License-Identifier: MulanPSL-2.0
"""A FormSpec: one form as data. Read strictly, linted, and only then used."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import attrs
import cattrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.paper.core.fonts import missing_glyphs
from app.paper.forms import lint
from app.paper.forms.file_lines import line_of
from app.paper.forms.parts import KINDS, Cell, Grid, Part, Rect
from app.paper.forms.reading import (
    parse_toml,
    read_text,
    strict_converter,
    structure,
)
from app.paper.forms.tabular import Role

MARGINS = Literal["form", "loose", "letter", "bound", "wide"]
_PAGES = re.compile(r"^\[\[pages\]\]", re.MULTILINE)


@frozen
class Heading:
    """The title of a page.

    Attributes:
        spread: opens it to so many characters.
        on_sheet: centred on the sheet instead of the type area.
        width: mm a longer title shrinks to; 0 is the type area.
    """

    text: str
    y: float = 31.0
    size: float = 16.0
    role: Role = "song_bold"
    spread: int = 0
    on_sheet: bool = False
    width: float = 0.0


@frozen
class Page:
    """One page of a form, or several where its parts flow.

    Attributes:
        title: bookmark, and how messages name the page.
        top: where flowing parts start on this page and on those it goes on to.
        bottom: where they end.
        continued: heading of the pages it goes on to; empty adds （续） to the heading.
        again: heading of the pages it goes on to where it has another place or size.
        numbered: whether the page number is printed; the page is counted either way.
        overflow: what did not fit its cell is printed here (附页).
        totalled: every side says 第 x 页 共 y 页 in place of its number.
        foot: mm from the lower edge to the middle of the footer.
        sheet: size of the turned sheet of a wide form.
    """

    id: str
    title: str
    parts: tuple[Part, ...]
    heading: Heading | None = None
    top: float = 40.0
    bottom: float = 261.0
    continued: str = ""
    numbered: bool = True
    overflow: bool = False
    totalled: bool = False
    foot: float = 13.0
    sheet: Literal["A4", "A3"] = "A4"
    again: Heading | None = None
    when: str = ""


@frozen
class FormSpec:
    """One form.

    Attributes:
        id: file name without its ending.
        title: name of the form as printed and in lists.
        margins: named margins of the layout core.
        source: where the layout comes from.
        clauses: clause ids the form rests on.
        verified_by, verified_on: who held it against the official template; until then every page
            carries 参考模板 in its foot (D-5).
        attachment: which official paper it was held against (附件1).
        edition: 0 is the form that came with the program; a unit counts its own from 1.
        imposed: bound into a volume, so that margins change hands on the back.
    """

    id: str
    title: str
    margins: MARGINS
    source: str
    pages: tuple[Page, ...]
    clauses: tuple[str, ...] = ()
    verified_by: str = ""
    verified_on: str = ""
    imposed: bool = False
    attachment: str = ""
    edition: int = 0

    @classmethod
    def load(cls, name: str, folder: Path | None = None) -> FormSpec:
        """Return a form by name from ``resources/forms`` or from a unit's own layer.

        Raises:
            UserError: FORM-FILE, FORM-FIELD, FORM-BINDING, FORM-OVERLAP, FORM-OUTSIDE, FORM-WIDTHS …;
                each names the file and the place.
        """
        return _standard(name) if folder is None else read_form(folder / f"{name}.toml")

    @property
    def reference_only(self) -> bool:
        """Tell whether nobody has yet held the form against the official template."""
        return not self.verified_by

    @property
    def origin(self) -> str:
        """Return what the foot of every page says of the layout (D-5); empty when there is nothing to say."""
        own = f"　本单位第{self.edition}版" if self.edition else ""
        if self.reference_only:
            return f"参考模板{own}"
        return f"已核对{self.attachment}{own}" if own or self.attachment else ""

    def fixed_cells(self) -> Iterator[tuple[int, Cell]]:
        """Yield (page index, cell) of every answer at a fixed place."""
        for index, page in enumerate(self.pages):
            for part in page.parts:
                if isinstance(part, Grid):
                    yield from ((index, cell) for cell in part.cells if cell.bind)


def _rect(value: Any, _: Any) -> Rect:
    if not isinstance(value, list) or len(value) != 4:
        raise ValueError("应为四个数：左、上、右、下")
    if any(isinstance(side, bool) or not isinstance(side, (int, float)) for side in value):
        raise ValueError("应为四个数：左、上、右、下")
    return Rect(*(float(side) for side in value))


@functools.cache
def _converter() -> cattrs.Converter:
    converter = strict_converter()
    converter.register_structure_hook(Rect, _rect)

    def part(value: Any, _: Any) -> Part:
        if not isinstance(value, Mapping):
            raise ValueError("应为一张表")
        rest = dict(value)
        shape = KINDS.get(rest.pop("kind", ""))
        if shape is None:
            raise ValueError("kind 应为 " + "、".join(KINDS))
        structured: Part = converter.structure(rest, shape)
        return structured

    converter.register_structure_hook(Part, part)
    return converter


def read_form(path: Path) -> FormSpec:
    """Return one form file, checked; raises UserError naming file and place."""
    text = read_text(path)
    spec = read_form_text(text, path.name, unfinished=True)
    if spec.id != path.stem:
        raise UserError("FORM-ID", file=path.name, id=spec.id)
    return _sound(spec, path.name, text)


def read_form_text(text: str, file: str, *, unfinished: bool = False) -> FormSpec:
    """Return a form from the text of its file, as strictly as ``read_form``.

    Args:
        file: how messages name it.
        unfinished: a draft, whose faults are shown while it is worked on.

    Raises:
        UserError: FORM-FILE, FORM-FIELD, and unless unfinished the faults of ``lint``.
    """
    spec = structure(parse_toml(text, file), FormSpec, file, _converter(), text)
    return spec if unfinished else _sound(spec, file, text)


def _sound(spec: FormSpec, file: str, text: str) -> FormSpec:
    faults = lint.check(spec)
    if faults:
        first = faults[0]
        line = line_of(text, first.page, first.part, first.item)
        place = f"第{line}行，{first.place}"
        raise UserError(first.code, file=file, place=place, what=first.what)
    return spec


def form_faults(path: Path) -> list[str]:
    """Return everything wrong with a form file, one sentence each with file and line; empty when sound."""
    try:
        text = read_text(path)
        spec = read_form_text(text, path.name, unfinished=True)
    except UserError as fault:
        return [fault.message.one_line()]
    found = [
        UserError(
            fault.code,
            file=path.name,
            place=f"第{line_of(text, fault.page, fault.part, fault.item)}行，{fault.place}",
            what=fault.what,
        )
        for fault in lint.check(spec)
    ]
    found.extend(
        UserError("FORM-GLYPH", file=path.name, char=char, point=f"U+{ord(char):04X}")
        for char in missing_glyphs("".join(_words(spec)))
    )
    if spec.id != path.stem:
        found.insert(0, UserError("FORM-ID", file=path.name, id=spec.id))
    return [fault.message.one_line() for fault in found]


def _words(thing: Any) -> Iterator[str]:
    """Yield every text of a form: what is printed as it stands, and some names that are not."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _words(each)
    elif attrs.has(type(thing)):
        for item in attrs.fields(type(thing)):
            yield from _words(getattr(thing, item.name))


@functools.cache
def shipped_forms() -> tuple[str, ...]:
    """Return the ids of the forms that came with the program, in the order of their names.

    A form has pages, other files of the folder have none; telling them apart needs no reading of
    what stands on the pages (measured: 100 ms for all of them).
    """
    files = sorted(resource("forms").glob("*.toml"))
    return tuple(path.stem for path in files if _PAGES.search(read_text(path)))


@functools.cache
def _standard(name: str) -> FormSpec:
    return read_form(resource("forms", f"{name}.toml"))

# SPDX-License-Identifier: MulanPSL-2.0
"""The field catalogue: every place of a declaration that a person fills, described once as data.

Editors, paste, help and the self-check all read it. A file a section under
``resources/policy/<pack>/fields/``; ``codes.toml`` holds the word tables (forms.md 4.2, 4.3, 4.7).
"""

from __future__ import annotations

import functools
import tomllib
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from app.model.declaration import Declaration
from app.policy.codetables import CodeEntry, CodeTable, FieldsError, load_tables

__all__ = [
    "CodeEntry",
    "CodeTable",
    "Field",
    "FieldCatalogue",
    "FieldsError",
    "Kind",
    "Section",
    "load_fields",
]

CODES = "codes.toml"
PRECISIONS = ("day", "month", "year")
DEFAULT_WIDTH = 20


class Kind(StrEnum):
    """How a field is typed, checked and kept."""

    LINE = "line"
    NAME = "name"
    ID_NUMBER = "id_number"
    DATE = "date"
    CODE = "code"
    WHOLE_NUMBER = "whole_number"
    LONG_TEXT = "long_text"
    UNIT = "unit"
    PHONE = "phone"
    YES_NO = "yes_no"


@frozen
class Field:
    """One field.

    Attributes:
        path: ``basics.name``, or ``education.*.school`` for a column of a table.
        limit: most characters that fit the forms; more is a reminder, never cut. 0 is no limit.
        table: name of the code table of a ``code`` field.
        open: a ``code`` field also keeps words that are not in its table.
        precision: finest part of a ``date`` asked for: day, month or year.
        open_end: an empty ``date`` means 至今.
        width: of the editor, in full-width characters.
        column: width in a table of rows, in characters; 0 stretches, None is not shown there.
        clause: id of the clause the field rests on, or empty.
        aliases: other headings that mean this field in a pasted table.
        forms: names of the printed pieces that carry it.
    """

    path: str
    label: str
    kind: Kind
    section: str
    group: str = ""
    limit: int = 0
    table: str = ""
    open: bool = False
    precision: str = "day"
    open_end: bool = False
    width: float = DEFAULT_WIDTH
    column: float | None = None
    required: bool = False
    clause: str = ""
    hint: str = ""
    help: str = ""
    sample: str = ""
    mistakes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the last step of the path."""
        return self.path.rsplit(".", 1)[-1]

    def at(self, row_id: str) -> str:
        """Return the path of this column in one row."""
        return self.path.replace("*", row_id)


@frozen
class Section:
    """One page of fields, or one table of rows.

    Attributes:
        table: first step of the row paths; empty for a page of single fields.
        word: what one row is called; measure: its measure word.
        empty: exact text shown when there is no row yet.
    """

    id: str
    title: str
    fields: tuple[Field, ...]
    table: str = ""
    word: str = ""
    measure: str = "个"
    lead: str = ""
    empty: str = ""

    def columns(self) -> tuple[Field, ...]:
        """Return the fields shown as columns of the table."""
        return tuple(item for item in self.fields if item.column is not None)

    def groups(self) -> tuple[tuple[str, tuple[Field, ...]], ...]:
        """Return the fields by group heading, in order."""
        names = dict.fromkeys(item.group for item in self.fields)
        return tuple((name, tuple(f for f in self.fields if f.group == name)) for name in names)


@frozen
class FieldCatalogue:
    """All sections and tables of one pack."""

    sections: tuple[Section, ...]
    tables: Mapping[str, CodeTable]
    by_path: Mapping[str, Field]

    @classmethod
    def load(cls, folder: Path) -> FieldCatalogue:
        """Read a pack's catalogue; raises FieldsError naming file and place."""
        return load_fields(folder)

    def field(self, path: str) -> Field:
        """Return the field of a path, concrete (``education.<id>.school``) or general.

        Raises:
            KeyError: no field of the catalogue stands there.
        """
        return self.by_path[general(path)]

    def knows(self, path: str) -> bool:
        """Tell whether a field of the catalogue stands at this path."""
        return general(path) in self.by_path

    @functools.cached_property
    def required(self) -> frozenset[str]:
        """Return the general paths of all fields a person must fill."""
        return frozenset(path for path, item in self.by_path.items() if item.required)

    def section(self, section_id: str) -> Section:
        """Return one section; raises KeyError."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def table_of(self, item: Field) -> CodeTable | None:
        """Return the code table of a field."""
        return self.tables.get(item.table)


def general(path: str) -> str:
    """Return the path with a row id replaced by ``*`` (a path of three steps names a row)."""
    steps = path.split(".")
    return f"{steps[0]}.*.{steps[2]}" if len(steps) == 3 else path


_FIELD_KEYS = {item.name for item in attrs.fields(Field)} - {"section"}
_SECTION_KEYS = {item.name for item in attrs.fields(Section)} - {"fields"}


def load_fields(folder: Path) -> FieldCatalogue:
    """Read the catalogue.

    Raises:
        FieldsError: an unknown key, a path the model has not, a duplicate, an undefined table,
            a kind that does not suit the place; names the file and the field.
    """
    tables = load_tables(folder / CODES)
    sections = tuple(
        _section(path, tables) for path in sorted(folder.glob("*.toml")) if path.name != CODES
    )
    by_path: dict[str, Field] = {}
    for item in (item for section in sections for item in section.fields):
        if item.path in by_path:
            raise FieldsError(f"{item.section}.toml: {item.path} stands twice")
        by_path[item.path] = item
    return FieldCatalogue(sections, tables, by_path)


def _section(path: Path, tables: Mapping[str, CodeTable]) -> Section:
    with path.open("rb") as stream:
        raw = tomllib.load(stream)
    head = raw.get("section", {})
    unknown = (set(raw) - {"section", "field"}) | (set(head) - _SECTION_KEYS)
    if unknown or head.get("id") != path.stem or not head.get("title"):
        raise FieldsError(
            f"{path.name}: section needs its file's id and a title; unknown keys {sorted(unknown)}"
        )
    fields = tuple(_field(path, head["id"], item, tables) for item in raw.get("field", ()))
    if not fields:
        raise FieldsError(f"{path.name}: no field")
    return Section(fields=fields, **head)


def _field(path: Path, section: str, raw: dict[str, Any], tables: Mapping[str, CodeTable]) -> Field:
    place = f"{path.name}: {raw.get('path', '?')}"
    unknown = set(raw) - _FIELD_KEYS
    missing = {"path", "label", "kind", "help", "sample"} - set(raw)
    if unknown or missing:
        raise FieldsError(f"{place}: unknown keys {sorted(unknown)}, missing {sorted(missing)}")
    if raw["kind"] not in set(Kind) or raw.get("precision", "day") not in PRECISIONS:
        raise FieldsError(f"{place}: kind is one of {sorted(Kind)}, precision one of {PRECISIONS}")
    lists: dict[str, Any] = {
        key: tuple(raw[key]) for key in ("mistakes", "aliases", "forms") if key in raw
    }
    rest: dict[str, Any] = {"kind": Kind(raw["kind"]), "section": section}
    item = Field(**(raw | lists | rest))
    if (item.kind is Kind.CODE) != bool(item.table) or (item.table and item.table not in tables):
        raise FieldsError(
            f"{place}: a code field names a table of {CODES}, others none: {item.table}"
        )
    _suits(place, item, tables)
    return item


def _suits(place: str, item: Field, tables: Mapping[str, CodeTable]) -> None:
    """Hold the field against the model: the path is there and the kind suits its type."""
    kind = place_type(item.path)
    if kind is None:
        raise FieldsError(f"{place}: the declaration has no such place")
    wanted = {Kind.WHOLE_NUMBER: int, Kind.YES_NO: bool}.get(item.kind, str)
    if not (isinstance(kind, type) and issubclass(kind, wanted)) or (
        kind is bool and wanted is int
    ):
        raise FieldsError(f"{place}: {item.kind} does not suit {kind}")
    if issubclass(kind, StrEnum) and {entry.value for entry in tables[item.table].entries} != set(
        kind
    ):
        raise FieldsError(
            f"{place}: table {item.table} does not list the values of {kind.__name__}"
        )


@functools.cache
def place_type(path: str) -> Any:
    """Return the plain type at a general path (``int`` for ``int | None``), or None where there is none."""
    current: Any = Declaration
    for step in path.split("."):
        if step == "*":
            arguments = typing.get_args(current)
            if typing.get_origin(current) is not tuple or not arguments:
                return None
            current = arguments[0]
        elif attrs.has(current) and step in attrs.fields_dict(current):
            current = typing.get_type_hints(current)[step]
        else:
            return None
    if isinstance(current, types.UnionType):
        current = next(part for part in typing.get_args(current) if part is not types.NoneType)
    return current

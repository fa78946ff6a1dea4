# SPDX-License-Identifier: MulanPSL-2.0
"""The field catalogue: every place of a declaration that a person fills, described once as data.

Editors, paste, help and the self-check all read it. A file a section under
``resources/policy/<pack>/fields/``; ``codes.toml`` holds the word tables (forms.md 4.2, 4.3, 4.7).
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, NoReturn

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate
from app.model.declaration import Declaration
from app.policy.codetables import CODES, CodeEntry, CodeTable, load_tables
from app.policy.packfiles import PackFiles
from app.policy.source import Source, read_source

__all__ = [
    "CodeEntry",
    "CodeTable",
    "Field",
    "FieldCatalogue",
    "Kind",
    "Section",
    "load_fields",
    "shown",
]

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


def shown(item: Field, table: CodeTable | None, value: Any) -> str:
    """Return a kept value as the editor shows it; reading it again gives the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value)
    if item.kind is Kind.DATE:
        parsed = PartialDate.parse(text)
        return parsed.dotted() if parsed else text
    if item.kind is Kind.CODE and table is not None:
        return table.word(text)
    return text


def load_fields(files: PackFiles) -> FieldCatalogue:
    """Read the catalogue.

    Raises:
        UserError: PACK-FILE for an unknown key, a path the model has not, a duplicate, an undefined
            table, a kind that does not suit the place; names file and line.
    """
    tables = load_tables(files)
    by_path: dict[str, Field] = {}
    sections = []
    for name in files.names("fields"):
        if name == CODES:
            continue
        source = read_source(files, name)
        section = _section(source, tables)
        for index, item in enumerate(section.fields):
            if item.path in by_path:
                line = source.line_of("field", index, "path")
                source.refuse(f"“{item.path}”出现了两次", line)
            by_path[item.path] = item
        sections.append(section)
    return FieldCatalogue(tuple(sections), tables, by_path)


def _section(source: Source, tables: Mapping[str, CodeTable]) -> Section:
    source.only("section", "field")
    head, stem = source.data.get("section", {}), PurePosixPath(source.name).stem
    if not isinstance(head, dict) or head.get("id") != stem or not head.get("title"):
        source.refuse(
            f"[section] 的 id 要和文件名“{stem}”一样，并且有 title", source.line_of("section")
        )
    for key in sorted(set(head) - _SECTION_KEYS):
        source.refuse(f"认不出“{key}”这一项", source.line_of("section", key=key))
    rows = source.data.get("field", ())
    if not rows:
        source.refuse("一栏也没有")
    fields = tuple(_field(Spot(source, n), head["id"], row, tables) for n, row in enumerate(rows))
    return Section(fields=fields, **head)


@frozen
class Spot:
    """One field of one file, to say where it stands."""

    source: Source
    index: int

    def refuse(self, reason: str, key: str = "path") -> NoReturn:
        """Raise PACK-FILE for a key of this field."""
        self.source.refuse(reason, self.source.line_of("field", self.index, key))


def _field(at: Spot, section: str, raw: dict[str, Any], tables: Mapping[str, CodeTable]) -> Field:
    name = raw.get("path", "？")
    for key in sorted(set(raw) - _FIELD_KEYS):
        at.refuse(f"“{name}”里认不出“{key}”这一项", key)
    for key in sorted({"path", "label", "kind", "help", "sample"} - set(raw)):
        at.refuse(f"“{name}”缺少“{key}”")
    if raw["kind"] not in set(Kind):
        at.refuse(f"“{name}”的 kind 可以是：{'、'.join(sorted(Kind))}", "kind")
    if raw.get("precision", "day") not in PRECISIONS:
        at.refuse(f"“{name}”的 precision 可以是：{'、'.join(PRECISIONS)}", "precision")
    lists: dict[str, Any] = {
        key: tuple(raw[key]) for key in ("mistakes", "aliases", "forms") if key in raw
    }
    rest: dict[str, Any] = {"kind": Kind(raw["kind"]), "section": section}
    item = Field(**(raw | lists | rest))
    if (item.kind is Kind.CODE) != bool(item.table):
        at.refuse(f"“{name}”：kind 是 code 的要写 table，别的不写", "kind")
    if item.table and item.table not in tables:
        at.refuse(f"“{name}”的词表“{item.table}”在 {CODES} 里没有", "table")
    _suits(at, item, tables)
    return item


def _suits(at: Spot, item: Field, tables: Mapping[str, CodeTable]) -> None:
    """Hold the field against the model: the path is there and the kind suits its type."""
    kind = place_type(item.path)
    if kind is None:
        at.refuse(f"申报文档里没有“{item.path}”这一栏")
    wanted = {Kind.WHOLE_NUMBER: int, Kind.YES_NO: bool}.get(item.kind, str)
    if not (isinstance(kind, type) and issubclass(kind, wanted)) or (
        kind is bool and wanted is int
    ):
        at.refuse(f"“{item.path}”的 kind 不能是“{item.kind}”", "kind")
    if issubclass(kind, StrEnum) and {entry.value for entry in tables[item.table].entries} != set(
        kind
    ):
        known = "、".join(sorted(kind))
        at.refuse(f"“{item.path}”的词表“{item.table}”要正好有这些值：{known}", "table")


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

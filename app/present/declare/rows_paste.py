# SPDX-License-Identifier: MulanPSL-2.0
"""A table copied in WPS or Excel: which column is which field, and a red list of what cannot be read."""

from __future__ import annotations

import csv
import io
from typing import Any

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.kernel.text import clean_code, clean_line
from app.model.declaration import Declaration
from app.model.operations import Edit
from app.model.paths import read, write
from app.policy.fields import Field, FieldCatalogue, Kind, Section
from app.present.declare.editor_checks import SCIENTIFIC, sound_id
from app.present.declare.editor_notes import Note, note
from app.present.declare.editor_values import read_typed

MOST_ROWS = 500
_DIGITS_LOST = frozenset({Kind.ID_NUMBER, Kind.LINE, Kind.PHONE})


@frozen
class PastedCell:
    """One cell that could not be read: row and column of the copied table, from 1."""

    row: int
    column: int
    text: str
    note: Note


@frozen
class PasteDraft:
    """What was copied, how its columns are mapped, and what stands on the red list.

    Attributes:
        header: words of the first row when it is one, else empty.
        body: the copied cells.
        mapping: field path of each column, empty where the column is left out.
        bad: cells that cannot be read as mapped; lost digits among them.
    """

    section: Section
    catalogue: FieldCatalogue
    header: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    mapping: tuple[str, ...]

    @property
    def bad(self) -> tuple[PastedCell, ...]:
        """Return the red list, in reading order."""
        found = []
        for y, row in enumerate(self.body):
            for x, text in enumerate(row):
                entry = self._judge(x, text)
                if entry is not None:
                    found.append(PastedCell(y + 1, x + 1, text, entry))
        return tuple(found)

    @property
    def bad_rows(self) -> frozenset[int]:
        """Return the numbers of rows with a cell on the red list, from 1."""
        return frozenset(cell.row for cell in self.bad)

    def mapped(self, index: int, path: str) -> PasteDraft:
        """Return the draft with one column mapped otherwise."""
        changed = tuple(path if i == index else old for i, old in enumerate(self.mapping))
        return attrs.evolve(self, mapping=changed)

    def _judge(self, column: int, text: str) -> Note | None:
        path = self.mapping[column] if column < len(self.mapping) else ""
        if not text.strip():
            return None
        if column >= len(self.mapping):
            return note("PASTE-SPARE", "", count=1, typed=text.strip())
        if not path:
            return None
        item = self.catalogue.field(path)
        if item.kind in _DIGITS_LOST and SCIENTIFIC.match(clean_code(text)):
            code = "M03" if item.kind is Kind.ID_NUMBER else "FIELD-SCI"
            return note(code, path, typed=text.strip(), label=item.label)
        return self._unread(item, text)

    def _unread(self, item: Field, text: str) -> Note | None:
        reading = read_typed(item, self.catalogue.table_of(item), text)
        if reading.readable:
            return None
        codes = {
            Kind.DATE: "FIELD-DATE",
            Kind.WHOLE_NUMBER: "FIELD-NUMBER",
            Kind.YES_NO: "FIELD-YES-NO",
        }
        return note(
            codes.get(item.kind, "FIELD-CODE"), item.path, typed=text.strip(), label=item.label
        )

    def rows(self, kind: Any, *, skip_bad: bool) -> tuple[list[Any], list[tuple[str, str]]]:
        """Return the rows to put in, and texts with no room in the document by the path of their row.

        Raises:
            UserError: PASTE-COLUMNS when no column is mapped, PASTE-TWICE when two name one field.
        """
        self._refuse_bad_mapping()
        made: list[Any] = []
        leftovers: list[tuple[str, str]] = []
        for number, cells in enumerate(self.body, 1):
            if skip_bad and number in self.bad_rows:
                continue
            row, waiting = self._row(kind, cells)
            made.append(row)
            leftovers += waiting
        return made, leftovers

    def _refuse_bad_mapping(self) -> None:
        used = [path for path in self.mapping if path]
        if not used:
            raise UserError("PASTE-COLUMNS", count=len(self.mapping))
        twice = next((path for path in used if used.count(path) > 1), "")
        if twice:
            raise UserError("PASTE-TWICE", label=self.catalogue.field(twice).label)

    def _row(self, kind: Any, cells: tuple[str, ...]) -> tuple[Any, list[tuple[str, str]]]:
        row = kind()
        waiting: list[tuple[str, str]] = []
        for path, text in zip(self.mapping, cells, strict=False):
            if not path or not text.strip():
                continue
            item = self.catalogue.field(path)
            reading = read_typed(item, self.catalogue.table_of(item), text)
            if reading.keeps:
                row = attrs.evolve(row, **{item.name: reading.value})
            else:
                waiting.append((item.at(row.id), text))
        return row, waiting

    def operation(self, rows: list[Any]) -> Edit:
        """Return the one step that puts the rows at the end of the table."""
        table = self.section.table

        def put(declaration: Declaration) -> Declaration:
            return write(declaration, table, (*read(declaration, table), *rows))

        name = f"粘贴 {len(rows)} {self.section.measure}{self.section.word}"
        return Edit(put, tuple(f"{table}.{row.id}" for row in rows), name, "paste")


def read_pasted(text: str, section: Section, catalogue: FieldCatalogue) -> PasteDraft:
    """Split copied text into cells and guess which column is which.

    Raises:
        UserError: PASTE-EMPTY when there is no cell, PASTE-MANY beyond MOST_ROWS rows.
    """
    lines = _cells(text)
    if not lines:
        raise UserError("PASTE-EMPTY")
    if len(lines) > MOST_ROWS:
        raise UserError("PASTE-MANY", count=len(lines), most=MOST_ROWS)
    headed = _by_heading(lines[0], section)
    if sum(map(bool, headed)) >= min(2, len(lines[0])) and any(headed):
        return PasteDraft(section, catalogue, lines[0], lines[1:], headed)
    guessed = _by_content(lines, section, catalogue)
    return PasteDraft(section, catalogue, (), lines, guessed)


def _cells(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the cells of tab-separated text; a quoted cell may hold line ends, as WPS copies it."""
    cleaned = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    try:
        lines = list(csv.reader(io.StringIO(cleaned, newline=""), delimiter="\t"))
    except csv.Error:
        lines = [line.split("\t") for line in cleaned.split("\n")]
    return tuple(
        tuple(cell.strip() for cell in line) for line in lines if any(cell.strip() for cell in line)
    )


def _heading(text: str) -> str:
    kept = clean_line(text).replace("(", "（").replace(")", "）")
    return "".join(kept.split()).rstrip("*：:")


def _by_heading(cells: tuple[str, ...], section: Section) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for item in section.fields:
        for name in (item.label, *item.aliases):
            names.setdefault(_heading(name), item.path)
    mapping: list[str] = []
    for cell in cells:
        path = names.get(_heading(cell), "")
        mapping.append("" if path in mapping else path)
    return tuple(mapping)


def _by_content(
    lines: tuple[tuple[str, ...], ...], section: Section, catalogue: FieldCatalogue
) -> tuple[str, ...]:
    """Guess each column: first what only fits one kind, then the free fields in their order."""
    width = max(len(line) for line in lines)
    columns = [[line[x] for line in lines if x < len(line) and line[x]] for x in range(width)]
    mapping = [""] * width
    for x, column in enumerate(columns):
        fits = (
            item
            for item in section.fields
            if item.path not in mapping and _fits(item, column, catalogue)
        )
        mapping[x] = next((item.path for item in fits), "")
    free = [
        item
        for item in section.fields
        if item.path not in mapping and item.kind in {Kind.LINE, Kind.UNIT}
    ]
    for x, column in enumerate(columns):
        if not mapping[x] and column and free:
            mapping[x] = free.pop(0).path
    return tuple(mapping)


def _fits(item: Field, column: list[str], catalogue: FieldCatalogue) -> bool:
    if not column:
        return False
    match item.kind:
        case Kind.DATE:
            dates = [PartialDate.parse(cell) for cell in column]
            return all(dates) and (item.precision == "year") == all(
                d is not None and d.month is None for d in dates
            )
        case Kind.CODE:
            table = catalogue.table_of(item)
            return table is not None and all(table.find(cell) for cell in column)
        case Kind.ID_NUMBER:
            return all(sound_id(clean_code(cell)) for cell in column)
        case _:
            return False

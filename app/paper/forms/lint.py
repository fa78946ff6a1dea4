# SPDX-License-Identifier: MulanPSL-2.0
"""What can be wrong with a form before anything is printed: names, places, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from app.paper.core import geometry as g
from app.paper.forms import bindings
from app.paper.forms.parts import (
    Body,
    Cell,
    Closing,
    Grid,
    Marks,
    Opening,
    Opinions,
    Part,
    Prose,
    Rect,
    Stack,
    quoted_names,
)
from app.paper.forms.registry import REGISTRY, RollBinding
from app.paper.forms.tabular import FLOOR, BandLine, Roll, SumLine, Table

if TYPE_CHECKING:
    from app.paper.forms.spec import FormSpec, Page

CLEAR = 5.0  # mm no printer reaches
NARROWEST = 4.0


@frozen
class Fault:
    """One thing wrong: a message code, where, and what stands there.

    Attributes:
        page, part, item: the same place as numbers from 0, for whoever shows it; -1 is none of them.
    """

    code: str
    place: str
    what: str
    page: int = -1
    part: int = -1
    item: int = -1


def check(spec: FormSpec) -> list[Fault]:
    """Return everything wrong with a form, in reading order; empty when it may be used."""
    found = list(_repeated(spec))
    for number, page in enumerate(spec.pages):
        where = f"页 {page.id}"
        sheet = sheet_of(spec, page)
        words = [page.title, *(each.text for each in (page.heading, page.again) if each)]
        found.extend(evolve(fault, page=number) for fault in _names(where, [], words, [page.when]))
        for index, part in enumerate(page.parts):
            faults = _part(f"{where} 第{index + 1}段", part, page, sheet)
            found.extend(evolve(fault, page=number, part=index) for fault in faults)
    return found


def sheet_of(spec: FormSpec, page: Page) -> tuple[float, float]:
    """Return width and height in mm of the sheet a page stands on."""
    if spec.margins != "wide":
        return g.A4
    return g.A3_WIDE if page.sheet == "A3" else g.A4_WIDE


def _item(index: int, faults: Iterable[Fault]) -> Iterator[Fault]:
    yield from (evolve(fault, item=index) for fault in faults)


def _repeated(spec: FormSpec) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, page in enumerate(spec.pages):
        if page.id in seen:
            yield Fault("FORM-REPEAT", f"页 {page.id}", page.id, number)
        seen.add(page.id)


def _part(where: str, part: Part, page: Page, sheet: tuple[float, float]) -> Iterator[Fault]:
    yield from _names(where, [], [], [part.when])
    limits = Rect(CLEAR, CLEAR, sheet[0] - CLEAR, sheet[1] - CLEAR)
    if isinstance(part, Grid):
        yield from _grid(where, part, limits)
    elif isinstance(part, Table):
        yield from _table(where, part, limits)
    elif isinstance(part, Roll):
        yield from _roll(where, part, limits)
    elif isinstance(part, Stack):
        yield from _stack(where, part, limits)
    elif isinstance(part, Opinions):
        yield from _opinions(where, part, page, limits)
    elif isinstance(part, (Opening, Body, Closing)):
        yield from _letter(where, part)
    elif isinstance(part, Prose):
        for index, paragraph in enumerate(part.paragraphs):
            names = _names(where, [paragraph.bind], [paragraph.text], [paragraph.when])
            yield from _item(index, names)
        yield from _span(where, part.left, part.right, limits)
    else:
        yield from _marks(where, part, limits)


def _names(
    where: str, binds: Iterable[str], texts: Iterable[str], whens: Iterable[str]
) -> Iterator[Fault]:
    wanted = [name for name in binds if name] + [
        name for text in texts for name in quoted_names(text)
    ]
    for name in wanted:
        if not bindings.known_field(name):
            yield Fault("FORM-BINDING", where, name)
    for name in whens:
        if not bindings.known_condition(name):
            yield Fault("FORM-CONDITION", where, name)


def _grid(where: str, part: Grid, limits: Rect) -> Iterator[Fault]:
    for index, cell in enumerate(part.cells):
        place = f"{where} 第{index + 1}格（{cell.label or cell.bind}）"
        yield from _item(index, _cell(place, cell, limits))
    for (_, one), (index, other) in combinations(enumerate(part.cells), 2):
        if one.at.overlaps(other.at):
            names = "与".join(f"“{cell.label or cell.bind}”" for cell in (one, other))
            yield Fault("FORM-OVERLAP", where, names, item=index)
    yield from _same_names(where, part)
    for frame in part.frames:
        if not frame.inside(limits):
            yield Fault("FORM-OUTSIDE", where, "边框")


def _same_names(where: str, part: Grid) -> Iterator[Fault]:
    """Two answers of one name: 附页 and messages could not say which is meant."""
    seen: dict[str, str] = {}
    for index, cell in enumerate(part.cells):
        name = cell.name or cell.bind
        if cell.bind and seen.setdefault(name, cell.bind) != cell.bind:
            yield Fault("FORM-REPEAT", f"{where} 第{index + 1}格", name, item=index)


def _cell(place: str, cell: Cell, limits: Rect) -> Iterator[Fault]:
    yield from _names(place, [cell.bind], [cell.label], [])
    if cell.label and cell.bind:
        yield Fault("FORM-SHAPE", place, "一个格子只能印字或填栏目，不能两样都有。")
    if cell.at.width < NARROWEST or cell.at.height < NARROWEST:
        yield Fault("FORM-SHAPE", place, f"格子宽、高都不应小于 {NARROWEST:g} 毫米。")
    if not cell.at.inside(limits):
        yield Fault("FORM-OUTSIDE", place, "格子")


def _table(where: str, part: Table, limits: Rect) -> Iterator[Fault]:
    binding = bindings.known_rows(part.rows)
    if binding is None:
        yield Fault("FORM-BINDING", where, part.rows)
        return
    for index, column in enumerate(part.columns):
        place = f"{where} 第{index + 1}列（{column.head or column.bind}）"
        for name in (column.bind, column.note):
            if name and name not in binding.columns:
                yield Fault("FORM-BINDING", place, name, item=index)
    yield from _columns(where, part, limits)


def _columns(where: str, part: Table | Roll, limits: Rect) -> Iterator[Fault]:
    for index, column in enumerate(part.columns):
        if column.width < NARROWEST:
            place = f"{where} 第{index + 1}列（{column.head or column.bind}）"
            yield Fault("FORM-SHAPE", place, f"列宽不应小于 {NARROWEST:g} 毫米。", item=index)
    for span in part.heads:
        if span.column + span.across > len(part.columns) or span.row + span.down > len(
            part.head_heights
        ):
            yield Fault("FORM-SHAPE", where, f"表头“{span.text}”超出了表。")
    yield from _span(where, part.left, part.left + part.width, limits)


def _roll(where: str, part: Roll, limits: Rect) -> Iterator[Fault]:
    binding = REGISTRY.rolls.get(part.rows)
    if binding is None:
        yield Fault("FORM-BINDING", where, part.rows)
        return
    for index, column in enumerate(part.columns):
        if column.bind and column.bind not in binding.columns:
            place = f"{where} 第{index + 1}列（{column.head}）"
            yield Fault("FORM-BINDING", place, column.bind, item=index)
    for name in part.groups:
        if name not in binding.groups:
            yield Fault("FORM-BINDING", f"{where} 分组", name)
    for what, lines in (("组标题", part.bands), ("小计", part.sums)):
        if len(lines) > len(part.groups):
            yield Fault("FORM-SHAPE", where, f"{what}比分组多。")
    last = (part.total,) if part.total is not None else ()
    for line in (*part.bands, *part.sums, *last):
        yield from _line(where, part, line, binding)
    yield from _columns(where, part, limits)


def _line(
    where: str, part: Roll, line: BandLine | SumLine, binding: RollBinding
) -> Iterator[Fault]:
    texts = (line.text, line.tail) if isinstance(line, SumLine) else (line.text,)
    for name in (name for text in texts for name in quoted_names(text)):
        if name not in ("name", "count"):
            yield Fault("FORM-BINDING", f"{where} “{line.text}”", name)
    if line.size < FLOOR or line.height < NARROWEST:
        yield Fault("FORM-SHAPE", where, f"“{line.text}”的字或行太小。")
    if isinstance(line, SumLine) and not line.across:
        if binding.added is None:
            yield Fault("FORM-SHAPE", where, f"“{line.text}”要占的列数（across）应大于 0。")
        elif line.under and line.under not in [column.bind for column in part.columns]:
            yield Fault(
                "FORM-SHAPE", where, f"“{line.text}”要写在“{line.under}”一列，表里没有这一列。"
            )


def _stack(where: str, part: Stack, limits: Rect) -> Iterator[Fault]:
    for number, row in enumerate(part.rows, 1):
        place = f"{where} 第{number}行"
        yield from _names(
            place, [cell.bind for cell in row.cells], [cell.label for cell in row.cells], []
        )
        if sum(cell.span for cell in row.cells) != len(part.widths):
            yield Fault("FORM-SHAPE", place, "各格所占列数之和应等于列数。")
    yield from _span(where, part.left, part.left + sum(part.widths), limits)


def _opinions(where: str, part: Opinions, page: Page, limits: Rect) -> Iterator[Fault]:
    for index, block in enumerate(part.blocks):
        place = f"{where} 第{index + 1}栏（{block.strip}）"
        yield from _item(index, _names(place, [block.bind], block.lines, []))
        least = 14.0 + 10.0 * len(block.signers)
        if block.height < least:
            what = f"“{block.strip}”高度不够签字，至少要 {least:g} 毫米。"
            yield Fault("FORM-SHAPE", where, what, item=index)
    yield from _span(where, part.left, part.right, limits)
    high = sum(block.height for block in part.blocks)
    if part.y is not None and part.y + high > page.bottom + 0.01:
        yield Fault(
            "FORM-SHAPE",
            where,
            f"各栏共高 {high:g} 毫米，从 {part.y:g} 起超过了本页的 {page.bottom:g}。",
        )


def _letter(where: str, part: Opening | Body | Closing) -> Iterator[Fault]:
    if isinstance(part, Opening):
        yield from _names(where, [], [part.title, part.number, part.to], [])
    elif isinstance(part, Closing):
        yield from _names(where, [part.on], [part.office, part.contact, *part.attachments], [])
    else:
        for paragraph in part.paragraphs:
            yield from _names(where, [paragraph.bind], [paragraph.text], [paragraph.when])


def _marks(where: str, part: Marks, limits: Rect) -> Iterator[Fault]:
    binds = [sign.bind for sign in part.signs] + [date.bind for date in part.dates]
    texts = [line.text for line in part.words] + [sign.label for sign in part.signs]
    yield from _names(where, binds, texts, [line.when for line in part.words])
    for seal in part.seals:
        half = seal.size / 2
        if seal.at[0] - half < limits.left or seal.at[0] + half > limits.right:
            yield Fault("FORM-OUTSIDE", where, f"公章“{seal.label}”的位置")
    if part.y is not None and part.y + part.height > limits.bottom + CLEAR:
        yield Fault("FORM-OUTSIDE", where, "签字部分")


def _span(where: str, left: float, right: float, limits: Rect) -> Iterator[Fault]:
    if left < limits.left or right > limits.right or right - left < NARROWEST:
        yield Fault("FORM-OUTSIDE", where, f"左 {left:g} 右 {right:g} 毫米")

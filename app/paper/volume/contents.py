# SPDX-License-Identifier: MulanPSL-2.0
"""职称评审材料目录单: who declares what, every paper with its pages, a tick column for every checker.

Columns and places are those of D-13 and forms.md 4.1; the head stands on the first page, the
signatures on the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from app.model.codes import OriginalCheck
from app.paper.context import CONTENTS, PaperContext
from app.paper.core import geometry as g
from app.paper.core.cells import Cell, Head, HeadCell, Room, Row
from app.paper.core.geometry import Side
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table, cell
from app.paper.core.typeset import Para, Style, shared_setter
from app.paper.facts import PersonFacts, person_facts
from app.paper.templates import catalogue_note
from app.paper.volume.plan import PacketPlan, PlannedEntry
from app.paper.volume.references import proof_pages
from app.paper.volume.remarks import remarks

TITLE = "职称评审材料目录单"
LATE_BAND = "补正材料（装订后补入，页码接续）"
COLUMNS = (9, 45, 12, 8, 7, 19, 9.6, 9.6, 9.6, 9.6, 9.6, 14)
_NAMES = (
    "序\n号", "材料名称", "原件或\n复印件", "份\n数", "册\n号", "起止\n页码", "本人\n自查", "单位\n审核",
    "主管\n部门\n复审", "人社\n部门\n审核", "办事\n机构\n复核", "备注",
)  # fmt: skip
_HEAD = Head((14.0,), tuple(HeadCell(name, index) for index, name in enumerate(_NAMES)))
_FORMS = {"original": "原件", "copy": "复印件", "both": "原件、\n复印件"}
_LOOSE, _NO_PAGES = "单独报送", "待补"
_BOTTOM, _FOOT = 268.0, 27.0
_UNDER_FOOT = 8.6  # mm from the lower edge: a line below the footer
_NOTE = "注：复印件须由单位审核人核对原件，注明“与原件一致”并签名、加盖公章。核对各栏打“√”并签姓。"
_NOTE_STYLE = Style("song", 8.5, 12)
_VALUE = Style("fang", 10.5, 12.6, smaller=(9.5, 8.5, 8), lines=1)
_SIGNERS = ("申报人", "单位审核人", "主管部门审核人", "接收人")
_NUMERALS = "零一二三四五六七八九十"


def count_contents(context: PaperContext, plan: PacketPlan) -> int:
    """Return the sides the catalogue of a plan takes."""
    table, rows = _table(context, plan)
    return _tried(context, plan, table, rows)[1]


def contents(context: PaperContext, plan: PacketPlan) -> Piece:
    """Return the catalogue as a paper of its own (one more copy goes on the file bag)."""
    press = Press(imprint=context.imprint(), title=TITLE)
    draw_contents(press, context, plan)
    pdf = press.save()
    return Piece("contents", TITLE, pdf, press.sides, places=tuple(press.places))


def draw_contents(press: Press, context: PaperContext, plan: PacketPlan) -> None:
    """Draw all sides of the catalogue."""
    table, rows = _table(context, plan)
    short, _ = _tried(context, plan, table, rows)
    sheet = _Sheet(press, context, plan, short)
    end = table.flow(rows, sheet.first(), sheet.turn)
    _draw_foot(end.room.page, end.y, remarks(plan))
    sheet.close()


def _table(context: PaperContext, plan: PacketPlan) -> tuple[Table, list[Row]]:
    return Table(shared_setter(), COLUMNS, _HEAD, pad=0.9), list(_rows(context, plan))


def _tried(
    context: PaperContext, plan: PacketPlan, table: Table, rows: list[Row]
) -> tuple[int, int]:
    """Return which side must leave room for the signatures of the next (-1: none), and the sides needed.

    Where the signatures do not fit under the last row, they take some rows along to a new side.
    """
    trial = _Sheet(Press(table.setter), context, plan)
    end = table.flow(rows, trial.first(), trial.turn, dry=True)
    if end.y <= _BOTTOM - trial.foot:
        return -1, trial.index + 1
    return trial.index, trial.index + 2


@define(eq=False)
class _Sheet:
    """The sides of the catalogue, one after another."""

    press: Press
    context: PaperContext
    plan: PacketPlan
    short: int = -1
    index: int = 0
    page: Page = field(init=False)

    def first(self) -> Room:
        """Begin with the head of the form."""
        self._page(TITLE)
        axis = self.page.margins.axis
        self.page.text(axis, 28, TITLE, "song_bold", 20, "centre")
        self.page.text(axis, 37, f"{self.context.declaration.year}年度", "song", 12, "centre")
        top = _draw_person(self.page, person_facts(self.context), self.plan)
        return Room(self.page, self.page.margins.left, top, self._bottom())

    def turn(self, _placed: tuple[Row, ...]) -> Room:
        """Go on with the next side."""
        self.close()
        self.index += 1
        self._page("")
        self.page.text(self.page.margins.axis, 27, f"{TITLE}（续）", "song_bold", 14, "centre")
        return Room(self.page, self.page.margins.left, 33.0, self._bottom())

    def _bottom(self) -> float:
        return _BOTTOM - self.foot if self.index == self.short else _BOTTOM

    @property
    def foot(self) -> float:
        """Return the room signatures and remarks take, in mm."""
        said = remarks(self.plan)
        if not said:
            return _FOOT
        width = g.bound(Side.FRONT).width
        block = self.press.setter.compose(Para(_said(said), _NOTE_STYLE), width)
        return _FOOT + block.height

    def _page(self, name: str) -> None:
        rules = self.plan.rules
        side = Side.BACK if rules.duplex and self.index % 2 else Side.FRONT
        head = self.context.head(CONTENTS, self.context.piece)
        self.page = self.press.page(g.bound(side, rules.binding, rules.outer), name, head=head)

    def close(self) -> None:
        """Set the foot of the side."""
        sides = self.plan.volumes[0].sides if self.plan.volumes else ()
        planned = [side.shown for side in sides if side.kind == "contents"]
        number = planned[self.index] if self.index < len(planned) else str(self.index + 1)
        self._version()
        footer(self.page, self.press.imprint, number if self.plan.rules.contents_numbered else None)

    def _version(self) -> None:
        """Say under the foot which catalogue this is and whether it was held against 附件1 (ux N-1)."""
        page, words = self.page, catalogue_note(self.context.pack)
        y = page.margins.sheet[1] - _UNDER_FOOT
        if page.margins.outer_right:
            page.text(page.margins.left, y, words, "hei", 8)
        else:
            page.text(page.margins.x1, y, words, "hei", 8, "right")


def _draw_person(page: Page, facts: PersonFacts, plan: PacketPlan) -> float:
    pages = f"共{len(plan.volumes)}册{plan.numbered}页"
    rows = (
        (
            ("姓名", facts.name, 20, 34),
            ("性别", facts.sex, 18, 14),
            ("联系电话", facts.phone, 20, 56),
        ),
        (("工作单位", facts.unit, 20, 66), ("申报类型", facts.kind, 20, 56)),
        (
            ("申报系列", facts.series, 20, 34),
            ("申报专业", facts.specialty, 18, 34),
            ("申报层级", facts.level, 20, 36),
        ),
        (
            ("申报职称", facts.title, 20, 34),
            ("评审方式", facts.mode, 18, 34),
            ("册页", pages, 20, 36),
        ),
    )
    lines, top, y = [], 43.0, 43.0
    for row in rows:
        x = page.margins.left
        for label, value, wide, room in row:
            page.label(x + wide / 2, y + 4, label, 4, "hei", 9.5, "centre")
            block = page.setter.composed(value, _VALUE, room - 2)
            page.block(x + wide + 1.4, y + 4 - block.height / 2, block)
            lines.append((x + wide, y, x + wide, y + 8))
            x += wide + room
            if x < page.margins.x1 - 0.1:
                lines.append((x, y, x, y + 8))
        y += 8
        if y < top + 8 * len(rows):
            lines.append((page.margins.left, y, page.margins.x1, y))
    page.rules(lines, g.GRID)
    page.box(page.margins.left, top, page.margins.width, y - top, g.FRAME)
    return y + 3


def _rows(context: PaperContext, plan: PacketPlan) -> Iterable[Row]:
    proofs = proof_pages(plan, context.declaration)
    for group in dict.fromkeys(entry.row.group for entry in plan.entries if not entry.late):
        entries = [entry for entry in plan.entries if entry.row.group == group and not entry.late]
        yield _band(_heading(group, entries))
        for entry in entries:
            yield _row(entry, proofs.get(entry.entry_id, ()))
    late = [entry for entry in plan.entries if entry.late]
    if late:
        yield _band(LATE_BAND)
        for entry in late:
            yield _row(entry, proofs.get(entry.entry_id, ()))


def _band(text: str) -> Row:
    return Row(
        (cell(text, "hei", 10, "left", span=len(COLUMNS)),), 6.6, g.BAND_GREY, keep=True, band=1
    )


def _heading(group: str, entries: list[PlannedEntry]) -> str:
    """Return a heading with the volumes the plan really gives its materials (乙、第一至三册　…)."""
    prefix, comma, rest = group.partition("、")
    _, blank, kind = rest.partition("　")
    volumes = sorted({span.volume for entry in entries for span in entry.spans})
    if not (comma and blank and volumes):
        return group
    first, last = numeral(volumes[0]), numeral(volumes[-1])
    return (
        f"{prefix}、第{first}册　{kind}"
        if first == last
        else f"{prefix}、第{first}至{last}册　{kind}"
    )


def numeral(number: int) -> str:
    """Return a small number in Chinese: 一 … 九十九; figures from a hundred on."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones else "")


def _row(entry: PlannedEntry, proofs: tuple[str, ...]) -> Row:
    material = entry.row.entry
    number = str(entry.row.number) if entry.row.number else "增"
    name = cell(entry.row.name, "fang", 10.5, "left", lead=13.4, smaller=(10, 9.5), lines=3)
    form = (
        "原件"
        if material.original == OriginalCheck.ORIGINAL_BOUND
        else _FORMS.get(material.form, material.form)
    )
    cells = [
        cell(number, size=10),
        name,
        cell(form, "fang", 9.5, smaller=(8.5,), lines=2, lead=11.4),
        cell(str(material.copies), size=10),
        *_place(entry),
        *(cell("") for _ in range(5)),
        cell(_remark(entry, proofs), "fang", 8.5, lead=10.5, smaller=(8,), lines=4),
    ]
    return Row(tuple(cells), tag=entry.entry_id)


def _place(entry: PlannedEntry) -> list[Cell]:
    if not entry.spans:
        return [cell(_NO_PAGES if entry.bound else _LOOSE, "fang", 9.5, span=2)]
    volumes = "\n".join(str(span.volume) for span in entry.spans)
    ranges = "\n".join(span.words for span in entry.spans)
    smaller, lines = (9.5, 8.5), len(entry.spans)
    return [cell(volumes, size=10), cell(ranges, "hei", 10.5, smaller=smaller, lines=lines)]


def _remark(entry: PlannedEntry, proofs: tuple[str, ...]) -> str:
    parts = [entry.row.entry.note]
    if proofs:
        parts.append(f"姓名见第{'、'.join(proofs)}页")
    return "\n".join(part for part in parts if part)


def _said(lines: Sequence[str]) -> str:
    return f"附注：{'；'.join(lines)}。"


def _draw_foot(page: Page, y: float, said: Sequence[str]) -> None:
    margins = page.margins
    paras = [Para(_said(said), _NOTE_STYLE)] if said else []
    y = page.paras(margins.left, y + 1.6, margins.width, *paras, Para(_NOTE, _NOTE_STYLE)) + 6
    for index, who in enumerate(_SIGNERS):
        x = margins.left + (index % 2) * (margins.width / 2)
        at = y + (index // 2) * 9.5
        page.text(x, at, who, "song", 9.5)
        page.line_to_sign(x + 25, at + 2, 24, who)
        page.date(x + margins.width / 2 - (0 if index % 2 else 6), at, 9.5)

# SPDX-License-Identifier: MulanPSL-2.0
"""Papers that go along with a packet: what is numbered by hand, and the self-check report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from app.paper.context import PaperContext
from app.paper.core import geometry as g
from app.paper.core.cells import Cell, Head, HeadCell, Room, Row
from app.paper.core.geometry import Side
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table, cell
from app.paper.core.typeset import Para, Style
from app.paper.facts import person_facts
from app.paper.volume.plan import PacketPlan

_SIDES = {Side.FRONT: "正面", Side.BACK: "背面"}
_CORNER = {Side.FRONT: "右下角", Side.BACK: "左下角"}
_NOTE = Style("song", 10, 15)
_BOTTOM = 268.0


class _Paper:
    """A loose paper of any number of sides: title, rows, running numbers."""

    def __init__(self, context: PaperContext, title: str) -> None:
        self.press = Press(imprint=context.imprint(), title=title)
        self.title, self.number = title, 0
        self.page: Page

    def start(self, title: str = "") -> Page:
        """Begin a side."""
        side = Side.BACK if self.number % 2 else Side.FRONT
        self.number += 1
        page = self.page = self.press.page(g.loose(side), title)
        page.text(
            page.margins.axis,
            25,
            self.title if title else f"{self.title}（续）",
            "song_bold",
            18 if title else 14,
            "centre",
        )
        return page

    def turn(self, _placed: tuple[Row, ...]) -> Room:
        """Go on with the next side."""
        self.close()
        page = self.start()
        return Room(page, page.margins.left, 33.0, _BOTTOM)

    def close(self) -> None:
        """Set the foot of the open side."""
        footer(self.page, self.press.imprint, self.number)

    def piece(self, name: str) -> Piece:
        """Return the finished paper."""
        self.close()
        pdf = self.press.save()
        return Piece(name, self.title, pdf, self.press.sides, places=tuple(self.press.places))


def hand_numbering_slip(context: PaperContext, plan: PacketPlan) -> Piece | None:
    """Return 手工编号单 for what exists on paper only; None when there is nothing to number by hand."""
    sides = list(plan.paper_sides())
    if not sides:
        return None
    paper = _Paper(context, "手工编号单")
    page = paper.start("手工编号单")
    facts = person_facts(context)
    page.text(
        page.margins.left,
        33,
        f"申报人：{facts.name}　　{facts.series}{facts.specialty}",
        "song",
        10.5,
    )
    y = page.paras(
        page.margins.left, 37, page.margins.width,
        Para("下列材料只有纸质件，页码由人写在纸上：正面写右下角，背面写左下角，字高不小于5毫米。写一页打一个“√”，写完插入册中所示位置。", _NOTE),
    )  # fmt: skip
    head = Head((9.0,), tuple(HeadCell(name, index) for index, name in enumerate(
        ("册", "材料", "第几页", "正、背", "编号", "编在哪", "打勾")
    )))  # fmt: skip
    table = Table(paper.press.setter, (9, 75, 16, 16, 19, 18, 14), head, pad=0.9)
    names = {entry.entry_id: entry.row for entry in plan.entries}
    rows = []
    for volume, side in sides:
        row = names[side.entry_id]
        rows.append(Row((
            cell(str(volume), size=10),
            cell(f"{row.tab}　{row.name}", "fang", 10.5, "left", smaller=(9.5, 9), lines=2),
            cell(str(side.index + 1), size=10),
            cell(_SIDES[side.side], size=10),
            cell(side.shown or "", "hei", 12),
            cell(_CORNER[side.side], size=10),
            cell("□", size=12),
        ), 7.6))  # fmt: skip
    end = table.flow(rows, Room(page, page.margins.left, y + 3, _BOTTOM - 12), paper.turn)
    page = end.room.page
    y = end.y + 8
    page.text(page.margins.left, y, f"共{len(sides)}页", "song", 10.5)
    right = page.sign(page.margins.left + 60, y, "编号人：", 40)
    page.date(right + 38, y)
    return paper.piece("hand_numbering")


@frozen
class CheckLine:
    """One finding on the self-check report.

    Attributes:
        number: the same that stands in the margin of a proof; 0 for a note, which is not listed.
        level: must, check or note.
        title, detail: the finding in the words of its message.
        reason: why a reminder was passed, as typed; by: who passed it, on: which day.
    """

    level: str
    title: str
    detail: str = ""
    reason: str = ""
    by: str = ""
    on: str = ""
    number: int = 0


@frozen
class SelfCheck:
    """What the self-check report says (ux 5.8).

    Attributes:
        lines: all findings.
        counts: (what, how many), of the materials: 应备, 已准备, 不适用, 待补看 …
        not_applicable: (material, reason).
        again: sheets to be printed and signed again.
        environment: (what, as it is): printer, day of calibration, template version, holiday table …
    """

    lines: Sequence[CheckLine] = ()
    counts: Sequence[tuple[str, str]] = ()
    not_applicable: Sequence[tuple[str, str]] = ()
    again: Sequence[str] = ()
    environment: Sequence[tuple[str, str]] = ()


_LEVELS = (("must", "一、必须改"), ("check", "二、请核实"))
_ROLES = ("song", "song_bold", "hei", "hei_bold", "fang")
_CLOSING = "自检只核对齐全和一致，不代表资格审核结论。"


def self_check_report(context: PaperContext, plan: PacketPlan, check: SelfCheck) -> Piece:
    """Return 自检报告: it goes in front of the hand-over and is never bound."""
    paper = _Paper(context, "申报材料自检报告")
    page = paper.start("申报材料自检报告")
    facts, margins = person_facts(context), page.margins
    page.text(margins.left, 35, f"申报人：{facts.name}　　单位：{facts.unit}", "song", 10.5)
    page.text(
        margins.left,
        41.5,
        f"核对码：{context.check_code}　　第{context.version}版　　{context.printed_on.isoformat()}",
        "song",
        10.5,
    )
    table = Table(paper.press.setter, (9, 100, 58), None)
    rows = [*_finding_rows(check), *_material_rows(check), *_volume_rows(plan, check)]
    rows.extend(_environment_rows(paper.press, check))
    end = table.flow(rows, Room(page, margins.left, 47, _BOTTOM - 22), paper.turn)
    page, y = end.room.page, end.y + 5
    page.text(margins.left, y, _CLOSING, "hei", 10.5)
    right = page.sign(margins.left, y + 11, "申报人（签字）：", 34)
    page.sign(right + 6, y + 11, "首位核对人（签字）：", 34)
    return paper.piece("self_check")


def _band(text: str) -> Row:
    return Row((cell(text, "hei", 10.5, "left", span=3),), 7.4, g.BAND_GREY, keep=True, band=1)


def _line(number: str, text: str, note: str = "", role: str = "song") -> Row:
    second = cell(note, "fang", 10, "left") if note else Cell()
    return Row((cell(number, size=10), cell(text, role, 10, "left"), second), 7.4)


def _finding_rows(check: SelfCheck) -> Iterable[Row]:
    for level, title in _LEVELS:
        lines = [line for line in check.lines if line.level == level]
        yield _band(f"{title}　{len(lines)}项")
        for line in lines:
            words = line.title if not line.detail else f"{line.title}\n{line.detail}"
            passed = (
                f"理由：{line.reason}\n{line.by}　{line.on}".strip() if line.reason else "未处理"
            )
            yield _line(str(line.number or ""), words, passed)
        if not lines:
            yield _line("", "没有")


def _material_rows(check: SelfCheck) -> Iterable[Row]:
    yield _band("三、材料")
    for what, count in check.counts:
        yield _line("", what, count)
    for material, reason in check.not_applicable:
        yield _line("", f"不适用：{material}", f"理由：{reason}" if reason else "理由未写")


def _volume_rows(plan: PacketPlan, check: SelfCheck) -> Iterable[Row]:
    yield _band(f"四、册　共{len(plan.volumes)}册{plan.numbered}页{plan.sheets}张")
    for volume in plan.volumes:
        pages = f"第{volume.first}—{volume.last}页，{volume.sheets}张，约{volume.thickness:g}毫米"
        yield _line(str(volume.number), f"第{volume.number}册　{volume.title}", pages)
    missing = [entry.row.name for entry in plan.entries if entry.missing]
    if missing:
        yield _line("", f"还没有页的材料：{'、'.join(missing)}", "目录单上写“待补”")
    for sheet in check.again:
        yield _line("", f"要重印重签：{sheet}")


def _environment_rows(press: Press, check: SelfCheck) -> Iterable[Row]:
    yield _band("五、打印环境")
    for what, how in check.environment:
        yield _line("", what, how)
    yield _line(
        "",
        "字体",
        "、".join(name.removesuffix(".ttf") for name in press.setter.library.files(*_ROLES)),
    )

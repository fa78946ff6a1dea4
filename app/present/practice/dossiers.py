# SPDX-License-Identifier: MulanPSL-2.0
"""Longer papers: reports with tables and curves, drawings."""

from __future__ import annotations

import functools
import math
import random
import tomllib

from attrs import frozen

from app.kernel.locations import resource
from app.present.practice.canvas import A4, Canvas, broken, width_of
from app.present.practice.sheets import LEFT, WIDTH

A3_WIDE = (420.0, 297.0)
_CHAPTERS = ("概述", "基本资料", "方案与方法", "观测与试验", "结果分析", "应用情况", "结论与建议")
_BODY_BOTTOM = 268.0


@functools.cache
def sentences(topic: str) -> tuple[str, ...]:
    """Return the sentences fictional reports on a topic are made of; KeyError for an unknown topic."""
    with resource("practice", "sentences.toml").open("rb") as stream:
        return tuple(tomllib.load(stream)[topic])


def paragraphs(topic: str, chance: random.Random, count: int) -> list[str]:
    """Return paragraphs of four sentences each, drawn by chance from a topic."""
    bank = list(sentences(topic))
    chance.shuffle(bank)
    return [
        "".join(bank[(index * 4 + step) % len(bank)] for step in range(4)) for index in range(count)
    ]


@frozen
class Report:
    """A bound report: cover, contents, then sides of text with a table or a curve on some.

    Attributes:
        kind_of: 技术报告, 任务书 …, printed on the cover.
        sides: sides altogether, at least 3.
        people: lines of the page that names who did it (项目负责人：…).
    """

    title: str
    kind_of: str
    by: str
    date: str
    sides: int
    topic: str
    people: tuple[str, ...] = ()

    def draw(self, seed: str, /) -> list[Canvas]:
        """Return the sides."""
        chance = random.Random(seed)  # noqa: S311 - looks, not secrets
        text = (self._body(index, chance) for index in range(2, self.sides))
        return [self._cover(), self._second(), *text][: self.sides]

    def _cover(self) -> Canvas:
        page = Canvas(A4)
        for line, y in zip(broken(self.title, 140, 26, "title"), (82, 98, 114), strict=False):
            page.text(105, y, line, 26, face="title", align="middle")
        page.text(105, 140, self.kind_of, 20, face="kai", align="middle", spacing=2)
        page.text(105, 226, self.by, 16, face="fang", align="middle")
        page.text(105, 238, self.date, 16, face="fang", align="middle")
        return page

    def _second(self) -> Canvas:
        page = Canvas(A4)
        for index, line in enumerate(self.people):
            page.text(52, 40 + index * 11, line, 14, face="fang")
        top = 56 + len(self.people) * 11
        page.text(105, top, "目　录", 18, face="title", align="middle")
        for index, chapter in enumerate(_CHAPTERS):
            y, label = top + 18 + index * 12, f"{index + 1}　{chapter}"
            page.text(LEFT, y, label, 13)
            page.text(LEFT + WIDTH, y, str(2 + index * max(1, self.sides // 7)), 13, align="right")
            page.line(
                LEFT + width_of(label, 13) + 4,
                y + 4.5,
                LEFT + WIDTH - 8,
                y + 4.5,
                thick=0.1,
                colour=170,
            )
        return page

    def _body(self, index: int, chance: random.Random) -> Canvas:
        page = Canvas(A4)
        page.text(105, 16, self.title, 9, face="fang", align="middle", colour=100)
        page.line(LEFT, 21, LEFT + WIDTH, 21, thick=0.15)
        chapter = _CHAPTERS[min((index - 2) * len(_CHAPTERS) // max(1, self.sides - 2), 6)]
        page.text(LEFT, 28, f"{index - 1}　{chapter}", 15, face="hei")
        y = 40.0
        figure = index % 3
        if figure == 1:
            y = _table(page, y, index, chance)
        elif figure == 2:
            y = _curve(page, y, index, chance)
        for text in paragraphs(self.topic, chance, 9):
            y = page.paragraph(LEFT, y, WIDTH, text, 12, leading=1.75, bottom=_BODY_BOTTOM) + 1
            if y > _BODY_BOTTOM - 10:
                break
        page.text(105, 280, str(index), 10, align="middle")
        return page


def _table(page: Canvas, y: float, number: int, chance: random.Random) -> float:
    page.text(105, y, f"表 {number}　观测成果表", 11, face="hei", align="middle")
    rows = [("序号", "测点", "时段", "观测值", "计算值", "差值（％）")]
    for index in range(1, 8):
        measured = chance.uniform(12, 88)
        difference = chance.uniform(-4.8, 4.8)
        season = chance.choice(("春季", "夏季", "秋季", "冬季"))
        computed = measured * (1 + difference / 100)
        rows.append(
            (
                str(index),
                f"C{number}-{index:02d}",
                season,
                f"{measured:.2f}",
                f"{computed:.2f}",
                f"{difference:+.1f}",
            )
        )
    return page.table(LEFT, y + 7, (16, 30, 26, 28, 28, 26), rows, height=7.6, size=10) + 6


def _curve(page: Canvas, y: float, number: int, chance: random.Random) -> float:
    page.box(LEFT + 14, y, WIDTH - 28, 62)
    for step in range(1, 5):
        page.line(
            LEFT + 14,
            y + 62 * step / 5,
            LEFT + WIDTH - 14,
            y + 62 * step / 5,
            thick=0.1,
            colour=190,
        )
    for phase in (0.0, 0.9):
        points: list[float] = []
        for step in range(49):
            height = (
                31
                - 20 * math.sin(step / 6.5 + phase) * math.exp(-step / 70)
                + chance.uniform(-1.6, 1.6)
            )
            points += [LEFT + 14 + (WIDTH - 28) * step / 48, y + height]
        page.line(*points, thick=0.35 if phase else 0.6, colour=60)
    page.text(105, y + 65, f"图 {number}　实测与计算过程线", 11, face="hei", align="middle")
    return y + 76


@frozen
class Drawing:
    """An A3 landscape drawing: plan, section, title block."""

    title: str
    number: str
    by: str
    date: str
    designer: str

    def draw(self, seed: str, /) -> list[Canvas]:
        """Return one side of A3."""
        chance = random.Random(seed)  # noqa: S311 - looks, not secrets
        page = Canvas(A3_WIDE)
        page.box(25, 10, 385, 277, thick=0.7, colour=40)
        page.box(10, 5, 405, 287, thick=0.2)
        self._plan(page, chance)
        self._section(page)
        self._block(page)
        return [page]

    def _plan(self, page: Canvas, chance: random.Random) -> None:
        page.text(150, 18, "平面布置图　1:500", 14, face="hei", align="middle")
        for level in range(9):
            points: list[float] = []
            for step in range(40):
                drift = 5 * math.sin(step / 5 + level / 2.2) + chance.uniform(-0.7, 0.7)
                points += [40 + step * 5.6, 42 + level * 11 + drift]
            page.line(*points, thick=0.15 if level % 4 else 0.35, colour=110)
        page.line(44, 138, 96, 116, 168, 102, 262, 58, thick=1.4, colour=40)
        page.line(44, 142, 96, 120, 168, 106, 262, 62, thick=0.4, colour=40)
        for index, (x, y) in enumerate(((96, 118), (168, 104), (214, 82)), 1):
            page.ellipse(x - 5, y - 5, 10, 10, colour=40)
            page.text(x, y - 2.4, str(index), 9, align="middle")
            page.text(x + 7, y + 4, f"{index}#监测断面", 9)

    def _section(self, page: Canvas) -> None:
        page.text(150, 160, "标准断面图　1:100", 14, face="hei", align="middle")
        outline = (
            60,
            226,
            92,
            226,
            116,
            204,
            138,
            204,
            162,
            246,
            200,
            246,
            224,
            204,
            246,
            204,
            270,
            226,
            296,
            226,
        )
        page.line(*outline, thick=0.8, colour=40)
        page.line(116, 207, 137, 207, 160, 249, 202, 249, 225, 207, 246, 207, thick=0.3, colour=40)
        for x in range(64, 296, 6):
            page.line(x, 258, x + 4, 254, thick=0.1, colour=140)
        for left, right, words in ((116, 138, "2200"), (162, 200, "3800"), (224, 246, "2200")):
            page.line(left, 268, right, 268, thick=0.15)
            page.text((left + right) / 2, 262.5, words, 8, align="middle")

    def _block(self, page: Canvas) -> None:
        rows = (
            (self.by,),
            (self.title,),
            ("设计", self.designer),
            ("校核", "签字处"),
            ("审定", "签字处"),
            ("图号", self.number),
            ("日期", self.date),
        )
        y = 287.0 - len(rows) * 9
        for row in rows:
            widths = (110,) if len(row) == 1 else (24, 86)
            y = page.table(300, y, widths, [row], height=9, size=10)
        page.text(306, 30, "说明", 13, face="hei")
        notes = (
            "1. 高程以米计，其余尺寸以毫米计。",
            "2. 坐标为独立坐标系，不与实地对应。",
            "3. 本图为练习样张，不用于施工。",
        )
        for index, note in enumerate(notes):
            page.text(306, 42 + index * 9, note, 11, face="fang")

# SPDX-License-Identifier: MulanPSL-2.0
"""The papers a person brings: certificates, letters, forms and cards, drawn from a few words each.

Neither seals nor signatures are drawn: dashed frames say where they would stand.
"""

from __future__ import annotations

from typing import Protocol

from attrs import field, frozen

from app.present.practice.canvas import A4, Canvas, broken, width_of

LEFT, WIDTH = 28.0, 154.0
FOOT = 262.0


class Sheet(Protocol):
    """Something that can be drawn as one or more sides of paper."""

    def draw(self, seed: str, /) -> list[Canvas]:
        """Return the sides; chance, where it plays a part, is drawn from the seed."""
        ...


@frozen
class Certificate:
    """A certificate on stiff paper: title, sentence, number, giver, date.

    Attributes:
        lines: short lines under the sentence (label and value).
    """

    title: str
    body: str
    by: str
    date: str
    number: str = ""
    lines: tuple[str, ...] = ()
    tint: str = "red"

    def draw(self, _seed: str, /) -> list[Canvas]:
        """Return one side."""
        page = Canvas((297.0, 210.0), colour=True)
        for inset, thick in ((12, 0.9), (15, 0.3)):
            page.box(inset, inset, 297 - 2 * inset, 210 - 2 * inset, thick=thick, colour="gold")
        page.text(
            148.5, 34, self.title, 34, face="title", colour=self.tint, align="middle", spacing=3
        )
        y = page.paragraph(48, 72, 201, self.body, 19, face="kai", leading=1.75, bottom=150)
        for line in self.lines:
            page.text(58, y + 2, line, 13, face="fang")
            y += 8
        if self.number:
            page.text(48, 172, f"编号：{self.number}", 12, face="fang")
        page.text(245, 158, self.by, 15, face="kai", align="right")
        page.text(245, 168, self.date, 14, face="kai", align="right")
        page.place_for_seal(206, 176)
        return [page]


@frozen
class IdCard:
    """Both sides of an identity card on one side of paper."""

    name: str
    sex: str
    ethnicity: str
    born: str
    id_number: str
    address: str = "内蒙古自治区赤峰市虚构街道虚构小区1号（练习）"

    def draw(self, _seed: str, /) -> list[Canvas]:
        """Return one side."""
        page = Canvas(A4, colour=True)
        page.text(105, 26, "居民身份证复印件（正反面同页）", 15, face="hei", align="middle")
        page.box(62, 50, 85.6, 54, thick=0.4)
        rows = (
            ("姓　名", self.name),
            ("性　别", f"{self.sex}　民族　{self.ethnicity}"),
            ("出　生", self.born),
        )
        for index, (label, value) in enumerate(rows):
            page.text(66, 55 + index * 7, label, 8, colour="blue")
            page.text(79, 55 + index * 7, value, 9 if width_of(value, 9) < 38 else 7.5)
        page.text(66, 77, "住　址", 8, colour="blue")
        page.paragraph(79, 77, 36, self.address, 8, leading=1.3, indent=False, bottom=92)
        page.box(120, 56, 22, 28)
        page.text(131, 68, "照片", 9, colour=140, align="middle")
        page.text(66, 95, "公民身份号码", 8, colour="blue")
        page.text(88, 94.5, self.id_number, 11, face="hei")
        page.box(62, 120, 85.6, 54, thick=0.4)
        page.text(105, 132, "居 民 身 份 证", 20, face="title", align="middle")
        page.text(72, 156, "签发机关　练习样张，无签发机关", 9)
        page.text(72, 163, "有效期限　2016.05.01—2036.05.01", 9)
        page.text(
            105,
            196,
            "号码地区段 150401 不发给个人，本证为练习样张",
            10,
            face="fang",
            align="middle",
        )
        page.place_for_seal(146, 222, "核对人签字处")
        return [page]


@frozen
class Letter:
    """A letter, notice, contract page or opinion: paragraphs that flow over as many sides as needed."""

    title: str
    body: tuple[str, ...]
    by: str
    date: str
    number: str = ""
    head: str = ""
    size: float = 14

    def draw(self, _seed: str, /) -> list[Canvas]:
        """Return the sides."""
        page, y = self._first()
        pages = [page]
        for text in self.body:
            rest = text
            while rest:
                y, rest = self._set(page, y, rest, first=rest is text)
                if rest:
                    page, y = Canvas(A4), 30.0
                    pages.append(page)
        if y > FOOT - 34:
            page, y = Canvas(A4), 30.0
            pages.append(page)
        page.text(LEFT + WIDTH, y + 14, self.by, self.size, face="fang", align="right")
        page.text(LEFT + WIDTH, y + 22, self.date, self.size, face="fang", align="right")
        page.place_for_seal(LEFT + WIDTH - 34, y + 32)
        for number, each in enumerate(pages, 1):
            each.text(105, 280, f"— {number} —", 11, align="middle")
        return pages

    def _first(self) -> tuple[Canvas, float]:
        page = Canvas(A4, colour=bool(self.head))
        y = 28.0
        if self.head:
            page.text(105, y, self.head, 26, face="title", colour="red", align="middle", spacing=1)
            page.line(LEFT, y + 21, LEFT + WIDTH, y + 21, thick=0.6, colour="red")
            if self.number:
                page.text(105, y + 13, self.number, 12, face="fang", align="middle")
            y += 32
        size = 20 if width_of(self.title, 20, "title") < WIDTH else 16
        page.text(105, y, self.title, size, face="title", align="middle")
        return page, y + 18

    def _set(self, page: Canvas, y: float, text: str, *, first: bool) -> tuple[float, str]:
        """Set as much of a paragraph as the side holds; return where it ends and what is left."""
        step = self.size / 72 * 25.4 * 1.8
        lines = broken(("　　" if first else "") + text, WIDTH, self.size, "fang")
        room = int((FOOT - y) / step)
        for line in lines[:room]:
            page.text(LEFT, y, line, self.size, face="fang")
            y += step
        return y, "".join(lines[room:])


@frozen
class FormCell:
    """A large cell of a form; ``seal`` names what would be stamped or signed there."""

    label: str
    text: str
    height: float = 50.0
    seal: str = ""


@frozen
class Form:
    """A ruled form: rows of label and value pairs, then large cells; cells that do not fit go on."""

    title: str
    rows: tuple[tuple[str, ...], ...] = ()
    cells: tuple[FormCell, ...] = ()
    note: str = ""

    def draw(self, _seed: str, /) -> list[Canvas]:
        """Return the sides."""
        page = Canvas(A4)
        pages = [page]
        page.text(105, 24, self.title, 20, face="title", align="middle", spacing=1)
        y = 42.0
        for row in self.rows:
            pairs = len(row) // 2
            widths = (WIDTH / pairs * 0.36, WIDTH / pairs * 0.64) * pairs
            y = page.table(LEFT, y, widths, [row], height=10.5, size=11)
        for cell in self.cells:
            if y + cell.height > 272:
                page, y = Canvas(A4), 28.0
                pages.append(page)
            self._cell(page, y, cell)
            y += cell.height
        if self.note:
            page.text(LEFT, min(y + 4, 275), self.note, 9.5, face="fang")
        return pages

    @staticmethod
    def _cell(page: Canvas, y: float, cell: FormCell) -> None:
        page.box(LEFT, y, 22, cell.height)
        page.box(LEFT + 22, y, WIDTH - 22, cell.height)
        page.paragraph(
            LEFT + 3, y + 6, 17, cell.label, 11, indent=False, leading=1.5, bottom=y + cell.height
        )
        page.paragraph(
            LEFT + 26, y + 5, WIDTH - 31, cell.text, 11.5, face="fang", bottom=y + cell.height
        )
        if cell.seal:
            page.place_for_seal(LEFT + WIDTH - 36, y + cell.height - 18, cell.seal)


@frozen
class NameList:
    """A list of the people who took part, the person's own line among them."""

    title: str
    project: str
    people: tuple[tuple[str, str, str], ...]
    by: str
    date: str

    def draw(self, _seed: str, /) -> list[Canvas]:
        """Return one side."""
        page = Canvas(A4)
        page.text(105, 28, self.title, 20, face="title", align="middle")
        page.text(LEFT, 46, f"项目：{self.project}", 12, face="fang")
        rows = [("排名", "姓名", "单位", "承担的工作")]
        rows += [(str(n), *person) for n, person in enumerate(self.people, 1)]
        y = page.table(LEFT, 56, (14, 40, 56, 44), rows, height=11)
        page.text(LEFT + WIDTH, y + 14, self.by, 13, face="fang", align="right")
        page.text(LEFT + WIDTH, y + 22, self.date, 13, face="fang", align="right")
        page.place_for_seal(LEFT + WIDTH - 34, y + 32)
        return [page]


@frozen
class CreditCard:
    """继续教育审验卡: hours by year; ``rows`` are year, specialty hours, general hours, courses."""

    name: str
    number: str
    unit: str
    rows: tuple[tuple[str, str, str, str], ...] = field()

    def draw(self, _seed: str, /) -> list[Canvas]:
        """Return one side a card, with the courses below."""
        page = Canvas(A4)
        page.text(105, 28, "专业技术人员继续教育审验卡", 20, face="title", align="middle")
        page.text(LEFT, 46, f"姓名：{self.name}　　卡号：{self.number}", 12, face="fang")
        page.text(LEFT, 54, f"单位：{self.unit}", 12, face="fang")
        rows = [("年度", "专业科目学时", "公需科目学时", "主要课程", "审验")]
        rows += [(*row, "审验处") for row in self.rows]
        y = page.table(LEFT, 66, (18, 28, 28, 58, 22), rows, height=14)
        page.paragraph(
            LEFT,
            y + 10,
            WIDTH,
            "审验单位核对学习记录后登记。本卡为练习样张，课程和学时均为虚构。",
            11,
            face="fang",
        )
        page.place_for_seal(LEFT + WIDTH - 34, y + 34)
        return [page]

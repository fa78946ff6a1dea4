# SPDX-License-Identifier: MulanPSL-2.0
"""Journal offprints: cover, imprint, contents, two columns of text, back cover."""

from __future__ import annotations

import random

from attrs import frozen

from app.present.practice.canvas import A4, Canvas, broken, width_of
from app.present.practice.dossiers import paragraphs, sentences
from app.present.practice.sheets import LEFT, WIDTH


@frozen
class Offprint:
    """A journal article: cover, imprint, contents, two-column text, back cover.

    Attributes:
        authors: as printed, the person among them.
        text_sides: sides of the article itself.
    """

    title: str
    authors: str
    journal: str
    issue: str
    first_page: int
    text_sides: int
    topic: str
    abstract: str

    def draw(self, seed: str, /) -> list[Canvas]:
        """Return the sides."""
        chance = random.Random(seed)  # noqa: S311 - looks, not secrets
        article = [self._article(index, chance) for index in range(self.text_sides)]
        return [self._cover(), self._imprint(), self._contents(chance), *article, self._back()]

    def _cover(self) -> Canvas:
        page = Canvas(A4, colour=True)
        page.box(0, 30, 210, 44, thick=1.2, colour="blue")
        page.text(105, 40, self.journal, 40, face="title", colour="blue", align="middle", spacing=4)
        page.text(105, 84, self.issue, 16, face="hei", align="middle")
        page.text(105, 96, "（虚构刊物，练习样张）", 12, face="fang", align="middle")
        return page

    def _imprint(self) -> Canvas:
        page = Canvas(A4)
        page.text(105, 40, "版　权　页", 18, face="title", align="middle")
        lines = (f"刊名：{self.journal}（虚构）", "刊号：虚构，不对应任何真实刊号", f"期次：{self.issue}",
                 "主办：虚构学会（练习）", "出版：虚构编辑部（练习）", "开本：大16开　　定价：0.00元")  # fmt: skip
        for index, line in enumerate(lines):
            page.text(50, 62 + index * 13, line, 14, face="fang")
        return page

    def _contents(self, chance: random.Random) -> Canvas:
        page = Canvas(A4)
        page.text(105, 28, "目　次", 18, face="title", align="middle")
        bank = list(sentences("titles"))
        chance.shuffle(bank)
        titles = [*bank[:7], self.title, *bank[7:12]]
        for index, title in enumerate(titles):
            number = (
                self.first_page * (index + 1) // 8
                if index < 7
                else self.first_page + (index - 7) * 6
            )
            size = 12 if width_of(title, 12) < 136 else 10
            page.text(
                LEFT, 48 + index * 14, title, size, face="hei" if title == self.title else "song"
            )
            page.text(LEFT + WIDTH, 48 + index * 14, f"（{number}）", 12, align="right")
        return page

    def _article(self, index: int, chance: random.Random) -> Canvas:
        page = Canvas(A4)
        page.text(LEFT, 14, f"{self.journal}　{self.issue}", 9, face="fang", colour=100)
        page.text(LEFT + WIDTH, 14, str(self.first_page + index), 9, align="right", colour=100)
        page.line(LEFT, 19, LEFT + WIDTH, 19, thick=0.15)
        y = 26.0
        if index == 0:
            for line in broken(self.title, WIDTH, 20, "title"):
                page.text(105, y, line, 20, face="title", align="middle")
                y += 10
            page.text(105, y + 3, self.authors, 13, face="kai", align="middle")
            y = (
                page.paragraph(
                    LEFT + 8, y + 14, WIDTH - 16, f"摘　要：{self.abstract}", 10.5, face="fang"
                )
                + 3
            )
        for column in (0, 1):
            at = y
            for text in paragraphs(self.topic, chance, 8):
                at = page.paragraph(LEFT + column * 80, at, 74, text, 10.5, leading=1.6, bottom=272)
                if at > 262:
                    break
        return page

    def _back(self) -> Canvas:
        page = Canvas(A4, colour=True)
        page.box(0, 220, 210, 30, thick=1.2, colour="blue")
        page.text(
            105,
            228,
            f"{self.journal}　{self.issue}　封底",
            16,
            face="hei",
            colour="blue",
            align="middle",
        )
        return page

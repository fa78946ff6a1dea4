# SPDX-License-Identifier: MulanPSL-2.0
"""恢复数字单 (security.md §1.3, ux 1.6): two halves on two sheets, for two keepers and two envelopes."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from app.kernel.dates import chinese_date
from app.paper.core import geometry as g
from app.paper.core.page import Page
from app.paper.core.page_total import PageTotal
from app.paper.core.press import Piece, Press, footer
from app.paper.core.typeset import Para, Style, Typesetter
from app.paper.rolls.roster_data import Copy

TITLE = "恢复数字单"
FOOTER = 286.0  # mm
_NOTE = Style("song", 12, 20)
_HALVES = ("上半", "下半")


@frozen
class Keeper:
    """Who keeps one half, and in which envelope."""

    name: str
    envelope: str


@frozen
class RecoverySheet:
    """What the two sheets say.

    Attributes:
        alias: of the vault, never a person's name.
        groups: eight groups of five digits, the last of each checks it.
        keepers: of the upper and the lower half; two different people.
    """

    alias: str
    marking: str
    groups: Sequence[str]
    keepers: tuple[Keeper, Keeper]


def recovery_paper(sheet: RecoverySheet, context: Copy) -> Piece:
    """Return the two sheets on A4, each half on a sheet of its own.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    press = Press(Typesetter(), context.imprint(), title=TITLE)
    total = PageTotal(press, estimate=len(_HALVES))
    half = len(sheet.groups) // 2
    for number, keeper in enumerate(sheet.keepers):
        page = press.page(g.loose(), TITLE, g.Side.FRONT)
        groups = sheet.groups[number * half : (number + 1) * half]
        _half(page, sheet, number, groups, keeper, context)
        footer(page, press.imprint, None, y=FOOTER)
        total.mark(page, press.sides, FOOTER + 0.9)
    total.finish()
    return Piece("recovery-sheet", TITLE, press.save(), press.sides)


def _half(
    page: Page,
    sheet: RecoverySheet,
    number: int,
    groups: Sequence[str],
    keeper: Keeper,
    context: Copy,
) -> None:
    left, width = page.margins.left, page.margins.width
    middle = page.margins.sheet[0] / 2
    page.text(middle, 40, f"{TITLE}（{_HALVES[number]}）", "song_bold", 22, "centre")
    page.text(left, 56, f"库：{sheet.alias}　　标志：{sheet.marking or '无'}", "song", 12)
    page.text(left, 64, f"制作日期：{chinese_date(context.printed_on)}", "song", 12)
    first = number * len(groups) + 1
    for place, group in enumerate(groups):
        y = 84 + place * 18
        page.text(left + 20, y, f"第 {first + place} 组", "hei", 14)
        page.text(left + 62, y, "  ".join(group), "hei_bold", 26)
    page.paras(
        left,
        166,
        width,
        Para("忘了口令时，上半和下半的八组数字合在一起才能打开这个库；只有一半打不开。", _NOTE),
        Para(
            "两半由两个人分开保管，各装一个信封，封口签字。不拍照，不复印，不和库放在一起。", _NOTE
        ),
        Para("换过恢复数字的，以日期新的为准，旧的收回销毁并登记。", _NOTE),
    )
    page.text(left, 214, f"保管人：{keeper.name}", "song", 12)
    page.text(left + 90, 214, f"信封编号：{keeper.envelope}", "song", 12)
    page.sign(left, 232, "保管人（签字）：", 45, 12)
    page.sign(left + 90, 232, "封存日期：", 45, 12)

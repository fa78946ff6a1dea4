# SPDX-License-Identifier: MulanPSL-2.0
"""The outside of a volume: its cover and the label for its spine (ux 5.3, D-13)."""

from __future__ import annotations

from app.paper.context import PaperContext
from app.paper.core import geometry as g
from app.paper.core.geometry import PT
from app.paper.core.kinsoku import column_cells
from app.paper.core.marks import Head, cover_mark
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press, footer
from app.paper.core.typeset import Style
from app.paper.facts import PersonFacts, person_facts
from app.paper.volume.marks import volume_head
from app.paper.volume.plan import PacketPlan, PlannedVolume, range_words

TITLE = "职称评审申报材料"
_LIST = (
    ("申报人", "name"), ("工作单位", "unit"), ("申报系列", "series"), ("申报专业", "specialty"),
    ("申报层级", "level"), ("申报职称", "title"), ("申报类型", "kind"), ("申报年度", "year"),
)  # fmt: skip
_ANSWER = Style("fang", 16, 20, smaller=(14, 12, 10.5), lines=1)
_PITCH, _LABEL_SIZE = 12.0, 16.0

# Spines: strips of these widths in mm; the widest that the volume carries is used, none under 10 mm.
STRIPS = (10.0, 20.0, 30.0, 40.0, 50.0)
STRIP_LENGTH = 262.0
_TOLERANCE = 0.5


def strip_width(thickness: float) -> float:
    """Return the width of the strip for a thickness in mm; 0 where the spine is too thin for one."""
    fitting = [width for width in STRIPS if width <= thickness + _TOLERANCE]
    return fitting[-1] if fitting else 0.0


def draw_cover(
    press: Press, context: PaperContext, plan: PacketPlan, volume: PlannedVolume
) -> Page:
    """Draw the cover of one volume on a front."""
    facts = person_facts(context)
    page = press.page(
        g.bound(binding=plan.rules.binding, outer=plan.rules.outer),
        f"第{volume.number}册　{volume.title}",
        head=Head(),  # the cover has it large
    )
    margins = page.margins
    cover_mark(page, volume_head(context, plan, volume.number))
    page.text(margins.axis, 72, TITLE, "song_bold", 28, "centre")
    page.text(margins.axis, 88, f"第{volume.number}册　{volume.title}", "hei", 16, "centre")
    _draw_list(page, facts)
    x = margins.left + 12
    page.seal(margins.x1 - 30, 238, "单位公章")
    page.text(x, 233, f"第{volume.number}册　共{len(plan.volumes)}册", "song", 14)
    if volume.first:
        page.text(x, 242, f"第{range_words(volume.first, volume.last)}页", "song", 14)
    page.text(x, 251, f"{context.declaration.year}年　　月　　日", "song", 14)
    footer(page, press.imprint)
    return page


def _draw_list(page: Page, facts: PersonFacts) -> None:
    margins, y = page.margins, 116.0
    x, value = margins.left + 12, margins.left + 50
    room = margins.x1 - 2 - value
    for label, name in _LIST:
        page.label(x, y, label, 4, "song", _LABEL_SIZE)
        page.text(x + 4 * _LABEL_SIZE * PT + 0.6, y, "：", "song", _LABEL_SIZE)
        block = page.setter.composed(getattr(facts, name), _ANSWER, room)
        page.block(value, y - block.height / 2, block)
        y += max(_PITCH, block.height + 4)


def spine_labels(context: PaperContext, plan: PacketPlan, copy: str = "") -> Piece | None:
    """Return the labels of all volumes thick enough, several on a sheet; None when there is none.

    Args:
        copy: 份号 of the marked volumes they are for, empty where there is none (binding.md 8.3-6).
    """
    labelled = [volume for volume in plan.volumes if strip_width(volume.thickness)]
    if not labelled:
        return None
    press = Press(imprint=context.imprint(), title="册脊标签")
    margins = g.Margins(g.A4, 15, 15, 17, 14)
    page, x = None, 0.0
    for volume in labelled:
        width = strip_width(volume.thickness)
        if page is None or x + width > 210 - 15:
            page, x = press.page(margins, "册脊标签"), 24.0
            page.text(105, 291.5, press.imprint.footer(), "song", 7.5, "centre")
        _draw_spine(page, x, context, volume)
        if copy:
            page.text(x + width / 2, 19.0 + 3.4, copy, "song", 7.5, "centre")
        x += width + 14
    pdf = press.save()
    return Piece("spines", "册脊标签", pdf, press.sides)


def _draw_spine(page: Page, x: float, context: PaperContext, volume: PlannedVolume) -> None:
    facts, top, width = person_facts(context), 19.0, strip_width(volume.thickness)
    axis, small = x + width / 2, width <= STRIPS[0]
    _crop_marks(page, x, top, width)
    page.text(axis, top + 12, str(volume.number), "hei_bold", 24 if small else 48, "centre")
    page.text(axis, top + 23, "册", "hei", 9 if small else 12, "centre")
    page.rule(x + 1.5, top + 29, x + width - 1.5, top + 29, g.FRAME)
    _upright(page, axis, (top + 32, top + 101), facts.name, "song_bold", 14 if small else 20, 1.3)
    page.rule(x + 2.5, top + 104, x + width - 2.5, top + 104, g.GRID)
    size = 10.5 if small else 12
    _upright(page, axis, (top + 107, top + 176), facts.unit, "song", size, 1.22)
    _upright(page, axis, (top + 180, top + 216), facts.title, "song", size, 1.22)
    page.rule(x + 1.5, top + 219, x + width - 1.5, top + 219, g.GRID)
    _draw_range(page, axis, top, volume, small=small)
    page.rule(x + 1.5, top + 245, x + width - 1.5, top + 245, g.GRID)
    page.text(
        axis, top + 253, str(context.declaration.year), "hei_bold", 9 if small else 14, "centre"
    )
    if context.practice:
        page.text(axis, top + (257.6 if small else 258.5), "练习", "hei", 8, "centre")
    note = f"{volume.sheets}张　约{volume.thickness:.0f}㎜"
    page.text(axis, top + STRIP_LENGTH + 6.5, note, "song", 8, "centre")


def _draw_range(page: Page, axis: float, top: float, volume: PlannedVolume, *, small: bool) -> None:
    size = 8 if small else 12
    first, last = (
        (str(volume.first), str(volume.last))
        if small
        else (f"第{volume.first}", f"{volume.last}页")
    )
    page.text(axis, top + 226, first, "hei", size, "centre")
    page.text(axis, top + 232, "至", "song", 8, "centre")
    page.text(axis, top + 238, last, "hei", size, "centre")


def _upright(
    page: Page,
    axis: float,
    room: tuple[float, float],
    text: str,
    role: str,
    size: float,
    lead: float,
) -> None:
    """Set words downwards in the middle of a room; long ones close up first, then shrink."""
    count, space = len(column_cells(text)), room[1] - room[0]
    if count * size * PT * lead > space:
        lead = max(1.04, space / (count * size * PT))
    size = min(size, space / (max(1, count) * PT * lead))
    page.column(axis, sum(room) / 2, text, role, round(size, 2), lead)


def _crop_marks(page: Page, x: float, y: float, width: float) -> None:
    lines = []
    for corner, across in ((x, -1), (x + width, 1)):
        for edge, down in ((y, -1), (y + STRIP_LENGTH, 1)):
            lines.append((corner + across * 1.2, edge, corner + across * 4.2, edge))
            lines.append((corner, edge + down * 1.2, corner, edge + down * 4.2))
    page.rules(lines, g.HAIR)
    page.box(x, y, width, STRIP_LENGTH, g.HAIR, grey=0.8, dash=(1, 3))

# SPDX-License-Identifier: MulanPSL-2.0
"""Parts and pages that come and go, and what a page and the form say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from app.kernel.errors import UserError
from app.paper.forms.parts import (
    Marks,
    Opinion,
    Opinions,
    Paragraph,
    Part,
    Prose,
    Rect,
    Sign,
    Words,
)
from app.paper.forms.spec import Heading, Page
from app.paper.forms.tabular import Column, Table
from app.present.formedit.edits import Draft, Step, kept, on_page
from app.present.formedit.places import (
    COLUMN,
    OPINION,
    PARAGRAPH,
    SIGN,
    WORDS,
    Ref,
    with_part,
)


def add_part(draft: Draft, index: int, kind: str, box: Rect, rows: str = "") -> Step:
    """Add words, a table of rows, running text or an opinion block at a place of the page."""
    page = draft.spec.pages[index]
    new, ref = _new_part(kind, box, rows)
    after = attrs.evolve(page, parts=(*page.parts, new))
    taken = attrs.evolve(ref, part=len(page.parts))
    return Step(draft.with_page(index, after), f"增加{_ADDED[kind]}", (taken,))


_ADDED = {"words": "印字", "sign": "签字线", "table": "表格", "prose": "正文", "opinions": "意见栏"}


def _new_part(kind: str, box: Rect, rows: str) -> tuple[Part, Ref]:
    if kind == "table":
        count = 4
        columns = tuple(Column(kept(box.width / count), head=f"第{n + 1}列") for n in range(count))
        return Table(rows, columns, box.left, y=box.top), Ref(0, COLUMN)
    if kind == "prose":
        words = (Paragraph(text="正文", size=12.0, lead=21.0),)
        return Prose(words, box.left, box.right, y=box.top), Ref(0, PARAGRAPH)
    if kind == "opinions":
        blocks = (Opinion("意见", max(40.0, box.height)),)
        return Opinions(blocks, box.left, box.right, y=box.top), Ref(0, OPINION)
    at, height = (box.left, kept(box.height / 2)), kept(box.height)
    if kind == "sign":
        return Marks(height, y=box.top, signs=(Sign(at, "签字："),)), Ref(0, SIGN)
    return Marks(height, y=box.top, words=(Words(at, "印字", size=12.0),)), Ref(0, WORDS)


def set_frame(draft: Draft, index: int, part: int, *, on: bool) -> Step:
    """Draw a heavier frame round the cells of a grid, or none."""
    page = draft.spec.pages[index]
    grid: Any = page.parts[part]
    boxes = [cell.at for cell in grid.cells if cell.rule == "box"]
    frames = (
        (
            Rect(
                min(b.left for b in boxes),
                min(b.top for b in boxes),
                max(b.right for b in boxes),
                max(b.bottom for b in boxes),
            ),
        )
        if on and boxes
        else ()
    )
    after = with_part(page, part, attrs.evolve(grid, frames=frames))
    return Step(draft.with_page(index, after), "加粗外框" if on else "取消外框")


# -- pages


def add_page(draft: Draft, after: int) -> Step:
    """Add an empty page behind another; it stands in hand afterwards."""
    pages = draft.spec.pages
    names = {page.id for page in pages}
    number = next(n for n in range(1, 1000) if f"page-{n}" not in names)
    new = Page(f"page-{number}", "新页", (), Heading("新页"))
    spec = attrs.evolve(draft.spec, pages=(*pages[: after + 1], new, *pages[after + 1 :]))
    return Step(attrs.evolve(draft, spec=spec), "增加一页", (), page=after + 1)


def remove_page(draft: Draft, index: int) -> Step:
    """Take a page away; raises UserError EDIT-LAST-PAGE for the only one."""
    pages = draft.spec.pages
    if len(pages) < 2:
        raise UserError("EDIT-LAST-PAGE")
    spec = attrs.evolve(draft.spec, pages=(*pages[:index], *pages[index + 1 :]))
    gone = pages[index].id
    behind = {name: each for name, each in draft.behind.items() if name != gone}
    return Step(Draft(spec, behind), "删除一页", (), page=max(0, index - 1))


def move_page(draft: Draft, index: int, step: int) -> Step:
    """Bring a page one place forward or back."""
    to = index + step
    pages = list(draft.spec.pages)
    if not 0 <= to < len(pages):
        raise UserError("EDIT-PAGE-END")
    pages.insert(to, pages.pop(index))
    spec = attrs.evolve(draft.spec, pages=tuple(pages))
    return Step(attrs.evolve(draft, spec=spec), "移动页", (), page=to)


def set_page(draft: Draft, index: int, name: str, values: Mapping[str, Any]) -> Step:
    """Change a page's title, its heading or where its flowing parts end."""
    return on_page(draft, index, name, lambda page: attrs.evolve(page, **values))


def set_form(draft: Draft, name: str, values: Mapping[str, Any]) -> Step:
    """Change what the form says of itself: its title, its source, who held it against what."""
    return Step(attrs.evolve(draft, spec=attrs.evolve(draft.spec, **values)), name)

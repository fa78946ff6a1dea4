# SPDX-License-Identifier: MulanPSL-2.0
"""The page after the last item: how it stands, what to fetch, where to go on (ux S10, S22)."""

from __future__ import annotations

from app.present.papers.walk import WalkEnd
from app.present.session import Role
from ui.qt import QPushButton
from ui.screen import Screen
from ui.widgets.basics import button, label, line, panel, rule, set_button_text
from ui.widgets.table import Column, FormTable, Row

NO_PLACE = "自己手里，或问单位人事"


class WalkEndPage:
    """Belongs to a WalkScreen."""

    def __init__(self, screen: Screen) -> None:
        self.screen, theme = screen, screen.theme
        m, unit = theme.m, screen.context.session.role == Role.UNIT
        top = m.s8 if theme.compact else m.s24
        self.widget, column = panel("sheet", margins=(m.s32, top, m.s32, m.s12), gap=m.s8)
        self.title = label("", "walk", wrap=True)
        self.head = label("要取的材料", "section")
        columns = (Column("序号", 4), Column("材料"), Column("怎么样、去哪里取", 15))
        self.table = FormTable(theme, columns, "没看过的和要取的材料")
        self.rest = label("", "second", wrap=True)
        for widget in (self.title, self.head):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.rest)
        column.addStretch(1)
        column.addWidget(rule())
        self.back = button(theme, "上一项", key="PgUp")
        self.unseen = button(theme, "看没看过的", "secondary")
        self.flagged = button(theme, "看回头再办的", "secondary")
        self.slip = button(theme, "打印“要取的材料”", "secondary", "printer")
        self.done = button(theme, "写审核意见" if unit else "返回材料清单", "primary", key="Enter")
        column.addLayout(
            line(theme, self.back, self.unseen, self.flagged, None, self.slip, self.done)
        )

    def draw(self, end: WalkEnd) -> None:
        """Show how the walk ended."""
        self.title.setText(end.title)
        listed = end.unseen or end.papers
        self.head.setText("还没看的" if end.unseen else "要取的材料")
        self.head.setVisible(bool(listed))
        self.table.setVisible(bool(listed))
        self.table.set_rows([Row(p.entry_id, (p.tab, p.name, p.where or NO_PLACE)) for p in listed])
        self.slip.setVisible(bool(end.papers))
        self.unseen.setVisible(bool(end.unseen))
        self.flagged.setVisible(end.flagged > 0)
        set_button_text(self.unseen, f"看没看过的 {len(end.unseen)} 项")
        set_button_text(self.flagged, f"看回头再办的 {end.flagged} 项")
        self.rest.setText("" if listed else "想再看哪一项，返回列表点它就行。")

    def first_focus(self) -> QPushButton:
        """Return the verb Enter should press."""
        return self.done

# SPDX-License-Identifier: MulanPSL-2.0
"""补正材料 (M24): pages that come on top of a bound material, and where they are numbered."""

from __future__ import annotations

from app.kernel.errors import UserError
from app.kernel.messages import catalogue
from app.paper.volume.remarks import supplement_remark
from app.present.papers.late_pages import LatePaper, LatePlaces, add_late, late_places
from app.present.words import short_day
from ui.context import Context
from ui.qt import QButtonGroup, QCheckBox, QRadioButton
from ui.widgets.basics import Elided, label, line
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, DropField

TITLE = "给装订好的材料补页"
FROZEN = "纸上的页码不动，补的页另外编号。"


class LateDialog(Dialog):
    """Asks how many pages come late, after which page, and whether at the end or put in between."""

    def __init__(self, context: Context, entry_id: str, pages: int = 1) -> None:
        self.places: LatePlaces = late_places(context.session, entry_id)
        super().__init__(context.theme, context.parent(), TITLE, context.marking)
        self.context, self.entry_id = context, entry_id
        day = short_day(context.session.declaration.bound_on)
        self.body.addWidget(Elided(self.places.name, "strong"))
        self.body.addWidget(label(f"{day}登记装订。{FROZEN}", "second"))
        self.pages = DigitsField(self.theme, "补几页（双面算 2 页）", most=3)
        self.pages.set_text(str(max(1, pages)))
        words = tuple(f"第{shown}页" for shown in self.places.labels)
        self.after = DropField(self.theme, "接在哪一页后面", words, chars=8)
        self.after.set_text(words[-1])
        self.after.drop.activated.connect(lambda _index: self._words())
        self.back = QCheckBox("补的是这一页的背面")
        self.body.setSpacing(self.theme.m.s8)
        self.end, self.between = QRadioButton(), QRadioButton()
        group = QButtonGroup(self)
        for choice in (self.end, self.between):
            group.addButton(choice)
        self.end.setChecked(True)
        gap = self.theme.m.s24
        self.body.addLayout(line(self.theme, self.pages, self.after, None, gap=gap))
        for widget in (self.back, self.end, self.between):
            self.body.addWidget(widget)
        self.add_cancel()
        act = self.add_verb("补进去", "primary")
        act.clicked.connect(lambda _checked=False: self._add())
        self._words()
        self.pages.setFocus()

    def _at_page(self) -> int:
        return self.after.drop.currentIndex() + 1

    def _words(self) -> None:
        number, at = self.places.next_number, self._at_page()
        shown, inserted = self.places.labels[at - 1], self.places.inserted_label(at)
        self.end.setText(f"编在册尾，从第{number}页起（一般选这个，不用拆线）")
        self.between.setText(f"插在第{shown}页后面，编第{inserted}页（册子要能插进去）")

    def _add(self) -> None:
        session = self.context.session
        paper = LatePaper(
            pages=int(self.pages.text() or 0),
            at_page=self._at_page(),
            as_back=self.back.isChecked(),
            inserted=self.between.isChecked(),
        )
        try:
            made = add_late(session, self.entry_id, paper)
        except UserError as fault:
            self.messages.clear()
            self.messages.say(fault.message)
            return
        self.accept()
        self.context.clear_messages()
        planned = session.plan.entry(made)
        if planned is not None and planned.spans:
            remark = supplement_remark(session.plan, planned)
            words = "、".join(span.words for span in planned.spans)
            self.context.say(catalogue().message("LATE-ADDED", pages=words, remark=remark))


def ask_late(context: Context, entry_id: str, pages: int = 1) -> None:
    """Show the dialog; raises UserError M24-NOT-BOUND while the numbers are still free."""
    dialog = LateDialog(context, entry_id, pages)
    dialog.exec()
    dialog.deleteLater()

# SPDX-License-Identifier: MulanPSL-2.0
"""Taking a pack in: its digits typed from paper, its own cases run, then what it changes, then a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.kernel.errors import UserError
from app.policy.pack import PolicyPack
from app.present.yearly.packs import GROUPS, WIDTH, PacksPresenter
from ui.qt import QWidget
from ui.screens.yearly import dialogs
from ui.screens.yearly.compare import ComparisonView
from ui.screens.yearly.page import Page, Verb
from ui.widgets.basics import label
from ui.widgets.digit_groups import DigitGroups

if TYPE_CHECKING:
    from ui.screens.yearly.screen import YearlyScreen

TYPE = "照纸上的校验码打这十组数字。校验码和光盘要分开送来，对得上才说明这份没有被换过、没有拷坏。"
WRONG = "第 {number} 组和这份文件对不上，对照纸再打一遍。"
RIGHT = "都打上了。点“核对并自测”：程序把包里自带的样例全部跑一遍，有一条对不上就不收。"
PROVED = "校验码对得上，样例全部通过。下面是它改了什么；收下以后，正在写的申报不会自己换包。"


class TakingInPage(Page):
    """Draws the candidate of PacksPresenter."""

    name = "taking_in"
    title = "导入政策包"

    def __init__(self, screen: YearlyScreen) -> None:
        self.shown = screen.context.presenter(PacksPresenter)
        super().__init__(screen, self.shown)

    def _make_verbs(self) -> None:
        """Lay digits and comparison in place of a ledger."""
        self.facts = label("", "strong", wrap=True)
        self.said = label(TYPE, "second", wrap=True)
        columns = 3 if self.theme.fold else 4 if self.theme.compact else GROUPS // 2
        self.digits = DigitGroups(self.theme, GROUPS, WIDTH, columns=columns)
        self.digits.typed.connect(self._typed)
        self.digits.filled.connect(self._filled)
        self.changes = ComparisonView(self.theme)
        self.lay_words(self.facts, self.said, self.digits, self.changes)
        super()._make_verbs()

    def first_focus(self) -> QWidget:
        """Start at the first group that is not full."""
        empty = (box for box in self.digits.boxes if len(box.text()) < WIDTH)
        return next(empty, self.digits.boxes[-1])

    def help_words(self) -> str:
        """Return what is asked."""
        return TYPE

    def primary(self) -> Verb | None:
        """Verify and try; once proved, take in."""
        state = self.shown.state
        if state.proved:
            return Verb("收下", self._accept)
        return Verb("核对并自测", self._prove, lambda: self.shown.state.ready)

    def verbs(self) -> Sequence[Verb]:
        """Offer the way out."""
        return (Verb("不收，放回去", self._put_aside),)

    def refresh(self) -> None:
        """Draw what has been typed and what came of it."""
        state = self.shown.state
        self.facts.setText(state.candidate)
        self.digits.set_groups(state.candidate_groups or ("",) * GROUPS)
        self.digits.setVisible(not state.proved)
        self.changes.setVisible(state.proved)
        if state.proved:
            self.said.setText(PROVED)
            self.changes.show_comparison(self.shown.compare_candidate())
        elif state.wrong_group:
            self.said.setText(WRONG.format(number=state.wrong_group))
        else:
            self.said.setText(RIGHT if state.ready else TYPE)

    def _typed(self, number: int, text: str) -> None:
        if self.shown.state.wrong_group in (0, number):
            self.digits.mark_wrong(0)
        self.shown.type_group(number, text)

    def _filled(self, number: int) -> None:
        if self.shown.group_holds(number):
            self.digits.advance(number)
        else:
            self.digits.mark_wrong(number)

    def _prove(self) -> None:
        self.context.tasks.start(
            self.shown.proving(), done=self._proved, refused=self._refused, words="正在自测政策包"
        )

    def _proved(self, pack: PolicyPack) -> None:
        self.shown.proved(pack)

    def _refused(self, fault: UserError) -> None:
        self.shown.refused(fault)
        self.digits.mark_wrong(self.shown.state.wrong_group)
        self.context.say_error(fault)

    def _put_aside(self) -> None:
        self.shown.put_aside()
        self.desk.open("packs")

    def _accept(self) -> None:
        dialogs.ask_name(
            self.context,
            "收下这个政策包",
            "谁核对过校验码、看过改动。收下以后，新建的申报还用原来的包，要换再选。",
            self._accepted,
        )

    def _accepted(self, name: str) -> None:
        key = self.shown.accept(name)
        self.desk.open("packs")
        self.context.say_code("YEARLY-PACK-IN", name=self.shown.name_of(key))

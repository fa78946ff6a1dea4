# SPDX-License-Identifier: MulanPSL-2.0
"""What another pack changes: first for this person, then in the pack, kind by kind; then a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.kernel.errors import UserError
from app.policy.pack_changes import ChangeGroup
from app.present.yearly.packs import Comparison, PacksPresenter
from ui.qt import QVBoxLayout, QWidget
from ui.screens.yearly.page import Page, Verb
from ui.theme import Theme
from ui.widgets.basics import clear_layout, label, rule
from ui.widgets.fields import DropField

if TYPE_CHECKING:
    from ui.screens.yearly.screen import YearlyScreen

MOST = 60  # lines of one kind that are drawn; a whole new notice has hundreds of quotations
_MORE = "……还有 {count} 处，用命令 pack diff 看全部。"


class ComparisonView(QWidget):
    """A comparison as words, one heading a kind."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.m.s4)
        self._drawn: Comparison | None = None

    def show_comparison(self, found: Comparison) -> None:
        """Draw a comparison; the same again changes nothing."""
        if found == self._drawn:
            return
        self._drawn = found
        clear_layout(self.column)
        self.column.addWidget(label(found.title, "strong", wrap=True))
        if found.mine:
            self._section(f"{found.mine_title}有什么不同", found.mine)
        self._section("包里改了什么", found.groups)

    def _section(self, title: str, groups: Sequence[ChangeGroup]) -> None:
        self.column.addSpacing(self.theme.m.s4)
        self.column.addWidget(rule())
        self.column.addWidget(label(title, "section"))
        for group in groups:
            self.column.addWidget(label(f"{group.title}　{len(group.lines)} 处", "strong"))
            text = "\n".join(group.lines[:MOST])
            rest = len(group.lines) - MOST
            if rest > 0:
                text += "\n" + _MORE.format(count=rest)
            self.column.addWidget(label(text, "body", wrap=True, select=True))


class ComparePage(Page):
    """One declaration, one pack it might move to."""

    name = "compare"
    title = "比较、换包"

    def __init__(self, screen: YearlyScreen) -> None:
        self.shown = screen.context.presenter(PacksPresenter)
        self._person, self._key = "", ""
        super().__init__(screen, self.shown)

    def _make_verbs(self) -> None:
        """Lay the words in place of a ledger."""
        self.which = DropField(self.theme, "换到哪个包", [], chars=26)
        self.which.committed.connect(self.desk.intent(self._chosen))
        self.nothing = label("这个库里没有别的政策包。先导入。", "second", wrap=True)
        self.view = ComparisonView(self.theme)
        self.lay_words(self.which, self.nothing, self.view)
        super()._make_verbs()

    def for_pack(self, key: str) -> None:
        """Compare one pack with that of the declaration in hand."""
        self._person, self._key = "", key
        self.desk.refresh()

    def for_person(self, declaration_id: str) -> None:
        """Compare for one person of the unit; the first other pack is shown."""
        others = self.shown.others(declaration_id)
        self._person, self._key = declaration_id, others[0][0] if others else ""
        self.desk.refresh()

    def _chosen(self, name: str) -> None:
        found = (key for key, words in self._choices() if words == name)
        self._key = next(found, self._key)
        self.desk.refresh()

    def _choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((key, self.shown.name_of(key)) for key in self.session.shelf.names())

    def refresh(self) -> None:
        """Draw the comparison."""
        choices = self._choices()
        self.which.drop.set_words([name for _, name in choices], self.shown.name_of(self._key))
        self.which.setVisible(len(choices) > 1)
        self.nothing.setVisible(len(choices) < 2)
        try:
            found = self.shown.compare(self._key, self._person) if self._key else None
        except UserError as fault:
            self.context.say_error(fault)
            found = None
        self.view.setVisible(found is not None)
        if found is not None:
            self.view.show_comparison(found)

    def first_focus(self) -> QWidget:
        """Start at the choice."""
        return self.which.drop

    def help_words(self) -> str:
        """Return what a move does."""
        return "只有您说换，才换。填过的内容都在；按 Ctrl+Z，或者再选原来的包，就换回去。"

    def primary(self) -> Verb | None:
        """Move this declaration."""
        if not (self._person or self.session.has_declaration):
            return None
        others = {key for key, _ in self.shown.others(self._person)}
        return Verb("这份申报换成它", self._move, lambda: self._key in others)

    def _move(self) -> None:
        self.shown.move(self._key, self._person)
        self.context.clear_messages()
        self.context.say_code("YEARLY-MOVED", name=self.shown.name_of(self._key))
        self.desk.open("packs")

# SPDX-License-Identifier: MulanPSL-2.0
"""政策包: which are here, which is for new declarations, who stands on which."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.present.yearly.base import SheetLine
from app.present.yearly.packs import PacksPresenter
from ui.screens.yearly.compare import ComparePage
from ui.screens.yearly.page import Page, Verb
from ui.widgets.dialogs import choose_files, choose_folder
from ui.widgets.table import Column

if TYPE_CHECKING:
    from ui.screens.yearly.screen import YearlyScreen

KINDS = "政策包文件 (*.pack)"


class PacksPage(Page):
    """Draws PacksPresenter's lines."""

    name = "packs"
    title = "政策包"
    columns = (Column("政策包"), Column("来历", 12), Column("用它的", 9))
    states = 8
    narrow = (1,)

    def __init__(self, screen: YearlyScreen) -> None:
        self.shown = screen.context.presenter(PacksPresenter)
        super().__init__(screen, self.shown)

    def lines(self) -> Sequence[SheetLine]:
        """Return packs and people."""
        return self.shown.state.lines

    def summary(self) -> str:
        """Return which pack the declaration in hand stands on."""
        state = self.shown.state
        return state.fault or (f"这份申报用的是：{state.mine}" if state.mine else "")

    def primary(self) -> Verb:
        """Compare, the way to a move."""
        return self.on_line("比较、换包", self.activate)

    def verbs(self) -> Sequence[Verb]:
        """Offer bringing one, and which is for new declarations."""

        def is_pack() -> bool:
            line = self.in_hand()
            return line in self.session.shelf.names() and line != self.session.shelf.in_force

        return (
            Verb("导入政策包文件…", self._file),
            Verb("导入文件夹…", self._folder),
            Verb("新建申报用这个", lambda: self.shown.put_in_force(self.in_hand()), is_pack),
        )

    def refresh(self) -> None:
        """Draw the lines and, when a pack has been brought, go on with it."""
        super().refresh()
        for widget, verb in self._buttons:
            widget.setEnabled(verb.enabled())

    def activate(self, line_id: str) -> None:
        """Compare a pack with the one in use, or ask which one a person should move to."""
        page = self.desk.open("compare")
        assert isinstance(page, ComparePage)
        if line_id.startswith("person."):
            page.for_person(line_id.removeprefix("person."))
        else:
            page.for_pack(line_id)

    def _file(self) -> None:
        parent = self.context.parent()
        if parent is not None:
            chosen = choose_files(parent, "选政策包文件", KINDS)
            self._brought(chosen[0] if chosen else None)

    def _folder(self) -> None:
        parent = self.context.parent()
        if parent is not None:
            self._brought(choose_folder(parent, "选政策包的文件夹"))

    def _brought(self, path: Path | None) -> None:
        if path is not None:
            self.shown.bring(path)
            self.desk.open("taking_in")

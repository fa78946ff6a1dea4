# SPDX-License-Identifier: MulanPSL-2.0
"""Whose layout the form in hand has, in the print centre: to the editor at the unit's desk, from a file elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from app.present.papers.scans import read_scan_file
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.unit_forms import adopt, origin_of, read_file, take_up
from ui.context import Context
from ui.screen import Command
from ui.screens import screen_named
from ui.widgets.basics import button, set_button_text
from ui.widgets.dialogs import choose_files

FORM_FILES = "版式文件 (*.toml)"


class LayoutLink:
    """A link under the list, and the commands behind it.

    Args:
        guard: carries out an intent and shows what went wrong.
    """

    def __init__(
        self, context: Context, centre: PrintCentrePresenter, guard: Callable[[Callable[[], object]], bool]
    ) -> None:  # fmt: skip
        self.context, self.centre = context, centre
        self.button = button(context.theme, "", "link")
        self.button.clicked.connect(lambda _checked=False: guard(self.open))
        edits = screen_named("formedit", str(context.session.role)) is not None
        self.button.setToolTip("打开版式编辑" if edits else "导入单位发的版式文件")
        self.button.hide()
        self._edits = edits

    def commands(self) -> tuple[Command, ...]:
        """Return what the menu offers."""
        if self._edits:
            return (Command("这张表的版式…", self.open),)
        return (
            Command("导入单位版式…", self.bring),
            Command("换回程序带的版式", self.shipped),
        )

    def draw(self) -> None:
        """Say whose layout the form in hand has; nothing for a piece that is no form."""
        origin = self._origin()
        self.button.setVisible(bool(origin) and not self.context.theme.fold)
        set_button_text(self.button, f"版式：{origin}")

    def _origin(self) -> str:
        held = self.centre.state.selected
        return origin_of(self.context.session.vault, held.id) if held is not None else ""

    def open(self) -> None:
        """Go to the layout of the form in hand; where there is no editor, take in the unit's file."""
        held = self.centre.state.selected
        if not self._edits:
            self.bring()
        elif held is not None and self._origin():
            self.context.go("formedit", f"form.{held.id}")
        else:
            self.context.go("forms")

    def bring(self) -> None:
        """Print with a form file the unit handed out."""
        parent = self.context.parent()
        for path in choose_files(parent, "导入单位版式", FORM_FILES) if parent else ():
            self.adopt(read_scan_file(path), path.name)

    def adopt(self, data: bytes, name: str) -> None:
        """Print with a form from a file; raises UserError FORM-… when it is none."""
        kept = adopt(self.context.session, read_file(data, name))
        self.context.say_code(
            "EDIT-IN-FORCE", title=kept.title, edition=kept.edition, origin=kept.origin
        )

    def shipped(self) -> None:
        """Print the form in hand with the program's own layout again."""
        held = self.centre.state.selected
        if held is not None and self._origin():
            take_up(self.context.session, held.id, 0)
            self.context.say_code("EDIT-TAKEN-UP", title=held.title, which="程序带的版式")

# SPDX-License-Identifier: MulanPSL-2.0
"""版式 (ux S37): every printed form, whose layout it has, and the way into the editor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.present.formedit.papers import FormPapers
from app.present.formedit.presenter import FormEditorPresenter
from app.present.formedit.shelf import shelf
from app.present.papers.scans import read_scan_file
from app.present.prints.unit_forms import FormLine, take_up
from ui.context import Context
from ui.qt import QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import DropDown, button, label, line, panel
from ui.widgets.dialogs import choose_files, confirm
from ui.widgets.fields import SearchLine
from ui.widgets.table import Column, FormTable, Row, Tag
from ui.widgets.tags import DONE, MUST, TODO

FORM_FILES = "版式文件 (*.toml)"
SHIPPED = "随带的版式"
OWN, REFERENCE, BROKEN = "已核对", "参考模板", "读不出来"


class FormsScreen(Screen):
    """Draws the list; editing goes on in the editor's own screen."""

    title = "版式"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.editor = context.presenter(FormEditorPresenter)
        self.papers = context.presenter(FormPapers)
        self.papers.editor = self.editor
        self.lines: tuple[FormLine, ...] = ()
        self._typed = ""
        self._make_head()
        columns = (
            Column("表"),
            Column("现在打印用", 9),
            Column("页脚印", 6.2),
            Column("核对", 10),
            Column("草稿", 5),
        )
        self.table = FormTable(self.theme, columns, "版式")
        self.table.activated.connect(self.intent(self._open))
        self.table.current_changed.connect(lambda _id: self._draw_foot())
        self.column.addWidget(self.table, 1)
        self._make_foot()
        self.bind(self.editor)

    def _make_head(self) -> None:
        self.search = SearchLine()
        self.search.setPlaceholderText("表名，可输拼音首字母")
        self.search.setAccessibleName("查找表")
        self.search.setFixedWidth(self.theme.m.chars(13))
        self.search.searched.connect(self._search)
        self.header.add_filters(self.search)
        bring = button(self.theme, "导入版式文件…", "quiet")
        bring.clicked.connect(self.clicked(self._import))
        self.header.add_commands(bring, minor=False)
        self.edit = self.header.set_primary("编辑版式", "page", "Enter")
        self.edit.clicked.connect(self.clicked(self._edit))

    def _make_foot(self) -> None:
        m = self.theme.m
        foot, row = panel("sheet", "row", (m.s12, m.s4, m.s8, m.s4), m.s8)
        self.words = label("", "second")
        self.which = DropDown(self.theme, (), "换用哪一版")
        self.which.setMinimumWidth(self.theme.m.chars(8))
        self.switch = button(self.theme, "换用", "secondary")
        self.switch.clicked.connect(self.clicked(self._switch))
        row.addLayout(line(self.theme, self.words, None, self.which, self.switch), 1)
        self.column.addWidget(foot)

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("编辑版式", self._edit, icon="page"),
            Command("导入版式文件…", self._import),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table

    def refresh(self) -> None:
        """Draw the list."""
        groups = shelf(self.context.session.vault, self._typed)
        self.lines = tuple(each for _, lines in groups for each in lines)
        if not self._typed:
            own = sum(1 for each in self.lines if each.edition)
            self.header.set_summary(
                f"{len(self.lines)} 张表，{own} 张用本单位的版式。收到正式附件，扫描放在版面下面照着改。"
            )
        here = self.table.current_id()
        rows: list[Row] = []
        for heading, lines in groups:
            rows.append(Row(f"head.{heading}", (heading,), heading=True))
            rows += [_row(each) for each in lines]
        self.table.set_rows(rows)
        self.table.select(here if any(e.id == here for e in self.lines) else self._first())
        self._draw_foot()

    def _first(self) -> str:
        return self.lines[0].id if self.lines else ""

    def _search(self, typed: str) -> None:
        self._typed = typed
        self.refresh()

    def _line(self) -> FormLine | None:
        here = self.table.current_id()
        return next((each for each in self.lines if each.id == here), None)

    def _draw_foot(self) -> None:
        held = self._line()
        ways = _ways(held) if held is not None else []
        self.which.set_words([words for _, words in ways], ways[0][1] if ways else "")
        for widget in (self.which, self.switch):
            widget.setVisible(bool(ways))
        self.edit.setEnabled(held is not None)
        if held is None:
            self.words.setText("")
        elif held.fault:
            self.words.setText("本单位的版式读不出来，先换用随带的，或打开改好。")
        elif not ways:
            self.words.setText("只有程序带的一版。收到正式附件后点“编辑版式”照着改。")
        else:
            self.words.setText("换用别的版次，打印马上跟着换。")

    # -- intents

    def _edit(self) -> None:
        held = self._line()
        if held is not None:
            self._open(held.id)

    def _open(self, name: str) -> None:
        self.context.go("formedit", f"form.{name}")

    def _switch(self) -> None:
        held, parent = self._line(), self.context.parent()
        ways = _ways(held) if held is not None else []
        number = self.which.currentIndex()
        if held is None or parent is None or not 0 <= number < len(ways):
            return
        edition, words = ways[number]
        asked = f"“{held.title}”以后按{words}打印。已经打好的纸不受影响，草稿也还在。"
        if confirm(
            self.theme, parent, f"换用{words}？", asked, f"换用{words}", self.context.marking
        ):
            take_up(self.context.session, held.id, edition)
            self.refresh()
            self.context.say_code("EDIT-TAKEN-UP", title=held.title, which=words)

    def _import(self) -> None:
        parent = self.context.parent()
        for path in choose_files(parent, "导入版式文件", FORM_FILES) if parent else ():
            self.bring(path)

    def bring(self, path: Path) -> None:
        """Take a form file in hand as a draft and show it in the editor."""
        title = self.papers.bring(read_scan_file(path), path.name)
        name = self.editor.draft.spec.id
        self.context.go("formedit", f"form.{name}")
        self.context.say_code("EDIT-IMPORTED", name=path.name, title=title)


def _ways(held: FormLine) -> list[tuple[int, str]]:
    """Return the editions that could be taken up instead, the shipped one last."""
    ways = [(n, f"本单位第{n}版") for n in held.editions if n != held.edition or held.fault]
    return ways + ([(0, SHIPPED)] if held.edition or held.fault else [])


def _row(each: FormLine) -> Row:
    which = f"本单位第{each.edition}版" if each.edition else SHIPPED
    look, word = (
        (MUST, BROKEN)
        if each.fault
        else (DONE, OWN) if each.verified else (TODO, REFERENCE)
    )  # fmt: skip
    cells = (
        each.title,
        which,
        Tag(word, look),
        each.verified or "没有核对",
        "有草稿" if each.drafted else "",
    )
    return Row(each.id, cells)


def open_screen(context: Context) -> Screen:
    """Make the screen."""
    return FormsScreen(context)
